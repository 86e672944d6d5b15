"""Who lives in a home, one under another: what they are to who claims, when born, and of other adults their work."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from housingdesk.benefits.rules.assess.case import Member, NoDeduction, Relation
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

MOST = 8
_AT_FIRST = 3
_THEIR_PARTNER = "their partner"
_IS = ((None, "Nobody"), (Relation.PARTNER, "Partner"), (Relation.JOINT, "Joint tenant"), (Relation.CHILD, "Child"),
       (Relation.OTHER, "Other adult"), (_THEIR_PARTNER, "Partner of that adult"))
_SEX = (("", "Not told"), ("F", "Female"), ("M", "Male"))
_WORKS = "works"
_WORK = ((None, "Not in work"), (_WORKS, "Works 16 hours or more"), *((one, sentence_case(one)) for one in NoDeduction))
_WIDTHS = (150, 146, 96)


@frozen
class _Line:
    """The fields of one person."""

    relation: Choice
    born: DateEdit
    sex: Choice
    work: Choice
    gross: MoneyEdit

    def all(self) -> tuple[Any, ...]:
        return self.relation, self.born, self.sex, self.work, self.gross


class PeopleLines(QWidget):
    """A line for each person, and one more that is empty. ``edited`` comes as something is typed or chosen."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: tuple[Member, ...] = ()
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=8)
        outer.addWidget(label("Who lives there", "section"))
        outer.addWidget(label("Of other adults: their work, or why nothing is taken off for them, and what they get a week "
                              "before tax", "hint", wrap=True))
        self._grid, self._today = QGridLayout(), today
        theme.lay(self._grid, gap=(6, 6))
        self._grid.setColumnStretch(len(_WIDTHS), 1)
        self.lines: list[_Line] = []
        self._grow(_AT_FIRST)
        outer.addLayout(self._grid)

    def _grow(self, count: int) -> None:
        """Makes lines as they are wanted: all at once are forty fields, which hold the window up."""
        while len(self.lines) < min(count, MOST):
            self.lines.append(self._line(self._grid, len(self.lines), self._today))

    def _line(self, grid: QGridLayout, place: int, today: Callable[[], date]) -> _Line:
        options = ((Relation.CLAIMANT, "Claims"),) if place == 0 else _IS
        made = _Line(Choice(options, parent=self), DateEdit(today, parent=self), Choice(_SEX, parent=self),
                     Choice(_WORK, parent=self), MoneyEdit(parent=self))
        for widget, name in zip(made.all(), ("is", "born on", "sex", "work", "a week before tax"), strict=True):
            widget.setAccessibleName(f"Person {place + 1}: {name}")
            widget.edited.connect(self._changed)
        for column, (widget, width) in enumerate(zip(made.all()[:3], _WIDTHS, strict=True)):
            theme.size(widget, width=width)
            grid.addWidget(widget, 2 * place, column)
        grid.addWidget(made.work, 2 * place + 1, 0, 1, 2)
        grid.addWidget(made.gross, 2 * place + 1, 2)
        theme.size(made.gross, width=_WIDTHS[2])
        made.born.setPlaceholderText("Born")
        made.gross.setPlaceholderText("Before tax")
        return made

    # Showing and reading.
    def set_people(self, people: Sequence[Member]) -> None:
        """Show a household; what is not asked here stays as it was."""
        self._base = tuple(people[:MOST])
        self._grow(len(self._base) + 1)
        for place, line in enumerate(self.lines):
            one = self._base[place] if place < len(self._base) else None
            line.relation.set_value(Relation.CLAIMANT if place == 0 else _relation(one))
            line.born.set_value(one.born_on if one else None)
            line.sex.set_value(one.sex if one else "")
            line.work.set_value(None if one is None else one.no_deduction or (_WORKS if one.works else None))
            line.gross.set_value(one.gross_pence if one else None)
        self._arrange()

    def people(self) -> tuple[Member, ...]:
        """Everybody who is chosen."""
        return tuple(self._member(place, line) for place, line in enumerate(self.lines) if line.relation.value() is not None)

    def _member(self, place: int, line: _Line) -> Member:
        said, work = line.relation.value(), line.work.value()
        relation = Relation.OTHER if said == _THEIR_PARTNER else said
        own_room = self._base[place].own_room if place < len(self._base) else False
        if relation is not Relation.OTHER:
            return Member(relation, line.born.value(), line.sex.value(), own_room)
        return Member(relation, line.born.value(), line.sex.value(), own_room, line.gross.value(), work == _WORKS,
                      work if isinstance(work, NoDeduction) else None, said == _THEIR_PARTNER)

    def unreadable(self) -> list[Problem]:
        """What is no date or no amount."""
        found = []
        for place, line in enumerate(self.lines, 1):
            if line.relation.value() is None:
                continue
            for name, field in (("born", line.born), ("gross", line.gross)):
                if said := field.problem():
                    found.append(Problem(f"{name}_{place}", f"Person {place}: {said[:1].lower()}{said[1:]}"))
        return found

    def show_problems(self, found: Sequence[Problem]) -> None:
        """Mark the fields that something stands against."""
        wrong = {problem.field: problem.message for problem in found}
        for place, line in enumerate(self.lines, 1):
            for name, field in (("born", line.born), ("gross", line.gross)):
                said = wrong.get(f"{name}_{place}", "")
                theme.mark(field, problem="yes" if said else "no")
                field.setAccessibleDescription(said)

    def first(self) -> QWidget:
        """Where one begins: the first date of birth that is missing."""
        empty = next((line for line in self.lines if line.relation.value() is not None and line.born.value() is None), None)
        return (empty or self.lines[0]).born

    def _changed(self) -> None:
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        """One empty line under the last person; work and pay are asked of other adults alone."""
        last = max((place for place, line in enumerate(self.lines) if line.relation.value() is not None), default=0)
        self._grow(last + 2)
        for place, line in enumerate(self.lines):
            said = line.relation.value()
            shown = place <= last + 1
            for field in line.all()[:3]:
                field.setVisible(shown)
            line.born.setEnabled(said is not None)
            line.sex.setEnabled(said is not None)
            grown = shown and said in (Relation.OTHER, _THEIR_PARTNER)
            line.work.setVisible(grown)
            line.gross.setVisible(grown)


def _relation(one: Member | None) -> Any:
    if one is None:
        return None
    return _THEIR_PARTNER if one.relation is Relation.OTHER and one.with_partner else one.relation
