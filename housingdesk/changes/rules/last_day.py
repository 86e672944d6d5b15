"""The last day that follows from a notice, the tenant’s or ours, counted as the law counts it. Pure.

Tenant’s notice: at least four weeks that count the day it is given and leave out the last (*Schnabel v Allard* [1967]), of a
monthly tenancy at least a month, ending on the first or the last day of a period (*Crate v Miller* [1947]); under the Renters’
Rights Act two months. Licences end on any day. The counting itself is the notices room’s ``quit_on``.
"""

from datetime import date

from housingdesk.notices.rules.dates import quit_on
from housingdesk.notices.rules.periods import Period, RentPeriods
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import format_day
from housingdesk.values.rows import frozen

FOUR_WEEKS, TWO_MONTHS = Period.parse("4 weeks"), Period.parse("2 months")
_LAW = {
    Regime.HA88_RRA: "PfEA 1977 s.5(1ZA)", Regime.HA88_OLD: "PfEA 1977 s.5(1)", Regime.SECURE_1985: "PfEA 1977 s.5(1)",
    Regime.BASIC_PROTECTION: "PfEA 1977 s.5(1A)", Regime.LICENCE_EXCLUDED: "The licence", Regime.CONTRACT: "The contract"}


@frozen
class LastDay:
    """The earliest lawful last day, and how it was reached."""

    on: date
    words: str
    law: str


def tenants_notice(given_on: date, periods: RentPeriods, law: Regime, *, any_day: bool = False,
                   agreed_days: int | None = None) -> LastDay:
    """The earliest last day after a notice that the tenant or resident gave on a day.

    ``any_day``: the agreement lets it end on any day. ``agreed_days``: the notice that a licence or contract asks for.

    >>> from housingdesk.notices.rules.periods import Every
    >>> weeks = RentPeriods(Every.WEEK, date(2026, 11, 23))
    >>> tenants_notice(date(2026, 11, 25), weeks, Regime.HA88_OLD).on
    datetime.date(2026, 12, 27)
    >>> tenants_notice(date(2026, 11, 25), weeks, Regime.HA88_RRA).on
    datetime.date(2027, 1, 25)
    """
    if law is Regime.CONTRACT:
        least = periods.length if agreed_days is None else _days(agreed_days)
        return _said(periods.end_on_or_after(least.after(given_on)), least, given_on, law, "ends with a period")
    if law is Regime.LICENCE_EXCLUDED:
        least = FOUR_WEEKS if agreed_days is None else _days(agreed_days)
        return _said(least.after(given_on), least, given_on, law)
    least = TWO_MONTHS if law is Regime.HA88_RRA else FOUR_WEEKS
    if any_day or law is Regime.BASIC_PROTECTION:
        return _said(least.after(given_on), least, given_on, law)
    return _said(quit_on(given_on, periods, least), least, given_on, law, "ends on the first or last day of a period")


def our_notice(left_on: date, periods: RentPeriods, law: Regime, *, agreed_days: int | None = None) -> LastDay:
    """The earliest last day after a notice to quit of ours was served; of an excluded licence as the licence says."""
    if law is Regime.LICENCE_EXCLUDED:
        least = FOUR_WEEKS if agreed_days is None else _days(agreed_days)
        return _said(least.after(left_on), least, left_on, law)
    if law is Regime.BASIC_PROTECTION:
        return _said(FOUR_WEEKS.after(left_on), FOUR_WEEKS, left_on, law)
    if law is Regime.CONTRACT:
        return tenants_notice(left_on, periods, law, agreed_days=agreed_days)
    return LastDay(quit_on(left_on, periods), _words(quit_on(left_on, periods), FOUR_WEEKS, left_on,
                                                     "ends on the first or last day of a period"), "PfEA 1977 s.5(1)")


def is_edge(day: date, periods: RentPeriods) -> bool:
    """Whether a day is the first or the last of a rent period.

    >>> from housingdesk.notices.rules.periods import Every
    >>> weeks = RentPeriods(Every.WEEK, date(2026, 11, 23))
    >>> [is_edge(date(2026, 11, day), weeks) for day in (22, 23, 24)]
    [True, True, False]
    """
    return periods.edge_on_or_after(day) == day


def ends_where_it_likes(law: Regime, any_day: bool) -> bool:
    """Whether a notice of the tenant may name any day."""
    return any_day or law in (Regime.BASIC_PROTECTION, Regime.LICENCE_EXCLUDED)


def _days(number: int) -> Period:
    return Period(0, number, f"{number} day{'' if number == 1 else 's'}")


def _said(on: date, least: Period, given_on: date, law: Regime, edge: str = "") -> LastDay:
    return LastDay(on, _words(on, least, given_on, edge), _LAW[law])


def _words(on: date, least: Period, given_on: date, edge: str) -> str:
    counted = f"{least.words} from {format_day(given_on)}"
    return f"{counted}{f'; it {edge}' if edge else ''}: {format_day(on)} at the earliest"
