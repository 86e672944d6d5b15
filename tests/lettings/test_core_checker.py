"""The checker of lettings uploads, held against good logs, against seeded faults and against files that are not read at all."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.core_cells import Finding
from tests.support.core_checker import (
    Category,
    Owner,
    check_file,
    duplicate_errors,
    file_errors,
    row_errors,
    row_findings,
    rows_of,
)
from tests.support.core_faults import CELL_FAULTS, DOUBTS, FAULTS, Fault, log_for
from tests.support.core_files import written
from tests.support.core_logs import TODAY, Log, good_logs

LOGS = good_logs(2026, 500)
ALL_FAULTS = (*FAULTS, *CELL_FAULTS, *DOUBTS)


def _findings(log: Log) -> list[Finding]:
    return row_findings(log.cells, owner=log.owner, today=TODAY)


def test_good_logs_have_no_error_and_no_doubt() -> None:
    assert [(number, _findings(log)) for number, log in enumerate(LOGS) if _findings(log)] == []
    assert duplicate_errors([log.cells for log in LOGS]) == {}


def test_good_logs_are_of_every_kind() -> None:
    def answers(field: int) -> set[str]:
        return {log[field] for log in LOGS} - {""}

    assert {log.size for log in LOGS} == set(range(1, 9))
    assert {(log.supported, log.renewal, log.owner) for log in LOGS} == {
        (supported, renewal, owner) for supported in (True, False) for renewal in (True, False) for owner in Owner}
    assert answers(11) == set("1234567") and answers(38) == set("2345678") and answers(140) == {"0", "1"}
    assert answers(141) == {str(period) for period in range(1, 12)} and answers(36) == set("123")
    assert {"R", "r", "16", "120"} <= answers(41) and answers(16) >= {"15", "16", "17", "9"}
    assert not any(log[17] or log[32] for log in LOGS if log.first_let)
    assert all(log[29] for log in LOGS if log.first_let)
    assert answers(133) == set("12345678") and answers(131) == set("1234")


def test_there_are_sixty_faults_each_with_a_name_of_its_own() -> None:
    assert len(FAULTS) == 60
    assert len({fault.name for fault in ALL_FAULTS}) == len(ALL_FAULTS)


@pytest.mark.parametrize("fault", ALL_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_caught_and_its_fields_are_named(fault: Fault) -> None:
    for seed in (1, 2, 3):
        log = log_for(fault, seed)
        assert _findings(log) == []
        broken = fault.put_in(log)
        errors = row_errors(broken.cells, owner=broken.owner, today=TODAY)
        assert set(fault.fields) <= {field for field, _ in errors}
        assert len(_findings(broken)) == 1, "one fault breaks one rule"
        assert fault.category in {category for field, category in errors if field in fault.fields}
        soft = {Category.SOFT} == {category for _, category in errors}
        assert soft == (fault.category is Category.SOFT)


def test_what_is_not_asked_is_not_looked_at() -> None:
    general = next(log for log in LOGS if not log.supported and not log.renewal)
    assert _findings(general.changed({35: "x", 140: "7", 12: "kept", 120: "nowhere"})) == []
    supported = next(log for log in LOGS if log.supported)
    assert _findings(supported.changed({26: "99", 27: "Yes", 28: "048"})) == []
    renewed = next(log for log in LOGS if log.renewal)
    assert _findings(renewed.changed({16: "99", 29: "40", 112: "x", 118: "?", 131: "9"})) == []
    child = next(log for log in LOGS if log[48].isdigit() and int(log[48]) < 16)
    assert _findings(child.changed({49: "1", 53: "1"})) == []


@pytest.mark.parametrize(("cell", "taken"), [
    ("7", True), (" 7 ", True), ("07", True), ("7.0", False), ("08", False), ("048", False), (" ", False), ('""', False),
    ("Yes", False)])
def test_how_a_whole_number_is_written(cell: str, taken: bool) -> None:
    log = next(log for log in LOGS if log[38] == "8")
    assert ([finding.fields for finding in _findings(log.changed({40: cell}))] == []) is taken


@pytest.mark.parametrize(("cell", "taken"), [
    ("12", True), ("12.5", True), (" 12.5", True), ("1e1", True), ("£12", False), ("1,2.00", False), ("12.50p", False),
    ('""', False)])
def test_how_an_amount_is_written(cell: str, taken: bool) -> None:
    log = next(log for log in LOGS if log[141] == "1" and not log[146])
    assert ([finding.fields for finding in _findings(log.changed({145: cell}))] == []) is taken


def test_a_padded_start_day_is_not_an_error_of_the_setup() -> None:
    log = LOGS[0].changed({8: "08"})
    assert {(8, Category.HARD)} <= row_errors(log.cells, owner=log.owner, today=TODAY)
    missing = LOGS[0].changed({8: ""})
    assert {(8, Category.SETUP)} <= row_errors(missing.cells, owner=missing.owner, today=TODAY)


def test_the_owner_decides_referral_and_limits() -> None:
    log = next(log for log in LOGS if log[132])
    other = replace(log, owner=Owner.LA)
    assert {131, 132, 133, 134} <= {field for field, _ in row_errors(other.cells, owner=other.owner, today=TODAY)}
    dear = next(log for log in LOGS if log.renewal and log[141]).changed({141: "1", 144: "250"})
    hard = {owner: (144, Category.HARD) in row_errors(dear.cells, owner=owner, today=TODAY) for owner in Owner}
    assert hard == {Owner.PRP: False, Owner.LA: True}


def test_a_file_is_read_back_as_it_was_written() -> None:
    cells = [log.cells for log in LOGS[:50]]
    for data in (written(cells), written(cells, numbers=reversed(range(1, 148))),
                 written(cells).replace(b"\r\n", b"\r"), written(cells).replace(b"\r\n", b"\n")):
        assert file_errors(data) == []
        assert rows_of(data) == cells
    for owner in Owner:
        own = [log.cells for log in LOGS if log.owner is owner]
        assert check_file(written(own), owner=owner, today=TODAY) == []


def test_an_empty_pair_of_quotes_is_not_an_empty_cell() -> None:
    cells = next(log for log in LOGS if log[141]).cells | {36: "QUOTED"}
    assert rows_of(written([cells]).replace(b"QUOTED", b'""'))[0][36] == '""'


_GOOD = written([LOGS[0].cells])


@pytest.mark.parametrize(("data", "said"), [
    (b"", "Template is blank."),
    (written([]), "Template is blank."),
    (written([{}]), "Template is blank."),
    (_GOOD.replace(b"Field number", b"Number"), "The required header rows are missing."),
    (_GOOD.replace(b",147\r", b"\r"), "Incorrect number of fields: 146."),
    (_GOOD.replace(b",147\r", b",field_147\r"), "Incorrect number of fields: 146."),
    (_GOOD.replace(b",", b";"), "Incorrect number of fields: 0."),
    (written([LOGS[0].cells | {8: "31", 9: "3", 10: "26"}]), "Incorrect start dates."),
    (written([LOGS[0].cells, {}, {}]), "Rows without an answer are duplicates of each other."),
    (_GOOD + b',"open', "Service failure: a quote is not closed."),
    (_GOOD + b',"a"b', "Service failure: text after a closing quote."),
    (_GOOD + b',a"b', "Service failure: a quote inside a cell without quotes."),
    (written([LOGS[0].cells | {19: "Café"}]).decode("utf-8-sig").encode("latin-1"),
     "The file is not UTF-8: letters would be lost."),
    (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    (_GOOD + b"\0", "The file is not text."),
])
def test_a_file_that_is_not_read(data: bytes, said: str) -> None:
    assert file_errors(data) == [said]


def test_a_missing_start_date_or_a_blank_row_passes_the_look_at_the_file() -> None:
    assert file_errors(written([LOGS[0].cells | {8: ""}])) == []
    assert file_errors(written([{}, LOGS[0].cells])) == []
    assert row_errors({}, owner=Owner.PRP, today=TODAY) == set()


def test_the_same_letting_twice_is_named_in_both_rows() -> None:
    log = next(log for log in LOGS if not log[13] and log[141])
    rows = [log.cells, LOGS[1].cells, log.cells | {113: "28"}]
    found = duplicate_errors(rows)
    assert set(found) == {0, 2}
    assert {field for field, _ in found[0]} == {1, 8, 9, 10, 13, 18, 19, 23, 24, 41, 42, 47, 142, 143, 144, 145}
    assert duplicate_errors([log.cells | {13: "A"}, log.cells | {13: "B"}]) == {}
    assert duplicate_errors([log.cells, log.cells | {142: "300"}]) == {}
    assert check_file(written([log.cells, log.cells]), owner=log.owner, today=TODAY) == [
        "Row 1 is the same letting as another row.", "Row 2 is the same letting as another row."]


@pytest.mark.parametrize(("income", "every", "category"), [
    ("89", "1", Category.HARD), ("90", "1", Category.SOFT), ("143", "1", Category.SOFT), ("143.01", "1", None),
    ("729", "1", None), ("730", "1", Category.SOFT), ("1230", "1", Category.SOFT), ("1231", "1", Category.HARD),
    ("621.84", "2", None), ("621.83", "2", Category.SOFT), ("7462", "3", None), ("7461", "3", Category.SOFT)])
def test_the_borders_of_an_income(income: str, every: str, category: Category | None) -> None:
    log = next(log for log in LOGS if log.size == 1 and log[47] == "1")
    errors = row_errors(log.changed({135: "1", 136: every, 137: income}).cells, owner=log.owner, today=TODAY)
    assert {kind for field, kind in errors if field == 137} == ({category} if category else set())


def test_the_start_date_is_held_to_today_and_the_year() -> None:
    log = next(log for log in LOGS if log.renewal)
    for start, today, right in ((date(2026, 4, 1), TODAY, True), (date(2027, 4, 1), date(2027, 4, 5), False),
                                (date(2027, 3, 31), date(2027, 3, 17), True), (date(2027, 3, 31), date(2027, 3, 16), False)):
        moved = log.changed({8: str(start.day), 9: str(start.month), 10: str(start.year)})
        assert (row_findings(moved.cells, owner=moved.owner, today=today) == []) is right
