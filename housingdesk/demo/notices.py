"""Which agreements of the made-up association are given a notice, and of which kind each; nobody whom a hold protects."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.errors import Refused
from housingdesk.notices.queries import judging
from housingdesk.notices.rules.checks import stops
from housingdesk.notices.rules.findings import Stage
from housingdesk.tenancies.queries.listing import Order, TenancyFilter, When, tenancy_ids
from housingdesk.tenancies.rules import LICENCES, TenancyKind


@dataclass(frozen=True, slots=True)
class Chosen:
    """A notice to an agreement (by its id), and why."""

    tenancy_id: int
    notice: str
    grounds: tuple[str, ...]
    why: str


_BESIDES: tuple[tuple[Collection[TenancyKind], When, str, tuple[str, ...], str], ...] = (
    (LICENCES, When.CURRENT, "warning-1", (), "Visitors at night, in spite of the house rules"),
    (LICENCES, When.FORMER, "belongings", (), "A wardrobe and two boxes were left in the room"),
    ({TenancyKind.SECURE}, When.CURRENT, "s83", ("3",), "The kitchen was broken and not mended"))


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
    used = {one.tenancy_id for one in (arrears, noise, room) if one is not None}
    more = [next(_fitting(_others(on, kinds, used, when), notice, grounds, why, on), None)
            for kinds, when, notice, grounds, why in _BESIDES]
    return [one for one in (arrears, noise, room, *more) if one is not None]


def _others(on: date, kinds: Collection[TenancyKind], used: Collection[int], when: When = When.CURRENT) -> list[int]:
    """Agreements of these kinds that have no notice yet."""
    ids = tenancy_ids(TenancyFilter(on, when, kinds=tuple(sorted(kinds))), Order.ENDS_ON, descending=True)
    return [tenancy_id for tenancy_id in ids if tenancy_id not in used]


def _fitting(tenancy_ids: list[int], notice: str, grounds: tuple[str, ...], why: str, on: date) -> Iterator[Chosen]:
    for tenancy_id in tenancy_ids:
        try:
            facts = judging.facts(tenancy_id, notice, grounds, on)
        except Refused:
            continue
        if not facts.held and not [stop for stop in stops(facts, Stage.CHECK) if not stop.key]:
            yield Chosen(tenancy_id, notice, grounds, why)
