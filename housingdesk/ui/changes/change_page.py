"""One change step by step: what is asked, what is done with its evidence, the decision; at the right what the rules say."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.changes.actions import carrying_out, changing
from housingdesk.changes.queries.judging import ChangeFile, StepState, change_file
from housingdesk.changes.queries.trustee import TrusteeForm, trustee_form
from housingdesk.changes.rules.findings import ENDS, Says
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.notices.actions.preparing import begin_notice
from housingdesk.ui.changes.deciding import DecisionPart
from housingdesk.ui.changes.forms import ReasonForm, StepForm
from housingdesk.ui.changes.questions import add_questions, answer_words, answers_of
from housingdesk.ui.changes.step_lines import StepLine, columns_of_steps, sentence_of_step
from housingdesk.ui.changes.trustee_form import STEP, TrusteeStepForm
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Bullets, Card, Facts, Scroll, clear, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.sections_page import NumberedSections
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_day

SECTIONS = (("asked", "1 What is asked"), ("steps", "2 Steps"), ("decision", "3 Decision"))
LETTERS = {ChangeKind.NOTICE_BY_TENANT: "notice-received", ChangeKind.DEATH: "death", ChangeKind.ABANDONMENT: "abandoned",
           ChangeKind.STARTER_EXTENSION: "starter-extended", ChangeKind.SURRENDER: "leaving"}
_SAYS = {Says.GOOD: Status.GOOD, Says.LOOK: Status.DUE, Says.STOPS: Status.LATE}
_STATES = {ChangeState.OPEN: Status.DUE, ChangeState.DECIDED: Status.INFORMATION, ChangeState.DONE: Status.GOOD,
           ChangeState.REFUSED: Status.LATE, ChangeState.GIVEN_UP: Status.NEUTRAL}


class ChangePage(NumberedSections, Page):
    """One guided change."""

    title = "Change"
    tables = frozenset({"change", "change_step", "tenancy", "holder", "hold", "notice_case", "balance", "person", "told"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "go on", "go_on"), Key("Ctrl+Enter", "go on", "go_on", shown=False), Key("Alt+1…3", "sections"),
        *(Key(f"Alt+{place}", word, f"section_{place}", shown=False) for place, (_, word) in enumerate(SECTIONS, 1)),
        Key("T", "take the step off", "take_off"), Key("Ctrl+L", "letter", "write", shown=False),
        Key("Ctrl+G", "who is told", "open_telling"))

    def build(self) -> None:
        """The sections at the left, the rules at the right."""
        self._change_id = 0
        self._file: ChangeFile | None = None
        self._shown: tuple[Any, ...] = ()
        self.side: StepForm | ReasonForm | None = None
        self.form = Form(gap=14)
        self.tabs = Tabs("Sections", [Tab(key, word) for key, word in SECTIONS])
        self.tabs.chosen.connect(self._choose)
        self.card, self.questions, self._foot = Card(), Scroll("What is asked"), buttons_row()
        self.card.add(self.questions, 1)
        self.card.add(self._foot)
        self.model = RowsModel(columns_of_steps(), name="Steps", sentence=sentence_of_step)
        self.table = Table(self.model, empty="Nothing is to be done", remember="change-steps")
        self.table.opened.connect(lambda _id: self.go_on())
        self.table.moved.connect(lambda _id: self._moved())
        self.listen(self.table)
        self.decision = DecisionPart(self)
        self.stack = QStackedWidget()
        theme.size(self.stack, least_height=260)
        for widget in (self.card, table_card(self.table), self.decision):
            self.stack.addWidget(widget)
        self.pane = RefillPane("What the rules say", width=380)
        self.body.addWidget(self.tabs)
        self.body.addWidget(columns((self.stack, 1), (self.pane, 0), fold=820), 1)

    def open(self, **facts: Any) -> None:
        """A change (``change_id``), at a ``section`` where one is named, else where it stands."""
        if facts.get("change_id") != self._change_id:
            self._file, self._shown, self.side = None, (), None
        self._change_id = int(facts.get("change_id") or 0)
        self._wanted = facts.get("section")
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The section one was in."""
        return {**super().bookmark(), "section": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the section."""
        super().restore(bookmark)
        self._wanted = bookmark.get("section")

    def reload(self) -> None:
        """Read the change and what the rules say of it today."""
        if self._change_id:
            self.ask(change_file, self._show, change_id=self._change_id, on=self.desk.today)

    def _show(self, file: ChangeFile) -> None:
        if file.row.id != self._change_id:
            return
        first, self._file = self._file is None, file
        self._head(file)
        key = (file.row.id, file.row.version)
        if key != self._shown:
            self._shown = key
            self._ask_questions(file)
            self.decision.show_file(file)
        self.model.show([StepLine(number, state) for number, state in enumerate(file.steps, 1)])
        if self.side is None:
            self._rules()
        if first or self._wanted:
            self.tabs.choose(self._wanted or self._stands(file))
            self._wanted = None
            self._choose(self.tabs.key())
            if self.isVisible():
                self.enter()
        self.keys_changed.emit()

    @staticmethod
    def _stands(file: ChangeFile) -> str:
        if file.row.state is ChangeState.OPEN:
            return "asked" if file.process.unanswered(file.row.answers, file.facts.flags) else "decision"
        undone = [one for one in file.steps if one.done is None and one.spec.needed]
        return "steps" if undone and file.row.running else "decision"

    def _head(self, file: ChangeFile) -> None:
        row, agreement = file.row, file.tenancy
        self.set_title(f"{file.title}: {agreement.names}")
        asked = f"since {format_date(row.asked_on)}" + (f", from {row.asked_by}" if row.asked_by else "")
        self.header.set_subtitle(f"{agreement.address} · {agreement.reference} · {asked}")
        chips = [(str(row.state).capitalize(), _STATES[row.state])]
        if row.running and file.next_on is not None:
            late = file.next_on < self.desk.today
            chips.append((f"By {format_day(file.next_on)}", Status.LATE if late else Status.DUE))
        self.header.set_chips(chips)
        actions = [button("Open the file", self._open_file)]
        if self.may() and self._notice() is not None:
            actions.append(button("Begin the notice", self._begin_notice))
        if row.running and self.may():
            actions.append(button("Give it up", self._give_up))
        if self.is_valid("write"):
            actions.append(button("Our letter", self.write, key="Ctrl+L"))
        if row.answers.get("_applicant"):
            actions.append(button("The application", self._open_application))
        if self.is_valid("open_telling"):
            actions.append(button("Who is told", self.open_telling, key="Ctrl+G"))
        self.header.set_actions(*actions)

    def may(self) -> bool:
        """Whether the person may change anything here."""
        return self.desk.may(Permission.KEEP_TENANCIES)

    def _ask_questions(self, file: ChangeFile) -> None:
        clear(self.questions.body)
        self.form = Form(gap=14)
        self.form.heading(file.title, file.process.text)
        is_open = file.row.state is ChangeState.OPEN and self.may()
        if is_open:
            add_questions(self.form, self.desk, file)
        else:
            self.form.add_widget(Facts([(one.words, answer_words(one, file.row.answers, file)) for one in file.questions]))
        self.questions.add(self.form)
        self.questions.end()
        self.form.show()
        old, self._foot = self._foot, buttons_row(*([button("Keep the answers", self.go_on, key="Ctrl+Enter", kind="primary")]
                                                    if is_open else []))
        self.card.body.replaceWidget(old, self._foot)
        old.hide()
        old.deleteLater()

    def _rules(self) -> None:
        file, self.side = self._file, None
        if file is None:
            return
        self._about_step(file)
        checks = Checks()
        checks.show_checks([(_SAYS[one.says], f"{one.words} ({one.law})" if one.law else one.words)
                            for one in file.judgement.findings])
        self.pane.put(checks)
        if file.judgement.effective_on is not None:
            self.pane.put(label(f"Takes effect on {format_day(file.judgement.effective_on)}", "strong", wrap=True))
        if file.missing and file.row.running:
            self.pane.put(label("Still to do", "section"))
            self.pane.put(Bullets(file.missing))
        self.pane.finish()

    def _about_step(self, file: ChangeFile) -> None:
        """The step that is marked, as it was done."""
        state = self._line() if self.tabs.key() == "steps" else None
        if state is None or state.done is None:
            self.pane.begin("What the rules say", file.process.law)
            return
        by = f" · {state.done.recorded_by}" if state.done.recorded_by else ""
        self.pane.begin(state.spec.words, f"{format_day(state.done.done_on)}{by}")
        self.pane.put(label(state.done.note or "The paper is kept with the file", "read", wrap=True))
        self.pane.put(label("What the rules say", "section", wrap=True))
        self.pane.put(label(file.process.law, "muted", wrap=True))

    def _moved(self) -> None:
        if self.side is None:
            self._rules()
        self.keys_changed.emit()

    # Keys.
    def to_section(self, number: int) -> None:
        """Go to a section by its number."""
        self._to(SECTIONS[number - 1][0])

    def _to(self, section: str) -> None:
        self.tabs.choose(section)
        self._choose(section)
        self.enter()

    def enter(self) -> None:
        """The first thing to do in the section in sight."""
        section = self.tabs.key()
        if section == "steps":
            self.table.setFocus()
            return
        form = self.form if section == "asked" else self.decision.form
        for field in form.fields.values():
            field.widget.setFocus()
            return
        super().enter()

    def _choose(self, section: str) -> None:
        self.stack.setCurrentIndex([key for key, _ in SECTIONS].index(section))
        self._moved()

    def go_on(self) -> None:
        """Finish the form in the pane; else do what the section in sight is for."""
        focused = self.focusWidget()
        if self.side is not None and focused is not None and self.pane.isAncestorOf(focused):
            self.side.submit()
        elif self._file is not None and self.is_valid("go_on"):
            {"asked": self._keep_answers, "steps": self._record, "decision": self.decision.submit}[self.tabs.key()]()

    def _keep_answers(self) -> None:
        file = self._file
        if file is None or self.form.show_problems(self.form.unreadable()):
            return
        self.desk.do(changing.answer_change, self._answered, self.decision.refused_in(self.form), change_id=file.row.id,
                     version=file.row.version, answers=answers_of(self.form, file))

    def _answered(self, _outcome: Any) -> None:
        """What is asked next depends on the answers; once all are given it goes on to the steps."""
        self.ask(change_file, self._after_answers, change_id=self._change_id, on=self.desk.today)

    def _after_answers(self, file: ChangeFile) -> None:
        if not file.process.unanswered(file.row.answers, file.facts.flags):
            self._to("steps")

    def _line(self) -> StepState | None:
        place = self.model.place_of(self.table.current_id() or 0)
        line = self.model.row(place) if place is not None else None
        return line.state if isinstance(line, StepLine) else None

    def _record(self) -> None:
        state = self._line()
        if state is not None and state.done is None and state.spec.key == STEP:
            self.ask(trustee_form, partial(self._record_trustee, state), change_id=self._change_id, on=self.desk.today)
        elif state is not None and state.done is None:
            self.side = StepForm(self.pane, self.desk, self._change_id, state, self.close_side)
            self.keys_changed.emit()

    def _record_trustee(self, state: StepState, told: TrusteeForm) -> None:
        self.side = TrusteeStepForm(self.pane, self.desk, self._change_id, state, self.close_side, told)
        self.keys_changed.emit()

    def take_off(self) -> None:
        """Take a step off that was recorded by mistake."""
        state = self._line()
        if state is not None and state.done is not None:
            done = state.done
            self.side = ReasonForm(self.pane, "Take the step off", state.spec.words, "Take it off",
                                   lambda because, form: self.desk.do(
                                       changing.remove_change_step, self.close_side, form.refused, step_id=done.id,
                                       version=done.version, because=because), self.close_side)
            self.keys_changed.emit()

    def _give_up(self) -> None:
        self._ask_why("Give this change up", "The agreement goes on as it is", "Give it up", changing.give_up_change)

    def undo(self) -> None:
        """Undo what was carried out."""
        self._ask_why("Undo this change", "A notice is taken back only as both sides agree in writing: say who and when",
                      "Undo it", carrying_out.undo_change)

    def _ask_why(self, title: str, about: str, verb: str, action: Any) -> None:
        file = self._file
        if file is None:
            return

        def do(because: str, form: PaneForm) -> None:
            self.desk.do(action, self.close_side, form.refused, change_id=file.row.id, version=file.row.version,
                         because=because)

        self.side = ReasonForm(self.pane, title, about, verb, do, self.close_side)
        self.keys_changed.emit()

    def close_side(self, _outcome: object = None) -> None:
        """The form in the pane is done with: what the rules say stands there again."""
        self.escape()

    def escape(self) -> bool:
        """Esc puts the form in the pane away first."""
        was = self.side is not None
        if was:
            self._rules()
            self.enter()
            self.keys_changed.emit()
        return was

    def _notice(self) -> str | None:
        """The notice of ours that a step still waits for."""
        steps = self._file.to_serve(self.desk.today) if self._file is not None and self.desk.may(
            Permission.SERVE_NOTICES) else ()
        return next((one.spec.notice for one in steps), None)

    def _begin_notice(self) -> None:
        file, notice = self._file, self._notice()
        if file is None or notice is None:
            return
        running = next((one for one in file.notices if one.notice == notice), None)
        if running is not None:
            self.go_to("notice", case_id=running.id)
            return
        why = file.row.answers.get("reasons") or file.row.answers.get("signs") or file.row.answers.get("end_reason") or ""
        self.desk.do(begin_notice, partial(self._notice_begun), self.decision.refused_in(self.decision.form),
                     tenancy_id=file.row.tenancy_id, notice=notice, grounds=(), why=why or file.title)

    def _notice_begun(self, outcome: Any) -> None:
        self.go_to("notice", case_id=outcome.value)

    def open_telling(self) -> None:
        """Who is to hear of the end."""
        if self._file is not None:
            self.go_to("handover", tenancy_id=self._file.row.tenancy_id)

    def write(self) -> None:
        """Our letter to them about it, from the wording there is for it."""
        if self._file is not None:
            self.go_to("write_letter", tenancy_id=self._file.row.tenancy_id, template=LETTERS[self._file.row.kind])

    def _open_application(self) -> None:
        if self._file is not None:
            self.go_to("applicant", applicant_id=int(self._file.row.answers["_applicant"]))

    def _open_file(self) -> None:
        if self._file is not None:
            self.go_to("tenancy", tenancy_id=self._file.row.tenancy_id)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open in the pane."""
        if self.side is not None:
            return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")]
        return super().valid_keys()

    def is_valid(self, act: str) -> bool:
        """What may be done in the section in sight."""
        file = self._file
        if act == "open_telling":
            return file is not None and file.row.state is ChangeState.DONE and file.tenancy.ends_on is not None and (
                file.row.kind in ENDS)
        if act == "write":
            return file is not None and file.row.kind in LETTERS and self.desk.may(Permission.SEND_LETTERS)
        if file is None or (act in ("go_on", "take_off") and not self.may()):
            return file is not None
        if act == "take_off":
            state = self._line()
            return self.tabs.key() == "steps" and file.row.running and state is not None and (
                state.done is not None and state.done.id > 0)
        if act == "go_on" and self.side is None:
            return self._can_go_on(file)
        return True

    def _can_go_on(self, file: ChangeFile) -> bool:
        section = self.tabs.key()
        if section == "steps":
            state = self._line()
            return file.row.running and state is not None and state.done is None
        return file.row.state is ChangeState.OPEN if section == "asked" else bool(self.decision.verb)
