"""Keeps what is typed in one draft: one act at a time, and the newest text after it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import templates as actions
from housingdesk.ui.kit.qt_desk import QtDesk

Then = Callable[[], object]


class Keeper(QObject):
    """Knows the draft's id, the version it was last kept as, and the text that was kept. It outlives a page that went on to
    another letter until its last text is kept; ``failed`` gives the refusal.
    """

    failed = Signal(object)

    def __init__(self, desk: QtDesk, version_id: int, version: int, source: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, version_id
        self.version, self.source = version, source
        self._under_way = self._own = False
        self._newest: str | None = None
        self._then: list[Then] = []

    def keep(self, source: str, then: Then | None = None) -> None:
        """Keep a text; ``then`` follows once it, or a newer one, is kept."""
        if then is not None:
            self._then.append(then)
        self._newest = source
        if not self._under_way:
            self._go_on()

    def is_own_change(self) -> bool:
        """Whether the change that the desk tells of is this one's; asked once for each."""
        own, self._own = self._own, False
        return own

    def _go_on(self) -> None:
        source, self._newest = self._newest, None
        if source is not None and source != self.source:
            self._under_way = self._own = True
            self._desk.do(actions.save_draft, partial(self._kept, source), self._refused, version_id=self._id,
                          version=self.version, source=source)
            return
        self._under_way = False
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    def _kept(self, source: str, outcome: Any) -> None:
        self.source, self.version = source, outcome.value
        QTimer.singleShot(0, self, self._go_on)  # once everybody has heard of the act that was done

    def _refused(self, error: HousingDeskError) -> None:
        self._under_way = self._own = False
        self._then = []
        self.failed.emit(error)
