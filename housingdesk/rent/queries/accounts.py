"""Reads one account or many: its header, the parts of its balance, what it is charged, and what it expects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare, Entry, ExpectedPayment
from housingdesk.rent.rules.explain import BalanceFacts, Expected, explain
from housingdesk.rent.rules.words import BENEFIT, PER, SUB_ACCOUNTS, AccountKind, EntryKind, Frequency, Payer
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind, words_for


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with its stored balance. Pence; owed is positive. ``charged_to`` is the first day not yet debited."""

    id: int
    reference: str
    kind: AccountKind
    name: str
    tenancy_id: int | None
    parent_id: int | None
    frequency: Frequency
    rent_free: bool
    opens_on: date | None
    closes_on: date | None
    pence: int
    hb_pence: int
    uc_pence: int
    own_pence: int
    support_pence: int
    other_pence: int
    last_receipt_on: date | None
    charged_to: date | None
    tenancy_kind: TenancyKind | None

    @property
    def benefit_pence(self) -> int:
        """What Housing Benefit and Universal Credit have still to pay (negative: paid ahead)."""
        return self.hb_pence + self.uc_pence


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge in force, with the parts each payer pays; pence a week (month)."""

    line_id: int
    code: str
    description: str
    pence: int
    start: date
    end: date | None
    shares: tuple[tuple[Payer, int], ...]


def _select() -> Any:
    # Who holds an agreement changes, and the account goes on: its name is theirs of today.
    name = fn.COALESCE(fn.NULLIF(Tenancy.names, ""), Account.name)
    return (Account.select(Account.id, Account.reference, Account.kind, name, Account.tenancy, Account.parent,
                           Account.frequency, Account.rent_free, Account.opens_on, Account.closes_on, Balance.pence,
                           Balance.hb_pence, Balance.uc_pence, Balance.own_pence, Balance.support_pence, Balance.other_pence,
                           Balance.last_receipt_on, Balance.charged_to, Tenancy.kind)
            .join(Balance, on=(Balance.account == Account.id))
            .join_from(Account, Tenancy, "LEFT OUTER JOIN", on=(Tenancy.id == Account.tenancy)))


def account(account_id: int) -> AccountRow | None:
    """One account by id."""
    row = _select().where(Account.id == account_id).tuples().first()
    return AccountRow(*row) if row else None


def accounts(ids: Iterable[int]) -> dict[int, AccountRow]:
    """Accounts by id; NotFound names the first that is not there."""
    wanted, found = sorted(set(ids)), dict[int, AccountRow]()
    for at in range(0, len(wanted), 10_000):
        found.update({r[0]: AccountRow(*r) for r in _select().where(Account.id.in_(wanted[at:at + 10_000])).tuples()})
    if missing := [i for i in wanted if i not in found]:
        raise NotFound(f"There is no account {missing[0]}")
    return found


def account_by_reference(reference: str) -> AccountRow | None:
    """One account by its payment reference or code."""
    row = _select().where(Account.reference.typed(reference)).tuples().first()
    return AccountRow(*row) if row else None


def accounts_of(tenancy_id: int) -> list[AccountRow]:
    """The accounts of a tenancy, its rent (or garage) account first, then its sub-accounts."""
    rows = [AccountRow(*r) for r in _select().where(Account.tenancy == tenancy_id).tuples()]
    return sorted(rows, key=lambda a: (a.kind in SUB_ACCOUNTS, a.id))


def void_account(space_id: int) -> AccountRow | None:
    """The account of a home while it stands empty; None where it has none."""
    rows: Any = _select().where((Account.space == space_id) & (Account.kind == AccountKind.VOID)).tuples()
    return next((AccountRow(*row) for row in rows), None)


def main_account(tenancy_id: int) -> AccountRow | None:
    """The account of an agreement that its rent is charged to; None where it has none."""
    return next((row for row in accounts_of(tenancy_id) if row.kind in (AccountKind.RENT, AccountKind.GARAGE)), None)


def by_night(tenancy_id: int) -> bool:
    """Whether an agreement is charged by the night: its last day is the day they leave, and the night before is the last."""
    row = main_account(tenancy_id)
    return row is not None and row.frequency is Frequency.NIGHTLY


def ledger_accounts(*kinds: AccountKind) -> list[AccountRow]:
    """Suspense, control and nominal accounts by reference."""
    return [AccountRow(*r) for r in _select().where(Account.kind.in_(kinds)).order_by(Account.reference).tuples()]


def payers(ids: Iterable[int]) -> dict[int, set[Payer]]:
    """Who pays, paid or will pay a part of each account's charges."""
    found: dict[int, set[Payer]] = {i: set() for i in ids}
    wanted = sorted(found)
    for at in range(0, len(wanted), 10_000):
        rows = (ChargeShare.select(ChargeLine.account, ChargeShare.payer).join(ChargeLine)
                .where(ChargeLine.account.in_(wanted[at:at + 10_000])).distinct().tuples())
        for account, payer in rows:
            found[account].add(payer)
    return found


def charges_in_force(account_id: int, on: date) -> list[ChargeRow]:
    """What an account is charged on a day, "the rest" worked out."""
    lines = list(ChargeLine.select().where((ChargeLine.account == account_id) & (ChargeLine.start <= on)
                                           & (ChargeLine.end.is_null() | (ChargeLine.end > on))).order_by(ChargeLine.id))
    shares: dict[int, list[tuple[Payer, int | None]]] = {x.id: [] for x in lines}
    rows = ChargeShare.select(ChargeShare.line, ChargeShare.payer, ChargeShare.pence).where(
        ChargeShare.line.in_(list(shares)) & (ChargeShare.start <= on) & (ChargeShare.end.is_null() | (ChargeShare.end > on)))
    for line, payer, pence in rows.tuples():
        shares[line].append((payer, pence))
    return [ChargeRow(x.id, x.code, x.description, x.pence, x.start, x.end, _shared(x.pence, shares[x.id])) for x in lines]


def _shared(pence: int, shares: list[tuple[Payer, int | None]]) -> tuple[tuple[Payer, int], ...]:
    fixed = sum(p for _, p in shares if p is not None)
    return tuple((payer, p if p is not None else pence - fixed) for payer, p in shares)


def last_noted(account_ids: Sequence[int], payer: Payer) -> list[tuple[int, date]]:
    """The last day on which a payment of a payer is or was expected, by account; accounts without any are left out."""
    found: list[tuple[int, date]] = []
    for at in range(0, len(account_ids), 5_000):
        found += list(ExpectedPayment.select(ExpectedPayment.account, fn.MAX(ExpectedPayment.due_on)).where(
            ExpectedPayment.account.in_(list(account_ids[at:at + 5_000])) & (ExpectedPayment.payer == payer)).group_by(
            ExpectedPayment.account).tuples())
    return found


def expected_payments(account_id: int, on: date, limit: int = 6) -> list[Expected]:
    """Money on its way to an account, the soonest first."""
    rows = (ExpectedPayment.select(ExpectedPayment.due_on, ExpectedPayment.pence, ExpectedPayment.payer)
            .where((ExpectedPayment.account == account_id) & ExpectedPayment.settled_on.is_null()
                   & (ExpectedPayment.due_on >= on)).order_by(ExpectedPayment.due_on).limit(limit).tuples())
    return [Expected(due, pence, str(Payer(payer)) if payer in BENEFIT else "Your agreed payment")
            for due, pence, payer in rows]


def benefit_paid_to(account_id: int) -> date | None:
    """The first day that benefit has not yet covered, from the periods of its receipts; None if none came."""
    value: date | None = (Entry.select(fn.MAX(Entry.period_to)).where(
        (Entry.account == account_id) & (Entry.kind == EntryKind.RECEIPT)
        & Entry.payer.in_(list(BENEFIT)) & (Entry.pence < 0))).scalar()
    return value


def oldest_unpaid(account_id: int, owed: int) -> date | None:
    """When the oldest part of a debt was charged: charges are paid off in order, the newest ``owed`` pence stand open."""
    if owed <= 0:
        return None
    rows = (Entry.select(Entry.effective_on, Entry.pence)
            .where((Entry.account == account_id) & (Entry.pence > 0))
            .order_by(Entry.effective_on.desc(), Entry.id.desc()).tuples())
    oldest = None
    for day, pence in rows.iterator():
        oldest, owed = day, owed - pence
        if owed <= 0:
            break
    return oldest


def family(account_id: int) -> list[AccountRow]:
    """An account and, where it belongs to a tenancy, that tenancy's other accounts; the account first. One statement."""
    this = Account.alias()
    tenancy = this.select(this.tenancy).where(this.id == account_id)
    rows = [AccountRow(*r) for r in _select().where((Account.id == account_id) | (Account.tenancy == tenancy)).tuples()]
    return sorted(rows, key=lambda a: (a.id != account_id, a.kind in SUB_ACCOUNTS, a.id))


def balance_facts(account_id: int, on: date) -> BalanceFacts | None:
    """What *Explain this balance* needs for one account."""
    rows = family(account_id)
    return facts_of(rows, charges_in_force(account_id, on), expected_payments(account_id, on)) if rows else None


def facts_of(rows: Sequence[AccountRow], charges: Sequence[ChargeRow], expected: Sequence[Expected]) -> BalanceFacts:
    """The same from what was read already: ``rows`` as ``family`` gives them."""
    row = rows[0]
    whole = sum(c.pence for c in charges)
    own = sum(p for c in charges for payer, p in c.shares if payer is Payer.TENANT)
    benefit = {payer for c in charges for payer, p in c.shares if payer in BENEFIT and p}
    name = str(min(benefit)) if benefit else (str(Payer.HB) if row.hb_pence else str(Payer.UC) if row.uc_pence else "")
    subs = tuple((a.kind, a.pence) for a in rows if a.kind in SUB_ACCOUNTS and a.id != row.id)
    words = words_for(row.tenancy_kind) if row.tenancy_kind else None
    return BalanceFacts(
        charge_word=words.charge if words else "charge", per=PER[row.frequency].removeprefix("a "), pence=row.pence,
        own_pence=row.own_pence, benefit_pence=row.benefit_pence, other_pence=row.support_pence + row.other_pence,
        charge_pence=whole, own_charge_pence=own, benefit_name=name,
        benefit_paid_to=benefit_paid_to(row.id) if name else None, oldest_unpaid=oldest_unpaid(row.id, row.pence),
        expected=tuple(expected), sub_accounts=subs)


def explanation(account_id: int, on: date, *, accrued_pence: int | None = None) -> list[str]:
    """*Explain this balance* as sentences; ``accrued_pence`` as ``BalanceFacts`` has it."""
    facts = balance_facts(account_id, on)
    return explain(replace(facts, accrued_pence=accrued_pence)) if facts is not None else []
