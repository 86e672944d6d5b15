"""Bounced payments find the one they take back, and propose to reverse just that."""

from datetime import date

import pytest

from housingdesk.bank.rules.normalise import read
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.reversals import Posted, PostedLines, is_returned
from tests.support.matching import MAREK, account, proposed, receipt

PAID = Receipt(55, date(2026, 10, 31), 9600, "STO NOWAK MK", payer_account="204417 12345678")
BACK = Receipt(56, date(2026, 11, 7), -9600, "REV STO NOWAK MK")


def test_it_reverses_the_original_on_its_account() -> None:
    proposal = proposed(BACK, posted=PostedLines([Posted(PAID, 4055)]))
    assert (proposal.tier, proposal.account_id, proposal.reverses) == (Tier.LIKELY, 4055, 55)
    assert proposal.why == "Reverses 31 October, same amount"
    assert proposal.evidence == "Original stays on the account"
    assert proposal.held_because == ("Not certain: this is a returned payment.",)


@pytest.mark.parametrize("line", [
    Receipt(1, date(2026, 11, 7), -9600, "RETURNED STANDING ORDER NOWAK"), Receipt(1, date(2026, 11, 7), -9600, "UNPAID NOWAK"),
    Receipt(1, date(2026, 11, 7), -9600, "NOWAK", kind="U1"), Receipt(1, date(2026, 11, 7), -9600, "X", "NOWAK", "REV")])
def test_words_and_unpaid_codes_say_so(line: Receipt) -> None:
    assert is_returned(line)
    assert proposed(line, posted=PostedLines([Posted(PAID, 4055)])).reverses == 55


@pytest.mark.parametrize("line", [
    Receipt(1, date(2026, 11, 7), 9600, "REV A KHAN"), Receipt(1, date(2026, 11, 7), -9600, "REVIVE GARDENS")])
def test_a_clergyman_and_a_gardener_do_not(line: Receipt) -> None:
    assert not is_returned(line)


@pytest.mark.parametrize("paid", [
    Receipt(55, date(2026, 10, 31), 9601, "STO NOWAK MK"), Receipt(55, date(2026, 10, 7), 9600, "STO NOWAK MK"),
    Receipt(55, date(2026, 11, 8), 9600, "STO NOWAK MK"), Receipt(55, date(2026, 10, 31), 9600, "STO KHAN")])
def test_another_amount_another_payer_or_too_long_ago(paid: Receipt) -> None:
    proposal = proposed(BACK, posted=PostedLines([Posted(paid, 4055)]))
    assert (proposal.tier, proposal.reverses) == (Tier.NEEDS_YOU, None)
    assert proposal.why == "A returned payment: its original was not found"


def test_the_bank_account_goes_before_a_name_and_the_newest_first() -> None:
    older = Receipt(54, date(2026, 10, 24), 9600, "STO NOWAK MK", payer_account="204417 12345678")
    namesake = Receipt(57, date(2026, 11, 5), 9600, "STO NOWAK MK")
    posted = PostedLines([Posted(older, 4055), Posted(PAID, 4055), Posted(namesake, 12)])
    back = read(Receipt(56, date(2026, 11, 7), -9600, "REV STO NOWAK MK", payer_account="20-44-17 12345678"))
    assert [p.receipt.line_id for p in posted.originals_of(back)] == [55, 54]


def test_a_reference_finds_it_under_any_name() -> None:
    paid = receipt(9600, "P GREEN", MAREK.reference, line=55, on=date(2026, 10, 31))
    back = receipt(-9600, "UNPAID", MAREK.reference, line=56, on=date(2026, 11, 7))
    assert proposed(back, posted=PostedLines([Posted(paid, 4055)])).reverses == 55


def test_two_originals_on_two_accounts_are_for_a_person() -> None:
    maria = account(12, ("Maria", "Nowak"), usual=((9600, "weekly rent"),))
    other = Receipt(54, date(2026, 10, 30), 9600, "STO NOWAK MK")
    proposal = proposed(BACK, accounts=(MAREK, maria), posted=PostedLines([Posted(PAID, 4055), Posted(other, 12)]))
    assert (proposal.tier, proposal.why) == (Tier.NEEDS_YOU, "A returned payment: two originals fit")
    assert {c.account_id for c in proposal.candidates} == {4055, 12}
