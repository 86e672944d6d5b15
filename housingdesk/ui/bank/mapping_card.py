"""Columns that nobody knows yet: for each, what it holds, beside the rows of the file. Asked once for each bank."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, table_card
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.problems import Problem

_ROLES = (("", "Not used"), ("date", "Date"), ("narrative", "Description"), ("amount", "Amount, with its sign"),
          ("paid_in", "Money in"), ("paid_out", "Money out"), ("balance", "Balance"), ("payer", "Payer's name"),
          ("reference", "Payer's reference"), ("payer_account", "Payer's bank account"), ("kind", "Type of payment"),
          ("direction", "CR or DR"), ("account", "Our account number"), ("sort_code", "Our sort code"))
_ORDERS = (("auto", "Worked out from the file"), ("dmy", "Day, month, year"), ("ymd", "Year, month, day"),
           ("mdy", "Month, day, year"))
_EXAMPLES, _SHOWN = 3, 40


class MappingCard(QWidget):
    """One question a column, answered already where the file allows a guess; a click on a column's head goes to it."""

    def __init__(self, rows: list[list[str]], guess: Mapping, done: Callable[[Mapping], object]) -> None:
        super().__init__()
        self._rows, self._guess, self._done = rows, guess, done
        self._width = max((len(row) for row in rows), default=0)
        across = QHBoxLayout(self)
        theme.lay(across, gap=12)
        across.addWidget(self._questions(), 2)
        across.addWidget(self._example(), 3)

    def _questions(self) -> Card:
        card = Card(label("What is in each column?", "section"))
        scroll = Scroll("The columns of the file")
        self.form = Form(gap=10)
        scroll.add(self.form)
        scroll.end()
        for place in range(self._width):
            self._ask(place)
        self.form.add("order", "How are dates written?", Choice(_ORDERS))
        self.form["order"].set_value(self._guess.order)
        self.form.add("turned", "Signs", Tick("Money in is written with a minus"))
        self.form["turned"].set_value(self._guess.turned)
        card.add(scroll, 1)
        card.add(actions_row(button("Use these columns", self.use, kind="primary", key="Ctrl+Enter")))
        return card

    def _ask(self, place: int) -> None:
        name = self._guess.header[place] if place < len(self._guess.header) else ""
        examples = [row[place].strip() for row in self._body() if place < len(row) and row[place].strip()][:_EXAMPLES]
        hint = "For example: " + "; ".join(text[:_SHOWN] for text in examples) if examples else "Empty in the first rows"
        self.form.add(f"column {place}", f"Column {place + 1}" + (f", “{name}”" if name else ""), Choice(_ROLES), hint=hint)
        self.form[f"column {place}"].set_value(_role(self._guess, place))

    def _example(self) -> Card:
        heads = [self._guess.header[n] if n < len(self._guess.header) else f"Column {n + 1}" for n in range(self._width)]
        made = [Column(f"column {n}", head, 130, partial(_cell, n), stretch=1, least=90) for n, head in enumerate(heads)]
        model = RowsModel(made, name="Rows of the file", row_id=id)
        table = Table(model, empty="No rows")
        model.show(self._body())
        table.view.horizontalHeader().sectionClicked.connect(self._go_to)
        return table_card(table)

    def _body(self) -> list[list[str]]:
        return self._rows[self._guess.skip:] or self._rows

    def _go_to(self, place: int) -> None:
        self.form[f"column {place}"].setFocus()

    def enter(self) -> None:
        """Take the focus: the first question."""
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.widget.setFocus()

    def mapping(self) -> Mapping:
        """The mapping as it is chosen now."""
        chosen: dict[str, Any] = {role: None for role, _ in _ROLES if role and role != "narrative"}
        narrative = []
        for place in range(self._width):
            role = self.form[f"column {place}"].value()
            if role == "narrative":
                narrative.append(place)
            elif role:
                chosen[role] = place
        return replace(self._guess, narrative=tuple(narrative), order=self.form["order"].value() or "auto",
                       turned=bool(self.form["turned"].value()), **chosen)

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        made = self.mapping()
        found = made.problems()
        self.form.show_problems([Problem("column 0", sentence) for sentence in found])
        if not found:
            self._done(made)


def _cell(place: int, row: list[str]) -> str:
    return row[place].strip() if place < len(row) else ""


def _role(guess: Mapping, place: int) -> str:
    if place in guess.narrative:
        return "narrative"
    return next((role for role, _ in _ROLES if role and role != "narrative" and getattr(guess, role) == place), "")
