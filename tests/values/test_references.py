"""References that machines check: a wrong digit, a swap and a wrong shape are all found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.values.references import (
    format_nino,
    format_payment_reference,
    is_payment_reference,
    parse_account_number,
    parse_nino,
    parse_postcode,
    parse_sort_code,
    parse_uprn,
    payment_reference,
)

NUMBERS = st.integers(0, 9_999_999)


@given(NUMBERS, st.integers(0, 8), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: int, place: int, by: int) -> None:
    right = payment_reference(number)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1:]
    assert is_payment_reference(right) and not is_payment_reference(wrong)


@given(NUMBERS, st.integers(0, 7))
def test_every_swap_of_neighbours_is_found(number: int, place: int) -> None:
    right = payment_reference(number)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2:]
    assert swapped == right or not is_payment_reference(swapped)


@pytest.mark.parametrize("text", ["", "60004471", "6000447160", "60004471x", "٦٠٠٠٤٤٧١٦", "500044716"])
def test_another_shape_is_no_reference(text: str) -> None:
    assert not is_payment_reference(text)


def test_a_reference_is_printed_in_threes() -> None:
    assert format_payment_reference(payment_reference(4471)) == "600 044 716"
    for number in (-1, 10_000_000):
        with pytest.raises(ValueError, match="seven digits"):
            payment_reference(number)


def test_numbers_as_people_write_them() -> None:
    assert parse_nino("ab 12 34 56 c") == "AB123456C" and format_nino("AB123456C") == "AB 12 34 56 C"
    assert (parse_postcode("zz99zz"), parse_postcode("sw1a-2aa")) == ("ZZ9 9ZZ", "SW1A 2AA")
    assert (parse_uprn("000100012345"), parse_uprn("1")) == ("100012345", "1")
    assert (parse_sort_code("20-44-17"), parse_sort_code("'204417")) == ("204417", "204417")
    assert parse_account_number("234 5678") == "02345678"


@pytest.mark.parametrize(("parse", "text"), [
    (parse_nino, "QQ123456C"), (parse_nino, "BG123456A"), (parse_nino, "AB123456E"), (parse_nino, "AB12345C"), (parse_nino, ""),
    (parse_postcode, "ZZ9"), (parse_postcode, "9ZZ ZZ9"), (parse_postcode, "ZZ9 9CC"), (parse_postcode, ""),
    (parse_uprn, "0"), (parse_uprn, "1234567890123"), (parse_uprn, "12a"), (parse_uprn, "²"), (parse_sort_code, "20-44-1"),
    (parse_account_number, "12345"), (parse_account_number, "123456789")])
def test_what_cannot_be_one_is_refused(parse: object, text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse(text)  # type: ignore[operator]
