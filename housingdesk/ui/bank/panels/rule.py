"""A rule offered after the same thing was done twice: its words, and the last lines it would have caught."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from housingdesk.bank.queries.standing import CaughtLine, Offer
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

Caught = Callable[[str, Callable[[list[CaughtLine]], object]], object]


class RulePanel(QObject):
    """``make(words)`` makes the rule; ``caught(words, give)`` looks up what other words would catch."""

    keys = (Key("Ctrl+Enter", "make the rule"), Key("Esc", "not this time"))

    def __init__(self, pane: RefillPane, offer: Offer, caught: Caught, make: Callable[[str], object],
                 cancel: Callable[[], object]) -> None:
        super().__init__(pane)
        self._caught, self._make = caught, make
        self._words = offer.words
        self.form = PaneForm(pane, "Shall it decide again?" if offer.again is not None else "Shall this always go there?",
                             _sentence(offer))
        if offer.words and offer.again is None:
            self.form.add("words", "Words of the bank", TextField(offer.words, longest=60))
        self.form.edited.connect(self._look)
        pane.put(self.form)
        pane.put(label("It would have caught", "section"))
        self._lines = Bullets()
        pane.put(self._lines)
        self._show(list(offer.caught))
        first = button("Trust it again" if offer.again is not None else "Make the rule", self.finish, key="Ctrl+Enter",
                       kind="primary")
        pane.finish(first, [button("Not this time", cancel, key="Esc")])
        (self.form["words"] if self._is_typed() else first).setFocus()

    def finish(self) -> None:
        """Make the rule with the words as they stand."""
        self._make(str(self.form["words"].value()) if self._is_typed() else self._words)

    def _is_typed(self) -> bool:
        return "words" in self.form.fields

    def refused(self, error: HousingDeskError) -> None:
        """Say why there is no rule."""
        self.form.refused(error)

    def _look(self, _name: str) -> None:
        self._caught(str(self.form["words"].value()), self._show)

    def _show(self, lines: list[CaughtLine]) -> None:
        said = [f"{format_date(line.made_on)}: {line.narrative}, {format_pence(line.pence)}" for line in lines]
        self._lines.show_sentences(said or ["Nothing so far"])


def _sentence(offer: Offer) -> str:
    way = "in" if offer.money_in else "out"
    if offer.again is not None:
        return f"It was contradicted once. Since then its lines went to {offer.account_name} twice. A person still posts them"
    if offer.personal:
        what = "from this bank account" if offer.payer_account else "with these words"
        return (f"Money {what} is then certain for {offer.account_name} unless something speaks against it. "
                "A person still posts it")
    return f"Money {way} with these words is then proposed for {offer.account_name}. A person still posts it"
