"""The money of schedules seen as whoever keeps the books: nothing settled that did not come, no debt on the wrong person,
nothing counted twice, and what is taken back leaves nothing behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from peewee import fn

from housingdesk.access.desk import Desk
from housingdesk.access.models import AuditEvent
from housingdesk.access.rules import Role
from housingdesk.bank.actions.posting import post_lines
from housingdesk.bank.actions.schedules import post_run, take_back_run
from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries import lumps
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.schedule_lines import choose_line, choose_recovery, not_ours
from housingdesk.benefits.actions.schedules import import_schedule, match_again
from housingdesk.benefits.models import Overpayment, ScheduleLine
from housingdesk.benefits.parsers.schedules import read_schedule
from housingdesk.benefits.queries import offices
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.words import LineState as Settled
from housingdesk.benefits.rules.words import OverpaymentState, Source
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import ExpectedDraft, expect_payments
from housingdesk.rent.actions.ledger import close_ledger
from housingdesk.rent.models import Entry, ExpectedPayment
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import EntryKind, Payer
from housingdesk.ui.benefits.office_lines import office_lines
from tests.support.banking import bring_in, line
from tests.support.desk import MONDAY, Clock
from tests.support.schedules import (
    FIRST,
    LAST,
    PAID_ON,
    WEEKLY,
    Row,
    Tenant,
    file_of,
    make_council,
    make_overpayment,
    make_tenant,
    owed,
    row,
    take_in,
    view,
)
from tests.support.undo import check_undo

WEEKS = 4 * WEEKLY
POSTED = "Dale Borough Council: 1 line posted, £360.00"
DAY, WEEK = timedelta(1), timedelta(7)


class Bank:
    """Sums of the council's, each in a file of its own that goes on from the one before."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.balance = desk, 100_000

    def lump(self, pence: int, on: date = PAID_ON, narrative: str = "HB RUN 77123", payer: str = "DALE BC") -> int:
        """A sum comes; returns its line's id."""
        bring_in(self.desk, [line(pence, narrative, payer, on=on)], self.balance)
        self.balance += pence
        return int(self.desk.ask(lambda: BankLine.select(BankLine.id).order_by(BankLine.id.desc()).limit(1).scalar()))


def expect(desk: Desk, who: Tenant, first: date = FIRST, last: date = LAST, on: date = PAID_ON) -> None:
    """Four weeks of Housing Benefit are expected."""
    desk.do(expect_payments, account_id=who.account, payer=Payer.HB, drafts=[ExpectedDraft(on, WEEKS, first, last, "HB")])


def settled(desk: Desk) -> list[date | None]:
    """What is settled of what ``expect`` noted, in its order."""
    return list(desk.ask(lambda: [one.settled_on for one in ExpectedPayment.select().where(ExpectedPayment.why == "HB")
                                  .order_by(ExpectedPayment.id)]))


def test_a_line_of_nil_or_taken_back_settles_nothing_that_was_expected(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina, joy, paid = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235"), make_tenant(desk, "Lee Marsh", "2001236")
    for who in (amina, joy, paid):
        expect(desk, who)
    run = take_in(desk, office, [row(amina, gross=0, weekly=0), row(joy, gross=-2500, weekly=None), row(paid)])
    desk.do(choose_line, line_id=view(desk, run).lines[1].id, account_id=joy.account)
    desk.do(post_run, schedule_id=run, bank_line_id=Bank(desk).lump(WEEKS - 2500))
    assert settled(desk) == [None, None, PAID_ON] and desk.ask(verify.verify) == []


def test_of_two_runs_in_one_day_the_one_that_stays_keeps_what_it_settled(desk: Desk) -> None:
    office, _ = make_council(desk)
    bank, amina = Bank(desk), make_tenant(desk)
    expect(desk, amina)
    expect(desk, amina, LAST + DAY, LAST + 28 * DAY, PAID_ON + 28 * DAY)
    one = take_in(desk, office, [row(amina)])
    other = take_in(desk, office, [row(amina, first=LAST + DAY, last=LAST + 28 * DAY)], reference="BR2")
    first, second = bank.lump(WEEKS), bank.lump(WEEKS, narrative="HB RUN 77124")
    desk.do(post_run, schedule_id=one, bank_line_id=first)
    check_undo(desk, post_run, schedule_id=other, bank_line_id=second)
    desk.do(take_back_run, schedule_id=other, bank_line_id=second, brought=True)
    assert settled(desk) == [PAID_ON, None] and desk.ask(verify.verify) == []


def test_another_person_of_a_line_is_not_left_with_the_debt_of_the_first(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    make_overpayment(desk, amina)
    run = take_in(desk, office, [row(amina, recovery=2408)])
    [matched] = view(desk, run).lines
    assert matched.recovery_account_id == amina.account
    check_undo(desk, choose_line, line_id=matched.id, account_id=joy.account)
    [said] = view(desk, run).lines
    assert (said.state, said.account_id, said.recovery_account_id) == (Settled.ASK, joy.account, None)
    assert "nobody has said whose overpayment it is" in said.why
    desk.do(choose_recovery, line_id=said.id, account_id=amina.account)
    [said] = view(desk, run).lines
    assert (said.state, said.account_id, said.recovery_account_id) == (Settled.MATCHED, joy.account, amina.account)


def test_a_line_said_to_be_somebodys_who_stands_there_already_is_twice(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    run = take_in(desk, office, [row(amina), Row("555", "", "A Begum", amina.address)])
    lines = view(desk, run).lines
    desk.do(choose_line, line_id=lines[1].id, account_id=amina.account)
    assert [stop.message for stop in view(desk, run).stops] == [
        f"Twice on this schedule for the same days: also line {lines[1].number}"]
    money = Bank(desk).lump(2 * WEEKS)
    with pytest.raises(Refused, match="Twice on this schedule"):
        desk.do(post_run, schedule_id=run, bank_line_id=money)
    desk.do(choose_line, line_id=lines[0].id, account_id=amina.account)
    desk.do(post_run, schedule_id=run, bank_line_id=money)


def test_a_negative_line_lessens_the_overpayment_that_is_known(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    debt = make_overpayment(desk, amina, 2500)
    run = take_in(desk, office, [row(amina), row(amina, gross=-2500, first=None, last=None, weekly=None)])
    taken = view(desk, run).lines[1]
    desk.do(choose_line, line_id=taken.id, account_id=amina.account)
    assert desk.ask(lambda: ScheduleLine.get_by_id(taken.id).overpayment_id) == debt


def test_a_sum_of_the_dwp_is_one_offices_and_never_counted_twice(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    make_council(desk)
    bank, amina = Bank(desk), make_tenant(desk)
    managed, deducted = (desk.do(open_office, source=source).value for source in (Source.DWP_MANAGED, Source.DWP_DEDUCTIONS))
    plain = bank.lump(40_000, narrative="DWP UC 0091", payer="DWP")
    named = bank.lump(1_462, narrative="DWP TPD 0091", payer="DWP")
    by_sum = bank.lump(2_924, narrative="DWP 0091", payer="DWP")
    take_in(desk, deducted, [Row("", amina.reference, "Amina Khan", "", gross=2_924, first=None, last=None, weekly=None)])
    found = {one.bank_line_id: one for one in desk.ask(lumps.waiting_lumps, on=desk.today)}
    assert {line: one.office_id for line, one in found.items()} == {plain: managed, named: deducted, by_sum: deducted}
    assert found[plain].office_ids == (managed, deducted) and " or " not in found[plain].sentence
    lines = desk.ask(office_lines, on=desk.today)
    assert sum(len(one.lumps) for one in lines) == 3


def test_what_waits_is_what_lies_in_the_control_account(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    bank, amina, joy = Bank(desk), make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    control = desk.ask(offices.office, office_id=office).control_id
    first, second, third = bank.lump(WEEKS), bank.lump(2 * WEEKS, PAID_ON + DAY), bank.lump(5_000, PAID_ON + 2 * DAY)
    desk.do(post_lines, choices=[(one, control) for one in (first, second, third)])

    def agrees() -> int:
        found = sum(int(one.left_pence) for one in desk.ask(lumps.waiting_lumps, on=desk.today))
        assert found == -owed(desk, control)
        return found

    run = take_in(desk, office, [row(amina), Row("999", "", "Peter Jones", "9 Elm Way")])
    desk.do(not_ours, line_id=view(desk, run).lines[1].id, why="Another landlord’s")
    desk.do(post_run, schedule_id=run, bank_line_id=second)
    assert agrees() == 2 * WEEKS + 5_000 and joy.account
    for pence in (WEEKS, 1_200, 3_800, 700):  # paid back: what is not ours, a whole sum in two parts, and a part of one
        desk.do(post_lines, choices=[(bank.lump(-pence, PAID_ON + 3 * DAY, f"REFUND {pence}"), control)])
        agrees()
    desk.do(take_back_run, schedule_id=run, bank_line_id=second)
    assert agrees() == 2 * WEEKS - 700


def test_an_overpayment_is_recovered_when_all_of_it_is_back_and_open_again_without_the_run(desk: Desk) -> None:
    office, _ = make_council(desk)
    bank, amina, joy = Bank(desk), make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    whole, part = make_overpayment(desk, amina, 4_816), make_overpayment(desk, joy, 5_000)
    first = take_in(desk, office, [row(amina, recovery=2_408), row(joy, recovery=2_408)])
    desk.do(post_run, schedule_id=first, bank_line_id=bank.lump(2 * WEEKS - 4_816))
    later = take_in(desk, office, [row(who, recovery=2_408, first=LAST + DAY, last=LAST + 28 * DAY) for who in (amina, joy)],
                    reference="BR2")
    money = bank.lump(2 * WEEKS - 4_816, PAID_ON + DAY)

    def states() -> list[tuple[OverpaymentState, date | None]]:
        return [desk.ask(lambda number=number: (Overpayment.get_by_id(number).state, Overpayment.get_by_id(number).closed_on))
                for number in (whole, part)]

    assert states() == [(OverpaymentState.OPEN, None)] * 2
    check_undo(desk, post_run, schedule_id=later, bank_line_id=money)
    assert states() == [(OverpaymentState.RECOVERED, PAID_ON + DAY), (OverpaymentState.OPEN, None)]
    desk.do(take_back_run, schedule_id=later, bank_line_id=money)
    assert states() == [(OverpaymentState.OPEN, None)] * 2 and desk.ask(verify.verify) == []


def test_what_is_looked_at_again_is_taken_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    run = take_in(desk, office, [Row("2001234", "", "Amina Khan", ""), Row("999", "", "Peter Jones", "9 Elm Way")])
    make_tenant(desk)
    check_undo(desk, match_again, schedule_id=run)
    assert view(desk, run).head.asks == 1


def test_a_line_without_days_is_for_those_of_its_run(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    bank, amina, joy = Bank(desk), make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    expect(desk, amina)
    lines = [row(amina, first=None, last=None), row(joy, first=LAST - 6 * DAY, last=LAST)]
    read = replace(read_schedule(file_of(lines), "run.csv"), period_from=FIRST, period_to=LAST)
    run = desk.do(import_schedule, office_id=office, name="run.csv", data=b"run", read=read).value
    desk.do(post_run, schedule_id=run, bank_line_id=bank.lump(2 * WEEKS))
    days = {one.account_id: (one.period_from, one.period_to) for one in desk.ask(
        lambda: list(Entry.select().where(Entry.kind == EntryKind.RECEIPT)))}
    assert days[amina.account] == (FIRST, LAST + DAY) and days[joy.account] == (LAST - 6 * DAY, LAST + DAY)
    assert settled(desk) == [PAID_ON] and desk.ask(verify.verify) == []


def test_a_closed_ledger_a_later_posting_and_somebody_without_the_right(desk: Desk, clock: Clock) -> None:
    office, _ = make_council(desk)
    bank, amina = Bank(desk), make_tenant(desk)
    expect(desk, amina)
    run = take_in(desk, office, [row(amina)])
    money = bank.lump(WEEKS)
    desk.do(close_ledger, to=PAID_ON + 2 * DAY)
    desk.do(post_run, schedule_id=run, bank_line_id=money)
    first_open = PAID_ON + 3 * DAY
    assert settled(desk) == [first_open] and desk.ask(verify.verify) == []
    later = take_in(desk, office, [row(amina, first=LAST + DAY, last=LAST + 28 * DAY)], reference="BR2")
    desk.do(post_run, schedule_id=later, bank_line_id=bank.lump(WEEKS, PAID_ON + 5 * DAY))
    before = owed(desk, amina.account)
    maintenance = Desk(desk.store, replace(desk.who, role=str(Role.READER)), clock)
    with pytest.raises(Refused):
        maintenance.do(take_back_run, schedule_id=run, bank_line_id=money)
    clock.to(MONDAY + WEEK)
    desk.do(close_ledger, to=MONDAY)
    desk.do(take_back_run, schedule_id=run, bank_line_id=money, brought=True)
    assert owed(desk, amina.account) == before + WEEKS and settled(desk) == [None]
    assert desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING and desk.ask(verify.verify) == []
    desk.do(post_run, schedule_id=run, bank_line_id=money)
    assert owed(desk, amina.account) == before and desk.ask(verify.verify) == []
    moved = desk.ask(lambda: [one.effective_on for one in Entry.select().order_by(Entry.id.desc()).limit(2)])
    assert set(moved) == {MONDAY + DAY}
    said = desk.ask(lambda: [(one.action, one.summary) for one in AuditEvent.select().order_by(AuditEvent.id)])
    assert [summary for action, summary in said if action.endswith(("post_run", "take_back_run"))] == [
        POSTED, POSTED, "Dale Borough Council: the run of £360.00 is taken back as one", POSTED]


def test_one_sum_for_two_lists_and_two_sums_for_one_post_nothing_and_say_how_far_apart(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    bank, amina, joy = Bank(desk), make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    one, other = take_in(desk, office, [row(amina)]), take_in(desk, office, [row(joy)], reference="BR2")
    both = bank.lump(2 * WEEKS)
    with pytest.raises(Refused, match=r"bank £720.00. Difference £360.00"):
        desk.do(post_run, schedule_id=one, bank_line_id=both)
    whole = take_in(desk, office, [row(amina), row(joy)], reference="BR3", again=True)
    half = bank.lump(WEEKS)
    with pytest.raises(Refused, match=r"bank £360.00. Difference £360.00; 2 lines have that amount. Nothing was posted"):
        desk.do(post_run, schedule_id=whole, bank_line_id=half)
    assert other


def test_while_runs_come_the_next_payments_are_noted_further_ahead(sqlite_desk: Desk, clock: Clock) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    bank, amina, joy = Bank(desk), make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    desk.do(record_award, claim_id=amina.claim_id, draft=AwardDraft(FIRST, WEEKLY, told_on=PAID_ON))

    def last_noted() -> date:
        found: date = desk.ask(lambda: ExpectedPayment.select(fn.MAX(ExpectedPayment.due_on)).scalar())
        return found

    first = take_in(desk, office, [row(amina), row(joy)])
    desk.do(post_run, schedule_id=first, bank_line_id=bank.lump(2 * WEEKS))
    before = last_noted()
    clock.to(MONDAY + 30 * WEEK)
    start = LAST + DAY + 28 * WEEK
    run = take_in(desk, office, [row(amina, first=start, last=start + 27 * DAY), row(joy)], paid_on=MONDAY + 30 * WEEK,
                  reference="BR9")
    check_undo(desk, post_run, schedule_id=run, bank_line_id=bank.lump(2 * WEEKS, MONDAY + 30 * WEEK))
    assert before < MONDAY + 53 * WEEK < last_noted() <= MONDAY + 83 * WEEK
    assert desk.ask(lambda: ExpectedPayment.select().where(ExpectedPayment.account == joy.account).count()) == 0
