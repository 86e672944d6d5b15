"""The columns of the five lists of reviews, and each line as a screen reader says it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from housingdesk.changes.queries.moving_on import MoveOnLine
from housingdesk.changes.queries.reviews import HeldLine, ReviewLine, SchemeLine
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.text import sentence_case


def agreed_status(by_on: date, today: date) -> str:
    """How late something agreed is.

    >>> agreed_status(date(2026, 11, 20), date(2026, 11, 23))
    '3 days late'
    """
    late = (today - by_on).days
    return "due today" if late == 0 else f"{late} day{'s' if late > 1 else ''} late"


def _who() -> Column:
    return Column("who", "Who", 200, lambda line: line.row.names, secondary=lambda line: line.row.address, stretch=1, sort=True)


def _due_status(row: ReviewLine, today: date) -> Status:
    pressing = row.due.last_on is not None and (row.due.last_on - today).days <= 31
    return Status.LATE if row.due.overdue(today) or pressing else Status.DUE


def _due(today: date) -> tuple[Column, ...]:
    return (Column("due", "Due", 156, lambda line: format_day(line.row.due.due_on), least=156,
                   status=lambda line: _due_status(line.row, today), sort=lambda line: line.row.due.due_on),
            _who(),
            Column("kind", "Review", 170, lambda line: sentence_case(line.row.due.kind), sort=True,
                   secondary=lambda line: line.row.due.warning(today) or line.row.due.why, stretch=2),
            Column("scheme", "Scheme", 140, lambda line: line.row.scheme, sort=True, stretch=1, hide_below=720))


def _schemes(_today: date) -> tuple[Column, ...]:
    return (Column("scheme", "Scheme", 260, lambda line: line.row.scheme, stretch=2, sort=True),
            Column("overdue", "Overdue", 100, lambda line: str(line.row.overdue), align=Align.RIGHT,
                   sort=lambda line: line.row.overdue,
                   status=lambda line: Status.LATE if line.row.overdue else Status.GOOD),
            Column("coming", "Within four weeks", 150, lambda line: str(line.row.due), align=Align.RIGHT,
                   sort=lambda line: line.row.due),
            Column("oldest", "Oldest since", 134, lambda line: format_date(line.row.oldest) if line.row.oldest else "",
                   least=134))


def _agreed(today: date) -> tuple[Column, ...]:
    return (Column("by", "By", 134, lambda line: format_day(line.row[0].by_on), least=134,
                   secondary=lambda line: agreed_status(line.row[0].by_on, today)),
            Column("what", "What", 280, lambda line: line.row[0].what, secondary=lambda line: line.row[0].who, stretch=2),
            Column("who", "Agreed with", 200, lambda line: line.row[2], stretch=1))


def _held(_today: date) -> tuple[Column, ...]:
    def late(line: Any) -> Status:
        return Status.GOOD if line.row.held_on <= line.row.due_on else Status.DUE

    return (Column("held", "Held", 156, lambda line: format_day(line.row.held_on), least=156, status=late,
                   sort=lambda line: line.row.held_on),
            _who(),
            Column("kind", "Review", 170, lambda line: sentence_case(line.row.kind), sort=True, stretch=1,
                   secondary=lambda line: line.row.held_by),
            Column("open", "Still to do", 92, lambda line: str(line.row.open_actions or ""), align=Align.RIGHT, hide_below=640))


def _moving(_today: date) -> tuple[Column, ...]:
    def stands(line: Any) -> tuple[str, Status]:
        row: MoveOnLine = line.row
        if row.left:
            return str(row.outcome or "left"), Status.GOOD if row.outcome == "planned move" else Status.NEUTRAL
        if row.ends_on is not None:
            return "Leaving, nothing recorded", Status.DUE
        return ("Ready", Status.DUE) if row.ready_on is not None else ("Not yet", Status.NEUTRAL)

    return (_who(),
            Column("ready", "Moving on", 180, lambda line: sentence_case(stands(line)[0]), status=lambda line: stands(line)[1],
                   secondary=lambda line: f"since {format_date(line.row.ready_on)}" if line.row.ready_on else "", stretch=1),
            Column("stay", "Days here", 92, lambda line: f"{line.row.stay_days:,}", align=Align.RIGHT,
                   sort=lambda line: line.row.stay_days),
            Column("scheme", "Scheme", 150, lambda line: line.row.scheme, sort=True, stretch=1, hide_below=720))


COLUMNS: dict[str, Callable[[date], tuple[Column, ...]]] = {
    "due": _due, "schemes": _schemes, "agreed": _agreed, "held": _held, "moving": _moving}


def sentence(today: date, line: Any) -> str:
    """A line as a screen reader says it."""
    row = line.row
    if isinstance(row, ReviewLine):
        return f"{row.due.kind} of {row.names}, due {format_day(row.due.due_on)}"
    if isinstance(row, SchemeLine):
        return f"{row.scheme}: {row.overdue} overdue, {row.due} within four weeks"
    if isinstance(row, HeldLine):
        return f"{row.kind} of {row.names}, held {format_day(row.held_on)}"
    if isinstance(row, MoveOnLine):
        return f"{row.names}, {row.stay_days} days here" + (", ready" if row.ready_on else "")
    return f"{row[0].what}, {row[0].who}, {agreed_status(row[0].by_on, today)}"
