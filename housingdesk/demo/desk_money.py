"""Money handed over at the made-up association's desk: keys paid in cash, a cheque that came back, a slip, and the bank's line.

It decides what was taken, when and by whom; how it is stored is ``actions.desk_money``'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.bank.rules.words import TakingWay
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from housingdesk.demo.rhythm import working_day
from housingdesk.values.dates import week_of

NOTE = "paid in"
_CASH, _CHEQUE, _WEEKS_AGO = 3_500, 5_000, 3


@dataclass(frozen=True, slots=True)
class Taken:
    """One taking: on which day, for which of the accounts found, how much and how."""

    on: date
    place: int
    pence: int
    way: TakingWay
    drawn_on: str = ""


def banked_on(today: date) -> date:
    """The day on which the bank showed the slip: the Thursday of three weeks ago."""
    return working_day(week_of(today) - timedelta(weeks=_WEEKS_AGO) + timedelta(days=3))


def deposit(today: date) -> BankLine:
    """The bank's line of the slip that was paid in."""
    truth = Truth(TruthKind.NOT_RENT, note=NOTE)
    return BankLine(banked_on(today), _CASH + _CHEQUE, "CR", "", "PAID IN SLIP 1", "PAID IN SLIP 1", None, None, truth)


def slip_takings(today: date) -> Sequence[Taken]:
    """What was on it: cash, and the cheque that came back."""
    day = banked_on(today) - timedelta(days=1)
    return (Taken(day, 0, _CASH, TakingWay.CASH), Taken(day, 1, _CHEQUE, TakingWay.CHEQUE, "100417"))


def till_takings(today: date) -> Sequence[Taken]:
    """What lies in the till since last week: a cheque, and cash."""
    monday = week_of(today) - timedelta(weeks=1)
    return (Taken(working_day(monday + timedelta(days=1)), 2, 2_350, TakingWay.CHEQUE, "000233"),
            Taken(working_day(monday + timedelta(days=2)), 3, 2_000, TakingWay.CASH))
