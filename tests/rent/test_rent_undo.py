"""Every act on rent that can be taken back leaves nothing behind when it is, and is the same when it is done again."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.rent.actions import accounts, adjustments, debit, expected, requests, transfers
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.asking import RefundDraft, WriteOffDraft
from housingdesk.rent.rules.drafts import AdjustmentDraft, ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer, WriteOffReason
from housingdesk.values.dates import WEEK
from tests.support.accounts import make_account
from tests.support.asking import account_with, colleague
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy
from tests.support.undo import check_undo

SHARED = ChargeDraft(ChargeCode.RENT, "Rent", 7700, (ShareDraft(Payer.TENANT, 700), ShareDraft(Payer.HB, None)))


def opened(desk: Desk, start: timedelta = timedelta(0)) -> tuple[int, int]:
    """A tenancy and its account, charged in two shares."""
    tenancy = make_tenancy(desk, start=MONDAY + start)
    account = desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(SHARED,)).value
    return tenancy, int(account)


def pence(desk: Desk, account: int) -> int:
    return int(desk.ask(account_queries.account, account_id=account).pence)


def test_a_debit_run(desk: Desk) -> None:
    make_account(desk, 1, shares=(ShareDraft(Payer.TENANT, 1160), ShareDraft(Payer.HB, None)))
    make_account(desk, 2, opens_on=MONDAY + timedelta(3))
    make_account(desk, 3, pence=0, opens_on=MONDAY)
    check_undo(desk, debit.run_debit, week=MONDAY)
    check_undo(desk, debit.run_debit, week=MONDAY + WEEK)
    assert desk.ask(verify.verify) == []


def test_an_adjustment(desk: Desk) -> None:
    account = make_account(desk)
    check_undo(desk, adjustments.adjust, draft=AdjustmentDraft(account, -2500, Payer.TENANT, MONDAY, "Goodwill"))


def test_payments_that_are_expected_leave_the_others_where_they_are(desk: Desk) -> None:
    account = make_account(desk)
    others = [expected.ExpectedDraft(MONDAY, 1160)]
    desk.do(expected.expect_payments, account_id=account, payer=Payer.HB, drafts=others)
    drafts = [expected.ExpectedDraft(MONDAY + WEEK * n, 700, why="by standing order") for n in range(3)]
    check_undo(desk, expected.expect_payments, account_id=account, payer=Payer.TENANT, drafts=drafts)
    back = desk.do(expected.expect_payments, account_id=account, payer=Payer.TENANT, drafts=drafts).take_back
    assert back is not None
    desk.do(back.action, **back.facts)
    assert desk.ask(lambda: ExpectedPayment.select().where(ExpectedPayment.payer == Payer.HB).count()) == 1


def test_closing_an_account_and_letting_it_run_on(desk: Desk) -> None:
    tenancy, account = opened(desk)
    desk.do(debit.run_debit, week=MONDAY)
    check_undo(desk, accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(2))
    assert pence(desk, account) == 3300
    check_undo(desk, accounts.reopen_account, tenancy_id=tenancy)
    assert pence(desk, account) == 7700
    assert desk.ask(verify.verify) == []


def test_closed_again_on_an_earlier_day_credits_no_day_twice(desk: Desk) -> None:
    tenancy, account = opened(desk)
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(4))
    desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(1))
    assert pence(desk, account) == 2200


def test_a_debit_reversed_after_somebody_left_leaves_no_credit_behind(desk: Desk) -> None:
    tenancy, account = opened(desk)
    run = desk.do(debit.run_debit, week=MONDAY).value
    desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(2))
    desk.do(debit.reverse_debit, batch_id=run, reason="Wrong rate")
    assert pence(desk, account) == 0
    desk.do(debit.run_debit, week=MONDAY)
    assert pence(desk, account) == 3300
    assert desk.ask(verify.verify) == []


def test_a_debit_reversed_after_somebody_came_back_charges_no_day_twice(desk: Desk) -> None:
    tenancy, account = opened(desk)
    first = desk.do(debit.run_debit, week=MONDAY).value
    desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(2))
    make_account(desk, 9, opens_on=MONDAY)
    second = desk.do(debit.run_debit, week=MONDAY + WEEK).value
    desk.do(accounts.reopen_account, tenancy_id=tenancy)
    assert pence(desk, account) == 2 * 7700
    desk.do(debit.reverse_debit, batch_id=second, reason="Wrong rate")
    desk.do(debit.reverse_debit, batch_id=first, reason="Wrong rate")
    assert pence(desk, account) == 0
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(debit.run_debit, week=MONDAY + WEEK)
    assert pence(desk, account) == 2 * 7700
    assert desk.ask(verify.verify) == []


def test_a_change_of_shares_to_come_stays_when_the_charge_changes_before_it(desk: Desk) -> None:
    _, account = opened(desk)
    [line] = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    desk.do(accounts.change_shares, line_id=line.line_id, start=MONDAY + 3 * WEEK, shares=(ShareDraft(Payer.UC, None),))
    desk.do(accounts.change_charge, line_id=line.line_id, pence=8400, start=MONDAY + WEEK)
    before, after = (desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY + n * WEEK)[0] for n in (2, 3))
    assert (before.pence, dict(before.shares)) == (8400, {Payer.TENANT: 700, Payer.HB: 7700})
    assert (after.pence, dict(after.shares)) == (8400, {Payer.UC: 8400})


def test_money_that_one_asks_for_and_another_allows(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -9000)
    debts = [account_with(desk, 4000, number, closes_on=MONDAY - WEEK) for number in (2, 3)]
    draft = RefundDraft(account, 5000, Payer.TENANT, "Paid twice", "Amina Khan")
    asked = check_undo(desk, requests.ask_refund, draft=draft).value
    check_undo(desk, requests.ask_write_offs,
               drafts=[WriteOffDraft(debt, WriteOffReason.UNTRACED, "Two traces") for debt in debts])
    check_undo(desk, requests.ask_adjustment, draft=AdjustmentDraft(account, 50_000, Payer.TENANT, MONDAY, "Charged late"))
    check_undo(sam, requests.decline, request_id=asked + 4, reason="Ring them first")
    first = sam.do(requests.approve, request_id=asked).take_back  # it opens the account of refunds, which stays
    assert first is not None
    sam.do(first.action, **first.facts)
    check_undo(sam, requests.approve, request_id=asked)
    check_undo(sam, requests.mark_paid, request_id=asked, on=MONDAY)
    assert desk.ask(verify.verify) == []


def test_money_moved_between_accounts(desk: Desk) -> None:
    one, other = account_with(desk, -9000), account_with(desk, 4000, 2)
    check_undo(desk, transfers.transfer, from_account=one, to_account=other, pence=4000, payer=Payer.TENANT, reason="Wrong one")
