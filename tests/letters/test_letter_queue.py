"""The way of letters through the queue: kept back, at the printer, posted, sent, and every step taken back and done again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.access.queries import find
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.letters import actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.models import Posting
from housingdesk.letters.queries.postings import postings
from housingdesk.letters.rules.postings import PostingDraft
from housingdesk.letters.rules.states import LetterState, PostClass, Way
from housingdesk.mailings.actions import issue_run
from housingdesk.values.timeline import Ref
from tests.support.audited import last_act, refused, taken_back
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.support.queue_letters import PDF, a_letter, ids_of, states

PNG = b"\x89PNG\r\n\x1a\nscan"


@pytest.fixture
def three(desk: Desk) -> list[int]:
    """Three letters that wait to be printed."""
    return ids_of(desk, [a_letter(number) for number in (1, 2, 3)])


def posting(desk: Desk, posting_id: int) -> Posting:
    """The stored posting."""
    found: Posting = desk.ask(lambda: Posting.get_by_id(posting_id))
    return found


def there_and_back(desk: Desk, done: Outcome, ids: Sequence[int], before: LetterState, after: LetterState) -> None:
    """An act as Ctrl+Z, Ctrl+Y and Ctrl+Z again leave it."""
    assert set(states(desk, ids)) == {after}
    back = taken_back(desk, done)
    assert set(states(desk, ids)) == {before}
    again = taken_back(desk, back)
    assert set(states(desk, ids)) == {after}
    taken_back(desk, again)
    assert set(states(desk, ids)) == {before}


def test_every_step_is_taken_back_and_done_again(desk: Desk, three: list[int]) -> None:
    ready, printed, posted = LetterState.READY, LetterState.PRINTED, LetterState.POSTED
    there_and_back(desk, desk.do(actions.keep_back, letter_ids=three), three, ready, LetterState.KEPT_BACK)
    there_and_back(desk, desk.do(actions.withdraw, letter_ids=three), three, ready, LetterState.WITHDRAWN)
    there_and_back(desk, desk.do(actions.mark_printed, letter_ids=three), three, ready, printed)
    desk.do(actions.mark_printed, letter_ids=three)
    there_and_back(desk, desk.do(actions.spoil, letter_ids=three, reason="askew"), three, printed, LetterState.SPOILED)
    there_and_back(desk, desk.do(actions.mark_posted, letter_ids=three, on=MONDAY), three, printed, posted)
    desk.do(actions.mark_posted, letter_ids=three, on=MONDAY)
    there_and_back(desk, desk.do(actions.came_back, letter_ids=three, why="gone"), three, posted, LetterState.CAME_BACK)


def test_a_whole_run_is_withdrawn_and_made_again_by_undo_and_redo(desk: Desk) -> None:
    done = desk.do(issue_run, title="Letters", letters=[a_letter(1), a_letter(2)])
    ids = sorted(row.id for row in desk.ask(letter_queries.letters, run_id=done.value))
    desk.do(actions.keep_back, letter_ids=ids[:1])
    back = taken_back(desk, done)
    assert set(states(desk, ids)) == {LetterState.WITHDRAWN}
    taken_back(desk, back)
    assert states(desk, ids) == [LetterState.KEPT_BACK, LetterState.READY]


def test_two_people_who_print_at_once_print_once(desk: Desk, three: list[int]) -> None:
    desk.do(actions.start_printing, letter_ids=three)
    assert refused(desk, actions.start_printing, letter_ids=three[1:]) == "Letter to Person 2 is printing already"


def test_what_was_kept_back_and_then_withdrawn_is_kept_back_again(desk: Desk, three: list[int]) -> None:
    desk.do(actions.keep_back, letter_ids=three[:1])
    assert "is kept back and cannot become printing" in refused(desk, actions.start_printing, letter_ids=three)
    done = desk.do(actions.withdraw, letter_ids=three)
    assert desk.do(actions.mark_ready, letter_ids=three[1:2]).sentence == "1 letter waiting to be printed"
    assert done.take_back is not None
    assert "has moved on" in refused(desk, done.take_back.action, **done.take_back.facts)
    desk.do(actions.withdraw, letter_ids=three[1:2])
    taken_back(desk, done)
    assert states(desk, three) == [LetterState.KEPT_BACK, LetterState.READY, LetterState.READY]
    assert desk.do(actions.take_up, letter_ids=three[:1]).sentence == "1 letter no longer kept back"


def test_what_goes_to_the_printer_stays_there_until_somebody_says_what_came_out(desk: Desk, three: list[int]) -> None:
    desk.do(actions.start_printing, letter_ids=three)
    assert set(states(desk, three)) == {LetterState.PRINTING}
    assert "is printing and cannot become withdrawn" in refused(desk, actions.withdraw, letter_ids=three)
    assert "is printing and cannot become posted" in refused(desk, actions.mark_posted, letter_ids=three, on=MONDAY)
    done = desk.do(actions.mark_printed, letter_ids=three[:2], not_out=three[2:])
    assert done.sentence == "2 letters printed, 1 letter waiting again"
    assert states(desk, three) == [LetterState.PRINTED, LetterState.PRINTED, LetterState.READY]
    taken_back(desk, done)
    assert set(states(desk, three)) == {LetterState.READY}, "nothing is at the printer any more"
    assert all(row.printed_at is None for row in desk.ask(letter_queries.some, letter_ids=three))


def test_a_posting_knows_its_letters_and_is_put_right_with_them(desk: Desk, three: list[int]) -> None:
    desk.do(actions.mark_printed, letter_ids=three)
    done = desk.do(actions.mark_posted, letter_ids=three, on=MONDAY)
    assert done.sentence == "3 letters posted, second class" and done.take_back is not None and done.take_back.seconds == 30
    made = posting(desk, done.value)
    assert (made.paid, made.place, made.handed_in_by, made.count) == (PostClass.SECOND, "", "Ann Brown", 3)
    draft = PostingDraft(MONDAY, PostClass.FIRST, "Mill Lane post office", "Joy Okafor")
    desk.do(actions.change_posting, posting_id=made.id, version=made.version, draft=draft)
    early = replace(draft, on=MONDAY - timedelta(1))
    said = refused(desk, actions.change_posting, posting_id=made.id, version=made.version + 1, draft=early)
    assert said == "These letters were made on 23 November 2026 and cannot have been posted before"
    late = replace(draft, on=MONDAY + timedelta(1), handed_in_by=" ")
    said = refused(desk, actions.change_posting, posting_id=made.id, version=made.version + 1, draft=late)
    assert said == "Letters are marked as posted on the day they go, not before. Say who handed them in"
    assert "A colleague changed" in refused(desk, actions.change_posting, posting_id=made.id, version=1, draft=draft)
    [more] = ids_of(desk, [a_letter(4)])
    second = desk.do(actions.mark_posted, letter_ids=[more], on=MONDAY)
    assert posting(desk, second.value).place == "Mill Lane post office", "the place of the posting before"


def test_a_posting_on_a_day_without_a_collection_is_taken_with_a_word(desk: Desk, clock: Any, three: list[int]) -> None:
    clock.to(MONDAY + timedelta(6))
    desk.do(actions.mark_printed, letter_ids=three)
    done = desk.do(actions.mark_posted, letter_ids=three[:1], on=MONDAY + timedelta(6))
    assert done.sentence == "1 letter posted, second class. No post is collected today", "a Sunday"
    clock.to(date(2026, 12, 26))
    done = desk.do(actions.mark_posted, letter_ids=three[1:2], on=date(2026, 12, 26))
    assert done.sentence == "1 letter posted, second class. No post is collected today" and done.take_back is not None
    done = desk.do(actions.mark_posted, letter_ids=three[2:], on=date(2026, 12, 25))
    assert done.sentence == "1 letter posted, second class. No post is collected on Fri 25 Dec 2026"


def test_what_goes_by_e_mail_is_not_posted(desk: Desk, three: list[int]) -> None:
    [mail] = ids_of(desk, [replace(a_letter(8), way=Way.EMAIL, body="Dear Person 8")])
    desk.do(actions.mark_printed, letter_ids=three)
    for ids in ([mail], [*three, mail]):
        assert refused(desk, actions.mark_posted, letter_ids=ids, on=MONDAY) == (
            "Letter to Person 8 goes by e-mail. Say under To e-mail that it was sent, or choose Post it instead "
            "there and print it")
    assert states(desk, [*three, mail]) == [*[LetterState.PRINTED] * 3, LetterState.READY]
    assert desk.ask(postings) == []
    desk.do(actions.change_way, letter_ids=[mail], way=Way.POST)
    desk.do(actions.mark_printed, letter_ids=[mail])
    desk.do(actions.mark_posted, letter_ids=[*three, mail], on=MONDAY)
    assert set(states(desk, [*three, mail])) == {LetterState.POSTED}


def test_the_day_of_a_posting_is_the_day_of_its_letters(desk: Desk, three: list[int], clock: Any) -> None:
    clock.to(MONDAY + timedelta(2))
    made = posting(desk, desk.do(actions.mark_posted, letter_ids=three, on=MONDAY + timedelta(2)).value)
    draft = PostingDraft(MONDAY + timedelta(1), PostClass.SECOND, "", "Ann Brown")
    done = desk.do(actions.change_posting, posting_id=made.id, version=made.version, draft=draft)
    assert {row.posted_on for row in desk.ask(letter_queries.some, letter_ids=three)} == {MONDAY + timedelta(1)}
    taken_back(desk, done)
    assert {row.posted_on for row in desk.ask(letter_queries.some, letter_ids=three)} == {MONDAY + timedelta(2)}


def test_a_certificate_is_a_scan_and_stands_in_the_way_of_taking_the_posting_back(desk: Desk, three: list[int]) -> None:
    done = desk.do(actions.mark_posted, letter_ids=three, on=MONDAY)
    made = posting(desk, done.value)
    said = refused(desk, actions.attach_certificate, posting_id=made.id, version=made.version, draft=FileDraft("a.csv", b"a"))
    assert said.startswith("a.csv is no scan or photograph")
    facts: dict[str, Any] = {"posting_id": made.id, "draft": FileDraft("stamped.png", PNG)}
    kept = desk.do(actions.attach_certificate, version=made.version, **facts)
    assert posting(desk, made.id).certificate_id == kept.value
    assert done.take_back is not None
    assert "Take the certificate off first" in refused(desk, done.take_back.action, **done.take_back.facts)
    taken_back(desk, kept)
    assert posting(desk, made.id).certificate_id is None
    again = desk.do(actions.attach_certificate, version=posting(desk, made.id).version, **facts)
    assert again.value == kept.value, "the same file is not kept twice"
    taken_back(desk, again)
    taken_back(desk, done)
    assert posting(desk, made.id).count == 0 and set(states(desk, three)) == {LetterState.READY}


def test_an_e_mail_is_noted_as_sent_and_by_whom(desk: Desk) -> None:
    paper, mail = ids_of(desk, [a_letter(1), replace(a_letter(2), way=Way.EMAIL, body="Ring us.")])
    assert "goes by post, not by e-mail" in refused(desk, actions.mark_sent, letter_id=paper)
    done = desk.do(actions.mark_sent, letter_id=mail)
    assert last_act(desk)[1:3] == ("Letter to Person 2 sent by e-mail", f"letter:{mail}")
    assert done.take_back is not None and done.take_back.seconds == 30
    there_and_back(desk, done, [mail], LetterState.READY, LetterState.SENT)


def test_a_letter_made_for_e_mail_can_go_by_post_and_back_again(desk: Desk) -> None:
    paper, mail = ids_of(desk, [a_letter(1), replace(a_letter(2), way=Way.EMAIL, body="Ring us.")])
    assert "has no text for an e-mail" in refused(desk, actions.change_way, letter_ids=[paper], way=Way.EMAIL)
    done = desk.do(actions.change_way, letter_ids=[mail], way=Way.POST)
    assert [row.way for row in desk.ask(letter_queries.some, letter_ids=[mail])] == [Way.POST]
    taken_back(desk, done)
    desk.do(actions.mark_sent, letter_id=mail)
    assert "how it goes is settled" in refused(desk, actions.change_way, letter_ids=[mail], way=Way.POST)


def test_the_copies_of_a_letter_that_does_not_go_do_not_go_either(desk: Desk) -> None:
    copy = replace(a_letter(9), addressee="Ben Ward", authority="Signed on 2 November 2026")
    run = desk.do(issue_run, title="Letters", letters=[replace(a_letter(1), copies=(copy,))]).value
    letter, other = sorted(row.id for row in desk.ask(letter_queries.letters, run_id=run))
    done = desk.do(actions.withdraw, letter_ids=[letter])
    assert done.sentence == "2 letters withdrawn" and set(states(desk, [letter, other])) == {LetterState.WITHDRAWN}
    taken_back(desk, done)
    desk.do(actions.mark_printed, letter_ids=[other])
    assert desk.do(actions.keep_back, letter_ids=[letter]).sentence == "1 letter kept back"


def test_what_a_hold_stops_does_not_go_out_by_doing_again_what_was_taken_back(desk: Desk) -> None:
    _, tenancy = make_payer(desk, "Amina Khan"), 1
    [letter] = ids_of(desk, [MadeLetter("arrears-1", "1", "Arrears letter 1", Ref("tenancy", tenancy), "Amina Khan", MONDAY,
                                        False, PDF, 1, None, "{}")])
    done = desk.do(actions.mark_posted, letter_ids=[letter], on=MONDAY)
    back = taken_back(desk, done)
    kind = HoldKind.BREATHING_SPACE
    draft = HoldDraft(kind, MONDAY - timedelta(1), MONDAY + timedelta(59), STOPS[kind], "Insolvency Service", note="Told")
    desk.do(put_hold, subject=Ref("tenancy", tenancy), draft=draft)
    with pytest.raises(Refused, match="may not go out: Breathing space"):
        taken_back(desk, back)
    assert states(desk, [letter]) == [LetterState.READY]


def test_a_letter_that_is_found_says_its_day_in_words(desk: Desk) -> None:
    ids_of(desk, [a_letter(1)])
    [hit] = [hit for hit in desk.ask(find, text="Person 1") if hit.kind == "letter"]
    assert hit.detail == "dated 23 November 2026 · ready"
