"""The More menu of a file: what is done seldom with an agreement, each in the pane beside it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from housingdesk.access.rules import Permission
from housingdesk.changes.actions.handing_over import reopen_after_ending
from housingdesk.changes.queries.changes import ChangeRow
from housingdesk.changes.queries.judging import can_begin
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.holds.queries import HoldRow
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.ui.changes.forms import BeginForm
from housingdesk.ui.holds.forms import HoldForm, show_hold
from housingdesk.ui.hub.file_facts import FileFacts
from housingdesk.ui.hub.holders import HolderForm, LeaveForm
from housingdesk.ui.hub.side import SideForm, SidePanel
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.people.forms import PersonForm
from housingdesk.ui.tenancies.forms import EndForm, FirstNoteForm, MoveForm, RouteForm
from housingdesk.values.timeline import Ref

_LATELY = timedelta(366)


def agreement_menu(page: Page, side: SidePanel, facts: FileFacts) -> QMenu:
    """What may be done with this agreement by who is signed in; one that has ended has no new holders, and can be reopened."""
    made = QMenu(page)
    made.aboutToHide.connect(made.deleteLater)
    forms = _Forms(page, side, facts)
    if page.desk.may(Permission.KEEP_TENANCIES):
        made.addAction("&Note to read first", partial(forms.open, FirstNoteForm))
        made.addAction("&Benefit", forms.route)
        if facts.head.tenancy.ends_on is None:
            _change(made, forms, facts.head.tenancy, by_night=facts.by_night)
        else:
            made.addAction("Who is &told of the end", partial(page.go_to, "handover", tenancy_id=facts.head.tenancy.id))
            made.addAction(f"&Reopen this {facts.head.tenancy.words.agreement}", forms.reopen)
    if page.desk.may(Permission.SERVE_NOTICES):
        made.addSeparator()
        made.addAction("&Serve a notice", partial(page.go_to, "notice", tenancy_id=facts.head.tenancy.id))
        for row in facts.running_notices(page.desk.today):
            made.addAction(f"{row.title.split(',')[0]}, {row.state}", partial(page.go_to, "notice", case_id=row.id))
        made.addAction("&Court and eviction", partial(page.go_to, "court", tenancy_id=facts.head.tenancy.id))
    if page.desk.may(Permission.WRITE_NOTES):
        _holds(made, forms, facts, page.desk.today)
    _letting(made, page, facts)
    if facts.head.home is not None:
        made.addSeparator()
        made.addAction("Open the h&ome", partial(page.go_to, "space", space_id=facts.head.home.space_id))
    return made


def _letting(made: QMenu, page: Page, facts: FileFacts) -> None:
    if page.desk.may(Permission.KEEP_APPLICANTS) and facts.sign_up_id is not None:
        made.addSeparator()
        made.addAction("Open the s&ign-up", partial(page.go_to, "signup", sign_up_id=facts.sign_up_id))
        made.addAction("Open the pac&k", partial(page.go_to, "pack", sign_up_id=facts.sign_up_id))
    if page.desk.may(Permission.KEEP_APPLICANTS) and facts.core_log_id is not None:
        made.addAction("Open the CO&RE log", partial(page.go_to, "core_log", log_id=facts.core_log_id))


def _change(made: QMenu, forms: "_Forms", row: TenancyRow, *, by_night: bool) -> None:
    made.addAction("Add a &holder", partial(forms.open, HolderForm))
    made.addAction("Add a &person", forms.person)
    made.addAction("A holder &leaves", forms.leave)
    made.addAction("Move to another &room", partial(forms.go_to, "room_move", tenancy_id=row.id))
    made.addAction("&Move to another home", forms.find_home)
    made.addSeparator()
    made.addAction("A chan&ge or an ending", forms.begin_change)
    for change in forms.running_changes():
        title = in_their_words(change.words, row.kind)
        made.addAction(f"{title}, {change.state}", partial(forms.go_to, "change", change_id=change.id))
    made.addAction(f"&End this {row.words.agreement}", partial(forms.open, partial(EndForm, by_night=by_night)))
    made.addAction("Hold a re&view", partial(forms.go_to, "review", tenancy_id=row.id))
    made.addAction("Pl&an to move on", partial(forms.go_to, "reviews", tenancy_id=row.id, group="moving"))


def _holds(made: QMenu, forms: "_Forms", facts: FileFacts, today: date) -> None:
    made.addSeparator()
    made.addAction("&Put a hold on", forms.hold)
    for hold in facts.holds:
        if hold.holds_on(today) or hold.end is None or hold.end > today - _LATELY:
            made.addAction(hold.stopped, partial(forms.show_hold, hold))


class _Forms:
    """Opens each form with what it is about."""

    def __init__(self, page: Page, side: SidePanel, facts: FileFacts) -> None:
        self._page, self._side, self._facts, self._row = page, side, facts, facts.head.tenancy

    def open(self, form: Callable[..., SideForm]) -> None:
        self._ask(lambda pane: form(pane, self._page.desk, self._row, self._side.close_pane))

    def reopen(self) -> None:
        """An ending that was a mistake is undone, also another day."""
        row = self._row
        question = Question(f"Reopen {row.words.agreement} {row.reference}?",
                            f"{row.names} {'hold' if ' and ' in row.names else 'holds'} {row.address} again as if it had not "
                            f"ended. The {row.words.charge} of the days since then is charged again.",
                            (Choice("reopen", f"Reopen the {row.words.agreement}"),))
        self._page.notices.ask(question, self._reopen)

    def _reopen(self, answer: str) -> None:
        if answer == "reopen":
            self._page.desk.do(reopen_after_ending, tenancy_id=self._row.id, version=self._row.version)

    def go_to(self, place: str, **facts: Any) -> None:
        """To another screen about this agreement."""
        self._page.go_to(place, **facts)

    def running_changes(self) -> list[ChangeRow]:
        """The guided changes that are under way."""
        return [row for row in self._facts.changes if row.running]

    def begin_change(self) -> None:
        """Which change; it goes on on a page of its own."""
        self._page.ask(can_begin, self._begin_change, tenancy_id=self._row.id, on=self._page.desk.today)

    def _begin_change(self, kinds: list[ChangeKind]) -> None:
        self._ask(lambda pane: BeginForm(pane, self._page.desk, self._row, kinds, self._begun, self._side.close_pane))

    def _begun(self, change_id: int) -> None:
        self._side.close_pane()
        self._page.go_to("change", change_id=change_id)

    def route(self) -> None:
        self._ask(lambda pane: RouteForm(pane, self._page.desk, self._row, self._facts.head.route, self._side.close_pane))

    def hold(self) -> None:
        self._ask(lambda pane: HoldForm(pane, self._page.desk, Ref("tenancy", self._row.id), self._side.close_pane))

    def show_hold(self, hold: HoldRow) -> None:
        def ask(form: Callable[..., SideForm]) -> None:
            self._ask(lambda pane: form(pane, self._page.desk))

        self._side.show_in(lambda pane: show_hold(pane, hold, self._page.desk, ask=ask, close=self._side.close_pane))

    def person(self) -> None:
        self._ask(lambda pane: PersonForm(pane, self._page.desk, None, self._side.close_pane))

    def leave(self) -> None:
        self._ask(lambda pane: LeaveForm(pane, self._page.desk, self._row, self._facts.head.holders, self._side.close_pane))

    def find_home(self) -> None:
        self._page.ask(empty_on, self._move, day=self._page.desk.today)

    def _move(self, homes: list[EmptyRow]) -> None:
        self._ask(lambda pane: MoveForm(pane, self._page.desk, self._row, homes, self._side.close_pane))

    def _ask(self, made: Callable[[RefillPane], Any]) -> None:
        self._side.ask_form(made)
