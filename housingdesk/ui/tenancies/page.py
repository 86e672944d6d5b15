"""Tenancies and licences: every agreement, narrowed and sorted in the database, however many there are."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.properties import queries as property_queries
from housingdesk.rent.queries.account_file import MainAccount, main_accounts
from housingdesk.tenancies.queries.listing import ListRow, Order, TenancyFilter, When, counted, tenancy_ids, tenancy_rows
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, route_words, since_words
from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, WindowModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.money import balance_words
from housingdesk.values.text import sentence_case

_WHENS = ((When.CURRENT, "Current"), (When.COMING, "Not yet begun"), (When.FORMER, "Former"), (When.ALL, "All"))
_FILTERS = (("scheme", "Every scheme"), ("officer", "Every officer"), ("council", "Every council"),
            ("route", "Every benefit route"), ("kind", "Every agreement"))
_REMEMBER = "tenancies/{}"


@dataclass(frozen=True, slots=True)
class TenancyLine:
    """One line: the agreement, and its rent account where it has one."""

    id: int
    row: ListRow
    account: MainAccount | None


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer: ``(key, words)`` each."""

    schemes: tuple[tuple[int, str], ...]
    officers: tuple[tuple[str, str], ...]
    councils: tuple[tuple[int, str], ...]


class TenanciesPage(Page):
    """Everybody who holds, held or will hold something of ours."""

    title = "Tenancies and licences"
    tables = frozenset({"tenancy", "holder", "occupancy", "route", "space", "council", "balance"})
    keys = (Key("Up", "move"), Key("Enter", "open the file", "open_file"), Key("R", "rent account", "open_account"),
            Key("Ctrl+F", "filter", "focus_filter"), Key("Space", "tick"), Key("L", "letters", "write_letters"),
            Key("Ctrl+N", "start a new one", "start"), Key("V", "reviews", "open_reviews", shown=False),
            Key("C", "changes", "open_changes", shown=False))

    def build(self) -> None:
        """Groups, filters, the list."""
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in _WHENS])
        self.tabs.chosen.connect(self._narrow)
        self.start_button = button("Start a tenancy or licence", self.start, key="Ctrl+N", kind="primary")
        if not self.desk.may(Permission.KEEP_TENANCIES):
            self.start_button.hide()  # shown before it stands in the page, it would be a window of its own for a moment
        self.header.set_actions(button("Reviews", self.open_reviews, key="V"), button("Changes", self.open_changes, key="C"))
        self.body.addWidget(tabs_row(self.tabs, self.start_button))
        self.text = TextField(placeholder="Filter: name, address, reference")
        self.text.setAccessibleName("Filter the list")
        self.text.textChanged.connect(self._narrow)
        self.filters = {key: self._filter(key, words) for key, words in _FILTERS}
        self.filters["route"].set_options([(None, "Every benefit route"), *((one, _route(one)) for one in BenefitRoute)])
        self.filters["kind"].set_options([(None, "Every agreement"), *((one, sentence_case(one)) for one in TenancyKind)])
        widgets: list[QWidget] = [self.text, *self.filters.values()]
        self.body.addWidget(flow_row(*widgets))
        self.model = WindowModel(_columns(self), name="Tenancies and licences", fetch=self._fetch, sentence=_sentence,
                                 tickable=True)
        self.model.order_changed.connect(self._sorted)
        self.table = Table(self.model, empty="Nothing fits", remember="tenancies")
        self.table.opened.connect(lambda _id: self.open_file())
        self.listen(self.table)
        self.body.addWidget(table_card(self.table), 1)
        self._offered = False

    def _filter(self, key: str, words: str) -> Choice:
        made = Choice([(None, words)])
        made.setAccessibleName(words.replace("Every", "Filter by"))
        made.edited.connect(self._narrow)
        return made

    # Reading.
    def reload(self) -> None:
        """What the filters offer, then the list."""
        self.ask(_offered, self._offer, on=self.desk.today)

    def _offer(self, offered: Offered) -> None:
        for key, words, options in (("scheme", "Every scheme", offered.schemes), ("officer", "Every officer", offered.officers),
                                    ("council", "Every council", offered.councils)):
            self.filters[key].set_options([(None, words), *options])
        if not self._offered:
            self._offered = True
            for key, made in self.filters.items():
                kept = window_state.text(_REMEMBER.format(key))
                if kept:
                    made.set_value(next((key for key in made.offered() if str(key) == kept), None))
        self._narrow()

    def chosen(self) -> TenancyFilter:
        """What the list is narrowed to."""
        values = {key: made.value() for key, made in self.filters.items()}
        return TenancyFilter(self.desk.today, When(self.tabs.key()), _one(values["scheme"]), _one(values["officer"]),
                             _one(values["council"]), _one(values["route"]), _one(values["kind"]), self.text.value())

    def _narrow(self, _what: Any = None) -> None:
        for key, made in self.filters.items():
            window_state.remember(_REMEMBER.format(key), str(made.value() or ""))
        order, descending = self.model.order or ("names", False)
        self.ask(tenancy_ids, self._show, chosen=self.chosen(), order=Order(order), descending=descending)
        self.ask(_counts, self._count, chosen=self.chosen())

    def _sorted(self, _key: str, _descending: bool) -> None:
        self._narrow()

    def _show(self, ids: "array[int]") -> None:
        self.model.show(ids)
        narrowed = self._is_narrowed()
        self.table.set_empty("Nothing fits. Esc clears the filters" if narrowed else "There is no agreement here yet")

    def _count(self, counts: dict[When, int]) -> None:
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _WHENS])

    def _fetch(self, ids: list[int], give: Any) -> object:
        return self.desk.ask(_lines, give, ids=ids, on=self.desk.today)

    # What the keys do.
    def _line(self) -> TenancyLine | None:
        chosen = self.table.current_id()
        place = self.model.place_of(chosen) if chosen is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, TenancyLine) else None

    def open_file(self) -> None:
        """Open the file of the current row; Ctrl+Down goes on to the next of this list from there."""
        chosen = self.table.current_id()
        if chosen is not None:
            self.go_to("tenancy", tenancy_id=chosen, among=self.model.ids())

    def open_account(self) -> None:
        """Open the rent account of the current row."""
        line = self._line()
        if line is not None and line.account is not None:
            self.go_to("account", account_id=line.account.account_id)

    def write_letters(self) -> None:
        """A letter to everybody on the ticked rows, or on the current one."""
        chosen = self.table.chosen_ids()
        if chosen:
            self.go_to("write_letter", tenancy_ids=tuple(chosen))

    def start(self) -> None:
        """Start a tenancy, licence or garage contract."""
        if self.desk.may(Permission.KEEP_TENANCIES):
            self.go_to("letting")

    def open_reviews(self) -> None:
        """What is to be looked at, and who moves on."""
        self.go_to("reviews")

    def open_changes(self) -> None:
        """The changes and endings under way."""
        self.go_to("changes")

    def is_valid(self, act: str) -> bool:
        """Agreements are started by who may."""
        return act != "start" or self.desk.may(Permission.KEEP_TENANCIES)

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.text.setFocus()

    def _is_narrowed(self) -> bool:
        return bool(self.text.value()) or any(made.value() is not None for made in self.filters.values())

    def escape(self) -> bool:
        """Esc clears the filters first."""
        narrowed = self._is_narrowed()
        if narrowed:
            for made in self.filters.values():
                made.set_value(None)
            self.text.clear()
            self._narrow()
        return narrowed


def _route(route: BenefitRoute) -> str:
    return "No benefit" if route is BenefitRoute.NONE else route_words(route)


def _one(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _offered(on: date) -> Offered:
    return Offered(tuple((scheme.id, scheme.label) for scheme in property_queries.schemes(on)),
                   tuple((name, name) for name in property_queries.officers()),
                   tuple((council.id, council.name) for council in property_queries.councils()))


def _counts(chosen: TenancyFilter) -> dict[When, int]:
    return {when: counted(replace(chosen, when=when)) for when, _ in _WHENS}


def _lines(ids: Sequence[int], on: date) -> list[TenancyLine]:
    accounts = main_accounts(ids)
    return [TenancyLine(row.id, row, accounts.get(row.id)) for row in tenancy_rows(ids, on)]


def _columns(page: TenanciesPage) -> tuple[Column, ...]:
    today = page.desk.today

    def owed(line: TenancyLine) -> str:
        return balance_words(line.account.pence) if line.account else ""

    def status(line: TenancyLine) -> Status | None:
        return Status.LATE if line.row.note_to_read else None

    def route(line: TenancyLine) -> str:
        return "" if line.row.route is BenefitRoute.NONE else route_words(line.row.route, line.row.kind)
    return (Column("names", "Who", 230, lambda r: r.row.names, secondary=lambda r: r.row.reference, sort=True, stretch=2,
                   status=status),
            Column("address", "Where", 230, lambda r: r.row.address, secondary=lambda r: r.row.postcode, sort=True, stretch=2),
            Column("kind", "Agreement", 170, lambda r: sentence_case(r.row.kind), sort=True, stretch=1, hide_below=560,
                   secondary=lambda r: since_words(r.row.starts_on, r.row.ends_on, today)),
            Column("scheme", "Scheme", 140, lambda r: r.row.scheme, secondary=lambda r: r.row.officer, sort=True, stretch=1,
                   hide_below=820),
            Column("route", "Benefit", 180, route, secondary=lambda r: r.row.council, stretch=1, hide_below=1200),
            Column("owed", "Balance", 146, owed, align=Align.RIGHT))


def _sentence(line: TenancyLine) -> str:
    owed = f", {balance_words(line.account.pence)}" if line.account else ""
    return f"{line.row.names}, {line.row.address}, {line.row.kind} {line.row.reference}{owed}"
