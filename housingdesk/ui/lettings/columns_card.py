"""Columns of a list that nobody knows yet: for each, what it holds, beside the rows of the list. Asked once for a council."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from housingdesk.lettings.parsers.nomination_columns import Columns, all_roles, role_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table

_EXAMPLES, _SHOWN, _ROWS = 3, 30, 40


class ColumnsCard(QWidget):
    """One question a column, answered already where its head is known; ``done`` gets the columns as they were said."""

    def __init__(self, rows: list[list[str]], guess: Columns, done: Callable[[Columns], object]) -> None:
        super().__init__()
        self._rows, self._guess, self._done = rows, guess, done
        self._width = max((len(row) for row in rows), default=0)
        across = QHBoxLayout(self)
        theme.lay(across, gap=12)
        across.addWidget(self._questions(), 2)
        across.addWidget(self._example(), 3)

    def _questions(self) -> Card:
        card = Card(label("What is in each column?", "section"))
        theme.size(card, least_height=260)
        scroll = Scroll("The columns of the list")
        self.form = Form(gap=10)
        scroll.add(self.form)
        scroll.end()
        options = [("", "Not used"), *((role, role_words(role)) for role in all_roles())]
        for place in range(self._width):
            head = self._head(place)
            examples = [row[place] for row in self._rows[1:] if place < len(row) and row[place] and row[place] != head]
            shown = "; ".join(text[:_SHOWN] for text in examples[:_EXAMPLES])
            self.form.add(f"column {place}", f"Column {place + 1}" + (f", “{head}”" if head else ""), Choice(options),
                          hint=f"For example: {shown}" if shown else "Empty in the first rows")
            self.form[f"column {place}"].set_value(self._guess.roles[place] if place < len(self._guess.roles) else "")
        card.add(scroll, 1)
        card.add(actions_row(button("Use these columns", self.use, kind="primary", key="Ctrl+Enter")))
        return card

    def _head(self, place: int) -> str:
        return self._guess.head[place] if place < len(self._guess.head) else ""

    def _example(self) -> Card:
        made = [Column(f"column {place}", self._head(place) or f"Column {place + 1}", 120, partial(_cell, place), stretch=1,
                       least=90) for place in range(self._width)]
        model = RowsModel(made, name="Rows of the list", row_id=id)
        table = Table(model, empty="No rows")
        model.show(self._rows[:_ROWS])
        return table_card(table)

    def enter(self) -> None:
        """Take the focus: the first column."""
        for field in self.form.fields.values():
            field.widget.setFocus()
            return

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        roles = tuple(str(self.form[f"column {place}"].value() or "") for place in range(self._width))
        made = Columns(roles, self._guess.head or tuple(self._rows[0] if self._rows else ()))
        if not self.form.show_problems(made.problems()):
            self._done(made)


def _cell(place: int, row: list[str]) -> str:
    return row[place] if place < len(row) else ""
