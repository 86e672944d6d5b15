"""Columns that no bank layout fits: the proposal, its proof by the balance, keeping it, and leaving a line out."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl.workbook.workbook import Workbook

from housingdesk.bank.parsers.guess import guess_mapping, proof_in_words
from housingdesk.bank.parsers.mapping import Mapping, find_heading, from_json, to_json
from housingdesk.bank.parsers.reading import NeedsMapping, Reading
from housingdesk.bank.parsers.recognise import prove, read_statement, sample_rows
from housingdesk.errors import BadFile
from housingdesk.values.tables.grid import read_csv
from housingdesk.values.tables.refusing import BadLine
from tests.support.old_workbook import old_workbook

TODAY = date(2024, 6, 1)
SIGNED = "When;What;Ref;Sum;Left\n02.02.2024;A KHAN;600044716;112,40;1.112,40\n14.02.2024;CITY WATER;;-35,20;1.077,20\n"
TWO = ("Posted on,Particulars,Withdrawn,Paid in,Balance\n14/02/2024,CITY WATER,35.20,,1077.20\n"
       "02/02/2024,A KHAN,,112.40,1112.40\n01/02/2024,M NOWAK,,96.00,1000.00\n")
TURNED = "Booked,Payee,Value,Balance after\n13/02/2024,A KHAN,-112.40,1112.40\n14/02/2024,CITY WATER,35.20,1077.20\n"
BARE = "02/02/2024,A KHAN,112.40,1112.40,x\n14/02/2024,CITY WATER,-35.20,1077.20,y\n16/02/2024,M NOWAK,96.00,1173.20,z\n"


def read(text: str, mapping: Mapping | None = None, leave_out: tuple[int, ...] = ()) -> Reading:
    return read_statement(text.encode(), name="f.csv", profile=mapping, today=TODAY, leave_out=leave_out)


def asked(text: str) -> NeedsMapping:
    with pytest.raises(NeedsMapping) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(("text", "amounts"), [
    (SIGNED, [11240, -3520]), (TWO, [-3520, 11240, 9600]), (TURNED, [11240, -3520]), (BARE, [11240, -3520, 9600])],
    ids=["signed", "two columns", "turned", "no headings"])
def test_the_proposal_reads_the_file_and_the_balance_proves_it(text: str, amounts: list[int]) -> None:
    question = asked(text)
    assert question.rows == read_csv(text).rows
    found = read(text, question.guess)
    assert [line.pence for line in found.statements[0].lines] == amounts
    assert found.statements[0].adds_up is True
    assert found.format == "csv:mapped"
    assert prove(text.encode(), name="f", mapping=question.guess) == "The balance column agrees with every payment."


def test_the_proof_says_when_signs_or_columns_are_wrong() -> None:
    grid, right = read_csv(TWO), asked(TWO).guess
    swapped = replace(right, paid_in=right.paid_out, paid_out=right.paid_in)
    assert "agrees with 0 of" in proof_in_words(grid, swapped)
    assert "nothing proves" in proof_in_words(grid, replace(right, balance=None))
    assert "Say which column" in proof_in_words(grid, Mapping())


def test_a_proposal_finds_payer_reference_and_narrative() -> None:
    rows = [["Value date", "Sort code", "Account", "Payer name", "Reference", "Credit", "Debit"],
            ["2024-02-02", "60-00-01", "12345678", "A KHAN", "600044716", "112.40", ""],
            ["2024-02-14", "60-00-01", "12345678", "CITY WATER", "W1", "", "35.20"]]
    guess = guess_mapping(rows)
    assert (guess.date, guess.sort_code, guess.account, guess.payer, guess.reference) == (0, 1, 2, 3, 4)
    assert (guess.paid_in, guess.paid_out, guess.balance) == (5, 6, None)
    assert guess_mapping([["a", "b"], ["c", "d"]]) == Mapping()


def test_a_mapping_is_kept_as_json_and_known_again_by_its_headings() -> None:
    mapping = asked(TWO).guess
    assert from_json(to_json(mapping)) == mapping
    assert find_heading(read_csv("Bank of Somewhere\n\n" + TWO).rows, mapping.header) == 2
    moved = read("Bank of Somewhere\n\n" + TWO, mapping)
    assert [line.line_no for line in moved.statements[0].lines] == [4, 5, 6]
    with pytest.raises(BadFile, match="headings are not those"):
        read(SIGNED, replace(mapping, delimiter=";"))


@pytest.mark.parametrize("text", ["", "[]", '{"date": "x"}', '{"unknown": 1}', '{"narrative": ["a"]}', '{"turned": 1}',
                                  '{"header": 5}', '{"skip": true}', '{"date": true}'])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match="saved columns"):
        from_json(text)


@pytest.mark.parametrize("mapping", [
    Mapping(date=9, amount=2), Mapping(date=0, amount=99, narrative=(1,)), Mapping(date=0), Mapping(amount=2),
    Mapping(date=0, amount=2, order="xyz"), Mapping(date=-1, amount=2), Mapping(date=1, amount=2), Mapping(date=0, amount=1),
    Mapping(date=0, amount=2, direction=1), Mapping(date=0, amount=2, whole_pence=True)])
def test_a_mapping_that_does_not_fit_is_refused_in_words(mapping: Mapping) -> None:
    with pytest.raises(BadFile) as caught:
        read(BARE, mapping)
    assert str(caught.value).startswith("f.csv: ")


def test_joined_narrative_directions_and_whole_pence() -> None:
    text = "240202,A KHAN,RENT,11240,C\n240214,CITY WATER,,3520,D\n"
    mapping = Mapping(date=0, order="yymmdd", narrative=(1, 2), amount=3, whole_pence=True, direction=4)
    lines = read(text, mapping).statements[0].lines
    assert [(line.on, line.pence, line.narrative) for line in lines] == [
        (date(2024, 2, 2), 11240, "A KHAN RENT"), (date(2024, 2, 14), -3520, "CITY WATER")]


def test_a_line_can_be_left_out_on_request_and_it_is_said() -> None:
    text = "Date,Description,Amount,Balance\n02/02/2024,A KHAN,112.40,1112.40\n14/02/2024,CITY WATER,\"1,2O4.00\",2316.40\n"
    with pytest.raises(BadLine) as caught:
        read(text)
    assert (caught.value.problem.line, caught.value.problem.column) == (3, 3)
    assert str(caught.value) == "f.csv: Line 3, column 3: the amount “1,2O4.00” has a letter O."
    found = read(text, leave_out=(3,))
    assert [line.pence for line in found.statements[0].lines] == [11240]
    assert str(found.warnings[0]) == "Line 3: The line is left out, as asked."


def test_sample_rows_of_text_and_of_a_workbook() -> None:
    assert sample_rows(SIGNED.encode("cp1252"), name="f")[1] == ["02.02.2024", "A KHAN", "600044716", "112,40", "1.112,40"]
    assert sample_rows(workbook(), name="f")[3] == ["2024-02-14", "CITY WATER", "-35.2", "1077.2"]
    with pytest.raises(BadFile, match="f: The file is a PDF"):
        sample_rows(b"%PDF-1.7", name="f")


def workbook(description: str = "Description", second_sheet: bool = False) -> bytes:
    book = Workbook()  # type: ignore[no-untyped-call]
    sheet = book.active
    assert sheet is not None
    for row in (["Statement of account", None], ["Date", description, "Amount", "Balance"],
                [date(2024, 2, 2), "A KHAN", 112.4, 1112.4], [date(2024, 2, 14), "CITY WATER", -35.2, 1077.2],
                [date(2024, 2, 15), "FEES", -0.1 - 0.2, 1076.9], [None, None, None, None]):
        sheet.append(row)
    if second_sheet:
        book.create_sheet("March").append(["more"])  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    book.save(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def test_a_workbook_is_read_to_the_penny_without_floats() -> None:
    found = read_statement(workbook(second_sheet=True), name="f.xlsx", today=TODAY)
    assert found.format == "spreadsheet:first-direct"
    assert [(line.on.day, line.pence) for line in found.statements[0].lines] == [(2, 11240), (14, -3520), (15, -30)]
    assert (found.statements[0].adds_up, found.statements[0].opening) == (True, 100000)
    assert "not “March”" in str(found.warnings[0])


def test_an_old_workbook_is_read_the_same() -> None:
    data = old_workbook([["Statement of account"], ["Date", "Description", "Amount", "Balance"],
                         [date(2024, 2, 2), "A KHAN", 112.4, 1112.4], [date(2024, 2, 14), "CITY WATER", -35.2, 1077.2]])
    found = read_statement(data, name="f.xls", today=TODAY)
    assert found.format == "spreadsheet:first-direct"
    assert [(line.on, line.pence, line.narrative) for line in found.statements[0].lines] == [
        (date(2024, 2, 2), 11240, "A KHAN"), (date(2024, 2, 14), -3520, "CITY WATER")]
    assert found.statements[0].adds_up is True
    with pytest.raises(BadFile, match="damaged or protected"):
        read_statement(data[:1500], name="f.xls", today=TODAY)


def test_an_unknown_workbook_asks_and_a_damaged_one_is_refused() -> None:
    with pytest.raises(NeedsMapping) as caught:
        read_statement(workbook("Particulars of it"), name="f.xlsx", today=TODAY)
    assert (caught.value.guess.date, caught.value.guess.amount, caught.value.guess.balance) == (0, 2, 3)
    found = read_statement(workbook("Particulars of it"), name="f.xlsx", profile=caught.value.guess, today=TODAY)
    assert found.format == "spreadsheet:mapped"
    for cut in (500, 2000, 4000):
        with pytest.raises(BadFile):
            read_statement(workbook()[:cut], name="f.xlsx", today=TODAY)
    with pytest.raises(BadFile):
        read_statement(workbook().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"), name="f.xlsx",
                       today=TODAY)


def test_ambiguous_dates_are_day_first_and_said() -> None:
    text = "When,What,Note,Sum\n03/02/2024,A KHAN,x,112.40\n04/02/2024,CITY WATER,y,-35.20\n"
    found = read(text, asked(text).guess)
    assert found.statements[0].lines[0].on == date(2024, 2, 3)
    assert "“03/02/2024” is 03 February 2024" in str(found.warnings[0])
