"""Which agreements of the made-up association are given a notice: one for arrears, one for nuisance, one licence that ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.errors import Refused
from housingdesk.notices.queries import judging
from housingdesk.notices.rules.checks import stops
from housingdesk.notices.rules.findings import Stage
from housingdesk.tenancies.rules import LICENCES, TenancyKind


@dataclass(frozen=True, slots=True)
class Chosen:
    """A notice to an agreement (by its id), and why."""

    tenancy_id: int
    notice: str
    grounds: tuple[str, ...]
    why: str


def chosen(on: date) -> list[Chosen]:
    """Up to one of each, from those who owe most; nobody whom a hold protects."""
    rows = [row for row in arrears_list(on) if not row.former and row.tenancy_kind is not TenancyKind.CONTRACT]
    rows.sort(key=lambda row: (-row.position.owed_pence, row.tenancy_id))
    homes = [row.tenancy_id for row in rows if row.tenancy_kind not in LICENCES]
    rooms = [row.tenancy_id for row in rows if row.tenancy_kind in LICENCES]
    arrears = next(_fitting(homes, "form3", ("10", "11"), "Arrears that grow in spite of calls and letters", on), None)
    noise = next(_fitting([home for home in homes if arrears is None or home != arrears.tenancy_id], "form3", ("14",),
                          "Noise at night; three neighbours keep diaries", on), None)
    room = next(_fitting(rooms, "licence", (), "The room is needed for somebody whom the support still helps", on), None)
    return [one for one in (arrears, noise, room) if one is not None]


def _fitting(tenancy_ids: list[int], notice: str, grounds: tuple[str, ...], why: str, on: date) -> Iterator[Chosen]:
    for tenancy_id in tenancy_ids:
        try:
            facts = judging.facts(tenancy_id, notice, grounds, on)
        except Refused:
            continue
        if not facts.held and not [stop for stop in stops(facts, Stage.CHECK) if not stop.key]:
            yield Chosen(tenancy_id, notice, grounds, why)
