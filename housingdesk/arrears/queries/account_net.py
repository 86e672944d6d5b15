"""A rent account as its screens show it, with what of it is owed only because benefit is paid in arrears."""

from dataclasses import replace
from datetime import date, datetime

from housingdesk.arrears.queries.net import reckoned
from housingdesk.rent.queries.account_file import AccountFile, Standing, account_file, standing
from housingdesk.rent.queries.accounts import AccountRow, account, explanation
from housingdesk.rent.rules.words import AccountKind


def net_file(account_id: int, on: date, *, as_at: date | None = None, known: datetime | None = None) -> AccountFile | None:
    """One account with its lines; today's with the net figure, one of another day as the ledger has it."""
    row = account(account_id)
    then = as_at is not None or known is not None
    accrued = None if row is None or then else accrued_of(row, on)
    return account_file(account_id, on, as_at=as_at, known=known, accrued_pence=accrued)


def net_standing(tenancy_id: int, on: date) -> Standing | None:
    """How the rent (or garage) account of a tenancy stands today, with the net figure."""
    found = standing(tenancy_id, on)
    return None if found is None else replace(found, accrued_pence=accrued_of(found.account, on))


def net_explanation(account_id: int, on: date) -> list[str]:
    """The sentences that explain a balance, with benefit's part as it is reckoned."""
    row = account(account_id)
    return [] if row is None else explanation(account_id, on, accrued_pence=accrued_of(row, on))


def accrued_of(row: AccountRow, on: date) -> int | None:
    """What is built up on one account; None where nothing is known of its benefit."""
    if row.kind is not AccountKind.RENT:
        return None
    return reckoned(on, [row.id]).of(row.id, row.benefit_pence, row.opens_on)
