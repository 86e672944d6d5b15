"""On which day the settling-in visit is proposed."""

from datetime import date, timedelta

from housingdesk.errors import Refused
from housingdesk.settings import queries as settings
from housingdesk.values.dates import DAY, is_working_day


def visit_proposed(starts_on: date) -> date:
    """So many days after the start (setting ``lettings.visit_days``), moved on to a working day.

    Where the bank holidays of the year are not known yet it is a weekday.
    """
    day: date = starts_on + timedelta(int(settings.value("lettings.visit_days", starts_on)))
    while not _works(day):
        day += DAY
    return day


def _works(day: date) -> bool:
    try:
        return is_working_day(day, settings.extra_holidays(day))
    except Refused:
        return day.weekday() < 5
