"""The file under way: where the focus goes, what is typed and not kept, what a role may do, and a start that is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.hub.timeline_panel import TimelinePanel
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.support.homes import add_people
from tests.ui.support import Recorder


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


def open_file(qtbot: Any, qt_desk: QtDesk, made: LettingFile) -> TenancyPage:
    """Its file, shown."""
    page = TenancyPage(qt_desk)
    qtbot.addWidget(page)
    page.resize(1170, 681)
    page.open(tenancy_id=made.tenancy)
    page.show()
    QApplication.processEvents()
    return page


def test_a_note_that_is_not_kept_is_there_again(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    page = open_file(qtbot, qt_desk, letting)
    panel = page.panels["timeline"]
    assert isinstance(panel, TimelinePanel)
    page.write_note()
    panel._form.form["text"].set_value("Rang about the boiler")  # type: ignore[union-attr]
    assert panel.escape()
    panel.open(letting.tenancy + 1)
    panel.write_note()
    assert panel._form.form["text"].value() == ""  # type: ignore[union-attr]
    panel.open(letting.tenancy)
    panel.write_task()
    assert panel._form.form["text"].value() == ""  # type: ignore[union-attr]
    panel.write_note()
    assert panel._form.form["text"].value() == "Rang about the boiler"  # type: ignore[union-attr]
    panel.finish()
    QApplication.processEvents()
    panel.write_note()
    assert panel._form.form["text"].value() == ""  # type: ignore[union-attr]


def test_who_may_not_write_is_offered_no_letter_note_or_statement(qtbot: Any, qt_desk: QtDesk, letting: LettingFile,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    def offered(page: TenancyPage) -> set[str]:
        page.tabs.choose("rent")
        QApplication.processEvents()
        return {one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()}
    assert {"Letter", "Diary", "Note", "Statement"} <= offered(open_file(qtbot, qt_desk, letting))
    monkeypatch.setattr(qt_desk, "may", lambda permission: False)
    page = open_file(qtbot, qt_desk, letting)
    assert not {"Letter", "Diary", "Note", "Statement"} & offered(page)
    assert not any(page.is_valid(act) for act in ("write_letter", "write_note", "write_diary"))


def test_the_list_has_the_focus_once_the_file_has_come(qtbot: Any, qt_desk: QtDesk, letting: LettingFile,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    page = TenancyPage(qt_desk)
    qtbot.addWidget(page)
    page.resize(1170, 681)
    with qtbot.waitActive(page):
        page.show()
    waiting: list[tuple[Any, Any, dict[str, Any]]] = []
    answered = page.ask
    monkeypatch.setattr(page, "ask", lambda query, give, **facts: waiting.append((query, give, facts)))
    page.open(tenancy_id=letting.tenancy)
    page.enter()
    for query, give, facts in waiting:
        answered(query, give, **facts)
    QApplication.processEvents()
    table = page._list()
    assert table is not None and table.view.hasFocus() and table.current_id() is not None


def test_a_start_that_is_taken_back_leaves_no_file_to_press_on(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    [person] = add_people(qt_desk.desk, "Nkechi Obi")  # type: ignore[arg-type]
    start = StartDraft(TenancyKind.LICENCE_EXCLUDED, (person,), letting.town.rooms[0], MONDAY + timedelta(28))
    draft = LettingDraft(start, Frequency.WEEKLY, (ChargeDraft(ChargeCode.RENT, "Rent", 11240),))
    opened: list[TenancyPage] = []

    def started(outcome: Any) -> None:
        page = TenancyPage(qt_desk)
        qtbot.addWidget(page)
        page.open(tenancy_id=outcome.value, section="rent")
        page.show()
        opened.append(page)
    qt_desk.do(start_letting, started, draft=draft)
    QApplication.processEvents()
    [page] = opened
    assert page.content.isVisible() and page.is_valid("write_note")
    qt_desk.undo()
    QApplication.processEvents()
    assert page.header.title.text() == "This agreement is no longer there"
    assert not page.content.isVisible() and not page.tabs.isVisible() and not page.is_valid("write_note")


def test_an_agreement_that_has_ended_is_reopened_from_its_menu(qtbot: Any, qt_desk: QtDesk, letting: LettingFile,
                                                               recorder: Recorder) -> None:
    desk = qt_desk.desk
    desk.do(end_letting, tenancy_id=letting.tenancy, reason=EndReason.NOTICE_BY_TENANT,
            event_on=MONDAY + timedelta(27))
    page = open_file(qtbot, qt_desk, letting)
    menu = page.menu()
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert not [text for text in words if text.startswith("&End")]
    next(action for action in menu.actions() if action.text().startswith("&Reopen this ")).trigger()
    assert recorder.answer("leave").title.startswith("Reopen ")
    assert desk.ask(tenancy, tenancy_id=letting.tenancy).ends_on is not None
    next(action for action in menu.actions() if action.text().startswith("&Reopen this ")).trigger()
    recorder.answer("reopen")
    QApplication.processEvents()
    assert desk.ask(tenancy, tenancy_id=letting.tenancy).ends_on is None
