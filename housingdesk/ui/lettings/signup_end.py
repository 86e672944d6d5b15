"""The check at the end of a sign-up: every answer with where it was given, what is not known yet first, Enter to change one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.lettings.queries.signup import SignUpCase
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.lettings.rules.words import Given
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.checks import Check, Checks
from housingdesk.ui.kit.icons import Status as Shade
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.lettings.signup_tenant import said
from housingdesk.values.text import sentence_case

_MISSING = "No answer"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One question with its answer in words."""

    id: int
    task: str
    key: str
    title: str
    asked: str
    answer: str
    open: bool


_COLUMNS = (
    Column("asked", "Asked", 330, lambda row: row.asked, secondary=lambda row: row.title, stretch=1),
    Column("answer", "Answer", 260, lambda row: row.answer, italic=lambda row: row.open,
           status=lambda row: Shade.DUE if row.open else None, stretch=1),
)


class EndCard(QWidget):
    """``change`` gives the task and the key of the question to go back to."""

    change = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.model = RowsModel(_COLUMNS, name="Answers", sentence=lambda row: f"{row.asked}: {row.answer}")
        self.table = Table(self.model, empty="Nothing was asked", remember="sign-up-check")
        self.table.opened.connect(self._open)
        self.checks = Checks()
        column = QVBoxLayout(self)
        theme.lay(column, gap=10)
        column.addWidget(label("Check the answers", "heading"))
        column.addWidget(self.checks)
        column.addWidget(self.table, 1)

    def show_case(self, case: SignUpCase, unsafe: Sequence[str] = ()) -> None:
        """All answers, those that are not there first; ``unsafe`` is what stands against moving in."""
        rows = sorted(_rows(case), key=lambda row: not row.open)
        self.model.show(rows)
        self.checks.show_checks([*((Shade.LATE, sentence) for sentence in unsafe), *_checks(case)])

    def enter(self) -> None:
        """Take the focus."""
        self.table.setFocus()

    def open_row(self) -> bool:
        """Change the answer that is marked; False when the list has not the focus."""
        row_id = self.table.current_id()
        if row_id is None or not self.table.view.hasFocus():
            return False
        self._open(row_id)
        return True

    def _open(self, row_id: int) -> None:
        place = self.model.place_of(row_id)
        row = self.model.row(place) if place is not None else None
        if row is not None:
            self.change.emit(row.task, row.key)


def _rows(case: SignUpCase) -> Iterator[CheckRow]:
    number = 0
    for state in case.tasks:
        for one in state.asked:
            if one.answered or one.needed or one.unknown:
                number += 1
                open_ = not one.answered
                yield CheckRow(number, state.task.key, one.key, state.task.title, _asked(one, case), _answer(one), open_)


def _asked(one: Asked, case: SignUpCase) -> str:
    name = case.answers.look(f"name_{one.person}") if one.question.each and case.known.people > 1 else ""
    return f"{one.question.ask} ({name})" if name else one.question.ask


def _answer(one: Asked) -> str:
    if one.said is not None and one.said.given is not Given.SAID:
        return sentence_case(one.said.given)
    return said(one) or _MISSING


def _checks(case: SignUpCase) -> list[Check]:
    found: list[Check] = [(Shade.LATE, problem.message) for problem in case.problems]
    left = [f"{state.task.title} {len(state.missing)}" for state in case.tasks if state.missing]
    if left:
        found.append((Shade.DUE, f"Without an answer: {', '.join(left)}. They stand first"))
    if not found:
        found.append((Shade.GOOD, "Every question has an answer"))
    return found
