"""Columns of a schedule that nobody knows yet: what each holds, beside the rows of the file. Asked once for an office."""

from collections.abc import Callable

from housingdesk.benefits.parsers.schedules import Layout
from housingdesk.benefits.parsers.schedules.layout import WORDS
from housingdesk.ui.kit.columns_card import AskedColumns

_ROWS = 40


class ScheduleColumnsCard(AskedColumns):
    """One question a column, answered already where head or contents tell; ``done`` gets the layout as it was said."""

    def __init__(self, rows: list[list[str]], guess: Layout, done: Callable[[Layout], object]) -> None:
        self._guess, self._done = guess, done
        wide = max((len(row) for row in rows), default=0)
        heads = [*guess.head, *[""] * wide][:wide]
        roles = [*guess.roles, *[""] * wide][:wide]
        below = [row for row in rows if list(row) != list(guess.head)]
        super().__init__("schedule", heads, rows[:_ROWS], below, [("", "Not used, left out"), *WORDS.items()], roles)

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        made = Layout(self.roles(), self._guess.head, self._guess.cuts, self._guess.pence)
        if not self.form.show_problems(made.problems()):
            self._done(made)
