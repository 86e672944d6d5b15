"""The statements of a quarter on screen: made as one run, stopped half-way, looked at, exported; who had none is a list."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.errors import Cancelled
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.rules.statements import HEADS
from housingdesk.rent.actions import debit
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.mailings.statements_page import StatementsPage
from tests.mailings.test_quarter_statements import charged, died
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.noticing import make_office
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, words
from tests.ui.support.page import settle


@pytest.fixture
def tenancies(sqlite_desk: Desk) -> list[int]:
    """Two who have something to state, one of whom has died."""
    make_office(sqlite_desk)
    found = [charged(sqlite_desk, "Amina Khan"), charged(sqlite_desk, "Tom Reed")]
    died(sqlite_desk, sqlite_desk.ask(holders, tenancy_ids=found[1:])[0].person_id)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    return found


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, tenancies: list[int]) -> StatementsPage:
    return show(qtbot, StatementsPage(qt_desk))


def test_a_quarter_is_made_with_one_key_and_the_counts_add_up(page: StatementsPage, sqlite_desk: Desk,
                                                              recorder: Recorder) -> None:
    assert "2 accounts = 0 sent + 0 made, not yet sent + 1 to be made + 1 not sent + 0 with nothing to state" in words(page)
    assert "Make 1 statement" in page.make_button.text()
    press(page, "Ctrl+Enter")
    [ready] = sqlite_desk.ask(letter_queries.letters, state=LetterState.READY)
    assert ready.addressee == "Amina Khan"
    assert [line.names for line in page.model.rows()] == ["Amina Khan"], "the list shows those on their way"
    assert not page.make_button.isEnabled() and "1 made, not yet sent + 0 to be made + 1 not sent" in words(page)
    page.table.setFocus()
    settle(page)
    assert page.view.pages()
    recorder.toasts.clear()


def test_the_statement_is_seen_before_it_is_made(page: StatementsPage) -> None:
    page.tabs.choose("to be made")
    page.table.setFocus()
    settle(page)
    assert page.view.pages() and "Amina Khan" in page.why.text()
    page.tabs.choose("not sent")
    settle(page)
    page.table.setFocus()
    settle(page)
    assert "They have died" in page.why.text() and not page.view.pages()


def test_a_run_that_is_stopped_leaves_nothing(page: StatementsPage, sqlite_desk: Desk, recorder: Recorder,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(**_facts: object) -> list[object]:
        raise Cancelled

    monkeypatch.setattr("housingdesk.mailings.queries.statements.draw", stopped)
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(letter_queries.letters) == []
    assert page.make_button.isEnabled()
    recorder.messages.clear()
    recorder.toasts.clear()


def test_a_quarter_that_runs_is_not_made(page: StatementsPage) -> None:
    page.open(quarter="2026-Q4")
    settle(page)
    assert "The quarter has not ended yet" in words(page) and not page.make_button.isEnabled()


def test_the_log_is_exported_in_each_way(page: StatementsPage, tmp_path: Path, recorder: Recorder) -> None:
    for ending in (".csv", ".xlsx", ".pdf"):
        page.export_to(str(tmp_path / f"log{ending}"))
        assert recorder.toasts.pop() == f"Saved to log{ending}"
    lines = (tmp_path / "log.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == ",".join(HEADS) and len(lines) == 3 and "They have died" in lines[2] and "480.00" in lines[1]
    load: Any = load_workbook
    sheet = load(tmp_path / "log.xlsx").active
    assert sheet.max_row == 3 and sheet["F2"].value == 480
    text = " ".join(printed((tmp_path / "log.pdf").read_bytes()))
    assert "Issue log of statements, 1 July 2026 to 30 September 2026" in text and "Amina Khan" in text
    assert "2 accounts = 0 sent" in text and "paragraph 2.3" in text
    page.export_to(str(tmp_path / "no such folder" / "log.csv"))
    assert "cannot be written" in recorder.messages.pop()


def test_enter_opens_the_account(page: StatementsPage) -> None:
    went = goes(page)
    page.table.setFocus()
    press(page, "Home", "Enter")
    assert went == [Go("account", {"account_id": page.model.rows()[0].id})]


def test_without_accounts_the_page_says_so(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, StatementsPage(qt_desk))
    assert "There is no rent or garage account yet" in words(page)
    page.tabs.choose("behind")
    settle(page)
    assert "Everybody has had a statement in the last 13 weeks" in words(page)


def test_the_statements_fit_every_window(page: StatementsPage, qtbot: QtBot) -> None:
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []
