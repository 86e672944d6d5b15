"""A statement: it adds up or is not drawn, and it says all that rulebook §5.4 asks for."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.rules.statement import OwedPart, StatementLine, owed_sentence, refuse_wrong_sums, said_balance
from housingdesk.letters.rules.words import AgreementKind
from tests.support.letters import ADDRESS, TODAY, printed, rent_statement


def test_it_holds_everything_a_statement_must() -> None:
    page = " ".join(printed(pdf.draw_statement(rent_statement(12))))
    for words in ("Statement of your rent account", "Landlord Dale Vale Homes, 2 Mill Lane, Anytown, ZZ9 9ZZ",
                  "Name Amina Khan", "Home 14 Dale Road, Anytown, ZZ9 9ZZ", "Our reference T004471",
                  "Payment reference 600 044 716", "From 12 October 2026 to 23 November 2026", "Opening balance £359.36",
                  "Date Type What Charge Payment Owed", "12 Oct Rent Week of Monday 12 October £112.40 £471.76",
                  "12 Oct Housing Benefit Four weeks to 25 October £89.90 £381.86", "Closing balance",
                  "Universal Credit of £389.20 is expected on 6 December 2026. It is not counted above.",
                  "Your charge each week", "Cleaning of shared areas £12.40 £12.40 £0.00 £1.60",
                  "Heating and hot water £10.00 £0.00 £10.00 £10.00", "Together £112.40 £102.40 £10.00 £11.60",
                  "Kept apart from your rent account", "Court costs £355.00", "How to pay", "sort code 12-34-56",
                  "Always give your payment reference, 600 044 716.", "Citizens Advice 0800 144 8848",
                  "Your own part: £46.40 owed. Your own charge of £11.60 a week: 4 weeks owed.", "Page 1 of"):
        assert words in page, words


def test_every_entry_is_printed_and_carried_from_page_to_page() -> None:
    statement = rent_statement(200)
    pages = printed(pdf.draw_statement(statement))
    whole = " ".join(pages)
    for line in statement.lines:
        assert line.what in whole
    for page in pages[1:-1]:
        head, brought = page.split("Date Type What Charge Payment Owed", 1)[1].split("Brought forward", 1)
        assert not head.strip()
        balance = brought.split()[0]
        before = pages[pages.index(page) - 1]
        assert before.split("We can send this")[0].split()[-1] == balance or f"{balance} " in before


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 25, 61])
def test_any_length_ends_with_the_closing_balance(count: int, large_print: bool) -> None:
    statement = rent_statement(count, large_print=large_print)
    words = " ".join(printed(pdf.draw_statement(statement)))
    assert words.count("Opening balance") == words.count("Closing balance") == 1
    assert owed_sentence(statement) in words


def test_a_credit_is_said_in_words() -> None:
    line = StatementLine(TODAY, "Standing order", "In advance", -40000, -4064)
    statement = rent_statement(0, lines=(line,), closing_pence=-4064, parts=())
    words = " ".join(printed(pdf.draw_statement(statement)))
    assert "£40.64 in credit" in words
    assert "you were £40.64 in credit." in words
    assert "−" not in words


def test_words_of_a_licence() -> None:
    page = printed(pdf.draw_statement(rent_statement(4, AgreementKind.LICENCE)))[0]
    assert "Statement of your licence charge account" in page
    assert "Housing provider Dale Vale Homes" in page


@given(st.lists(st.integers(-200000, 200000), min_size=1, max_size=30), st.data())
def test_a_statement_that_does_not_add_up_is_refused(amounts: list[int], data: st.DataObject) -> None:
    balance, lines = 0, []
    for amount in amounts:
        balance += amount
        lines.append(StatementLine(TODAY, "Rent", "A week", amount, balance))
    right = rent_statement(0, opening_pence=0, lines=tuple(lines), closing_pence=balance, parts=())
    refuse_wrong_sums(right)
    number = data.draw(st.integers(0, len(lines) - 1))
    wrong = [*lines]
    wrong[number] = replace(wrong[number], balance_pence=wrong[number].balance_pence + 1)
    with pytest.raises(Refused, match=f"line {number + 1}:"):
        refuse_wrong_sums(replace(right, lines=tuple(wrong)))
    with pytest.raises(Refused, match="closing balance"):
        refuse_wrong_sums(replace(right, closing_pence=balance - 1))
    with pytest.raises(Refused, match="do not come to the whole"):
        refuse_wrong_sums(replace(right, parts=(OwedPart("Your own part", balance + 1),)))


def test_a_statement_that_does_not_add_up_is_not_drawn() -> None:
    with pytest.raises(Refused, match="does not add up"):
        pdf.draw_statement(replace(rent_statement(3), closing_pence=1))


def test_balances_in_the_column() -> None:
    assert [said_balance(p) for p in (48216, 0, -2000)] == ["£482.16", "£0.00", "£20.00 in credit"]


def test_older_years_are_named_in_the_dates() -> None:
    line = StatementLine(date(2025, 12, 29), "Rent", "A week", 100, 36036)
    page = printed(pdf.draw_statement(rent_statement(0, lines=(line,), closing_pence=36036, parts=())))[0]
    assert "29 Dec 25 Rent A week £1.00 £360.36" in page


def test_a_long_bank_narrative_wraps_and_is_not_cut() -> None:
    narrative = "FASTER PAYMENT RECEIVED FROM MRS O ADEBAYO-WILLIAMS REF 600044716KHANRENTNOVEMBERANDDECEMBER2026"
    line = StatementLine(TODAY, "Payment by bank transfer", narrative, -100, 35836)
    page = printed(pdf.draw_statement(rent_statement(0, lines=(line,), closing_pence=35836, parts=())))[0]
    assert narrative.replace(" ", "").startswith("FASTERPAYMENT")
    for word in narrative.split()[:-1]:
        assert word in page
    assert "600044716KHANRENT" in page.replace(" ", "")


@pytest.mark.slow
def test_a_thousand_lines_are_drawn_quickly_and_in_proportion() -> None:
    small, large = rent_statement(100, address=ADDRESS), rent_statement(1000, address=ADDRESS)
    pdf.draw_statement(small)
    began = time.process_time()
    pdf.draw_statement(small)
    middle = time.process_time()
    pdf.draw_statement(large)
    assert time.process_time() - middle < 20 * (middle - began)
