"""The figures of Today: what people paid, not what went between the association's own accounts."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.actions.takings import take, withdraw_taking
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.rules.words import TakingWay
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.reports.queries.due import due
from housingdesk.reports.queries.figures import collected, figures, money_in, owed
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.desk import MONDAY, Clock

WEEK = timedelta(7)


def test_money_in_is_what_people_paid(desk: Desk, clock: Clock) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    costs = desk.ask(account_by_reference, reference="other_costs")
    assert costs is not None
    bring_in(desk, [line(11240, reference), line(-500_00, "TO OPERATING ACCOUNT"), line(3000, "MYSTERY")])
    ids = list(desk.ask(line_queries.line_ids, bank_account_id=bank))
    rent, transfer, mystery = sorted(ids)
    desk.do(posting.post_lines, choices=[(rent, account), (transfer, costs.id)])
    assert desk.ask(collected, on=MONDAY, weeks=3) == [0, 0, 11240]
    desk.do(posting.post_to_suspense, line_ids=[mystery])
    assert desk.ask(collected, on=MONDAY, weeks=3) == [0, 0, 11240]
    clock.to(MONDAY + WEEK)
    cleared = desk.do(posting.clear_suspense, line_id=mystery, account_id=account)
    assert desk.ask(collected, on=MONDAY + WEEK, weeks=3) == [0, 11240, 3000]
    assert cleared.take_back is not None
    desk.do(cleared.take_back.action, **cleared.take_back.facts)
    assert desk.ask(collected, on=MONDAY + WEEK, weeks=3) == [0, 11240, 0]


def test_what_is_taken_at_a_desk_counts_and_what_is_withdrawn_does_not(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    account, _ = make_payer(sqlite_desk)
    taking = sqlite_desk.do(take, account_id=account, pence=4000, way=TakingWay.CASH).value
    assert sqlite_desk.ask(collected, on=MONDAY, weeks=1) == [4000]
    sqlite_desk.do(withdraw_taking, taking_id=taking, why="The wrong account")
    assert sqlite_desk.ask(collected, on=MONDAY, weeks=1) == [0]


def test_a_debit_is_asked_for_only_while_somebody_is_to_be_charged(sqlite_desk: Desk, clock: Clock) -> None:
    make_payer(sqlite_desk)
    sqlite_desk.do(debit.run_debit, week=MONDAY - WEEK)

    def asked() -> list[str]:
        return [card.text for card in sqlite_desk.ask(due, on=clock.now.date()).cards if card.place == "rent"]

    assert asked() == ["Run the debit for the week of Monday 23 November 2026"]
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert asked() == []


def test_the_figure_without_its_weeks_is_the_same_figure(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    bring_in(desk, [line(11240, reference)])
    [paid] = desk.ask(line_queries.line_ids, bank_account_id=bank)
    desk.do(posting.post_lines, choices=[(paid, account)])
    first, whole = desk.ask(figures, on=MONDAY)[0], desk.ask(money_in, on=MONDAY)
    assert (first.name, first.text) == (whole.name, whole.text) == ("Money in this week", "£112.40")
    assert len(whole.weeks) == 12 and len(first.weeks) == 1


def test_what_is_owed_comes_after_the_rest_in_its_own_place(desk: Desk) -> None:
    make_payer(desk)
    desk.do(debit.run_debit, week=MONDAY)
    shown, reckoned = desk.ask(figures, on=MONDAY)[1], desk.ask(owed, on=MONDAY)
    assert (shown.name, shown.text) == (reckoned.name, "…")
    assert (reckoned.text, reckoned.sentence) == ("£449.60", "One current account; benefit has £0.00 still to pay")
