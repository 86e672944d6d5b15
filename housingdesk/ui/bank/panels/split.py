"""Split a line among accounts: the amount left always in sight, ``=`` takes the rest."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.targets import Target
from housingdesk.bank.rules.splits import Share, left, parse_share, problems
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.panels.chooser import Chooser, Search
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.form import Field, Form
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.money import decimal_text, format_pence
from housingdesk.values.problems import Problem


class SplitPanel(QObject):
    """Add an account, type its amount, Enter back to the box for the next. ``post(shares)`` does it."""

    keys = (Key("Enter", "add the account"), Key("=", "the rest"), Key("Ctrl+Enter", "post the split"),
            Key("Esc", "leave it"))

    def __init__(self, pane: RefillPane, row: LineRow, search: Search, post: Callable[[tuple[Share, ...]], object],
                 cancel: Callable[[], object]) -> None:
        super().__init__(pane)
        self._row, self._post = row, post
        self._rows: list[tuple[Target, TextField]] = []
        self.chooser = Chooser("Add an account to the split", search, self._add, self)
        self.form = Form(gap=8)
        self.left = label("", "strong")
        pane.begin(f"Split {format_pence(row.pence)}", "Add each account, then its amount; = takes the rest")
        pane.put(self.form)
        pane.put(self.left)
        pane.put(self.chooser.text)
        pane.put(self.chooser.table, 1)
        pane.finish(button("Post the split", self.finish, key="Ctrl+Enter", kind="primary"),
                    [button("Leave it", cancel, key="Esc")])
        self._say_left()
        self.chooser.text.setFocus()

    def shares(self) -> tuple[Share, ...]:
        """The rows as typed; an amount that cannot be read counts as nil."""
        return tuple(Share(target.id, _read(field.value())) for target, field in self._rows)

    def fill(self, found: Sequence[Target]) -> None:
        """Put in the accounts of the payments that the line holds, each with its sum; what nobody was found for is left."""
        sums: dict[int, int] = {}
        for part in self._row.parts:
            if part.account_id is not None:
                sums[part.account_id] = sums.get(part.account_id, 0) + part.pence
        for target in found:
            self._add(target)
            self._rows[-1][1].set_value(decimal_text(sums[target.id]))
        self.chooser.text.setFocus()
        self._say_left()

    def finish(self) -> None:
        """Post it when the parts sum to the line."""
        unread = [Problem(f"row {n}", sentence) for n, (_, field) in enumerate(self._rows, 1)
                  if (sentence := _unreadable(field.value()))]
        if not self.form.show_problems(unread or problems(self._row.pence, self.shares())):
            self._post(self.shares())

    def refused(self, error: HousingDeskError) -> None:
        """Say why it was not posted."""
        self.form.show_problems([Problem("", refusal(error))])

    def _add(self, target: Target) -> None:
        amount = next((field for known, field in self._rows if known.id == target.id), None)
        if amount is None:
            amount = TextField("=" if self._rows else "")
            field = self.form.add(f"row {len(self._rows) + 1}", target.name, amount, hint=target.detail)
            amount.textChanged.connect(self._say_left)
            amount.returnPressed.connect(partial(self._next, field, amount))
            self._rows.append((target, amount))
        self.chooser.clear()
        amount.setFocus()
        amount.selectAll()
        self._say_left()

    def _next(self, field: Field, amount: TextField) -> None:
        """Enter after an amount: on to the next account, unless the amount cannot be read."""
        wrong = _unreadable(amount.value())
        field.show_error(wrong)
        if wrong:
            announce(amount, wrong, at_once=True)
            amount.selectAll()
        else:
            self.chooser.text.setFocus()

    def _say_left(self) -> None:
        shares = self.shares()
        rest = 0 if any(share.pence is None for share in shares) else left(self._row.pence, shares)
        self.left.setText("Nothing left" if not rest else f"{format_pence(rest)} left")


def _read(text: str) -> int | None:
    try:
        return parse_share(text)
    except ValueError:
        return 0


def _unreadable(text: str) -> str:
    try:
        parse_share(text)
    except ValueError as error:
        return str(error)
    return ""
