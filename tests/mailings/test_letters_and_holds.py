"""No letter that a hold stops is proposed, kept, printed or posted, whenever the hold came; and each says why."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.holds import actions as hold_actions
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, Stop
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.letters.stopped import email_to_send
from housingdesk.mailings import actions
from housingdesk.mailings.queries import runs
from housingdesk.mailings.rules import STATEMENT, tally
from housingdesk.people.actions import add_contact, prefer_contact
from housingdesk.people.rules import ContactDraft, ContactKind
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import behind, make_letters, make_office, proposed
from tests.mailings.test_single_letter import agreement_of
from tests.support.desk import MONDAY


def stop(desk: Desk, tenancy_id: int, kind: HoldKind = HoldKind.BREATHING_SPACE, *more: Stop) -> int:
    """Puts a hold on a tenancy that has begun."""
    start = MONDAY - timedelta(3)
    end = start + timedelta(60) if kind is HoldKind.BREATHING_SPACE else None
    draft = HoldDraft(kind, start, end, STOPS[kind] | set(more), "Insolvency Service", note="Told by telephone")
    return int(desk.do(hold_actions.put_hold, subject=Ref("tenancy", tenancy_id), draft=draft).value)


def test_a_breathing_space_holds_the_arrears_letter_and_not_the_statement(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    [row] = proposed(desk, account)
    stop(desk, row.tenancy_id)
    [held] = proposed(desk, account)
    assert held.held_because == "Breathing space to 18 January 2027" and tally([held]).sentence == "1 chosen = 0 ready + 1 held"
    [told] = proposed(desk, account, template=STATEMENT)
    assert told.held_because is None
    [again] = proposed(desk, account, template="arrears-3")
    assert again.held_because == held.held_because


def test_a_hold_can_stop_every_letter(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    stop(desk, proposed(desk, account)[0].tenancy_id, HoldKind.OTHER, Stop.ALL_LETTERS)
    assert proposed(desk, account, template=STATEMENT)[0].held_because == "Other since 20 November 2026"


def test_a_hold_that_comes_after_the_drawing_holds_the_letter_all_the_same(desk: Desk) -> None:
    make_office(desk)
    rows = proposed(desk, behind(desk))
    made = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by="Ann Brown")
    assert made[0].pdf is not None
    stop(desk, rows[0].tenancy_id)
    done = desk.do(actions.issue_run, title="Arrears letters", letters=made)
    assert done.sentence == "0 letters ready to print, 1 held"
    [letter] = desk.ask(letter_queries.letters, run_id=done.value)
    assert (letter.state, letter.held_because, letter.document_id) == (
        LetterState.HELD, "Breathing space to 18 January 2027", None)


def test_a_hold_that_comes_after_the_run_stops_printer_and_post(desk: Desk) -> None:
    make_office(desk)
    rows = proposed(desk, behind(desk))
    [letter] = desk.ask(letter_queries.letters, run_id=make_letters(desk, rows))
    hold = stop(desk, rows[0].tenancy_id)

    said = "Arrears letter 1 to Amina Khan may not go out: Breathing space to 18 January 2027"
    with pytest.raises(Refused, match=said):
        desk.do(letter_actions.start_printing, letter_ids=[letter.id])
    with pytest.raises(Refused, match=said):
        desk.do(letter_actions.mark_printed, letter_ids=[letter.id])
    with pytest.raises(Refused, match=said):
        desk.do(letter_actions.mark_posted, letter_ids=[letter.id], on=desk.today)
    assert desk.ask(letter_queries.letter, letter_id=letter.id).state == LetterState.READY
    desk.do(hold_actions.end_hold, hold_id=hold, version=1, end=desk.today, because="Adviser ended it")
    desk.do(letter_actions.start_printing, letter_ids=[letter.id])
    desk.do(letter_actions.mark_printed, letter_ids=[letter.id])


def test_the_text_of_an_email_is_not_handed_over_while_a_hold_stops_it_or_once_it_was_sent(desk: Desk) -> None:
    make_office(desk)
    account = behind(desk)
    tenancy_id, person_id = agreement_of(desk, account)
    made = desk.do(add_contact, person_id=person_id, draft=ContactDraft(ContactKind.EMAIL, "amina@post.example")).value
    desk.do(prefer_contact, person_id=person_id, contact_id=made)
    [letter] = desk.ask(letter_queries.letters, run_id=make_letters(desk, proposed(desk, account)))
    assert desk.ask(email_to_send, letter_id=letter.id, on=desk.today).to == "amina@post.example"
    hold = stop(desk, tenancy_id)
    with pytest.raises(Refused, match="may not go out: Breathing space to 18 January 2027"):
        desk.ask(email_to_send, letter_id=letter.id, on=desk.today)
    desk.do(hold_actions.remove_hold, hold_id=hold, version=1, because="Another household")
    desk.do(letter_actions.mark_sent, letter_id=letter.id)
    with pytest.raises(Refused, match="is sent by e-mail"):
        desk.ask(email_to_send, letter_id=letter.id, on=desk.today)
