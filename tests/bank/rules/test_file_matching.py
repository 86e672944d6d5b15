"""Whose a payment of a file is: by our reference wherever it stands, never by a guess; each answer has its sentence."""

from datetime import date

import pytest

from housingdesk.bank.rules.file_matching import Payee, keys_of, match, near_keys
from housingdesk.bank.rules.payment_files import Payment, apart
from housingdesk.bank.rules.words import FileLineState
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.references import payment_reference

DAY = date(2026, 11, 13)
OURS, GARAGE, GONE = payment_reference(4471), payment_reference(88), payment_reference(12)
KNOWN = {OURS: Payee(1, OURS, AccountKind.RENT, "Amina Khan", None),
         GARAGE: Payee(2, GARAGE, AccountKind.GARAGE, "Joy Okafor", None),
         GONE: Payee(3, GONE, AccountKind.RENT, "Dean Lewis", date(2025, 5, 3))}


def payment(reference: str, doubt: str = "", name: str = "") -> Payment:
    return Payment(1, reference, name, "PayPoint", DAY, 100, reference, doubt)


@pytest.mark.parametrize(("reference", "account", "why"), [
    (OURS, 1, "Reference 600 044 716 is Amina Khan"), (f"DVHA{OURS}", 1, "Reference 600 044 716 is Amina Khan"),
    (f"982611{OURS}", 1, "Reference 600 044 716 is Amina Khan"), ("RENT 600 044-716", 1, "is Amina Khan"),
    (GARAGE, 2, "is the garage account of Joy Okafor"),
    (GONE, 3, "is Dean Lewis, who left on 3 May 2025: it lessens what is still owed")])
def test_a_reference_is_found_wherever_it_stands(reference: str, account: int, why: str) -> None:
    found = match(payment(reference), KNOWN)
    assert (found.account_id, found.state) == (account, FileLineState.FOUND) and why in found.why


@pytest.mark.parametrize(("reference", "why"), [
    ("", "It has no reference"), ("4471", "No account has the reference 4471"),
    ("600044761", "600044761 has a wrong check digit. One digit away: 600 044 716 of Amina Khan"),
    ("699999990", "has a wrong check digit, and no account is one digit away"),
    (f"{OURS} {GARAGE}", "Its reference is of Amina Khan and Joy Okafor. Say whose it is")])
def test_what_is_not_certain_is_asked(reference: str, why: str) -> None:
    found = match(payment(reference), KNOWN)
    assert (found.account_id, found.state) == (None, FileLineState.UNKNOWN) and why in found.why


def test_a_line_that_may_take_money_back_is_looked_at() -> None:
    found = match(payment(OURS, "A returned cheque takes money back"), KNOWN)
    assert (found.account_id, found.state) == (1, FileLineState.TAKES_BACK)
    assert found.why == "A returned cheque takes money back. Reference 600 044 716 is Amina Khan"
    assert match(payment("1", "It may"), KNOWN).state is FileLineState.TAKES_BACK


def test_one_slip_leads_to_the_right_reference_and_a_right_one_to_no_other() -> None:
    for at in range(1, 9):
        wrong = OURS[:at] + str((int(OURS[at]) + 1) % 10) + OURS[at + 1:]
        assert OURS in near_keys(payment(wrong)) and OURS not in keys_of(payment(wrong))
    assert near_keys(payment(OURS)) == ()


@pytest.mark.parametrize(("facts", "said"), [
    ((10_000, 0, 10_000, ()), "The sums agree: £100.00"), ((10_000, 150, 9_850, ()), "The sums agree: £98.50"),
    ((10_000, 150, 10_000, ()), "less fees of £1.50, the bank shows £100.00: £1.50 more; it is the sum before fees"),
    ((10_000, 0, 9_000, (500, 500)), "£10.00 less"), ((10_000, 0, 9_500, (500, 500)), "2 payments are of that amount")])
def test_how_far_a_file_and_its_lump_are_apart(facts: tuple[int, int, int, tuple[int, ...]], said: str) -> None:
    assert said in apart(*facts)
