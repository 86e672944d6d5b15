"""Privacy mode in the window: what F9 hides, what a page has to say to be shown, and how it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import housingdesk
from housingdesk.access.desk import Desk
from housingdesk.access.models import AuditEvent
from housingdesk.lettings.actions.applicants import set_state
from housingdesk.lettings.actions.kept import put_back
from housingdesk.lettings.actions.papers import sign_paper
from housingdesk.lettings.actions.signup import finish_sign_up
from housingdesk.ui.app.running import Running
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.finder import Finder, Search
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.interview import Ended
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.nameless import SAID, nameless
from housingdesk.ui.kit.notices import Choice, MessageBar, Question, Unheard
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Go, Place
from housingdesk.ui.kit.plain_page import PlainPage
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.kit.search import Hit
from housingdesk.ui.kit.sign_in import LockScreen
from housingdesk.ui.main_window import MainWindow
from tests.ui.kit.desks import Done, PlainDesk
from tests.ui.support import clipped, tab_order_faults, unnamed
from tests.ui.support.driving import press, show_window, type_text, words
from tests.ui.support.page import settle


@dataclass(frozen=True)
class Row:
    id: int
    who: str
    reference: str


PEOPLE = [Row(1, "Amina Khan", "T004471"), Row(2, "Marek Nowak", "T004472")]


class ListPage(Page):
    """Everybody: about nobody in particular, so it says nothing for privacy mode."""

    title = "Arrears list"
    keys = (Key("Ctrl+D", "write to all", "write"),)

    def build(self) -> None:
        self.acts: list[str] = []
        for row in PEOPLE:
            self.body.addWidget(button(row.who))
        self.body.addStretch(1)

    def reload(self) -> None:
        """What it shows is there."""

    def write(self) -> None:
        self.acts.append("write")


class FilePage(Page):
    """A file, which knows whom it is about once it is read."""

    title = "File"
    keys = (Key("Ctrl+D", "note", "note"),)

    def build(self) -> None:
        self.row: Row | None = None
        self.staff = label("Careful: shouts at visitors")
        self.body.addWidget(self.staff)
        self.body.addWidget(button("Charges"))
        self.body.addStretch(1)

    def open(self, **facts: Any) -> None:
        self.row = None
        self._id = facts["tenancy_id"]
        self.mark_stale()

    def reload(self) -> None:
        self.ask(lambda: PEOPLE[self._id - 1], self._show)

    def _show(self, row: Row) -> None:
        self.row = row
        self.set_title(row.who)

    def household(self) -> Household | None:
        return Household(self.row.who, frozenset({self.row.id}), frozenset({("tenancy", self.row.id)})) if self.row else None

    def show_private(self) -> None:
        self.staff.setVisible(not self.desk.privacy.on)

    def note(self) -> None:
        self.desk.notices.ask(Question(f"Write to {PEOPLE[1].who}?", "", [Choice("go", "Write it")]), lambda _: None)


class InterviewPage(FilePage):
    """A screen that is used with the tenant at the desk."""

    title = "Sign-up"

    def _show(self, row: Row) -> None:
        self.set_title(row.who)
        self.private(Household(row.who, records=frozenset({("tenancy", row.id)})))

    def household(self) -> Household | None:
        return Page.household(self)


def thirty(_today: date | None = None, *, today: date | None = None) -> int:
    return 30


def found(text: str) -> list[Hit]:
    hits = [Hit("People", row.who, f"14 Dale Road · {row.reference} · since 2021", Go("file", {"tenancy_id": row.id}))
            for row in PEOPLE]
    return [hit for hit in hits if text.lower() in f"{hit.title} {hit.detail}".lower()]


PLACES = (Place("list", "Arrears list", "arrears", ListPage, "Ctrl+1", count=thirty),
          Place("file", "File", "people", FilePage, rail=False, under="list"),
          Place("interview", "Sign-up", "people", InterviewPage, rail=False, under="list"))


def no_door(name: str, password: str, answer: Any) -> None:
    answer(None if password == "right" else "That name and password do not go together")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES, association="Dale Vale Homes", find=found,
                      try_door=no_door)
    show_window(qtbot, made)
    yield made
    made.close()


def at_the_desk(window: MainWindow) -> FilePage:
    """Amina Khan's file is open and privacy mode on."""
    window.go_to("file", tenancy_id=1)
    settle(window)
    press(window, "F9")
    page = window.page("file")
    assert isinstance(page, FilePage)
    return page


def bars(window: MainWindow) -> list[MessageBar]:
    return [bar for bar in window.findChildren(MessageBar) if bar.isVisible()]


def locks(window: MainWindow) -> list[str]:
    return [made.accessibleName() for made in window.findChildren(LockScreen) if made.isVisible()]


def test_a_screen_about_nobody_is_a_plain_page_and_its_keys_do_nothing(window: MainWindow) -> None:
    page = window.page("list")
    assert isinstance(page, ListPage)
    press(window, "F9")
    assert not page.isVisible() and window.findChild(PlainPage) is not None
    assert "Marek Nowak" not in words(window) and "PRIVATE" in words(window)
    press(window, "Ctrl+D")
    assert page.acts == []
    press(window, "Ctrl+F9")
    assert page.isVisible()
    press(window, "Ctrl+D")
    assert page.acts == ["write"]


def test_the_file_in_front_stays_and_what_is_for_staff_goes(window: MainWindow) -> None:
    window.go_to("file", tenancy_id=1)
    settle(window)
    assert "shouts" in words(window)
    page = at_the_desk(window)
    assert page.isVisible() and "Amina Khan" in words(window) and "shouts" not in words(window)
    press(window, "Ctrl+F9")
    assert "shouts" in words(window)


def test_the_window_says_private_and_nothing_of_anybody(window: MainWindow, qtbot: QtBot) -> None:
    at_the_desk(window)
    assert window.windowTitle() == "HousingDesk"
    assert window.frame.property("frame") == "private"
    assert window.rail.buttons["list"].accessibleName() == "Arrears list"
    press(window, "Ctrl+F9")
    assert window.windowTitle() == "Amina Khan · Dale Vale Homes · HousingDesk"
    qtbot.waitUntil(lambda: "30" in window.rail.buttons["list"].accessibleName())
    assert (window.frame.property("frame"), window.rail.buttons["list"].accessibleName()) == ("", "Arrears list, 30")


def test_another_file_is_hidden_however_one_comes_to_it(window: MainWindow) -> None:
    window.go_to("file", tenancy_id=2)
    page = at_the_desk(window)
    window.go_to("file", tenancy_id=2)
    settle(window)
    assert not page.isVisible() and "Amina Khan" in words(window) and "Marek" not in words(window)
    press(window, "Esc")
    assert page.isVisible() and "Amina Khan" in words(window)
    press(window, "Ctrl+Tab")
    panel: Any = window.cover()
    assert [hit.title for hit in panel.hits.hits if hit.group == "Recent"] == ["Amina Khan"]
    press(window, "Esc")


def test_find_knows_the_household_and_whole_references_only(window: MainWindow) -> None:
    at_the_desk(window)
    shown = {}
    for typed in ("a", "Nowak", "14 Dale Road", "T00447", "t004472"):
        press(window, "Ctrl+K")
        type_text(window, typed)
        panel: Any = window.cover()
        shown[typed] = [hit.title for hit in panel.hits.hits if hit.group == "People"]
        press(window, "Esc")
    assert shown == {"a": ["Amina Khan"], "Nowak": [], "14 Dale Road": ["Amina Khan"], "T00447": ["Amina Khan"],
                     "t004472": ["Marek Nowak"]}


def test_who_is_asked_for_by_a_whole_reference_is_at_the_desk_instead(window: MainWindow) -> None:
    page = at_the_desk(window)
    told: list[Ended] = []
    window.interview.ended.connect(told.append)
    press(window, "Ctrl+K")
    type_text(window, "T004472")
    press(window, "Enter")
    assert page.isVisible() and "Marek Nowak" in words(window)
    assert [ended.household.name for ended in told] == ["Amina Khan"], "her interview is over"
    window.go_to("file", tenancy_id=1)
    settle(window)
    assert not page.isVisible()


def test_the_field_that_finds_people_takes_a_whole_name_only(qtbot: QtBot, window: MainWindow) -> None:
    def people_like(text: str) -> list[tuple[int, str, str]]:
        return [(row.id, row.who, row.reference) for row in PEOPLE if text.lower() in row.who.lower()]
    field = Finder(Search(window.desk, people_like), name="Who joins")
    qtbot.addWidget(field)
    field.text.setText("Nowak")
    assert field.model.count() == 1
    press(window, "F9")
    field.text.setText("Nowa")
    assert field.model.count() == 0
    field.text.setText("marek nowak")
    assert field.model.count() == 1


def test_what_was_said_and_is_said_names_nobody(window: MainWindow) -> None:
    def rename(_progress: object, **_facts: object) -> Done:
        return Done(sentence="Marek Nowak is renamed")
    window.desk.do(rename)
    window.notices.message("Marek Nowak has moved on")
    at_the_desk(window)
    assert "Marek" not in words(window) and window.bottom.last.toolTip() == "Done"
    window.desk.do(rename)
    settle(window)
    toast = next(frame for frame in window.findChildren(QFrame) if frame.property("kind") == "toast" and frame.isVisible())
    assert "Done" in words(toast) and "Marek" not in words(window)
    press(window, "Ctrl+F9")
    assert window.bottom.last.toolTip() == "Marek Nowak is renamed", "afterwards it is said"


def test_what_was_done_is_said_without_whom_it_was_done_for(window: MainWindow) -> None:
    def accept_offer(_progress: object, **_facts: object) -> Done:
        return Done(sentence="Marek Nowak takes 14 Dale Road")
    at_the_desk(window)
    window.desk.do(accept_offer)
    settle(window)
    assert "Offer accepted" in words(window) and "Marek" not in words(window) and "Dale Road" not in words(window)
    assert window.bottom.last.toolTip() == "Offer accepted"
    window.desk.undo()
    settle(window)
    assert "Nothing to undo" in words(window)


def test_no_act_is_called_by_a_name() -> None:
    assert [nameless(act) for act in (sign_paper, finish_sign_up, set_state, put_back)] == [
        "Paper signed", "Sign-up finished", "Standing changed", "Done"]


def test_every_act_with_words_of_its_own_is_one_there_is() -> None:
    code = "".join(file.read_text("utf-8") for file in Path(housingdesk.__file__).parent.rglob("actions/**/*.py"))
    assert [name for name in SAID if f"def {name}(" not in code] == []


def test_a_message_is_read_on_demand(window: MainWindow) -> None:
    at_the_desk(window)
    window.desk.refused.emit("Marek Nowak lives there already.")
    settle(window)
    [bar] = bars(window)
    assert "Marek" not in words(window) and "Marek" not in bar.words().text()
    next(made for made in bar.findChildren(QPushButton) if made.text() == "Show it").click()
    settle(window)
    assert "Marek Nowak lives there already." in words(window)


def test_a_question_waits_while_the_screen_of_another_is_hidden(window: MainWindow) -> None:
    at_the_desk(window)
    answers: list[str] = []
    window.go_to("list")
    settle(window)
    window.notices.ask(Question("Write to Marek Nowak?", "", [Choice("go", "Write it")]), answers.append)
    assert window.cover() is None and answers == []
    press(window, "Ctrl+F9")
    assert "Marek Nowak" in words(window)
    press(window, "Esc")
    assert answers == ["leave"]


def test_a_question_that_was_open_is_given_up_and_the_clipboard_emptied(window: MainWindow) -> None:
    window.go_to("file", tenancy_id=1)
    settle(window)
    press(window, "Ctrl+D")
    assert window.cover() is not None
    QGuiApplication.clipboard().setText("Marek Nowak")
    press(window, "F9")
    assert window.cover() is None and QGuiApplication.clipboard().text() == ""


def test_a_screen_for_interviews_turns_it_on_and_off_again(window: MainWindow) -> None:
    window.go_to("interview", tenancy_id=1)
    settle(window)
    page = window.page("interview")
    assert window.desk.privacy.on and page.isVisible() and page.household() is not None
    window.go_to("file", tenancy_id=1)
    settle(window)
    assert window.page("file").isVisible(), "the same household"
    window.go_to("interview", tenancy_id=2)
    settle(window)
    assert not page.isVisible(), "another household does not come in by the back door"
    window.back()
    page.end_private()
    assert window.desk.privacy.on, "a page that is not in front ends nothing"
    window.go_to("interview", tenancy_id=1)
    page.end_private()
    assert not window.desk.privacy.on


def test_what_f9_turned_on_no_screen_turns_off(window: MainWindow) -> None:
    at_the_desk(window)
    window.go_to("interview", tenancy_id=1)
    settle(window)
    window.page("interview").end_private()
    assert window.desk.privacy.on


def test_a_screen_plugged_in_turns_it_on_and_says_so_once(window: MainWindow) -> None:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    for _ in range(2):
        app.screenAdded.emit(app.primaryScreen())
        settle(window)
    assert window.desk.privacy.on
    assert [bar.sentence for bar in bars(window)] == ["A screen was plugged in, so privacy mode is on. Ctrl+F9 turns it off"]
    assert "plugged in" in words(window)


def test_it_stays_on_behind_the_lock(window: MainWindow) -> None:
    page = at_the_desk(window)
    press(window, "Ctrl+Shift+L")
    assert locks(window) == ["Locked"]
    type_text(window, "right")
    press(window, "Enter")
    assert locks(window) == [] and window.desk.privacy.on and page.isVisible()
    assert window.windowTitle() == "HousingDesk"


def test_the_idle_watch_starts_again_after_it_locked(window: MainWindow, qtbot: QtBot) -> None:
    window.idle.set_minutes(0.05 / 60)
    with qtbot.waitSignal(window.idle.away):
        pass
    window.idle.touched()
    with qtbot.waitSignal(window.idle.away, timeout=1000):
        pass


@pytest.mark.parametrize("size", [(1366, 768), (960, 516), (640, 420)])
def test_the_plain_page_fits_and_is_walked_with_keys(window: MainWindow, size: tuple[int, int]) -> None:
    at_the_desk(window)
    window.go_to("list")
    window.resize(*size)
    settle(window)
    faults = clipped(window) + unnamed(window) + tab_order_faults(window)
    assert faults == []
    assert isinstance(window.focusWidget(), QPushButton), "the way back has the focus"
    press(window, "Tab", "Enter")
    assert window.cover() is not None
    press(window, "Esc")


@pytest.mark.parametrize(("size", "text_size"), [((1366, 768), 175), ((960, 516), 100), ((960, 516), 175), ((640, 420), 125)])
def test_the_strip_fits_with_all_that_may_stand_in_it(qtbot: QtBot, size: tuple[int, int], text_size: int) -> None:
    window = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES, association="Dale Vale Homes", demo=True)
    show_window(qtbot, window)
    window.strip.set_backup("Backed up 09:02, checked")
    theme.dress(text_size=text_size)
    window.resize(*size)
    for key in ("F9", "Ctrl+F9"):
        settle(window)
        assert clipped(window.strip) == []
        press(window, key)
    assert window.width() == size[0]
    assert window.strip.privacy_button.accessibleName() == "Privacy"
    assert "Backed up 09:02" in window.strip.who.toolTip()
    window.close()


def test_the_keys_stand_in_the_list_of_keys(window: MainWindow) -> None:
    press(window, "F1")
    shown = {made.text() for made in window.findChildren(QLabel) if made.isVisible()}
    assert {"F9", "Ctrl+F9", "Ctrl+T", "Ctrl+Shift+T", "Shift+F9", "Ctrl+Shift+F9"} <= shown
    press(window, "Esc")


def test_what_was_on_screen_is_written_to_the_audit(qtbot: QtBot, sqlite_desk: Desk) -> None:
    desk = QtDesk(sqlite_desk, Inline(), Unheard())
    window = show_window(qtbot, MainWindow(desk, PLACES, association="Dale Vale Homes"))
    running = Running(window, desk, sqlite_desk.store)
    window.go_to("file", tenancy_id=1)
    settle(window)
    press(window, "F9")
    window.go_to("list")
    press(window, "Ctrl+F9")
    with sqlite_desk.store.connected():
        event = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert event.summary == "Privacy mode was on for Amina Khan, less than a minute. On screen: File"
    assert (event.subject, event.action) == ("tenancy:1", "access.log_interview")
    assert running.parent() is window
    window.close()
    desk.close()
