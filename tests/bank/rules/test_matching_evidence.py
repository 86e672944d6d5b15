"""Each row of the evidence table (payment-files §5.2): its points, its kind and its sentence."""

from datetime import date

import pytest

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.evidence import AmountFit, Evidence, Kind, weigh
from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.names import NameFit
from housingdesk.bank.rules.normalise import read
from housingdesk.bank.rules.proposals import Candidate
from housingdesk.bank.rules.quoted import Quoted, Slip
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from tests.support.matching import AMINA, DEAN, EVERYBODY, JOY, MAREK, account, learnt, receipt


def evidence(line: Receipt, facts: AccountFacts, memory: Memory | None = None,
             accounts: tuple[AccountFacts, ...] = EVERYBODY) -> Evidence:
    ranked = weigh(read(line), Index(accounts), memory if memory is not None else Memory()).ranked
    return next(e for e in ranked if e.entry.facts == facts)


def reasons(found: Evidence) -> tuple[str, ...]:
    return Candidate(found).reasons


def test_the_whole_reference_is_sixty_points() -> None:
    found = evidence(receipt(1, "SOMEBODY", AMINA.reference), AMINA)
    assert (found.points, set(found.kinds)) == (60, {Kind.REFERENCE})
    assert reasons(found) == ("The reference is this tenant’s.",)


def test_a_licensee_is_called_a_resident() -> None:
    assert reasons(evidence(receipt(1, "SOMEBODY", JOY.reference), JOY)) == ("The reference is this resident’s.",)
    assert Candidate(evidence(receipt(1, "SOMEBODY", JOY.reference), JOY)).headline == "The reference is this resident’s"


def test_a_reference_without_its_first_digit_is_five_points_less() -> None:
    found = evidence(receipt(1, "SOMEBODY", AMINA.reference[1:]), AMINA)
    assert (found.points, found.quoted) == (55, Quoted.SHORT)
    assert reasons(found) == ("The reference is this tenant’s, but for its first digit.",)


@pytest.mark.parametrize("written", ["T004471", "T 004471", "REF T004471", "t004471"])
def test_the_tenancy_reference_has_no_check_digit(written: str) -> None:
    found = evidence(receipt(1, "SOMEBODY", written), AMINA)
    assert (found.points, found.quoted) == (50, Quoted.TENANCY)
    assert reasons(found) == ("T004471 is this tenant’s.",)


@pytest.mark.parametrize(("pence", "number"), [(11240, 4471), (2000, 14), (5000, 4471)])
def test_one_tenancy_reference_of_rent_and_garage_means_the_rent_unless_the_amount_says_otherwise(
        pence: int, number: int) -> None:
    garage = account(14, ("Amina", "Khan"), usual=((2000, "weekly garage charge"),), kind="garage")._replace(
        tenancy_reference="T004471")
    ranked = weigh(read(receipt(pence, "SOMEBODY", "T004471")), Index((*EVERYBODY, garage)), Memory()).ranked
    assert [e.entry.account_id for e in ranked] == [number]


def test_an_account_without_a_known_beginning() -> None:
    old = account(12, ("Sam", "Hill"), begins=date.min)
    assert evidence(receipt(1, "S HILL", old.reference), old, accounts=(old,)).quoted == Quoted.WHOLE


def test_the_lettered_reference_of_a_licence_is_not_read_as_digits() -> None:
    assert evidence(receipt(1, "SOMEBODY", "L004812"), JOY).quoted == Quoted.TENANCY


def test_another_number_of_the_tenant() -> None:
    uc = account(4390, ("Leah", "Brandt"), others=("0091183",))
    found = evidence(receipt(38920, "DEPT WORK PENS", "0091183"), uc, accounts=(*EVERYBODY, uc))
    assert (found.points, found.quoted) == (40, Quoted.OTHER_NUMBER)
    assert reasons(found) == ("The number is one that this tenant has with us.",)


@pytest.mark.parametrize(("written", "slip", "said"), [
    ("600944716", Slip.DIGIT, "The reference differs by one digit."),
    ("600404716", Slip.SWAP, "Two digits of the reference are swapped."),
    ("60004716", Slip.MISSING, "One digit of the reference is missing."),
    ("6000444716", Slip.EXTRA, "The reference has one digit too many.")])
def test_a_reference_one_slip_away(written: str, slip: Slip, said: str) -> None:
    found = evidence(receipt(1, "SOMEBODY", written), AMINA)
    assert (found.points, found.slip) == (25, slip)
    assert reasons(found) == (said,)


def test_the_points_of_a_slip_are_shared_among_equals() -> None:
    near = account(4472, ("Sam", "Green"))
    typed = near.reference[:8] + AMINA.reference[8]
    found = evidence(receipt(1, "SOMEBODY", typed), AMINA, accounts=(*EVERYBODY, near))
    assert (found.points, reasons(found)) == (
        12, ("The reference differs by one digit. One other reference is as near.",))


def test_two_digits_swapped_in_a_tenancy_reference() -> None:
    yusuf = account(4181, ("Yusuf", "Hassan"), usual=((10477, "weekly rent"),))
    line = receipt(10477, narrative="BGC T004118 HASSAN")
    found = evidence(line, yusuf, accounts=(*EVERYBODY, yusuf))
    assert Candidate(found).headline == "Two digits swapped in the reference, surname and weekly rent fit"


def test_the_same_bank_account() -> None:
    line = receipt(5, "SOMEBODY", "HELLO", bank="204417 12345678")
    memory = learnt(AMINA, 7, line)
    other = receipt(6, "ELSE", "WORDS", bank="20-44-17 12345678")
    found = evidence(other, AMINA, memory)
    assert (found.points, set(found.kinds)) == (50, {Kind.HISTORY})
    assert reasons(found) == ("Paid from the same bank account 7 of 7 times before.",)


def test_the_same_payer_and_wording_count_both() -> None:
    line = receipt(5, "SOMEBODY", "HELLO")
    memory = learnt(MAREK, 1, line, learnt(AMINA, 5, line))
    found = evidence(receipt(6, "SOMEBODY", "HELLO"), AMINA, memory)
    assert found.points == round(45 * 5 / 6 * (1 - 1 / 32)) + round(15 * 5 / 6 * (1 - 1 / 32))
    assert reasons(found) == ("Same payer and wording 5 of 6 times before.",)


def test_the_same_payer_with_other_words() -> None:
    memory = learnt(AMINA, 2, receipt(5, "SOMEBODY", "HELLO"))
    found = evidence(receipt(6, "SOMEBODY", "GOODBYE"), AMINA, memory)
    assert (found.points, reasons(found)) == (11, ("The same payer paid this account twice before.",))


@pytest.mark.parametrize(("written", "fits"), [
    ("14 DALE ROAD", True), ("14 DALE RD", True), ("14 DALE", True), ("RENT 14 DALE RO", True), ("14 DALE STREET", False),
    ("15 DALE ROAD", False), ("14 MILL LANE", False)])
def test_house_number_and_street(written: str, fits: bool) -> None:
    weighed = weigh(read(receipt(1, "SOMEBODY", written)), Index(EVERYBODY), Memory())
    found = [e for e in weighed.ranked if e.entry.facts == AMINA]
    assert bool(found) == fits
    if fits:
        assert (found[0].points, set(found[0].kinds), reasons(found[0])) == (
            20, {Kind.ADDRESS}, ("House number and street fit.",))


def test_one_of_several_flats_needs_its_own_number() -> None:
    flats = (MAREK, account(4056, ("Ola", "Berg"), house="11", street="Mill Lane", room="Flat 3"))
    named = evidence(receipt(1, "SOMEBODY", "FLAT 2 11 MILL LANE"), MAREK, accounts=flats)
    assert (named.address, named.points) == (AddressFit.WHOLE, 20)
    unnamed = evidence(receipt(1, "SOMEBODY", "11 MILL LN"), MAREK, accounts=flats)
    assert (unnamed.address, unnamed.points) == (AddressFit.SHARED, 10)
    assert reasons(unnamed) == ("House number and street fit, as for one more.",)


def test_a_room_is_found_by_its_house() -> None:
    assert evidence(receipt(1, "SOMEBODY", "ROOM 3 BEECH HOUSE"), JOY).address == AddressFit.WHOLE


@pytest.mark.parametrize(("payer", "fit", "points", "said"), [
    ("AMINA KHAN", NameFit.FULL, 22, "The name fits."),
    ("MRS A KHAN", NameFit.INITIAL, 12, "The initial and the surname fit."),
    ("KHAN A", NameFit.INITIAL, 12, "The initial and the surname fit."),
    ("KHAN", NameFit.SURNAME, 8, "The surname fits."),
    ("MR B KHAN", NameFit.OTHER, 6, "The surname fits, the first name does not."),
    ("AHMED KHAN", NameFit.OTHER, 6, "The surname fits, the first name does not.")])
def test_names(payer: str, fit: NameFit, points: int, said: str) -> None:
    found = evidence(receipt(1, payer, "MONEY"), AMINA)
    assert (found.name, found.points, set(found.kinds), reasons(found)) == (fit, points, {Kind.NAME}, (said,))


def test_a_joint_tenant_is_as_good() -> None:
    joint = account(12, ("Ewa", "Nowak"), ("Dele", "Adeyemi"))
    assert evidence(receipt(1, "D ADEYEMI", "MONEY"), joint, accounts=(joint,)).name == NameFit.INITIAL


def test_a_double_barrelled_name_and_a_short_one() -> None:
    both = account(12, ("Christopher", "Smith-Jones"))
    assert evidence(receipt(1, "CHRIS JONES", "MONEY"), both, accounts=(both,)).name == NameFit.FULL


def test_a_surname_cut_off_at_eighteen_characters() -> None:
    long = account(12, ("Christopher", "Featherstone"))
    assert evidence(receipt(1, "CHRISTOPHER FEATHE", "MONEY"), long, accounts=(long,)).name == NameFit.FULL


def test_the_tenants_name_in_the_wording_of_another_payer() -> None:
    found = evidence(receipt(1, "P LEWIS", "AMINA KHAN"), AMINA)
    assert (found.payer_name, found.wording_name, found.name) == (NameFit.NONE, NameFit.FULL, NameFit.FULL)


@pytest.mark.parametrize(("pence", "fit", "points", "said"), [
    (11240, AmountFit.USUAL, 12, "£112.40 is the weekly rent."),
    (22480, AmountFit.PART, 6, "£224.80 is twice the weekly rent."),
    (5620, AmountFit.PART, 6, "£56.20 is half the weekly rent."),
    (48707, AmountFit.USUAL, 12, "£487.07 is the weekly rent as a monthly sum."),
    (11300, AmountFit.NONE, 0, "")])
def test_amounts(pence: int, fit: AmountFit, points: int, said: str) -> None:
    found = evidence(receipt(pence, "AHMED KHAN", "MONEY"), AMINA)
    assert (found.amount, found.points - 6) == (fit, points)
    assert reasons(found)[1:] == ((said,) if said else ())


def test_an_agreed_instalment_is_a_usual_amount() -> None:
    found = evidence(receipt(5000, "J OKAFOR", "MONEY"), JOY)
    assert reasons(found)[-1] == "£50.00 is the agreed instalment."


def test_an_amount_this_payer_paid_before() -> None:
    memory = learnt(AMINA, 3, receipt(12375, "P LEWIS", "AMINA"))
    found = evidence(receipt(12375, "P LEWIS", "FOR HER"), AMINA, memory)
    assert (found.amount, reasons(found)[-1]) == (AmountFit.HABIT, "£123.75 came from this payer 3 times before.")


def test_a_reference_cut_short_supports_what_history_says() -> None:
    line = receipt(13000, "P GREEN", "RENT PAYMENT 60004")
    found = evidence(line, AMINA, learnt(AMINA, 2, line), accounts=(AMINA, account(12, ("Sam", "Hill"))))
    assert (found.slip, reasons(found)[0]) == (Slip.CUT, "The beginning of the reference is this account’s.")


def test_monthly_rent_is_called_monthly() -> None:
    assert reasons(evidence(receipt(42510, "D LEWIS", "MONEY"), DEAN))[-1] == "£425.10 is the monthly rent."
