"""Can they pay for it: what comes in and goes out side by side, the verdict as it is typed, kept and printed."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.benefits.rules.assess.telling import amount_words, made_with, step_words
from housingdesk.lettings.actions.affordability import keep_affordability, keep_check_paper
from housingdesk.lettings.queries.affordability import (
    AffordabilityRow,
    Beginning,
    beginning,
    check,
    large_print,
    paper_of_check,
)
from housingdesk.lettings.rules.affordability import Result, work_out
from housingdesk.lettings.rules.benefit_household import members_of, others_of
from housingdesk.ui.kit.cards import Bullets, Card, Facts, Scroll, columns
from housingdesk.ui.kit.form import buttons_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.tenant import TenantPage, TenantRows, TenantWords
from housingdesk.ui.lettings.affordability_form import AffordabilityForm
from housingdesk.ui.lettings.estimate_print import kept_paper
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


class AffordabilityPage(Page):
    """One household and one home. What is typed stays until it is kept, also when another window changes something."""

    title = "Can they pay for it"
    tables = frozenset({"affordability", "setting"})
    keys = (Key("Ctrl+Enter", "keep it", "keep"), Key("Ctrl+P", "print", "print_it"),
            Key("Alt+B", "benefit advice", "advise"), Key("Alt+O", "the applicant", "open_them"))

    def build(self) -> None:
        """The questions at the left, the verdict at the right."""
        self._applicant_id, self._space_id = 0, None
        self._begun: Beginning | None = None
        self._edited = False
        self.form = AffordabilityForm()
        self.form.edited.connect(self._changed)
        self.keep_button = button("Keep this check", self.keep, key="Ctrl+Enter", kind="primary")
        self.print_button = button("Print", self.print_it, key="Ctrl+P")
        area = Scroll("What the home costs, what comes in and goes out")
        area.add(self.form)
        area.end()
        card = Card()
        card.add(area, 1)
        card.add(buttons_row(self.keep_button, self.print_button))
        self.pane = RefillPane("Verdict", width=350)
        self.body.addWidget(columns((card, 1), (self.pane, 0), fold=820), 1)

    def open(self, **facts: Any) -> None:
        """A household (``applicant_id``), for a home (``space_id``) or the one it is wanted for."""
        asked = (facts["applicant_id"], facts.get("space_id"))
        if asked != (self._applicant_id, self._space_id):
            self._begun, self._edited = None, False
        self._applicant_id, self._space_id = asked
        self.mark_stale()

    def reload(self) -> None:
        """Read what is known; what is typed and not kept stays."""
        if self._applicant_id:
            self.ask(beginning, self._show, applicant_id=self._applicant_id, space_id=self._space_id, on=self.desk.today)

    def _show(self, begun: Beginning) -> None:
        first = self._begun is None
        self._begun = begun
        if first or not self._edited:
            self.form.show_beginning(begun, others_of(begun.answers, self.desk.today))
        self.concerns(Household(begun.applicant.name, frozenset(), frozenset({("applicant", begun.applicant.id)})))
        self.set_title(f"Can {begun.applicant.name} pay for it")
        self.header.set_subtitle(f"{begun.address or 'No home is named yet: type what one would cost'} · "
                                 f"{begun.applicant.reference}")
        self.header.set_chips([_chip(begun.last)] if begun.last is not None else [("Not checked yet", Status.DUE)])
        self.header.set_actions(button("Benefit advice", self.advise, key="Alt+B"),
                                button("Open the applicant", self.open_them, key="Alt+O"))
        may = self.desk.may(Permission.KEEP_APPLICANTS)
        self.keep_button.setVisible(may)
        self.print_button.setEnabled(begun.last is not None)
        self._tell()
        self.keys_changed.emit()

    def enter(self) -> None:
        """Begin with what comes in."""
        self.form.first().setFocus()

    # The verdict.
    def _changed(self) -> None:
        self._edited = True
        self._tell()

    def result(self) -> Result | None:
        """What the check comes to as it is typed."""
        draft, begun = self.form.draft(), self._begun
        if draft is None or begun is None:
            return None
        on = self.desk.today
        return work_out(draft, members_of(begun.answers, on, dict(draft.gross)), begun.rates, on, begun.limit)

    def _tell(self) -> None:
        found = self.result()
        if found is None:
            return
        wrong = self.form.unreadable()
        if not found.charged or wrong:
            said = wrong[0].message if wrong else "Type what the home costs, and what comes in and goes out"
            self.pane.begin("Not worked out yet", said)
            self.pane.finish()
            return
        self.pane.begin(found.verdict[0])
        self.pane.put(Facts([("The home costs", format_pence(found.charged)), ("Benefit pays", format_pence(found.covered)),
                             ("They pay themselves", format_pence(found.own)), ("Comes in", format_pence(found.income)),
                             ("Goes out", format_pence(found.spent)), ("Left a week", format_pence(found.left))],
                            strong_last=True))
        if len(found.verdict) > 1:
            self.pane.put(Bullets([f"{said}." for said in found.verdict[1:]]))
        self._steps(found)
        self.pane.finish()

    def _steps(self, found: Result) -> None:
        if found.estimate is None:
            return
        self.pane.put(line())
        self.pane.put(label("How the estimate was made", "strong", wrap=True))
        for step in found.estimate.steps:
            moved = amount_words(step.pence)
            self.pane.put(label(f"{step_words(step.text, step.mark)}{f'  {moved}' if moved else ''}", wrap=True))
            self.pane.put(label(step.source, "small", wrap=True))
        if found.estimate.cautions:
            self.pane.put(Bullets([f"{caution}." for caution in found.estimate.cautions]))
        self.pane.put(label(f"{made_with(found.estimate)}.", "muted", wrap=True))

    # Keys.
    def keep(self) -> None:
        """Keep it, or say what stands against it."""
        draft = self.form.draft()
        if draft is None:
            return
        found = [*self.form.unreadable(), *draft.problems()]
        if self.form.show_problems(found):
            return
        self.desk.do(keep_affordability, self._kept, self._refused, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._edited = False
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.form.show_problems([Problem("rent", str(error))])

    def print_it(self) -> None:
        """Print the check that was kept last; whoever may keeps its paper in the file with it."""
        begun = self._begun
        if begun is None or begun.last is None:
            return
        if self.desk.may(Permission.KEEP_APPLICANTS):
            self.ask(paper_of_check, self._has_paper, row=begun.last)
        else:
            self.desk.run(sheet_of, self._print, label="Drawing the check", check_id=begun.last.id, on=self.desk.today)

    def _has_paper(self, document_id: int | None) -> None:
        last = self._begun.last if self._begun is not None else None
        if document_id is not None:
            self._fetch(document_id)
        elif last is not None:
            self.desk.do(keep_check_paper, lambda outcome: self._fetch(int(outcome.value)), self._no_paper, check_id=last.id)

    def _fetch(self, document_id: int) -> None:
        self.desk.run(kept_paper, self._print, label="Fetching the check", document_id=document_id)

    def _no_paper(self, error: Exception) -> None:
        self.notices.message(str(error), Status.LATE)

    def _print(self, made: tuple[bytes, int]) -> None:
        data, pages = made
        PrintPanel(self.window(), self.desk, "Print the check", data, pages, sent_to_printer(self.desk, "The check"))

    def tenant_page(self) -> TenantPage | None:
        """What the home costs and what is left, as the household itself is shown it."""
        found, begun = self.result(), self._begun
        if found is None or begun is None or not found.charged:
            return None
        rows = (("The home costs", format_pence(found.charged)), ("Benefit is expected to pay", format_pence(found.covered)),
                ("You pay", format_pence(found.own)), ("Comes in", format_pence(found.income)),
                ("You told us goes out", format_pence(found.spent)), ("Left", format_pence(found.left)))
        words = f"All a week, for {begun.address}" if begun.address else "All a week"
        return TenantPage("What the home costs and what is left", (TenantWords(words), TenantRows(rows, total=True)),
                          key=f"affordability {begun.applicant.id}")

    def advise(self) -> None:
        """What can be claimed and asked for, and the estimate to print and keep."""
        self.go_to("advice", applicant_id=self._applicant_id)

    def open_them(self) -> None:
        """To the applicant."""
        self.go_to("applicant", applicant_id=self._applicant_id)

    def is_valid(self, act: str) -> bool:
        """Keeping what may be kept, printing what was kept."""
        if act == "print_it":
            return self._begun is not None and self._begun.last is not None
        return act != "keep" or self.desk.may(Permission.KEEP_APPLICANTS)

    def panes(self) -> list[QWidget]:
        """The questions, then the verdict."""
        return [self.form.first(), self.pane]


def _chip(last: AffordabilityRow) -> tuple[str, Status]:
    left = f"{format_pence(abs(last.left_pence))} {'left' if last.left_pence >= 0 else 'short'}"
    return f"Checked on {format_date(last.on)}: {left}", (
        Status.GOOD if last.left_pence >= 0 and not last.figures["flagged"] else Status.DUE)


def sheet_of(progress: Any, *, check_id: int, on: date) -> tuple[bytes, int]:
    """A check as PDF that is kept nowhere, for who may look only, and how many pages it has."""
    from housingdesk.letters.pdf import issue_paper
    from housingdesk.letters.queries.sender import sender_of
    from housingdesk.lettings.affordability_paper import affordability_paper
    from housingdesk.settings.queries import value

    progress(0, 1, "Drawing the check")
    row = check(check_id)
    assert row is not None
    paper = affordability_paper(row, row.name, sender_of(on), large=large_print(row.applicant_id))
    issued = issue_paper(paper, demo=bool(value("demo.mark", on)))
    return issued.pdf, issued.pages
