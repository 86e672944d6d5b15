"""Where a bank line may go: people found by any fragment, and the ledger's own accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from housingdesk.access.queries import find
from housingdesk.bank.models import BankAccount
from housingdesk.people.models import Person
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.rules.words import PERSONAL, AccountKind
from housingdesk.tenancies.models import Holder, Tenancy


@dataclass(frozen=True, slots=True)
class Target:
    """An account that money can be posted to. ``owed_pence`` is its balance; ``former`` when the agreement has ended."""

    id: int
    name: str
    detail: str
    kind: AccountKind
    reference: str
    owed_pence: int
    tenancy_id: int | None
    former: bool


def find_targets(text: str, limit: int = 12) -> list[Target]:
    """Accounts of people that fit a fragment of name, phone, address or reference; the home's account first."""
    hits = find(text, limit=40, kinds=("tenancy", "person"))
    tenancies = [h.record_id for h in hits if h.kind == "tenancy"]
    people = [h.record_id for h in hits if h.kind == "person"]
    if people:
        tenancies += [r[0] for r in Holder.select(Holder.tenancy).join(Person).where(Person.id.in_(people)).tuples()]
    order = {tenancy: place for place, tenancy in reversed(list(enumerate(tenancies)))}
    rows = (_select().where(Account.tenancy.in_(list(order) or [0]) & Account.kind.in_(list(PERSONAL))).tuples())
    found = [_target(r) for r in rows]
    found.sort(key=lambda t: (t.former, order.get(t.tenancy_id or 0, 999), t.kind is not AccountKind.RENT, t.reference))
    return found[:limit]


def ledger_targets() -> list[Target]:
    """Nominal codes and control accounts, for money that is not one person's; unidentified money has its own key."""
    kinds = (AccountKind.NOMINAL, AccountKind.CONTROL)
    rows = (_select().where(Account.kind.in_(kinds) & Account.id.not_in(BankAccount.select(BankAccount.nominal)))
            .order_by(Account.kind, Account.name).tuples())
    return [_target(r) for r in rows]


def target(account_id: int) -> Target | None:
    """One account as a place for money."""
    row = _select().where(Account.id == account_id).tuples().first()
    return _target(row) if row else None


def targets(account_ids: Sequence[int]) -> list[Target]:
    """These accounts as places for money, in the order asked for."""
    rows = {row[0]: _target(row) for row in _select().where(Account.id.in_(list(account_ids))).tuples()}
    return [rows[i] for i in account_ids if i in rows]


def _select() -> Any:
    return (Account.select(Account.id, Account.name, Account.kind, Account.reference, Balance.pence, Account.tenancy,
                           Account.closes_on, Tenancy.reference, Tenancy.address)
            .join(Balance, on=(Balance.account == Account.id))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy)))


def _target(row: tuple[Any, ...]) -> Target:
    account, name, kind, reference, pence, tenancy, closes, tenancy_reference, address = row
    kind = AccountKind(kind)
    words = ["" if kind is AccountKind.RENT else str(kind), tenancy_reference, address]  # what tells two apart comes first
    detail = " · ".join(w for w in words if w) or str(kind)
    return Target(account, name or reference, detail, kind, reference, int(pence), tenancy, closes is not None)
