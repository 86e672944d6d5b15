"""Columns of a list that nobody knows yet: for each, what it holds, beside the rows of the list. Asked once for a council."""

from collections.abc import Callable

from housingdesk.lettings.parsers.nomination_columns import Columns, all_roles, role_words
from housingdesk.ui.kit.columns_card import AskedColumns

_ROWS = 40


class ColumnsCard(AskedColumns):
    """One question a column, answered already where its head is known; ``done`` gets the columns as they were said."""

    def __init__(self, rows: list[list[str]], guess: Columns, done: Callable[[Columns], object]) -> None:
        self._head, self._done = guess.head or tuple(rows[0] if rows else ()), done
        wide = range(max((len(row) for row in rows), default=0))
        super().__init__("list", [guess.head[place] if place < len(guess.head) else "" for place in wide], rows[:_ROWS],
                         rows[1:], [("", "Not used"), *((role, role_words(role)) for role in all_roles())],
                         [guess.roles[place] if place < len(guess.roles) else "" for place in wide])

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        made = Columns(self.roles(), self._head)
        if not self.form.show_problems(made.problems()):
            self._done(made)
