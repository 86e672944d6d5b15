"""Weeks without a run: nothing that fell due in them is forgotten, and a rent-free week holds nobody up."""

from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import accounts, verify
from housingdesk.rent.queries.next_debit import next_week
from housingdesk.rent.rules.words import Frequency
from housingdesk.settings.actions import set_value
from tests.support.accounts import make_account
from tests.support.desk import MONDAY, Clock

WEEK = timedelta(7)


def charged(desk: Desk, account: int) -> tuple[int, date]:
    row = desk.ask(accounts.account, account_id=account)
    return row.pence, row.charged_to


def test_a_month_that_fell_due_in_a_week_without_a_run_is_caught_up(sqlite_desk: Desk, clock: Clock) -> None:
    month = make_account(sqlite_desk, 1, opens_on=date(2026, 11, 1), frequency=Frequency.MONTHLY, pence=30000)
    make_account(sqlite_desk, 2, opens_on=MONDAY)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert charged(sqlite_desk, month) == (30000, date(2026, 12, 1))
    clock.to(MONDAY + 2 * WEEK)
    sqlite_desk.do(debit.run_debit, week=MONDAY + 2 * WEEK)
    assert charged(sqlite_desk, month) == (60000, date(2027, 1, 1))


def test_a_run_that_caught_up_half_a_month_gives_back_only_that_half(desk: Desk) -> None:
    month = make_account(desk, 1, opens_on=date(2026, 11, 1), frequency=Frequency.MONTHLY, pence=30000)
    make_account(desk, 2, opens_on=MONDAY - WEEK)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    batch = desk.do(debit.run_debit, week=MONDAY).value
    desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong week")
    desk.do(debit.run_debit, week=MONDAY)
    assert charged(desk, month) == (30000, date(2026, 12, 1))
    assert desk.ask(verify.verify) == []


def test_weeks_in_which_nobody_is_charged_are_passed_over(desk: Desk, clock: Clock) -> None:
    account = make_account(desk, 1, opens_on=MONDAY, rent_free=True)
    desk.do(set_value, key="rent.free_weeks", value=(MONDAY + WEEK, MONDAY + 2 * WEEK))
    desk.do(debit.run_debit, week=MONDAY)
    assert desk.ask(next_week, today_week=MONDAY) == MONDAY + WEEK
    clock.to(MONDAY + WEEK)
    assert desk.ask(next_week, today_week=MONDAY + WEEK) == MONDAY + 2 * WEEK
    clock.to(MONDAY + 3 * WEEK)
    week = desk.ask(next_week, today_week=MONDAY + 3 * WEEK)
    assert week == MONDAY + 3 * WEEK
    desk.do(debit.run_debit, week=week)
    assert charged(desk, account) == (22480, MONDAY + 4 * WEEK)


def test_a_week_with_somebody_to_charge_is_not_passed_over(sqlite_desk: Desk) -> None:
    make_account(sqlite_desk, 1, opens_on=MONDAY - 3 * WEEK)
    sqlite_desk.do(debit.run_debit, week=MONDAY - 2 * WEEK)
    assert sqlite_desk.ask(next_week, today_week=MONDAY) == MONDAY - WEEK
