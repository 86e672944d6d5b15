"""The arrears list: who owes how many weeks of their own charge, narrowed by filters that are remembered."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.arrears.queries.account_net import net_explanation
from housingdesk.arrears.queries.listing import ArrearsRow, Filters
from housingdesk.arrears.queries.totals import ArrearsTotals, totals
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, route_words
from housingdesk.ui.arrears.columns import arrears_columns, arrears_sentence
from housingdesk.ui.arrears.narrowing import GROUPS, Everybody, Listed, Narrowed, everybody, narrowed
from housingdesk.ui.kit.cards import Bullets, Facts, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.filters import FilterRow
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.text import sentence_case

_FILTERS = (("scheme", "Every scheme"), ("officer", "Every officer"), ("council", "Every council"),
            ("route", "Every benefit route"), ("tenancy_kind", "Every agreement"))
_EMPTY = {"owing": "Nobody here owes anything. Next check Monday after the bank file",
          "benefit": "No benefit is still to come", "former": "Nobody who left owes anything"}


class ArrearsPage(Page):
    """Everybody behind, the most weeks first."""

    title = "Arrears list"
    tables = frozenset({"balance", "account", "charge_line", "charge_share", "tenancy", "expected_payment", "letter", "hold",
                        "claim", "award"})
    keys = (Key("Up", "move"), Key("Enter", "open the account", "open_account"),
            Key("Shift+Enter", "open the file", "open_file", shown=False), Key("Space", "tick"), Key("Ctrl+A", "tick all"),
            Key("L", "letters for those ticked", "write_letters"), Key("Ctrl+F", "filter", "focus_filter"),
            Key("P", "people who left", "open_former"), Key("Ctrl+L", "letter to this one", "write_one", shown=False))

    def build(self) -> None:
        """Filters, list and pane."""
        self._all: tuple[Listed, ...] = ()
        self._said = Bullets()
        self.warning = MessageBar("", Status.DUE, closable=False)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self._build_filters()
        self._holds: Mapping[int, str] = {}
        self.model = RowsModel(arrears_columns(self.desk.today, self._stopped), name="Arrears list",
                               sentence=partial(arrears_sentence, stopped=self._stopped),
                               row_id=lambda r: r.account_id, tickable=True)
        self.model.ticks_changed.connect(self._say_ticked)
        self.table = Table(self.model, empty="Reading the accounts", remember="arrears")
        self.table.opened.connect(self._opened)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.pane = RefillPane("About this account", width=272)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=860), 1)
        self.header.set_subtitle(f"As at {format_date(self.desk.today)}. Weeks are weeks of the person's own charge where "
                                 "benefit pays the rest")
        self._moved(None)

    def _build_filters(self) -> None:
        self.filters = FilterRow("arrears", "list", "Name, address, reference", _FILTERS, self._narrow)
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in GROUPS])
        self.tabs.chosen.connect(self._narrow)
        self.letters = button("Letters for those ticked", self.write_letters, key="L", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, button("People who left", self.open_former, key="P"), self.letters))
        self.body.addWidget(self.filters.row())

    # Reading.
    def reload(self) -> None:
        """Everybody with a balance, and the figures above the list."""
        self.ask(everybody, self._show_all, on=self.desk.today)
        self.ask(totals, self._show_totals, on=self.desk.today)

    def _show_totals(self, found: ArrearsTotals) -> None:
        self.header.set_figures([("Owed by people", format_pence(found.owed_pence)),
                                 ("Benefit to come", format_pence(found.benefit_pence)),
                                 ("In credit", format_pence(found.credits_pence))])

    def _show_all(self, found: Everybody) -> None:
        anew = found.stopped != self._holds
        self._all, self._holds = found.rows, found.stopped
        offered = found.choices
        self.filters.offer({"scheme": offered.schemes, "officer": offered.officers, "council": offered.councils,
                            "route": offered.routes, "tenancy_kind": offered.kinds}, _sentence)
        self.warning.setVisible(bool(found.warning))
        self.warning.say(found.warning)
        self._narrow()
        if anew:
            self._moved(None)  # the pane says it too

    def _narrow(self, _text: Any = None) -> None:
        self.ask(narrowed, self._show, rows=self._all, filters=Filters(**self.filters.values()), group=self.tabs.key())

    def _show(self, found: Narrowed) -> None:
        self.tabs.show_tabs([Tab(key, word, found.counts[key]) for key, word in GROUPS])
        self.table.set_empty("Nobody fits the filters. Esc clears them" if self.filters.narrows() else _EMPTY[self.tabs.key()])
        self.model.show(found.rows)
        self.table.set_totals({"who": f"{len(found.rows):,} accounts", "owed": format_pence(found.owed_pence)}
                              if found.rows else {})
        self._say_ticked()

    def _say_ticked(self) -> None:
        count = len(self.model.ticked())
        set_button_text(self.letters, f"Letters for {count:,} ticked" if count else "Letters for those ticked", "L")
        self.letters.setEnabled(self.is_valid("write_letters"))
        self.keys_changed.emit()

    def _stopped(self, row: ArrearsRow) -> str:
        return self._holds.get(row.tenancy_id, "")

    # The pane.
    def _current(self) -> ArrearsRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, ArrearsRow) else None

    def _moved(self, _account_id: int | None) -> None:
        row = self._current()
        self.letters.setEnabled(self.is_valid("write_letters"))
        self.keys_changed.emit()
        if row is None:
            self.pane.begin("No account chosen")
            self.pane.finish()
            return
        self.pane.begin(row.names, f"{row.address} · {row.agreement} {row.tenancy_reference}")
        own = [("Owed by the person", format_pence(row.position.owed_pence)),
               ("Benefit to come", format_pence(row.position.expected_pence))] if row.position.has_benefit else []
        self.pane.put(Facts([("Balance", balance_words(row.position.pence)), *own, ("Officer", row.officer or "nobody yet"),
                             ("Council", row.council or "none")]))
        if row.position.both and not row.position.own_only:
            self.pane.put(label(f"{row.position.both}.", "read", wrap=True))
        if self._stopped(row):
            stopped = Checks()
            stopped.show_checks([(Status.INFORMATION, f"{self._stopped(row)}. What it stops cannot be done")])
            self.pane.put(stopped)
        self.pane.put(label("Explained", "section"))
        self._said = Bullets()
        self.pane.put(self._said)
        others = [button("The file", self.open_file)]
        if self.desk.may(Permission.SEND_LETTERS):
            others.append(button("Letter", self.write_one, key="Ctrl+L"))
        self.pane.finish(button("Open the account", self.open_account, key="Enter", kind="primary"), others)
        self.ask(net_explanation, self._explain, account_id=row.account_id, on=self.desk.today)

    def _explain(self, sentences: list[str]) -> None:
        self._said.show_sentences(sentences)

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Letters are for who may send them; the rest needs a row."""
        if act in ("focus_filter", "open_former"):
            return True
        row = self._current()
        if act in ("write_letters", "write_one"):
            return self.desk.may(Permission.SEND_LETTERS) and (row is not None or bool(self.model.ticked()))
        return row is not None

    def _opened(self, _id: int) -> None:
        self.open_account()

    def open_account(self) -> None:
        """Open the rent account of the current row."""
        row = self._current()
        if row is not None:
            self.go_to("account", account_id=row.account_id)

    def open_file(self) -> None:
        """Open the person's file."""
        row = self._current()
        if row is not None:
            self.go_to("tenancy", tenancy_id=row.tenancy_id)

    def open_former(self) -> None:
        """What people left behind, each with what is next."""
        self.go_to("former")

    def write_letters(self) -> None:
        """Propose letters for the ticked rows, or for the current one."""
        chosen = self.table.chosen_ids()
        if chosen and self.is_valid("write_letters"):
            owed = {row.account_id: row.position.owed_pence for row in self.model.rows()}
            self.go_to("letter_run", account_ids=tuple(chosen), listed={one: owed[one] for one in chosen if one in owed})

    def write_one(self) -> None:
        """Propose a letter for the current row alone."""
        row = self._current()
        if row is not None:
            self.go_to("letter_run", account_ids=(row.account_id,), listed={row.account_id: row.position.owed_pence})

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.filters.focus()

    def escape(self) -> bool:
        """Esc clears the filters first."""
        cleared = self.filters.clear()
        if cleared:
            self.table.setFocus()
        return cleared


def _sentence(value: Any) -> str:
    if isinstance(value, BenefitRoute):
        return "No benefit" if value is BenefitRoute.NONE else route_words(value)
    return sentence_case(str(value)) if isinstance(value, TenancyKind) else str(value)
