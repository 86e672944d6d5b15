"""Benefit that should come to an account and what came, payer by payer; and what is owed only because it comes in arrears."""

from datetime import date, timedelta

from housingdesk.benefits.queries.accrued import accrued, accrued_by_payer
from housingdesk.benefits.queries.expected_facts import Known, known_of
from housingdesk.benefits.rules.expected import telling
from housingdesk.benefits.rules.expected.gaps import classify, coming
from housingdesk.benefits.rules.expected.settling import ROUNDING
from housingdesk.benefits.rules.expected.shapes import Due, ExpectedAndPaid, Row
from housingdesk.benefits.rules.expected.uc_periods import week_53_shortfall
from housingdesk.benefits.rules.words import GapClass
from housingdesk.errors import NotFound
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.words import Frequency, Payer
from housingdesk.values.dates import rent_year_of
from housingdesk.values.money import format_pence, portion

__all__ = ["accrued", "expected_and_paid", "next_dues"]

_COMING = 2
_AHEAD = timedelta(weeks=52)
"""As far as an award is likely to hold: rents change every April, and with them what is expected."""


def expected_and_paid(account_id: int, on: date) -> tuple[ExpectedAndPaid, ...]:
    """What every payer of benefit should pay and paid in the last year, and its next payments; one for each payer."""
    row = account(account_id)
    if row is None:
        raise NotFound("This account is no longer there")
    known = known_of(row, on)
    built_up = accrued_by_payer(on, [account_id]) if known else {}
    weekly = row.frequency is not Frequency.MONTHLY
    return tuple(_one(account_id, one, on, built_up.get((account_id, one.payer), 0), charged_weekly=weekly) for one in known)


def _one(account_id: int, known: Known, on: date, accrued_pence: int, *, charged_weekly: bool) -> ExpectedAndPaid:
    rows = _shown(classify(known.history, on), on)
    ahead = next((row.due for row in rows if row.due is not None and row.due.pence and row.gap is GapClass.NOT_YET_DUE), None)
    paid_to = telling.paid_to(rows)
    if known.pending:
        sentence = "The claim is not decided: nothing is expected of it yet"
    elif known.to_tenant and not rows:
        sentence = "It is paid to the tenant, and not to us"
    else:
        sentence = telling.summary(rows, paid_to, ahead, on) + (_week_53(known, on) if charged_weekly else "")
    missing = sum(row.missing_pence for row in rows if row.missing_pence > ROUNDING)
    return ExpectedAndPaid(account_id, known.payer, rows, paid_to, ahead, sentence, missing, accrued_pence, known.source,
                           known.claim_id)


def _week_53(known: Known, on: date) -> str:
    """What a rent year of 53 weeks leaves to the tenant, of whom Universal Credit pays 52 (rulebook §6.4)."""
    monthly = next((paid.pence for paid in known.history.awards if paid.start <= on and (paid.end is None or on < paid.end)), 0)
    short = week_53_shortfall(portion(monthly, 12, 52), rent_year_of(on)) if known.payer is Payer.UC else 0
    words = f". This rent year has 53 weeks, and Universal Credit pays 52: {format_pence(short)} is the tenant’s"
    return words if short else ""


def _shown(rows: tuple[Row, ...], on: date) -> tuple[Row, ...]:
    """The rows of the past and the next two."""
    past = [row for row in rows if row.due is None or row.due.due_on <= on]
    ahead = [row for row in rows if row.due is not None and row.due.due_on > on]
    return (*past, *ahead[:_COMING])


def next_dues(account_id: int, payer: Payer, on: date) -> list[Due]:
    """What is still to come of a payer's payments to an account from a day on, for a year; none while it is stopped."""
    row = account(account_id)
    known = next((one for one in known_of(row, on) if one.payer is payer), None) if row is not None else None
    return [] if known is None else coming(known.history, on, on + _AHEAD)
