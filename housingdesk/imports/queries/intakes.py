"""What there is of intakes: each with its files, what their columns were said to be, and the old system's totals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from housingdesk.errors import BadFile, NotFound
from housingdesk.imports.models import BroughtIn, ControlTotal, Intake, IntakeFile, KnownColumns
from housingdesk.imports.parsers.files import Tab, tab_of, tabs_of
from housingdesk.imports.parsers.profile import ColumnProfile, profile, suggested
from housingdesk.imports.rules.columns import Columns, columns_of, fits, guess
from housingdesk.imports.rules.totals import Control
from housingdesk.imports.rules.words import IntakeState, Sheet
from housingdesk.values.rows import frozen

_SAMPLE = 40


@frozen
class IntakeRow:
    """One bringing-in."""

    id: int
    version: int
    name: str
    system: str
    balances_on: date
    state: IntakeState
    made_by: str
    done_at: datetime | None
    done_by: str
    note: str
    files: int


@frozen
class FileRow:
    """A file of an intake, or one sheet of it; ``columns`` None until somebody said them."""

    id: int
    version: int
    intake_id: int
    name: str
    tab: str
    rows: int
    sheets: tuple[Sheet, ...]
    columns: Columns | None

    @property
    def said(self) -> str:
        """What it is called: the file, and its sheet where it has several."""
        return f"{self.name}, sheet {self.tab}" if self.tab else self.name


@frozen
class IntakeDesk:
    """An intake with all that its screen shows besides the dry run."""

    row: IntakeRow
    files: tuple[FileRow, ...]
    controls: tuple[Control, ...]
    schemes: tuple[str, ...] = ()


@frozen
class FileProfile:
    """A file with its columns explained. ``columns`` are those said, else those remembered or guessed."""

    file: FileRow
    columns: Columns
    explained: tuple[ColumnProfile, ...]
    sample: tuple[tuple[str, ...], ...]


def intakes() -> list[IntakeRow]:
    """Every intake, the newest first."""
    rows: Any = (Intake.select(Intake, fn.COUNT(IntakeFile.id).alias("files")).left_outer_join(IntakeFile).group_by(Intake)
                 .order_by(Intake.id.desc()))
    return [_row(one, int(one.files)) for one in rows]


def intake(intake_id: int) -> IntakeDesk:
    """One intake; NotFound when there is none."""
    row = Intake.get_or_none(Intake.id == intake_id)
    if row is None:
        raise NotFound("This intake is no longer there")
    found = files(intake_id)
    return IntakeDesk(_row(row, len(found)), tuple(found), controls(intake_id))


def _row(one: Any, count: int) -> IntakeRow:
    return IntakeRow(one.id, one.version, one.name, one.system, one.balances_on, one.state, one.made_by, one.done_at,
                     one.done_by, one.note, count)


def files(intake_id: int) -> list[FileRow]:
    """The files of an intake in the order in which they were added, without their contents."""
    rows: Any = (IntakeFile.select(IntakeFile.id, IntakeFile.version, IntakeFile.intake, IntakeFile.sheet, IntakeFile.name,
                                   IntakeFile.tab, IntakeFile.rows, IntakeFile.columns)
                 .where(IntakeFile.intake == intake_id).order_by(IntakeFile.id))
    return [_file(row) for row in rows]


def _file(row: Any) -> FileRow:
    columns = columns_of(row.columns) if row.columns is not None else None
    return FileRow(row.id, row.version, row.intake_id, row.name, row.tab, row.rows,
                   columns.sheets if columns is not None else (row.sheet,), columns)


def controls(intake_id: int) -> tuple[Control, ...]:
    """What the old system was said to have."""
    rows = ControlTotal.select().where(ControlTotal.intake == intake_id).order_by(ControlTotal.id)
    return tuple(Control(row.kind, row.amount, row.scheme) for row in rows)


def contents(file_id: int) -> tuple[FileRow, Tab]:
    """A file and its rows; NotFound when it was taken out."""
    row = IntakeFile.get_or_none(IntakeFile.id == file_id)
    if row is None:
        raise NotFound("This file was taken out of the intake")
    return _file(row), tab_of(bytes(row.content), row.tab)


def hidden_tabs(file_id: int) -> list[str]:
    """The names of the hidden sheets of the workbook that a file of an intake is of."""
    row = IntakeFile.get_or_none(IntakeFile.id == file_id)
    return [tab.name for tab in tabs_of(bytes(row.content)) if tab.hidden] if row is not None and row.tab else []


def file_profile(file_id: int, columns: Columns | None = None) -> FileProfile:
    """A file with every column explained, as its columns are said (or as ``columns`` would have them)."""
    row, tab = contents(file_id)
    used = columns or row.columns or columns_for(tab.rows)
    return FileProfile(row, used, profile(tab.rows, used), tab.rows[used.head_row + 1:used.head_row + 1 + _SAMPLE])


def columns_for(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a new file: as they were said for one with this heading row, else guessed by headings and cells."""
    return remembered(rows) or suggested(rows, guess(rows))


def remembered(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns that were said for a file whose headings were the same, with the row where they stand in this one."""
    for row in KnownColumns.select().order_by(KnownColumns.used_on.desc(), KnownColumns.id.desc()):
        try:
            known = columns_of(row.columns)
        except BadFile:  # said in another version of the program, which had other roles
            continue
        place = fits(known, rows)
        if place is not None:
            return replace(known, head_row=place)
    return None


def links(intake_id: int) -> list[tuple[str, int]]:
    """Table and number of everything an intake has made, the last first."""
    rows: Any = (BroughtIn.select(BroughtIn.table, BroughtIn.record).where(BroughtIn.intake == intake_id)
                 .order_by(BroughtIn.id.desc()).tuples())
    return [(table, int(record)) for table, record in rows]


def fingerprints(intake_id: int) -> dict[int, str]:
    """The SHA-256 of the bytes of each file of an intake, by its number."""
    rows: Any = IntakeFile.select(IntakeFile.id, IntakeFile.sha256).where(IntakeFile.intake == intake_id).tuples()
    return dict(rows)


def row_cells(intake_id: int, file: str, line: int) -> tuple[tuple[str, str], ...]:
    """A row of a file as it stands there: heading and cell; empty when the file or the row is not there any more."""
    found = next((one for one in files(intake_id) if one.said == file), None)
    if found is None:
        return ()
    row, tab = contents(found.id)
    if line not in tab.numbers:
        return ()
    cells = tab.rows[tab.numbers.index(line)]
    head = row.columns.head if row.columns is not None else ()
    return tuple((head[place] if place < len(head) and head[place] else f"Column {place + 1}", cell)
                 for place, cell in enumerate(cells) if cell.strip())
