"""Postings on screen: the certificate kept, the list for the counter, what is put right, and the way to the letters."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters import actions
from housingdesk.letters.queries.postings import posting, posting_file
from housingdesk.letters.rules.states import PostClass
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.app.warming import SCREENS
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.postings_page import EMPTY, PostingsPage
from tests.mailings.test_letter_runs import make_office
from tests.support.desk import MONDAY
from tests.support.queue_letters import a_letter, ids_of, pdf_of
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, words
from tests.ui.support.page import settle


@pytest.fixture
def made(sqlite_desk: Desk) -> int:
    """A posting of three letters."""
    make_office(sqlite_desk)
    ids = ids_of(sqlite_desk, [a_letter(number) for number in (1, 2, 3)])
    return int(sqlite_desk.do(actions.mark_posted, letter_ids=ids, on=MONDAY).value)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, made: int) -> PostingsPage:
    return show(qtbot, PostingsPage(qt_desk))


def test_a_posting_says_how_many_in_which_class_and_what_was_franked(page: PostingsPage) -> None:
    said = words(page.pane)
    assert "Mon 23 Nov 2026: 3 letters, second class, handed in by Ann Brown" in said
    assert "DL: 3 × letter up to 100 g · No certificate is kept" in said


def test_a_photograph_and_a_scan_are_kept_as_the_certificate_and_shown(
        page: PostingsPage, made: int, sqlite_desk: Desk, tmp_path: Path) -> None:
    photo = QImage(60, 80, QImage.Format.Format_RGB32)
    photo.fill(QColor("white"))
    photo.save(str(tmp_path / "stamped.png"))
    page.keep_file(str(tmp_path / "stamped.png"))
    settle(page)
    assert page.picture.isVisible() and "60 by 80" in page.picture.accessibleDescription()
    (tmp_path / "scan.pdf").write_bytes(pdf_of(2))
    page.keep_file(str(tmp_path / "scan.pdf"))
    settle(page)
    assert page.view.isVisible() and page.view.pages() == 2 and not page.picture.isVisible()
    press(page, "X")
    assert sqlite_desk.ask(posting, posting_id=made).certificate_id is None
    page.desk.undo()
    assert sqlite_desk.ask(posting, posting_id=made).certificate_id is not None


def test_what_is_no_certificate_is_refused_and_loses_nothing(page: PostingsPage, made: int, sqlite_desk: Desk,
                                                             tmp_path: Path, recorder: Recorder) -> None:
    refused: list[str] = []
    page.desk.refused.connect(refused.append)
    (tmp_path / "list.csv").write_bytes(b"a,b")
    page.keep_file(str(tmp_path / "list.csv"))
    assert "is no scan or photograph" in recorder.take_message()
    page.keep_file(str(tmp_path / "not there.pdf"))
    assert "not there.pdf cannot be read" in refused[0]
    assert sqlite_desk.ask(posting, posting_id=made).certificate_id is None


def test_f2_puts_a_posting_right(page: PostingsPage, made: int, sqlite_desk: Desk) -> None:
    press(page, "F2")
    assert page.form is not None and not page.pane.isVisible()
    page.form["paid"].set_value(PostClass.SIGNED)
    page.form["handed_in_by"].set_value("")
    press(page, "Ctrl+Enter")
    assert [link.text() for link in page.form.summary.links] == ["Say who handed them in"]
    page.form["handed_in_by"].set_value("Joy Okafor")
    page.form["place"].set_value("Mill Lane post office")
    press(page, "Ctrl+Enter")
    row = sqlite_desk.ask(posting, posting_id=made)
    assert (row.paid, row.handed_in_by, row.place) == (PostClass.SIGNED, "Joy Okafor", "Mill Lane post office")
    assert page.pane.isVisible() and "Mill Lane post office" in page.note.text()
    page.desk.undo()
    assert sqlite_desk.ask(posting, posting_id=made).paid is PostClass.SECOND


def test_the_list_for_the_counter_goes_to_the_print_panel(page: PostingsPage) -> None:
    press(page, "Ctrl+P")
    [panel] = page.window().findChildren(PrintPanel)
    assert "Print the list for the counter" in words(panel)
    panel.give_up()


def test_enter_goes_to_its_letters_and_from_there_to_one(page: PostingsPage, sqlite_desk: Desk, made: int) -> None:
    went = goes(page)
    letters = sqlite_desk.ask(posting_file, posting_id=made).letters
    assert [row.id for row in page.letters.rows()] == [row.id for row in letters]
    press(page, "Enter")
    assert has_focus(page.list)
    press(page, "Down", "Enter")
    assert [(go.place, go.facts) for go in went] == [("letters", {"letter_id": letters[1].id})]


def test_without_postings_the_page_says_where_they_come_from(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, PostingsPage(qt_desk))
    assert page.table.empty.text() == EMPTY and page.table.empty.isVisible()
    assert not any(made.isEnabled() for made in page._buttons.values())


def test_the_page_fits_every_window_and_is_found(qtbot: QtBot, page: PostingsPage) -> None:
    assert page_faults(qtbot, page) == [] and clashes(PostingsPage.keys) == []
    press(page, "F2")
    assert page_faults(qtbot, page) == []
    assert "postings" in {place.key for place in PLACES} and "housingdesk.ui.letters.postings_page" in SCREENS
