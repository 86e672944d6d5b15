"""Each veto of payment-files §5.2: strong evidence is held back from certain, with the reason in words."""

from datetime import date

import pytest

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory, keys_of
from housingdesk.bank.rules.proposals import Proposal, Tier
from housingdesk.bank.rules.reversals import Posted, PostedLines
from housingdesk.bank.rules.tiers import propose_all
from tests.support.matching import (
    AMINA,
    EVERYBODY,
    JOY,
    MAREK,
    MONDAY,
    account,
    learnt,
    proposed,
    receipt,
)

GOOD = receipt(11240, "A KHAN", AMINA.reference)


def held(proposal: Proposal) -> tuple[str, ...]:
    assert proposal.tier is not Tier.CERTAIN
    return proposal.held_because


def test_without_a_doubt_the_line_is_certain() -> None:
    proposal = proposed(GOOD)
    assert (proposal.tier, proposal.account_id, proposal.held_because) == (Tier.CERTAIN, 4471, ())


def test_two_different_references() -> None:
    proposal = proposed(receipt(20840, "A KHAN", f"{AMINA.reference} {MAREK.reference}"))
    assert proposal.tier is Tier.NEEDS_YOU
    assert proposal.why == "Two references are given"
    assert held(proposal)[0] == "Not certain: two references are given, Marek Nowak and Amina Khan."


def test_the_same_reference_twice_is_one() -> None:
    assert proposed(receipt(11240, f"A KHAN {AMINA.reference}", AMINA.reference)).tier is Tier.CERTAIN


def test_an_agreement_that_ended() -> None:
    left = account(12, ("Sam", "Hill"), ends=date(2026, 5, 3))
    proposal = proposed(receipt(11240, "S HILL", left.reference), accounts=(*EVERYBODY, left))
    assert (proposal.tier, held(proposal)) == (Tier.LIKELY, ("Not certain: the agreement ended on 3 May 2026.",))


def test_an_agreement_that_has_not_begun() -> None:
    new = account(12, ("Sam", "Hill"), begins=date(2026, 12, 7))
    line = receipt(11240, "S HILL", new.reference)
    assert held(proposed(line, accounts=(new,))) == ("Not certain: the agreement begins on 7 December 2026.",)
    soon = receipt(11240, "S HILL", new.reference, on=date(2026, 11, 30))
    assert proposed(soon, accounts=(new,)).tier is Tier.CERTAIN


def test_more_than_four_times_the_usual_amount() -> None:
    assert proposed(receipt(44960, "A KHAN", AMINA.reference)).tier is Tier.CERTAIN
    proposal = proposed(receipt(44961, "A KHAN", AMINA.reference))
    assert held(proposal) == ("Not certain: £449.61 is more than four times the usual amount.",)


def test_an_account_without_a_usual_amount() -> None:
    costs = account(12, ("Sam", "Hill"), usual=())
    proposal = proposed(receipt(500, "S HILL", costs.reference), accounts=(costs,))
    assert held(proposal) == ("Not certain: no usual amount is known for this account.",)


def test_the_yearly_rent_twelfth_is_not_far_outside() -> None:
    assert proposed(receipt(48707, "A KHAN", AMINA.reference)).tier is Tier.CERTAIN


def test_an_equal_line_that_is_posted_already() -> None:
    again = receipt(11240, "A KHAN", AMINA.reference, line=900)
    posted = PostedLines([Posted(GOOD, 4471)])
    assert held(proposed(again, posted=posted)) == ("Not certain: an equal line of 2 November 2026 is posted already.",)
    assert proposed(GOOD, posted=posted).tier is Tier.CERTAIN
    another_day = receipt(11240, "A KHAN", AMINA.reference, line=900, on=date(2026, 11, 3))
    assert proposed(another_day, posted=posted).tier is Tier.CERTAIN


def test_a_bank_account_that_paid_for_somebody_else() -> None:
    memory = learnt(MAREK, 1, receipt(9600, "M NOWAK", MAREK.reference, bank="204417 12345678"))
    proposal = proposed(receipt(11240, "A KHAN", AMINA.reference, bank="204417 12345678"), memory)
    assert held(proposal) == ("Not certain: this bank account was confirmed for Marek Nowak before.",)


def test_a_payer_and_wording_confirmed_for_somebody_else() -> None:
    line = receipt(11240, "P LEWIS", AMINA.reference)
    proposal = proposed(line, learnt(MAREK, 2, line))
    assert (proposal.tier, proposal.account_id) == (Tier.LIKELY, 4471)
    assert held(proposal) == ("Not certain: the same payer and wording were confirmed for Marek Nowak before.",)


def test_another_tenants_reference_is_never_certain_for_either() -> None:
    line = receipt(9600, "M NOWAK", AMINA.reference)
    first = proposed(line)
    assert held(first) == ("Not certain: only the reference fits.",)
    later = proposed(line, learnt(MAREK, 30, line))
    assert later.account_id == 4055
    assert held(later) == ("Not certain: the reference is Amina Khan’s.",)


def test_a_payer_known_for_somebody_else_quotes_a_reference() -> None:
    memory = learnt(MAREK, 3, receipt(9600, "P GREEN", "FOR MAREK"))
    proposal = proposed(receipt(11240, "P GREEN", AMINA.reference), memory)
    assert held(proposal) == ("Not certain: this payer was confirmed for Marek Nowak before.",)


def test_one_contradiction_drops_a_habit_and_says_so() -> None:
    line = receipt(11240, "P GREEN", "FOR THE FLAT")
    habit = learnt(AMINA, 12, line)
    assert proposed(line, habit).tier is Tier.CERTAIN
    proposal = proposed(line, learnt(MAREK, 1, line, habit))
    assert (proposal.tier, proposal.account_id) == (Tier.LIKELY, 4471)
    assert held(proposal) == ("Not certain: the same payer and wording were confirmed for Marek Nowak too.",)


def test_rent_and_garage_of_one_person_are_told_apart_by_their_references_only() -> None:
    garage = account(14, ("Amina", "Khan"), usual=((2000, "weekly garage charge"),), kind="garage")
    memory = learnt(garage, 9, receipt(2000, "A KHAN", "RENT", bank="204417 12345678"))
    quoted = receipt(11240, "A KHAN", AMINA.reference, bank="204417 12345678")
    assert held(proposed(quoted, memory, (*EVERYBODY, garage))) == (
        "Not certain: Amina Khan’s garage account fits almost as well.",)
    assert proposed(quoted, learnt(AMINA, 2, quoted, memory), (*EVERYBODY, garage)).tier is Tier.CERTAIN
    both = learnt(AMINA, 2, receipt(11240, "A KHAN", "RENT", bank="204417 12345678"), memory)
    plain = proposed(receipt(2000, "A KHAN", "RENT", bank="204417 12345678"), both, (*EVERYBODY, garage))
    assert plain.account_id == 14
    assert held(plain) == ("Not certain: the same payer and wording were confirmed for Amina Khan’s rent account too.",)


def test_namesakes_that_both_expect_the_amount() -> None:
    other = account(12, ("Ahmed", "Khan"))
    line = receipt(11240, "A KHAN", "RENT")
    proposal = proposed(line, learnt(AMINA, 12, line), accounts=(*EVERYBODY, other))
    assert held(proposal) == ("Not certain: Ahmed Khan has the same name and expects this amount.",)
    tied = proposed(line, accounts=(*EVERYBODY, other))
    assert (tied.tier, tied.why) == (Tier.NEEDS_YOU, "Two Khans pay £112.40")


def test_namesakes_told_apart_by_an_amount_and_a_habit() -> None:
    other = account(12, ("Ahmed", "Khan"), usual=((9990, "weekly rent"),))
    line = receipt(11240, "A KHAN", "RENT")
    assert proposed(line, learnt(AMINA, 12, line), accounts=(*EVERYBODY, other)).tier is Tier.CERTAIN


def test_a_reference_with_the_amount_of_another_of_the_surname() -> None:
    son = account(12, ("Noah", "Khan"), usual=((10128, "weekly rent"),))
    assert proposed(receipt(10128, "A KHAN", AMINA.reference)).tier is Tier.CERTAIN
    proposal = proposed(receipt(10128, "A KHAN", AMINA.reference), accounts=(*EVERYBODY, son))
    assert held(proposal) == ("Not certain: Noah Khan has the same surname and expects this amount.",)


def test_general_wording_without_a_fitting_amount() -> None:
    line = receipt(11999, "A KHAN", "RENT")
    proposal = proposed(line, learnt(AMINA, 12, receipt(11240, "A KHAN", "RENT")))
    assert (proposal.tier, proposal.account_id) == (Tier.LIKELY, 4471)
    assert held(proposal) == ("Not certain: the payer gave no reference and the amount is not usual.",)


def test_an_amount_that_many_expect_tells_nothing() -> None:
    many = tuple(account(100 + n, ("Sam", f"Hill{'abcdefgh'[n]}"), house=str(n), street="Long Row") for n in range(8))
    line = receipt(11240, "P GREEN", "RENT")
    proposal = proposed(line, learnt(AMINA, 12, line), accounts=(*EVERYBODY, *many))
    assert held(proposal) == ("Not certain: 9 accounts expect £112.40, and nothing else tells them apart.",)


def test_a_reference_and_a_common_amount_from_a_stranger() -> None:
    many = tuple(account(100 + n, ("Sam", f"Hill{'abcdefgh'[n]}"), house=str(n), street="Long Row") for n in range(8))
    line = receipt(11240, "P GREEN", AMINA.reference)
    assert proposed(line).tier is Tier.CERTAIN
    proposal = proposed(line, accounts=(*EVERYBODY, *many))
    assert held(proposal) == ("Not certain: 9 accounts expect £112.40, and nothing else tells them apart.",)


def test_a_round_sum_in_general_words() -> None:
    line = receipt(12000, "P GREEN", "RENT")
    proposal = proposed(line, learnt(AMINA, 12, line))
    assert held(proposal) == ("Not certain: £120.00 is a round sum.",)


def test_a_payment_sooner_than_the_last_one_covers() -> None:
    line = receipt(11240, "P GREEN", "RENT", on=date(2026, 11, 5))
    proposal = proposed(line, learnt(AMINA, 12, receipt(11240, "P GREEN", "RENT", on=date(2026, 11, 9))))
    assert held(proposal) == ("Not certain: this payer’s last payment was 3 days away.",)


def test_two_alike_in_one_week_of_a_file() -> None:
    first = receipt(11240, "P GREEN", "RENT", line=1)
    second = receipt(11240, "P GREEN", "RENT", line=2, on=date(2026, 11, 4))
    memory = learnt(AMINA, 12, first)
    assert proposed(first, memory).tier is Tier.CERTAIN
    both = propose_all([first, second], Index(EVERYBODY), memory)
    assert [p.tier for p in both] == [Tier.LIKELY, Tier.LIKELY]


def test_an_unknown_number_from_a_known_bank_account() -> None:
    memory = learnt(JOY, 9, receipt(9815, "CARE FIRST", "CF0001234", bank="204417 12345678"))
    proposal = proposed(receipt(9815, "CARE FIRST", "CF0009999", bank="204417 12345678"), memory)
    assert proposal.account_id == 4812
    assert "Not certain: the wording holds a number not seen from this payer before." in held(proposal)


def test_an_agent_names_another_tenant() -> None:
    memory = learnt(JOY, 9, receipt(9815, "CARE FIRST", "J OKAFOR", bank="204417 12345678"))
    proposal = proposed(receipt(9815, "CARE FIRST", "A KHAN", bank="204417 12345678"), memory)
    assert "Not certain: the wording names Amina Khan." in held(proposal)


def test_an_agent_names_another_address() -> None:
    memory = learnt(JOY, 9, receipt(9815, "CARE FIRST", "BEECH HOUSE", bank="204417 12345678"))
    proposal = proposed(receipt(9815, "CARE FIRST", "14 DALE ROAD", bank="204417 12345678"), memory)
    assert "Not certain: the address is Amina Khan’s." in held(proposal)


def test_a_lead_of_less_than_twenty_points() -> None:
    near = account(12, ("Amina", "Khan"), house="14", street="Dale Road", room="Flat 2")
    line = receipt(11240, "AMINA KHAN", "14 DALE ROAD")
    proposal = proposed(line, accounts=(AMINA, near))
    assert proposal.tier is not Tier.CERTAIN


@pytest.mark.parametrize("confirmed", [0, 1])
def test_fewer_than_two_confirmations_are_no_habit(confirmed: int) -> None:
    line = receipt(11240, "P GREEN", "RENT", bank="204417 12345678")
    proposal = proposed(line, learnt(AMINA, confirmed, line))
    assert proposal.tier is not Tier.CERTAIN
    if confirmed:
        assert held(proposal) == ("Not certain: only one payment of this payer was confirmed.",)


def test_nil_and_money_out_are_for_a_person() -> None:
    assert proposed(receipt(0, "A KHAN", AMINA.reference)).why == "No money moved"
    out = proposed(receipt(-11240, "A KHAN", AMINA.reference), Memory())
    assert (out.tier, out.why) == (Tier.NEEDS_YOU, "Money out: a refund, a cost or a returned payment")


def test_the_day_of_the_line_decides_not_today() -> None:
    left = account(12, ("Sam", "Hill"), ends=MONDAY)
    assert proposed(receipt(11240, "S HILL", left.reference), accounts=(left,)).tier is Tier.CERTAIN


@pytest.mark.parametrize(("pence", "certain"), [(22480, False), (33720, False), (25000, False), (11240, True), (11500, True)])
def test_one_of_a_shared_house_may_pay_for_all_of_it(pence: int, certain: bool) -> None:
    first, second = (account(n, (name, "Hill"), room=f"Room {n}") for n, name in ((1, "Amina"), (2, "Zoe")))
    line = receipt(pence, "A HILL", first.reference, bank="401160 22222222")
    memory = learnt(first, 4, receipt(11240, "A HILL", first.reference, bank="401160 22222222"))
    proposal = proposed(line, memory, accounts=(first, second))
    assert (proposal.tier is Tier.CERTAIN) is certain
    if not certain:
        assert held(proposal)[0].endswith("may be for others of the same house too, such as Zoe Hill.")


def test_a_reference_with_one_digit_too_many_is_no_empty_wording() -> None:
    keys = {keys_of(receipt(11240, "A KHAN", said))[0] for said in ("", "6000447166", "6000447177")}
    assert len(keys) == 3


def test_the_first_payment_for_two_of_a_house_with_two_rents() -> None:
    first = account(1, ("Amina", "Hill"), usual=((47320, "4-weekly rent"),), room="Room 1")
    second = account(2, ("Zoe", "Green"), usual=((41637, "4-weekly rent"),), room="Room 2")
    proposal = proposed(receipt(88957, "A HILL", first.reference), accounts=(first, second))
    assert held(proposal) == ("Not certain: £889.57 may be for others of the same house too, such as Zoe Green.",)


def test_an_amount_that_the_payer_always_pays_for_another() -> None:
    memory = learnt(AMINA, 5, receipt(2413, "P GREEN", "ONE", bank="401160 22222222"))
    learnt(JOY, 5, receipt(7000, "P GREEN", "TWO", bank="401160 22222222"), memory)
    assert any("paid just this amount for Amina Khan before" in why
               for why in held(proposed(receipt(2413, "P GREEN", "TWO", bank="401160 22222222"), memory)))
