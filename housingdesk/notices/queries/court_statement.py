"""The rent statement for a court, read from the ledger: rent alone, and it must end at what the ledger says."""

from datetime import date

from housingdesk.errors import Refused
from housingdesk.notices.queries.content import home_lines, sender_of
from housingdesk.notices.rules.court_statement import (
    EVERY,
    CourtStatement,
    Entry,
    court_lines,
    daily_rate,
    refuse_wrong_total,
    rent_of_period,
    start_of,
)
from housingdesk.rent.queries.accounts import AccountRow, accounts_of, charges_in_force
from housingdesk.rent.queries.ledger import balance_as_at
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import SUB_ACCOUNTS, AccountKind
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case


def rent_account(tenancy_id: int) -> AccountRow:
    """The rent account of an agreement; Refused where there is none: a garage has no rent that a court is asked for."""
    accounts = accounts_of(tenancy_id)
    for account in accounts:
        if account.kind is AccountKind.RENT:
            return account
    if any(account.kind is AccountKind.GARAGE for account in accounts):
        raise Refused("This account is for a garage or store. A rent statement for the court is made for a home")
    raise Refused("There is no rent account, so there is no statement for the court")


def court_statement(tenancy_id: int, on: date) -> CourtStatement:
    """The statement to the end of a day: from the first missed payment, or for two years when that is further back.

    What is owed for anything else (garage, court costs, recharges, overpaid benefit) is named and not counted.
    """
    row, account, known = agreements.tenancy(tenancy_id), rent_account(tenancy_id), settings_queries.values(on)
    whole = [Entry(line.on, line.kind, line.what, line.pence) for line in statement(account.id, date.min, on).lines]
    start, began = start_of(whole, on)
    opening = sum(entry.pence for entry in whole if entry.on < start)
    rent = rent_of_period(sum(c.pence for c in charges_in_force(account.id, row.within(on))), account.frequency)
    made = CourtStatement(
        claimant=sender_of(known).landlord[0], tenants=tuple(_names(tenancy_id, row.within(on)) or [row.names]),
        home=", ".join(home_lines(tenancy_id, on)), reference=row.reference, payment_reference=account.reference, start=start,
        end=on, began=began, opening_pence=opening, lines=court_lines([e for e in whole if e.on >= start], opening),
        rent_pence=rent, daily_pence=daily_rate(rent, account.frequency), every=EVERY[account.frequency],
        apart=tuple(_apart(tenancy_id, on)), charge_word=row.words.charge, demo=bool(known["demo.mark"]))
    refuse_wrong_total(made, balance_as_at(account.id, on))
    return made


def _names(tenancy_id: int, on: date) -> list[str]:
    return [holder.name for holder in agreements.holders_on(tenancy_id, on)]


def _apart(tenancy_id: int, on: date) -> list[str]:
    """What else is owed, in words, so that nobody thinks it was forgotten."""
    owed = ((account.kind, balance_as_at(account.id, on)) for account in accounts_of(tenancy_id)
            if account.kind in SUB_ACCOUNTS or account.kind is AccountKind.GARAGE)
    return [f"{sentence_case(kind)}: {format_pence(pence)}" for kind, pence in owed if pence > 0]
