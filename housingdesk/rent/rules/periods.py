"""Which days a charge is for: the period of each frequency that holds a day, or that falls due in a rent week."""

from datetime import date, timedelta

from housingdesk.rent.rules.words import WEEKS, Frequency
from housingdesk.values.dates import add_months, month_start

CYCLE_START = date(2018, 4, 2)


def period_due(frequency: Frequency, week: date, cycle_start: date = CYCLE_START) -> tuple[date, date] | None:
    """The period that falls due in the rent week of Monday ``week``, as ``(from, to)``; None when none does.

    Fortnightly and 4-weekly cycles are counted from ``cycle_start``; a month falls due in the week that holds its first.

    >>> period_due(Frequency.MONTHLY, date(2026, 11, 30))
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    if frequency is Frequency.MONTHLY:
        first = month_start(week + timedelta(days=6))
        return (first, add_months(first, 1)) if first >= week else None
    weeks = WEEKS[frequency]
    if (week - cycle_start).days // 7 % weeks:
        return None
    return week, week + timedelta(weeks=weeks)


def period_of(frequency: Frequency, day: date, cycle_start: date = CYCLE_START) -> tuple[date, date]:
    """The charge period that holds a day, as ``(from, to)``.

    >>> period_of(Frequency.FORTNIGHTLY, date(2018, 4, 12))
    (datetime.date(2018, 4, 2), datetime.date(2018, 4, 16))
    """
    if frequency is Frequency.MONTHLY:
        return month_start(day), add_months(month_start(day), 1)
    length = timedelta(weeks=WEEKS[frequency])
    first = day - timedelta(days=(day - cycle_start).days % length.days)
    return first, first + length
