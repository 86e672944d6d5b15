"""The small forms beside the letters: what went wrong, what is on the envelope, which was the last good one."""

from collections.abc import Callable, Sequence
from typing import Any

from housingdesk.letters import actions
from housingdesk.letters.queries import LetterRow
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem


class Asking(RefillPane):
    """The pane beside the list while something is asked; ``changed`` is called when a form comes or goes."""

    def __init__(self, desk: QtDesk, changed: Callable[[], object]) -> None:
        super().__init__("About these letters", width=330)
        self._desk, self._changed = desk, changed
        self.form: PaneForm | None = None
        self._verb: Callable[[], object] = changed
        self.hide()

    def spoil(self, ids: list[int], done: Callable[[Any], object]) -> None:
        """Why letters are spoiled."""
        form = self._form("What went wrong?", f"{actions.count_of(len(ids))}. They stay in the archive as spoiled")
        form.add("reason", "Reason", TextField(placeholder="printed askew, wrong address"))

        def mark() -> None:
            reason = str(form["reason"].value())
            if not form.show_problems([] if reason else [Problem("reason", "Say in a few words what went wrong")]):
                self._desk.do(actions.spoil, done, form.refused, letter_ids=ids, reason=reason)
        self._show(form, "Mark as spoiled", mark)

    def came_back(self, ids: list[int], done: Callable[[Any], object]) -> None:
        """What the post wrote on the envelopes of letters that came back."""
        form = self._form("What is on the envelope?", f"{actions.count_of(len(ids))}. A diary entry is made to find out where "
                          "their post should go")
        form.add("why", "Reason", TextField(placeholder="gone away, not known here, address incomplete"))

        def mark() -> None:
            why = str(form["why"].value())
            if not form.show_problems([] if why else [Problem("why", "Say what is written on the envelope")]):
                self._desk.do(actions.came_back, done, form.refused, letter_ids=ids, why=why)
        self._show(form, "It came back", mark)

    def last_good(self, rows: Sequence[LetterRow], likely: int, done: Callable[[Any], object]) -> None:
        """Up to which letter all came out of the printer, in the order in which they went there."""
        form = self._form("Which was the last good one?", "It and those before it are marked as printed; the rest waits again")
        options = [(0, "None came out"), *((n, f"{n}. {row.addressee}") for n, row in enumerate(rows, 1))]
        form.add("last", "Last letter that came out", Choice(options))
        form["last"].set_value(likely)

        def mark() -> None:
            ids, last = [row.id for row in rows], int(form["last"].value())
            self._desk.do(actions.mark_printed, done, form.refused, letter_ids=ids[:last], not_out=ids[last:])
        self._show(form, "Mark as printed", mark)

    def do_it(self) -> None:
        """Do what the form is about."""
        if self.form is not None:
            self._verb()

    def close_form(self) -> bool:
        """Put the form away; whether there was one."""
        was, self.form = self.form is not None, None
        if was:
            self.hide()
            self._changed()
        return was

    def _form(self, title: str, subtitle: str) -> PaneForm:
        return PaneForm(self, title, subtitle)

    def _show(self, form: PaneForm, verb: str, done: Callable[[], object]) -> None:
        self.form, self._verb = form, done
        self._changed()
        form.foot(verb, self.do_it, self.close_form)
