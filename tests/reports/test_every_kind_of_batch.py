"""Whatever moved the money, the journal balances and the proofs hold; and the audit pack says who asked and who allowed."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.bank.actions.file_posting import post_file
from housingdesk.bank.actions.payment_files import import_file
from housingdesk.bank.actions.takings import take
from housingdesk.bank.rules.words import FileKind, TakingWay
from housingdesk.rent.actions import requests
from housingdesk.rent.actions.backdating import correct_charge
from housingdesk.rent.actions.transfers import transfer
from housingdesk.rent.models import Batch, ChargeLine
from housingdesk.rent.queries.accounts import account as account_of
from housingdesk.rent.rules.asking import RefundDraft, WriteOffDraft
from housingdesk.rent.rules.words import BatchKind, Payer, WriteOffReason
from housingdesk.reports.audit_pack import audit_pack
from housingdesk.reports.queries.journal import journal
from housingdesk.reports.rules.journal import totals
from tests.support.asking import account_with, colleague
from tests.support.closing import DAY, SUNDAY, WEEK, Books, books_of_a_week
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.office_reports import reports_hold
from tests.support.paying import SETTLED, card_report, lump, paid, take_in_allpay

START = MONDAY - 3 * WEEK


def everything(desk: Desk) -> Books:
    """One of each: taking, allpay with its lump, cards with a fee, transfer, refund, write-off, correction, unidentified."""
    books, sam = books_of_a_week(desk, unidentified=True), colleague(desk, "Sam", Role.FINANCE)
    owing, paying = (desk.ask(account_of, account_id=one).reference for one in (books.owing, books.paying))
    desk.do(take, account_id=books.owing, pence=2500, way=TakingWay.CASH)
    allpay = take_in_allpay(desk, [paid(owing, 3000), paid(paying, 500)])
    desk.do(post_file, file_id=allpay, bank_line_id=lump(desk, 3500, opening=130_200))
    cards = desk.do(import_file, kind=FileKind.CARDS, name="cards.csv", data=card_report([(owing, 2000, 40)])).value
    desk.do(post_file, file_id=cards, bank_line_id=lump(desk, 1960, "CARDNET S1", SETTLED + DAY, 133_700))
    desk.do(transfer, from_account=books.paying, to_account=books.owing, pence=700, payer=Payer.TENANT, reason="Wrong person")
    refund = RefundDraft(books.paying, 1000, Payer.TENANT, "Paid too much", "Ben Cole", "200000", "55779911")
    sam.do(requests.approve, request_id=desk.do(requests.ask_refund, draft=refund).value)
    gone = account_with(desk, 4000, 77, closes_on=date(2026, 6, 7))
    left = WriteOffDraft(gone, WriteOffReason.UNTRACED, "Two traces found nobody")
    sam.do(requests.approve, request_id=desk.do(requests.ask_write_off, draft=left).value)
    line = ChargeLine.get(ChargeLine.account == books.owing)
    desk.do(correct_charge, line_id=line.id, pence=12000, start=START + WEEK, reason="Signed for more")
    return books


def test_every_kind_is_in_the_journal(desk: Desk) -> None:
    everything(desk)
    kinds = {row[0] for row in desk.ask(lambda: list(Batch.select(Batch.kind).distinct().tuples()))}
    assert kinds >= {BatchKind.DEBIT, BatchKind.BANK, BatchKind.TAKING, BatchKind.PAYMENT_FILE, BatchKind.TRANSFER,
                     BatchKind.REFUND, BatchKind.WRITE_OFF, BatchKind.ADJUSTMENT}
    reports_hold(START, SUNDAY + DAY)
    reports_hold(SUNDAY, SUNDAY + WEEK)
    found = totals(desk.ask(journal, start=date(2026, 1, 1), end=MONDAY + WEEK).lines)
    assert not [key for key in found if key.startswith("other:")]
    assert (found["write-offs"], found["control:REFUNDS"], found["control:takings"]) == (4000, -1000, 2500)
    assert "moved between accounts" not in found and found["suspense:suspense"] == -700


def test_the_pack_says_who_asked_and_who_allowed(sqlite_desk: Desk) -> None:
    everything(sqlite_desk)
    pages = printed(sqlite_desk.ask(audit_pack, start=START, end=MONDAY, on=MONDAY, printed_by="Ann Brown"))
    text = " ".join(" ".join(pages).split())
    for words in ("Ann Brown, allowed by Sam", "Write-off", "Refund", "Wrong person", "Signed for more", "Unidentified money",
                  "and ledger agree"):
        assert words in text, words
