"""A form in the pane beside a list: the questions above, the verb and Cancel at its foot, what stands against it in place.

    form = PaneForm(self.pane, "Adjust this account", "It is printed on the statement")
    form.add("pence", "How much", MoneyEdit())
    form.foot("Post the adjustment", self._post, self.close_pane)
    ...
    def _post(self) -> None:
        draft = self.form.draft(AdjustmentDraft, account_id=7)
        if draft is not None and not self.form.show_problems(problems(draft)):
            self.desk.do(adjust, self._done, self.form.refused, draft=draft)
"""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem


class PaneForm(Form):
    """The questions of one small act. The pane shows it until it is filled with something else."""

    def __init__(self, pane: RefillPane, title: str, subtitle: str = "") -> None:
        super().__init__(gap=12)
        self._pane = pane
        pane.begin(title, subtitle)

    def foot(self, verb: str, done: Callable[[], object], cancel: Callable[[], object]) -> QPushButton:
        """Show it: ``verb`` says what will be done. The first question takes the focus. Returns the button of ``verb``."""
        self._pane.put(self)
        made = button(verb, done, key="Ctrl+Enter", kind="primary")
        self._pane.finish(made, [button("Cancel", cancel, key="Esc")])
        self._pane.show()
        for field in self.fields.values():
            field.widget.setFocus()
            break
        return made

    def refused(self, error: HousingDeskError) -> None:
        """Show what the act itself said against it."""
        self.show_problems([Problem("", refusal(error))])
