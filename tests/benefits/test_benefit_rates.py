"""The figures of benefit as the rulebook has them, when each holds, and what is not known or not certain."""

from datetime import date

import pytest

from housingdesk.benefits.rules.assess.rates import NoFigure, benefit_year, parse_rates, typed_in
from housingdesk.errors import Refused
from tests.support.benefits import RATES, typed

RULEBOOK = (
    ("hb.taper", "2026-11-23", 6500), ("uc.taper", "2026-11-23", 5500), ("hb.spare_1", "2026-11-23", 1400),
    ("hb.spare_2", "2013-04-01", 2500), ("uc.spare_1", "2026-11-23", 1400), ("uc.spare_2", "2026-11-23", 2500),
    ("hb.allowance.single_under_25", "2025-11-23", 7290), ("hb.allowance.single_under_25", "2026-11-23", 7565),
    ("hb.allowance.single", "2024-11-23", 9050), ("hb.allowance.single", "2025-11-23", 9205),
    ("hb.allowance.single", "2026-11-23", 9555), ("hb.allowance.couple", "2026-11-23", 15015),
    ("hb.allowance.couple_under_18", "2026-11-23", 11435), ("hb.allowance.child", "2026-11-23", 8788),
    ("hb.allowance.pension_single", "2026-11-23", 23800), ("hb.allowance.pension_single_before", "2026-11-23", 25600),
    ("hb.allowance.pension_couple", "2026-11-23", 36325), ("hb.allowance.pension_couple_before", "2026-11-23", 38335),
    ("hb.allowance.pension_couple", "2025-11-23", 34660), ("hb.allowance.pension_single", "2024-11-23", 21815),
    ("hb.nondep.1", "2023-11-23", 1810), ("hb.nondep.6", "2023-11-23", 11675), ("hb.nondep.1", "2024-11-23", 1930),
    ("hb.nondep.1", "2025-11-23", 1965), ("hb.nondep.2", "2025-11-23", 4515), ("hb.nondep.3", "2025-11-23", 6200),
    ("hb.nondep.4", "2025-11-23", 10135), ("hb.nondep.5", "2025-11-23", 11545), ("hb.nondep.6", "2025-11-23", 12665),
    ("hb.nondep.1", "2026-11-23", 2040), ("hb.nondep.2", "2026-11-23", 4685), ("hb.nondep.3", "2026-11-23", 6435),
    ("hb.nondep.4", "2026-11-23", 10520), ("hb.nondep.5", "2026-11-23", 11985), ("hb.nondep.6", "2026-11-23", 13145),
    ("hb.nondep.from.2", "2026-11-23", 19200), ("hb.nondep.from.6", "2026-11-23", 60500),
    ("hb.meals.full.adult", "2026-11-23", 3730), ("hb.meals.part.adult", "2026-11-23", 2490),
    ("hb.meals.full.child", "2026-11-23", 1895), ("hb.meals.part.child", "2026-11-23", 1245),
    ("hb.meals.breakfast.adult", "2026-11-23", 450), ("hb.fuel.heating", "2024-11-23", 3525),
    ("hb.fuel.one_room", "2024-11-23", 2110), ("hb.earnings.housed.single", "2026-10-05", 7773),
    ("hb.earnings.housed.single_under_25", "2026-10-05", 6141), ("hb.earnings.housed.couple_under_18", "2026-10-05", 9733),
    ("hb.earnings.housed.couple_under_25", "2026-10-05", 6153), ("hb.earnings.housed.couple", "2026-10-05", 11970),
    ("uc.nondep", "2024-11-23", 9147), ("uc.nondep", "2025-11-23", 9302), ("uc.nondep", "2026-11-23", 9655),
    ("uc.standard.single_under_25", "2026-11-23", 33858), ("uc.standard.single", "2026-11-23", 42490),
    ("uc.standard.couple_under_25", "2026-11-23", 52834), ("uc.standard.couple", "2026-11-23", 66697),
    ("uc.standard.single", "2025-11-23", 40014), ("uc.work_allowance", "2025-11-23", 41100),
    ("uc.work_allowance", "2026-11-23", 42700), ("uc.capital.income", "2026-11-23", 435),
    ("uc.cap.family", "2026-11-23", 42346), ("uc.cap.single", "2025-11-23", 28371),
    ("uc.cap.family_london", "2026-11-23", 48698),
    ("uc.cap.single_london", "2026-11-23", 32629),
)


@pytest.mark.parametrize(("key", "on", "amount"), RULEBOOK)
def test_each_figure_of_the_rulebook(key: str, on: str, amount: int) -> None:
    figure = RATES.figure(key, date.fromisoformat(on))
    assert figure.amount == amount and figure.source and figure.label


def test_weekly_rents_go_up_on_the_first_monday_of_april_and_others_on_the_first() -> None:
    days = ((2014, 6), (2014, 7), (2018, 1), (2018, 2), (2024, 1))
    assert [benefit_year(date(year, 4, day), True) for year, day in days] == [2013, 2014, 2017, 2018, 2024]
    assert RATES.figure("hb.nondep.1", date(2026, 4, 5)).amount == 1965
    assert RATES.figure("hb.nondep.1", date(2026, 4, 6)).amount == 2040
    assert RATES.figure("hb.nondep.1", date(2026, 4, 1), weekly=False).amount == 2040
    assert RATES.figure("hb.nondep.1", date(2026, 3, 31), weekly=False).amount == 1965


@pytest.mark.parametrize(("key", "on", "words"), [
    ("hb.fuel.heating", date(2026, 11, 23), "is not known for 23 November 2026"),
    ("uc.child", date(2026, 11, 23), "as “uc.child”, with where it is written (UC Regs 2013 reg 36)"),
    ("hb.nondep.1", date(2027, 4, 5), "is not known for 5 April 2027"),
    ("uc.standard.single", date(2026, 4, 8), "is not certain on 8 April 2026"),
    ("hb.earnings.housed.single", date(2026, 10, 4), "is not known for 4 October 2026"),
])
def test_what_is_not_known_or_not_certain_is_never_used(key: str, on: date, words: str) -> None:
    with pytest.raises(NoFigure) as stopped:
        RATES.figure(key, on)
    assert words in str(stopped.value)


def test_a_figure_that_was_typed_in_holds_to_the_end_of_its_benefit_year() -> None:
    rates = typed("hb.fuel.heating", "36.40")
    assert rates.figure("hb.fuel.heating", date(2027, 4, 4)).amount == 3640
    assert rates.figure("hb.fuel.heating", date(2026, 11, 23)).source == "the letter of rates"
    for day in (date(2026, 4, 5), date(2027, 4, 5)):
        with pytest.raises(NoFigure):
            rates.figure("hb.fuel.heating", day)
    assert typed("hb.taper", "66").figure("hb.taper", date(2030, 1, 1)).amount == 6600, "a percentage holds until it is changed"
    assert "figures typed in here" in rates.version() and "typed" not in RATES.version()


@pytest.mark.parametrize("text", ["", "12,345.6x", "-1", "1.234", "NaN"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        typed_in([(date(2026, 4, 6), [("hb.taper", text)], "")])


def test_tables_that_do_not_hold_together_are_refused() -> None:
    row = '[[rate]]\nkey = "a"\nlabel = "a"\nunit = "week"\nsource = "b"\nvalues = []\n'
    with pytest.raises(Refused, match="name a twice"):
        parse_rates([f'version = "1"\n{row}', f'version = "2"\n{row}'])
    with pytest.raises(Refused, match="not readable"):
        parse_rates(['version = "1"\n[[rate]]\nkey = 1'])
