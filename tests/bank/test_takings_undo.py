"""Banked slips, returned cheques and payment files: undone they leave nothing behind, and done again they are the same.

A receipt or slip that is withdrawn keeps its number, so another is never the same: those are in ``test_takings``.
"""

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import payment_files, slips, takings
from housingdesk.bank.models import BankLine, PaymentFile
from housingdesk.bank.parsers.writers.allpay import write_allpay
from housingdesk.bank.rules.words import FileKind, FileState, TakingWay
from housingdesk.rent.queries import verify
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.paying import card_report, paid
from tests.support.undo import check_undo


def _line(desk: Desk, pence: int) -> int:
    return int(desk.ask(lambda: BankLine.select(BankLine.id).where(BankLine.pence == pence).scalar()))


def test_a_slip_in_the_bank_and_a_cheque_that_came_back(desk: Desk) -> None:
    bank, (amina, _) = make_bank(desk), make_payer(desk)
    cheque = int(desk.do(takings.take, account_id=amina, pence=6000, way=TakingWay.CHEQUE, drawn_on="100417").value)
    slip = int(desk.do(slips.make_slip, taking_ids=[cheque], bank_account_id=bank).value)
    bring_in(desk, [line(6000, "CHQ PAID IN", on=desk.today), line(-6000, "UNPAID CHQ 100417", on=desk.today)])
    paid_in, returned = _line(desk, 6000), _line(desk, -6000)
    banked = check_undo(desk, slips.bank_slip, slip_id=slip, bank_line_id=paid_in)
    assert banked.take_back is not None
    check_undo(desk, slips.take_back_banking, **banked.take_back.facts)
    desk.do(slips.bank_slip, slip_id=slip, bank_line_id=paid_in)
    check_undo(desk, takings.bounce, taking_id=cheque, reason="Refer to drawer")
    check_undo(desk, takings.join_return, taking_id=cheque, bank_line_id=returned)
    check_undo(desk, takings.part_return, taking_id=cheque)
    assert desk.ask(verify.verify) == []


def test_a_payment_file_taken_in(desk: Desk) -> None:
    make_bank(desk)
    _, reference = make_payer(desk)
    check_undo(desk, payment_files.import_file, kind=FileKind.ALLPAY, name="allpay.txt",
               data=write_allpay([paid(reference, 11_240)]))


def test_a_card_report_of_two_settlements_goes_out_whole(desk: Desk) -> None:
    make_bank(desk)
    _, reference = make_payer(desk)
    one, other = (card_report([(reference, pence, 20)], settlement=name) for name, pence in (("S1", 5_000), ("S2", 7_000)))
    both = one + other.split(b"\r\n", 1)[1]
    made = desk.do(payment_files.import_file, kind=FileKind.CARDS, name="cards.csv", data=both).take_back
    assert made is not None and made.action is payment_files.put_all_aside
    check_undo(desk, payment_files.put_all_aside, **made.facts)
    desk.do(payment_files.take_all_up, file_ids=made.facts["file_ids"])
    assert desk.ask(lambda: PaymentFile.select().where(PaymentFile.state == FileState.WAITING).count()) == 2
