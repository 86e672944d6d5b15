"""Standing rules for money that is not one person's: whose they are, what they caught, and how to switch one off."""

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.bank.actions import standing as standing_acts
from housingdesk.bank.queries import standing
from housingdesk.bank.queries.standing import RuleRow
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date


class RulesPanel(Panel):
    """Our own rules; those that every association needs come with the program and stand behind them."""

    tables = frozenset({"bank_rule", "bank_line"})
    keys = (Key("Up", "move"), Key("Enter", "switch on or off", "switch"), Key("T", "trust it again", "trust"))

    def build(self) -> None:
        """The list."""
        self.model = RowsModel(_columns(), name="Standing rules",
                               sentence=lambda r: f"{r.name} goes to {r.target}, {_state(r)}, {r.hits} lines")
        self.table = Table(self.model, remember="bank rules", empty="No rule yet. When you have sent the same thing to the "
                           "same place twice on Money in, R makes it a rule. Interest, charges and benefit runs need none.")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        column = QVBoxLayout(self)
        theme.lay(column)
        column.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """The rules as they stand."""
        self.ask(standing.rules, self.model.show)

    def _moved(self, _id: int | None) -> None:
        self.keys_changed.emit()

    def _opened(self, _id: int) -> None:
        self.switch()

    def is_valid(self, act: str) -> bool:
        """Somebody who posts money may switch rules, and trust one again that was contradicted."""
        row = self._row()
        return self.desk.may(Permission.POST_MONEY) and row is not None and (act != "trust" or row.demoted_on is not None)

    def _row(self) -> RuleRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, RuleRow) else None

    def switch(self) -> None:
        """Switch the rule off, or on again."""
        row = self._row()
        if row is not None and self.is_valid("switch"):
            self.desk.do(standing_acts.set_rule_active, None, rule_id=row.id, active=not row.active)

    def trust(self) -> None:
        """Let a contradicted rule decide again."""
        row = self._row()
        if row is not None and self.is_valid("trust"):
            self.desk.do(standing_acts.trust_rule, None, rule_id=row.id)


def _state(row: RuleRow) -> str:
    if not row.active:
        return "Switched off"
    return "Only suggests" if row.demoted_on is not None else "On"


def _status(row: RuleRow) -> Status:
    if not row.active:
        return Status.NEUTRAL
    return Status.DUE if row.demoted_on is not None else Status.GOOD


def _columns() -> tuple[Column, ...]:
    def made(row: RuleRow) -> str:
        since = f", contradicted on {format_date(row.demoted_on)}" if row.demoted_on is not None else ""
        return f"money {'in' if row.money_in else 'out'}, made by {row.owner} on {format_date(row.made_on)}{since}"
    return (Column("words", "Words of the bank, or its account", 260, lambda r: r.name, secondary=made, stretch=1, sort=True),
            Column("target", "Goes to", 200, lambda r: r.target, stretch=1),
            Column("hits", "Lines caught", 110, lambda r: f"{r.hits:,}", align=Align.RIGHT, sort=lambda r: r.hits),
            Column("state", "State", 130, _state, status=_status))
