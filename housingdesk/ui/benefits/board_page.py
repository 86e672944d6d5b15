"""The benefit board: whose claim waits on whom and since when, lane by lane, with what is due and what came beside it."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.board import BoardRow
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.expected.shapes import ExpectedAndPaid
from housingdesk.benefits.rules.lanes import Lane, Step
from housingdesk.benefits.rules.words import HB_KINDS, ContactKind
from housingdesk.ui.benefits.board_forms import AskFacts, AwardQuestion, ask_facts, verified
from housingdesk.ui.benefits.board_narrowing import BoardFilters, Listed, Shown, WholeBoard, shown, whole, whole_with_money
from housingdesk.ui.benefits.board_words import (
    EMPTY,
    LANE_WORDS,
    board_columns,
    days_words,
    next_day,
    next_money,
    row_sentence,
    step_words,
    waits_words,
    word_words,
)
from housingdesk.ui.benefits.chasing import Chasing
from housingdesk.ui.benefits.expected_pane import ExpectedPart, finding_form
from housingdesk.ui.benefits.part_forms import PartForms
from housingdesk.ui.benefits.schedules_page import FILES
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.filters import FilterRow
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.money import format_pence

_FILTERS = (("office", "Every office"), ("scheme", "Every scheme"), ("officer", "Every officer"))
_ANYWHERE = ("focus_filter", "schedules", "import_file", "overdue", "offices", "shortfalls", "next_variance", "variance_before")
_OURS = ("chase", "award", "verify", "found", "note", "write_tenant")


class BenefitsPage(NumberedSections, Page, ListWithPane):
    """Has her claim come through yet? Is he short because of them or because of him?"""

    title = "Benefits"
    name, pane_name = "Claims", "Claim"
    empty = "Reading the claims"
    pane_width = 372
    fold = 860
    tables = frozenset({"claim", "claim_evidence", "claim_contact", "award", "uc_card", "circumstance", "appeal", "overpayment",
                        "gap_finding", "expected_payment", "schedule", "tenancy", "route", "charge_share", "office"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open the claim", "open_claim"), Key("C", "chase", "chase"),
        Key("W", "record award", "award"), Key("V", "verify done", "verify"), Key("B", "match run", "schedules"),
        Key("]", "next variance", "next_variance"), Key("[", "the one before", "variance_before", shown=False),
        Key("F", "write down what was found", "found", shown=False), Key("T", "note a call", "note", shown=False),
        Key("L", "letter to the tenant", "write_tenant", shown=False), Key("Ctrl+F", "filter", "focus_filter", shown=False),
        Key("I", "import a schedule", "import_file", shown=False), Key("Alt+1…7", "lanes"),
        *section_keys([(lane, LANE_WORDS[lane]) for lane in Lane]), Key("Alt+O", "overdue", "overdue", shown=False),
        Key("Alt+F", "offices", "offices", shown=False), Key("Alt+S", "new shortfalls", "shortfalls", shown=False),
        Key("Alt+B", "benefit advice", "advise", shown=False), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Lanes and filters over the list, the ruler beside it."""
        self._all: tuple[Listed, ...] = ()
        self._shown = Shown(dict.fromkeys(Lane, ()))
        self._part: ExpectedPart | None = None
        self._holder: QVBoxLayout | None = None
        self._wanted: int | None = None
        self._first = True
        self.forms = PartForms(self)
        self.chasing = Chasing(self, self.forms)
        self.lanes = Tabs("Lanes", [Tab(lane, LANE_WORDS[lane], 0) for lane in Lane])
        self.lanes.chosen.connect(self._show_lane)
        self.filters = FilterRow("benefits", "board", "Name, address, claim reference", _FILTERS, self._narrow)
        self.body.addWidget(self.lanes)
        self.body.addWidget(self.filters.row())
        self.body.addWidget(self.list_and_pane(), 1)
        self.header.set_actions(*(button(word, getattr(self, act), key=key) for word, act, key in (
            ("Offices", "offices", "Alt+F"), ("Overdue", "overdue", "Alt+O"), ("Schedules", "schedules", "B"))))

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(board_columns(self.desk.today))

    def sentence(self, row: BoardRow) -> str:
        """A row as a screen reader says it."""
        return row_sentence(row, self.desk.today)

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return "benefit board"

    def open(self, **facts: Any) -> None:
        """With ``lane`` a lane, with ``claim_id`` or ``tenancy_id`` a row to begin with."""
        if facts.get("lane"):
            self._first = False
            self.lanes.choose(facts["lane"])
        wanted = facts.get("claim_id") or (-facts["tenancy_id"] if facts.get("tenancy_id") else None)
        if wanted is not None:
            self._wanted = wanted
            self.mark_stale()

    # Reading.
    def reload(self) -> None:
        """The whole board, at once as the claims tell it; then the same with what differs from what was expected."""
        if not self._all:
            self.ask(whole, self._show_all, on=self.desk.today)
        self.ask(whole_with_money, self._show_all, on=self.desk.today)

    def _show_all(self, found: WholeBoard) -> None:
        self._all = found.rows
        self.header.set_subtitle(found.sentence)
        self.filters.offer({"office": found.choices.offices, "scheme": found.choices.schemes,
                            "officer": found.choices.officers})
        self._narrow()

    def _narrow(self, _text: Any = None) -> None:
        self.ask(shown, self._show_shown, rows=self._all, filters=BoardFilters(**self.filters.values()))

    def _show_shown(self, found: Shown) -> None:
        self._shown = found
        self.lanes.show_tabs([Tab(lane, LANE_WORDS[lane], len(found.lanes[lane])) for lane in Lane])
        wanted = next((lane for lane in Lane if any(row.id == self._wanted for row in found.lanes[lane])), None)
        if wanted is not None:
            self._first = False
            self.lanes.choose(wanted)
        elif self._first and self._all:
            self._first = False
            self.lanes.choose(next((lane for lane in Lane if found.lanes[lane]), Lane.WAITING))
        self._show_lane()

    def _show_lane(self, _lane: str = "") -> None:
        lane = Lane(self.lanes.key())
        self.table.set_empty("Nothing fits the filters. Esc clears them" if self.filters.narrows() else EMPTY[lane]
                             if self._all else EMPTY[Lane.WAITING])
        self.show_rows(self._shown.lanes[lane])
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None

    # The pane.
    def show_current(self) -> None:
        """How the claim stands, the ruler of its money, and the next step."""
        row: BoardRow | None = self.current()
        self._part, self._holder = None, None
        if row is None:
            self.pane.begin("No claim chosen", "A claim comes here by itself when benefit is expected")
            self.pane.finish()
            return
        today = self.desk.today
        self.pane.begin(row.person, " · ".join(part for part in (row.address, row.kind, row.office, row.reference) if part))
        self.pane.put(label(f"{row.place.why}.", "late" if row.late(today) else "read", wrap=True))
        waits = f"{waits_words(row)}, {days_words(row)}" if waits_words(row) and days_words(row) else waits_words(row)
        money = f"{next_money(row)} {next_day(row, today)}".strip() if row.next_pence else ""
        self.pane.put(Facts([(word, text) for word, text in (
            ("Waits", waits.removeprefix("on ")), ("Next money", money),
            ("A week", format_pence(row.weekly_pence) if row.weekly_pence else ""),
            ("Last word", word_words(row.word, today))) if text]))
        if row.word is not None and row.word.said:
            self.pane.put(label(row.word.said, "muted", wrap=True))
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        theme.lay(self._holder, gap=6)
        self.pane.put(holder)
        first, *others = self._buttons(row)
        self.pane.finish(first, others)
        if row.account_id is not None:
            self.ask(expected_and_paid, self._show_expected, account_id=row.account_id, on=today)

    def _buttons(self, row: BoardRow) -> list[QPushButton]:
        """The next step first, as the primary button."""
        offered = {"open_claim": ("Open the claim" if row.claim_id is not None else step_words(row), "Enter"),
                   "chase": ("Chase", "C"), "award": ("Record award", "W"), "verify": ("Verify done", "V"),
                   "write_tenant": ("Letter to them", "L"), "found": ("What was found", "F")}
        mine = {Step.CHASE: "chase", Step.INTERIM: "chase", Step.VERIFY: "verify", Step.AWARD: "award",
                Step.LOOK: "chase"}.get(row.place.step, "open_claim")
        if not self.is_valid(mine) or row.lane is Lane.PAYING:
            mine = "open_claim"
        word = "Ask for a payment on account" if row.place.step is Step.INTERIM and mine == "chase" else offered[mine][0]
        first = button(word, getattr(self, mine), key=offered[mine][1],
                       kind="primary")
        return [first, *(button(words, getattr(self, act), key=key) for act, (words, key) in offered.items()
                         if act != mine and self.is_valid(act))]

    def _show_expected(self, found: tuple[ExpectedAndPaid, ...]) -> None:
        row = self.current()
        if self._holder is None or row is None or not found or found[0].account_id != row.account_id:
            return
        self._part = ExpectedPart(found, self.desk.today)
        for ruler in self._part.rulers:
            ruler.letter.connect(self._letter)
        self._holder.addWidget(line())
        self._holder.addWidget(self._part)
        if self.question is None:  # what was found can be written down now
            first, *others = self._buttons(row)
            self.pane.finish(first, others)
        self.keys_changed.emit()

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What may be done with the marked row, by who keeps claims; the rest at any time."""
        if act == "finish":
            return self.question is not None
        if self.question is not None:
            return False
        if act in _ANYWHERE or act.startswith("section_"):
            return True
        row: BoardRow | None = self.current()
        if row is None or (act in _OURS and not self.desk.may(Permission.KEEP_TENANCIES)):
            return False
        if act == "found":
            return self._part is not None and self._part.current() is not None
        if act == "verify":
            return row.lane is Lane.VERIFY
        if act == "write_tenant":
            return (row.lane is Lane.WAITING and row.kind in HB_KINDS and row.place.waits_on is WaitsOn.TENANT
                    and self.desk.may(Permission.SEND_LETTERS))
        return act in ("open_claim", "advise") or row.claim_id is not None

    def enter_pressed(self) -> None:
        """Enter opens."""
        self.open_claim()

    def open_claim(self) -> None:
        """The claim; one that is still to be made in the file of its agreement."""
        row: BoardRow | None = self.current()
        if row is None or self.question is not None:
            return
        if row.claim_id is not None:
            self.go_to("claim", claim_id=row.claim_id)
        else:
            self.go_to("tenancy", tenancy_id=row.tenancy_id, section="benefit")

    def chase(self) -> None:
        """Ask whom it waits on, by the way the office likes: a letter at once, or the note of a call."""
        row = self.current()
        if row is not None and self.is_valid("chase"):
            self.ask(ask_facts, self._chase, claim_id=row.claim_id, on=self.desk.today)

    def _chase(self, found: AskFacts) -> None:
        row = self.current()
        if row is None or row.claim_id != found.claim.id or self.question is not None:
            return
        if row.place.step is Step.LOOK:
            self.chasing.ask_why(found.claim.id, row.person, found.office, f"{row.place.why}.")
        else:
            self.chasing.chase(found.claim.id, row.person, found.office, found.wait)

    def note(self) -> None:
        """Write down a call, or another word, about the claim."""
        row = self.current()
        if row is not None and self.is_valid("note"):
            self.ask_form(self.forms.note([row.claim_id], f"{row.person} · {row.office}", "", ContactKind.CHASE, ""))

    def write_tenant(self) -> None:
        """A letter to whoever claims, about what is still missing."""
        row = self.current()
        if row is not None and self.is_valid("write_tenant"):
            self.chasing.write_tenant(row.claim_id, row.person)

    def award(self) -> None:
        """What the office's letter says it pays."""
        row = self.current()
        if row is not None and self.is_valid("award"):
            self.ask_form(AwardQuestion(self, row))

    def verify(self) -> None:
        """The rent was confirmed today."""
        row = self.current()
        if row is not None and self.is_valid("verify"):
            verified(self.desk, row)

    def found(self) -> None:
        """What was found out about the period that is current on the ruler."""
        if self.is_valid("found") and self._part is not None and (now := self._part.current()) is not None:
            self.ask_form(finding_form(self, *now, self.refresh))

    def schedules(self) -> None:
        """Where a run is matched with its bank line."""
        self.go_to("schedules")

    def import_file(self) -> None:
        """The file of a run, straight from here."""
        if self.desk.may(Permission.POST_MONEY):
            ask_for_file(self, "Open a schedule", lambda path: self.go_to("schedule_import", path=path), FILES)

    def overdue(self) -> None:
        """Whose answer is overdue, by office."""
        self.go_to("benefits_overdue")

    def offices(self) -> None:
        """The cards of the offices."""
        self.go_to("offices")

    def shortfalls(self) -> None:
        """Whose benefit pays less than before, and their letters."""
        self.go_to("shortfalls")

    def advise(self) -> None:
        """What the household of the row can claim and ask for."""
        if (row := self.current()) is not None:
            self.go_to("advice", tenancy_id=row.tenancy_id)

    def next_variance(self) -> None:
        """On the ruler to the next period that varies, in the list to the next row."""
        self._step(1)

    def variance_before(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._part is not None and any(ruler.hasFocus() for ruler in self._part.rulers):
            self._part.next_variance(by)
            return
        rows = [row for lane in Lane for row in (self.model.rows() if lane == self.lanes.key() else self._shown.lanes[lane])]
        now = self.current()
        here = rows.index(now) if now in rows else 0 if by > 0 else len(rows)
        order = rows[here + 1:] if by > 0 else rows[:here][::-1]
        found = next((row for row in order if row.varies), None)
        if found is None:
            self.notices.message("Nothing more differs from what was expected", Status.INFORMATION)
            return
        if found.lane != self.lanes.key():
            self.lanes.choose(found.lane)
        self.table.go_to(found.id)

    def to_section(self, number: int) -> None:
        """To a lane, counted from 1, and its list."""
        self.lanes.choose(list(Lane)[number - 1])
        self.table.setFocus()

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.filters.focus()

    def escape(self) -> bool:
        """The form goes first, then the filters."""
        if super().escape():
            return True
        cleared = self.filters.clear()
        if cleared:
            self.table.setFocus()
        return cleared

    def bookmark(self) -> dict[str, Any]:
        """The lane and the row one was on."""
        return {"lane": self.lanes.key(), "row": self.table.current_id()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to them."""
        if bookmark.get("lane") and self._wanted is None:
            self._first = False
            self.lanes.choose(bookmark["lane"])
            self.table.view.come_back_to(bookmark.get("row"))
