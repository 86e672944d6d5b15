"""Matching, controls, classes and recoveries of schedules without a database."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.benefits.rules.schedules.classes import Flags, Paid, flags, told
from housingdesk.benefits.rules.schedules.controls import difference, total_problems
from housingdesk.benefits.rules.schedules.likeness import same_address, same_name
from housingdesk.benefits.rules.schedules.matching import Directory, Known, claim_key, match, of_fund, rent_keys
from housingdesk.benefits.rules.schedules.recoveries import Debt, whose
from housingdesk.benefits.rules.schedules.settling import settle
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import LineClass, LineState, RecoveryWay

FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)
DAY = timedelta(1)


def read(claim: str = "", rent: str = "", name: str = "", address: str = "", gross: int = 36_000, recovery: int = 0,
         number: int = 1, first: date | None = FIRST, last: date | None = LAST, said: str = "") -> ReadLine:
    return ReadLine(number, claim, rent, name, address, first, last, None, gross, recovery, gross - recovery, said, said)


def known(number: int, names: str = "Amina Khan", address: str = "1 High Street", **more: Any) -> Known:
    facts: dict[str, Any] = {"starts_on": date(2020, 1, 6), "ends_on": None, **more}
    return Known(number, number + 100, f"60000{number:04d}", names, address, **facts)


def directory(*people: Known, claim: str = "77", **more: Any) -> Directory:
    return Directory(by_claim={claim: list(people)}, by_account={one.account_id: one for one in people}, **more)


@pytest.mark.parametrize(("said", "names", "same"), [
    ("KHAN, AMINA", "Amina Khan", True), ("Mrs A Khan", "Amina Khan", True), ("A. M. Khan", "Amina Maria Khan", True),
    ("B Khan", "Amina Khan", False), ("Khan", "Amina Khan and Yusuf Khan", True), ("Y KHAN", "Amina Khan and Yusuf Khan", True),
    ("O'NEILL P", "Pat O’Neill", True), ("Garcia, Maria", "Maria Garcia Lopez", True), ("NUNEZ", "José Núñez", True),
    ("Peter Jones", "Amina Khan", False), ("D?browski K", "Krzysztof Dąbrowski", True),
    ("Chris Cooper", "Christopher Cooper", True),
])
def test_a_name_as_an_office_writes_it(said: str, names: str, same: bool) -> None:
    assert same_name(said, names) is same


@pytest.mark.parametrize(("said", "address", "same"), [
    ("1 HIGH ST, ANYTOWN", "1 High Street", True), ("2 High Street", "1 High Street", False),
    ("High Street", "1 High Street", True),
    ("Flat 2, 14 Mill Lane", "Flat 2, 14 Mill Lane, Anytown", True), ("Flat 3, 14 Mill Lane", "Flat 2, 14 Mill Lane", False),
    ("1 Low Road", "1 High Street", False),
])
def test_an_address_as_an_office_writes_it(said: str, address: str, same: bool) -> None:
    assert same_address(said, address) is same


def test_references_are_the_same_however_they_are_written() -> None:
    assert claim_key(" HB 0012/34-5") == "hb0012345" and claim_key("0012345") == "12345"
    assert rent_keys("600 044 716") == ("600044716",) and rent_keys("600044716|77") == ("60004471677", "600044716", "77")
    assert of_fund("DHP award") and of_fund("Crisis and Resilience Fund") and not of_fund("2 Discretion Row")


def test_one_reference_of_two_agreements_is_that_which_runs_in_these_days() -> None:
    before = known(1, ends_on=FIRST - DAY)
    after = known(2, starts_on=FIRST)
    assert match(read("77"), directory(before, after), (FIRST, LAST)).account_id == 2
    assert match(read("77"), directory(before, after), (FIRST - 28 * DAY, FIRST - DAY)).account_id == 1
    both = match(read("77"), directory(known(1), known(2, "Joy Okafor")), (FIRST, LAST))
    assert both.state is LineState.ASK and "2 agreements: Amina Khan, Joy Okafor" in both.why
    assert match(read("77", name="J Okafor"), directory(known(1), known(2, "Joy Okafor")), (FIRST, LAST)).account_id == 2


def test_what_somebody_said_stands_as_long_as_that_agreement_runs() -> None:
    other = known(2, "Joy Okafor")
    found = directory(known(1), memory={"claim|77": 2})
    found.by_account[2] = other
    assert match(read("77"), found, (FIRST, LAST)).account_id == 2
    found.by_account[2] = known(2, "Joy Okafor", ends_on=FIRST)
    assert match(read("77"), found, (FIRST, LAST)).account_id == 1


@pytest.mark.parametrize(("ends_on", "words"), [
    (FIRST - DAY, "left on 18 October 2026, and the line pays from 19 October 2026"),
    (LAST - DAY, "left on 14 November 2026, but the line pays to 15 November 2026"),
])
def test_somebody_who_left_is_said_so(ends_on: date, words: str) -> None:
    found = match(read("77"), directory(known(1, ends_on=ends_on)), (FIRST, LAST))
    assert found.state is LineState.ASK and words in found.why and "asked back" in found.why
    assert [one.account_id for one in found.candidates] == [1]
    assert match(read("77"), directory(known(1, ends_on=LAST)), (FIRST, LAST)).state is LineState.MATCHED


def test_several_of_one_name_at_one_address_need_somebody() -> None:
    two = [known(1, "Ann Brown"), known(2, "Ann Brown")]
    found = Directory(by_surname={"brown": two})
    asked = match(read(name="A Brown", address="1 High Street"), found, (FIRST, LAST))
    assert asked.state is LineState.ASK and len(asked.candidates) == 2
    assert match(read(name="Nobody"), found, None).why == "Nobody called Nobody holds an agreement"
    assert match(read(), found, None).why == "The line names nobody and has no reference"


def test_totals_and_lines_that_do_not_agree() -> None:
    lines = [read("1"), read("2", recovery=2_408, name="Joy Okafor")]
    assert total_problems(69_592, lines) == [] and total_problems(72_000, lines) == [], "gross or net may be the total"
    [wrong] = total_problems(71_999, lines)
    assert wrong.message == "The schedule says £719.99, its lines come to £695.92. Difference £24.07"
    assert difference("Schedule", 69_592, "bank", 33_592, lines).endswith("one line (1) has that amount")


DEBTS = [Debt(5, 101, 1, "Amina Khan", 9_000, RecoveryWay.OWN_BENEFIT), Debt(6, 102, 2, "Joy", 9_000, RecoveryWay.OTHER_LINES)]


@pytest.mark.parametrize(("tenancy", "said", "debts", "account", "overpayment"), [
    (101, None, DEBTS, 1, 5), (103, None, DEBTS, 2, 6), (103, 1, DEBTS, 1, 5), (103, 9, DEBTS, 9, None),
    (103, None, DEBTS[:1], None, None),
    (103, None, [*DEBTS, Debt(7, 104, 4, "Lee", 9_000, RecoveryWay.OTHER_LINES)], None, None),
])
def test_whose_debt_is_taken_off(tenancy: int, said: int | None, debts: list[Debt], account: int | None,
                                 overpayment: int | None) -> None:
    found = whose(2_408, tenancy, debts, said)
    assert (found.account_id, found.overpayment_id) == (account, overpayment)


def test_lines_of_one_person_for_the_same_days_need_somebody_and_for_others_not() -> None:
    one = directory(known(1))
    same = settle([read("77", number=1), read("77", number=2, gross=500)], one, [], None)
    assert [each.state for each in same] == [LineState.ASK] * 2 and same[0].why.endswith("also line 2")
    later = settle([read("77"), read("77", first=LAST + DAY, last=LAST + 28 * DAY)], one, [], None)
    assert [each.state for each in later] == [LineState.MATCHED] * 2


def test_a_line_against_the_last_run() -> None:
    now, span = Paid(9_420, 37_680, (FIRST, LAST)), (FIRST, LAST)
    more = told(now, Paid(9_000, 36_000, None), known(1), recovery_pence=0, compared=True)
    assert (more.line_class, more.sentence) == (LineClass.CHANGED, "£4.20 a week more from 19 October 2026")
    about = Paid(9_418, 37_672, None, stated=False)
    assert told(now, about, None, recovery_pence=0, compared=True).line_class is LineClass.SAME
    assert told(now, None, None, recovery_pence=0, compared=True).line_class is LineClass.NEW
    assert told(now, None, None, recovery_pence=0, compared=False).line_class is None
    assert told(now, None, known(1, ends_on=LAST), recovery_pence=0, compared=True).line_class is LineClass.ENDED
    taken = told(now, None, None, recovery_pence=2_408, compared=True)
    assert taken.line_class is LineClass.RECOVERY and "credited with the whole £376.80" in taken.sentence
    by_sum = told(Paid(None, 30_000, span), Paid(None, 31_000, span), None, recovery_pence=0, compared=True)
    assert by_sum.sentence == "£10.00 less from 19 October 2026"


def test_the_award_on_file_and_the_charge() -> None:
    now = Paid(9_000, 36_000, (FIRST, LAST))
    assert flags(now, Flags(9_000, False, 9_000)) == ((), False)
    found, letter = flags(now, Flags(9_420, False, 9_420))
    assert letter and found == (
        "The award on file is £94.20 a week, paid is £90.00", "New shortfall: £94.20 a week is put down to benefit, so £4.20 a "
        "week falls to the tenant. A letter is to be written")
    by_month = flags(Paid(None, 41_000, None), Flags(40_000, True, None))
    assert by_month == (("The award on file is £400.00 a month, paid is £410.00",), False)
    assert flags(now, Flags(None, False, 0))[0] == ("No part of the charge is put down to benefit yet: record the award",)
