"""A home in a file: where it stands, whose patch it is, and everybody who has had it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.properties.queries import OfficeRow, PeriodRow, SpaceFile, SpaceRow, councils, space_file
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancies_of_spaces
from housingdesk.tenancies.rules import since_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Facts, Scroll, clear, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.properties.forms import SpaceForm
from housingdesk.values.dates import DAY, format_date


@dataclass(frozen=True, slots=True)
class HomeFile:
    """A space, and every agreement that has, had or will have it or a part of it, the newest first."""

    file: SpaceFile
    agreements: tuple[TenancyRow, ...]


class HomePanel(Panel):
    """One space, with the agreements it has had."""

    tables = frozenset({"space", "let_period", "council", "agent", "tenancy", "occupancy", "holder"})
    keys = (Key("Enter", "open the file"), Key("F2", "change the home", "edit"),
            Key("Ctrl+Enter", "finish", "finish", shown=False))

    def build(self) -> None:
        """The facts, the history, the pane."""
        self._space_id = 0
        self._home: HomeFile | None = None
        self._form: SpaceForm | None = None
        self.facts = Facts()
        self.within = Card(margin=0, gap=2, kind="plain")
        card = Card()
        area = Scroll("About this home")
        for widget in (label("The home", "section"), self.facts, self.within):
            area.add(widget)
        area.end()
        card.add(area, 1)
        self.model = RowsModel(_columns(self.desk.today), name="Who has had it", row_id=lambda r: r.id,
                               sentence=lambda r: f"{r.names}, {r.reference}, "
                                                  f"{since_words(r.starts_on, r.ends_on, self.desk.today)}")
        self.table = Table(self.model, empty="Nobody has had it yet", remember="home history")
        self.table.opened.connect(self._open_tenancy)
        self.listen(self.table)
        self.pane = RefillPane("Change this home", width=340)
        self.buttons: tuple[QPushButton, ...] = ()
        if self.desk.may(Permission.KEEP_HOMES):
            self.buttons = (button("Change the home", self.edit, key="F2"),)
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((card, 4), (table_card(self.table), 5), (self.pane, 0)))
        theme.size(card, least_width=240)
        self.pane.hide()

    def open(self, space_id: int) -> None:
        """Show a space."""
        if space_id != self._space_id:
            self.close_pane()
        self._space_id = space_id
        self.mark_stale()

    def reload(self) -> None:
        """Read it."""
        if self._space_id:
            self.ask(_home, self._show, space_id=self._space_id)

    def _show(self, home: HomeFile) -> None:
        self._home = home
        self.facts.show_rows(home_facts(home.file))
        clear(self.within.body)
        for row in home.file.holds:
            self.within.add(button(row.said, partial(self.go_to, "space", space_id=row.id), kind="link"))
        self.within.setVisible(bool(home.file.holds))
        self.model.show(home.agreements)
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """Homes are changed by who may."""
        if act == "finish":
            return self._form is not None
        return self._home is not None and self.desk.may(Permission.KEEP_HOMES)

    def _open_tenancy(self, tenancy_id: int) -> None:
        self.go_to("tenancy", tenancy_id=tenancy_id)

    # Changing.
    def edit(self) -> None:
        """Change what is known of the home."""
        if self._home is not None and self.is_valid("edit"):
            self.ask(councils, self._edit)

    def _edit(self, offices: list[OfficeRow]) -> None:
        if self._home is not None:
            self._form = SpaceForm(self.pane, self.desk, self._home.file.space, offices, self._kept)

    def finish(self) -> None:
        """Do what the open form asks for."""
        if self._form is not None:
            self._form.submit()

    def _kept(self) -> None:
        self.close_pane()

    def close_pane(self) -> bool:
        """Close the form; whether there was one."""
        was = self._form is not None
        self._form = None
        self.pane.hide()
        if was and self.isVisible():
            self.table.setFocus()
        return was

    def escape(self) -> bool:
        """Close the form."""
        return self.close_pane()


def _home(space_id: int) -> HomeFile:
    file = space_file(space_id)
    return HomeFile(file, tuple(tenancies_of_spaces([space_id, *(row.id for row in file.holds)])))


def home_facts(file: SpaceFile) -> list[tuple[str, str]]:
    """What is known of a home, as rows of a word and its value; what is not known is left out."""
    row = file.space
    stands = " › ".join(other.said for other in reversed(file.stands_in))
    whole = (row.full_address or row.said).replace(row.postcode, row.postcode.replace(" ", "\u00a0"))
    rows = [("Address", whole), ("Kind", str(row.kind).capitalize()), ("Stands in", stands),
            ("Council", file.council.name if file.council else ""), ("Officer", row.officer),
            ("Managing agent", file.agent.name if file.agent else ""),
            ("Bedrooms", str(row.bedrooms) if row.bedrooms is not None else ""),
            ("Rent", str(row.rent_type).capitalize() if row.rent_type else ""), ("UPRN", row.uprn or ""),
            ("Let as one", _let(file.periods)), ("Ours since", format_date(row.managed_from) if row.managed_from else ""),
            ("Ours until", format_date(row.managed_to) if row.managed_to else "")]
    return [(word, value) for word, value in rows if value]


def _let(periods: Sequence[PeriodRow]) -> str:
    if not periods:
        return "never"
    last = periods[-1]
    if last.end is not None:
        return f"until {format_date(last.end - DAY)}"
    return f"since {format_date(last.start)}" if last.start is not None and last.start.year > 1900 else "always"


def chain_words(row: SpaceRow, stands_in: Sequence[SpaceRow]) -> str:
    """``Beech supported › Beech House › Room 3``."""
    return " › ".join([*(other.label for other in reversed(stands_in)), row.label])


def _columns(today: date) -> tuple[Column, ...]:
    def status(row: TenancyRow) -> Status | None:
        return None if row.former or row.ends_on is None else Status.DUE
    return (Column("who", "Who has had it", 180, lambda r: r.names, secondary=lambda r: f"{r.kind} {r.reference}", stretch=1,
                   status=status, sort=True),
            Column("when", "When", 262, lambda r: since_words(r.starts_on, r.ends_on, today), sort=lambda r: r.starts_on,
                   secondary=lambda r: f"{r.end_reason}" if r.end_reason else ""))
