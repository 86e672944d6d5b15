"""A schedule's file, whatever it is, into a ``ReadSchedule``."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from housingdesk.benefits.parsers.schedules.cells import Reader, order_of
from housingdesk.benefits.parsers.schedules.controls import check_lines, gross_only, ni_columns, stated_of
from housingdesk.benefits.parsers.schedules.guessing import guess, is_sure
from housingdesk.benefits.parsers.schedules.heads import heading
from housingdesk.benefits.parsers.schedules.known import allpay, dwp
from housingdesk.benefits.parsers.schedules.labelled import read_labels
from housingdesk.benefits.parsers.schedules.layout import Layout, NeedsLayout
from housingdesk.benefits.parsers.schedules.masking import has_ni_number, masked, without
from housingdesk.benefits.parsers.schedules.opening import Opened, open_file
from housingdesk.benefits.parsers.schedules.table import Table, read_table
from housingdesk.benefits.rules.schedules.shapes import TOTAL, ReadSchedule
from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem

_SHOWN = 60
T = TypeVar("T")


def read_schedule(data: bytes, name: str, layout: Layout | None = None) -> ReadSchedule:
    """The schedule in a file. BadFile when it is none, by its name; NeedsLayout when nobody said what its columns are.

    A layout that was remembered is used where its heads stand in the file, or where it has none; otherwise the file's own
    heads have their say.
    """
    try:
        return _read(data, layout)
    except NeedsLayout:
        raise
    except BadFile as error:
        raise BadFile(f"{name}: {error}" if name else str(error)) from error


def _read(data: bytes, layout: Layout | None) -> ReadSchedule:
    opened = open_file(data, layout.cuts if layout is not None else ())
    if opened.format in ("text", "csv") and (found := _allpay(opened)) is not None:
        return found
    used, first, after = _place(opened, layout)
    numbers = has_ni_number("\n".join(["\n".join(row) for row in opened.rows]))  # no number goes over a line's end
    reader = Reader(used, order_of(used, opened.rows[after:]), numbers)
    table = read_table(opened.rows[after:], opened.numbers[after:], reader, wraps=opened.format in ("text", "pdf"))
    if not table.lines:
        if table.problems:
            raise BadFile(f"No line of the schedule can be read. {table.problems[0]}")
        raise BadFile("There is no line with a reference or a name and an amount in this file")
    return _whole(opened, used, table, [*range(first), *(after + place for place in table.beside)], numbers)


def _place(opened: Opened, layout: Layout | None) -> tuple[Layout, int, int]:
    """The layout to use, the first row of its heads, and the first row after them."""
    if layout is not None:
        for place, row in enumerate(opened.rows):
            if layout.fits(row):
                return layout, place, place + 1
            if layout.fits(_joined(opened.rows[place: place + 2])):
                return layout, place, place + 2
        if not layout.head and not layout.problems():
            return layout, 0, 0
    if (known := dwp(opened.rows)) is not None:
        return known, 0, 1
    first, after, _ = heading(opened.rows)
    guessed = guess(opened.rows)
    if not is_sure(guessed, opened.rows[after:]):
        shown = [[masked(cell) for cell in row] for row in opened.rows if any(row)][:_SHOWN]
        if not shown:
            raise BadFile("The file is empty")
        raise NeedsLayout(shown, Layout(guessed.roles, guessed.head, opened.cuts, guessed.pence))
    return guessed, first, after


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    if len(rows) < 2 or len(rows[0]) != len(rows[1]):
        return []
    return [f"{upper} {lower}".strip() for upper, lower in zip(*rows, strict=True)]


def _whole(opened: Opened, used: Layout, table: Table, outside: Sequence[int], numbers: bool) -> ReadSchedule:
    labels = read_labels([opened.texts[place] for place in outside])
    net = sum(line.net_pence for line in table.lines)
    stated = stated_of(table.totals or labels.totals, table.parts, net)
    only_gross = gross_only(table.lines, stated)
    stated = None if only_gross else stated
    problems = [*opened.problems, *(ni_columns(used, opened.rows) if numbers else ()), *table.problems,
                *([only_gross] if only_gross else ()), *check_lines(table.lines, stated)]
    start, end = labels.period or _most((line.period_from, line.period_to) for line in table.lines) or (None, None)
    creditor = labels.creditor_number or _most(table.creditors) or ""
    return ReadSchedule("dwp" if used.pence and len(used.roles) > 12 else opened.format, masked(labels.reference)[:80],
                        without(creditor)[:40], labels.paid_on or _most(table.paid), start, end, stated, tuple(table.lines),
                        tuple(problems))


def _most(values: Iterable[T]) -> T | None:
    found = Counter(values).most_common(1)
    return found[0][0] if found else None


def _allpay(opened: Opened) -> ReadSchedule | None:
    found = allpay("\n".join(opened.texts))
    if found is None:
        return None
    lines, stated, count = found
    days = [line.period_to for line in lines if line.period_to is not None]
    problems = list(check_lines(lines, stated))
    if count is not None and count != len(lines):
        problems.insert(0, Problem(TOTAL, f"The file says that it has {count} payments, but {len(lines)} were read"))
    return ReadSchedule("allpay", "", "", None, min(days), max(days), stated, tuple(lines), tuple(problems))
