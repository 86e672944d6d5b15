"""The Letters page: a posted letter that came back is marked by a key, with what is on the envelope."""


from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.page import LettersPage
from tests.mailings.test_letter_runs import behind, make_letters, make_office, proposed
from tests.support.desk import MONDAY
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle


def test_a_posted_letter_comes_back_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    make_office(sqlite_desk)
    [letter] = sqlite_desk.ask(letter_queries.letters,
                               run_id=make_letters(sqlite_desk, proposed(sqlite_desk, behind(sqlite_desk))))
    sqlite_desk.do(letter_actions.mark_posted, letter_ids=[letter.id], on=MONDAY)
    page = show(qtbot, LettersPage(qt_desk))
    page.tabs.choose("posted")
    settle(page)
    assert page.is_valid("came_back")
    page.table.setFocus()
    press(page, "B")
    press(page, "Ctrl+Enter")
    assert any("what is written on the envelope" in one.text() for one in page.asking.findChildren(QLabel))
    page.asking.form["why"].setFocus()  # type: ignore[index]
    type_text(page, "gone away")
    press(page, "Ctrl+Enter")
    settle(page)
    assert sqlite_desk.ask(letter_queries.letter, letter_id=letter.id).state == LetterState.CAME_BACK
    page.tabs.choose("others")
    settle(page)
    assert page.note.text().endswith("Came back: gone away") and not page.is_valid("came_back")
    qt_desk.undo()
    assert sqlite_desk.ask(letter_queries.letter, letter_id=letter.id).state == LetterState.POSTED
