"""The pane beside the list: one line with its reasons, or the small panel that finds, splits, parks or names it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.targets import Target
from housingdesk.bank.rules.splits import Share, left, parse_share, problems
from housingdesk.ui.bank.columns import target_columns, target_sentence
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_long
from housingdesk.values.money import balance_words, format_pence

Chosen = Callable[[int], object]


def show_line(pane: RefillPane, row: LineRow, *, post: Callable[[], object], others: Sequence[Any],
              choose: Callable[[int], object]) -> None:
    """Fills the pane with one line; ``choose(n)`` takes the n-th suggestion."""
    pane.begin(row.payer or row.narrative, f"{format_long(row.made_on)} · {format_pence(row.pence)}")
    if row.payer and row.narrative != row.payer:
        pane.put(label(row.narrative, "muted", wrap=True))
    if row.account_id is not None and row.tenancy_id is not None and row.state != "posted":
        after = row.owed_pence - row.pence
        pane.put(Facts([("Owed before", said(row.owed_pence)), ("This payment", format_pence(row.pence)),
                        ("Owed after", said(after))], strong_last=True))
    top = row.suggestions[0] if row.suggestions else None
    if top is not None and row.account_id is not None and top.reasons:
        pane.put(label("Why this account", "section"))
        pane.put(Bullets(top.reasons))
    elif row.why:
        pane.put(label(row.why, wrap=True))
    for sentence in row.held_because:
        pane.put(label(sentence, "muted", wrap=True))
    if row.question:
        pane.put(label(f"Question: {row.question}", "strong", wrap=True))
    if row.account_id is None:
        for place, found in enumerate(row.suggestions[:5], 1):
            pane.put(button(f"{found.headline}", partial(choose, place), key=str(place)))
    primary = None
    if row.state in ("waiting", "parked") and row.account_id is not None:
        primary = button(f"Post to {row.post_to or row.account_reference}", post, key="Enter", kind="primary")
    pane.finish(primary, others)


def said(pence: int) -> str:
    """A balance without the word where the row already says owed."""
    return format_pence(pence) if pence >= 0 else balance_words(pence)


class FindPanel(QObject):
    """Type any fragment, Enter posts to the first account found."""

    def __init__(self, pane: RefillPane, search: Callable[[str, Callable[[list[Target]], object]], object], take: Chosen,
                 cancel: Callable[[], object], *, title: str = "Find the account", words: str = "Post to it") -> None:
        super().__init__(pane)
        self._search, self._take = search, take
        self.text = TextField(placeholder="Name, phone, reference, address")
        self.text.setAccessibleName("Find the account")
        self.model = RowsModel(target_columns(), name="Accounts found", sentence=target_sentence)
        self.table = Table(self.model, empty="Type part of a name, phone, reference or street", plain=True)
        self.text.textChanged.connect(self._typed)
        self.text.returnPressed.connect(self._first)
        self.table.opened.connect(take)
        pane.begin(title, "Enter takes the first one")
        pane.put(self.text)
        pane.put(self.table, 1)
        pane.finish(button(words, self._first, key="Enter", kind="primary"), [button("Cancel", cancel, key="Esc")])
        self.text.setFocus()

    def show_all(self, targets: list[Target]) -> None:
        """Show a list that is there before anything is typed."""
        self.model.show(targets)

    def _typed(self, text: str) -> None:
        self._search(text, self.model.show)

    def _first(self) -> None:
        chosen = self.table.current_id() if self.table.view.hasFocus() else None
        if chosen is None and self.model.count():
            chosen = self.model.id_at(0)
        if chosen is not None:
            self._take(chosen)


class ParkPanel(QObject):
    """A question and a person; the line stays in the totals."""

    def __init__(self, pane: RefillPane, users: Sequence[tuple[int, str]], park: Callable[[str, int | None], object],
                 cancel: Callable[[], object]) -> None:
        super().__init__(pane)
        self._park = park
        self.form = Form()
        self.form.add("question", "What do you want to know?", LongText(lines=3))
        self.form.add("asked", "Whom do you ask?", Choice([(None, "Anybody"), *users]))
        pane.begin("Park this line", "It stays in the totals until somebody answers")
        pane.put(self.form)
        pane.finish(button("Park with this question", self._done, key="Ctrl+Enter", kind="primary"),
                    [button("Cancel", cancel, key="Esc")])
        self.form.fields["question"].widget.setFocus()

    def _done(self) -> None:
        self._park(self.form.fields["question"].editor.value(), self.form.fields["asked"].editor.value())


class SplitPanel(QObject):
    """Rows of account and amount; the amount left is always shown, ``=`` takes the rest."""

    def __init__(self, pane: RefillPane, row: LineRow, search: Callable[[str, Callable[[list[Target]], object]], object],
                 post: Callable[[tuple[Share, ...]], object], cancel: Callable[[], object]) -> None:
        super().__init__(pane)
        self._row, self._search, self._post = row, search, post
        self._pane = pane
        self._rows: list[tuple[Target, TextField]] = []
        pane.begin(f"Split {format_pence(row.pence)}", "Add each account, then its amount; = takes the rest")
        self.who = TextField(placeholder="Add an account: name, reference, address")
        self.who.setAccessibleName("Add an account to the split")
        self.model = RowsModel(target_columns(), name="Accounts found", sentence=target_sentence)
        self.found = Table(self.model, empty="Type part of a name, reference or street", plain=True)
        self.left = label("", "strong")
        self.who.textChanged.connect(lambda text: self._search(text, self.model.show))
        self.who.returnPressed.connect(self._add_first)
        self.found.opened.connect(self._add)
        self._form = Form(gap=8)
        pane.put(self.who)
        pane.put(self.found, 1)
        pane.put(self._form)
        pane.put(self.left)
        pane.finish(button("Post the split", self._done, key="Ctrl+Enter", kind="primary"),
                    [button("Cancel", cancel, key="Esc")])
        self._say_left()
        self.who.setFocus()

    def _add_first(self) -> None:
        if self.model.count():
            self._add(self.model.id_at(0))

    def _add(self, account_id: int) -> None:
        place = self.model.place_of(account_id)
        target = self.model.row(place) if place is not None else None
        if target is None or any(t.id == account_id for t, _ in self._rows):
            return
        amount = TextField("=" if self._rows else "")
        amount.textChanged.connect(self._say_left)
        self._form.add(f"row {len(self._rows) + 1}", f"{target.name}, {target.detail}", amount)
        self._rows.append((target, amount))
        self.who.clear()
        self.model.show([])
        amount.setFocus()
        self._say_left()

    def shares(self) -> tuple[Share, ...]:
        """The rows as typed; an amount that cannot be read counts as nil."""
        return tuple(Share(t.id, _read(f.value())) for t, f in self._rows)

    def _say_left(self) -> None:
        shares = self.shares()
        rest = 0 if any(s.pence is None for s in shares) else left(self._row.pence, shares)
        self.left.setText("Nothing left" if not rest else f"{format_pence(rest)} left")

    def _done(self) -> None:
        found = problems(self._row.pence, self.shares())
        self._form.show_problems(found)
        if not found:
            self._post(self.shares())


def _read(text: str) -> int | None:
    try:
        return parse_share(text)
    except ValueError:
        return 0
