"""Bank accounts, statement files, standing rules, unidentified money and the reconciliation on screen."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.actions import standing as standing_acts
from housingdesk.bank.queries import our_accounts, standing
from housingdesk.bank.rules.proposals import Tier
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind
from housingdesk.ui.bank.accounts_page import BankAccountsPage
from housingdesk.ui.bank.accounts_panel import AccountsPanel
from housingdesk.ui.bank.files_panel import FilesPanel
from housingdesk.ui.bank.reconcile_page import ReconciliationPage
from housingdesk.ui.bank.rules_panel import RulesPanel
from housingdesk.ui.bank.suspense_page import SuspensePage
from housingdesk.ui.kit.chips import Chip
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.letters import printed
from tests.ui.bank.monday import Monday, monday
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def made(sqlite_desk: Desk) -> Monday:
    return monday(sqlite_desk)


def accounts(qtbot: QtBot, desk: QtDesk, tab: str = "accounts") -> BankAccountsPage:
    page = BankAccountsPage(desk)
    page.open(tab=tab)
    return show(qtbot, page)


def test_an_account_is_added_and_what_is_missing_is_said(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    page = accounts(qtbot, qt_desk)
    part = page.parts["accounts"]
    assert isinstance(part, AccountsPanel) and "No bank account yet" in part.table.empty.text()
    press(page, "Ctrl+N", "Ctrl+Enter")
    assert "Give the account a name" in words(part.pane)
    assert part.form is not None
    part.form.set_values(name="Rent account", sort_code="20-44-17", number="12")
    part.form["opening_pence"].set_value(100_000)
    press(page, "Ctrl+Enter")
    settle(page)
    assert "There is a problem" in words(part.pane) and part.form["name"].value() == "Rent account"
    part.form.set_values(number="12344417")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(our_accounts.bank_accounts)
    assert (row.name, row.number, row.ledger_pence) == ("Rent account", "20441712344417", 100_000)
    assert has_focus(part.table) and "Add an account" in words(part.pane)


def test_a_file_goes_out_again_until_a_line_is_posted(qtbot: QtBot, qt_desk: QtDesk, made: Monday, recorder: Recorder) -> None:
    page = accounts(qtbot, qt_desk, "files")
    part = page.parts["files"]
    assert isinstance(part, FilesPanel) and part.model.count() == 1
    part.table.setFocus()
    press(page, "Home", "X")
    assert recorder.answer("leave").title == "Take statement.ofx out again?"
    assert len(made.rows()) == 8
    press(page, "X")
    recorder.answer("out")
    assert made.rows() == [] and part.model.count() == 0


def test_a_file_with_posted_lines_stays(qtbot: QtBot, qt_desk: QtDesk, made: Monday, recorder: Recorder) -> None:
    row = made.rows(Tier.CERTAIN)[0]
    made.desk.do(posting.post_lines, choices=[(row.id, row.account_id)])
    page = accounts(qtbot, qt_desk, "files")
    page.parts["files"].table.setFocus()  # type: ignore[attr-defined]
    press(page, "Home", "X")
    assert recorder.questions == [] and "X" not in {key.keys for key in page.valid_keys()}


def test_a_rule_is_switched_off_and_on(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    interest = next(a for a in made.desk.ask(account_queries.ledger_accounts) or
                    made.desk.ask(lambda: account_queries.ledger_accounts(AccountKind.NOMINAL)) if a.reference == "interest")
    made.desk.do(standing_acts.add_rule, words="GROSS INT", account_id=interest.id, money_in=True, sentence="Interest")
    page = accounts(qtbot, qt_desk, "rules")
    part = page.parts["rules"]
    assert isinstance(part, RulesPanel)
    part.table.setFocus()
    press(page, "Home", "Enter")
    assert [rule.active for rule in made.desk.ask(standing.rules)] == [False]
    press(page, "Enter")
    assert [rule.active for rule in made.desk.ask(standing.rules)] == [True]
    [row] = made.desk.ask(standing.rules)
    made.desk.do(standing_acts.distrust_rule, rule_id=row.id)
    page.refresh()
    assert part.model.sentence(0) == "GROSS INT goes to Bank interest, Only suggests, 0 lines"
    part.table.setFocus()
    press(page, "Home", "T")
    assert [rule.demoted_on for rule in made.desk.ask(standing.rules)] == [None]


@pytest.fixture
def unidentified(made: Monday) -> Monday:
    cash = next(row for row in made.rows() if row.narrative.startswith("CASH"))
    made.desk.do(posting.post_to_suspense, line_ids=[cash.id])
    return made


def test_unidentified_money_finds_its_account(qtbot: QtBot, qt_desk: QtDesk, unidentified: Monday) -> None:
    page = show(qtbot, SuspensePage(qt_desk))
    assert page.model.count() == 1 and "£50.00" in words(page.header)
    press(page, "Home", "Enter")
    type_text(page, "lewis")
    press(page, "Enter")
    assert unidentified.owed("Dean") == 4 * 10477 - 5000 and page.model.count() == 0
    assert "Nothing is unidentified" in page.table.empty.text()


def test_somebody_looks_into_it(qtbot: QtBot, qt_desk: QtDesk, unidentified: Monday) -> None:
    page = show(qtbot, SuspensePage(qt_desk))
    press(page, "Home", "O")
    assert page._form is not None
    page._form["owner"].set_value("Ann Brown")
    page._form["note"].setFocus()
    type_text(page, "Bank asked")
    press(page, "Ctrl+Enter")
    row = page.model.row(0)
    assert row is not None and (row.owner, row.note) == ("Ann Brown", "Bank asked")
    assert has_focus(page.table)
    page.desk.undo()
    assert page.model.row(0).note == ""  # type: ignore[union-attr]


def test_esc_closes_what_is_open_about_unidentified_money(qtbot: QtBot, qt_desk: QtDesk, unidentified: Monday) -> None:
    page = show(qtbot, SuspensePage(qt_desk))
    press(page, "Home", "Enter")
    assert [key.keys for key in page.valid_keys()] == ["Up", "Enter", "Esc"]
    assert page.escape() and has_focus(page.table) and not page.escape()


def chips(page: QWidget) -> list[str]:
    settle(page)
    return [chip.text() for chip in page.findChildren(Chip) if chip.isVisible()]


def reconciled(qtbot: QtBot, desk: QtDesk, made: Monday) -> ReconciliationPage:
    rows = made.rows()
    made.desk.do(posting.post_lines, choices=[(r.id, r.account_id) for r in rows if r.account_id is not None])
    made.desk.do(posting.post_to_suspense, line_ids=[r.id for r in rows if r.account_id is None])
    page = ReconciliationPage(desk)
    page.form["start"].set_value(made.desk.today.replace(day=1))
    return show(qtbot, page)


def test_the_reconciliation_names_both_states(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = show(qtbot, ReconciliationPage(qt_desk))
    assert chips(page) == ["Not posted yet"] and "8 lines, £708.38, are not posted yet" in words(page)
    page = reconciled(qtbot, qt_desk, made)
    assert chips(page) == ["Posted", "Agreed to bank"]
    assert "bank and ledger agree at £1,708.38" in words(page)
    assert "All 5 accounts roll forward to the penny." in words(page)


def test_an_account_opens_from_its_row(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = reconciled(qtbot, qt_desk, made)
    found = goes(page)
    page.table.setFocus()
    press(page, "Home", "Enter")
    assert found == [], "a sum of accounts opens nothing"
    page.tabs.choose("rows")
    page.table.setFocus()
    press(page, "Home", "Enter")
    assert found[0].place == "account"


def test_a_period_that_ends_before_it_begins_is_said(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = reconciled(qtbot, qt_desk, made)
    page.form["end"].set_value(made.desk.today.replace(month=1))
    page._period_changed("end")
    settle(page)
    assert "The last day is before the first" in words(page)


def test_the_export_is_read_by_a_spreadsheet_and_holds_no_formula(
        qtbot: QtBot, qt_desk: QtDesk, made: Monday, tmp_path: Path, recorder: Recorder) -> None:
    page = reconciled(qtbot, qt_desk, made)
    for name in ("report.csv", "report.xlsx", "report.pdf"):
        page.export_to(str(tmp_path / name))
    assert recorder.toasts == ["Saved to report.csv", "Saved to report.xlsx", "Saved to report.pdf"]
    rows = list(csv.DictReader(StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
    amina = next(row for row in rows if row["Name"] == "Amina Khan")
    assert (amina["Debit"], amina["Receipts"], amina["Closing"]) == ("449.60", "-224.80", "224.80")
    load: Any = load_workbook
    book = load(tmp_path / "report.xlsx")
    assert book.sheetnames == ["Bank and ledger", "By scheme", "Each account"]
    assert book["Bank and ledger"]["C2"].value == 1708.38
    pages = printed((tmp_path / "report.pdf").read_bytes())
    assert "Bank and ledger agree; every account rolls forward to the penny" in " ".join(pages[0].split())


def test_a_folder_that_is_not_there_is_said(
        qtbot: QtBot, qt_desk: QtDesk, made: Monday, tmp_path: Path, recorder: Recorder) -> None:
    page = reconciled(qtbot, qt_desk, made)
    page.export_to(str(tmp_path / "none" / "report.csv"))
    assert "report.csv cannot be written" in recorder.take_message()


@pytest.mark.parametrize("tab", ["accounts", "files", "rules"])
def test_bank_accounts_are_without_faults(qtbot: QtBot, qt_desk: QtDesk, made: Monday, tab: str) -> None:
    page = accounts(qtbot, qt_desk, tab)
    assert page_faults(qtbot, page) == []
    for part in page.parts.values():
        assert clashes(part.keys) == []


def test_the_form_of_an_account_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = accounts(qtbot, qt_desk)
    press(page, "Ctrl+N")
    assert page_faults(qtbot, page) == []


def test_unidentified_money_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, unidentified: Monday) -> None:
    page = show(qtbot, SuspensePage(qt_desk))
    assert page_faults(qtbot, page) == [] and clashes(SuspensePage.keys) == []
    press(page, "Home", "O")
    assert page_faults(qtbot, page) == []


def test_the_reconciliation_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = reconciled(qtbot, qt_desk, made)
    assert page_faults(qtbot, page) == [] and clashes(ReconciliationPage.keys) == []
