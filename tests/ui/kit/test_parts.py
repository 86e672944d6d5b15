"""The smaller parts: find, chart, chips, tabs, history, notices' recorder, what a machine remembers, watchdog, crash."""

import sys
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.bottom_line import BottomLine
from housingdesk.ui.kit.cards import Bullets, Card, DetailPane, Facts, Scroll, columns
from housingdesk.ui.kit.chart import BalanceChart, Point, steps
from housingdesk.ui.kit.chips import Chips, FilterChips
from housingdesk.ui.kit.crash import CrashHook
from housingdesk.ui.kit.crash_window import report
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key, Where, clashes
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.navigator import Navigator
from housingdesk.ui.kit.notices import Choice, Question, Unheard
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Inline, QtDesk, Threads
from housingdesk.ui.kit.search import Hit, fragments, matching_commands
from housingdesk.ui.kit.sparkline import Sparkline
from housingdesk.ui.kit.tab_order import fix, reading_order
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.kit.watchdog import Watchdog
from tests.ui.kit.desks import Done, PlainDesk
from tests.ui.support import Recorder, clipped, tab_order_faults, unnamed
from tests.ui.support.page import settle
from tests.ui.support.walk import access_key_clashes


def bold(text: str, typed: str) -> str:
    return "".join(f"[{part}]" if fits else part for part, fits in fragments(text, typed))


@pytest.mark.parametrize(("text", "typed", "shown"), [
    ("Amina Khan", "kh", "Amina [Kh]an"), ("Łukasz Wójcik", "lukasz woj", "[Łukasz] [Wój]cik"),
    ("01632 960 118", "960118", "01632 [960 118]"), ("ZZ9 9ZZ", "zz99", "[ZZ9 9]ZZ"), ("Khan", "nowak", "Khan"),
    ("Straße", "strasse", "[Straße]"), ("", "a", ""), ("Amina Khan", "", "Amina Khan")])
def test_the_fragment_that_fits_is_bold(text: str, typed: str, shown: str) -> None:
    assert bold(text, typed) == shown


def test_commands_that_begin_with_what_is_typed_come_first() -> None:
    commands = [Hit("Commands", "Go to Rent"), Hit("Commands", "Rent increase"), Hit("Commands", "Lock the screen")]
    assert [hit.title for hit in matching_commands(commands, "rent")] == ["Rent increase", "Go to Rent"]


DAYS = [date(2026, 6, 1) + timedelta(days=7 * week) for week in range(10)]
POINTS = [Point(day, 10_000 * (number - 2), "Rent week", payment=number == 4) for number, day in enumerate(DAYS)]


@pytest.fixture
def chart(qtbot: QtBot) -> BalanceChart:
    made = BalanceChart("Balance over ten weeks")
    qtbot.addWidget(made)
    made.resize(600, 180)
    made.show_points(POINTS, agreement=[(DAYS[5], 50_000), (DAYS[9], 10_000)])
    with qtbot.waitActive(made):
        made.show()
    return made


def test_a_chart_reads_point_by_point_with_the_arrow_keys(chart: BalanceChart) -> None:
    read: list[Any] = []
    chart.read.connect(read.append)
    chart.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
    assert [POINTS.index(point) for point in read] == [9, 8, 0, 1, 9]
    assert read[0].sentence() == "Mon 3 Aug 2026: £700.00 owed. Rent week"
    assert read[2].sentence() == "Mon 1 Jun 2026: £200.00 in credit. Rent week"


def test_a_chart_says_its_points_aloud(chart: BalanceChart, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("housingdesk.ui.kit.chart.announce", lambda widget, sentence, at_once: said.append(sentence))
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert said == ["Mon 3 Aug 2026: £700.00 owed. Rent week"]


def test_a_chart_reads_what_is_under_the_mouse(chart: BalanceChart) -> None:
    QTest.mouseMove(chart, QPoint(chart.width() - 12, 60))
    assert chart.current() == POINTS[-1]


def test_a_chart_describes_itself_and_draws_without_points(qtbot: QtBot, chart: BalanceChart) -> None:
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Balance over ten weeks"
    assert interface.text(QAccessible.Text.Description).startswith("10 points. Last: Mon 3 Aug 2026: £700.00 owed")
    chart.show_points([])
    chart.repaint()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current() is None
    assert chart.accessibleDescription() == "No entries yet"


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 65_500), (-20_000, 0), (-1, 1), (0, 123_456_789), (5, 7)])
def test_the_lines_of_a_chart_are_round_and_hold_nought_and_the_range(low: int, high: int) -> None:
    lines = steps(low, high)
    assert 0 in lines and lines == sorted(lines) and 2 <= len(lines) <= 12
    assert lines[0] <= low and lines[-1] >= high
    gaps = {b - a for a, b in pairwise(lines)}
    assert len(gaps) == 1
    assert str(gaps.pop())[0] in "125"


def test_a_sparkline_carries_its_sentence(qtbot: QtBot) -> None:
    line = Sparkline()
    qtbot.addWidget(line)
    line.show_values([3, 2, 4, 1], "Arrears fell in 2 of 3 weeks")
    line.show()
    assert line.accessibleName() == "Arrears fell in 2 of 3 weeks"
    assert line.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_filter_chips_stay_as_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    window_state.use(tmp_path / "windows.ini")
    options = [("beech", "Beech House"), ("dale", "Dale Road")]
    first = FilterChips(options, name="Scheme", remember="arrears/scheme")
    qtbot.addWidget(first)
    heard: list[Any] = []
    first.changed.connect(heard.append)
    QTest.mouseClick(first.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert heard == [["dale"]]
    window_state.use(tmp_path / "windows.ini")
    second = FilterChips(options, name="Scheme", remember="arrears/scheme")
    qtbot.addWidget(second)
    assert second.on() == ["dale"]
    assert second.clear() and not second.clear()
    window_state.use(None)


def test_one_of_a_kind_of_filter(qtbot: QtBot) -> None:
    chips = FilterChips([("a", "A"), ("b", "B")], name="One", one=True)
    qtbot.addWidget(chips)
    for made in chips.findChildren(QPushButton):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert chips.on() == ["b"]


def test_status_chips_wrap_and_keep_their_words(qtbot: QtBot) -> None:
    chips = Chips([(f"A fact worth its words, number {number}", Status.DUE) for number in range(4)])
    qtbot.addWidget(chips)
    chips.resize(560, 400)
    chips.show()
    assert chips.heightForWidth(560) > chips.heightForWidth(2000)
    chips.show_chips([("£482.16 owed", Status.DUE)])
    shown = [made.text() for made in chips.findChildren(QLabel) if made.isVisible()]
    assert shown == ["£482.16 owed"]


def test_tabs_keep_the_current_one_while_their_counts_change(qtbot: QtBot) -> None:
    tabs = Tabs("Tiers", [Tab("certain", "Certain", 241), Tab("likely", "Likely", 38)])
    qtbot.addWidget(tabs)
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.choose("likely")
    tabs.show_tabs([Tab("certain", "Certain", 0), Tab("likely", "Likely", 37), Tab("all", "R&D", 2000)])
    assert (tabs.key(), heard) == ("likely", ["likely"])
    assert [tabs.tabText(place) for place in range(3)] == ["Certain  0", "Likely  37", "R&&D  2,000"]
    tabs.show_tabs([Tab("all", "All")])
    assert tabs.key() == "all"


def test_history_goes_back_and_forward_and_keeps_recent_files(qtbot: QtBot) -> None:
    history = Navigator()
    seen: list[str] = []
    history.moved.connect(lambda visit: seen.append(f"{visit.go.place}{visit.go.facts.get('id', '')}"))
    for go, title in ((Go("list"), "List"), (Go("file", {"id": 1}), "Amina"), (Go("file", {"id": 2}), "Joy")):
        history.go(go)
        history.name(title)
    assert history.back() and history.back() and not history.back()
    history.forward()
    history.go(Go("list"))
    assert not history.forward()
    assert seen == ["list", "file1", "file2", "file1", "list", "file1", "list"]
    assert [visit.title for visit in history.recent()] == ["Joy", "Amina"]


def test_going_where_one_is_adds_no_step(qtbot: QtBot) -> None:
    history = Navigator()
    history.go(Go("list"))
    history.go(Go("list"))
    assert not history.back()


def test_a_key_is_read_as_people_read_it() -> None:
    assert [Key(keys, "").label for keys in ("Ctrl+Return", "Alt+Left", "Up")] == ["Ctrl+Enter", "Alt+←", "↑ ↓"]
    assert [Key(keys, "").where for keys in ("S", "Ctrl+S", "Enter", "1")] == [
        Where.LIST, Where.SCREEN, Where.SCREEN, Where.LIST]
    assert clashes((Key("Alt+Left", "back"),)) == []


def test_what_a_machine_remembers_survives_and_is_nothing_without_a_file(tmp_path: Path) -> None:
    assert (window_state.text("a", "x"), window_state.number("n", 5), window_state.choices("c")) == ("x", 5, [])
    window_state.remember("a", "lost")
    window_state.use(tmp_path / "windows.ini")
    for key, value in (("a", "plain"), ("n", "no number")):
        window_state.remember(key, value)
    window_state.remember("m", 7)
    window_state.remember_choices("c", ["one"])
    window_state.remember_widths("t", {"who": 120})
    window_state.use(tmp_path / "windows.ini")
    assert (window_state.text("a"), window_state.number("n", 5), window_state.number("m", 0)) == ("plain", 5, 7)
    assert (window_state.choices("c"), window_state.widths("t"), window_state.widths("u")) == (["one"], {"who": 120}, {})
    window_state.use(None)


def test_the_watchdog_measures_a_block_and_where_it_was(qtbot: QtBot) -> None:
    watch = Watchdog(look_after_ms=20)
    watch.start()
    qtbot.wait(60)
    watch.reset()
    hold_the_thread(0.15)
    watch.stop()
    assert 120 <= watch.worst_ms < 1000
    assert "hold_the_thread" in watch.where


def hold_the_thread(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        time.sleep(0.001)


@pytest.mark.qt_log_ignore("raise", "propagateSizeHints")
def test_a_crash_is_one_window_with_a_report_to_copy(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    hook = CrashHook("1.0")
    for number in range(2):
        try:
            raise ZeroDivisionError(f"bug {number}")
        except ZeroDivisionError as error:
            hook(ZeroDivisionError, error, error.__traceback__)
    window = hook._window
    assert window is not None
    qtbot.addWidget(window)
    window.copy()
    text = QGuiApplication.clipboard().text()
    assert "bug 0" in text and "bug 1" in text and text.startswith("HousingDesk 1.0, Python ")
    assert "bug 1" in capsys.readouterr().err
    settle(window)
    assert unnamed(window) + clipped(window) == []


def test_a_report_holds_no_values(qtbot: QtBot) -> None:
    try:
        secret = "the tenant's own words"
        len(secret).missing  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError as error:
        text = report("1.0", AttributeError, error, error.__traceback__)
    assert "test_a_report_holds_no_values" in text
    assert "tenant's own words\n" not in text.replace('secret = "the tenant', "")


def test_work_under_way_is_shown_with_cancel(qtbot: QtBot, recorder: Recorder) -> None:
    import threading

    desk = QtDesk(PlainDesk(), Threads(), recorder)
    line = BottomLine(desk)
    qtbot.addWidget(line)
    line.resize(900, 33)
    line.show()
    go = threading.Event()

    def slow(progress: Any) -> Done:
        progress(12, 40, "Printing")
        go.wait(10)
        progress(13, 40, "Printing")
        return Done()

    desk.do(slow)
    qtbot.waitUntil(line.jobs.isVisible, timeout=5000)
    assert line.jobs._words.text() == "Printing 12 of 40"
    QTest.mouseClick(line.jobs._cancel, Qt.MouseButton.LeftButton)
    go.set()
    qtbot.waitUntil(lambda: not line.jobs.isVisible())
    desk.close()


def test_quick_work_is_not_shown(qtbot: QtBot, recorder: Recorder) -> None:
    desk = QtDesk(PlainDesk(), Inline(), recorder)
    line = BottomLine(desk)
    qtbot.addWidget(line)
    line.show()
    desk.do(lambda progress: Done())
    assert not line.jobs.isVisible()
    assert not line.jobs._timer.isActive()


def test_a_pane_and_its_cards_read_and_fit(qtbot: QtBot) -> None:
    pane = DetailPane("About this line")
    pane.inside.add(label("A KHAN RENT 14 DALE", "section", wrap=True))
    pane.inside.add(Facts([("Owed before", "£594.56"), ("Owed after", "£482.16")], strong_last=True))
    pane.inside.add(Bullets(["The surname fits, and only one Khan rents here.", "£112.40 is the weekly rent."]))
    pane.inside.end()
    pane.foot(button("&Post to Amina Khan", key="Enter", kind="primary"), button("&Find", key="F"), button("&Split", key="S"))
    row = columns((Card(label("List")), 1), (pane, 0, 500))
    qtbot.addWidget(row)
    row.resize(800, 420)
    row.show()
    settle(row)
    assert clipped(row) + unnamed(row) + tab_order_faults(row) + access_key_clashes(row) == []
    row.resize(400, 420)
    settle(row)
    assert not pane.isVisible()


def test_names_in_labels_are_never_mark_up(qtbot: QtBot) -> None:
    made = label("<b>Amina</b> & Khan", wrap=True)
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_button_says_its_words_and_not_its_key(qtbot: QtBot) -> None:
    made = button("Post R&&D && &more", key="Ctrl+Enter")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Post R&D & more"
    assert made.accessibleDescription() == "Key Ctrl+Enter"


def test_tab_goes_where_the_eye_goes(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    places = {"d": (300, 200), "b": (300, 12), "a": (10, 10), "c": (10, 200)}
    for name, (x, y) in places.items():
        made = QPushButton(name, page)
        made.setGeometry(x, y, 90, 30)
    page.resize(500, 300)
    page.show()
    assert tab_order_faults(page) != []
    assert [made.text() for made in reading_order(page) if isinstance(made, QPushButton)] == ["a", "b", "c", "d"]
    fix(page)
    assert tab_order_faults(page) == []


def test_reading_order_goes_down_one_column_before_the_next(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    places = {"rail": (0, 0, 90, 400), "find": (100, 0, 90, 30), "who": (300, 0, 90, 30), "list": (100, 50, 180, 300),
              "post": (300, 60, 90, 30), "park": (300, 100, 90, 30), "foot": (100, 360, 90, 30)}
    for name, box in reversed(places.items()):
        QPushButton(name, page).setGeometry(*box)
    page.show()
    assert [made.text() for made in reading_order(page) if isinstance(made, QPushButton)] == list(places)


def test_the_finders_find(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    words = label("Far too long for where it stands", parent=page)
    words.setGeometry(0, 0, 40, 10)
    wrapped = label("Far too long for the height it has got here", wrap=True, parent=page)
    wrapped.setGeometry(0, 30, 60, 14)
    for place, text in enumerate(("&Send", "&Save")):
        QPushButton(text, page).setGeometry(0, 60 + 40 * place, 90, 32)
    nameless = QPushButton(page)
    nameless.setGeometry(480, 200, 90, 32)
    page.resize(500, 300)
    page.show()
    assert len(clipped(page)) == 3
    assert len(unnamed(page)) == 1
    assert len(access_key_clashes(page)) == 1


def test_the_recorder_keeps_what_nobody_took() -> None:
    board = Recorder()
    board.message("The file has no closing balance")
    board.ask(Question("Post?", "241", [Choice("post", "Post 241")]), lambda key: None)
    assert board.left_over() == ["The file has no closing balance", "Post?"]
    assert board.take_message() == "The file has no closing balance"
    assert board.answer("post").title == "Post?"
    assert board.left_over() == []
    board.ask(Question("Post?", "241", [Choice("post", "Post 241")]), lambda key: None)
    with pytest.raises(AssertionError):
        board.answer("other")


def test_before_there_is_a_window_nothing_can_be_said() -> None:
    with pytest.raises(RuntimeError):
        Unheard().message("Nobody hears this")


def test_importing_the_kit_loads_no_reader_of_files() -> None:
    import subprocess

    code = ("import sys, housingdesk.ui.main_window; "
            "print([m for m in ('pypdfium2','reportlab','openpyxl','PySide6.QtPrintSupport','psycopg') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_column_scrolls_only_when_its_least_height_is_not_there(qtbot: QtBot) -> None:
    area = Scroll("A page")
    area.add(label("A sentence that wraps when the window is narrow, as sentences do on this page.", wrap=True))
    tall = QPlainTextEdit()
    tall.setMinimumHeight(80)
    area.add(tall, 1)
    qtbot.addWidget(area)
    area.resize(400, 180)
    area.show()
    settle(area)
    assert tall.sizeHint().height() > 180
    assert not area.verticalScrollBar().isVisible()
    area.resize(400, 90)
    settle(area)
    assert area.verticalScrollBar().isVisible()


def test_no_button_of_a_row_that_wraps_stands_out_of_it(qtbot: QtBot) -> None:
    buttons = [button(words) for words in ("All 54 came out", "Only some came out", "None came out")]
    row = flow_row(*buttons)
    qtbot.addWidget(row)
    row.show()
    whole = row.sizeHint().width()
    for width in range(whole - 3, whole + 3):
        row.resize(width, 120)
        settle(row)
        assert max(one.geometry().right() for one in buttons) < width, f"at {width} of {whole}"
