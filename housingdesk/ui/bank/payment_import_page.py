"""A payment file before it is taken in: what was read of it, whose each payment is, and what is odd. Nothing is stored yet."""

from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.payment_files import AGAIN, import_file
from housingdesk.bank.parsers.cards import WORDS, CardColumns, NeedsColumns
from housingdesk.bank.queries.payment_reading import IncomingFile, prepare_file
from housingdesk.bank.rules.words import FileKind, FileLineState
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.file_words import KIND_WORDS, ReadRow, read_columns, read_sentence
from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.columns_card import AskedColumns
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.take_in_page import SAFE, TakeInPage
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_MOST_SAID = 6


class CardColumnsCard(AskedColumns):
    """What each column of a card report holds, asked once."""

    def __init__(self, error: NeedsColumns, done: Any) -> None:
        self._guess, self._done = error.guess, done
        wide = max((len(row) for row in error.rows), default=0)
        heads = [*error.guess.head, *[""] * wide][:wide]
        roles = [*error.guess.roles, *[""] * wide][:wide]
        below = [row for row in error.rows if row != list(error.guess.head)]
        super().__init__("report", heads, error.rows, below, [("", "Not used, left out"), *WORDS.items()], roles)

    def use(self) -> None:
        """Go on with these columns, or say what is missing."""
        made = CardColumns(self.roles(), self._guess.head)
        if not self.form.show_problems(made.problems()):
            self._done(made)


class PaymentImportPage(TakeInPage):
    """The sums and what is odd at the left, the payments at the right."""

    title, what = "Take a payment file in", "payment file"
    kinds = ("All files (*)", "Payment files (*.txt *.csv *.xlsx *.xls *.dat)")
    tables = frozenset({"payment_file"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+O", "choose a file", "choose_file"), Key("Ctrl+Enter", "take it in", "finish"))

    def build(self) -> None:
        """Sums and checks at the left, payments at the right."""
        self.setAcceptDrops(True)
        self._data, self._name, self._again = b"", "", False
        self._columns: CardColumns | None = None
        self._found: IncomingFile | None = None
        self.facts, self.checks = Facts(), Checks()
        self.take = button("Take it in", self.finish, key="Ctrl+Enter", kind="primary")
        self.other = button("They are other payments: take it in", self._take_again)
        self.other.hide()
        self.summary = Card(label("The payment file", "section"),
                            actions_row(button("Choose a file", self.choose_file, key="Alt+O")), self.facts, self.checks)
        self.summary.body.addStretch(1)
        self.summary.add(self.other)
        self.summary.add(self.take)
        self.model = RowsModel(read_columns(self.desk.today), name="Payments of the file", sentence=read_sentence)
        self.table = Table(self.model, empty="Choose allpay’s file or a card company’s report as it was sent, or drop it here")
        self.split = columns((self.summary, 2), (table_card(self.table), 3), fold=820)
        self.body.addWidget(self.split, 1)
        self.header.set_subtitle(SAFE)
        self._show_waiting()

    def open(self, **facts: Any) -> None:
        """A file to look at (``path``)."""
        self._forget()
        if facts.get("path"):
            self.read_path(str(facts["path"]))

    def reload(self) -> None:
        """What is known now, if a file is open."""
        if self._found is not None:
            self._prepare()

    # Reading.
    def read_path(self, path: str) -> None:
        """The file as it was sent."""
        self.desk.run(read_file, self._has_file, self._refused, label=f"Reading {Path(path).name}", path=path)

    def _has_file(self, draft: FileDraft) -> None:
        self._forget()
        self._data, self._name = draft.content, draft.name
        self._prepare()

    def _forget(self) -> None:
        self._data, self._name, self._columns, self._found, self._again = b"", "", None, None, False
        self.put_columns_away()
        self._show_waiting()

    def _prepare(self) -> None:
        self.put_columns_away()
        self.desk.ask(prepare_file, self._show, self._refused, data=self._data, name=self._name, today=self.desk.today,
                      columns=self._columns, kind=FileKind.CARDS if self._columns is not None else None)

    def _show_waiting(self) -> None:
        self.facts.show_rows([])
        self.checks.show_checks([])
        self.other.hide()
        self.model.show([])
        set_button_text(self.take, "Take it in", "Ctrl+Enter")
        self.take.setEnabled(False)
        self.keys_changed.emit()

    def _show(self, found: IncomingFile) -> None:
        self._found = found
        rows = [ReadRow(number, payment, matched) for number, (payment, matched) in enumerate(
            ((payment, matched) for read, some in zip(found.reads, found.matches, strict=True)
             for payment, matched in zip(read.payments, some, strict=True)), 1)]
        self.facts.show_rows(_facts(self._name, found), strong_last=True)
        self.checks.show_checks(_checks(found, rows))
        self.model.show(rows)
        set_button_text(self.take, f"Take in {len(rows):,} payment{'s' if len(rows) != 1 else ''}", "Ctrl+Enter")
        self.take.setEnabled(not found.came and self.desk.may(Permission.POST_MONEY))
        if self.isVisible() and self.take.isEnabled():
            self.take.setFocus()
        self.keys_changed.emit()

    def _refused(self, error: HousingDeskError) -> None:
        if isinstance(error, NeedsColumns):
            self.ask_columns(CardColumnsCard(error, self._columns_said))
            return
        self._found = None
        self._show_waiting()
        self.checks.show_checks([(Status.LATE, refusal(error)), (Status.NEUTRAL, "Nothing was stored")])

    def _columns_said(self, made: CardColumns) -> None:
        self._columns = made
        self._prepare()

    # Taking it in.
    def take_in(self) -> None:
        """Store what was read."""
        if self._found is None or not self.take.isEnabled():
            return
        self.take.setEnabled(False)
        self.desk.do(import_file, self._taken, self._not_taken, kind=self._found.kind, name=self._name, data=self._data,
                     columns=self._columns, again=self._again)

    def _take_again(self) -> None:
        self._again = True
        self.take.setEnabled(True)
        self.take_in()

    def _taken(self, outcome: Any) -> None:
        self._forget()
        self.go_to("payment_file", file_id=int(outcome.value))

    def _not_taken(self, error: HousingDeskError) -> None:
        self.take.setEnabled(True)
        self.take.setFocus()
        self.checks.show_checks([(Status.LATE, refusal(error))])
        self.other.setVisible(f" {AGAIN} " in str(error))


def _facts(name: str, found: IncomingFile) -> list[tuple[str, str]]:
    pence, fees = sum(read.pence for read in found.reads), sum(read.fee_pence for read in found.reads)
    stated = found.reads[0].stated_pence
    first, last = min(read.first_on for read in found.reads), max(read.last_on for read in found.reads)
    return [(word, text) for word, text in (
        ("File", name), ("From", KIND_WORDS[found.kind]), ("Paid", f"{format_date(first)} to {format_date(last)}"),
        ("Payments", f"{sum(len(read.payments) for read in found.reads):,}"),
        ("Lumps", f"{len(found.reads):,}" if len(found.reads) > 1 else ""),
        ("The file’s own total", format_pence(stated) if stated is not None and len(found.reads) == 1 else ""),
        ("Sum", format_pence(pence) if fees else ""), ("Fees kept back", format_pence(fees) if fees else ""),
        ("To come to the bank", format_pence(pence - fees))) if text]


def _checks(found: IncomingFile, rows: list[ReadRow]) -> list[tuple[Status, str]]:
    made: list[tuple[Status, str]] = [(Status.LATE, found.came)] if found.came else []
    asks = [row for row in rows if row.matched.state in (FileLineState.UNKNOWN, FileLineState.TAKES_BACK)]
    if found.kind is FileKind.ALLPAY:
        made.append((Status.GOOD, "The file’s two totals are the sum and the number of its payments"))
    made.append((Status.DUE, f"{len(asks)} of its payments will need you") if asks else
                (Status.GOOD, "Every payment is somebody’s, by our reference"))
    made += [(Status.DUE, f"Line {row.payment.number}: {row.matched.why}") for row in asks[:_MOST_SAID]]
    warnings = [str(one) for read in found.reads for one in read.warnings]
    return made + [(Status.INFORMATION, said) for said in dict.fromkeys(warnings[:_MOST_SAID])]
