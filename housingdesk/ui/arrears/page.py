"""The arrears list: who owes how many weeks of their own charge, narrowed by filters that are remembered."""

from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.arrears.queries import ArrearsRow, ArrearsTotals, Filters, arrears_list, filter_choices, totals
from housingdesk.rent.queries.accounts import explanation
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from housingdesk.ui.arrears.columns import arrears_columns, arrears_sentence
from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.cards import Bullets, Facts, columns, table_card
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence

_FILTERS = (("scheme", "Every scheme"), ("officer", "Every officer"), ("council", "Every council"),
            ("route", "Every benefit route"), ("tenancy_kind", "Every agreement"))
_GROUPS = (("owing", "Owing"), ("benefit", "Benefit to come"), ("former", "Former"))


class ArrearsPage(Page):
    """Everybody behind, the most weeks first."""

    title = "Arrears list"
    tables = frozenset({"balance", "account", "charge_line", "charge_share", "tenancy", "expected_payment", "letter"})
    keys = (Key("Up", "move"), Key("Enter", "open the account", "open_account"), Key("Space", "tick"),
            Key("L", "letters for those ticked", "write_letters"), Key("Ctrl+F", "filter", "focus_filter"))

    def build(self) -> None:
        """Filters, list and pane."""
        self._all: list[ArrearsRow] = []
        self.text = TextField(placeholder="Filter: name, address, reference")
        self.text.setAccessibleName("Filter the list")
        self.text.textChanged.connect(self._narrow)
        self.filters: dict[str, Choice] = {}
        for key, words in _FILTERS:
            made = Choice([(None, words)])
            made.setAccessibleName(words.replace("Every", "Filter by"))
            made.edited.connect(self._narrow)
            self.filters[key] = made
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in _GROUPS])
        self.tabs.chosen.connect(self._narrow)
        self.letters = button("Letters for those ticked", self.write_letters, key="L", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, self.letters))
        widgets: list[QWidget] = [self.text, *self.filters.values()]
        self.body.addWidget(flow_row(*widgets))
        self.model = RowsModel(arrears_columns(self.desk.today), name="Arrears list", sentence=arrears_sentence,
                               row_id=lambda r: r.account_id, tickable=True)
        self.model.ticks_changed.connect(self._say_ticked)
        self.table = Table(self.model, empty="Nobody here owes anything. Next check Monday after the bank file",
                           remember="arrears")
        self.table.opened.connect(lambda _id: self.open_account())
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.pane = RefillPane("About this account")
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0, 760)), 1)

    def reload(self) -> None:
        """Everybody with a balance; narrowed here, so that a filter answers at once."""
        self.ask(_everybody, self._show_all, on=self.desk.today)
        self.ask(totals, self._show_totals, on=self.desk.today)

    def _show_totals(self, found: ArrearsTotals) -> None:
        self.header.set_figures([("Owed by people", format_pence(found.owed_pence)),
                                 ("Benefit to come", format_pence(found.benefit_pence)),
                                 ("In credit", format_pence(found.credits_pence))])

    def _show_all(self, rows: list[ArrearsRow]) -> None:
        self._all = rows
        offered = filter_choices(rows)
        values: dict[str, tuple[Any, ...]] = {"scheme": offered.schemes, "officer": offered.officers,
                                              "council": offered.councils, "route": offered.routes,
                                              "tenancy_kind": offered.kinds}
        for key, words in _FILTERS:
            self.filters[key].set_options([(None, words), *((v, _sentence(v)) for v in values[key])])
            kept = window_state.text(f"arrears/{key}")
            if kept and kept in values[key]:
                self.filters[key].set_value(next(v for v in values[key] if v == kept))
        self._narrow()

    def _narrow(self, _text: Any = None) -> None:
        for key, made in self.filters.items():
            window_state.remember(f"arrears/{key}", str(made.value() or ""))
        chosen = {key: made.value() for key, made in self.filters.items()}
        group = self.tabs.key()
        shown = narrowed(self._all, Filters(**chosen, former=group == "former", benefit_only=group == "benefit",
                                            text=self.text.value()))
        self.model.show(shown)
        owed = sum(r.position.owed_pence for r in shown)
        self.table.set_totals({"who": f"{len(shown):,} accounts", "owed": format_pence(owed)})
        counts = {key: len(narrowed(self._all, Filters(**chosen, former=key == "former", benefit_only=key == "benefit")))
                  for key, _ in _GROUPS}
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _GROUPS])
        self.header.set_subtitle(f"As at {format_date(self.desk.today)}. Weeks are weeks of the person's own charge where "
                                 f"benefit pays the rest")

    def _say_ticked(self) -> None:
        count = len(self.model.ticked())
        set_button_text(self.letters, f"Letters for {count:,} ticked" if count else "Letters for those ticked", "L")

    def _moved(self, account_id: int | None) -> None:
        place = self.model.place_of(account_id) if account_id is not None else None
        row = self.model.row(place) if place is not None else None
        if row is None:
            self.pane.begin("No account chosen")
            self.pane.finish()
            return
        self.pane.begin(row.names, f"{row.address} · {row.agreement} {row.tenancy_reference}")
        self.pane.put(Facts([("Balance", balance_words(row.position.pence)),
                             ("Their own part", format_pence(row.position.owed_pence)),
                             ("Benefit to come", format_pence(max(0, row.position.benefit_pence))),
                             ("Officer", row.officer or "nobody"), ("Council", row.council or "none")]))
        self.pane.put(label("Explained", "section"))
        self._said = Bullets()
        self.pane.put(self._said)
        self.pane.finish(button("Open the account", self.open_account, key="Enter", kind="primary"),
                         [button("Letter", self._write_one, key="Ctrl+L")])
        self.ask(explanation, self._explain, account_id=row.account_id, on=self.desk.today)

    def _explain(self, sentences: list[str]) -> None:
        self._said.show_sentences(sentences)

    def open_account(self) -> None:
        """Open the rent account of the current row."""
        chosen = self.table.current_id()
        if chosen is not None:
            self.go_to("account", account_id=chosen)

    def write_letters(self) -> None:
        """Propose letters for the ticked rows, or for the current one."""
        chosen = self.table.chosen_ids()
        if chosen:
            self.go_to("letter_run", account_ids=tuple(chosen))

    def _write_one(self) -> None:
        chosen = self.table.current_id()
        if chosen is not None:
            self.go_to("letter_run", account_ids=(chosen,))

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.text.setFocus()

    def escape(self) -> bool:
        """Esc clears the filters first."""
        active = bool(self.text.value()) or any(made.value() for made in self.filters.values())
        if active:
            self.text.clear()
            for made in self.filters.values():
                made.set_value(None)
            self._narrow()
        return active


def narrowed(rows: list[ArrearsRow], filters: Filters) -> list[ArrearsRow]:
    """The rows that fit the filters."""
    return [row for row in rows if filters.fits(row)]


def _everybody(on: Any) -> list[ArrearsRow]:
    return arrears_list(on)


def _sentence(value: Any) -> str:
    text = str(value)
    return text[:1].upper() + text[1:] if isinstance(value, (BenefitRoute, TenancyKind)) else text
