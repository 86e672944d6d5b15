"""What may be kept of a person, and the sentences that staff read before they talk to somebody."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.people.rules import (
    Authority,
    ContactDraft,
    ContactKind,
    NeedDraft,
    NeedKind,
    PartyDraft,
    PartyRole,
    PersonDraft,
    Scope,
    authority,
    authority_sentence,
    need_words,
    phone_digits,
    phone_words,
)

TODAY = date(2026, 11, 23)
AMINA = PersonDraft("Amina Khan", say="a-MEE-na", born_on=date(1984, 2, 29), nino="ab 12 34 56 c")


@pytest.mark.parametrize("name", ["Łukasz O’Brién", "Sukarno", "Ọmọlará Ó Súilleabháin-ap Rhys", "محمد", "李", "X Æ A-12",
                                  "Anne-Marie  d'Arc", "നന്ദിനി\u200d"])
def test_a_name_is_kept_as_the_person_writes_it(name: str) -> None:
    draft = PersonDraft(name)
    assert draft.problems(TODAY) == []
    assert draft.columns()["name"] == " ".join(name.split())


@pytest.mark.parametrize(("draft", "field", "sentence"), [
    (PersonDraft(""), "name", "as the person writes it"),
    (PersonDraft("123"), "name", "as the person writes it"),
    (PersonDraft("Ann\x07"), "name", "U+0007"),
    (PersonDraft("nnA\u202e nworB"), "name", "U+202E"),
    (PersonDraft("Ann\u200bBrown"), "name", "U+200B"),
    (PersonDraft("x" * 201), "name", "201 characters"),
    (PersonDraft("Ann " + "x" * 101), "sort_name", "last name alone"),
    (replace(AMINA, known_as="\x00"), "known_as", "U+0000"),
    (replace(AMINA, born_on=date(2026, 11, 24)), "born_on", "still to come"),
    (replace(AMINA, born_on=date(1826, 11, 24)), "born_on", "120 years"),
    (replace(AMINA, died_on=date(2027, 1, 1)), "died_on", "still to come"),
    (replace(AMINA, died_on=date(1980, 1, 1)), "died_on", "before the date of birth"),
    (replace(AMINA, nino="QQ123456C"), "nino", "not a National Insurance number"),
    (replace(AMINA, staff_warning="x" * 501), "staff_warning", "501 characters"),
])
def test_what_cannot_be_kept_of_a_person(draft: PersonDraft, field: str, sentence: str) -> None:
    assert [p.field for p in draft.problems(TODAY) if sentence in p.message] == [field]


def test_all_problems_are_told_at_once() -> None:
    assert [p.field for p in PersonDraft("", born_on=date(2030, 1, 1), nino="1").problems(TODAY)] == ["name", "born_on", "nino"]


def test_what_is_stored_of_a_draft() -> None:
    columns = AMINA.columns()
    assert (columns["nino"], columns["surname"], columns["forename"]) == ("AB123456C", "Khan", "Amina")
    assert columns["known_as"] is None and columns["say"] == "a-MEE-na"


@pytest.mark.parametrize(("typed", "digits"), [
    ("07700 900123", "07700900123"), ("+44 7700 900123", "07700900123"), ("0044(0)7700-900123", "07700900123"),
    ("+353 1 496 0000", "0035314960000"), ("960118", "960118"), ("01632 960118 ext 12", "01632960118")])
def test_telephone_numbers_by_their_digits(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits
    assert ContactDraft(ContactKind.PHONE, typed).problems() == []
    assert ContactDraft(ContactKind.PHONE, typed).columns()["value"] == typed


@pytest.mark.parametrize("typed", ["ring Sue", "0770", "0" * 21, "٠٧٧٠٠٩٠٠١٢٣", "07700 9001x3x", "++44 1", "=1+2"])
def test_what_is_no_telephone_number(typed: str) -> None:
    [problem] = ContactDraft(ContactKind.PHONE, typed).problems()
    assert problem.field == "value" and "not a telephone number" in problem.message


@given(st.text(max_size=40))
def test_any_text_is_digits_or_a_sentence(typed: str) -> None:
    try:
        assert phone_digits(typed).isascii()
        assert phone_digits(typed).isdigit()
    except ValueError as error:
        assert "not a telephone number" in str(error)


def test_a_number_is_searched_for_both_ways() -> None:
    assert phone_words("07700900123") == ("07700900123", "447700900123")
    assert phone_words("0035314960000") == ("0035314960000",)


@pytest.mark.parametrize(("draft", "sentence"), [
    (ContactDraft(ContactKind.PHONE, " "), "Type the telephone number"),
    (ContactDraft(ContactKind.EMAIL, "amina at example"), "not an e-mail address"),
    (ContactDraft(ContactKind.EMAIL, "a@b@c.org"), "not an e-mail address"),
    (ContactDraft(ContactKind.EMAIL, "a b@c.org"), "not an e-mail address"),
    (ContactDraft(ContactKind.POST, "1 Mill Lane\x0b\x00"), "cannot be printed"),
    (ContactDraft(ContactKind.POST, "x" * 401), "401 characters"),
    (ContactDraft(ContactKind.PHONE, "07700900123", label="x" * 61), "The label has 61"),
])
def test_what_is_no_way_to_reach_somebody(draft: ContactDraft, sentence: str) -> None:
    [problem] = draft.problems()
    assert sentence in problem.message


def test_an_address_keeps_its_lines() -> None:
    draft = ContactDraft(ContactKind.POST, " c/o Joan Bell \n\n 5  Mill Lane\r\nDalebrook ")
    assert draft.problems() == [] and draft.columns()["value"] == "c/o Joan Bell\n5 Mill Lane\nDalebrook"


def test_a_need_says_what_is_missing() -> None:
    assert NeedDraft(NeedKind.INTERPRETER, TODAY).problems()[0].message == "Which language?"
    assert NeedDraft(NeedKind.AUDIO, TODAY, end=TODAY).problems()[0].field == "end"
    assert NeedDraft(NeedKind.AUDIO, TODAY).problems() == []
    assert need_words(NeedKind.LARGE_PRINT, "16 point") == "Large print, 16 point"
    assert need_words(NeedKind.TRANSLATION, "polish") == "Letters in Polish"


JOAN = PartyDraft(PartyRole.KEY_WORKER, "Joan Bell", Scope.RENT, authority_on=date(2026, 5, 4), expires_on=date(2027, 5, 4))


@pytest.mark.parametrize(("on", "expected"), [
    (date(2026, 5, 3), Authority.NOT_YET), (date(2026, 5, 4), Authority.IN_FORCE), (date(2027, 5, 4), Authority.IN_FORCE),
    (date(2027, 5, 5), Authority.EXPIRED)])
def test_authority_holds_from_its_day_to_the_end_of_its_last(on: date, expected: Authority) -> None:
    assert authority(JOAN.authority_on, JOAN.expires_on, on) is expected


def test_without_a_date_there_is_no_authority() -> None:
    assert authority(None, None, TODAY) is Authority.NONE
    assert authority(date(2020, 1, 1), None, TODAY) is Authority.IN_FORCE


@pytest.mark.parametrize(("draft", "on", "sentence"), [
    (JOAN, TODAY, "Key worker Joan Bell may hear about rent and benefit until 4 May 2027 (authority of 4 May 2026)"),
    (JOAN, date(2027, 6, 1),
     "Key worker Joan Bell could hear about rent and benefit until 4 May 2027; that authority has expired"),
    (JOAN, date(2026, 1, 1), "Key worker Joan Bell may hear about rent and benefit from 4 May 2026"),
    (replace(JOAN, expires_on=None), TODAY, "Key worker Joan Bell may hear about rent and benefit (authority of 4 May 2026)"),
    (replace(JOAN, authority_on=None, expires_on=None, organisation="Brightwater"), TODAY,
     "Key worker Joan Bell, Brightwater: no authority on file"),
    (replace(JOAN, role=PartyRole.APPOINTEE, organisation="Dale Council", scope=Scope.EVERYTHING), TODAY,
     "Appointee Joan Bell, Dale Council, may act for them in everything until 4 May 2027 (authority of 4 May 2026)"),
])
def test_whom_we_may_talk_to_in_words(draft: PartyDraft, on: date, sentence: str) -> None:
    assert authority_sentence(draft, on) == sentence


@pytest.mark.parametrize(("draft", "field"), [
    (replace(JOAN, name=" "), "name"), (replace(JOAN, phone="ring"), "phone"), (replace(JOAN, email="joan"), "email"),
    (replace(JOAN, authority_on=date(2026, 12, 1)), "authority_on"), (replace(JOAN, expires_on=date(2026, 5, 3)), "expires_on"),
    (replace(JOAN, authority_on=None), "expires_on"), (replace(JOAN, organisation="a\u202eb"), "organisation")])
def test_what_cannot_be_kept_of_a_party(draft: PartyDraft, field: str) -> None:
    assert [p.field for p in draft.problems(TODAY)] == [field]


@pytest.mark.parametrize(("typed", "kept"), [
    ("", ""), ("Dale Support\n 3 Mill  Lane\n\nDalebrook zz9 9zz", "Dale Support\n3 Mill Lane\nDalebrook zz9 9zz"),
    ("3 Mill Lane, Dalebrook, ZZ9 9ZZ", "3 Mill Lane, Dalebrook, ZZ9 9ZZ")])
def test_the_address_of_a_party_is_kept_line_by_line(typed: str, kept: str) -> None:
    draft = replace(JOAN, address=typed)
    assert draft.problems(TODAY) == [] and draft.columns()["address"] == kept


@pytest.mark.parametrize("typed", ["at her office", "ZZ9 9ZZ", "3 Mill Lane ZZ9 9ZZ", "3 Mill\u202e Lane\nDalebrook\nZZ9 9ZZ"])
def test_an_address_that_no_envelope_could_show_is_not_kept(typed: str) -> None:
    assert [problem.field for problem in replace(JOAN, address=typed).problems(TODAY)] == ["address"]
