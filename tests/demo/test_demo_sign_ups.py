"""The made-up association’s sign-ups: one at each stage, a finished one for each agreement, answered as the file asks."""

from datetime import date

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.demo.actions.homes import write_councils
from housingdesk.demo.sign_up_days import SignUpDays
from housingdesk.demo.sign_ups import HOUSEHOLDS, Stage
from housingdesk.lettings.models import CoreLog, SignUp
from housingdesk.lettings.queries.signup import open_sign_ups, signup_case
from housingdesk.lettings.rules.signup.status import Status
from housingdesk.lettings.rules.words import CoreState, SignUpState
from housingdesk.people.queries.proofs import identities_to_follow
from housingdesk.properties.actions.offices import add_agent
from housingdesk.properties.models import KeyMove
from housingdesk.properties.rules import OfficeDraft
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind
from tests.support.desk import MONDAY


def _filled(desk: Desk, today: date) -> dict[str, int]:
    desk.do(write_councils)
    desk.do(add_agent, draft=OfficeDraft("Brightwater Support", role="support provider"))
    who = Who(None, "Anita Bell", "AB", str(Role.ADMINISTRATOR))
    return SignUpDays(desk.store, who, who).fill(today)


def test_every_stage_and_every_kind_of_letting_is_there(sqlite_desk: Desk) -> None:
    counts = _filled(sqlite_desk, MONDAY)
    kinds = sqlite_desk.ask(lambda: {row.kind for row in Tenancy.select()})
    assert counts == {"sign-ups": 4, "signed up": 7}  # no garage stands empty here
    assert kinds == {one.kind for one in HOUSEHOLDS if one.stage is Stage.FINISHED} - {TenancyKind.CONTRACT}
    logs = sqlite_desk.ask(lambda: [row.state for row in CoreLog.select()])
    assert logs == [CoreState.OPEN] * 7
    assert sqlite_desk.ask(lambda: KeyMove.select().count()) == 7
    assert [row.name for row in sqlite_desk.ask(identities_to_follow, on=MONDAY)] == ["Kyle Dobson"]


def test_who_is_in_the_middle_can_be_taken_up(sqlite_desk: Desk) -> None:
    _filled(sqlite_desk, MONDAY)
    rows = {row.head.name: row for row in sqlite_desk.ask(open_sign_ups, on=MONDAY)}
    assert {name: row.head.state for name, row in rows.items()} == {
        "Leanne Hirst": SignUpState.IN_PROGRESS, "Viktor Petrenko": SignUpState.WAITING,
        "Edna Shaw": SignUpState.SECOND_MEETING, "Rosa Lima": SignUpState.SIGNED}
    paused = rows["Leanne Hirst"]
    assert (paused.number, paused.tasks, paused.come_back, paused.in_use) == (4, 9, 1, False)
    assert sqlite_desk.ask(lambda: [row.pack_number for row in SignUp.select() if row.pack_number]) == ["E0147"]


def test_nothing_stands_against_what_was_answered(sqlite_desk: Desk) -> None:
    _filled(sqlite_desk, date(2026, 11, 25))
    for number in sqlite_desk.ask(lambda: [row.id for row in SignUp.select()]):
        case = sqlite_desk.ask(signup_case, sign_up_id=number, on=date(2026, 11, 25))
        assert case.problems == ()
        if case.head.state is SignUpState.FINISHED:
            assert {state.task.key for state in case.tasks if state.status is not Status.DONE} == {"pack"}
