"""The day sheet on paper and in a spreadsheet: the report's own figures, the ledger's head, and no cell that acts."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl.reader import excel

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries.reconcile import reconciliation
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.ledger import head
from housingdesk.reports.day_sheet import day_sheet, sheets
from housingdesk.reports.export import Sheet, as_csv, as_workbook
from housingdesk.settings.actions import set_value
from tests.support.banking import PAID, START, bring_in, line, make_bank, make_payer
from tests.support.desk import MONDAY
from tests.support.letters import printed

read_book: Any = excel.load_workbook


def week(desk: Desk) -> None:
    """Somebody charged four weeks who paid one, and £30.00 of nobody's."""
    bank = make_bank(desk)
    account, reference = make_payer(desk, "=Amina Khan")
    desk.do(debit.run_debit, week=MONDAY)
    bring_in(desk, [line(11240, reference), line(3000, "MYSTERY")])
    paid, mystery = sorted(desk.ask(line_queries.line_ids, bank_account_id=bank))
    desk.do(posting.post_lines, choices=[(paid, account)])
    desk.do(posting.post_to_suspense, line_ids=[mystery])


def test_the_day_sheet_says_that_bank_and_ledger_agree_and_carries_the_head(desk: Desk) -> None:
    week(desk)
    desk.do(set_value, key="org.name", value="Dale Vale Homes", valid_from=START)
    page = " ".join(printed(desk.ask(day_sheet, start=START, end=MONDAY, on=MONDAY, printed_by="Ann Brown")))
    for words in ("Bank and ledger agree; every account rolls forward to the penny", "Dale Vale Homes", "£449.60", "£337.20",
                  "Unidentified money £30.00", "Printed 23 November 2026 by Ann Brown", desk.ask(head)[1]):
        assert words in page


def test_a_disagreement_is_the_headline(sqlite_desk: Desk) -> None:
    bank = make_bank(sqlite_desk)
    bring_in(sqlite_desk, [line(3000, "MYSTERY")], opening=99_000)
    sqlite_desk.do(posting.post_to_suspense, line_ids=list(sqlite_desk.ask(line_queries.line_ids, bank_account_id=bank)))
    page = " ".join(printed(sqlite_desk.ask(day_sheet, start=PAID, end=PAID, on=MONDAY, printed_by="Ann Brown")))
    assert "Bank and ledger do not agree yet; every account rolls forward" in page


def test_the_spreadsheet_holds_the_same_figures_and_names_are_words(desk: Desk) -> None:
    week(desk)
    tables = sheets(desk.ask(reconciliation, start=START, end=MONDAY))
    book = read_book(BytesIO(as_workbook(tables)))
    assert book.sheetnames == ["Bank and ledger", "By scheme", "Each account"]
    rows = list(book["Each account"].iter_rows(min_row=2))
    [person] = [row for row in rows if str(row[1].value).endswith("Khan")]
    assert (person[1].value, person[1].data_type, person[1].quotePrefix) == ("=Amina Khan", "s", True)
    assert [cell.value for cell in person[-6:]] == [0, 449.60, -112.40, 0, 0, 337.20]
    [bank] = list(book["Bank and ledger"].iter_rows(min_row=2, values_only=True))
    assert bank == ("Rent account", "agreed", 1142.40, 1142.40, 0)


def test_a_bank_that_stated_no_balance_has_no_figure(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    table = sheets(sqlite_desk.ask(reconciliation, start=START, end=MONDAY))[0]
    assert table.rows[0][2] == "not stated"


@pytest.mark.parametrize("text", ["=1+1", "+44 7700 900123", "-5", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_words_are_text_in_csv_whatever_they_begin_with(text: str) -> None:
    read = list(csv.reader(StringIO(as_csv(Sheet("T", ("What", "Pence"), [(text, -500)])).decode("utf-8-sig"), newline="")))
    assert read == [["What", "Pence"], ["'" + text, "-5.00"]]


def test_control_characters_do_not_break_a_workbook() -> None:
    book: Any = read_book(BytesIO(as_workbook([Sheet("A" * 40, ("What",), [("Ann\x07Brown",)])])))
    assert book.active["A2"].value == "AnnBrown"
