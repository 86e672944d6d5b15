from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.errors import Refused
from housingdesk.ui import main_window
from housingdesk.ui.kit import notices, theme, window_state
from housingdesk.ui.kit.header import Header, tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.interview import Interview
from housingdesk.ui.kit.key_list import KeyList
from housingdesk.ui.kit.keys import GLOBAL, Key, clashes
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.notices import Choice, MessageBar, Question, QuestionPanel, Unheard
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Go, Place
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.kit.search import FindPanel, Hit
from housingdesk.ui.kit.sign_in import Answer
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.main_window import MainWindow
from tests.ui.kit.desks import Back, Done, PlainDesk
from tests.ui.support import KeyCounter, clipped, page_faults, tab_order_faults, unnamed
from tests.ui.support.driving import show_window
from tests.ui.support.page import settle

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Row:
    id: int
    who: str


PEOPLE = [Row(1, "Amina Khan"), Row(2, "Marek Nowak"), Row(3, "Joy Okafor")]


class ListPage(Page):
    """A list, for the shell's tests."""

    title = "Arrears list"
    tables = frozenset({"account"})
    keys = (Key("Enter", "open"), Key("S", "snooze", "snooze"), Key("Ctrl+Enter", "send all", "send_all"))

    def build(self) -> None:
        self.reloads, self.acts = 0, list[str]()
        self.tabs = Tabs("Stages", [Tab("all", "All", 3), Tab("late", "Late", 1)])
        self.send = button("Send all", self.send_all, key="Ctrl+Enter", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, self.send))
        self.model = RowsModel((Column("who", "Who", 200, lambda r: r.who, stretch=1),), name="People in arrears",
                               sentence=lambda r: r.who)
        self.table = Table(self.model, empty="Nobody is behind.")
        self.table.opened.connect(self.open_row)
        self.listen(self.table)
        self.body.addWidget(self.table, 1)
        self.line = QLineEdit()
        self.line.setAccessibleName("Filter")
        self.body.addWidget(self.line)

    def reload(self) -> None:
        self.reloads += 1
        self.model.show(PEOPLE)

    def open_row(self, row_id: int) -> None:
        self.go_to("file", person_id=row_id)

    def snooze(self) -> None:
        self.acts.append("snooze")

    def send_all(self) -> None:
        self.acts.append("send all")


class FilePage(Page):
    """A file of one person."""

    title = "File"
    tables = frozenset({"person"})

    def build(self) -> None:
        self.opened: list[int] = []
        self.body.addWidget(button("&Note"))
        self.body.addStretch(1)

    def open(self, **facts: Any) -> None:
        self.opened.append(facts["person_id"])
        self.set_title(PEOPLE[facts["person_id"] - 1].who)

    def reload(self) -> None:
        self.header.set_subtitle("14 Dale Road")


def five(today: date) -> int:
    return 5


def found(text: str) -> list[Hit]:
    people = [Hit("People", row.who, "14 Dale Road", Go("file", {"person_id": row.id})) for row in PEOPLE]
    return [hit for hit in people if text.lower() in hit.title.lower()]


def boom(desk: QtDesk) -> Page:
    raise AssertionError("this screen was made before anybody went there")


PLACES = (Place("list", "Arrears list", "arrears", ListPage, "Ctrl+1", count=five, count_tables=frozenset({"account"})),
          Place("file", "File", "people", FilePage, rail=False, under="list"),
          Place("never", "Reports", "reports", boom, "Ctrl+2"),
          Place("secret", "Users", "people", boom, "Ctrl+3", needs="forbidden"),
          Place("alone", "Unidentified money", "money-in", boom, rail=False, alone=True),
          Place("settings", "Settings", "settings", boom, foot=True))


def no_door(name: str, password: str, answer: Answer) -> None:
    answer(None if password == "right" else "That name and password do not go together")


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(main_window, "_COUNTS_MS", 0)  # counted at once, not after the first screen
    desk = QtDesk(PlainDesk(), Inline(), Unheard())
    made = show_window(qtbot, MainWindow(desk, PLACES, association="Dale Vale Homes", find=found, try_door=no_door))
    yield made
    assert made.notices.question is None


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle(window)


def the_list(window: MainWindow) -> ListPage:
    page = window.page("list")
    assert isinstance(page, ListPage)
    return page


def test_only_registered_and_permitted_places_are_shown_and_none_is_made_early(window: MainWindow) -> None:
    assert list(window.rail.buttons) == ["list", "never", "settings"]
    assert list(window.pages) == ["list"]
    assert window.rail.buttons["list"].accessibleName() == "Arrears list, 5"


def test_the_first_place_is_open_and_has_the_focus(window: MainWindow) -> None:
    page = the_list(window)
    assert window.current is page
    assert page.table.view.hasFocus()
    assert page.table.current_id() == 1
    assert window.windowTitle() == "Arrears list · Dale Vale Homes · HousingDesk"


def test_a_file_opens_from_the_list_and_back_comes_to_the_same_row(window: MainWindow) -> None:
    page = the_list(window)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert window.current is window.page("file")
    assert window.windowTitle().startswith("Marek Nowak · ")
    assert window.rail.buttons["list"].isChecked()
    press(window, Qt.Key.Key_Left, ALT)
    assert window.current is page
    assert page.table.current_id() == 2
    press(window, Qt.Key.Key_Right, ALT)
    assert window.current is window.page("file")
    file = window.page("file")
    assert isinstance(file, FilePage) and file.opened == [2, 2]


def test_escape_goes_back_when_there_is_nothing_to_close(window: MainWindow) -> None:
    window.go_to("file", person_id=3)
    press(window, Qt.Key.Key_Escape)
    assert window.current is window.page("list")


def test_escape_does_what_a_screen_says_before_it_goes_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go_to("file", person_id=3)
    page = window.page("file")
    monkeypatch.setattr(page, "escape", lambda: True)
    press(window, Qt.Key.Key_Escape)
    assert window.current is page


def test_recent_files_are_one_key_away(window: MainWindow) -> None:
    window.go_to("file", person_id=3)
    window.go_to("file", person_id=1)
    window.go_to("list")
    press(window, Qt.Key.Key_Tab, CONTROL)
    panel = window.cover()
    assert isinstance(panel, FindPanel)
    assert [hit.title for hit in panel.hits.hits[:2]] == ["Amina Khan", "Joy Okafor"]
    press(window, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Amina Khan")


def test_find_opens_what_was_typed(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CONTROL)
    panel = window.cover()
    assert isinstance(panel, FindPanel)
    QTest.keyClicks(panel.line, "okaf")
    assert [hit.title for hit in panel.hits.hits] == ["Joy Okafor"]
    press(window, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Joy Okafor")
    assert window.cover() is None


def test_find_gives_the_focus_back_exactly(window: MainWindow) -> None:
    the_list(window).line.setFocus()
    window.open_find()
    press(window, Qt.Key.Key_Escape)
    assert the_list(window).line.hasFocus()


def test_a_slash_finds_outside_a_text_box_only(window: MainWindow) -> None:
    page = the_list(window)
    page.line.setFocus()
    QTest.keyClicks(page.line, "1/2")
    assert (page.line.text(), window.cover()) == ("1/2", None)
    page.table.view.setFocus()
    press(window, Qt.Key.Key_Slash)
    assert isinstance(window.cover(), FindPanel)
    window.escape()


def test_commands_of_the_screen_are_found_with_their_keys(window: MainWindow) -> None:
    window.open_find()
    panel = window.cover()
    assert isinstance(panel, FindPanel)
    QTest.keyClicks(panel.line, "> send")
    assert [(hit.title, hit.key) for hit in panel.hits.hits] == [("Send all", "Ctrl+Enter")]
    press(window, Qt.Key.Key_Return)
    assert the_list(window).acts == ["send all"]


def test_a_screen_that_opens_by_itself_is_found_though_it_is_not_on_the_rail(window: MainWindow) -> None:
    offered = [hit.title for hit in window._commands()]
    assert "Go to Unidentified money" in offered and "Go to File" not in offered


def test_single_letters_act_in_the_list_and_not_in_a_field(window: MainWindow) -> None:
    page = the_list(window)
    press(window, Qt.Key.Key_S)
    assert page.acts == ["snooze"]
    page.line.setFocus()
    QTest.keyClicks(page.line, "s")
    assert (page.acts, page.line.text()) == (["snooze"], "s")


def test_enter_presses_a_button_and_ctrl_enter_does_not(window: MainWindow) -> None:
    window.go_to("file", person_id=1)
    page = window.current
    assert page is not None
    [note] = page.findChildren(QPushButton)
    pressed: list[bool] = []
    note.clicked.connect(lambda *_: pressed.append(True))
    note.setFocus()
    press(window, Qt.Key.Key_Return, CONTROL)
    assert pressed == []
    press(window, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_the_bottom_line_leaves_out_the_letters_while_somebody_types(window: MainWindow) -> None:
    shown = [key.label for key in window.bottom.keys.shown()]
    the_list(window).line.setFocus()
    settle(window)
    assert "S" in shown and [key.label for key in window.bottom.keys.shown()] == [label for label in shown if label != "S"]
    assert "S snooze" not in window.bottom.keys.accessibleName()
    the_list(window).table.setFocus()
    settle(window)
    assert [key.label for key in window.bottom.keys.shown()] == shown


def test_ctrl_enter_acts_anywhere_on_the_page(window: MainWindow) -> None:
    page = the_list(window)
    press(window, Qt.Key.Key_Return, CONTROL)
    page.line.setFocus()
    press(window, Qt.Key.Key_Return, CONTROL)
    assert page.acts == ["send all", "send all"]


def test_numbers_go_to_places(window: MainWindow) -> None:
    window.go_to("file", person_id=1)
    press(window, Qt.Key.Key_1, CONTROL)
    assert window.current is the_list(window)


def test_a_page_reads_again_when_its_table_changed_and_only_then(window: MainWindow) -> None:
    page = the_list(window)
    before = page.reloads
    window.desk.do(lambda progress: Done(changed=frozenset({"person"})))
    assert page.reloads == before
    window.desk.do(lambda progress: Done(changed=frozenset({"account"})))
    assert page.reloads == before + 1
    window.go_to("file", person_id=1)
    window.desk.do(lambda progress: Done(changed=frozenset({"account"})))
    assert page.reloads == before + 1
    window.go_to("list")
    assert page.reloads == before + 2


def test_badges_are_counted_again_when_their_table_changed(qtbot: QtBot) -> None:
    counted: list[date] = []

    def count(today: date) -> int:
        counted.append(today)
        return len(counted)

    desk = QtDesk(PlainDesk(), Inline(), Unheard())
    places = (Place("list", "Arrears", "arrears", ListPage, count=count, count_tables=frozenset({"account"})),)
    window = MainWindow(desk, places, association="Dale Vale Homes")
    qtbot.addWidget(window)
    window.start()
    qtbot.waitUntil(lambda: window.rail.buttons["list"].count == 1)
    desk.do(lambda progress: Done(changed=frozenset({"person"})))
    desk.do(lambda progress: Done(changed=frozenset({"account"})))
    assert window.rail.buttons["list"].count == 2


def rename(progress: Any, *, to: str, was: str) -> Done:
    return Done(to, frozenset({"person"}), f"Now called {to}", Back(rename, "call it back", {"to": was, "was": to}))


def offered(window: MainWindow) -> list[str]:
    """The buttons of the toast in sight."""
    settle(window)
    return [one.accessibleName() for one in window.notices.foot.findChildren(QPushButton) if one.isVisible()]


def test_an_act_is_told_with_undo_and_ctrl_z_takes_it_back(window: MainWindow) -> None:
    window.desk.do(rename, None, None, to="new", was="old")
    assert window.bottom.last.text() == "Now called new"
    assert offered(window) == ["Undo", "Close"]
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.bottom.last.text() == "Undone: Now called old"
    assert offered(window) == ["Close"], "what is undone cannot be undone by the toast that told of it"
    press(window, Qt.Key.Key_Y, CONTROL)
    assert window.bottom.last.text() == "Done again: Now called new"


@pytest.mark.parametrize("seconds", [10, 30])
def test_what_leaves_the_building_can_be_taken_back_for_half_a_minute(window: MainWindow, seconds: int) -> None:
    back = Back(rename, "call it back", {"to": "old", "was": "new"}, seconds)
    window.desk.do(lambda progress: Done(sentence="3 letters posted", take_back=back))
    assert offered(window) == ["Undo", "Close"]
    [timer] = [timer for timer in window.notices.foot.findChildren(QTimer) if timer.isActive()]
    assert timer.interval() == seconds * 1000


def test_a_toast_stays_behind_when_one_goes_elsewhere_and_the_foot_still_offers_undo(window: MainWindow) -> None:
    window.desk.do(rename, None, None, to="new", was="old")
    assert offered(window) == ["Undo", "Close"]
    window.go_to("file", person_id=1)
    assert offered(window) == [] and window.bottom.last.text() == "Now called new"
    assert [one for one in window.bottom.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == "Undo"]
    window.desk.do(rename, lambda outcome: window.go_to("list"), None, to="newer", was="new")
    assert offered(window) == ["Undo", "Close"], "what is done by going there is told there"


def test_a_long_sentence_is_elided_at_the_foot_and_whole_to_a_screen_reader(window: MainWindow) -> None:
    long = "Maximiliana Featherstonehaugh-Cholmondeley Wolfeschlegelsteinhausenbergerdorff-Bergerdorff added"
    window.bottom.say(long, False)
    settle(window)
    assert window.bottom.last.text().endswith("…") and window.bottom.last.accessibleName() == long
    assert clipped(window.bottom) == []


def test_a_refusal_stays_until_it_is_put_away(window: MainWindow) -> None:
    def refuse(progress: Any) -> Done:
        raise Refused("This tenancy already ended on 30 Nov")

    window.desk.do(refuse)
    window.desk.do(refuse)
    bars = [bar for bar in window.findChildren(MessageBar) if bar.isVisible()]
    assert [bar.sentence for bar in bars] == ["This tenancy already ended on 30 Nov"]
    press(window, Qt.Key.Key_Escape)
    assert window.findChildren(MessageBar) == []


def test_a_message_goes_with_its_page_once_it_can_have_been_read(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_sight() -> list[str]:
        return [bar.sentence for bar in window.findChildren(MessageBar) if not bar.away]

    window.notices.message("One of these lines has no account yet")
    window.notices.message("No backup was made", stays=True)
    window.go_to("file", person_id=1)
    assert in_sight() == ["One of these lines has no account yet", "No backup was made"], "it was said a moment ago"
    monkeypatch.setattr(notices, "READ_MS", 0)
    window.go_to("list")
    assert in_sight() == ["No backup was made"]
    press(window, Qt.Key.Key_Escape)
    assert in_sight() == []


def test_a_question_starts_on_the_safe_answer(window: MainWindow) -> None:
    answers: list[str] = []
    question = Question("Post 241 lines?", "241 receipts, £29,118.40.", [Choice("post", "Post 241", primary=True)])
    window.notices.ask(question, answers.append)
    panel = window.cover()
    assert isinstance(panel, QuestionPanel) and panel.buttons["leave"].hasFocus()
    press(window, Qt.Key.Key_Return)
    assert answers == ["leave"]
    window.notices.ask(question, answers.append)
    press(window, Qt.Key.Key_Backtab)
    press(window, Qt.Key.Key_Return)
    assert answers == ["leave", "post"]
    window.notices.ask(question, answers.append)
    press(window, Qt.Key.Key_Escape)
    assert answers == ["leave", "post", "leave"]


def test_a_question_can_be_answered_with_the_letter_beside_its_words(window: MainWindow) -> None:
    answers: list[str] = []
    window.notices.ask(Question("1 of 54 is held", "", [Choice("keep", "Keep it back", shortcut="K")]), answers.append)
    press(window, Qt.Key.Key_J)
    assert answers == []
    press(window, Qt.Key.Key_K)
    assert answers == ["keep"]


def test_a_second_question_answers_the_first_safely(window: MainWindow) -> None:
    answers: list[str] = []
    for name in ("one", "two"):
        window.notices.ask(Question(name, "", [Choice("go", "Go on")]), answers.append)
        assert len(answers) == (0 if name == "one" else 1)
    window.escape()
    assert answers == ["leave", "leave"]


def test_nothing_acts_behind_a_panel(window: MainWindow) -> None:
    window.show_keys()
    assert isinstance(window.cover(), KeyList)
    press(window, Qt.Key.Key_1, CONTROL)
    press(window, Qt.Key.Key_Return, CONTROL)
    assert the_list(window).acts == []
    press(window, Qt.Key.Key_Escape)
    assert window.cover() is None


def test_tab_stays_inside_a_panel(window: MainWindow) -> None:
    window.show_keys()
    for _ in range(4):
        press(window, Qt.Key.Key_Tab)
        cover = window.cover()
        focused = QApplication.focusWidget()
        assert cover is not None and focused is not None and cover.isAncestorOf(focused)
    window.escape()


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    page = the_list(window)
    press(window, Qt.Key.Key_F6)
    assert window.rail.buttons["list"].hasFocus()
    press(window, Qt.Key.Key_F6)
    assert page.table.view.hasFocus()
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.rail.buttons["list"].hasFocus()


def test_tab_goes_round_the_whole_window_and_back(window: MainWindow) -> None:
    the_list(window).table.setFocus()
    there = [QApplication.focusWidget()]
    for _ in range(30):
        press(window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is there[0]:
            break
        there.append(QApplication.focusWidget())
    assert any(window.rail.isAncestorOf(widget) for widget in there if widget is not None), "the rail is never reached"
    assert window.strip.find_button in there
    press(window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is there[-1]


def test_the_rail_is_one_tab_stop_with_arrows_inside(window: MainWindow) -> None:
    stops = [b for b in window.rail.buttons.values() if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [b.place.key for b in stops] == ["list"]
    window.rail.enter()
    press(window, Qt.Key.Key_Down)
    assert window.rail.buttons["never"].hasFocus()
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Up)
    assert window.rail.buttons["settings"].hasFocus()


def test_a_narrow_window_shows_icons_with_names(window: MainWindow) -> None:
    window.resize(960, 516)
    settle(window)
    made = window.rail.buttons["list"]
    assert made.narrow and window.rail.width() == 56
    assert (made.accessibleName(), made.toolTip()) == ("Arrears list, 5", "Arrears list, 5  Ctrl+1")
    window.resize(1366, 768)
    settle(window)
    assert not made.narrow


def lock(window: MainWindow) -> Callable[[str], None]:
    window.lock()
    panel = window.lock_screen
    assert panel is not None

    def try_it(password: str) -> None:
        editor = panel.findChild(QLineEdit)
        assert editor is not None
        editor.setText(password)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        settle(window)
    return try_it


def is_locked(window: MainWindow) -> bool:
    assert window.frame.isEnabled() == (window.lock_screen is None)
    return window.lock_screen is not None


def test_the_lock_hides_everything_until_the_password_fits(window: MainWindow) -> None:
    try_it = lock(window)
    assert window.windowTitle() == "HousingDesk"
    assert not window.frame.isEnabled()
    press(window, Qt.Key.Key_1, CONTROL)
    press(window, Qt.Key.Key_K, CONTROL)
    assert window.cover() is None
    try_it("wrong")
    assert is_locked(window)
    try_it("right")
    assert not is_locked(window)
    assert the_list(window).table.view.hasFocus()
    assert window.windowTitle().startswith("Arrears list")


def test_behind_the_lock_nothing_is_said_and_questions_wait(window: MainWindow) -> None:
    answers: list[str] = []
    try_it = lock(window)
    window.desk.do(rename, None, None, to="Amina Khan", was="old")
    window.notices.ask(Question("Post 241 lines?", "", [Choice("post", "Post 241")]), answers.append)
    assert window.cover() is None
    assert [frame for frame in window.findChildren(QFrame) if frame.property("kind") == "toast"] == []
    try_it("right")
    assert isinstance(window.cover(), QuestionPanel)
    window.escape()
    assert answers == ["leave"]


def test_an_idle_window_locks_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.idle.set_minutes(0.0005)
    qtbot.waitUntil(lambda: window.lock_screen is not None)
    panel = window.lock_screen
    assert panel is not None and panel.geometry() == window.rect()
    editor = panel.findChild(QLineEdit)
    assert editor is not None
    editor.setText("right")
    window.idle.set_minutes(0)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(window)
    assert window.lock_screen is None


def test_a_window_without_a_door_does_not_lock(qtbot: QtBot) -> None:
    window = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES[:2], association="Demo", demo=True)
    qtbot.addWidget(window)
    window.lock()
    assert window.lock_screen is None


def test_the_made_up_association_is_marked_in_words_and_colour(qtbot: QtBot) -> None:
    window = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES[:2], association="Dale Vale Homes", demo=True)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    settle(window)
    words = [label.text() for label in window.findChildren(QWidget) if label.property("role") == "demo"]  # type: ignore[attr-defined]
    assert words == ["DEMO"]
    assert window.grab().toImage().pixelColor(1, 400).name() == theme.colour("demo").name()


@pytest.mark.parametrize(("width", "height", "text_size"), [(1366, 728, 100), (960, 516, 100), (1536, 832, 100),
                                                            (1366, 728, 175)])
def test_the_shell_reads_fits_and_is_walked_in_order(window: MainWindow, width: int, height: int,
                                                     text_size: int) -> None:
    theme.dress(text_size=text_size)
    window.strip.set_backup("Backup failed at 09:02", Status.LATE)
    window.resize(width, height)
    settle(window)
    assert (window.width(), window.height()) == (width, height)
    assert unnamed(window) == []
    assert clipped(window.strip) + clipped(window.bottom) + clipped(window.stack) == []
    assert tab_order_faults(window.stack) == []


def test_a_page_of_the_kit_has_no_faults(qtbot: QtBot) -> None:
    assert page_faults(qtbot, ListPage(QtDesk(PlainDesk(), Inline(), Unheard()))) == []


def test_size_and_place_are_remembered(qtbot: QtBot, tmp_path: Any) -> None:
    window_state.use(tmp_path / "windows.ini")
    for first in (True, False):
        window = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES[:2], association="Dale Vale Homes")
        qtbot.addWidget(window)
        if first:
            window.resize(700, 500)
        window.show()
        settle(window)
        size = window.size()
        window.close()
    assert (size.width(), size.height()) == (700, 500)
    window_state.use(None)


def test_the_keys_of_the_shell_are_there_once_and_each_does_something() -> None:
    names = [key.keys for key in GLOBAL]
    assert len(names) == len(set(names))
    owners = {"": MainWindow, "interview": Interview}
    for owner, _, act in (key.act.rpartition(".") for key in GLOBAL if key.act != "place"):
        assert hasattr(owners[owner], act), act


def test_every_registered_screen_keeps_the_rules_of_keys() -> None:
    assert clashes(ListPage.keys) == []
    wrong = (Key("S", "one", "a"), Key("s", "two", "b"), Key("Ctrl+K", "mine", "c"), Key("J", "jump", "d"))
    assert clashes(wrong) == ["s is there twice", "Ctrl+K is the same everywhere: mine cannot have it",
                              "J moves in every list"]


def test_text_size_and_colours_are_chosen_and_remembered(window: MainWindow, tmp_path: Any) -> None:
    window_state.use(tmp_path / "windows.ini")
    height = window.strip.height()
    for chosen, data in ((window.strip._size, "150"), (window.strip._look, "dark")):
        action = QAction(window)
        action.setData(data)
        chosen(action)
    settle(window)
    assert (window_state.number("text_size", 0), window_state.text("look")) == (150, "dark")
    assert theme.current().dark and window.strip.height() == round(height * 1.5)
    theme.choose_look("light")
    theme.dress(text_size=100)
    settle(window)
    assert window.strip.height() == height
    window_state.use(None)


def test_a_head_folds_before_its_title_is_squeezed(qtbot: QtBot) -> None:
    head = Header("Amina Khan and Marek Nowak")
    qtbot.addWidget(head)
    head.set_actions(button("Letter", key="Ctrl+L"), button("Note", key="Ctrl+M"), button("Take a payment", kind="primary"))
    head.resize(900, 60)
    head.show()
    settle(head)
    wide = head.sizeHint().height()
    head.resize(420, 120)
    settle(head)
    assert head.sizeHint().height() > wide + 20
    assert clipped(head) == []


def test_a_key_that_is_not_valid_now_does_nothing_anywhere(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = the_list(window)
    monkeypatch.setattr(page, "is_valid", lambda act: act != "send_all")
    press(window, Qt.Key.Key_Return, CONTROL)
    press(window, Qt.Key.Key_S)
    assert page.acts == ["snooze"]
    assert [key.word for key, _ in page.commands()] == ["snooze"]
    assert [key.word for key in page.valid_keys()] == ["open", "snooze"]


def test_keys_of_a_task_are_counted_apart_from_its_letters(window: MainWindow) -> None:
    with KeyCounter() as counted:
        press(window, Qt.Key.Key_K, CONTROL)
        panel = window.cover()
        assert isinstance(panel, FindPanel)
        QTest.keyClicks(panel.line, "okaf")
        press(window, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Joy Okafor")
    assert (counted.keys, counted.letters) == (2, 4)
    with KeyCounter() as counted:
        QTest.mouseClick(window.rail.buttons["list"], Qt.MouseButton.LeftButton)
        press(window, Qt.Key.Key_S)
    assert (counted.keys, counted.letters) == (2, 0)


def test_a_screen_that_cannot_be_made_leaves_the_person_where_they_are(window: MainWindow) -> None:
    window.go_to("file", person_id=1)
    with pytest.raises(AssertionError, match="made before anybody went there"):
        window.go_to("never")
    assert window.current is window.page("file")
    window.back()
    assert window.current is window.page("list")


def test_a_place_that_is_not_open_to_the_role_is_said(window: MainWindow) -> None:
    window.go_to("secret")
    bars = [bar.sentence for bar in window.findChildren(MessageBar) if bar.isVisible()]
    assert bars == ["That screen is not open to your role"]
    assert window.current is the_list(window)
