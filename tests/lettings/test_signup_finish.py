"""Everything a tenancy needs comes out of a sign-up, in one act, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.models import Claim
from housingdesk.diary.models import Task
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup import answer, finish_sign_up
from housingdesk.lettings.models import Applicant, CoreLog, SignUp
from housingdesk.lettings.queries.signup import answers_of, sign_up, signup_case
from housingdesk.lettings.queries.signup.plan import pay_plan
from housingdesk.lettings.rules.signup.status import Status
from housingdesk.lettings.rules.words import ApplicantState, CoreState, SignUpState
from housingdesk.people.models import Consent, Contact, Identity, Need, Party, Person
from housingdesk.people.queries.proofs import identities_to_follow
from housingdesk.properties.models import MeterReading
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.queries.accounts import accounts_of, charges_in_force
from housingdesk.rent.rules.words import Payer
from housingdesk.reports.queries import due
from housingdesk.tenancies.models import Route, Tenancy
from housingdesk.tenancies.queries.agreements import holders, tenancy
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from tests.support.desk import MONDAY
from tests.support.signing_up import answer_all, begun, finished, signed


def _all(desk: Desk, model: Any) -> list[Any]:
    return list(desk.ask(lambda: list(model.select().order_by(model.id))))


def test_everything_a_tenancy_needs_comes_out_of_it(desk: Desk) -> None:
    number = signed(desk, TenancyKind.STARTER, people="3", relationship_2="partner", holder_2="yes", need_large_print="yes",
                    need_interpreter="yes", worker_name="Sam Reed", worker_organisation="Northlight Support")
    made = int(desk.do(finish_sign_up, sign_up_id=number).value)
    row = desk.ask(tenancy, tenancy_id=made)
    assert (row.kind, row.starts_on, row.starter_until) == (TenancyKind.STARTER, MONDAY, date(2027, 11, 22))
    assert [holder.name for holder in desk.ask(holders, tenancy_ids=[made])] == ["Amina Khan", "Yusuf Khan"]
    assert [person.name for person in _all(desk, Person)] == ["Amina Khan", "Yusuf Khan"]
    account, = desk.ask(accounts_of, tenancy_id=made)
    lines = desk.ask(charges_in_force, account_id=account.id, on=MONDAY)
    assert [(line.pence, line.shares) for line in lines] == [
        (9_240, ((Payer.HB, 8_000), (Payer.TENANT, 1_240))), (1_500, ((Payer.TENANT, 1_500),)), (620, ((Payer.TENANT, 620),))]
    expected = _all(desk, ExpectedPayment)
    assert {(one.payer, one.pence) for one in expected} == {(Payer.TENANT, 3_360)} and len(expected) == 13
    assert [(one.route, one.start) for one in _all(desk, Route)] == [(BenefitRoute.HB_PENSION, MONDAY)]
    claim, = _all(desk, Claim)
    assert (claim.counts_from, claim.expected_pence, claim.to_landlord) == (MONDAY, 8_000, True)
    assert sorted(str(need.kind) for need in _all(desk, Need)) == ["interpreter", "large print"]
    assert sorted(party.name for party in _all(desk, Party)) == ["Joan Bell", "Sam Reed"]
    assert len(_all(desk, Identity)) == 4 and len(_all(desk, Consent)) == 7 and len(_all(desk, Contact)) == 2
    assert [(one.reading, one.subject) for one in _all(desk, MeterReading)] == [("10293", f"tenancy:{made}")]
    assert [task.text for task in _all(desk, Task)] == ["Settling-in visit at 10:30", "Papers for the benefit claim"]
    log, = _all(desk, CoreLog)
    assert (log.tenancy_id, log.sign_up_id, log.state) == (made, number, CoreState.OPEN)
    applicant, = _all(desk, Applicant)
    assert (applicant.state, applicant.name, applicant.person_id) == (ApplicantState.HOUSED, "Amina Khan", 1)
    left, = _all(desk, SignUp)
    assert (left.state, left.tenancy_id, left.in_use_by) == (SignUpState.FINISHED, made, "")


@pytest.mark.parametrize("kind", TenancyKind)
def test_every_kind_of_agreement_can_be_signed_up(sqlite_desk: Desk, kind: TenancyKind) -> None:
    made = finished(sqlite_desk, kind)
    row = sqlite_desk.ask(tenancy, tenancy_id=made)
    assert row.kind is kind and len(sqlite_desk.ask(accounts_of, tenancy_id=made)) == 1
    logs = _all(sqlite_desk, CoreLog)
    assert logs[0].state is (CoreState.NOT_NEEDED if kind in (TenancyKind.CONTRACT, TenancyKind.MARKET) else CoreState.OPEN)


def test_a_garage_has_vat_when_they_hold_no_home_of_ours(sqlite_desk: Desk) -> None:
    made = finished(sqlite_desk, TenancyKind.CONTRACT)
    account, = sqlite_desk.ask(accounts_of, tenancy_id=made)
    lines = sqlite_desk.ask(charges_in_force, account_id=account.id, on=MONDAY)
    assert [(str(line.code), line.pence) for line in lines] == [("garage", 1_400), ("VAT", 280)]
    assert {one.pence for one in _all(sqlite_desk, ExpectedPayment)} == {1_680}


def test_what_was_said_at_the_desk_is_what_the_account_is_charged(sqlite_desk: Desk) -> None:
    """A start on a Wednesday: the part week that was explained is the entry that is made when the days are charged."""
    number = begun(sqlite_desk)
    answer_all(sqlite_desk, number, starts_on="2026-11-25", benefit="9", keys_on="2026-11-23", visit_on="2026-12-23",
               pays_first_on="2026-11-25")
    case = sqlite_desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert [p.message for p in case.problems] == ["Tenancy start date must be a Monday"]
    plan = sqlite_desk.ask(pay_plan, case=case)
    assert plan is not None and (plan.first.days, plan.first.pence) == (5, 6_600 + 1_071 + 443)
    assert plan.payments[0].pence == plan.first.pence and plan.payments[1].pence == 11_360


def test_it_is_not_finished_before_it_is_signed_or_while_answers_disagree(desk: Desk) -> None:
    number = begun(desk)
    answer_all(desk, number)
    with pytest.raises(Refused, match="not signed yet"):
        desk.do(finish_sign_up, sign_up_id=number)
    ready = signed(desk)
    desk.do(answer, sign_up_id=ready, key="repairs_on", value="2026-11-24")
    with pytest.raises(Refused, match="Major repairs must be finished on or before 23 November 2026"):
        desk.do(finish_sign_up, sign_up_id=ready)
    assert _all(desk, Tenancy) == []


def test_identity_to_follow_has_its_list_and_the_claim_starts_anyway(desk: Desk) -> None:
    due_on = MONDAY + timedelta(14)
    finished(desk, identity_1="identity to follow", identity_by_1=due_on.isoformat(),
             identity_vouched_1="Joan Bell, key worker")
    row, = desk.ask(identities_to_follow, on=MONDAY)
    assert (row.name, row.follow_by, row.vouched_by) == ("Amina Khan", due_on, "Joan Bell, key worker")
    cards = desk.ask(due.due, on=due_on - timedelta(7)).cards
    assert "Identity of Amina Khan to follow by 7 December 2026" in [card.text for card in cards]
    assert [claim.counts_from for claim in _all(desk, Claim)] == [MONDAY]


def test_who_was_our_tenant_before_is_the_same_person(desk: Desk) -> None:
    finished(desk)
    number = begun(desk)
    answer_all(desk, number, name_1="amina khan", nino="AB123456C")
    case = desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert case.answers.look("match_1") == "1" and case.answers.look("on_file_1") == "yes"
    assert case.task("identity").status is Status.DONE
    again = signed(desk, name_1="Amina Khan", on_file_1="yes")
    made = int(desk.do(finish_sign_up, sign_up_id=again).value)
    assert [holder.person_id for holder in desk.ask(holders, tenancy_ids=[made])] == [1]
    assert len(_all(desk, Person)) == 1 and len(_all(desk, Contact)) == 1


def test_keys_and_starts_to_come_are_tasks(desk: Desk) -> None:
    later = MONDAY + timedelta(7)
    made = finished(desk, starts_on=later.isoformat(), keys_on=later.isoformat(), visit_on="2026-12-29")
    assert ("Hand over 3 keys", later) in [(task.text, task.due_on) for task in _all(desk, Task)]
    assert desk.ask(tenancy, tenancy_id=made).starts_on == later


def test_a_finish_is_taken_back_as_a_whole_and_done_again_with_the_same_people(desk: Desk) -> None:
    later = (MONDAY + timedelta(14)).isoformat()
    number = signed(desk, starts_on=later, visit_on="2026-12-29")
    outcome = desk.do(finish_sign_up, sign_up_id=number)
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    for model in (Tenancy, CoreLog, Claim, ExpectedPayment, Route):
        assert _all(desk, model) == []
    assert {str(task.state) for task in _all(desk, Task)} == {"dropped"}
    assert [reading.removed != "" for reading in _all(desk, MeterReading)] == [True]
    row, = _all(desk, SignUp)
    assert (row.state, row.tenancy_id) == (SignUpState.SIGNED, None)
    desk.do(finish_sign_up, sign_up_id=number)
    assert len(_all(desk, Person)) == 1 and len(_all(desk, Contact)) == 1 and len(_all(desk, Tenancy)) == 1
    assert len(_all(desk, Identity)) == 2 and len(_all(desk, Party)) == 1


def test_what_stood_on_file_stays_as_it_was_once_it_is_finished(sqlite_desk: Desk) -> None:
    number = signed(sqlite_desk, TenancyKind.ASSURED)
    head = sqlite_desk.ask(sign_up, sign_up_id=number)
    before = sqlite_desk.ask(answers_of, applicant_id=head.applicant_id, sign_up_id=number)
    assert "bedrooms" in before.said or before.facts.get("bedrooms")
    seen = {key: before.look(key) for key in before.facts if key in ("name_1", "frequency", "present")}
    sqlite_desk.do(finish_sign_up, sign_up_id=number)
    after = sqlite_desk.ask(answers_of, applicant_id=head.applicant_id, sign_up_id=number)
    assert {key: after.said[key].value for key in seen} == seen
