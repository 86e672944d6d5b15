"""What was frozen and closed by now: the last Sundays and quarter, one week closed, and the codes of the finance system."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from housingdesk.access.act import Act, Who
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.rent.rules.words import AccountKind
from housingdesk.reports.actions.closing import close_period
from housingdesk.reports.actions.freezing import freeze
from housingdesk.reports.actions.journal import set_code
from housingdesk.reports.queries.closing import closing
from housingdesk.reports.queries.journal import known_accounts
from housingdesk.reports.rules.freezing import quarter_end_before
from housingdesk.reports.rules.journal import ledger_key
from housingdesk.reports.rules.words import PeriodKind, SnapshotKind
from housingdesk.values.dates import DAY, WEEK, week_of

_SUNDAYS = 8
_CLOSED_AGO = timedelta(weeks=3)
_CODES = (("debtors:current", "1100", "Rent debtors"), ("debtors:former", "1110", "Former tenants"),
          ("debtors:garages", "1120", "Garage debtors"), ("debtors:court costs", "1130", "Court costs recoverable"),
          ("debtors:recharges", "1140", "Recharges"), ("debtors:overpaid benefit", "1150", "Overpaid benefit recoverable"),
          ("income:rent", "4000", "Rent receivable"), ("income:service charge", "4010", "Service charges, eligible"),
          ("income:personal charge", "4020", "Personal charges"), ("income:water", "4030", "Water"),
          ("income:support", "4040", "Support charges"), ("income:garage", "4050", "Garage rent"),
          ("VAT", "2200", "VAT control"),
          ("void loss", "4900", "Rent lost on empty homes"), ("adjustments", "4910", "Adjustments"),
          ("write-offs", "7100", "Bad debts written off"), ("suspense:suspense", "2900", "Unidentified money"),
          ("recharges made", "4060", "Recharges"), ("opening balances", "3900", "Brought forward"))
_LEDGER = {"bank_charges": "7200", "interest": "4100", "insurance": "7300", "tax": "7400", "operating": "1250",
           "other_income": "4110", "other_costs": "7500"}
_CENTRE = "HSG"

Do = Callable[..., Any]


class ClosingDays:
    """How finance keeps the figures: ``week`` after each Monday's posting, ``fill`` at the end."""

    def __init__(self, do: Do, finance: Who, today: date) -> None:
        self._do, self._finance, self._today = do, finance, today

    def week(self, monday: date) -> int:
        """Freezes the Sunday before, of the last weeks, and the quarter that ended since; returns how many days."""
        if not week_of(self._today) - WEEK * _SUNDAYS < monday < week_of(self._today):
            return 0
        days = [(SnapshotKind.SUNDAY, monday - DAY)]
        ended = quarter_end_before(monday)
        if ended >= monday - WEEK:
            days.append((SnapshotKind.QUARTER, ended))
        return int(self._do(monday, time(17), self._finance, freeze_days, days=tuple(days)))

    def fill(self) -> int:
        """Says the codes and closes one week; returns how many periods are closed."""
        self._do(self._today, time(0, 50), self._finance, map_codes)
        return int(self._do(self._today, time(0, 51), self._finance, close_one, end=week_of(self._today) - DAY - _CLOSED_AGO))


@needs(Permission.RUN_DEBIT)
def freeze_days(act: Act, *, days: tuple[tuple[SnapshotKind, date], ...]) -> int:
    """Freezes the figures of each of these days; returns how many."""
    for kind, on in days:
        freeze(act, kind=kind, on=on)
    return len(days)


@needs(Permission.CLOSE_PERIODS)
def map_codes(act: Act) -> int:
    """The codes of the made-up finance system; returns how many."""
    for key, code, name in _CODES:
        set_code(act, key=key, code=code, name=name, cost_centre=_CENTRE if code[0] in "47" else "")
    known = known_accounts()
    for number, (reference, kind) in enumerate(sorted(known.kinds.items())):
        code = f"12{number:02}" if reference in known.banks else _LEDGER.get(reference, f"21{number:02}")
        if kind is not AccountKind.SUSPENSE:
            set_code(act, key=ledger_key(reference, kind, known), code=code)
    act.undo = None
    act.say(f"{len(_CODES) + len(known.kinds)} nominal codes")
    return len(_CODES) + len(known.kinds)


@needs(Permission.CLOSE_PERIODS)
def close_one(act: Act, *, end: date) -> int:
    """Closes the week to a Sunday where nothing stands against it; returns how many were closed."""
    if not closing(PeriodKind.WEEK, end, act.today).may_close:
        act.say("No week could be closed")
        return 0
    close_period(act, kind=PeriodKind.WEEK, end=end)
    return 1
