from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import BLOCK, KEPT_BLOCKS, Align, Column, RowsModel, TableModel, WindowModel
from housingdesk.ui.kit.table_view import Table, clean_text
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class Receipt:
    id: int
    who: str
    how: str
    pence: int


COLUMNS = (
    Column("who", "From the bank", 200, lambda r: r.who, secondary=lambda r: r.how, sort=True, stretch=1),
    Column("state", "State", 100, lambda r: "Late" if r.pence < 0 else "Good",
           status=lambda r: Status.LATE if r.pence < 0 else Status.GOOD, hide_below=300),
    Column("amount", "Amount", 90, lambda r: format_pence(r.pence), align=Align.RIGHT, sort=lambda r: r.pence),
)
ROWS = [Receipt(11, "A KHAN", "Standing order", 11240), Receipt(12, "NOWAK", "Cheque", -9600),
        Receipt(13, "=HYPERLINK()", "Bacs", 5000)]


def receipts(count: int) -> list[Receipt]:
    return [Receipt(number, f"PAYER {number}", "Bacs", number * 100) for number in range(count)]


def rows_model(rows: Sequence[Receipt] = ROWS, *, tickable: bool = False) -> RowsModel:
    model = RowsModel(COLUMNS, name="Receipts", tickable=tickable,
                      sentence=lambda r: f"{r.who} paid {format_pence(r.pence)}")
    model.show(rows)
    return model


class Source:
    """Rows by id that come when the test says so."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.waiting: list[tuple[list[int], Callable[[Sequence[Any]], None]]] = []

    def fetch(self, ids: list[int], give: Callable[[Sequence[Any]], None]) -> None:
        self.asked.append(ids)
        self.waiting.append((ids, give))

    def answer(self) -> None:
        while self.waiting:
            ids, give = self.waiting.pop(0)
            give([Receipt(i, f"PAYER {i}", "Bacs", i) for i in reversed(ids)])


def window_model(count: int) -> tuple[WindowModel, Source]:
    source = Source()
    model = WindowModel(COLUMNS, name="Accounts", fetch=source.fetch, tickable=True)
    model.show(range(1000, 1000 + count))
    return model, source


def test_a_line_that_leaves_does_not_make_the_others_blink() -> None:
    model, source = window_model(30)
    model.cells(0)
    model._ask()
    source.answer()
    assert model.cells(5)[0].text == "PAYER 1005"
    model.show([number for number in range(1000, 1030) if number != 1005])
    assert (model.cells(4)[0].text, model.cells(5)[0].text) == ("PAYER 1004", "PAYER 1006")
    model._ask()
    source.answer()
    assert model.cells(5)[0].text == "PAYER 1006"


def shown(qtbot: QtBot, model: TableModel, width: int = 600, **more: Any) -> Table:
    table = Table(model, empty="All 300 lines dealt with.", **more)
    qtbot.addWidget(table)
    table.resize(width, 400)
    with qtbot.waitActive(table):
        table.show()
    return table


def press(table: Table, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(table.view, key, modifier)


def test_both_models_keep_the_rules_of_qt(qtmodeltester: Any) -> None:
    qtmodeltester.check(rows_model(tickable=True))
    model, source = window_model(BLOCK * 3 + 7)
    qtmodeltester.check(model)
    source.answer()
    qtmodeltester.check(model)


def test_a_row_is_one_sentence_and_its_cells_read_alone() -> None:
    model = rows_model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 0), role) == "A KHAN paid £112.40"
    assert model.data(model.index(1, 2), role) == "−£96.00"


def test_a_row_without_a_sentence_reads_its_cells() -> None:
    model = RowsModel(COLUMNS, name="Receipts")
    model.show(ROWS[:1])
    assert model.sentence(0) == "A KHAN. Standing order, Good, £112.40"


def test_a_screen_reader_hears_the_table_and_its_rows(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model())
    interface = QAccessible.queryAccessibleInterface(table.view)
    assert interface is not None and interface.text(QAccessible.Text.Name) == "Receipts"
    told = [interface.child(place).text(QAccessible.Text.Name) for place in range(interface.childCount())]
    assert "A KHAN paid £112.40" in told
    assert "Amount" in told


def test_sorting_turns_round_and_says_so(qtbot: QtBot) -> None:
    model = rows_model()
    table = shown(qtbot, model)
    table.view.sort_by("amount")
    assert [row.id for row in model.rows()] == [12, 13, 11]
    table.view.sort_by("amount")
    assert [row.id for row in model.rows()] == [11, 13, 12]
    heading = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Amount, sorted last first"
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(3)] == [
        "From the bank", "State", "↓ Amount"]


def test_the_current_row_and_the_ticks_survive_sorting_and_reloading(qtbot: QtBot) -> None:
    model = rows_model(tickable=True)
    table = shown(qtbot, model)
    table.go_to(13)
    model.tick([11, 13], True)
    table.view.sort_by("amount")
    model.show([*reversed(ROWS), Receipt(14, "NEW", "Bacs", 1)])
    assert table.current_id() == 13
    assert set(table.chosen_ids()) == {11, 13}


def test_a_ticked_row_that_left_the_list_is_not_acted_on(qtbot: QtBot) -> None:
    model = rows_model(tickable=True)
    table = shown(qtbot, model)
    model.tick([11, 13], True)
    model.show(ROWS[:1])
    assert table.chosen_ids() == [11]
    model.show(ROWS)
    assert table.chosen_ids() == [11, 13]


def test_a_row_to_come_back_to_is_found_when_the_list_has_come(qtbot: QtBot) -> None:
    model = rows_model([])
    table = shown(qtbot, model)
    table.view.come_back_to(12)
    assert table.current_id() is None
    model.show(ROWS)
    assert table.current_id() == 12


def test_keys_move_tick_open_and_copy(qtbot: QtBot) -> None:
    model = rows_model(tickable=True)
    table = shown(qtbot, model)
    opened: list[int] = []
    letters: list[str] = []
    table.opened.connect(opened.append)
    table.letter.connect(letters.append)
    table.view.setFocus()
    assert table.current_id() == 11
    press(table, Qt.Key.Key_J)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_K)
    assert table.current_id() == 12
    press(table, Qt.Key.Key_Space)
    assert model.ticked() == [12]
    press(table, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_S)
    assert (opened, letters) == ([12], ["S"])
    press(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert model.ticked() == [11, 12, 13]
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "From the bank\tState\tAmount", "A KHAN\tGood\t£112.40", "NOWAK\tLate\t−£96.00", "'=HYPERLINK()\tGood\t£50.00"]


def test_the_row_under_the_bar_is_the_chosen_one_from_the_first_focus_on(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model())
    table.view.setFocus()
    assert [index.row() for index in table.view.selectionModel().selectedRows()] == [0]
    assert table.chosen_ids() == [11]


def test_letters_never_search_inside_the_list(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model())
    table.go_to(11)
    press(table, Qt.Key.Key_N)
    assert table.current_id() == 11


@pytest.mark.parametrize(("text", "clean"), [
    ("two\nlines\tand tab", "two lines and tab"), ("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-9.60", "-9.60"),
    ("+44 1632", "'+44 1632"), ("£1,234.50", "£1,234.50"), ("", "")])
def test_copied_cells_are_one_line_and_never_a_formula(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_an_empty_list_says_why(qtbot: QtBot) -> None:
    model = rows_model([])
    table = shown(qtbot, model)
    qtbot.waitUntil(table.empty.isVisible)
    assert table.view.accessibleDescription() == "All 300 lines dealt with."
    model.show(ROWS)
    assert not table.empty.isVisible()
    assert table.view.accessibleDescription() == ""


def test_totals_stand_under_their_columns_and_are_read(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model())
    table.set_totals({"who": "Total", "amount": "£66.40"})
    assert table.totals.isVisible()
    assert table.totals.accessibleName() == "Totals: From the bank Total, Amount £66.40"
    table.set_totals({})
    assert not table.totals.isVisible()


def test_spare_width_goes_to_the_words_and_figures_keep_theirs(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model(), 700)
    assert table.view.columnWidth(2) == 90
    assert table.view.columnWidth(0) > 400
    table.resize(280, 400)
    QTest.qWait(0)
    assert table.view.isColumnHidden(1)
    assert table.view.columnWidth(2) == 90
    assert table.view.columnWidth(0) < 200


def test_a_width_set_by_hand_is_remembered(qtbot: QtBot, tmp_path: Any) -> None:
    window_state.use(tmp_path / "windows.ini")
    first = shown(qtbot, rows_model(), remember="receipts")
    first.view.horizontalHeader().resizeSection(2, 140)
    second = shown(qtbot, rows_model(), remember="receipts")
    assert second.view.columnWidth(2) == 140
    window_state.use(None)


def test_rows_are_as_high_as_the_look_says(qtbot: QtBot) -> None:
    two_lines = shown(qtbot, rows_model())
    assert two_lines.view.rowHeight(0) == 46
    one_line = RowsModel(COLUMNS[1:], name="Receipts")
    one_line.show(ROWS)
    assert shown(qtbot, one_line).view.rowHeight(0) == 33
    theme.dress(text_size=150)
    assert two_lines.view.rowHeight(0) == 69


def test_a_click_on_the_box_ticks(qtbot: QtBot) -> None:
    model = rows_model(tickable=True)
    table = shown(qtbot, model)
    box = table.view.visualRect(model.index(1, 0))
    at = QPoint(box.left() + theme.px(15), box.center().y())
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert model.ticked() == [12]


def test_a_window_asks_only_for_what_is_on_screen(qtbot: QtBot) -> None:
    model, source = window_model(100_000)
    table = shown(qtbot, model)
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.asked == [list(range(1000, 1000 + BLOCK))]
    assert model.data(model.index(0, 0)) == ""
    source.answer()
    assert model.data(model.index(3, 0)) == "PAYER 1003"
    table.view.scrollToBottom()
    table.view.viewport().repaint()
    qtbot.waitUntil(lambda: len(source.asked) == 2)
    assert source.asked[1][-1] == 100_999


def test_a_window_never_asks_while_it_is_painted() -> None:
    model, source = window_model(10)
    for row in range(10):
        model.data(model.index(row, 0))
    assert source.asked == []


def test_rows_for_an_older_list_are_dropped(qtbot: QtBot) -> None:
    model, source = window_model(10)
    model.cells(0)
    qtbot.waitUntil(lambda: bool(source.waiting))
    model.show(range(5))
    source.answer()
    assert model.row(0) is None


def test_a_window_keeps_no_more_than_its_share(qtbot: QtBot) -> None:
    model, source = window_model(BLOCK * (KEPT_BLOCKS + 5))
    for block in range(KEPT_BLOCKS + 5):
        model.cells(block * BLOCK)
    qtbot.waitUntil(lambda: len(source.waiting) == KEPT_BLOCKS + 5)
    source.answer()
    held = sum(model.row(block * BLOCK) is not None for block in range(KEPT_BLOCKS + 5))
    assert held == KEPT_BLOCKS


def test_sorting_a_window_is_left_to_its_query(qtbot: QtBot) -> None:
    model, _ = window_model(10)
    table = shown(qtbot, model)
    wanted: list[tuple[str, bool]] = []
    model.order_changed.connect(lambda key, descending: wanted.append((key, descending)))
    table.view.sort_by("amount")
    table.view.sort_by("amount")
    assert wanted == [("amount", False), ("amount", True)]
    assert model.ids() == array("q", range(1000, 1010))


def test_copying_from_a_window_fetches_what_is_not_here(qtbot: QtBot) -> None:
    model, source = window_model(1000)
    table = shown(qtbot, model)
    model.tick([1005, 1999], True)
    source.waiting.clear()
    table.view.copy()
    source.answer()
    assert [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()] == [
        "From the bank", "PAYER 1005", "PAYER 1999"]


def test_a_model_has_no_rows_under_a_row() -> None:
    model = rows_model()
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 3


@pytest.mark.parametrize("count", [2000])
def test_a_long_list_paints_without_reading_all_of_it(qtbot: QtBot, count: int) -> None:
    read: list[int] = []

    def text(row: Receipt) -> str:
        read.append(row.id)
        return row.who

    model = RowsModel((Column("who", "Who", 200, text),), name="Long")
    model.show(receipts(count))
    table = shown(qtbot, model)
    table.view.viewport().repaint()
    assert 0 < len(set(read)) < 60


def test_home_and_end_are_the_first_and_last_row(qtbot: QtBot) -> None:
    table = shown(qtbot, rows_model())
    table.view.setFocus()
    press(table, Qt.Key.Key_End)
    assert table.current_id() == 13
    press(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_ids() == [11, 12, 13] and table.current_id() == 11
