"""The first and last day of an agreement, where one of them was recorded wrongly: the account follows."""

from collections.abc import Callable
from typing import Any

from housingdesk.rent.rules.corrections import DayCorrection, LastDayCorrection, StartCorrection
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem


class DaysForm:
    """One of the two days, to be put right; ``correct`` is called with what was asked."""

    def __init__(self, pane: RefillPane, panel: Panel, row: TenancyRow, back: Callable[[], object]) -> None:
        self._row = row
        self.form = PaneForm(pane, "First and last day", "Put right what was recorded wrongly: the charges follow, and so does "
                                                         "the empty home")
        self.form.add("start", "First day", DateEdit(lambda: panel.desk.today, row.starts_on, needed=True))
        if row.ends_on is not None:
            self.form.add("event_on", f"Day it ended: {row.end_reason}",
                          DateEdit(lambda: panel.desk.today, row.end_event_on or row.ends_on, needed=True))
        self.form.foot("See what it comes to", self.submit, back)
        self.correct: Callable[[DayCorrection], object] = _nothing

    def submit(self) -> None:
        """Show what it comes to, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        values: dict[str, Any] = self.form.values()
        start, event_on = values["start"], values.get("event_on")
        other_start = start != self._row.starts_on
        other_end = event_on is not None and event_on != (self._row.end_event_on or self._row.ends_on)
        if other_start and other_end:
            self.form.show_problems([Problem("event_on", "Put the first day right by itself, then the last")])
        elif other_start:
            self.correct(StartCorrection(self._row.id, start))
        elif other_end and event_on is not None:
            self.correct(LastDayCorrection(self._row.id, event_on))
        else:
            self.form.show_problems([Problem("start", "These are the days that are recorded already")])


def _nothing(_draft: DayCorrection) -> None:
    """Nobody asked for it yet."""
