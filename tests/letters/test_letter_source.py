"""A template as text and back: nothing that may be printed is lost, and nothing that may not be gets through."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.letters import proof
from housingdesk.letters.rules.asks import Ask, AskKind
from housingdesk.letters.rules.merge import BlockKind, Family, Part, Template, TemplateBlock, parse_template, parse_text
from housingdesk.letters.rules.samples import SAMPLES
from housingdesk.letters.rules.source import Piece, Wording, parts_of, source_of, toml_of, wording_from, wording_of, written
from housingdesk.letters.stock import shipped_keys, shipped_template

_HOSTILE = st.sampled_from(['"', "\\", '"""', "'''", "{{", "}}", "{", "}", "{owed}", "**", "*", "#", "]", "\\u0041", "\\n", "é",
                            "£", "🏠", "=", "[[block]]", "{{owed}}", " ", "Ring us."])
_HIDDEN = st.sampled_from(["\x00", "\x07", "\n", "\t", "\x7f", "\u202e", "\u200b", "\u2028"])
_words = st.lists(st.one_of(_HOSTILE, st.text(st.characters(codec="utf-8"), max_size=6)), max_size=8).map("".join)
_typed = st.lists(st.one_of(_HOSTILE, _HIDDEN, st.text(max_size=6)), max_size=8).map("".join)
_names = st.lists(st.sampled_from(["joint", "supported", "owing"]), max_size=2, unique=True).map(tuple)


def _kept(text: str) -> str:
    """What any file can hold of a text: half a surrogate pair is not among it."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


@st.composite
def _templates(draw: st.DrawFn) -> Template:
    def parts() -> tuple[Part, ...]:
        text = draw(_words)
        try:
            return parse_text(text, "the text")
        except Refused:
            assume(False)
            raise

    def block() -> TemplateBlock:
        points = tuple(parts() for _ in range(draw(st.integers(0, 2))))
        return TemplateBlock(draw(st.sampled_from(BlockKind)), parts(), points, draw(_words), draw(_names), draw(_names),
                             parts())

    blocks = tuple(block() for _ in range(draw(st.integers(0, 3))))
    asks = tuple(Ask(f"ask_{n}", draw(_words), draw(st.sampled_from(AskKind)), draw(_words), draw(st.booleans()))
                 for n in range(draw(st.integers(0, 2))))
    return Template("own", draw(st.integers(1, 99)), "", draw(_words), draw(_words), parts(), blocks,
                    draw(st.sampled_from(Family)), asks, draw(_names), draw(_names), draw(st.booleans()),
                    draw(st.booleans()))


@given(_templates())
def test_a_template_is_the_same_after_it_was_written_and_read(template: Template) -> None:
    source = source_of(template)
    again = parse_template(source)
    assert replace(again, fingerprint="") == template
    assert source_of(again) == source and parse_template(source_of(again)) == again


_pieces = st.builds(Piece, st.sampled_from(BlockKind), _typed, st.lists(_typed, max_size=3).map(tuple), _typed, _names, _names,
                    _typed)


@given(st.builds(Wording, st.just("own"), _typed, _typed, _typed, st.lists(_pieces, max_size=3).map(tuple)))
def test_whatever_is_typed_is_kept_as_it_was_typed(wording: Wording) -> None:
    again = wording_of(toml_of(wording))
    assert (again.title, again.headline) == (_kept(wording.title), _kept(wording.headline))
    assert [p.text for p in again.pieces] == [_kept(p.text) for p in wording.pieces]
    assert [p.easy for p in again.pieces] == [_kept(p.easy) for p in wording.pieces]
    assert [p.points for p in again.pieces] == [tuple(map(_kept, p.points)) for p in wording.pieces]
    assert [(p.kind, p.when, p.unless) for p in again.pieces] == [(p.kind, p.when, p.unless) for p in wording.pieces]


@given(_words)
def test_the_editor_loses_no_character(text: str) -> None:
    plain = written(parts_of(text)).replace("*", "")
    assert plain == text.replace("*", "")
    try:
        strict = parse_text(text, "the text")
    except Refused:
        return
    assert parts_of(text) == strict


@pytest.mark.parametrize("bad", ["\x07", "\u202e", "\n", "\u2028", "\x00"])
def test_a_hidden_character_is_refused_before_the_letter_is_used(bad: str) -> None:
    source = toml_of(replace(wording_from(shipped_template("arrears-1")), headline=f"Your {{charge}}{bad} is late."))
    with pytest.raises(Refused, match="hidden character in the headline"):
        parse_template(source)
    assert [p.message[:29] for p in proof.problems(source)] == ["There is a hidden character i"]


@pytest.mark.parametrize("bad", ["{{owed}}", "{Owed}", "a } b", "**bold", "{"])
def test_what_is_no_field_is_said_and_not_lost(bad: str) -> None:
    source = toml_of(replace(wording_from(shipped_template("arrears-1")), headline=bad))
    assert wording_of(source).headline == bad
    assert len(proof.problems(source)) == 1


@pytest.mark.parametrize("source", ["", "key = 1", "block = 3", "nonsense", '[[block]]\nkind = "picture"', "block = [1]"])
def test_what_is_no_letter_is_refused(source: str) -> None:
    with pytest.raises(Refused, match="This is not the text of a letter"):
        wording_of(source)


def test_every_shipped_letter_goes_through_and_can_be_made_for_every_sample() -> None:
    for key in shipped_keys():
        template = shipped_template(key)
        source = source_of(template)
        assert replace(parse_template(source), fingerprint=template.fingerprint) == template
        assert proof.all_problems(source) == [], key
    assert {sample.key for sample in SAMPLES} == {"plain", "longest", "joint", "nine", "credit", "licence", "large"}


def test_a_letter_that_cannot_be_made_for_somebody_says_for_whom() -> None:
    wording = wording_from(shipped_template("arrears-1"))
    wide = replace(wording, headline="Ring us about " + "ᚠ" * 3)
    [first, *_] = proof.all_problems(toml_of(wide))
    assert first.message.startswith("A plain case: “ᚠ” (U+16A0") and "letter fonts" in first.message
