"""The cell rules of the upload, one by one (core-lettings §2)."""

from decimal import Decimal

import pytest

from housingdesk.lettings.rules.core.cells import Cell, Value, cell_text, read_cell


@pytest.mark.parametrize(("column", "text", "value"), [
    ("integer", "", None), ("integer", "7", 7), ("integer", " 7 ", 7), ("integer", "01", 1), ("integer", "07", 7),
    ("integer", "0", 0), ("integer", "2026", 2026), ("integer", "-1", -1),
    ("decimal", "", None), ("decimal", "120", Decimal(120)), ("decimal", "120.5", Decimal("120.5")),
    ("decimal", " 120.5", Decimal("120.5")), ("decimal", "1e2", Decimal(100)), ("decimal", "-3", Decimal(-3)),
    ("text", "", None), ("text", "  ", None), ("text", "ORG12", "ORG12"),
    ("text", "£5, or so", "£5, or so"), ("text", "08", "08"),
])
def test_a_cell_that_is_taken(column: str, text: str, value: Value | None) -> None:
    assert read_cell(column, text) == Cell(value)


@pytest.mark.parametrize(("column", "text"), [
    ("integer", " "), ("integer", "08"), ("integer", "09"), ("integer", "048"), ("integer", "7.0"), ("integer", "Yes"),
    ("integer", "GBR"), ("integer", "1e2"), ("integer", "１"),
    ("decimal", "£120"), ("decimal", "1,205.00"), ("decimal", "120.50p"), ("decimal", " "), ("decimal", "nan"),
    ("decimal", "1e999"),
])
def test_a_cell_that_is_refused(column: str, text: str) -> None:
    assert read_cell(column, text) == Cell(refused=True)


def test_quotes_around_nothing_are_refused_in_a_column_of_numbers_only() -> None:
    assert [read_cell(column, "", quoted=True).refused for column in ("integer", "decimal", "text")] == [True, True, False]


def test_a_number_in_quotes_is_a_number() -> None:
    assert read_cell("integer", "7", quoted=True) == Cell(7)


@pytest.mark.parametrize(("text", "value"), [("010", 8), ("026", 22), ("036", 30)])
def test_a_nought_before_a_number_makes_another_number(text: str, value: int) -> None:
    assert read_cell("integer", text) == Cell(value, misread=True)


def test_amounts_are_written_bare() -> None:
    assert [cell_text(value) for value in (7, Decimal("120.50"), Decimal("1e3"), Decimal("0"), "a")] == [
        "7", "120.50", "1000", "0", "a"]
