"""A line of the bank pays a refund: marked with it, never charged to the person a second time; and unmarked with it."""

from collections.abc import Iterable, Sequence

from housingdesk.access.act import Act
from housingdesk.bank.models import BankLine
from housingdesk.bank.rules.refunds import Payable, paid_by
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import mark_paid, unmark_paid
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.requests import REFUNDS, by_bank_lines, unbanked
from housingdesk.values.money import format_pence


def settle_refunds(act: Act, parts: Iterable[tuple[BankLine, Sequence[tuple[AccountRow, int]]]]) -> None:
    """Marks the refunds that these lines (each with its accounts and pence) pay; refused where a line would pay one twice."""
    out = [(line, account, -pence) for line, targets in parts if line.pence < 0 for account, pence in targets]
    if not out:
        return
    waiting = [Payable(row.id, row.account_id, row.pence, row.pay_to, row.payment_reference) for row in unbanked()]
    for line, account, pence in out:
        if account.reference == REFUNDS:
            said = " ".join(part for part in (line.narrative, line.payer, line.reference) if part)
            found = paid_by(said, pence, waiting)
            if isinstance(found, str):
                raise Refused(found)
            mark_paid(act, request_id=found.request_id, on=line.made_on, bank_line=line.id)
            waiting.remove(found)
        elif any(one.account_id == account.id and one.pence == pence for one in waiting):
            raise Refused(f"A refund of {format_pence(pence)} stands on this account already, since it was allowed. Post the "
                          f"line to Refunds awaiting their payment, or it is charged twice")


def unsettle_refunds(act: Act, lines: Iterable[BankLine]) -> None:
    """What these lines paid is to be paid again: they are taken back."""
    for row in by_bank_lines([line.id for line in lines if line.pence < 0]):
        unmark_paid(act, request_id=row.id)
