"""The clocks of a claim as dated rows, and the days they give (rulebook §6.2, §6.4). Pure.

Which payment comes when is not decided here, nor what is paid.
"""

from datetime import date, timedelta
from enum import StrEnum

from housingdesk.benefits.rules.words import WhatChanged
from housingdesk.values.dates import DAY, WEEK, add_months, add_working_days, week_of
from housingdesk.values.rows import frozen


class Unit(StrEnum):
    """What a clock counts."""

    DAY = "days"
    WEEK = "weeks"
    MONTH = "months"
    WORKING_DAY = "working days"


@frozen
class Clock:
    """How long something may take, on the days from ``start`` to ``end`` (both counted; None: open)."""

    key: str
    amount: int
    unit: Unit
    words: str
    source: str
    start: date | None = None
    end: date | None = None

    def said(self) -> str:
        """``14 days``, ``1 month``."""
        return f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"


_DA = "D&A Regs 2001"
CLOCKS = (
    Clock("form", 1, Unit.MONTH, "the form back after the first contact, so that the claim counts from it",
          "HB Regs 2006 reg 83"),
    Clock("evidence", 1, Unit.MONTH, "evidence after it was asked for, longer where that is reasonable",
          "HB Regs 2006 regs 83, 86"),
    Clock("chase 1", 7, Unit.DAY, "ask again for evidence", "practice"),
    Clock("chase 2", 14, Unit.DAY, "ask a second time", "practice"),
    Clock("chase 3", 21, Unit.DAY, "ask a third time", "practice"),
    Clock("decision", 14, Unit.DAY, "the decision once everything is there", "HB Regs 2006 reg 89"),
    Clock("first payment", 14, Unit.DAY, "the first payment after the claim", "HB Regs 2006 reg 91(3)"),
    Clock("on account", 15, Unit.DAY, "from then a payment on account can be asked for", "HB Regs 2006 reg 93"),
    Clock("backdate", 6, Unit.MONTH, "backdating for working age, with good cause throughout", "HB Regs 2006 reg 83(12)",
          end=date(2016, 3, 31)),
    Clock("backdate", 1, Unit.MONTH, "backdating for working age, with good cause throughout", "HB Regs 2006 reg 83(12)",
          start=date(2016, 4, 1)),
    Clock("backdate, pension age", 3, Unit.MONTH, "backdating for pension age, without a reason", "HB (SPC) Regs 2006 reg 64"),
    Clock("two homes", 4, Unit.WEEK, "two homes after a move, where that could not be avoided", "HB Regs 2006 reg 7(6)"),
    Clock("two homes, violence", 52, Unit.WEEK, "two homes after fleeing violence", "HB Regs 2006 reg 7(6)"),
    Clock("before moving in", 4, Unit.WEEK, "the new home before moving in, for example while it is adapted",
          "HB Regs 2006 reg 7(8)"),
    Clock("pay us", 8, Unit.WEEK, "of rent owed, and the council must pay us", "HB Regs 2006 reg 95"),
    Clock("frequency", 4, Unit.WEEK, "between payments to a landlord, in arrears", "HB Regs 2006 reg 92"),
    Clock("change", 1, Unit.MONTH, "to tell of a change that brings more", f"{_DA} regs 7, 8; HB Regs 2006 reg 79"),
    Clock("suspension", 1, Unit.MONTH, "to answer while it is suspended", f"{_DA} regs 11–14"),
    Clock("ask again", 1, Unit.MONTH, "to ask for a decision to be looked at again", f"{_DA} regs 4, 18"),
    Clock("ask again late", 13, Unit.MONTH, "at the very latest, with a reason for being late", f"{_DA} regs 5, 19"),
    Clock("portal", 2, Unit.WORKING_DAY, "to answer the landlord portal", "practice"),
)
HB_MUST_PAY_WEEKS = 8


def clock(key: str, on: date) -> Clock:
    """The clock in force on a day; KeyError where there is none."""
    for one in CLOCKS:
        if one.key == key and (one.start is None or one.start <= on) and (one.end is None or on <= one.end):
            return one
    raise KeyError(key)


def after(key: str, day: date, holidays: frozenset[date] = frozenset()) -> date:
    """The day on which a clock that starts on a day has run.

    >>> after("decision", date(2026, 11, 2)), after("evidence", date(2026, 1, 31))
    (datetime.date(2026, 11, 16), datetime.date(2026, 2, 28))
    """
    return _moved(clock(key, day), day, 1, holidays)


def before(key: str, day: date) -> date:
    """The day as far back as a clock reaches."""
    return _moved(clock(key, day), day, -1, frozenset())


def _moved(one: Clock, day: date, way: int, holidays: frozenset[date]) -> date:
    match one.unit:
        case Unit.DAY:
            return day + timedelta(way * one.amount)
        case Unit.WEEK:
            return day + way * one.amount * WEEK
        case Unit.MONTH:
            return add_months(day, way * one.amount)
        case Unit.WORKING_DAY:
            return add_working_days(day, way * one.amount, holidays)


def claim_date(first_contact: date, form_on: date) -> date:
    """The day a claim counts from: the first contact if the form came within a month of it, else the form's own day.

    >>> claim_date(date(2026, 11, 2), date(2026, 12, 2)), claim_date(date(2026, 11, 2), date(2026, 12, 3))
    (datetime.date(2026, 11, 2), datetime.date(2026, 12, 3))
    """
    return first_contact if form_on <= after("form", first_contact) else form_on


def first_day(claimed_on: date, liable_from: date) -> date:
    """The first day of Housing Benefit: the Monday after the claim, or the first day of rent if that is in the same week.

    Source: HB Regs 2006 regs 76, 80. Benefit weeks begin on Mondays. Rent that begins later is paid for from its first day.

    >>> first_day(date(2026, 11, 25), date(2026, 11, 2)), first_day(date(2026, 11, 25), date(2026, 11, 23))
    (datetime.date(2026, 11, 30), datetime.date(2026, 11, 23))
    """
    if week_of(liable_from) >= week_of(claimed_on):
        return liable_from
    return week_of(claimed_on) + WEEK


def backdated_to(claimed_on: date, *, pension_age: bool) -> date:
    """The earliest day to which a claim made on a day can be backdated."""
    return before("backdate, pension age" if pension_age else "backdate", claimed_on)


def two_homes_until(moved_on: date, *, violence: bool = False) -> date:
    """The last day on which both homes can be paid for after a move."""
    return after("two homes, violence" if violence else "two homes", moved_on) - DAY


def paid_before_moving(moved_in_on: date) -> date:
    """The first day on which the new home can be paid for before it was lived in."""
    return before("before moving in", moved_in_on)


def change_counts_from(what: WhatChanged, happened_on: date, told_on: date, *, more: bool) -> date:
    """The Monday (for rent: of the week in which it changes) from which a change of circumstances counts.

    ``more``: it brings more benefit. Told later than a month after the day, it then counts only from when it was told.
    """
    late = more and told_on > after("change", happened_on)
    counted = told_on if late else happened_on
    return week_of(counted) if what is WhatChanged.RENT and not late else week_of(counted) + WEEK


def ask_again(told_on: date) -> tuple[date, date]:
    """The last day to ask for a decision to be looked at again or to appeal, and the very last day with a reason."""
    return after("ask again", told_on), after("ask again late", told_on)
