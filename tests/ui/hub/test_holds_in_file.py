"""A hold in the file of an agreement: put on, seen in the head, the timeline and on Today, changed, ended, taken off."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from housingdesk.holds import queries
from housingdesk.holds.rules import STOPS, HoldKind, Stop
from housingdesk.reports.queries.due import due
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.ui.hub.test_tenancy_file import open_file, said, timeline


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> TenancyPage:
    """Its file."""
    return open_file(qtbot, qt_desk, letting)


def choose(page: TenancyPage, words: str) -> Any:
    """Choose from the More menu; the form that opens, if one does."""
    menu = page.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    return page.side.form.form if page.side.form is not None else None


def press(page: TenancyPage, words: str) -> None:
    """Press a button of the pane."""
    next(one for one in page.side.findChildren(QPushButton) if one.text().startswith(words) and one.isVisible()).click()


def test_a_breathing_space_is_put_on_with_what_the_law_says(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    form = choose(page, "&Put a hold on")
    assert form["stops"].value() == STOPS[HoldKind.BREATHING_SPACE]
    assert form["last"].value() == MONDAY + timedelta(59)
    form["stops"].set_value({Stop.ARREARS_LETTERS})
    page.side.finish()
    words = list(said(page.side))
    assert any("that is the law" in text for text in words) and any("Say who told you" in text for text in words)
    form.set_values(stops=STOPS[HoldKind.BREATHING_SPACE], source="Insolvency Service", debt_pence=34180)
    page.side.finish()
    [hold] = qt_desk.desk.ask(queries.holds, subject=Ref("tenancy", letting.tenancy))
    assert (hold.end, hold.debt_pence, page.side.isVisible()) == (MONDAY + timedelta(60), 34180, False)
    assert "Breathing space to 21 January 2027" in in_head(page)
    assert any(text.startswith("Breathing space to 21 January 2027 on £341.80: no arrears") for text in said(timeline(page)))
    qt_desk.undo()
    assert not any(text.startswith("Breathing space to") for text in in_head(page))


def test_another_kind_fills_in_what_it_usually_stops(page: TenancyPage) -> None:
    form = choose(page, "&Put a hold on")
    form["kind"].set_value(HoldKind.DISPUTE)
    form["kind"].edited.emit()
    assert (form["stops"].value(), form["last"].value()) == (STOPS[HoldKind.DISPUTE], None)


def in_head(page: TenancyPage) -> list[str]:
    """What the chips in the head say."""
    QApplication.processEvents()
    return [one.text() for one in page.header.chips.findChildren(QLabel) if one.isVisible()]


def put_dispute(page: TenancyPage) -> None:
    form = choose(page, "&Put a hold on")
    form["kind"].set_value(HoldKind.DISPUTE)
    form["kind"].edited.emit()
    form.set_values(start=MONDAY - timedelta(7), note="The heating charge")
    page.side.finish()


def test_a_hold_is_read_changed_and_ended(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    put_dispute(page)
    choose(page, "Dispute since 16 November 2026")
    assert "The heating charge" in list(said(page.side))
    press(page, "Change it")
    form = page.side.form.form  # type: ignore[union-attr]
    assert form["note"].value() == "The heating charge"
    form.set_values(note="The heating and the lift charge", last=MONDAY + timedelta(30))
    page.side.finish()
    choose(page, "Dispute to 23 December 2026")
    press(page, "End it")
    page.side.form.form.set_values(last=MONDAY - timedelta(1), because="Put right")  # type: ignore[union-attr]
    page.side.finish()
    [hold] = qt_desk.desk.ask(queries.holds, subject=Ref("tenancy", letting.tenancy))
    assert (hold.end, hold.ended_because) == (MONDAY, "Put right")
    assert not any(text.startswith("Dispute") for text in in_head(page))


def test_a_hold_put_on_by_mistake_is_taken_off(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    put_dispute(page)
    choose(page, "Dispute since")
    press(page, "Take off")
    page.side.finish()
    assert any("Say in a few words why" in text for text in said(page.side))
    page.side.form.form.set_values(because="Another person of that name")  # type: ignore[union-attr]
    page.side.finish()
    assert qt_desk.desk.ask(queries.holds, subject=Ref("tenancy", letting.tenancy)) == []


def test_today_says_when_its_last_days_come(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    form = choose(page, "&Put a hold on")
    form.set_values(start=MONDAY - timedelta(15), last=MONDAY + timedelta(44), source="Insolvency Service")
    page.side.finish()
    [card] = [card for card in qt_desk.desk.ask(due, on=MONDAY).cards if card.place == "tenancy"]
    assert card.text == "Last day to ask the debt adviser to review it" and card.due_on == MONDAY + timedelta(4)
    assert card.why.startswith("Amina Khan") and dict(card.facts) == {"tenancy_id": letting.tenancy}
