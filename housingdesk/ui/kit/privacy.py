"""Privacy mode as a fact: on or off, and for whom. An allow-list: what belongs to nobody in particular is not shown.

Screens ask ``desk.privacy.on`` when they show what is for staff alone; the window decides with ``shows`` which screens
may be in sight. It goes off when somebody says so, never by a timer.
"""

from PySide6.QtCore import QObject, Signal

from housingdesk.ui.kit.household import Household


class Privacy(QObject):
    """Whether somebody who may not see other people's data can see this window, and whose data they may see."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False
        self.household: Household | None = None

    def turn_on(self, household: Household | None = None) -> None:
        """From now on only this household is there; None: nobody, until one is asked for by an exact reference."""
        if not self.on:
            self.on, self.household = True, household
            self.changed.emit()

    def turn_off(self) -> None:
        """Everything is there again."""
        if self.on:
            self.on, self.household = False, None
            self.changed.emit()

    def meet(self, household: Household) -> None:
        """Another household is at the desk now."""
        self.household = household
        self.changed.emit()

    def shows(self, household: Household | None) -> bool:
        """Whether a screen about this household may be in sight; one that is about none may not."""
        if not self.on:
            return True
        if household is None or self.household is None or not self.household.covers(household):
            return False
        self.household = self.household.joined(household)
        return True
