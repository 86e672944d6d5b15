"""Posting bank lines: every line enters the books, whole or split, to people, suspense, control or nominal accounts.

A line is claimed and posted in one transaction, so that it can never be posted twice, from whatever PC. What a person
confirmed teaches the matcher; taking it back unlearns it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from housingdesk.access import queries as access_queries
from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.refunds import settle_refunds, unsettle_refunds
from housingdesk.bank.actions.standing import agree_again, contradict
from housingdesk.bank.actions.waiting import claim, line_of, move
from housingdesk.bank.models import BankAccount, BankLine, LineState, PayerMemory, SuspenseItem
from housingdesk.bank.queries.facts import memory_for
from housingdesk.bank.queries.payment_files import posted_files_on
from housingdesk.bank.queries.slips import slips_on
from housingdesk.bank.rules.benefit import payer_of
from housingdesk.bank.rules.inside import shares_of
from housingdesk.bank.rules.kept import from_json
from housingdesk.bank.rules.kinds import kind_words
from housingdesk.bank.rules.memory import MemoryRow, keys_of
from housingdesk.bank.rules.payment_files import TAKINGS
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import RULES_VERSION, Receipt
from housingdesk.bank.rules.splits import Share, filled, problems
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK, posted_on, run_words
from housingdesk.errors import Refused, Stale
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import PERSONAL, AccountKind, BatchKind, EntryKind, Payer
from housingdesk.values.money import format_pence

_SUSPENSE_LOCK = 5
Choice = tuple[int, int]


@needs(Permission.POST_MONEY)
def post_lines(act: Act, *, choices: Sequence[Choice], by_rule: bool = False,
               divided: Sequence[tuple[int, tuple[Share, ...]]] = ()) -> int:
    """Posts whole lines, each ``(line id, account id)``, as one batch a bank account; returns how many were posted.

    ``divided`` lines go in parts that sum to each. Refused as a whole when a line is posted already, belongs to a closed day,
    or an account is not there.
    """
    wanted, parts = dict(choices), dict(divided)
    if not wanted and not parts:
        raise Refused("There is nothing to post")
    lines = claim(act, [*wanted, *parts])
    accounts = account_queries.accounts({*wanted.values(), *(s.account_id for some in parts.values() for s in some)})
    by_bank: defaultdict[int, list[BankLine]] = defaultdict(list)
    for line in lines:
        by_bank[line.account_id].append(line)
    for bank_id, some in by_bank.items():
        act.progress(0, len(lines), f"Posting {len(some):,} lines")
        _post(act, bank_id, [(line, _targets(line, wanted, parts, accounts)) for line in some], by_rule)
    whole = [line for line in lines if line.id in wanted]
    _wait_in_suspense(act, [line for line in whole if accounts[wanted[line.id]].kind is AccountKind.SUSPENSE])
    _learn(act, [(receipt_of(line), wanted[line.id]) for line in whole if accounts[wanted[line.id]].kind in PERSONAL], +1)
    _learn(act, [pair for line in lines if line.id in parts for pair in _inside(line, parts[line.id])], +1)
    if not by_rule:
        known = [line for line in whole if accounts[wanted[line.id]].kind is not AccountKind.SUSPENSE]
        contradict(act, [(line, (wanted[line.id],)) for line in known])
    _say_posted(act, lines, accounts, wanted)
    return len(lines)


def _targets(line: BankLine, wanted: Mapping[int, int], parts: Mapping[int, tuple[Share, ...]],
             accounts: Mapping[int, AccountRow]) -> Sequence[tuple[AccountRow, int]]:
    if line.id in wanted:
        return ((accounts[wanted[line.id]], line.pence),)
    return tuple((accounts[share.account_id], share.pence or 0) for share in filled(line.pence, parts[line.id]))


def _inside(line: BankLine, shares: Iterable[Share]) -> list[tuple[Receipt, int]]:
    """What a division teaches: each payment inside the line, where it was divided just as its payments say."""
    found = from_json(line.proposal).parts
    if not found or sorted(shares_of(found), key=_by_account) != sorted(shares, key=_by_account):
        return []
    whole = receipt_of(line)
    return [(part.receipt(whole), part.account_id) for part in found if part.account_id is not None]


def _by_account(share: Share) -> int:
    return share.account_id


@needs(Permission.POST_MONEY)
def post_pile(act: Act, *, bank_account_id: int, tier: str) -> int:
    """Posts every waiting line of a pile to its suggestion as one batch; returns how many. Never the pile that needs you."""
    if tier not in (Tier.CERTAIN, Tier.LIKELY, Tier.NOT_RENT):
        raise Refused("Only piles with a suggestion for each line are posted whole")
    rows = (BankLine.select(BankLine.id, BankLine.proposed)
            .where((BankLine.account == bank_account_id) & (BankLine.tier == tier) & (BankLine.state == LineState.WAITING)
                   & BankLine.proposed.is_null(False)).order_by(BankLine.made_on, BankLine.id).tuples())
    batches = BankLine.select(BankLine.id, BankLine.proposal).where(
        (BankLine.account == bank_account_id) & (BankLine.tier == tier) & (BankLine.state == LineState.WAITING)
        & BankLine.proposed.is_null()).tuples()
    divided = [(line_id, shares) for line_id, kept in batches if (shares := shares_of(from_json(kept).parts))]
    return post_lines(act, choices=list(rows), by_rule=tier == Tier.CERTAIN, divided=divided)


def _say_posted(act: Act, lines: list[BankLine], accounts: dict[int, AccountRow], wanted: dict[int, int]) -> None:
    total = format_pence(sum(line.pence for line in lines))
    if len(lines) == 1 and lines[0].id in wanted:
        account = accounts[wanted[lines[0].id]]
        act.say(f"{total} posted to {account.name or account.reference}", about=("account", account.id))
    else:
        act.say(f"{len(lines):,} lines posted, {total}")
    act.take_back(take_back_posting, f"posting {total}", line_ids=tuple(line.id for line in lines))


@needs(Permission.POST_MONEY)
def post_split(act: Act, *, line_id: int, parts: tuple[Share, ...]) -> None:
    """Posts one line in parts that sum to it; a part of None takes the rest."""
    line = line_of(line_id)
    if found := problems(line.pence, parts):
        raise Refused(". ".join(p.message for p in found))
    [line] = claim(act, [line_id])
    accounts = account_queries.accounts({p.account_id for p in parts})
    if any(account.kind is AccountKind.SUSPENSE for account in accounts.values()):
        raise Refused("A part cannot wait as unidentified money. Put the whole line there, and split it when you know")
    targets = tuple((accounts[p.account_id], p.pence or 0) for p in filled(line.pence, parts))
    _post(act, line.account_id, [(line, targets)], by_rule=False)
    _learn(act, _inside(line, filled(line.pence, parts)), +1)
    contradict(act, [(line, tuple(accounts))])
    act.say(f"{format_pence(line.pence)} posted to {len(parts)} accounts", about=("bank_line", line_id))
    act.take_back(take_back_posting, f"posting {format_pence(line.pence)}", line_ids=(line_id,))


@needs(Permission.POST_MONEY)
def post_to_suspense(act: Act, *, line_ids: Sequence[int], note: str = "", owner: str = "") -> int:
    """Posts lines as unidentified money, each with an owner and, from today, an age; returns how many."""
    suspense = _suspense()
    lines = claim(act, list(line_ids))
    by_bank: defaultdict[int, list[BankLine]] = defaultdict(list)
    for line in lines:
        by_bank[line.account_id].append(line)
    for bank_id, some in by_bank.items():
        _post(act, bank_id, [(line, ((suspense, line.pence),)) for line in some], by_rule=False)
    _wait_in_suspense(act, lines, owner, note)
    act.say(f"{len(lines)} line{'s' if len(lines) != 1 else ''} put to unidentified money")
    act.take_back(take_back_posting, "unidentified money", line_ids=tuple(line.id for line in lines))
    return len(lines)


def _wait_in_suspense(act: Act, lines: Sequence[BankLine], owner: str = "", note: str = "") -> None:
    for line in lines:
        act.add(SuspenseItem(line=line.id, since=act.today, owner=owner or act.who.name, note=note))


@needs(Permission.POST_MONEY)
def clear_suspense(act: Act, *, line_id: int, account_id: int) -> None:
    """Moves unidentified money to the account it belongs to: one transfer, effective on the day the money came."""
    act.lock(_SUSPENSE_LOCK)
    item = SuspenseItem.get_or_none((SuspenseItem.line == line_id) & SuspenseItem.cleared_on.is_null())
    if item is None:
        raise Refused("This money is not in suspense any more")
    line = line_of(line_id)
    account = account_queries.accounts({account_id})[account_id]
    suspense = _suspense()
    if account.kind is AccountKind.SUSPENSE:
        raise Refused("It is unidentified money already. Say whose it is")
    if account.reference == TAKINGS[0]:
        raise Refused("Put the line back among those waiting, then bank its slip under Takings: that posts it")
    settle_refunds(act, [(line, ((account, line.pence),))])
    on = open_day(line.made_on)
    payer = _payer(line, account, account_queries.payers([account_id]))
    moved = [Line(suspense.id, EntryKind.TRANSFER, None, Payer.OTHER, on, line.pence, None, None,
                  f"To {account.name or account.reference}"[:300], None, None),
             Line(account.id, EntryKind.RECEIPT, None, payer, on, -line.pence, None, None, _text(line, payer), None, None)]
    attempt = ledger_queries.attempts(f"suspense:{line_id}:") + 1
    batch_id = post_batch(act, kind=BatchKind.TRANSFER, key=f"suspense:{line_id}:{attempt}",
                          title=f"Unidentified money to {account.name}", lines=moved, contra=suspense.reference,
                          source=f"bank line {line_id}")
    act.change(item, cleared_on=act.today)
    act.changed.add("bank_line")
    if account.kind in PERSONAL:
        _learn(act, [(receipt_of(line), account_id)], +1)
    contradict(act, [(line, (account_id,))])
    act.say(f"{format_pence(line.pence)} moved from unidentified money to {account.name}", about=("account", account_id))
    act.take_back(take_back_clearing, f"moving {format_pence(line.pence)}", line_id=line_id, batch_id=batch_id)


@needs(Permission.POST_MONEY)
def take_back_clearing(act: Act, *, line_id: int, batch_id: int) -> None:
    """Puts money that was moved out of suspense back among the unidentified."""
    act.lock(_SUSPENSE_LOCK)
    item = SuspenseItem.get_or_none((SuspenseItem.line == line_id) & SuspenseItem.cleared_on.is_null(False))
    batch = ledger_queries.batch(batch_id)
    if item is None or batch is None or not batch.key.startswith(f"suspense:{line_id}:"):
        raise Refused("This money is not where it was moved to any more")
    line, [account_id] = line_of(line_id), ledger_queries.receivers(batch_id)
    unsettle_refunds(act, [line])
    reverse_lines(act, batch_id=batch_id, reason="Unidentified after all", entry_ids=None)
    act.change(item, cleared_on=None)
    act.changed.add("bank_line")
    if account_queries.accounts({account_id})[account_id].kind in PERSONAL:
        _learn(act, [(receipt_of(line), account_id)], -1)
    agree_again(act, [line_id])
    act.say(f"{format_pence(line.pence)} is unidentified money again", about=("account", account_id))
    act.take_back(clear_suspense, "unidentified again", line_id=line_id, account_id=account_id)


@needs(Permission.POST_MONEY)
def note_suspense(act: Act, *, line_id: int, owner: str, note: str) -> None:
    """Says who looks into unidentified money, and how far they are."""
    item = SuspenseItem.get_or_none((SuspenseItem.line == line_id) & SuspenseItem.cleared_on.is_null())
    if item is None:
        raise Refused("This money is not in suspense any more")
    was = (item.owner, item.note)
    act.change(item, owner=owner.strip()[:120], note=note.strip()[:500])
    act.say(f"{owner.strip() or 'Nobody'} looks into {format_pence(item.line.pence)}", about=("bank_line", line_id))
    act.take_back(note_suspense, "the note", line_id=line_id, owner=was[0], note=was[1])


@needs(Permission.POST_MONEY)
def park(act: Act, *, line_id: int, question: str, asked_user_id: int | None = None) -> None:
    """Parks a line with a question and a person; it stays in the totals."""
    line = line_of(line_id)
    if not question.strip():
        raise Refused("Say what you want to know")
    move(act, line, (LineState.WAITING, LineState.PARKED), LineState.PARKED, question=question.strip()[:500],
          asked=asked_user_id)
    name = access_queries.who(asked_user_id).name if asked_user_id else "anybody"
    act.say(f"{format_pence(line.pence)} parked with a question for {name}", about=("bank_line", line_id))
    act.take_back(unpark, "the parking", line_id=line_id)


@needs(Permission.POST_MONEY)
def unpark(act: Act, *, line_id: int) -> None:
    """Puts a parked line back among those waiting."""
    line = line_of(line_id)
    move(act, line, (LineState.PARKED,), LineState.WAITING, question=None, asked=None)
    act.say(f"{format_pence(line.pence)} is waiting again", about=("bank_line", line_id))
    act.take_back(park, "waiting again", line_id=line_id, question=line.question or "Parked", asked_user_id=line.asked_id)


@needs(Permission.POST_MONEY)
def take_back_posting(act: Act, *, line_ids: Sequence[int]) -> None:
    """Reverses the entries of posted lines, unlearns them, and puts the lines back among those waiting."""
    act.lock(SCHEDULE_LOCK)
    act.lock(_SUSPENSE_LOCK)
    lines = list(BankLine.select().where(BankLine.id.in_(list(line_ids)) & (BankLine.state == LineState.POSTED)))
    if len(lines) != len(set(line_ids)):
        raise Stale("A colleague has dealt with one of these lines since")
    moved_on = SuspenseItem.line.in_([x.id for x in lines]) & SuspenseItem.cleared_on.is_null(False)
    if SuspenseItem.select().where(moved_on).exists():
        raise Refused("This money has been moved out of suspense since. Reverse that first")
    if run := next(iter(posted_on([x.id for x in lines]).values()), None):
        raise Refused(f"{run_words(run)} is posted against this money. Take the run back first")
    if file := next(iter(posted_files_on([x.id for x in lines]).values()), None):
        raise Refused(f"{file.name} is posted against this money. Take the payment file back first")
    if slip := slips_on([x.id for x in lines]):
        raise Refused(f"This money is {slip[0]}. Take that back first, under Takings")
    unsettle_refunds(act, lines)
    by_batch: defaultdict[int, list[int]] = defaultdict(list)
    for line in lines:
        by_batch[line.batch_id].append(line.id)
    to_people: list[tuple[Receipt, int]] = []
    for batch_id, ids in by_batch.items():
        entries = ledger_queries.entries_of(batch_id, ids)
        accounts = account_queries.accounts({e.account_id for e in entries})
        batch = ledger_queries.batch(batch_id)
        to_people += [(receipt_of(line), e.account_id) for line in lines for e in entries
                      if e.bank_line == line.id and accounts[e.account_id].kind in PERSONAL and e.pence == -line.pence]
        for line in lines:
            to_people += _inside(line, [Share(e.account_id, -e.pence) for e in entries if e.bank_line == line.id])
        reverse_lines(act, batch_id=batch_id, reason="Posting taken back",
                      entry_ids=None if batch is not None and batch.lines == len(entries) else {e.id for e in entries})
    act.bulk(BankLine.update(state=LineState.WAITING, batch=None, posted_by_rule=None).where(
        BankLine.id.in_([x.id for x in lines])), summary="lines waiting again")
    for item in SuspenseItem.select().where(SuspenseItem.line.in_([x.id for x in lines])):
        act.remove(item)
    _learn(act, to_people, -1)
    agree_again(act, [x.id for x in lines])
    total = format_pence(sum(line.pence for line in lines))
    act.say(f"Taken back: {len(lines):,} line{'s' if len(lines) != 1 else ''}, {total}")


def _post(act: Act, bank_id: int, parts: Sequence[tuple[BankLine, Sequence[tuple[AccountRow, int]]]], by_rule: bool) -> None:
    settle_refunds(act, parts)
    bank = BankAccount.get_by_id(bank_id)
    nominal = account_queries.accounts([bank.nominal_id])[bank.nominal_id]
    payers = account_queries.payers({account.id for _, targets in parts for account, _ in targets})
    posted: list[Line] = []
    for line, targets in parts:
        on = open_day(line.made_on)
        for account, pence in targets:
            payer = _payer(line, account, payers)
            posted.append(Line(account.id, EntryKind.RECEIPT, None, payer, on, -pence, None, None, _text(line, payer), None,
                               line.id))
    ids = [line.id for line, _ in parts]
    attempt = ledger_queries.attempts(f"bank:{min(ids)}:{max(ids)}:{len(ids)}:") + 1
    first, last = min(x.made_on for x, _ in parts), max(x.made_on for x, _ in parts)
    batch_id = post_batch(act, kind=BatchKind.BANK, key=f"bank:{min(ids)}:{max(ids)}:{len(ids)}:{attempt}",
                          title=f"{bank.name}: {len(ids):,} line{'s' if len(ids) != 1 else ''} of {_span(first, last)}",
                          lines=posted, contra=nominal.reference, source=RULES_VERSION)
    for at in range(0, len(ids), 10_000):
        act.bulk(BankLine.update(batch=batch_id, posted_by_rule=RULES_VERSION if by_rule else None).where(
            BankLine.id.in_(ids[at:at + 10_000])), summary="lines joined to their batch")


def _payer(line: BankLine, account: AccountRow, payers: Mapping[int, set[Payer]]) -> Payer:
    return payer_of(line.narrative, line.payer, payers[account.id]) if account.kind in PERSONAL else Payer.OTHER


def _span(first: date, last: date) -> str:
    return f"{first:%d %b %Y}" if first == last else f"{first:%d %b} to {last:%d %b %Y}"


def _text(line: BankLine, payer: Payer) -> str:
    if payer is not Payer.TENANT:
        return f"{payer}: {line.narrative}"[:300]
    if line.pence < 0:
        return f"Returned: {line.narrative}"[:300]
    return f"{kind_words(line.kind) or 'Payment'}: {line.narrative}"[:300]


def receipt_of(line: BankLine) -> Receipt:
    """A stored line as matching sees it."""
    return Receipt(line.id, line.made_on, line.pence, line.narrative, line.payer, line.reference, line.payer_account, line.kind)


def _learn(act: Act, posted: Iterable[tuple[Receipt, int]], by: int) -> None:
    """Stores what confirmed posts teach (or unteaches); money out teaches nothing."""
    pairs = [(receipt, account) for receipt, account in posted if receipt.pence > 0]
    memory = memory_for((key for receipt, _ in pairs for key in keys_of(receipt)), {account for _, account in pairs})
    changed: dict[tuple[str, str, int], MemoryRow] = {}
    for receipt, account in pairs:
        for row in (memory.learn if by > 0 else memory.forget)(receipt, account):
            changed[(str(row.kind), row.key, row.account_id)] = row
    _store_memory(act, list(changed.values()))


def _store_memory(act: Act, rows: list[MemoryRow]) -> None:
    if not rows:
        return
    act.run_many("DELETE FROM payer_memory WHERE kind = ? AND key = ? AND account_id = ?",
                 [(str(r.kind), r.key, r.account_id) for r in rows], table="payer_memory")
    act.add_many(PayerMemory, ("kind", "key", "account", "times", "last_on"),
                 ((str(r.kind), r.key, r.account_id, r.times, r.last_on) for r in rows if r.times), summary="learned")


def _suspense() -> AccountRow:
    found = account_queries.ledger_accounts(AccountKind.SUSPENSE)
    if not found:
        raise Refused("There is no suspense account yet. Open one in Settings, Bank")
    return found[0]
