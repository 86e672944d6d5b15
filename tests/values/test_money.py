"""Money typed by people and split by rules: exact, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.values.money import balance_words, decimal_text, format_pence, parse_money, portion, share, split


@pytest.mark.parametrize(("typed", "pence"), [
    ("1234.5", 123450), ("£1,234.50", 123450), ("12.40+3.60", 1600), ("12.40 + 3.60", 1600), ("20-0.01", 1999), (".5", 50),
    ("-12.40", -1240), ("−12.40", -1240), ("(12.40)", -1240), ("12.40 cr", -1240), ("12.40 DR", 1240), ("£ 7", 700),
    (" 0 ", 0), ("9,999,999,999.99", 999999999999)])
def test_what_people_type_is_pence(typed: str, pence: int) -> None:
    assert parse_money(typed) == pence


@pytest.mark.parametrize("typed", [
    "", " ", "twelve", "12.405", "1.2.3", "1,23", "12,40", "1O.00", "£", "-", "+", "--5", "5+", "+-", "nan", "1e5", "0x10",
    "１２", "12 40", "1 234.50", "12 .40", "12. 40", "$12", "€5", "12p", "1_000", "()", "99999999999999", "½", "٣"])
def test_what_is_not_money_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Type|not an amount|gap|too large") as refused:
        parse_money(typed)
    assert not typed.strip() or typed.strip() in str(refused.value)


@given(st.integers(-10**12, 10**12))
def test_what_is_written_is_read_again(pence: int) -> None:
    assert parse_money(format_pence(pence)) == parse_money(decimal_text(pence)) == pence


@given(st.integers(-10**9, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_shares_sum_to_the_whole_and_none_is_a_penny_off(pence: int, weights: list[int]) -> None:
    parts = share(pence, weights)
    assert sum(parts) == pence
    assert all(abs(part * sum(weights) - pence * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True))


def test_nothing_is_shared_by_nobody() -> None:
    assert split(100, 3) == [34, 33, 33]
    for weights in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="weights"):
            share(100, weights)


@given(st.integers(0, 10**7), st.integers(1, 6))
def test_the_parts_of_a_week_make_the_week(weekly: int, days: int) -> None:
    assert portion(weekly, days, 7) + portion(weekly, 7 - days, 7) == weekly


def test_half_a_penny_is_rounded_up_away_from_nil() -> None:
    assert (portion(5, 1, 2), portion(-5, 1, 2), portion(11240, 3, 7)) == (3, -3, 4817)


def test_a_balance_is_said_without_a_sign() -> None:
    assert [balance_words(pence) for pence in (48216, -2000, 0)] == ["£482.16 owed", "£20.00 in credit", "£0.00 up to date"]
