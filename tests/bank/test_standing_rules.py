"""Standing rules: offered after the second agreeing confirmation, contradicted once they only suggest, trusted when asked."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting, standing
from housingdesk.bank.models import BankLine
from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import standing as standing_queries
from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.standing import Offer
from housingdesk.errors import Refused
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind
from tests.support.banking import PAID, bring_in, line, make_bank, make_payer

BANK = "40116022222222"


@pytest.fixture
def people(desk: Desk) -> tuple[int, int]:
    """Our bank account and two people's accounts."""
    make_bank(desk)
    return make_payer(desk)[0], make_payer(desk, "Joy Okafor", 9815)[0]


def _paid(week: int, pence: int = 5000, payer: str = "GREEN TRUST", account: str | None = BANK) -> Line:
    return line(pence, f"HELP {week}", payer, on=PAID + timedelta(week), payer_account=account)


def _come(desk: Desk, one: Line, kind: str = "camt.053") -> LineRow:
    """The line as it stands once its statement is in."""
    bring_in(desk, [one], kind=kind)
    newest = desk.ask(lambda: BankLine.select().order_by(BankLine.id.desc()).get().id)
    [row] = desk.ask(line_queries.lines, ids=[newest])
    return row  # type: ignore[no-any-return]


def _post(desk: Desk, row: LineRow, account: int) -> Offer | None:
    desk.do(posting.post_lines, choices=[(row.id, account)])
    return desk.ask(standing_queries.offer, line_id=row.id)  # type: ignore[no-any-return]


def _make(desk: Desk, offer: Offer) -> int:
    return int(desk.do(standing.add_rule, words=offer.words, account_id=offer.account_id, money_in=offer.money_in,
                       sentence=offer.account_name, payer_account=offer.payer_account).value)


def test_a_rule_by_bank_account_from_its_offer_to_its_doubt_and_back(desk: Desk, people: tuple[int, int]) -> None:
    amina, joy = people
    first = _post(desk, _come(desk, _paid(0, 4100)), amina)
    assert first is not None and not first.twice
    second = _post(desk, _come(desk, _paid(1, 5200)), amina)
    assert second is not None and second.twice and (second.words, second.payer_account) == ("", BANK)
    assert [c.pence for c in second.caught] == [5200, 4100]
    rule = _make(desk, second)

    caught = _come(desk, _paid(2, 6300))
    assert (caught.tier, caught.account_id, caught.rule_id) == ("certain", amina, rule)
    assert caught.why == "Your rule for bank account ····2222"
    assert _post(desk, caught, joy) is None, "nothing to offer: it went elsewhere"

    doubted = _come(desk, _paid(3, 7400))
    [row] = desk.ask(standing_queries.rules)
    assert (doubted.tier, doubted.account_id, row.demoted_on, row.hits) == ("likely", amina, desk.today, 2)
    assert doubted.held_because[0] == "Not certain: this rule was contradicted on 23 November 2026."
    assert _post(desk, doubted, amina) is None
    again = _post(desk, _come(desk, _paid(4, 8500)), amina)
    assert again is not None and again.again == rule
    assert [r.demoted_on for r in desk.ask(standing_queries.rules)] == [desk.today], "it never comes back by itself"
    desk.do(standing.trust_rule, rule_id=rule)
    assert _come(desk, _paid(5, 9600)).held_because != doubted.held_because


def test_a_rule_of_words_for_a_person_is_offered_where_no_bank_account_is_told(desk: Desk, people: tuple[int, int]) -> None:
    amina, _ = people
    assert _post(desk, _come(desk, _paid(0, 4100, account=None), "mt940"), amina) is None
    offer = _post(desk, _come(desk, _paid(1, 5200, account=None), "mt940"), amina)
    assert offer is not None and offer.twice and "GREEN TRUST" in offer.words and offer.payer_account == ""


def test_nothing_is_offered_for_a_payer_of_several(desk: Desk, people: tuple[int, int]) -> None:
    amina, joy = people
    _post(desk, _come(desk, _paid(0, 4100)), amina)
    assert _post(desk, _come(desk, _paid(1, 5200)), joy) is None


def test_a_contradicted_rule_for_the_ledger_only_suggests(desk: Desk, people: tuple[int, int]) -> None:
    codes = {row.reference: row.id for row in desk.ask(lambda: account_queries.ledger_accounts(AccountKind.NOMINAL))}
    rule = int(desk.do(standing.add_rule, words="GREEN TRUST", account_id=codes["interest"], money_in=True,
                       sentence="A grant").value)
    caught = _come(desk, _paid(0, account=None), "mt940")
    assert (caught.tier, caught.account_id, caught.why, caught.rule_id) == ("not_rent", codes["interest"], "A grant", rule)
    desk.do(posting.post_lines, choices=[(caught.id, people[0])])
    suggested = _come(desk, _paid(1, 6000, account=None), "mt940")
    assert suggested.tier in ("likely", "needs_you") and "contradicted" in suggested.held_because[0]


@pytest.mark.parametrize(("words", "money_in", "sentence"), [
    ("RENT PAYMENT", True, "These words would take anybody’s money. Add the payer’s name"),
    ("GREEN TRUST", False, "Only money in goes to a person by a rule"),
    ("ABC", True, "A rule needs at least four letters that stand in the bank's wording")])
def test_a_rule_that_would_take_too_much_is_refused(desk: Desk, people: tuple[int, int], words: str, money_in: bool,
                                                    sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.do(standing.add_rule, words=words, account_id=people[0], money_in=money_in, sentence="")
    assert str(refused.value) == sentence
