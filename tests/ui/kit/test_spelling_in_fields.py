"""Spelling in a field: the line under a misspelt word, F7 by keys, words of our own, and typing that never waits."""

import sys
import time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.errors import Refused
from housingdesk.letters.actions.spelling import add_word
from housingdesk.letters.queries.spelling import own_words
from housingdesk.mailings.queries import spelling as queries
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.spelling import NONE_WRONG, Editor, Spelling
from tests.ui.support import Recorder
from tests.ui.support.driving import press, type_text
from tests.ui.support.page import settle

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


class Fields(QWidget):
    """Two fields, as in a letter."""

    def __init__(self, desk: QtDesk) -> None:
        super().__init__()
        self.first, self.second = QTextEdit(self), QPlainTextEdit(self)
        column = QVBoxLayout(self)
        self.spelling = Spelling(desk, misspelt=queries.misspelt, suggest=queries.suggestions, add=add_word, parent=self)
        for editor in (self.first, self.second):
            column.addWidget(editor)
            self.spelling.watch(editor)

    def look_up(self) -> None:
        """The moment for which the hand rests is over."""
        self.spelling._look_up()

    def f7(self) -> Any:
        """F7, and the menu that comes."""
        self.spelling.next_wrong([self.first, self.second])
        settle(self)
        return self.spelling.menu


@pytest.fixture
def fields(qtbot: QtBot, qt_desk: QtDesk) -> Fields:
    made = Fields(qt_desk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.first.setFocus()
    settle(made)
    return made


def underlined(editor: Editor) -> list[str]:
    found = []
    for one in editor.extraSelections():
        assert one.format.underlineStyle() is one.format.UnderlineStyle.WaveUnderline
        found.append(one.cursor.selectedText())
    return found


def test_a_misspelt_word_is_underlined_once_it_is_left(fields: Fields) -> None:
    type_text(fields, "We recieve")
    fields.look_up()
    assert underlined(fields.first) == []
    type_text(fields, " it")
    assert underlined(fields.first) == ["recieve"]
    for _ in range(2):
        press(fields, "Backspace")
    type_text(fields, "DWP {owed} now")
    fields.look_up()
    assert underlined(fields.first) == ["recieve"]
    fields.first.setPlainText("We receive it")
    assert underlined(fields.first) == []


def test_leaving_the_field_underlines_its_last_word(fields: Fields) -> None:
    type_text(fields, "recieve")
    fields.look_up()
    assert underlined(fields.first) == []
    fields.second.setFocus()
    assert underlined(fields.first) == ["recieve"]


def test_the_line_is_no_part_of_the_text(fields: Fields) -> None:
    edits: list[str] = []
    fields.first.setPlainText("recieve")
    fields.first.document().setModified(False)
    fields.first.textChanged.connect(lambda: edits.append("edited"))
    fields.look_up()
    assert underlined(fields.first) == ["recieve"]
    assert edits == [] and not fields.first.document().isUndoAvailable() and not fields.first.document().isModified()


def test_f7_goes_from_field_to_field_and_a_key_puts_the_right_word(fields: Fields, recorder: Recorder) -> None:
    fields.first.setPlainText("You can recieve benefit.")
    fields.second.setPlainText("The tenent pays.")
    fields.first.moveCursor(QTextCursor.MoveOperation.Start)
    menu = fields.f7()
    assert fields.first.textCursor().selectedText() == "recieve" and menu.activeAction().text() == "receive"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(fields)
    assert fields.first.toPlainText() == "You can receive benefit."
    menu = fields.f7()
    assert fields.second.hasFocus() and fields.second.textCursor().selectedText() == "tenent"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(fields)
    assert fields.second.toPlainText() == "The tenant pays."
    fields.f7()
    assert recorder.take_message() == NONE_WRONG
    press(fields, "Ctrl+Z")
    assert fields.second.toPlainText() == "The tenent pays."


def test_f7_in_the_menu_leaves_the_word_and_goes_on(fields: Fields) -> None:
    fields.first.setPlainText("recieve and beleive")
    fields.first.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(fields.f7(), Qt.Key.Key_F7)
    settle(fields)
    assert fields.first.textCursor().selectedText() == "beleive"


def test_a_word_of_our_own_is_added_by_keys_and_is_right_everywhere_at_once(fields: Fields, qt_desk: QtDesk,
                                                                           recorder: Recorder) -> None:
    fields.first.setPlainText("Ask at Dalebrooke’s office")
    fields.second.setPlainText("Dalebrooke & co")
    fields.look_up()
    assert (underlined(fields.first), underlined(fields.second)) == (["Dalebrooke’s"], ["Dalebrooke"])
    menu = fields.f7()
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    assert menu.activeAction().text() == "Add “Dalebrooke’s” to our words"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(fields)
    fields.look_up()
    assert [row.word for row in qt_desk.desk.ask(own_words)] == ["Dalebrooke’s"]
    assert underlined(fields.first) == underlined(fields.second) == []


def test_what_cannot_be_written_in_is_read_but_not_changed(fields: Fields) -> None:
    fields.first.setPlainText("recieve")
    fields.first.setReadOnly(True)
    menu = fields.f7()
    assert menu.actions()[0].text() == "It can be changed in a draft"


def test_signs_that_count_twice_do_not_move_the_line(fields: Fields) -> None:
    fields.first.setPlainText("😀😀 recieve 😀 \u202e <b>beleive</b>")
    fields.look_up()
    assert underlined(fields.first) == ["recieve", "beleive"]


def test_without_a_dictionary_f7_says_so(fields: Fields, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    from housingdesk.letters import spelling

    monkeypatch.setattr(spelling, "dictionary", lambda: None)
    fields.first.setPlainText("recieve")
    fields.f7()
    assert recorder.take_message() == spelling.NO_DICTIONARY and underlined(fields.first) == []


def test_typing_in_a_letter_of_four_hundred_words_never_waits(fields: Fields, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key in a paragraph of 400 words, every tenth misspelt, and no answer from the dictionary yet for the new ones.

    Counted is the work of this process, so that others on the machine do not count.
    """
    text = " ".join("recieve" if number % 10 == 0 else "paragraph" for number in range(400))
    fields.first.setPlainText(text)
    fields.look_up()
    assert len(underlined(fields.first)) == 40
    fields.first.moveCursor(QTextCursor.MoveOperation.End)
    monkeypatch.setattr(fields.spelling, "_look_up", lambda: None)
    took = []
    for key in " and more wrods that are beeing typed":
        began = time.process_time()
        QTest.keyClicks(fields.first, key)
        took.append((time.process_time() - began) * 1000)
    assert sorted(took)[len(took) // 2] < 25
    assert fields.first.toPlainText().endswith("beeing typed")


@pytest.mark.parametrize("error", [Refused("The database is busy"), RuntimeError("Broken")])
def test_a_look_up_that_fails_once_does_not_stop_spelling(fields: Fields, monkeypatch: pytest.MonkeyPatch,
                                                         recorder: Recorder, error: Exception) -> None:
    left, broken = [error], []

    def shaky(**facts: Any) -> Any:
        if left:
            raise left.pop()
        return queries.misspelt(**facts)

    monkeypatch.setattr(sys, "excepthook", lambda kind, raised, _trace: broken.append(raised))
    monkeypatch.setattr(fields.spelling, "_misspelt", shaky)
    fields.first.setPlainText("We recieve it")
    fields.f7()
    assert left == [] and underlined(fields.first) == []
    if isinstance(error, Refused):
        assert recorder.take_message() == "The spelling could not be looked up: The database is busy" and broken == []
    else:
        assert broken == [error]
    assert fields.f7() is not None
    assert underlined(fields.first) == ["recieve"] and fields.first.textCursor().selectedText() == "recieve"


def test_words_typed_after_a_failed_look_up_are_underlined(fields: Fields, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_facts: Any) -> Any:
        raise Refused("The database is busy")

    with monkeypatch.context() as once:
        once.setattr(fields.spelling, "_misspelt", refused)
        type_text(fields, "We recieve ")
        fields.look_up()
        settle(fields)
    type_text(fields, "and beleive ")
    fields.look_up()
    settle(fields)
    assert underlined(fields.first) == ["recieve", "beleive"]
