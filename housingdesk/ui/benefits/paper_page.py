"""A paper to an office as it would be printed: looked at, printed, saved as a file, and for a meeting kept with the office."""

from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.office_papers import keep_liaison_report
from housingdesk.ui.benefits.paper_kinds import MadeOfficePaper, made_paper
from housingdesk.ui.kit.cards import Card
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer


class BenefitPaperPage(Page):
    """One paper: ``paper`` says its kind, the other facts of what."""

    title = "Paper to an office"
    tables = frozenset({"claim", "claim_evidence", "office", "provider_file", "provider_paper", "agreed_rent", "circumstance",
                        "charge_line", "setting", "document", "overpayment", "appeal"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+P", "print", "print_it"), Key("Ctrl+E", "save as PDF", "save"),
                                       Key("Ctrl+Shift+E", "save as a table", "save_table"),
                                       Key("Ctrl+Enter", "keep it with the office", "keep"))

    def build(self) -> None:
        """The verbs, and the paper under them."""
        self._facts: dict[str, Any] = {}
        self._made: MadeOfficePaper | None = None
        self.print_button = button("Print", self.print_it, key="Ctrl+P", kind="primary")
        self.save_button = button("Save as PDF", self.save, key="Ctrl+E")
        self.table_button = button("Save as a table", self.save_table, key="Ctrl+Shift+E")
        self.keep_button = button("Keep it with the office", self.keep, key="Ctrl+Enter")
        self.body.addWidget(flow_row(self.print_button, self.save_button, self.table_button, self.keep_button))
        self.view = PdfView(self.desk, "The paper as it will be")
        card = Card(margin=12)
        card.add(self.view, 1)
        self.body.addWidget(card, 1)

    def open(self, **facts: Any) -> None:
        """A kind of paper (``paper``) and of what: ``office_id``, ``claim_id`` or ``circumstance_id``, ``start``."""
        if facts != self._facts:
            self._facts, self._made = facts, None
            self.view.show_pdf(None)
        self.mark_stale()

    def reload(self) -> None:
        """Draw it as it stands."""
        if self._facts:
            rest = {key: value for key, value in self._facts.items() if key != "paper"}
            self.ask(made_paper, self._show, paper=self._facts["paper"], facts=rest, on=self.desk.today)

    def _show(self, made: MadeOfficePaper) -> None:
        self._made = made
        if made.about is not None:
            name, person, tenancy = made.about
            self.concerns(Household(name, frozenset({person}), frozenset({("tenancy", tenancy)})))
        self.set_title(made.title)
        self.header.set_subtitle(f"{made.sentence}.")
        self.table_button.setVisible(made.table is not None)
        self.keep_button.setVisible(self.is_valid("keep"))
        self.view.show_pdf(made.pdf)
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """What the paper allows, once it is drawn."""
        made = self._made
        if act == "keep":
            return made is not None and made.office_id is not None and self.desk.may(Permission.KEEP_TENANCIES)
        return made is not None and (act != "save_table" or made.table is not None)

    def print_it(self) -> None:
        """To a printer."""
        if (made := self._made) is not None:
            PrintPanel(self.window(), self.desk, f"Print {made.title}", made.pdf, made.pages,
                       sent_to_printer(self.desk, made.title))

    def save(self) -> None:
        """As a file, to send with an e-mail or through a portal."""
        if (made := self._made) is not None:
            ask_where(self, "Save the paper", made.file_name, partial(self._write, made.pdf), {"PDF (*.pdf)": ".pdf"})

    def save_table(self) -> None:
        """The list as a table for a spreadsheet."""
        if (made := self._made) is not None and made.table is not None:
            name = made.file_name.removesuffix(".pdf") + ".csv"
            ask_where(self, "Save the list", name, partial(self._write, made.table), {"Table (*.csv)": ".csv"})

    def _write(self, content: bytes, path: str) -> None:
        self.desk.run(write_file, self.desk.notices.toast, label="Saving", path=path, made=lambda: content)

    def keep(self) -> None:
        """Keep the report as it is today with the office."""
        if self._made is not None and self.is_valid("keep"):
            self.desk.do(keep_liaison_report, lambda _outcome: None, office_id=self._made.office_id)
