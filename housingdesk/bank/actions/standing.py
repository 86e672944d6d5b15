"""Standing rules of the office: made, switched, contradicted by what a person posts, and trusted again only when asked."""

from collections.abc import Iterable, Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.models import BankLine, BankRule
from housingdesk.bank.queries.facts import office_rules
from housingdesk.bank.rules.normalise import account_key, read
from housingdesk.bank.rules.office import LEAST_LETTERS, OfficeRules, is_too_general
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import PERSONAL, AccountKind
from housingdesk.values.dates import format_date


@needs(Permission.POST_MONEY)
def add_rule(act: Act, *, words: str, account_id: int, money_in: bool, sentence: str, payer_account: str = "") -> int:
    """A standing rule by words or by the payer's bank account; it may lift a line to its pile or to certain, never post it."""
    account = account_queries.account(account_id)
    personal = account is not None and account.kind in PERSONAL
    if account is None or (not personal and account.kind not in (AccountKind.NOMINAL, AccountKind.CONTROL)):
        raise Refused("A rule sends money to a person’s account, a nominal code or a control account")
    words = "" if payer_account else words.strip().upper()
    if payer_account and not account_key(payer_account):
        raise Refused("That is no bank account number")
    if not payer_account and len(words) < LEAST_LETTERS:
        raise Refused("A rule needs at least four letters that stand in the bank's wording")
    if personal and not money_in:
        raise Refused("Only money in goes to a person by a rule")
    if personal and words and is_too_general(words):
        raise Refused("These words would take anybody’s money. Add the payer’s name")
    rule = act.add(BankRule(words=words, target=account_id, money_in=money_in, sentence=sentence.strip() or account.name,
                            owner=act.who.name, made_on=act.today, payer_account=payer_account))
    act.say(f"Rule made: {_name(rule)} goes to {account.name or account.reference}", about=("bank_rule", rule.id))
    act.take_back(set_rule_active, "the rule", rule_id=rule.id, active=False)
    return int(rule.id)


@needs(Permission.POST_MONEY)
def set_rule_active(act: Act, *, rule_id: int, active: bool) -> None:
    """Switches a standing rule on or off."""
    rule = _rule(rule_id)
    act.change(rule, active=active)
    act.say(f"Rule {_name(rule)} switched {'on' if active else 'off'}", about=("bank_rule", rule_id))
    act.take_back(set_rule_active, "the rule", rule_id=rule_id, active=not active)


@needs(Permission.POST_MONEY)
def trust_rule(act: Act, *, rule_id: int) -> None:
    """Lets a rule that was contradicted decide again: a person says so, it never comes by itself."""
    rule = _rule(rule_id)
    if rule.demoted_on is None:
        raise Refused("Nobody has contradicted this rule")
    was = rule.demoted_by
    act.change(rule, demoted_on=None, demoted_by=None)
    act.say(f"Rule {_name(rule)} decides again", about=("bank_rule", rule_id))
    act.take_back(distrust_rule, "trusting the rule", rule_id=rule_id, line_id=was)


@needs(Permission.POST_MONEY)
def distrust_rule(act: Act, *, rule_id: int, line_id: int | None = None) -> None:
    """Lets a rule only suggest; ``line_id`` is the line that went elsewhere."""
    rule = _rule(rule_id)
    if rule.demoted_on is not None:
        raise Refused(f"This rule only suggests since {format_date(rule.demoted_on)}")
    act.change(rule, demoted_on=act.today, demoted_by=line_id)
    act.say(f"Rule {_name(rule)} only suggests from now on", about=("bank_rule", rule_id))
    act.take_back(trust_rule, "the doubt about the rule", rule_id=rule_id)


def contradict(act: Act, posted: Iterable[tuple[BankLine, Sequence[int]]]) -> None:
    """Rules that a person's posting contradicts only suggest from now on: their line went elsewhere, whole or in parts."""
    known = [rule for rule in office_rules() if rule.demoted_on is None]
    rules = OfficeRules(known)
    if not rules:
        return
    contradicted: dict[int, int] = {}
    for line, targets in posted:
        rule = rules.find(read(Receipt(line.id, line.made_on, line.pence, line.narrative, line.payer, line.reference,
                                       line.payer_account, line.kind)))
        if rule is not None and rule.target not in targets:
            contradicted.setdefault(rule.id, line.id)
    for rule_id, line_id in contradicted.items():
        act.change(_rule(rule_id), demoted_on=act.today, demoted_by=line_id)


def agree_again(act: Act, line_ids: Sequence[int]) -> None:
    """Rules that only these lines contradicted decide again: their posting was taken back."""
    for at in range(0, len(line_ids), 10_000):
        for rule in BankRule.select().where(BankRule.demoted_by.in_(list(line_ids[at:at + 10_000]))):
            act.change(rule, demoted_on=None, demoted_by=None)


def _rule(rule_id: int) -> BankRule:
    rule = BankRule.get_or_none(BankRule.id == rule_id)
    if rule is None:
        raise NotFound("That rule is not there")
    return rule


def _name(rule: BankRule) -> str:
    return f"“{rule.words}”" if rule.words else f"for bank account ····{rule.payer_account[-4:]}"
