"""Lists of nominations as councils send them: any columns, any spelling of dates, e-mails; and what cannot be read."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from housingdesk.errors import BadFile
from housingdesk.lettings.parsers.nomination_columns import Columns, all_roles, columns_of, guess, role_of, role_words
from housingdesk.lettings.parsers.nomination_files import NeedsColumns, fits, open_file, open_text, read_opened
from housingdesk.lettings.parsers.nominations import Listing
from housingdesk.lettings.parsers.nominee_cells import (
    Member,
    read_bedrooms,
    read_birth,
    read_email,
    read_members,
    read_name,
    read_phone,
    write_member,
)
from tests.support.zips import zipped

TODAY = date(2026, 11, 23)
LIST = """Dalebrook Borough Council: nominations of 20 November 2026

App Ref,Surname,Forename,D.O.B.,NI No,Mobile,Band,Bed Need,Household,Support needs,Risk
DB1,KHAN,Amina,3/4/89,AB123456C,7700900123,A,2 bed,"Ali Khan (son) 03/04/2015; Sara Khan, daughter, 5 May 18",Forms,Ex-partner
DB2,Marsh,Bob,31/02/1980,QQ123456C,0770,B,lots,,,
"""
MAIL = """Dear colleague,
Please find our nominees.

Name: Ms Amina Khan  DOB: 03/04/1989
Tel: 07700 900123   Email: a.khan@example.org
Household members:
- Ali Khan (son) 03/04/2015
- Sara Khan, daughter, 5 May 18

Application ref: DB/10442
Name: Bob Marsh
Address now: 3 Mill Lane
Dalebrook
Support needs: Help with letters
and with forms

Kind regards,
Housing Options"""


def read(text: str) -> Listing:
    return read_opened(open_text(text), None, TODAY)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, held = Workbook(), io.BytesIO()  # type: ignore[no-untyped-call]
    for row in rows:
        book.active.append(row)
    book.save(held)  # type: ignore[no-untyped-call]
    return held.getvalue()


def test_a_list_with_a_title_above_its_heads() -> None:
    first, second = read(LIST).nominees
    assert (first.line, first.name, first.reference, first.born_on) == (4, "Amina KHAN", "DB1", date(1989, 4, 3))
    assert (first.bedrooms, first.priority, first.problems) == (2, "A", ())
    assert first.members == (Member("Ali Khan", date(2015, 4, 3), "son"), Member("Sara Khan", date(2018, 5, 5), "daughter"))
    assert first.answers["nino_1"] == "AB123456C" and first.answers["phone_1"] == "07700 900123"
    assert first.answers["name_3"] == "Sara Khan" and first.answers["born_on_2"] == "2015-04-03"
    assert first.private == {"support_needs": "Forms", "risk": "Ex-partner"}
    assert (first.answers["relationship_2"], first.answers["people"]) == ("child", "3")
    assert not {"risk", "support_needs"} & set(first.answers)
    assert "Line 5: The date of birth “31/02/1980” is no day of the calendar" in map(str, second.problems)
    assert {problem.field for problem in second.problems} == {"born", "nino", "phone", "bedrooms"}
    assert all(problem.line == 5 for problem in second.problems) and second.answers == {"name_1": "Bob Marsh"}


def test_an_e_mail_with_two_households() -> None:
    listing = read(MAIL)
    first, second = listing.nominees
    assert (first.name, first.reference, first.line, len(first.members)) == ("Amina Khan", "", 4, 2)
    assert (second.name, second.reference) == ("Bob Marsh", "DB/10442"), "the reference stands over its own name"
    assert second.answers["address_now"] == "3 Mill Lane, Dalebrook"
    assert second.private["support_needs"] == "Help with letters\nand with forms"
    assert "“Dear colleague,”" in listing.problems[0].message and "and 1 more line" in listing.problems[0].message


def test_references_under_their_names_stay_there() -> None:
    listing = read("Name: Amina Khan\nRef: 1\n\nName: Bob Marsh\nRef: 2\n")
    assert [(one.name, one.reference) for one in listing.nominees] == [("Amina Khan", "1"), ("Bob Marsh", "2")]


def test_a_workbook_keeps_days_and_numbers() -> None:
    data = workbook(("Applicant", "DOB", "Contact number", "Household Member 2", "Household Member 2 DOB", "Reply by"),
                    ("Zoë Łęcka", date(2001, 2, 28), 7700900123, "Jan Łęcki", date(2025, 1, 2), date(2026, 12, 1)))
    [one] = read_opened(open_file(data), None, TODAY).nominees
    assert (one.name, one.born_on, one.answer_by) == ("Zoë Łęcka", date(2001, 2, 28), date(2026, 12, 1))
    assert one.members == (Member("Jan Łęcki", date(2025, 1, 2)),) and one.answers["phone_1"] == "07700 900123"


def test_columns_nobody_knows_are_asked_and_remembered() -> None:
    opened = open_file(b"Wer,Geboren,Ref\nAmina Khan,3/4/89,7\n")
    with pytest.raises(NeedsColumns) as asked:
        read_opened(opened, None, TODAY)
    assert asked.value.guess.problems()[0].message.startswith("Say which column holds the name")
    said = Columns(("name", "born", "reference"), ("Wer", "Geboren", "Ref"))
    [one] = read_opened(opened, said, TODAY).nominees
    assert (one.line, one.born_on, one.reference) == (2, date(1989, 4, 3), "7")
    assert columns_of(said.to_json()) == said and fits(said, opened)
    assert not fits(said, open_file(b"Ref,Wer,Geboren\n7,Amina Khan,3/4/89\n"))
    with pytest.raises(BadFile, match="not in this file as they were"):
        read_opened(open_file(b"Ref,Wer,Geboren\n7,Amina Khan,3/4/89\n"), said, TODAY)
    assert "Two columns are “Date of birth”" in str(Columns(("name", "born", "born")).problems()[0])
    for bad in ("no json", '{"roles": ["king"], "head": []}', "[]"):
        with pytest.raises(BadFile, match=r"cannot be read|not of this program"):
            columns_of(bad)


def test_one_column_that_is_not_known_is_asked_too() -> None:
    with pytest.raises(NeedsColumns):
        read("Name,DOB,Shoe size\nAmina Khan,3/4/89,5\n")


def test_the_same_person_twice_in_one_list() -> None:
    listing = read("Ref,Name,DOB\n1,Amina Khan,3/4/1989\n2,AMINA KHAN,03.04.1989\n")
    assert [str(problem) for problem in listing.problems] == ["Line 3: AMINA KHAN stands in line 2 already"]


@pytest.mark.parametrize(("data", "why"), [
    (b"", "empty"), (b"%PDF-1.7", "a PDF document"), (b"\x89PNG\r\n", "a picture"), (b"<html><body>", "a web page"),
    (b"{\\rtf1 Dear Housing", "word-processor document"),
    (zipped("word/document.xml"), "a Word document"), (b"Hello,\nthere is nothing here", "each column")])
def test_what_is_no_list_is_refused_with_the_way_out(data: bytes, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        read_opened(open_file(data), None, TODAY)


@pytest.mark.parametrize(("text", "born"), [
    ("03/04/1989", (1989, 4, 3)), ("3.4.89", (1989, 4, 3)), ("3-4-1989", (1989, 4, 3)), ("1989-04-03", (1989, 4, 3)),
    ("3rd April 1989", (1989, 4, 3)), ("03-Apr-89", (1989, 4, 3)), ("Mon 3 Apr 1989", (1989, 4, 3)),
    ("1 Sept 2024", (2024, 9, 1)), ("1989-04-03T00:00:00", (1989, 4, 3)), ("24/12/26", (1926, 12, 24)),
    ("22/11/26", (2026, 11, 22))])
def test_birthdays(text: str, born: tuple[int, int, int]) -> None:
    assert read_birth(text, TODAY) == date(*born)


def test_years_of_two_digits_go_by_the_least_age() -> None:
    assert read_birth("5/5/18", TODAY) == date(2018, 5, 5)
    assert read_birth("5/5/18", TODAY, least_age=16) == date(1918, 5, 5)
    assert read_birth("23/11/10", TODAY, least_age=16) == date(2010, 11, 23)
    assert read_birth("1/1/12", TODAY, least_age=14) == date(2012, 1, 1)


@pytest.mark.parametrize(("text", "why"), [
    ("04/13/1989", "other way round"), ("31/02/1980", "no day of the calendar"), ("1/1/2027", "in the future"),
    ("1/1/1900", "126 years old"), ("soon", "not a date"), ("32637", "not a date")])
def test_birthdays_that_are_none(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_birth(text, TODAY)


@pytest.mark.parametrize("text", ["0770", "ask at the hostel", "07700 900 12", "12345678901234567890"])
def test_numbers_that_nobody_can_ring(text: str) -> None:
    with pytest.raises(ValueError, match="not complete"):
        read_phone(text)


def test_other_cells() -> None:
    assert read_phone("+33 6 12 34 56 78") == "+33612345678"
    with pytest.raises(ValueError, match="not an e-mail"):
        read_email("a.khan at example.org")
    with pytest.raises(ValueError, match="not a number of bedrooms"):
        read_bedrooms("22")
    assert [read_bedrooms(text) for text in ("2-bed", "need 3", "Bedsit", "4 br", "2 bedroom flat")] == [2, 3, 1, 4, 2]
    assert read_name("de la Cruz, María José") == "María José de la Cruz"
    with pytest.raises(ValueError, match="missing"):
        read_name(" - ")


def test_members_however_they_are_written() -> None:
    found, problems = read_members("Ali Khan - son - 03.04.2015\nSara (daughter, born 5 May 2018); 1/1/2020; Baby | n/a", TODAY)
    assert found == [Member("Ali Khan", date(2015, 4, 3), "son"), Member("Sara", date(2018, 5, 5), "daughter")]
    assert problems == ["somebody in the household has no name: “1/1/2020”", "somebody in the household has no name: “Baby”"]
    [one], [why] = read_members("Ali Khan (son) 31/02/2015", TODAY)
    assert one == Member("Ali Khan", None, "son") and "no day of the calendar" in why


def test_every_role_has_words_and_is_known_by_them() -> None:
    for role in all_roles():
        assert role_of(role_words(role)) == role
    assert role_of("Household Member 3: DOB") == "born_3" and role_of("Member 2 relationship to applicant") == "relation_2"
    assert guess([["Hello"], ["Name", "DOB"]])[0] == 1 and guess([["a", "b"]])[0] == -1


# What is written comes back as it was.
_WORD = st.text("abcdefghijklmnopqrstuvwxyzéłñüŻ", min_size=2, max_size=9)
_DAYS = st.dates(date(1930, 1, 1), date(2008, 1, 1))
_NINO = st.from_regex(r"[ACEHJLMPRSWX][ABCEGHJL][0-9]{6}[ABCD]", fullmatch=True).filter(lambda t: t[:2] not in ("GB",))
_WRITTEN = st.sampled_from(("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d", "%d %B %Y", "%d %b %y"))
_TITLES = frozenset({"dob", "born", "mr", "mrs", "ms", "miss", "mx", "dr", "na", "nil", "tbc", "none"})


def _usual(name: str) -> bool:
    return not {word.lower() for word in name.split()} & _TITLES


_NAME = st.builds(lambda a, b: f"{a.title()} {b.title()}", _WORD, _WORD).filter(_usual)


_ROWS = st.tuples(_NAME, _DAYS, _NINO, st.integers(1, 6))


@given(st.lists(_ROWS, min_size=1, max_size=6, unique_by=lambda row: row[0].lower()), _WRITTEN, st.sampled_from(",;\t|"))
def test_a_list_comes_back_as_it_was_written(rows: list[tuple[str, date, str, int]], shape: str, delimiter: str) -> None:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter)
    writer.writerow(["Ref", "Applicant name", "Date of birth", "NI number", "Bedrooms"])
    for number, (name, born, nino, beds) in enumerate(rows, 1):
        writer.writerow([f"N{number}", name, born.strftime(shape), nino, beds])
    nominees = read_opened(open_file(held.getvalue().encode()), None, TODAY).nominees
    assert [(n.reference, n.name, n.born_on, n.answers.get("nino_1"), n.bedrooms, n.problems) for n in nominees] == [
        (f"N{number}", name, born, nino, beds, ()) for number, (name, born, nino, beds) in enumerate(rows, 1)]


@given(_NAME, st.dates(TODAY - timedelta(36500), TODAY), st.sampled_from(("son", "daughter", "wife", "partner", "carer", "")))
def test_a_member_comes_back_as_it_was_written(name: str, born: date, kin: str) -> None:
    member = Member(name, born, kin)
    assert read_members(write_member(member), TODAY) == ([member], [])


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    try:
        read_opened(open_file(data), None, TODAY)
    except BadFile as refused:
        assert str(refused)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read_opened(open_text(f"Name: Ann Lee\n{text}"), None, TODAY)
    except BadFile as refused:
        assert str(refused)
