"""The money part of a timeline: what was paid and put right on the accounts of a tenancy, newest first.

The weekly charge is not told: it would bury everything else, and stands on the account.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from housingdesk.db.paging import newest_with_ties
from housingdesk.rent.models import Account, Batch, ChargeLine, Correction, Entry
from housingdesk.rent.rules.words import PER, SUB_ACCOUNTS, AccountKind, EntryKind, Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, at_day, newest

_BACKDATED = "backdated:"
_VERBS = {EntryKind.RECEIPT: ("received", "returned"), EntryKind.ADJUSTMENT: ("credited", "charged"),
          EntryKind.REFUND: ("taken off", "refunded"), EntryKind.WRITE_OFF: ("written off", "written back"),
          EntryKind.TRANSFER: ("transferred in", "transferred out"), EntryKind.OPENING: ("brought forward in credit",
                                                                                          "brought forward owed")}


def timeline(tenancy_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of payments, corrections and changes of charge on the accounts of a tenancy, by three statements.

    A correction of debited days is told once, on the day it was made, and not by every line that it posted.
    """
    query = (Entry.select(Entry.account, Account.kind, Entry.kind, Entry.payer, Entry.effective_on, Entry.pence, Entry.text,
                          Batch.made_by).join(Account, on=(Account.id == Entry.account))
             .join_from(Entry, Batch).where((Account.tenancy == tenancy_id) & (Entry.kind != EntryKind.CHARGE)
                                            & ~Batch.key.startswith(_BACKDATED)))
    if before is not None:
        query = query.where(Entry.effective_on <= _last_day(before))
    rows: Any = newest_with_ties(query, Entry.effective_on, limit).tuples()
    return newest([*(_entry(row) for row in rows), *_charges(tenancy_id), *_corrections(tenancy_id)], before, limit)


def _last_day(before: datetime) -> date:
    """The last day whose midnight lies before a moment."""
    at = before.astimezone(UTC)
    return at.date() if at.time() > time.min else date.fromordinal(at.date().toordinal() - 1)


def _entry(row: tuple[Any, ...]) -> TimelineEntry:
    account_id, account_kind, kind, payer, on, pence, text, who = row
    came, went = _VERBS.get(EntryKind(kind), ("received", "charged"))
    source = text or ("" if payer == Payer.TENANT else str(payer))
    where = f" · {account_kind}" if AccountKind(account_kind) in SUB_ACCOUNTS else ""
    words = f"{format_pence(abs(pence))} {came if pence < 0 else went}" + (f": {source}" if source else "") + where
    return TimelineEntry(at_day(on), Strand.MONEY, words, Ref("account", account_id), who)


def _charges(tenancy_id: int) -> list[TimelineEntry]:
    rows: Any = (ChargeLine.select(ChargeLine.account, ChargeLine.description, ChargeLine.pence, ChargeLine.start,
                                   Account.frequency)
                 .join(Account).where(Account.tenancy == tenancy_id).tuples())
    return [TimelineEntry(at_day(start), Strand.AGREEMENT, f"{what}: {format_pence(pence)} {PER[frequency]}",
                          Ref("account", account_id)) for account_id, what, pence, start, frequency in rows]


def _corrections(tenancy_id: int) -> list[TimelineEntry]:
    rows: Any = (Correction.select(Correction.account, Correction.kind, Correction.since, Correction.pence, Correction.reason,
                                   Correction.made_at, Correction.made_by)
                 .join(Account).where(Account.tenancy == tenancy_id).tuples())
    return [TimelineEntry(made_at, Strand.MONEY, f"Put right from {format_date(since)}, {kind}: {_moved(pence)}. {reason}",
                          Ref("account", account_id), who) for account_id, kind, since, pence, reason, made_at, who in rows]


def _moved(pence: int) -> str:
    if not pence:
        return "nothing moved"
    return f"{format_pence(abs(pence))} {'charged' if pence > 0 else 'credited'}"
