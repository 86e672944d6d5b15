"""A week of the bank as it was taken in and posted on the Monday after: the file, its lines, one batch, and the lists.

All of it goes through the ledger's own way in, so that seals, balances and the bank agree as if it had been typed.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.models import BankFile, BankLine, LineState, PayerMemory, SuspenseItem
from housingdesk.bank.parsers.reading import Line as Read
from housingdesk.bank.rules.memory import MemoryRow
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import RULES_VERSION
from housingdesk.demo.actions.numbered import add_numbered
from housingdesk.demo.bank_files import ACCOUNT_NAME, OUR_NUMBER
from housingdesk.demo.besides import Beside
from housingdesk.demo.lines import Schedule, ScheduleLine
from housingdesk.demo.receipts import Part, Posting, Wait
from housingdesk.demo.schedules import effective_on, period_of, posted, recovery_text, text_of
from housingdesk.demo.statements import FORMAT, PastStatement
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import Entry
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Payer
from housingdesk.values.dates import format_date

_COLUMNS = ("file", "account", "number", "made_on", "pence", "narrative", "payer", "payer_account", "reference", "kind",
            "balance_pence", "raw", "state", "tier", "proposal", "proposed", "batch", "posted_by_rule")
_CONTRA = f"BANK{OUR_NUMBER[-4:]}"
_BOUNCES_WITHIN = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the plan's accounts stand in the ledger: people's in the order of their keys, the others by reference."""

    accounts: Sequence[int]
    ledger: dict[str, int]
    bank: int

    def of(self, part: Part) -> int:
        """The number of the account a part belongs to."""
        return self.ledger[part.code] if part.key is None else self.accounts[part.key - 1]


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A line that was posted to suspense, with what was found out about it."""

    line: int
    read: Read
    wait: Wait


@dataclass(frozen=True, slots=True)
class BankWeek:
    """A file with what became of each of its lines, the lists that were posted with it, and what was found out by then."""

    statement: PastStatement | None
    postings: tuple[Posting, ...]
    schedules: tuple[Schedule, ...]
    found_out: tuple[Unidentified, ...]


@needs(Permission.POST_MONEY)
def post_bank_week(act: Act, *, week: BankWeek, numbers: Numbers, owner: str) -> list[Unidentified]:
    """Takes a week's file in and posts all its lines; returns what nobody could place."""
    waiting = _take_in(act, week.statement, week.postings, numbers, owner) if week.statement is not None else []
    for schedule in week.schedules:
        _post_schedule(act, schedule, numbers)
    for one in week.found_out:
        _clear(act, one, numbers)
    act.say(f"{len(week.postings):,} bank lines posted, {len(week.schedules)} lists")
    return waiting


def _take_in(act: Act, statement: PastStatement, postings: Sequence[Posting], numbers: Numbers,
             owner: str) -> list[Unidentified]:
    first = int(BankLine.select(fn.COALESCE(fn.MAX(BankLine.id), 0)).scalar()) + 1
    lines = list(zip(range(first, first + len(postings)), statement.lines, postings, strict=True))
    file = act.add(BankFile(account=numbers.bank, name=statement.name, sha256=statement.sha256, format=FORMAT,
                            content=statement.content, closing_pence=statement.closing, first_on=statement.first_on,
                            last_on=statement.last_on, lines=len(lines), new_lines=len(lines), imported_at=act.now,
                            imported_by=act.who.name))
    returned = _post_returned(act, [line for line in lines if line[2].returned], numbers)
    whole = _post_lines(act, [line for line in lines if not line[2].returned], numbers)
    made = add_numbered(act, BankLine, _COLUMNS,
                        (_row(numbers, int(file.id), returned if posting.returned else whole, number, read, posting)
                         for number, (_, read, posting) in enumerate(lines, 1)), summary=statement.name)
    if lines and made[0] != first:
        raise RuntimeError(f"the bank's lines begin at {made[0]}, not at {first}")
    waiting = [Unidentified(line, read, posting.wait) for line, read, posting in lines if posting.wait is not None]
    add_numbered(act, SuspenseItem, ("line", "since", "owner", "note"),
                 ((one.line, act.today, owner, one.wait.note) for one in waiting), summary="unidentified money")
    return waiting


_Lines = Sequence[tuple[int, Read, Posting]]


def _post_lines(act: Act, lines: _Lines, numbers: Numbers) -> int | None:
    """One batch for everything that came or went, by account."""
    entries = [_receipt(numbers, part, read.on, line) for line, read, posting in lines for part in posting.parts]
    return _post(act, lines, sorted(entries, key=lambda entry: entry.account)) if entries else None


def _post_returned(act: Act, lines: _Lines, numbers: Numbers) -> int | None:
    """Payments that the bank took back, each pointing to the receipt it undoes where that stands in the ledger whole."""
    entries = [_receipt(numbers, part, read.on, line) for line, read, posting in lines for part in posting.parts]
    return _post(act, lines, [entry._replace(reverses=_undone(entry)) for entry in entries]) if entries else None


def _post(act: Act, lines: _Lines, entries: list[Line]) -> int:
    ids, days = [line for line, _, _ in lines], [read.on for _, read, _ in lines]
    title = f"{ACCOUNT_NAME}: {len(ids):,} line{'s' if len(ids) != 1 else ''} of {_span(min(days), max(days))}"
    return post_batch(act, kind=BatchKind.BANK, key=f"bank:{min(ids)}:{max(ids)}:{len(ids)}:1", title=title, lines=entries,
                      contra=_CONTRA, source=RULES_VERSION)


def _receipt(numbers: Numbers, part: Part, on: date, line: int | None) -> Line:
    start, end = part.period or (None, None)
    return Line(numbers.of(part), EntryKind.RECEIPT, None, part.payer, on, -part.pence, start, end, part.text[:300], None, line)


def _undone(entry: Line) -> int | None:
    """The receipt that a returned payment takes back: same account and sum, some days before, not taken back yet."""
    undoing = Entry.alias()
    found: int | None = (Entry.select(Entry.id).where(
        (Entry.account == entry.account) & (Entry.pence == -entry.pence) & (Entry.kind == EntryKind.RECEIPT)
        & Entry.effective_on.between(entry.effective_on - _BOUNCES_WITHIN, entry.effective_on)
        & ~fn.EXISTS(undoing.select(undoing.id).where(undoing.reverses == Entry.id)))
        .order_by(Entry.effective_on.desc(), Entry.id.desc()).limit(1).scalar())
    return found


def _span(first: date, last: date) -> str:
    return f"{first:%d %b %Y}" if first == last else f"{first:%d %b} to {last:%d %b %Y}"


def _row(numbers: Numbers, file: int, batch: int | None, number: int, read: Read, posting: Posting) -> tuple[object, ...]:
    whole = numbers.of(posting.parts[0]) if len(posting.parts) == 1 else None
    return (file, numbers.bank, number, read.on, read.pence, read.narrative, read.payer, read.payer_account, read.reference,
            read.kind, read.balance, read.raw, LineState.POSTED, str(posting.tier), _proposal(posting.why), whole, batch,
            RULES_VERSION if posting.tier is Tier.CERTAIN else None)


@cache
def _proposal(why: str) -> str:
    return json.dumps({"why": why, "candidates": [], "rules": RULES_VERSION}, ensure_ascii=False)


@needs(Permission.ADJUST_ACCOUNTS)
def post_besides(act: Act, *, charges: Sequence[Beside], numbers: Numbers) -> int:
    """Charges what is owed beside the rent on sub-accounts, as one batch; returns its number."""
    entries = [Line(open_sub_account(act, account_id=numbers.accounts[one.account - 1], kind=one.kind), EntryKind.ADJUSTMENT,
                    None, Payer.TENANT, one.on, one.pence, None, None, one.text) for one in charges]
    batch = post_batch(act, kind=BatchKind.ADJUSTMENT, key=f"besides:{act.today.isoformat()}", lines=entries, contra="RECHARGE",
                       title=f"Recharges and court costs up to {format_date(act.today)}")
    act.say(f"{len(entries)} recharges and court costs", about=("batch", batch))
    return batch


def _post_schedule(act: Act, schedule: Schedule, numbers: Numbers) -> None:
    """From the control account, where the sum waited, to everybody whose money it was."""
    as_posted = posted(schedule)
    entries = [Line(numbers.ledger[as_posted.control], EntryKind.TRANSFER, None, Payer.OTHER, schedule.paid_on,
                    schedule.pence, None, None, as_posted.title)]
    for line in schedule.lines:
        entries.append(Line(numbers.accounts[line.account - 1], EntryKind.RECEIPT, None, as_posted.payer,
                            effective_on(schedule, line), -line.gross, *period_of(line), text_of(schedule, line)))
        entries += _recovered(act, schedule, line, numbers)
    post_batch(act, kind=as_posted.kind, key=f"schedule:{schedule.key}", title=as_posted.title, lines=entries,
               contra=as_posted.control, source=schedule.reference)


def _recovered(act: Act, schedule: Schedule, line: ScheduleLine, numbers: Numbers) -> list[Line]:
    if not line.recovery or line.recovered_from is None:
        return []
    account = open_sub_account(act, account_id=numbers.accounts[line.recovered_from - 1], kind=AccountKind.HB_OVERPAYMENT)
    return [Line(account, EntryKind.ADJUSTMENT, None, Payer.TENANT, schedule.paid_on, line.recovery, None, None,
                 recovery_text(schedule))]


def _clear(act: Act, one: Unidentified, numbers: Numbers) -> None:
    """Moves unidentified money to where it belongs, effective on the day it came."""
    part, suspense = one.wait.part, numbers.ledger["suspense"]
    moved = [Line(suspense, EntryKind.TRANSFER, None, Payer.OTHER, one.read.on, part.pence, None, None, "Found out"),
             _receipt(numbers, part, one.read.on, None)]
    post_batch(act, kind=BatchKind.TRANSFER, key=f"suspense:{one.line}:1", title="Unidentified money found out", lines=moved,
               contra="suspense", source=f"bank line {one.line}")
    item = SuspenseItem.get(SuspenseItem.line == one.line)
    act.change(item, cleared_on=act.today)


@needs(Permission.POST_MONEY)
def write_memory(act: Act, *, lessons: Iterable[MemoryRow]) -> int:
    """Stores what the posts taught; returns how many facts."""
    count = act.add_many(PayerMemory, ("kind", "key", "account", "times", "last_on"),
                         ((str(row.kind), row.key, row.account_id, row.times, row.last_on) for row in lessons),
                         summary="what posting taught")
    act.say(f"{count:,} things learned from posting")
    return count
