"""What an auditor asks of a period: debit runs and their proofs, money that somebody decided on, corrections, users."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, time
from typing import Any

from peewee import JOIN, fn

from housingdesk.access.models import User
from housingdesk.bank.models import BankLine, SuspenseItem
from housingdesk.rent.models import Account, Batch, ChargeLine, Correction, DebitRun, Entry, MoneyRequest, RentReview
from housingdesk.rent.rules.proof import Proof
from housingdesk.rent.rules.words import PERSONAL, BatchKind, EntryKind, ReviewState
from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen

_DECIDED = (BatchKind.ADJUSTMENT, BatchKind.REFUND, BatchKind.WRITE_OFF, BatchKind.TRANSFER)
_BY_HAND = (EntryKind.ADJUSTMENT, EntryKind.REFUND, EntryKind.WRITE_OFF, EntryKind.TRANSFER)
_ENDED, _BACKDATED = "end:", "backdated:"


@frozen
class RunRow:
    """A debit run: its week, when and by whom, its lines and pence, its proof, and whether it was reversed."""

    week: date
    made_at: datetime
    made_by: str
    accounts: int
    lines: int
    pence: int
    proof: Proof | None
    reversed: bool

    @property
    def agrees(self) -> bool:
        """Whether its proof was kept and agrees."""
        return self.proof is not None and self.proof.roll_agrees and self.proof.debit_agrees


@frozen
class DecidedRow:
    """Money that somebody moved by hand: what, on which account, why, who asked and who allowed it. Charge positive."""

    on: date
    kind: str
    reference: str
    name: str
    pence: int
    why: str
    asked_by: str
    allowed_by: str


@frozen
class CorrectedRow:
    """A correction of days that were debited."""

    made_at: datetime
    reference: str
    name: str
    kind: str
    since: date
    pence: int
    reason: str
    made_by: str


@frozen
class ReversedRow:
    """A batch that was reversed, whole or in part, and why."""

    made_at: datetime
    title: str
    lines: int
    pence: int
    why: str
    made_by: str


@frozen
class ChargeChange:
    """Charges of one sort that changed from a day: how many, and what they come to before and after, as charged."""

    on: date
    code: str
    began: int
    before: int
    after: int


@frozen
class WaitingRow:
    """Money that was unidentified at the end of the period, and its age in days then."""

    on: date
    pence: int
    narrative: str
    days: int
    owner: str
    note: str


@frozen
class UserRow:
    """Somebody who may work here, and as what."""

    name: str
    login: str
    role: str
    active: bool
    last_seen: datetime | None


@frozen
class Held:
    """What was found of a period."""

    runs: tuple[RunRow, ...]
    decided: tuple[DecidedRow, ...]
    corrected: tuple[CorrectedRow, ...]
    reversed: tuple[ReversedRow, ...]
    charges: tuple[ChargeChange, ...]
    reviews: tuple[tuple[str, date, str, str], ...]
    waiting: tuple[WaitingRow, ...]
    users: tuple[UserRow, ...]


def held(start: date, end: date) -> Held:
    """Everything for ``start <= day <= end``."""
    return Held(_runs(start, end), _decided(start, end), _corrected(start, end), _reversed(start, end), _charges(start, end),
                _reviews(start, end), _waiting(end), _users())


def _between(start: date, end: date) -> tuple[datetime, datetime]:
    return datetime.combine(start, time(), UTC), datetime.combine(end + DAY, time(), UTC)


def _runs(start: date, end: date) -> tuple[RunRow, ...]:
    mirror = Batch.alias()
    rows: Any = (DebitRun.select(DebitRun.week, Batch.made_at, Batch.made_by, DebitRun.accounts, Batch.lines,
                                 Batch.control_pence, DebitRun.proof, mirror.id)
                 .join(Batch).join(mirror, JOIN.LEFT_OUTER, on=(mirror.reverses == Batch.id))
                 .where((DebitRun.week >= start) & (DebitRun.week <= end)).order_by(DebitRun.week, Batch.id).tuples())
    return tuple(RunRow(week, made_at, made_by, accounts, lines, pence, Proof(**json.loads(proof)) if proof else None,
                        undone is not None) for week, made_at, made_by, accounts, lines, pence, proof, undone in rows)


def _decided(start: date, end: date) -> tuple[DecidedRow, ...]:
    """One row for each batch and account; what a last day or a correction made by itself stands elsewhere."""
    asked, allowed = User.alias(), User.alias()
    rows: Any = (Entry.select(fn.MIN(Entry.effective_on), Batch.kind, Account.reference, Account.name, fn.SUM(Entry.pence),
                              Batch.source, Batch.made_by, asked.name, allowed.name)
                 .join(Batch).switch(Entry).join(Account)
                 .join(MoneyRequest, JOIN.LEFT_OUTER, on=(MoneyRequest.batch == Batch.id))
                 .join(asked, JOIN.LEFT_OUTER, on=(MoneyRequest.asked_by == asked.id))
                 .join(allowed, JOIN.LEFT_OUTER, on=(MoneyRequest.decided_by == allowed.id))
                 .where(Batch.kind.in_(_DECIDED) & Entry.kind.in_(_BY_HAND) & Account.kind.in_(sorted(PERSONAL))
                        & Entry.effective_on.between(start, end) & ~Batch.key.startswith(_ENDED)
                        & ~Batch.key.startswith(_BACKDATED))
                 .group_by(Batch.id, Batch.kind, Account.id, Account.reference, Account.name, Batch.source, Batch.made_by,
                           asked.name, allowed.name)
                 .order_by(Batch.id, Account.reference).tuples())
    return tuple(DecidedRow(on, str(kind), reference, name, int(pence), why, asked_by or made_by, allowed_by or made_by)
                 for on, kind, reference, name, pence, why, made_by, asked_by, allowed_by in rows)


def _corrected(start: date, end: date) -> tuple[CorrectedRow, ...]:
    first, after = _between(start, end)
    rows: Any = (Correction.select(Correction.made_at, Account.reference, Account.name, Correction.kind, Correction.since,
                                   Correction.pence, Correction.reason, Correction.made_by).join(Account)
                 .where((Correction.made_at >= first) & (Correction.made_at < after)).order_by(Correction.id).tuples())
    return tuple(CorrectedRow(*row) for row in rows)


def _reversed(start: date, end: date) -> tuple[ReversedRow, ...]:
    first, after = _between(start, end)
    rows: Any = (Batch.select(Batch.made_at, Batch.title, Batch.lines, Batch.control_pence, Batch.source, Batch.made_by)
                 .where((Batch.kind == BatchKind.REVERSAL) & (Batch.made_at >= first) & (Batch.made_at < after))
                 .order_by(Batch.id).tuples())
    return tuple(ReversedRow(*row) for row in rows)


def _charges(start: date, end: date) -> tuple[ChargeChange, ...]:
    """Charges that began in the period, on accounts that ran already, with those they took the place of."""
    old = ChargeLine.alias()
    rows: Any = (ChargeLine.select(ChargeLine.start, ChargeLine.code, old.pence, ChargeLine.pence).join(Account)
                 .switch(ChargeLine)
                 .join(old, JOIN.LEFT_OUTER, on=((old.account == ChargeLine.account) & (old.code == ChargeLine.code)
                                                 & (old.description == ChargeLine.description) & (old.end == ChargeLine.start)))
                 .where((ChargeLine.start >= start) & (ChargeLine.start <= end) & Account.kind.in_(("rent", "garage"))
                        & (Account.opens_on < ChargeLine.start)).tuples())
    sums: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for on, code, before, pence in rows:
        for place, figure in enumerate((1, before or 0, pence)):
            sums[on, str(code)][place] += figure
    return tuple(ChargeChange(on, code, began, before, now) for (on, code), (began, before, now) in sorted(sums.items()))


def _reviews(start: date, end: date) -> tuple[tuple[str, date, str, str], ...]:
    rows: Any = (RentReview.select(RentReview.title, RentReview.starts_on, RentReview.made_by, RentReview.approved_by)
                 .where((RentReview.state == ReviewState.DONE) & RentReview.starts_on.between(start, end))
                 .order_by(RentReview.id).tuples())
    return tuple(rows)


def _waiting(end: date) -> tuple[WaitingRow, ...]:
    rows: Any = (SuspenseItem.select(BankLine.made_on, BankLine.pence, BankLine.narrative, SuspenseItem.owner,
                                     SuspenseItem.note)
                 .join(BankLine).where((BankLine.made_on <= end)
                                       & (SuspenseItem.cleared_on.is_null() | (SuspenseItem.cleared_on > end)))
                 .order_by(BankLine.made_on, BankLine.id).tuples())
    return tuple(WaitingRow(on, pence, narrative, (end - on).days, owner, note) for on, pence, narrative, owner, note in rows)


def _users() -> tuple[UserRow, ...]:
    rows: Any = User.select(User.name, User.login, User.role, User.active, User.last_seen).order_by(User.name).tuples()
    return tuple(UserRow(name, login, str(role), active, seen) for name, login, role, active, seen in rows)
