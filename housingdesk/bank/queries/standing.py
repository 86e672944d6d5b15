"""Standing rules as listed, and the rule that is offered when the same thing was done twice, with what it would catch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankLine, BankRule, LineState
from housingdesk.bank.rules.office import is_too_general
from housingdesk.bank.rules.standing import words_in_common
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.rules.words import PERSONAL, AccountKind

AGREEING = 2
_LOOKED_AT = 40
_SHOWN = 5
_LEDGER = (AccountKind.NOMINAL, AccountKind.CONTROL)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A standing rule: who made it and when, how many lines it has caught, and since when somebody contradicted it."""

    id: int
    words: str
    payer_account: str
    money_in: bool
    target: str
    owner: str
    made_on: date
    hits: int
    active: bool
    demoted_on: date | None

    @property
    def name(self) -> str:
        """Its words, or the bank account that it knows the payer by."""
        return self.words or f"Bank account ····{self.payer_account[-4:]}"


@dataclass(frozen=True, slots=True)
class CaughtLine:
    """A line that a rule would have caught."""

    made_on: date
    narrative: str
    pence: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule offered: these words, or the payer's bank account, money this way, to this account; and the last lines it would
    have caught. ``again`` is the rule that was contradicted once and has been right twice since.
    """

    words: str
    account_id: int
    account_name: str
    money_in: bool
    twice: bool
    caught: tuple[CaughtLine, ...]
    payer_account: str = ""
    again: int | None = None
    personal: bool = False

    @property
    def name(self) -> str:
        """What the rule would go by."""
        return f"“{self.words}”" if self.words else f"Money from bank account ····{self.payer_account[-4:]}"


def rules() -> list[RuleRow]:
    """All standing rules, the newest first."""
    rows: Any = (BankRule.select(BankRule, Account.id, Account.name, Account.reference)
                 .join(Account, on=(Account.id == BankRule.target))
                 .order_by(BankRule.active.desc(), BankRule.id.desc()))
    return [RuleRow(r.id, r.words, r.payer_account, r.money_in, r.target.name or r.target.reference, r.owner, r.made_on,
                    _hits(r), r.active, r.demoted_on) for r in rows]


def _hits(rule: BankRule) -> int:
    """Lines since it was made, and older ones that came in since."""
    since = (BankLine.made_on >= rule.made_on) | BankLine.proposal.contains(f'"rule":{rule.id},')
    fits = _fits(rule.words, rule.payer_account, rule.money_in) & since
    return int(BankLine.select(fn.COUNT(BankLine.id)).where(fits & (BankLine.proposed == rule.target_id)).scalar())


def offer(line_id: int) -> Offer | None:
    """The rule that a posting would make; None when it would be no help: the line was certain, or a rule's, already.

    ``twice`` when an earlier line of the same went to the same account: then it is offered, else only if asked for.
    """
    line = BankLine.get_or_none((BankLine.id == line_id) & (BankLine.state == LineState.POSTED))
    account = _account_of(line) if line is not None else None
    if line is None or account is None:
        return None
    if (again := _trusted_again(line, account)) is not None:
        return again
    if account.kind in PERSONAL and line.pence > 0 and line.tier != "certain":
        return _for_a_person(line, account)
    if account.kind not in _LEDGER or line.proposed_id == account.id:
        return None
    before = [text for text, _, _ in _before(line, account)]
    shared = max((words_in_common(line.narrative, text) for text in before), key=len, default="")
    words = shared or words_in_common(line.narrative, line.narrative)
    if not words or _is_ruled(words, account.id):
        return None
    return Offer(words, account.id, account.name or account.reference, line.pence > 0, bool(shared),
                 tuple(caught(words, line.pence > 0)))


def _for_a_person(line: BankLine, account: Account) -> Offer | None:
    """By the payer's bank account where the file tells it, else by words that are somebody's; only for this account so far."""
    before = [(text, payer_account) for text, payer_account, tier in _before(line, account) if tier != "certain"]
    name = account.name or account.reference
    if line.payer_account:
        if _pays_for_others(line, account) or _has_rule(BankRule.payer_account == line.payer_account):
            return None
        twice = any(payer_account == line.payer_account for _, payer_account in before)
        return Offer("", account.id, name, True, twice, tuple(caught("", True, line.payer_account)), line.payer_account,
                     personal=True)
    words = max((words_in_common(line.narrative, text) for text, _ in before), key=len, default="")
    if is_too_general(words) or _is_ruled(words, account.id):
        return None
    return Offer(words, account.id, name, True, True, tuple(caught(words, True)), personal=True)


def _pays_for_others(line: BankLine, account: Account) -> bool:
    posted = (Entry.bank_line == BankLine.id) & (Entry.batch == BankLine.batch)
    return bool(BankLine.select(BankLine.id).join(Entry, on=posted)
                .where((BankLine.payer_account == line.payer_account) & (BankLine.state == LineState.POSTED)
                       & (BankLine.pence > 0) & (Entry.account != account.id)).exists())


def _trusted_again(line: BankLine, account: Account) -> Offer | None:
    """The contradicted rule that this line agrees with, when it is the second since that does."""
    for rule in BankRule.select().where((BankRule.target == account.id) & BankRule.demoted_on.is_null(False)
                                        & (BankRule.active == True) & (BankRule.demoted_by < line.id)):  # noqa: E712
        fits = _fits(rule.words, rule.payer_account, rule.money_in)
        agreeing = (BankLine.select(fn.COUNT(BankLine.id))
                    .join(Entry, on=((Entry.bank_line == BankLine.id) & (Entry.batch == BankLine.batch)))
                    .where(fits & (BankLine.state == LineState.POSTED) & (BankLine.id > rule.demoted_by)
                           & (Entry.account == account.id)))
        if (BankLine.select(BankLine.id).where(fits & (BankLine.id == line.id)).exists()
                and int(agreeing.scalar()) >= AGREEING):
            found = tuple(caught(rule.words, rule.money_in, rule.payer_account))
            return Offer(rule.words, account.id, account.name or account.reference, rule.money_in, True, found,
                         rule.payer_account, rule.id, account.kind in PERSONAL)
    return None


def _before(line: BankLine, account: Account) -> Sequence[tuple[str, str | None, str]]:
    """Earlier lines that went to the account: what the bank wrote, the payer's account, and the pile each was in."""
    found: Any = (BankLine.select(BankLine.narrative, BankLine.payer_account, BankLine.tier)
                  .join(Entry, on=((Entry.bank_line == BankLine.id) & (Entry.batch == BankLine.batch)))
                  .where((Entry.account == account.id) & (BankLine.id != line.id) & (BankLine.state == LineState.POSTED)
                         & (BankLine.pence > 0 if line.pence > 0 else BankLine.pence < 0))
                  .order_by(Entry.effective_on.desc(), Entry.id.desc()).limit(_LOOKED_AT).tuples())
    return list(found)


def caught(words: str, money_in: bool, payer_account: str = "") -> list[CaughtLine]:
    """The last five lines that hold these words, or came from this bank account, the newest first."""
    rows = (BankLine.select(BankLine.made_on, BankLine.narrative, BankLine.pence).where(_fits(words, payer_account, money_in))
            .order_by(BankLine.id.desc()).limit(_SHOWN).tuples())
    return [CaughtLine(*row) for row in rows]


def _fits(words: str, payer_account: str, money_in: bool) -> Any:
    way = BankLine.pence > 0 if money_in else BankLine.pence < 0
    said = BankLine.payer_account == payer_account if payer_account else fn.UPPER(BankLine.narrative).contains(words.upper())
    return said & way & (BankLine.state != LineState.LEFT_OUT)


def _account_of(line: BankLine) -> Any:
    return (Account.select().join(Entry, on=(Entry.account == Account.id))
            .where((Entry.bank_line == line.id) & (Entry.batch == line.batch_id)).order_by(Entry.id).first())


def _is_ruled(words: str, account_id: int) -> bool:
    known = BankRule.select(BankRule.words).where((BankRule.target == account_id) & (BankRule.active == True)  # noqa: E712
                                                  & (BankRule.words != "")).tuples()
    return any(kept in words or words in kept for kept, in known)


def _has_rule(which: Any) -> bool:
    return bool(BankRule.select(BankRule.id).where(which & (BankRule.active == True)).exists())  # noqa: E712
