"""A sign-up at the desk: it begins, keeps every answer, is left, taken over, stopped and given up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.diary.models import Task
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup import (
    answer,
    begin_sign_up,
    give_up_sign_up,
    leave_at,
    let_go,
    not_sure,
    restart_task,
    resume_sign_up,
    sign,
    take_over,
)
from housingdesk.lettings.models import Answer
from housingdesk.lettings.queries.signup import answers_of, open_sign_ups, sign_up, signup_case
from housingdesk.lettings.queries.signup.at_desk import at_desk
from housingdesk.lettings.queries.signup.visits import visit_proposed
from housingdesk.lettings.rules.signup.status import Status
from housingdesk.lettings.rules.words import Given, SignUpState
from housingdesk.tenancies.rules import TenancyKind
from tests.support.desk import MONDAY
from tests.support.lettings import make_home


def _begun(desk: Desk) -> int:
    return int(desk.do(begin_sign_up, space_id=make_home(desk), kind=TenancyKind.ASSURED).value)


def test_an_answer_is_kept_at_once_and_taken_back(desk: Desk) -> None:
    number = _begun(desk)
    desk.do(answer, sign_up_id=number, key="name_1", value="Amina Khan")
    outcome = desk.do(answer, sign_up_id=number, key="name_1", value="Amina Khan-Bell")
    row = desk.ask(sign_up, sign_up_id=number)
    assert desk.ask(answers_of, applicant_id=row.applicant_id, sign_up_id=number).look("name_1") == "Amina Khan-Bell"
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert desk.ask(answers_of, applicant_id=row.applicant_id, sign_up_id=number).look("name_1") == "Amina Khan"
    assert desk.ask(lambda: Answer.select().count()) == 1


def test_what_is_no_answer_is_refused_with_a_sentence(desk: Desk) -> None:
    number = _begun(desk)
    for key, value, said in (("born_on_1", "31.2.1990", "is not a date"), ("frequency", "daily", "choose one of the answers"),
                             ("charge_rent", "-5", "Type an amount"), ("no_such", "1", "asks nothing called"),
                             ("email_1", "amina", "is not an e-mail address")):
        with pytest.raises(Refused, match=said):
            desk.do(answer, sign_up_id=number, key=key, value=value)


def test_not_known_yet_is_a_thing_to_come_back_to(desk: Desk) -> None:
    number = _begun(desk)
    for key in ("people",):
        desk.do(answer, sign_up_id=number, key=key, value="1")
    desk.do(answer, sign_up_id=number, key="nino_1", value="", given=Given.NOT_KNOWN)
    case = desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert [one.key for one in case.come_back] == ["nino_1"]
    with pytest.raises(Refused, match="needs an answer"):
        desk.do(answer, sign_up_id=number, key="previous_home", value="", given=Given.NOT_SAID)


def test_nobody_can_sign_before_it_is_known_what_it_costs(desk: Desk) -> None:
    number = _begun(desk)
    state = desk.ask(signup_case, sign_up_id=number, on=MONDAY).task("sign")
    assert state.status is Status.CANNOT_START and "When does it start?" in state.why


def test_it_opens_where_it_was_left_and_says_who_is_in_it(desk: Desk) -> None:
    number = _begun(desk)
    desk.do(leave_at, sign_up_id=number, task="reach", field="phone_1", scroll=120)
    row, = desk.ask(open_sign_ups, on=MONDAY)
    assert (row.head.task, row.head.field, row.head.scroll, row.number, row.tasks) == ("reach", "phone_1", 120, 4, 9)
    assert row.in_use
    later = row.head.touched_at + timedelta(minutes=11)
    assert not desk.ask(open_sign_ups, on=MONDAY, now=later)[0].in_use
    desk.do(let_go, sign_up_id=number)
    assert not desk.ask(open_sign_ups, on=MONDAY)[0].in_use
    desk.do(take_over, sign_up_id=number)
    assert desk.ask(open_sign_ups, on=MONDAY)[0].in_use


def test_not_sure_stops_unsigned_with_a_second_appointment(desk: Desk) -> None:
    number = _begun(desk)
    with pytest.raises(Refused, match="in their own words"):
        desk.do(sign, sign_up_id=number)
    desk.do(answer, sign_up_id=number, key="understood", value="not sure")
    with pytest.raises(Refused, match="not sure"):
        desk.do(sign, sign_up_id=number)
    desk.do(not_sure, sign_up_id=number, on=MONDAY + timedelta(3), at="10:30")
    assert desk.ask(sign_up, sign_up_id=number).state is SignUpState.SECOND_MEETING
    assert desk.ask(lambda: [t.text for t in Task.select()]) == ["Second appointment to sign up somebody new at 10:30"]


def test_a_task_started_again_keeps_its_answers_for_taking_back(desk: Desk) -> None:
    number = _begun(desk)
    desk.do(answer, sign_up_id=number, key="starts_on", value="2026-11-30")
    desk.do(answer, sign_up_id=number, key="name_1", value="Amina Khan")
    outcome = desk.do(restart_task, sign_up_id=number, task="offer")
    case = desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert outcome.value == 1 and set(case.answers.said) == {"name_1"}
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert desk.ask(signup_case, sign_up_id=number, on=MONDAY).answers.look("starts_on") == "2026-11-30"


def test_one_home_is_signed_up_once_and_a_given_up_one_can_go_on(desk: Desk) -> None:
    home = make_home(desk)
    number = int(desk.do(begin_sign_up, space_id=home, kind=TenancyKind.ASSURED).value)
    with pytest.raises(Refused, match="is being signed up for"):
        desk.do(begin_sign_up, space_id=home, kind=TenancyKind.ASSURED)
    desk.do(give_up_sign_up, sign_up_id=number, because="They changed their mind")
    with pytest.raises(Refused, match="given up"):
        desk.do(answer, sign_up_id=number, key="name_1", value="Amina Khan")
    desk.do(resume_sign_up, sign_up_id=number)
    assert desk.ask(sign_up, sign_up_id=number).open


def test_two_seats_that_answer_at_once_double_no_row(desk: Desk) -> None:
    number = _begun(desk)
    keys = ("people", "starts_on", "keys_given", "visit_on")
    values = {"people": ("2", "3"), "starts_on": ("2026-11-30", "2026-12-07"), "keys_given": ("1", "2"),
              "visit_on": ("2026-12-21", "2026-12-22")}
    with ThreadPoolExecutor(4) as seats:
        for done in [seats.submit(desk.do, answer, sign_up_id=number, key=key, value=value)
                     for key in keys for value in values[key]]:
            done.result()
    kept = desk.ask(lambda: list(Answer.select(Answer.key, Answer.value).tuples()))
    assert sorted(key for key, _ in kept) == sorted(keys) and all(value in values[key] for key, value in kept)


def test_what_is_private_is_not_there_for_who_may_not_see_it(desk: Desk) -> None:
    number = _begun(desk)
    desk.do(answer, sign_up_id=number, key="unsafe", value="phone")
    case = desk.ask(at_desk, sign_up_id=number, on=MONDAY, private=False).case
    there = {one.key for state in case.tasks for one in state.asked}
    assert "phone_1" in there and not {"unsafe", "condition", "pregnant"} & there
    assert case.known.look("unsafe") == "" and "unsafe" not in case.answers.said
    assert desk.ask(at_desk, sign_up_id=number, on=MONDAY).case.known.look("unsafe") == "phone"


def test_a_visit_is_proposed_on_a_working_day_even_where_holidays_are_not_known(desk: Desk) -> None:
    assert desk.ask(visit_proposed, starts_on=date(2026, 11, 30)) == date(2026, 12, 29)  # 28 days on is a bank holiday
    assert desk.ask(visit_proposed, starts_on=date(2030, 3, 2)) == date(2030, 4, 1)
