"""Keys that come late move viewing, offer and sign-up with them, draft the messages, and are taken back as one."""

from datetime import timedelta

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.diary.queries import due_tasks, notes
from housingdesk.lettings.actions.void_dates import expect_keys, put_days_back, take_keys_in
from housingdesk.lettings.models import Answer, Applicant, Offer, SignUp, Viewing
from housingdesk.lettings.rules.words import ApplicantState, Flow, Given, OfferState, SignUpState, Source
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from housingdesk.voids.queries.plan import void_plan
from housingdesk.voids.rules.words import VoidStepKind
from tests.support.desk import MONDAY, Clock
from tests.support.emptying import KEYS_LATE, Left, leave_home

SUNDAY = MONDAY + timedelta(6)
START = SUNDAY + timedelta(15)


@needs(Permission.KEEP_APPLICANTS)
def _wait(act: Act, *, left: Left) -> int:
    """A household that sees the home on the Wednesday after the keys, was offered it and is being signed up."""
    who = act.add(Applicant(reference="A000001", name="Joy Okafor", source=Source.NOMINATION, state=ApplicantState.OFFERED,
                            received_on=act.today, recorded_at=act.now, recorded_by="Ann Brown"))
    act.add(Viewing(applicant=who.id, space=left.space, on=SUNDAY + timedelta(3), recorded_by="Ann Brown"))
    act.add(Offer(applicant=who.id, space=left.space, void=left.void, kind=TenancyKind.ASSURED, made_on=act.today,
                  answer_by=act.today + timedelta(5), starts_on=START, state=OfferState.ACCEPTED, made_at=act.now,
                  made_by="Ann Brown"))
    sign_up = act.add(SignUp(applicant=who.id, space=left.space, void=left.void, kind=TenancyKind.ASSURED, flow=Flow.HOME,
                             state=SignUpState.IN_PROGRESS, begun_at=act.now, begun_by="Ann Brown", touched_at=act.now))
    act.add(Answer(applicant=who.id, sign_up=sign_up.id, key="starts_on", value=START.isoformat(), given=Given.SAID,
                   at=act.now, by="Ann Brown"))
    return int(who.id)


def days(desk: Desk) -> tuple[object, ...]:
    with desk.store.connected():
        return (Viewing.get().on, Offer.get().starts_on, Answer.get(Answer.key == "starts_on").value)


@pytest.fixture
def waits(desk: Desk) -> Left:
    """A home that somebody leaves on Sunday and somebody else waits for."""
    left = leave_home(desk)
    desk.do(_wait, left=left)
    return left


def test_late_keys_move_all_days_of_who_waits_and_draft_the_message(desk: Desk, waits: Left, clock: Clock) -> None:
    clock.to(SUNDAY + timedelta(4))
    outcome = desk.do(take_keys_in, void_id=waits.void, on=desk.today, late=KEYS_LATE)
    later = START + timedelta(7)
    assert later.weekday() == 0 and days(desk) == (SUNDAY + timedelta(8), later, later.isoformat())
    text = desk.ask(notes, subject=Ref("void", waits.void), today=desk.today)[0].text
    assert text.startswith("Dear Joy Okafor,") and "Thursday 3 December, not on Sunday 29 November" in text
    assert "Monday 7 December instead of Wednesday 2 December" in text
    assert "Housing Benefit" in text and "Monday 21 December" in text
    assert any("Joy Okafor" in task.text for task in desk.ask(due_tasks, on=desk.today, until=desk.today))
    assert "1 message drafted" in str(outcome.sentence)


def test_it_is_taken_back_and_done_again_as_one(desk: Desk, waits: Left, clock: Clock) -> None:
    before = days(desk)
    clock.to(SUNDAY + timedelta(4))
    back = desk.do(take_keys_in, void_id=waits.void, on=desk.today, late=KEYS_LATE).take_back
    after = days(desk)
    assert back is not None and back.action is put_days_back
    again = desk.do(back.action, **back.facts).take_back
    plan = desk.ask(void_plan, void_id=waits.void, on=desk.today)
    assert days(desk) == before != after and plan.keys_on is None and plan.delays == ()
    assert desk.ask(due_tasks, on=desk.today, until=desk.today) == []
    assert again is not None
    desk.do(again.action, **again.facts)
    assert days(desk) == after and desk.ask(void_plan, void_id=waits.void, on=desk.today).keys_on == desk.today


def test_a_new_promise_moves_them_too_and_an_earlier_one_moves_nobody(desk: Desk, waits: Left) -> None:
    before = days(desk)
    desk.do(expect_keys, void_id=waits.void, on=SUNDAY - timedelta(2))
    assert days(desk) == before
    desk.do(expect_keys, void_id=waits.void, on=SUNDAY + timedelta(5), late=KEYS_LATE)
    assert days(desk) != before
    step = desk.ask(void_plan, void_id=waits.void, on=desk.today).step(VoidStepKind.KEYS)
    assert (step.promised_on, step.first_promised_on) == (SUNDAY + timedelta(5), SUNDAY)
