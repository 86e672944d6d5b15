"""Technical arrears: what is owed only because benefit is paid in arrears (rulebook §7). Pure.

It is reckoned for claims in payment, and not from what is missing: money that should have come already and has not is owed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.benefits.rules.expected.uc_periods import Period, period_holding
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.rent.rules.words import WEEKS, Frequency
from housingdesk.values.dates import DAY, WEEK, week_of
from housingdesk.values.money import portion

_EARLY = timedelta(7)


def accrued_hb(weekly_pence: int, paid_to: date, charged_to: date, end: date | None = None) -> int:
    """Housing Benefit built up: the weekly award for the weeks debited since ``paid_to``; both days are not included.

    >>> accrued_hb(10_000, date(2026, 10, 26), date(2026, 11, 30))
    50000
    """
    last = min(charged_to, end) if end is not None else charged_to
    return portion(weekly_pence, max(0, (last - paid_to).days), 7)


def debited_to(charged_to: date, frequency: Frequency, on: date) -> date:
    """To when an account was debited on a day. A run is made a week ahead at most: what lies further was debited after it.

    >>> monday = date(2026, 11, 23)
    >>> [debited_to(day, Frequency.WEEKLY, monday).day for day in (date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 14))]
    [23, 7, 30]
    >>> debited_to(date(2027, 2, 1), Frequency.MONTHLY, monday)
    datetime.date(2026, 12, 1)
    """
    monday = week_of(on)
    if frequency is Frequency.MONTHLY:
        return charged_to if charged_to <= _next_month(monday + 2 * WEEK - DAY) else _next_month(monday + WEEK - DAY)
    step = WEEK * WEEKS[frequency]
    if charged_to <= monday + WEEK + step:
        return charged_to
    return charged_to - step * -((monday + step - charged_to) // step)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)


def accrued_uc(awards: Sequence[Paid], assessment_day: int, on: date, batches: Rhythm | None = None,
               came_on: date | None = None) -> int:
    """Universal Credit built up on a day: by the days gone of this assessment period, and those before it until they are paid.

    What holds on a period's last day holds for all of it. ``came_on``: when money came last; it may come a week early.

    >>> accrued_uc([Paid(date(2026, 1, 8), None, 43_333)], 8, date(2026, 11, 10))  # three days; the 13th pays the period before
    47666
    """
    found = 0
    for period, pay_day in open_periods(on, assessment_day, batches):
        pence = next((one.pence for one in awards
                      if one.start < period.end and (one.end is None or one.end >= period.end)), 0)
        if period.end > on:
            found += portion(pence, (on - period.start).days + 1, (period.end - period.start).days)
        elif came_on is None or came_on < max(pay_day - _EARLY, period.end):
            found += pence
    return found


@lru_cache(maxsize=1024)
def open_periods(on: date, assessment_day: int, batches: Rhythm | None) -> tuple[tuple[Period, date], ...]:
    """The assessment period of a day and those before it of which the pay day has not come, with that day; the newest first."""
    period = period_holding(on, assessment_day)
    found = [(period, _pay_day(period, batches))]
    while True:
        period = period_holding(period.start - DAY, assessment_day)
        pay_day = _pay_day(period, batches)
        if pay_day <= on:
            return tuple(found)
        found.append((period, pay_day))


def _pay_day(period: Period, batches: Rhythm | None) -> date:
    return period.paid_on if batches is None else next(batches.runs(period.paid_on)).paid_on
