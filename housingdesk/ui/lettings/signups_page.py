"""The sign-ups that are not finished: where each was left, who has it open, and what it waits for; a new one begins here."""

from datetime import date
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.lettings.queries.signup import PausedRow, open_sign_ups
from housingdesk.lettings.rules.words import SignUpState
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.lettings.signup_begin import BeginPane
from housingdesk.values.text import sentence_case

_SHADES = {SignUpState.SECOND_MEETING: Status.DUE, SignUpState.WAITING: Status.DUE, SignUpState.SIGNED: Status.GOOD}


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("who", "Who", 220, lambda row: row.head.name or "Somebody new", secondary=lambda row: row.head.reference,
               sort=True),
        Column("home", "Home", 240, lambda row: row.head.address, secondary=lambda row: sentence_case(row.head.kind), sort=True,
               stretch=1),
        Column("where", "Where it stands", 260, lambda row: row.where(today), secondary=lambda row: row.title,
               status=lambda row: _SHADES.get(row.head.state), stretch=1),
        Column("done", "Done", 110, lambda row: f"{row.done} of {row.tasks}",
               secondary=lambda row: f"{row.come_back} to come back to" if row.come_back else "", sort=lambda row: row.done),
    )


class SignUpsPage(Page):
    """Every sign-up on the way; Enter takes one up where it was left."""

    title = "Sign-ups"
    tables = frozenset({"sign_up", "answer", "applicant"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "take it up"), Key("Ctrl+N", "start a sign-up", "begin"),
                                       Key("Ctrl+Shift+N", "enter an emergency placement", "emergency"),
                                       Key("Alt+E", "emergency packs", "packs"),
                                       Key("Alt+A", "applicants", "applicants"), Key("Alt+C", "CORE logs", "core"))

    def build(self) -> None:
        """The list, and the form of a new one beside it."""
        self.model = RowsModel(_columns(self.desk.today), name="Sign-ups",
                               sentence=lambda row: f"{row.head.name}, {row.head.address}, {row.where(self.desk.today)}")
        self.table = Table(self.model, empty="Nobody is being signed up. Ctrl+N starts a sign-up.", remember="sign-ups")
        self.table.opened.connect(self._open)
        self.listen(self.table)
        self.beginning = BeginPane(self.desk)
        self.hold(self.beginning)
        self.beginning.hide()
        self.beginning.put_away.connect(self.table.setFocus)
        self.body.addWidget(columns((table_card(self.table), 1), (self.beginning, 0), fold=780), 1)
        if self.desk.may(Permission.KEEP_APPLICANTS):
            self.header.set_actions(button("CORE logs", self.core, key="Alt+C"),
                                    button("Applicants", self.applicants, key="Alt+A"),
                                    button("Emergency placement", self.emergency, key="Ctrl+Shift+N"),
                                    button("Start a sign-up", self.begin, key="Ctrl+N", kind="primary"))

    def open(self, **facts: Any) -> None:
        """With ``space_id``, ``applicant_id`` or ``offer_id`` a new one begins for them."""
        if facts:
            self.beginning.start(**facts)

    def reload(self) -> None:
        """Read the list."""
        self.ask(open_sign_ups, self._show, on=self.desk.today)

    def _show(self, rows: tuple[PausedRow, ...]) -> None:
        self.model.show(list(rows))

    def _open(self, sign_up_id: int) -> None:
        self.go_to("signup", sign_up_id=sign_up_id)

    def enter(self) -> None:
        """The focus is in the form of a new one, else on the list."""
        if not self.beginning.take_focus():
            super().enter()

    def is_valid(self, act: str) -> bool:
        """Who may not keep sign-ups looks at them."""
        return self.desk.may(Permission.KEEP_APPLICANTS)

    def applicants(self) -> None:
        """Everybody who waits for a home."""
        self.go_to("applicants")

    def begin(self) -> None:
        """Ask for whom and which home."""
        self.beginning.start()

    def packs(self) -> None:
        """Print numbered emergency packs, to lie at a scheme."""
        from housingdesk.ui.lettings.emergency_packs import EmergencyPacks

        EmergencyPacks(self, self.desk).ask()

    def emergency(self) -> None:
        """Enter what was signed at the scheme at night."""
        self.beginning.start(emergency=True)

    def core(self) -> None:
        """The government's logs of lettings, quarter by quarter."""
        self.go_to("core")

    def escape(self) -> bool:
        """Put the form away."""
        return self.beginning.escape()

