"""Columns of a file that nobody knows yet: for each, what it holds, with examples of it beside the rows of the file."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table

_EXAMPLES, _LONGEST = 3, 40


class AskedColumns(QWidget):
    """One question a column, answered already where ``said`` has a guess; a click on a column's head goes to it.

    Subclasses ask more in ``ask_more`` and go on in ``use``. ``what`` names the file: "list", "file".
    """

    def __init__(self, what: str, heads: Sequence[str], rows: Sequence[list[str]], examples: Sequence[list[str]],
                 options: Sequence[tuple[str, str]], said: Sequence[str]) -> None:
        super().__init__()
        self.form = Form(gap=10)
        self.width_of_rows = len(said)
        self._instead_of: QWidget | None = None
        across = QHBoxLayout(self)
        theme.lay(across, gap=12)
        for place, role in enumerate(said):
            self._ask(place, heads[place], _texts(examples, place, heads[place]), options, role)
        self.ask_more()
        across.addWidget(self._questions(what), 2)
        across.addWidget(self._example(what, heads, rows), 3)

    def _ask(self, place: int, head: str, examples: list[str], options: Sequence[tuple[str, str]], role: str) -> None:
        hint = "For example: " + "; ".join(text[:_LONGEST] for text in examples) if examples else "Empty in the first rows"
        self.form.add(f"column {place}", f"Column {place + 1}" + (f", “{head}”" if head else ""), Choice(options), hint=hint)
        self.form[f"column {place}"].set_value(role)

    def _questions(self, what: str) -> Card:
        card = Card(label("What is in each column?", "section"))
        theme.size(card, least_height=260)
        scroll = Scroll(f"The columns of the {what}")
        scroll.add(self.form)
        scroll.end()
        card.add(scroll, 1)
        card.add(actions_row(button("Use these columns", self.use, kind="primary", key="Ctrl+Enter")))
        return card

    def _example(self, what: str, heads: Sequence[str], rows: Sequence[list[str]]) -> Card:
        made = [Column(f"column {place}", head or f"Column {place + 1}", 130, partial(_cell, place), stretch=1, least=90)
                for place, head in enumerate(heads)]
        model = RowsModel(made, name=f"Rows of the {what}", row_id=id)
        table = Table(model, empty="No rows")
        model.show(rows)
        table.view.horizontalHeader().sectionClicked.connect(self._go_to)
        return table_card(table)

    def _go_to(self, place: int) -> None:
        self.form[f"column {place}"].setFocus()

    def ask_more(self) -> None:
        """Questions under those of the columns."""

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        raise NotImplementedError

    def roles(self) -> tuple[str, ...]:
        """What each column holds as it is chosen now; empty where it is not used."""
        return tuple(str(self.form[f"column {place}"].value() or "") for place in range(self.width_of_rows))

    def enter(self) -> None:
        """Take the focus: the first column."""
        for field in self.form.fields.values():
            field.widget.setFocus()
            return

    def stand_for(self, other: QWidget, body: QVBoxLayout) -> None:
        """Stand in a page's body in the place of what is there."""
        self._instead_of = other
        other.hide()
        body.addWidget(self, 1)
        self.enter()

    def put_away(self) -> None:
        """Gone for good; what it stood for is there again, with the focus if that was in here."""
        focused = QApplication.focusWidget()
        mine = focused is not None and self.isAncestorOf(focused)
        self.hide()
        self.deleteLater()
        if self._instead_of is not None:
            self._instead_of.show()
            first = next((one for one in self._instead_of.findChildren(QWidget)
                          if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            if mine and first is not None:  # else it falls out of the page, whose keys are then dead
                first.setFocus()


def _texts(rows: Sequence[list[str]], place: int, head: str) -> list[str]:
    cells = (_cell(place, row) for row in rows)
    return [text for text in cells if text and text != head][:_EXAMPLES]


def _cell(place: int, row: list[str]) -> str:
    return row[place].strip() if place < len(row) else ""
