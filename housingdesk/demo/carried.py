"""Letters of the made-up association that are carried to doors, and the statements of its last finished quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.letters.rules.rounds import StopDraft
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.properties.queries import let_spaces
from housingdesk.properties.rules import SpaceKind
from housingdesk.tenancies.queries.agreements import held, tenancies
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.quarters import Quarter, Quarters, last_finished

MOST_HOMES = 400
"""An association larger than this has its statements still to make: to draw thousands would take minutes."""
CARRIER = "Joy Green"
_DOORS = 6
_ROOMS = (SpaceKind.ROOM, SpaceKind.BED, SpaceKind.FLAT)


@dataclass(frozen=True, slots=True)
class Carried:
    """Agreements in the rooms of one scheme, which get the same letter."""

    scheme_id: int
    tenancy_ids: tuple[int, ...]


def rounds(on: date) -> list[Carried]:
    """Up to two schemes where people live in rooms under a licence, the largest first."""
    rooms = {row.id: row for row in let_spaces(on) if row.kind in _ROOMS and row.scheme_id is not None}
    lived_in = sorted(held(list(rooms), on, on + timedelta(1)), key=lambda row: (rooms[row.space_id].sort_key, row.tenancy_id))
    licences = {row.id for row in tenancies([row.tenancy_id for row in lived_in]) if row.kind in LICENCES}
    found: dict[int, list[int]] = {}
    for row in lived_in:
        if row.tenancy_id in licences:
            found.setdefault(rooms[row.space_id].scheme_id or 0, []).append(row.tenancy_id)
    largest = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))[:2]
    return [Carried(scheme_id, tuple(theirs[:_DOORS])) for scheme_id, theirs in largest]


def letter(visit_on: date) -> LetterDraft:
    """The letter that is carried: somebody comes to look at the smoke alarms."""
    return LetterDraft(0, "appointment", 0, {
        "about": "the smoke alarm in your room", "visit_on": f"{visit_on:%d/%m/%Y}", "visit_at": "10am",
        "visit_place": "your room", "visit_with": "Femi Ajayi"})


def at_the_doors(count: int, on: date) -> Iterable[StopDraft]:
    """What was recorded of a finished round: a minute or two from door to door, and one where nobody could be found."""
    for number in range(count):
        at = f"{14 + (30 + 2 * number) // 60:02d}:{(30 + 2 * number) % 60:02d}"
        if number == 1:
            yield StopDraft(StopOutcome.NOT_DELIVERED, CARRIER, on, at, note="The room stood open and empty; asked at the desk")
        elif number == 2:
            yield StopDraft(StopOutcome.HANDED, CARRIER, on, at)
        else:
            yield StopDraft(StopOutcome.UNDER_DOOR, CARRIER, on, at)


def quarter(on: date) -> Quarter:
    """The quarter whose statements were sent."""
    return last_finished(Quarters.CALENDAR, on)


def made_on(covered: Quarter) -> date:
    """The Monday on which they were made."""
    after = covered.end + timedelta(1)
    return after + timedelta(-after.weekday() % 7)
