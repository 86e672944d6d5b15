"""What advice begins with for somebody who lives here, an applicant or nobody; an estimate kept, begun again and printed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.actions.estimates import EstimateDraft, keep_estimate
from housingdesk.benefits.estimate_paper import Told, estimate_paper
from housingdesk.benefits.queries.estimates import read_household
from housingdesk.benefits.queries.rent_changes import RentChange, rent_changes
from housingdesk.benefits.rules.advice import Advice, Topic, advise
from housingdesk.benefits.rules.advice.known import More, household, more_from
from housingdesk.benefits.rules.assess import assess
from housingdesk.benefits.rules.assess.case import (
    Case,
    Every,
    Housing,
    Income,
    IncomeKind,
    Meals,
    Member,
    NoDeduction,
    Passport,
    Relation,
)
from housingdesk.benefits.rules.assess.reading import case_from
from housingdesk.benefits.rules.assess.writing import case_data
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.direct import Tier
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.documents.queries import documents, kept
from housingdesk.errors import Refused
from housingdesk.letters.pdf import issue_paper
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.queries.advising import Advising, advising
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import Source
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries import changed_charges, shortfalls
from housingdesk.people.actions import add_need
from housingdesk.people.rules import NeedDraft, NeedKind
from housingdesk.rent.actions.accounts import change_charge
from housingdesk.rent.queries.accounts import account, charges_in_force
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.tenancies.actions.routes import change_route
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.banking import make_payer
from tests.support.benefits import ADULT, ON, PARTNER, RATES, child, earns, ordinary, other, rent, supported
from tests.support.desk import MONDAY
from tests.support.letters import SENDER, printed

_PEOPLE = st.lists(st.builds(Member, st.sampled_from([one for one in Relation if one is not Relation.CLAIMANT]),
                             st.one_of(st.none(), st.dates(date(1940, 1, 1), date(2026, 1, 1))), st.sampled_from(["", "M",
                             "F"]),
                             st.booleans(), st.one_of(st.none(), st.integers(0, 99_999)), st.booleans(),
                             st.one_of(st.none(), st.sampled_from(list(NoDeduction))), st.booleans()), max_size=4)
_CASES = st.builds(
    Case, st.sampled_from(list(Housing)), st.integers(1, 90_000).map(lambda pence: rent(pence, 500)),
    _PEOPLE.map(lambda people: (ADULT, *people)), st.sampled_from(list(Every)), st.integers(0, 5),
    st.one_of(st.none(), st.integers(1, 6)),
    st.lists(st.builds(Income, st.sampled_from(list(IncomeKind)), st.integers(0, 90_000), st.sampled_from(list(Every))),
             max_size=3).map(tuple), st.integers(0, 2_000_000), st.one_of(st.none(), st.sampled_from(list(Passport))),
    st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.one_of(st.none(), st.booleans()),
    st.one_of(st.none(), st.booleans()), st.integers(1, 4), st.integers(0, 5_000), st.one_of(st.none(), st.sampled_from(Meals)))


@given(_CASES)
@settings(max_examples=120, deadline=None)
def test_a_household_written_down_is_read_as_it_was(case: Case) -> None:
    assert case_from(case_data(case)) == case


@pytest.mark.parametrize("more", [More(), More(MONDAY, date(2026, 12, 20), True, Tier.TWO)])
def test_what_is_asked_besides_is_read_as_it_was(more: More) -> None:
    assert more_from(more.data()) == more


def begun(desk: Desk, tenancy_id: int | None = None, applicant_id: int | None = None) -> Advising:
    """What advice begins with."""
    found: Advising = desk.ask(advising, tenancy_id=tenancy_id, applicant_id=applicant_id, on=desk.today)
    return found


def told(known: Advising, **more: Any) -> dict[Topic, Advice]:
    """What is advised, by what it is about."""
    return {one.topic: one for one in advise(household(replace(known.case, **more), known.more, known.standing))}


@pytest.fixture
def lives_here(sqlite_desk: Desk) -> tuple[int, int, int]:
    """Amina Khan at £112.40 a week since 26 October: her account, her agreement, herself."""
    make_office(sqlite_desk)
    account_id, _ = make_payer(sqlite_desk)
    found = sqlite_desk.ask(account, account_id=account_id)
    assert found is not None and found.tenancy_id is not None
    [holder] = sqlite_desk.ask(holders, tenancy_ids=[found.tenancy_id])
    return account_id, found.tenancy_id, holder.person_id


def test_somebody_who_lives_here_is_begun_with_what_the_files_know(sqlite_desk: Desk,
                                                                   lives_here: tuple[int, int, int]) -> None:
    desk, (_, tenancy_id, _) = sqlite_desk, lives_here
    known = begun(desk, tenancy_id)
    assert (known.names, known.tenancy_id, known.kept) == ("Amina Khan", tenancy_id, None)
    [charge] = known.case.charges
    assert (charge.code, charge.pence, known.case.every) == (ChargeCode.RENT, 11_240, Every.WEEK)
    assert known.case.people == (Member(Relation.CLAIMANT),) and known.more.starts_on == date(2026, 11, 2)
    assert "date of birth is missing" in told(known)[Topic.CLAIM].why, "it says what is not known"
    advice = told(known, people=(ADULT,), bedrooms=1)
    assert advice[Topic.CLAIM].letter == "benefit-claim-uc" and Topic.BACKDATE in advice


def test_an_estimate_is_kept_with_its_paper_and_the_next_begins_there(sqlite_desk: Desk,
                                                                      lives_here: tuple[int, int, int]) -> None:
    desk, (_, tenancy_id, person_id) = sqlite_desk, lives_here
    subject, known = Ref("tenancy", tenancy_id), begun(sqlite_desk, tenancy_id)
    case = replace(known.case, people=(ADULT, other()), bedrooms=2, london=False, incomes=earns(9_000))
    draft = EstimateDraft(subject, known.names, known.where, known.reference, case, known.more)
    document_id = desk.do(keep_estimate, draft=draft).value
    [paper] = desk.ask(documents, subject=subject)
    assert paper.id == document_id and paper.name == "What benefit will cover, 23 November 2026.pdf"
    pages = printed(desk.ask(kept, document_id=document_id).content)
    words = " ".join(pages)
    assert len(pages) <= 2 and "estimate only" in words and "HB 22 November 2026, UC 23 November 2026" in words
    assert "UC Regs 2013 Sch 4 paras 13–16" in words or "UC Regs 2013 Sch 4 para 14" in words
    again = begun(desk, tenancy_id)
    assert again.case == replace(case, charges=known.case.charges) and again.kept is not None and again.kept.on == MONDAY
    assert [row.id for row in again.papers] == [document_id]
    desk.do(add_need, person_id=person_id, draft=NeedDraft(NeedKind.LARGE_PRINT, MONDAY - timedelta(1)))
    assert begun(desk, tenancy_id).large_print
    with pytest.raises(Refused, match="Say what the home costs"):
        desk.do(keep_estimate, draft=replace(draft, case=replace(case, charges=())))


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b"\xff", b'{"case": {"housing": "a castle"}}',
                                     b'{"case": {"charges": [{"for": "rent", "amount": "1.00"}]}}'])
def test_a_household_of_another_version_is_typed_again_and_not_guessed(content: bytes) -> None:
    assert read_household(content, "Ann Brown") is None


def test_an_applicant_is_begun_with_their_answers(sqlite_desk: Desk) -> None:
    make_office(sqlite_desk)
    answers = {"born_on_1": "1950-01-01", "sex_1": "F", "people": "1", "income_state_pension": "24000",
               "income_state_pension_every": "week", "afford_capital": "1200000"}
    applicant_id = int(sqlite_desk.do(add_applicant, draft=ApplicantDraft("Amina Khan", Source.DIRECT, MONDAY,
                                                                           answers=answers)).value)
    known = begun(sqlite_desk, applicant_id=applicant_id)
    assert known.case.people[0].born_on == date(1950, 1, 1) and known.case.capital_pence == 1_200_000
    assert known.case.weekly_income(IncomeKind.STATE_PENSION) == 24_000 and known.tenancy_id is None
    assert told(known, charges=rent(12_000))[Topic.LIVING].what == "Ask for Pension Credit"
    case = replace(known.case, charges=rent(12_000))
    draft = EstimateDraft(Ref("applicant", applicant_id), known.names, "", known.reference, case, known.more)
    sqlite_desk.do(keep_estimate, draft=draft)
    assert begun(sqlite_desk, applicant_id=applicant_id).case.charges == rent(12_000)


def test_nobody_begins_with_one_person_and_no_file(sqlite_desk: Desk) -> None:
    known = begun(sqlite_desk)
    assert known.subject is None and known.case.people == (Member(Relation.CLAIMANT),)
    assert told(known, people=(ADULT,), charges=rent(10_000), bedrooms=1, london=False)[Topic.CLAIM].by == MONDAY


@pytest.fixture
def fallen(sqlite_desk: Desk, lives_here: tuple[int, int, int]) -> tuple[Desk, int, int]:
    """Her Housing Benefit fell from £112.40 to £95.00 a week on 16 November."""
    account_id, tenancy_id, person_id = lives_here
    claim = sqlite_desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB, MONDAY, tenancy_id, person_id)).value
    for start, pence in ((date(2026, 10, 26), 11_240), (date(2026, 11, 16), 9_500)):
        sqlite_desk.do(record_award, claim_id=claim, draft=AwardDraft(start, pence))
    return sqlite_desk, account_id, tenancy_id


def test_a_new_shortfall_is_found_and_its_letter_drafted_once(fallen: tuple[Desk, int, int]) -> None:
    desk, account_id, tenancy_id = fallen
    [row] = desk.ask(shortfalls.shortfalls, on=MONDAY)
    assert (row.account_id, row.tenancy_id, row.written_on) == (account_id, tenancy_id, None)
    assert (row.fall.before_pence, row.fall.after_pence, row.fall.own_after) == (11_240, 9_500, 1_740)
    assert told(begun(desk, tenancy_id))[Topic.SHORTFALL].letter == "benefit-shortfall"
    [made] = desk.ask(shortfalls.draw, account_ids=[account_id], on=MONDAY, signed_by="Ann Brown")
    assert made.pdf is not None, made.held_because
    words = " ".join(printed(made.pdf))
    assert "£112.40" in words and "£95.00" in words and "£17.40" in words and "Monday 16 November" in words
    desk.do(issue_run, title=shortfalls.run_title(MONDAY), letters=[made])
    [row] = desk.ask(shortfalls.shortfalls, on=MONDAY)
    assert row.written_on == MONDAY
    [again] = desk.ask(shortfalls.draw, account_ids=[account_id], on=MONDAY, signed_by="Ann Brown")
    assert again.pdf is None and again.held_because is not None, "the same letter is not made twice"
    assert desk.ask(shortfalls.shortfalls, on=MONDAY + timedelta(60)) == (), "it is no longer new"
    assert desk.ask(shortfalls.shortfalls, on=MONDAY, account_ids=[account_id + 1]) == ()


def test_a_charge_that_changes_is_told_to_whoever_has_universal_credit(sqlite_desk: Desk,
                                                                       lives_here: tuple[int, int, int]) -> None:
    desk, (account_id, tenancy_id, _) = sqlite_desk, lives_here
    [line] = desk.ask(charges_in_force, account_id=account_id, on=MONDAY)
    desk.do(change_charge, line_id=line.line_id, pence=11_700, start=date(2026, 12, 7))
    assert desk.ask(rent_changes, account_ids=[account_id], on=MONDAY) == {
        account_id: RentChange(date(2026, 12, 7), 11_240, 11_700)}
    assert desk.ask(rent_changes, account_ids=[account_id], on=date(2027, 1, 8)) == {}
    assert desk.ask(changed_charges.changed_charges, on=MONDAY) == (), "she has no Universal Credit"
    desk.do(change_route, tenancy_id=tenancy_id, route=BenefitRoute.UC_TENANT, on=MONDAY)
    [row] = desk.ask(changed_charges.changed_charges, on=MONDAY)
    assert (row.account_id, row.change.after_pence, row.written_on) == (account_id, 11_700, None)
    known = begun(desk, tenancy_id)
    assert "£117.00 a week from 7 December 2026" in told(known, people=(ADULT,), bedrooms=1)[Topic.RENT_CHANGE].sentence
    [made] = desk.ask(changed_charges.draw, account_ids=[account_id], on=MONDAY, signed_by="Ann Brown")
    assert made.pdf is not None, made.held_because
    words = " ".join(printed(made.pdf))
    assert "£117.00" in words and "Monday 7 December" in words
    desk.do(issue_run, title=changed_charges.run_title(MONDAY), letters=[made])
    assert [one.written_on for one in desk.ask(changed_charges.changed_charges, on=MONDAY)] == [MONDAY]


@pytest.mark.parametrize(("case", "large", "most"), [
    (supported(people=(ADULT, PARTNER, child(date(2015, 1, 1))), incomes=earns(30_000), passport=None), False, 2),
    (ordinary(people=(ADULT, other(), other(works=True, gross_pence=30_000)), bedrooms=4, incomes=earns(60_000, Every.MONTH),
              capital_pence=700_000), False, 2),
    (ordinary(bedrooms=None), False, 1), (supported(incomes=earns(9_000)), True, 5)])
def test_the_paper_has_every_step_its_rule_its_day_and_its_version(case: Case, large: bool, most: int) -> None:
    found = assess(case, ON, RATES)
    issued = issue_paper(estimate_paper(found, case, Told("Amina Khan", "14 Dale Road", "Ann Brown", "T000001", large), SENDER))
    pages = printed(issued.pdf)
    words = " ".join(" ".join(pages).split())
    assert 1 <= issued.pages <= most
    assert "This is an estimate only. The council or the DWP decides." in words and RATES.version() in words
    assert all(" ".join(step.text.split())[:24] in words for step in found.steps)
    assert all(step.source.split(";")[0][:12] in words for step in found.steps)
    assert not found.stopped or "It stops here" in words
