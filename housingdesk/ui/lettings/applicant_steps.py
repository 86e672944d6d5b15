"""What is arranged for an applicant: asks of support, shortlists, viewings and offers in one list, their acts in a pane."""

from collections.abc import Iterator
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from housingdesk.access.rules import Permission
from housingdesk.lettings.queries.applicant_file import ApplicantFile
from housingdesk.lettings.queries.offers import OfferRow, SupportRow, ViewingRow
from housingdesk.lettings.queries.shortlist import MatchRow
from housingdesk.lettings.rules.applicants import ENDED
from housingdesk.lettings.rules.words import ApplicantState, OfferState, ViewingOutcome
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.header import FoldingRow
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListPart
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.lettings import applicant_step_forms as forms
from housingdesk.ui.lettings import offer_forms
from housingdesk.ui.lettings.step_lines import StepLine, lines_of


class StepsPanel(ListPart):
    """The list and its pane; ``file`` is read by the page."""

    name, pane_name = "Support, homes and offers", "What is arranged"
    empty = "Nothing is arranged yet. S asks support, V arranges a viewing, O makes an offer"
    pane_width = 370

    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "record what came of it", "record"), Key("S", "ask support", "ask_support"),
        Key("V", "arrange a viewing", "view_home"), Key("O", "make an offer", "make_offer"),
        Key("I", "interview", "interview"), Key("R", "refused", "refused"), Key("W", "withdraw the offer", "withdraw"))

    def build(self) -> None:
        """Nobody is known yet."""
        self.file: ApplicantFile | None = None
        super().build()

    def above(self) -> tuple[QWidget, ...]:
        """What may be begun."""
        if not self.desk.may(Permission.KEEP_APPLICANTS):
            return ()
        return (FoldingRow(label("Support, homes and offers", "section"), button("Ask support", self.ask_support, key="S"),
                           button("Arrange a viewing", self.view_home, key="V"),
                           button("Make an offer", self.make_offer, key="O")),)

    def columns(self) -> tuple[Column, ...]:
        """What, where, and how it stands."""
        return _columns()

    def sentence(self, row: StepLine) -> str:
        """A line as a screen reader says it."""
        return f"{row.what}: {row.where}, {row.state}"

    def remembered(self) -> str:
        """As wide as they were made on this page."""
        return "applicant-steps"

    def reload(self) -> None:
        """The page reads for it."""

    def show_file(self, file: ApplicantFile) -> None:
        """Show a household; a form that is open stays for the same one."""
        if self.file is not None and self.file.row.id != file.row.id:
            self.question = None
        self.file = file
        self.show_rows(lines_of(file))

    # The pane.
    def show_current(self) -> None:
        """What is known of the line that is marked, and what comes next."""
        line: StepLine | None = self.current()
        if self.file is None:
            return
        if line is None:
            self.pane.begin("Nothing is arranged yet", "What is arranged for them stands here, the newest first")
            self.pane.finish()
            return
        self.pane.begin(line.where, f"{line.what} · {line.state}")
        self.pane.put(Facts(line.facts))
        for sentence in line.sentences:
            self.pane.put(label(sentence, wrap=True))
        made = list(self._buttons(line.row)) if self.desk.may(Permission.KEEP_APPLICANTS) else []
        if self.about() and self.desk.may(Permission.SEND_LETTERS):
            self.pane.put(button("Write to them about it", self.write, key="Ctrl+L"))
        self.pane.finish(made[0] if made else None, made[1:])

    def about(self) -> str:
        """The record of the line that is marked, as a letter to them is about it: ``offer:3``; empty where it is about none."""
        line: StepLine | None = self.current()
        kinds = {OfferRow: "offer", ViewingRow: "viewing", SupportRow: "support_ask"}
        kind = kinds.get(type(line.row)) if line is not None else None
        return f"{kind}:{line.row.id}" if kind is not None and line is not None else ""

    def write(self) -> None:
        """A letter to them about the line that is marked."""
        if self.file is not None:
            self.go_to("applicant_letter", applicant_id=self.file.row.id, about=self.about())

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

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What fits the line that is marked; nothing while a form is open."""
        if act == "finish":
            return self.question is not None
        if self.question is not None or self.file is None or not self.desk.may(Permission.KEEP_APPLICANTS):
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

    def enter_pressed(self) -> None:
        """Enter does the first act."""
        self.record()

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
    return (Column("what", "What", 184, lambda one: one.what, secondary=lambda one: one.when),
            Column("where", "Where or with whom", 200, lambda one: one.where, stretch=2),
            Column("state", "Where it stands", 190, lambda one: one.state, secondary=lambda one: one.more,
                   status=lambda one: one.status, stretch=2))


