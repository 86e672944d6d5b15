"""The file of one person: how to reach them, what they need, whom we may talk to, and every agreement they hold or held."""

from datetime import date
from typing import Any

from housingdesk.people.queries import PersonRow, needs_on, person
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancies_of_person
from housingdesk.tenancies.rules import since_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.people.panel import PeoplePanel
from housingdesk.values.dates import age, format_date
from housingdesk.values.text import sentence_case


class PersonPage(Page):
    """One person."""

    title = "Person"
    tables = frozenset({"person", "need", "tenancy", "holder", "occupancy"})
    keys = (Key("Up", "move"),)

    def build(self) -> None:
        """Who they are, and what they hold."""
        self._person_id = 0
        self._row: PersonRow | None = None
        self._held_rows: list[TenancyRow] = []
        self.panel = PeoplePanel(self.desk)
        self.hold(self.panel)
        self.model = RowsModel(_columns(self.desk.today), name="What they hold",
                               sentence=lambda r: f"{r.kind} {r.reference}, {r.address}")
        self.table = Table(self.model, empty="They hold nothing of ours", remember="person agreements")
        self.table.opened.connect(self._open)
        held = table_card(self.table)
        theme.size(held, least_height=124, most_height=150)
        self.body.addWidget(held)
        self.body.addWidget(tabs_row(label("How to reach them, what they need, whom we may talk to", "section"),
                                     *self.panel.buttons))
        self.body.addWidget(self.panel, 1)

    def open(self, **facts: Any) -> None:
        """One person: ``person_id``."""
        if facts["person_id"] != self._person_id:
            self._row, self._held_rows = None, []
        self._person_id = facts["person_id"]
        self.panel.open([self._person_id])
        self.mark_stale()

    def reload(self) -> None:
        """Read them and what they hold."""
        if self._person_id:
            self.ask(person, self._show, person_id=self._person_id)
            self.ask(needs_on, self._show_needs, person_ids=[self._person_id], on=self.desk.today)
            self.ask(tenancies_of_person, self._show_held, person_id=self._person_id)

    def _show_held(self, rows: list[TenancyRow]) -> None:
        self._held_rows = rows
        household = self.desk.privacy.household
        if household is not None and not household.people <= {self._person_id}:  # others of the household look as well
            rows = [row for row in rows if ("tenancy", row.id) in household.records]
        self.model.show(rows)

    def household(self) -> Household | None:
        """The person. Who is at the desk alone has their agreements there too; one among others brings none of their own."""
        held = () if self.desk.privacy.on else self._held_rows
        records = frozenset(("tenancy", row.id) for row in held if not row.former)
        return Household(self._row.name, frozenset({self._person_id}), records) if self._row is not None else None

    def show_private(self) -> None:
        """Of what they hold only what the household at the desk holds."""
        self._show_held(self._held_rows)
        if self._row is not None:
            self._show(self._row)
        self.header.set_withheld(self.desk.privacy.on)
        super().show_private()

    def _show(self, row: PersonRow) -> None:
        self._row = row
        self.household_changed.emit()
        self.set_title(row.name, f"say {row.say}" if row.say else "")
        old = f", {age(row.born_on, row.died_on or self.desk.today)} years old" if row.born_on else ""
        facts = [f"known as {row.known_as}" if row.known_as else "",
                 f"born {format_date(row.born_on)}{old}" if row.born_on else "",
                 f"died {format_date(row.died_on)}" if row.died_on else "",
                 "" if self.desk.privacy.on else row.find_detail]
        self.header.set_subtitle(" · ".join(fact for fact in facts if fact))

    def _show_needs(self, needs: list[Any]) -> None:
        self.header.set_chips([(need.words, Status.NEUTRAL) for need in needs])

    def _open(self, tenancy_id: int) -> None:
        self.go_to("tenancy", tenancy_id=tenancy_id)


def _columns(today: date) -> tuple[Column, ...]:
    def kind(row: TenancyRow) -> str:
        text = f"{row.kind} {row.reference}"
        return sentence_case(text)
    return (Column("kind", "What they hold", 220, kind, stretch=1),
            Column("address", "Where", 260, lambda r: r.address, stretch=2),
            Column("when", "When", 260, lambda r: since_words(r.starts_on, r.ends_on, today), stretch=1))
