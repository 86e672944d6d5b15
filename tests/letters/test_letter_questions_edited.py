"""The questions of a letter while it is written, what may be kept, and what changed from one wording to another."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask, AskKind
from housingdesk.letters.rules.compare import Mark, changes
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.letters.rules.merge import BlockKind, Family, parse_template
from housingdesk.letters.rules.questions import (
    field_name,
    question_problems,
    said_example,
    uses,
    with_appointment,
    with_question,
    without_question,
)
from housingdesk.letters.rules.source import Piece, Wording, toml_of, wording_from
from housingdesk.letters.stock import shipped_template
from tests.support.desk import MONDAY

FIELDS = {name: known.words for name, known in CATALOGUE.items()}


def shipped(key: str) -> Wording:
    return wording_from(shipped_template(key))


@pytest.mark.parametrize(("ask", "field", "why"), [
    (Ask("x", "", AskKind.TEXT, "e"), "label", "The question is missing"),
    (Ask("x", "What", AskKind.TEXT, " "), "example", "The example is missing"),
    (Ask("x", "Day\u202e", AskKind.TEXT, "e"), "label", "cannot be seen (U+202E)"),
    (Ask("x", "Day", AskKind.TEXT, "e\x07"), "example", "cannot be seen (U+0007)"),
    (Ask("x", "L" * 121, AskKind.TEXT, "e"), "label", "at most 120"),
    (Ask("x", "Day", AskKind.DATE, "the 40th"), "example", ""),
    (Ask("x", "Time", AskKind.TIME, "99"), "example", "no time of day"),
    (Ask("x", "Sum", AskKind.MONEY, "lots"), "example", ""),
    (Ask("x", "what it is ABOUT, in a few words", AskKind.TEXT, "e"), "label", "asks this already")])
def test_a_question_that_cannot_be_kept_says_why(ask: Ask, field: str, why: str) -> None:
    [problem] = question_problems(ask, shipped("appointment-missed").asks, MONDAY)
    assert problem.field == field and why in problem.message


@pytest.mark.parametrize("hostile", ["<b>{{owed}}</b>", "{owed}", "**x**", "${x}", "Día & “quotes”", "a\\b\"c"])
def test_marks_in_a_question_are_text(hostile: str) -> None:
    ask = Ask("x", hostile, AskKind.TEXT, hostile)
    assert question_problems(ask, (), MONDAY) == []
    made = with_question(shipped("ring-us"), ask)
    assert parse_template(toml_of(made)).asks[-1] == ask and field_name(hostile, ()).isidentifier()


def test_an_example_is_kept_as_it_is_printed() -> None:
    assert said_example(Ask("x", "Day", AskKind.DATE, "1/12/2026"), MONDAY).example == "Tuesday 1 December"
    assert said_example(Ask("x", "Sum", AskKind.MONEY, "12.4"), date(2026, 1, 1)).example == "£12.40"


def test_a_question_that_is_used_stays_and_says_where() -> None:
    whole = shipped("appointment-missed")
    assert uses(whole, "missed_on") == ["the headline"] and uses(whole, "about") == ["part 1"]
    with pytest.raises(Refused, match="“Day that was missed” is used in the headline"):
        without_question(whole, "missed_on")
    more = replace(whole, pieces=(*whole.pieces, Piece(text="x", when=("has_about",)), Piece(text="y", easy="Who? {about}.")))
    with pytest.raises(Refused, match="is used in part 1, when part 7 is shown and part 8"):
        without_question(more, "about")
    bare = replace(whole, headline="We missed you.")
    assert [ask.name for ask in without_question(bare, "missed_on").asks] == ["about"]


def test_an_appointment_brings_its_questions_and_holds_them() -> None:
    whole = shipped("ring-us")
    assert with_appointment(whole) is whole
    made = with_appointment(replace(whole, pieces=(Piece(BlockKind.APPOINTMENT), *whole.pieces)))
    assert [ask.name for ask in made.asks][-4:] == ["visit_on", "visit_at", "visit_place", "visit_with"]
    assert with_appointment(made) == made
    with pytest.raises(Refused, match="the appointment in part 1"):
        without_question(made, "visit_on")


def test_a_question_is_changed_in_its_place() -> None:
    whole = shipped("appointment-missed")
    made = with_question(whole, replace(whole.asks[0], label="About what", optional=True))
    assert [ask.label for ask in made.asks] == ["About what", "Day that was missed"]


# What changed.
def changed(before: Wording, after: Wording) -> list[tuple[str, Mark, str]]:
    return [(one.where, one.mark, one.sentence()) for one in changes(before, after, {}, FIELDS, FACTS)]


def test_two_wordings_that_are_the_same_have_no_changes() -> None:
    assert changed(shipped("arrears-2"), shipped("arrears-2")) == []


def test_what_is_new_taken_out_and_written_differently_is_told_in_words() -> None:
    before = shipped("ring-us")
    first = replace(before.pieces[0], text=before.pieces[0].text + " Bring {owed}.")
    after = replace(before, headline="Ring us soon.", family=Family.GENERAL,
                    pieces=(Piece(text="Quite another opening."), first, *before.pieces[2:]))
    told = changed(before, after)
    assert ("paragraph", Mark.NEW, "paragraph. New: Quite another opening.") in told
    assert any(where == "Headline" for where, _, _ in told) and any("Bring [what is owed]." in said for _, _, said in told)
    assert any(mark is Mark.GONE for _, mark, _ in told)
    back = changed(after, before)
    assert {where for where, _, _ in back} == {where for where, _, _ in told} and len(back) == len(told)


def test_conditions_copies_and_questions_are_told_too() -> None:
    before = shipped("appointment-missed")
    after = replace(before, copies=(), needs=("joint",), to_others=True, title="Another name", words_for="Others",
                    asks=before.asks[1:], pieces=(replace(before.pieces[0], when=("joint",)), *before.pieces[1:]))
    where = {where for where, _, _ in changed(before, after)}
    joint = FACTS["joint"]
    assert {"Name of the letter", "For whom it is", "To whom it goes", "Copies", "Written only when", "Question",
            f"paragraph, only when {joint}"} <= where


@pytest.mark.parametrize("text", ["<b>x</b>", "{{owed}}", "a\u202eb", "\x00", "**half"])
def test_hostile_words_are_compared_as_they_stand(text: str) -> None:
    before = shipped("ring-us")
    after = replace(before, pieces=(Piece(text=f"words {text}"), *before.pieces))
    [passage] = changes(before, after, {}, FIELDS, FACTS)
    assert passage.mark is Mark.NEW and "words" in passage.bits[0][1]
