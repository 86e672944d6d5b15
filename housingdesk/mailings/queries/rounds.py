"""Who lives behind which door of a scheme, and which printed letters can be carried there; each that cannot says why not."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from housingdesk.documents.queries import documents
from housingdesk.letters.queries.rounds import PrintedRow, RoundFile, out_on_rounds, printed_letters, round_file
from housingdesk.letters.rules.rounds import PlannedStop, RoundSheet, SheetDoor, SheetLetter, doors_of
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.letters.stopped import stopped
from housingdesk.mailings.queries.office import office
from housingdesk.mailings.queries.recipients import Recipient, recipients
from housingdesk.mailings.rules.reasons import why_unreachable
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries.cases import CaseRow, cases
from housingdesk.notices.rules.states import State
from housingdesk.properties.models import Space
from housingdesk.properties.queries import SpaceRow, schemes, tree
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceKind
from housingdesk.tenancies.models import Occupancy
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancies
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold
from housingdesk.values.timeline import Ref

_AT_ONCE = 10_000
_NOTICE = "It is a notice. It is served, and its service is recorded, under Notices"


@frozen
class Stays:
    """A printed letter about an agreement of the scheme that is not carried, and why."""

    letter_id: int
    title: str
    addressee: str
    room: str
    why: str


@frozen
class Reminder:
    """A notice that is to be served at a door of the scheme: no round serves it."""

    case_id: int
    room: str
    names: str
    words: str

    @property
    def sentence(self) -> str:
        """It in one line."""
        return f"{self.room}, {self.names}: {self.words}"


@frozen
class Proposal:
    """What a round of a scheme would carry on a day; ``stops`` are in the order of the doors."""

    scheme_id: int
    scheme: str
    stops: tuple[PlannedStop, ...]
    stay: tuple[Stays, ...]
    reminders: tuple[Reminder, ...]

    @property
    def doors(self) -> int:
        """How many doors and people."""
        return doors_of(self.stops)

    @property
    def sentence(self) -> str:
        """``6 printed letters = 5 to carry to 4 doors + 1 that stays``."""
        count, carried, stay = len(self.stops) + len(self.stay), len(self.stops), len(self.stay)
        return (f"{count:,} printed letter{'' if count == 1 else 's'} = {carried:,} to carry to {self.doors:,} "
                f"door{'' if self.doors == 1 else 's'} + {stay:,} that stay{'s' if stay == 1 else ''}")


@frozen
class Waiting:
    """A scheme with printed letters for its doors."""

    scheme_id: int
    label: str
    letters: int
    doors: int


def waiting(on: date) -> list[Waiting]:
    """The schemes with letters that can be carried on a day, in the order of schemes; then those without."""
    letters, places = _letters_by_scheme(on)
    found = []
    for scheme in schemes(on):
        made = _proposal(scheme.id, scheme.label, letters.get(scheme.id, ()), places, on) if scheme.id in letters else None
        found.append(Waiting(scheme.id, scheme.label, len(made.stops) if made else 0, made.doors if made else 0))
    return sorted(found, key=lambda one: not one.letters)


def carried(scheme_id: int, on: date) -> Proposal:
    """What a round of a scheme would carry on a day: every printed letter about its agreements is carried or stays."""
    letters, places = _letters_by_scheme(on)
    label = next((scheme.label for scheme in schemes(on) if scheme.id == scheme_id), "")
    return _proposal(scheme_id, label, letters.get(scheme_id, ()), places, on)


@frozen
class _Place:
    """Where an agreement stands: its space, the scheme of that, and whether it is there on the day."""

    space_id: int
    scheme_id: int
    kind: SpaceKind
    now: bool


def _letters_by_scheme(on: date) -> tuple[dict[int, list[PrintedRow]], dict[int, _Place]]:
    rows = [row for row in printed_letters() if Ref.of(row.subject).table == "tenancy"]
    places = _places({Ref.of(row.subject).id for row in rows}, on)
    found: dict[int, list[PrintedRow]] = {}
    for row in rows:
        place = places.get(Ref.of(row.subject).id)
        if place is not None and place.scheme_id:
            found.setdefault(place.scheme_id, []).append(row)
    return found, places


def _places(tenancy_ids: Collection[int], on: date) -> dict[int, _Place]:
    """Of each agreement the space it has on a day, or had last."""
    wanted, found = sorted(tenancy_ids), dict[int, _Place]()
    for at in range(0, len(wanted), _AT_ONCE):
        rows: Any = (Occupancy.select(Occupancy.tenancy, Space.id, Space.scheme, Space.kind, Occupancy.end)
                     .join(Space, on=(Space.id == Occupancy.space))
                     .where(Occupancy.tenancy.in_(wanted[at:at + _AT_ONCE]) & (Occupancy.start <= on))
                     .order_by(Occupancy.start).tuples())
        for tenancy_id, space_id, scheme_id, kind, end in rows:
            found[tenancy_id] = _Place(space_id, scheme_id or 0, SpaceKind(kind), end is None or end > on)
    return found


def _proposal(scheme_id: int, label: str, letters: Sequence[PrintedRow], places: dict[int, _Place], on: date) -> Proposal:
    doors = door_names(tree(scheme_id))
    agreements = {row.id: row for row in tenancies(sorted({Ref.of(row.subject).id for row in letters}))}
    people = recipients(set(agreements), on)
    reasons = _Reasons(on, letters, people, agreements)
    order = {space_id: number for number, space_id in enumerate(doors)}
    stops, stay = [], []
    for row in letters:
        tenancy_id = Ref.of(row.subject).id
        place = places[tenancy_id]
        room = doors.get(place.space_id, "")
        why = reasons.why_not(row, place, tenancy_id)
        if why is None:
            stops.append((order[place.space_id], PlannedStop(row.id, room, row.addressee)))
        else:
            stay.append(Stays(row.id, row.title, row.addressee, room, why))
    stops.sort(key=lambda one: (one[0], one[1].name, one[1].letter_id))
    return Proposal(scheme_id, label, tuple(stop for _, stop in stops), tuple(stay), tuple(reminders(scheme_id, on, doors)))


class _Reasons:
    """Why letters are not carried; what many of them need is read once."""

    def __init__(self, on: date, letters: Sequence[PrintedRow], people: dict[int, list[Recipient]],
                 agreements: dict[int, TenancyRow]) -> None:
        self._people, self._agreements = people, agreements
        self._holds = stopped(((row.template, row.subject, ()) for row in letters), on)
        self._out = out_on_rounds([row.id for row in letters])
        documents = [row.document_id for row in letters if row.document_id is not None]
        self._notices = {row[0] for row in NoticeCase.select(NoticeCase.document).where(
            NoticeCase.document.in_(documents)).tuples()}

    def why_not(self, row: PrintedRow, place: _Place, tenancy_id: int) -> str | None:
        """Why a letter is not carried; None when it is."""
        if row.id in self._out:
            return f"It is on the round of {format_date(self._out[row.id][1])} already"
        if row.document_id in self._notices:
            return _NOTICE
        if row.copy_of_id is not None:
            return f"It is a copy for {row.addressee}, not for the door"
        hold = self._holds.get((row.template, row.subject, ()))
        if hold is not None:
            return f"It may not go out: {hold.stopped}"
        if not place.now:
            return "They have left"
        if place.kind in NON_RESIDENTIAL:
            return f"It is about a {place.kind}: nobody lives there"
        them = next((one for one in self._people.get(tenancy_id, ()) if fold(one.name) == fold(row.addressee)), None)
        if them is None:
            return "It goes to somebody who does not hold the agreement"
        if them.forwarding:
            return "Their post goes to another address"
        home = self._agreements[tenancy_id]
        reason = why_unreachable(them.to_whom(f"{home.address}, {home.postcode}", home.postcode, former=False))
        return reason.why if reason is not None else None


def door_names(rows: Sequence[SpaceRow]) -> dict[int, str]:
    """What the door of each space of a scheme is called, in the order in which one walks: Room 2 before Room 10.

    A room is named with its house where the scheme has more than one.
    """
    by_id = {row.id: row for row in rows}
    houses = sum(row.kind in (SpaceKind.HOUSE, SpaceKind.BLOCK) or bool(row.street) for row in rows)
    return {row.id: _door(row, by_id, alone=houses <= 1) for row in rows}


def _door(row: SpaceRow, by_id: dict[int, SpaceRow], *, alone: bool) -> str:
    parts: list[str] = []
    at: SpaceRow | None = row
    while at is not None and at.kind is not SpaceKind.SCHEME:
        if at.street:
            if not parts or not alone:
                parts.append(at.street if at.street.startswith(at.label) else at.label)
            break
        parts.append(at.label)
        at = by_id.get(at.parent_id) if at.parent_id is not None else None
    return ", ".join(parts)[:120]


def reminders(scheme_id: int, on: date, doors: dict[int, str] | None = None) -> list[Reminder]:
    """The notices that are printed and to be served on people of a scheme, in the order of the doors."""
    rows: list[CaseRow] = cases(State.ISSUED)
    if not rows:
        return []
    named = doors if doors is not None else door_names(tree(scheme_id))
    places = _places({row.tenancy_id for row in rows}, on)
    here = [(place.space_id, row) for row in rows if (place := places.get(row.tenancy_id)) and place.scheme_id == scheme_id]
    order = list(named)
    here.sort(key=lambda one: (order.index(one[0]) if one[0] in named else len(order), one[1].id))
    return [Reminder(row.id, named.get(space_id, ""), row.names, row.words) for space_id, row in here]


def scheme_of(text: str) -> int:
    """The scheme behind what a round keeps: ``"scheme:3"`` → 3."""
    return Ref.of(text).id


@frozen
class CarriedRound:
    """A round as its screen shows it: the doors, and the notices that wait to be served behind them."""

    file: RoundFile
    reminders: tuple[Reminder, ...]
    stopped: frozenset[int]
    evidence: int


def shown_round(round_id: int, on: date) -> CarriedRound:
    """A round with what the letters room does not know: notices for the same doors; ``stopped`` letters a hold stops now."""
    file = round_file(round_id)
    waiting_stops = [stop for door in file.doors for stop in door.stops if stop.outcome is None]
    holds = stopped(((stop.template, stop.subject, ()) for stop in waiting_stops), on)
    held = frozenset(stop.id for stop in waiting_stops if (stop.template, stop.subject, ()) in holds)
    return CarriedRound(file, tuple(reminders(scheme_of(file.row.scheme), on)), held,
                        len(documents(Ref("delivery_round", round_id))))


def round_sheet(round_id: int, on: date) -> bytes:
    """The sheet of a round as PDF, with what was recorded so far."""
    from housingdesk.letters.pdf.round_sheet import draw_round_sheet

    found, shared = shown_round(round_id, on), office(on)
    row = found.file.row
    return draw_round_sheet(RoundSheet(
        shared.sender.name, row.title, row.out_on, row.by, tuple(_sheet_doors(found.file)),
        tuple(one.sentence for one in found.reminders), shared.demo))


def _sheet_doors(file: RoundFile) -> Iterable[SheetDoor]:
    for door in file.doors:
        first = door.first
        note = first.handed_to if first.outcome is StopOutcome.OTHER_PERSON else first.note
        yield SheetDoor(first.room, first.name, tuple(SheetLetter(stop.title, stop.dated) for stop in door.stops),
                        first.outcome, first.by, first.at, note)
