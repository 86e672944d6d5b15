"""A statement before it is taken in: what was understood, whether its sums agree, what is in already; or its columns."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.bank.actions import importing
from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.reading import Line, NeedsMapping
from housingdesk.bank.queries.importing import Prepared, prepare, sum_sentence
from housingdesk.errors import BadFile, HousingDeskError
from housingdesk.ui.bank.mapping_card import MappingCard
from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.money import format_pence

_LARGEST = 50 * 1024 * 1024


class ImportPage(Page):
    """One file on its way in. Nothing is stored until it is taken in, and the file itself is never changed."""

    title = "Open a statement"
    keys = (Key("Ctrl+Enter", "take it in", "take_in"), Key("Esc", "leave it", "leave"))

    def build(self) -> None:
        """What was understood, and the first lines."""
        self._path = Path()
        self._account: int | None = None
        self._mapping: Mapping | None = None
        self._prepared: Prepared | None = None
        self.bar = MessageBar("", Status.LATE, closable=False)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.facts = Facts()
        self.sums = label("", "strong", wrap=True)
        self.notes = label("", "muted", wrap=True)
        self.take = button("Take it in", self.take_in, key="Ctrl+Enter", kind="primary")
        self.summary = Card(label("What we understood", "section"), self.facts, self.sums, self.notes)
        self.summary.body.addStretch(1)
        self.summary.add(actions_row(self.take, button("Leave it", self.leave, key="Esc")))
        self.model = RowsModel(_columns(), name="First lines of the file", row_id=id)
        self.table = Table(self.model, empty="No lines")
        self.split = columns((self.summary, 1), (table_card(self.table), 2))
        self.body.addWidget(self.split, 1)
        self._columns_card: QWidget | None = None

    def open(self, **facts: Any) -> None:
        """The file to look at, and the bank account it was opened from."""
        self._path = Path(facts["path"])
        self._account, self._mapping, self._prepared = facts.get("bank_account_id"), facts.get("mapping"), None
        self.set_title(f"Open {self._path.name}")
        self.mark_stale()

    def reload(self) -> None:
        """Read and match the file in a worker."""
        if self._path == Path() or self._prepared is not None:
            return
        self.bar.hide()
        self.take.setEnabled(False)
        self.desk.run(_read_and_prepare, self._show, self._refused, label=f"Reading {self._path.name}", path=self._path,
                      today=self.desk.today, bank_account_id=self._account, mapping=self._mapping)

    def _refused(self, error: HousingDeskError) -> None:
        if isinstance(error, NeedsMapping):
            self._ask_columns(error)
        else:
            self.bar.say(str(error), Status.LATE)
            self.bar.show()
            self.facts.show_rows([("File", self._path.name)])
            self.sums.setText("")
            self.notes.setText("Nothing was stored, and your file was not changed.")
            self.model.show([])

    def _ask_columns(self, error: NeedsMapping) -> None:
        card = MappingCard(error.rows, error.guess, self._mapped)
        self._columns_card = card
        self.split.hide()
        self.body.addWidget(card, 1)
        self.header.set_subtitle("This bank's columns are new to us. Say once what each is; it is remembered for the account")

    def _mapped(self, mapping: Mapping) -> None:
        self._mapping = mapping
        if self._columns_card is not None:
            self.body.removeWidget(self._columns_card)
            self._columns_card.hide()
            self._columns_card.deleteLater()
            self._columns_card = None
        self.split.show()
        self.header.set_subtitle("")
        self.reload()

    def _show(self, prepared: Prepared) -> None:
        self._prepared = prepared
        span = "no dates"
        if prepared.first_on and prepared.last_on:
            span = f"{format_date(prepared.first_on)} to {format_date(prepared.last_on)}"
        tiers = prepared.tiers
        self.facts.show_rows([
            ("Account", prepared.bank_name), ("Format", prepared.format), ("Days", span), ("Lines", f"{prepared.lines:,}"),
            ("In already", f"{prepared.already:,}"), ("New", f"{len(prepared.new):,}"),
            *((str(tier).replace("_", " ").capitalize(), f"{count:,}") for tier, count in tiers.items() if count)])
        self.sums.setText(("✓ " if prepared.adds_up else "") + sum_sentence(prepared))
        self.notes.setText("\n".join(_notes(prepared)))
        self.model.show(prepared.first_lines)
        self.take.setEnabled(bool(prepared.new) and not prepared.interim)
        if prepared.adds_up is False:
            self.bar.say("The balances and the lines of this file do not agree. You can take it in, but nothing will be "
                         "certain until the missing page is found", Status.DUE)
            self.bar.show()
        elif prepared.interim:
            self.bar.say("This is an early report that a later statement repeats. Import the statement instead", Status.LATE)
            self.bar.show()
        self.take.setFocus()

    def take_in(self) -> None:
        """Store the file with its new lines and go to the list."""
        if self._prepared is None or not self.take.isEnabled():
            return
        self.take.setEnabled(False)
        if self._mapping is not None:
            self.desk.do(importing.remember_mapping, None, self._not_taken, bank_account_id=self._prepared.bank_account_id,
                         mapping=self._mapping)
        self.desk.do(importing.import_statement, self._taken, self._not_taken, prepared=self._prepared)

    def _taken(self, _outcome: Any) -> None:
        self._prepared, self._path = None, Path()
        self.go_to("money")

    def _not_taken(self, error: HousingDeskError) -> None:
        self.bar.say(str(error), Status.LATE)
        self.bar.show()
        self.take.setEnabled(True)

    def leave(self) -> None:
        """Go back; nothing was stored."""
        self._prepared, self._path = None, Path()
        self.go_to("money")


def _read_and_prepare(progress: Any, *, path: Path, **facts: Any) -> Prepared:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFile(f"{path.name} is larger than 50 MB. No bank statement is")
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    return prepare(name=path.name, data=data, progress=progress, **facts)


def _notes(prepared: Prepared) -> list[str]:
    notes = [*prepared.warnings]
    if prepared.imported_before:
        notes.insert(0, f"This very file was taken in {prepared.imported_before}")
    if prepared.pending:
        notes.append(f"{prepared.pending} lines are pending and left out; they come with a later file")
    if prepared.unsure:
        notes.append(f"{prepared.unsure} lines may be in already with other wording; they wait for you under Needs you")
    return notes


def _columns() -> tuple[Column, ...]:
    def payer(line: Line) -> str:
        return " · ".join(p for p in (line.payer, line.reference, line.kind) if p)
    return (Column("date", "Date", 110, lambda r: format_day(r.on)),
            Column("text", "Text", 260, lambda r: r.narrative, secondary=payer, stretch=1),
            Column("pence", "Amount", 100, lambda r: format_pence(r.pence), align=Align.RIGHT))
