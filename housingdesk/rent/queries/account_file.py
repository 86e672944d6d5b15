"""One rent account as it is opened: who it is, what is owed and why, every line with its balance; today or as at any day.

Twelve statements at most, however many accounts there are and however long this one is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from housingdesk.people.queries import needs_on
from housingdesk.rent.models import Account, Balance, Batch, Entry
from housingdesk.rent.queries.accounts import (
    AccountRow,
    ChargeRow,
    accounts_of,
    charges_in_force,
    expected_payments,
    facts_of,
    family,
)
from housingdesk.rent.queries.charges_known import charges_known
from housingdesk.rent.queries.ledger import batch
from housingdesk.rent.queries.statement import StatementLine, StatementRows, line_parts, statement_of
from housingdesk.rent.rules.explain import Expected, explain, periods_words
from housingdesk.rent.rules.words import BENEFIT, PER, PERSONAL, SUB_ACCOUNTS, AccountKind, Payer
from housingdesk.tenancies.queries.agreements import TenancyRow, holders, routes, tenancies
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, words_for
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.text import sentence_case

_FOLD_WITHIN = timedelta(minutes=10)
_BOOKS = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class AccountHead:
    """The agreement that an account belongs to: what stands in the head of its screen."""

    tenancy: TenancyRow
    say: str
    needs: tuple[str, ...]
    route: BenefitRoute


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands: its balance, the person's own part of it, and what is charged. Pence.

    ``accrued_pence`` is what is owed only because benefit is paid in arrears, as a room above this one reckons it; None:
    nothing is known of it, and the whole of benefit's part counts as being on its way.
    """

    account: AccountRow
    charges: tuple[ChargeRow, ...]
    pence: int
    own_pence: int
    accrued_pence: int | None = field(default=None, kw_only=True)

    @property
    def charge_pence(self) -> int:
        """What is charged a week (month)."""
        return sum(charge.pence for charge in self.charges)

    @property
    def own_charge_pence(self) -> int:
        """The person's own part of it."""
        return sum(pence for charge in self.charges for payer, pence in charge.shares if payer is Payer.TENANT)

    @property
    def has_benefit(self) -> bool:
        """Whether benefit pays part of the charge, or has still to."""
        return self.account.benefit_pence != 0 or any(payer in BENEFIT for c in self.charges for payer, _ in c.shares)

    @property
    def net_pence(self) -> int:
        """What the person owes: the balance of their part and benefit's less what is only paid in arrears."""
        if not self.has_benefit:
            return self.pence
        return self.own_pence if self.accrued_pence is None else (
            self.own_pence + self.account.benefit_pence - self.accrued_pence)

    @property
    def own_only(self) -> bool:
        """Whether the person's own part is just what they owe."""
        return self.has_benefit and self.net_pence == self.own_pence

    @property
    def owed_words(self) -> str:
        """``£482.16 owed, 4.3 weeks``: of the own part where benefit pays the rest."""
        uncovered = 0 if self.accrued_pence is None else self.account.benefit_pence - self.accrued_pence
        own = self.has_benefit and uncovered <= max(0, self.own_pence)
        pence, charge = self.net_pence, self.own_charge_pence if own else self.charge_pence
        weeks = periods_words(pence, charge, PER[self.account.frequency].removeprefix("a "))
        return f"{balance_words(pence)}, {weeks}" if weeks else balance_words(pence)


@dataclass(frozen=True, slots=True)
class AccountFile(Standing):
    """An account as its screen shows it; balances are as at the day asked for.

    ``apart`` are the other accounts of the tenancy, which are never added up with this one. ``folded`` gives for a
    line's entry the entry that took it back minutes later, of which one line is shown.
    """

    head: AccountHead | None
    apart: tuple[AccountRow, ...]
    explanation: tuple[str, ...]
    expected: tuple[Expected, ...]
    statement: StatementRows
    folded: Mapping[int, int]
    as_at: date | None
    known: datetime | None

    @property
    def difference_pence(self) -> int:
        """Entries less the stored balance: anything but nil is a fault. Nil when it is not today's balance that is shown."""
        return 0 if self.as_at or self.known or self.statement.opening_pence else self.pence - self.account.pence

    @property
    def then_words(self) -> str:
        """``As at 2 November 2026, as it was known on 23 November 2026``; empty for today's account."""
        parts = [f"as at {format_date(self.as_at)}"] if self.as_at else []
        parts += [f"as it was known on {format_date(self.known.date())}"] if self.known else []
        return sentence_case(", ".join(parts))


def standing(tenancy_id: int, on: date) -> Standing | None:
    """How the rent (or garage) account of a tenancy stands today, by three statements; None before it is opened."""
    main = [a for a in accounts_of(tenancy_id) if a.kind not in SUB_ACCOUNTS]
    if not main:
        return None
    return Standing(main[0], tuple(charges_in_force(main[0].id, on)), main[0].pence, main[0].own_pence)


def account_file(account_id: int, on: date, *, as_at: date | None = None, known: datetime | None = None,
                 accrued_pence: int | None = None) -> AccountFile | None:
    """One account with all its lines; up to the end of ``as_at`` and as it was ``known`` at a moment, where asked.

    A ledger account, such as suspense, gives the lines of the last three months.
    """
    rows = family(account_id)
    if not rows:
        return None
    row = rows[0]
    start = date.min if row.kind in PERSONAL else (as_at or on) - _BOOKS
    lines = statement_of(row.id, start, as_at or date.max, known, word=_word(row), frequency=row.frequency)
    day = max(as_at or (known.date() if known else on), row.opens_on or on)  # an account to come says what it will cost
    charges = charges_known(row.id, known, day) if known else charges_in_force(row.id, day)
    expected = expected_payments(row.id, on)
    then = as_at is not None or known is not None
    own = lines.lines[-1].own_balance_pence if lines.lines else lines.opening_own_pence
    facts = replace(facts_of(rows, charges, expected), accrued_pence=accrued_pence)
    said = _then(lines, own, as_at, known) if then else explain(facts)
    return AccountFile(
        account=row, charges=tuple(charges), pence=lines.closing_pence, own_pence=own, head=_head(row, on), apart=_apart(rows),
        explanation=tuple(said), expected=() if then else tuple(expected), statement=lines,
        folded=_folded(row.id, lines.lines), as_at=as_at, known=known, accrued_pence=None if then else accrued_pence)


def _word(row: AccountRow) -> str:
    return words_for(TenancyKind(row.tenancy_kind)).charge if row.tenancy_kind else "charge"


def _apart(rows: Sequence[AccountRow]) -> tuple[AccountRow, ...]:
    main, others = rows[0], rows[1:]
    return tuple(a for a in others if a.kind in SUB_ACCOUNTS or main.kind in SUB_ACCOUNTS)


def _then(lines: StatementRows, own: int, as_at: date | None, known: datetime | None) -> list[str]:
    """The figure of another day in words; what was expected then is not known any more."""
    when = f"At the end of {format_date(as_at)}" if as_at else "With every entry there was"
    out = [f"{when} the balance was {balance_words(lines.closing_pence)}."]
    if own != lines.closing_pence:
        out.append(f"The person's own part of it was {balance_words(own)}.")
    if known:
        out.append("This is how it was known then; what was entered later is left out.")
    return out


def _head(row: AccountRow, on: date) -> AccountHead | None:
    found = tenancies([row.tenancy_id]) if row.tenancy_id is not None else []
    if not found:
        return None
    agreement = found[0]
    day = agreement.within(on)
    held_by = [holder for holder in holders([agreement.id]) if holder.on(day)]
    route = [r.route for r in routes([agreement.id]) if r.start <= day][-1:]
    needs = tuple(need.words for need in needs_on([holder.person_id for holder in held_by], day))
    say = ", ".join(holder.say if len(held_by) == 1 else f"{holder.name}: {holder.say}" for holder in held_by if holder.say)
    return AccountHead(agreement, say, needs, route[0] if route else BenefitRoute.NONE)


def _folded(account_id: int, lines: Sequence[StatementLine]) -> dict[int, int]:
    """Entry to the entry that reverses it, where both stand next to each other on one day and within ten minutes."""
    if not any(line.reverses is not None for line in lines):
        return {}
    undone, first = Entry.alias(), Batch.alias()
    rows: Any = (Entry.select(undone.id, Entry.id, first.made_at, Batch.made_at).join(Batch)
                 .join_from(Entry, undone, on=(undone.id == Entry.reverses)).join(first, on=(first.id == undone.batch))
                 .where(Entry.account == account_id).tuples())
    places = {line.entry_id: place for place, line in enumerate(lines)}
    out = {}
    for entry, reversal, made, unmade in rows:
        one, other = places.get(entry), places.get(reversal)
        if one is not None and other == one + 1 and lines[one].on == lines[other].on and unmade - made <= _FOLD_WITHIN:
            out[entry] = reversal
    return out


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Where a line came from: its batch with its seal, its parts, and what took it back or was taken back by it."""

    title: str
    kind: str
    made_at: datetime
    made_by: str
    sequence: int
    parts: tuple[tuple[str, str, int], ...]
    reversed_on: date | None
    reverses_on: date | None

    @property
    def can_reverse(self) -> bool:
        """Whether one entry of it can be reversed by itself: it is one entry, and not reversed or a reversal already."""
        return len(self.parts) == 1 and self.reversed_on is None and self.reverses_on is None


def line_facts(account_id: int, line: StatementLine) -> LineFacts | None:
    """Where a line of an account's statement came from."""
    found = batch(line.batch_id)
    if found is None:
        return None
    entries = line_parts(account_id, line)
    ids = [part.id for part in entries]
    taken_back: Any = Entry.select(Entry.effective_on).where(Entry.reverses.in_(ids)).tuples().first()
    took_back: Any = (Entry.select(Entry.effective_on).where(Entry.id == line.reverses).tuples().first()
                      if line.reverses is not None else None)
    parts = tuple((_part_words(p.code, p.text, line), _payer_words(p.payer), p.pence) for p in entries)
    return LineFacts(found.title, str(found.kind), found.made_at, found.made_by, found.sequence, parts,
                     taken_back[0] if taken_back else None, took_back[0] if took_back else None)


def _part_words(code: str | None, text: str | None, line: StatementLine) -> str:
    words = str(code) if code else text or line.what
    return sentence_case(words)


def _payer_words(payer: Payer) -> str:
    return {Payer.TENANT: "their own part", Payer.SUPPORT: "the support provider", Payer.OTHER: "somebody else"}.get(
        payer, str(payer))


def next_charge_words(file: AccountFile) -> str:
    """What an account without entries says: when its first charge falls and how much it is."""
    row = file.account
    if not file.charges:
        return "Nothing is charged here, and nothing was paid"
    day = row.charged_to or row.opens_on
    when = f" from {format_date(day)}" if day else ""
    return f"Nothing was charged yet. The first charge{when} is {format_pence(file.charge_pence)} {PER[row.frequency]}"


@dataclass(frozen=True, slots=True)
class MainAccount:
    """The rent or garage account of a tenancy in a list; pence."""

    account_id: int
    pence: int
    own_pence: int


def main_accounts(tenancy_ids: Sequence[int]) -> dict[int, MainAccount]:
    """The rent (or garage) account of each of these tenancies that has one, by one statement."""
    if not tenancy_ids:
        return {}
    rows: Any = (Account.select(Account.tenancy, Account.id, Balance.pence, Balance.own_pence)
                 .join(Balance, on=(Balance.account == Account.id))
                 .where(Account.tenancy.in_(list(tenancy_ids)) & Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE)))
                 .tuples())
    return {tenancy: MainAccount(*row) for tenancy, *row in rows}
