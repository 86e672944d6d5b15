"""Counting the time of a notice (rulebook §3.3): weeks, months, and the first or last day of a rent period."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.errors import Refused
from housingdesk.values.dates import DAY, WEEKDAYS, add_months

_PERIOD = re.compile(r"(\d+) (day|week|month)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of notice: whole months by the corresponding date, weeks and days by counting."""

    months: int = 0
    days: int = 0
    words: str = "no time"

    def after(self, day: date) -> date:
        """The day on which the period ends when ``day`` itself is not counted.

        >>> Period.parse("2 weeks").after(date(2026, 11, 24)), Period.parse("2 months").after(date(2026, 11, 30))
        (datetime.date(2026, 12, 8), datetime.date(2027, 1, 30))
        """
        return add_months(day, self.months) + timedelta(days=self.days)

    @classmethod
    def parse(cls, words: str) -> "Period":
        """``2 weeks``, ``1 month``, ``28 days``; Refused for anything else."""
        found = _PERIOD.fullmatch(words.strip())
        if found is None:
            raise Refused(f"“{words}” is not a length of notice. Write it like 2 weeks, 1 month or 28 days")
        number, unit = int(found[1]), found[2]
        return cls(number, 0, words) if unit == "month" else cls(0, number * (7 if unit == "week" else 1), words)


class Every(StrEnum):
    """How often the rent falls due."""

    WEEK = "weekly"
    FORTNIGHT = "fortnightly"
    FOUR_WEEKS = "4-weekly"
    MONTH = "monthly"


_DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.FOUR_WEEKS: 28}


@dataclass(frozen=True, slots=True)
class RentPeriods:
    """The periods of an agreement: how often, and the first day of any one of them."""

    every: Every
    first_day: date

    def start(self, day: date) -> date:
        """The first day of the period in which ``day`` falls.

        >>> RentPeriods(Every.MONTH, date(2026, 1, 1)).start(date(2026, 11, 10))
        datetime.date(2026, 11, 1)
        """
        if self.every is not Every.MONTH:
            return day - timedelta(days=(day - self.first_day).days % _DAYS[self.every])
        months = (day.year - self.first_day.year) * 12 + day.month - self.first_day.month
        begun = add_months(self.first_day, months)
        return begun if begun <= day else add_months(self.first_day, months - 1)

    def next_start(self, day: date) -> date:
        """The first day of a period on or after ``day``."""
        begun = self.start(day)
        if begun == day:
            return day
        if self.every is not Every.MONTH:
            return begun + timedelta(days=_DAYS[self.every])
        months = (begun.year - self.first_day.year) * 12 + begun.month - self.first_day.month
        return add_months(self.first_day, months + 1)

    def end_on_or_after(self, day: date) -> date:
        """The last day of a period on or after ``day``."""
        return self.next_start(day + DAY) - DAY

    def edge_on_or_after(self, day: date) -> date:
        """The first or the last day of a period on or after ``day``, whichever comes first (*Crate v Miller* [1947])."""
        return min(self.next_start(day), self.end_on_or_after(day))

    @property
    def length(self) -> Period:
        """One period."""
        if self.every is Every.MONTH:
            return Period(1, 0, "1 month")
        weeks = _DAYS[self.every] // 7
        return Period(0, weeks * 7, f"{weeks} week{'' if weeks == 1 else 's'}")

    @property
    def starts_words(self) -> str:
        """On which days a period starts: ``a Monday``, ``the 1st of a month``."""
        if self.every is Every.MONTH:
            return f"day {self.first_day.day} of a month"
        return f"a {WEEKDAYS[self.first_day.weekday()]}" + ("" if self.every is Every.WEEK else " on which a period starts")
