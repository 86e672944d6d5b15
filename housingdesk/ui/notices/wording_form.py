"""Official wording, compared or pasted by a manager, in the pane beside a notice."""

from housingdesk.notices.actions import wording
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.wording import Standing
from housingdesk.ui.kit.fields import LongText, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.notices.step import Step


class WordingForm:
    """Official wording, compared or pasted by a manager."""

    def __init__(self, step: Step, pane: RefillPane, row: WordingRow) -> None:
        self._step, self._pane, self._row = step, pane, row
        told = ("Compare every word with the published form, and correct it here" if row.text.standing is Standing.COMPARE else
                "Paste the official text as it is published")
        self.form = PaneForm(pane, row.text.title, f"Wording not verified against the published form. {told}.")
        hint = f"With these places: {', '.join(f'{{{need}}}' for need in row.text.needs)}" if row.text.needs else ""
        self.form.add("text", "The official text", LongText(row.words, lines=9), hint=hint)
        self.form.add("source", "Where it is published, and as of which day", TextField(row.text.source, longest=300))
        self.form.foot("Confirm this wording", self.submit, self._back)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        said = self.form.values()
        if not self.form.show_problems(self._row.text.problems(said["text"], said["source"])):
            self._step.desk.do(wording.confirm_wording, None, self.form.refused, slot=self._row.text.key, **said)

    def _back(self) -> None:
        self._step.evidence(self._pane)
