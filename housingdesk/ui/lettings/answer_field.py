"""One question on a sheet of the sign-up: the editor for its kind, what it says as an answer, and when that is kept.

An answer is kept when its field is left and 400 ms after typing stops. “Not known yet” and “prefers not to say” are answers.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from housingdesk.lettings.rules.signup.answers import Said
from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.lettings.rules.words import Given
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LeaveWatch, LongText, Radios, TextField, Tick
from housingdesk.ui.kit.form import Field
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.ui.kit.yes_no import YesNo
from housingdesk.values.text import sentence_case

PAUSE_MS = 400
_AT_ONCE = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.TICK})
_YES_NO = (("yes", "Yes"), ("no", "No"))
_LINES = {Kind.NAME: 200, Kind.PHONE: 60, Kind.EMAIL: 200, Kind.POSTCODE: 8, Kind.NINO: 13, Kind.NUMBER: 6}
_FEW, _LONG_WORDS, _TOO_LONG = 5, 26, 60


def editor_for(one: Asked, today: Callable[[], date]) -> QWidget:
    """An empty editor for a question."""
    match one.question.kind:
        case Kind.DAY:
            return DateEdit(today)
        case Kind.TIME:
            return TimeEdit()
        case Kind.MONEY:
            return MoneyEdit()
        case Kind.LONG:
            return LongText(lines=3)
        case Kind.TICK:
            return Tick(one.question.ask)
        case Kind.YES_NO | Kind.CHOICE:
            return _choice(one)
    return TextField(longest=_LINES.get(one.question.kind, 300))


def is_wide(one: Asked) -> bool:
    """Whether it takes a whole line: what is ticked or told in sentences."""
    return one.question.kind in (Kind.TICK, Kind.LONG) or _told_in_sentences(one)


def _told_in_sentences(one: Asked) -> bool:
    longest = max(map(len, one.choices.values()), default=0)
    return one.question.kind is Kind.CHOICE and len(one.choices) <= _FEW and _LONG_WORDS < longest <= _TOO_LONG


def _says_yes_or_no(one: Asked) -> bool:
    return one.question.kind is Kind.YES_NO or {word.lower() for word in one.choices.values()} == {"yes", "no"}


def _choice(one: Asked) -> QWidget:
    options: list[tuple[Any, str]] = list(_YES_NO if one.question.kind is Kind.YES_NO else one.choices.items())
    if _says_yes_or_no(one):
        return YesNo(options)
    if one.question.not_known:
        options.append((Given.NOT_KNOWN, "Not known yet: come back to it"))
    if one.question.not_said:
        options.append((Given.NOT_SAID, sentence_case(Given.NOT_SAID)))
    return Radios(options) if _told_in_sentences(one) else Choice([(None, "Choose"), *options])


class AnswerField(QObject):
    """What stands in a field as an answer. ``changed`` says that there is something to keep."""

    changed = Signal(str)

    def __init__(self, one: Asked, field: Field) -> None:
        super().__init__(field)
        self.one, self.field = one, field
        self._hint = field.hint.text()
        self.editor: Any = field.widget
        self.kept: Said | None = None
        self._given = Given.SAID
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.editor.edited.connect(self._edited)  # type: ignore[attr-defined]
        self._watch = LeaveWatch(self.editor)
        self._watch.left.connect(self.tell)
        self.show(one)

    @property
    def key(self) -> str:
        """Under which the answer is kept."""
        return self.one.key

    def said(self) -> Said | None:
        """The answer as it stands in the field; None while there is none, or it cannot be read."""
        if self._given is not Given.SAID:
            return Said("", self._given)
        value = self.editor.value()
        if isinstance(value, Given):
            return Said("", value)
        if self.one.question.kind is Kind.TICK:
            return Said("yes") if value else None if self.kept is None else Said("no")
        if value is None or value == "":
            return None if self.kept is None or self.problem() else Said("", Given.NOT_KNOWN)
        return Said(value.isoformat() if isinstance(value, date) else str(value))

    def show(self, one: Asked) -> None:
        """Show what was said, else what is on file, which stands there as if it had been said."""
        self.one = one
        self.kept = one.said if one.said is not None else Said(one.fact) if one.fact else None
        self._given = Given.SAID if self.kept is None else self.kept.given
        self.editor.set_value(self._shown(self.kept))
        self._mark()

    def take_up(self, one: Asked) -> None:
        """A newer state of the same question: shown, unless somebody is just typing here."""
        if self.is_new() or self.problem():
            self.one = one
        else:
            self.show(one)

    def _shown(self, said: Said | None) -> Any:
        if said is None:
            return None
        if said.given is not Given.SAID:
            return said.given if isinstance(self.editor, (Choice, Radios)) else None
        match self.one.question.kind:
            case Kind.DAY:
                return date.fromisoformat(said.value) if said.value else None
            case Kind.MONEY:
                return int(said.value) if said.value else None
            case Kind.TICK:
                return said.value == "yes"
        return said.value

    def set_given(self, given: Given) -> None:
        """“Not known yet” or “prefers not to say”; what was typed goes."""
        self._given = given
        self.editor.set_value(given if isinstance(self.editor, (Choice, Radios)) else None)
        self._mark()
        self.tell()

    def missing(self) -> bool:
        """It is needed, and nothing stands in it, not even that it is not known."""
        if self.one.question.kind is Kind.TICK:
            return self.one.needed and not self.editor.value() and self._given is Given.SAID
        said = self.said()
        return self.one.needed and (said is None or (said.given is Given.NOT_KNOWN and self._given is Given.SAID))

    def is_new(self) -> bool:
        """What stands in it is not what was kept."""
        said, kept = self.said(), self.kept
        if said is None or kept is None:
            return said is not kept and not self.problem()
        return (said.value, said.given) != (kept.value, kept.given)

    def problem(self) -> str | None:
        """Why what is typed cannot be read."""
        if self._given is not Given.SAID or (isinstance(self.editor, QLineEdit) and not self.editor.text().strip()):
            return None
        found: str | None = self.editor.problem()
        return found

    def typed(self) -> tuple[str, int] | None:
        """What is typed and not kept, with the place of the cursor; None where nothing is in hand."""
        if not isinstance(self.editor, QLineEdit) or not (self.editor.hasFocus() or self.problem()):
            return None
        return (self.editor.text(), self.editor.cursorPosition()) if self.is_new() or self.problem() else None

    def type_on(self, typed: tuple[str, int]) -> None:
        """Goes on where somebody was typing when the sheet was laid anew."""
        self._given = Given.SAID
        self.editor.setText(typed[0])
        self.editor.setCursorPosition(typed[1])
        self._pause.start()

    def tell(self) -> None:
        """Say that there is something to keep, if there is."""
        self._pause.stop()
        if self.is_new():
            self.changed.emit(self.key)

    def _edited(self) -> None:
        self._given = Given.SAID
        self._mark()
        if self.one.question.kind in _AT_ONCE:
            self.tell()
        else:
            self._pause.start()

    def _mark(self) -> None:
        words = "" if self._given is Given.SAID else sentence_case(self._given)
        if isinstance(self.editor, QLineEdit):
            self.editor.setPlaceholderText(words)
        elif isinstance(self.editor, YesNo):
            self.field.set_hint(words or self._hint)
