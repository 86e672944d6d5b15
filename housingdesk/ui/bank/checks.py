"""Sentences that were checked, each with its shape: what agrees, what to look at, what does not agree."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from housingdesk.bank.queries.importing import Prepared, sum_sentence
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.icons import Shape, Status
from housingdesk.ui.kit.label import label

Check = tuple[Status, str]


class Checks(QWidget):
    """A column of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        theme.lay(self._grid, (0, 2, 0, 4), gap=(9, 7))
        self._grid.setColumnStretch(1, 1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Replace them."""
        clear(self._grid)
        for place, (status, sentence) in enumerate(checks):
            shape = Shape(status, size=14)
            self._grid.addWidget(shape, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(sentence, wrap=True), place, 1)


def checks_of(found: Prepared) -> list[Check]:
    """What was checked of a statement before it is taken in."""
    return [(Status.GOOD, f"It is a statement of {found.bank_name}"), _sums(found), _overlap(found), *_rest(found)]


def _sums(found: Prepared) -> Check:
    if found.adds_up is None or found.opening is None or found.closing is None:
        return Status.NEUTRAL, sum_sentence(found)
    return (Status.GOOD if found.adds_up else Status.LATE), sum_sentence(found)


def _overlap(found: Prepared) -> Check:
    new = f"{len(found.new):,} new line{'s' if len(found.new) != 1 else ''}"
    if found.imported_before:
        return Status.DUE, f"This very file was taken in {found.imported_before}; {new}"
    if found.already:
        return Status.GOOD, f"{found.already:,} lines already in; {new}"
    return Status.GOOD, f"{new}, none in already"


def _rest(found: Prepared) -> list[Check]:
    more: list[Check] = []
    if found.pending:
        more.append((Status.NEUTRAL, f"{found.pending:,} pending lines left out; they come with a later file"))
    if found.unsure:
        more.append((Status.DUE, f"{found.unsure:,} lines may be in already with other wording; they wait under Needs you"))
    return more + [(Status.DUE, warning) for warning in found.warnings]
