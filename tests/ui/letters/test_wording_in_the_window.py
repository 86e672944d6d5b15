"""The wording of a letter in the whole window: its keys beside those that are the same everywhere."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.rules.source import wording_of
from housingdesk.letters.stock import paper_keys, shipped_keys
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.template_page import TemplatePage
from housingdesk.ui.letters.templates_page import TemplatesPage
from housingdesk.ui.main_window import MainWindow
from tests.support.desk import MONDAY
from tests.ui.support.driving import has_focus, press, type_text
from tests.ui.support.page import settle

KEY = "ring-us"


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk) -> Iterator[MainWindow]:
    """The window at Ann Brown's desk, on the list of wordings."""
    made = MainWindow(qt_desk, PLACES, association="Dale Vale Homes")
    qtbot.addWidget(made)
    made.resize(1366, 728)
    with qtbot.waitActive(made):
        made.show()
    made.go_to("templates")
    settle(made)
    yield made
    made.hide()
    settle(made)


@pytest.fixture
def page(window: MainWindow) -> TemplatePage:
    """A draft under way, the cursor in its headline."""
    window.go_to("template", key=KEY)
    settle(window)
    press(window, "Ctrl+Enter")
    settle(window)
    assert isinstance(window.current, TemplatePage) and window.current.is_writable()
    assert has_focus(window.current.cards)
    return window.current


def kept(window: MainWindow) -> str:
    desk = window.desk.desk
    assert isinstance(desk, Desk)
    return wording_of(desk.ask(queries.opened, key=KEY, on=MONDAY).source).headline


def test_the_wordings_are_found_by_name(window: MainWindow) -> None:
    assert "Go to Wording of letters" in [hit.title for hit in window._commands()]
    assert isinstance(window.current, TemplatesPage) and window.current.model.count() == len((*shipped_keys(), *paper_keys()))


def test_alt_and_an_arrow_go_through_the_samples_and_not_through_the_history(window: MainWindow, page: TemplatePage) -> None:
    press(window, "Alt+Right", "Alt+Right")
    assert (window.current, page.proof.sample.key) == (page, "joint")
    press(window, "Alt+Left")
    assert (window.current, page.proof.sample.key) == (page, "longest")
    page.proof.who.setFocus()
    press(window, "Alt+Left")
    assert (window.current, page.proof.sample.key) == (page, "plain")


def test_undo_is_first_the_words_own_and_never_the_desks(window: MainWindow, page: TemplatePage) -> None:
    before = page.cards.wording()
    type_text(window, "x")
    press(window, "Ctrl+Z")
    assert page.cards.wording() == before
    press(window, "Ctrl+Z", "Ctrl+Z")
    assert page.is_writable() and window.desk.undo_label() == "withdraw the draft"


def test_esc_closes_the_list_then_goes_back_and_all_is_kept(window: MainWindow, page: TemplatePage) -> None:
    press(window, "Ctrl+End")
    type_text(window, " Words @ow")
    window.notices.put_toast_away()
    press(window, "Esc")
    assert window.current is page and not page.cards.headline.target.list_is_open()  # type: ignore[union-attr]
    press(window, "Esc")
    assert window.pages["templates"].isVisible()
    assert kept(window).endswith(" Words @ow")


def test_going_elsewhere_keeps_it_too(window: MainWindow, page: TemplatePage) -> None:
    press(window, "Ctrl+End")
    type_text(window, " Kept.")
    press(window, "Ctrl+7")
    assert window.current is not page and kept(window).endswith(" Kept.")


def test_in_a_narrow_window_a_key_shows_the_letter_in_place_of_the_words(window: MainWindow, page: TemplatePage) -> None:
    assert page.middle.isVisible() and not page.is_valid("swap")
    window.resize(960, 516)
    settle(window)
    assert not page.middle.isVisible() and page.is_valid("swap")
    press(window, "Alt+S")
    assert page.middle.isVisible() and not page.words.isVisible() and has_focus(page.middle)
    press(window, "Alt+S")
    assert not page.middle.isVisible() and page.words.isVisible() and has_focus(page.cards)
    press(window, "Alt+S")
    window.resize(1366, 728)
    settle(window)
    assert page.middle.isVisible() and page.words.isVisible()
