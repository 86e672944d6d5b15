"""What is found in a wording: each of the checks, where it is, what stops it and what a key puts in its place."""

from dataclasses import replace

import pytest

from housingdesk.letters.rules.checks import Finding, findings
from housingdesk.letters.rules.fields import FACTS, examples
from housingdesk.letters.rules.legal import legal_sentences
from housingdesk.letters.rules.merge import BlockKind, parse_template
from housingdesk.letters.rules.source import Piece, Wording, toml_of, wording_from, wording_of
from housingdesk.letters.stock import shipped_keys, shipped_template

KEY = "arrears-3"


def shipped(key: str = KEY) -> Wording:
    return wording_from(shipped_template(key))


def found(wording: Wording, key: str = KEY) -> list[Finding]:
    return findings(parse_template(toml_of(wording)), examples(), FACTS, shipped_template(key))


def with_part(text: str, kind: BlockKind = BlockKind.PARAGRAPH, key: str = "ring-us") -> list[Finding]:
    """What is found once a part with these words stands first in the shipped letter."""
    whole = shipped(key)
    piece = Piece(kind, points=(text,)) if kind is BlockKind.POINTS else Piece(kind, text)
    return found(replace(whole, pieces=(piece, *whole.pieces)), key)


@pytest.mark.parametrize("key", shipped_keys())
def test_nothing_is_found_in_a_shipped_letter_but_how_hard_it_reads(key: str) -> None:
    said = [one for one in found(shipped(key), key) if not one.message.startswith("The letter reads at age 10")]
    assert said == []


@pytest.mark.parametrize(("text", "said", "stops", "word", "swap"), [
    ("Remit the sum.", "“Remit” is jargon. Say “Pay”", True, "Remit", "Pay"),
    ("Ring us prior to Monday.", "“prior to” is jargon. Say “before”", True, "prior to", "before"),
    ("We hereby tell you.", "“hereby” is jargon. Leave it out", True, "hereby", ""),
    ("Do it TODAY.", "“TODAY” is in capitals, which are harder to read", True, "TODAY", "Today"),
    ("Do it <u>now</u>.", "“<u>” is printed as it stands: letters have no italics and no underlining", False, "<u>", None),
    ("Do it _right now_ please.", "“_right now_” is printed as it stands: letters have no italics and no underlining", False,
     "_right now_", None),
    ("Your worker is {support_worker}.",
     "“the support worker’s name” can be empty: show that part only when the person has a support worker", True, "", None),
    ("Dear {surname}.", "The field “surname” is not known", True, "", None),
    ("   ", "Part 1 has no words in it", True, "", None)])
def test_each_says_where_it_is_and_what_a_key_does(text: str, said: str, stops: bool, word: str, swap: str | None) -> None:
    one = next(one for one in with_part(text) if one.message == said)
    assert (one.stops, one.place, one.word, one.swap) == (stops, 0, word, swap)


def test_a_long_sentence_is_told_by_its_own_part_and_points_are_not_run_together() -> None:
    long = " ".join(["word"] * 26) + "."
    [one] = [one for one in with_part(long) if "more than 25" in one.message]
    assert (one.place, one.word) == (0, long)
    whole = shipped("ring-us")
    points = replace(whole, pieces=(Piece(BlockKind.POINTS, points=("bring a card",) * 12), *whole.pieces))
    assert not any("more than 25" in one.message for one in found(points, "ring-us"))


def test_a_hard_letter_is_told_and_a_very_hard_one_stopped() -> None:
    hard = "Contact constitutes acknowledgement of contractual liability. " * 8
    [one] = [one for one in with_part(hard) if "reads at age" in one.message]
    assert one.stops and one.place == 0 and "aim for 9 and stay under 11" in one.message


def test_a_second_box_a_missing_phone_advice_and_signature_are_found() -> None:
    whole = shipped()
    twice = replace(whole, pieces=(*whole.pieces, Piece(BlockKind.ACTION, "Write to us.")))
    [one] = [one for one in found(twice) if "boxes that say what to do" in one.message]
    assert one.place == len(whole.pieces)
    bare = replace(whole, pieces=(Piece(text="Write to us."), Piece(BlockKind.ACTION, "Write.")), headline="")
    said = {one.message for one in found(bare) if one.stops}
    assert {"The letter gives no telephone number", "The letter has no advice line", "The letter has no signature",
            "The letter has no headline"} <= said


def test_legal_words_that_were_edited_are_told_and_do_not_stop() -> None:
    whole = shipped()
    assert "Only a court can make you leave." in legal_sentences(whole)
    edited = replace(whole, pieces=tuple(replace(piece, text=piece.text.replace("Only a court", "Only we"))
                                         for piece in whole.pieces))
    legal = [one for one in found(edited) if one.field == "legal"]
    assert [one.stops for one in legal] == [False]
    assert legal[0].message.startswith("Legal words edited. The shipped letter says “Only a court can make you leave.”")
    bolder = replace(whole, pieces=tuple(replace(piece, text=piece.text.replace("Only a court", "**Only** a court"))
                                         for piece in whole.pieces))
    assert not [one for one in found(bolder) if one.field == "legal"]
    gone = [one.message for one in found(replace(whole, pieces=whole.pieces[-1:])) if one.field == "legal"]
    assert len(gone) == 4 and gone[-1].endswith("more sentences about the law")


def test_words_for_easy_read_that_were_left_behind_are_told() -> None:
    whole = shipped("arrears-1")
    place = next(place for place, piece in enumerate(whole.pieces) if piece.easy and piece.text)
    pieces = [*whole.pieces]
    pieces[place] = replace(pieces[place], text="Something else. Ring {officer} on {phone}.")
    [one] = [one for one in found(replace(whole, pieces=tuple(pieces)), "arrears-1") if one.field == "easy"]
    assert (one.place, one.stops) == (place, False)


@pytest.mark.parametrize("hidden", ["\u202e", "\x00", "\u200b"])
def test_hidden_characters_in_names_and_questions_stop_it(hidden: str) -> None:
    whole = shipped("visitors")
    for edited in (replace(whole, title=f"Vis{hidden}it"), replace(whole, words_for=f"All{hidden}"),
                   replace(whole, asks=(replace(shipped("gas-1").asks[0], label=f"Day{hidden}"),))):
        assert any(one.stops and "cannot be seen" in one.message for one in found(edited, "visitors"))


@pytest.mark.parametrize("text", ["{{owed}}", "{x", "**half", "<b onclick=x>", "${owed}", "{0.__class__}"])
def test_hostile_words_are_words_or_stop_it(text: str) -> None:
    whole = shipped("ring-us")
    source = toml_of(replace(whole, title=text, words_for=text, pieces=(Piece(text="Plain."), *whole.pieces)))
    template = parse_template(source)
    assert (template.title, template.words_for, wording_of(source).title) == (text, text, text)
