"""Prepares a statement file: read, compared with what is in already, matched. Stores nothing; a person looks first.

Done outside any transaction, in a worker; ``actions.importing`` then writes what was prepared in one short act.
"""

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from peewee import fn

from housingdesk.access.desk import collector_at_rest
from housingdesk.bank.models import BankAccount, BankFile, BankLine
from housingdesk.bank.parsers.balances import ends, gaps
from housingdesk.bank.parsers.identity import Identity, Overlap, overlap
from housingdesk.bank.parsers.mapping import Mapping, from_json
from housingdesk.bank.parsers.reading import Line, Reading, Statement
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.bank.queries.facts import account_facts, memory_for, office_rules, own_rules, posted_lately
from housingdesk.bank.rules.index import Index, forget_names
from housingdesk.bank.rules.inside import divided, is_divided, parts_of
from housingdesk.bank.rules.kept import to_json
from housingdesk.bank.rules.memory import keys_of
from housingdesk.bank.rules.normalise import forget_fields, read
from housingdesk.bank.rules.notrent import STARTING_RULES, RuleBook
from housingdesk.bank.rules.office import OfficeRules
from housingdesk.bank.rules.proposals import Proposal, Tier
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.tiers import MOST_CANDIDATES, Matcher, neighbours_of
from housingdesk.errors import BadFile, Refused
from housingdesk.rent.models import Account, Entry
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import squash

Progress = Callable[[int, int, str], None]
_Fresh = tuple[int, Line, Overlap]
_AT_ONCE = 1_000
_LONGEST_KEPT = 8_000
_MASKED = re.compile(r"[*•·xX]{2,}[ -]?")
_UNSURE = "This may be a line that came with another file: same day and amount, other wording."


class NewLine(NamedTuple):
    """One line that is not in yet and what matching proposes for it; ``account_id`` None needs a person."""

    number: int
    line: Line
    tier: Tier
    account_id: int | None
    proposal: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be imported, and what to show of it first. Pence.

    ``compared_with`` is ``lines_of_days`` as it was when the file was compared with the lines that are in.
    """

    bank_account_id: int
    bank_name: str
    name: str
    data: bytes
    sha256: str
    format: str
    opening: int | None
    closing: int | None
    adds_up: bool | None
    first_on: date | None
    last_on: date | None
    lines: int
    already: int
    unsure: int
    compared_with: tuple[int, int]
    pending: int
    money_in: int
    money_out: int
    new: tuple[NewLine, ...]
    warnings: tuple[str, ...]
    interim: bool
    imported_before: str | None
    first_lines: tuple[Line, ...]

    @property
    def tiers(self) -> dict[Tier, int]:
        """How many new lines fall in each tier."""
        found = dict.fromkeys(Tier, 0)
        for line in self.new:
            found[line.tier] += 1
        return found


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


def prepare(*, name: str, data: bytes, today: date, bank_account_id: int | None = None, mapping: Mapping | None = None,
            leave_out: Collection[int] = (), progress: Progress = _quiet) -> Prepared:
    """Reads and matches a file. Raises BadFile (or NeedsMapping) or Refused with one sentence; nothing is stored."""
    with collector_at_rest():
        return _prepare(name, data, today, bank_account_id, mapping, leave_out, progress)


def _prepare(name: str, data: bytes, today: date, bank_account_id: int | None, mapping: Mapping | None,
             leave_out: Collection[int], progress: Progress) -> Prepared:
    progress(0, 4, f"Reading {name}")
    known = BankAccount.get_or_none(BankAccount.id == bank_account_id) if bank_account_id else None
    if mapping is None and known is not None and known.mapping:
        mapping = from_json(known.mapping)
    reading = read_statement(data, name=name, profile=mapping, today=today, leave_out=leave_out)
    bank, statements = _ours(reading, known, name)
    booked = [line for s in statements for line in s.lines if line.status == "booked"]
    progress(1, 4, f"{len(booked):,} lines: looking for what is in already")
    first, last = min((x.on for x in booked), default=None), max((x.on for x in booked), default=None)
    compared_with = lines_of_days(bank.id, first, last)
    verdicts = _verdicts(bank, statements, reading.format, (first, last)) if first and last else []
    fresh: list[_Fresh] = [(n, line, verdict) for n, (line, verdict) in enumerate(zip(booked, verdicts, strict=True), 1)
                           if verdict is not Overlap.ALREADY_IN]
    progress(2, 4, f"Matching {len(fresh):,} new lines")
    new = _match(bank, fresh, today) if fresh else ()
    progress(3, 4, "Putting the result together")
    return _prepared(bank, name, data, reading, statements, booked, new, compared_with)


def _ours(reading: Reading, known: BankAccount | None, name: str) -> tuple[BankAccount, list[Statement]]:
    """Which of our accounts the file is for, and its statements for it."""
    accounts = {squash(a.number): a for a in BankAccount.select()}
    if not accounts:
        raise Refused("There is no bank account yet. Add one in Settings, Bank, and import again")
    named = [s for s in reading.statements if s.account]
    matching = {a.id: a for s in named for number, a in accounts.items() if _same(number, s.account or "")}
    if known is None and not named and len(accounts) == 1:
        known = next(iter(accounts.values()))
    if known is None and len(matching) == 1:
        known = next(iter(matching.values()))
    if known is None:
        if matching:
            raise BadFile(f"{name} holds statements of several of our accounts. Choose the account first")
        raise BadFile(f"{name} is a statement for account {named[0].account}, which is not one of ours" if named else
                      f"{name} does not say which account it is for. Choose the account first")
    own = [s for s in reading.statements if s.account is None or _same(squash(known.number), s.account)]
    if not own:
        raise BadFile(f"{name} is a statement for account {named[0].account}, not for {known.name} ({known.number})")
    foreign = {s.currency for s in own} - {None, "GBP"}
    if foreign:
        raise BadFile(f"{name} is in {', '.join(sorted(str(c) for c in foreign))}; rent accounts are kept in pounds")
    return known, own


def _same(ours: str, theirs: str) -> bool:
    """Whether two ways to write an account number mean the same account (an IBAN ends with sort code and number).

    A bank that masks the number (``****70123``) shows its end only: four digits of it must agree.
    """
    other = squash(theirs)
    if _MASKED.search(theirs):
        end = _MASKED.split(theirs)[-1]
        return len(end) >= 4 and ours.endswith(end)
    return ours == other or (len(other) > 7 and ours.endswith(other)) or (len(ours) > 7 and other.endswith(ours))


def lines_of_days(bank_account_id: int, first: date | None, last: date | None) -> tuple[int, int]:
    """How many lines of an account are in for ``first <= day <= last``, and the newest id: another pair, other lines."""
    count, newest = BankLine.select(fn.COUNT(BankLine.id), fn.COALESCE(fn.MAX(BankLine.id), 0)).where(
        (BankLine.account == bank_account_id) & BankLine.made_on.between(first, last)).tuples().first()
    return int(count), int(newest)


def was_posted(file_id: int) -> bool:
    """Whether a line of a file is or ever was in the books."""
    return bool(Entry.select(Entry.id).join(BankLine, on=(BankLine.id == Entry.bank_line)).where(BankLine.file == file_id)
                .exists())


def _verdicts(bank: BankAccount, statements: list[Statement], form: str, span: tuple[date, date]) -> list[Overlap]:
    """For each booked line whether it is in already."""
    seen = _seen(bank, *span)
    if not seen:
        return [Overlap.NEW] * sum(line.status == "booked" for s in statements for line in s.lines)
    identities = [Identity(bank.number, s.currency, line.on, line.pence, squash(line.narrative), line.balance, form)
                  for s in statements for line in s.lines if line.status == "booked"]
    return overlap(identities, seen, _whole_days(bank, span, ends(statements)))


def _seen(bank: BankAccount, first: date, last: date) -> list[Identity]:
    """The identities of stored lines in the days of a file."""
    rows = (BankLine.select(BankLine.made_on, BankLine.pence, BankLine.narrative, BankLine.balance_pence, BankFile.format)
            .join(BankFile).where((BankLine.account == bank.id) & BankLine.made_on.between(first, last)).tuples())
    return [Identity(bank.number, None, on, pence, squash(text), balance, form) for on, pence, text, balance, form in rows]


def _whole_days(bank: BankAccount, span: tuple[date, date], ends_at: tuple[int | None, int | None]) -> set[date]:
    """The days of which every line is in: those between the first and the last day of a statement that adds up.

    Its first and last day may have been cut, unless this file begins (ends) on it with the same balance.
    """
    days = {span[0] + n * DAY for n in range((span[1] - span[0]).days + 1)}
    whole = set[date]()
    rows = (BankFile.select(BankFile.first_on, BankFile.last_on, BankFile.opening_pence, BankFile.closing_pence)
            .where((BankFile.account == bank.id) & (BankFile.adds_up == True) & BankFile.taken_out_at.is_null()  # noqa: E712
                   & (BankFile.last_on >= span[0]) & (BankFile.first_on <= span[1])).tuples())
    for first, last, opening, closing in rows:
        whole |= {day for day in days if first < day < last}
        whole |= {first} if (first, opening) == (span[0], ends_at[0]) else set()
        whole |= {last} if (last, closing) == (span[1], ends_at[1]) else set()
    return whole


def _receipt(number: int, line: Line) -> Receipt:
    return Receipt(number, line.on, line.pence, line.narrative, line.payer, line.reference, line.payer_account, line.kind)


def _match(bank: BankAccount, fresh: list[_Fresh], today: date) -> tuple[NewLine, ...]:
    """By payer and some lines at a time: what is remembered of a payer stands together, and is let go before the next."""
    fresh = sorted(fresh, key=_by_payer)
    posted = posted_lately(bank.id, min(line.on for _, line, _ in fresh))
    rules = RuleBook([*own_rules(), *STARTING_RULES])
    codes = dict(Account.select(Account.reference, Account.id).where(Account.tenancy.is_null()).tuples())
    office = OfficeRules(office_rules())
    readings = [read(_receipt(-number, line)) for number, line, _ in fresh]
    neighbours, index = neighbours_of(readings), Index(account_facts(today))
    new: list[NewLine] = []
    for at in range(0, len(fresh), _AT_ONCE):
        some = readings[at:at + _AT_ONCE]
        memory = memory_for(key for reading in some for key in keys_of(reading))
        matcher = Matcher(index, memory, rules, posted, neighbours, office)
        for one, reading in zip(fresh[at:at + _AT_ONCE], some, strict=True):
            found = _new_line(*one, matcher.propose(reading), codes)
            new.append(_divided(one, found, index, rules) if one[1].details else found)
    _let_go(index)
    return tuple(sorted(new, key=attrgetter("number")))


def _divided(one: _Fresh, new: NewLine, index: Index, rules: RuleBook) -> NewLine:
    """A line of several payments that sum to it, each matched like a line of its own; lumps keep their control account."""
    number, line, _ = one
    inside = [detail.pence for detail in line.details]
    if not inside or new.tier is Tier.NOT_RENT or new.unsure or not is_divided(line.pence, inside):
        return new
    receipts = [Receipt(-number, line.on, d.pence or 0, d.narrative, d.payer, d.reference, d.payer_account, line.kind)
                for d in line.details]
    readings = [read(receipt) for receipt in receipts]
    memory = memory_for(key for reading in readings for key in keys_of(reading))
    matcher = Matcher(index, memory, rules)
    found = [matcher.propose(reading) for reading in readings]
    parts = parts_of(receipts, found)
    proposal = divided(Proposal(-number, Tier.NEEDS_YOU), parts, found)
    kept = to_json(proposal, proposal.held_because, 0, parts)
    return new._replace(tier=proposal.tier, account_id=None, proposal=kept) if len(kept) <= _LONGEST_KEPT else new


def _by_payer(one: _Fresh) -> str:
    line = one[1]
    return f"{line.payer}|{line.reference or line.narrative}|{line.pence}"


def _let_go(index: Index) -> None:
    """Takes the index apart, its accounts piece by piece: thrown away whole they would hold every thread up meanwhile."""
    for table in (index.by_amount, index.by_forename, index.by_initial, index.by_surname, index.by_address,
                  index.by_other, index.by_reference):
        table.clear()
    while index.by_id:
        index.by_id.popitem()
    forget_names()
    forget_fields()


def _prepared(bank: BankAccount, name: str, data: bytes, reading: Reading, statements: list[Statement], booked: list[Line],
              new: tuple[NewLine, ...], compared_with: tuple[int, int]) -> Prepared:
    digest = hashlib.sha256(data).hexdigest()
    before = (BankFile.select().where((BankFile.sha256 == digest) & BankFile.taken_out_at.is_null()).first())
    states = [s.adds_up for s in statements]
    adds_up = False if False in states or gaps(statements) else (True if True in states else None)
    opening, closing = ends(statements)
    warnings = (*_of_others(reading, statements), *(str(warning) for warning in reading.warnings))
    return Prepared(
        bank_account_id=bank.id, bank_name=bank.name, name=name, data=data, sha256=digest, format=reading.format,
        opening=opening, closing=closing, adds_up=adds_up,
        first_on=min((x.on for x in booked), default=None), last_on=max((x.on for x in booked), default=None),
        lines=len(booked), already=len(booked) - len(new), unsure=sum(line.unsure for line in new),
        compared_with=compared_with, pending=sum(len(s.lines) for s in statements) - len(booked),
        money_in=sum(x.pence for x in booked if x.pence > 0), money_out=-sum(x.pence for x in booked if x.pence < 0),
        new=new, warnings=warnings, interim=reading.interim, first_lines=tuple(booked[:10]),
        imported_before=f"on {format_date(before.imported_at.date())} by {before.imported_by}" if before else None)


def _of_others(reading: Reading, ours: list[Statement]) -> list[str]:
    """What of the file is for another account and therefore not taken."""
    others = [s for s in reading.statements if s not in ours and s.lines]
    return [f"{sum(len(s.lines) for s in others if s.account == account):,} lines are for account {account} and are not taken "
            f"here. Check that the number is right; a file of several accounts is imported once for each"
            for account in dict.fromkeys(s.account for s in others)]


def _new_line(number: int, line: Line, verdict: Overlap, proposal: Proposal, codes: dict[str, int]) -> NewLine:
    tier, account, held = proposal.tier, proposal.account_id, proposal.held_because
    if proposal.control or proposal.nominal:
        account = codes.get(proposal.control or proposal.nominal or "")
        if account is None:
            tier, held = Tier.NEEDS_YOU, (*held, f"There is no ledger account {proposal.control or proposal.nominal} yet.")
    unsure = verdict is Overlap.UNSURE
    if unsure:
        tier, account, held = Tier.NEEDS_YOU, None, (*held, _UNSURE)
    return NewLine(number, line, tier, account, to_json(proposal, held, 1 if tier is Tier.CERTAIN else MOST_CANDIDATES),
                   unsure)


def sum_sentence(prepared: Prepared) -> str:
    """*Opening + money in − money out = closing*, with figures, or what is missing."""
    if prepared.opening is None or prepared.closing is None:
        return (f"Money in {format_pence(prepared.money_in)}, money out {format_pence(prepared.money_out)}; "
                f"the file states no opening and closing balance")
    worked = prepared.opening + prepared.money_in - prepared.money_out
    text = (f"{format_pence(prepared.opening)} + {format_pence(prepared.money_in)} − {format_pence(prepared.money_out)} = "
            f"{format_pence(worked)}")
    return text if worked == prepared.closing else f"{text}, but the file closes at {format_pence(prepared.closing)}"


