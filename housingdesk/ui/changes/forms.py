"""The small forms of changes in a pane: beginning one, a step with its evidence, a reason."""

from collections.abc import Callable
from typing import Any

from housingdesk.changes.actions import changing
from housingdesk.changes.queries.judging import StepState
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.text import sentence_case

Done = Callable[[], object]


class BeginForm:
    """Which change, and when it was asked for."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, kinds: list[ChangeKind], go: Callable[[int], object],
                 done: Done) -> None:
        self._desk, self._row, self._go = desk, row, go
        self.form = PaneForm(pane, "A change or an ending", f"{row.names}, {row.address}. Nothing is changed by beginning")
        self.form.add("kind", "What", Choice([(kind, in_their_words(sentence_case(kind), row.kind)) for kind in kinds]))
        self.form.add("asked_on", "Asked for, or known, since", DateEdit(lambda: desk.today, desk.today, needed=True))
        self.form.add("asked_by", "By whom", TextField(longest=200))
        self.form.foot("Begin it", self.submit, done)

    def submit(self) -> None:
        """Begin it, and go there."""
        if not self.form.show_problems(self.form.unreadable()):
            self._desk.do(changing.begin_change, self._begun, self.form.refused, tenancy_id=self._row.id, **self.form.values())

    def _begun(self, outcome: Any) -> None:
        self._go(outcome.value)


class StepForm:
    """A step, the day it was done, what was seen, and the paper."""

    def __init__(self, pane: RefillPane, desk: QtDesk, change_id: int, state: StepState, done: Done) -> None:
        self._desk, self._change_id, self._key, self._done = desk, change_id, state.spec.key, done
        self._pane, self.file = pane, list[FileDraft]()
        self.form = PaneForm(pane, state.spec.words, state.spec.hint)
        self.ask_more()
        self.form.add("done_on", "Done on", DateEdit(lambda: desk.today, desk.today, needed=True))
        self.form.add("note", "What was seen or done", LongText(lines=3))
        self.add = button("Add the paper", self._choose)
        self.form.add_widget(flow_row(self.add))
        self.form.foot("Record it", self.submit, done)

    def ask_more(self) -> None:
        """What a step of its own kind asks first."""

    def _choose(self) -> None:
        ask_for_file(self._pane, "Add the paper", self.read)

    def read(self, path: str) -> None:
        """Read the file that was chosen."""
        self._desk.run(read_file, self.has, self.form.refused, label="Reading the paper", path=path)

    def has(self, draft: FileDraft) -> None:
        """It is kept with the step."""
        self.file = [draft]
        set_button_text(self.add, f"{draft.name[:40]} is kept with it")

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if not self.form.show_problems(self.form.unreadable()):
            said = self.form.values()
            self._desk.do(changing.record_change_step, self._kept, self.form.refused, change_id=self._change_id,
                          step=self._key, file=self.file[0] if self.file else None, done_on=said["done_on"], note=said["note"])

    def _kept(self, _outcome: Any) -> None:
        self._done()


class ReasonForm:
    """One line that says why."""

    def __init__(self, pane: RefillPane, title: str, about: str, verb: str, do: Callable[[str, PaneForm], object],
                 done: Done) -> None:
        self._do = do
        self.form = PaneForm(pane, title, about)
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot(verb, self.submit, done)

    def submit(self) -> None:
        """Do it, or say what stands against it."""
        self._do(self.form["because"].value(), self.form)
