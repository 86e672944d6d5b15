"""One letter to somebody: what can be written and why not, answers that become words, and every way it is held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.holds import actions as hold_actions
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings import actions
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.single import LetterDraft, Writing
from housingdesk.rent.queries.accounts import account
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import behind, make_office
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.lettings import make_tenancy

VISIT = {"visit_on": "1/12/2026", "visit_at": "2.30pm", "visit_place": "Your home", "visit_with": "Ann Brown",
         "about": "how things are"}


def agreement_of(desk: Desk, account_id: int) -> tuple[int, int]:
    """The agreement of an account and the person who holds it."""
    found = desk.ask(account, account_id=account_id)
    assert found is not None and found.tenancy_id is not None
    [holder] = desk.ask(holders, tenancy_ids=[found.tenancy_id])
    return found.tenancy_id, holder.person_id


def drawn(desk: Desk, draft: LetterDraft) -> MadeLetter:
    made: MadeLetter = desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown")
    return made


def writing(desk: Desk, tenancy_id: int) -> Writing:
    found: Writing = desk.ask(single.writing, tenancy_id=tenancy_id, on=desk.today, by=desk.who.name)
    return found


@pytest.fixture
def draft(desk: Desk) -> LetterDraft:
    """An appointment with somebody who owes four weeks."""
    make_office(desk)
    tenancy_id, person_id = agreement_of(desk, behind(desk))
    return LetterDraft(tenancy_id, "appointment", person_id, dict(VISIT))


def test_the_answers_are_in_the_letter_and_it_is_kept(desk: Desk, draft: LetterDraft) -> None:
    made = drawn(desk, replace(draft, free_text="The lift is out.\nUse the stairs."))
    assert made.pdf is not None, made.held_because
    [page] = printed(made.pdf)
    assert "Tuesday 1 December, 2:30pm" in page and "The lift is out." in page and "Dear Amina Khan" in page
    run = desk.do(actions.issue_run, title=made.title, letters=[made]).value
    [letter] = desk.ask(letter_queries.letters, run_id=run)
    assert (letter.template, letter.addressee, letter.subject) == ("appointment", "Amina Khan", f"tenancy:{draft.tenancy_id}")
    found = writing(desk, draft.tenancy_id)
    assert (found.letters[0].key, found.letters[0].lately, found.letters[1].lately) == ("appointment", True, False)


def test_questions_without_an_answer_are_named(desk: Desk, draft: LetterDraft) -> None:
    wrong = replace(draft, answers={**VISIT, "visit_on": "31/02/2026", "visit_at": ""})
    assert [p.field for p in desk.ask(single.problems, draft=wrong, today=desk.today)] == ["visit_on", "visit_at"]
    assert drawn(desk, wrong).pdf is None


def test_every_letter_says_whether_it_can_be_written(desk: Desk, draft: LetterDraft) -> None:
    why = {one.key: one.why_not for one in writing(desk, draft.tenancy_id).letters}
    assert why["appointment"] is None and why["arrears-1"] is None
    assert why["former-credit"] == "Only when the account is in credit"
    assert why["notice-licence-cover"] == "Only when the agreement is a licence"
    assert drawn(desk, replace(draft, template="former-credit")).held_because == why["former-credit"]


def test_without_an_account_only_letters_about_no_money_are_offered(desk: Desk, draft: LetterDraft) -> None:
    tenancy_id = make_tenancy(desk, "Beth Lee", start=MONDAY - timedelta(28))
    why = {one.key: one.why_not for one in writing(desk, tenancy_id).letters}
    assert why["repay-confirmed"] == why["welcome"] == "There is no rent account yet"
    assert why["former-1"] is not None and why["appointment"] is None
    [holder] = desk.ask(holders, tenancy_ids=[tenancy_id])
    made = drawn(desk, replace(draft, tenancy_id=tenancy_id, person_id=holder.person_id))
    assert made.pdf is not None, made.held_because
    held = drawn(desk, replace(draft, tenancy_id=tenancy_id, person_id=holder.person_id, template="repay-confirmed"))
    assert held.held_because == "There is no rent account yet", "said in words also when it is drawn for many"


def test_a_breathing_space_stops_letters_about_what_is_owed(desk: Desk, draft: LetterDraft) -> None:
    hold = HoldDraft(HoldKind.BREATHING_SPACE, MONDAY, MONDAY + timedelta(60), STOPS[HoldKind.BREATHING_SPACE], "Adviser")
    desk.do(hold_actions.put_hold, subject=Ref("tenancy", draft.tenancy_id), draft=hold)
    why = {one.key: one.why_not for one in writing(desk, draft.tenancy_id).letters}
    assert why["arrears-2"] == why["repay-broken-1"] == "Breathing space to 21 January 2027"
    assert why["appointment"] is None and why["breathing-space"] is None
    assert drawn(desk, replace(draft, template="arrears-2")).held_because == "Breathing space to 21 January 2027"


def test_a_letter_to_others_goes_to_whom_the_writer_names(desk: Desk, draft: LetterDraft) -> None:
    death = LetterDraft(draft.tenancy_id, "death", draft.person_id, {"died_name": "Amina Khan"})
    assert {p.field for p in desk.ask(single.problems, draft=death, today=desk.today)} >= {"to_name", "to_address"}
    asks = {one.key: one for one in writing(desk, draft.tenancy_id).letters}["death"].asks
    answers = {ask.name: {"date": "1/12/2026", "money": "10", "time": "9am"}.get(str(ask.kind), "Amina Khan") for ask in asks}
    made = drawn(desk, replace(death, answers=answers, to_name="The family of Amina Khan",
                               to_address="3 Mill Lane\nDalebrook\nZZ9 9ZZ"))
    assert made.pdf is not None, made.held_because
    told = printed(made.pdf)[0]
    assert "The family of Amina Khan 3 Mill Lane DALEBROOK ZZ9 9ZZ" in told and "Dear Amina" not in told


def test_a_licensee_is_never_called_a_tenant(desk: Desk, draft: LetterDraft) -> None:
    tenancy_id = make_tenancy(desk, "Łukasz Wójcik", start=MONDAY - timedelta(28), kind=TenancyKind.LICENCE_EXCLUDED)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy_id])
    made = drawn(desk, replace(draft, tenancy_id=tenancy_id, person_id=holder.person_id))
    assert made.pdf is not None, made.held_because
    assert "tenan" not in " ".join(printed(made.pdf)).lower()


@pytest.mark.parametrize("hostile", ["turned \u202eround", "cut\x00off", "wide\u200bgap"])
def test_a_hidden_character_is_said_beside_the_question_in_its_own_words(desk: Desk, draft: LetterDraft, hostile: str) -> None:
    wrong = replace(draft, answers={**VISIT, "about": hostile}, free_text=f"One line.\n{hostile}")
    found = desk.ask(single.problems, draft=wrong, today=desk.today)
    assert [p.field for p in found] == ["about", "free_text"]
    [label] = [ask.label for ask in writing(desk, draft.tenancy_id).letters[0].asks if ask.name == "about"] or [""]
    assert found[1].message.startswith("There is a hidden character in “Your own words”") and label in found[0].message
    assert desk.ask(single.problems, draft=replace(draft, free_text="One line.\n\nTwo £ lines."), today=desk.today) == []
