"""The register of notices: what is under way, what was served, and how long each still has."""

from typing import ClassVar

from housingdesk.notices.queries.cases import CaseRow, cases
from housingdesk.notices.rules.states import OPEN, State
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.chips import FilterChips
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.notices.shown import shown_as
from housingdesk.values.dates import format_date
from housingdesk.values.text import sentence_case

_FILTERS = (("open", "Under way"), ("check", "To be checked"), ("served", "Served"), ("ended", "Withdrawn or lapsed"))


class NoticesPage(Page):
    """Every notice with its state and what comes next."""

    title = "Notices"
    tables = frozenset({"notice_case", "notice_service", "notice_review"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "open the notice", "open_notice"),
                                       Key("Alt+W", "wording of notices", "open_wordings"))

    def build(self) -> None:
        """Filters above the list."""
        self._rows: list[CaseRow] = []
        self.filters = FilterChips(_FILTERS, name="Which notices", remember="notices", one=True)
        self.filters.changed.connect(lambda _keys: self._filter())
        self.model = RowsModel(self._columns(), name="Notices", sentence=lambda row: f"{row.words} to {row.names}, {row.state}")
        self.table = Table(self.model, empty="No notices in progress.", remember="notices")
        self.table.opened.connect(lambda _id: self.open_notice())
        self.listen(self.table)
        self.body.addWidget(self.filters)
        self.body.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """Read the register."""
        self.ask(cases, self._show)

    def _show(self, rows: list[CaseRow]) -> None:
        self._rows = rows
        today = self.desk.today
        count = sum(row.standing(today) in OPEN for row in rows)
        served = sum(row.standing(today) is State.SERVED for row in rows)
        self.header.set_subtitle(f"{count} under way, {served} served and running. A notice is begun in the file of an "
                                 "agreement, under More")
        self._filter()

    def _filter(self) -> None:
        wanted = {"open": OPEN, "check": {State.DRAFT}, "served": {State.SERVED}, "ended": {State.WITHDRAWN, State.LAPSED}}
        chosen = self.filters.on()
        states = wanted[chosen[0]] if chosen else set(State)
        self.table.set_empty("No notices in progress." if not self._rows else "No notice is like this")
        self.model.show([row for row in self._rows if row.standing(self.desk.today) in states])
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """Open what is marked; the wording at any time."""
        return act == "open_wordings" or self.table.current_id() is not None

    def open_notice(self) -> None:
        """Open the notice where it stands."""
        if (case_id := self.table.current_id()) is not None:
            self.go_to("notice", case_id=case_id)

    def open_wordings(self) -> None:
        """The official wording, and what waits for it."""
        self.go_to("notice_wordings")

    def _next(self, row: CaseRow) -> tuple[str, str]:
        """What comes next on one line, and when or how on the next."""
        told = row.countdown(self.desk.today)
        first, _, rest = told.partition(", " if ", " in told else ": ")
        return first, sentence_case(rest)

    def _columns(self) -> tuple[Column, ...]:
        def state(row: CaseRow) -> str:
            return str(row.standing(self.desk.today)).capitalize()

        return (Column("names", "To", 190, lambda r: r.names, stretch=2, sort=True),
                Column("notice", "Notice", 230, lambda r: r.title, secondary=_grounds, stretch=2),
                Column("state", "State", 150, state, status=lambda r: shown_as(r.standing(self.desk.today)), sort=True),
                Column("next", "What comes next", 210, lambda r: self._next(r)[0], secondary=lambda r: self._next(r)[1],
                       stretch=1),
                Column("begun", "Begun", 160, lambda r: format_date(r.begun_at.date()), secondary=lambda r: r.begun_by,
                       hide_below=900))


def _grounds(row: CaseRow) -> str:
    return f"Ground{'s' if len(row.grounds) > 1 else ''} {', '.join(row.grounds)}" if row.grounds else ""
