"""Rent weeks and years, working days, and dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.values.dates import (
    BANK_HOLIDAYS,
    LAST_KNOWN_YEAR,
    add_months,
    add_working_days,
    is_working_day,
    parse_date,
    rent_year_of,
    rent_year_start,
    week_of,
    weeks_in_rent_year,
    working_days_between,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2018, 1, 8), date(2028, 12, 20))


def test_the_years_of_53_mondays_are_those_of_the_rulebook() -> None:
    assert [year for year in range(2018, 2032) if weeks_in_rent_year(year) == 53] == [2019, 2024, 2030]
    assert (rent_year_start(2024), rent_year_start(2030)) == (date(2024, 4, 1), date(2030, 4, 1))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_one_week_and_one_rent_year(day: date) -> None:
    assert week_of(day) <= day < week_of(day) + timedelta(7) and week_of(day).weekday() == 0
    year = rent_year_of(day)
    assert rent_year_start(year) <= day < rent_year_start(year + 1)
    assert rent_year_start(year + 1) - rent_year_start(year) == timedelta(weeks=weeks_in_rent_year(year))


def test_every_known_year_has_its_bank_holidays_on_the_right_days() -> None:
    for year, days in BANK_HOLIDAYS.items():
        assert len(days) >= 8, year
        assert all(day.year == year for day in days)
        assert sum(day.weekday() < 5 for day in days) >= 8, "whatever falls on a weekend has its substitute"
        assert {(day.month, day.weekday()) for day in days} >= {(5, 0), (8, 0)} or year == 2020


def test_beyond_the_last_known_year_nothing_is_guessed() -> None:
    day = date(LAST_KNOWN_YEAR + 1, 1, 2)
    with pytest.raises(Refused, match="Add that year's 8 bank holidays in Settings"):
        is_working_day(day)
    with pytest.raises(Refused, match="cannot be counted"):
        add_working_days(date(LAST_KNOWN_YEAR, 12, 29), 5)


def test_a_year_whose_holidays_were_added_is_known() -> None:
    year = LAST_KNOWN_YEAR + 1
    added = frozenset(date(year, *day) for day in ((1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26)))
    assert is_working_day(date(year, 1, 2), added)
    assert not is_working_day(date(year, 5, 7), added)
    with pytest.raises(Refused, match="cannot be counted"):
        is_working_day(date(year, 1, 2), frozenset(list(added)[:7]))


@given(DAYS, st.integers(1, 20))
def test_working_days_added_are_working_days_between(day: date, count: int) -> None:
    later = min(add_working_days(min(day, date(2028, 11, 1)), count), date(2028, 12, 29))
    assert is_working_day(later)
    assert working_days_between(min(day, date(2028, 11, 1)), later) == count


def test_a_month_later_is_its_last_day_where_the_day_is_missing() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 3, 31), -1) == date(2027, 2, 28)


@pytest.mark.parametrize(("typed", "day"), [
    ("9/11", date(2026, 11, 9)), ("9.11.26", date(2026, 11, 9)), ("9 nov", date(2026, 11, 9)), ("2/1", date(2027, 1, 2)),
    ("Mon 9 November 2026", date(2026, 11, 9)), ("9th nov", date(2026, 11, 9)), ("today", TODAY), ("fri", date(2026, 11, 27)),
    ("next mon", date(2026, 11, 30)), ("+14", date(2026, 12, 7)), ("-1w", date(2026, 11, 16)), ("+10 wd", date(2026, 12, 7)),
    ("2026-11-09", date(2026, 11, 9)), ("29/2/28", date(2028, 2, 29)), ("1/1/47", date(1947, 1, 1))])
def test_dates_as_people_type_them(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "31/2", "29/2", "13/13/2026", "tomorow", "m", "9 xyz", "1/1/1/1", "99999", "2026-13-45",
                                   "+99999"])
def test_what_is_no_date_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="Type"):
        parse_date(typed, TODAY)
