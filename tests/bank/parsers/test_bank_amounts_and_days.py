"""Amounts and dates as text: exact or refused with the reason, never repaired."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.values.tables.amounts import minor_units, read_amount, vote_decimal
from housingdesk.values.tables.days import read_day, vote


@pytest.mark.parametrize(("text", "pence"), [
    ("12.34", 1234), ("1,234.50", 123450), ("£1,234.5", 123450), ("-£12.00", -1200), ("£-12.00", -1200), ("+£12", 1200),
    ("(12.00)", -1200), ("12.00-", -1200), ("12.00 CR", 1200), ("12.00DR", -1200), ("'12.00", 1200), ("−3.10", -310),
    ("\xa012.00\xa0", 1200), ("1 234.56", 123456), (".54", 54), ("12.", 1200), ("0.10000", 10), ("12.00 GBP", 1200),
    ("\ufffd12.00", 1200), ("1'234.50", 123450), ("999999999.99", 99999999999)])
def test_amounts_that_are_plain(text: str, pence: int) -> None:
    assert read_amount(text) == pence


@pytest.mark.parametrize(("text", "reason"), [
    ("1,2O4.00", "has a letter O"), ("l2.00", "has a letter l"), ("12..34", "is not an amount"), ("$120", "is in $"),
    ("€5", "is in €"), ("", "is empty"), ("-", "is empty"), ("1,23.45", "is not an amount"), ("12.345", "part of a penny"),
    ("0.00001", "part of a penny"), ("1e5", "is not an amount"), ("NaN", "is not an amount"), ("٣", "is not an amount"),
    ("--5", "is not an amount"), ("12 34", "is not an amount"), ("9" * 14, "too large"), ("9" * 99, "too long"),
    ("£", "is empty"), ("12.00 EUR", "is not an amount"), ("0x1F", "is not an amount")])
def test_amounts_that_are_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("$", r"\$")):
        read_amount(text)


@given(st.integers(-10**12, 10**12), st.sampled_from([".", ","]))
def test_an_amount_survives_being_written(pence: int, decimal: str) -> None:
    written = f"{Decimal(pence) / 100:,.2f}"
    if decimal == ",":
        written = written.translate(str.maketrans(",.", ".,"))
    assert read_amount(written, decimal) == pence


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    try:
        assert isinstance(read_amount(text), int)
    except ValueError as error:
        assert "the amount" in str(error)


def test_a_decimal_comma_must_be_the_habit_of_the_whole_file() -> None:
    assert vote_decimal(["1.112,40", "35,20", "7"]) == ","
    assert vote_decimal(["1,112.40", "35.20", "1,234"]) == "."
    with pytest.raises(ValueError, match="both a decimal comma"):
        vote_decimal(["35,20", "35.20"])


def test_minor_units_follow_the_currency() -> None:
    assert minor_units("12340", "GBP") == 12340
    assert minor_units("1234", "JPY") == 123400
    assert minor_units("12340", "KWD") == 1234
    with pytest.raises(ValueError, match="part of a penny"):
        minor_units("12345", "KWD")


@pytest.mark.parametrize("text", [
    "03/04/2024", "3/4/2024", "03-04-2024", "03.04.2024", "03/04/24", "2024-04-03", "2024/04/03", "2024-04-03T10:00:00Z",
    "3 Apr 2024", "03-Apr-2024", "3 April 2024", "3rd Apr 24", "Wed 3 Apr 2024", "Apr 3, 2024", "20240403", "3/ 4'24",
    "03/04/2024 10:23", "20240403101500"])
def test_dates_of_every_kind(text: str) -> None:
    assert read_day(text) == date(2024, 4, 3)


@pytest.mark.parametrize(("text", "reason"), [
    ("30/02/2024", "does not exist"), ("00/00/0000", "does not exist"), ("13/13/2024", "does not exist"), ("", "is empty"),
    ("Total", "is not a date"), ("3 Foo 2024", "is not a date"), ("03/04/0204", "cannot be right"), ("45301", "is not a date"),
    ("12.34", "is not a date"), ("03/25/099", "is not a date"), ("32 Jan 2024", "does not exist")])
def test_dates_that_are_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_day(text)


@given(st.lists(st.dates(date(1980, 1, 1), date(2060, 12, 31)), min_size=1, max_size=20),
       st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("ymd", "%Y/%m/%d")]))
def test_the_vote_finds_the_order_or_says_that_it_cannot(days: list[date], written: tuple[str, str]) -> None:
    order, pattern = written
    texts = [format(day, pattern) for day in days]
    found = vote(texts)
    if not found.ambiguous:
        assert [read_day(text, found.order) for text in texts] == days
    else:
        assert found.order == "dmy" and order in ("dmy", "mdy")
        assert all(day.day <= 12 for day in days)


def test_years_in_front_are_seen_by_the_narrower_span() -> None:
    assert vote(["24/01/02", "24/01/15", "24/01/31"]).order == "ymd"
    assert vote(["02/01/24", "15/01/24", "31/01/24"]).order == "dmy"


def test_two_orders_in_one_file_are_refused() -> None:
    with pytest.raises(ValueError, match="other way round"):
        vote(["13/02/2024", "02/14/2024"])
    with pytest.raises(ValueError, match="year of other length"):
        vote(["13/02/2024", "14/02/20"])
