"""From the nomination to an accepted offer: assessment, support, shortlist, viewing, offer, review, and each undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.diary.queries import tasks
from housingdesk.errors import Refused
from housingdesk.lettings.actions import offers, shortlist, support, viewings
from housingdesk.lettings.actions.applicants import change_applicant, set_state
from housingdesk.lettings.actions.assessment import answer_assessment, answer_private
from housingdesk.lettings.queries import applicants, due_applicants
from housingdesk.lettings.queries import offers as offer_queries
from housingdesk.lettings.queries import shortlist as list_queries
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.applicants import ApplicantDraft, Step
from housingdesk.lettings.rules.offers import InterviewDraft, OfferDraft, SupportAnswerDraft, SupportDraft, ViewingDraft
from housingdesk.lettings.rules.words import ApplicantState, MatchState, OfferState, Source, SupportAnswer, ViewingOutcome
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from housingdesk.voids.queries.plan import void_plan
from housingdesk.voids.rules.words import VoidStepKind
from tests.support.applicants import COSTS, Place, make_place, nominated, row_of
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days) for days in (1, 2, 3))


@pytest.fixture
def place(desk: Desk) -> Place:
    """An empty house in Dalebrook."""
    return make_place(desk)


def step_of(desk: Desk, applicant_id: int) -> Step | None:
    found: Step | None = next(one.step for one in desk.ask(applicants.listed, on=desk.today) if one.id == applicant_id)
    return found


def said(desk: Desk, applicant_id: int) -> tuple[str, str]:
    step = step_of(desk, applicant_id)
    assert step is not None
    return step.who, step.what


def offer_of(place: Place, applicant_id: int) -> OfferDraft:
    return OfferDraft(applicant_id, place.town.home, TenancyKind.STARTER, WEDNESDAY, COSTS, date(2026, 12, 7))


def step_day(desk: Desk, place: Place, kind: VoidStepKind) -> tuple[date | None, date | None]:
    step = desk.ask(void_plan, void_id=place.void, on=desk.today).step(kind)
    return step.promised_on, step.actual_on


def offered_to(desk: Desk, place: Place) -> str:
    return str(desk.ask(void_plan, void_id=place.void, on=desk.today).step(VoidStepKind.SIGNING).whom)


def test_the_assessment_begins_with_its_first_answer(desk: Desk, place: Place) -> None:
    row = nominated(desk, place, bedrooms_needed=3)
    assert said(desk, row.id) == ("us", "Begin the assessment")
    outcome = desk.do(answer_assessment, applicant_id=row.id, key="history", value="With her mother since 2019")
    assert row_of(desk, row.id).state is ApplicantState.ASSESSING
    step = step_of(desk, row.id)
    assert step is not None and step.why.endswith("questions are open") and step.by == THURSDAY
    taken_back(desk, outcome)
    assert desk.ask(answers_of, applicant_id=row.id).look("history") == ""
    desk.do(answer_assessment, applicant_id=row.id, key="name_1", value="Amina Begum Khan")
    assert row_of(desk, row.id).name == "Amina Begum Khan"
    assert "not a date" in refused(desk, answer_assessment, applicant_id=row.id, key="waiting_since", value="soon")
    assert "choose one" in refused(desk, answer_assessment, applicant_id=row.id, key="eligible", value="perhaps")


def test_risk_is_written_by_those_who_may_see_it(desk: Desk, place: Place) -> None:
    row = nominated(desk, place)
    why = refused(desk, answer_assessment, applicant_id=row.id, key="risk", value="Her former partner")
    assert "by those who may see them" in why
    desk.do(answer_private, applicant_id=row.id, key="risk", value="Her former partner")
    assert "former partner" not in last_act(desk)[1]
    other = Desk(desk.store, replace(desk.who, role="finance"), desk.clock)
    assert "see risk" in refused(other, answer_private, applicant_id=row.id, key="risk", value="x")


def test_support_is_asked_meets_them_and_declines(desk: Desk, place: Place, clock: Clock) -> None:
    row = nominated(desk, place, for_space_id=place.town.home)
    asked = desk.do(support.ask_support, draft=SupportDraft(row.id, place.agent)).value
    assert "has not answered yet" in refused(desk, support.ask_support, draft=SupportDraft(row.id, place.agent))
    [one] = desk.ask(offer_queries.support_of, applicant_id=row.id, private=True)
    assert (one.answer_by, one.agent) == (THURSDAY, "Harbour Support")
    desk.do(support.tell_interview, ask_id=asked, version=one.version,
            draft=InterviewDraft(TUESDAY, MONDAY, "10:30", "The hub"))
    assert step_day(desk, place, VoidStepKind.SUPPORT_INTERVIEW) == (TUESDAY, None)
    clock.to(TUESDAY)
    assert "Say why they declined" in refused(desk, support.answer_support, ask_id=asked, version=None,
                                              draft=SupportAnswerDraft(SupportAnswer.DECLINED, TUESDAY, "Jo Reed"))
    outcome = desk.do(support.answer_support, ask_id=asked, version=None, draft=SupportAnswerDraft(
        SupportAnswer.DECLINED, TUESDAY, "Jo Reed", "Needs care at night, which they do not give"))
    assert "at night" not in last_act(desk)[1]
    [closed] = desk.ask(offer_queries.support_of, applicant_id=row.id, private=False)
    assert (closed.answer, closed.reason) == (SupportAnswer.DECLINED, "")
    assert step_day(desk, place, VoidStepKind.SUPPORT_INTERVIEW) == (TUESDAY, TUESDAY)
    taken_back(desk, outcome)
    [again] = desk.ask(offer_queries.support_of, applicant_id=row.id, private=True)
    assert again.answer is None and step_day(desk, place, VoidStepKind.SUPPORT_INTERVIEW) == (TUESDAY, None)


def test_a_shortlist_with_its_reasons(desk: Desk, place: Place) -> None:
    amina = nominated(desk, place, bedrooms_needed=3, priority="B", for_space_id=place.town.home)
    bob = nominated(desk, place, "Bob Marsh", bedrooms_needed=2, priority="A")
    cora = nominated(desk, place, "Cora Lee", bedrooms_needed=4, priority="A")
    found = desk.ask(list_queries.shortlist, void_id=place.void, on=MONDAY)
    assert [(one.row.name, one.rank.place) for one in found.candidates] == [
        ("Amina Khan", 1), ("Bob Marsh", 2), ("Cora Lee", 0)]
    first, second, third = (one.rank for one in found.candidates)
    assert first.reasons[:2] == ("Nominated for this home",
                                 "It is Dalebrook Borough Council’s turn: 0 of 0 lettings, 75% agreed")
    assert "1 bedroom more than they need: benefit may not cover all of it" in second.to_mind
    assert third.against == ("Too small: they need 4 bedrooms, it has 3",)
    assert "Too small" in refused(desk, shortlist.put_on_shortlist, void_id=place.void, applicant_ids=[cora.id])
    outcome = desk.do(shortlist.put_on_shortlist, void_id=place.void, applicant_ids=[amina.id, bob.id])
    lines = desk.ask(list_queries.matches_of, void_id=place.void)
    assert [line.state for line in lines] == [MatchState.LISTED] * 2 and "Nominated for this home" in lines[0].reasons
    why = refused(desk, shortlist.choose, match_id=lines[1].id, version=lines[1].version)
    assert why == "Amina Khan stands before Bob Marsh. Say first why they are passed over"
    assert "Say why" in refused(desk, shortlist.pass_over, match_id=lines[0].id, version=None, reason=" ")
    passed = desk.do(shortlist.pass_over, match_id=lines[0].id, version=lines[0].version, reason="Cannot move before January")
    desk.do(shortlist.choose, match_id=lines[1].id, version=lines[1].version)
    assert "was changed" in refused(desk, shortlist.choose, match_id=lines[0].id, version=lines[0].version)
    assert "is chosen for this home" in refused(desk, shortlist.choose, match_id=lines[0].id, version=None)
    taken_back(desk, passed)
    assert [m.state for m in desk.ask(list_queries.matches_of, void_id=place.void)] == [MatchState.LISTED, MatchState.CHOSEN]
    assert outcome.value == 2


def test_a_direct_match_says_why(desk: Desk, place: Place) -> None:
    row = nominated(desk, place, bedrooms_needed=3)
    assert "Say why" in refused(desk, shortlist.match_directly, void_id=place.void, applicant_id=row.id, reason="")
    outcome = desk.do(shortlist.match_directly, void_id=place.void, applicant_id=row.id, reason="Fleeing violence")
    [(void, where, line)] = desk.ask(list_queries.lists_of, applicant_id=row.id)
    assert (void, line.direct, line.state) == (place.void, True, MatchState.CHOSEN) and "14 Dale Road" in where
    assert line.reasons.startswith("Matched directly: Fleeing violence. ")
    taken_back(desk, outcome)
    assert desk.ask(list_queries.lists_of, applicant_id=row.id) == []


def test_a_viewing_is_a_day_of_the_plan(desk: Desk, place: Place, clock: Clock) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    draft = ViewingDraft(row.id, place.town.home, TUESDAY, "14:00", "Femi Ajayi", "Ring from the car; nobody goes alone")
    made = desk.do(viewings.arrange_viewing, draft=draft)
    assert step_day(desk, place, VoidStepKind.VIEWING) == (TUESDAY, None)
    assert said(desk, row.id) == ("Amina Khan", "Come to the viewing")
    [seen] = desk.ask(offer_queries.viewings_of, applicant_id=row.id, private=False)
    assert (seen.safety, seen.has_safety) == ("", True)
    assert "nobody goes alone" in desk.ask(offer_queries.viewings_of, applicant_id=row.id, private=True)[0].safety
    assert "Say then how it went" in refused(desk, viewings.viewing_was, viewing_id=made.value, version=None,
                                             outcome=ViewingOutcome.LIKED)
    desk.do(viewings.move_viewing, viewing_id=made.value, version=seen.version, draft=replace(draft, on=WEDNESDAY, safety=""),
            keep_safety=True)
    assert desk.ask(offer_queries.viewings_of, applicant_id=row.id, private=True)[0].safety == draft.safety
    clock.to(THURSDAY)
    assert said(desk, row.id) == ("us", "Say how the viewing went")
    assert [(one.on, one.what) for one in desk.ask(due_applicants.due, on=THURSDAY)] == [
        (WEDNESDAY, "Say how the viewing went: Amina Khan")]
    outcome = desk.do(viewings.viewing_was, viewing_id=made.value, version=None, outcome=ViewingOutcome.LIKED, note="Likes it")
    assert step_day(desk, place, VoidStepKind.VIEWING) == (WEDNESDAY, WEDNESDAY)
    taken_back(desk, outcome)
    assert step_day(desk, place, VoidStepKind.VIEWING) == (WEDNESDAY, None)


def test_an_offer_is_made_and_accepted(desk: Desk, place: Place) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    outcome = desk.do(offers.make_offer, draft=offer_of(place, row.id))
    offer = desk.ask(offer_queries.offer, offer_id=outcome.value)
    assert (offer.total, offer.state, offer.void_id, offer.address) == (13_100, OfferState.OPEN, place.void, "14 Dale Road")
    plan = desk.ask(void_plan, void_id=place.void, on=MONDAY)
    assert plan.step(VoidStepKind.SIGNING).promised_on == date(2026, 12, 7) and offered_to(desk, place) == "Amina Khan"
    assert said(desk, row.id) == ("Amina Khan", "Answer the offer")
    bob = nominated(desk, place, "Bob Marsh", state=ApplicantState.READY)
    assert "is offered to Amina Khan until Wed 25 Nov 2026" in refused(desk, offers.make_offer, draft=offer_of(place, bob.id))
    assert "Say what it costs" in refused(desk, offers.make_offer, draft=replace(offer_of(place, bob.id), costs=()))
    accepted = desk.do(offers.accept_offer, offer_id=offer.id, version=offer.version, on=MONDAY)
    assert said(desk, row.id) == ("us", "Start the sign-up")
    taken_back(desk, accepted)
    desk.do(offers.withdraw_offer, offer_id=offer.id, version=None, reason="Let to another")
    assert row_of(desk, row.id).state is ApplicantState.READY
    assert offered_to(desk, place) == ""


def test_an_offer_made_by_mistake_is_taken_back_with_its_plan(desk: Desk, place: Place) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    outcome = desk.do(offers.make_offer, draft=offer_of(place, row.id))
    redo = taken_back(desk, outcome)
    assert row_of(desk, row.id).state is ApplicantState.READY
    assert offered_to(desk, place) == ""
    assert desk.ask(offer_queries.offer, offer_id=outcome.value).state is OfferState.WITHDRAWN
    taken_back(desk, redo)
    assert desk.ask(offer_queries.offer, offer_id=outcome.value).state is OfferState.OPEN
    assert offered_to(desk, place) == "Amina Khan"


def test_a_refusal_is_looked_at_again_by_somebody_else(desk: Desk, place: Place, clock: Clock) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    made = desk.do(offers.make_offer, draft=offer_of(place, row.id)).value
    assert "Say why they refuse it" in refused(desk, offers.refuse_offer, offer_id=made, version=None, on=MONDAY, reason="",
                                               suitable=True)
    assert "once an offer was refused" in refused(desk, offers.ask_review, offer_id=made, version=None, on=MONDAY)
    desk.do(offers.refuse_offer, offer_id=made, version=None, on=MONDAY, reason="Too far from the school", suitable=True)
    clock.to(TUESDAY)
    desk.do(offers.ask_review, offer_id=made, version=None, on=TUESDAY)
    step = step_of(desk, row.id)
    assert step is not None and (step.what, step.by) == ("Look at the refusal again", date(2026, 12, 8))
    why = refused(desk, offers.decide_review, offer_id=made, version=None, reviewer="ann brown", outcome="It stands",
                  suitable=True)
    assert why == "Ann Brown made the offer. Somebody who had no part in it decides the review"
    outcome = desk.do(offers.decide_review, offer_id=made, version=None, reviewer="Joy Smith", outcome="The school is far",
                      suitable=False)
    offer = desk.ask(offer_queries.offer, offer_id=made)
    assert (offer.suitable, offer.review_by, offer.review_on) == (False, "Joy Smith", TUESDAY)
    first, task = desk.ask(tasks, subject=Ref("applicant", row.id))
    assert first.text.startswith("Write to Amina Khan: 14 Dale Road is offered") and first.due_on == MONDAY
    assert task.text == "Tell Amina Khan what came of the review"
    taken_back(desk, outcome)
    assert desk.ask(offer_queries.offer, offer_id=made).review_on is None
    assert len(desk.ask(tasks, subject=Ref("applicant", row.id))) == 1


def test_an_offer_lapses_only_when_somebody_says_so(desk: Desk, place: Place, clock: Clock) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    made = desk.do(offers.make_offer, draft=offer_of(place, row.id)).value
    assert "until 25 November 2026" in refused(desk, offers.lapse_offer, offer_id=made, version=None)
    assert [one.what for one in desk.ask(due_applicants.due, on=TUESDAY)] == ["Amina Khan: answer the offer"]
    clock.to(THURSDAY)
    assert [one.what for one in desk.ask(due_applicants.due, on=THURSDAY)] == [
        "Ring them, or say that the offer has lapsed: Amina Khan"]
    assert desk.ask(offer_queries.offer, offer_id=made).state is OfferState.OPEN, "nothing lapses by itself"
    desk.do(offers.lapse_offer, offer_id=made, version=None)
    assert desk.ask(offer_queries.offer, offer_id=made).state is OfferState.LAPSED


def test_not_suitable_tells_the_council_and_withdraws_the_offer(desk: Desk, place: Place) -> None:
    row = nominated(desk, place, state=ApplicantState.READY)
    assert "Say why they are not suitable" in refused(desk, set_state, applicant_id=row.id, version=None,
                                                      state=ApplicantState.NOT_SUITABLE)
    outcome = desk.do(set_state, applicant_id=row.id, version=None, state=ApplicantState.NOT_SUITABLE,
                      reason="Needs ground floor")
    [task] = desk.ask(tasks, subject=Ref("applicant", row.id))
    assert task.text == "Tell Dalebrook Borough Council that Amina Khan is not suitable, and why" and task.due_on == THURSDAY
    taken_back(desk, outcome)
    assert row_of(desk, row.id).state is ApplicantState.READY and desk.ask(tasks, subject=Ref("applicant", row.id)) == []
    made = desk.do(offers.make_offer, draft=offer_of(place, row.id)).value
    assert "cannot be not suitable" in refused(desk, set_state, applicant_id=row.id, version=None,
                                               state=ApplicantState.NOT_SUITABLE, reason="x")
    desk.do(set_state, applicant_id=row.id, version=None, state=ApplicantState.WITHDRAWN, reason="Stays with her mother")
    assert desk.ask(offer_queries.offer, offer_id=made).state is OfferState.WITHDRAWN
    assert offered_to(desk, place) == ""
    assert step_of(desk, row.id) is None
    desk.do(set_state, applicant_id=row.id, version=None, state=ApplicantState.ASSESSING)
    assert row_of(desk, row.id).ended_on is None


def test_particulars_are_put_right(desk: Desk, place: Place) -> None:
    row = nominated(desk, place)
    draft = ApplicantDraft("Amina Begum Khan", Source.NOMINATION, MONDAY, place.town.council, their_reference="N77",
                           answer_by=THURSDAY, bedrooms_needed=2, priority="A")
    outcome = desk.do(change_applicant, applicant_id=row.id, version=row.version, draft=draft)
    now = row_of(desk, row.id)
    assert (now.name, now.their_reference, now.priority) == ("Amina Begum Khan", "N77", "A")
    assert desk.ask(answers_of, applicant_id=row.id).look("name_1") == "Amina Begum Khan"
    taken_back(desk, outcome)
    assert row_of(desk, row.id).name == "Amina Khan"
    assert desk.ask(answers_of, applicant_id=row.id).look("name_1") == "Amina Khan"
    assert "between 1 and 9" in refused(desk, change_applicant, applicant_id=row.id, version=None,
                                        draft=replace(draft, bedrooms_needed=12))


def test_what_a_home_costs_is_read_from_its_charges(desk: Desk, place: Place) -> None:
    assert desk.ask(offer_queries.last_costs, space_id=place.town.home, on=MONDAY) is None


def test_what_was_done_after_one_another_is_taken_back_after_one_another(sqlite_desk: Desk) -> None:
    place = make_place(sqlite_desk)
    row = nominated(sqlite_desk, place, state=ApplicantState.READY)
    draft = OfferDraft(row.id, place.town.home, TenancyKind.STARTER, sqlite_desk.today + timedelta(3), COSTS, None, place.void)
    made = int(sqlite_desk.do(offers.make_offer, draft=draft).value)
    first = sqlite_desk.do(offers.refuse_offer, offer_id=made, version=None, on=sqlite_desk.today, reason="Too small",
                           suitable=True)
    second = sqlite_desk.do(offers.ask_review, offer_id=made, version=None, on=sqlite_desk.today)
    for outcome in (second, first):
        assert outcome.take_back is not None
        sqlite_desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert sqlite_desk.ask(offer_queries.offer, offer_id=made).state is OfferState.OPEN
    sqlite_desk.do(offers.accept_offer, offer_id=made, version=None, on=sqlite_desk.today)
    assert first.take_back is not None
    with pytest.raises(Refused, match="Something else was done"):
        sqlite_desk.do(first.take_back.action, **first.take_back.facts)


def test_a_viewing_to_come_is_called_off_with_what_it_was_for_and_put_back_with_it(sqlite_desk: Desk) -> None:
    desk, place = sqlite_desk, make_place(sqlite_desk)
    row = nominated(desk, place, state=ApplicantState.READY)
    until = desk.today + timedelta(3)
    viewing = desk.do(viewings.arrange_viewing, draft=ViewingDraft(row.id, place.town.home, until)).value
    offer = desk.do(offers.make_offer, draft=OfferDraft(row.id, place.town.home, TenancyKind.STARTER, until, COSTS)).value

    def standing() -> tuple[ViewingOutcome | None, str]:
        [found] = desk.ask(offer_queries.viewings_of, applicant_id=row.id, private=False)
        return found.outcome, found.note

    for action, facts in ((offers.refuse_offer, {"offer_id": offer, "on": desk.today, "reason": "Too small", "suitable": None}),
                          (set_state, {"applicant_id": row.id, "state": ApplicantState.WITHDRAWN, "reason": "Found another"})):
        done = desk.do(action, version=None, **facts)
        assert str(done.sentence).endswith("The viewing on Thu 26 Nov 2026 is called off")
        assert standing()[0] is ViewingOutcome.CANCELLED and standing()[1].startswith("Called off: ")
        assert done.take_back is not None
        desk.do(done.take_back.action, **done.take_back.facts)
        assert standing() == (None, "") and viewing
