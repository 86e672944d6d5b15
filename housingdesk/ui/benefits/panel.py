"""The claims of an agreement: how each stands, who waits on whom, what comes next; and the check made before it was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.claims import ClaimRow, claims_of
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.lettings.queries.affordability import AffordabilityRow, check_of_tenancy
from housingdesk.properties.queries import councils, space
from housingdesk.tenancies.queries.agreements import holders_on, occupancy_on, route_on
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.ui.benefits.claim_forms import (
    AskedForm,
    CameForm,
    ClaimForm,
    DecidedForm,
    EndForm,
    SentForm,
    StartForm,
    SuspendedForm,
    WriteForm,
    next_form,
)
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Bullets, Facts, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_ROUTES = {BenefitRoute.HB_EXEMPT: ClaimKind.HB_SUPPORTED, BenefitRoute.HB_TEMPORARY: ClaimKind.HB_TEMPORARY,
           BenefitRoute.HB_PENSION: ClaimKind.HB, BenefitRoute.UC_TENANT: ClaimKind.UC, BenefitRoute.UC_DIRECT: ClaimKind.UC}
_STATUS = {ClaimState.DECIDED: Status.GOOD, ClaimState.ENDED: Status.NEUTRAL, ClaimState.REFUSED: Status.LATE,
           ClaimState.SUSPENDED: Status.LATE}


@dataclass(frozen=True, slots=True)
class BenefitFile:
    """What the section shows, and what a new claim starts with."""

    claims: tuple[ClaimRow, ...]
    check: AffordabilityRow | None
    holders: tuple[tuple[int, str], ...]
    councils: tuple[tuple[int, str], ...]
    council_id: int | None
    kind: ClaimKind


def benefit_file(tenancy_id: int, on: date) -> BenefitFile:
    """The claims of an agreement and what stands around them."""
    home, route = occupancy_on(tenancy_id, on), route_on(tenancy_id, on)
    return BenefitFile(
        claims_of(tenancy_id), check_of_tenancy(tenancy_id),
        tuple((one.person_id, one.name) for one in holders_on(tenancy_id, on)),
        tuple((row.id, row.name) for row in councils()), space(home.space_id).council_id if home is not None else None,
        _ROUTES.get(route.route, ClaimKind.UC) if route is not None else ClaimKind.UC)


class BenefitPanel(Panel):
    """The claims, the newest first."""

    tables = frozenset({"claim", "claim_evidence", "affordability"})
    keys = (Key("Enter", "next step"), Key("N", "new claim", "start"), Key("S", "sent", "sent"),
            Key("E", "evidence came", "came"),
            Key("A", "they ask", "asked"), Key("W", "decided", "decided"), Key("U", "suspended", "suspended", shown=False),
            Key("X", "ends", "ended", shown=False), Key("F2", "put right", "write"),
            Key("Alt+B", "benefit advice", "advise"),
            Key("O", "open the claim", "open_claim"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The list, and the pane."""
        self._tenancy_id = 0
        self._file: BenefitFile | None = None
        self.form: ClaimForm | None = None
        today = self.desk.today
        self.model = RowsModel(_columns(today), name="Claims", sentence=lambda row: claim_sentence(row, today))
        self.table = Table(self.model, empty="Nobody claims help with the rent here. N starts a claim", remember="claims")
        self.table.moved.connect(lambda _id: self._moved())
        self.table.opened.connect(lambda _id: self.next_step())
        self.listen(self.table)
        self.pane = RefillPane("Claim", width=370)
        may = self.desk.may(Permission.KEEP_TENANCIES)
        self.buttons: tuple[QPushButton, ...] = (button("Start a claim", self.start, key="N"),) if may else ()
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820))

    def open(self, tenancy_id: int) -> None:
        """Show the claims of an agreement; a form that is open stays for the same one."""
        if tenancy_id != self._tenancy_id:
            self._tenancy_id, self.form, self._file = tenancy_id, None, None
        self.mark_stale()

    def reload(self) -> None:
        """Read them."""
        if self._tenancy_id:
            self.ask(benefit_file, self._show, tenancy_id=self._tenancy_id, on=self.desk.today)

    def _show(self, found: BenefitFile) -> None:
        self._file = found
        self.model.show(found.claims)
        if found.claims and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._moved()

    def current(self) -> ClaimRow | None:
        """The claim that is marked."""
        place = self.model.place_of(self.table.current_id() or 0)
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, ClaimRow) else None

    # The pane.
    def _moved(self) -> None:
        if self.form is None:
            self._tell()
        self.keys_changed.emit()

    def _tell(self) -> None:
        row, file = self.current(), self._file
        if row is None:
            self.pane.begin("Benefit", "No claim is known for this agreement")
        else:
            self._tell_claim(row)
        if file is not None and file.check is not None:
            self.pane.put(line())
            self.pane.put(label(f"Checked on {format_date(file.check.on)}, before it was signed", "strong", wrap=True))
            self.pane.put(Bullets([f"{said}." for said in file.check.sentences]))
        if row is None or not self._may():
            opened = (button("Open the claim", self.open_claim, key="O"),) if row is not None else ()
            self.pane.finish(*(opened or ((button("Start a claim", self.start, key="N"),) if self._may() else ())))
            return
        others = [button(word, getattr(self, act), key=key) for key, act, word in
                  (("O", "open_claim", "Open it"), ("E", "came", "It came"), ("W", "decided", "Decided"),
                   ("A", "asked", "They ask")) if self.is_valid(act)]
        self.pane.finish(button("Next step", self.next_step, key="Enter"), others)

    def _tell_claim(self, row: ClaimRow) -> None:
        now, today = row.standing(self.desk.today), self.desk.today
        self.pane.begin(str(row.kind), f"{row.person} · {row.office}{f' · {row.reference}' if row.reference else ''}")
        self.pane.put(label(f"{now.next_step}.", "late" if now.late(today) else "read", wrap=True))
        if now.rule:
            self.pane.put(label(now.rule, "small", wrap=True))
        facts = [("Waits on", f"{now.waits_on}, since {format_short(now.since, today)}"),
                 ("Counts from", format_date(row.counts_from)),
                 ("Sent", format_date(row.sent_on) if row.sent_on else "not yet"),
                 ("Payment", "to us" if row.to_landlord else "to the tenant"),
                 ("Authority", format_date(row.authority_on) if row.authority_on else "not given")]
        if row.expected_pence is not None:
            facts.append(("A week", format_pence(row.expected_pence)))
        self.pane.put(Facts(facts))
        for one in sorted(row.evidence, key=lambda one: not one.missing):  # what is missing stands first
            came = f"came {format_short(one.received_on, today)}" if one.received_on else "missing"
            self.pane.put(label(f"{one.what}: {came}", "due" if one.missing else "", wrap=True))
        if row.note:
            self.pane.put(label(row.note, "muted", wrap=True))

    # What the keys do.
    def advise(self) -> None:
        """What benefit will cover, and what can be claimed and asked for."""
        if self._tenancy_id:
            self.go_to("advice", tenancy_id=self._tenancy_id)

    def next_step(self) -> None:
        """The form of what most likely comes next."""
        row = self.current()
        if row is not None and self._may():
            self._open(next_form(row))

    def open_claim(self) -> None:
        """The claim with everything around it."""
        row = self.current()
        if row is not None:
            self.go_to("claim", claim_id=row.id)

    def start(self) -> None:
        """A new claim."""
        file = self._file
        if file is None or not self._may():
            return
        self.form = StartForm(self.pane, self.desk, None, self._done, self._leave, self.finish, tenancy_id=self._tenancy_id,
                              holders=file.holders, councils=file.councils, council_id=file.council_id, kind=file.kind)
        self.keys_changed.emit()

    def sent(self) -> None:
        """The form went."""
        self._open(SentForm)

    def came(self) -> None:
        """Evidence came."""
        self._open(CameForm)

    def asked(self) -> None:
        """The office asks for more."""
        self._open(AskedForm)

    def decided(self) -> None:
        """The office decided."""
        self._open(DecidedForm)

    def suspended(self) -> None:
        """The office stopped paying."""
        self._open(SuspendedForm)

    def ended(self) -> None:
        """The claim ends."""
        self._open(EndForm)

    def write(self) -> None:
        """Put right what is known."""
        self._open(WriteForm)

    def _open(self, form: type[ClaimForm]) -> None:
        row = self.current()
        if row is not None:
            self.form = form(self.pane, self.desk, row, self._done, self._leave, self.finish)
            self.keys_changed.emit()

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.form is not None:
            self.form.submit()

    def _done(self) -> None:
        self.form = None
        self.refresh()
        self.table.setFocus()

    def _leave(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc puts the form away first."""
        was = self.form is not None
        self.form = None
        if was:
            self._tell()
            self.table.setFocus()
            self.keys_changed.emit()
        return was

    def is_valid(self, act: str) -> bool:
        """What the state of the marked claim allows."""
        if act == "finish":
            return self.form is not None
        if self.form is not None:
            return False
        row = self.current()
        if act == "open_claim":
            return row is not None
        if act == "advise":
            return bool(self._tenancy_id)
        if not self._may():
            return False
        if act == "start":
            return self._file is not None and bool(self._file.holders)
        if row is None or row.state is ClaimState.ENDED:
            return False
        return {"sent": row.state is ClaimState.STARTED, "came": bool(row.missing),
                "suspended": row.state is ClaimState.DECIDED}.get(act, True)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open."""
        if self.form is not None:
            return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")]
        return super().valid_keys()

    def _may(self) -> bool:
        desk: QtDesk = self.desk
        return desk.may(Permission.KEEP_TENANCIES)


def claim_sentence(row: ClaimRow, today: date) -> str:
    """A claim as a screen reader says it."""
    now = row.standing(today)
    return f"{row.kind}, {row.state}, waits on {now.waits_on}: {now.next_step}"


def _columns(today: date) -> Sequence[Any]:
    return (Column("kind", "Claim", 216, lambda r: str(r.kind), secondary=lambda r: f"{r.office} {r.reference}".strip(),
                   stretch=1),
            Column("state", "State", 156, lambda r: sentence_case(r.state), status=lambda r: _status(r, today),
                   secondary=lambda r: f"from {format_short(r.counts_from, today)}"),
            Column("step", "Next", 220, lambda r: f"Waits on {r.standing(today).waits_on}",
                   secondary=lambda r: r.standing(today).next_step, stretch=2))


def _status(row: ClaimRow, today: date) -> Status:
    if row.standing(today).late(today):
        return Status.LATE
    return _STATUS.get(row.state, Status.DUE)
