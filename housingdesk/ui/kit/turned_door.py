"""The way back from a turned screen: the coordinator's own password, so that a curious hand stays where it is."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cover import Cover
from housingdesk.ui.kit.sign_in import SignInPanel, TryDoor


class TurnedDoor(Cover):
    """Asks for the password over the tenant's window; Esc leaves the tenant where they were."""

    def __init__(self, window: QWidget, name: str, try_door: TryDoor, opened: Callable[[], object]) -> None:
        for older in window.findChildren(TurnedDoor):
            older.leave()
        super().__init__(window)
        self.setAccessibleName("Back to the coordinator")
        self.door = SignInPanel("Back to the coordinator", try_door, name=name, words="Turn back",
                                note="The password of whoever turned the screen.")
        self.door.entered.connect(self.leave)
        self.door.entered.connect(opened)
        column = QVBoxLayout(self.panel)
        theme.lay(column, gap=0)
        column.addWidget(self.door)
        self.cover()
        self.show()
        self.door.enter()

    def panel_width(self) -> int:
        return 400
