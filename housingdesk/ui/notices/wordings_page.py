"""Wording of notices: every official text, whether it is confirmed, by whom and against what, and what waits for it."""

from functools import partial
from typing import ClassVar

from housingdesk.access.rules import Permission
from housingdesk.notices.actions import wording
from housingdesk.notices.queries.wording_list import ListedWording, every_wording
from housingdesk.notices.rules.wording import Standing
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.chips import FilterChips
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.notices.wording_form import WordingForm
from housingdesk.values.dates import format_date

_FILTERS = (("waiting", "Notices wait"), ("open", "Not confirmed"), ("done", "Confirmed"))
_LONGEST_SHOWN = 1_500


class WordingsPage(Page):
    """The list of official wording, with the form that confirms one."""

    title = "Wording of notices"
    tables = frozenset({"notice_wording", "notice_case"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "confirm this wording", "confirm"),
                                       Key("Ctrl+Enter", "keep it", "finish"))

    def build(self) -> None:
        """Filters, the list, and the pane."""
        self._rows: list[ListedWording] = []
        self._form: WordingForm | _TakeBackForm | None = None
        self.filters = FilterChips(_FILTERS, name="Which wording", remember="notice wording", one=True)
        self.filters.changed.connect(lambda _keys: self._filter())
        self.model = RowsModel(self._columns(), name="Wording", sentence=lambda r: f"{r.row.text.title}, {_state(r)}")
        self.table = Table(self.model, empty="Nothing is like this", remember="notice wording list")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.confirm())
        self.listen(self.table)
        self.pane = RefillPane("About this wording", width=380)
        self.body.addWidget(self.filters)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)
        self.evidence(self.pane)

    def reload(self) -> None:
        """Read the list."""
        self.ask(every_wording, self._show)

    def _show(self, rows: list[ListedWording]) -> None:
        was, self._rows = self._current(), rows
        done, waits = sum(row.row.ready for row in rows), sum(bool(row.waiting) for row in rows)
        self.header.set_subtitle(f"{done} of {len(rows)} confirmed; notices under way wait for {waits}. A notice is printed "
                                 "only with wording that somebody has compared with what is published")
        now = self._current()
        if self._form is not None and was is not None and now is not None and was.row.version == now.row.version:
            return  # what is being typed stays
        self._form = None
        self._filter()

    def _filter(self) -> None:
        chosen = self.filters.on()[:1]
        self.model.show([row for row in self._rows if not chosen or _is_like(chosen[0], row)])
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._moved(self.table.current_id())

    def _current(self) -> ListedWording | None:
        wanted = self.table.current_id() if self.model.count() else None
        return next((row for row in self._rows if row.id == wanted), None)

    def _moved(self, _id: int | None) -> None:
        self._form = None
        self.evidence(self.pane)
        self.keys_changed.emit()

    def evidence(self, pane: RefillPane) -> None:
        """What is known of the wording that is marked, and what waits for it."""
        row = self._current()
        if row is None:
            pane.begin("No wording chosen")
            pane.finish()
            return
        text = row.row.text
        pane.begin(text.title, f"Needed for: {row.used_for}")
        facts = [("State", "Confirmed" if row.row.ready else "Not verified against the published form"),
                 ("Published in", row.row.source or text.source)]
        facts += [("Confirmed by", row.row.confirmed_by)] if row.row.confirmed_by else []
        pane.put(Facts(facts))
        if text.standing is Standing.COMPARE and not row.row.ready:
            pane.put(label("The program has words for it, from the source named here. Compare them with what is published",
                           "muted", wrap=True))
        for case in row.waiting:
            pane.put(WrapLink(f"Waits: {case.words}, {case.names}", partial(self.go_to, "notice", case_id=case.id)))
        if row.row.ready and row.row.words:
            pane.put(label(row.row.words[:_LONGEST_SHOWN], wrap=True))
        if not self.desk.may(Permission.CONFIRM_WORDING):
            pane.put(label("A manager confirms wording", "muted", wrap=True))
            pane.finish()
            return
        more = [button("Take it back", self.take_back)] if row.row.ready else []
        pane.finish(button("Confirm it again" if row.row.ready else "Confirm this wording", self.confirm, key="Enter",
                           kind="primary"), more)

    def confirm(self) -> None:
        """Open the form for the wording that is marked."""
        row = self._current()
        if row is not None and self._form is None and self.desk.may(Permission.CONFIRM_WORDING):
            self._form = WordingForm(self, self.pane, row.row)
            self.keys_changed.emit()

    def take_back(self) -> None:
        """Ask why a confirmation is taken back."""
        row = self._current()
        if row is not None and row.row.confirmed_id is not None:
            self._form = _TakeBackForm(self, row)
            self.keys_changed.emit()

    def finish(self) -> None:
        """Do what the open form says."""
        if self._form is not None:
            self._form.submit()

    def put_away(self) -> None:
        """The form is done with."""
        self._moved(None)

    def escape(self) -> bool:
        """Put the form away; else go back."""
        was = self._form is not None
        if was:
            self._moved(None)
            self.table.setFocus()
        return was

    def is_valid(self, act: str) -> bool:
        """Confirming what is marked; keeping what is typed."""
        if act == "finish":
            return self._form is not None
        return self._form is None and self._current() is not None and self.desk.may(Permission.CONFIRM_WORDING)

    def _columns(self) -> tuple[Column, ...]:
        return (Column("title", "Wording", 230, lambda r: r.row.text.title, secondary=lambda r: r.used_for, stretch=2,
                       sort=True),
                Column("state", "State", 140, _state, status=_status, sort=True),
                Column("waiting", "Waiting", 100, lambda r: str(len(r.waiting)) if r.waiting else "", hide_below=620),
                Column("by", "Confirmed by", 150, lambda r: r.row.confirmed_by,
                       secondary=lambda r: format_date(r.row.confirmed_at.date()) if r.row.confirmed_at else "",
                       hide_below=760))


def _is_like(wanted: str, row: ListedWording) -> bool:
    return bool(row.waiting) if wanted == "waiting" else row.row.ready is (wanted == "done")


def _state(row: ListedWording) -> str:
    return "Confirmed" if row.row.ready else "Not verified"


def _status(row: ListedWording) -> Status:
    return Status.GOOD if row.row.ready else Status.LATE if row.waiting else Status.DUE


class _TakeBackForm:
    """Why a confirmation is taken back."""

    def __init__(self, page: WordingsPage, row: ListedWording) -> None:
        self._page, self._row = page, row
        self.form = PaneForm(page.pane, f"Take back: {row.row.text.title}",
                             "No notice is printed with it until it is confirmed again. What was printed stays")
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot("Take it back", self.submit, page.put_away)

    def submit(self) -> None:
        """Take it back, or say what stands against it."""
        self._page.desk.do(wording.withdraw_wording, None, self.form.refused, wording_id=self._row.row.confirmed_id,
                           version=self._row.row.version, because=self.form["because"].value())
