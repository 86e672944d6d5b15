"""Fields are filled strictly, and whatever fills them is printed as text or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import ActionBox, Paragraph, Run
from housingdesk.letters.rules.merge import Part, merge, parse_template, parse_text
from housingdesk.letters.stock import shipped_template
from tests.support.letters import arrears_letter, letter_facts, printed

HOSTILE = ["Smith & Jones", "<b>Bold</b> <i>", "{owed} {{owed}} }{", "** not bold **", "\\ ( ) \\n %s %(x)s", "&amp; &#163;",
           "'; DROP TABLE letters; --", "=cmd|' /C calc'!A0", "Q̈", "]]> <!--", "${jndi:ldap://x}", "{{ 7*7 }} {% x %}"]
REFUSED = ["Amina\u202e Khan", "\u200fAmina", "Amina\u2066", "A\u0000B", "A\nB", "A\tB", "A\u200bB", "A\u00adB", "\ufeffA",
           "\ud800", "أمينة", "אבג"]

TEMPLATE = """
key = "x"
version = 1
title = "X"
for = "tests"
headline = "About {owed}"
[[block]]
text = "Dear **{owed}**, {officer}."
[[block]]
kind = "sign-off"
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(name: str) -> None:
    facts = letter_facts(greeting=name)
    letter = compose_letter(shipped_template("arrears-2"), replace(facts, fields={**facts.fields, "officer": name}))
    box = next(block for block in letter.blocks if isinstance(block, ActionBox))
    assert f"Ring {name} on " in "".join(run.text for run in box.runs)
    page = printed(pdf.draw_letter(letter))[0].replace(" ", "")
    assert f"Dear{name}".replace(" ", "") in page
    assert f"Ring{name}on".replace(" ", "") in page


@pytest.mark.parametrize("name", REFUSED, ids=[ascii(name) for name in REFUSED])
def test_hidden_and_right_to_left_text_is_refused_with_its_place(name: str) -> None:
    facts = letter_facts()
    with pytest.raises(Refused, match="“officer”"):
        compose_letter(shipped_template("arrears-2"), replace(facts, fields={**facts.fields, "officer": name}))
    with pytest.raises(Refused, match="greeting"):
        pdf.draw_letter(arrears_letter(greeting=name))


def test_a_name_typed_with_loose_accents_is_composed() -> None:
    facts = letter_facts()
    letter = compose_letter(shipped_template("arrears-2"), replace(facts, fields={**facts.fields, "officer": "Jose\u0301"}))
    assert any("José" in run.text for block in letter.blocks if isinstance(block, ActionBox) for run in block.runs)


def test_an_unknown_field_is_refused_with_its_name() -> None:
    with pytest.raises(Refused, match="“surname” is not known"):
        merge(parse_text("Dear {surname}", "the greeting"), {"owed": "£1.00"}, "the greeting")


def test_an_empty_field_stops_the_letter() -> None:
    with pytest.raises(Refused, match="“officer” is empty"):
        compose_letter(parse_template(TEMPLATE), replace(letter_facts(), fields={"owed": "£1.00", "officer": " "}))


def test_an_unknown_condition_is_refused_with_its_name() -> None:
    template = parse_template(TEMPLATE.replace('kind = "sign-off"', 'kind = "sign-off"\nwhen = ["moonlight"]'))
    with pytest.raises(Refused, match="“moonlight”"):
        compose_letter(template, letter_facts())


@pytest.mark.parametrize(("wrong", "reason"), [
    ("Dear {Owed}", "brace"), ("Dear {{owed}}", "brace"), ("Dear {owed", "brace"), ("Dear owed}", "brace"),
    ("Dear {owed.__class__}", "brace"), ("Dear {owed[0]}", "brace"), ("Dear {owed!r}", "brace"),
    ("Dear **{owed}", "bold begins"), ("Dear \u202e{owed}", "hidden character")])
def test_template_text_that_is_not_right_is_refused(wrong: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_text(wrong, "the greeting")


@pytest.mark.parametrize(("change", "reason"), [
    (("headline =", "headlines ="), "“headlines” is not known"), (('kind = "sign-off"', 'kind = "signoff"'), "“signoff”"),
    (('headline = "About {owed}"', ""), "has no headline"), (("[[block]]", "[[block"), "not readable"),
    (("version = 1", "version = 1\nauthor = 2"), "“author” is not known"),
    (('kind = "sign-off"', 'kind = "sign-off"\nwhen = "charged"'), "not a list of names"),
    (('kind = "sign-off"', 'kind = "sign-off"\ncolour = "red"'), "“colour” is not known")])
def test_a_template_that_is_not_right_is_refused(change: tuple[str, str], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_template(TEMPLATE.replace(*change))


def test_bold_belongs_to_the_template() -> None:
    assert parse_text("Pay **{owed}** now", "x") == (Part("Pay ", False, False), Part("owed", True, True),
                                                    Part(" now", False, False))
    assert merge(parse_text("Pay **{owed}** now", "x"), {"owed": "**£1**"}, "x") == (
        Run("Pay "), Run("**£1**", True), Run(" now"))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1)
       .filter(lambda text: bool(text.strip())))
def test_what_is_merged_is_the_value_itself(value: str) -> None:
    assert merge(parse_text("a{owed}b", "x"), {"owed": value}, "x") == (Run(f"a{value}b"),)


def test_a_wording_is_known_by_its_fingerprint() -> None:
    changed = parse_template(TEMPLATE.replace("Dear", "Hello"))
    assert parse_template(TEMPLATE).fingerprint == parse_template(TEMPLATE).fingerprint != changed.fingerprint


def test_blocks_are_printed_on_their_conditions() -> None:
    texts = ["".join(run.text for run in block.runs) for block in arrears_letter("arrears-3").blocks
             if isinstance(block, Paragraph)]
    assert any("Only a court can make you leave" in text for text in texts)
    assert not any("support" in text or "statement" in text for text in texts)
