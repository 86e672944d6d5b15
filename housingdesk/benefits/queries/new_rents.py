"""The new rents of a council's claimants from a day on, in one list for the council: what changes in April, each year."""

from datetime import date
from typing import Any

from housingdesk.benefits.models import Claim
from housingdesk.benefits.rules.agreed_rent import Charged, charged_on
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.words import HB_KINDS
from housingdesk.people.models import Person
from housingdesk.rent.models import Account, ChargeLine
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.review.year import from_on
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY, month_start
from housingdesk.values.rows import frozen


@frozen
class NewRent:
    """One claimant's rent before and from the day, pence a week: the whole rent, and what of it counts for benefit."""

    claim_id: int
    person: str
    claim_reference: str
    rent_reference: str
    address: str
    was_pence: int
    rent_pence: int
    was_eligible_pence: int
    eligible_pence: int


NEW_RENT_HEADS = ("Claimant", "Claim reference", "Our reference", "Address", "Rent before", "Rent from", "Counted before",
                  "Counts from")
"""The heads of the list, in the order of ``cells``; the last four hold pence a week."""


def new_rents(council_id: int, start: date) -> tuple[NewRent, ...]:
    """The claimants of a council whose charges change on a day, by name. Two statements for any number of claims.

    Whoever pays by the month has the new charge from the first of that month.
    """
    rows: Any = (Claim.select(Claim.id, Person.name, Claim.reference, Account.reference, Tenancy.address, Tenancy.postcode,
                              Account.id, Account.frequency)
                 .join(Person).switch(Claim).join(Tenancy).join(Account, on=(Account.tenancy == Tenancy.id))
                 .where((Claim.council == council_id) & Claim.kind.in_(list(HB_KINDS)) & Claim.state.in_(list(LIVE))
                        & (Account.kind == AccountKind.RENT)).order_by(Person.name, Claim.id).tuples())
    found = list(rows)
    lines = _lines({row[6]: Frequency(row[7]) for row in found}, start)
    made = []
    for claim_id, person, reference, account, address, postcode, account_id, frequency in found:
        before = from_on(Frequency(frequency), start) - DAY
        was, now = charged_on(lines.get(account_id, ()), before), charged_on(lines.get(account_id, ()), start)
        if was != now and now[0]:
            made.append(NewRent(claim_id, person, reference, account, f"{address} {postcode}".strip(), was[0], now[0], was[1],
                                now[1]))
    return tuple(made)


def next_change(council_id: int, on: date) -> date | None:
    """The next day on which most of a council's claimants have their charges changed; None while no change is entered."""
    mine = (Claim.select(Claim.tenancy).where((Claim.council == council_id) & Claim.kind.in_(list(HB_KINDS))
                                              & Claim.state.in_(list(LIVE))))
    rows: Any = (ChargeLine.select(ChargeLine.start, Account.id).join(Account)
                 .where(Account.tenancy.in_(mine) & (Account.kind == AccountKind.RENT) & (ChargeLine.start > on)).tuples())
    days: dict[date, set[int]] = {}
    for day, account in rows:
        days.setdefault(day, set()).add(account)
    return min(days, key=lambda day: (-len(days[day]), day), default=None)


def cells(row: NewRent) -> tuple[str | int, ...]:
    """A row for a spreadsheet: words, then pence a week."""
    return (row.person, row.claim_reference, row.rent_reference, row.address, row.was_pence, row.rent_pence,
            row.was_eligible_pence, row.eligible_pence)


def _lines(accounts: dict[int, Frequency], start: date) -> dict[int, list[Charged]]:
    rows: Any = (ChargeLine.select(ChargeLine.account, ChargeLine.code, ChargeLine.pence, ChargeLine.start, ChargeLine.end)
                 .where(ChargeLine.account.in_(list(accounts)) & (ChargeLine.start <= start)
                        & (ChargeLine.end.is_null() | (ChargeLine.end >= month_start(start)))).tuples())
    found: dict[int, list[Charged]] = {}
    for account, code, pence, first, end in rows:
        found.setdefault(account, []).append(Charged(code, weekly_equivalent(pence, accounts[account]), first, end))
    return found
