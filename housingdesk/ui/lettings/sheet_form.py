"""A sheet of the sign-up as a form: its fields side by side where they are short, each kept by itself as it is left."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.sheets import Sheet
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.ui.kit.form import Field, Form
from housingdesk.ui.kit.yes_no import YesNo
from housingdesk.ui.lettings.answer_field import AnswerField, editor_for, is_wide
from housingdesk.values.problems import Problem


class SheetForm(Form):
    """The questions of one sheet. ``kept`` names a key whose answer is to be kept."""

    kept = Signal(str)

    def __init__(self, sheet: Sheet, today: Callable[[], date], title: str = "", text: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=14)
        self.sheet = sheet
        self.answers: dict[str, AnswerField] = {}
        self._today = today
        self._said: dict[str, str] = {}
        self._arrived = ""
        if title:
            self.heading(title, text)
        self._lay(sheet.asked)
        self.end()

    def _lay(self, asked: Sequence[Asked]) -> None:
        waiting: list[Asked] = []
        for one in asked:
            if is_wide(one):
                self._pair(waiting)
                waiting = []
                self._pair([one])
                continue
            waiting.append(one)
            if len(waiting) == 2:
                self._pair(waiting)
                waiting = []
        self._pair(waiting)

    def _pair(self, asked: Sequence[Asked]) -> None:
        if not asked:
            return
        if len(asked) == 1 and is_wide(asked[0]):
            one = asked[0]
            words = "" if one.question.kind is Kind.TICK else one.question.ask
            self._take(one, self.add(one.key, words, editor_for(one, self._today), hint=_hint(one)))
            return
        row = self.row(*((one.key, one.question.ask, editor_for(one, self._today), _hint(one)) for one in asked))
        if len(asked) == 1:
            layout = row.layout()
            assert isinstance(layout, QBoxLayout)
            layout.addStretch(1)  # a field by itself is as wide as the others
        for one in asked:
            self._take(one, self.fields[one.key])

    def _take(self, one: Asked, field: Field) -> None:
        if one.question.kind is Kind.TICK:
            field.label.hide()
            field.widget.setAccessibleName(one.question.ask)
        self.answers[one.key] = made = AnswerField(one, field)
        made.changed.connect(self.kept)
        if isinstance(made.editor, YesNo):
            made.editor.by_letter.connect(self.to_next)

    def same_questions(self, sheet: Sheet) -> bool:
        """Whether a newer state of the sheet asks the same with the same choices."""
        return [(one.key, tuple(one.choices)) for one in sheet.asked] == [
            (one.key, tuple(one.choices)) for one in self.sheet.asked]

    def take_up(self, sheet: Sheet) -> None:
        """A newer state of the same questions."""
        self.sheet = sheet
        for one in sheet.asked:
            self.answers[one.key].take_up(one)

    def tell_all(self) -> None:
        """Have everything kept that is not yet."""
        for answer in self.answers.values():
            answer.tell()

    def here(self) -> AnswerField | None:
        """The question that has the focus."""
        focused = self.focusWidget()
        return next((answer for answer in self.answers.values()
                     if focused is not None and (focused is answer.editor or answer.field.isAncestorOf(focused))), None)

    def next_missing(self) -> AnswerField | None:
        """The first question after the one in focus that is needed and has no answer."""
        answers = list(self.answers.values())
        now = self.here()
        after = answers[answers.index(now) + 1:] if now is not None else answers
        return next((answer for answer in after if answer.missing() and answer.editor.isVisibleTo(self)), None)

    def to_next(self) -> None:
        """A letter answered: on to the next question of the sheet that is needed."""
        waiting = self.next_missing()
        if waiting is not None:
            waiting.editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._arrived = waiting.key

    def just_arrived(self) -> bool:
        """Whether a letter brought the focus here and nothing was pressed since: Enter after it is habit, and skips nothing."""
        arrived, self._arrived = self._arrived, ""
        here = self.here()
        return bool(arrived) and here is not None and here.key == arrived and here.missing()

    def unreadable(self) -> list[Problem]:
        """What cannot be read as it is typed; an empty field can."""
        said = ((key, answer.problem()) for key, answer in self.answers.items())
        return [Problem(key, words) for key, words in said if words]

    def first_open(self) -> AnswerField | None:
        """Where to begin: the first question without an answer that is needed, else the first."""
        answers = list(self.answers.values())
        return next((answer for answer in answers if answer.missing()), answers[0] if answers else None)

    def say(self, problems: Sequence[Problem], *, loudly: bool = False) -> bool:
        """Show what is wrong beside the fields; ``loudly`` also in the summary, where the focus goes. Whether anything is."""
        found = self.unreadable()
        found += [problem for problem in problems if problem.field in self.fields and problem.field not in
                  {known.field for known in found}]
        if loudly:
            return self.show_problems(found)
        by_key = {problem.field: problem.message for problem in found}
        for key, field in self.fields.items():
            if self._said.get(key, "") != by_key.get(key, "") and not self.answers[key].is_new():
                field.show_error(by_key.get(key, ""))
        self._said = by_key
        return bool(found)


def _hint(one: Asked) -> str:
    if one.question.kind is Kind.TICK:
        return ""
    if one.said is not None and one.said.source:
        return f"{one.question.hint} ({one.said.source})" if one.question.hint else sentence(one.said.source)
    return one.question.hint


def sentence(source: str) -> str:
    """Where an answer came from, as a hint: ``"from the nomination"``."""
    return source if source.startswith(("from", "on ")) else f"from {source}"
