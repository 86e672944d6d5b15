"""The program's checks of a lettings log and those of the tests, written apart, find the same in thousands of changed logs.

Held together: whether anything stops the log, whether anything must be confirmed, and on which fields. Not held: losses that
the program alone tells (what is sent, but not asked); where it is not known what sort of letting it is, what else is asked; and
what is reckoned from an answer that is refused.
"""

from collections.abc import Iterable
from random import Random

import pytest

from housingdesk.errors import BadFile
from housingdesk.lettings.core_stock import catalogue
from housingdesk.lettings.parsers.core_file import read_upload
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.duplicates import duplicates
from housingdesk.lettings.rules.core.log import Landlord, read_log
from housingdesk.lettings.rules.core.log import Log as ProgramLog
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.lettings.rules.core.writing import write_upload
from tests.support.core_cells import Finding
from tests.support.core_changes import changed_at_random
from tests.support.core_checker import Category, Owner, check_file, duplicate_errors, file_errors, row_findings, rows_of
from tests.support.core_faults import CELL_FAULTS, DOUBTS, FAULTS, Fault, log_for
from tests.support.core_files import written
from tests.support.core_household import LEAD, OTHERS
from tests.support.core_logs import TODAY, Log, good_logs

SORT_OF_LETTING = (4, 7)
WORK = {cells.work for cells in (LEAD, *OTHERS)}


def _read(log: Log) -> ProgramLog:
    return read_log(catalogue("2026/27"), Landlord(provider=log.owner.value), dict(log.cells))


def _said(log: Log) -> list[CoreProblem]:
    return checks(_read(log), TODAY)


def _soft(problems: Iterable[CoreProblem]) -> list[CoreProblem]:
    return [problem for problem in problems if problem.kind is Kind.SOFT]


def _hard(problems: Iterable[CoreProblem]) -> list[CoreProblem]:
    return [problem for problem in problems if problem.kind is not Kind.SOFT]


def _fields(findings: Iterable[Finding]) -> set[int]:
    return {number for finding in findings for number in (*finding.fields, *finding.also)}


def _numbers(problems: Iterable[CoreProblem]) -> set[int]:
    return {number for problem in problems for number in problem.numbers}


def _differences(log: Log) -> list[str]:
    """What one of the two finds in this log and the other does not, a line each."""
    findings, problems = row_findings(log.cells, owner=log.owner, today=TODAY), _said(log)
    hard = [finding for finding in findings if finding.category is not Category.SOFT]
    soft = [finding for finding in findings if finding.category is Category.SOFT]
    if any(finding.fields[0] in SORT_OF_LETTING and finding.fields[0] in _numbers(problems) for finding in hard):
        return []
    missed = [*(f for f in hard if not _numbers(_hard(problems)) & {*f.fields, *f.also}),
              *(f for f in soft if not _numbers(_soft(problems)) & {*f.fields, *f.also})]
    reckoned = {137} if WORK & _fields(hard) else set[int]()
    more = [*(p for p in _hard(problems) if p.kind is not Kind.SILENT and not _fields(hard) & set(p.numbers)),
            *(p for p in _soft(problems) if not (_fields(findings) | reckoned) & set(p.numbers))]
    return [*(f"only the tests: {f.rule} {f.fields}" for f in missed),
            *(f"only the program: {p.sentence} {p.numbers}" for p in more), *_stops_the_file(findings, problems)]


def _stops_the_file(findings: list[Finding], problems: list[CoreProblem]) -> list[str]:
    """A line if only one of the two would have no log made of the whole file."""
    tests = Category.SETUP in {kind for finding in findings for _, kind in finding.errors()}
    program = Kind.SETUP in {problem.kind for problem in problems}
    return [] if tests == program else [f"the whole file is stopped: tests {tests}, program {program}"]


def test_the_program_takes_the_good_logs() -> None:
    logs = good_logs(2027, 300)
    assert [(number, _said(log)) for number, log in enumerate(logs) if _said(log)] == []


@pytest.mark.parametrize("fault", (*FAULTS, *CELL_FAULTS, *DOUBTS), ids=lambda fault: fault.name)
def test_the_program_catches_each_fault_and_names_its_fields(fault: Fault) -> None:
    for seed in (11, 12):
        broken = fault.put_in(log_for(fault, seed))
        problems = _said(broken)
        kind = _soft(problems) if fault.category is Category.SOFT else _hard(problems)
        assert set(fault.fields) <= _numbers(kind)
        assert _differences(broken) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_both_find_the_same_in_logs_changed_at_random(seed: int) -> None:
    random = Random(seed)
    differences, touched = [], 0
    for number, log in enumerate(good_logs(100 + seed, 500)):
        changed, changes = changed_at_random(random, log, random.choice((1, 2)))
        found = _differences(changed)
        differences += [f"log {number}, {changes}: {line}" for line in found]
        touched += bool(row_findings(changed.cells, owner=changed.owner, today=TODAY))
    assert differences == []
    assert touched > 150, "the changes must break rules often enough to say anything"


def test_what_the_program_writes_is_read_and_taken() -> None:
    logs = good_logs(2028, 200)
    for owner in Owner:
        own = [log for log in logs if log.owner is owner]
        data = write_upload(catalogue("2026/27"), [_read(log) for log in own])
        assert check_file(data, owner=owner, today=TODAY) == []
        assert [set(cells) for cells in rows_of(data)] == [set(log.cells) for log in own]
        assert [cells.get(field) for cells in rows_of(data) for field in (19, 46, 113)] == [
            log.cells.get(field) for log in own for field in (19, 46, 113)]


def test_the_program_reads_a_file_as_the_tests_do() -> None:
    logs = good_logs(2029, 20)
    upload = read_upload(written(log.cells for log in logs), catalogue("2026/27"), Landlord())
    assert [row.log.values if row.log else None for row in upload.rows] == [_read(log).values for log in logs]


_GOOD = written([good_logs(2030, 1)[0].cells])


@pytest.mark.parametrize("data", [
    b"", written([]), written([{}]), _GOOD.replace(b"Field number", b"Number"), _GOOD.replace(b",147\r", b"\r"),
    _GOOD.replace(b",147\r", b",field_147\r"), _GOOD.replace(b",", b";"), _GOOD + b',"open', _GOOD + b',"a"b', _GOOD + b',a"b',
    _GOOD + b"\0", written([good_logs(2030, 1)[0].cells | {8: "31", 9: "3", 10: "26"}])],
    ids=["empty", "no rows", "a blank row", "no field number", "146 fields", "a field with a name", "semicolons",
         "an open quote", "text after a quote", "a quote in a cell", "not text", "another year"])
def test_both_refuse_the_same_files(data: bytes) -> None:
    assert file_errors(data)
    with pytest.raises(BadFile):
        read_upload(data, catalogue("2026/27"), Landlord())


def test_both_find_the_same_letting_twice() -> None:
    logs = good_logs(2031, 30)
    logs = [*logs, logs[3], logs[7].changed({113: "28"}), logs[9].changed({13: "other"})]
    mine = duplicate_errors([log.cells for log in logs])
    program = duplicates([_read(log) for log in logs])
    assert set(mine) == {place for place, _ in program} == {3, 7, 30, 31}
    for place, problem in program:
        assert set(problem.numbers) <= {field for field, _ in mine[place]}
        assert problem.kind is Kind.SETUP
