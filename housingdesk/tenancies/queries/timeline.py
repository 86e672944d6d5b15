"""What happened to an agreement, a person or a home: starts, moves, holders, routes, ends; newest first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from housingdesk.errors import NotFound
from housingdesk.tenancies.queries.agreements import (
    HolderRow,
    OccupancyRow,
    RouteRow,
    TenancyRow,
    holders,
    occupancies,
    routes,
    tenancies,
    tenancies_of_person,
    tenancies_of_spaces,
)
from housingdesk.tenancies.rules import BenefitRoute, names_line, route_words
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, at_day, newest


def timeline(ref: Ref, before: datetime | None, limit: int, today: date) -> list[TimelineEntry]:
    """One page about a tenancy, a person or a space, by four statements at most. What lies ahead of ``today`` says so."""
    rows = _agreements(ref)
    ids = [row.id for row in rows]
    held_by, homes, paths = holders(ids), occupancies(ids), routes(ids)
    entries: list[TimelineEntry] = []
    for row in rows:
        mine = [holder for holder in held_by if holder.tenancy_id == row.id]
        theirs = [home for home in homes if home.tenancy_id == row.id]
        entries += _life(row, mine, theirs, today)
        if ref.table == "tenancy":
            entries += _routes(row, [path for path in paths if path.tenancy_id == row.id])
    return newest(entries, before, limit)


def _agreements(ref: Ref) -> Sequence[TenancyRow]:
    match ref.table:
        case "tenancy":
            return tenancies([ref.id])
        case "person":
            return tenancies_of_person(ref.id)
        case "space":
            return tenancies_of_spaces([ref.id])
        case _:
            raise NotFound(f"Agreements have nothing to tell about a {ref.table}")


def _life(row: TenancyRow, held_by: Sequence[HolderRow], homes: Sequence[OccupancyRow], today: date) -> Iterator[TimelineEntry]:
    what = row.words.agreement.capitalize()
    first = names_line([holder.name for holder in held_by if holder.on(row.starts_on)])
    began = "began" if row.starts_on <= today else "begins"
    at = f" at {homes[0].address}" if homes else ""
    yield _entry(row, row.starts_on, f"{what} {row.reference} of {first} {began}{at}")
    for before, after in pairwise(homes):
        moved = "Moved" if after.start <= today else "Moves"
        yield _entry(row, after.start, f"{moved} from {before.address} to {after.address}")
    for holder in held_by:
        if holder.starts_on > row.starts_on:
            yield _entry(row, holder.starts_on, f"{holder.name} {'joined' if holder.starts_on <= today else 'joins'} "
                                                f"the {row.words.agreement}")
        if holder.ends_on is not None:
            left = "left" if holder.ends_on < today else "leaves"
            yield _entry(row, holder.ends_on, f"{holder.name} {left} the {row.words.agreement}")
    if row.ends_on is not None:
        ended = "ended" if row.ends_on < today else "ends"
        yield _entry(row, row.ends_on, f"{what} {row.reference} {ended}: {row.end_reason}", last=True)


def _routes(row: TenancyRow, paths: Sequence[RouteRow]) -> Iterator[TimelineEntry]:
    for path in paths:
        if path.start > row.starts_on or path.route is not BenefitRoute.NONE:
            yield _entry(row, path.start, f"Benefit: {route_words(path.route, row.kind)}")


def _entry(row: TenancyRow, day: date, text: str, *, last: bool = False) -> TimelineEntry:
    """``last`` puts an ending after everything else of its day."""
    at = at_day(day) + (timedelta(hours=23) if last else timedelta())
    return TimelineEntry(at, Strand.AGREEMENT, text, Ref("tenancy", row.id))
