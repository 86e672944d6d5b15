"""What an account is charged for a stretch of days: lines in force, part weeks, rent-free weeks, and who pays which share.

Rulebook §5.1: weeks run Monday to Sunday and are debited in advance; a day is a seventh of the week, rounded once, half
up. A month's line on a monthly account is charged by its days over the days of that month, a night's by its nights, which
need no rounding. Shares of a line sum to the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from housingdesk.rent.rules.periods import CYCLE_START, period_of
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.values.dates import WEEK, add_months, month_start, week_of
from housingdesk.values.money import portion, share


class ShareRow(NamedTuple):
    """One payer's share: pence a week (month, night), or None for the rest; ``start <= day < end``."""

    payer: Payer
    pence: int | None
    start: date
    end: date | None


class LineRow(NamedTuple):
    """One charge line with its shares, ``start <= day < end``; pence a week (a month or night on such accounts)."""

    code: ChargeCode
    pence: int
    start: date
    end: date | None
    shares: tuple[ShareRow, ...]


class Charge(NamedTuple):
    """One amount to debit: which code, whose share, and the days it covers (``period_to`` not included)."""

    code: ChargeCode
    payer: Payer
    pence: int
    period_from: date
    period_to: date


@dataclass(frozen=True, slots=True)
class Terms:
    """How an account is charged: its frequency, its own days, the rent-free Mondays, and the rule for part weeks."""

    frequency: Frequency
    opens_on: date
    closes_before: date | None
    rent_free: frozenset[date] = frozenset()
    whole_weeks: bool = False


NO_DAYS: frozenset[date] = frozenset()
_BY_THE_DAY = frozenset({Frequency.MONTHLY, Frequency.NIGHTLY})
SEVENTHS = 7
Control = int | Fraction


def charges(lines: Sequence[LineRow], terms: Terms, start: date, end: date,
            cycle_start: date = CYCLE_START) -> Iterator[Charge]:
    """Every charge for the days ``start <= day < end``, one per line, payer and charge period, nil amounts left out."""
    start = max(start, terms.opens_on)
    if terms.closes_before is not None:
        end = min(end, terms.closes_before)
    for period_start, period_end in _periods(terms.frequency, start, end, cycle_start):
        for line in lines:
            yield from _line_charges(line, terms, max(period_start, start), min(period_end, end))


def _periods(frequency: Frequency, start: date, end: date, cycle_start: date) -> Iterator[tuple[date, date]]:
    while start < end:
        period = period_of(frequency, start, cycle_start)
        yield period
        start = period[1]


def _line_charges(line: LineRow, terms: Terms, start: date, end: date) -> Iterator[Charge]:
    if line.start > start:
        start = line.start
    if line.end is not None and line.end < end:
        end = line.end
    if start >= end:
        return
    whole = _amount(line.pence, terms, start, end)
    if not whole:
        return
    shares = line.shares
    if len(shares) == 1 and shares[0].pence is None and shares[0].start <= start and shares[0].end is None:
        yield Charge(line.code, shares[0].payer, whole, start, end)
        return
    for payer, pence in split_shares(line, terms, start, end, whole).items():
        if pence:
            yield Charge(line.code, payer, pence, start, end)


def _amount(pence: int, terms: Terms, start: date, end: date) -> int:
    """Pence for the days of one charge period, rounded once for each week or month."""
    if terms.frequency is Frequency.NIGHTLY:
        return pence * (end - start).days
    if terms.frequency is Frequency.MONTHLY:
        first = month_start(start)
        days = (add_months(first, 1) - first).days
        return pence if (end - start).days == days else portion(pence, (end - start).days, days)
    if not terms.rent_free and (end - start).days % 7 == 0 and not start.weekday():
        return pence * ((end - start).days // 7)
    return sum(portion(pence, days, of) for days, of in _week_parts(terms, start, end))


def _week_parts(terms: Terms, start: date, end: date) -> Iterator[tuple[int, int]]:
    """Of each rent week that is charged, how many days lie in ``start <= day < end``, and how many days its charge is for.

    By whole weeks it is for the account's own days of that week, so that one day of a week costs all of it, and a charge
    that changes inside it is still charged once.
    """
    monday = week_of(start)
    while monday < end:
        following = monday + WEEK
        if monday not in terms.rent_free:
            of = 7
            if terms.whole_weeks:
                of = (min(following, terms.closes_before or following) - max(monday, terms.opens_on)).days
            yield (min(end, following) - max(start, monday)).days, of
        monday = following


def split_shares(line: LineRow, terms: Terms, start: date, end: date, whole: int) -> dict[Payer, int]:
    """How ``whole`` pence for these days fall on the payers; the parts always sum to ``whole``."""
    edges = {start, end}
    for row in line.shares:
        edges.update(d for d in (row.start, row.end) if d is not None and start < d < end)
    cuts = sorted(edges)
    spans = list(pairwise(cuts))
    out: dict[Payer, int] = {}
    for (first, last), pence in zip(spans, share(whole, [_charged_days(terms, a, b) for a, b in spans]), strict=True):
        left, rest = pence, Payer.TENANT
        for row in line.shares:
            if not (row.start <= first and (row.end is None or row.end > first)):
                continue
            if row.pence is None:
                rest = row.payer
                continue
            part = min(left, _amount(row.pence, terms, first, last))
            out[row.payer] = out.get(row.payer, 0) + part
            left -= part
        out[rest] = out.get(rest, 0) + left
    return out


def _charged_days(terms: Terms, start: date, end: date) -> int:
    if terms.frequency in _BY_THE_DAY or not terms.rent_free:
        return (end - start).days
    return sum(days for days, _ in _week_parts(terms, start, end))


def in_force(lines: Sequence[LineRow], terms: Terms, start: date, end: date) -> Control:
    """Σ(charge in force × days) for ``start <= day < end``, in sevenths of a penny: the control total of rulebook §5.4.

    Worked out by another road than ``charges``: no shares, no rounding, no periods.
    """
    start = start if terms.opens_on <= start else terms.opens_on
    end = end if terms.closes_before is None or terms.closes_before >= end else terms.closes_before
    if terms.frequency is Frequency.MONTHLY:
        return sum((_month_days(line, start, end) for line in lines), Fraction(0)) * SEVENTHS
    if terms.frequency is Frequency.NIGHTLY:
        return sum(line.pence * _nights(line, start, end) for line in lines) * SEVENTHS
    if terms.whole_weeks:
        return sum((_whole_weeks(line, terms, start, end) for line in lines), Fraction(0)) * SEVENTHS
    pence_days = 0
    for line in lines:
        first = start if line[2] <= start else line[2]
        last = end if line[3] is None or line[3] >= end else line[3]
        if last > first:
            free = sum(max(0, (min(last, m + WEEK) - max(first, m)).days) for m in terms.rent_free) if terms.rent_free else 0
            pence_days += line.pence * ((last - first).days - free)
    return pence_days


def _whole_weeks(line: LineRow, terms: Terms, start: date, end: date) -> Fraction:
    first, last = max(start, line.start), min(end, line.end or end)
    return sum((Fraction(line.pence * days, of) for days, of in _week_parts(terms, first, last)), Fraction(0))


def _nights(line: LineRow, start: date, end: date) -> int:
    return max(0, (min(end, line.end or end) - max(start, line.start)).days)


def _month_days(line: LineRow, start: date, end: date) -> Fraction:
    total, month = Fraction(0), month_start(start)
    while month < end:
        following = add_months(month, 1)
        first, last = max(start, month, line.start), min(end, following, line.end or following)
        if last > first:
            total += Fraction(line.pence * (last - first).days, (following - month).days)
        month = following
    return total


def weekly_equivalent(pence: int, frequency: Frequency) -> int:
    """Pence a week: a monthly amount is × 12 ÷ 52 (rulebook §5.1), a night's × 7.

    >>> weekly_equivalent(2_140, Frequency.NIGHTLY)
    14980
    """
    if frequency is Frequency.NIGHTLY:
        return pence * 7
    return portion(pence, 12, 52) if frequency is Frequency.MONTHLY else pence
