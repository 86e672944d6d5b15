from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, Editor, LongText, Radios, SecretField, TextField, Tick
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.values.problems import Problem
from tests.ui.kit.desks import TODAY
from tests.ui.support import access_key_clashes, clipped, tab_order_faults, unnamed
from tests.ui.support.page import settle


@dataclass(frozen=True, slots=True)
class Paying:
    own: int | None
    first: date | None
    each: int | None
    how: str | None


def paying() -> Form:
    form = Form()
    form.heading("Paying the rent", "Housing Benefit pays £310.00 a week to us.")
    form.add("own", "Own charge", MoneyEdit(1160, needed=True), hint="each week, from Monday 23 November")
    form.row(("first", "First payment", DateEdit(lambda: TODAY)), ("each", "Amount each time", MoneyEdit()))
    form.add("how", "How will she pay?", Radios([("card", "Payment card, at a shop"), ("later", "Not known yet")]))
    form.end()
    return form


def shown(qtbot: QtBot, form: QWidget, width: int = 560) -> None:
    qtbot.addWidget(form)
    form.resize(width, 620)
    with qtbot.waitActive(form):
        form.show()
    settle(form)


def type_into(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


@pytest.mark.parametrize("made", [TextField, SecretField, LongText, Choice, lambda: Radios([]), lambda: Tick("yes"),
                                  MoneyEdit, lambda: DateEdit(lambda: TODAY)])
def test_every_editor_offers_what_a_form_needs(qtbot: QtBot, made: Any) -> None:
    editor = made()
    qtbot.addWidget(editor)
    assert isinstance(editor, Editor)


def test_a_form_reads_all_its_fields_into_a_draft(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    form.set_values(first=date(2026, 11, 30), how="card")
    type_into(form["each"], "23.20")
    assert form.draft(Paying) == Paying(1160, date(2026, 11, 30), 2320, "card")


def test_what_cannot_be_read_makes_no_draft_and_is_said_twice(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    type_into(form["own"], "eleven")
    type_into(form["first"], "31 feb")
    assert form.draft(Paying) is None
    assert form.fields["own"].error.text() == "“eleven” is not an amount. Type it like 112.40"
    assert [link.text() for link in form.summary.links] == [
        "“eleven” is not an amount. Type it like 112.40", "“31 feb” is not a date. Type it like 9/11/2026"]
    assert form["own"].text() == "eleven"


def test_the_summary_says_problems_in_the_order_of_the_questions(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    form.show_problems([Problem("", "It ended on 30 Nov"), Problem("first", "Too late"), Problem("own", "Too much")])
    said = form.summary.accessibleName()
    assert said.index("Too much") < said.index("Too late") < said.index("It ended")


def test_the_summary_takes_the_focus_and_its_lines_jump(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    assert form.show_problems([Problem("first", "First payment must be on or before Monday 30 November 2026")])
    qtbot.waitUntil(form.summary.links[0].hasFocus)
    QTest.keyClick(form.summary.links[0], Qt.Key.Key_Space)
    assert form["first"].hasFocus()
    assert form.summary.accessibleName() == (
        "There is a problem. First payment must be on or before Monday 30 November 2026")
    assert form["first"].accessibleDescription() == "First payment must be on or before Monday 30 November 2026"


def test_what_is_typed_on_a_line_of_the_summary_is_typed_in_its_field(qtbot: QtBot) -> None:
    form = Form()
    name = TextField()
    form.add("who", "Who took it", name)
    shown(qtbot, form)
    assert form.show_problems([Problem("who", "Say to whom it was handed")])
    qtbot.waitUntil(form.summary.links[0].hasFocus)
    QTest.keyClick(form.summary.links[0], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert form.summary.links[0].hasFocus() and not name.text(), "a shortcut is no writing"
    for letter in "Pat Green":
        QTest.keyClicks(form.window().focusWidget() or form, letter)
    assert name.text() == "Pat Green" and name.hasFocus()


def test_a_problem_about_no_field_is_still_said(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    form.show_problems([Problem("tenancy", "This tenancy already ended on 30 Nov")])
    assert form.summary.isVisible()
    assert form.summary.links == []


def test_errors_go_when_they_are_put_right(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    form.show_problems([Problem("own", "Too much")])
    assert not form.show_problems([])
    assert not form.summary.isVisible()
    assert not form.fields["own"].error.isVisible()
    assert form["own"].property("problem") == "no"


def test_a_form_tells_which_field_is_typed_in(qtbot: QtBot) -> None:
    form = paying()
    shown(qtbot, form)
    edited: list[str] = []
    form.edited.connect(edited.append)
    type_into(form["each"], "5")
    form["how"].set_value("later")
    assert edited == ["each"]


@pytest.mark.parametrize("width", [300, 560, 900])
def test_a_form_with_errors_reads_fits_and_is_walked_in_order(qtbot: QtBot, width: int) -> None:
    form = paying()
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(form)
    column.addWidget(buttons_row(button("&Continue", key="Enter", kind="primary"), button("&Back")))
    shown(qtbot, holder, width)
    form.show_problems([Problem("first", "First payment must be on or before Monday 30 November 2026"),
                        Problem("own", "Own charge is 1 to 500 pounds")])
    settle(holder)
    assert unnamed(holder) == []
    assert clipped(holder) == []
    assert tab_order_faults(holder) == []
    assert access_key_clashes(holder) == []


@pytest.mark.parametrize(("typed", "pence", "tidied"), [
    ("112.4", 11240, "£112.40"), ("12.40+3.60", 1600, "£16.00"), ("£1,234.50", 123450, "£1,234.50"),
    ("(12.40)", -1240, "−£12.40")])
def test_money_is_read_and_tidied_when_left(qtbot: QtBot, typed: str, pence: int, tidied: str) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, typed)
    assert edit.value() == pence
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == tidied
    assert edit.problem() is None


def test_money_that_is_no_money_stays_as_typed_and_says_so(qtbot: QtBot) -> None:
    edit = MoneyEdit(needed=True)
    qtbot.addWidget(edit)
    assert edit.problem() == "Type an amount, for example 112.40"
    QTest.keyClicks(edit, "1,2O4.00")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.value(), edit.text()) == (None, "1,2O4.00")
    assert edit.problem() == "“1,2O4.00” is not an amount. Type it like 112.40"


def test_an_amount_that_need_not_be_there_may_be_left_empty(qtbot: QtBot) -> None:
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    assert (edit.value(), edit.problem()) == (None, None)


@pytest.mark.parametrize(("typed", "day"), [("9/11", date(2026, 11, 9)), ("fri", date(2026, 11, 27)),
                                            ("+14", date(2026, 12, 7)), ("-1w", date(2026, 11, 16))])
def test_a_date_is_read_back_with_its_weekday_as_it_is_typed(qtbot: QtBot, typed: str, day: date) -> None:
    edit = DateEdit(lambda: TODAY)
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, typed)
    assert edit.value() == day
    assert edit.read_back() == edit.accessibleDescription() != ""
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == edit.accessibleDescription()
    assert edit.read_back() == ""


def test_a_date_counts_from_the_day_it_is_typed_on(qtbot: QtBot) -> None:
    days = [date(2026, 11, 23), date(2026, 11, 24)]
    edit = DateEdit(lambda: days[-1])
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "today")
    assert edit.value() == date(2026, 11, 24)


def test_a_choice_keeps_its_key_when_its_options_come_anew(qtbot: QtBot) -> None:
    choice = Choice([(None, "Not known yet"), (1, "Weekly"), (2, "Fortnightly")])
    qtbot.addWidget(choice)
    edited: list[int] = []
    choice.edited.connect(lambda: edited.append(choice.value()))
    choice.set_value(2)
    choice.set_options([(2, "Every two weeks"), (3, "Monthly")])
    assert (choice.value(), choice.currentText()) == (2, "Every two weeks")
    assert edited == []
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert edited == [3]


def test_the_mouse_wheel_changes_no_choice_by_accident(qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    choice = Choice([(1, "One"), (2, "Two")])
    qtbot.addWidget(choice)
    turn = QWheelEvent(QPointF(2, 2), QPointF(2, 2), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    choice.wheelEvent(turn)
    assert choice.value() == 1
    assert not turn.isAccepted()


def test_radios_are_one_of_a_few(qtbot: QtBot) -> None:
    radios = Radios([("a", "One"), ("b", "Two")])
    qtbot.addWidget(radios)
    radios.show()
    assert radios.value() is None
    edited: list[str] = []
    radios.edited.connect(lambda: edited.append(radios.value()))
    radios.set_value("b")
    assert (radios.value(), edited) == ("b", [])
    buttons = [child for child in radios.children() if isinstance(child, QWidget)]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert edited == ["a"]


def test_a_choice_gives_back_the_very_key_it_was_given(qtbot: Any) -> None:
    choice = Choice([(Status.GOOD, "Good"), (Status.DUE, "Due")])
    qtbot.addWidget(choice)
    assert choice.value() is Status.GOOD and choice.offered() == [Status.GOOD, Status.DUE]
    choice.set_value("no such key")
    assert choice.value() is Status.GOOD
