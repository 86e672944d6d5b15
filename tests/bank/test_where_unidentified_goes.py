"""Unidentified money goes where it belongs, and nowhere else: not to itself, not to a till, and a refund is paid by it."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.bank.actions import posting, takings
from housingdesk.bank.actions.file_posting import move_line, post_file
from housingdesk.bank.actions.payment_files import choose_line
from housingdesk.bank.models import BankLine, PaymentFileLine
from housingdesk.bank.rules.words import TakingWay
from housingdesk.errors import Refused
from housingdesk.rent.actions import requests
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.queries.requests import request
from housingdesk.rent.rules.asking import RefundDraft
from housingdesk.rent.rules.words import AccountKind, Payer, RequestState
from tests.support.asking import colleague, put
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.paying import lump, paid, take_in_allpay


def account_of(desk: Desk, reference: str) -> int:
    return int(desk.ask(account_queries.account_by_reference, reference=reference).id)


def waits_unidentified(desk: Desk, pence: int, words: str = "WHOSE") -> int:
    bring_in(desk, [line(pence, words, on=desk.today)])
    money = int(desk.ask(lambda: BankLine.select(BankLine.id).scalar()))
    desk.do(posting.post_to_suspense, line_ids=[money])
    return money


def test_it_is_not_moved_to_itself_nor_to_the_till(desk: Desk) -> None:
    make_bank(desk)
    amina, _ = make_payer(desk)
    desk.do(takings.take, account_id=amina, pence=4000, way=TakingWay.CASH)
    money = waits_unidentified(desk, 4000)
    [suspense] = desk.ask(lambda: account_queries.ledger_accounts(AccountKind.SUSPENSE))
    for account, words in ((suspense.id, "unidentified money already"), (account_of(desk, "takings"), "bank its slip")):
        with pytest.raises(Refused, match=words):
            desk.do(posting.clear_suspense, line_id=money, account_id=account)
    assert desk.ask(verify.verify) == []


def test_a_payment_of_a_file_is_moved_to_somebody_only(desk: Desk) -> None:
    make_bank(desk)
    file = take_in_allpay(desk, [paid("999", 5000)])
    one = desk.ask(lambda: PaymentFileLine.select(PaymentFileLine.id).scalar())
    desk.do(choose_line, line_id=one, account_id=None)
    desk.do(post_file, file_id=file, bank_line_id=lump(desk, 5000))
    with pytest.raises(Refused, match="not a person’s account"):
        desk.do(move_line, line_id=one, account_id=account_of(desk, "allpay"))
    assert desk.ask(verify.verify) == []


def test_money_out_that_was_unidentified_pays_its_refund_once_and_not_when_taken_back(desk: Desk) -> None:
    make_bank(desk)
    amina, _ = make_payer(desk)
    put(desk, amina, -5000)
    asked = desk.do(requests.ask_refund, draft=RefundDraft(amina, 5000, Payer.TENANT, "Paid twice", "Amina Khan")).value
    colleague(desk, "Sam", Role.MANAGER).do(requests.approve, request_id=asked)
    money = waits_unidentified(desk, -5000, "AMINA KHAN")
    with pytest.raises(Refused, match="charged twice"):
        desk.do(posting.clear_suspense, line_id=money, account_id=amina)
    outcome = desk.do(posting.clear_suspense, line_id=money, account_id=account_of(desk, "REFUNDS"))
    paid_now = desk.ask(request, request_id=asked)
    assert paid_now.state is RequestState.PAID and outcome.take_back is not None
    with pytest.raises(Refused, match="Take that line back on Money in first"):
        desk.do(requests.unmark_paid, request_id=asked)
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert desk.ask(request, request_id=asked).state is RequestState.APPROVED and desk.ask(verify.verify) == []
