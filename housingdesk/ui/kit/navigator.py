"""Back and forward through the screens visited, and the files opened lately."""

from PySide6.QtCore import QObject, Signal

from housingdesk.ui.kit.places import Go, Visit

_KEPT, _RECENT = 100, 20


class Navigator(QObject):
    """The history of one window. ``moved`` gives the visit to show."""

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visits: list[Visit] = []
        self._at = -1
        self._recent: list[Visit] = []

    @property
    def current(self) -> Visit | None:
        """Where the person is."""
        return self._visits[self._at] if self._at >= 0 else None

    def go(self, go: Go) -> None:
        """Go to a place; what lay ahead is forgotten. Going where one is already only opens it again."""
        now = self.current
        if now is None or now.go != go:
            self._visits = [*self._visits[: self._at + 1], Visit(go)][-_KEPT:]
            self._at = len(self._visits) - 1
        self.moved.emit(self._visits[self._at])

    def back(self) -> bool:
        """One step back; whether there was one."""
        return self._step(-1)

    def forward(self) -> bool:
        """One step forward; whether there was one."""
        return self._step(1)

    def name(self, title: str) -> None:
        """What the current visit is called; a file goes to the top of the recent list."""
        now = self.current
        if now is None:
            return
        now.title = title
        if now.go.facts and title:
            self._recent = [now, *(visit for visit in self._recent if visit.go != now.go)][:_RECENT]

    def recent(self) -> list[Visit]:
        """The last files opened, newest first."""
        return list(self._recent)

    def _step(self, by: int) -> bool:
        if not 0 <= self._at + by < len(self._visits):
            return False
        self._at += by
        self.moved.emit(self._visits[self._at])
        return True
