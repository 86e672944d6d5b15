"""The last step of a notice: print, serve, prove; and withdrawing it."""

from functools import partial
from pathlib import Path
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import after_notices
from housingdesk.notices.actions import preparing, serving
from housingdesk.notices.queries.cases import ServiceRow
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.findings import Stage
from housingdesk.notices.rules.printed import CHOICES, HOW
from housingdesk.notices.rules.questions import Means
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.notices.rules.states import State
from housingdesk.ui.kit.cards import Facts as FactRows
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import WrapLink, button, label, set_button_text
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.notices.review_forms import add_reviews
from housingdesk.ui.notices.step import FlowLike, Step, checks_of
from housingdesk.ui.notices.wording_form import WordingForm
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem


class ServeStep(Step):
    """Print it, serve it on each, and keep the proof."""

    title = "Print, serve, prove"

    def build(self) -> None:
        """What comes next in its state."""
        case, today = self.case, self.desk.today
        state = case.standing(today)
        self.verb = ""
        if state is State.DRAFT:
            self.form.add_widget(label("A second person has not checked it yet", "due", wrap=True))
        elif state is State.CHECKED:
            self.verb = "Make the notice"
            self.form.add_widget(label(f"Checked by {case.checked_by}. What is made now is kept as it is.", wrap=True))
        elif state is State.WITHDRAWN:
            self.form.add_widget(label(f"Withdrawn by {case.ended_by}: {case.ended_because}", "late", wrap=True))
        else:
            self._after_issue(state)

    def _after_issue(self, state: State) -> None:
        case = self.case
        made = [button("Print the notice", self.print_it, key="Ctrl+P")]
        if self.facts.services:
            made.append(button("Keep the certificate of service", self._certificate))
        self.form.add_widget(flow_row(*made))
        if state in (State.SERVED, State.LAPSED):
            self.form.add_widget(FactRows([(name, format_day(day)) for name, day in (
                ("Served", case.served_on), ("The date on it", case.printed_on), ("Court by", case.last_issue_on)) if day]))
            if countdown := case.countdown(self.desk.today):
                self.form.add_widget(label(countdown, "strong", wrap=True))
        for row in self.facts.services:
            self.form.add_widget(_line(row, partial(self._take_off, row)))
        if self.facts.copy_missing:
            self.form.add_widget(label("The partner who left has not been served with a copy yet (s.8A; s.83A(3))", "due",
                                       wrap=True))
            self.form.add_widget(flow_row(button("Prepare the copy for them", self._copy)))
        if state in (State.SERVED, State.LAPSED):
            add_reviews(self)
        left = [holder for holder in self.facts.holders if holder.person_id not in {s.person_id for s in self.facts.services}]
        if left:
            self._ask_service([(holder.person_id, holder.name) for holder in left])

    def _ask_service(self, left: list[tuple[int, str]]) -> None:
        self.verb = "Record as served"
        self.form.heading("Record the service", "When it has been done, for each person apart")
        self.form.row(("person_id", "On whom", Choice(left)), ("method", "How", Choice(list(CHOICES.items()))))
        self.form.row(("sent_on", "When", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                      ("at", "At", TextField(longest=5), "Like 14:30"))
        self.form.row(("by", "By", TextField(self.case.server or self.desk.who.name, longest=120)),
                      ("witness", "Who saw it", TextField(longest=120)))
        self.form.add("place", "Where", TextField(longest=400), hint="The door, the address, the e-mail address")
        self.form.add("note", "Note", LongText(lines=2))
        self.form.set_values(method=self.case.method)
        self.proof: FileDraft | None = None
        self.proof_button = button("Add a photograph or a certificate of posting", self._choose_proof)
        self.form.add_widget(flow_row(self.proof_button))

    def _choose_proof(self) -> None:
        ask_for_file(self.flow.page, "Proof of the service", self.read_proof)

    def read_proof(self, path: str) -> None:
        """Read the file that was chosen; it is kept with the service."""
        self.desk.run(read_file, self._has_proof, self.refused, label=f"Reading {Path(path).name}", path=path)

    def _has_proof(self, proof: FileDraft) -> None:
        self.proof = proof
        set_button_text(self.proof_button, f"{proof.name[:40]} is kept with it")

    def evidence(self, pane: RefillPane) -> None:
        """The notice as issued; before that, what stops it."""
        if self.facts.pdf is not None:
            pane.begin("The notice as it was made", f"Made by {self.case.issued_by}, checked by {self.case.checked_by}")
            view = PdfView(self.desk, "The notice")
            pane.put(view, 1)
            view.show_pdf(self.facts.pdf)
            pane.finish()
            return
        stops = [check for check in self.facts.found if check.means is Means.STOPS and check.stage <= Stage.ISSUE]
        pane.begin("What stops it" if stops else "Nothing stops it", self.facts.rules)
        pane.put(checks_of(stops or self.facts.found))
        for row in self.facts.words:
            if not row.ready and self.desk.may(Permission.CONFIRM_WORDING):
                pane.put(WrapLink(f"Confirm: {row.text.title}", partial(self.confirm, pane, row)))
        pane.finish()

    def confirm(self, pane: RefillPane, row: WordingRow) -> None:
        """Ask for official wording in the pane."""
        self.flow.side = WordingForm(self, pane, row)

    def submit(self) -> None:
        """Make it, or record a service."""
        if self.case.state is State.CHECKED:
            self.do(serving.issue_notice, self._stay)
        elif self.verb and not self.form.show_problems(self.form.unreadable()):
            draft = ServiceDraft(**self.form.values(), proof=self.proof)
            if not self.form.show_problems(draft.problems(self.desk.today)):
                self.do(serving.record_service, self._stay, draft=draft)

    def _stay(self, _outcome: Any) -> None:
        """The page reads itself again."""

    def print_it(self) -> None:
        """To the printer: one copy for each person, and one for the file."""
        if self.facts.pdf is not None:
            copies = len(self.facts.holders) + 1
            PrintPanel(self.flow.page.window(), self.desk, f"Print {copies} copies: one for each, one to keep",
                       self.facts.pdf, pages_of(self.facts.pdf), self._stay)

    def _copy(self) -> None:
        self.flow.page.go_to("notice", tenancy_id=self.case.tenancy_id)

    def _certificate(self) -> None:
        self.desk.do(serving.keep_certificate, self._certified, self.refused, case_id=self.case.id)

    def _certified(self, _outcome: Any) -> None:
        self.flow.page.go_to("tenancy", tenancy_id=self.case.tenancy_id, section="files")

    def _take_off(self, row: ServiceRow) -> None:
        self.flow.side = TakeOffForm(self, self.flow.pane, row)


def _line(row: ServiceRow, take_off: Any) -> Any:
    at = f", {row.at}" if row.at else ""
    seen = f", seen by {row.witness}" if row.witness else ""
    told = label(f"{row.name}: {HOW[row.method]} {format_day(row.sent_on)}{at} by {row.by}{seen}. Counts from "
                 f"{format_day(row.deemed_on)}{'. Proof kept' if row.evidence_id else ''}", wrap=True)
    return flow_row(told, button("Take off", take_off, kind="link"))


def pages_of(pdf: bytes) -> int:
    """How many pages a document has."""
    from housingdesk.letters.pdf import read_back

    return read_back(pdf, None).pages


class TakeOffForm:
    """Why a service was recorded by mistake."""

    def __init__(self, step: Step, pane: RefillPane, row: ServiceRow) -> None:
        self._step, self._row = step, row
        told = f"{row.name}, {format_day(row.sent_on)}. The line stays, with the reason"
        self.form = PaneForm(pane, "Take the service off", told)
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot("Take it off", self.submit, step.put_away)

    def submit(self) -> None:
        """Take it off, or say what stands against it."""
        self._step.desk.do(serving.remove_service, None, self.form.refused, service_id=self._row.id, version=self._row.version,
                           because=self.form["because"].value())


class WithdrawForm:
    """Why a notice is withdrawn."""

    def __init__(self, flow: FlowLike, step: Step) -> None:
        self._step = step
        told = ("It was served: the letter that says so is made with it and waits to be printed" if step.facts.services
                else "Nobody was served with it")
        self.form = PaneForm(flow.pane, "Withdraw the notice", told)
        self.form.add("because", "Why", TextField(longest=400))
        self.form.foot("Withdraw it", self.submit, step.put_away)

    def submit(self) -> None:
        """Withdraw it, or say what stands against it."""
        if not self.form["because"].value().strip():
            self.form.show_problems([Problem("because", "Say in a few words why")])
        elif self._step.facts.services:
            desk = self._step.desk
            self._step.flow.page.ask(after_notices.withdrawn, self._withdraw, case_id=self._step.case.id, on=desk.today,
                                     signed_by=desk.who.name)
        else:
            self._withdraw([])

    def _withdraw(self, letters: list[MadeLetter]) -> None:
        case = self._step.case
        self._step.desk.do(preparing.withdraw_notice, None, self.form.refused, case_id=case.id, version=case.version,
                           because=self.form["because"].value(), letters=letters)


