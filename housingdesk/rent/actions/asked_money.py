"""What a request that was allowed does to the ledger: one batch each, of the kind that its name says."""

from housingdesk.access.act import Act
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import open_ledger_account
from housingdesk.rent.actions.adjustments import CONTRA
from housingdesk.rent.actions.ledger import open_day, post_batch
from housingdesk.rent.models import Balance, Entry, MoneyRequest
from housingdesk.rent.queries.ledger import attempts
from housingdesk.rent.queries.requests import REFUNDS
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Payer, RequestKind, WriteOffReason
from housingdesk.values.money import format_pence

_WRITTEN_OFF, _UNCLAIMED = "WRITEOFF", "UNCLAIMED"
_PARTS = (("own_pence", Payer.TENANT), ("hb_pence", Payer.HB), ("uc_pence", Payer.UC), ("support_pence", Payer.SUPPORT),
          ("other_pence", Payer.OTHER))


def post_asked(act: Act, asked: MoneyRequest, name: str) -> int:
    """Posts what was asked for and is allowed now; returns the batch's id. The account may have moved since it was asked."""
    match asked.kind:
        case RequestKind.REFUND:
            return _refund(act, asked, name)
        case RequestKind.WRITE_OFF:
            return _write_off(act, asked, name)
        case RequestKind.REINSTATEMENT:
            return _reinstatement(act, asked, name)
        case _:
            return _adjustment(act, asked, name)


def _refund(act: Act, asked: MoneyRequest, name: str) -> int:
    balance = _balance(asked)
    if -balance.pence < asked.pence:
        raise Refused(f"Only {format_pence(max(0, -balance.pence))} is in credit on the account today. Decline it, and ask for "
                      f"what is there")
    control = open_ledger_account(act, reference=REFUNDS, kind=AccountKind.CONTROL, name="Refunds awaiting their payment")
    on, words = open_day(act.today), f"Refund to {asked.pay_to}"
    lines = [Line(asked.account_id, EntryKind.REFUND, None, asked.payer, on, asked.pence, None, None, words[:300]),
             Line(control, EntryKind.REFUND, None, Payer.OTHER, on, -asked.pence, None, None, f"To {name}"[:300])]
    return _post(act, asked, BatchKind.REFUND, "refund", f"Refund to {name}", lines, REFUNDS)


def _write_off(act: Act, asked: MoneyRequest, name: str) -> int:
    balance = _balance(asked)
    if balance.pence != -asked.pence:
        raise Refused(f"The account has moved since: {format_pence(abs(asked.pence))} was to be written off, and it stands at "
                      f"{format_pence(balance.pence)} today. Decline it, and ask anew")
    is_credit = asked.write_off_reason is WriteOffReason.CREDIT
    words = f"{'Unclaimed' if is_credit else 'Written off'}: {asked.write_off_reason}"
    lines = [Line(asked.account_id, EntryKind.WRITE_OFF, None, payer, open_day(act.today), -getattr(balance, column), None,
                  None, words[:300]) for column, payer in _PARTS if getattr(balance, column)]
    title = f"{'Unclaimed credit' if is_credit else 'Write-off'} on {name}"
    return _post(act, asked, BatchKind.WRITE_OFF, "writeoff", title, lines, _UNCLAIMED if is_credit else _WRITTEN_OFF)


def _reinstatement(act: Act, asked: MoneyRequest, name: str) -> int:
    before = asked.reinstates
    entries = Entry.select().where(Entry.batch == before.batch_id).order_by(Entry.line_no)
    lines = [Line(e.account_id, EntryKind.WRITE_OFF, None, e.payer, open_day(act.today), -e.pence, None, None,
                  f"Put back: {asked.reason}"[:300]) for e in entries]
    contra = _UNCLAIMED if before.write_off_reason is WriteOffReason.CREDIT else _WRITTEN_OFF
    return _post(act, asked, BatchKind.WRITE_OFF, "reinstate", f"Put back on {name}", lines, contra)


def _adjustment(act: Act, asked: MoneyRequest, name: str) -> int:
    line = Line(asked.account_id, EntryKind.ADJUSTMENT, None, asked.payer, open_day(asked.effective_on or act.today),
                asked.pence, None, None, asked.reason[:300])
    return _post(act, asked, BatchKind.ADJUSTMENT, "adjust", f"Adjustment on {name}", [line], CONTRA)


def _post(act: Act, asked: MoneyRequest, kind: BatchKind, word: str, title: str, lines: list[Line], contra: str) -> int:
    key = f"{word}:request:{asked.id}:"
    return post_batch(act, kind=kind, key=f"{key}{attempts(key) + 1}", title=title, lines=lines, contra=contra,
                      source=asked.reason[:200])


def _balance(asked: MoneyRequest) -> Balance:
    found: Balance = Balance.get(Balance.account == asked.account_id)
    return found
