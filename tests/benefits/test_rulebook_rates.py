"""Every figure of rulebook §6.3 and §6.4, year by year, as it stands there; and what is not there stops the estimate."""

from datetime import date

import pytest

from housingdesk.benefits.rules.assess.rates import Mark, NoFigure, benefit_year, year_begins
from tests.support.benefits import RATES

WEEKLY = """
hb.nondep.1           18.10  19.30  19.65  20.40
hb.nondep.2           41.60  44.40  45.15  46.85
hb.nondep.3           57.10  60.95  62.00  64.35
hb.nondep.4           93.40  99.65  101.35 105.20
hb.nondep.5           106.35 113.50 115.45 119.85
hb.nondep.6           116.75 124.55 126.65 131.45
hb.nondep.from.2      162    176    183    192
hb.nondep.from.3      236    256    266    279
hb.nondep.from.4      308    334    348    365
hb.nondep.from.5      410    445    463    485
hb.nondep.from.6      511    554    577    605
hb.allowance.single_under_25        -  71.70  72.90  75.65
hb.allowance.single                 -  90.50  92.05  95.55
hb.allowance.couple                 -  142.25 144.65 150.15
hb.allowance.couple_under_18        -  -      -      114.35
hb.allowance.child                  -  -      -      87.88
hb.allowance.pension_single         -  218.15 227.10 238.00
hb.allowance.pension_single_before  -  235.20 -      256.00
hb.allowance.pension_couple         -  332.95 346.60 363.25
hb.allowance.pension_couple_before  -  -      -      383.35
hb.meals.full.adult       -  35.35  35.95  37.30
hb.meals.part.adult       -  23.60  24.00  24.90
hb.meals.full.child       -  17.95  18.25  18.95
hb.meals.part.child       -  11.80  12.00  12.45
hb.meals.breakfast.adult  -  4.30   4.35   4.50
hb.meals.breakfast.child  -  4.30   4.35   4.50
hb.fuel.heating           -  35.25  -      -
hb.fuel.hot_water         -  4.10   -      -
hb.fuel.lighting          -  2.85   -      -
hb.fuel.cooking           -  4.10   -      -
hb.fuel.one_room          -  21.10  -      -
hb.fuel.one_room_cooking  -  4.10   -      -
"""
"""Pounds a week in 2023/24, 2024/25, 2025/26 and 2026/27; "-" is what the rulebook does not have, or marks C."""

MONTHLY = """
uc.nondep                    91.47  93.02  96.55
uc.standard.single_under_25  -      316.98 338.58
uc.standard.single           -      400.14 424.90
uc.standard.couple_under_25  -      497.55 528.34
uc.standard.couple           -      628.10 666.97
uc.work_allowance            -      411    427
uc.work_allowance.no_rent    -      684    710
uc.cap.family                -      423.46 423.46
uc.cap.single                -      283.71 283.71
uc.cap.family_london         -      486.98 486.98
uc.cap.single_london         -      326.29 326.29
"""
"""Pounds a month (the caps: a week) in 2024/25, 2025/26 and 2026/27."""

STANDING = {
    "hb.taper": "65", "uc.taper": "55", "hb.least": "0.50", "hb.spare_1": "14", "hb.spare_2": "25", "uc.spare_1": "14",
    "uc.spare_2": "25", "hb.capital.free": "6000", "hb.capital.step": "250", "hb.capital.limit": "16000",
    "hb.pension.capital.free": "10000", "hb.pension.capital.step": "500", "uc.capital.free": "6000", "uc.capital.step": "250",
    "uc.capital.income": "4.35", "uc.capital.limit": "16000", "hb.earnings.single": "5", "hb.earnings.couple": "10",
    "hb.earnings.lone_parent": "25"}
HOUSED = {"single_under_25": "61.41", "single": "77.73", "couple_under_18": "97.33", "couple_under_25": "61.53",
          "couple": "119.70"}
NOWHERE = {"uc.child", "uc.cap.earnings"}


def _cells(table: str, first_year: int) -> list[tuple[str, int, str]]:
    found = []
    for line in table.strip().splitlines():
        key, *amounts = line.split()
        found += [(key, first_year + at, amount) for at, amount in enumerate(amounts)]
    return found


def _hundredths(text: str) -> int:
    pounds, _, pence = text.partition(".")
    return int(pounds) * 100 + int((pence + "00")[:2])


def _check(key: str, on: date, amount: str, *, weekly: bool = True) -> None:
    if amount == "-":
        with pytest.raises(NoFigure) as why:
            RATES.figure(key, on, weekly=weekly)
        assert "is not known for" in str(why.value) and key in str(why.value) and str(why.value).endswith(")")
        return
    figure = RATES.figure(key, on, weekly=weekly)
    assert figure.amount == _hundredths(amount) and figure.source


@pytest.mark.parametrize(("key", "year", "amount"), _cells(WEEKLY, 2023))
def test_weekly_figures_year_by_year(key: str, year: int, amount: str) -> None:
    for weekly in (True, False):
        first = year_begins(year, weekly)
        _check(key, first, amount, weekly=weekly)
        _check(key, date(year + 1, 3, 31), amount, weekly=weekly)


@pytest.mark.parametrize(("key", "year", "amount"), _cells(MONTHLY, 2024))
def test_monthly_figures_year_by_year(key: str, year: int, amount: str) -> None:
    _check(key, date(year, 11, 23), amount)


@pytest.mark.parametrize("on", [date(2024, 5, 1), date(2026, 11, 23), date(2031, 1, 1)])
def test_figures_that_stand_from_year_to_year(on: date) -> None:
    for key, amount in STANDING.items():
        _check(key, on, amount)


@pytest.mark.parametrize(("who", "amount"), HOUSED.items())
def test_more_earnings_left_out_from_5_october_2026_and_never_put_up(who: str, amount: str) -> None:
    _check(f"hb.earnings.housed.{who}", date(2026, 10, 4), "-")
    _check(f"hb.earnings.housed.{who}", date(2026, 10, 5), amount)
    _check(f"hb.earnings.housed.{who}", date(2028, 6, 1), amount)


def test_no_figure_of_the_program_is_without_its_test() -> None:
    tested = {key for key, _, _ in (*_cells(WEEKLY, 2023), *_cells(MONTHLY, 2024))} | set(STANDING) | NOWHERE
    assert set(RATES.rates) == tested | {f"hb.earnings.housed.{who}" for who in HOUSED}
    for key in NOWHERE:
        _check(key, date(2026, 11, 23), "-")


@pytest.mark.parametrize("key", [key for key in RATES.rates if key.startswith(("uc.standard", "uc.work", "uc.nondep"))])
def test_which_day_universal_credit_went_up_in_2026_is_not_certain_so_that_week_stops(key: str) -> None:
    assert RATES.figure(key, date(2026, 4, 5)).amount < RATES.figure(key, date(2026, 4, 13)).amount
    for day in (6, 12):
        with pytest.raises(NoFigure, match=f"not certain on {day} April 2026"):
            RATES.figure(key, date(2026, 4, day))


def test_allowances_from_parallel_lines_are_marked_likely() -> None:
    for key in ("hb.allowance.single", "hb.allowance.single_under_25", "hb.allowance.couple"):
        assert RATES.figure(key, date(2024, 11, 25)).mark is Mark.LIKELY
    assert RATES.figure("hb.allowance.single", date(2026, 11, 23)).mark is Mark.SURE


@pytest.mark.parametrize(("year", "first"), [(2014, 7), (2018, 2), (2023, 3), (2024, 1), (2025, 7), (2026, 6)])
def test_the_monday_on_which_weekly_rents_go_over(year: int, first: int) -> None:
    start = date(year, 4, first)
    assert year_begins(year, True) == start and benefit_year(start, True) == year
    assert year_begins(year, False) == date(year, 4, 1)
