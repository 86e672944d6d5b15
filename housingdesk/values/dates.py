"""Dates that money and law count by: rent weeks and years, working days, and dates as people type and read them.

Periods are half open, ``start <= day < end``, unless a name says otherwise. "Today" is always an argument.
"""

import calendar
import re
from datetime import date, timedelta

from housingdesk.errors import Refused

WEEK = timedelta(days=7)
DAY = timedelta(days=1)

# Bank holidays in England and Wales (Banking and Financial Dealings Act 1971 and royal proclamations), as GOV.UK lists
# them. The association can add an extra holiday in Settings; a year that is not here is refused, never guessed.
_BANK_HOLIDAYS = {
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    2022: "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27",
    2023: "01-01 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    2028: "01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}
BANK_HOLIDAYS: dict[int, frozenset[date]] = {
    year: frozenset(date.fromisoformat(f"{year}-{day}") for day in days.split()) for year, days in _BANK_HOLIDAYS.items()
}
_AT_LEAST = 8
FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR = min(BANK_HOLIDAYS), max(BANK_HOLIDAYS)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


def week_of(day: date) -> date:
    """The Monday on or before a day: a rent week runs Monday to Sunday, as a benefit week does (HB Regs 2006 reg 2)."""
    return day - timedelta(days=day.weekday())


def rent_year_start(year: int) -> date:
    """The first Monday of April: the first day of the rent year that begins in ``year`` (rulebook §5.1)."""
    first = date(year, 4, 1)
    return first + timedelta(days=-first.weekday() % 7)


def rent_year_of(day: date) -> int:
    """The year in which the rent year holding ``day`` began: ``rent_year_of(date(2025, 4, 6)) == 2024``."""
    return day.year if day >= rent_year_start(day.year) else day.year - 1


def weeks_in_rent_year(year: int) -> int:
    """52, or 53 when the year holds 53 Mondays.

    >>> [y for y in range(2020, 2032) if weeks_in_rent_year(y) == 53]
    [2024, 2030]
    """
    return (rent_year_start(year + 1) - rent_year_start(year)).days // 7


def add_months(day: date, months: int) -> date:
    """The corresponding date; where the month has no such day, its last (*Dodds v Walker* [1981] 1 WLR 1027)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age(born_on: date, on: date) -> int:
    """Whole years since a birth.

    >>> age(date(2000, 2, 29), date(2026, 2, 28)), age(date(2000, 2, 29), date(2026, 3, 1))
    (25, 26)
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def month_start(day: date) -> date:
    """The first of the month."""
    return day.replace(day=1)


def is_working_day(day: date, extra_holidays: frozenset[date] = frozenset()) -> bool:
    """Monday to Friday and no bank holiday in England. Refused outside the years whose holidays are known.

    A year becomes known by eight extra holidays in it, which is how many bank holidays England has at least.
    """
    if day.year not in BANK_HOLIDAYS and sum(extra.year == day.year for extra in extra_holidays) < _AT_LEAST:
        raise Refused(f"Bank holidays are known from {FIRST_KNOWN_YEAR} to {LAST_KNOWN_YEAR}, so working days in "
                      f"{day.year} cannot be counted. Add that year's {_AT_LEAST} bank holidays in Settings, Calendar")
    return day.weekday() < 5 and day not in BANK_HOLIDAYS.get(day.year, ()) and day not in extra_holidays


def post_is_collected(day: date) -> bool:
    """Whether letters are collected: not on Sundays and bank holidays (Postal Services Act 2011 ss31, 33).

    A day on which only the office is closed is not one of them.

    >>> [post_is_collected(date(2026, 12, day)) for day in (24, 25, 26, 27, 28, 29)]
    [True, False, False, False, False, True]
    """
    return day.weekday() < 6 and day not in BANK_HOLIDAYS.get(day.year, ())


def add_working_days(day: date, count: int, extra_holidays: frozenset[date] = frozenset()) -> date:
    """The ``count``-th working day after (or, negative, before) a day; the day itself does not count.

    >>> add_working_days(date(2026, 12, 24), 1)
    datetime.date(2026, 12, 29)
    """
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, extra_holidays):
            day += step
    return day


def working_days_between(start: date, end: date, extra_holidays: frozenset[date] = frozenset()) -> int:
    """Working days after ``start`` up to and including ``end``; nil when ``end`` is not later."""
    count = 0
    while start < end:
        start += DAY
        count += is_working_day(start, extra_holidays)
    return count


def format_date(day: date) -> str:
    """As in letters: ``9 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_day(day: date) -> str:
    """As in forms: ``Mon 9 Nov 2026``."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def format_long(day: date) -> str:
    """As said aloud: ``Monday 9 November``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def format_full(day: date) -> str:
    """As papers that count print it: ``Tuesday 8 December 2026``."""
    return f"{format_long(day)} {day.year}"


def format_short(day: date, today: date) -> str:
    """As in tables: ``09 Nov`` in this year, ``09 Nov 25`` otherwise."""
    text = f"{day.day:02d} {MONTHS[day.month - 1][:3]}"
    return text if day.year == today.year else f"{text} {day.year % 100:02d}"


_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]?([a-z]{3,9})(?:[ \-,]+(\d{4}|\d{2}))?")
_SHIFT = re.compile(r"([+-])\s*(\d{1,4})\s*(d|w|m|wd)?")


def parse_date(text: str, today: date) -> date:
    """A date from what a person types, day first: ``9/11``, ``9.11.26``, ``9 nov``, ``today``, ``fri``, ``next mon``,
    ``+14``, ``-1w``, ``+10 wd``. A date without a year is the one nearest to ``today``.

    Raises ValueError with a sentence when it is none.
    """
    typed = " ".join(text.lower().split())
    try:
        return _parse(typed, today)
    except (ValueError, OverflowError):
        shown = text.strip()
        raise ValueError(f"“{shown}” is not a date. Type it like 9/11/2026" if shown else
                         "Type a date, for example 9/11/2026") from None


def _parse(typed: str, today: date) -> date:
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if typed in words:
        return today + timedelta(days=words[typed])
    if match := _SHIFT.fullmatch(typed):
        count = int(match[2]) * (1 if match[1] == "+" else -1)
        if match[3] == "wd":
            return add_working_days(today, count)
        if match[3] == "m":
            return add_months(today, count)
        return today + timedelta(days=count * (7 if match[3] == "w" else 1))
    name = typed.removeprefix("next ")
    if len(name) >= 3 and (index := _index(WEEKDAYS, name)) is not None:
        ahead = (index - today.weekday()) % 7
        return today + timedelta(days=ahead or 7 if typed.startswith("next ") else ahead)
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(typed):
        return _complete(int(match[1]), int(match[2]), match[3], today)
    if match := _NAMED.fullmatch(typed):
        month = _index(MONTHS, match[2])
        if month is not None:
            return _complete(int(match[1]), month + 1, match[3], today)
    raise ValueError(typed)


def _index(names: tuple[str, ...], typed: str) -> int | None:
    found = [i for i, n in enumerate(names) if n.lower().startswith(typed) or n.lower()[:3] == typed]
    return found[0] if len(found) == 1 else None


def _complete(day: int, month: int, year: str | None, today: date) -> date:
    if year is None:
        years = [y for y in (today.year - 1, today.year, today.year + 1)
                 if day <= calendar.monthrange(y, month)[1]]
        return min((date(y, month, day) for y in years), key=lambda d: abs(d - today))
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= today.year % 100 + 20 else 1900
    return date(full, month, day)
