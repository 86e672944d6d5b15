"""Which format a file is, from its content and never from its name, and the one door to every reader."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from housingdesk.bank.parsers import bai2, camt053, mt940, ofx, qif, santander, standard18
from housingdesk.bank.parsers.columns import read_columns
from housingdesk.bank.parsers.guess import guess_for, proof_in_words
from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.profiles import recognise
from housingdesk.bank.parsers.reading import NeedsMapping, Reading
from housingdesk.values.problems import Problem
from housingdesk.values.tables.decoding import Wanted, check_kind, decode
from housingdesk.values.tables.grid import Grid, read_csv
from housingdesk.values.tables.refusing import BadLine, refuse, warn
from housingdesk.values.tables.spreadsheets import read_xls, read_xlsx

_READERS: tuple[tuple[Callable[[str], bool], Callable[[str], Reading]], ...] = tuple(
    (reader.looks_like, reader.read) for reader in (ofx, standard18, bai2, mt940, qif, camt053))
_WANTED = Wanted("a bank statement",
                 "Download the statement again as CSV, OFX, QIF, MT940, camt.053, BAI2 or a spreadsheet.")


def read_statement(data: bytes, *, name: str, profile: Mapping | None = None, today: date,
                   leave_out: Collection[int] = ()) -> Reading:
    """Reads any bank file. ``name`` is only for sentences; ``profile`` is the person's own columns for a CSV or
    spreadsheet; ``leave_out`` are line numbers of such a file that a person chose to do without.

    Raises ``BadFile`` with one sentence naming file, line and column, or ``NeedsMapping`` for columns nobody knows.
    """
    try:
        reading = _read(data, name, profile, leave_out)
    except BadLine as error:
        raise BadLine(error.problem, name) from None
    return reading.with_warnings(_doubts(reading, today))


def sample_rows(data: bytes, *, name: str, count: int = 60) -> list[list[str]]:
    """The first rows of a CSV file or spreadsheet as text, for the mapping screen. Refuses other files."""
    try:
        kind = check_kind(data, _WANTED)
        grid = _spreadsheet(data, kind)[0] if kind != "text" else read_csv(decode(data, _WANTED).text)
    except BadLine as error:
        raise BadLine(error.problem, name) from None
    return grid.sample(count)


def prove(data: bytes, *, name: str, mapping: Mapping) -> str:
    """What the running balance of the file says of a mapping, in one sentence for the mapping screen."""
    try:
        kind = check_kind(data, _WANTED)
        grid = _spreadsheet(data, kind)[0] if kind != "text" else read_csv(decode(data, _WANTED).text, mapping.delimiter)
    except BadLine as error:
        raise BadLine(error.problem, name) from None
    return proof_in_words(grid, mapping)


def _read(data: bytes, name: str, profile: Mapping | None, leave_out: Collection[int]) -> Reading:
    kind = check_kind(data, _WANTED)
    if kind != "text":
        grid, problems = _spreadsheet(data, kind)
        return _columns(grid, name, profile, leave_out).with_warnings(problems)
    decoded = decode(data, _WANTED)
    for looks_like, read in _READERS:
        if looks_like(decoded.text):
            return read(decoded.text).with_warnings(decoded.warnings)
    if santander.looks_like(decoded.text):
        grid, mapping = santander.read_blocks(decoded.text)
        return _read_mapped(grid, mapping, "text:santander", leave_out).with_warnings(decoded.warnings)
    grid = read_csv(decoded.text, profile.delimiter if profile else "")
    return _columns(grid, name, profile, leave_out).with_warnings(decoded.warnings)


def _spreadsheet(data: bytes, kind: str) -> tuple[Grid, list[Problem]]:
    return read_xlsx(data) if kind == "xlsx" else read_xls(data)


def _columns(grid: Grid, name: str, profile: Mapping | None, leave_out: Collection[int]) -> Reading:
    if profile is not None:
        return _read_mapped(grid, profile, f"{grid.kind}:mapped", leave_out)
    known = recognise(grid)
    if known:
        bank, grid, mapping = known
        return _read_mapped(grid, mapping, f"{grid.kind}:{bank}", leave_out)
    if max((len(row) for row in grid.rows), default=0) < 3:
        raise refuse("The file is text, but neither a bank statement known here nor a table of columns.")
    raise NeedsMapping(name, grid.sample(), guess_for(grid))


def _read_mapped(grid: Grid, mapping: Mapping, format: str, leave_out: Collection[int]) -> Reading:
    statements, warnings = read_columns(grid, mapping, leave_out)
    return Reading(format, tuple(statements), False, tuple(warnings))


def _doubts(reading: Reading, today: date) -> list[Problem]:
    """Entries dated after tomorrow: a wrong clock, or a file of planned payments."""
    tomorrow = today + timedelta(days=1)
    late = [line for statement in reading.statements for line in statement.lines
            if line.on > tomorrow and line.status == "booked"]
    if not late:
        return []
    return [warn(f"{len(late)} entries are dated after today, the first {late[0].on:%d %B %Y}.", late[0].line_no,
                 field="date")]
