"""The lines of a rent account as its table and its chart show them: newest first, expected money on top in italics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.statement import StatementLine
from housingdesk.rent.rules.words import EntryKind
from housingdesk.ui.kit.chart import Point
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import add_months, format_long, format_short
from housingdesk.values.money import balance_words, format_pence

CHART_MONTHS = 12
PAYMENTS = frozenset({EntryKind.RECEIPT, EntryKind.TRANSFER})


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One row; pence, charge positive. ``line`` is None for money that is expected and not there yet."""

    id: int
    on: date
    what: str
    pence: int
    balance_pence: int | None = None
    own_balance_pence: int | None = None
    line: StatementLine | None = None
    withdrawn: bool = False

    @property
    def expected(self) -> bool:
        """Whether it is on its way only."""
        return self.line is None


def account_lines(file: AccountFile) -> list[AccountLine]:
    """The rows of an account: what is expected, soonest last, then every line, the newest first."""
    expected = [AccountLine(-place, item.due_on, f"Expected: {item.payer}", -item.pence)
                for place, item in enumerate(file.expected, 1)]
    lines, hidden = [], set(file.folded.values())
    balances = {line.entry_id: line for line in file.statement.lines}
    for line in file.statement.lines:
        if line.entry_id in hidden:
            continue
        pair = balances.get(file.folded.get(line.entry_id, 0))
        what = f"Entered and withdrawn: {line.what}" if pair else line.what
        after = pair or line
        lines.append(AccountLine(line.entry_id, line.on, what, 0 if pair else line.pence, after.balance_pence,
                                 after.own_balance_pence, line, withdrawn=pair is not None))
    return expected[::-1] + lines[::-1]


def columns(today: date, *, own: bool) -> tuple[Column, ...]:
    """The columns of the table; ``own`` adds the balance of the person's own part."""
    def charge(row: AccountLine) -> str:
        return format_pence(row.pence) if row.pence > 0 else ""

    def payment(row: AccountLine) -> str:
        return format_pence(-row.pence) if row.pence < 0 else ""

    def balance(row: AccountLine) -> str:
        return balance_words(row.balance_pence) if row.balance_pence is not None else ""

    def own_part(row: AccountLine) -> str:
        return balance_words(row.own_balance_pence) if row.own_balance_pence is not None else ""

    def soft(row: AccountLine) -> bool:
        return row.expected or row.withdrawn
    part = (Column("own", "Own part", 142, own_part, align=Align.RIGHT, hide_below=800),) if own else ()
    return (Column("on", "Date", 92, lambda r: format_short(r.on, today), italic=soft, least=84),
            Column("what", "What", 210, lambda r: r.what, italic=soft, stretch=1, least=110),
            Column("charge", "Charge", 96, charge, align=Align.RIGHT),
            Column("payment", "Payment", 96, payment, align=Align.RIGHT, italic=soft),
            *part, Column("balance", "Balance", 146, balance, align=Align.RIGHT))


def sentence(row: AccountLine) -> str:
    """A row read aloud."""
    moved = f"{format_pence(abs(row.pence))} {'charged' if row.pence > 0 else 'paid'}"
    if row.expected:
        return f"{format_long(row.on)}: {row.what}, {format_pence(-row.pence)}"
    return f"{format_long(row.on)}: {row.what}, {moved}, then {balance_words(row.balance_pence or 0)}"


def points(file: AccountFile, today: date) -> list[Point]:
    """The balance at the end of each day it changed on, over twelve months to the day shown; days with payments marked."""
    if not file.statement.lines:
        return []
    last = file.as_at or today
    if file.statement.lines[-1].on < add_months(last, -CHART_MONTHS):
        last = file.statement.lines[-1].on  # somebody who left long ago: their last year
    start = add_months(last, -CHART_MONTHS)
    shown = [line for line in file.statement.lines if line.on >= start]
    before = shown[0].balance_pence - shown[0].pence
    first = max(start, file.account.opens_on or start)
    out = [Point(first, before)] if first < shown[0].on else []
    out += [_day(list(lines)) for _, lines in groupby(shown, key=lambda line: line.on)]
    if out[-1].on < last:
        out.append(Point(last, file.pence))
    return out


def _day(lines: Sequence[StatementLine]) -> Point:
    what = "; ".join(f"{line.what}, {format_pence(abs(line.pence))}" for line in lines)
    paid = any(line.kind in PAYMENTS and line.pence < 0 for line in lines)
    return Point(lines[-1].on, lines[-1].balance_pence, what, payment=paid)


def expected_points(file: AccountFile) -> list[tuple[date, int]]:
    """Where the balance would go with what is expected, as ``(day, pence)`` after the last point."""
    balance, out = file.pence, []
    for item in file.expected:
        balance -= item.pence
        out.append((item.due_on, balance))
    return out
