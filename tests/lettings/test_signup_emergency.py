"""An emergency placement is entered as it was: the pack's number once, the true start, by whom and why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup import enter_emergency, finish_sign_up
from housingdesk.lettings.queries.signup import sign_up, signup_case
from housingdesk.lettings.queries.signup.plan import pay_plan
from housingdesk.lettings.rules.signup.emergency import EmergencyDraft
from housingdesk.lettings.rules.words import Flow, SignUpState
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.models import Entry
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import TenancyKind
from tests.support.desk import MONDAY
from tests.support.signing_up import answer_all, finished, let_home

NIGHT = datetime(2026, 11, 20, 23, 40, tzinfo=UTC)
FLED = "Fled her home; no other bed"


def _draft(desk: Desk, number: str = "e 0147", start: datetime = NIGHT, because: str = FLED) -> EmergencyDraft:
    return EmergencyDraft(let_home(desk, TenancyKind.LICENCE_EXCLUDED), "Rosa Lima", number, start, "Joan Bell, night worker",
                          because)


def test_a_pack_signed_at_night_becomes_a_letting_from_its_true_day(desk: Desk) -> None:
    number = int(desk.do(enter_emergency, draft=_draft(desk)).value)
    row = desk.ask(sign_up, sign_up_id=number)
    assert (row.flow, row.state, row.pack_number, row.true_start) == (Flow.EMERGENCY, SignUpState.SIGNED, "E0147", NIGHT)
    assert (row.name, row.placed_by, row.placed_because) == ("Rosa Lima", "Joan Bell, night worker", FLED)
    case = desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert case.problems == () and case.answers.day("starts_on") == date(2026, 11, 20)
    answer_all(desk, number, name_1="Rosa Lima", starts_on="2026-11-20")
    made = int(desk.do(finish_sign_up, sign_up_id=number).value)
    assert desk.ask(tenancy, tenancy_id=made).starts_on == date(2026, 11, 20)


def test_a_number_is_entered_once(desk: Desk) -> None:
    desk.do(enter_emergency, draft=_draft(desk))
    with pytest.raises(Refused, match="Pack E0147 was entered already, for Rosa Lima"):
        desk.do(enter_emergency, draft=_draft(desk, "E0147"))


@pytest.mark.parametrize(("number", "start", "because", "said"), [
    ("seven", NIGHT, "No bed", "number printed on the pack"), ("E1", NIGHT + timedelta(9), "No bed", "It began already"),
    ("E2", NIGHT - timedelta(90), "No bed", "more than 60 days ago"), ("E3", NIGHT, " ", "Say why"),
])
def test_half_a_placement_is_refused(sqlite_desk: Desk, number: str, start: datetime, because: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        sqlite_desk.do(enter_emergency, draft=_draft(sqlite_desk, number, start, because))


def test_what_was_said_is_charged_and_days_that_were_charged_are_not_forgotten(sqlite_desk: Desk) -> None:
    """The week is debited already: the part week from Friday night and the week after are charged when it is finished."""
    finished(sqlite_desk)
    sqlite_desk.do(run_debit, week=MONDAY)
    before = sqlite_desk.ask(lambda: Entry.select().count())
    number = int(sqlite_desk.do(enter_emergency, draft=_draft(sqlite_desk)).value)
    answer_all(sqlite_desk, number, name_1="Rosa Lima", starts_on="2026-11-20")
    plan = sqlite_desk.ask(pay_plan, case=sqlite_desk.ask(signup_case, sign_up_id=number, on=MONDAY))
    outcome = sqlite_desk.do(finish_sign_up, sign_up_id=number)
    charged = sqlite_desk.ask(lambda: [entry.pence for entry in Entry.select().order_by(Entry.id)][before:])
    week = sum(line.pence for line in plan.basis.lines)
    assert plan.first.days == 3 and plan.first.pence == 3_960 + 643 + 266 and sum(charged) == plan.first.pence + week
    assert outcome.take_back is not None
    with pytest.raises(Refused, match="charged already"):
        sqlite_desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert sqlite_desk.ask(sign_up, sign_up_id=number).state is SignUpState.FINISHED
