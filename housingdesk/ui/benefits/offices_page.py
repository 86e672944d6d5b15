"""The offices that pay benefit, one card each: when it pays next, how it is reached, what waits there now, what to bring up."""

from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.queries.form_orders import FormOrder, form_order
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.benefits.rules.words import Source
from housingdesk.ui.benefits.office_forms import CardForm, CouncilForm, OrderForm
from housingdesk.ui.benefits.office_lines import OfficeLine, office_columns, office_lines, office_sentence, waits
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label, line
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date, format_day, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case


class OfficesPage(Page, ListWithPane):
    """Councils and the DWP."""

    title = "Benefit offices"
    name, pane_name = "Offices", "The card"
    empty = "No council is entered. N enters one"
    pane_width = 400
    fold = 900
    tables = frozenset({"office", "council", "claim", "claim_evidence", "claim_contact", "circumstance", "uc_card", "schedule",
                        "entry", "bank_line", "provider_file", "provider_paper", "agreed_rent", "charge_line", "document"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "the card"), Key("L", "liaison report", "liaison"), Key("R", "new rents", "rents"),
        Key("O", "order of its form", "order"), Key("N", "enter a council", "add", shown=False),
        Key("Alt+O", "what is late", "late"),
        Key("Alt+P", "supported schemes", "schemes"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The list and its pane."""
        self._wanted: int | None = None
        self._links: list[WrapLink] = []
        self.body.addWidget(self.list_and_pane(), 1)

    def open(self, **facts: Any) -> None:
        """All of them, with one council's marked (``council_id``) where it is said."""
        self._wanted = facts.get("council_id")
        self.mark_stale()

    def columns(self) -> tuple[Column, ...]:
        """The office, its next run, what waits there, the next meeting."""
        return office_columns(self.desk.today)

    def sentence(self, row: OfficeLine) -> str:
        """An office as a screen reader says it."""
        return office_sentence(row)

    def reload(self) -> None:
        """Read them."""
        self.ask(office_lines, self._show, on=self.desk.today)

    def _show(self, lines: list[OfficeLine]) -> None:
        self.header.set_subtitle("When each pays, how it is reached and what waits there")
        self.show_rows(lines)
        mark = next((one.id for one in lines if one.council_id is not None and one.council_id == self._wanted), None)
        if mark is not None:
            self.table.view.come_back_to(mark)
        elif self.table.current_id() is None and lines:
            self.table.view.select_place(0)
        self._wanted = None

    # The pane.
    def show_current(self) -> None:
        """The card of the office that is marked."""
        self._links = []
        found: OfficeLine | None = self.current()
        if found is None:
            self.pane.begin("No office is marked")
            self.pane.finish()
            return
        self.pane.begin(found.name, f"{sentence_case(waits(found))}.")
        if found.card is None:
            self.pane.put(label("It has no card yet. The card says when it pays, and opens the account in which its money "
                                "waits for its schedule.", wrap=True))
        else:
            self._tell_card(found, found.card)
        self._tell_waiting(found)
        self._tell_schemes(found)
        self._tell_reports(found)
        self._buttons(found)

    def _tell_card(self, found: OfficeLine, card: OfficeRow) -> None:
        today = self.desk.today
        meeting = card.next_meeting(today)
        rows = [("Pays", f"every {card.cycle_weeks} weeks" if card.cycle_weeks != 1 else "every week"),
                ("Next runs", ", ".join(format_short(run.paid_on, today) for run in found.runs) or "not known yet"),
                ("Creditor number", card.creditor_number), ("Schedule", sentence_case(card.sends)), ("Portal", card.portal),
                ("Ask for", card.contact), ("Telephone", card.phone), ("E-mail", card.email),
                ("Post", ", ".join(card.postal_address.splitlines())),
                ("Next meeting", format_day(meeting) if meeting is not None else "")]
        self.pane.put(Facts([(name, said) for name, said in rows if said]))
        if card.note:
            self.pane.put(label(card.note, "muted", wrap=True))

    def _tell_waiting(self, found: OfficeLine) -> None:
        if not found.lumps:
            return
        self.pane.put(line())
        self.pane.put(label("Money without its schedule", "strong", wrap=True))
        for lump in found.lumps[:6]:
            days = f"{lump.days} day{'' if lump.days == 1 else 's'}"
            self.pane.put(label(f"{format_pence(lump.left_pence)} of {format_date(lump.made_on)}, {days}", wrap=True))

    def _tell_schemes(self, found: OfficeLine) -> None:
        if not found.schemes or found.council_id is None:
            return
        self.pane.put(line())
        self.pane.put(label("Supported schemes", "strong", wrap=True))
        for scheme_id, name, said in found.schemes:
            link = WrapLink(name, partial(self._open_file, scheme_id, found.council_id))
            self._links.append(link)
            self.pane.put(link)
            self.pane.put(label(f"{said}.", "small", wrap=True))
        for one in found.matters[:8]:
            self.pane.put(label(f"{one.file.scheme}: {one.sentence}.", "due", wrap=True))

    def _tell_reports(self, found: OfficeLine) -> None:
        if not found.reports:
            return
        self.pane.put(line())
        self.pane.put(label("Liaison reports kept", "strong", wrap=True))
        for row in found.reports[:5]:
            words = f"{format_date(row.made_at.date())}, {row.made_by}"
            self.pane.put(WrapLink(words, partial(self.go_to, "benefit_paper", paper="kept", document_id=row.id)))

    def _buttons(self, found: OfficeLine) -> None:
        words = "Change the card" if found.card is not None else "Open its card"
        first = button(words, self.enter_pressed, key="Enter", kind="primary") if self._may() else None
        others = [button(word, getattr(self, act), key=key) for key, act, word in (
            ("L", "liaison", "Liaison report"), ("R", "rents", "New rents"), ("O", "order", "Its form"),
            ("N", "add", "Enter a council")) if self.is_valid(act)]
        self.pane.finish(first, others)

    # Keys.
    def _may(self) -> bool:
        return bool(self.desk.may(Permission.KEEP_TENANCIES))

    def is_valid(self, act: str) -> bool:
        """What the marked office allows: papers of a council that has a card."""
        found: OfficeLine | None = self.current()
        if act == "finish":
            return self.question is not None
        if act == "add":
            return self.question is None and bool(self.desk.may(Permission.KEEP_HOMES))
        if found is None or self.question is not None:
            return False
        council = found.source is Source.COUNCIL and found.card is not None
        return {"liaison": council, "rents": council, "order": council and self._may(),
                "schemes": bool(found.schemes)}.get(act, True)

    def enter_pressed(self) -> None:
        """Change the card, or open it first."""
        found: OfficeLine | None = self.current()
        if found is None or not self._may() or self.question is not None:
            return
        if found.card is not None:
            self.ask_form(CardForm(self, found.card))
        else:
            self._wanted = found.council_id
            self.desk.do(open_office, self._opened_card, source=found.source, council_id=found.council_id)

    def _opened_card(self, _outcome: Any) -> None:
        self.refresh()

    def add(self) -> None:
        """A council that is not entered yet; its card is opened next."""
        if self.is_valid("add"):
            self.ask_form(CouncilForm(self))

    def liaison(self) -> None:
        """The report for the meeting."""
        if (found := self.current()) is not None and self.is_valid("liaison"):
            self.go_to("benefit_paper", paper="liaison", office_id=found.id)

    def rents(self) -> None:
        """The list of new rents."""
        if (found := self.current()) is not None and self.is_valid("rents"):
            self.go_to("benefit_paper", paper="rents", office_id=found.id)

    def order(self) -> None:
        """In which order its form asks."""
        found: OfficeLine | None = self.current()
        if found is not None and found.card is not None and self.is_valid("order"):
            self.ask(form_order, partial(self._ask_order, found.card), office_id=found.card.id, on=self.desk.today)

    def _ask_order(self, card: OfficeRow, order: FormOrder) -> None:
        self.ask_form(OrderForm(self, card, order))

    def late(self) -> None:
        """Claims that wait too long for the marked office; of another than a council, those of every office."""
        found: OfficeLine | None = self.current()
        self.go_to("benefits_overdue", council_id=found.council_id if found is not None else None)

    def schemes(self) -> None:
        """To the first of its schemes in the pane; Enter opens it."""
        if self._links:
            self._links[0].setFocus()

    def _open_file(self, scheme_id: int, council_id: int) -> None:
        self.go_to("provider_file", scheme_id=scheme_id, council_id=council_id)
