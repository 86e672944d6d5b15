"""A week and a month closed by keys alone, why arrears changed, and the journal mapped and written; and its printed pack."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.reports.journal_files import JournalForm, read
from housingdesk.reports.queries.closing import closes
from housingdesk.reports.queries.journal import exports, journal
from housingdesk.reports.queries.proof import three_way
from housingdesk.reports.rules.journal import keys_of
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.reports.closing_page import ClosingPage
from housingdesk.ui.reports.journal_page import JournalPage
from housingdesk.ui.reports.why_page import WhyPage
from tests.support.banking import bring_in, line
from tests.support.closing import FRIDAY, SUNDAY, books_of_a_week
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle

WEEK, DAY = timedelta(7), timedelta(1)


def test_month_end_by_keys_alone(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tmp_path: Path, recorder: Recorder) -> None:
    books_of_a_week(sqlite_desk)
    page = show(qtbot, ClosingPage(qt_desk))
    assert "Week to 22 November 2026" in words(page.header) and "Ready to close" in words(page.header)
    went = goes(page)
    press(page, "Ctrl+Enter")
    assert "nothing can be entered on or before 22 November 2026 afterwards" in page.summary.sentence()
    press(page, "Esc")
    assert sqlite_desk.ask(closes) == []
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert [row.name for row in sqlite_desk.ask(closes)] == ["week to 22 November 2026"]
    assert "Closed by Ann Brown" in words(page.header) and not page.close_button.isEnabled()
    press(page, "M")
    assert "October 2026" in words(page.header)
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert [row.name for row in sqlite_desk.ask(closes)] == ["October 2026", "week to 22 November 2026"]
    press(page, "Alt+6")
    assert page.model.count() == 2 and has_focus(page.table)
    press(page, "Alt+7")
    page.save_frozen_to(page.model.rows()[0].id, str(tmp_path / "figures.xlsx"))
    load: Any = load_workbook
    book = load(tmp_path / "figures.xlsx")
    assert book.sheetnames == ["Sums", "Accounts", "Empty homes", "Claims"] and book["Accounts"].max_row > 2
    press(page, "N")
    assert "November 2026" in words(page.header) and "in the way" in words(page.header)
    press(page, "P", "L", "Y")
    assert [(go.place, go.facts["end"]) for go in went] == [(place, date(2026, 10, 31)) for place in ("journal", "why_arrears")]
    page.open(day=SUNDAY)
    page.refresh()
    page.save_pack_to(str(tmp_path / "pack.pdf"))
    assert recorder.toasts[-1] == "Saved to pack.pdf"
    pages = printed((tmp_path / "pack.pdf").read_bytes())
    assert "Audit pack of" in pages[0] and "Week to 22 November 2026" in " ".join(pages)


def test_what_stands_in_the_way_is_opened_from_its_row(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    books = books_of_a_week(sqlite_desk, unidentified=True)
    bring_in(sqlite_desk, [line(2500, "WHO IS THIS", on=FRIDAY)], 130_200)
    page = show(qtbot, ClosingPage(qt_desk))
    went = goes(page)
    assert "1 thing in the way" in words(page.header) and not page.close_button.isEnabled()
    press(page, "Down", "Down")
    assert "1 lines to 22 November 2026" in words(page.pane)
    press(page, "Enter", "Alt+4")
    assert went[-1].place == "money"
    [row] = page.model.rows()
    assert "Not posted" in row.more and row.now == "£25.00"
    press(page, "Alt+3")
    assert any("Unidentified" in one.what or "unidentified" in one.what for one in page.model.rows())
    proof = sqlite_desk.ask(three_way, start=MONDAY - WEEK, end=SUNDAY)
    sqlite_desk.do(posting.post_lines, choices=[(one.line_id or 0, books.owing) for one in proof.banks[0].differences])
    page.refresh()
    settle(page)
    assert "Ready to close" in words(page.header)


def test_why_arrears_changed_opens_its_accounts(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    books = books_of_a_week(sqlite_desk)
    page = show(qtbot, WhyPage(qt_desk))
    went = goes(page)
    assert page.sentence.text() == "Gross arrears fell by £67.60 to £337.20: paid by people −£270.00, charged +£202.40."
    press(page, "Down", "Enter")
    assert has_focus(page.behind)
    press(page, "Enter")
    assert (went[-1].place, went[-1].facts) == ("account", {"account_id": books.paying})
    press(page, "P")
    assert "9 November 2026 to 15 November 2026" in words(page.header)
    press(page, "N", "N")
    assert "23 November 2026 to 29 November 2026" in words(page.header)


def test_codes_are_said_and_the_journal_is_written(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tmp_path: Path,
                                                   recorder: Recorder) -> None:
    books_of_a_week(sqlite_desk)
    page = JournalPage(qt_desk)
    page.open(start=MONDAY - 3 * WEEK, end=SUNDAY)
    show(qtbot, page)
    keys = len({key for key, _ in keys_of(sqlite_desk.ask(journal, start=MONDAY - 3 * WEEK, end=SUNDAY).lines)})
    assert f"{keys} without a code" in words(page.header)
    for number in range(keys):
        press(page, "Home", "E")
        type_text(page, f"{4000 + number}")
        press(page, "Ctrl+Enter")
    assert "Every line has a code" in words(page.header)
    press(page, "Ctrl+E")
    assert "each side" in page.summary.sentence()
    press(page, "Esc")
    page.write_to(str(tmp_path / "journal.csv"))
    rows = list(read((tmp_path / "journal.csv").read_bytes(), JournalForm.CSV))
    assert rows and sum(row.debit - row.credit for row in rows) == 0 and len(sqlite_desk.ask(exports)) == 1
    assert recorder.toasts[-1] == "Saved to journal.csv" and "Written before" in words(page.header)
    press(page, "Alt+2")
    assert page.model.count() == 1 and "4 lines" not in words(page.pane)


@pytest.mark.parametrize("made", [ClosingPage, WhyPage, JournalPage])
@pytest.mark.parametrize("filled", [True, False])
def test_they_are_without_faults(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, made: type[Page], filled: bool) -> None:
    if filled:
        books_of_a_week(sqlite_desk)
    page = made(qt_desk)
    if made is JournalPage and filled:
        page.open(start=MONDAY - 3 * WEEK, end=SUNDAY)
    assert page_faults(qtbot, page) == []
