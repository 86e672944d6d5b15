"""The codes of our homes in the CORE service: kept for one, for many at once, and copied from one home to others."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused, Stale
from housingdesk.lettings.core_stock import catalogue, collections
from housingdesk.lettings.models import CoreHome
from housingdesk.lettings.queries.core.homes import core_home
from housingdesk.lettings.rules.core.homes import HomeCodes, problems
from housingdesk.values.problems import refuse
from housingdesk.values.references import parse_postcode
from housingdesk.values.text import one_line


@needs(Permission.KEEP_APPLICANTS)
def keep_core_home(act: Act, *, space_id: int, version: int | None, codes: HomeCodes) -> None:
    """Keeps what the service calls a home; ``version`` None where nothing was entered yet."""
    was = core_home(space_id)
    _keep(act, space_id, version, codes)
    act.say(f"CORE codes of {was.address} kept", about=("space", space_id))
    act.take_back(keep_core_home, "put them back", space_id=space_id, version=core_home(space_id).version, codes=was.codes)


@needs(Permission.KEEP_APPLICANTS)
def keep_core_homes(act: Act, *, space_ids: Sequence[int], codes: Mapping[str, str]) -> None:
    """Keeps some codes, by the name of ``HomeCodes``’ fields, for many homes at once; their other codes stay."""
    was = {space_id: core_home(space_id) for space_id in dict.fromkeys(space_ids)}
    if not was or not codes:
        raise Refused("Choose the homes and what to put in")
    for space_id, row in was.items():
        _keep(act, space_id, row.version, replace(row.codes, **codes))
    act.say(f"CORE codes of {len(was)} home{'' if len(was) == 1 else 's'} kept")
    act.take_back(_put_back, "put them back", homes={space_id: row.codes for space_id, row in was.items()})


@needs(Permission.KEEP_APPLICANTS)
def copy_core_home(act: Act, *, space_id: int, to: Sequence[int]) -> None:
    """Copies all codes of one home to others, such as from one room of a scheme to the rest."""
    own = core_home(space_id)
    keep_core_homes(act, space_ids=[one for one in to if one != space_id], codes=asdict(own.codes))
    act.say(f"CORE codes of {own.address} copied to {len(set(to) - {space_id})} homes", about=("space", space_id))


@needs(Permission.KEEP_APPLICANTS)
def _put_back(act: Act, *, homes: Mapping[int, HomeCodes]) -> None:
    was = {space_id: core_home(space_id).codes for space_id in homes}
    for space_id, codes in homes.items():
        _keep(act, space_id, core_home(space_id).version, codes)
    act.say(f"CORE codes of {len(homes)} homes as they were")
    act.take_back(_put_back, "keep them again", homes=was)


def _keep(act: Act, space_id: int, version: int | None, codes: HomeCodes) -> None:
    refuse(problems(codes, catalogue(collections()[0]).data["lists"]))
    tidy = {key: one_line(text) for key, text in asdict(codes).items()}
    if tidy["location_postcode"]:
        tidy["location_postcode"] = parse_postcode(tidy["location_postcode"])
    stored = CoreHome.get_or_none(CoreHome.space == space_id)
    if stored is None:
        act.add(CoreHome(space=space_id, **tidy))
        return
    if version is None:
        raise Stale("A colleague has entered codes of this home meanwhile. Look at it again")
    act.change(as_seen(CoreHome, stored.id, version, "This home’s codes"), **tidy)
