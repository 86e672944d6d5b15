"""What a change that reaches back comes to: what should stand in each charge period less what stands, dated as its debit was.

Decides nothing about which charges hold; that is ``corrections``. Days of the closed part of the ledger are never moved: what
belongs there falls on the first open day, so that every balance of an open day is what it had been with the facts known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from housingdesk.rent.rules.words import ChargeCode, Payer
from housingdesk.values.dates import DAY, WEEK, format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


class Amount(NamedTuple):
    """Pence of a code for a payer, effective on a day, for the days ``start <= day < end``."""

    code: ChargeCode
    payer: Payer
    on: date
    pence: int
    start: date
    end: date


class Waived(NamedTuple):
    """A charge that somebody reversed by hand: it stays reversed, whatever its charge line becomes."""

    code: ChargeCode
    pence: int
    start: date


@frozen
class PeriodRow:
    """One charge period of a code and payer: what stood, what should stand. Pence; ``moved``: only its day changes."""

    code: ChargeCode
    payer: Payer
    start: date
    end: date
    was_pence: int
    should_pence: int

    @property
    def difference_pence(self) -> int:
        """What is charged in addition, or credited."""
        return self.should_pence - self.was_pence


@frozen
class Differences:
    """The lines to post, each on its day, and the same by period for people to read."""

    lines: tuple[Amount, ...]
    rows: tuple[PeriodRow, ...]

    @property
    def pence(self) -> int:
        """What the account changes by."""
        return sum(line.pence for line in self.lines)


Periods = Callable[[date], date]
"""The first day of the charge period that holds a day."""
_Key = tuple[date, ChargeCode, Payer]


def differences(should: Iterable[Amount], stands: Iterable[Amount], waived: Sequence[Waived], period: Periods,
                first_open: date) -> Differences:
    """What has to be posted so that each period, code and payer has what should stand, on each open day.

    An amount of a closed day counts on ``first_open``, on both sides. What was waived is taken off what should stand.
    """
    right, posted = _by_period(should, period), _by_period(stands, period)
    _take_off(right, waived, period)
    lines, rows = list[Amount](), list[PeriodRow]()
    for key in sorted({*right, *posted}, key=_order):
        mine, there = right.get(key, []), posted.get(key, [])
        start, end = min(a.start for a in [*mine, *there]), max(a.end for a in [*mine, *there])
        was, now = sum(a.pence for a in there), sum(a.pence for a in mine)
        if was != now:
            rows.append(PeriodRow(key[1], key[2], start, end, was, now))
        days = defaultdict[date, int](int)
        for amount in mine:
            days[max(amount.on, first_open)] += amount.pence
        for amount in there:
            days[max(amount.on, first_open)] -= amount.pence
        lines += [Amount(key[1], key[2], on, pence, start, end) for on, pence in sorted(days.items()) if pence]
    return Differences(tuple(lines), tuple(rows))


def _order(key: _Key) -> tuple[date, str, str]:
    return key[0], str(key[1]), str(key[2])


def _by_period(amounts: Iterable[Amount], period: Periods) -> dict[_Key, list[Amount]]:
    found = defaultdict[_Key, list[Amount]](list)
    for amount in amounts:
        found[period(amount.start), amount.code, amount.payer].append(amount)
    return dict(found)


def _take_off(right: dict[_Key, list[Amount]], waived: Sequence[Waived], period: Periods) -> None:
    """Takes from what should stand of a code in a period up to what was waived of it: the person's own part and the earliest
    days first."""
    left = defaultdict[tuple[date, ChargeCode], int](int)
    for one in waived:
        left[period(one.start), one.code] += one.pence
    for (start, code), pence in left.items():
        keys = [key for key in right if key[:2] == (start, code)]
        for key in sorted(keys, key=lambda k: (k[2] is not Payer.TENANT, str(k[2]))):
            kept = []
            for amount in sorted(right[key], key=lambda one: one.on):
                off = min(pence, amount.pence)
                kept.append(amount._replace(pence=amount.pence - off))
                pence -= off
            right[key] = kept


def line_text(line: Amount, row: PeriodRow | None) -> str:
    """What a line of the difference says on the account: which charge, which days, what it was and is."""
    name, days = sentence_case(str(line.code)), _days(line.start, line.end)
    if row is None:
        return f"{name} put right: the day it counts from, {days}"
    return f"{name} put right: {format_pence(row.should_pence)} instead of {format_pence(row.was_pence)}, {days}"


def _days(start: date, end: date) -> str:
    if end - start == WEEK:
        return f"week of {format_date(start)}"
    return format_date(start) if end - start == DAY else f"{format_date(start)} to {format_date(end - DAY)}"


def texts(found: Differences, period: Periods) -> list[str]:
    """The text of each line, in their order."""
    rows: Mapping[_Key, PeriodRow] = {(period(r.start), r.code, r.payer): r for r in found.rows}
    return [line_text(line, rows.get((period(line.start), line.code, line.payer))) for line in found.lines]


@frozen
class Stretch:
    """Periods that follow one another and change alike, in one: how many, what each was and is."""

    first: PeriodRow
    end: date
    periods: int

    @property
    def difference_pence(self) -> int:
        """What all of them change by."""
        return self.periods * self.first.difference_pence

    def days(self, today: date) -> str:
        """``16 Nov to 22 Nov``."""
        return f"{format_short(self.first.start, today)} to {format_short(self.end - DAY, today)}"


def stretches(rows: Iterable[PeriodRow]) -> tuple[Stretch, ...]:
    """The rows of a correction as a person reads them, by code and payer in time."""
    found: list[Stretch] = []
    for row in sorted(rows, key=lambda r: (str(r.code), str(r.payer), r.start)):
        last = found[-1] if found else None
        if last is not None and last.end == row.start and _alike(last.first, row):
            found[-1] = Stretch(last.first, row.end, last.periods + 1)
        else:
            found.append(Stretch(row, row.end, 1))
    return tuple(sorted(found, key=lambda one: (one.first.start, str(one.first.code), str(one.first.payer))))


def _alike(one: PeriodRow, other: PeriodRow) -> bool:
    return (one.code, one.payer, one.was_pence, one.should_pence) == (other.code, other.payer, other.was_pence,
                                                                      other.should_pence)
