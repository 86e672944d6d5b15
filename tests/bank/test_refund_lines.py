"""The bank's line of a refund empties the refunds account, marks the refund as paid, and never charges the person twice."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.bank.actions.posting import post_lines, post_split, take_back_posting
from housingdesk.bank.models import BankLine
from housingdesk.bank.rules.refunds import Payable, brought_back_by, paid_by
from housingdesk.bank.rules.splits import Share
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import approve, ask_refund, mark_paid
from housingdesk.rent.queries import requests as queries
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.asking import RefundDraft
from housingdesk.rent.rules.words import Payer, RequestState
from tests.support.asking import balance, colleague, put
from tests.support.banking import PAID, bring_in, line, make_bank, make_payer
from tests.support.desk import Clock

WAITING = (Payable(7, 1, 5_000, "Amina Khan", "REFUND7"), Payable(8, 2, 5_000, "Bo Reed", "REFUND8"))


@pytest.mark.parametrize(("said", "pence", "found"), [
    ("FPO A KHAN REFUND7", 5_000, 7), ("BO REED", 5_000, 8), ("NOBODY KNOWN", 5_000, 7), ("REFUND8", 5_000, 8),
    ("REFUND8", 5_500, "£5.00 too much. Split the line: £50.00 to refunds"), ("BO REED", 4_000, "£10.00 too little"),
    ("NOBODY KNOWN", 4_000, "No refund of £40.00 is allowed and still to be paid"), ("REFUND77", 4_000, "No refund of £40.00"),
])
def test_which_refund_a_line_paid(said: str, pence: int, found: int | str) -> None:
    answer = paid_by(said, pence, WAITING)
    assert answer.request_id == found if isinstance(answer, Payable) else isinstance(found, str) and found in answer


def allowed(desk: Desk) -> tuple[int, int]:
    make_bank(desk)
    account, _ = make_payer(desk)
    put(desk, account, -8_000)
    draft = RefundDraft(account, 5_000, Payer.TENANT, "Paid twice", "Amina Khan")
    request = int(desk.do(ask_refund, draft=draft).value)
    colleague(desk, "Sam", Role.FINANCE).do(approve, request_id=request)
    return account, request


def proposed(desk: Desk, pence: int, narrative: str, opening: int = 100_000) -> BankLine:
    bring_in(desk, [line(pence, narrative)], opening)
    found: BankLine = BankLine.select().order_by(BankLine.id.desc()).first()
    return found


def test_its_line_is_known_and_posting_marks_it_as_paid(desk: Desk) -> None:
    account, request = allowed(desk)
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None
    out = proposed(desk, -5_000, "AMINA KHAN")
    assert (out.proposed_id, out.tier) == (control.id, "not_rent")
    with pytest.raises(Refused, match="stands on this account already"):
        desk.do(post_lines, choices=((out.id, account),))
    desk.do(post_lines, choices=((out.id, control.id),))
    row = desk.ask(queries.request, request_id=request)
    assert (row.state, row.paid_on, row.bank_line) == (RequestState.PAID, PAID, out.id)
    assert balance(desk, account) == -3_000 and balance(desk, control.id) == 0 and not list(desk.ask(verify))
    desk.do(take_back_posting, line_ids=(out.id,))
    assert desk.ask(queries.request, request_id=request).state is RequestState.APPROVED


def test_too_much_is_said_and_split(desk: Desk) -> None:
    account, request = allowed(desk)
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None
    out = proposed(desk, -5_500, f"A KHAN REFUND{request}")
    assert out.proposed_id == control.id
    with pytest.raises(Refused, match=r"£5\.00 too much"):
        desk.do(post_lines, choices=((out.id, control.id),))
    desk.do(post_split, line_id=out.id, parts=(Share(control.id, -5_000), Share(account, None)))
    assert balance(desk, account) == -2_500 and desk.ask(queries.request, request_id=request).bank_line == out.id


def test_a_day_said_first_takes_its_line_later(desk: Desk, clock: Clock) -> None:
    _, request = allowed(desk)
    desk.do(mark_paid, request_id=request, on=PAID)
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None
    out = proposed(desk, -5_000, "AMINA KHAN")
    desk.do(post_lines, choices=((out.id, control.id),))
    assert desk.ask(queries.request, request_id=request).bank_line == out.id


@pytest.mark.parametrize(("said", "pence", "found"), [
    ("UNPAID REFUND7", 5_000, 7), ("RTN BO REED", 5_000, 8), ("NOBODY", 5_000, "2 refunds of £50.00 were paid"),
    ("REFUND7", 4_000, "No refund of £40.00 was paid that could come back"),
])
def test_which_refund_a_line_brought_back(said: str, pence: int, found: int | str) -> None:
    answer = brought_back_by(said, pence, WAITING)
    assert answer.request_id == found if isinstance(answer, Payable) else isinstance(found, str) and found in answer


def test_a_refund_that_comes_back_is_to_be_paid_again_and_credits_nobody(desk: Desk) -> None:
    account, request = allowed(desk)
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None
    out = proposed(desk, -5_000, f"A KHAN REFUND{request}")
    desk.do(post_lines, choices=((out.id, control.id),))
    back = proposed(desk, 5_000, f"CLOSED REFUND{request}")
    assert (back.proposed_id, back.tier) == (control.id, "not_rent")
    with pytest.raises(Refused, match="it is to be paid again, and the account stays as it is"):
        desk.do(post_lines, choices=((back.id, account),))
    desk.do(post_lines, choices=((back.id, control.id),))
    [row] = desk.ask(queries.to_pay)
    assert row.id == request and row.bank_line is None and row.paid_on is None
    assert "The bank brought it back on" in row.decision and "CLOSED REFUND" in row.decision
    assert balance(desk, account) == -3_000 and balance(desk, control.id) == -5_000 and not list(desk.ask(verify))
    desk.do(take_back_posting, line_ids=(back.id,))
    row = desk.ask(queries.request, request_id=request)
    assert (row.state, row.paid_on, row.bank_line, row.decision) == (RequestState.PAID, PAID, out.id, "")
    desk.do(post_lines, choices=((back.id, control.id),))
    again = proposed(desk, -5_000, f"AGAIN REFUND{request}", 200_000)
    desk.do(post_lines, choices=((again.id, control.id),))
    assert desk.ask(queries.request, request_id=request).bank_line == again.id and balance(desk, control.id) == 0
    with pytest.raises(Refused, match="is paid since it came back"):
        desk.do(take_back_posting, line_ids=(back.id,))


def test_rent_of_the_same_amount_and_name_is_no_refund_come_back(desk: Desk) -> None:
    _, request = allowed(desk)
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None
    out = proposed(desk, -5_000, f"A KHAN REFUND{request}")
    desk.do(post_lines, choices=((out.id, control.id),))
    bring_in(desk, [line(5_000, "AMINA KHAN"), line(5_000, "RTN AMINA KHAN")])
    lines = [row.proposed_id == control.id for row in BankLine.select().where(BankLine.pence > 0).order_by(BankLine.id)]
    assert lines == [False, True]
