"""Spelling: what is a word, what the dictionary knows, and the words that are right here though it does not."""

import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.letters import spelling
from housingdesk.letters.actions import spelling as actions
from housingdesk.letters.queries.spelling import own_words
from housingdesk.letters.rules.source import wording_from
from housingdesk.letters.stock import shipped_keys, shipped_template
from housingdesk.mailings.queries import spelling as queries
from housingdesk.properties.models import Space
from housingdesk.properties.rules import SpaceKind
from housingdesk.values.spelled import bare, words_in
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY


def wrong(desk: Desk, *words: str) -> list[str]:
    return sorted(desk.ask(queries.misspelt, words=words, on=MONDAY).wrong)


@pytest.mark.parametrize("word", ["organise", "colour", "licence", "arrears", "instalments", "isn’t", "Ombudsman’s", "tenancy"])
def test_british_words_are_right(word: str) -> None:
    assert spelling.misspelt([word], ()) == frozenset()


@pytest.mark.parametrize(("word", "meant"), [("recieve", "receive"), ("tenent", "tenant"), ("beleive", "believe"),
                                             ("color", "colour"), ("paymant", "payment"), ("isnt’t", "isn’t")])
def test_a_misspelt_word_is_found_and_what_was_meant_is_offered(word: str, meant: str) -> None:
    assert spelling.misspelt([word], ()) == {word}
    assert meant in spelling.suggestions(word)


@pytest.mark.parametrize("key", shipped_keys())
def test_no_shipped_letter_is_misspelt(key: str) -> None:
    wording = wording_from(shipped_template(key))
    texts = [wording.headline, wording.title, wording.words_for, *(ask.label for ask in wording.asks),
             *(text for piece in wording.pieces for text in (piece.text, piece.title, *piece.points))]
    assert spelling.misspelt([word for text in texts for _, word in words_in(text)], ()) == frozenset()


def test_fields_numbers_addresses_and_abbreviations_are_no_words() -> None:
    text = "Ring {officer} or {{owed}} by 3pm 01632 960118, DWP, hullo@dalle.example www.dalle.example dalle.co.uk £3.20 2nd x"
    assert [word for _, word in words_in(text)] == ["Ring", "or", "by"]


@given(st.text())
def test_a_word_stands_where_it_is_said_to_stand_whatever_the_text_holds(text: str) -> None:
    for start, word in words_in(text):
        assert text[start:start + len(word)] == word and bare(word) == bare(word.upper().lower())


def test_names_of_the_association_are_right_without_being_added(desk: Desk) -> None:
    with desk.store.connected():
        Space.insert(kind=SpaceKind.SCHEME, label="Beechcrofte House", street="Łąkowa Court", town="Dalebrooke",
                     version=1).execute()
        User.insert(name="Zaineb Öztürk", initials="ZÖ", login="z", role=Role.READER, version=1, active=True).execute()
    names = ("Beechcrofte", "Łąkowa", "Dalebrooke’s", "Zaineb", "Öztürk")
    assert wrong(desk, *names, "Dalebroke") == ["Dalebroke"]
    assert desk.ask(queries.suggestions, word="Dalebroke", on=MONDAY)[0] == "Dalebrooke"


def test_a_word_is_added_and_taken_out_and_both_can_be_taken_back(desk: Desk) -> None:
    assert wrong(desk, "Careline", "Wheelybin") == ["Careline", "Wheelybin"]
    made = desk.do(actions.add_word, word="Careline")
    assert last_act(desk)[:2] == ("letters.actions.spelling.add_word", "“Careline” added to our words")
    assert wrong(desk, "Careline", "careline’s", "Wheelybin") == ["Wheelybin"]
    assert [(row.word, row.added_by) for row in desk.ask(own_words)] == [("Careline", "Ann Brown")]
    assert "is among our words already" in refused(desk, actions.add_word, word="careline’s")
    gone = desk.do(actions.remove_word, word_id=made.value, version=None)
    assert wrong(desk, "Careline") == ["Careline"]
    taken_back(desk, gone)
    assert wrong(desk, "Careline") == []


@pytest.mark.parametrize("word", ["", "two words", "{owed}", "x", "a" * 61, "evil\u202e", "1984", "<b>bold</b>"])
def test_what_is_no_single_word_is_not_added(desk: Desk, word: str) -> None:
    assert "One word of letters" in refused(desk, actions.add_word, word=word)
    assert desk.ask(own_words) == []


def test_a_computer_without_a_dictionary_says_so_and_underlines_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "dictionary", lambda: None)
    found = desk.ask(queries.misspelt, words=("recieve",), on=MONDAY)
    assert (found.wrong, found.why_not) == (frozenset(), spelling.NO_DICTIONARY)
    assert desk.ask(queries.suggestions, word="recieve", on=MONDAY) == ()


def test_where_pyenchant_is_installed_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = SimpleNamespace(check=lambda word: word == "housing", suggest=lambda word: ["housing"])
    monkeypatch.setitem(sys.modules, "enchant", SimpleNamespace(dict_exists=lambda tag: tag == "en_GB", Dict=lambda tag: asked))
    found = spelling.dictionary.__wrapped__()
    assert found is not None and found.knows("housing") and list(found.suggestions("hosing")) == ["housing"]
    monkeypatch.setitem(sys.modules, "enchant", SimpleNamespace(dict_exists=lambda tag: False))
    shipped = spelling.dictionary.__wrapped__()
    assert shipped is not None and shipped.knows("colour") and not shipped.knows("color")


