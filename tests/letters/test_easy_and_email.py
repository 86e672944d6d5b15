"""Easy read and e-mail: where sentences are cut, what is large, which picture, and that nothing hidden gets into a text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.pdf.style import EASY, LARGE
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.checks import template_problems
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import AccountTable, EasyPart, Letter, Picture
from housingdesk.letters.rules.easy import sentences
from housingdesk.letters.rules.emailed import LONGEST, email_text
from housingdesk.letters.rules.fields import FACTS, examples
from housingdesk.letters.rules.merge import Part, parse_template
from housingdesk.letters.stock import shipped_template
from tests.support.letters import arrears_letter, letter_facts, printed, rent_statement

SOURCE = """
key = "try"
version = 1
title = "A try"
for = "Tests"
headline = "We have written to you."
[[block]]
text = "Ring {officer}. Mr A. Brown knows. Do it now!"
easy = "%s"
[[block]]
kind = "free"
[[block]]
kind = "sign-off"
"""


def easy(wording: str, **changes: object) -> Letter:
    """A letter for easy read with one part of its own wording."""
    return compose_letter(parse_template(SOURCE % wording), replace(letter_facts(), easy_read=True, **changes))  # type: ignore[arg-type]


def parts(letter: Letter) -> list[EasyPart]:
    return [block for block in letter.blocks if isinstance(block, EasyPart)]


def test_plain_words_are_cut_after_each_sentence_but_not_after_an_initial() -> None:
    [part] = parts(easy(""))
    said = ["".join(run.text for run in one) for one in part.sentences]
    assert said == ["Ring A. Brown.", "Mr A. Brown knows.", "Do it now!"]
    assert part.question == "" and part.picture is Picture.PHONE


def test_a_question_is_the_heading_and_a_sum_by_itself_is_bold_without_a_full_stop() -> None:
    [part] = parts(easy("How much do you owe? **{owed}.** Pay it by {act_by}."))
    assert part.question == "How much do you owe?" and part.picture is Picture.MONEY
    assert [(run.text, run.bold) for run in part.sentences[0]] == [("£482.16", True)]


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12), max_size=4))
def test_cutting_loses_no_word(texts: list[str]) -> None:
    given_parts = tuple(Part(text, False, number % 2 == 1) for number, text in enumerate(texts) if text)
    cut = "".join(part.text for one in sentences(given_parts) for part in one)
    assert "".join(cut.split()) == "".join("".join(texts).split())


def test_easy_read_is_large_and_large_print_is_eighteen_point() -> None:
    assert min(EASY.body, EASY.small, EASY.table, EASY.foot, LARGE.body, LARGE.small, LARGE.table, LARGE.foot) >= 18
    issued = pdf.issue_letter(easy("How much do you owe? **{owed}.**"))
    assert "How much do you owe? £482.16" in " ".join(printed(issued.pdf))


def test_an_account_is_asked_about_and_a_statement_follows() -> None:
    letter = compose_letter(shipped_template("arrears-1"), replace(letter_facts(), easy_read=True))
    [table] = [block for block in letter.blocks if isinstance(block, AccountTable)]
    assert table.title == "What is on your account?"
    issued = pdf.issue_letter(letter, rent_statement(6, large_print=True))
    assert issued.pages >= 4 and "Statement of your rent account" in " ".join(printed(issued.pdf))


@pytest.mark.parametrize(("wording", "said"), [
    ("You owe {owed}.", "a part begins with a question"), ("Why? " + "word " * 16 + ".", "more than 15 words"),
    ("Why? {moon}.", "“moon” is not known"), ("Why? {others}.", "“the others who hold the agreement” can be empty")])
def test_an_easy_wording_is_checked(wording: str, said: str) -> None:
    found = template_problems(parse_template(SOURCE % wording), examples(), FACTS)
    assert any(said in problem.message for problem in found)


def test_an_email_is_the_letter_and_its_statement_line_by_line() -> None:
    body = email_text(arrears_letter("arrears-2"), rent_statement(4))
    assert body.startswith("Your rent is £482.16 behind.") and body.endswith("\n")
    assert "• 13 Nov: Universal Credit, paid £389.20, owed £194.96" in body
    assert "Statement of your rent account\nFrom " in body and "opening balance, owed £359.36" in body
    credit = rent_statement(0, opening_pence=-2000, closing_pence=-2000, parts=())
    assert "opening balance, £20.00 in credit" in email_text(arrears_letter("arrears-1"), credit)


@pytest.mark.parametrize("hidden", ["\u202e", "\x00", "\u200b", "\u0645", "\r"])
def test_what_may_not_be_printed_is_not_sent_either(hidden: str) -> None:
    letter = replace(arrears_letter("arrears-1"), headline=f"Hello{hidden}")
    with pytest.raises(Refused, match="the headline"):
        email_text(letter)


def test_markup_in_a_name_stays_as_it_was_typed() -> None:
    body = email_text(replace(arrears_letter("arrears-1"), salutation="Dear <b>{owed}</b> & Co"))
    assert "Dear <b>{owed}</b> & Co," in body


def test_an_email_that_is_far_too_long_is_refused() -> None:
    letter = replace(arrears_letter("arrears-1"), headline="word " * (LONGEST // 5))
    with pytest.raises(Refused, match="Send it on paper"):
        email_text(letter)


def test_what_goes_by_email_has_no_street_in_the_place_of_the_address() -> None:
    to = PostalAddress(("Sarah Lowe",), "", "", "", email="sarah.lowe@support.example")
    [page, *_] = printed(pdf.issue_letter(replace(arrears_letter("arrears-1"), address=to)).pdf)
    assert "Sarah Lowe By e-mail sarah.lowe@support.example" in page
    long = replace(to, email=f"{'x' * 60}@support.example")
    assert "Sarah Lowe By e-mail" in printed(pdf.issue_letter(replace(arrears_letter("arrears-1"), address=long)).pdf)[0]


def test_a_copy_says_to_whom_the_letter_is() -> None:
    letter = replace(arrears_letter("arrears-1"), copy_line="This is a copy of our letter to Amina Khan.")
    assert "This is a copy of our letter to Amina Khan." in printed(pdf.issue_letter(letter).pdf)[0]
    assert email_text(letter).startswith("This is a copy of our letter to Amina Khan.\n\nYour rent")
