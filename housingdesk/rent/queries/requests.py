"""Money that was asked for: what waits, for whom, why a person may not allow it, what is to be paid, and what became of it."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from housingdesk.access.models import AuditChange, User
from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Balance, MoneyRequest
from housingdesk.rent.rules.asking import BROUGHT_BACK, Answer, from_text
from housingdesk.rent.rules.bands import FAMILY, Bands, Hand, why_not
from housingdesk.rent.rules.words import AccountKind, Payer, RequestKind, RequestState, WriteOffReason
from housingdesk.settings.queries import value
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

REFUNDS = "REFUNDS"
"""The control account in which a refund stands from when it is allowed until the bank has paid it."""
_HISTORY = 300


@frozen
class RequestRow:
    """One request. ``pence`` is what the account changes by, charge positive; ``balance_pence`` how it stands today."""

    id: int
    version: int
    kind: RequestKind
    account_id: int
    reference: str
    name: str
    account_kind: AccountKind
    tenancy_id: int | None
    address: str
    closes_on: date | None
    balance_pence: int
    pence: int
    payer: Payer
    effective_on: date | None
    reason: str
    write_off_reason: WriteOffReason | None
    answers: tuple[Answer, ...]
    state: RequestState
    asked_by: Hand
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision: str
    batch_id: int | None
    reinstates_id: int | None
    pay_to: str
    sort_code: str
    account_number: str
    paid_on: date | None
    bank_line: int | None

    @property
    def what(self) -> str:
        """``Refund of £120.00``; ``Write-off of £310.55``."""
        words = {RequestKind.REFUND: "Refund of {}", RequestKind.WRITE_OFF: "Write-off of {}",
                 RequestKind.REINSTATEMENT: "Debt put back: {}", RequestKind.ADJUSTMENT: "Adjustment of {}"}[self.kind]
        if self.kind is RequestKind.ADJUSTMENT:
            return words.format(format_pence(abs(self.pence))) + (" charged" if self.pence > 0 else " credited")
        if self.write_off_reason is WriteOffReason.CREDIT and self.kind is RequestKind.WRITE_OFF:
            return f"Unclaimed credit of {format_pence(abs(self.pence))}"
        return words.format(format_pence(abs(self.pence)))

    @property
    def payment_reference(self) -> str:
        """What stands on the bank payment of a refund, by which its line is found again."""
        return payment_reference(self.id)


def payment_reference(request_id: int) -> str:
    """``7 -> "REFUND7"``: one word that a bank leaves whole."""
    return f"REFUND{request_id}"


def bands(kind: RequestKind, on: date) -> Bands:
    """Who may allow how much of this kind on a day."""
    family = FAMILY[kind]
    return Bands(int(value(f"money.{family}.finance", on)), int(value(f"money.{family}.manager", on)))


def request(request_id: int) -> RequestRow:
    """One request; NotFound where there is none."""
    found = _read(MoneyRequest.id == request_id, 1)
    if not found:
        raise NotFound("This request is no longer there")
    return found[0]


def waiting(kinds: Collection[RequestKind] = ()) -> list[RequestRow]:
    """What is asked for and not decided, the oldest first."""
    found = _read(MoneyRequest.state == RequestState.ASKED, 10_000)[::-1]
    return [row for row in found if not kinds or row.kind in kinds]


def to_pay() -> list[RequestRow]:
    """Refunds that are allowed and have not left the bank, the oldest first."""
    return _read((MoneyRequest.kind == RequestKind.REFUND) & (MoneyRequest.state == RequestState.APPROVED), 10_000)[::-1]


def unbanked() -> list[RequestRow]:
    """Refunds whose line of the bank is still to come, the oldest first: to be paid, or paid on a day that somebody said."""
    states = (RequestState.APPROVED, RequestState.PAID)
    return _read((MoneyRequest.kind == RequestKind.REFUND) & MoneyRequest.state.in_(states) & MoneyRequest.bank_line.is_null(),
                 1_000)[::-1]


def paid(limit: int = 500) -> list[RequestRow]:
    """Refunds that have left the bank, the newest first."""
    return _read((MoneyRequest.kind == RequestKind.REFUND) & (MoneyRequest.state == RequestState.PAID), limit)


def brought_back() -> list[RequestRow]:
    """Refunds that the bank brought back at some time, however they stand now."""
    return _read((MoneyRequest.kind == RequestKind.REFUND) & MoneyRequest.decision.contains(BROUGHT_BACK), 1_000)


def last_paid(request_id: int) -> tuple[date, int | None] | None:
    """The day on which a refund was last paid, and by which line of the bank, though it is to be paid again since."""
    rows: Any = (AuditChange.select(AuditChange.before).where(
        (AuditChange.table == "money_request") & (AuditChange.row == request_id) & (AuditChange.kind == "change"))
        .order_by(AuditChange.id.desc()).tuples())
    for (before,) in rows:
        was: dict[str, Any] = json.loads(before)
        if was.get("state") == RequestState.PAID and was.get("paid_on"):
            return date.fromisoformat(was["paid_on"]), was.get("bank_line")
    return None


def by_bank_lines(line_ids: Collection[int]) -> list[RequestRow]:
    """The refunds that these lines of the bank paid."""
    return _read(MoneyRequest.bank_line.in_(list(line_ids)), 1_000) if line_ids else []


def decided(limit: int = _HISTORY) -> list[RequestRow]:
    """What became of the others, the newest first."""
    payable = (MoneyRequest.kind == RequestKind.REFUND) & (MoneyRequest.state == RequestState.APPROVED)
    return _read((MoneyRequest.state != RequestState.ASKED) & ~payable, limit)


def of_account(account_id: int) -> list[RequestRow]:
    """All requests about an account, the newest first."""
    return _read(MoneyRequest.account == account_id, 200)


def written_off(account_ids: Collection[int]) -> dict[int, RequestRow]:
    """The write-offs of these accounts that stand and were not put back since, by account: the newest of each."""
    gone = MoneyRequest.alias()
    back = gone.select(gone.reinstates).where(gone.reinstates.is_null(False) & (gone.state == RequestState.APPROVED))
    rows = _read((MoneyRequest.kind == RequestKind.WRITE_OFF) & (MoneyRequest.state == RequestState.APPROVED)
                 & MoneyRequest.account.in_(list(account_ids)) & MoneyRequest.id.not_in(back), 10_000)
    return {row.account_id: row for row in reversed(rows)}


@frozen
class Waiting:
    """What waits on the screen of one person: each request with why they may not allow it (empty: they may)."""

    rows: tuple[tuple[RequestRow, str], ...]
    to_pay: tuple[RequestRow, ...]
    decided: tuple[RequestRow, ...]


def board(on: date, who: Hand) -> Waiting:
    """The whole screen of requests as one person sees it."""
    by_kind = {kind: bands(kind, on) for kind in RequestKind}
    rows = tuple((row, why_not(by_kind[row.kind], row.pence, row.asked_by, who)) for row in waiting())
    return Waiting(rows, tuple(to_pay()), tuple(decided()))


def _read(where: Any, limit: int) -> list[RequestRow]:
    asker, decider = User.alias(), User.alias()
    m = MoneyRequest
    rows = (m.select(m.id, m.version, m.kind, m.account, Account.reference, Account.name, Account.kind, Account.tenancy,
                     Tenancy.address, Account.closes_on, Balance.pence, m.pence, m.payer, m.effective_on, m.reason,
                     m.write_off_reason, m.checks, m.state, m.asked_by, asker.name, asker.role, m.asked_at, decider.name,
                     m.decided_at, m.decision, m.batch, m.reinstates, m.pay_to, m.sort_code, m.account_number, m.paid_on,
                     m.bank_line)
            .join(Account, on=(Account.id == m.account)).join(Balance, on=(Balance.account == Account.id))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
            .join_from(m, asker, on=(asker.id == m.asked_by))
            .join_from(m, decider, JOIN.LEFT_OUTER, on=(decider.id == m.decided_by))
            .where(where).order_by(m.id.desc()).limit(limit).tuples())
    return [_row(row) for row in rows]


def _row(r: tuple[Any, ...]) -> RequestRow:
    values: list[Any] = [*r[:5], r[5] or r[4], r[6], r[7], r[8] or "", r[9], int(r[10]), *r[11:16], from_text(r[16]), r[17],
                         Hand(r[18], r[19], str(r[20])), r[21], r[22] or "", *r[23:]]
    return RequestRow(*values)
