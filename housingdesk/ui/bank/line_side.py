"""The right side of Money in: the current line with its reasons, or the small panel that finds, splits, parks or names it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from housingdesk.bank.actions import standing as standing_acts
from housingdesk.bank.queries import standing, targets
from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.standing import CaughtLine, Offer
from housingdesk.bank.rules.splits import Share
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.columns import from_bank, is_open
from housingdesk.ui.bank.line_acts import LineActs
from housingdesk.ui.bank.line_pane import show_line, unbroken
from housingdesk.ui.bank.panels import LinePanel
from housingdesk.ui.bank.panels.find import FindPanel
from housingdesk.ui.bank.panels.park import ParkPanel
from housingdesk.ui.bank.panels.rule import RulePanel
from housingdesk.ui.bank.panels.split import SplitPanel
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.money import format_pence

Give = Callable[[list[targets.Target]], object]


class LineSide(QObject):
    """What stands beside the list. ``closed`` says that a panel went and the list should have the focus again."""

    closed = Signal()
    changed = Signal()

    def __init__(self, page: Panel, pane: RefillPane, acts: LineActs) -> None:
        super().__init__(page)
        self._page, self.pane, self._acts = page, pane, acts
        self.row: LineRow | None = None
        self.panel: LinePanel | None = None
        self.users: Sequence[tuple[int, str]] = ()

    # The line.
    def show(self, row: LineRow | None, post: Callable[[], object]) -> None:
        """Show a line, unless a panel is open: what is typed there is about its own line and stays."""
        if self.panel is not None:
            return
        self.row = row
        if row is None:
            self.pane.begin("No line chosen", "Choose a line to see whose money it is, and why")
            self.pane.finish()
        else:
            show_line(self.pane, row, post=post, others=self._buttons(row), choose=self.choose,
                      rule_off=self.rule_off)

    def _buttons(self, row: LineRow) -> list[QPushButton]:
        if row.state == "posted":
            return [button("Take back", self.take_back, key="V")]
        if row.state == "left out":
            return [button("Put it back", partial(self._acts.put_back_in, row.id))]
        later = button("Answered", partial(self._acts.unpark, row.id)) if row.state == "parked" else \
            button("Park", self.park, key="P")
        return [button("Find", self.find, key="F"), button("Split", self.split, key="S"), later,
                button("Not rent", self.name, key="N"), button("Unidentified", self.to_suspense, key="U")]

    def _open(self) -> LineRow | None:
        """The line to act on, if it waits for a person and nothing is open about another."""
        row = self.row
        return row if row is not None and self.panel is None and is_open(row) and not self._acts.is_busy(row.id) else None

    def choose(self, place: int) -> None:
        """Post to the n-th suggestion, from 1."""
        row = self._open()
        if row is not None and 0 < place <= len(row.suggestions):
            self._acts.post([(row.id, row.suggestions[place - 1].account_id)])

    def to_suspense(self) -> None:
        """Put the line to unidentified money, with an owner and an age."""
        row = self._open()
        if row is not None:
            self._acts.to_suspense([row.id])

    def take_back(self) -> None:
        """Reverse a posted line."""
        if self.row is not None and self.row.state == "posted" and self.panel is None:
            self._acts.take_back([self.row.id])

    def leave_out(self) -> None:
        """Leave out a line that came with another file."""
        row = self._open()
        if row is not None:
            self._acts.leave_out(row.id)

    def rule_off(self) -> None:
        """Switch the standing rule off that caught this line; the line itself stays where it is."""
        if self.row is not None and self.row.rule_id is not None and self.panel is None:
            self._page.desk.do(standing_acts.set_rule_active, None, rule_id=self.row.rule_id, active=False)

    # The panels.
    def find(self) -> None:
        """Find the account by any fragment."""
        if (row := self._open()) is not None:
            self._show_panel(FindPanel(self.pane, self._search, partial(self._post_to, row.id), self.close, about=_about(row)))

    def split(self) -> None:
        """Divide the line among accounts."""
        if (row := self._open()) is not None:
            panel = SplitPanel(self.pane, row, self._search, partial(self._post_split, row.id), self.close)
            self._show_panel(panel)
            known = tuple(dict.fromkeys(part.account_id for part in row.parts if part.account_id is not None))
            if known:
                self._page.ask(targets.targets, panel.fill, account_ids=known)

    def park(self) -> None:
        """Leave the line with a question."""
        if (row := self._open()) is not None:
            self._show_panel(ParkPanel(self.pane, self.users, partial(self._acts.park, row.id), self.close))

    def name(self) -> None:
        """Say which ledger account money goes to that is not one person's."""
        if (row := self._open()) is not None:
            panel = FindPanel(self.pane, self._search_ledger, partial(self._post_to, row.id), self.close,
                              title="Not rent: which account?", about=_about(row), ledger=True)
            self._show_panel(panel)
            self._page.ask(targets.ledger_targets, panel.chooser.show_all)

    def rule(self, offer: Offer) -> None:
        """Make a rule of what was done twice."""
        if self.panel is None:
            self._show_panel(RulePanel(self.pane, offer, partial(self._caught, offer), partial(self._make_rule, offer),
                                       self.close))

    def finish(self) -> bool:
        """Ctrl+Enter in a panel; whether one was open."""
        panel = self.panel
        if panel is not None:
            panel.finish()
        return panel is not None

    def refused(self, error: HousingDeskError) -> bool:
        """Show a refusal in the panel it is about; whether one was open."""
        if self.panel is not None:
            self.panel.refused(error)
        return self.panel is not None

    def close(self) -> bool:
        """Put the panel away; whether one was open."""
        was = self.panel is not None
        self.panel = None
        if was:
            self.closed.emit()
            self.changed.emit()
        return was

    def _show_panel(self, panel: LinePanel) -> None:
        self.panel = panel
        self.changed.emit()

    def _search(self, text: str, give: Give) -> None:
        self._page.ask(targets.find_targets, give, text=text)

    def _search_ledger(self, text: str, give: Give) -> None:
        def fitting(found: list[targets.Target]) -> None:
            give([t for t in found if text.strip().lower() in f"{t.name} {t.reference} {t.detail}".lower()])
        self._page.ask(targets.ledger_targets, fitting)

    def _post_to(self, line_id: int, account_id: int) -> None:
        self._acts.post([(line_id, account_id)], at_once=False)

    def _post_split(self, line_id: int, parts: tuple[Share, ...]) -> None:
        self._acts.split(line_id, parts)

    def _caught(self, offer: Offer, words: str, give: Callable[[list[CaughtLine]], object]) -> None:
        self._page.ask(standing.caught, give, words=words, money_in=offer.money_in, payer_account=offer.payer_account)

    def _make_rule(self, offer: Offer, words: str) -> None:
        if offer.again is not None:
            self._page.desk.do(standing_acts.trust_rule, self._ruled, self.refused, rule_id=offer.again)
            return
        self._page.desk.do(standing_acts.add_rule, self._ruled, self.refused, words=words, account_id=offer.account_id,
                           money_in=offer.money_in, sentence=offer.account_name, payer_account=offer.payer_account)

    def _ruled(self, _outcome: object) -> None:
        self.close()


def _about(row: LineRow) -> str:
    return unbroken(f"{from_bank(row)} · {format_pence(row.pence)}")
