"""Whether a household can pay: to the penny, in words, kept as it was made, and its figures answered for the sign-up."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.benefits.rules.assess.case import Every, Housing, Member, Relation, weekly
from housingdesk.documents.queries import kept
from housingdesk.errors import NotFound
from housingdesk.lettings.actions.affordability import keep_affordability, keep_check_paper
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.actions.signup import begin_sign_up
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.queries import affordability as queries
from housingdesk.lettings.queries.affordability import AffordabilityRow
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.affordability import INCOMES, SPENDS, AffordabilityDraft, Line, Result, work_out
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.benefit_household import members_of, others_of
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.words import Flow, Source
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.rules import TenancyKind
from tests.support.affording import a_check, a_home, charges, say
from tests.support.audited import last_act, refused
from tests.support.benefits import ADULT, ON, RATES
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.lettings import make_home, make_tenancy
from tests.support.noticing import make_office

LIMIT = 3_500


def worked(draft: AffordabilityDraft, *members: Member) -> Result:
    return work_out(draft, members or (ADULT,), RATES, ON, LIMIT)


def test_somebody_whose_rent_is_covered_can_pay() -> None:
    found = worked(a_check())
    assert (found.charged, found.covered, found.own, found.income, found.spent, found.left) == (
        12_000, 12_000, 0, 9_805, 6_000, 3_805)
    assert found.verdict[0] == "They can pay for it: £38.05 a week is left when all is paid" and not found.flagged
    assert found.first_on == date(2026, 12, 29) and found.gap == 6 * 12_000
    assert "6 weeks fall due" in found.verdict[-1]


def test_what_benefit_never_covers_comes_from_pocket() -> None:
    found = worked(a_check(home=a_home(charges=charges(12_000, 1_000, 4_500))))
    assert (found.own, found.ineligible, found.left) == (4_500, 4_500, -695)
    assert found.short and found.verdict[0].endswith("£6.95 a week is missing")
    assert "£45.00 a week is never covered by benefit and comes from pocket" in found.verdict
    assert found.flagged and found.share == 4_589, "45.89% of £98.05"


def test_a_rent_that_takes_too_much_of_the_income_is_flagged() -> None:
    draft = a_check(benefit=False, incomes=(Line("income_earnings", 34_286, Every.WEEK),))
    found = worked(draft)
    assert found.share == 3_499 and not found.flagged
    tight = worked(replace(draft, incomes=(Line("income_earnings", 34_285, Every.WEEK),)))
    assert tight.share == 3_500 and tight.flagged and tight.verdict[0].startswith("It will be tight: £162.85")
    assert "35% of their income: 35% or more is too much" in tight.verdict[1]
    without = work_out(replace(draft, incomes=()), (ADULT,), RATES, ON, LIMIT)
    assert without.verdict[0] == "They cannot pay for it as things stand: £180.00 a week is missing"


def test_nothing_known_of_the_income_shows_nothing() -> None:
    found = worked(a_check(benefit=False, incomes=(), spends=()))
    assert found.share is None and found.flagged and found.left == -12_000


def test_an_estimate_that_stops_is_said_and_counts_nothing_until_somebody_types_what_a_decision_says() -> None:
    family = (ADULT, Member(Relation.CHILD, date(2020, 1, 1), "F"))
    draft = a_check(home=a_home(bedrooms=2), incomes=(Line("income_earnings", 60_000, Every.MONTH),))
    found = worked(draft, *family)
    assert found.covered == 0 and any("What benefit pays is not in this yet" in said and "uc.child" in said
                                      for said in found.verdict)
    typed = worked(replace(draft, covered_pence=11_000), *family)
    assert typed.covered == 11_000 and "as a decision says" in " ".join(typed.verdict)


def test_joint_tenants_share_a_deduction_and_are_told_that_each_claims() -> None:
    household = (ADULT, Member(Relation.JOINT, date(1985, 1, 1)), Member(Relation.OTHER, date(1980, 1, 1)))
    found = worked(a_check(home=a_home(housing=Housing.EXEMPT)), *household)
    assert found.estimate is not None and found.covered == 12_000 - 1_020
    assert any("each claim for their own part" in caution for caution in found.estimate.cautions)


def test_living_costs_that_were_worked_out_are_said_and_not_counted() -> None:
    found = worked(a_check(incomes=(Line("income_earnings", 40_000, Every.MONTH),)))
    assert any("about £204.90 a month for living costs besides" in said for said in found.verdict)
    assert found.income == weekly(40_000, Every.MONTH)


_PENCE, _EVERY = st.integers(0, 300_000), st.sampled_from(list(Every))
_LINES = st.lists(st.builds(Line, st.sampled_from([*INCOMES]), _PENCE, _EVERY), max_size=5)
_SPENT = st.lists(st.builds(Line, st.sampled_from([*SPENDS]), _PENCE, _EVERY), max_size=5)


@given(_LINES, _SPENT, st.integers(1, 40_000), st.integers(0, 5_000), st.sampled_from(list(Housing)))
@settings(max_examples=150, deadline=None)
def test_what_is_shown_adds_up_to_the_penny(comes: list[Line], goes: list[Line], rent: int, personal: int,
                                            housing: Housing) -> None:
    home = a_home(charges=charges(rent, 0, personal), housing=housing)
    found = worked(a_check(home=home, incomes=tuple(comes), spends=tuple(goes)))
    assert found.income == sum(line.weekly for line in comes) and found.spent == sum(line.weekly for line in goes)
    assert found.left == found.income - found.spent - found.own and found.own + found.covered == found.charged
    assert personal <= found.own <= found.charged and found.verdict[0]


@pytest.fixture
def applicant(desk: Desk) -> int:
    """Amina Khan, 36, with a child and her brother in work."""
    answers = {"born_on_1": "1990-01-01", "sex_1": "F", "people": "3", "name_2": "Zara Khan", "born_on_2": "2020-05-01",
               "relationship_2": "child", "sex_2": "F", "name_3": "Omar Khan", "born_on_3": "1992-01-01",
               "relationship_3": "relative", "work_3": "1"}
    draft = ApplicantDraft("Amina Khan", Source.DIRECT, MONDAY, answers=answers)
    return int(desk.do(add_applicant, draft=draft).value)


def check_of(desk: Desk, applicant_id: int, space_id: int | None = None) -> AffordabilityRow:
    row: AffordabilityRow | None = desk.ask(queries.newest, applicant_id=applicant_id, space_id=space_id)
    assert row is not None
    return row


def test_a_check_is_kept_and_its_figures_are_answers(desk: Desk, applicant: int) -> None:
    home = make_home(desk)
    draft = a_check(applicant, space_id=home, home=a_home(bedrooms=3), gross=((3, 40_000),))
    kept = desk.do(keep_affordability, draft=draft)
    row = check_of(desk, applicant, home)
    assert (row.id, row.rent_pence, row.space_id, row.on, row.made_by) == (kept.value, 12_000, home, MONDAY, desk.who.name)
    assert row.benefit_pence == 12_000 - weekly(9_655, Every.MONTH), "her brother’s contribution is taken off"
    assert row.sentences[0] in row.verdict and row.figures["estimate"]["version"] == RATES.version()
    assert kept.take_back is None and kept.sentence == f"Amina Khan: {row.sentences[0]}"
    said = desk.ask(answers_of, applicant_id=applicant)
    assert [said.look(key) for key in ("income_uc", "income_uc_every", "spend_energy", "spend_energy_every")] == [
        "42490", "month", "8000", "four weeks"]
    assert (said.look("income_known"), said.look("income_every"), said.look("income"), said.look("benefit")) == (
        "1", "1", "9805", "6")
    assert said.said["income"].source == "affordability" and said.look("afford_gross_3") == "40000"


def test_a_second_check_follows_the_first_and_answers_at_the_desk_stand(desk: Desk, applicant: int) -> None:
    desk.do(keep_affordability, draft=a_check(applicant, home=a_home(bedrooms=3), gross=((3, 40_000),)))
    first = check_of(desk, applicant)
    fewer = a_check(applicant, home=a_home(bedrooms=3), gross=((3, 40_000),), spends=(),
                    incomes=(Line("income_uc", 50_000, Every.MONTH),))
    desk.do(keep_affordability, draft=fewer)
    rows = desk.ask(queries.checks_of, applicant_id=applicant)
    assert len(rows) == 2 and rows[1] == first and rows[0].left_pence > first.left_pence
    said = desk.ask(answers_of, applicant_id=applicant)
    assert said.look("spend_food") == "" and said.look("income_uc") == "50000"
    assert said.look("income") == "9805", "what stands as the sign-up’s answer is not written over"
    assert ("affordability", "add") in last_act(desk)[3]


def test_what_cannot_be_is_refused(desk: Desk, applicant: int) -> None:
    assert "Say what the home costs" in refused(desk, keep_affordability, draft=a_check(applicant, home=a_home(charges=())))
    wrong: dict[str, Any] = {"capital_pence": -1, "covered_pence": 12_001}
    said = refused(desk, keep_affordability, draft=a_check(applicant, **wrong))
    assert "cannot be right" in said and "between nil and what the home costs" in said


def test_a_check_begins_with_what_is_known(desk: Desk, applicant: int) -> None:
    desk.do(set_value, key="lettings.rent_share", value=4_000, valid_from=MONDAY, source="Board, November")
    desk.do(set_value, key="benefits.figures", value=(("uc.child", "300.00"),), valid_from=MONDAY, source="Rates 2026/27")
    found = desk.ask(queries.beginning, applicant_id=applicant, space_id=make_home(desk), on=MONDAY)
    assert found.limit == 4_000 and found.applicant.name == "Amina Khan" and found.last is None and found.home.charges == ()
    assert found.rates.figure("uc.child", MONDAY).amount == 30_000
    assert others_of(found.answers, MONDAY) == ((3, "Omar Khan"),)


def test_the_household_of_an_estimate_comes_from_the_answers() -> None:
    said = {"name_1": "A", "born_on_1": "1990-01-01", "sex_1": "X", "name_2": "B", "born_on_2": "1991-01-01",
            "relationship_2": "partner", "name_3": "C", "born_on_3": "2014-01-01", "relationship_3": "child", "sex_3": "M",
            "name_4": "D", "born_on_4": "2008-03-01", "relationship_4": "child", "work_4": "7", "name_5": "E",
            "born_on_5": "1980-01-01", "relationship_5": "friend", "work_5": "7", "name_6": "F", "born_on_6": "1985-01-01",
            "relationship_6": "other", "holder_6": "yes"}
    members = members_of(Answers({key: Said(text) for key, text in said.items()}, {}), ON)
    assert [one.relation for one in members] == [Relation.CLAIMANT, Relation.PARTNER, Relation.CHILD, Relation.CHILD,
                                                 Relation.OTHER, Relation.JOINT]
    assert [one.sex for one in members] == ["", "", "M", "", "", ""] and members[4].no_deduction == "a full-time student"


@pytest.mark.parametrize("large", [False, True])
def test_the_paper_of_a_check_says_what_was_kept_and_is_kept_once(desk: Desk, applicant: int, large: bool) -> None:
    make_office(desk)
    if large:
        say(desk, applicant, need_large_print="yes")
    desk.do(keep_affordability, draft=a_check(applicant, home=a_home(bedrooms=3), gross=((3, 40_000),)))
    row = check_of(desk, applicant)
    assert desk.ask(queries.paper_of_check, row=row) is None
    made = desk.do(keep_check_paper, check_id=row.id).value
    assert desk.ask(queries.paper_of_check, row=row) == made == desk.do(keep_check_paper, check_id=row.id).value
    text = " ".join(" ".join(printed(desk.ask(kept, document_id=made).content)).split())
    for words in ("What the home costs and what is left", "Amina Khan", "23 November 2026", "£98.05", "Goes out",
                  "£80.00 every four weeks", "Sch 4 para 14", RATES.version().split(",")[0]):
        assert words in text, words
    assert ("Where it is written" in text) is not large and desk.ask(queries.large_print, applicant_id=applicant) is large


def test_a_check_that_is_gone_has_no_paper(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.do(keep_check_paper, check_id=99)


def test_the_sign_up_knows_what_the_check_found(desk: Desk, applicant: int) -> None:
    home = make_home(desk)
    desk.do(keep_affordability, draft=a_check(applicant, space_id=home, home=a_home(bedrooms=3), gross=((3, 40_000),)))
    made = desk.do(begin_sign_up, space_id=home, kind=TenancyKind.ASSURED, flow=Flow.HOME, applicant_id=applicant).value
    look = desk.ask(answers_of, applicant_id=applicant, sign_up_id=made).look
    assert look("benefit_covers") == str(check_of(desk, applicant, home).benefit_pence) and look("benefit") == "6"


def test_the_check_stands_with_the_agreement_afterwards(desk: Desk, applicant: int) -> None:
    home, tenancy = make_home(desk), make_tenancy(desk)
    desk.do(keep_affordability, draft=a_check(applicant, space_id=home, home=a_home(bedrooms=3), gross=((3, 40_000),)))
    made = desk.do(begin_sign_up, space_id=home, kind=TenancyKind.ASSURED, flow=Flow.HOME, applicant_id=applicant).value
    assert desk.ask(queries.check_of_tenancy, tenancy_id=tenancy) is None
    with desk.store.connected():
        SignUp.update(tenancy=tenancy).where(SignUp.id == made).execute()
    assert desk.ask(queries.check_of_tenancy, tenancy_id=tenancy) == check_of(desk, applicant, home)
