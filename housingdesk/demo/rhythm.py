"""The rhythm of charging and paying: ends of charge periods, pay days, and days on which banks work."""

from datetime import date, timedelta

from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.rent.rules.words import WEEKS, Frequency
from housingdesk.values.dates import DAY, add_months, is_working_day, month_start, week_of


def period_end(frequency: Frequency, day: date) -> date:
    """The end of the charge period in which a day lies; a month is charged in the week that holds its first."""
    if frequency is Frequency.MONTHLY:
        return add_months(month_start(week_of(day) + timedelta(days=6)), 1)
    length = WEEKS[frequency] * 7
    return day + timedelta(days=length - (day - CYCLE_START).days % length)


def is_whole_period(frequency: Frequency, start: date, end: date) -> bool:
    """Whether the days are one charge period, neither more nor less."""
    if frequency is Frequency.MONTHLY:
        return start.day == 1 and (end - start).days <= 31
    return (end - start).days == WEEKS[frequency] * 7


def working_day(day: date) -> date:
    """The day, or the next on which banks work."""
    while not is_working_day(day):
        day += DAY
    return day


def next_due(every: Frequency, pay_day: int, after: date) -> date:
    """The next pay day after a day: ``pay_day`` is the day of the month, or the weekday of the cycle's first week."""
    if every is Frequency.MONTHLY:
        due = month_start(after) + timedelta(days=pay_day - 1)
        return due if due > after else add_months(month_start(after), 1) + timedelta(days=pay_day - 1)
    length = WEEKS[every] * 7
    return after + timedelta(days=1 + (pay_day - (after - CYCLE_START).days - 1) % length)
