"""Dates as banks write them. Where day and month could change places every date of the file has a vote.

Years of two digits: 80–99 are 1980–1999, the rest 2000–2079 (the rule of SWIFT's own six-digit dates).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from housingdesk.values.dates import MONTHS

_TAIL = r"(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
_NUMERIC = re.compile(r"(\d{1,4}) ?[/.\-' ] ?(\d{1,2}) ?[/.\-' ] ?(\d{1,4})" + _TAIL, re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII)
_SLASHED = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-/.]*([A-Za-z]{3,9})[ \-/.,']*(\d{4}|\d{2})" + _TAIL, re.ASCII)
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})[ .]*(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})" + _TAIL, re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6}.*)?", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +", re.IGNORECASE)
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class Vote:
    """The order of day, month and year in a file. ``ambiguous``: another order would give other dates."""

    order: str
    ambiguous: bool


def full_year(text: str) -> int:
    """The year of two or four digits."""
    year = int(text)
    if len(text) > 2:
        return year
    return 1900 + year if year >= 80 else 2000 + year


def read_day(text: str, order: str = "dmy", earliest: int = 1970) -> date:
    """The date in ``text``; ``order`` decides only where the text itself leaves it open. ValueError says why not.

    ``earliest``: the first year that can be right.

    >>> read_day("03/04/2024").isoformat(), read_day("3 Apr 24").isoformat(), read_day("2024-04-03T10:00").isoformat()
    ('2024-04-03', '2024-04-03', '2024-04-03')
    """
    parts = _parts(text.strip().lstrip("'").strip(), order)
    if parts is None:
        raise ValueError(f"the date “{text.strip()[:40]}” is not a date" if text.strip() else "the date is empty")
    year, month, day = parts
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"the date “{text.strip()}” does not exist") from None
    if not earliest <= found.year <= 2100:
        raise ValueError(f"the date “{text.strip()}” cannot be right")
    return found


def is_day(text: str) -> bool:
    """Whether the text can be a date in some order."""
    for order in ORDERS:
        try:
            read_day(text, order)
        except ValueError:
            continue
        return True
    return False


def _parts(text: str, order: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match[1], match[2], match[3], order)
    if match := _COMPACT.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    text = _WEEKDAY.sub("", text, count=1)
    if match := _DAY_NAMED.fullmatch(text):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_NAMED.fullmatch(text):
        return _named(match[3], match[1], match[2])
    return None


def _named(year: str, month: str, day: str) -> tuple[int, int, int] | None:
    number = _MONTH_NUMBERS.get(month.lower()) or _MONTH_NUMBERS.get(month[:3].lower())
    if number is None or not MONTHS[number - 1].lower().startswith(month.lower().replace("sept", "sep", 1)[:9]):
        return None
    return full_year(year), number, int(day)


def _numeric(first: str, middle: str, last: str, order: str) -> tuple[int, int, int] | None:
    if len(first) == 3 or len(last) == 3 or (len(first) > 2 and len(last) > 2):
        return None
    if len(first) == 4:
        return int(first), int(middle), int(last)
    if order == "ymd" and len(last) <= 2:
        return full_year(first), int(middle), int(last)
    if len(last) == 1:
        return None
    if order == "mdy":
        return full_year(last), int(first), int(middle)
    return full_year(last), int(middle), int(first)


def possible_orders(text: str) -> frozenset[str]:
    """The orders in which the text is an existing date; all of them when the text itself settles it."""
    found = set()
    for order in ORDERS:
        try:
            read_day(text, order)
        except ValueError:
            continue
        found.add(order)
    return frozenset(found)


def vote(texts: Iterable[str]) -> Vote:
    """The one order that fits every date; day first (the UK's) where several do. ValueError when none fits all.

    >>> vote(["03/04/2024", "25/04/2024"]).order, vote(["03/04/2024"]).ambiguous
    ('dmy', True)
    """
    left = frozenset(ORDERS)
    distinct = dict.fromkeys(texts)
    _refuse_mixed_years(distinct)
    for text in distinct:
        possible = possible_orders(text)
        if not possible:
            read_day(text)
        if not left & possible:
            raise ValueError(f"the date “{text.strip()}” has day and month the other way round from the dates before it")
        left &= possible
    order = next(order for order in ORDERS if order in left)
    if "ymd" in left and order != "ymd":
        year_first, year_last = _spread(distinct, "ymd"), _spread(distinct, order)
        if year_first < year_last:
            return Vote("ymd", False)
        if year_first > year_last:
            left -= {"ymd"}
    return Vote(order, any(read_day(text, rival) != read_day(text, order) for rival in left for text in distinct))


def _refuse_mixed_years(texts: Iterable[str]) -> None:
    """A year of two digits among years of four is a date that was cut off: 02/02/20 of 02/02/2024."""
    usual = None
    for text in texts:
        match = _NUMERIC.fullmatch(text.strip())
        long = bool(match and (len(match[1]) == 4 or len(match[3]) == 4))
        if match and usual not in (None, long):
            raise ValueError(f"the date “{text.strip()}” has a year of other length than the dates before it")
        usual = long if match else usual


def _spread(texts: Iterable[str], order: str) -> int:
    """Days from first to last date: 24/01/02 to 24/01/31 is one month of 2024 rather than 29 years."""
    days = [read_day(text, order).toordinal() for text in texts]
    return max(days) - min(days)
