"""The two cards above the lines of an account: the figure with its reason in words, and the balance over a year."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.rules.words import Payer
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, clear
from housingdesk.ui.kit.chart import BalanceChart
from housingdesk.ui.kit.flow import Flow, flow_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.rent.account_lines import expected_points, points
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.text import sentence_case

_SENTENCES = 4


class FigureCard(Card):
    """What is owed, whose part of it, and why, as it is said aloud."""

    def __init__(self, explain: Callable[[], object], statement: Callable[[], object],
                 open_account: Callable[[int], object], held_bed: Callable[[], object]) -> None:
        super().__init__(gap=6)
        self._open_account = open_account
        self.figure = label("", "big")
        self.parts = Pairs()
        self.words = label("", wrap=True)
        self.apart = Card(margin=0, gap=2, kind="plain")
        self._statement = button("Statement", statement, key="Ctrl+P")
        self.held = button("Bed held", held_bed, key="H")
        self.held.hide()
        for widget in (self.figure, self.parts, self.words, self.apart):
            self.add(widget)
        self.body.addStretch(1)
        self.add(flow_row(button("Explain", explain, key="E"), self._statement, self.held))

    def show_file(self, file: AccountFile, *, statement: bool) -> None:
        """Show an account; ``statement`` where one can be made."""
        self.figure.setText(balance_words(file.pence))
        self.parts.show_pairs(parts_of(file))
        self.words.setText(" ".join(file.explanation[:_SENTENCES]))
        self._statement.setVisible(statement)
        self._show_apart([a for a in file.apart if a.pence])

    def _show_apart(self, accounts: Sequence[AccountRow]) -> None:
        clear(self.apart.body)
        for account in accounts:
            words = f"{sentence_case(account.kind)}: {balance_words(account.pence)}"
            self.apart.add(button(words, partial(self._open_account, account.id), kind="link"))
        self.apart.setVisible(bool(accounts))


class Pairs(QWidget):
    """A few words with their figures, side by side where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, gap=22)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Replace them; none hides the row."""
        clear(self._flow)
        for word, figure in pairs:
            pair = Card(label(word, "small"), label(figure, "strong"), margin=0, gap=0, kind="plain", parent=self)
            self._flow.addWidget(pair)
            pair.show()
        self.setVisible(bool(pairs))
        self.updateGeometry()


def parts_of(file: AccountFile) -> list[tuple[str, str]]:
    """Whose part of the balance is how much, where more than one pays."""
    if not file.has_benefit and file.own_pence == file.pence:
        return []
    own = ("Own part", balance_words(file.own_pence))
    if file.as_at or file.known:
        return [own]
    row, out = file.account, [own]
    if not file.own_only and file.net_pence != file.pence:
        out.insert(0, ("Without benefit paid in arrears", balance_words(file.net_pence)))
    for word, pence in ((str(Payer.HB), row.hb_pence), (str(Payer.UC), row.uc_pence),
                        ("Support provider", row.support_pence), ("Somebody else", row.other_pence)):
        if pence > 0:
            out.append((word, f"{format_pence(pence)} to pay"))
        elif pence < 0:
            out.append((word, f"{format_pence(-pence)} ahead"))
    return out


class ChartCard(Card):
    """The balance over twelve months; the arrow keys read a point, and the table holds the same figures."""

    def __init__(self) -> None:
        super().__init__(margin=8)
        self.chart = BalanceChart("Balance over twelve months")
        self.add(self.chart, 1)
        theme.size(self, least_height=150)

    def show_file(self, file: AccountFile, today: date) -> None:
        """Draw an account."""
        self.chart.show_points(points(file, today), expected=expected_points(file))

    def focus_widget(self) -> QWidget:
        """What takes the arrow keys."""
        return self.chart
