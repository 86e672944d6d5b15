"""Who holds an agreement changes: somebody found or added joins it, somebody leaves the others to it."""

from collections.abc import Callable, Sequence
from typing import Any

from housingdesk.people.queries import people_like
from housingdesk.tenancies.actions.holding import add_holder, remove_holder
from housingdesk.tenancies.queries.agreements import HolderRow, TenancyRow
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.finder import Finder, Search
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem

Done = Callable[[], object]


class HolderForm:
    """Somebody joins, and is liable with the others from a day on."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, done: Done) -> None:
        self._desk, self._row, self._done = desk, row, done
        self.form = PaneForm(pane, "Add a holder", f"They hold the {row.words.agreement} jointly with {row.names}")
        self.form.add("person_id", "Who joins", Finder(Search(desk, people_like), name="Who joins"),
                      hint="Somebody who is not on file yet is added first, under More")
        self.form.add("on", "From", DateEdit(lambda: desk.today, desk.today, needed=True))
        self.form.foot("Add the holder", self.submit, done)

    def submit(self) -> None:
        """Add them, or say what stands against it."""
        found = self.form.unreadable()
        chosen = self.form["person_id"].value()
        if not chosen and not found:
            found.append(Problem("person_id", "Choose who joins"))
        if not self.form.show_problems(found):
            self._desk.do(add_holder, self._kept, self.form.refused, tenancy_id=self._row.id, person_id=chosen[0],
                          on=self.form["on"].value())

    def _kept(self, _outcome: Any) -> None:
        self._done()


class LeaveForm:
    """One of several holders leaves; the others go on."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, held_by: Sequence[HolderRow], done: Done) -> None:
        self._desk, self._row, self._done = desk, row, done
        self.form = PaneForm(pane, "A holder leaves", f"The others go on holding the {row.words.agreement}")
        self.form.add("person_id", "Who leaves", Choice([(holder.person_id, holder.name) for holder in held_by]))
        self.form.add("last_day", "Their last day", DateEdit(lambda: desk.today, needed=True))
        self.form.foot("They leave", self.submit, done)

    def submit(self) -> None:
        """Note it, or say what stands against it."""
        if not self.form.show_problems(self.form.unreadable()):
            self._desk.do(remove_holder, self._kept, self.form.refused, tenancy_id=self._row.id, **self.form.values())

    def _kept(self, _outcome: Any) -> None:
        self._done()
