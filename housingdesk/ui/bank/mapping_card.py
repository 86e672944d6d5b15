"""Columns that nobody knows yet: for each, what it holds, beside examples from the file. Asked once for each bank."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.ui.kit.cards import Card, Scroll
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.label import button, label
from housingdesk.values.problems import Problem

_ROLES = (("", "Not used"), ("date", "Date"), ("narrative", "Description"), ("amount", "Amount, with its sign"),
          ("paid_in", "Money in"), ("paid_out", "Money out"), ("balance", "Balance"), ("payer", "Payer's name"),
          ("reference", "Payer's reference"), ("payer_account", "Payer's bank account"), ("kind", "Type of payment"),
          ("direction", "CR or DR"), ("account", "Our account number"), ("sort_code", "Our sort code"))
_ORDERS = (("auto", "Worked out from the file"), ("dmy", "Day, month, year"), ("ymd", "Year, month, day"),
           ("mdy", "Month, day, year"))
_EXAMPLES = 3


class MappingCard(Card):
    """One question a column, answered already where the file allows a guess."""

    def __init__(self, rows: list[list[str]], guess: Mapping, done: Callable[[Mapping], object]) -> None:
        super().__init__()
        self._rows, self._guess, self._done = rows, guess, done
        self.add(label("What is in each column?", "section"))
        scroll = Scroll("The columns of the file")
        self.form = Form()
        scroll.add(self.form)
        scroll.end()
        self._ask_columns()
        self.form.add("order", "How are dates written?", Choice(_ORDERS))
        self.form.fields["order"].editor.set_value(guess.order)
        self.form.add("turned", "Signs", Tick("Money in is written with a minus"))
        self.form.fields["turned"].editor.set_value(guess.turned)
        self.add(scroll, 1)
        self.add(actions_row(button("Use these columns", self.use, kind="primary", key="Ctrl+Enter")))

    def _ask_columns(self) -> None:
        width = max((len(row) for row in self._rows), default=0)
        body = self._rows[self._guess.skip:] or self._rows
        for place in range(width):
            examples = [row[place].strip() for row in body if place < len(row) and row[place].strip()][:_EXAMPLES]
            name = self._guess.header[place] if place < len(self._guess.header) else ""
            words = f"Column {place + 1}" + (f", “{name}”" if name else "")
            self.form.add(f"column {place}", words, Choice(_ROLES), hint="For example: " + "; ".join(examples) if examples
                          else "Empty in the first rows")
            self.form.fields[f"column {place}"].editor.set_value(_role(self._guess, place))

    def mapping(self) -> Mapping:
        """The mapping as it is chosen now."""
        chosen: dict[str, Any] = {role: None for role, _ in _ROLES if role and role != "narrative"}
        narrative = []
        for name, field in self.form.fields.items():
            if not name.startswith("column "):
                continue
            role, place = field.editor.value(), int(name.split()[1])
            if role == "narrative":
                narrative.append(place)
            elif role:
                chosen[role] = place
        return replace(self._guess, narrative=tuple(narrative), order=self.form.fields["order"].editor.value() or "auto",
                       turned=bool(self.form.fields["turned"].editor.value()), **chosen)

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        made = self.mapping()
        found = made.problems()
        self.form.show_problems([Problem("column 0", sentence) for sentence in found])
        if not found:
            self._done(made)


def _role(guess: Mapping, place: int) -> str:
    if place in guess.narrative:
        return "narrative"
    return next((role for role, _ in _ROLES if role and role != "narrative" and getattr(guess, role) == place), "")
