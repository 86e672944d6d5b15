"""Park a line with a question and a person; it stays in the totals, and the run goes on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem


class ParkPanel(QObject):
    """``park(question, user_id)`` does it; no person means anybody."""

    keys = (Key("Ctrl+Enter", "park it"), Key("Esc", "leave it"))

    def __init__(self, pane: RefillPane, users: Sequence[tuple[int, str]], park: Callable[[str, int | None], object],
                 cancel: Callable[[], object]) -> None:
        super().__init__(pane)
        self._park = park
        self.form = PaneForm(pane, "Park this line", "It stays in the totals until somebody answers")
        self.form.add("question", "What do you want to know?", LongText(lines=3))
        self.form.add("asked", "Whom do you ask?", Choice([(None, "Anybody"), *users]))
        self.form.foot("Park it", self.finish, cancel)

    def finish(self) -> None:
        """Park it, once there is a question."""
        question = str(self.form["question"].value())
        missing = [] if question else [Problem("question", "Say what you want to know")]
        if not self.form.show_problems(missing):
            self._park(question, self.form["asked"].value())

    def refused(self, error: HousingDeskError) -> None:
        """Say why it was not parked."""
        self.form.refused(error)
