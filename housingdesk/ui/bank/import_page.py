"""A statement before it is taken in: what was understood, whether its sums agree, what is in already; or its columns."""

from pathlib import Path
from typing import Any

from housingdesk.bank.actions import importing
from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.reading import Line, NeedsMapping
from housingdesk.bank.queries.importing import Prepared, prepare
from housingdesk.bank.rules.kinds import kind_words
from housingdesk.errors import BadFile, HousingDeskError
from housingdesk.ui.bank.checks import checks_of
from housingdesk.ui.bank.columns import format_words
from housingdesk.ui.bank.mapping_card import MappingCard
from housingdesk.ui.bank.statement_head import span
from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.tables.refusing import BadLine

_LARGEST = 50 * 1024 * 1024
_SAFE = "Nothing was stored, and your file was not changed."


class ImportPage(Page):
    """One file on its way in. Nothing is stored until it is taken in, and the file itself is never changed."""

    title = "Open a statement"
    keys = (Key("Enter", "take it in", "take_in"), Key("Ctrl+Enter", "take it in", "finish", shown=False),
            Key("Esc", "leave it", "leave"))

    def build(self) -> None:
        """What was understood, and the first lines."""
        self._path, self._more = Path(), tuple[str, ...]()
        self._account: int | None = None
        self._mapping: Mapping | None = None
        self._prepared: Prepared | None = None
        self._without: frozenset[int] = frozenset()
        self._asked: MappingCard | None = None
        self.bar = MessageBar("", Status.LATE, closable=False)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.facts, self.checks = Facts(), Checks()
        self.take = button("Take it in", self.take_in, key="Enter", kind="primary")
        self.skip = button("Leave that line out", self._leave_line_out)
        self.skip.hide()
        self.found = label("What we understood", "section")
        self.summary = Card(self.found, self.facts, self.checks)
        self.summary.body.addStretch(1)
        self.summary.add(actions_row(self.take, self.skip, button("Leave it", self.leave, key="Esc")))
        self.model = RowsModel(_columns(), name="First lines of the file", row_id=id)
        self.table = Table(self.model, empty="No lines to show")
        self.split = columns((self.summary, 2), (table_card(self.table), 3, 700))
        self.body.addWidget(self.split, 1)
        self._show_waiting()

    def open(self, **facts: Any) -> None:
        """The file to look at, the bank account it was opened from, and the files dropped with it."""
        self._path, self._more = Path(facts["path"]), tuple(facts.get("more", ()))
        self._account, self._mapping, self._prepared = facts.get("bank_account_id"), None, None
        self._without = frozenset()
        self._put_columns_away()
        self.set_title(f"Open {self._path.name}")
        more = len(self._more)
        self.header.set_subtitle(f"{more} more file{'s' if more > 1 else ''} after this one" if more else "")
        self.mark_stale()

    def is_valid(self, act: str) -> bool:
        """A file is taken in once it was understood."""
        return act == "leave" or (act == "finish" and self._asked is not None) or self.take.isEnabled()

    def reload(self) -> None:
        """Read and match the file in a worker."""
        if self._path == Path() or self._prepared is not None:
            return
        self._show_waiting()
        self.desk.run(_read_and_prepare, self._show, self._refused, label=f"Reading {self._path.name}", path=self._path,
                      today=self.desk.today, bank_account_id=self._account, mapping=self._mapping, leave_out=self._without)

    def _show_waiting(self) -> None:
        self.bar.hide()
        self.skip.hide()
        self.take.setEnabled(False)
        set_button_text(self.take, "Take it in", "Enter")
        self.facts.show_rows([("File", self._path.name)])
        self.checks.show_checks([])
        self.model.show([])
        self.table.set_empty("Reading the file" if self._path != Path() else "No file is open")
        self.keys_changed.emit()

    def enter(self) -> None:
        """Take the focus where the next key belongs: the button, the line to leave out, or the columns."""
        if self._asked is not None:
            self._asked.enter()
        elif self.skip.isVisible():
            self.skip.setFocus()
        elif self.take.isEnabled():
            self.take.setFocus()
        else:
            self.table.setFocus()

    # What came of it.
    def _show(self, found: Prepared) -> None:
        self._prepared = found
        days = span(found.first_on, found.last_on) if found.first_on and found.last_on else "no dates"
        tiers = [(str(tier).replace("_", " ").capitalize(), f"{count:,}") for tier, count in found.tiers.items() if count]
        self.facts.show_rows([("Format", format_words(found.format)), ("Days", days), ("Lines", f"{found.lines:,}"), *tiers])
        self.checks.show_checks(checks_of(found))
        self.model.show(found.first_lines)
        self.table.set_empty("The file holds no lines")
        new = len(found.new)
        self.take.setEnabled(bool(new) and not found.interim)
        set_button_text(self.take, f"Take in {new:,} line{'s' if new != 1 else ''}" if new else "Nothing new in it",
                        "Enter" if new else "")
        self._warn(found)
        self.take.setFocus()
        self.keys_changed.emit()

    def _warn(self, found: Prepared) -> None:
        if found.interim:
            self._say("This is an early report that a later statement repeats. Open the statement instead", Status.LATE)
        elif found.adds_up is False:
            self._say("The balances and the lines of this file do not agree. You can take it in, but nothing will be "
                      "certain until the missing page is found", Status.DUE)

    def _say(self, sentence: str, status: Status = Status.LATE) -> None:
        self.bar.say(sentence, status)
        self.bar.show()

    def _refused(self, error: HousingDeskError) -> None:
        if isinstance(error, NeedsMapping):
            self._ask_columns(error)
            return
        self._say(f"{refusal(error)} {_SAFE}")
        self.table.set_empty(_SAFE)
        place = error.problem.line if isinstance(error, BadLine) else None
        if place is not None and place not in self._without:
            set_button_text(self.skip, f"Leave line {place:,} out")
            self.skip.setProperty("line", place)
            self.skip.show()
            self.skip.setFocus()

    def _leave_line_out(self) -> None:
        """Read the file once more without the line that cannot be read; the checks then say so."""
        self._without |= {int(self.skip.property("line"))}
        self.reload()

    # Columns that nobody knows yet.
    def _ask_columns(self, error: NeedsMapping) -> None:
        self._asked = MappingCard(error.rows, error.guess, self._mapped)
        self._asked.stand_for(self.split, self.body)
        self.header.set_subtitle("This bank's columns are new to us. Say once what each is; it is remembered for the account")
        self.keys_changed.emit()

    def _put_columns_away(self) -> None:
        if self._asked is not None:
            self._asked.put_away()
            self._asked = None

    def _mapped(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._put_columns_away()
        self.header.set_subtitle("")
        self.reload()

    # Keys.
    def finish(self) -> None:
        """Ctrl+Enter: use the columns, or take the file in."""
        if self._asked is not None:
            self._asked.use()
        else:
            self.take_in()

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
        self._next()

    def _not_taken(self, error: HousingDeskError) -> None:
        self._say(refusal(error))
        self.take.setEnabled(True)

    def leave(self) -> None:
        """Go on without this file; nothing was stored."""
        self._next()

    def _next(self) -> None:
        more, account = self._more, self._account
        self._prepared, self._path, self._more = None, Path(), ()
        self._put_columns_away()
        if more:
            self.go_to("import", path=more[0], more=more[1:], bank_account_id=account)
        else:
            self.go_to("money")


def _read_and_prepare(progress: Any, *, path: Path, **facts: Any) -> Prepared:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFile(f"{path.name} is larger than 50 MB. No bank statement is")
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    return _for_the_right_account(progress, path.name, data, facts)


def _for_the_right_account(progress: Any, name: str, data: bytes, facts: dict[str, Any]) -> Prepared:
    """For the account it was opened from, or for another of ours that the file names."""
    try:
        return prepare(name=name, data=data, progress=progress, **facts)
    except (BadLine, NeedsMapping):
        raise
    except BadFile as refused:
        if facts["bank_account_id"] is None:
            raise
        try:
            return prepare(name=name, data=data, progress=progress, **{**facts, "bank_account_id": None})
        except BadFile:
            raise refused from None


def _columns() -> tuple[Column, ...]:
    def below(row: Line) -> str:
        return " · ".join(part for part in (row.payer, row.reference, kind_words(row.kind)) if part)
    return (Column("date", "Date", 136, lambda r: format_day(r.on), least=132),
            Column("text", "First lines of the file", 260, lambda r: r.narrative, secondary=below, stretch=1),
            Column("pence", "Amount", 110, lambda r: format_pence(r.pence), align=Align.RIGHT))
