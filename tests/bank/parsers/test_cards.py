"""Card settlement reports: any table by its heads or by columns somebody showed, gross less fee is net, or refused in words."""

from datetime import date
from pathlib import Path

import pytest

from housingdesk.bank.parsers.cards import CardColumns, NeedsColumns, read_cards
from housingdesk.errors import BadFile

FILES = Path(__file__).parents[2] / "files" / "payments"
HEAD = "Date,Reference,Gross,Fee,Net\n"


def refused(text: str) -> str:
    with pytest.raises(BadFile) as caught:
        read_cards(text.encode(), "cards.csv")
    return str(caught.value)


def test_a_report_of_two_settlements_is_two_lumps() -> None:
    """Made with what reports have: words above the heads, money signs, a refused card, a refund, a row of totals."""
    first, second = read_cards((FILES / "cards.csv").read_bytes())
    assert (first.pence, first.fee_pence, first.net_pence) == (113_240, 1744, 111_496)
    assert (second.pence, second.fee_pence, len(second.payments)) == (6000, 150, 1)
    assert [one.reference for one in first.payments] == ["600044716", "RENT 600 011 270", "600022531"]
    assert first.payments[2].doubt == "£30.00 goes back to whoever paid: a refund"
    assert (first.payments[0].paid_on, first.payments[1].way) == (date(2026, 11, 12), "MASTERCARD")
    assert [str(one) for one in first.warnings] == [
        "Settlement PO-88: 3 payments", "1 payment marked as refused or not finished is left out"]


@pytest.mark.parametrize(("row", "gross", "fee"), [
    ("13/11/2026,A,100.00,1.50,98.50", 10_000, 150), ("13/11/2026,A,100.00,-1.50,98.50", 10_000, 150),
    ("13/11/2026,A,100.00,,98.50", 10_000, 150), ("13/11/2026,A,,1.50,98.50", 10_000, 150),
    ("13/11/2026,A,100.00,1.50,", 10_000, 150), ("13/11/2026,A,100.00,,", 10_000, 0)])
def test_what_was_paid_and_what_was_kept(row: str, gross: int, fee: int) -> None:
    [read] = read_cards((HEAD + row).encode())
    assert (read.pence, read.fee_pence) == (gross, fee)


@pytest.mark.parametrize(("text", "said"), [
    (HEAD + "13/11/2026,A,100.00,1.50,98.00", "Line 2: £100.00 less a fee of £1.50 is £98.50, but the report says £98.00"),
    (HEAD + "13/11/2026,A,10o.00,,", "Line 2: The amount “10o.00” has a letter o"),
    (HEAD + "31/11/2026,A,100.00,,", "Line 2: The date “31/11/2026” does not exist"),
    (HEAD + "13/11/2026,A,,,", "Line 2: It has no amount"),
    (HEAD + "13/11/2026,A,100.00,0,100.00\nTotal,,110.00,0,110.00",
     "The report’s total of “Gross, what was paid” is £110.00, but its rows come to £100.00: £10.00 apart"),
    (HEAD, "There is no payment under the headings"), ("Nothing here at all\nno table\n", "The file is no table with columns"),
    ("%PDF-1.7", "is a PDF document")])
def test_what_does_not_agree_is_refused_by_its_row(text: str, said: str) -> None:
    assert said in refused(text)


def test_columns_that_no_head_names_are_asked_and_known_again() -> None:
    text = b"When,Whose,How much\n13/11/2026,600044716,112.40\n"
    with pytest.raises(NeedsColumns) as asked:
        read_cards(text)
    assert asked.value.rows[1] == ["13/11/2026", "600044716", "112.40"]
    said = CardColumns(("date", "reference", "gross"), tuple(asked.value.rows[0]))
    [read] = read_cards(text, "x", [CardColumns.from_json(said.to_json())])
    assert (read.pence, read.payments[0].reference) == (11_240, "600044716") and CardColumns.from_json(read.columns) == said
    assert [one.message for one in CardColumns(("date", "date")).problems()] == [
        "Two columns are “Day of payment”. Choose one of them", "Say which column holds our reference",
        "Say which column holds what was paid, gross or net"]
    with pytest.raises(BadFile, match="cannot be read"):
        CardColumns.from_json("{")


def test_dropped_cells_and_rows_are_seen_where_the_report_has_totals() -> None:
    lines = (FILES / "cards.csv").read_text().splitlines()
    whole = sum(read.pence for read in read_cards("\n".join(lines).encode()))
    for at in range(3, len(lines) - 1):
        for some in (lines[:at] + lines[at + 1:], lines[:at] + [lines[at]] + lines[at:]):
            try:
                assert sum(read.pence for read in read_cards("\n".join(some).encode())) == whole
            except BadFile as error:
                assert "total" in str(error)
