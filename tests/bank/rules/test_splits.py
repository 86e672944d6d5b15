"""Splitting one receipt: the rest, the sum, and what keeps it from being posted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.rules.splits import Share, filled, left, parse_share, problems, suggested
from tests.support.matching import AMINA, JOY, account

GARAGE = account(14, ("Amina", "Khan"), usual=((2000, "weekly garage charge"),), kind="garage")


@pytest.mark.parametrize(("typed", "pence"), [("112.40", 11240), ("=", None), (" = ", None), ("12+3", 1500)])
def test_a_row_takes_an_amount_or_the_rest(typed: str, pence: int | None) -> None:
    assert parse_share(typed) == pence


def test_what_is_not_money_is_refused() -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        parse_share("half")


def test_what_is_left_shows_while_typing() -> None:
    rows = [Share(1, 11240), Share(2, None)]
    assert left(13240, rows) == 2000
    assert filled(13240, rows) == (Share(1, 11240), Share(2, 2000))
    assert problems(13240, rows) == []


@pytest.mark.parametrize(("rows", "message"), [
    ([Share(1, 13240)], "A split needs at least two rows"),
    ([Share(1, None), Share(2, None)], "Only one row can take the rest with ="),
    ([Share(1, 10000), Share(2, 1000)], "£22.40 is left"),
    ([Share(1, 13240), Share(2, 1000)], "£10.00 too much is given"),
    ([Share(1, 13240), Share(2, 0)], "£0.00 cannot be posted as a part of £132.40"),
    ([Share(1, 14240), Share(2, -1000)], "−£10.00 cannot be posted as a part of £132.40"),
    ([Share(1, 13240), Share(2, None)], "£0.00 cannot be posted as a part of £132.40"),
    ([Share(1, 11240), Share(1, 2000)], "This account is in the split twice")])
def test_what_keeps_it_from_being_posted(rows: list[Share], message: str) -> None:
    assert message in [problem.message for problem in problems(13240, rows)]


def test_a_reversal_is_split_in_negative_parts() -> None:
    assert problems(-13240, [Share(1, -11240), Share(2, None)]) == []


@given(st.integers(2, 10**9), st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_a_right_split_sums_to_the_line(total: int, parts: list[int]) -> None:
    rows = [*(Share(n, pence) for n, pence in enumerate(parts)), Share(99, None)]
    done = filled(total, rows)
    assert sum(share.pence or 0 for share in done) == total
    assert (problems(total, rows) == []) == (sum(parts) < total)


@given(st.integers(-10**6, 10**6), st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(-10**6, 10**6)), max_size=5))
def test_no_split_without_problems_has_another_sum(total: int, rows: list[tuple[int, int | None]]) -> None:
    shares = [Share(*row) for row in rows]
    if not problems(total, shares):
        assert sum(share.pence or 0 for share in filled(total, shares)) == total
        assert all((share.pence or 0) * total > 0 for share in filled(total, shares))


def test_rent_and_garage_in_one_payment() -> None:
    assert suggested(13240, [GARAGE, AMINA]) == (Share(14, 2000), Share(4471, 11240))
    assert suggested(18240, [GARAGE, AMINA, JOY]) == (Share(14, 2000), Share(4471, 11240), Share(4812, 5000))
    assert suggested(13241, [GARAGE, AMINA]) == ()


def test_two_ways_to_sum_are_no_suggestion() -> None:
    twin = account(15, ("Amina", "Khan"), usual=((2000, "weekly garage charge"),), kind="garage")
    assert suggested(13240, [GARAGE, AMINA, twin]) == ()
