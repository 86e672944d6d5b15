"""What one person asks for and another allows: nothing moves before, bands hold, and of two who allow at once one wins."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.errors import Refused
from housingdesk.rent.actions import requests as actions
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.queries import requests as queries
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.rent.queries.ledger import check_chain
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.asking import Answer, RefundDraft, WriteOffDraft
from housingdesk.rent.rules.bands import Hand, Minute
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer, RequestState, WriteOffReason
from tests.support.asking import account_with, balance, colleague, put
from tests.support.desk import MONDAY

LEFT = date(2026, 6, 7)


def refund(account: int, pence: int = 5_000) -> RefundDraft:
    return RefundDraft(account, pence, Payer.TENANT, "Paid after leaving", "Amina Khan", "200000", "5577991")


def write_off(account: int, why: WriteOffReason = WriteOffReason.UNTRACED) -> WriteOffDraft:
    return WriteOffDraft(account, why, "Two traces found nobody")


def test_a_refund_takes_two_people_and_stands_in_the_refunds_account_until_it_is_paid(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -8_000)
    asked = desk.do(actions.ask_refund, draft=refund(account), answers=(Answer("debts", "They owe nothing"),)).value
    assert balance(desk, account) == -8_000
    with pytest.raises(Refused, match="You asked for it, so somebody else has to allow it"):
        desk.do(actions.approve, request_id=asked)
    outcome = sam.do(actions.approve, request_id=asked, note="Checked with the council")
    assert balance(desk, account) == -3_000
    control = desk.ask(account_by_reference, reference="REFUNDS")
    assert control is not None and control.pence == -5_000
    [row] = desk.ask(queries.to_pay)
    assert (row.pay_to, row.sort_code, row.account_number, row.decided_by) == ("Amina Khan", "20-00-00", "05577991", "Sam")
    assert row.answers == (Answer("debts", "They owe nothing"),) and row.payment_reference == f"REFUND{asked}"
    sam.do(actions.mark_paid, request_id=asked, on=MONDAY)
    with pytest.raises(Refused, match="has left the bank"):
        sam.do(actions.take_back_approval, request_id=asked)
    assert outcome.take_back is not None and not desk.ask(queries.to_pay)
    assert not list(desk.ask(check_chain)) and not list(desk.ask(verify))


def test_allowing_by_mistake_is_undone_and_waits_again(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -8_000)
    asked = desk.do(actions.ask_refund, draft=refund(account)).value
    back = sam.do(actions.approve, request_id=asked).take_back
    assert back is not None
    sam.do(back.action, **back.facts)
    assert balance(desk, account) == -8_000 and desk.ask(queries.request, request_id=asked).state is RequestState.ASKED
    sam.do(actions.approve, request_id=asked)
    sam.do(actions.take_back_approval, request_id=asked, reason="The council wants it back")
    assert balance(desk, account) == -8_000 and desk.ask(queries.request, request_id=asked).state is RequestState.TAKEN_BACK


def test_two_seats_that_allow_at_once_do_it_once(desk: Desk) -> None:
    sam, jo = colleague(desk, "Sam", Role.FINANCE), colleague(desk, "Jo", Role.MANAGER)
    account = account_with(desk, -8_000)
    asked = desk.do(actions.ask_refund, draft=refund(account)).value

    def allow(seat: Desk) -> str:
        try:
            seat.do(actions.approve, request_id=asked)
        except Refused as error:
            return str(error)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(allow, (sam, jo)))
    assert said[1] == "done" and said[0].removesuffix("Sam").removesuffix("Jo") == "This request is approved already by "
    assert balance(desk, account) == -3_000


def test_two_logins_of_one_name_are_not_two_people(desk: Desk) -> None:
    account = account_with(desk, -8_000)
    asked = desk.do(actions.ask_refund, draft=refund(account)).value
    twin = colleague(desk, "Ann Brown", Role.MANAGER, login="ann2")
    with pytest.raises(Refused, match="a login in your own name"):
        twin.do(actions.approve, request_id=asked)


def test_bands_say_who_allows_and_the_boards_minute_is_kept(desk: Desk) -> None:
    sam, jo = colleague(desk, "Sam", Role.FINANCE), colleague(desk, "Jo", Role.MANAGER)
    account = account_with(desk, 150_000, closes_on=LEFT)
    asked = sam.do(actions.ask_write_off, draft=write_off(account)).value
    with pytest.raises(Refused, match="You asked for it"):
        sam.do(actions.approve, request_id=asked)
    with pytest.raises(Refused, match="the reference and the day of the board’s minute"):
        jo.do(actions.approve, request_id=asked)
    jo.do(actions.approve, request_id=asked, minute=Minute("2026/41", date(2026, 11, 12)), note="Agreed")
    row = desk.ask(queries.request, request_id=asked)
    assert row.decision == "Board minute 2026/41 of 12 November 2026. Agreed" and balance(desk, account) == 0


def test_a_coordinator_asks_and_does_not_allow(desk: Desk) -> None:
    col, account = colleague(desk, "Col", Role.COORDINATOR), account_with(desk, -8_000)
    col.do(actions.ask_refund, draft=refund(account))
    with pytest.raises(Refused, match="adjust and reverse"):
        col.do(actions.approve, request_id=1)
    board = desk.ask(queries.board, on=MONDAY, who=Hand(col.who.id, "Col", "coordinator"))
    assert [why for _, why in board.rows] == ["You asked for it, so somebody else has to allow it"]


def test_a_write_off_clears_every_payers_part_and_is_put_back_when_somebody_is_found(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, 12_000, closes_on=LEFT)
    put(desk, account, 4_000, payer=Payer.HB)
    asked = desk.do(actions.ask_write_off, draft=write_off(account)).value
    sam.do(actions.approve, request_id=asked)
    assert balance(desk, account) == 0 and desk.ask(queries.written_off, account_ids=[account])[account].id == asked
    again = sam.do(actions.ask_reinstatement, request_id=asked, reason="Traced in Leeds").value
    with pytest.raises(Refused, match="put back, or asked to be, already"):
        sam.do(actions.ask_reinstatement, request_id=asked, reason="Traced in Leeds")
    desk.do(actions.approve, request_id=again)
    assert balance(desk, account) == 16_000 and not desk.ask(queries.written_off, account_ids=[account])
    assert desk.ask(queries.request, request_id=again).reinstates_id == asked
    with pytest.raises(Refused, match="put back since"):
        sam.do(actions.take_back_approval, request_id=asked, reason="No")
    assert not list(desk.ask(verify))


def test_only_former_accounts_and_barred_debts_are_written_off_as_such(desk: Desk) -> None:
    current = account_with(desk, 12_000)
    with pytest.raises(Refused, match="people who have left"):
        desk.do(actions.ask_write_off, draft=write_off(current))
    young = account_with(desk, 12_000, 2, closes_on=LEFT)
    with pytest.raises(Refused, match=r"too old yet\. Fell due on 23 November 2026, nothing paid: barred on 23 Nov"):
        desk.do(actions.ask_write_off, draft=write_off(young, WriteOffReason.STATUTE_BARRED))
    old = account_with(desk, 12_000, 3, closes_on=date(2020, 3, 1), on=date(2020, 2, 24))
    asked = desk.do(actions.ask_write_off, draft=write_off(old, WriteOffReason.STATUTE_BARRED)).value
    assert "barred since 24 February 2026" in desk.ask(queries.request, request_id=asked).answers[0].sentence
    with pytest.raises(Refused, match="asked for already"):
        desk.do(actions.ask_write_off, draft=write_off(old))
    told = WriteOffDraft(old, WriteOffReason.STATUTE_BARRED, "Old debt", date(2024, 1, 8))
    desk.do(actions.withdraw, request_id=asked)
    with pytest.raises(Refused, match="acknowledged in writing 8 January 2024"):
        desk.do(actions.ask_write_off, draft=told)


def test_an_unclaimed_credit_is_taken_off_as_a_credit_only(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -3_000, closes_on=LEFT)
    with pytest.raises(Refused, match=r"£30\.00 is in credit here"):
        desk.do(actions.ask_write_off, draft=write_off(account))
    [asked] = desk.do(actions.ask_write_offs, drafts=(write_off(account, WriteOffReason.CREDIT),)).value
    sam.do(actions.approve, request_id=asked)
    assert balance(desk, account) == 0 and desk.ask(queries.request, request_id=asked).what == "Unclaimed credit of £30.00"


def test_money_that_moved_since_it_was_asked_for_is_not_posted(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -5_000)
    asked = desk.do(actions.ask_refund, draft=refund(account)).value
    with pytest.raises(Refused, match=r"£50\.00 is in credit on this account, of which £50\.00 is asked for already"):
        desk.do(actions.ask_refund, draft=refund(account, 100))
    put(desk, account, 1_000)
    with pytest.raises(Refused, match=r"Only £40\.00 is in credit"):
        sam.do(actions.approve, request_id=asked)
    debt = account_with(desk, 7_000, 2, closes_on=LEFT)
    gone = desk.do(actions.ask_write_off, draft=write_off(debt)).value
    put(desk, debt, -500)
    with pytest.raises(Refused, match="moved since"):
        sam.do(actions.approve, request_id=gone)


def test_an_adjustment_above_the_band_is_asked_for(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, 90_000)
    draft = AdjustmentDraft(account, -30_000, Payer.TENANT, MONDAY - timedelta(3), "Charged twice")
    with pytest.raises(Refused, match=r"above the £250\.00 that you may adjust by yourself"):
        sam.do(adjust, draft=draft)
    asked = sam.do(actions.ask_adjustment, draft=draft).value
    assert balance(desk, account) == 90_000
    desk.do(actions.approve, request_id=asked)
    assert balance(desk, account) == 60_000


def test_declined_with_a_reason_and_withdrawn_by_who_asked(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -8_000)
    asked = desk.do(actions.ask_refund, draft=refund(account)).value
    with pytest.raises(Refused, match="withdraw it instead"):
        desk.do(actions.decline, request_id=asked, reason="No")
    with pytest.raises(Refused, match="Say in a few words why"):
        sam.do(actions.decline, request_id=asked, reason=" ")
    with pytest.raises(Refused, match="Ann Brown asked for it"):
        sam.do(actions.withdraw, request_id=asked)
    back = sam.do(actions.decline, request_id=asked, reason="The council may want it back").take_back
    assert back is not None
    sam.do(back.action, **back.facts)
    desk.do(actions.withdraw, request_id=asked)
    with pytest.raises(Refused, match="withdrawn already"):
        sam.do(actions.approve, request_id=asked)
