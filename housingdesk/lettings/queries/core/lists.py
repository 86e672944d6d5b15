"""The lists of the CORE screens: the logs of a quarter as far as they are, the answers of one log, the logs of a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.core_days import deadline_of
from housingdesk.lettings.queries.core.export import why_not
from housingdesk.lettings.queries.core.files import CoreFileRow, core_files
from housingdesk.lettings.queries.core.logs import CoreLogRow, NoLogRow, core_log, core_logs, without_log
from housingdesk.lettings.queries.core.state import CoreStatus, state_of_log
from housingdesk.lettings.rules.core.catalogue import Field
from housingdesk.lettings.rules.core.cells import cell_text
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.quarters import Quarter
from housingdesk.lettings.rules.words import CoreState


@dataclass(frozen=True, slots=True)
class LogLine:
    """A letting of a quarter: its log as far as it is, or that it has none. ``why`` are sentences without full stops."""

    id: int
    tenancy_id: int
    reference: str
    names: str
    address: str
    starts_on: date
    row: CoreLogRow | None
    done: int = 0
    needed: int = 0
    why: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        if self.row is None:
            return "no log"
        if self.row.state is CoreState.OPEN:
            return "to put right" if self.why else "ready to send"
        return str(self.row.state)


@dataclass(frozen=True, slots=True)
class QuarterOfLogs:
    """A quarter with its lettings, its files, and by when its logs should be sent (None where the year is not known)."""

    quarter: Quarter
    by: date | None
    lines: tuple[LogLine, ...]
    files: tuple[CoreFileRow, ...]

    @property
    def ready(self) -> int:
        """How many logs a file made now would hold."""
        return sum(line.row is not None and line.row.waits and not line.why for line in self.lines)


def quarter_of_logs(quarter: Quarter, on: date) -> QuarterOfLogs:
    """The lettings that begin in a quarter, the earliest first."""
    lines = [_line(row, on) for row in core_logs(quarter.first, quarter.last)]
    lines += [_no_log(row) for row in without_log(quarter.first, quarter.last)]
    return QuarterOfLogs(quarter, deadline_of(quarter), tuple(sorted(lines, key=lambda line: (line.starts_on, line.reference))),
                         tuple(core_files(quarter.first, quarter.last)))


def _line(row: CoreLogRow, on: date) -> LogLine:
    if not row.needed:
        return LogLine(row.id, row.tenancy_id, row.reference, row.names, row.address, row.starts_on, row, why=(row.why,))
    status = state_of_log(row, on)
    return LogLine(row.id, row.tenancy_id, row.reference, row.names, row.address, row.starts_on, row, status.done,
                   status.needed, why_not(status) if row.waits else (),
                   tuple(problem.sentence for problem in status.to_confirm), status.not_checked)


def _no_log(row: NoLogRow) -> LogLine:
    return LogLine(-row.tenancy_id, row.tenancy_id, row.reference, row.names, row.address, row.starts_on, None)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One field of a log: what it says in words, and what stands against it. ``mended``: put right in the log itself."""

    id: int
    key: str
    section: str
    ask: str
    text: str
    cell: str
    codes: Mapping[str, str]
    needed: bool
    problems: tuple[str, ...]
    soft: tuple[str, ...]
    mended: bool


@dataclass(frozen=True, slots=True)
class LogSheet:
    """A log with all the answers that it asks for."""

    row: CoreLogRow
    status: CoreStatus
    lines: tuple[AnswerLine, ...]


def log_sheet(log_id: int, on: date) -> LogSheet:
    """One log, field by field; NotFound if there is none."""
    row = core_log(log_id)
    status = state_of_log(row, on)
    if status.log is None:
        return LogSheet(row, status, ())
    fields = sorted(status.log.catalogue.fields, key=lambda field: field.number)
    lines = [_answer(field, status.log, status, row) for field in fields if _is_shown(field, status.log, row)]
    return LogSheet(row, status, tuple(lines))


def _is_shown(field: Field, log: Log, row: CoreLogRow) -> bool:
    return field.key in log.values or field.key in row.mended or log.asked(field)


def _answer(field: Field, log: Log, status: CoreStatus, row: CoreLogRow) -> AnswerLine:
    value = log.values.get(field.key)
    cell = log.refused.get(field.key, "") if value is None else cell_text(value)
    found = [problem for problem in status.found if problem.keys[0] == field.key]
    stopping = tuple(problem.sentence for problem in found if problem in status.stopping)
    soft = tuple(problem.sentence for problem in found if problem in status.to_confirm)
    return AnswerLine(field.number, field.key, log.catalogue.sections[field.section], field.ask, field.codes.get(cell, cell),
                      cell, field.codes, log.needed(field), stopping, soft, field.key in row.mended)
