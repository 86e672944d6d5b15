"""Takings on both databases: receipts without a gap, credited at once, banked by their slip, returned unpaid, taken back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.posting import take_back_posting
from housingdesk.bank.actions.slips import bank_slip, make_slip, take_back_banking, withdraw_slip
from housingdesk.bank.actions.takings import bounce, join_return, take, take_back_bounce, withdraw_taking
from housingdesk.bank.models import BankLine, LineState, Taking
from housingdesk.bank.queries import slips as slip_queries
from housingdesk.bank.queries import takings as queries
from housingdesk.bank.queries.lines import lines as bank_lines
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.diary.models import Task
from housingdesk.documents.queries import kept
from housingdesk.errors import Refused
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.schedules import owed

Taken = tuple[int, int, list[int]]
DAY = timedelta(1)


def refused(desk: Desk, action: Callable[..., Any], **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        desk.do(action, **facts)
    return str(caught.value)


def held(desk: Desk) -> int:
    """What the control account of takings holds."""
    return int(desk.ask(account_queries.account_by_reference, reference="takings").pence)


@pytest.fixture
def taken(desk: Desk) -> Taken:
    """A bank account, somebody who pays, and two takings: cash of £40.00 and a cheque of £60.00."""
    bank, (amina, _) = make_bank(desk), make_payer(desk)
    cash = int(desk.do(take, account_id=amina, pence=4000, way=TakingWay.CASH, paid_by="Her sister").value)
    cheque = int(desk.do(take, account_id=amina, pence=6000, way=TakingWay.CHEQUE, drawn_on="100417").value)
    return bank, amina, [cash, cheque]


def paid_in(desk: Desk, pence: int, words: str, opening: int = 100_000) -> int:
    bring_in(desk, [line(pence, words, on=desk.today)], opening)
    return int(desk.ask(lambda: BankLine.select(BankLine.id).order_by(BankLine.id.desc()).limit(1).scalar()))


def test_money_is_credited_at_once_and_waits_to_be_banked(desk: Desk, taken: Taken) -> None:
    _, amina, _ = taken
    rows = desk.ask(queries.takings, on=desk.today)
    assert [(one.number, one.pence, one.state) for one in rows] == [(2, 6000, TakingState.TAKEN), (1, 4000, TakingState.TAKEN)]
    assert held(desk) == 10_000 and desk.ask(verify.verify) == []
    entry = desk.ask(lambda: Entry.get((Entry.account == amina) & (Entry.pence == -4000)))
    assert (entry.text, entry.effective_on) == ("Cash, receipt 1", desk.today)
    assert desk.ask(kept, document_id=rows[0].document_id).content.startswith(b"%PDF")
    [late] = desk.ask(queries.due, on=desk.today + 3 * DAY)
    assert late == (desk.today + 3 * DAY, "£100.00 taken and not yet banked, the oldest for 3 days")
    assert "Type the number of the cheque" in refused(desk, take, account_id=amina, pence=100, way=TakingWay.CHEQUE)
    assert "Type the amount" in refused(desk, take, account_id=amina, pence=0, way=TakingWay.CASH)


def test_a_receipt_is_withdrawn_the_same_day_and_its_number_stays(desk: Desk, taken: Taken, clock: Any) -> None:
    _, amina, [cash, cheque] = taken
    before = owed(desk, amina)
    desk.do(withdraw_taking, taking_id=cash, why="The wrong account")
    assert owed(desk, amina) == before + 4000 and held(desk) == 6000 and desk.ask(verify.verify) == []
    assert desk.ask(queries.taking, taking_id=cash, on=desk.today).note == "The wrong account"
    assert "so it cannot be withdrawn" in refused(desk, withdraw_taking, taking_id=cash, why="Again")
    assert desk.do(take, account_id=amina, pence=4000, way=TakingWay.CASH).value != cash
    assert [one.number for one in desk.ask(queries.takings, on=desk.today)] == [3, 2, 1]
    clock.now += DAY
    assert "Only a receipt of today" in refused(desk, withdraw_taking, taking_id=cheque, why="Too late")


def test_a_slip_is_banked_by_its_line_and_the_way_back(desk: Desk, taken: Taken) -> None:
    bank, _, ids = taken
    slip = int(desk.do(make_slip, taking_ids=ids, bank_account_id=bank).value)
    assert "is on a paying-in slip" in refused(desk, make_slip, taking_ids=ids, bank_account_id=bank)
    assert "so it cannot be withdrawn" in refused(desk, withdraw_taking, taking_id=ids[0], why="Late")
    money = paid_in(desk, 10_000, "CASH PAID IN 1")
    [told] = desk.ask(bank_lines, ids=[money])
    assert told.why.startswith("This is paying-in slip 1 of")
    [fit] = desk.ask(slip_queries.slip_lines)[slip]
    assert fit.sure and fit.bank_line_id == money
    desk.do(bank_slip, slip_id=slip, bank_line_id=money)
    assert held(desk) == 0 and desk.ask(verify.verify) == []
    assert {one.state for one in desk.ask(queries.on_slip, slip_id=slip, on=desk.today)} == {TakingState.BANKED}
    assert "This money is paying-in slip 1" in refused(desk, take_back_posting, line_ids=[money])
    desk.do(take_back_banking, slip_id=slip, brought=True)
    assert held(desk) == 10_000 and desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING
    desk.do(withdraw_slip, slip_id=slip)
    assert desk.ask(slip_queries.slip, slip_id=slip, on=desk.today).state is SlipState.WITHDRAWN
    assert int(desk.do(make_slip, taking_ids=ids[:1], bank_account_id=bank).value) and desk.ask(verify.verify) == []


def test_a_slip_that_the_bank_counted_otherwise_is_refused_with_both_figures(desk: Desk, taken: Taken) -> None:
    bank, _, ids = taken
    slip = int(desk.do(make_slip, taking_ids=ids, bank_account_id=bank).value)
    money = paid_in(desk, 9_000, "CASH PAID IN 1")
    assert "The slip is £100.00, the bank shows £90.00: £10.00 apart" in refused(desk, bank_slip, slip_id=slip,
                                                                                 bank_line_id=money)
    assert held(desk) == 10_000 and desk.ask(verify.verify) == []


def test_a_cheque_comes_back_by_hand_then_by_the_banks_line(desk: Desk, taken: Taken) -> None:
    bank, amina, [cash, cheque] = taken
    assert "only what was banked can come back" in refused(desk, bounce, taking_id=cheque, reason="Refer to drawer")
    assert "only cheques and postal orders" in refused(desk, bounce, taking_id=cash, reason="Torn")
    slip = int(desk.do(make_slip, taking_ids=[cash, cheque], bank_account_id=bank).value)
    desk.do(bank_slip, slip_id=slip, bank_line_id=paid_in(desk, 10_000, "PAID IN 1"))
    before = owed(desk, amina)
    desk.do(bounce, taking_id=cheque, reason="Refer to drawer")
    assert owed(desk, amina) == before + 6000 and held(desk) == -6000 and desk.ask(verify.verify) == []
    text = desk.ask(lambda: Entry.select(Entry.text).where(Entry.account == amina).order_by(Entry.id.desc()).limit(1).scalar())
    assert text.startswith("Reversed: Cheque of") and text.endswith("returned unpaid: Refer to drawer")
    assert desk.ask(lambda: Task.select(Task.text).scalar()).endswith("Ask Amina Khan for £60.00 in another way")
    debit = paid_in(desk, -6000, "UNPAID CHQ 100417", opening=110_000)
    [fit] = desk.ask(queries.return_lines, taking_id=cheque, on=desk.today)
    assert fit.bank_line_id == debit
    desk.do(join_return, taking_id=cheque, bank_line_id=debit)
    assert held(desk) == 0 and desk.ask(verify.verify) == []
    assert "came back unpaid since" in refused(desk, take_back_banking, slip_id=slip)
    desk.do(take_back_bounce, taking_id=cheque)
    assert owed(desk, amina) == before and held(desk) == 0 and desk.ask(verify.verify) == []
    assert desk.ask(lambda: BankLine.get_by_id(debit).state) is LineState.WAITING


def test_two_seats_take_money_at_once_and_no_number_is_missing(desk: Desk, taken: Taken) -> None:
    _, amina, _ = taken
    barrier = Barrier(2)

    def seat(_: int) -> None:
        barrier.wait(10)
        for _number in range(3):
            desk.do(take, account_id=amina, pence=1000, way=TakingWay.CASH)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(seat, range(2)))
    numbers = desk.ask(lambda: [row[0] for row in Taking.select(Taking.number).order_by(Taking.number).tuples()])
    assert numbers == list(range(1, 9)) and desk.ask(verify.verify) == []


def test_the_till_is_counted_by_person_and_way(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    amina, _ = make_payer(sqlite_desk)
    for pence, way in ((1000, TakingWay.CASH), (500, TakingWay.CASH), (4000, TakingWay.CARD), (900, TakingWay.CASH)):
        last = sqlite_desk.do(take, account_id=amina, pence=pence, way=way).value
    sqlite_desk.do(withdraw_taking, taking_id=last, why="Not hers")
    rows = sqlite_desk.ask(queries.takings, on=sqlite_desk.today, taken_on=sqlite_desk.today)
    assert [(one.way, one.count, one.pence) for one in queries.till(rows)] == [(TakingWay.CARD, 1, 4000),
                                                                             (TakingWay.CASH, 2, 1500)]
    assert "the card company’s file banks it" in refused(
        sqlite_desk, make_slip, bank_account_id=1, taking_ids=[one.id for one in rows if one.way is TakingWay.CARD])


def test_a_taking_that_the_account_does_not_hold_is_found_by_verify(sqlite_desk: Desk) -> None:
    """A proof that cannot fail is none: a state changed past the actions is named."""
    make_bank(sqlite_desk)
    amina, _ = make_payer(sqlite_desk)
    sqlite_desk.do(take, account_id=amina, pence=1000, way=TakingWay.CASH)
    sqlite_desk.ask(lambda: Taking.update(state=TakingState.WITHDRAWN).execute())
    assert [fault.message for fault in sqlite_desk.ask(verify.verify)] == [
        "takings: 0p was taken and is not banked, the account holds 1000p"]
