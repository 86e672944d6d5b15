"""Postings: what is franked, the list for the counter read back from its PDF, and where a posting is told of a letter."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.letters import actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.pdf.posting_list import draw_posting_list
from housingdesk.letters.queries.postings import handed_in, posting_file, postings
from housingdesk.letters.rules.envelopes import C5, DL, USUAL
from housingdesk.letters.rules.franking import envelope_for, envelope_name, franking, franking_sentence, weight_class
from housingdesk.letters.rules.postings import PostingDraft
from housingdesk.letters.rules.states import PostClass
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.audited import taken_back
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.queue_letters import a_letter, ids_of


@pytest.mark.parametrize(("sheets", "name", "weight"), [
    (1, "DL", "letter up to 100 g"), (5, "DL", "letter up to 100 g"), (6, "C5", "letter up to 100 g"),
    (10, "C5", "letter up to 100 g"), (11, "Larger envelope", "large letter up to 100 g"),
    (30, "Larger envelope", "large letter up to 250 g"), (200, "Larger envelope", "parcel, about 1,020 g")])
def test_the_smallest_envelope_that_holds_it_is_franked_for_its_weight(sheets: int, name: str, weight: str) -> None:
    envelope = envelope_for(sheets, USUAL)
    assert (envelope_name(envelope), weight_class(sheets, envelope)) == (name, weight)


def test_an_office_with_one_kind_of_envelope_uses_that_or_a_larger_one() -> None:
    assert envelope_for(2, (C5,)) == C5 and envelope_for(6, (DL,)) is None and envelope_for(1, ()) is None


def test_franking_counts_every_letter_once() -> None:
    found = franking([2, 2, 2, 7, 7, 40], USUAL)
    assert sum(one.count for one in found) == 6 and sum(one.sheets for one in found) == 60
    assert franking_sentence(found) == ("DL: 3 × letter up to 100 g · C5: 2 × letter up to 100 g · "
                                        "Larger envelope: 1 × large letter up to 250 g")
    assert franking_sentence(franking([], USUAL)) == ""


def test_the_list_for_the_counter_says_each_letter_with_the_address_of_its_window(desk: Desk) -> None:
    make_office(desk)
    ids = ids_of(desk, [a_letter(number, pages=2) for number in (1, 2)])
    made = desk.do(actions.mark_posted, letter_ids=ids, on=MONDAY, paid=PostClass.SIGNED, place="Dale post office").value
    assert [row.id for row in desk.ask(posting_file, posting_id=made).letters] == ids
    handed = desk.ask(handed_in, posting_id=made)
    assert [line.address for line in handed.lines] == [(f"Person {n}", f"{n} Mill Lane", "ANYTOWN", "ZZ9 9ZZ") for n in (1, 2)]
    text = " ".join(" ".join(printed(draw_posting_list(handed))).split())
    for words in ("Letters handed in on 23 November 2026", "2 letters, signed for. Handed in by Ann Brown at Dale post office",
                  "Person 2 2 Mill Lane, ANYTOWN, ZZ9 9ZZ 2", "Franked: DL: 2 × letter up to 100 g",
                  "Number of letters taken in", "Dale Vale Homes"):
        assert words in text, words


def test_a_long_list_repeats_its_head_on_every_page(desk: Desk) -> None:
    make_office(desk)
    ids = ids_of(desk, [a_letter(number) for number in range(1, 101)])
    made = desk.do(actions.mark_posted, letter_ids=ids, on=MONDAY).value
    pages = printed(draw_posting_list(desk.ask(handed_in, posting_id=made)))
    assert len(pages) > 2 and all("Address" in page for page in pages[:-1])
    assert "Person 100" in " ".join(pages)


def test_a_character_that_cannot_be_printed_is_refused_and_not_left_out(desk: Desk) -> None:
    make_office(desk)
    made = desk.do(actions.mark_posted, letter_ids=ids_of(desk, [a_letter(1)]), on=MONDAY, place="Dale \U00012000").value
    with pytest.raises(Refused, match="the place"):
        draw_posting_list(desk.ask(handed_in, posting_id=made))


def test_a_posting_that_was_taken_back_is_not_listed(desk: Desk) -> None:
    ids = ids_of(desk, [a_letter(1)])
    done = desk.do(actions.mark_posted, letter_ids=ids, on=MONDAY)
    assert [row.count for row in desk.ask(postings)] == [1]
    back = taken_back(desk, done)
    assert desk.ask(postings) == []
    taken_back(desk, back)
    assert [row.draft for row in desk.ask(postings)] == [PostingDraft(MONDAY, PostClass.SECOND, "", "Ann Brown")]


def test_the_timeline_tells_the_posting_and_its_certificate(desk: Desk) -> None:
    [letter] = ids_of(desk, [a_letter(7)])
    made = desk.do(actions.mark_posted, letter_ids=[letter], on=MONDAY, paid=PostClass.FIRST).value
    desk.do(actions.attach_certificate, posting_id=made, version=1, draft=_scan())
    [entry] = desk.ask(letter_queries.timeline, subject=Ref("tenancy", 7), before=None, limit=10)
    assert entry.text == "Letter to Person 7, posted 23 November 2026, first class, certificate kept"
    desk.do(actions.came_back, letter_ids=[letter], why="gone away")
    [entry] = desk.ask(letter_queries.timeline, subject=Ref("tenancy", 7), before=None, limit=10)
    assert entry.text.endswith("certificate kept, came back: gone away")


def _scan() -> FileDraft:
    return FileDraft("stamped.jpg", b"\xff\xd8\xff scan")


def test_what_is_on_the_envelope_is_refused_in_the_words_of_its_field(desk: Desk) -> None:
    [letter] = ids_of(desk, [a_letter(1)])
    desk.do(actions.mark_printed, letter_ids=[letter])
    desk.do(actions.mark_posted, letter_ids=[letter], on=MONDAY)
    for why in ("gone \u202eaway", "gone\x00", "away " * 100):
        with pytest.raises(Refused, match=r"^The reason "):
            desk.do(actions.came_back, letter_ids=[letter], why=why)
