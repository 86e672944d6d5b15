"""Bands, the six years and the drafts of what is asked for: pure rules."""

from datetime import date

import pytest

from housingdesk.rent.rules.asking import Check, RefundDraft, check_problems, refund_problems, sort_code_words
from housingdesk.rent.rules.bands import Bands, Hand, Minute, why_no_minute, why_not, why_not_alone
from housingdesk.rent.rules.words import Payer
from housingdesk.rent.rules.writing_off import limitation

BANDS = Bands(25_000, 100_000)
ANN, SAM = Hand(1, "Ann Brown", "finance"), Hand(2, "Sam Dutta", "finance")
JO = Hand(3, "Jo Marsh", "manager")
ON = date(2026, 11, 23)


@pytest.mark.parametrize(("who", "pence", "says"), [
    (SAM, 25_000, ""), (SAM, -25_000, ""), (JO, 100_000, ""), (JO, 500_000, ""),
    (SAM, 25_001, "£250.01 is above the £250.00 that finance may allow. A manager may"),
    (SAM, 100_001, "£1,000.01 is above the £250.00 that finance may allow. The board may, and a manager writes down its "
                   "minute"),
    (ANN, 100, "You asked for it, so somebody else has to allow it"),
    (Hand(9, "ann  brown".title().replace("  ", " "), "manager"), 100,
     "It was asked for by a login in your own name, Ann Brown. Somebody of another name has to allow it"),
    (Hand(8, "Col Reed", "coordinator"), 100, "A coordinator does not allow money. Finance or a manager does"),
    (Hand(None, "Nobody", "manager"), 100, "You asked for it, so somebody else has to allow it"),
])
def test_who_may_allow_what_somebody_else_asked_for(who: Hand, pence: int, says: str) -> None:
    assert why_not(BANDS, pence, ANN, who) == says


@pytest.mark.parametrize(("pence", "minute", "says"), [
    (100_000, None, ""),
    (100_001, None, "£1,000.01 is above the £1,000.00 that a manager may allow. Give the reference and the day of the board’s "
                    "minute"),
    (100_001, Minute(" ", ON), "£1,000.01 is above the £1,000.00 that a manager may allow. Give the reference and the day of "
                               "the board’s minute"),
    (100_001, Minute("2026/41", date(2026, 11, 24)), "The board’s minute is not of a day to come"),
    (100_001, Minute("2026/41", ON), ""),
])
def test_above_the_managers_band_the_board_allows(pence: int, minute: Minute | None, says: str) -> None:
    assert why_no_minute(BANDS, pence, minute, ON) == says


def test_what_one_may_adjust_alone() -> None:
    assert why_not_alone(BANDS, -25_000, "finance") == why_not_alone(BANDS, 100_000, "manager") == ""
    assert why_not_alone(BANDS, 30_000, "finance").startswith("£300.00 is above the £250.00 that you may adjust by yourself")
    assert why_not_alone(BANDS, 1, "coordinator")


WEEKS = [(date(2019, 1, 7), 10_000), (date(2020, 1, 6), 10_000), (date(2021, 1, 4), 10_000)]


def test_a_debt_is_barred_six_years_after_each_part_fell_due() -> None:
    found = limitation(WEEKS, 25_000, ON)
    assert (found.first_due, found.last_due) == (date(2019, 1, 7), date(2021, 1, 4))
    assert (found.barred_pence, found.barred_on, found.barred) == (15_000, date(2027, 1, 4), False)
    assert found.sentence == ("Fell due from 7 January 2019 to 4 January 2021, nothing paid: barred on 4 January 2027; £150.00 "
                              "of it is barred already")
    assert limitation(WEEKS, 25_000, date(2027, 1, 4)).barred and not limitation(WEEKS, 25_000, date(2027, 1, 3)).barred


def test_what_is_paid_goes_to_the_oldest_weeks() -> None:
    assert limitation(WEEKS, 5_000, ON).first_due == date(2021, 1, 4)
    assert limitation(WEEKS, 0, ON).barred_on is None and limitation(WEEKS, 0, ON).sentence == "Nothing is owed"


def test_an_acknowledgement_begins_the_time_anew_but_not_once_it_is_over() -> None:
    told = limitation(WEEKS, 30_000, ON, acknowledged=[date(2024, 6, 3)])
    assert (told.barred_pence, told.barred_on) == (0, date(2030, 6, 3))
    late = limitation(WEEKS, 30_000, ON, acknowledged=[date(2025, 6, 2)])
    assert (late.barred_pence, late.barred_on) == (10_000, date(2031, 6, 2))


def test_a_chain_of_payments_counts_only_where_the_office_says_so() -> None:
    paid = [date(2024, 5, 1), date(2026, 5, 1)]
    assert limitation(WEEKS, 30_000, ON, paid=paid).barred_on == date(2032, 5, 1)
    assert limitation(WEEKS, 30_000, ON, paid=paid, payment_renews=False).barred_on == date(2027, 1, 4)


@pytest.mark.parametrize(("draft", "credit", "fields"), [
    (RefundDraft(1, 5_000, Payer.TENANT, "Left us", "A Khan", "20-00-00", "55779911"), 5_000, set()),
    (RefundDraft(1, 5_000, Payer.TENANT, "Left us", "A Khan"), 5_000, set()),
    (RefundDraft(1, 5_001, Payer.TENANT, "Left us", "A Khan"), 5_000, {"pence"}),
    (RefundDraft(1, 0, Payer.TENANT, "", ""), 5_000, {"pence", "reason", "pay_to"}),
    (RefundDraft(1, 100, Payer.TENANT, "Left us", "A Khan", "2000", "55779911"), 5_000, {"sort_code"}),
    (RefundDraft(1, 100, Payer.TENANT, "Left us", "A Khan", "200000", ""), 5_000, {"account_number"}),
    (RefundDraft(1, 100, Payer.TENANT, "Left us", "A Khan", "200000", "12"), 5_000, {"account_number"}),
    (RefundDraft(1, 100, Payer.TENANT, "Left us", "A Khan"), 0, {"pence"}),
])
def test_all_that_is_wrong_with_a_refund_is_said_at_once(draft: RefundDraft, credit: int, fields: set[str]) -> None:
    assert {problem.field for problem in refund_problems(draft, credit)} == fields


def test_checks_stop_or_want_an_answer() -> None:
    checks = (Check("hb", "Came from the council", stops=True), Check("debts", "Owes £5.00", asks="Did they agree?"))
    assert [problem.field for problem in check_problems(checks, {})] == ["", "debts"]
    assert [problem.message for problem in check_problems(checks, {"debts": "They agreed on the phone"})] == [
        "Came from the council"]


def test_a_sort_code_is_written_one_way() -> None:
    assert sort_code_words("20 00 00") == sort_code_words("200000") == "20-00-00" and sort_code_words("2000") == ""
