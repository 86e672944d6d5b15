"""The step that sends a notice to the Public Trustee: its papers are drawn and printed here, and kept with the step."""

from functools import partial

from housingdesk.changes.queries.judging import StepState
from housingdesk.changes.queries.trustee import TrusteeForm, trustee_papers
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.pdf import Issued
from housingdesk.ui.changes.forms import Done, StepForm
from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

STEP = "trustee"
_TITLE = "Papers for the Public Trustee"


class TrusteeStepForm(StepForm):
    """``told`` is what the papers begin with; they are drawn as often as wanted, and the last are kept."""

    def __init__(self, pane: RefillPane, desk: QtDesk, change_id: int, state: StepState, done: Done, told: TrusteeForm) -> None:
        self._told = told
        super().__init__(pane, desk, change_id, state, done)
        sent = f"Sent by post with form {told.edition.form}, a copy of the notice and {format_pence(told.edition.fee_pence)}"
        self.form["note"].set_value(sent)

    def ask_more(self) -> None:
        """Where the papers go and the fee, and the button that draws them."""
        edition, why_not = self._told.edition, self._told.why_not
        if why_not is not None:
            self.form.add_widget(label(f"{why_not}.", wrap=True))
            return
        self.form.add("address", "Where the papers go, the postcode last", LongText(self._told.address, lines=3),
                      hint="Kept under Settings, Homes")
        self.form.add("fee_pence", "The fee", MoneyEdit(edition.fee_pence, needed=True),
                      hint=f"To check. {edition.check}" if edition.mark == "check" else edition.law)
        self.form.add_widget(flow_row(button("Draw and print them", self.draw)))

    def draw(self) -> None:
        """Draw them and ask for the printer."""
        said = self.form.values()
        if self.form.show_problems([] if said["address"].strip() else [
                Problem("address", "Type where they go: it stands on the Public Trustee’s page")]):
            return
        self._desk.ask(trustee_papers, partial(self._drawn), self.form.refused, change_id=self._change_id,
                       on=self._desk.today, address=said["address"], fee_pence=said["fee_pence"] or 0,
                       signed_by=self._desk.who.name)

    def _drawn(self, papers: Issued) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        self.has(FileDraft(f"{_TITLE}.pdf", papers.pdf))
        PrintPanel(self._pane.window(), self._desk, _TITLE, papers.pdf, papers.pages, sent_to_printer(self._desk, _TITLE))
