"""Words of the diary: kinds of contact, states of a task, what may be written, and what is due. Pure."""

from datetime import date, timedelta
from enum import IntEnum, StrEnum

from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem
from housingdesk.values.timeline import Ref, Strand

LONGEST_NOTE, LONGEST_TASK = 20_000, 500
_FARTHEST = timedelta(days=3660)


class NoteKind(StrEnum):
    """How a note came about."""

    NOTE = "note"
    CALL = "phone call"
    VISIT = "visit"
    EMAIL = "e-mail"
    TEXT = "text message"
    OFFICE = "office visit"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Weight(IntEnum):
    """What follows if a thing due is not done, gravest first: the order of the Due list."""

    LEGAL = 0
    PERSON_WAITING = 1
    MONEY = 2
    ROUTINE = 3


@frozen
class DueItem:
    """One thing due, from any room: what to do, why it is due, what it opens. ``owner`` is whose it is, empty for anyone's."""

    due_on: date
    weight: Weight
    verb: str
    reason: str
    subject: Ref | None
    record: Ref
    owner: str = ""


@frozen
class NoteDraft:
    """A note as it is being written."""

    text: str
    kind: NoteKind = NoteKind.NOTE
    pinned: bool = False

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        if not self.text.strip():
            return [Problem("text", "The note is empty")]
        said = text_problem(self.text, "The note", LONGEST_NOTE)
        return [Problem("text", said)] if said else []


@frozen
class TaskDraft:
    """A task as it is being written; ``owner`` empty: for whoever comes to it first."""

    text: str
    due_on: date
    owner: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = [Problem("text", "Say what is to be done")] if not self.text.strip() else []
        for field, what, longest in (("text", "The task", LONGEST_TASK), ("owner", "The name", 120)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        return found + due_problems(self.due_on, today)


def due_problems(due_on: date, today: date) -> list[Problem]:
    """A task lies in the next ten years, today included."""
    if due_on < today:
        return [Problem("due_on", f"{format_date(due_on)} is past. Choose today or a later day")]
    if due_on - today > _FARTHEST:
        return [Problem("due_on", f"{format_date(due_on)} is more than ten years away. Check the year")]
    return []


def strand_of(kind: NoteKind) -> Strand:
    """A plain note stands under notes, everything else is contact."""
    return Strand.NOTES if kind is NoteKind.NOTE else Strand.CONTACT


def late_words(due_on: date, on: date) -> str:
    """``"due today"``, ``"3 days late"``, ``"due in 2 days"``.

    >>> late_words(date(2026, 11, 20), date(2026, 11, 23))
    '3 days late'
    """
    days = (on - due_on).days
    if days == 0:
        return "due today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} late" if days > 0 else f"due in {count}"
