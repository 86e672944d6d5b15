"""Direct Debits on both databases: instructions, collections with their lump, and what Bacs reports, each done once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.bank.actions.bacs import carry_out_report, choose_mandate, import_report, join_debit
from housingdesk.bank.actions.collections import make_collection, mark_sent, withdraw_collection
from housingdesk.bank.actions.file_posting import take_back_file
from housingdesk.bank.actions.mandates import add_mandate, change_mandate, confirm_mandate, drop_mandate, stop_mandate
from housingdesk.bank.actions.posting import post_lines
from housingdesk.bank.models import BankLine
from housingdesk.bank.queries import bacs, collections, mandates
from housingdesk.bank.queries.file_lumps import waiting_lumps
from housingdesk.bank.queries.line_list import ListPlace, list_of_line
from housingdesk.bank.queries.lines import lines as bank_lines
from housingdesk.bank.rules.submissions import SubmissionForm
from housingdesk.bank.rules.words import AdviceState, CollectedState, CollectionState, MandateState
from housingdesk.diary.models import Task
from housingdesk.diary.rules import TaskState
from housingdesk.errors import Refused
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import Frequency
from housingdesk.reports.queries.journal import journal
from tests.support import bacs as papers
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.schedules import owed

DAY = timedelta(1)
Two = tuple[int, int]


def refused(desk: Desk, action: Callable[..., Any], **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        desk.do(action, **facts)
    return str(caught.value)


def undo(desk: Desk, outcome: Outcome) -> Outcome:
    assert outcome.take_back is not None
    return desk.do(outcome.take_back.action, **outcome.take_back.facts)


def held(desk: Desk) -> int:
    """What the control account of Direct Debits holds."""
    found = desk.ask(account_queries.account_by_reference, reference="direct_debit")
    return int(found.pence) if found is not None else 0


def state_of(desk: Desk, mandate_id: int) -> MandateState:
    found: MandateState = desk.ask(mandates.mandate, mandate_id=mandate_id, on=desk.today).state
    return found


def tasks(desk: Desk) -> list[str]:
    return [str(one) for one, in desk.ask(lambda: list(Task.select(Task.text).where(Task.state == TaskState.OPEN).order_by(
        Task.id).tuples()))]


@pytest.fixture
def on(desk: Desk) -> date:
    """The first day that can be collected."""
    found: date = desk.ask(collections.first_day, today=desk.today)
    return found


@pytest.fixture
def two(desk: Desk, on: date) -> Two:
    """Amina pays what is charged each month, Ben £50.00 a week; both instructions are live."""
    make_bank(desk)
    amina, _ = make_payer(desk)
    ben, _ = make_payer(desk, "Ben Stone")
    return (papers.live_mandate(desk, amina, "HD-AMINA1", on),
            papers.live_mandate(desk, ben, "HD-BEN001", on, 5_000, Frequency.WEEKLY))


def accounts_of(desk: Desk, two: Two) -> Two:
    one, other = (desk.ask(mandates.mandate, mandate_id=number, on=desk.today).account_id for number in two)
    return one, other


def test_an_instruction_is_checked_changed_and_stopped(desk: Desk, on: date) -> None:
    make_bank(desk)
    amina, _ = make_payer(desk)
    soon, signed = on, desk.today
    assert "With the advance notice the first day is" in refused(desk, add_mandate, draft=papers.draft(
        amina, "HD-AMINA1", soon, signed))
    first = desk.ask(mandates.earliest, on=desk.today)
    made = desk.do(add_mandate, draft=papers.draft(amina, "HD-AMINA1", first, signed))
    number = int(made.value)
    assert "another Direct Debit" in refused(desk, add_mandate, draft=papers.draft(amina, "HD-AMINA1", first, signed))
    row = desk.ask(mandates.mandate, mandate_id=number, on=desk.today)
    assert (row.state, row.due_pence, row.names) == (MandateState.TO_SEND, 48_707, "Amina Khan")
    expected = desk.ask(account_queries.expected_payments, account_id=amina, on=desk.today)
    assert [(one.due_on, one.pence) for one in expected] == [(first, 48_707)]
    assert "needs" not in row.sentence and "to be sent" in row.sentence and "1234" not in row.sentence
    assert "Type the amount" in refused(desk, change_mandate, mandate_id=number, pence=-1)
    assert "With the advance notice" in refused(desk, change_mandate, mandate_id=number, pence=9_000, next_on=soon)
    changed = desk.do(change_mandate, mandate_id=number, pence=9_000, sort_code="20-00-01")
    assert desk.ask(mandates.mandate, mandate_id=number, on=desk.today).due_pence == 9_000
    undo(desk, changed)
    assert desk.ask(mandates.mandate, mandate_id=number, on=desk.today).due_pence == 48_707
    desk.do(confirm_mandate, mandate_id=number)
    stopped = desk.do(stop_mandate, mandate_id=number, why="Pays by standing order")
    assert state_of(desk, number) is MandateState.STOPPED
    assert desk.ask(account_queries.expected_payments, account_id=amina, on=desk.today) == []
    assert "is stopped already" in refused(desk, stop_mandate, mandate_id=number, why="Again")
    undo(desk, stopped)
    assert state_of(desk, number) is MandateState.LIVE
    desk.do(drop_mandate, mandate_id=number)
    assert state_of(desk, number) is MandateState.CANCELLED and desk.ask(verify.verify) == []


def test_a_preview_says_who_is_left_out_and_why(desk: Desk, two: Two, on: date) -> None:
    amina, ben = two
    third, _ = make_payer(desk, "Cara Doe")
    new = int(desk.do(add_mandate, draft=papers.draft(third, "HD-CARA01", on, desk.today), agreed=True).value)
    [(day, said, tab)] = desk.ask(bacs.due, on=desk.today)
    assert (day, tab) == (desk.today, "due") and said.startswith("2 Direct Debits are due on")
    found = desk.ask(collections.preview, collect_on=on, today=desk.today)
    assert [(one.mandate.names, one.code, one.pence) for one in found.payments] == [
        ("Amina Khan", "01", 48_707), ("Ben Stone", "01", 5_000)]
    assert [(one.id, one.code) for one in found.instructions] == [(new, "0N")]
    assert [one.why for one in found.left_out] == ["Its instruction is to be sent, not confirmed by the bank"]
    assert found.pence == 53_707 and not found.problems
    late = desk.ask(collections.preview, collect_on=on + 21 * DAY, today=desk.today)
    assert "More than one payment is due; one is collected" in next(
        one.warnings for one in late.payments if one.id == ben)
    apart = desk.ask(collections.preview, collect_on=on, today=desk.today, without=[amina])
    assert {one.id: one.why for one in apart.left_out}[amina] == "Left out by hand"
    [soon] = desk.ask(collections.preview, collect_on=desk.today, today=desk.today).problems
    assert "the first day is" in str(soon)
    saturday = on + DAY * ((5 - on.weekday()) % 7)
    assert "no working day" in refused(desk, make_collection, collect_on=saturday, form=SubmissionForm.BUREAU)


def test_a_collection_is_made_withdrawn_sent_posted_and_taken_back(desk: Desk, two: Two, on: date) -> None:
    amina, ben = accounts_of(desk, two)
    before = owed(desk, amina), owed(desk, ben)
    first = int(desk.do(make_collection, collect_on=on, form=SubmissionForm.BUREAU).value)
    assert "which is not sent yet" in refused(desk, change_mandate, mandate_id=two[0], pence=4, agreed=True)
    assert "Nothing is due" in refused(desk, make_collection, collect_on=on, form=SubmissionForm.BUREAU)
    desk.do(withdraw_collection, collection_id=first)
    made = papers.collect(desk, on, posted=False)
    name, data = desk.ask(collections.content, collection_id=made)
    assert name.endswith(f"no {made}.csv") and b"HD-AMINA1" in data
    assert (owed(desk, amina), owed(desk, ben)) == before
    one, other = (desk.ask(mandates.mandate, mandate_id=number, on=desk.today) for number in two)
    assert (one.collected, other.next_on) == (1, on + 7 * DAY)
    head = desk.ask(collections.collection, collection_id=made)
    assert head.state is CollectionState.SENT and head.pence == 53_707
    assert {(row.due_on, row.pence) for row in desk.ask(account_queries.expected_payments, account_id=ben, on=desk.today)} == {
        (on, 5_000), (on + 7 * DAY, 5_000)}
    papers.post(desk, made, on)
    assert (owed(desk, amina), owed(desk, ben)) == (before[0] - 48_707, before[1] - 5_000)
    assert held(desk) == 0 and desk.ask(verify.verify) == []
    assert desk.ask(lambda: Entry.get((Entry.account == ben) & (Entry.pence == -5_000))).effective_on == on
    assert desk.ask(collections.collection, collection_id=made).state is CollectionState.POSTED
    desk.do(take_back_file, file_id=head.file_id)
    assert (owed(desk, amina), owed(desk, ben)) == before and desk.ask(verify.verify) == []
    again = desk.ask(collections.preview, collect_on=on + 7 * DAY, today=desk.today)
    assert [(row.mandate.names, row.code) for row in again.payments] == [("Ben Stone", "17")]


def test_sending_is_taken_back_and_done_again_with_one_file(desk: Desk, two: Two, on: date) -> None:
    made = int(desk.do(make_collection, collect_on=on, form=SubmissionForm.BUREAU).value)
    was = [desk.ask(mandates.mandate, mandate_id=number, on=desk.today).next_on for number in two]
    sent = desk.do(mark_sent, collection_id=made)
    file = desk.ask(collections.collection, collection_id=made).file_id
    undo(desk, sent)
    rows = [desk.ask(mandates.mandate, mandate_id=number, on=desk.today) for number in two]
    assert [one.next_on for one in rows] == was and {one.collected for one in rows} == {0}
    desk.do(mark_sent, collection_id=made)
    assert desk.ask(collections.collection, collection_id=made).file_id == file
    assert "What was sent is withdrawn at the bureau" in refused(desk, withdraw_collection, collection_id=made)


def test_a_returned_payment_is_owed_again_once_and_its_debit_lies_in_the_control_account(
        desk: Desk, two: Two, on: date) -> None:
    _, ben = accounts_of(desk, two)
    made = papers.collect(desk, on)
    before = owed(desk, ben)
    data = papers.arudd([("HD-BEN001", 5_000, "0", "REFER TO PAYER")], on=on + DAY, collected=on)
    done = desk.do(import_report, name="arudd.xml", data=data)
    report = int(done.value)
    [advice] = desk.ask(bacs.advices, report_id=report)
    assert advice.state is AdviceState.DONE and advice.done.startswith("Refer to payer: £50.00 is owed again from")
    assert owed(desk, ben) == before + 5_000 and held(desk) == -5_000 and desk.ask(verify.verify) == []
    assert [one.state for one in desk.ask(collections.lines_of, collection_id=made)] == [
        CollectedState.COLLECTED, CollectedState.RETURNED]
    written = desk.ask(journal, start=desk.today - DAY, end=on + 7 * DAY)
    assert sum(one.pence for one in written.lines) == 0 and not [one for one in written.lines if one.key.startswith("other:")]
    assert sum(one.pence for one in written.lines if one.key == "control:direct_debit") == -5_000
    [task] = tasks(desk)
    assert "it is not presented again" in task and state_of(desk, two[1]) is MandateState.LIVE
    assert "Nothing was done twice" in refused(desk, import_report, name="again.xml", data=data)
    bring_in(desk, [line(-5_000, "UNPAID DD HD-BEN001", on=on + 2 * DAY)], 153_707)
    [fit] = desk.ask(bacs.debits_of, report_id=report)
    [told] = desk.ask(bank_lines, ids=[fit.bank_line_id])
    assert told.why.startswith("This may be the bank’s debit of ARUDD: Ben Stone, HD-BEN001")
    assert desk.ask(list_of_line, line_id=fit.bank_line_id) == ListPlace("direct_debits", {"tab": "reports"})
    desk.do(join_debit, report_id=report, bank_line_id=fit.bank_line_id)
    assert held(desk) == 0 and owed(desk, ben) == before + 5_000 and desk.ask(verify.verify) == []
    assert desk.ask(waiting_lumps, on=on + 3 * DAY) == ()
    back = undo(desk, done)
    assert owed(desk, ben) == before and tasks(desk) == [] and desk.ask(verify.verify) == []
    undo(desk, back)
    assert owed(desk, ben) == before + 5_000 and held(desk) == 0 and desk.ask(verify.verify) == []


def test_what_the_banks_own_line_took_back_is_not_taken_back_again(desk: Desk, two: Two, on: date) -> None:
    _, ben = accounts_of(desk, two)
    papers.collect(desk, on)
    before = owed(desk, ben)
    bring_in(desk, [line(-5_000, "UNPAID DD HD-BEN001", on=on + DAY)], 153_707)
    money = int(desk.ask(lambda: BankLine.select(BankLine.id).order_by(BankLine.id.desc()).scalar()))
    desk.do(post_lines, choices=[(money, ben)])
    desk.do(import_report, name="arudd.xml", data=papers.arudd([("HD-BEN001", 5_000, "0", "REFER TO PAYER")], on=on + DAY,
                                                              collected=on))
    [advice] = desk.ask(bacs.advices)
    assert "the bank’s own line took £50.00 back" in advice.done
    assert owed(desk, ben) == before + 5_000 and held(desk) == 0 and desk.ask(verify.verify) == []


def test_lines_that_nobody_knows_or_that_came_too_early_wait(desk: Desk, two: Two, on: date) -> None:
    _, ben = accounts_of(desk, two)
    made = papers.collect(desk, on, posted=False)
    before = owed(desk, ben)
    items = [("HD-BEN001", 5_000, "0", "REFER TO PAYER"), ("WHO KNOWS", 700, "0", "REFER TO PAYER")]
    report = int(desk.do(import_report, name="a.xml", data=papers.arudd(items, on=on + DAY, collected=on)).value)
    rows = desk.ask(bacs.advices, report_id=report)
    assert [one.state for one in rows] == [AdviceState.WAITING, AdviceState.UNKNOWN] and owed(desk, ben) == before
    assert desk.ask(bacs.report, report_id=report).open == 2
    assert [(one, tab) for _, one, tab in desk.ask(bacs.due, on=desk.today)] == [("2 lines of Bacs reports wait", "reports")]
    papers.post(desk, made, on)
    desk.do(carry_out_report, report_id=report)
    assert owed(desk, ben) == before
    assert [one.state for one in desk.ask(bacs.advices, report_id=report)] == [AdviceState.DONE, AdviceState.UNKNOWN]
    desk.do(choose_mandate, advice_id=rows[1].id, mandate_id=two[0])
    desk.do(carry_out_report, report_id=report)
    assert "No payment of £7.00 was collected" in desk.ask(bacs.advices, report_id=report)[1].done
    assert desk.ask(verify.verify) == []


def test_a_claim_takes_money_back_and_sets_a_day(desk: Desk, two: Two, on: date) -> None:
    amina, _ = accounts_of(desk, two)
    papers.collect(desk, on)
    before = owed(desk, amina)
    desk.do(import_report, name="c.xml", data=papers.claims([("HD-AMINA1", 48_707, "No notice was given")], on=on + 5 * DAY,
                                                           collected=on))
    assert owed(desk, amina) == before + 48_707 and desk.ask(verify.verify) == []
    assert "Challenge it by" in tasks(desk)[0] and state_of(desk, two[0]) is MandateState.LIVE


_CHANGES = (
    ("1", MandateState.CANCELLED, "Agree with them how the rent is paid"), ("B", MandateState.CANCELLED, "account closed"),
    ("0", MandateState.CANCELLED, "Agree with them"), ("2", MandateState.CANCELLED, "may have died"),
    ("3", MandateState.LIVE, "Look at it"), ("E", MandateState.LIVE, "Look at it"), ("Ω", MandateState.LIVE, "Look at it"))


def test_changes_of_instructions_become_tasks(desk: Desk, two: Two, on: date) -> None:
    for code, state, said in _CHANGES:
        done = desk.do(import_report, name="a.xml", data=papers.messages([("HD-BEN001", code, "B STONE")], on=on))
        assert state_of(desk, two[1]) is state and said in tasks(desk)[0]
        undo(desk, done)
        assert state_of(desk, two[1]) is MandateState.LIVE and tasks(desk) == []


def test_moved_bank_details_are_changed_and_nothing_is_cancelled(desk: Desk, two: Two, on: date) -> None:
    desk.do(import_report, name="a.xml", data=papers.messages([("HD-BEN001", "3", "B")], on=on, new=("30-00-01", "87654321")))
    row = desk.ask(mandates.mandate, mandate_id=two[1], on=desk.today)
    assert (row.sort_code, row.account_number, row.state) == ("300001", "87654321", MandateState.LIVE)
    assert tasks(desk) == [] and desk.ask(collections.preview, collect_on=on, today=desk.today).instructions == ()
    assert "87654321" not in desk.ask(bacs.advices)[0].done


def test_new_instructions_are_live_or_refused(desk: Desk, on: date) -> None:
    make_bank(desk)
    drafts = [papers.draft(make_payer(desk, name)[0], reference, on, desk.today)
              for name, reference in (("Amina Khan", "HD-AMINA1"), ("Ben Stone", "HD-BEN001"))]
    both = [int(desk.do(add_mandate, draft=one, agreed=True).value) for one in drafts]
    made = papers.collect(desk, on, posted=False)
    head = desk.ask(collections.collection, collection_id=made)
    assert (head.pence, head.lines, head.file_id) == (0, 0, None)
    assert [state_of(desk, number) for number in both] == [MandateState.SENT] * 2
    desk.do(import_report, name="a.xml", data=papers.messages([("HD-BEN001", "L", "B")], on=on, kind="N", accepted=1))
    assert [state_of(desk, number) for number in both] == [MandateState.LIVE, MandateState.CANCELLED]
    assert "payer’s account details are wrong" in tasks(desk)[0]
