"""Technical arrears: what is owed only because benefit is paid in arrears (rulebook §7). Pure.

It is reckoned for claims in payment, and not from what is missing: money that should have come already and has not is owed.
"""

from datetime import date

from housingdesk.benefits.rules.expected.uc_periods import period_holding
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.values.dates import DAY
from housingdesk.values.money import portion


def accrued_hb(weekly_pence: int, paid_to: date, charged_to: date, end: date | None = None) -> int:
    """Housing Benefit built up: the weekly award for the weeks debited since ``paid_to``; both days are not included.

    >>> accrued_hb(10_000, date(2026, 10, 26), date(2026, 11, 30))
    50000
    """
    last = min(charged_to, end) if end is not None else charged_to
    return portion(weekly_pence, max(0, (last - paid_to).days), 7)


def accrued_uc(monthly_pence: int, assessment_day: int, on: date, start: date, end: date | None = None,
               batches: Rhythm | None = None) -> int:
    """Universal Credit built up on a day: by the days gone of this assessment period, and the one before until it is paid.

    >>> accrued_uc(43_333, 8, date(2026, 11, 10), date(2026, 1, 8))  # three days, and the period paid on 13 November
    47666
    """
    now = period_holding(on, assessment_day)
    if start > on or (end is not None and end <= on):
        return _waiting(monthly_pence, assessment_day, on, start, end, batches) if start <= on else 0
    days = (on - now.start).days + 1
    part = portion(monthly_pence, days, (now.end - now.start).days)
    return part + _waiting(monthly_pence, assessment_day, on, start, end, batches)


def _waiting(monthly_pence: int, assessment_day: int, on: date, start: date, end: date | None, batches: Rhythm | None) -> int:
    """The period before this one, while its pay day has not come."""
    before = period_holding(period_holding(on, assessment_day).start - DAY, assessment_day)
    paid_on = before.paid_on if batches is None else next(batches.runs(before.paid_on)).paid_on
    held = start < before.end and (end is None or end >= before.end)
    return monthly_pence if held and on < paid_on else 0
