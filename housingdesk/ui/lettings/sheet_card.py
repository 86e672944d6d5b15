"""The middle of the sign-up: one sheet with its foot, or the check at the end. It says what is to be kept; it keeps nothing."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.sheets import Sheet
from housingdesk.lettings.rules.signup.status import TaskState
from housingdesk.lettings.rules.words import Given
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, clear
from housingdesk.ui.kit.form import buttons_row
from housingdesk.ui.kit.label import label
from housingdesk.ui.lettings.answer_field import AnswerField
from housingdesk.ui.lettings.sheet_form import SheetForm
from housingdesk.values.problems import Problem


class SheetCard(Card):
    """Holds the form of one sheet. ``keep`` gives the field whose answer is to be kept."""

    keep = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        theme.size(self, least_height=260)
        self._today = today
        self.form: SheetForm | None = None
        self._wanted = ""
        self._first: QPushButton | None = None
        self.questions, self._foot = Scroll("Questions"), buttons_row()
        self.add(self.questions, 1)
        self.add(self._foot)

    def show_sheet(self, sheet: Sheet, headline: tuple[str, str], problems: list[Problem], *, key: str, anew: bool,
                   take_focus: bool) -> bool:
        """Show a sheet, the focus on ``key`` or the first open question; a newer state of the same one in place.

        Whether the form was made anew.
        """
        if not anew and self.form is not None and self.form.same_questions(sheet) and self.form.sheet.title == sheet.title:
            self.form.take_up(sheet)
            self.form.say(problems)
            return False
        key = key or self.key_here()
        in_hand = self._in_hand(sheet)
        clear(self.questions.body)
        self.form = SheetForm(sheet, self._today, *headline)
        self.form.kept.connect(partial(self._keep, self.form))
        self.questions.add(self.form)
        self.questions.end()
        self.form.say(problems)
        self.form.show()
        self._wanted = key
        if take_focus:
            self.take_focus()
        for one, typed in in_hand.items():
            if one in self.form.answers:
                self.form.answers[one].type_on(typed)
        return True

    def _in_hand(self, sheet: Sheet) -> dict[str, tuple[str, int]]:
        """What is typed and not kept on this sheet: an answer may bring up a question while the next is being typed."""
        if self.form is None or (self.form.sheet.task, self.form.sheet.title) != (sheet.task, sheet.title):
            return {}
        return {one: typed for one, answer in self.form.answers.items() if (typed := answer.typed()) is not None}

    def take_focus(self) -> bool:
        """Put the focus where somebody was, else on the first question without an answer; False when there is none."""
        wanted = None
        if self.form is not None:
            wanted = self.form.here() or self.form.answers.get(self._wanted) or self.form.first_open()
        target: QWidget | None = wanted.editor if wanted is not None else self._first  # nothing is asked: Enter goes on
        if target is not None and self.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target is not None

    def show_other(self, widget: QWidget) -> None:
        """Show something that is no sheet."""
        if self.form is None and widget.isVisible():
            return
        clear(self.questions.body)
        self.form = None
        self.questions.add(widget, 1)
        widget.show()

    def set_foot(self, *buttons: QPushButton, note: str = "") -> None:
        """The buttons under the sheet, the first at the left."""
        row = buttons_row(*buttons, note=label(note, "muted"))
        old, self._foot = self._foot, row
        self.body.replaceWidget(old, row)
        old.hide()
        old.deleteLater()
        self._first = buttons[0] if buttons else None
        if self.form is not None and not self.form.answers:
            self.take_focus()

    def here(self) -> AnswerField | None:
        """The question that has the focus."""
        return self.form.here() if self.form is not None else None

    def key_here(self) -> str:
        """Its key, ``""`` when there is none."""
        here = self.here()
        return here.key if here is not None else ""

    def scrolled(self) -> int:
        """How far it is scrolled."""
        return self.questions.verticalScrollBar().value()

    def keep_now(self) -> None:
        """Have everything kept that is typed and not kept yet."""
        if self.form is not None:
            self.form.tell_all()

    def tick_explained(self) -> None:
        """What has to be explained or handed over and is in focus was; what is told of the household is ticked by hand."""
        here = self.here()
        if here is not None and here.one.question.kind is Kind.TICK and not here.one.question.core and here.missing():
            here.editor.setChecked(True)
            here.tell()

    def to_next(self) -> bool:
        """Go to the next question that is needed and has no answer; False when there is none after this."""
        waiting = self.form.next_missing() if self.form is not None else None
        if waiting is not None:
            waiting.editor.setFocus(Qt.FocusReason.TabFocusReason)
        return waiting is not None

    def offers(self, given: Given) -> bool:
        """Whether the question in focus takes this answer."""
        here = self.here()
        if here is None:
            return False
        return here.one.question.not_known if given is Given.NOT_KNOWN else here.one.question.not_said

    def give(self, given: Given) -> None:
        """Answer the question in focus so."""
        here = self.here()
        if here is not None and self.offers(given):
            here.set_given(given)

    def refuse(self, key: str, sentence: str) -> bool:
        """Show beside a field why its answer was not kept; False when it is not on the sheet any more."""
        answer = self.form.answers.get(key) if self.form is not None else None
        if answer is None:
            return False
        answer.field.show_error(sentence)
        answer.kept = None
        answer.editor.setFocus()
        return True

    def _keep(self, form: SheetForm, key: str) -> None:
        self.keep.emit(form.answers[key])  # of the sheet it was typed on, though another may be in sight by now


def headline(state: TaskState, sheet: Sheet, name: str, first: bool) -> tuple[str, str]:
    """The title of a sheet and the grey sentence under it."""
    title = sheet.title or state.task.title
    if sheet.person and name:
        title = f"{title}: {name}"
    elif sheet.person > 1:
        title = f"{title}: person {sheet.person}"
    return title, state.why or (state.task.hint if first else "")
