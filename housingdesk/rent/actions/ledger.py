"""The ledger's one way in: a batch of lines, its control total, its seal, and the balances, in one transaction.

Entries are never changed or deleted; the database refuses it. A correction is another batch.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import IntegrityError

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.models import Account, Batch, Entry, LedgerClose, Seal
from housingdesk.rent.queries.ledger import account_references, closed_to
from housingdesk.rent.rules.sealing import FORM, GENESIS, IsoTexts, Line, canonical, chain
from housingdesk.rent.rules.words import BatchKind, EntryKind
from housingdesk.values.dates import format_date

_CHAIN_LOCK = 1
_COLUMNS = ("batch", "line_no", "account", "kind", "code", "payer", "effective_on", "pence", "period_from", "period_to",
            "text", "reverses", "bank_line")

_ADD_TO_BALANCES = """
UPDATE balance SET pence = balance.pence + d.pence, hb_pence = hb_pence + d.hb, uc_pence = uc_pence + d.uc,
  own_pence = own_pence + d.own, support_pence = support_pence + d.support, other_pence = other_pence + d.other,
  last_receipt_on = CASE WHEN d.received IS NOT NULL AND (last_receipt_on IS NULL OR last_receipt_on < d.received)
                         THEN d.received ELSE last_receipt_on END,
  charged_to = CASE WHEN d.charged IS NOT NULL AND (charged_to IS NULL OR charged_to < d.charged) THEN d.charged
                    ELSE charged_to END
FROM (SELECT account_id, sum(pence) AS pence,
  sum(CASE payer WHEN 'Housing Benefit' THEN pence ELSE 0 END) AS hb,
  sum(CASE payer WHEN 'Universal Credit' THEN pence ELSE 0 END) AS uc,
  sum(CASE payer WHEN 'own' THEN pence ELSE 0 END) AS own,
  sum(CASE payer WHEN 'support provider' THEN pence ELSE 0 END) AS support,
  sum(CASE payer WHEN 'other' THEN pence ELSE 0 END) AS other,
  max(CASE WHEN kind = 'receipt' AND pence < 0 THEN effective_on END) AS received,
  max(CASE WHEN kind = 'charge' AND pence > 0 THEN period_to END) AS charged
  FROM entry WHERE batch_id = ? GROUP BY account_id) AS d
WHERE d.account_id = balance.account_id
"""
_LAST_RECEIPT = """
UPDATE balance SET last_receipt_on = (SELECT e.effective_on FROM entry e WHERE e.account_id = balance.account_id
    AND e.kind = 'receipt' AND e.pence < 0 AND e.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id) ORDER BY e.effective_on DESC LIMIT 1)
WHERE account_id IN (SELECT account_id FROM entry WHERE batch_id = ? AND kind = 'receipt')
"""


def post_batch(act: Act, *, kind: BatchKind, key: str, title: str, lines: Sequence[Line], contra: str, source: str = "",
               reverses: int | None = None) -> int:
    """Posts and seals one batch; returns its id. Other rooms' actions call this with their own act.

    ``key`` makes the batch happen once; ``contra`` is the nominal code or bank account on the other side. Refused when
    the batch is posted already, empty, or a line falls in a closed period.
    """
    if not lines:
        raise Refused(f"{title}: there is nothing to post")
    closed = closed_to()
    if closed is not None and any(line.effective_on <= closed for line in lines):
        raise Refused(f"The ledger is closed to {format_date(closed)}. Date the entry {format_date(closed + timedelta(1))} "
                      f"or later")
    control = sum(line.pence for line in lines)
    try:
        batch = act.add(Batch(kind=kind, key=key, title=title[:200], source=source[:200], control_pence=control,
                              lines=len(lines), contra=contra, reverses=reverses, made_at=act.now, made_by=act.who.name))
    except IntegrityError as error:
        raise Refused(f"{title} is posted already; nothing was posted twice") from error
    batch_id = int(batch.id)
    act.add_many(Entry, _COLUMNS, ((batch_id, n, *line) for n, line in enumerate(lines, 1)), summary=title)
    # Two batches that touched the same balances in another order would wait for each other.
    act.lock(_CHAIN_LOCK)
    if act.run(_ADD_TO_BALANCES, (batch_id,), table="balance") != len({line.account for line in lines}):
        raise RuntimeError(f"{title}: an account without a balance")
    seal(act, batch, lines)
    return batch_id


def seal(act: Act, batch: Batch, lines: Sequence[Line]) -> None:
    """Closes a batch: hashes its canonical form onto the head of the chain, which is locked by now."""
    references = _references({line.account for line in lines})
    reversed_at = _reversed_at([line.reverses for line in lines if line.reverses is not None])
    iso = IsoTexts()
    content = canonical(batch.kind, batch.key, batch.control_pence, act.now, (
        (references[account], kind, code, payer, iso[on], pence, iso[start], iso[end], text,
         reversed_at[undone] if undone is not None else None)
        for account, kind, code, payer, on, pence, start, end, text, undone, _ in lines))
    act.lock(_CHAIN_LOCK)
    head = Seal.select(Seal.id, Seal.hash).order_by(Seal.id.desc()).limit(1).tuples().first()
    previous = head[1] if head else GENESIS
    act.add(Seal(id=(head[0] if head else 0) + 1, batch=batch.id, previous=previous, hash=chain(previous, content), form=FORM,
                 sealed_at=act.now))


def _references(ids: set[int]) -> dict[int, str]:
    found = account_references(ids)
    if missing := ids - found.keys():
        raise Refused(f"There is no account {min(missing)}")
    return found


def _reversed_at(ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = (Entry.select(Entry.id, Seal.id, Entry.line_no).join(Seal, on=(Seal.batch == Entry.batch))
            .where(Entry.id.in_(ids)).tuples())
    return {entry: f"{sequence}/{line}" for entry, sequence, line in rows}


@needs(Permission.ADJUST_ACCOUNTS)
def reverse_batch(act: Act, *, batch_id: int, reason: str) -> int:
    """Reverses a whole batch by its mirror image, dated today; returns the new batch's id. Happens at most once."""
    return reverse_lines(act, batch_id=batch_id, reason=reason, entry_ids=None)


def reverse_lines(act: Act, *, batch_id: int, reason: str, entry_ids: set[int] | None) -> int:
    """The mirror image of a batch, or of some of its entries, linked line by line; for the actions of other rooms."""
    batch = Batch.get_or_none(Batch.id == batch_id)
    if batch is None:
        raise Refused("That batch is not in the ledger")
    if batch.kind == BatchKind.REVERSAL:
        raise Refused("A reversal is not reversed; post the money again instead")
    if not reason.strip():
        raise Refused("Say in a few words why it is reversed")
    whole = entry_ids is None
    query = Entry.select().where(Entry.batch == batch_id).order_by(Entry.line_no)
    if entry_ids is not None:
        query = query.where(Entry.id.in_(sorted(entry_ids)))
    entries = list(query)
    already = set(Entry.select(Entry.reverses).where(Entry.reverses.in_([e.id for e in entries])).tuples()) \
        if len(entries) < 30_000 else set()
    if already:
        raise Refused(_said_already(batch.title, len(already), len(entries)) if whole else "This entry is reversed already")
    lines = [Line(e.account_id, e.kind, e.code, e.payer, _open_day(act.today), -e.pence, e.period_from, e.period_to,
                  f"Reversed: {reason.strip()}"[:300], e.id, e.bank_line) for e in entries]
    key = f"reverse:{batch.key}" if whole else f"reverse:{batch.key}:{','.join(str(e.line_no) for e in entries)}"[:120]
    made = post_batch(act, kind=BatchKind.REVERSAL, key=key, title=f"Reversed: {batch.title}", lines=lines,
                      contra=batch.contra, source=reason.strip(), reverses=batch.id if whole else None)
    if any(line.kind is EntryKind.RECEIPT for line in lines):
        act.run(_LAST_RECEIPT, (made,), table="balance")
    return made


def _said_already(title: str, undone: int, entries: int) -> str:
    if undone == entries:
        return f"{title} is reversed already"
    return f"{undone} of the {entries} entries of “{title}” are reversed already, so it is not reversed as a whole"


def _open_day(day: date) -> date:
    closed = closed_to()
    return day if closed is None or day > closed else closed + timedelta(1)


def open_day(day: date) -> date:
    """The day itself, or the first open day when the ledger is closed on it."""
    return _open_day(day)


@needs(Permission.CLOSE_PERIODS)
def close_ledger(act: Act, *, to: date) -> None:
    """Closes the ledger up to and including a day; a closed period is never reopened."""
    closed = closed_to()
    if closed is not None and to <= closed:
        raise Refused(f"The ledger is closed to {format_date(closed)} already")
    if to >= act.today:
        raise Refused("Only days that are over can be closed")
    act.add(LedgerClose(closed_to=to, made_at=act.now, made_by=act.who.name))
    act.say(f"Ledger closed to {format_date(to)}")


@needs(Permission.ADJUST_ACCOUNTS)
def reverse_entry(act: Act, *, entry_id: int, reason: str) -> int:
    """Reverses one entry, dated today, linked both ways; returns the new batch's id."""
    entry = Entry.get_or_none(Entry.id == entry_id)
    if entry is None:
        raise Refused("That entry is not in the ledger")
    if entry.bank_line is not None:
        raise Refused("This money came through the bank: take it back on Money in, so that bank and ledger still agree")
    if entry.kind == EntryKind.TRANSFER or entry.batch.kind == BatchKind.TRANSFER:
        raise Refused("This money was moved from one account to another: take the move back where it was made, so that both "
                      "accounts have it right")
    made = reverse_lines(act, batch_id=entry.batch_id, reason=reason, entry_ids={entry_id})
    account = Account.get_by_id(entry.account_id)
    act.say(f"Entry of {entry.effective_on:%d %B %Y} reversed on {account.name or account.reference}",
            about=("account", account.id))
    return made


def receipt(account: int, payer: Any, on: date, pence: int, text: str, bank_line: int | None = None) -> Line:
    """A receipt line; ``pence`` is the money that came in, so the entry is its negative."""
    return Line(account, EntryKind.RECEIPT, None, payer, on, -pence, None, None, text, None, bank_line)
