"""Which questions a sign-up asks of whom, how far its tasks are, what stands against answers; and that the file is whole."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.lettings.core_stock import catalogue, collections
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.signup.becoming import adults, contact_drafts, need_drafts, party_drafts, route_of
from housingdesk.lettings.rules.signup.checks import Terms, cross_problems, value_problem
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.questions import Kind, parse_questions
from housingdesk.lettings.rules.signup.status import Papers, Status, TaskState, asked, task_states
from housingdesk.lettings.rules.words import Flow, Given, SignUpState
from housingdesk.lettings.signup_stock import not_covered, questions
from housingdesk.people.rules import ContactKind, NeedKind, PartyRole
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from housingdesk.values.dates import format_date
from tests.support.desk import MONDAY

FACTS = {"kind", "flow", "home_kind", "needs", "source", "rent_type", "meters", "has_gas", "own", "joint", "people"}
OF_PERSON = {"person_n", "match_n", "holds_n", "age_n"}


def known(facts: dict[str, str] | None = None, /, **said: str) -> Known:
    """Answers on the Monday of the tests."""
    return Known(Answers({key: Said(text) for key, text in said.items()}, facts or {"kind": "assured tenancy", "needs": "1"}),
                 MONDAY)


def keys(one: Known, flow: Flow = Flow.HOME) -> set[str]:
    """The keys of all that is asked now."""
    return {row.key for row in asked(questions(), one, flow)}


def _condition_keys() -> Iterator[tuple[str, str]]:
    for question in questions().questions:
        conditions = (*question.asked, *question.needed, *(condition for condition, _ in question.only))
        yield from ((question.key, key) for condition in conditions for key, _, _ in condition)


def test_every_condition_names_a_question_or_a_fact() -> None:
    there = FACTS | OF_PERSON | set(questions().by_key)
    assert [(key, named) for key, named in _condition_keys() if named not in there] == []


def test_nothing_that_core_asks_is_left_out_and_nothing_is_asked_that_is_worked_out() -> None:
    year = catalogue(collections()[0])
    own = parse_questions(resources.find("signup/questions.toml").read_text(encoding="utf-8"), year.data["lists"])
    assert not_covered(own, year) == []
    assert {key for question in own.questions for key in question.core} & set(own.derived) == set()


def test_a_new_core_year_asks_its_new_field_at_the_end_of_its_task() -> None:
    year = catalogue(collections()[0])
    text = resources.find("signup/questions.toml").read_text(encoding="utf-8")
    without = re.sub(r'\[\[question\]\]\nkey = "homeless"\n.*?\n\n', "", text, flags=re.DOTALL)
    assert [field.key for field in not_covered(parse_questions(without, year.data["lists"]), year)] == ["homeless"]


def test_everybody_is_asked_what_concerns_them() -> None:
    family = known(people="3", born_on_1="1988-05-04", born_on_2="1990-01-09", born_on_3="2018-01-01", holder_2="yes",
                   starts_on="2026-11-23")
    there = keys(family)
    assert {"name_3", "sex_3", "work_2", "relationship_3", "holder_2", "identity_1", "identity_2"} <= there
    assert not {"work_3", "holder_3", "identity_3", "relationship_1", "name_4", "nino_3"} & there
    assert family.holders == (1, 2) and family.look("joint") == "yes" and "clause_joint" in there
    assert [family.person(n) for n in (1, 2, 3, 4)] == ["adult", "adult", "child", "none"]


def test_sixteen_on_the_first_day_is_grown_up() -> None:
    assert known(people="2", born_on_2="2010-11-23", starts_on="2026-11-23").person(2) == "adult"
    assert known(people="2", born_on_2="2010-11-24", starts_on="2026-11-23").person(2) == "child"


def test_a_garage_is_asked_a_fraction() -> None:
    garage = known({"kind": "garage or store contract", "flow": "garage, store or parking space"})
    short = keys(garage, Flow.NON_RESIDENTIAL)
    assert len(short) < 45 and {"charge_garage", "holds_home", "clause_use"} <= short
    assert not {"benefit", "previous_home", "sex_1", "given_electrical", "charge_rent", "privacy_notice"} & short


def test_clauses_go_with_the_kind_of_agreement() -> None:
    assert {"clause_starter", "clause_living"} <= keys(known({"kind": "starter tenancy", "needs": "1"}))
    licence = keys(known({"kind": "excluded licence", "needs": "2"}))
    assert {"clause_room", "clause_support"} <= licence and not {"clause_living", "clause_starter"} & licence


def test_the_answers_that_go_with_another_answer_are_offered() -> None:
    one = known(referral_1="7", referral_2="7")
    rows = {row.key: row for row in asked(questions(), one, Flow.HOME)}
    assert set(rows["referral_2"].choices) == {"5", "6", "7", "8"}
    assert set(rows["referral_3"].choices) == {str(code) for code in range(11, 21)}


def _tasks(one: Known, state: SignUpState = SignUpState.IN_PROGRESS, papers: Papers | None = None) -> dict[str, TaskState]:
    problems = cross_problems(one, Terms(MONDAY))
    made = task_states(questions(), one, Flow.HOME, state, papers or Papers(), problems)
    return {row.task.key: row for row in made}


def test_a_task_is_not_started_in_progress_to_come_back_to_and_done() -> None:
    done = {"visit_on": "2026-12-21"}
    assert _tasks(known())["weeks"].status is Status.NOT_STARTED
    assert _tasks(known(**done))["weeks"].status is Status.DONE
    unknown = Known(Answers({"visit_on": Said("", Given.NOT_KNOWN)}, {}), MONDAY)
    assert _tasks(unknown)["weeks"].status is Status.COME_BACK
    assert _tasks(known(keys_given="2"))["home"].status is Status.IN_PROGRESS
    wrong = _tasks(known(starts_on="2026-11-24", visit_on="2026-11-20"))["weeks"]
    assert (wrong.status, wrong.why) == (Status.IN_PROGRESS,
                                         "Settling-in visit must be on or after 24 November 2026, when it starts")


def test_a_first_payment_is_neither_before_today_nor_before_the_start() -> None:
    said = {"starts_on": "2026-11-30", "pays_first_on": "2026-11-01"}
    (wrong,) = cross_problems(known(**said), Terms(MONDAY, mondays=False))
    assert (wrong.field, wrong.message) == ("pays_first_on",
                                            f"First payment must be on or after {format_date(MONDAY)}. Check the date")
    assert not cross_problems(known(**said | {"pays_first_on": MONDAY.isoformat()}), Terms(MONDAY, mondays=False)), "in advance"
    begun = {"starts_on": "2026-11-02", "pays_first_on": "2026-11-02"}
    assert not cross_problems(known(**begun), Terms(MONDAY, mondays=False)), "a placement entered later"


def test_signing_waits_for_what_must_stand_on_the_paper() -> None:
    assert _tasks(known())["sign"].status is Status.CANNOT_START
    ready = {"starts_on": "2026-11-23", "name_1": "Amina Khan", "charge_rent": "9240"}
    assert _tasks(known(**ready))["sign"].status is Status.NOT_STARTED
    assert _tasks(known(**ready), SignUpState.SECOND_MEETING)["sign"].status is Status.COME_BACK
    assert _tasks(known(**ready), SignUpState.WAITING)["sign"].why == "Waiting for the signed copy"
    assert _tasks(known(**ready), papers=Papers(3, 1, 3))["pack"].status is Status.DONE
    assert _tasks(known(**ready), papers=Papers(3, 1, 1))["pack"].status is Status.IN_PROGRESS


@pytest.mark.parametrize(("said", "key", "sentence"), [
    ({"starts_on": "2026-11-24"}, "starts_on",
     "Tenancy start date must be a Monday on or after 30 November 2026, when the home is ready"),
    ({"starts_on": "2026-11-23"}, "starts_on",
     "Tenancy start date must be on or after 30 November 2026, when the home is ready"),
    ({"starts_on": "2028-01-03"}, "starts_on", "Tenancy start date must be within a year. 3 January 2028 is further away"),
    ({"starts_on": "2026-11-30", "fixed_until": "2026-11-30"}, "fixed_until",
     "Last day of the fixed term must be after 30 November 2026, when it starts"),
    ({"born_on_1": "2011-01-01"}, "born_on_1",
     "Nobody under 16 can hold a tenancy or licence. Check the year of birth"),
    ({"born_on_1": "2027-01-01"}, "born_on_1", "1 January 2027 is still to come. Check the date of birth"),
    ({"people": "3", "relationship_2": "partner", "relationship_3": "partner"}, "relationship_3",
     "Person 2 is the partner already. Only one can be"),
    ({"people": "1", "name_2": "Yusuf"}, "people", "2 people have a name here, and 1 was said"),
    ({"starts_on": "2026-11-30", "void_on": "2026-12-01"}, "void_on",
     "Day the home became empty must be on or before 30 November 2026, when it is let"),
    ({"void_on": "2026-11-09", "repairs_on": "2026-11-02"}, "repairs_on",
     "Major repairs must be finished on or after 9 November 2026, when it became empty"),
    ({"benefit": "1", "benefit_covers": "12000", "charge_rent": "10000", "charge_personal": "5000"}, "benefit_covers",
     "Benefit can cover rent and service charge only, here at most £100.00"),
    ({"identity_1": "identity to follow", "identity_by_1": "2026-11-20"}, "identity_by_1",
     "Day by which it comes must be 23 November 2026 or later"),
    ({"need_phone_first": "yes", "need_no_phone": "yes"}, "need_no_phone",
     "Ring first and no telephone calls cannot both be. Take one out"),
])
def test_what_stands_against_an_answer_is_said_as_the_field_says_it(said: dict[str, str], key: str, sentence: str) -> None:
    found = cross_problems(known(**said), Terms(MONDAY, date(2026, 11, 30)))
    assert (key, sentence) in [(problem.field, problem.message) for problem in found]


def test_any_day_will_do_where_the_setting_says_so_and_licences_are_called_so() -> None:
    assert cross_problems(known(starts_on="2026-11-24"), Terms(MONDAY, mondays=False)) == []
    licence = known({"kind": "excluded licence"}, starts_on="2026-11-24")
    assert [p.message for p in cross_problems(licence, Terms(MONDAY))] == ["Licence start date must be a Monday"]


def test_who_came_by_themselves_has_their_right_to_rent_checked() -> None:
    direct = known({"kind": "assured tenancy", "source": "direct application"}, right_to_rent="not needed")
    nominated = known({"kind": "assured tenancy", "source": "council nomination"}, right_to_rent="not needed")
    assert [p.field for p in cross_problems(direct, Terms(MONDAY))] == ["right_to_rent"]
    assert cross_problems(nominated, Terms(MONDAY)) == []


@pytest.mark.parametrize(("kind", "good", "bad"), [
    (Kind.DAY, "2026-11-23", "23.11."), (Kind.TIME, "10:30", "25:00"), (Kind.MONEY, "9240", "92.40"), (Kind.NUMBER, "3", "a"),
    (Kind.PHONE, "07700 900123", "ring the bell"), (Kind.EMAIL, "a@b.org", "a@b"), (Kind.POSTCODE, "ZZ9 9ZZ", "ZZZ"),
    (Kind.NINO, "AB123456C", "AB12"), (Kind.NAME, "José", "123"), (Kind.YES_NO, "yes", "perhaps"), (Kind.TICK, "no", "x"),
])
def test_a_text_is_an_answer_or_it_is_told_why_not(kind: Kind, good: str, bad: str) -> None:
    question = next(one for one in questions().questions if one.kind is kind)
    assert value_problem(question, good, question.options) is None
    assert value_problem(question, bad, question.options)


def test_a_file_that_does_not_hold_together_is_refused() -> None:
    with pytest.raises(Refused, match="stands twice"):
        parse_questions('[[task]]\nkey="a"\ntitle="A"\n' + '[[question]]\nkey="k"\ntask="a"\nask="K?"\n' * 2)
    with pytest.raises(Refused, match="not readable"):
        parse_questions("[[task]]\nkey=")
    with pytest.raises(Refused, match="asks nothing called"):
        questions().find("name_99")


@pytest.mark.parametrize(("facts", "said", "route"), [
    ({"needs": "2"}, {"benefit": "1"}, BenefitRoute.HB_EXEMPT),
    ({"needs": "2", "flow": "emergency placement"}, {"benefit": "1"}, BenefitRoute.HB_EXEMPT),
    ({"needs": "1", "flow": "emergency placement"}, {"benefit": "1"}, BenefitRoute.HB_TEMPORARY),
    ({"needs": "1"}, {"benefit": "1"}, BenefitRoute.HB_PENSION),
    ({"needs": "1"}, {"benefit": "6", "to_landlord": "yes"}, BenefitRoute.UC_DIRECT),
    ({"needs": "1"}, {"benefit": "6", "to_landlord": "no"}, BenefitRoute.UC_TENANT),
    ({"needs": "1"}, {"benefit": "9"}, BenefitRoute.NONE),
])
def test_the_money_that_is_expected_follows_the_home_and_the_answer(facts: dict[str, str], said: dict[str, str],
                                                                    route: BenefitRoute) -> None:
    assert route_of(known(facts, **said), TenancyKind.LICENCE_PROTECTED) is route
    assert route_of(known(facts, **said), TenancyKind.CONTRACT) is BenefitRoute.NONE


def test_what_people_said_becomes_what_stands_on_their_files() -> None:
    one = known(people="2", name_1="Amina Khan", phone_1="07700 900123", email_1="a@place.org", post_to="1 Mill Lane, ZZ1 1ZZ",
                unsafe="phone", need_translation="yes", language="Urdu", emergency_name="Joan Bell", emergency_kin="yes",
                worker_name="Sam Reed", consent_support="no", signs="attorney", signs_name="Ann Khan",
                signs_authority="Lasting power, seen 2 November 2026", name_2="Noor Khan", born_on_2="2020-01-01",
                starts_on="2026-11-23")
    assert adults(one) == (1,)
    assert [(draft.kind, draft.safe) for draft in contact_drafts(one, 1)] == [
        (ContactKind.PHONE, False), (ContactKind.EMAIL, True), (ContactKind.POST, True)]
    assert [(draft.kind, draft.detail) for draft in need_drafts(one, MONDAY)] == [(NeedKind.TRANSLATION, "Urdu")]
    assert [(draft.role, draft.name, draft.authority_on) for draft in party_drafts(one, MONDAY)] == [
        (PartyRole.NEXT_OF_KIN, "Joan Bell", None), (PartyRole.KEY_WORKER, "Sam Reed", None),
        (PartyRole.ATTORNEY, "Ann Khan", MONDAY)]
