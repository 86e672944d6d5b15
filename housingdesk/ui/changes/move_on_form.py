"""Moving on in a pane: from when somebody is ready, the plan, how and where to they went; and the figures of a scheme."""

from collections.abc import Callable, Sequence

from housingdesk.changes.actions.reviewing import keep_move_on
from housingdesk.changes.queries.moving_on import MoveOnFigures, MoveOnLine, move_on
from housingdesk.changes.rules.review_forms import MoveOnDraft
from housingdesk.changes.rules.words import Destination, MoveOnOutcome
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.text import sentence_case


class MoveOnForm:
    """What is kept of somebody’s moving on; it ends no agreement."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: MoveOnLine, done: Callable[..., object]) -> None:
        self._desk, self._row, self._done = desk, row, done
        self._version = 0
        self.form = PaneForm(pane, f"Moving on: {row.names}", "It ends nothing; the licence is ended in the file")
        self.form.add("ready_on", "Ready since", DateEdit(lambda: desk.today, row.ready_on), hint="Empty while they are not")
        self.form.add("plan", "Plan", LongText(row.plan, lines=3))
        self.form.add("outcome", "How they went", Choice([(None, "Still here"), *(
            (one, sentence_case(one)) for one in MoveOnOutcome)]))
        self.form.add("destination", "Where to", Choice([(None, "Nothing yet"), *(
            (one, sentence_case(one)) for one in Destination)]))
        self.form.add("moved_on", "They went on", DateEdit(lambda: desk.today, row.moved_on))
        self.form.add("note", "Note", LongText(lines=2))
        self.form.set_values(outcome=row.outcome, destination=row.destination)
        self.form.foot("Keep it", self.submit, done)
        desk.ask(move_on, self._seen, tenancy_id=row.tenancy_id)

    def _seen(self, found: tuple[MoveOnDraft, int | None, int]) -> None:
        draft, _, self._version = found
        if not self.form["note"].value():
            self.form.set_values(note=draft.note)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = MoveOnDraft(**self.form.values())
        if not self.form.show_problems(draft.problems(self._desk.today)):
            self._desk.do(keep_move_on, self._done, self.form.refused, tenancy_id=self._row.tenancy_id, draft=draft,
                          version=self._version)


def show_figures(pane: RefillPane, found: Sequence[MoveOnFigures], scheme: str) -> None:
    """The figures of a scheme."""
    row = next((one for one in found if one.scheme == scheme), None)
    if row is None:
        return
    pane.put(label(scheme, "section", wrap=True))
    pane.put(Facts([
        ("Living there", str(row.here)), ("Ready to move on", str(row.ready)),
        ("Ready for, on average", "nobody is" if row.waiting_days is None else f"{row.waiting_days} days"),
        ("Left within a year", str(row.gone)), ("Of them planned", str(row.planned)),
        ("Stayed, on average", "nobody left" if row.stay_days is None else f"{row.stay_days:,} days")]))
