"""One claim: where it stands and what comes next, and everything that was asked, changed, decided or wanted back."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from housingdesk.benefits.queries.awards import awards_of
from housingdesk.benefits.queries.claim_file import claim_file
from housingdesk.benefits.queries.claim_set import claim_set
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.ui.benefits.claim_lines import SECTIONS, Line, Part, lines_of, next_sentence, of_section
from housingdesk.ui.benefits.claim_pane import card_facts, claim_facts, steps
from housingdesk.ui.benefits.claim_papers import PAPER_KEYS, ClaimPapers, set_labels
from housingdesk.ui.benefits.claim_steps import Shown
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_short


def read_claim(claim_id: int, on: date) -> Shown:
    """What the screen shows."""
    file = claim_file(claim_id, on)
    supported = file.claim.kind is ClaimKind.HB_SUPPORTED
    return Shown(file, awards_of(claim_id), claim_set(claim_id, on) if supported else None)


class ClaimPage(Page, ClaimPapers):
    """A claim as a whole; every step has its key."""

    title = "Claim"
    name, pane_name = "What belongs to the claim", "Claim"
    empty = "Nothing of this kind is noted"
    pane_width = 372
    fold = 860
    tables = frozenset({"claim", "claim_evidence", "claim_contact", "circumstance", "appeal", "absence", "overpayment",
                        "uc_card", "award", "schedule", "office", "charge_line", "balance", "tenancy", "provider_file",
                        "provider_paper", "agreed_rent"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "next step"), Key("C", "chase", "chase"), Key("T", "something was said", "said"),
        Key("H", "a change", "change"), Key("Alt+A", "away", "away"), Key("P", "look at it again", "appeal"),
        Key("O", "overpaid", "overpaid"), Key("Q", "Universal Credit", "happened"), Key("Z", "copy for the journal", "journal"),
        Key("L", "letter to the office", "letter", shown=False), Key("S", "sent", "sent", shown=False),
        Key("E", "evidence came", "came", shown=False), Key("A", "they ask", "asked", shown=False),
        Key("W", "decided", "decided", shown=False), Key("U", "suspended", "suspended", shown=False),
        Key("X", "ends", "ended", shown=False), Key("R", "reopen", "reopen", shown=False),
        Key("V", "verify done", "verify", shown=False),
        Key("G", "authority given", "authority", shown=False), Key("I", "keep a scan", "scan", shown=False),
        Key("D", "see the paper", "paper", shown=False), Key("F2", "put right", "write", shown=False),
        Key("Delete", "take out", "take_out", shown=False), Key("F", "the file", "open_file", shown=False), *PAPER_KEYS,
        FINISH)

    def build(self) -> None:
        """The next step, the sections, the list and its pane."""
        self.begin()
        self.next = label("", "strong", wrap=True)
        self.rule = label("", "small", wrap=True)
        self.tabs = Tabs("Sections", [Tab(key, words, 0) for key, words, _ in SECTIONS])
        self.tabs.chosen.connect(lambda _key: self._show_section())
        widgets: tuple[QWidget, ...] = (self.next, self.rule, self.tabs)
        for widget in widgets:
            self.body.addWidget(widget)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        today = self.desk.today
        return (Column("what", "What", 236, lambda one: one.what, secondary=lambda one: one.about, stretch=1,
                       strong=lambda one: one.part is Part.CLAIM),
                Column("on", "When", 96, lambda one: format_short(one.on, today) if one.on else "", least=96),
                Column("state", "State", 168, lambda one: one.state, status=lambda one: one.status,
                       secondary=lambda one: f"by {format_short(one.by, today)}" if one.open and one.by else "", least=150))

    def sentence(self, row: Line) -> str:
        """A line as a screen reader says it."""
        return f"{row.what}, {row.state}" + (f", by {format_date(row.by)}" if row.open and row.by else "")

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return "claim lines"

    def open(self, **facts: Any) -> None:
        """One claim: ``claim_id``."""
        if facts["claim_id"] != self._claim_id:
            self._claim_id, self._shown, self.question = facts["claim_id"], None, None
            self._lines = ()
            self.tabs.choose("all")
        self.mark_stale()

    def reload(self) -> None:
        """Read it."""
        if self._claim_id:
            self.ask(read_claim, self._show, claim_id=self._claim_id, on=self.desk.today)

    def _show(self, found: Shown) -> None:
        self._shown = found
        file = found.file
        claim = file.claim
        self.concerns(Household(claim.names, frozenset({claim.person_id}),
                                frozenset({("tenancy", claim.tenancy_id), ("claim", claim.id)})))
        self.set_title(f"{claim.person}: {claim.kind}")
        home = f"{file.tenancy.address} {file.tenancy.postcode}".strip()
        self.header.set_subtitle(" · ".join(part for part in (home, file.office.name, claim.reference) if part))
        self.next.setText(f"{next_sentence(file)}.")
        late = file.late.waits[0] if file.late.waits else None
        self.rule.setText(late.rule if late is not None else file.standing.rule)
        self.rule.setVisible(bool(self.rule.text()))
        self.header.set_actions(*([button("Chase", self.chase, key="C")] if self.is_valid("chase") else []),
                                button("The file", self.open_file, key="F"))
        self._lines = lines_of(file, found.awards)
        self.tabs.show_tabs([Tab(key, words, sum(1 for _ in of_section(self._lines, key))) for key, words, _ in SECTIONS])
        self._show_section()

    def _show_section(self) -> None:
        self.show_rows(tuple(of_section(self._lines, self.tabs.key() or "all")))
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)

    # The pane.
    def show_current(self) -> None:
        """The marked line with its sentences and steps; of the claim itself also what is known of it."""
        line = self.current()
        if not isinstance(line, Line) or self._shown is None:
            self.pane.begin("Nothing is marked")
            self.pane.finish()
            return
        self.pane.begin(line.what, line.about)
        for sentence in line.sentences:
            self.pane.put(label(sentence, wrap=True))
        if line.part is Part.CLAIM:
            for said in set_labels(self._shown.papers) if self._shown.papers is not None else ():
                self.pane.put(said)
            self.pane.put(Facts(claim_facts(self._shown.file)))
        if line.part is Part.CARD:
            self.pane.put(Facts(card_facts(self._shown.file)))
        others = [(act, words, key) for act, words, key in steps(line) if self.is_valid(act)]
        word = self.next_word(line)
        first = button(word, self.enter_pressed, key="Enter", kind="primary") if word and self._may() else None
        self.pane.finish(first, [button(words, getattr(self, act), key=key) for act, words, key in others])
