"""A row is never lost without a word: damaged line ends and quotation marks stop the file with the line they are in."""

from datetime import date

import pytest

from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.errors import BadFile

TODAY = date(2026, 11, 23)
HEAD = ("Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,"
        "Balance,")
ROWS = ("20/11/2026,BGC,'00-60-01,44170123,DAVID HUGHES 600041415,,14.47,114.47,",
        "19/11/2026,FPI,'00-60-01,44170123,P SANTOS 600041250,,24.90,100.00,",
        "18/11/2026,BGC,'00-60-01,44170123,A KHAN,,10.00,75.10,")


def read(text: str) -> int:
    return sum(len(statement.lines) for statement in read_statement(text.encode(), name="x.csv", today=TODAY).statements)


def test_the_undamaged_file_is_read() -> None:
    assert read("\n".join((HEAD, *ROWS))) == 3


@pytest.mark.parametrize(("text", "words"), [
    ("\n".join((HEAD, '"' + ROWS[0], *ROWS[1:])), "Line 2: A quotation mark is opened and not closed"),
    ("\n".join((HEAD + ROWS[0], *ROWS[1:])), "Line 1: An entry stands in the row of the headings"),
    ("\n".join((HEAD, ROWS[0].replace("20/11", "20,/11"), *ROWS[1:])), "Line 2"),
    ("\n".join((HEAD, ROWS[0], ROWS[1][:2] + "\n" + ROWS[1][2:], ROWS[2])), "Line 4"),
])
def test_a_row_that_would_be_lost_stops_the_file(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read(text)


def test_two_entries_in_one_row_stop_the_file() -> None:
    head, row = "Number,Date,Account,Amount,Subcategory,Memo", " ,{},00-60-01 44170123,{},FT,{}"
    rows = [row.format(f"{day}/11/2026", f"{day}.50", f"PAYER {day}") for day in (16, 17, 18)]
    assert read("\n".join((head, *rows))) == 3
    with pytest.raises(BadFile, match="Line 2: Two entries stand in one row"):
        read("\n".join((head, rows[0] + rows[1], rows[2])))
