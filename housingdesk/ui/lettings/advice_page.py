"""The advice corner: what benefit will cover, what to claim and ask for by when, each with its letter or its sentence."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.estimates import EstimateDraft, keep_estimate
from housingdesk.benefits.rules.advice import Advice
from housingdesk.benefits.rules.advice import Household as Advised
from housingdesk.benefits.rules.advice.known import More
from housingdesk.benefits.rules.advice.known import household as as_advised
from housingdesk.benefits.rules.assess import Case
from housingdesk.lettings.queries.advising import Advising, advising
from housingdesk.ui.kit.cards import Bullets, Card, Facts, Scroll, columns
from housingdesk.ui.kit.form import buttons_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tenant import TenantPage
from housingdesk.ui.lettings.advice_rows import (
    ESTIMATE,
    AdviceRow,
    estimate_parts,
    row_sentence,
    rows_of,
    shown_to_tenant,
)
from housingdesk.ui.lettings.estimate_print import drawn_estimate, kept_paper
from housingdesk.ui.lettings.household_form import HouseholdForm
from housingdesk.values.dates import format_date, format_day, format_short
from housingdesk.values.problems import Problem


class AdvicePage(Page):
    """One household: advice at the left, why and how at the right; F2 asks what is not known yet."""

    title = "Benefit advice"
    tables = frozenset({"claim", "claim_evidence", "award", "balance", "account", "charge_line", "document", "person", "holder",
                        "route", "answer", "setting", "schedule"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "letter, or copy"), Key("L", "letter", "write_letter"), Key("Ctrl+C", "copy the sentence",
        "copy_sentence"),
        Key("F2", "the household", "ask_household"), Key("Ctrl+Enter", "keep the estimate", "keep"),
        Key("Ctrl+P", "print the estimate", "print_it"), Key("Alt+O", "the file", "open_them"))

    def build(self) -> None:
        """The list and the questions in one place, what it is about beside them."""
        self._asked: tuple[int | None, int | None] | None = None
        self._known: Advising | None = None
        self._edited, self._keep_for_print = False, False
        self.model = RowsModel(_columns(self.desk.today), name="Advice", sentence=row_sentence, row_id=lambda r: r.number)
        self.table = Table(self.model, empty="Nothing is to be advised here", remember="advice")
        self.table.moved.connect(lambda _id: self._tell())
        self.table.opened.connect(lambda _id: self.do_it())
        self.listen(self.table)
        self._form: HouseholdForm | None = None
        listed = Card(margin=0)
        listed.add(self.table, 1)
        self._area = Scroll("The household")
        asked = Card(self._area)
        self.keep_button = button("Keep the estimate", self.keep, key="Ctrl+Enter", kind="primary")
        asked.add(buttons_row(self.keep_button, button("Back to the advice", self.escape, key="Esc")))
        self.left = QStackedWidget()
        self.left.addWidget(listed)
        self.left.addWidget(asked)
        self.pane = RefillPane("Advice", width=390)
        self.body.addWidget(columns((self.left, 1), (self.pane, 0), fold=820), 1)

    @property
    def form(self) -> HouseholdForm:
        """The questions, made when they are first asked."""
        if self._form is None:
            self._form = HouseholdForm(lambda: self.desk.today)
            self._area.add(self._form)
            self._area.end()
            if self._known is not None:
                self._form.show_household(self._known)
            self._form.edited.connect(self._changed)
        return self._form

    def open(self, **facts: Any) -> None:
        """A household: ``tenancy_id`` or ``applicant_id``; neither for somebody at the desk."""
        asked = (facts.get("tenancy_id"), facts.get("applicant_id"))
        if asked != self._asked:
            self._known, self._edited = None, False
            self.left.setCurrentIndex(0)
            self.model.show(())
        self._asked = asked
        self.mark_stale()

    def reload(self) -> None:
        """Read what is known; what is typed and not kept stays."""
        if self._asked is None:
            self._asked = (None, None)
        tenancy_id, applicant_id = self._asked
        self.ask(advising, self._show, tenancy_id=tenancy_id, applicant_id=applicant_id, on=self.desk.today)

    def _show(self, known: Advising) -> None:
        first, self._known = self._known is None, known
        if self._form is not None and (first or not self._edited):
            self._form.show_household(known)
        if known.subject is not None:
            self.concerns(Household(known.names, frozenset(), frozenset({(known.subject.table, known.subject.id)})))
        self.set_title("Benefit advice" if known.subject is None else f"Benefit advice for {known.names}")
        self.header.set_subtitle(" · ".join(part for part in (known.where, known.reference) if part)
                                 or "Type the household: nothing of it is kept")
        self.header.set_chips([(f"Estimate kept on {format_date(known.kept.on)}", Status.GOOD)] if known.kept else [])
        self.header.set_actions(*([button("Open the file", self.open_them, key="Alt+O")] if known.subject else []))
        self.keep_button.setVisible(self._may_keep())
        self._refill()
        if first and known.subject is None:
            self.ask_household()
        elif first and self.isVisible():
            self.enter()

    def enter(self) -> None:
        """The list, or the first question while the household is being typed."""
        if self.left.currentIndex() == 0:
            self.table.setFocus()
        else:
            self.form.first().setFocus()

    # What is advised.
    def advised(self) -> Advised | None:
        """The household as it is typed, with its estimate."""
        said = self._said()
        return as_advised(*said, self._known.standing) if said is not None and self._known is not None else None

    def _said(self) -> tuple[Case, More] | None:
        """The household as it is typed, or as it is known while nothing was asked."""
        if self._form is not None and (case := self._form.case()) is not None:
            return case, self._form.asked_besides()
        return (self._known.case, self._known.more) if self._known is not None else None

    def _unreadable(self) -> list[Problem]:
        return self._form.unreadable() if self._form is not None else []

    def _changed(self) -> None:
        self._edited = True
        self._refill()

    def _refill(self) -> None:
        found = self.advised()
        if found is None:
            return
        self.model.show(rows_of(found))
        if self.table.current_id() is None and self.model.count():
            self.table.view.select_place(0)
        self._tell()
        self.keys_changed.emit()

    def current(self) -> AdviceRow | None:
        """The row that is marked; the estimate while the household is being typed."""
        place = self.model.place_of(ESTIMATE if self.left.currentIndex() else self.table.current_id() or ESTIMATE)
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, AdviceRow) else None

    def _tell(self) -> None:
        row, found = self.current(), self.advised()
        if row is None or found is None:
            return
        wrong = self._unreadable()
        if row.advice is None:
            self.pane.begin(row.what)
            if wrong:
                self.pane.put(label(wrong[0].message, "error", wrap=True))
            for widget in estimate_parts(found.estimate):
                self.pane.put(widget)
            self.pane.finish(*self._foot_of_estimate())
        else:
            self._tell_advice(row.advice)
        self.keys_changed.emit()

    def _tell_advice(self, advice: Advice) -> None:
        self.pane.begin(advice.what, "For us to do" if advice.ours else "For them to do")
        self.pane.put(label(f"{advice.why}.", "read", wrap=True))
        if advice.by is not None:
            self.pane.put(Facts([("By", format_day(advice.by))]))
        if advice.sentence:
            self.pane.put(label("To copy for the journal or the council", "strong", wrap=True))
            self.pane.put(Bullets([advice.sentence]))
        self.pane.put(label(advice.source, "small", wrap=True))
        buttons = []
        if self.is_valid("write_letter"):
            buttons.append(button("Write the letter", self.write_letter, key="L"))
        if advice.sentence:
            buttons.append(button("Copy the sentence", self.copy_sentence, key="Ctrl+C"))
        self.pane.finish(buttons[0] if buttons else None, buttons[1:])

    def _foot_of_estimate(self) -> tuple[Any, ...]:
        prints = button("Print the estimate", self.print_it, key="Ctrl+P")
        others: list[QPushButton] = [] if self.left.currentIndex() else [button("The household", self.ask_household, key="F2")]
        return prints, others

    # What the keys do.
    def do_it(self) -> None:
        """The letter of the marked advice, else its sentence; of the estimate the household."""
        row = self.current()
        if row is None:
            return
        if row.advice is None:
            self.ask_household()
        elif self.is_valid("write_letter"):
            self.write_letter()
        else:
            self.copy_sentence()

    def write_letter(self) -> None:
        """The letter to the tenant with what is known filled in."""
        row, known = self.current(), self._known
        if row is not None and row.advice is not None and known is not None and self.is_valid("write_letter"):
            self.go_to("write_letter", tenancy_id=known.tenancy_id, template=row.advice.letter,
            answers=dict(row.advice.answers))

    def copy_sentence(self) -> None:
        """The sentence for the journal or the council on the clipboard."""
        row = self.current()
        if row is not None and row.advice is not None and row.advice.sentence:
            QGuiApplication.clipboard().setText(row.advice.sentence)
            self.notices.toast("The sentence is on the clipboard")

    def ask_household(self) -> None:
        """The questions take the place of the list; the estimate is told as it is typed."""
        form = self.form
        self.left.setCurrentIndex(1)
        self._tell()
        if self.isVisible():
            form.first().setFocus()

    def escape(self) -> bool:
        """From the questions back to the advice; what was typed stays."""
        if self.left.currentIndex() == 0:
            return False
        self.left.setCurrentIndex(0)
        self.table.setFocus()
        self._tell()
        return True

    def keep(self) -> None:
        """Keep the estimate with its paper in the file."""
        draft = self._draft()
        if draft is None or not self._may_keep():
            return
        found = [*self._unreadable(), *draft.problems()]
        if (found or self._form is not None) and self.form.show_problems(found):
            self._keep_for_print = False
            self.ask_household()
            return
        self.desk.do(keep_estimate, self._kept, self._refused, draft=draft)

    def _draft(self) -> EstimateDraft | None:
        said, known = self._said(), self._known
        if said is None or known is None or known.subject is None:
            return None
        return EstimateDraft(known.subject, known.names, known.where, known.reference, *said, known.large_print)

    def _kept(self, outcome: Any) -> None:
        self._edited = False
        if self._keep_for_print:
            self._keep_for_print = False
            self.desk.run(kept_paper, self._print, label="Fetching the estimate", document_id=outcome.value)
        else:
            self.escape()
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self._keep_for_print = False
        self.notices.message(str(error), stays=True)

    def print_it(self) -> None:
        """Print the estimate; one with a file is kept there first, as it was shown."""
        said, known = self._said(), self._known
        if said is None or known is None:
            return
        if self._draft() is not None and self._may_keep():
            if not self._edited and known.papers and known.kept is not None and known.kept.on == self.desk.today:
                self.desk.run(kept_paper, self._print, label="Fetching the estimate", document_id=known.papers[0].id)
                return
            self._keep_for_print = True
            self.keep()
        elif not self._unreadable() or not self.form.show_problems(self._unreadable()):
            self.desk.run(partial(drawn_estimate, known=known), self._print, label="Drawing the estimate", case=said[0],
                          made_by=self.desk.who.name, on=self.desk.today)

    def _print(self, made: tuple[bytes, int]) -> None:
        data, pages = made
        PrintPanel(self.window(), self.desk, "Print the estimate", data, pages, sent_to_printer(self.desk, "The estimate"))

    def open_them(self) -> None:
        """To the file of the agreement or the applicant."""
        known = self._known
        if known is None or known.subject is None:
            return
        if known.tenancy_id is not None:
            self.go_to("tenancy", tenancy_id=known.tenancy_id, section="benefit")
        else:
            self.go_to("applicant", applicant_id=known.subject.id)

    def tenant_page(self) -> TenantPage | None:
        """What is marked, in words for the household."""
        row, found, known = self.current(), self.advised(), self._known
        if row is None or found is None or known is None:
            return None
        return shown_to_tenant(row, found.estimate, f"advice {known.subject or 'desk'} {row.number}")

    def is_valid(self, act: str) -> bool:
        """What the marked row offers."""
        row, known = self.current(), self._known
        advice = row.advice if row is not None else None
        match act:
            case "write_letter":
                return (advice is not None and bool(advice.letter) and known is not None and known.tenancy_id is not None
                        and self.desk.may(Permission.SEND_LETTERS))
            case "copy_sentence":
                return advice is not None and bool(advice.sentence)
            case "keep":
                return self._may_keep()
            case "open_them":
                return known is not None and known.subject is not None
            case "ask_household":
                return self.left.currentIndex() == 0
        return known is not None

    def valid_keys(self) -> list[Key]:
        """While the household is being typed Enter does nothing of its own."""
        found = super().valid_keys()
        return found if self.left.currentIndex() == 0 else [key for key in found if key.keys != "Enter"]

    def _may_keep(self) -> bool:
        return self._known is not None and self._known.subject is not None and self.desk.may(Permission.KEEP_TENANCIES)

    def panes(self) -> list[QWidget]:
        """The list or the questions, then what it is about."""
        return [self.table if self.left.currentIndex() == 0 else self.form.first(), self.pane]


def _columns(today: Any) -> tuple[Column, ...]:
    return (Column("what", "Advice", 320, lambda r: r.what, secondary=lambda r: r.why, stretch=1),
            Column("by", "By", 110, lambda r: format_short(r.by, today) if r.by is not None else "",
                   status=lambda r: r.status(today)))
