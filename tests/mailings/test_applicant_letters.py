"""Letters to people who wait for a home: what each begins with, where it goes, what it does in the diary, and what stops it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome, needs
from housingdesk.access.rules import Permission
from housingdesk.diary.queries import tasks
from housingdesk.errors import Refused
from housingdesk.holds import actions as holds
from housingdesk.holds.rules import HoldDraft, HoldKind, Stop
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.letters.stock import shipped_keys, shipped_template
from housingdesk.lettings.actions import offers, support, viewings
from housingdesk.lettings.actions.applicants import set_state
from housingdesk.lettings.actions.signup.answers import answer_applicant, keep_answer
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.applicants import ApplicantRow
from housingdesk.lettings.rules.offers import OfferDraft, SupportAnswerDraft, SupportDraft, ViewingDraft
from housingdesk.lettings.rules.words import ApplicantState, Given, SupportAnswer
from housingdesk.mailings.actions.applicants import issue_to_applicants
from housingdesk.mailings.queries import applicant_letters, single
from housingdesk.mailings.queries.applicant_letters import ApplicantDraft, ApplicantWriting
from housingdesk.mailings.queries.letters_wait import WaitingLetter, letters_that_wait
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.mailings.rules import applicants as keys
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.applicants import COSTS, Place, make_place, nominated
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.lettings import make_tenancy

NOW = "8 Canal Street, Dalebrook"


@pytest.fixture
def place(desk: Desk) -> Place:
    make_office(desk)
    return make_place(desk)


def answered(desk: Desk, applicant_id: int, **said: str) -> None:
    """Answers as the assessment and the sign-up keep them."""
    for key, value in said.items():
        desk.do(_answer, applicant_id=applicant_id, key=key, value=value)


@needs(Permission.KEEP_APPLICANTS)
def _answer(act: Any, *, applicant_id: int, key: str, value: str) -> None:
    keep_answer(act, applicant_id, None, key, value, Given.SAID, "")


def waiting(desk: Desk, place: Place, name: str = "Amina Khan", *, state: ApplicantState = ApplicantState.READY,
            **said: str) -> ApplicantRow:
    """A household with an address, in a state."""
    row = nominated(desk, place, name, state=state)
    answered(desk, row.id, **{"address_now": NOW, "postcode_now": "ZZ1 1AB", **said})
    return row


def offered(desk: Desk, place: Place, row: ApplicantRow, kind: TenancyKind = TenancyKind.STARTER) -> int:
    draft = OfferDraft(row.id, place.town.home, kind, MONDAY + timedelta(3), COSTS, MONDAY + timedelta(14))
    return int(desk.do(offers.make_offer, draft=draft).value)


def writing(desk: Desk, row: ApplicantRow, chosen: str = "") -> ApplicantWriting:
    found: ApplicantWriting = desk.ask(applicant_letters.writing, applicant_id=row.id, on=desk.today, chosen=chosen)
    return found


def begun(desk: Desk, row: ApplicantRow, chosen: str = "", **more: str) -> ApplicantDraft:
    """The letter that fits, as the page begins it; ``more`` is typed."""
    found = writing(desk, row, chosen)
    begin = {**found.begin[found.wanted], **more}
    return ApplicantDraft(row.id, found.wanted, begin, about=chosen, to_address=begin.get("to_address", ""))


def drawn(desk: Desk, draft: ApplicantDraft) -> MadeLetter:
    made: MadeLetter = desk.ask(applicant_letters.look, draft=draft, on=desk.today, signed_by="Ann Brown")
    return made


def words(made: MadeLetter) -> str:
    assert made.pdf is not None, made.held_because
    return " ".join(printed(made.pdf))


def kept(desk: Desk, made: MadeLetter) -> Outcome:
    return desk.do(issue_to_applicants, title=made.title, letters=[made])


def to_write(desk: Desk, row: ApplicantRow) -> list[str]:
    return [task.text for task in desk.ask(tasks, subject=Ref("applicant", row.id))]


def test_an_offer_is_written_with_nothing_typed_and_closes_its_task_and_ctrl_z_opens_it(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    offered(desk, place, row)
    assert to_write(desk, row)[0].startswith("Write to Amina Khan: ")
    draft = begun(desk, row)
    made = drawn(desk, draft)
    said = words(made)
    for wanted in ("We offer you a home: 14 Dale Road", "Rent £112.40", "Service charge £18.60", "Together, each week £131.00",
                   "Monday 7 December", "Thursday 26 November", "National Insurance number", "8 Canal Street", "ZZ1 1AB",
                   "You can write to us at this address"):
        assert wanted in said, wanted
    assert draft.template == keys.OFFER and "landlord" not in said
    outcome = kept(desk, made)
    [letter] = desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))
    assert letter.state is LetterState.READY and letter.document_id is not None
    assert "task in the diary done" in str(outcome.sentence) and to_write(desk, row) == []
    back = outcome.take_back
    assert back is not None
    again = desk.do(back.action, **back.facts).take_back
    assert again is not None
    assert len(to_write(desk, row)) == 1
    assert desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))[0].state is LetterState.WITHDRAWN
    desk.do(again.action, **again.facts)
    assert to_write(desk, row) == []
    assert desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))[0].state is LetterState.READY


def test_a_licence_is_offered_without_a_word_of_a_tenancy(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    offered(desk, place, row, TenancyKind.LICENCE_EXCLUDED)
    said = words(drawn(desk, begun(desk, row)))
    assert "Licence charge £112.40" in said and "enan" not in said and "Rent" not in said


def test_a_letter_is_to_all_who_apply_together_and_in_the_print_they_read(desk: Desk, place: Place) -> None:
    row = waiting(desk, place, people="2", name_2="Yusuf Khan", born_on_2="1988-02-03", holder_2="yes", need_large_print="yes",
                  post_to="c/o Sarah Lowe\n3 Mill Lane\nDalebrook\nZZ9 9ZZ", unsafe="post")
    offered(desk, place, row)
    made = drawn(desk, begun(desk, row))
    said = words(made)
    assert made.large_print and made.addressee == "Amina Khan and Yusuf Khan" and "c/o Sarah Lowe" in said
    assert "Dear Amina Khan and Yusuf Khan" in said and "Canal Street" not in said
    answered(desk, row.id, need_large_print="", need_easy_read="yes", post_to="")
    made = drawn(desk, begun(desk, row))
    assert made.easy_read and made.held_because == "Type where it goes: a street, a town, and the postcode last"


def test_it_goes_by_e_mail_only_where_that_was_agreed(desk: Desk, place: Place) -> None:
    row = waiting(desk, place, email_1="amina@home.example")
    offered(desk, place, row)
    assert drawn(desk, begun(desk, row)).way is Way.POST
    answered(desk, row.id, consent_texts="yes")
    made = drawn(desk, begun(desk, row))
    assert made.way is Way.EMAIL and made.body is not None and "What it costs" in made.body
    answered(desk, row.id, unsafe="email")
    assert drawn(desk, begun(desk, row)).way is Way.POST


def test_an_address_that_is_typed_is_known_as_new_until_it_is_kept(desk: Desk, place: Place) -> None:
    row = waiting(desk, place, address_now="With family", postcode_now="")
    offered(desk, place, row)
    assert not writing(desk, row).reached
    draft = begun(desk, row)
    problems = desk.ask(applicant_letters.problems, draft=draft, today=desk.today)
    assert [(one.field, one.message) for one in problems] == [
        ("to_address", "Type where it goes: a street, a town, and the postcode last")]
    draft = replace(draft, to_address="3 Mill Lane\nDalebrook\nZZ9 9ZZ")
    typed = applicant_letters.new_address(drawn(desk, draft))
    desk.do(answer_applicant, applicant_id=row.id, key="post_to", value=typed)
    assert writing(desk, row).reached and writing(desk, row).post_to == draft.to_address
    assert applicant_letters.new_address(drawn(desk, draft)) == ""


def test_a_viewing_that_has_no_hour_yet_asks_for_it(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    made = desk.do(viewings.arrange_viewing, draft=ViewingDraft(row.id, place.town.home, MONDAY + timedelta(2), "",
                                                                "J. Green", "Her former partner looks for her")).value
    draft = begun(desk, row, f"viewing:{made}")
    assert draft.template == keys.VIEWING
    assert [one.field for one in desk.ask(applicant_letters.problems, draft=draft, today=desk.today)] == ["visit_at"]
    said = words(drawn(desk, replace(draft, answers={**draft.answers, "visit_at": "2.30pm"})))
    assert "Wednesday 25 November, 2:30pm" in said and "With J. Green" in said and "partner" not in said


def test_what_came_of_a_refusal_and_of_its_review(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    offer = offered(desk, place, row)
    desk.do(offers.refuse_offer, offer_id=offer, version=None, on=MONDAY, reason="Too far from the school", suitable=None)
    draft = begun(desk, row, f"offer:{offer}")
    assert draft.template == keys.OFFER_ENDED
    assert "you do not want this home: Too far from the school." in words(drawn(desk, draft))
    desk.do(offers.ask_review, offer_id=offer, version=None, on=MONDAY)
    desk.do(offers.decide_review, offer_id=offer, version=None, reviewer="R. Patel", outcome="the bus stops at the door",
            suitable=True)
    draft = begun(desk, row, f"offer:{offer}")
    made = drawn(desk, draft)
    assert draft.template == keys.REVIEW
    assert "We find that the offer was suitable for you. The bus stops at the door." in words(made)
    assert "Tell Amina Khan what came of the review" in to_write(desk, row)
    kept(desk, made)
    assert to_write(desk, row) == ["Write to Amina Khan: 14 Dale Road is offered, what it costs, answer by Thu 26 Nov 2026"]
    assert not desk.ask(letters_that_wait, on=desk.today), "an offer that was answered is no longer written out"


def test_who_is_not_suitable_and_their_council_are_both_written_to(desk: Desk, place: Place) -> None:
    row = waiting(desk, place, state=ApplicantState.ASSESSING)
    desk.do(set_state, applicant_id=row.id, version=None, state=ApplicantState.NOT_SUITABLE, reason="needs two bedrooms more")
    draft = begun(desk, row)
    assert draft.template == keys.NOT_SUITABLE and draft.answers["told"] == "Dalebrook Borough Council"
    said = words(drawn(desk, draft))
    assert "Needs two bedrooms more." in said and "Ask us for a review by Monday 14 December" in said
    kept(desk, drawn(desk, draft))
    assert len(to_write(desk, row)) == 1, "the council is not told by the letter to the household"
    begin = writing(desk, row).begin[keys.NOMINATION]
    council = ApplicantDraft(row.id, keys.NOMINATION, dict(begin), to_name=begin["to_name"])
    assert [one.field for one in desk.ask(applicant_letters.problems, draft=council, today=desk.today)] == ["to_address"]
    made = drawn(desk, replace(council, to_address="Town Hall\nHigh Street\nDalebrook\nZZ1 1AA"))
    assert made.addressee == "Dalebrook Borough Council" and "You put Amina Khan forward" in words(made)
    kept(desk, made)
    assert to_write(desk, row) == []


def test_a_declining_support_team_never_tells_its_reason_by_itself(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    ask = desk.do(support.ask_support, draft=SupportDraft(row.id, place.agent)).value
    desk.do(support.answer_support, ask_id=ask, version=None, draft=SupportAnswerDraft(
        SupportAnswer.DECLINED, MONDAY, "Jo", "Fire setting in 2019"))
    draft = begun(desk, row, f"support_ask:{ask}")
    assert draft.template == keys.SUPPORT and draft.answers == {"team": "Harbour Support"}
    sample = desk.ask(applicant_letters.look, draft=draft, on=desk.today, signed_by="Ann Brown", sample=True)
    assert "Harbour Support cannot give you the support you need" in words(sample) and "Fire" not in words(sample)


def test_days_that_moved_are_told_from_the_message_that_was_drafted(desk: Desk, place: Place) -> None:
    days, why = keys.moved_days("Dear Amina Khan,\n\nThe keys of A come back on X, not on Y. So these days move:\n\n"
                                "- The viewing: X instead of Y\n- The first day: Z instead of W\n\nDale Vale")
    assert days == "The viewing: X instead of Y. The first day: Z instead of W." and why == \
        "The keys of A come back on X, not on Y."
    row = waiting(desk, place)
    offered(desk, place, row)
    assert writing(desk, row).begin[keys.DAYS_MOVED]["new_days"] == "The first day is on Monday 7 December."


def test_each_can_be_drawn_from_where_they_stand(desk: Desk, place: Place) -> None:
    row = waiting(desk, place)
    offered(desk, place, row)
    begin = writing(desk, row).begin
    for key, template in ((key, shipped_template(key)) for key in shipped_keys() if shipped_template(key).to_applicants):
        typed = {ask.name: begin[key].get(ask.name) or ask.example for ask in template.asks}
        draft = ApplicantDraft(row.id, key, typed, to_name="Dale Council", to_address="1 High Street\nDalebrook\nZZ9 9ZZ")
        assert "{" not in words(drawn(desk, draft))


def test_letters_to_applicants_are_not_offered_for_an_agreement(desk: Desk, place: Place) -> None:
    tenancy = make_tenancy(desk)
    found = desk.ask(single.writing, tenancy_id=tenancy, on=desk.today, by="")
    assert not any(shipped_template(one.key).to_applicants for one in found.letters)
    person = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    made = desk.ask(single.look, draft=LetterDraft(tenancy, keys.OFFER, person), on=desk.today, signed_by="Ann Brown")
    assert made.held_because == "It is for people who wait for a home: write it from the applicant’s page"


def hold(subject: Ref) -> dict[str, Any]:
    stops = frozenset({Stop.ALL_LETTERS})
    return {"subject": subject, "draft": HoldDraft(HoldKind.OTHER, MONDAY, None, stops, "", note="They asked")}


@pytest.mark.parametrize("on_the_agreement", [False, True])
def test_a_hold_on_them_or_on_what_they_hold_stops_it_at_every_step(desk: Desk, place: Place, on_the_agreement: bool) -> None:
    row = waiting(desk, place)
    tenancy = make_tenancy(desk)
    person = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    desk.do(_on_file, applicant_id=row.id, person_id=person)
    offered(desk, place, row)
    draft = begun(desk, row)
    first, second = drawn(desk, draft), drawn(desk, draft)
    kept(desk, first)
    [letter] = desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))
    made = desk.do(holds.put_hold, **hold(Ref("tenancy", tenancy) if on_the_agreement else Ref("applicant", row.id)))
    with pytest.raises(Refused, match="may not go out"):
        desk.do(letter_actions.start_printing, letter_ids=[letter.id])
    kept(desk, second)
    states = [one.state for one in desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))]
    assert sorted(states) == [LetterState.HELD, LetterState.READY]
    assert drawn(desk, draft).pdf is None
    desk.do(holds.end_hold, hold_id=made.value, version=1, end=MONDAY + timedelta(1), because="Over")
    desk.do(holds.remove_hold, hold_id=made.value, version=2, because="A mistake")
    desk.do(letter_actions.start_printing, letter_ids=[letter.id])


@needs(Permission.KEEP_APPLICANTS)
def _on_file(act: Any, *, applicant_id: int, person_id: int) -> None:
    act.change(Applicant.get_by_id(applicant_id), person=person_id)


def test_what_waits_to_be_written_goes_with_each_letter(desk: Desk, place: Place) -> None:
    first, second = waiting(desk, place), waiting(desk, place, "Bob Marsh", state=ApplicantState.ASSESSING)
    offer = offered(desk, place, first)
    draft = ViewingDraft(first.id, place.town.home, MONDAY + timedelta(1), "11:00")
    viewing = desk.do(viewings.arrange_viewing, draft=draft).value
    desk.do(set_state, applicant_id=second.id, version=None, state=ApplicantState.NOT_SUITABLE, reason="No lift")

    def left() -> list[WaitingLetter]:
        return list(desk.ask(letters_that_wait, on=desk.today))

    assert left() == [WaitingLetter(first.id, keys.OFFER, f"offer:{offer}"),
                      WaitingLetter(first.id, keys.VIEWING, f"viewing:{viewing}"), WaitingLetter(second.id, keys.NOMINATION)]
    for one in left()[:2]:
        begin = writing(desk, first, one.about).begin[one.template]
        kept(desk, drawn(desk, ApplicantDraft(first.id, one.template, dict(begin), about=one.about)))
    assert left() == [WaitingLetter(second.id, keys.NOMINATION)]
    assert writing(desk, second).wanted == keys.NOT_SUITABLE
    kept(desk, drawn(desk, begun(desk, second)))
    assert writing(desk, second).wanted == keys.NOMINATION, "who put them forward is told next"
