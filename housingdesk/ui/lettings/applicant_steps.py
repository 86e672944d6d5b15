"""What is arranged for an applicant: asks of support, shortlists, viewings and offers in one list, their acts in a pane."""

from collections.abc import Iterator
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.lettings.queries.applicant_file import ApplicantFile
from housingdesk.lettings.queries.offers import OfferRow, SupportRow, ViewingRow
from housingdesk.lettings.queries.shortlist import MatchRow
from housingdesk.lettings.rules.applicants import ENDED
from housingdesk.lettings.rules.words import ApplicantState, OfferState, ViewingOutcome
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.header import FoldingRow
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.lettings import applicant_step_forms as forms
from housingdesk.ui.lettings import offer_forms
from housingdesk.ui.lettings.step_lines import StepLine, lines_of


class StepsPanel(Panel):
    """The list and its pane; ``file`` is read by the page."""

    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "record what came of it", "record"), Key("S", "ask support", "ask_support"),
        Key("V", "arrange a viewing", "view_home"), Key("O", "make an offer", "make_offer"),
        Key("I", "interview", "interview"), Key("R", "refused", "refused"), Key("W", "withdraw the offer", "withdraw"))

    def build(self) -> None:
        """The list at the left, the pane at the right."""
        self.file: ApplicantFile | None = None
        self.form: Any = None
        self._space: int | None = None
        self.model = RowsModel(_columns(), name="Support, homes and offers",
                               sentence=lambda one: f"{one.what}: {one.where}, {one.state}")
        self.table = Table(self.model, empty="Nothing is arranged yet. S asks support, V arranges a viewing, O makes an offer",
                           remember="applicant-steps")
        self.table.moved.connect(lambda _id: self._moved())
        self.table.opened.connect(lambda _id: self.record())
        self.listen(self.table)
        self.pane = RefillPane("What is arranged", width=370)
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        if self.desk.may(Permission.KEEP_APPLICANTS):
            column.addWidget(FoldingRow(label("Support, homes and offers", "section"),
                                        button("Ask support", self.ask_support, key="S"),
                                        button("Arrange a viewing", self.view_home, key="V"),
                                        button("Make an offer", self.make_offer, key="O")))
        column.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)

    def reload(self) -> None:
        """The page reads for it."""

    def show_file(self, file: ApplicantFile) -> None:
        """Show a household; a form that is open stays for the same one."""
        if self.file is not None and self.file.row.id != file.row.id:
            self.form = None
        self.file = file
        self.model.show(lines_of(file))
        self._moved()

    def current(self) -> StepLine | None:
        """What is marked."""
        place = self.model.place_of(self.table.current_id() or 0)
        line = self.model.row(place) if place is not None else None
        return line if isinstance(line, StepLine) else None

    # The pane.
    def _moved(self) -> None:
        if self.form is None and self.file is not None:
            self._fill(self.current())
        self.keys_changed.emit()

    def _fill(self, line: StepLine | None) -> None:
        if line is None:
            self.pane.begin("Nothing is arranged yet", "What is arranged for them stands here, the newest first")
            self.pane.finish()
            return
        self.pane.begin(line.where, f"{line.what} · {line.state}")
        self.pane.put(Facts(line.facts))
        for sentence in line.sentences:
            self.pane.put(label(sentence, wrap=True))
        made = list(self._buttons(line.row)) if self.desk.may(Permission.KEEP_APPLICANTS) else []
        self.pane.finish(made[0] if made else None, made[1:])

    def _buttons(self, row: Any) -> Iterator[QPushButton]:
        match row:
            case OfferRow(state=OfferState.OPEN):
                yield button("They accept", self.record, key="Enter", kind="primary")
                yield button("They refuse", self.refused, key="R")
                yield button("Withdraw it", self.withdraw, key="W")
                if row.answer_by < self.desk.today:
                    yield button("It has lapsed", self.lapse)
            case OfferRow(state=OfferState.ACCEPTED):
                yield button("Start the sign-up", self.sign_up, kind="primary")
                yield button("Withdraw it", self.withdraw, key="W")
            case OfferRow(state=OfferState.REFUSED, review_asked_on=None):
                yield button("They ask for a review", self.record, key="Enter")
            case OfferRow(review_on=None, state=OfferState.REFUSED):
                yield button("Decide the review", self.record, key="Enter", kind="primary")
            case ViewingRow(outcome=None):
                yield button("Say how it went", self.record, key="Enter", kind="primary")
                yield button("Move it", self.move_viewing)
                yield button("Offer this home", self.make_offer, key="O")
            case ViewingRow(outcome=ViewingOutcome.LIKED):
                yield button("Offer this home", self.make_offer, key="O", kind="primary")
            case SupportRow(answer=None):
                yield button("Record their answer", self.record, key="Enter", kind="primary")
                yield button("Interview", self.interview, key="I")
            case MatchRow():
                yield button("Open the shortlist", self.record, key="Enter")
                yield button("Arrange a viewing", self.view_home, key="V")
                yield button("Offer this home", self.make_offer, key="O")

    def ask_form(self, made: Any) -> None:
        """A form stands in the pane."""
        self.form = made
        self.keys_changed.emit()

    def close_form(self, _outcome: object = None) -> None:
        """Back to what is marked."""
        self.form = None
        self._moved()
        self.table.setFocus()

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.form is not None:
            self.form.submit()

    def escape(self) -> bool:
        """Esc puts the form away first."""
        was = self.form is not None
        if was:
            self.close_form()
        return was

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What fits the line that is marked; nothing while a form is open."""
        if act == "finish":
            return self.form is not None
        if self.form is not None or self.file is None or not self.desk.may(Permission.KEEP_APPLICANTS):
            return False
        line = self.current()
        row = line.row if line is not None else None
        waits = self.file.row.state not in (*ENDED, ApplicantState.SIGNING)
        match act:
            case "record":
                return next(self._buttons(row), None) is not None
            case "interview":
                return isinstance(row, SupportRow) and row.answer is None
            case "refused":
                return isinstance(row, OfferRow) and row.state is OfferState.OPEN
            case "withdraw":
                return isinstance(row, OfferRow) and row.state in (OfferState.OPEN, OfferState.ACCEPTED)
        return waits

    def record(self) -> None:
        """The first act of the line that is marked."""
        line = self.current()
        match line.row if line is not None and self.is_valid("record") else None:
            case OfferRow(state=OfferState.OPEN) as row:
                self.ask_form(offer_forms.AcceptForm(self, row))
            case OfferRow(state=OfferState.ACCEPTED):
                self.sign_up()
            case OfferRow(review_asked_on=None) as row:
                self.ask_form(offer_forms.ReviewForm(self, row))
            case OfferRow() as row:
                self.ask_form(offer_forms.DecisionForm(self, row))
            case ViewingRow(outcome=None) as row:
                self.ask_form(forms.OutcomeForm(self, row))
            case ViewingRow() as row:
                self._offer(row.space_id)
            case SupportRow() as row:
                self.ask_form(forms.SupportAnswerForm(self, row))
            case MatchRow() as row:
                self.go_to("shortlist", void_id=row.void_id)

    def ask_support(self) -> None:
        """Ask a support provider."""
        if self.is_valid("ask_support") and self.file is not None:
            self.ask_form(forms.AskSupportForm(self, self.file))

    def interview(self) -> None:
        """When support meets them."""
        line = self.current()
        if self.is_valid("interview") and line is not None:
            self.ask_form(forms.InterviewForm(self, line.row))

    def view_home(self) -> None:
        """Arrange a viewing of the home that is marked, or another."""
        if self.is_valid("view_home") and self.file is not None:
            self.ask_form(forms.ViewingForm(self, self.file, self._home_marked()))

    def move_viewing(self) -> None:
        """Another day, hour or companion."""
        line = self.current()
        if self.file is not None and line is not None and isinstance(line.row, ViewingRow):
            self.ask_form(forms.ViewingForm(self, self.file, line.row.space_id, line.row))

    def make_offer(self) -> None:
        """Offer the home that is marked, or another; what it costs is read first."""
        if self.is_valid("make_offer"):
            self._offer(self._home_marked())

    def _offer(self, space_id: int | None) -> None:
        if self.file is not None:
            self.ask_form(offer_forms.OfferForm(self, self.file, space_id))

    def refused(self) -> None:
        """They do not take it."""
        line = self.current()
        if self.is_valid("refused") and line is not None:
            self.ask_form(offer_forms.RefusalForm(self, line.row))

    def withdraw(self) -> None:
        """We take the offer back."""
        line = self.current()
        if self.is_valid("withdraw") and line is not None:
            self.ask_form(offer_forms.WithdrawForm(self, line.row))

    def lapse(self) -> None:
        """Nobody answered by the day."""
        from housingdesk.lettings.actions.offers import lapse_offer

        line = self.current()
        if line is not None:
            self.desk.do(lapse_offer, None, None, offer_id=line.row.id, version=line.row.version)

    def sign_up(self) -> None:
        """Go on with the sign-up, or begin it with what is known."""
        if self.file is None:
            return
        if self.file.sign_up_id is not None:
            self.go_to("signup", sign_up_id=self.file.sign_up_id)
            return
        accepted = next((one for one in self.file.offers if one.state is OfferState.ACCEPTED), None)
        facts = {"offer_id": accepted.id, "space_id": accepted.space_id} if accepted is not None else {}
        self.go_to("signups", applicant_id=self.file.row.id, **facts)

    def _home_marked(self) -> int | None:
        line = self.current()
        if line is not None and isinstance(line.row, (ViewingRow, OfferRow)):
            return line.row.space_id
        if line is not None and isinstance(line.row, MatchRow) and self.file is not None:
            return next((space_id for void_id, _, space_id in self.file.empty if void_id == line.row.void_id), None)
        return self.file.row.for_space_id if self.file is not None else None


def _columns() -> tuple[Column, ...]:
    return (Column("what", "What", 150, lambda one: one.what, secondary=lambda one: one.when),
            Column("where", "Where or with whom", 200, lambda one: one.where, stretch=2),
            Column("state", "Where it stands", 190, lambda one: one.state, secondary=lambda one: one.more,
                   status=lambda one: one.status, stretch=2))


