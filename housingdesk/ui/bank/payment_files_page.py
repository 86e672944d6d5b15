"""Payment files of allpay, card companies and Bacs: which wait for their money, which money waits for its file."""

from datetime import date
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.queries import file_lumps
from housingdesk.bank.queries.payment_files import payment_files
from housingdesk.bank.rules.words import FileState
from housingdesk.ui.bank.file_words import (
    KIND_WORDS,
    ListedFile,
    file_columns,
    file_sentence,
    kind_words,
    pence_of,
    state_words,
    what_words,
)
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

FILES = ("All files (*)", "Payment files (*.txt *.csv *.xlsx *.xls *.dat)")
_TO_POST, _POSTED, _ASIDE = "to post", "posted", "put aside"
_TABS = {_TO_POST: "To post", _POSTED: "Posted", _ASIDE: "Put aside"}
_EMPTY = {_TO_POST: "No payment file waits for its money, and no money for its file. I takes a file in, or drop it here",
          _POSTED: "No payment file was posted yet", _ASIDE: "No payment file was put aside"}
_MOST, _MOST_FIGURES = 200, 3


@frozen
class FilesSeen:
    """Everything the screen shows: rows by tab, and what waits in control accounts by whose it is."""

    rows: dict[str, tuple[ListedFile, ...]]
    sums: tuple[tuple[str, int], ...]


def files_seen(on: date) -> FilesSeen:
    """Files and lumps that wait, those posted last, and those put aside."""
    lumps, files = file_lumps.waiting_lumps(on), file_lumps.waiting_files(on)
    matched = {lump.bank_line_id for one in files for lump in one.lumps}
    rows = [ListedFile(one.file.id, one.file, None, one) for one in files]
    rows += [ListedFile(-one.bank_line_id, None, one) for one in lumps if one.bank_line_id not in matched]
    sums: dict[str, int] = {}
    for one in lumps:
        sums[KIND_WORDS[one.kind]] = sums.get(KIND_WORDS[one.kind], 0) + one.left_pence
    posted, aside = (tuple(ListedFile(row.id, row) for row in payment_files(state, limit=_MOST))
                     for state in (FileState.POSTED, FileState.PUT_ASIDE))
    return FilesSeen({_TO_POST: tuple(rows), _POSTED: posted, _ASIDE: aside}, tuple(sums.items()))


class PaymentFilesPage(NumberedSections, TakesFiles, Page, ListWithPane):
    """Which files came, which money is there, and what fits what."""

    title = "Payment files"
    name, pane_name = "Payment files", "Payment file"
    empty = "Reading the payment files"
    tables = frozenset({"payment_file", "payment_file_line", "bank_line", "entry"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "open_row"), Key("I", "take a file in", "import_file"),
        Key("T", "takings", "takings"), Key("Alt+1…3", "lists"), *section_keys(list(_TABS.items())))

    def build(self) -> None:
        """Three lists, what lies in the control accounts above them, the file or sum beside them."""
        self.setAcceptDrops(True)
        self._seen = FilesSeen({}, ())
        self.tabs = Tabs("Which payment files", [Tab(key, word, 0) for key, word in _TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(flow_row(self.tabs, button("Take a file in", self.import_file, key="I", kind="primary"),
                                     button("Takings", self.takings, key="T"), gap=24))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(file_columns(self.desk.today))

    def sentence(self, row: ListedFile) -> str:
        """A row as a screen reader says it."""
        return file_sentence(row)

    def reload(self) -> None:
        """All three lists."""
        self.ask(files_seen, self._show, on=self.desk.today)

    def _show(self, found: FilesSeen) -> None:
        self._seen = found
        self.tabs.show_tabs([Tab(key, word, len(found.rows[key])) for key, word in _TABS.items()])
        self.header.set_subtitle("One sum of the bank is many people’s payments: its file says whose"
                                 if found.sums else "No money waits for its file")
        self.header.set_figures([(words, format_pence(pence)) for words, pence in found.sums[:_MOST_FIGURES]])
        self._show_tab()

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key])
        self.show_rows(self._seen.rows.get(key, ()))

    def show_current(self) -> None:
        """What the file or the sum is, and what is next."""
        row: ListedFile | None = self.current()
        if row is None:
            self.pane.begin("Nothing chosen", "A payment file says whose a sum of the bank is. It may come before its money or "
                                              "after it")
            self.pane.finish(button("Take a file in", self.import_file, key="I"))
            return
        self.pane.begin(kind_words(row), what_words(row))
        told = row.waiting or row.lump
        said = told.sentence if told is not None else state_words(row)
        self.pane.put(label(f"{said.removesuffix('.')}.", "strong", wrap=True))
        self.pane.put(Facts(_facts(row), strong_last=True))
        if row.file is not None:
            self.pane.finish(button("Open the file", self.open_row, key="Enter", kind="primary"))
        else:
            self.pane.finish(button("Take its file in", self.import_file, key="I", kind="primary"))

    # Going on.
    def enter_pressed(self) -> None:
        """Enter in the list opens it."""
        self.open_row()

    def is_valid(self, act: str) -> bool:
        """A file is opened; a sum waits for its file."""
        row = self.current()
        if act == "import_file":
            return self.desk.may(Permission.POST_MONEY)
        return act != "open_row" or (row is not None and row.file is not None)

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_TABS)[number - 1])
        self.table.setFocus()

    def open_row(self) -> None:
        """The file that is marked, with its payments."""
        row: ListedFile | None = self.current()
        if row is not None and row.file is not None:
            self.go_to("payment_file", file_id=row.file.id)

    def takings(self) -> None:
        """Money taken at a desk."""
        self.go_to("takings")

    def import_file(self) -> None:
        """Choose the file that was sent."""
        ask_for_file(self, "Open a payment file", self._chose, FILES)

    def files_dropped(self, paths: list[str]) -> None:
        """One to look at."""
        self._chose(paths[0])

    def _chose(self, path: str) -> None:
        self.go_to("payment_import", path=path)


def _facts(row: ListedFile) -> list[tuple[str, Any]]:
    if row.lump is not None:
        where = "in its control account" if row.lump.posted else "among the lines of the bank"
        return [("Came on", format_date(row.lump.made_on)), ("Lies", where), ("Amount", format_pence(row.lump.left_pence))]
    one = row.file
    assert one is not None
    days = f"{format_date(one.first_on)} to {format_date(one.last_on)}" if one.first_on and one.last_on else ""
    rows = [("Payments", f"{one.lines:,}"), ("Paid", days), ("Taken in by", one.imported_by), ("Note", one.note),
            ("Unidentified", format_pence(one.unidentified_pence) if one.unidentified_pence else ""),
            ("Sum", format_pence(one.pence) if one.fee_pence else ""),
            ("Fees kept back", format_pence(one.fee_pence) if one.fee_pence else ""),
            ("To the bank", format_pence(pence_of(row)))]
    return [(word, text) for word, text in rows if text]
