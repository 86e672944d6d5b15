"""Rent loss by cause: every spell of four weeks in which a home stood empty or a bed was held without a charge."""

from datetime import date
from typing import Any, ClassVar

from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.voids.queries.losses import HELD, Losses, LossRow, last_day, losses

_GROUPS = (("all", "All"), ("empty", "Empty"), ("held", "Beds held"))


class LossesPage(Page):
    """Four weeks, each spell with its cause, and the sum against the void accounts."""

    title = "Rent loss by cause"
    tables = frozenset({"entry", "batch", "void", "held_bed", "occupancy", "charge_line", "account"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "open it", "open_row"),
                                       Key("P", "four weeks back", "back"), Key("N", "four weeks on", "forward"))

    def build(self) -> None:
        """The causes and the proof above, the spells below."""
        self._back = 0
        self._found: Losses | None = None
        self.causes, self.checks = Facts(), Checks()
        known = Card(label("Proof", "section"), self.checks)
        known.body.addStretch(1)
        self.body.addWidget(columns((Card(label("By cause", "section"), self.causes), 3), (known, 2, 560)))
        self.tabs = Tabs("Which", [Tab(key, word) for key, word in _GROUPS])
        self.tabs.chosen.connect(self._show_rows)
        self.earlier, self.later = button("Back", self.back, key="P"), button("On", self.forward, key="N")
        self.body.addWidget(tabs_row(self.tabs, self.earlier, self.later))
        self.model = RowsModel(_columns(self.desk.today), name="Spells", sentence=_sentence)
        self.table = Table(self.model, empty="No home lost rent in these weeks", remember="rent loss")
        self.table.opened.connect(lambda _id: self.open_row())
        self.table.moved.connect(lambda _id: self.keys_changed.emit())
        self.listen(self.table)
        self.body.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """Read the four weeks."""
        self.ask(losses, self._show, on=self.desk.today, back=self._back)

    def _show(self, found: Losses) -> None:
        self._found = found
        self.header.set_subtitle(f"{format_date(found.start)} to {format_date(last_day(found))}")
        self.header.set_figures([("Rent loss", format_pence(found.pence)),
                                 ("Days", f"{sum(row.days for row in found.rows):,}")])
        self.causes.show_rows([(f"{cause}, {days:,} day{'' if days == 1 else 's'}", format_pence(pence))
                               for cause, days, pence in found.by_cause()] or [("Nothing was lost", format_pence(0))])
        apart = found.posted_pence - found.pence
        agrees = abs(apart) <= sum(row.pence > 0 for row in found.rows)
        said = "" if agrees else (f", {format_pence(abs(apart))} {'more' if apart > 0 else 'less'} than the spells: days not "
                                  f"debited yet, or charges that changed since")
        self.checks.show_checks([(Status.GOOD if agrees else Status.DUE,
                                  f"The void accounts have {format_pence(found.posted_pence)} for these weeks{said}")])
        counts = {"all": len(found.rows), "held": sum(_is_held(row) for row in found.rows)}
        counts["empty"] = counts["all"] - counts["held"]
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _GROUPS])
        self.later.setEnabled(self._back > 0)
        self._show_rows()
        self.keys_changed.emit()

    def _show_rows(self, _key: str = "") -> None:
        if self._found is not None:
            which = self.tabs.key()
            self.model.show([row for row in self._found.rows if which == "all" or _is_held(row) is (which == "held")])

    def is_valid(self, act: str) -> bool:
        """On only as far as now."""
        if act == "open_row":
            return self.table.current_id() is not None
        return act != "forward" or self._back > 0

    def back(self) -> None:
        """The four weeks before."""
        self._back += 1
        self.reload()

    def forward(self) -> None:
        """The four weeks after."""
        if self._back:
            self._back -= 1
            self.reload()

    def open_row(self) -> None:
        """The empty home, or the file of whoever is away."""
        place = self.model.place_of(self.table.current_id() or 0)
        row: Any = self.model.row(place) if place is not None else None
        if not isinstance(row, LossRow):
            return
        if row.void_id is not None:
            self.go_to("void", void_id=row.void_id)
        elif row.tenancy_id is not None:
            self.go_to("tenancy", tenancy_id=row.tenancy_id, section="rent")
        else:
            self.go_to("space", space_id=row.space_id)


def _is_held(row: LossRow) -> bool:
    return row.cause.startswith(HELD)


def _columns(today: date) -> list[Column]:
    return [Column("home", "Home", 230, lambda row: row.address, secondary=lambda row: row.scheme, stretch=1),
            Column("from", "From", 96, lambda row: format_short(row.start, today), sort=lambda row: row.start),
            Column("days", "Days", 56, lambda row: str(row.days), align=Align.RIGHT, sort=lambda row: row.days),
            Column("cause", "Cause", 230, lambda row: row.cause, secondary=lambda row: row.more, sort=True),
            Column("lost", "Lost", 90, lambda row: format_pence(row.pence), align=Align.RIGHT, sort=lambda row: row.pence)]


def _sentence(row: LossRow) -> str:
    return f"{row.address}, {row.days} days from {format_date(row.start)}, {row.cause}, {format_pence(row.pence)}"
