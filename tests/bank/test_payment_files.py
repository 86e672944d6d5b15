"""Payment files on both databases: taken in once, matched with a reason, posted whole or not at all, taken back as one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.file_posting import move_line, post_file, take_back_file
from housingdesk.bank.actions.payment_files import AGAIN, choose_line, import_file, put_aside, take_up
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.slips import make_slip
from housingdesk.bank.actions.takings import take
from housingdesk.bank.models import BankLine, LineState, PaymentFile, Taking
from housingdesk.bank.parsers.writers.allpay import write_allpay
from housingdesk.bank.queries import file_lumps
from housingdesk.bank.queries import payment_files as queries
from housingdesk.bank.queries.line_list import ListPlace, list_of_line
from housingdesk.bank.queries.lines import lines as bank_lines
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState, TakingState, TakingWay
from housingdesk.errors import Refused
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.reports.queries import due_schedules
from tests.support.banking import make_bank, make_payer
from tests.support.paying import COUNTER, card_report, lump, paid, take_in_allpay
from tests.support.schedules import owed
from tests.support.undo import check_undo

RENT = 11240


SQLITE = pytest.mark.parametrize("desk", ["sqlite"], indirect=True)


def refused(desk: Desk, action: Callable[..., Any], **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        desk.do(action, **facts)
    return str(caught.value)


def control(desk: Desk, reference: str) -> int:
    row = desk.ask(account_queries.account_by_reference, reference=reference)
    return row.pence if row is not None else 0


@pytest.fixture
def people(desk: Desk) -> list[tuple[int, str]]:
    make_bank(desk)
    return [make_payer(desk), make_payer(desk, "Joy Okafor")]


def test_a_file_is_posted_against_its_lump_and_taken_back_as_one(desk: Desk, people: list[tuple[int, str]]) -> None:
    (amina, first), (joy, second) = people
    file = take_in_allpay(desk, [paid(first, RENT), paid(f"DVHA{second}", 5000, "P")])
    lines = desk.ask(queries.lines_of, file_id=file)
    assert [one.account_id for one in lines] == [amina, joy]
    assert lines[0].why == f"Reference {first[:3]} {first[3:6]} {first[6:]} is Amina Khan"
    before = owed(desk, amina), owed(desk, joy)
    [waits] = desk.ask(file_lumps.waiting_files, on=desk.today)
    assert not waits.ready and waits.sentence.startswith("Waits for its money")
    money = lump(desk, RENT + 5000)
    [told] = desk.ask(bank_lines, ids=[money])
    assert told.why == "This is allpay’s file of 13 November 2026, 2 payments"
    [waits] = desk.ask(file_lumps.waiting_files, on=desk.today)
    assert waits.ready and [one.bank_line_id for one in waits.lumps] == [money]
    [fit] = desk.ask(file_lumps.lumps_for, file_id=file, on=desk.today)
    assert fit.fits and fit.sentence == "The sums agree: £162.40"

    check_undo(desk, post_file, file_id=file, bank_line_id=money)
    assert (owed(desk, amina), owed(desk, joy)) == (before[0] - RENT, before[1] - 5000)
    assert control(desk, "allpay") == 0 and not desk.ask(file_lumps.waiting_lumps, on=desk.today)
    entry = desk.ask(lambda: Entry.select().where((Entry.account == amina) & (Entry.pence == -RENT)).order_by(
        Entry.id.desc()).first())
    assert entry.effective_on == COUNTER and entry.text == "Paid through allpay: PayPoint, 13 November 2026"
    assert desk.ask(verify.verify) == []
    assert "Take the payment file back first" in refused(desk, take_back_posting, line_ids=[money])
    assert "whole file" in refused(desk, reverse_entry, entry_id=entry.id, reason="Wrong person")
    desk.do(take_back_file, file_id=file, brought=True)
    assert desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING
    assert (owed(desk, amina), owed(desk, joy)) == before and desk.ask(verify.verify) == []


@SQLITE
def test_an_early_lump_waits_in_its_account_and_a_late_file_takes_it_out(desk: Desk, people: list[tuple[int, str]]) -> None:
    (_, reference), _ = people
    money = lump(desk, RENT)
    pile = desk.ask(lambda: BankLine.get_by_id(money))
    assert (pile.tier, pile.proposed.reference) == ("not_rent", "allpay")
    desk.do(post_lines, choices=[(money, pile.proposed_id)])
    [waits] = desk.ask(file_lumps.waiting_lumps, on=date(2026, 11, 27))
    assert waits.sentence == "£112.40 waits for allpay’s file for 10 days" and waits.posted
    assert control(desk, "allpay") == -RENT
    [late] = desk.ask(file_lumps.due, on=date(2026, 11, 27))
    assert late[0] is None and late[1] == date(2026, 11, 22)
    file = take_in_allpay(desk, [paid(reference, RENT)])
    desk.do(post_file, file_id=file, bank_line_id=money)
    assert control(desk, "allpay") == 0 and desk.ask(verify.verify) == []
    desk.do(take_back_file, file_id=file)
    assert control(desk, "allpay") == -RENT and desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.POSTED


@SQLITE
def test_nothing_is_posted_when_the_sums_differ_or_somebody_is_asked(desk: Desk, people: list[tuple[int, str]]) -> None:
    (_, first), (joy, _) = people
    file = take_in_allpay(desk, [paid(first, RENT), paid("600099999", 2400, "N")])
    money = lump(desk, RENT)
    head, lines = desk.ask(queries.payment_file, file_id=file), desk.ask(queries.lines_of, file_id=file)
    assert head.asks == 1 and lines[1].state is FileLineState.UNKNOWN and "wrong check digit" in lines[1].why
    assert "Line 2: 600099999 has a wrong check digit" in refused(desk, post_file, file_id=file, bank_line_id=money)
    check_undo(desk, choose_line, line_id=lines[1].id, account_id=joy)
    said = refused(desk, post_file, file_id=file, bank_line_id=money)
    assert said == ("The file comes to £136.40, the bank shows £112.40: £24.00 less; one payment is of that amount. Nothing "
                    "was posted")
    assert control(desk, "allpay") == 0 and desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING
    assert "is not a person’s account" in refused(
        desk, choose_line, line_id=lines[1].id, account_id=desk.ask(lambda: Account.get(Account.reference == "allpay").id))


def test_what_nobody_knows_is_unidentified_money_until_it_is_moved(desk: Desk, people: list[tuple[int, str]]) -> None:
    _, (joy, _) = people
    file = take_in_allpay(desk, [paid("4471", 3000)])
    [line] = desk.ask(queries.lines_of, file_id=file)
    desk.do(choose_line, line_id=line.id, account_id=None)
    before = owed(desk, joy)
    desk.do(post_file, file_id=file, bank_line_id=lump(desk, 3000))
    assert control(desk, "suspense") == -3000 and desk.ask(verify.verify) == []
    outcome = check_undo(desk, move_line, line_id=line.id, account_id=joy)
    assert outcome is not None and owed(desk, joy) == before - 3000 and control(desk, "suspense") == 0
    assert "moved to Joy Okafor since" in refused(desk, take_back_file, file_id=file)
    assert desk.ask(verify.verify) == []


@SQLITE
def test_the_same_file_comes_in_once_and_payments_that_came_before_are_seen(desk: Desk, people: list[tuple[int, str]]) -> None:
    (_, first), (_, second) = people
    payments = [paid(first, RENT), paid(second, RENT)]
    file = take_in_allpay(desk, payments)
    assert "This file came on" in refused(desk, import_file, kind=FileKind.ALLPAY, name="other.txt",
                                          data=write_allpay(payments))
    more = [*payments, paid(first, 700, "B")]
    said = refused(desk, import_file, kind=FileKind.ALLPAY, name="more.txt", data=write_allpay(more))
    assert said.startswith("2 of its 3 payments came with allpay.txt already") and AGAIN in said
    check_undo(desk, put_aside, file_id=file, why="Sent twice")
    assert take_in_allpay(desk, more, name="more.txt") != file
    assert "Take it up again" in refused(desk, import_file, kind=FileKind.ALLPAY, name="x", data=write_allpay(payments))
    assert "This payment file is put aside: Sent twice" in refused(desk, post_file, file_id=file, bank_line_id=1)
    desk.do(take_up, file_id=file)
    assert desk.ask(queries.payment_file, file_id=file).state is FileState.WAITING


@SQLITE
def test_a_returned_cheque_takes_money_back_only_once_somebody_looked(desk: Desk, people: list[tuple[int, str]]) -> None:
    (_, first), (joy, second) = people
    file = take_in_allpay(desk, [paid(first, RENT), paid(second, 1240, "Q")], total=RENT - 1240)
    lines = desk.ask(queries.lines_of, file_id=file)
    assert lines[1].pence == -1240 and lines[1].state is FileLineState.TAKES_BACK
    money, before = lump(desk, RENT - 1240), owed(desk, joy)
    assert "A returned cheque takes money back" in refused(desk, post_file, file_id=file, bank_line_id=money)
    desk.do(choose_line, line_id=lines[1].id, account_id=joy)
    desk.do(post_file, file_id=file, bank_line_id=money)
    assert owed(desk, joy) == before + 1240 and desk.ask(verify.verify) == []


def test_a_card_settlement_is_posted_gross_with_its_fees_and_banks_what_a_desk_took(
        desk: Desk, people: list[tuple[int, str]]) -> None:
    (amina, first), (joy, second) = people
    taking = int(desk.do(take, account_id=joy, pence=4000, way=TakingWay.CARD).value)
    day, before = desk.today, (owed(desk, amina), owed(desk, joy))
    data = card_report([(first, 10_000, 150), (second, 4000, 60)], on=day)
    file = int(desk.do(import_file, kind=FileKind.CARDS, name="cards.csv", data=data).value)
    lines = desk.ask(queries.lines_of, file_id=file)
    assert lines[1].why.startswith("Taken at a desk on") and lines[1].taking_id == taking
    desk.do(post_file, file_id=file, bank_line_id=lump(desk, 14_000 - 210, "WORLDPAY SETTLEMENT 77"))
    assert (owed(desk, amina), owed(desk, joy)) == (before[0] - 10_000, before[1])
    assert control(desk, "card_fees") == 210 and control(desk, "card") == 0 and control(desk, "takings") == 0
    assert desk.ask(lambda: Taking.get_by_id(taking).state) is TakingState.BANKED and desk.ask(verify.verify) == []
    desk.do(take_back_file, file_id=file, brought=True)
    assert control(desk, "takings") == 4000 and desk.ask(lambda: Taking.get_by_id(taking).state) is TakingState.TAKEN
    assert desk.ask(verify.verify) == []


def test_two_seats_post_one_file_once(desk: Desk, people: list[tuple[int, str]]) -> None:
    (amina, first), _ = people
    file, money = take_in_allpay(desk, [paid(first, RENT)]), lump(desk, RENT)
    before, start = owed(desk, amina), Barrier(2)

    def post(seat: Desk) -> str:
        start.wait()
        try:
            seat.do(post_file, file_id=file, bank_line_id=money)
        except Refused as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(post, [desk, desk]))
    assert said[0] == "" and "posted" in said[1]
    assert owed(desk, amina) == before - RENT and desk.ask(verify.verify) == []


@SQLITE
def test_a_line_of_the_bank_opens_its_list(desk: Desk, people: list[tuple[int, str]]) -> None:
    (amina, first), _ = people
    money = lump(desk, RENT)
    assert desk.ask(list_of_line, line_id=money) == ListPlace("payment_files", {})
    file = take_in_allpay(desk, [paid(first, RENT)])
    assert desk.ask(list_of_line, line_id=money) == ListPlace("payment_file", {"file_id": file, "bank_line_id": money})
    desk.do(post_file, file_id=file, bank_line_id=money)
    assert desk.ask(list_of_line, line_id=money) == ListPlace("payment_file", {"file_id": file})
    desk.do(take, account_id=amina, pence=4000, way=TakingWay.CASH)
    made = desk.do(make_slip, bank_account_id=1, taking_ids=[desk.ask(lambda: Taking.get().id)]).value
    banked = lump(desk, 4000, "CASH PAID IN 1", on=desk.today, opening=100_000 + RENT)
    assert desk.ask(list_of_line, line_id=banked) == ListPlace("takings", {"tab": "slips"}) and made
    assert desk.ask(list_of_line, line_id=0) is None


@SQLITE
def test_today_asks_for_what_waits_too_long(desk: Desk, people: list[tuple[int, str]]) -> None:
    (amina, first), _ = people
    lump(desk, RENT)
    file = take_in_allpay(desk, [paid(first, 2_000)])
    desk.do(take, account_id=amina, pence=4000, way=TakingWay.CASH)
    found = desk.ask(due_schedules.cards, on=date(2026, 12, 1))
    assert [(card.place, dict(card.facts)) for card in found] == [
        ("payment_files", {}), ("payment_file", {"file_id": file}), ("takings", {})]
    assert found[0].text == "£112.40 waits for allpay’s file for 14 days"
    assert found[1].text == "allpay.txt: Waits for its money for 18 days, £20.00"
    assert desk.ask(due_schedules.cards, on=date(2026, 11, 17)) == []


@SQLITE
def test_a_posted_file_whose_lines_were_changed_is_found_by_verify(desk: Desk, people: list[tuple[int, str]]) -> None:
    file = take_in_allpay(desk, [paid(people[0][1], RENT)])
    desk.do(post_file, file_id=file, bank_line_id=lump(desk, RENT))
    desk.ask(lambda: PaymentFile.update(pence=RENT - 1).execute())
    assert [fault.message for fault in desk.ask(verify.verify)] == [
        "allpay.txt: 11239p should have come with this payment file, 11240p did"]
