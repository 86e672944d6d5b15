"""What Universal Credit should come for which assessment period, and when. Pure.

A period begins on the same day of every month (UC Regs 2013 reg 21) and is paid seven days after its last day (C&P Regs 2013
reg 47). What holds on that last day holds for the whole period, all or nothing (Sch 1 D&A Regs 2013 para 20). Payments to
landlords come on each claimant's own day or, under the schedule that went before it, in batches every four weeks: thirteen
batches a year for twelve periods, so that one of them has nothing for a claimant. Deductions come every four weeks.
"""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from housingdesk.benefits.rules.expected.calendar import last_bank_day
from housingdesk.benefits.rules.expected.hb_cycle import known_by, own_rhythm
from housingdesk.benefits.rules.expected.shapes import Due, History
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY, format_date, weeks_in_rent_year
from housingdesk.values.money import format_pence, portion
from housingdesk.values.rows import frozen

PAID_AFTER = timedelta(7)
_PAID_FROM = timedelta(6)
_LONGEST_DAY = 31


@frozen
class Period:
    """An assessment period, ``start <= day < end``, and the day on which it is paid."""

    start: date
    end: date
    paid_on: date


def period_holding(day: date, assessment_day: int) -> Period:
    """The assessment period that holds a day. In a month without that day it begins on the last one (UC Regs 2013 reg 21).

    >>> period_holding(date(2026, 2, 28), 31)
    Period(start=datetime.date(2026, 2, 28), end=datetime.date(2026, 3, 31), paid_on=datetime.date(2026, 4, 2))
    """
    start = _begins(day.year, day.month, assessment_day)
    if day < start:
        start = _begins(*_month(day, -1), assessment_day)
    end = _begins(*_month(start, 1), assessment_day)
    return Period(start, end, last_bank_day(end - DAY + PAID_AFTER))


def periods(day: date, assessment_day: int) -> Iterator[Period]:
    """The assessment periods from the one that holds a day on, without end."""
    period = period_holding(day, assessment_day)
    while True:
        yield period
        period = period_holding(period.end, assessment_day)


def _month(day: date, by: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return year, month + 1


def _begins(year: int, month: int, assessment_day: int) -> date:
    return date(year, month, min(assessment_day, calendar.monthrange(year, month)[1]))


def assessment_day_of(assessed: int | None, pay_day: int | None, claimed: int | None, came_on: date | None) -> int | None:
    """The day of the month on which periods begin: as the statement says, six days before it pays, or the day of the claim.

    Where none of them is known, six days before money came last; None where nothing is.

    >>> assessment_day_of(None, 14, 3, None), assessment_day_of(None, 5, None, None)
    (8, 30)
    """
    if assessed is not None or pay_day is None:
        return assessed or claimed or ((came_on - _PAID_FROM).day if came_on is not None else None)
    return pay_day - _PAID_FROM.days if pay_day > _PAID_FROM.days else pay_day + _LONGEST_DAY - _PAID_FROM.days


def uc_dues(history: History, until: date) -> Iterator[Due]:
    """Every managed payment that should come by a day, the soonest first; nil where a batch has nothing for this claimant."""
    paid = _period_dues(history, until)
    return paid if history.cycle is None else _batched(history.cycle, list(paid), until)


def _period_dues(history: History, until: date) -> Iterator[Due]:
    if not history.awards:
        return
    first = min(one.start for one in history.awards)
    ended = min((halt.since for halt in history.halts if halt.state is ClaimState.ENDED), default=None)
    told = {one.told_on for one in history.awards if one.told_on is not None}
    settled: list[tuple[Period, int]] = []
    known, begun = date.min, False
    for period in periods(first, history.assessment_day or first.day):
        if period.paid_on > until:
            return
        back: list[tuple[Period, int]] = []
        if any(known < day <= period.paid_on for day in told):  # else what was settled before stands as it is
            now = [(before, was, _at_end(history, before, period.paid_on)) for before, was in settled]
            back = [(before, pence - was) for before, was, pence in now if pence > was]
            settled = [(before, max(was, pence)) for before, was, pence in now]
        known, pence = period.paid_on, _at_end(history, period, period.paid_on)
        if pence or back:
            yield _due(history, period, pence, back, first=not begun)
        begun = begun or pence > 0 or bool(back)
        settled.append((period, pence))
        if ended is not None and period.end > ended:
            return


def _at_end(history: History, period: Period, known: date) -> int:
    """The award in force on the last day of a period, pence a month, of those that were decided by a day."""
    last = period.end - DAY
    for paid, end in known_by(history.awards, known):
        ours = paid.to_landlord or (history.direct_from is not None and history.direct_from <= paid.start)
        if paid.start <= last and (end is None or last < end) and ours:
            return paid.pence
    return 0


def _due(history: History, period: Period, pence: int, back: Sequence[tuple[Period, int]], *, first: bool) -> Due:
    start = back[0][0].start if back else period.start
    words = f"The assessment period to {format_date(period.end - DAY)}: {format_pence(pence)} a month"
    if back:
        words += f", and {format_pence(sum(more for _, more in back))} for those since {format_date(start)}"
    if first and history.direct_from is not None:
        words += ". It is the first payment straight to us: what was paid to the tenant before it makes a month look missing"
    return Due(history.payer, period.paid_on, start, period.end, pence + sum(more for _, more in back), words)


def _batched(rhythm: Rhythm, dues: list[Due], until: date) -> Iterator[Due]:
    """Payments moved to the next batch of the Department; a batch between two that holds nothing has a nil sum."""
    if not dues:
        return
    left = list(dues)
    last = dues[0].covers_to
    for run in rhythm.runs(dues[0].due_on):
        if run.paid_on > until:
            return
        ready = [due for due in left if due.due_on <= run.paid_on]
        left = left[len(ready):]
        if ready:
            last = ready[-1].covers_to
            words = "; ".join(due.why for due in ready)
            yield Due(ready[0].payer, run.paid_on, ready[0].covers_from, last, sum(due.pence for due in ready), words)
        elif left:
            yield Due(Payer.UC, run.paid_on, last, last, 0, f"No assessment period of this claimant was due for payment since "
                      f"the batch before: {_BATCHES} batches a year pay 12 periods")
        if not left:
            return


_BATCHES = 13


def deduction_dues(history: History, until: date) -> Iterator[Due]:
    """What should come of deductions towards arrears every four weeks: of a month's deduction 12 ÷ 13."""
    if not history.awards:
        return
    first = min(one.start for one in history.awards)
    for run in (history.cycle or own_rhythm(history.awards)).runs(first):
        if run.paid_on > until:
            return
        for paid, end in known_by(history.awards, run.paid_on):
            start, stop = max(run.covers_from, paid.start), min(run.covers_to, end or run.covers_to)
            pence = portion(paid.pence * (stop - start).days * 12, 1, 52 * 7) if start < stop else 0
            if pence:
                yield Due(history.payer, run.paid_on, start, stop, pence,
                          f"Deducted towards arrears: {format_pence(paid.pence)} a month, paid every four weeks")


def week_53_shortfall(weekly_pence: int, rent_year: int) -> int:
    """What a rent year charges beyond the 52 weeks that Universal Credit pays for: a week's rent in a year of 53 Mondays.

    >>> [week_53_shortfall(10_000, year) for year in (2023, 2024, 2025, 2030)]
    [0, 10000, 0, 10000]
    """
    return weekly_pence * (weeks_in_rent_year(rent_year) - 52)
