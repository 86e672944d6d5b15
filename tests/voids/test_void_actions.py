"""A void from notice to letting, on both databases: what each act records, refuses and takes back."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused, Stale
from housingdesk.lettings.actions.letting import cancel_letting, end_letting, reopen_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.queries.meters import meters_of
from housingdesk.properties.rules.safety import CertificateKind, MeterKind
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.voids.actions import lanes, letting, opening, steps
from housingdesk.voids.queries.board import board
from housingdesk.voids.queries.due import due
from housingdesk.voids.queries.plan import open_void, void_plan
from housingdesk.voids.queries.relets import Relets, relets
from housingdesk.voids.queries.waiting import waiting
from housingdesk.voids.rules.drafts import DelayDraft, Late
from housingdesk.voids.rules.losses import NOT_SAID, PLANNED
from housingdesk.voids.rules.words import DelayCause, Lane, Party, VoidCategory, VoidStepKind
from tests.support.desk import MONDAY, Clock
from tests.support.emptying import KEYS_LATE, RENT, Left, certify, leave_home, make_ready, shown
from tests.support.lettings import make_home, make_person
from tests.support.undo import check_undo

SUNDAY = MONDAY + timedelta(6)
KIND = VoidStepKind


def lane(desk: Desk, left: Left) -> Lane:
    return Lane(desk.ask(void_plan, void_id=left.void, on=desk.today).row.lane)


def let(desk: Desk, space: int, on: date) -> int:
    draft = StartDraft(TenancyKind.ASSURED, (make_person(desk, "Joy Okafor"),), space, on)
    return int(desk.do(start_letting, draft=LettingDraft(draft, Frequency.WEEKLY, (RENT,))).value)


def test_an_ending_opens_the_void_with_its_plan_and_reopening_takes_it_away(desk: Desk) -> None:
    left = leave_home(desk)
    row = desk.ask(board, on=desk.today)[0]
    assert (row.lane, row.empty_from, row.left_names, row.days) == (Lane.NOTICE, SUNDAY + timedelta(1), "Amina Khan", 0)
    assert shown(desk, left).step_promised("keys back") == SUNDAY
    desk.do(reopen_letting, tenancy_id=left.tenancy)
    assert desk.ask(board, on=desk.today) == ()


def test_an_ending_is_undone_and_done_again_with_its_void(desk: Desk) -> None:
    left = leave_home(desk)
    desk.do(reopen_letting, tenancy_id=left.tenancy)
    check_undo(desk, end_letting, tenancy_id=left.tenancy, reason=EndReason.DEATH, event_on=SUNDAY)
    assert len(desk.ask(board, on=desk.today)) == 1


def test_a_void_on_which_something_was_done_is_closed_and_taken_up_again(desk: Desk) -> None:
    left = leave_home(desk)
    desk.do(steps.promise, void_id=left.void, step=KIND.PRE_INSPECTION, on=MONDAY + timedelta(2))
    desk.do(reopen_letting, tenancy_id=left.tenancy)
    assert desk.ask(board, on=desk.today) == ()
    with pytest.raises(Refused, match="closed"):
        desk.do(steps.promise, void_id=left.void, step=KIND.KEYS, on=SUNDAY)
    later = SUNDAY + timedelta(7)
    desk.do(end_letting, tenancy_id=left.tenancy, reason=EndReason.NOTICE_BY_TENANT, event_on=later)
    again = desk.ask(board, on=desk.today)
    assert [row.id for row in again] == [left.void] and again[0].empty_from == later + timedelta(1)
    assert shown(desk, left).step_promised("keys back") == later


def test_an_exchange_leaves_no_void(desk: Desk) -> None:
    left = leave_home(desk)
    desk.do(reopen_letting, tenancy_id=left.tenancy)
    desk.do(end_letting, tenancy_id=left.tenancy, reason=EndReason.EXCHANGE, event_on=SUNDAY)
    assert desk.ask(open_void, space_id=left.space) is None


def test_a_home_that_stands_empty_is_put_on_the_board_once(desk: Desk) -> None:
    space = make_home(desk)
    check_undo(desk, opening.open_void, space_id=space, empty_from=MONDAY - timedelta(10))
    with pytest.raises(Refused, match="on the board already"):
        desk.do(opening.open_void, space_id=space, empty_from=MONDAY)
    row = desk.ask(board, on=MONDAY)[0]
    assert (row.days, row.pence, row.left_id) == (10, None, None)
    assert desk.ask(waiting, on=MONDAY) == 1


def test_late_keys_say_why_and_whose_and_move_what_follows(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    before = shown(desk, left).plan
    clock.to(SUNDAY + timedelta(4))
    with pytest.raises(Refused, match="whose days"):
        desk.do(steps.done, void_id=left.void, step=KIND.KEYS, on=desk.today)
    moved = desk.do(steps.done, void_id=left.void, step=KIND.KEYS, on=desk.today, late=KEYS_LATE).value
    now = shown(desk, left).plan
    assert {one.step for one in moved} == {KIND.INSPECTION, KIND.WORKS, KIND.SAFETY, KIND.VIEWING, KIND.READY, KIND.SIGNING}
    for step, was in zip(now.steps, before.steps, strict=True):
        if step.step in {one.step for one in moved}:
            assert was.promised_on is not None and step.promised_on == was.promised_on + timedelta(4)
            assert step.first_promised_on == was.promised_on
    assert [(d.days, d.party, d.cause) for d in now.delays] == [(4, Party.OUTGOING, DelayCause.KEYS_LATE)]
    assert now.row.lane is Lane.KEYS


def test_every_step_of_a_plan_is_taken_back_and_done_again(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    check_undo(desk, steps.promise, void_id=left.void, step=KIND.NOMINATION, on=MONDAY + timedelta(12), whom="Northmere DC")
    check_undo(desk, steps.need, void_id=left.void, step=KIND.PRE_INSPECTION, needed=False)
    check_undo(desk, opening.change_category, void_id=left.void, version=shown(desk, left).plan.row.version,
               category=VoidCategory.MAJOR_WORKS)
    clock.to(SUNDAY)
    check_undo(desk, lanes.keys_in, void_id=left.void, on=SUNDAY)
    clock.to(SUNDAY + timedelta(1))
    check_undo(desk, lanes.inspected, void_id=left.void, on=desk.today, works=True, major=True)
    check_undo(desk, lanes.give_works, void_id=left.void, whom="Handy & Sons", by=SUNDAY + timedelta(8))
    clock.to(SUNDAY + timedelta(10))
    certify(desk, left.space)
    check_undo(desk, lanes.ready, void_id=left.void, on=desk.today)
    check_undo(desk, lanes.offered, void_id=left.void, whom="Joy Okafor", sign_up_on=SUNDAY + timedelta(15))
    assert lane(desk, left) is Lane.OFFERED
    check_undo(desk, lanes.not_offered, void_id=left.void)
    check_undo(desk, lanes.move_back, void_id=left.void)
    assert lane(desk, left) is Lane.WORKS
    check_undo(desk, steps.done, void_id=left.void, step=KIND.SAFETY, on=desk.today)
    check_undo(desk, steps.not_done, void_id=left.void, step=KIND.SAFETY)
    check_undo(desk, opening.drop_void, void_id=left.void, why="It is sold")


def test_moving_back_walks_all_lanes_and_stops_at_the_first(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    make_ready(desk, clock, left, SUNDAY)
    walked = [desk.do(lanes.move_back, void_id=left.void).value for _ in range(4)]
    assert walked == [Lane.WORKS, Lane.INSPECTED, Lane.KEYS, Lane.NOTICE]
    with pytest.raises(Refused, match="first lane"):
        desk.do(lanes.move_back, void_id=left.void)


def test_what_a_colleague_changed_since_is_not_put_back(desk: Desk) -> None:
    left = leave_home(desk)
    outcome = desk.do(steps.promise, void_id=left.void, step=KIND.VIEWING, on=SUNDAY + timedelta(20))
    desk.do(steps.promise, void_id=left.void, step=KIND.KEYS, on=SUNDAY - timedelta(1))
    assert outcome.take_back is not None
    with pytest.raises(Stale, match="colleague"):
        desk.do(outcome.take_back.action, **outcome.take_back.facts)


def test_a_home_is_not_ready_without_its_safety_records_and_they_are_named(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    clock.to(SUNDAY)
    desk.do(lanes.keys_in, void_id=left.void, on=SUNDAY)
    with pytest.raises(Refused, match="not inspected"):
        desk.do(lanes.ready, void_id=left.void, on=SUNDAY, works_on=SUNDAY)
    desk.do(lanes.inspected, void_id=left.void, on=SUNDAY, works=False)
    certify(desk, left.space, CertificateKind.ENERGY, CertificateKind.SMOKE)
    certify(desk, left.space, CertificateKind.GAS, on=SUNDAY - timedelta(400))
    with pytest.raises(Refused) as refused:
        desk.do(lanes.ready, void_id=left.void, on=SUNDAY)
    said = str(refused.value)
    assert "Gas safety record: ran out on" in said and "Electrical report (EICR): none is recorded" in said
    assert "Carbon monoxide alarm tested: none" in said and "Energy" not in said and "Smoke" not in said
    assert lane(desk, left) is Lane.INSPECTED
    certify(desk, left.space)
    desk.do(lanes.ready, void_id=left.void, on=SUNDAY)
    assert lane(desk, left) is Lane.READY and shown(desk, left).plan.row.gaps == ()


def test_keys_that_come_in_hang_on_the_register_and_the_meters_are_read(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    clock.to(SUNDAY)
    made = desk.do(lanes.keys_in, void_id=left.void, on=SUNDAY, tag="k12", count=2,
                   readings=(lanes.Read(MeterKind.ELECTRICITY, "04512"), lanes.Read(MeterKind.GAS, "881", "G4-1"))).take_back
    assert made is not None
    again = desk.do(made.action, **made.facts).take_back
    assert desk.ask(keys_of, space_id=left.space) == () and lane(desk, left) is Lane.NOTICE
    assert all(meter.readings == () for meter in desk.ask(meters_of, space_id=left.space))
    assert again is not None
    desk.do(again.action, **again.facts)
    keys = desk.ask(keys_of, space_id=left.space)
    assert [(row.tag, row.count, row.where) for row in keys] == [("K12", 2, "Office")]
    assert [(m.kind, m.serial, m.readings[0].reading) for m in desk.ask(meters_of, space_id=left.space)] == [
        (MeterKind.ELECTRICITY, "", "04512"), (MeterKind.GAS, "G4-1", "881")]


def test_days_and_money_are_split_and_always_add_up(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    make_ready(desk, clock, left, SUNDAY + timedelta(4))
    desk.do(steps.add_delay, void_id=left.void, draft=DelayDraft(
        KIND.WORKS, DelayCause.WORKS_LATE, Party.CONTRACTOR, SUNDAY + timedelta(10), SUNDAY + timedelta(12), "Damp"))
    clock.to(SUNDAY + timedelta(1 + 35))
    plan = shown(desk, left).plan
    assert plan.row.days == plan.lost.days == 35
    assert plan.lost.pence == plan.row.pence == 5 * 11240
    causes = {part.what: part.days for part in plan.lost.by_cause}
    assert causes == {PLANNED: 21, str(DelayCause.KEYS_LATE): 4, str(DelayCause.WORKS_LATE): 3, NOT_SAID: 7}
    assert sum(part.pence for part in plan.lost.by_party) == sum(part.pence for part in plan.lost.by_cause) == 56200


def test_the_charges_of_who_left_stand_in_where_a_home_has_no_void_account(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk, account=False)
    clock.to(SUNDAY + timedelta(1 + 10))
    assert shown(desk, left).plan.lost.pence == 11240 + 4817


def test_a_delay_is_taken_off_with_its_reason_and_put_back(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    clock.to(SUNDAY + timedelta(3))
    desk.do(steps.done, void_id=left.void, step=KIND.KEYS, on=desk.today, late=KEYS_LATE)
    found = shown(desk, left).plan.delays[0]
    outcome = desk.do(steps.remove_delay, delay_id=found.id, version=found.version, because="They came on time")
    assert shown(desk, left).plan.delays == ()
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert [d.id for d in shown(desk, left).plan.delays] == [found.id]


def test_a_start_lets_the_void_and_taking_it_back_empties_the_home_again(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    make_ready(desk, clock, left, SUNDAY)
    start = SUNDAY + timedelta(15)
    made = let(desk, left.space, start)
    row = desk.ask(board, on=desk.today)[0]
    assert (row.lane, row.next_id, row.let_from, row.closed_on) == (Lane.SIGNED, made, start, desk.today)
    assert desk.ask(open_void, space_id=left.space) is None and desk.ask(board, on=start) == ()
    assert desk.ask(void_plan, void_id=left.void, on=start + timedelta(90)).lost.days == 14
    desk.do(letting.let_void, void_id=left.void, tenancy_id=made, on=start)
    desk.do(cancel_letting, tenancy_id=made, version=desk.ask(tenancy, tenancy_id=made).version)
    assert lane(desk, left) is Lane.READY and desk.ask(waiting, on=start) == 1


def test_the_board_says_how_long_re_lets_took_this_year_and_last(desk: Desk, clock: Clock) -> None:
    assert desk.ask(relets, on=desk.today) == (Relets(0, None), Relets(0, None))
    left = leave_home(desk)
    let(desk, left.space, SUNDAY + timedelta(15))
    assert desk.ask(relets, on=SUNDAY + timedelta(14)) == (Relets(0, None), Relets(0, None))
    assert desk.ask(relets, on=SUNDAY + timedelta(15)) == (Relets(1, 14), Relets(0, None))
    assert desk.ask(relets, on=SUNDAY + timedelta(500)) == (Relets(0, None), Relets(1, 14))


def test_a_promise_that_passed_is_due_until_it_is_kept(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    clock.to(SUNDAY + timedelta(1))
    found = desk.ask(due, on=desk.today)
    assert [(one.void_id, one.what, one.promised_on) for one in found] == [
        (left.void, "Inspection before they leave", SUNDAY - timedelta(6))]
    assert "2 more promised days" in found[0].why and "23 November 2026" in found[0].why
    assert shown(desk, left).plan.step(KIND.PRE_INSPECTION).needed
    desk.do(steps.done, void_id=left.void, step=KIND.PRE_INSPECTION, on=SUNDAY)
    found = desk.ask(due, on=desk.today)
    assert found[0].what == "Keys back" and found[0].why.startswith("Amina Khan promised 29 November 2026")
    desk.do(steps.done, void_id=left.void, step=KIND.KEYS, on=SUNDAY)
    assert [one.what for one in desk.ask(due, on=desk.today)] == ["Inspection sheet"]


def test_an_inspection_that_was_not_made_before_they_left_is_no_longer_waited_for(desk: Desk, clock: Clock) -> None:
    left = leave_home(desk)
    clock.to(SUNDAY)
    check_undo(desk, steps.done, void_id=left.void, step=KIND.KEYS, on=SUNDAY)
    step = shown(desk, left).plan.step(KIND.PRE_INSPECTION)
    assert not step.needed and step.note == "It was not made before they left"


def test_a_later_promise_is_a_delay_only_where_somebody_says_why(desk: Desk) -> None:
    left = leave_home(desk)
    desk.do(steps.promise, void_id=left.void, step=KIND.WORKS, on=SUNDAY + timedelta(40))
    assert shown(desk, left).plan.delays == ()
    late = Late(DelayCause.MORE_WORKS, Party.CONTRACTOR, "The floor has to come up")
    desk.do(steps.promise, void_id=left.void, step=KIND.WORKS, on=SUNDAY + timedelta(45), late=late)
    assert [d.days for d in shown(desk, left).plan.delays] == [5]
