"""Standing rules as listed, and the rule that is offered when the same thing was done twice, with what it would catch."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankLine, BankRule, LineState
from housingdesk.bank.rules.standing import words_in_common
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.rules.words import AccountKind

_LOOKED_AT = 40
_SHOWN = 5
_RULED = (AccountKind.NOMINAL, AccountKind.CONTROL)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A standing rule: who made it and when, and how many lines it has caught so far."""

    id: int
    words: str
    money_in: bool
    target: str
    owner: str
    made_on: date
    hits: int
    active: bool


@dataclass(frozen=True, slots=True)
class CaughtLine:
    """A line that a rule would have caught."""

    made_on: date
    narrative: str
    pence: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule offered: these words, money this way, to this account; and the last lines it would have caught."""

    words: str
    account_id: int
    account_name: str
    money_in: bool
    twice: bool
    caught: tuple[CaughtLine, ...]


def rules() -> list[RuleRow]:
    """All standing rules, the newest first."""
    rows: Any = (BankRule.select(BankRule, Account.name, Account.reference).join(Account, on=(Account.id == BankRule.target))
                 .order_by(BankRule.active.desc(), BankRule.id.desc()))
    return [RuleRow(r.id, r.words, r.money_in, r.target.name or r.target.reference, r.owner, r.made_on, _hits(r), r.active)
            for r in rows]


def _hits(rule: BankRule) -> int:
    fits = _fits(rule.words, rule.money_in) & (BankLine.tier == "not_rent") & (BankLine.made_on >= rule.made_on)
    return int(BankLine.select(fn.COUNT(BankLine.id)).where(fits & (BankLine.proposed == rule.target_id)).scalar())


def offer(line_id: int) -> Offer | None:
    """The rule that a posting to a ledger account would make; None when it would be no help: it was proposed already.

    ``twice`` when an earlier line of the same words went to the same account: then it is offered, else only if asked for.
    """
    line = BankLine.get_or_none((BankLine.id == line_id) & (BankLine.state == LineState.POSTED))
    if line is None:
        return None
    account = _account_of(line)
    if account is None or line.proposed_id == account.id or account.kind not in _RULED:
        return None
    before = (BankLine.select(BankLine.narrative).join(Entry, on=(Entry.bank_line == BankLine.id))
              .where((Entry.account == account.id) & (BankLine.id != line_id) & (BankLine.state == LineState.POSTED)
                     & (BankLine.pence > 0 if line.pence > 0 else BankLine.pence < 0))
              .order_by(Entry.effective_on.desc(), Entry.id.desc()).limit(_LOOKED_AT).tuples())
    shared = max((words_in_common(line.narrative, text) for text, in before), key=len, default="")
    words = shared or words_in_common(line.narrative, line.narrative)
    if not words or _is_ruled(words, account.id):
        return None
    return Offer(words, account.id, account.name or account.reference, line.pence > 0, bool(shared),
                 tuple(caught(words, line.pence > 0)))


def caught(words: str, money_in: bool) -> list[CaughtLine]:
    """The last five lines that hold these words, the newest first."""
    rows = (BankLine.select(BankLine.made_on, BankLine.narrative, BankLine.pence).where(_fits(words, money_in))
            .order_by(BankLine.id.desc()).limit(_SHOWN).tuples())
    return [CaughtLine(*row) for row in rows]


def _fits(words: str, money_in: bool) -> Any:
    way = BankLine.pence > 0 if money_in else BankLine.pence < 0
    return fn.UPPER(BankLine.narrative).contains(words.upper()) & way & (BankLine.state != LineState.LEFT_OUT)


def _account_of(line: BankLine) -> Any:
    return (Account.select().join(Entry, on=(Entry.account == Account.id))
            .where((Entry.bank_line == line.id) & (Entry.batch == line.batch_id)).order_by(Entry.id).first())


def _is_ruled(words: str, account_id: int) -> bool:
    known = BankRule.select(BankRule.words).where((BankRule.target == account_id) & (BankRule.active == True)).tuples()  # noqa: E712
    return any(kept in words or words in kept for kept, in known)
