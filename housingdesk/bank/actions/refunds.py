"""A line of the bank pays a refund, or brings one back: the refund is marked with it, the person never charged or credited a
second time; and unmarked with it.
"""

from collections.abc import Iterable, Sequence

from housingdesk.access.act import Act
from housingdesk.bank.models import BankLine
from housingdesk.bank.rules.refunds import Payable, brought_back_by, paid_by, quoted_in
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import mark_paid, unmark_paid
from housingdesk.rent.actions.returned_refunds import send_back, take_back_sending
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.requests import REFUNDS, RequestRow, brought_back, by_bank_lines, paid, unbanked
from housingdesk.rent.rules.asking import back_words
from housingdesk.values.money import format_pence


def settle_refunds(act: Act, parts: Iterable[tuple[BankLine, Sequence[tuple[AccountRow, int]]]]) -> None:
    """Marks the refunds that these lines (each with its accounts and pence) pay or bring back.

    Refused where a line would pay one twice, or would credit somebody with their own refund.
    """
    whole = [(line, account, pence) for line, targets in parts for account, pence in targets]
    _settle_out(act, [(line, account, -pence) for line, account, pence in whole if line.pence < 0])
    _settle_back(act, [(line, account, pence) for line, account, pence in whole if line.pence > 0])


def _settle_out(act: Act, out: Sequence[tuple[BankLine, AccountRow, int]]) -> None:
    if not out:
        return
    waiting = [_payable(row) for row in unbanked()]
    for line, account, pence in out:
        if account.reference == REFUNDS:
            found = paid_by(_said(line), pence, waiting)
            if isinstance(found, str):
                raise Refused(found)
            mark_paid(act, request_id=found.request_id, on=line.made_on, bank_line=line.id)
            waiting.remove(found)
        elif any(one.account_id == account.id and one.pence == pence for one in waiting):
            raise Refused(f"A refund of {format_pence(pence)} stands on this account already, since it was allowed. Post the "
                          f"line to Refunds awaiting their payment, or it is charged twice")


def _settle_back(act: Act, back: Sequence[tuple[BankLine, AccountRow, int]]) -> None:
    if not any(account.reference == REFUNDS or "refund" in _said(line).lower() for line, account, _ in back):
        return
    gone = [_payable(row) for row in paid()]
    for line, account, pence in back:
        if account.reference == REFUNDS:
            found = brought_back_by(_said(line), pence, gone)
            if isinstance(found, str):
                raise Refused(found)
            send_back(act, request_id=found.request_id, on=line.made_on, narrative=line.narrative)
            gone.remove(found)
        elif one := quoted_in(_said(line), pence, gone):
            raise Refused(f"This brings back the refund of {format_pence(one.pence)} to {one.pay_to}. Post it to Refunds "
                          f"awaiting their payment: it is to be paid again, and the account stays as it is")


def unsettle_refunds(act: Act, lines: Iterable[BankLine]) -> None:
    """What these lines paid is to be paid again, and what they brought back is paid as it was: they are taken back."""
    gone = list(lines)
    for row in by_bank_lines([line.id for line in gone if line.pence < 0]):
        unmark_paid(act, request_id=row.id, with_line=True)
    back = [line for line in gone if line.pence > 0]
    for row in brought_back() if back else ():
        for line in back:
            if back_words(line.made_on, line.narrative) in row.decision:
                take_back_sending(act, request_id=row.id, on=line.made_on, narrative=line.narrative)


def _payable(row: RequestRow) -> Payable:
    return Payable(row.id, row.account_id, row.pence, row.pay_to, row.payment_reference)


def _said(line: BankLine) -> str:
    return " ".join(part for part in (line.narrative, line.payer, line.reference) if part)
