"""The files of an intake: what each holds, whether its columns are said, and the way to say them."""

from typing import ClassVar

from housingdesk.imports.actions.preparing import remove_file
from housingdesk.imports.queries.intakes import FileRow, IntakeDesk
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.words import IntakeState
from housingdesk.ui.imports.intake_part import IntakePart
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.text import sentence_case


class FilesPart(IntakePart):
    """A row for each file, and for each sheet of a workbook."""

    name, pane_name = "Files of the intake", "File"
    empty = "No file is here yet. Alt+O adds files of the old system, or drop them here: Excel or CSV, one list or several"
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "say its columns", "columns_of_it"),
                                       Key("Del", "take it out", "remove"))

    def build(self) -> None:
        """Nothing is read yet."""
        self._open = True
        super().build()

    def show_looked(self, found: IntakeDesk, _run: DryRun) -> None:
        """The files as they are."""
        self._open = found.row.state is not IntakeState.DONE
        self.show_rows(found.files)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("name", "File", 240, lambda r: r.name, secondary=lambda r: f"sheet {r.tab}" if r.tab else "", stretch=2),
                Column("holds", "Holds", 220, _holds, stretch=2),
                Column("rows", "Rows", 80, lambda r: f"{r.rows:,}", align=Align.RIGHT, least=64),
                Column("state", "Columns", 150, lambda r: "Said" if r.columns is not None else "To be said",
                       status=lambda r: Status.GOOD if r.columns is not None else Status.DUE, stretch=1))

    def sentence(self, row: FileRow) -> str:
        """A row as a screen reader says it."""
        return f"{row.said}, {_holds(row)}, {row.rows} rows, columns {'said' if row.columns is not None else 'to be said'}"

    def show_current(self) -> None:
        """What the file is used for, and what is next."""
        row: FileRow | None = self.current()
        if row is None:
            self.pane.begin("The old system’s files", "As they come out of it. They are kept as they are")
            self.pane.put(Bullets(("One list with home, tenant, rent and balance in a row is enough",
                                   "Or lists apart: homes, people, tenancies, charges, balances, history")))
            self.pane.finish()
            return
        self.pane.begin(row.name, f"sheet {row.tab}" if row.tab else "")
        said = "Its columns are said." if row.columns is not None else "Say what its columns hold; then its rows are looked at."
        self.pane.put(label(said, wrap=True))
        self.pane.put(Facts([("Holds", _holds(row)), ("Rows", f"{row.rows:,}")]))
        self.pane.finish(button("Its columns", self.columns_of_it, key="Enter", kind="primary"),
                         [button("Take it out", self.remove, key="Del")] if self._open else [])

    def is_valid(self, act: str) -> bool:
        """A file that is marked; none is taken out once it was brought in."""
        return self.current() is not None and (act != "remove" or self._open)

    def enter_pressed(self) -> None:
        """Enter in the list opens its columns."""
        self.columns_of_it()

    def columns_of_it(self) -> None:
        """What each of its columns holds."""
        row: FileRow | None = self.current()
        if row is not None:
            self.go_to("intake_columns", file_id=row.id)

    def remove(self) -> None:
        """Take the file out of the intake."""
        row: FileRow | None = self.current()
        if row is not None and self._open:
            self.desk.do(remove_file, None, file_id=row.id, version=row.version)


def _holds(row: FileRow) -> str:
    words = ", ".join(row.sheets) or "nothing that is known"
    return sentence_case(words) if row.columns is not None else f"Perhaps {words}"
