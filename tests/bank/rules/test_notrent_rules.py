"""Money that is not one tenant's: rules by words, lumps that wait for a schedule, and what outranks them."""

import pytest

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.normalise import read
from housingdesk.bank.rules.notrent import STARTING_RULES, NotRentRule, RuleBook, Sign
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import AccountFacts
from housingdesk.bank.rules.tiers import propose
from tests.support.matching import AMINA, EVERYBODY, account, learnt, proposed, receipt

RATES = NotRentRule("Solar", "Feed-in payment", phrases=("SOLAR EXPORT",), least_pence=1000, most_pence=9000, nominal="4100")


@pytest.mark.parametrize(("payer", "reference", "control", "nominal", "why"), [
    ("DALE BOROUGH COUNCIL", "HB 0012", "housing_benefit", None, "Benefit run: open its schedule"),
    ("DALE COUNCIL", "HOUSING BENEFIT", "housing_benefit", None, "Benefit run: open its schedule"),
    ("DALE COUNCIL", "HB 0012", "housing_benefit", None, "Benefit run: open its schedule"),
    ("DWP", "UC HOUSING 77", "universal_credit", None, "Universal Credit payment: open its schedule"),
    ("DEPT WORK PENS", "0091183", "universal_credit", None, "Universal Credit payment: open its schedule"),
    ("ALLPAY LTD", "SETT 0311", "allpay", None, "allpay settlement: open its file"),
    ("WORLDPAY", "0311", "card", None, "Card settlement: open its report"),
    ("GOCARDLESS", "X", "direct_debit", None, "Direct debit collection: open its report"),
    ("GROSS INTEREST", None, None, "interest", "Interest from the bank"),
    ("HMRC VAT", "7712", None, "tax", "Tax refund or payment"),
    ("NORTH INSURANCE", "CLAIM 5", None, "insurance", "From the insurer")])
def test_what_nearly_every_association_meets(payer: str, reference: str | None, control: str | None, nominal: str | None,
                                             why: str) -> None:
    proposal = proposed(receipt(250000, payer, reference))
    assert (proposal.tier, proposal.control, proposal.nominal, proposal.why) == (Tier.NOT_RENT, control, nominal, why)
    assert proposal.account_id is None


def test_a_rule_needs_its_whole_phrase_its_sign_and_its_amount() -> None:
    book = RuleBook([RATES])
    assert book.find(read(receipt(5000, "SOLAR EXPORT PLC"))) == RATES
    assert book.find(read(receipt(5000, "GRID", "MY SOLAR EXPORT 3"))) == RATES
    assert book.find(read(receipt(5000, "SOLAR", "EXPORT 12"))) == RATES
    for other in (receipt(5000, "SOLAR"), receipt(5000, "EXPORT SOLAR"), receipt(999, "SOLAR EXPORT"),
                  receipt(9001, "SOLAR EXPORT"), receipt(-5000, "SOLAR EXPORT")):
        assert book.find(read(other)) is None


def test_a_pattern_reads_the_whole_line() -> None:
    rule = NotRentRule("Lift", "Lift refund", pattern=r"lift\w* ref", nominal="5200", sign=Sign.EITHER)
    assert RuleBook([rule]).find(read(receipt(-100, "OTIS LIFTS REF 12"))) == rule


def test_the_earlier_rule_goes_first() -> None:
    narrow = NotRentRule("Ours", "Our own rule", phrases=("SOLAR EXPORT PLC",), nominal="4200")
    line = read(receipt(5000, "SOLAR EXPORT PLC"))
    assert RuleBook([narrow, RATES]).find(line) == narrow
    assert RuleBook([RATES, narrow]).find(line) == RATES


def test_a_rule_names_one_place_for_the_money() -> None:
    with pytest.raises(ValueError, match="either a nominal code or a control account"):
        RuleBook([NotRentRule("Nowhere", "Nowhere", phrases=("X",))])


def test_bank_charges_go_out() -> None:
    assert proposed(receipt(-1250, "TOTAL CHARGES TO 31 OCT")).nominal == "bank_charges"
    assert proposed(receipt(1250, "TOTAL CHARGES TO 31 OCT")).nominal is None


def test_a_reference_outranks_a_rule() -> None:
    proposal = proposed(receipt(38920, "DWP", f"UC {AMINA.reference}"))
    assert (proposal.tier, proposal.control, proposal.account_id) == (Tier.LIKELY, None, 4471)
    assert "Not certain: the rule “Universal Credit lump” fits too." in proposal.held_because


def uc_tenant() -> AccountFacts:
    return account(4390, ("Leah", "Brandt"), others=("0091183",), house="31",
                   usual=((38920, "monthly rent"),))


def test_a_managed_payment_with_a_claimants_number() -> None:
    leah = uc_tenant()
    line = receipt(38920, "DEPT WORK PENS", "0091183")
    proposal = propose(line, Index((*EVERYBODY, leah)), learnt(leah, 0, line), RuleBook(STARTING_RULES))
    assert (proposal.tier, proposal.account_id) == (Tier.LIKELY, 4390)


def test_one_claimants_history_is_not_the_next_ones() -> None:
    leah = account(4390, ("Leah", "Brandt"), house="31", usual=((38920, "monthly rent"),))
    known = receipt(38920, "DEPT WORK PENS", "0091183", bank="607080 10203040")
    memory = learnt(leah, 5, known, every=30)
    assert proposed(known, memory, (*EVERYBODY, leah)).account_id == 4390
    new = proposed(receipt(38920, "DEPT WORK PENS", "0099999", bank="607080 10203040"), memory, (*EVERYBODY, leah))
    assert (new.tier, new.control) == (Tier.NOT_RENT, "universal_credit")
