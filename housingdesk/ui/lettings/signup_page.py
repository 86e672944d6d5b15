"""A sign-up at the desk: the tasks, a few questions at a time, and beside them what the tenant sees and what is left.

Every answer is kept as its field is left. Enter goes to the next question without an answer, else to the next sheet; nothing
is asked twice, and what is not known yet waits under “Come back to”.
"""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.actions.signup.confirming import confirm_answers
from housingdesk.lettings.queries.signup import SignUpCase
from housingdesk.lettings.queries.signup.at_desk import AtDesk, at_desk
from housingdesk.lettings.rules.signup.sheets import Sheet, first_key, one_before, place_of, sheets
from housingdesk.lettings.rules.signup.status import Status, TaskState
from housingdesk.lettings.rules.words import Given, SignUpState
from housingdesk.tenancies.rules import words_for
from housingdesk.ui.kit.cards import columns
from housingdesk.ui.kit.icons import Status as Shade
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.lettings.answer_field import AnswerField
from housingdesk.ui.lettings.sheet_card import SheetCard, headline
from housingdesk.ui.lettings.signup_end import EndCard
from housingdesk.ui.lettings.signup_seat import Seat
from housingdesk.ui.lettings.signup_side import SignUpSide
from housingdesk.ui.lettings.signup_tasks import TaskCard
from housingdesk.ui.lettings.signup_tenant import household_of, tenant_page
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

END = "end"
_CROWDED = 3


class SignUpPage(Page):
    """One sign-up, from the offer to the first weeks."""

    title = "Sign-up"
    tables = frozenset({"sign_up", "answer", "pack_paper", "signature", "certificate", "void", "core_log"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "continue", "go_on"), Key("Shift+Enter", "back", "go_back"),
        Key("Ctrl+Enter", "continue", "finish_here", shown=False),
        Key("Ctrl+G", "task list", "to_tasks"), Key("Ctrl+D", "not known yet", "not_known"),
        Key("Ctrl+Shift+D", "prefers not to say", "not_said"),
        Key("Ctrl+Shift+S", "sign", "to_sign"), Key("Ctrl+P", "print pack", "to_pack", shown=False),
        Key("Alt+N", "not sure: second appointment", "second_meeting", shown=False),
        Key("Alt+R", "start this task again", "restart", shown=False), Key("Alt+P", "pause", "pause", shown=False))

    def build(self) -> None:
        """Tasks, sheet, side."""
        self._id: int | None = None
        self._wanted: tuple[str, str] = ("", "")
        self.case: SignUpCase | None = None
        self._shown: AtDesk | None = None
        self.end: EndCard | None = None
        self._task = ""
        self._place = 0
        self._pending: set[str] = set()
        self._going = False
        self.seat = Seat(self.desk, self._say)
        self.tasks = TaskCard()
        self.tasks.chosen.connect(self._open_task)
        self.card = SheetCard(lambda: self.desk.today)
        self.card.keep.connect(self._keep)
        self.side = SignUpSide(self.desk)
        self.hold(self.side)
        self.side.change.connect(self._go)
        self.side.core.changed.connect(self._core_read)
        self.side.core.wanted.connect(self._to_question)
        self.body.addWidget(columns((self.tasks, 0, 900), (self.card, 1), (self.side, 0), fold=780), 1)

    # Opening and reading.
    def open(self, **facts: Any) -> None:
        """A sign-up (``sign_up_id``) where it was left, or at a ``task`` and the sheet that holds ``key``."""
        self.card.keep_now()
        if facts.get("sign_up_id") != self._id:
            self._id, self.case, self._task = facts.get("sign_up_id"), None, ""
        elif self.case is not None:
            self.concerns(household_of(self.case))  # the next sheet of the same sign-up: nobody else came to the desk
        self._wanted = (facts.get("task", ""), facts.get("key", ""))
        self.mark_stale()

    def reload(self) -> None:
        """Read the sign-up with all that is known of it."""
        if self._id is not None:
            self.ask(at_desk, self._show, sign_up_id=self._id, on=self.desk.today, private=self.desk.may(Permission.SEE_RISK))

    def _show(self, shown: AtDesk) -> None:
        case = shown.case
        if case.head.id != self._id:
            return
        first, self.case, self._shown = self.case is None, case, shown
        if first and not self._wanted[0]:
            self._wanted = (case.head.task, case.head.field)
        anew = first or bool(self._wanted[0])
        if anew or not self._task:
            self._go_where_wanted(case)
        self._head(case)
        self._fill(case, anew=anew)
        if first and case.head.scroll:
            self.card.questions.verticalScrollBar().setValue(case.head.scroll)
        self._wanted = ("", "")
        self.side.show_case(shown, self._sheet().asked if self._task != END else ())
        self.private(household_of(case)) if first else self.concerns(household_of(case))
        if first and self.desk.may(Permission.KEEP_APPLICANTS):
            self.seat.take(case.head)
        elif anew:
            self._leave()
        if self._going and not self._pending:
            self._going = False
            self._on()

    def _go_where_wanted(self, case: SignUpCase) -> None:
        task, key = self._wanted
        if task != END and task not in [state.task.key for state in case.tasks]:
            left = [state for state in case.tasks if state.status is not Status.DONE]
            task = left[0].task.key if left else END
        self._task = task
        self._place = 0 if task == END else place_of(sheets(self._state()), key)

    def _state(self) -> TaskState:
        assert self.case is not None
        return next((state for state in self.case.tasks if state.task.key == self._task), self.case.tasks[-1])

    def _head(self, case: SignUpCase) -> None:
        head, words = case.head, words_for(case.head.kind)
        self.set_title(f"Sign-up: {head.address}")
        starts = case.answers.day("starts_on")
        name = case.answers.look("name_1") or "somebody new"
        agreement = f"{words.agreement} from {format_day(starts)}" if starts else str(head.kind)
        self.header.set_subtitle(f"{name} · {agreement} · saved {head.touched_at.astimezone():%H:%M:%S}")
        chips = [] if head.state is SignUpState.IN_PROGRESS else [(sentence_case(head.state), Shade.INFORMATION)]
        if head.pack_number:
            chips.append((f"Emergency pack {head.pack_number}", Shade.INFORMATION))
        self.header.set_chips(chips)
        made = [button("Pause", self.pause, key="Alt+P")]
        if head.tenancy_id is not None:
            made.insert(0, button("Open the file", partial(self.go_to, "tenancy", tenancy_id=head.tenancy_id)))
        self.header.set_actions(*made)
        self.tasks.show_states(case.tasks, self._task)

    # The sheet.
    def _sheet(self) -> Sheet:
        laid = sheets(self._state())
        self._place = min(self._place, max(0, len(laid) - 1))
        return laid[self._place] if laid else Sheet(self._task, "", 0, ())

    def _fill(self, case: SignUpCase, *, anew: bool) -> None:
        if self._task == END:
            self._fill_end(case)
            return
        self.end = None
        sheet, state = self._sheet(), self._state()
        name = case.answers.look(f"name_{sheet.person}") if case.known.people > 1 else ""
        made = self.card.show_sheet(sheet, headline(state, sheet, name, self._place == 0), self._problems(),
                                    key=self._wanted[1], anew=anew, take_focus=self.isVisible())
        if made or state.task.own:  # its verb changes once the papers are made
            self._set_foot(state, len(case.tasks))
            self.keys_changed.emit()

    def _set_foot(self, state: TaskState, total: int) -> None:
        unmade = state.task.own and self.case is not None and not self.case.papers.made
        made = [button("Make the papers" if unmade else "Continue", self.go_on, key="Enter", kind="primary")]
        signing = state.task.key == "sign" and self._place >= len(sheets(state)) - 1
        asks = [one.question for one in self._sheet().asked]
        if any(question.not_known for question in asks) and not signing:
            made.append(_aside(button("Not known yet", self.not_known, key="Ctrl+D")))
        if any(question.not_said for question in asks):
            made.append(_aside(button("Not said", self.not_said, key="Ctrl+Shift+D")))
        if signing:
            made += [button("Sign", self.to_sign, key="Ctrl+Shift+S"), button("Not sure", self.second_meeting, key="Alt+N")]
        self.card.set_foot(*made, note=f"Task {state.task.number} of {total}" if len(made) < _CROWDED else "")

    def _fill_end(self, case: SignUpCase) -> None:
        if self.end is None:
            self.end = EndCard()
            self.end.change.connect(self._go)
            self.card.show_other(self.end)
            self.end.enter()
        self.end.show_case(case, self._shown.unsafe if self._shown is not None else ())
        made = [button("Print pack", self.to_pack, key="Ctrl+P")]
        if case.head.open and self.desk.may(Permission.KEEP_TENANCIES):
            made.insert(0, button("Finish the sign-up", self.finish, key="Ctrl+Enter", kind="primary"))
        self.card.set_foot(*made, note="Check the answers")
        self.keys_changed.emit()

    def _problems(self) -> list[Problem]:
        """What stands against the answers, the service's own sentences too."""
        assert self.case is not None
        return [*self.case.problems, *self.side.core_problems()]

    def _core_read(self, _status: Any) -> None:
        if self.card.form is not None and self.case is not None:
            self.card.form.say(self._problems())

    def _to_question(self, key: str) -> None:
        assert self.case is not None
        task = next((state.task.key for state in self.case.tasks for one in state.asked if one.key == key), "")
        if task:
            self._go(task, key)

    # Keeping.
    def _keep(self, answer: AnswerField) -> None:
        said = answer.said()
        if said is None or self._id is None:
            return
        self._pending.add(answer.key)
        answer.kept = said
        self.desk.keep(actions.answer, partial(self._kept, answer.key), partial(self._not_kept, answer.key),
                       sign_up_id=self._id, key=answer.key, value=said.value, given=said.given)

    def _kept(self, key: str, _outcome: Any) -> None:
        self._pending.discard(key)

    def _not_kept(self, key: str, error: HousingDeskError) -> None:
        self._pending.discard(key)
        self._going = False
        if not self.card.refuse(key, refusal(error)):
            self._say(error)

    def _leave(self) -> None:
        if self.case is not None and self.case.head.open:
            self.seat.is_at(self._task, self.card.key_here(), self.card.scrolled())

    def enter(self) -> None:
        """Take the focus on arrival: the question it was left at, or the first without an answer."""
        if self.end is not None:
            self.end.enter()
        elif not self.card.take_focus():
            super().enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on what is ticked or chosen goes on too, Shift+Enter back; Space chooses."""
        focused, shift = self.focusWidget(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == shift
        if enter and isinstance(focused, QAbstractButton if shift else (QRadioButton, QCheckBox)) \
                and self.card.isAncestorOf(focused):
            (self.go_back if shift else self.go_on)()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Left for another screen: what is typed is kept."""
        self.card.keep_now()
        super().hideEvent(event)

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What cannot be done on this sheet is not offered."""
        if act == "go_back":
            return self.case is not None and one_before(self.case.tasks, self._task, self._place) is not None
        if self.case is None or not (self.case.head.open and self.desk.may(Permission.KEEP_APPLICANTS)):
            return act in ("to_tasks", "pause", "go_on", "finish_here", "to_pack") and self.case is not None
        match act:
            case "not_known":
                return self.card.offers(Given.NOT_KNOWN)
            case "not_said":
                return self.card.offers(Given.NOT_SAID)
            case "restart" | "to_sign":
                return self._task != END
        return True

    def finish_here(self) -> None:
        """Finish the sign-up at its end, a form beside it, or go on."""
        if self.side.form is not None:
            self.side.submit()
        elif self._task == END:
            self.finish()
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the next question without an answer, else to the next sheet; what is wrong is shown first."""
        if self._task == END:
            if self.end is not None and not self.end.open_row():
                self.finish()
            return
        if self.card.form is not None and self.card.form.just_arrived():
            return
        self.card.tick_explained()
        self._going = True  # once it is kept, and what it brings up is known; what is refused holds it back
        self.card.keep_now()
        if self._going and not self._pending:
            self._going = False
            self._on()

    def _on(self) -> None:
        if self.card.to_next():
            return
        form, case = self.card.form, self.case
        if case is None or form is None or form.say(case.problems, loudly=True):
            return
        self._confirm(form.sheet)
        state = self._state()
        laid = sheets(state)
        if state.task.own and not case.papers.made:
            self.to_pack()
        elif self._place + 1 < len(laid):
            self._go(state.task.key, laid[self._place + 1].asked[0].key)
        else:
            after = [other for other in case.tasks if other.task.number > state.task.number]
            self._go(after[0].task.key if after else END)

    def _confirm(self, sheet: Sheet) -> None:
        """What stood on the sheet and is on file was seen: it is an answer now."""
        keys = [one.key for one in sheet.asked if one.said is None and one.fact]
        if keys and self._id is not None:
            self.desk.keep(confirm_answers, None, self._say, sign_up_id=self._id, keys=keys)

    def _go(self, task: str, key: str = "") -> None:
        self.go_to("signup", sign_up_id=self._id, task=task, key=key)

    def _open_task(self, task: str) -> None:
        self.card.keep_now()
        self.card.setFocus()
        self._go(task, first_key(self._state()) if task == self._task != END else "")  # where one is: from its beginning

    def go_back(self) -> None:
        """To the sheet before this one."""
        if self.case is not None and (before := one_before(self.case.tasks, self._task, self._place)) is not None:
            self.card.keep_now()
            self._go(*before)

    def to_tasks(self) -> None:
        """To the list of tasks; in a window too narrow for it, as a menu."""
        if self.tasks.isVisible():
            self.tasks.table.setFocus()
        else:
            self.tasks.open_menu(self.header)

    def not_known(self) -> None:
        """The question in focus is not known yet."""
        self.card.give(Given.NOT_KNOWN)

    def not_said(self) -> None:
        """They prefer not to say."""
        self.card.give(Given.NOT_SAID)

    def to_sign(self) -> None:
        """To the papers and their signatures."""
        self._to_papers(sign=True)

    def to_pack(self) -> None:
        """To the papers of this sign-up."""
        self._to_papers(sign=False)

    def _to_papers(self, *, sign: bool) -> None:
        self.card.keep_now()
        self._leave()
        self.go_to("pack", sign_up_id=self._id, sign=sign)

    def restart(self) -> None:
        """Empty this task; its old answers stay in the history."""
        if self._id is not None and self._task != END:
            self.desk.do(actions.restart_task, None, self._say, sign_up_id=self._id, task=self._task)

    def second_meeting(self) -> None:
        """They were not sure: nothing is signed today, and a second appointment is made."""
        if self._id is not None:
            self.side.ask_again(self._id)

    def finish(self) -> None:
        """Start the agreement with all that goes with it."""
        if self._id is not None and self.case is not None and self.case.head.open:
            self.desk.do(actions.finish_sign_up, self._finished, self._say, sign_up_id=self._id)

    def _finished(self, outcome: Any) -> None:
        self.end_private()
        self.go_to("tenancy", tenancy_id=outcome.value)

    def pause(self) -> None:
        """Leave it as it is; it is resumed where it was left."""
        self.card.keep_now()
        self._leave()
        self.seat.let_go()
        self.end_private()
        self.go_to("signups")

    def tenant_page(self) -> Any:
        """What of this sheet the tenant may see."""
        return None if self._shown is None or self.card.form is None else tenant_page(self._shown, self._state(), self._sheet())

    def _say(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)


def _aside(made: QPushButton) -> QPushButton:
    """A button that answers the question in focus, and so must not take the focus from it."""
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
