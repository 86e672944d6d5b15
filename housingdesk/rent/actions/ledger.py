"""The ledger's one way in: a batch of lines, its control total, its seal, and the balances, in one transaction.

Entries are never changed or deleted; the database refuses it. A correction is another batch.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from peewee import IntegrityError

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.models import Account, Batch, Entry, LedgerClose, Seal
from housingdesk.rent.queries.ledger import account_references, closed_to
from housingdesk.rent.rules.sealing import FORM, GENESIS, Line, StoredLine, canonical, chain, stored
from housingdesk.rent.rules.words import BatchKind, EntryKind, Payer
from housingdesk.values.dates import format_date

_CHAIN_LOCK = 1
_SEALED = ("kind", "code", "payer", "effective_on", "pence", "period_from", "period_to", "text")
_Columns = Mapping[str, tuple[Any, ...]]
"""The stored lines of a batch, column by column, by the fields of ``Line``."""
_PAYER_COLUMNS = {Payer.HB: "hb_pence", Payer.UC: "uc_pence", Payer.TENANT: "own_pence", Payer.SUPPORT: "support_pence",
                  Payer.OTHER: "other_pence"}
_DATES = {EntryKind.RECEIPT: ("last_receipt_on", "kind = 'receipt' AND pence < 0 THEN effective_on"),
          EntryKind.CHARGE: ("charged_to", "kind = 'charge' AND pence > 0 THEN period_to")}
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
    return post_stored(act, kind=kind, key=key, title=title, lines=stored(lines), contra=contra, source=source,
                       reverses=reverses)


def post_stored(act: Act, *, kind: BatchKind, key: str, title: str, lines: Sequence[StoredLine], contra: str,
                source: str = "", reverses: int | None = None) -> int:
    """``post_batch`` for lines that are in their stored form already."""
    if not lines:
        raise Refused(f"{title}: there is nothing to post")
    columns = dict(zip(Line._fields, zip(*lines, strict=True), strict=True))
    closed = closed_to()
    if closed is not None and min(columns["effective_on"]) <= closed.isoformat():
        raise Refused(f"The ledger is closed to {format_date(closed)}. Date the entry {format_date(closed + timedelta(1))} "
                      f"or later")
    try:
        batch = act.add(Batch(kind=kind, key=key, title=title[:200], source=source[:200], control_pence=sum(columns["pence"]),
                              lines=len(lines), contra=contra, reverses=reverses, made_at=act.now, made_by=act.who.name))
    except IntegrityError as error:
        raise Refused(f"{title} is posted already; nothing was posted twice") from error
    batch_id, accounts = int(batch.id), set(columns["account"])
    used = {name: values for name, values in columns.items() if values.count(None) < len(lines)}
    act.add_columns(Entry, {"batch": [batch_id] * len(lines), "line_no": range(1, len(lines) + 1), **used}, summary=title)
    # Two batches that touched the same balances in another order would wait for each other.
    act.lock(_CHAIN_LOCK)
    if act.run(_add_to_balances(columns), (batch_id,), table="balance") != len(accounts):
        raise RuntimeError(f"{title}: an account without a balance")
    seal(act, batch, columns, _references(accounts))
    return batch_id


def _add_to_balances(lines: _Columns) -> str:
    """One UPDATE of the accounts in a batch; a sum for each payer that is in it, and not one for those that are not."""
    payers, kinds = set(lines["payer"]), set(lines["kind"])
    sums = {column: payer for payer, column in _PAYER_COLUMNS.items() if payer in payers}
    dates = {column: when for kind, (column, when) in _DATES.items() if kind in kinds}
    changes = [f"pence = balance.pence + {' + '.join(f'd.{column}' for column in sums)}",
               *(f"{column} = balance.{column} + d.{column}" for column in sums),
               *(f"{c} = CASE WHEN balance.{c} IS NULL OR balance.{c} < d.{c} THEN d.{c} ELSE balance.{c} END" for c in dates)]
    found = [*(f"sum(CASE WHEN payer = '{payer}' THEN pence ELSE 0 END) AS {column}" for column, payer in sums.items()),
             *(f"max(CASE WHEN {when} END) AS {column}" for column, when in dates.items())]
    return (f"UPDATE balance SET {', '.join(changes)} FROM (SELECT account_id, {', '.join(found)} FROM entry "
            f"WHERE batch_id = ? GROUP BY account_id) AS d WHERE d.account_id = balance.account_id")


def seal(act: Act, batch: Batch, lines: _Columns, references: Mapping[int, str]) -> None:
    """Closes a batch: hashes its canonical form onto the head of the chain, which is locked by now."""
    undone = lines["reverses"]
    reversed_at = _reversed_at([entry for entry in undone if entry is not None])
    content = canonical(batch.kind, batch.key, batch.control_pence, act.now, zip(
        map(references.__getitem__, lines["account"]), *(lines[name] for name in _SEALED), map(reversed_at.get, undone),
        strict=True))
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


def reverse_lines(act: Act, *, batch_id: int, reason: str, entry_ids: set[int] | None, as_dated: bool = False) -> int:
    """The mirror image of a batch, or of some of its entries, linked line by line; for the actions of other rooms.

    Dated today, or with ``as_dated`` as the entries are, as if they had not been.
    """
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
    lines = [Line(e.account_id, e.kind, e.code, e.payer, _open_day(e.effective_on if as_dated else act.today), -e.pence,
                  e.period_from, e.period_to, f"Reversed: {reason.strip()}"[:300], e.id, e.bank_line) for e in entries]
    key = f"reverse:{batch.key}" if whole else f"reverse:{batch.key}:{','.join(str(e.line_no) for e in entries)}"[:120]
    made = post_batch(act, kind=BatchKind.REVERSAL, key=key, title=f"Reversed: {batch.title}", lines=lines,
                      contra=batch.contra, source=reason.strip(), reverses=batch.id if whole else None)
    if any(line.kind is EntryKind.RECEIPT for line in lines):
        renew_last_receipt(act, made)
    return made


def renew_last_receipt(act: Act, batch_id: int) -> None:
    """The last payment of the accounts of a batch that took receipts back is found anew; for the actions of other rooms."""
    act.run(_LAST_RECEIPT, (batch_id,), table="balance")


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
    if entry.batch.kind == BatchKind.BENEFIT:
        raise Refused("This came with a schedule of benefit: take the whole run back, so that its sum still agrees")
    if entry.batch.kind == BatchKind.PAYMENT_FILE:
        raise Refused("This came with a payment file: take the whole file back, so that its sum still agrees with the bank")
    if entry.batch.kind == BatchKind.TAKING:
        raise Refused("This was taken at a desk, with a receipt: withdraw the receipt, or say under Takings that it came back")
    if entry.batch.key.startswith("backdated:"):
        raise Refused("This is part of a correction: take the correction back with its charges, so that both agree")
    if entry.kind == EntryKind.TRANSFER or entry.batch.kind == BatchKind.TRANSFER:
        raise Refused("This money was moved from one account to another: take the move back where it was made, so that both "
                      "accounts have it right")
    if ":request:" in entry.batch.key:
        raise Refused("This was asked for and allowed: take it back under Requests, so that what was asked for is right too")
    made = reverse_lines(act, batch_id=entry.batch_id, reason=reason, entry_ids={entry_id})
    account = Account.get_by_id(entry.account_id)
    act.say(f"Entry of {entry.effective_on:%d %B %Y} reversed on {account.name or account.reference}",
            about=("account", account.id))
    return made


def receipt(account: int, payer: Any, on: date, pence: int, text: str, bank_line: int | None = None) -> Line:
    """A receipt line; ``pence`` is the money that came in, so the entry is its negative."""
    return Line(account, EntryKind.RECEIPT, None, payer, on, -pence, None, None, text, None, bank_line)
