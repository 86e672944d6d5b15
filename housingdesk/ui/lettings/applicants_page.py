"""Everybody who waits for a home: who waits for whom, what comes next and why, by when; a new household is entered beside."""

from datetime import date
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.lettings.queries.applicants import ListedApplicant, listed
from housingdesk.lettings.rules.applicants import US, WAITING
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.mailings.queries.letters_wait import WaitingLetter, letters_that_wait
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.lettings.applicant_forms import NewApplicant
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.text import sentence_case

_S = ApplicantState
TABS: tuple[tuple[str, str, tuple[ApplicantState, ...]], ...] = (
    ("waiting", "All waiting", WAITING), ("received", "New", (_S.RECEIVED,)), ("assessing", "Being assessed", (_S.ASSESSING,)),
    ("ready", "Ready", (_S.READY,)), ("offered", "Offered", (_S.OFFERED,)), ("signing", "Signing up", (_S.SIGNING,)),
    ("ended", "Ended", (_S.HOUSED, _S.NOT_SUITABLE, _S.WITHDRAWN)))


def due_status(by: date | None, today: date) -> Status | None:
    """The shape beside a day: passed, today or tomorrow, or none."""
    if by is None or (by - today).days > 1:
        return None
    return Status.LATE if by < today else Status.DUE


class ApplicantsPage(Page):
    """The list of applicants, its states as tabs."""

    title = "Applicants"
    tables = frozenset({"applicant", "answer", "offer", "viewing", "support_ask", "match", "affordability", "sign_up"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "open_current"), Key("Ctrl+N", "enter a household", "enter_new"),
        Key("Alt+I", "take in a list", "take_in"), Key("Alt+C", "councils’ agreements", "councils"),
        Key("L", "letters that wait", "write_letters"), Key("Alt+H", "empty homes", "homes", shown=False))

    def build(self) -> None:
        """Tabs over the list, a pane for a new household."""
        self._rows: list[ListedApplicant] = []
        self.tabs = Tabs("Who", [Tab(key, word, 0) for key, word, _ in TABS])
        self.tabs.chosen.connect(lambda _key: self._filter())
        self.model = RowsModel(self._columns(), name="Applicants", sentence=_sentence)
        self.table = Table(self.model, empty="Nobody waits for a home.", remember="applicants")
        self.table.opened.connect(lambda _id: self.open_current())
        self.table.moved.connect(lambda _id: self.keys_changed.emit())
        self.listen(self.table)
        self.new = NewApplicant(self.desk)
        self.new.done.connect(lambda number: self.go_to("applicant", applicant_id=number))
        self.hold(self.new)
        self.new.hide()
        self.body.addWidget(self.tabs)
        self.body.addWidget(columns((table_card(self.table), 1), (self.new, 0), fold=780), 1)
        if self.desk.may(Permission.KEEP_APPLICANTS):
            self.header.set_actions(button("Councils’ agreements", self.councils, key="Alt+C"),
                                    button("Enter a household", self.enter_new, key="Ctrl+N"),
                                    button("Take in a list", self.take_in, key="Alt+I", kind="primary"))

    def open(self, **facts: Any) -> None:
        """A tab (``tab``) to begin with."""
        if facts.get("tab"):
            self.tabs.choose(facts["tab"])

    def reload(self) -> None:
        """Read everybody."""
        self.ask(listed, self._show, on=self.desk.today)

    def _show(self, rows: list[ListedApplicant]) -> None:
        self._rows = rows
        self.tabs.show_tabs([Tab(key, word, sum(one.row.state in states for one in rows)) for key, word, states in TABS])
        ours = sum(one.step is not None and one.step.who == US for one in rows)
        late = sum(one.step is not None and one.step.late(self.desk.today) for one in rows)
        self.header.set_subtitle(f"{ours} wait for us, {late} late" if rows else
                                 "Councils nominate, others refer, some come by themselves")
        self._filter()

    def _filter(self) -> None:
        states = next(states for key, _, states in TABS if key == self.tabs.key())
        self.table.set_empty("Nobody waits for a home. Alt+I takes in a council’s list, Ctrl+N enters a household"
                             if not self._rows else "Nobody is here")
        self.model.show([one for one in self._rows if one.row.state in states])
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """Open what is marked; the rest by who keeps applicants."""
        if act == "open_current":
            return self.table.current_id() is not None
        if act == "write_letters":
            return self.desk.may(Permission.SEND_LETTERS) and not self.desk.privacy.on
        return act in ("councils", "homes") or self.desk.may(Permission.KEEP_APPLICANTS)

    def open_current(self) -> None:
        """Open the applicant."""
        if (number := self.table.current_id()) is not None:
            self.go_to("applicant", applicant_id=number)

    def enter_new(self) -> None:
        """Ask who they are."""
        self.new.start()
        self.keys_changed.emit()

    def escape(self) -> bool:
        """Put the form away."""
        was = self.new.isVisible()
        if was:
            self.new.hide()
            self.table.setFocus()
            self.keys_changed.emit()
        return was

    def take_in(self) -> None:
        """A council's list, or an e-mail."""
        self.go_to("nominations_import")

    def councils(self) -> None:
        """What councils may nominate to, and their share."""
        self.go_to("nomination_rights")

    def write_letters(self) -> None:
        """The letters that wait, one after another, each with its preview."""
        self.ask(letters_that_wait, self._write, on=self.desk.today)

    def _write(self, waiting: tuple[WaitingLetter, ...]) -> None:
        if not waiting:
            self.notices.message("No letter to an applicant waits to be written", Status.INFORMATION)
            return
        first, *then = waiting
        self.go_to("applicant_letter", applicant_id=first.applicant_id, about=first.about, template=first.template,
                   then=tuple(then))

    def homes(self) -> None:
        """Empty homes with their shortlists."""
        self.go_to("shortlist")

    def _columns(self) -> tuple[Column, ...]:
        def by(one: ListedApplicant) -> str:
            return format_short(one.step.by, self.desk.today) if one.step is not None and one.step.by is not None else ""

        return (
            Column("name", "Household", 210, lambda one: one.row.name, secondary=lambda one: sentence_case(one.row.came),
                   sort=True, stretch=2),
            Column("needs", "Needs", 110, _needs, secondary=lambda one: _priority(one.row.priority), hide_below=900),
            Column("next", "What comes next", 250, _next, secondary=_why, stretch=3),
            Column("who", "Waits for", 140, _whom, sort=True, stretch=1, hide_below=760),
            Column("by", "By", 96, by, status=lambda one: due_status(one.step.by if one.step else None, self.desk.today),
                   sort=lambda one: (one.step.by if one.step else None) or date.max, least=90),
            Column("received", "Came", 96, lambda one: format_short(one.row.received_on, self.desk.today),
                   sort=lambda one: one.row.received_on, hide_below=1000))


def _sentence(one: ListedApplicant) -> str:
    what = f", next: {one.step.what}" if one.step is not None else ""
    return f"{one.row.name}, {one.row.state}{what}"


def _needs(one: ListedApplicant) -> str:
    beds = one.row.bedrooms_needed
    return "" if beds is None else f"{beds} bedroom{'s' if beds > 1 else ''}"


def _priority(words: str) -> str:
    return f"Priority {words}" if 0 < len(words) < 3 else words


def _next(one: ListedApplicant) -> str:
    if one.step is None:
        return sentence_case(one.row.state)
    return one.step.what


def _why(one: ListedApplicant) -> str:
    if one.step is not None:
        return one.step.why
    when = f"On {format_date(one.row.ended_on)}" if one.row.ended_on else ""
    return f"{when}: {one.row.ended_because}" if when and one.row.ended_because else when or one.row.ended_because


def _whom(one: ListedApplicant) -> str:
    if one.step is None:
        return ""
    return "Us" if one.step.who == US else "Them" if one.step.who == one.row.name else one.step.who
