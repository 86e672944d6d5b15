"""People who left the made-up association at several stages, and money that was asked for: waiting, to be paid, declined."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.arrears.actions.former import propose_write_offs, record_step
from housingdesk.arrears.queries.former import FormerRow, former_accounts
from housingdesk.arrears.rules.former import Stage
from housingdesk.arrears.rules.words import FormerStepKind as Kind
from housingdesk.benefits.actions.refunding import ask_for_refund
from housingdesk.benefits.queries.refund_risk import refundable
from housingdesk.db.connection import Store
from housingdesk.rent.actions.requests import approve, ask_write_off, decline
from housingdesk.rent.queries.requests import bands
from housingdesk.rent.rules.asking import RefundDraft, WriteOffDraft
from housingdesk.rent.rules.words import AccountKind, RequestKind, WriteOffReason

_DONE: tuple[tuple[tuple[Kind, int, str], ...], ...] = (
    ((Kind.STATEMENT, 40, "Sent to the new address"),),
    ((Kind.STATEMENT, 75, ""), (Kind.LETTER, 45, "Second letter"), (Kind.TRACE, 20, "Asked the tracing agent")),
    ((Kind.STATEMENT, 160, ""), (Kind.LETTER, 130, ""), (Kind.UNTRACED, 30, "Two agents found nobody")),
    ((Kind.STATEMENT, 60, ""), (Kind.ARRANGEMENT, 24, "£10.00 a fortnight by standing order")),
    ((Kind.STATEMENT, 200, ""), (Kind.TRACED, 150, "Lives in Hull now"), (Kind.AGENCY, 100, "Sent with the statement")),
    ((Kind.STATEMENT, 90, ""), (Kind.INSOLVENCY, 12, "Debt relief order, told by their adviser")),
    ((Kind.STATEMENT, 50, ""), (Kind.CALL, 9, "Will ring when they are paid")),
)
_REFUNDS = 2


class RequestDays:
    """What is asked for and written down; one person asks, another decides."""

    def __init__(self, store: Store, asks: Who, decides: Who) -> None:
        self._store, self._asks, self._decides = store, asks, decides

    def fill(self, today: date) -> dict[str, int]:
        """Steps of former accounts, write-offs and refunds; how many of each."""
        moment = datetime.combine(today, time(0, 31), UTC)
        asks, decides = (Desk(self._store, who, lambda: moment) for who in (self._asks, self._decides))
        rows = [row for row in asks.ask(former_accounts, on=today) if row.kind is AccountKind.RENT]
        debts = sorted((row for row in rows if row.pence > 0 and row.next.stage is not Stage.STOPPED), key=lambda row: row.id)
        steps = self._write(asks, debts, today)
        self._write_offs(asks, decides, debts, today)
        credits_ = sorted((row for row in rows if row.pence < 0), key=lambda row: row.pence)
        return {"former steps": steps, "refunds": self._refunds(asks, decides, credits_, today)}

    def _write(self, desk: Desk, debts: Sequence[FormerRow], today: date) -> int:
        count = 0
        for row, done in zip(debts, _DONE, strict=False):
            for kind, days, text in done:
                on = max(row.left_on, today - timedelta(days))
                desk.do(record_step, account_id=row.id, kind=kind, on=on, text=text)
                count += 1
        return count

    def _write_offs(self, asks: Desk, decides: Desk, debts: Sequence[FormerRow], today: date) -> None:
        """One that waits for somebody to allow it, and one that was declined."""
        ready = [row.id for row in asks.ask(former_accounts, on=today, account_ids=[row.id for row in debts])
                 if row.next.write_off is WriteOffReason.UNTRACED]
        if ready:
            asks.do(propose_write_offs, account_ids=ready[:1])
        if len(debts) > len(_DONE):
            draft = WriteOffDraft(debts[len(_DONE)].id, WriteOffReason.UNECONOMIC, "Two letters and no answer")
            request = asks.do(ask_write_off, draft=draft).value
            decides.do(decline, request_id=request, reason="Ring them first: they still work at the bakery")

    def _refunds(self, asks: Desk, decides: Desk, credits_: Sequence[FormerRow], today: date) -> int:
        """Refunds of what benefit does not stop: the smaller is allowed and to be paid, the other waits."""
        made = list[tuple[int, int]]()
        most = asks.ask(bands, kind=RequestKind.REFUND, on=today)
        for row in credits_:
            if len(made) == _REFUNDS:
                break
            found = asks.ask(refundable, account_id=row.id, on=today)
            if (any(check.stops for check in found.checks) or found.credit_pence < 100
                    or most.needs_board(found.credit_pence)):  # no board of theirs has met
                continue
            draft = RefundDraft(row.id, found.credit_pence, found.payer, "Paid after they left", row.names.split(" and ")[0],
                                "20-00-00", f"5577{row.id:04d}"[:8])
            answers = {check.key: "Asked on the telephone, and settled" for check in found.checks if check.asks}
            made.append((found.credit_pence, asks.do(ask_for_refund, draft=draft, answers=answers).value))
        if len(made) == _REFUNDS:
            decides.do(approve, request_id=min(made)[1], note="Left over a year ago")
        return len(made)
