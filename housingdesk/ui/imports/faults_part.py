"""What is to be mended in the files of an intake, each by its row, with the row as it stands there; handed on as CSV."""

from functools import partial
from typing import ClassVar

from housingdesk.imports.handing_over import faults_csv
from housingdesk.imports.queries.intakes import IntakeDesk, row_cells
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.rows import Fault, Weight
from housingdesk.ui.imports.intake_part import IntakePart
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_MOST = 2_000
_STATUS = {Weight.FAULT: Status.LATE, Weight.WARNING: Status.DUE}


@frozen
class Listed:
    """A fault with its place in the list."""

    id: int
    fault: Fault


class FaultsPart(IntakePart):
    """Faults first, then what is worth a look."""

    name, pane_name = "To mend", "Row"
    empty = "Nothing to mend"
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("C", "save as CSV", "save_list"))

    def build(self) -> None:
        """Nothing is read yet."""
        self._of, self._faults = 0, tuple[Fault, ...]()
        super().build()

    def show_looked(self, found: IntakeDesk, run: DryRun) -> None:
        """What the dry run found."""
        self._of, self._faults = found.row.id, (*run.faults, *run.warnings)
        self.say(f"The first {_MOST:,} of {len(self._faults):,}. C saves them all" if len(self._faults) > _MOST else "")
        self.table.set_empty("Nothing to mend in any row" if found.files else "Add files first: Alt+O")
        self.show_rows([Listed(place, fault) for place, fault in enumerate(self._faults[:_MOST], 1)])

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("row", "Row", 76, lambda r: f"{r.fault.line:,}" if r.fault.line else "", align=Align.RIGHT, least=64,
                       sort=lambda r: r.fault.line),
                Column("column", "Column", 150, lambda r: r.fault.column, stretch=1, sort=True, least=90),
                Column("what", "What is wrong", 340, lambda r: sentence_case(r.fault.message),
                       secondary=lambda r: r.fault.file, stretch=3),
                Column("weight", "Is", 130, lambda r: sentence_case(r.fault.weight), status=lambda r: _STATUS[r.fault.weight],
                       sort=True, least=142))

    def sentence(self, row: Listed) -> str:
        """A row as a screen reader says it."""
        return f"{row.fault}, {row.fault.weight}"

    def show_current(self) -> None:
        """The row of the file, as it stands there."""
        row: Listed | None = self.current()
        if row is None:
            self.pane.begin("Mend it in the file", "Then add the file again; what was said of its columns stays")
            self.pane.finish(button("Save the list", self.save_list, key="C"))
            return
        self._show_fault(row, ())
        if row.fault.line:
            self.ask(row_cells, partial(self._show_cells, row), intake_id=self._of, file=row.fault.file, line=row.fault.line)

    def _show_fault(self, row: Listed, cells: tuple[tuple[str, str], ...]) -> None:
        fault = row.fault
        self.pane.begin(f"Row {fault.line:,}" if fault.line else fault.file, fault.file if fault.line else "")
        self.pane.put(label(f"{fault}.", "strong", wrap=True))
        if cells:
            self.pane.put(Facts(cells))
        self.pane.finish(button("Save the list", self.save_list, key="C"))

    def _show_cells(self, row: Listed, cells: tuple[tuple[str, str], ...]) -> None:
        if self.current() == row and self.question is None:
            self._show_fault(row, cells)

    def is_valid(self, act: str) -> bool:
        """A list that has anything in it."""
        return act != "save_list" or bool(self._faults)

    def save_list(self) -> None:
        """All of it as a file for whoever mends the old data."""
        if self._faults:
            ask_where(self, "Save the list", "To mend.csv", self._save, {"CSV (*.csv)": ".csv"})

    def _save(self, path: str) -> None:
        self.desk.run(write_file, self.notices.toast, label="Saving the list", path=path, made=partial(faults_csv,
        self._faults))
