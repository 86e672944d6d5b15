"""What of an account may go back to whom, and what else the same people owe. Only what is in the ledger counts."""

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Balance, MoneyRequest
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.asking import Check
from housingdesk.rent.rules.words import PERSONAL, AccountKind, RequestKind, RequestState
from housingdesk.tenancies.models import Holder, Tenancy
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class OtherAccount:
    """Another account of the same people: what it is and how it stands. ``own_agreement``: of the same agreement."""

    id: int
    reference: str
    name: str
    kind: AccountKind
    pence: int
    closes_on: date | None
    own_agreement: bool
    detail: str

    @property
    def words(self) -> str:
        """``court costs 0001239C``; ``rent 0004560, 12 Dale Street, left``."""
        left = ", left" if self.closes_on is not None and not self.own_agreement else ""
        return f"{self.kind} {self.reference}{'' if self.own_agreement or not self.detail else ', ' + self.detail}{left}"


def household_accounts(account_id: int) -> tuple[OtherAccount, ...]:
    """Other accounts of the people whose account this is: those of the same agreement first, then their other agreements."""
    own = account_queries.account(account_id)
    if own is None:
        raise NotFound("That account is not there")
    if own.tenancy_id is None:
        return ()
    people = Holder.select(Holder.person).where(Holder.tenancy == own.tenancy_id)
    theirs = Holder.select(Holder.tenancy).where(Holder.person.in_(people))
    rows: Any = (Account.select(Account.id, Account.reference, Account.name, Account.kind, Balance.pence, Account.closes_on,
                                Account.tenancy, Tenancy.address)
                 .join(Balance, on=(Balance.account == Account.id))
                 .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
                 .where(((Account.tenancy == own.tenancy_id) | Account.tenancy.in_(theirs)) & (Account.id != account_id)
                        & Account.kind.in_(list(PERSONAL))).tuples())
    found = [OtherAccount(row[0], row[1], row[2], AccountKind(row[3]), int(row[4]), row[5], row[6] == own.tenancy_id,
                          row[7] or "") for row in rows]
    return tuple(sorted(found, key=lambda one: (not one.own_agreement, one.closes_on is not None, one.reference)))


def asked_already(account_ids: Collection[int]) -> dict[int, int]:
    """What is asked for as refunds of these accounts and not decided yet, pence."""
    rows: Any = (MoneyRequest.select(MoneyRequest.account, fn.SUM(MoneyRequest.pence))
                 .where(MoneyRequest.account.in_(list(account_ids)) & (MoneyRequest.kind == RequestKind.REFUND)
                        & (MoneyRequest.state == RequestState.ASKED)).group_by(MoneyRequest.account).tuples())
    return {account: int(pence) for account, pence in rows}


def credit_of(account_id: int) -> int:
    """What may go back at most, without sign: the whole account's credit less what is asked for already.

    A credit of the own part beside what benefit has still to pay is none: the account as a whole is not in credit.
    """
    own = account_queries.account(account_id)
    if own is None:
        raise NotFound("That account is not there")
    return max(0, -own.pence - asked_already([account_id]).get(account_id, 0))


def rent_checks(account_id: int) -> tuple[Check, ...]:
    """What the ledger itself says before a refund: the true credit, and what else these people owe (to be set off first)."""
    own = account_queries.account(account_id)
    if own is None:
        raise NotFound("That account is not there")
    left = credit_of(account_id)
    asked = asked_already([account_id]).get(account_id, 0)
    also = f", of which {format_pence(asked)} is asked for already" if asked else ""
    found = [Check("credit", f"{format_pence(max(0, -own.pence))} is in credit on this account{also}", left, stops=left <= 0)]
    if own.own_pence < 0 <= own.pence:
        theirs = format_pence(own.pence - own.own_pence)
        found = [Check("credit", f"The account as a whole is not in credit: {theirs} is still to come from others, and that is "
                                 f"no credit to give back", stops=True)]
    if own.kind not in PERSONAL:
        found.append(Check("kind", "Refunds are made of a person’s account", stops=True))
    debts = [one for one in household_accounts(account_id) if one.pence > 0]
    if debts:
        owed = sum(one.pence for one in debts)
        said = "; ".join(f"{format_pence(one.pence)} on {one.words}" for one in debts[:4])
        found.append(Check("debts", f"They owe {format_pence(owed)} elsewhere: {said}", owed,
                           asks="Did they agree to set it off first? Transfer it, or say why not"))
    else:
        found.append(Check("debts", "They owe nothing on another account"))
    return tuple(found)
