"""The upload as a file: what is refused whole, what is read, and what is written is read again (core-lettings §2, §3, §8)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.errors import BadFile, Refused
from housingdesk.lettings.parsers.core_file import MAX_BYTES, read_upload
from housingdesk.lettings.rules.core.catalogue import Field
from housingdesk.lettings.rules.core.cells import Value
from housingdesk.lettings.rules.core.duplicates import duplicates, sent_before
from housingdesk.lettings.rules.core.log import Log, read_log
from housingdesk.lettings.rules.core.problems import Kind
from housingdesk.lettings.rules.core.whole_file import judge
from housingdesk.lettings.rules.core.writing import write_upload
from tests.support.core_answers import FAMILY, GENERAL, PRP, RENEWAL, TODAY, YEAR, log

NUMBERS = [str(number) for number in range(1, 148)]


def _file(*rows: list[str], header: list[str] | None = None, end: str = "\n") -> str:
    head = ["Field number", *NUMBERS] if header is None else header
    return "".join(",".join(row) + end for row in (["Question", "Who owns it?"], head, *rows))


def _row(**cells: str) -> list[str]:
    own = log(GENERAL)
    texts = {key: str(value) for key, value in own.values.items()} | cells
    return ["", *(texts.get(field.key, "") for field in YEAR.fields)]


def _read(text: str) -> list[Log]:
    return read_upload(text.encode(), YEAR, PRP).logs


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_mark_make_no_difference(end: str, mark: str) -> None:
    assert _read(mark + _file(_row(), end=end)) == [log(GENERAL)]


def test_the_last_line_needs_no_end() -> None:
    assert _read(_file(_row()).removesuffix("\n")) == [log(GENERAL)]
    assert _read(_file(_row(shortfall="")).removesuffix(",\n") + ",") == [log(GENERAL)]


def test_column_a_is_a_label_and_other_columns_are_ignored() -> None:
    row = ["9999", "note", *_row()[1:]]
    assert _read(_file(row, header=["FIELD NUMBER (do not change)", "notes", *NUMBERS])) == [log(GENERAL)]


def test_the_order_of_the_columns_is_free() -> None:
    assert _read(_file(["", *_row()[:0:-1]], header=["Field number", *NUMBERS[::-1]])) == [log(GENERAL)]


def test_a_short_row_is_blank_at_its_end() -> None:
    assert _read(_file(_row()[:10]))[0].values["start_month"] == 11 and "rent" not in _read(_file(_row()[:10]))[0].values


def test_quotes_commas_and_lines_in_a_cell() -> None:
    assert _read(_file(_row(address_1='"Flat 1, ""The Elms""\nHigh Street"')))[0].values["address_1"] == (
        'Flat 1, "The Elms"\nHigh Street')


def test_an_empty_cell_in_quotes_is_refused_in_a_column_of_numbers() -> None:
    found = _read(_file(_row(repairs_day='""', repairs_month='""', county='""')))[0]
    assert found.refused == {"repairs_day": "", "repairs_month": ""} and "county" not in found.values


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda: "", "The file is empty"), (lambda: ",,,\n,,\n", "The file is empty"),
    (lambda: _file(), "There is no log below"), (lambda: _file(["", "", ""]), "There is no log below"),
    (lambda: ",".join(_row()), "compulsory"), (lambda: _file(_row(), header=["", "Field number", *NUMBERS]), "compulsory"),
    (lambda: _file(_row(), header=["Field number", *NUMBERS[:-1]]), "has 146 numbers"),
    (lambda: _file(_row(), header=["Field number", *NUMBERS, "148"]), "has 148 numbers"),
    (lambda: _file(_row(), header=["Field number", *(f"field_{n}" for n in NUMBERS)]), "has 0 numbers"),
    (lambda: _file(_row(), header=["Field number", " 1", *NUMBERS[1:]]), "has 146 numbers"),
    (lambda: _file(_row(), header=["Field number", "2", *NUMBERS[1:]]), "lacks 1,"),
    (lambda: _file(_row()).replace(",", ";"), "has 0 numbers"),
    (lambda: _file(_row(address_1='1 "High" Street')), "Row 3: a quotation mark"),
    (lambda: _file(_row(address_1='"1 High Street" ')), "Row 3: a quotation mark"),
    (lambda: _file(_row(address_1='"1 High Street')), "Row 3: a quotation mark"),
    (lambda: _file(_row(start_year="25")), "first letting starts on 2 November 2025"),
    (lambda: "PK\x03\x04", "is not CSV"), (lambda: "a\0b", "is not CSV"), (lambda: "x" * (MAX_BYTES + 1), "larger than 10 MB"),
])
def test_a_file_that_the_service_refuses_whole(make: Callable[[], str], sentence: str) -> None:
    with pytest.raises(BadFile, match=sentence):
        _read(make())


def test_only_the_first_start_date_decides_for_the_file() -> None:
    found = _read(_file(_row(start_day="31", start_month="2", start_year="25"), _row(start_year="25")))
    verdict = judge(YEAR, found, TODAY)
    assert [Kind.SETUP in {problem.kind for problem in row} for row in verdict.rows] == [True, True]


def test_letters_that_are_not_utf_8_are_lost_and_that_is_said() -> None:
    found = read_upload(_file(_row(town="Zoë")).encode("latin-1"), YEAR, PRP)
    assert found.logs[0].values["town"] == "Zo" and "accents are lost" in found.notes[0]
    assert read_upload(_file(_row(town="Zoë")).encode(), YEAR, PRP).notes == ()


def test_empty_lines_are_skipped_and_shift_the_service_s_own_count() -> None:
    text = _file(_row(tenant_code="a"), [""], _row(tenant_code="b"))
    found = read_upload(text.encode(), YEAR, PRP)
    assert [(row.sheet_row, row.reported) for row in found.rows] == [(3, 3), (5, 4)]
    assert found.notes == ("Empty lines are skipped, so the service’s report counts row 5 as 4",)


def test_rows_of_commas_make_no_log_and_two_of_them_stop_the_file() -> None:
    empty = [""] * 148
    for rows, stopped in (([empty], False), ([empty, [" "] * 148], True)):
        found = read_upload(_file(_row(), *rows).encode(), YEAR, PRP)
        verdict = judge(YEAR, [row.log for row in found.rows], TODAY)
        assert len(found.logs) == 1 and bool(verdict.file) is stopped and verdict.makes_logs is not stopped


def test_a_letting_that_is_there_twice_is_an_error_of_the_set_up_in_both_rows() -> None:
    logs = [log(GENERAL), log(FAMILY, tenant_code="T-2"), log(GENERAL, town="Solihull")]
    found = duplicates(logs)
    assert [place for place, _ in found] == [0, 2] and {problem.kind for _, problem in found} == {Kind.SETUP}
    assert found[0][1].numbers == (1, 8, 9, 10, 13, 18, 19, 23, 24, 41, 42, 47, 142, 143, 144, 145)
    assert [len(row) for row in judge(YEAR, logs, TODAY).rows] == [1, 0, 1]


@pytest.mark.parametrize(("change", "twice"), [({"tenant_code": "T-2"}, False), ({"rent": "110.51"}, False),
                                               ({"age_1": "35"}, False),
                                               ({"rent": "110.25", "service": "12.50"}, True), ({"nationality": 36}, True),
                                               ({"start_day": 3}, False), ({"support": None}, False)])
def test_what_makes_a_letting_the_same(change: dict[str, Value | None], twice: bool) -> None:
    assert bool(duplicates([log(GENERAL), log(GENERAL | change)])) is twice


def test_charges_count_only_when_all_four_are_there() -> None:
    found = duplicates([log(GENERAL, support=None), log(GENERAL, support=None, rent="1")])
    assert len(found) == 2 and 142 not in found[0][1].numbers


def test_a_letting_that_the_service_has_already() -> None:
    assert sent_before(log(GENERAL), [log(FAMILY), log(GENERAL)])[0].numbers[-5:] == (25, 142, 143, 144, 145)
    assert sent_before(log(GENERAL, tenant_code="T-2"), [log(GENERAL)]) == []


def test_after_its_last_day_the_year_takes_nothing() -> None:
    assert judge(YEAR, [log(GENERAL)], date(2027, 7, 2)).file == ()
    assert "2 July" not in judge(YEAR, [log(GENERAL)], date(2027, 7, 3)).file[0]
    assert "3 July 2027" in judge(YEAR, [log(GENERAL)], date(2027, 7, 3)).file[0]


def test_what_is_accepted() -> None:
    fine, soft, silent = log(GENERAL), log(GENERAL, service="36"), log(GENERAL, work_2=1)
    wrong = log(GENERAL, joint=None)
    assert [judge(YEAR, [one], TODAY).accepted for one in (fine, soft, silent, wrong)] == [True, True, True, False]
    assert [judge(YEAR, [one], TODAY).ready for one in (fine, soft, silent)] == [True, True, False]
    assert judge(YEAR, [silent], TODAY).makes_logs


def test_the_file_is_as_the_service_takes_it() -> None:
    lines = write_upload(YEAR, [log(GENERAL, address_1='Flat 1, "A"'), log(RENEWAL)]).decode("utf-8").split("\r\n")
    assert lines[0].startswith("\ufeffSection,The letting,") and lines[2] == "Field number," + ",".join(NUMBERS)
    assert lines[3].startswith(",ORG12,ORG12,,1,,,2,2,11,2026,1,,T-1,H-1,1,13,1,,"
                               '"Flat 1, ""A""",,Birmingham,,B1,1AA,E08000025,1,2,2,5,10')
    assert '""' not in lines[4] and lines[4].count(",") == 147 and lines[5] == ""


@pytest.mark.parametrize("one", [read_log(YEAR, PRP, {}), read_log(YEAR, PRP, {"start_day": "08"})])
def test_a_log_that_cannot_be_written_is_refused(one: Log) -> None:
    with pytest.raises(Refused, match="Log 2 of 2 cannot be written"):
        write_upload(YEAR, [log(GENERAL), one])


def _values(field: Field) -> st.SearchStrategy[Value]:
    if field.column == "integer":
        return st.sampled_from([int(code) for code in field.codes]) if field.codes else st.integers(0, 9999)
    if field.column == "decimal":
        return st.integers(0, 10**7).map(lambda pence: Decimal(pence) / 100)
    return st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from('", ;'), min_size=1).map(
        lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({"rent": _values(YEAR.field("rent"))},
                                      optional={field.key: _values(field) for field in YEAR.fields if field.key != "rent"}),
                min_size=1, max_size=3))
def test_what_is_written_is_read_again(rows: list[dict[str, Value]]) -> None:
    logs = [Log(YEAR, PRP, row | {"start_day": 1, "start_month": 5, "start_year": 2026}) for row in rows]
    data = write_upload(YEAR, logs)
    assert [dict(one.values) for one in read_upload(data, YEAR, PRP).logs] == [dict(one.values) for one in logs]
    assert write_upload(YEAR, read_upload(data, YEAR, PRP).logs) == data
