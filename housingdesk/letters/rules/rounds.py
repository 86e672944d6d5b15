"""A delivery round: what is recorded at a door, how it is told, and what the sheet shows that is carried along. Pure.

A round delivers letters. It never serves a notice: the notices keep a service record of their own.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.letters.rules.states import StopOutcome
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.times import format_time, parse_time

OUTCOME_KEYS = {"H": StopOutcome.HANDED, "U": StopOutcome.UNDER_DOOR, "B": StopOutcome.BOX, "O": StopOutcome.OTHER_PERSON,
                "X": StopOutcome.NOT_DELIVERED}
"""One key for each outcome: on the screen, and the letters of the boxes on the sheet."""
NOT_SERVICE = "This shows that the letter came to the door. It is not service on the person it is for"
AHEAD = timedelta(31)


@frozen
class PlannedStop:
    """A letter that is to be carried: to which door, and to whom."""

    letter_id: int
    room: str
    name: str


@frozen
class RoundDraft:
    """A round to be made: ``scheme`` names whose doors (``"scheme:3"``), ``by`` who carries the letters on ``out_on``."""

    title: str
    scheme: str
    out_on: date
    by: str
    stops: tuple[PlannedStop, ...]

    def problems(self, today: date) -> list[Problem]:
        """All that stands against making it."""
        found = [] if self.stops else [Problem("", "There is no letter to carry")]
        if said := line_problem(one_line(self.by), "The name", 120):
            found.append(Problem("by", said))
        elif not self.by.strip():
            found.append(Problem("by", "Say who carries the letters"))
        if not today - AHEAD <= self.out_on <= today + AHEAD:
            found.append(Problem("out_on", f"{format_day(self.out_on)} is more than a month away. Check the day"))
        return found


@frozen
class StopDraft:
    """What is recorded at a door. ``at`` is as typed ("1430"); ``by_post``: what was not delivered goes into the post."""

    outcome: StopOutcome
    by: str
    on: date
    at: str
    handed_to: str = ""
    note: str = ""
    by_post: bool = False

    @property
    def delivered(self) -> bool:
        """Whether the letter is at the door now."""
        return self.outcome is not StopOutcome.NOT_DELIVERED

    @property
    def clock(self) -> str:
        """The time as ``14:30``; ValueError when it cannot be read."""
        return format_time(parse_time(self.at))

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it, each naming its field."""
        found = [Problem(field, said) for field, what, longest in _TEXTS
                 if (said := line_problem(one_line(getattr(self, field)), what, longest))]
        if not self.by.strip():
            found.append(Problem("by", "Say who carried it"))
        if self.on > today:
            found.append(Problem("on", f"{format_day(self.on)} has not come yet. Record the door when you were there"))
        try:
            parse_time(self.at)
        except ValueError as error:
            found.append(Problem("at", str(error)))
        if self.outcome is StopOutcome.OTHER_PERSON and not self.handed_to.strip():
            found.append(Problem("handed_to", "Say to whom it was handed"))
        if self.outcome is StopOutcome.NOT_DELIVERED and not self.note.strip():
            found.append(Problem("note", "Say why, for example nobody in"))
        return found


_TEXTS = (("by", "The name", 120), ("handed_to", "The name", 200), ("note", "The note", 300))
_DONE = {StopOutcome.HANDED: "handed to them at {room}", StopOutcome.UNDER_DOOR: "put under the door of {room}",
         StopOutcome.BOX: "put in the letterbox of {room}", StopOutcome.OTHER_PERSON: "handed to {handed_to} at {room}",
         StopOutcome.NOT_DELIVERED: "not delivered to {room}"}


def told(outcome: StopOutcome, *, room: str, by: str, on: date, at: str, handed_to: str = "", note: str = "") -> str:
    """What came of a door, in words; ``at`` is ``14:30``.

    >>> told(StopOutcome.UNDER_DOOR, room="Room 4", by="J. Green", on=date(2026, 11, 23), at="14:30")
    'put under the door of Room 4 by J. Green, 14:30, 23 November 2026'
    """
    done = _DONE[outcome].format(room=room, handed_to=handed_to)
    why = f": {note}" if note and outcome is StopOutcome.NOT_DELIVERED else ""
    return f"{done} by {', '.join(part for part in (by, at, format_date(on)) if part)}{why}"


@frozen
class SheetLetter:
    """A letter in somebody's row: its title, and the day it is dated."""

    title: str
    dated: date


@frozen
class SheetDoor:
    """One row of the sheet; what was recorded already stands in it. ``note`` is to whom it was handed, or why it was not."""

    room: str
    name: str
    letters: tuple[SheetLetter, ...]
    outcome: StopOutcome | None = None
    by: str = ""
    at: str = ""
    note: str = ""


@frozen
class RoundSheet:
    """What the person who carries the letters has in the hand. ``reminders`` are notices that are to be served there."""

    association: str
    scheme: str
    out_on: date
    by: str
    doors: tuple[SheetDoor, ...]
    reminders: tuple[str, ...] = ()
    demo: bool = False

    @property
    def letters(self) -> int:
        """How many letters there are."""
        return sum(len(door.letters) for door in self.doors)


def doors_of(stops: Sequence[PlannedStop]) -> int:
    """How many doors and people a round has: two letters to one person at one door are one row."""
    return len({(stop.room, stop.name) for stop in stops})
