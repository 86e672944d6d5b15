"""*Explain this balance*: true, short, and never one person's debt mixed with what benefit has still to pay."""

from dataclasses import replace
from datetime import date

from housingdesk.rent.rules.explain import BalanceFacts, Expected, explain, periods_words
from housingdesk.rent.rules.words import AccountKind

RENT = BalanceFacts("rent", "week", 48216, 48216, 0, 0, 11240, 11240, oldest_unpaid=date(2026, 8, 3))
PART_BENEFIT = BalanceFacts("licence charge", "week", 103840, 4640, 99200, 0, 24800, 1160, "Housing Benefit",
                            date(2026, 10, 26))


def test_a_debt_is_whole_weeks_and_the_rest_from_its_month() -> None:
    assert explain(RENT) == ["You owe £482.16.", "That is four weeks’ rent of £112.40 and £32.56 from August."]
    assert explain(replace(RENT, pence=11240))[1] == "That is one week’s rent of £112.40."
    assert explain(replace(RENT, pence=500))[1] == "That is less than one week’s rent of £112.40."


def test_the_own_part_stands_beside_the_benefit_part() -> None:
    assert explain(PART_BENEFIT) == [
        "The account is £1,038.40 behind.", "Housing Benefit is paid to 25 October.",
        "£992.00 is for Housing Benefit to pay, and you are not asked for it.",
        "Your own charge is £11.60 a week: 4 weeks owed, £46.40."]


def test_nobody_who_owes_is_told_that_they_are_in_credit() -> None:
    ahead = replace(PART_BENEFIT, pence=-5360, benefit_pence=-10000)
    assert explain(ahead)[0] == "The account is £53.60 in credit."
    assert "Housing Benefit has paid £100.00 ahead." in explain(ahead)
    assert explain(ahead)[-1].endswith("4 weeks owed, £46.40.")
    level = replace(PART_BENEFIT, pence=0, benefit_pence=-4640)
    assert explain(level)[0] == "The account comes to nil."


def test_credit_nil_and_what_is_apart() -> None:
    assert explain(replace(RENT, pence=-2000)) == ["You are £20.00 in credit."]
    assert explain(replace(RENT, pence=0)) == ["Your account is up to date."]
    costs = explain(replace(RENT, pence=0, sub_accounts=((AccountKind.COURT_COSTS, 41500),)))
    assert costs[-1] == "Apart from this, court costs: £415.00 owed. This is not rent."


def test_money_on_its_way_is_named_with_its_day() -> None:
    told = explain(replace(PART_BENEFIT, expected=(Expected(date(2026, 11, 30), 99200, "Housing Benefit"),)))
    assert told[-1] == "Housing Benefit of £992.00 is due on Monday 30 November."


def test_periods_are_said_as_people_count_them() -> None:
    assert [periods_words(pence, 11240) for pence in (0, -5, 11240, 48216)] == ["", "", "1 week", "4.3 weeks"]
    assert periods_words(48216, 0) == ""
