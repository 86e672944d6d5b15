"""Certain, likely, needs you, not rent: the lines of the money-in screen and their words (ux.md §1.5)."""

from datetime import date

import pytest

from housingdesk.bank.rules.evidence import Kind
from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory, keys_of
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import RULES_VERSION, AccountFacts, Receipt
from housingdesk.bank.rules.tiers import propose_all
from tests.support.matching import (
    AMINA,
    DEAN,
    EVERYBODY,
    JOY,
    MAREK,
    MONDAY,
    STARTING,
    account,
    learnt,
    proposed,
    receipt,
)


def test_surname_and_rent_without_a_reference() -> None:
    line = receipt(11240, narrative="A KHAN RENT 14 MAIN")
    proposal = proposed(line, learnt(AMINA, 1, line))
    assert proposal.tier is Tier.LIKELY
    assert proposal.why == "Name and weekly rent agree"
    assert proposal.evidence == "No reference; same payer and wording once before"
    assert proposal.held_because == ("Not certain: only one payment of this payer was confirmed.",)
    assert proposal.candidates[0].reasons == (
        "Same payer and wording once before.", "The initial and the surname fit.", "£112.40 is the weekly rent.")


def test_a_name_and_an_amount_alone_are_likely() -> None:
    proposal = proposed(receipt(11240, "KHAN", "RENT"))
    assert (proposal.tier, proposal.why) == (Tier.LIKELY, "Surname and weekly rent agree")
    assert proposal.evidence == "No reference"
    assert proposal.held_because == ("Not certain: the payer gave no reference.",)


def test_a_reference_alone_is_likely() -> None:
    proposal = proposed(receipt(3333, "P GREEN", AMINA.reference))
    assert (proposal.tier, proposal.why) == (Tier.LIKELY, "The reference is this tenant’s")
    assert proposal.evidence == "Amount differs from £112.40: check; paid under another name"
    assert proposal.held_because == ("Not certain: only the reference fits.",)


@pytest.mark.parametrize(("payer", "pence", "why"), [
    ("A KHAN", 11240, "Reference, name and weekly rent agree"), ("A KHAN", 7000, "Reference and name agree"),
    ("KHAN", 7000, "Reference and surname agree"), ("P GREEN", 11240, "Reference and weekly rent agree")])
def test_a_reference_and_one_more_kind_are_certain(payer: str, pence: int, why: str) -> None:
    proposal = proposed(receipt(pence, payer, AMINA.reference))
    assert (proposal.tier, proposal.account_id, proposal.why) == (Tier.CERTAIN, 4471, why)


def test_the_tenancy_reference_and_the_rent_are_certain() -> None:
    proposal = proposed(receipt(11240, "P GREEN", "T004471"))
    assert (proposal.tier, proposal.why) == (Tier.CERTAIN, "Reference and weekly rent agree")
    assert proposed(receipt(7000, "KHAN", "T004471")).tier is Tier.LIKELY


def test_a_reference_and_a_habit_are_certain_under_any_name_and_amount() -> None:
    line = receipt(3333, "P GREEN", AMINA.reference)
    proposal = proposed(line, learnt(AMINA, 31, receipt(11240, "P GREEN", AMINA.reference)))
    assert (proposal.tier, proposal.why) == (Tier.CERTAIN, "Reference agrees; same payer and wording 31 times before")


def test_another_persons_given_name_beside_the_surname_is_not_enough() -> None:
    proposal = proposed(receipt(3333, "D KHAN", AMINA.reference))
    assert proposal.tier is Tier.LIKELY


def test_a_payer_of_thirty_one_times_and_the_usual_amount() -> None:
    line = receipt(11240, "P GREEN", "RENT")
    proposal = proposed(line, learnt(AMINA, 31, line))
    assert (proposal.tier, proposal.why) == (
        Tier.CERTAIN, "Same payer and wording 31 times before and the usual amount")
    assert proposal.evidence == "No reference; £112.40 is the weekly rent"


def test_two_confirmations_without_a_name_are_too_few_for_general_words() -> None:
    line = receipt(11240, "P GREEN", "RENT")
    proposal = proposed(line, learnt(AMINA, 2, line))
    assert proposal.held_because == ("Not certain: only two payments of this payer were confirmed.",)


def test_an_address_and_a_bank_account() -> None:
    line = receipt(9600, "PETROV", "RENT FLAT 2 11 MILL LANE", bank="401160 22222222")
    proposal = proposed(line, learnt(MAREK, 9, line))
    assert (proposal.tier, proposal.why) == (Tier.CERTAIN, "Address fits; same bank account 9 times before")
    assert proposal.evidence == "No reference; usual amount £96.00"


def test_a_bank_account_and_an_odd_amount_in_telling_words() -> None:
    line = receipt(7777, "A KHAN", "KHAN 14 DALE RD", bank="401160 22222222")
    assert proposed(line, learnt(AMINA, 4, line)).tier is Tier.CERTAIN


@pytest.mark.parametrize(("pence", "words", "tier"), [
    (12500, "RENT", Tier.CERTAIN), (9000, "RENT", Tier.CERTAIN), (20000, "RENT", Tier.LIKELY), (9000, "LAUNDRY", Tier.LIKELY)])
def test_an_odd_sum_from_the_same_bank_account(pence: int, words: str, tier: Tier) -> None:
    memory = learnt(AMINA, 6, receipt(11240, "A KHAN", "RENT", bank="401160 22222222"))
    assert proposed(receipt(pence, "A KHAN", words, bank="401160 22222222"), memory).tier is tier


def test_address_name_and_rent_need_no_history() -> None:
    proposal = proposed(receipt(11240, "A KHAN", "14 DALE ROAD"))
    assert (proposal.tier, proposal.why) == (Tier.CERTAIN, "Address, name and weekly rent agree")
    assert proposal.candidates[0].kinds == {Kind.ADDRESS, Kind.NAME, Kind.AMOUNT}


def test_a_slip_with_name_and_rent() -> None:
    proposal = proposed(receipt(11240, "A KHAN", "600944716"))
    assert (proposal.tier, proposal.why) == (Tier.CERTAIN, "Reference one digit away, name and weekly rent fit")


def test_a_slip_and_an_instalment_under_a_clashing_name_is_likely() -> None:
    typed = JOY.reference[:3] + ("1" if JOY.reference[3] != "1" else "2") + JOY.reference[4:]
    proposal = proposed(receipt(5000, "B OKAFOR", typed))
    assert (proposal.tier, proposal.why) == (
        Tier.LIKELY, "Reference one digit away, surname and agreed instalment fit")


def test_paid_for_a_garage_at_another_amount() -> None:
    garage = account(14, ("Carol", "Smith"), usual=((2000, "weekly garage charge"),), kind="garage", house="Garage 14",
                     street="Mill Lane")
    usual = receipt(2000, narrative="ONLINE TRF SMITH")
    proposal = proposed(receipt(12100, narrative="ONLINE TRF SMITH"), learnt(garage, 6, usual), accounts=(*EVERYBODY, garage))
    assert (proposal.tier, proposal.why) == (Tier.LIKELY, "Same payer and wording 6 times before")
    assert proposal.evidence == "No reference; amount differs from £20.00: check"
    assert proposal.held_because[0] == "Not certain: £121.00 is more than four times the usual amount."


def test_two_of_a_name_and_no_amount() -> None:
    maria = account(12, ("Maria", "Nowak"), usual=((8800, "weekly rent"),))
    proposal = proposed(receipt(24000, narrative="STO 99182 M NOWAK"), accounts=(*EVERYBODY, maria))
    assert (proposal.tier, proposal.account_id) == (Tier.NEEDS_YOU, None)
    assert proposal.why == "Two people fit: same name, neither amount fits"
    assert proposal.evidence == "Choose with 1 or 2"
    assert [c.account.person for c in proposal.candidates] == ["Maria Nowak", "Marek Nowak"]


def test_nobody_fits() -> None:
    proposal = proposed(receipt(24000, "ZZZ", "HELLO"))
    assert (proposal.tier, proposal.why, proposal.candidates) == (Tier.NEEDS_YOU, "No account fits", ())
    assert proposal.held_because == ("Not certain: neither reference, name, address nor payer is known.",)


def test_at_most_five_accounts_are_offered() -> None:
    crowd = [account(100 + n, ("Sam", "Hill"), usual=((10000 + n, "weekly rent"),)) for n in range(9)]
    proposal = proposed(receipt(24000, "S HILL", "RENT"), accounts=crowd)
    assert len(proposal.candidates) == 5
    assert proposal.evidence == "Choose with 1 to 5"


def test_a_surname_alone_is_for_a_person() -> None:
    proposal = proposed(receipt(777, "KHAN", "HELLO"))
    assert (proposal.tier, proposal.why) == (Tier.NEEDS_YOU, "Only this agrees: surname fits")


def test_a_proposal_carries_the_version_of_the_rules() -> None:
    assert proposed(receipt(1, "A", "B")).rules_version == RULES_VERSION


def test_a_file_is_proposed_in_its_order() -> None:
    lines = [receipt(11240, "A KHAN", AMINA.reference, line=7), receipt(1, "GROSS INTEREST", line=3),
             Receipt(5, MONDAY, 42510, "D LEWIS , RENT")]
    proposals = propose_all(lines, Index(EVERYBODY), Memory(), STARTING)
    assert [(p.line_id, p.tier) for p in proposals] == [(7, Tier.CERTAIN), (3, Tier.NOT_RENT), (5, Tier.LIKELY)]
    assert proposals[2].candidates[0].account == DEAN


NEW_WORDS = receipt(11240, "A KHAN", "THANK YOU ALL")


@pytest.mark.parametrize(("times", "line", "others", "tier"), [
    (3, NEW_WORDS, (), Tier.CERTAIN),  # the person's own name, amount and history, in words not seen before
    (2, NEW_WORDS, (), Tier.LIKELY),
    (3, receipt(11300, "A KHAN", "THANK YOU ALL"), (), Tier.LIKELY),
    (3, receipt(11240, "A KHAN", "THANK YOU ALL", on=date(2026, 10, 29)), (), Tier.LIKELY),  # three days after the last
    (3, NEW_WORDS, (account(12, ("Ali", "Khan"), usual=((11500, "weekly rent"),)),), Tier.LIKELY)])
def test_a_payer_of_the_name_in_new_words(times: int, line: Receipt, others: tuple[AccountFacts, ...], tier: Tier) -> None:
    memory = learnt(AMINA, times, receipt(11240, "A KHAN", "RENT"))
    assert proposed(line, memory, accounts=(*EVERYBODY, *others)).tier is tier


@pytest.mark.parametrize(("pence", "payer", "tier"), [
    (11240, "A KHAN", Tier.CERTAIN), (11740, "A KHAN", Tier.LIKELY), (11240, "P GREEN", Tier.LIKELY)])
def test_one_confirmation_beside_name_and_amount(pence: int, payer: str, tier: Tier) -> None:
    line = receipt(pence, payer, "RENT", bank="401160 22222222")
    assert proposed(line, learnt(AMINA, 1, line)).tier is tier


def test_a_reference_with_the_money_of_a_whole_house() -> None:
    proposal = proposed(receipt(33000, "A KHAN", AMINA.reference))
    assert proposal.held_because == ("Not certain: £330.00 is more than twice the charge and may be for several.",)
    assert proposed(receipt(33720, "A KHAN", AMINA.reference)).tier is Tier.CERTAIN, "three weeks of arrears"


def test_an_instalment_confirmed_since_the_agreement_ended() -> None:
    left = account(4471, ("Amina", "Khan"), ends=date(2026, 9, 27))
    line = receipt(2000, "A KHAN", "RENT", bank="401160 22222222")
    assert proposed(line, learnt(left, 2, line), accounts=(left,)).tier is Tier.CERTAIN
    longer = account(4471, ("Amina", "Khan"), ends=date(2026, 10, 30))
    assert proposed(line, learnt(longer, 2, line), accounts=(longer,)).tier is Tier.LIKELY


def test_the_number_of_a_week_is_no_other_wording() -> None:
    lines = [receipt(11240, "P GREEN", f"WK {week}") for week in (41, 42, 43)]
    assert len({keys_of(line)[0] for line in lines}) == 1


def test_a_tenancy_reference_without_its_noughts() -> None:
    proposal = proposed(receipt(11240, "P GREEN", "T4471"))
    assert (proposal.account_id, proposal.tier) == (4471, Tier.LIKELY)


def test_an_unknown_payer_of_a_rare_amount_is_offered_who_expects_it() -> None:
    proposal = proposed(receipt(42510, "Q UNKNOWN", "HELLO"))
    assert (proposal.tier, proposal.account_id, [c.account_id for c in proposal.candidates]) == (Tier.NEEDS_YOU, None, [3906])
    assert proposal.why == "Only this agrees: £425.10 is the monthly rent"


def test_the_old_reference_after_a_move_is_a_choice_between_old_and_new() -> None:
    old = account(31, ("Amina", "Khan"), ends=date(2026, 10, 29), house="3")
    line = receipt(11240, "A KHAN", old.reference)
    proposal = proposed(line, learnt(old, 5, line), accounts=(old, AMINA))
    assert (proposal.tier, [c.account_id for c in proposal.candidates]) == (Tier.NEEDS_YOU, [4471, 31])
    assert proposal.why == "The agreement ended; the same name has another now"
    assert proposed(line, learnt(old, 5, line), accounts=(old,)).tier is Tier.LIKELY
