"""The provider file of a scheme of supported housing at its council: what it holds, what lapses, and whose rent left it."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions import provider_files as actions
from housingdesk.benefits.queries.provider_files import AgreedRow
from housingdesk.benefits.rules.agreed_rent import Agreed, Leaving
from housingdesk.benefits.rules.provider_file import WANTED
from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.ui.benefits.provider_forms import KnownForm, PaperForm, RentForm
from housingdesk.ui.benefits.provider_lines import FileLine, FilePage, file_columns, file_facts, file_page, file_sentence
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


class ProviderPage(Page, ListWithPane):
    """One scheme at one council."""

    title = "Provider file"
    name, pane_name = "The file", "What is marked"
    empty = "This scheme has no provider file at the council yet. N opens it"
    pane_width = 372
    fold = 860
    tables = frozenset({"provider_file", "provider_paper", "agreed_rent", "charge_line", "occupancy", "tenancy", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "enter_pressed"), Key("N", "put a paper in", "add"),
        Key("A", "a rent is agreed", "agree"), Key("D", "look at the scan", "look"), Key("F2", "the scheme", "known"),
        Key("X", "take it out", "take_out", shown=False), Key("Alt+O", "the council’s card", "office"),
        Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The list and its pane."""
        self._of: tuple[int, int] | None = None
        self._page: FilePage | None = None
        self._kind: ProviderPaperKind | None = None
        self.body.addWidget(self.list_and_pane(), 1)

    def open(self, **facts: Any) -> None:
        """A scheme (``scheme_id``) at a council (``council_id``)."""
        asked = (facts["scheme_id"], facts["council_id"])
        if asked != self._of:
            self._of, self._page, self.question = asked, None, None
        self.mark_stale()

    def columns(self) -> tuple[Column, ...]:
        """What it is, when it holds, how it stands."""
        return file_columns()

    def sentence(self, row: FileLine) -> str:
        """A line as a screen reader says it."""
        return file_sentence(row)

    def remembered(self) -> str:
        """As wide as they were made on this page."""
        return "provider-file"

    def reload(self) -> None:
        """Read it."""
        if self._of is not None:
            self.ask(file_page, self._show, scheme_id=self._of[0], council_id=self._of[1], on=self.desk.today)

    def _show(self, found: FilePage) -> None:
        self._page = found
        self.set_title(f"{found.scheme.said} at {found.council}")
        file, on = found.file, self.desk.today
        self.header.set_subtitle(f"{file.said(on)}." if file is not None else "No provider file yet")
        wrong = sum(one.wrong for one in file.standings(on)) if file is not None else len(WANTED)
        left = sum(one.alarm is not None for one in found.lines)
        chips = [(f"{wrong} to get", Status.LATE)] if wrong else [("Complete", Status.GOOD)]
        chips += [(f"{left} {'rent' if left == 1 else 'rents'} not as agreed", Status.LATE)] if left else []
        self.header.set_chips(chips)
        kind = self._kind
        self.show_rows(found.lines)
        if self.current() is None or self._kind is not kind:  # a paper stands where one was missing
            same = next((place for place, one in enumerate(found.lines) if kind is not None and one.kind is kind), 0)
            self.table.view.select_place(same)

    # The pane.
    def show_current(self) -> None:
        """What is marked, and what is known of the scheme."""
        found = self._page
        if found is None:
            self.pane.begin("Reading the file")
            self.pane.finish()
            return
        marked: FileLine | None = self.current()
        self._kind = marked.kind if marked is not None else self._kind
        self.pane.begin(marked.what if marked is not None else found.scheme.said, marked.more if marked is not None else "")
        if marked is not None:
            self._tell(marked)
        if found.file is not None:
            self._tell_scheme(found)
        self._buttons(marked)

    def _tell(self, marked: FileLine) -> None:
        tone = "late" if marked.status is Status.LATE else "due" if marked.status is Status.DUE else "read"
        self.pane.put(label(f"{marked.state}.", tone, wrap=True))
        rows = _rent_facts(marked.rent) if marked.rent is not None else []
        if marked.alarm is not None and marked.alarm.leaving.agreed is not None:
            rows = _leaving_facts(marked.alarm.leaving, marked.alarm.leaving.agreed)
        self.pane.put(Facts([(name, said) for name, said in rows if said]))

    def _tell_scheme(self, found: FilePage) -> None:
        assert found.file is not None
        self.pane.put(line())
        self.pane.put(label(f"{found.scheme.said} at {found.council}", "strong", wrap=True))
        self.pane.put(Facts(file_facts(found.file)))
        for text in (found.file.support_said, found.file.note):
            if text:
                self.pane.put(label(text, "muted", wrap=True))

    def _buttons(self, marked: FileLine | None) -> None:
        if not self._may():
            self.pane.finish()
            return
        if self._page is not None and self._page.file is None:
            self.pane.finish(button("Open the file", self.add, key="N", kind="primary"))
            return
        first = button(_verb(marked), self.enter_pressed, key="Enter", kind="primary") if self._opens(marked) else None
        others = [button(word, getattr(self, act), key=key) for key, act, word in (
            ("N", "add", "Put in"), ("A", "agree", "Agreed rent"), ("D", "look", "Scan")) if self.is_valid(act)]
        self.pane.finish(first, others)

    def _opens(self, marked: FileLine | None) -> bool:
        return marked is not None and (marked.rent is None or marked.rent.document_id is not None)

    # Keys.
    def _may(self) -> bool:
        return bool(self.desk.may(Permission.KEEP_TENANCIES))

    def is_valid(self, act: str) -> bool:
        """What the marked line and the file allow."""
        marked: FileLine | None = self.current()
        if act == "finish":
            return self.question is not None
        if self.question is not None or self._page is None:
            return False
        there = self._page.file is not None
        return {"enter_pressed": there and self._opens(marked), "add": self._may(), "agree": self._may() and there,
                "known": self._may() and there, "look": marked is not None and marked.document_id is not None,
                "take_out": self._may() and marked is not None and (marked.paper or marked.rent) is not None}.get(act, True)

    def enter_pressed(self) -> None:
        """The paper that is marked, or the rent account of a home."""
        marked: FileLine | None = self.current()
        page = self._page
        if marked is None or page is None or page.file is None or self.question is not None:
            return
        if marked.alarm is not None:
            self.go_to("account", account_id=marked.alarm.account_id)
        elif marked.rent is not None:
            self.look()
        elif self._may():
            self.ask_form(PaperForm(self, page.file, marked.kind or ProviderPaperKind.OTHER, marked.paper))

    def add(self) -> None:
        """A paper; for a scheme without a file the file is opened first."""
        page = self._page
        if page is None or not self.is_valid("add"):
            return
        if page.file is None:
            self.desk.do(actions.open_provider_file, lambda _outcome: self.refresh(), scheme_id=page.scheme.id,
                         council_id=page.council_id)
            return
        marked: FileLine | None = self.current()
        kind = marked.kind if marked is not None and marked.kind is not None else ProviderPaperKind.OTHER
        self.ask_form(PaperForm(self, page.file, kind))

    def agree(self) -> None:
        """A rent that was agreed; for the home that is marked where one is."""
        page = self._page
        if page is not None and page.file is not None and self.is_valid("agree"):
            marked: FileLine | None = self.current()
            self.ask_form(RentForm(self, page.file, page.homes, marked.rent.space_id if marked and marked.rent else None))

    def known(self) -> None:
        """Who supports, how many hours, since when it is accepted."""
        if self._page is not None and self._page.file is not None and self.is_valid("known"):
            self.ask_form(KnownForm(self, self._page.file))

    def look(self) -> None:
        """The scan of what is marked."""
        marked: FileLine | None = self.current()
        if marked is not None and marked.document_id is not None:
            self.go_to("benefit_paper", paper="kept", document_id=marked.document_id)

    def take_out(self) -> None:
        """Take out what is marked; the toast puts it back."""
        marked: FileLine | None = self.current()
        if marked is None or not self.is_valid("take_out"):
            return
        if marked.paper is not None:
            self.desk.do(actions.remove_provider_paper, lambda _outcome: None, paper_id=marked.paper.id,
                         version=marked.paper.version)
        elif marked.rent is not None:
            self.desk.do(actions.remove_agreed_rent, lambda _outcome: None, rent_id=marked.rent.id, version=marked.rent.version)

    def office(self) -> None:
        """The card of its council."""
        if self._of is not None:
            self.go_to("offices", council_id=self._of[1])


def _verb(marked: FileLine | None) -> str:
    if marked is None or (marked.paper is None and marked.rent is None and marked.alarm is None):
        return "Put it in"
    if marked.alarm is not None:
        return "Open the rent account"
    return "Look at the letter" if marked.rent is not None else "Change it"


def _rent_facts(rent: AgreedRow) -> list[tuple[str, str]]:
    return [("Whole rent", f"{format_pence(rent.rent_pence)} a week"), ("Of it counts", format_pence(rent.eligible_pence)),
            ("From", format_date(rent.start)), ("Up to", format_date(rent.last_day) if rent.last_day else "until the next"),
            ("Letter of", format_date(rent.letter_on) if rent.letter_on else "")]


def _leaving_facts(leaving: Leaving, agreed: Agreed) -> list[tuple[str, str]]:
    return [("Charged", f"{format_pence(leaving.rent_pence)} a week"), ("Agreed", format_pence(agreed.rent_pence)),
            ("Charged that counts", format_pence(leaving.eligible_pence)),
            ("Agreed that counts", format_pence(agreed.eligible_pence))]
