"""The lines of a timeline as its list shows them: when, about what, what, by whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from housingdesk.access.rules import initials as initials_of
from housingdesk.diary.queries import TaskRow
from housingdesk.diary.rules import late_words
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_short
from housingdesk.values.timeline import Ref, Strand, TimelineEntry

_ABOUT = {Strand.MONEY: "Money", Strand.CONTACT: "Contact", Strand.LETTERS: "Letter", Strand.NOTES: "Note",
          Strand.AGREEMENT: "Agreement", Strand.TASKS: "Diary", Strand.FILES: "File", Strand.REPAIRS: "Repair"}


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line on screen; ``task`` for what is still to be done."""

    id: int
    entry: TimelineEntry | None
    task: TaskRow | None = None

    @property
    def record(self) -> Ref:
        """What it is about."""
        if self.task is not None:
            return Ref("task", self.task.id)
        assert self.entry is not None
        return self.entry.record


def numbered(entries: Iterable[TimelineEntry]) -> list[TimelineRow]:
    """Each line with a number of its own that is the same after the list was read again."""
    seen: Counter[int] = Counter()
    out = []
    for entry in entries:
        key = hash((entry.at, entry.strand, entry.text, entry.record)) & (2**56 - 1)
        out.append(TimelineRow(key * 64 + seen[key] % 64 + 1, entry))
        seen[key] += 1
    return out


def _when(row: TimelineRow, today: date) -> str:
    if row.task is not None:
        return format_short(row.task.due_on, today)
    assert row.entry is not None
    at = row.entry.at.astimezone() if row.entry.timed else row.entry.at
    return f"{at:%H:%M}" if row.entry.timed and at.date() == today else format_short(at.date(), today)


def words(row: TimelineRow) -> str:
    """What the line says, on one line."""
    if row.task is not None:
        return row.task.text
    assert row.entry is not None
    return " ".join(row.entry.text.split())


def _who(row: TimelineRow) -> str:
    if row.task is not None:
        return initials_of(row.task.owner) if row.task.owner else ""
    return initials_of(row.entry.who) if row.entry is not None and row.entry.who else ""


def _status(row: TimelineRow, today: date) -> Status | None:
    if row.task is not None:
        return Status.LATE if row.task.due_on < today else Status.DUE if row.task.due_on == today else Status.INFORMATION
    return None


def _about(row: TimelineRow, today: date) -> str:
    if row.task is not None:
        return late_words(row.task.due_on, today).capitalize()
    assert row.entry is not None
    return "Pinned" if row.entry.pinned else _ABOUT[row.entry.strand]


def _soft(row: TimelineRow) -> bool:
    return row.entry is not None and row.entry.removed


def columns(today: date) -> tuple[Column, ...]:
    """The columns of the list."""
    def strong(row: TimelineRow) -> bool:
        return row.entry is not None and row.entry.pinned
    return (Column("when", "When", 92, lambda r: _when(r, today)),
            Column("about", "About", 118, lambda r: _about(r, today), status=lambda r: _status(r, today)),
            Column("what", "What", 380, words, italic=_soft, strong=strong, stretch=1),
            Column("who", "By", 54, _who, hide_below=480))


def sentence(row: TimelineRow, today: date) -> str:
    """The line read aloud."""
    return f"{_when(row, today)}, {_about(row, today)}: {words(row)}"
