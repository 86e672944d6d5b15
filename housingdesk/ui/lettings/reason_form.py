"""Asks for a reason in the pane beside, and does with it what was asked; what stands against it is said in its place."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane


class ReasonForm(QObject):
    """``action`` is done with ``because`` and the facts given."""

    def __init__(self, desk: QtDesk, pane: RefillPane, title: str, subtitle: str, verb: str, action: Callable[..., Any],
                 **facts: Any) -> None:
        super().__init__(pane)
        self._desk, self._pane, self._action, self._facts = desk, pane, action, facts
        self.form = PaneForm(pane, title, subtitle)
        self.form.add("because", "Why", LongText(lines=3))
        self.form.foot(verb, self.go, pane.hide)

    def go(self) -> None:
        """Do it."""
        self._desk.do(self._action, self._done, self.form.refused, because=self.form["because"].value(), **self._facts)

    def _done(self, _outcome: Any) -> None:
        self._pane.hide()
