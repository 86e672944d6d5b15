"""A notice step by step: one decision a page, what is found at the right, and each step a step back in the history."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.notices.rules.questionnaire import ENDING
from housingdesk.notices.rules.states import OPEN, State
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, clear, columns
from housingdesk.ui.kit.form import buttons_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.notices.reads import FlowFacts, flow_facts
from housingdesk.ui.notices.review_forms import ask
from housingdesk.ui.notices.shown import shown_as
from housingdesk.ui.notices.step import SideForm, Step
from housingdesk.ui.notices.steps_dates import DatesStep, HowStep, SecondStep, state_step
from housingdesk.ui.notices.steps_preparing import CanWeStep, ParticularsStep, WhyStep
from housingdesk.ui.notices.steps_serving import ServeStep, WithdrawForm
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_STEPS: tuple[type[Step], ...] = (WhyStep, CanWeStep, ParticularsStep, DatesStep, HowStep, SecondStep, ServeStep)
_WORDS = ("1 Which", "2 Can we", "3 Particulars", "4 Dates", "5 How", "6 Check", "7 Serve")


@frozen
class _Typed:
    """What stood in the fields of a step, and who had written the notice by then."""

    hands: frozenset[str]
    values: dict[str, Any]


class NoticePage(Page):
    """One notice, from which and why to the proof of its service."""

    title = "Notice"
    tables = frozenset({"notice_case", "notice_service", "notice_wording", "notice_review", "hold", "balance", "holder",
                        "tenancy"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "go on", "go_on"), Key("Ctrl+Enter", "go on", "go_on", shown=False),
                                       Key("Ctrl+P", "print", "print_it"), Key("Alt+R", "a review", "ask_review"),
                                       Key("Ctrl+G", "court", "open_court"))

    def build(self) -> None:
        """The names of the steps, the questions, and the evidence."""
        self._case_id: int | None = None
        self._tenancy_id: int | None = None
        self._wanted: int | None = None
        self._begun: int | None = None
        self._shown: tuple[Any, ...] = ()
        self._facts: FlowFacts | None = None
        self._typed: dict[tuple[int, int], _Typed] = {}
        self.step: Step | None = None
        self.side: SideForm | None = None
        self.tabs = Tabs("Steps", [Tab(str(number), word) for number, word in enumerate(_WORDS, 1)])
        self.tabs.chosen.connect(self._choose)
        self.card = Card()
        theme.size(self.card, least_height=260)
        self.questions, self._foot = Scroll("Questions"), buttons_row()
        self.card.add(self.questions, 1)
        self.card.add(self._foot)
        self.pane = RefillPane("What is found", width=360)
        self.body.addWidget(self.tabs)
        self.body.addWidget(columns((self.card, 1), (self.pane, 0), fold=820), 1)

    @property
    def page(self) -> Page:
        """This page, for its steps."""
        return self

    def open(self, **facts: Any) -> None:
        """A notice (``case_id``) at a ``step``, else where it stands; or a new one for ``tenancy_id``."""
        self._put_by()
        self._case_id, self._tenancy_id = facts.get("case_id"), facts.get("tenancy_id")
        self._wanted = facts.get("step")
        self._begun = None
        self._shown = ()
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The notice that was begun here: one comes back to it, not to an empty first page."""
        return {**super().bookmark(), "begun": self._begun}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back at the first step of the notice that was begun here."""
        super().restore(bookmark)
        if self._case_id is None and bookmark.get("begun"):
            self._case_id, self._wanted, self._begun = bookmark["begun"], 1, bookmark["begun"]
            self.refresh()

    def reload(self) -> None:
        """Read the notice and all that is found of it."""
        if self._case_id or self._tenancy_id:
            self.ask(flow_facts, self._show, case_id=self._case_id, tenancy_id=self._tenancy_id, on=self.desk.today)

    def _show(self, facts: FlowFacts) -> None:
        case = facts.case
        if (case.id if case else None) != self._case_id:
            return  # the answer to an older question
        self._facts = facts
        number = 1 if case is None else self._wanted or state_step(case.state)
        self._head(facts)
        key = (case.id if case else 0, number, case.version if case else 0, len(facts.services),
               tuple((row.id, row.version) for row in facts.reviews))
        if key == self._shown and self.step is not None:
            self.step.facts = facts  # what is typed stays, also in the pane; what is found is shown anew
            if self.side is None:
                self._evidence()
            return
        self._shown = key
        self.step = _STEPS[number - 1](self, facts, number)
        self._put(self.step)
        self._take_up(self.step)
        self._evidence()
        blocked = self.tabs.blockSignals(True)
        self.tabs.choose(str(number))
        self.tabs.blockSignals(blocked)
        self.keys_changed.emit()

    def _put_by(self) -> None:
        """What was typed on a step and not kept yet is there again when one comes back to it."""
        if self.step is not None and self.step.facts.case is not None and not self.step.kept:
            case = self.step.case
            self._typed[case.id, self.step.number] = _Typed(case.hands, self.step.form.values())

    def _take_up(self, step: Step) -> None:
        case = step.facts.case
        typed = self._typed.pop((case.id, step.number), None) if case is not None else None
        me = frozenset({str(self.desk.who.id or self.desk.who.name)})
        if case is None or typed is None or case.hands - typed.hands - me or typed.values.keys() != step.form.fields.keys():
            return  # a colleague has written it meanwhile: theirs is shown
        step.form.set_values(**{name: value for name, value in typed.values.items() if value is not None})

    def _evidence(self) -> None:
        self.side = None
        if self.step is not None:
            self.step.evidence(self.pane)

    def _head(self, facts: FlowFacts) -> None:
        case, row = facts.case, facts.tenancy
        self.set_title(case.words.split(",")[0] + f" to {row.names}" if case else f"A notice to {row.names}")
        self.header.set_subtitle(f"{row.address} · {row.reference}")
        state = case.standing(self.desk.today) if case else State.DRAFT
        chips = [(sentence_case(state), shown_as(state))]
        if case and (countdown := case.countdown(self.desk.today)):
            chips.append((countdown, Status.INFORMATION))
        self.header.set_chips(chips)
        actions = [button("Open the file", self._open_file)]
        if self.is_valid("open_court"):
            actions.append(button("Court", self.open_court, key="Ctrl+G"))
        if case and (state in OPEN or state is State.SERVED) and self.desk.may(Permission.SERVE_NOTICES):
            actions.append(button("Withdraw it", self._withdraw))
        self.header.set_actions(*actions)

    def _put(self, step: Step) -> None:
        clear(self.questions.body)
        self.questions.add(step.form)
        self.questions.end()
        step.form.show()
        buttons = [button(step.verb, self.go_on, key="Enter", kind="primary")] if self._may_go_on(step) else []
        if step.number > 1:
            buttons.append(button("Back", self.back_step, key="Alt+←"))
        old, self._foot = self._foot, buttons_row(*buttons)
        self.card.body.replaceWidget(old, self._foot)
        old.hide()
        old.deleteLater()
        for field in step.form.fields.values():
            if field.isVisibleTo(step.form):
                field.widget.setFocus()
                break

    def _may_go_on(self, step: Step) -> bool:
        return bool(step.verb) and self.desk.may(Permission.SERVE_NOTICES)

    # What the steps use.
    def begun(self, case_id: int) -> None:
        """A notice was begun here."""
        self._begun = case_id

    def go_step(self, step: int, case_id: int | None = None) -> None:
        """To a step, which Alt+Left comes back from."""
        number = min(step, len(_STEPS))
        self.go_to("notice", case_id=case_id or self._case_id, step=number)

    def close_side(self) -> None:
        """The form in the pane is done with: what is found stands there again."""
        self._evidence()

    # Keys.
    def go_on(self) -> None:
        """Do what the step's button says."""
        focused = self.focusWidget()
        if self.side is not None and focused is not None and self.pane.isAncestorOf(focused):
            self.side.submit()
        elif self.step is not None and self._may_go_on(self.step):
            self.step.submit()

    def escape(self) -> bool:
        """Put away the form in the pane; else go back."""
        was = self.side is not None
        if was:
            self._evidence()
        return was

    def back_step(self) -> None:
        """The step before."""
        if self.step is not None and self.step.number > 1:
            self.go_step(self.step.number - 1)

    def print_it(self) -> None:
        """Print the notice as it was made."""
        if isinstance(self.step, ServeStep):
            self.step.print_it()

    def ask_review(self) -> None:
        """Record that a review is asked for."""
        if isinstance(self.step, ServeStep):
            ask(self.step)

    def open_court(self) -> None:
        """To what comes after the service: the checklist, the hearing, the bundle, the eviction."""
        if self._case_id is not None:
            self.go_to("court", case_id=self._case_id)

    def is_valid(self, act: str) -> bool:
        """Printing only what was made; going on only where there is something to do."""
        if act == "ask_review":
            facts = self._facts
            return (isinstance(self.step, ServeStep) and facts is not None and facts.reviewing is not None
                    and not any(row.open for row in facts.reviews))
        if act == "open_court":
            facts = self._facts
            return (facts is not None and facts.case is not None and facts.case.state is State.SERVED
                    and (facts.facts is None or facts.facts.notice.rule in ENDING))
        if act == "print_it":
            return isinstance(self.step, ServeStep) and self._facts is not None and self._facts.pdf is not None
        return self.side is not None or (self.step is not None and self._may_go_on(self.step))

    def _choose(self, key: str) -> None:
        if self._facts is not None and self._facts.case is None:
            self.tabs.choose("1")
        elif self.step is not None and int(key) != self.step.number:
            self.go_step(int(key))

    def _open_file(self) -> None:
        if self._facts is not None:
            self.go_to("tenancy", tenancy_id=self._facts.tenancy.id)

    def _withdraw(self) -> None:
        if self.step is not None:
            self.side = WithdrawForm(self, self.step)
