"""A made-up year of one claim in which everything came as it should: the true calendar of its payments, before its oddity.

The calendar is reckoned here anew, from what councils and the DWP say of their pay days, and not by the program's rules.
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from housingdesk.benefits.rules.expected.shapes import Came, Deduction, Halt, History, Paid, Run
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY, WEEK, is_working_day
from housingdesk.values.money import portion


@dataclass(slots=True)
class Pay:
    """One payment of the true calendar: the day, the days it is for, and what the award makes of them."""

    on: date
    start: date
    end: date
    pence: int


@dataclass(slots=True)
class Year:
    """A claim whose money came as it should, to be bent by its oddity."""

    rng: Random
    payer: Payer = Payer.HB
    weekly: int = 0
    on: date = date.min
    pays: list[Pay] = field(default_factory=list)
    came: dict[date, list[Came]] = field(default_factory=dict)
    truth: dict[date, GapClass] = field(default_factory=dict)
    awards: list[Paid] = field(default_factory=list)
    halts: tuple[Halt, ...] = ()
    runs: tuple[Run, ...] = ()
    own: tuple[Came, ...] = ()
    recovering: tuple[Deduction, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    direct_from: date | None = None
    day: int | None = None
    rhythm: Rhythm | None = None
    since: date = date.min

    def history(self) -> History:
        """Only what is known on the day."""
        came = tuple(one for some in self.came.values() for one in some if one.on <= self.on)
        return History(self.payer, "the council" if self.payer is Payer.HB else "the DWP", tuple(self.awards), self.since, came,
                       self.rhythm, self.day, self.direct_from, self.halts, self.runs, (), self.own, self.recovering,
                       self.deductions)

    @property
    def past(self) -> list[Pay]:
        """What was due by now."""
        return [pay for pay in self.pays if pay.on <= self.on]

    def some(self, first: int = 2, last: int = 2) -> int:
        """The place of a payment well inside the year."""
        return self.rng.randrange(first, len(self.past) - last)

    def settle(self) -> None:
        """Everything due came on its day; the rest is to come."""
        for pay in self.pays:
            if pay.on <= self.on:
                self.pay(pay, pay.pence)
                self.truth[pay.on] = GapClass.NONE
            else:
                self.truth[pay.on] = GapClass.NOT_YET_DUE

    def pay(self, pay: Pay, pence: int, *, on: date | None = None, start: date | None = None) -> None:
        """Money for one payment, instead of what came for it; Universal Credit does not say what it is for."""
        days = (start or pay.start, pay.end) if self.payer is Payer.HB else (None, None)
        self.came[pay.on] = [Came(on or pay.on, pence, *days)] if pence else []


def bank_day(day: date, step: timedelta) -> date:
    """The day, or the next (step back: the last) on which banks work."""
    while not is_working_day(day):
        day += step
    return day


def hb_year(year: Year, *, on: date | None = None, weekday: int | None = None) -> None:
    """A council's runs every four weeks for the weeks before the Monday of the run, from two years before."""
    rng = year.rng
    year.weekly = rng.randrange(4_000, 28_000)
    anchor = date(2025, 1, 6) + rng.randrange(4) * WEEK
    weekday = rng.randrange(5) if weekday is None else weekday
    latest = on or date(2026, 1, 5) + rng.randrange(330) * DAY
    mondays = [anchor + 4 * WEEK * number for number in range(-26, 40)]
    last = max(monday for monday in mondays if bank_day(monday + weekday * DAY, DAY) + 9 * DAY <= latest)
    year.on = bank_day(last + weekday * DAY, DAY) + rng.randrange(9, 17) * DAY
    year.since = year.on - 53 * WEEK
    for monday in mondays:
        day = bank_day(monday + weekday * DAY, DAY)
        if year.since <= day <= year.on + 9 * WEEK:
            year.pays.append(Pay(day, monday - 4 * WEEK, monday, 4 * year.weekly))
    plain = next(monday for monday in mondays if is_working_day(monday + weekday * DAY) and monday > anchor)
    year.rhythm = Rhythm(4, plain + weekday * DAY, plain - DAY)
    year.awards = [Paid(year.since - 30 * WEEK, None, year.weekly)]


def month_day(year: int, month: int, day: int) -> date:
    """A day of a month counted on from January; in a month without it, the last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def uc_year(year: Year, *, on: date | None = None) -> None:
    """Assessment periods from a day of the month, each paid to us a week after its last day, or on the bank day before."""
    rng = year.rng
    year.payer, year.day = Payer.UC, rng.randrange(1, 32)
    year.weekly = rng.randrange(6_000, 20_000)
    latest = on or date(2026, 1, 5) + rng.randrange(330) * DAY
    months = [(month_day(2024, number, year.day), month_day(2024, number + 1, year.day)) for number in range(1, 46)]
    days = {end: bank_day(end + 6 * DAY, -DAY) for _, end in months}
    year.on = max(day for day in days.values() if day + 9 * DAY <= latest) + rng.randrange(9, 17) * DAY
    year.since = year.on - 53 * WEEK
    pence = portion(year.weekly, 52, 12)
    year.pays = [Pay(days[end], start, end, pence) for start, end in months if year.since <= days[end] <= year.on + 9 * WEEK]
    year.awards = [Paid(date(2024, 1, 31), None, pence)]


def monthly(year: Year) -> int:
    """What a year's weekly rent comes to a month."""
    return portion(year.weekly, 52, 12)
