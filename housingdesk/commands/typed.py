"""What people type after an option, as values: a day. Refused with the option's name when it is none."""

from datetime import date

from housingdesk.errors import Refused
from housingdesk.values.dates import parse_date


def day_from(text: str, today: date, option: str) -> date:
    """A day as people type it or as machines do (2026-11-23).

    >>> day_from("23/11/2026", date(2026, 1, 1), "--as-at")
    datetime.date(2026, 11, 23)
    """
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise Refused(f"{option}: {error}") from error
