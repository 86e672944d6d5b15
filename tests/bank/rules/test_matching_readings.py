"""What a bank's text is read as: references in every form payers write them, words, keys that last."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.bank.rules.memory import keys_of
from housingdesk.bank.rules.normalise import LONGEST_KEY, read
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.values.references import payment_reference
from tests.support.matching import MONDAY, receipt

REFERENCE = payment_reference(4471)


@pytest.mark.parametrize("written", [
    "600044716", "600 044 716", "600-044-716", "600/044/716", "RENT 600044716", "RENT600044716", "6OOO44716", "60O044 7I6",
    "REF: 600044716 KHAN", "0600044716", "14 600044716"])
def test_a_reference_is_read_however_it_is_written(written: str) -> None:
    assert list(read(receipt(reference=written, payer="A KHAN")).references) == [REFERENCE]


def test_a_reference_without_its_first_digit_is_not_whole() -> None:
    assert read(receipt(payer="A KHAN", reference="00044716")).references == {REFERENCE: False}
    assert read(receipt(payer="A KHAN", reference="600044716")).references == {REFERENCE: True}


@pytest.mark.parametrize("written", ["600044717", "604044716", "60004473", "6000447166", "RENT", "03/11/26", "14 DALE"])
def test_what_fails_the_check_digit_is_no_reference(written: str) -> None:
    assert not read(receipt(payer="A KHAN", reference=written)).references


def test_eight_digits_may_be_a_reference_without_its_first_or_with_another_digit_left_out() -> None:
    reading = read(receipt(payer="A KHAN", reference="60004471"))
    assert reading.references == {"660004471": False}
    assert list(reading.wording.near) == ["60004471"]


def test_the_reference_may_stand_in_the_payers_field_or_only_in_the_narrative() -> None:
    assert list(read(receipt(payer="600044716 KHAN", reference="RENT")).references) == [REFERENCE]
    assert list(read(receipt(payer="A KHAN", reference="RENT", narrative="A KHAN RENT 600044716")).references) == [REFERENCE]


def test_date_time_and_code_of_a_faster_payment_leave_no_trace() -> None:
    plain = read(Receipt(1, MONDAY, 1, "A KHAN , RENT FLAT"))
    tailed = read(Receipt(1, MONDAY, 1, "A KHAN , RENT FLAT , FP 03/11/26 1030 , RP4679382756AB"))
    assert (tailed.payer_key, tailed.wording_key) == (plain.payer_key, plain.wording_key) == ("A KHAN", "A KHAN|RENT FLAT")


@pytest.mark.parametrize("narrative", [
    "STO A KHAN HOUSE RENT", "FASTER PAYMENT A KHAN HOUSE RENT", "A KHAN HOUSE RENT FP 03/11/26 10:30 12345678901234",
    "BGC A KHAN HOUSE RENT 03/11/2026", "A KHAN HOUSE RENT NOV"])
def test_a_narrative_alone_gives_the_same_keys_every_time(narrative: str) -> None:
    reading = read(Receipt(1, MONDAY, 11240, narrative))
    assert (reading.payer_key, reading.wording_key) == ("A KHAN", "A KHAN|HOUSE RENT")
    assert not reading.apart


def test_months_and_dates_do_not_make_a_new_wording() -> None:
    said = {read(receipt(payer="A KHAN", reference=text)).wording_key for text in ("RENT 3 NOV", "RENT 12 DEC", "RENT JAN")}
    assert said == {"A KHAN|RENT"}


def test_the_reference_is_the_wording_whatever_stands_around_it() -> None:
    said = {read(receipt(payer="A KHAN", reference=t)).wording_key for t in ("600044716", "RENT 600 044 716", "600-044-716")}
    assert said == {"A KHAN|#600044716"}


def test_accents_and_apostrophes_fold() -> None:
    assert read(receipt(payer="Łukasz O'Brién", reference="rent")).payer_key == "LUKASZ OBRIEN"


def test_a_missing_reference_may_be_said_in_words() -> None:
    assert read(receipt(payer="A KHAN", reference="NONREF", narrative="A KHAN 14 DALE")).wording_key == "A KHAN|14 DALE"


def test_keys_name_the_bank_account_the_wording_the_payer_and_the_amount() -> None:
    keys = dict(keys_of(receipt(5000, "A KHAN", "RENT", bank="20-44-17 12345678")))
    assert keys == {"bank": "20441712345678", "wording": "A KHAN|RENT", "payer": "A KHAN", "amount": "A KHAN|5000"}


def test_a_line_that_says_nothing_has_no_keys() -> None:
    assert keys_of(Receipt(1, MONDAY, 100, "")) == ()


@given(st.text(max_size=300), st.none() | st.text(max_size=300), st.none() | st.text(max_size=300),
       st.none() | st.text(max_size=60), st.integers(-10**9, 10**9))
def test_no_text_breaks_the_reading(narrative: str, payer: str | None, reference: str | None, bank: str | None,
                                    pence: int) -> None:
    keys = keys_of(Receipt(1, date(2026, 1, 5), pence, narrative, payer, reference, bank))
    assert all(0 < len(key) <= LONGEST_KEY for _, key in keys)


@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "RENT {}", "{} KHAN", "14 DALE {}"]), st.integers(0, 2))
def test_every_reference_is_found_in_any_grouping(number: int, frame: str, grouping: int) -> None:
    reference = payment_reference(number)
    grouped = (reference, f"{reference[:3]} {reference[3:6]} {reference[6:]}", f"{reference[:4]}-{reference[4:]}")[grouping]
    assert reference in read(receipt(payer="A KHAN", reference=frame.format(grouped))).references
