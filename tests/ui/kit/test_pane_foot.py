"""Buttons at the foot of a pane are read whole; columns that are hidden leave their room, and the row one is on in sight."""

from pytestqt.qtbot import QtBot

from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from tests.ui.support.clipped import clipped
from tests.ui.support.page import settle


def test_long_verbs_go_into_a_row_of_their_own(qtbot: QtBot) -> None:
    pane = RefillPane("Claim", width=372)
    qtbot.addWidget(pane)
    pane.begin("Susan Barker")
    words = ("Open the claim", "Record award", "What was found")
    made = [button(word, lambda: None, key=key) for word, key in zip(words, ("Enter", "W", "F"), strict=True)]
    short = [button(word, lambda: None, key=key) for word, key in (("Find", "F"), ("Not ours", "N"), ("Award", "W"))]
    for buttons, rows in ((made, 2), (short, 1)):
        pane.finish(button("Chase", lambda: None, key="C", kind="primary"), buttons)
        pane.resize(372, 400)
        pane.show()
        settle(pane)
        assert clipped(pane) == []
        assert len({one.y() for one in buttons}) == rows


def test_a_column_without_words_is_hidden_until_a_row_says_something(qtbot: QtBot) -> None:
    columns = (Column("who", "Who", 100, lambda row: row[1], stretch=1),
               Column("word", "Last word", 100, lambda row: row[2], secondary=lambda row: "", hide_empty=True))
    model = RowsModel(columns, name="Claims", row_id=lambda row: row[0])
    table = Table(model, empty="Nobody")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    for word in ("", "we rang", ""):
        model.show([(1, "Amina Khan", ""), (2, "Joan Bell", word)])
        settle(table)
        assert table.view.isColumnHidden(1) == (not word)


def test_a_row_is_brought_into_sight_where_the_first_column_is_hidden(qtbot: QtBot) -> None:
    columns = (Column("line", "Line", 60, lambda row: str(row[0]), hide_below=2_000),
               Column("who", "Who", 100, lambda row: row[1]))
    table = Table(RowsModel(columns, name="Lines", row_id=lambda row: row[0]), empty="Nobody")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    table.view.rows.show([(number, f"Person {number}") for number in range(1, 60)])  # type: ignore[attr-defined]
    settle(table)
    assert table.view.isColumnHidden(0) and table.go_to(50)
    at = table.view.visualRect(table.view.currentIndex())
    assert table.view.viewport().rect().contains(at.center())
