"""Claims that wait too long, office by office: who, since when and why; asked about in one key, a council in one letter."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.overdue import OverdueList, OverdueRow, overdue_list
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.ui.benefits.board_words import KIND_WORDS
from housingdesk.ui.benefits.chasing import Chasing, asks_tenant, way_words
from housingdesk.ui.benefits.part_forms import PartForms
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.text import sentence_case

_ALL = "all"
_OURS = ("chase", "note", "one_letter", "write_tenant")


class OverduePage(Page, ListWithPane):
    """The claims, those of one office at a time where that is wanted."""

    title = "Overdue claims"
    name, pane_name = "Overdue claims", "Claim"
    empty = "Nobody waits too long for benefit"
    pane_width = 350
    fold = 860
    tables = frozenset({"claim", "claim_evidence", "claim_contact", "circumstance", "uc_card", "office", "council"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open the claim"), Key("C", "chase", "chase"), Key("T", "note a call", "note"),
        Key("L", "letter to the tenant", "write_tenant"), Key("B", "one letter to this office", "one_letter"),
        Key("F", "the file", "open_file"), FINISH)

    def build(self) -> None:
        """The offices, what B is about to do, the list and its pane."""
        self._rows: tuple[OverdueRow, ...] = ()
        self._in_time = 0
        self._wanted: int | None = None
        self._asked = False
        self.forms = PartForms(self)
        self.chasing = Chasing(self, self.forms)
        self.offices = Tabs("Offices", [Tab(_ALL, "Every office", 0)])
        self.offices.chosen.connect(lambda _key: self._narrow())
        self.summary = SummaryBar(key="B")
        self.body.addWidget(self.offices)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("who", "Who", 190, lambda row: row.person, secondary=lambda row: row.address, stretch=1),
                Column("claim", "Claim", 170, lambda row: KIND_WORDS[row.claim.kind],
                       secondary=lambda row: " · ".join(filter(None, (row.claim.reference, row.office.name))), stretch=1),
                Column("why", "Why", 240, lambda row: sentence_case(row.wait.why), secondary=lambda row: row.wait.sentence,
                       stretch=2),
                Column("since", "Waits", 132, lambda row: _days(row.days), status=lambda _row: Status.LATE, least=132,
                       secondary=lambda row: f"on {row.wait.waits_on}", sort=lambda row: -row.days))

    def sentence(self, row: OverdueRow) -> str:
        """A row as a screen reader says it."""
        return f"{row.person}, {row.claim.kind}, waits {_days(row.days)} on {row.wait.waits_on}: {row.wait.sentence}"

    def open(self, **facts: Any) -> None:
        """With ``council_id`` the claims of one council."""
        self._wanted, self._asked = facts.get("council_id"), True
        self.mark_stale()

    def reload(self) -> None:
        """Read them."""
        self.ask(overdue_list, self._show, on=self.desk.today)

    def _show(self, found: OverdueList) -> None:
        self._rows, self._in_time = found.rows, found.in_time
        offices: dict[str, int] = {}
        for row in found.rows:
            offices[row.office.name] = offices.get(row.office.name, 0) + 1
        self.offices.show_tabs([Tab(_ALL, "Every office", len(found.rows)),
                                *(Tab(name, sentence_case(name), count) for name, count in offices.items())])
        more = f"asked about and still in time: {self._in_time}" if self._in_time else ""
        late = f"{len(found.rows)} waiting too long" if found.rows else ""
        self.header.set_subtitle(sentence_case("; ".join(part for part in (late, more) if part)))
        wanted = next((row.office.name for row in found.rows if row.office.council_id == self._wanted is not None), "")
        if self._asked:
            self.offices.choose(wanted or _ALL)  # nothing of theirs is late: then of everybody
        self._wanted, self._asked = None, False
        self._narrow()

    def _narrow(self) -> None:
        self.summary.put_away()
        key = self.offices.key()
        self.show_rows([row for row in self._rows if key in (_ALL, row.office.name)])
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)

    # The pane.
    def show_current(self) -> None:
        """Why the marked claim waits, what was done last, and how its office is asked."""
        row = self.current()
        if not isinstance(row, OverdueRow):
            self.pane.begin("Nobody is marked")
            self.pane.finish()
            return
        self.pane.begin(row.person, f"{row.claim.kind} · {row.office.name}")
        self.pane.put(label(f"{row.wait.sentence}.", "late", wrap=True))
        self.pane.put(label(row.wait.rule, "small", wrap=True))
        for sentence in row.also:
            self.pane.put(label(f"{sentence}.", wrap=True))
        last = f"{format_date(row.last.on)}: {row.last.direction}, {row.last.kind}" if row.last is not None else "nothing yet"
        facts = [("Waits", f"{_days(row.days)}, since {format_date(row.wait.since)}"), ("Last word", last),
                 ("The office is asked", way_words(row.office))]
        facts += [(word, value) for word, value in (("With", row.office.contact), ("Telephone", row.office.phone)) if value]
        self.pane.put(Facts(facts))
        offered = (("chase", "Chase", "C"), ("note", "Note a call", "T"), ("write_tenant", "Letter to them", "L"),
                   ("one_letter", "One letter", "B"), ("open_file", "The file", "F"))
        self.pane.finish(button("Open the claim", self.enter_pressed, key="Enter", kind="primary"),
                         [button(words, getattr(self, act), key=key) for act, words, key in offered if self.is_valid(act)])

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What may be done with the marked row."""
        if act == "finish":
            return self.question is not None
        row = self.current()
        if self.question is not None or not isinstance(row, OverdueRow):
            return False
        if act in _OURS and not self.desk.may(Permission.KEEP_TENANCIES):
            return False
        if act == "write_tenant":
            return asks_tenant(row.claim.kind, row.claim.missing, row.wait.waits_on) and self.desk.may(Permission.SEND_LETTERS)
        return bool(self._together()) if act == "one_letter" else True

    def enter_pressed(self) -> None:
        """Open the claim."""
        row = self.current()
        if isinstance(row, OverdueRow) and self.question is None:
            self.go_to("claim", claim_id=row.id)

    def chase(self) -> None:
        """Ask whom it waits on, by the way they like; what waits for ourselves is opened."""
        row = self.current()
        if not isinstance(row, OverdueRow) or not self.is_valid("chase"):
            return
        if row.wait.waits_on is WaitsOn.US:
            self.enter_pressed()
        else:
            self.chasing.chase(row.id, row.person, row.office, row.wait)

    def note(self) -> None:
        """Write down a call about the marked claim."""
        row = self.current()
        if isinstance(row, OverdueRow) and self.is_valid("note"):
            self.chasing.note([row.id], f"{row.person} · {row.office.name}", row.office.contact, row.paper)

    def write_tenant(self) -> None:
        """A letter to whoever claims, about what is still missing."""
        row = self.current()
        if isinstance(row, OverdueRow) and self.is_valid("write_tenant"):
            self.chasing.write_tenant(row.id, row.person)

    def one_letter(self) -> None:
        """One letter about all claims that wait for this council; the same key again makes it."""
        rows = self._together()
        if not rows or self.summary.press():
            return
        oldest = max(row.days for row in rows)
        many = f"{len(rows)} claims" if len(rows) > 1 else "1 claim"
        office = rows[0].office
        self.summary.ask(f"{many} of {office.name} in one letter, the oldest waits {_days(oldest)}; {way_words(office)}",
                         "Make the letter", lambda: self.chasing.write_list(rows))

    def _together(self) -> list[OverdueRow]:
        """The claims that wait for the council of the marked one."""
        row = self.current()
        if not isinstance(row, OverdueRow) or row.office.council_id is None:
            return []
        return [one for one in self._rows if one.office.key == row.office.key and one.wait.waits_on is WaitsOn.COUNCIL]

    def open_file(self) -> None:
        """The file of the agreement."""
        row = self.current()
        if isinstance(row, OverdueRow):
            self.go_to("tenancy", tenancy_id=row.tenancy_id, section="benefit")

    def escape(self) -> bool:
        """Esc leaves the letter first, then a form."""
        return self.summary.put_away() or super().escape()


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
