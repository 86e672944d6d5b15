"""Columns that nobody knows yet: for each, what it holds, beside the rows of the file. Asked once for each bank."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.ui.kit.columns_card import AskedColumns
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.values.problems import Problem

_ROLES = (("", "Not used"), ("date", "Date"), ("narrative", "Description"), ("amount", "Amount, with its sign"),
          ("paid_in", "Money in"), ("paid_out", "Money out"), ("balance", "Balance"), ("payer", "Payer's name"),
          ("reference", "Payer's reference"), ("payer_account", "Payer's bank account"), ("kind", "Type of payment"),
          ("direction", "CR or DR"), ("account", "Our account number"), ("sort_code", "Our sort code"))
_ORDERS = (("auto", "Worked out from the file"), ("dmy", "Day, month, year"), ("ymd", "Year, month, day"),
           ("mdy", "Month, day, year"))


class MappingCard(AskedColumns):
    """One question a column, answered already where the file allows a guess; ``done`` gets the mapping as it was said."""

    def __init__(self, rows: list[list[str]], guess: Mapping, done: Callable[[Mapping], object]) -> None:
        self._guess, self._done = guess, done
        wide = range(max((len(row) for row in rows), default=0))
        body = rows[guess.skip:] or rows
        super().__init__("file", [guess.header[place] if place < len(guess.header) else "" for place in wide], body, body,
                         _ROLES, [_role(guess, place) for place in wide])

    def ask_more(self) -> None:
        """How dates and signs are written."""
        self.form.add("order", "How are dates written?", Choice(_ORDERS))
        self.form["order"].set_value(self._guess.order)
        self.form.add("turned", "Signs", Tick("Money in is written with a minus"))
        self.form["turned"].set_value(self._guess.turned)

    def mapping(self) -> Mapping:
        """The mapping as it is chosen now."""
        chosen: dict[str, Any] = {role: None for role, _ in _ROLES if role and role != "narrative"}
        narrative = []
        for place, role in enumerate(self.roles()):
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


def _role(guess: Mapping, place: int) -> str:
    if place in guess.narrative:
        return "narrative"
    return next((role for role, _ in _ROLES if role and role != "narrative" and getattr(guess, role) == place), "")
