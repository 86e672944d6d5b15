"""Words and columns of schedules: the list of them, one run's lines, and what was read of a file before it is taken in."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.lumps import LumpRow, RunRow
from housingdesk.benefits.queries.schedule_rows import MissingRow, RunLine, ScheduleRow
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import LineClass, LineState, ScheduleState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_CLASS = {LineClass.NEW: Status.INFORMATION, LineClass.SAME: Status.GOOD, LineClass.CHANGED: Status.DUE,
          LineClass.ENDED: Status.DUE, LineClass.RECOVERY: Status.DUE, LineClass.NOT_OURS: Status.NEUTRAL,
          LineClass.MISSING: Status.LATE}
_STATE = {ScheduleState.READY: Status.GOOD, ScheduleState.WAITING: Status.INFORMATION, ScheduleState.POSTED: Status.GOOD,
          ScheduleState.LEFT: Status.NEUTRAL}


# The list of schedules and of sums that wait for one.
@frozen
class Listed:
    """A run, or a sum of money without its schedule. ``id`` is the schedule's, or the bank line's below nought."""

    id: int
    run: ScheduleRow | None = None
    lump: LumpRow | None = None
    lumps: tuple[LumpRow, ...] = ()
    ready: bool = False


def listed(run: RunRow) -> Listed:
    """An open run with the sums that may be its money."""
    return Listed(run.schedule.id, run.schedule, None, run.lumps, run.state is ScheduleState.READY)


def state_words(one: Listed) -> str:
    """How far it is, in a word or two."""
    if one.lump is not None:
        return "No schedule yet"
    assert one.run is not None
    if one.run.asks and one.run.open:
        return f"{one.run.asks} line{'s' if one.run.asks != 1 else ''} need{'' if one.run.asks != 1 else 's'} you"
    if one.run.state is ScheduleState.POSTED:
        return "Posted"
    if one.run.state is ScheduleState.LEFT:
        return "Put aside"
    if one.ready:
        return "Ready to post"
    return "Its money is there" if one.lumps else "Waits for its money"


def state_status(one: Listed) -> Status:
    """The shape beside it."""
    if one.lump is not None:
        return Status.DUE
    assert one.run is not None
    if one.run.open and (one.run.asks or one.lumps):
        return Status.GOOD if one.ready else Status.DUE
    return _STATE[one.run.state]


def office_words(one: Listed) -> str:
    """Whose it is; the parts of the DWP share one account, so that a sum is the DWP’s until its schedule says of which."""
    if one.lump is not None:
        return "DWP" if " or DWP" in one.lump.office else one.lump.office
    return one.run.office if one.run is not None else ""


def what_words(one: Listed) -> str:
    """The file, or what the bank says."""
    return one.lump.narrative if one.lump is not None else one.run.name if one.run is not None else ""


def _day(one: Listed) -> date | None:
    if one.lump is not None:
        return one.lump.made_on
    return (one.run.paid_on or one.run.period_to) if one.run is not None else None


def _pence(one: Listed) -> int:
    return one.lump.left_pence if one.lump is not None else one.run.net_pence if one.run is not None else 0


def _taken_of_run(one: Listed) -> str:
    return f"{format_pence(one.run.recovery_pence)} taken off" if one.run and one.run.recovery_pence else ""


def age_words(one: Listed, today: date) -> str:
    """How long it has waited; empty for what is done."""
    if one.lump is not None:
        days = one.lump.days
    elif one.run is not None and one.run.open:
        days = (today - one.run.imported_at.date()).days
    else:
        return ""
    return "today" if days <= 0 else f"{days:,} day{'' if days == 1 else 's'}"


def listed_sentence(one: Listed, today: date) -> str:
    """A row as a screen reader says it."""
    age = age_words(one, today)
    return f"{office_words(one)}, {format_pence(_pence(one))}: {state_words(one)}{f', {age}' if age else ''}"


def listed_columns(today: date) -> Sequence[Column]:
    """Columns of the list."""
    return (
        Column("office", "From", 200, office_words, secondary=what_words, stretch=3, sort=True),
        Column("state", "Is", 190, state_words, status=state_status, stretch=2,
               secondary=lambda one: f"{one.run.lines:,} lines" if one.run else "", sort=True),
        Column("day", "Paid", 76, lambda one: format_short(day, today) if (day := _day(one)) else "", least=66,
               sort=lambda one: _day(one) or date.min),
        Column("age", "Waits", 84, lambda one: age_words(one, today), least=72, hide_below=530),
        Column("pence", "Amount", 122, lambda one: format_pence(_pence(one)), align=Align.RIGHT, least=108,
               strong=lambda _: True, secondary=_taken_of_run, sort=_pence))


# One run.
@frozen
class RunItem:
    """A line of the run, or somebody of the last run who is missing from it. ``id`` is the line's, or the account's below 0."""

    id: int
    line: RunLine | None = None
    missing: MissingRow | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody has to say something of it before the run can be posted."""
        return self.line is not None and self.line.state is LineState.ASK

    @property
    def varies(self) -> bool:
        """Whether it is not simply as in the last run."""
        return self.line is None or self.asks or bool(self.line.flags) or self.line.line_class not in (LineClass.SAME, None)


def who_words(item: RunItem) -> str:
    """Whose rent it pays, or whom the file names."""
    if item.missing is not None:
        return item.missing.whose
    line = item.line
    assert line is not None
    return line.whose or line.name or line.claim_reference or line.rent_reference or "Nobody named"


def where_words(item: RunItem) -> str:
    """Where they live, and the office's reference."""
    if item.missing is not None:
        return item.missing.where
    line = item.line
    assert line is not None
    return " · ".join(filter(None, (line.claim_reference or line.rent_reference, line.where or line.address)))


def class_words(item: RunItem) -> str:
    """What the line is against the last run; that it needs somebody goes first."""
    if item.missing is not None:
        return str(LineClass.MISSING)
    assert item.line is not None
    return "Needs you" if item.asks else str(item.line.line_class or "Matched")


def class_status(item: RunItem) -> Status:
    """The shape beside it."""
    if item.asks:
        return Status.LATE
    if item.line is not None and item.line.flags and item.line.line_class is LineClass.SAME:
        return Status.DUE
    kind = item.line.line_class if item.line is not None else LineClass.MISSING
    return _CLASS[kind] if kind is not None else Status.GOOD


def said_words(item: RunItem) -> str:
    """The sentence under the class."""
    if item.missing is not None:
        return item.missing.sentence
    assert item.line is not None
    if item.asks or item.line.line_class is None:  # there is no earlier run to hold it against
        return item.line.why
    return item.line.flags[0] if item.line.flags else item.line.sentence


def step_words(item: RunItem) -> str:
    """What is done next."""
    if item.missing is not None:
        return item.missing.next_step
    line = item.line
    assert line is not None
    if line.flags and not line.next_step:
        return "Write about the new shortfall" if line.letter else "Record the award"
    return line.next_step


def taken_words(item: RunItem) -> str:
    """What is taken off; empty for nothing."""
    if item.line is None or not item.line.recovery_pence:
        return ""
    return format_pence(item.line.recovery_pence)


def debtor_words(item: RunItem) -> str:
    """Whose overpayment it is."""
    if item.line is None or not item.line.recovery_pence:
        return ""
    return item.line.debtor or "Whose?"


def _of_words(item: RunItem) -> str:
    if item.missing is not None:
        return f"was {format_pence(item.missing.gross_pence)}"
    return f"of {format_pence(item.line.gross_pence)}" if item.line is not None and item.line.recovery_pence else ""


def net_of(item: RunItem) -> int:
    """What comes for it; for somebody missing what came last time, none of it now."""
    return item.line.net_pence if item.line is not None else 0


def item_sentence(item: RunItem) -> str:
    """A row as a screen reader says it."""
    step = f". {step_words(item)}" if step_words(item) else ""
    said = said_words(item).removesuffix(".")
    return f"{who_words(item)}, {format_pence(net_of(item))}: {class_words(item)}, {said}{step}"


def item_columns() -> Sequence[Column]:
    """Columns of a run."""
    return (
        Column("number", "Line", 46, lambda one: str(one.line.number) if one.line else "", least=42, hide_below=860,
               sort=lambda one: one.line.number if one.line else 10**9),
        Column("who", "Who", 170, who_words, secondary=where_words, stretch=2, sort=True,
               italic=lambda one: one.line is not None and not one.line.sure and not one.asks),
        Column("class", "Against the last run", 220, class_words, secondary=said_words, status=class_status, stretch=4,
               sort=True),
        Column("taken", "Taken off", 104, taken_words, secondary=debtor_words, align=Align.RIGHT, least=88, hide_below=560,
               hide_empty=True, sort=lambda one: one.line.recovery_pence if one.line else 0),
        Column("net", "Net", 100, lambda one: format_pence(net_of(one)) if one.line else "", align=Align.RIGHT, least=94,
               strong=lambda _: True, sort=net_of, secondary=_of_words),
        Column("step", "Next step", 150, step_words, stretch=2, hide_below=740, hide_empty=True))


# A file before it is taken in.
def read_columns() -> Sequence[Column]:
    """Columns of what was read."""
    return (
        Column("number", "Line", 50, lambda one: str(one.number), least=44, sort=lambda one: one.number),
        Column("who", "Who", 190, lambda one: one.name or one.claim_reference or one.rent_reference or "Nobody named",
               stretch=2,
               secondary=lambda one: " · ".join(filter(None, (one.claim_reference, one.rent_reference, one.address)))),
        Column("days", "For", 156, lambda one: days_words(one.period_from, one.period_to), hide_below=560, least=150,
               secondary=lambda one: f"{format_pence(one.weekly_pence)} a week" if one.weekly_pence else one.said),
        Column("taken", "Taken off", 84, lambda one: format_pence(one.recovery_pence) if one.recovery_pence else "",
               align=Align.RIGHT, least=76, sort=lambda one: one.recovery_pence, hide_below=400, hide_empty=True),
        Column("net", "Net", 100, lambda one: format_pence(one.net_pence), align=Align.RIGHT, least=94, strong=lambda _: True,
               sort=lambda one: one.net_pence))


def read_sentence(line: ReadLine) -> str:
    """A line that was read as a screen reader says it."""
    return f"Line {line.number}, {line.name or line.claim_reference or line.rent_reference}: {format_pence(line.net_pence)}"


def days_words(start: date | None, end: date | None) -> str:
    """``06 Oct – 02 Nov 25``; empty where the file does not say."""
    if end is None:
        return format_short(start, date.min) if start else ""
    shown = format_short(end, date.min)
    return f"{start.day:02d} {start:%b} – {shown}" if start is not None and start != end else shown
