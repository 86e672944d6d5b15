"""A form: label above its field, hint in grey, the error between hint and field and again in a summary on top.

    form = Form()
    form.add("pence", "Own charge", MoneyEdit(1160), hint="each week, from Monday 23 November")
    form.row(("first", "First payment", DateEdit(lambda: desk.today)), ("each", "Amount each time", MoneyEdit()))
    draft = form.draft(PayingTheRent)          # None, with the errors shown, while something cannot be read
    form.show_problems(problems(draft))        # the room's rules: list[Problem], each naming its field
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.fields import Editor
from housingdesk.ui.kit.label import WrapLink, label
from housingdesk.values.problems import Problem

D = TypeVar("D")
_NARROWEST = 170


class Field(QWidget):
    """One question: label, hint, error, editor. The label names the editor to a screen reader."""

    def __init__(self, name: str, words: str, editor: QWidget, *, hint: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(editor, Editor)
        self.name, self.editor = name, editor
        self.widget = editor
        self._column = QVBoxLayout(self)
        theme.lay(self._column, gap=4)
        self._column.addStretch(1)
        editor.setParent(self)
        self.label = label(words, "label", wrap=True, parent=self)
        self.label.setBuddy(editor)
        self.hint = label(hint, "hint", wrap=True, parent=self)
        self.hint.setVisible(bool(hint))
        self.error = label("", "error", wrap=True, parent=self)
        self.error.hide()
        for part in (self.label, self.hint, self.error, editor):
            self._column.addWidget(part)
        self._name()

    def words(self) -> str:
        """The label without its access key."""
        return self.label.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def set_hint(self, hint: str) -> None:
        """Change the hint."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._name()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the field; an empty text takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        theme.mark(self.widget, problem="yes" if sentence else "no")
        self._name()

    def _name(self) -> None:
        self.widget.setAccessibleName(self.words())
        parts = [self.error.text(), self.hint.text()]
        self.widget.setAccessibleDescription(". ".join(part for part in parts if part))


class _ProblemLink(WrapLink):
    """A line of the summary. What is typed on it is typed in its field: somebody who types on at once loses no letter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed, held = event.text().strip(), event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier
                                                                  | Qt.KeyboardModifier.KeypadModifier)
        if not typed or not typed.isprintable() or held:
            super().keyPressEvent(event)
            return
        self.click()
        field = self.window().focusWidget()
        if field is not None and field is not self:
            QCoreApplication.sendEvent(field, event)


class ErrorSummary(QFrame):
    """"There is a problem", and a line for each that jumps to its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "problem")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        theme.lay(self._column, (14, 8, 14, 8), gap=2)
        self.links: list[WrapLink] = []
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        """Show these sentences, each with where it jumps to; none hides the summary."""
        clear(self._column)
        self.links = []
        self.setVisible(bool(lines))
        if not lines:
            return
        self._column.addWidget(label("There is a problem", "section"))
        for sentence, jump in lines:
            if jump is None:
                self._column.addWidget(label(sentence, "error", wrap=True))
                continue
            link = _ProblemLink(sentence, jump, tone="error")
            self._column.addWidget(link)
            QWidget.setTabOrder(self.links[-1] if self.links else self, link)
            self.links.append(link)
        self.setAccessibleName("There is a problem. " + ". ".join(sentence for sentence, _ in lines))


class _Row(QWidget):
    """Fields side by side, or under one another where that leaves each too narrow."""

    def __init__(self, fields: Sequence[Field], gap: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = fields
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.lay(self._box, gap=gap)
        for field in fields:
            self._box.addWidget(field, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROWEST) * len(self._fields)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)


class Form(QWidget):
    """Fields under one another, read together. ``edited`` gives a field's name as it is typed in."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.body = QVBoxLayout(self)
        theme.lay(self.body, gap=gap)
        self.summary = ErrorSummary(self)
        self.body.addWidget(self.summary)

    def add(self, name: str, words: str, editor: QWidget, *, hint: str = "") -> Field:
        """Add a question under the others. ``name`` is the draft's field name."""
        field = self._field(name, words, editor, hint)
        self.body.addWidget(field)
        return field

    def row(self, *questions: tuple[str, str, QWidget] | tuple[str, str, QWidget, str], gap: int = 22) -> QWidget:
        """Add questions side by side: ``(name, words, editor)`` or ``(name, words, editor, hint)`` each."""
        fields = []
        for question in questions:
            name, words, editor = question[:3]
            fields.append(self._field(name, words, editor, question[3] if len(question) > 3 else ""))
        made = _Row(fields, gap, self)
        self.body.addWidget(made)
        return made

    def heading(self, title: str, text: str = "") -> None:
        """What the questions under it are about, and a grey sentence that helps to answer them."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        theme.lay(column, gap=6)
        column.addWidget(label(title, "heading", wrap=True))
        if text:
            column.addWidget(label(text, "muted", wrap=True))
        self.body.addWidget(holder)

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is not a question, such as a heading."""
        self.body.addWidget(widget)

    def end(self) -> None:
        """Keep the questions at the top."""
        self.body.addStretch(1)

    def _field(self, name: str, words: str, editor: QWidget, hint: str) -> Field:
        field = Field(name, words, editor, hint=hint, parent=self)
        self.fields[name] = field
        field.editor.edited.connect(lambda: self.edited.emit(name))  # type: ignore[attr-defined]
        return field

    def __getitem__(self, name: str) -> Any:
        """The editor of a field."""
        return self.fields[name].widget

    def values(self) -> dict[str, Any]:
        """What every field says, by name; None where it cannot be read."""
        return {name: field.editor.value() for name, field in self.fields.items()}

    def set_values(self, **values: Any) -> None:
        """Fill fields by name."""
        for name, value in values.items():
            self.fields[name].editor.set_value(value)

    def unreadable(self) -> list[Problem]:
        """What cannot be read as it is typed, field by field."""
        said = ((name, field.editor.problem()) for name, field in self.fields.items())
        return [Problem(name, sentence) for name, sentence in said if sentence]

    def draft(self, make: Callable[..., D], **more: Any) -> D | None:
        """The draft made of all values, or None with the errors shown while something cannot be read."""
        problems = self.unreadable()
        self.show_problems(problems)
        return None if problems else make(**self.values(), **more)

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Show problems beside their fields and in the summary, and go there; whether there were any."""
        by_field: dict[str, str] = {}
        for problem in problems:
            by_field.setdefault(problem.field, problem.message)
        for name, field in self.fields.items():
            field.show_error(by_field.get(name, ""))
        places = {name: place for place, name in enumerate(self.fields)}
        in_order = sorted(problems, key=lambda problem: places.get(problem.field, len(places)))
        self.summary.show_lines([(str(problem), self._jump(problem.field)) for problem in in_order])
        if problems:
            announce(self, self.summary.accessibleName(), at_once=True)
            QTimer.singleShot(0, self.summary, self._go_to_summary)
        return bool(problems)

    def _go_to_summary(self) -> None:
        target = self.summary.links[0] if self.summary.links else self.summary
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _jump(self, name: str) -> Callable[[], object] | None:
        field = self.fields.get(name)
        return field.widget.setFocus if field is not None else None


def buttons_row(*made: QPushButton, note: QLabel | None = None) -> QWidget:
    """The foot of a form: the primary button at the left, the others after it, a quiet note at the right."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    theme.lay(row, gap=8)
    for one in made:
        row.addWidget(one)
    row.addStretch(1)
    if note is not None:
        row.addWidget(note)
    return holder
