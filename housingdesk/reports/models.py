"""Stored shapes of what was published: frozen figures of a day, closed periods, and the finance journal with its codes.

``snapshot`` and its rows, ``period_close`` and ``journal_export`` are only ever added to; triggers refuse anything else.
"""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.db.fields import Day, LongNumber, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.documents.models import Document
from housingdesk.rent.models import Account
from housingdesk.reports.rules.words import PeriodKind, SnapshotKind


class Snapshot(Fact):
    """The figures of a day as they were known when it was taken: ``sequence`` and ``head`` are the ledger's seal then.

    ``totals`` is JSON of the sums that were published.
    """

    kind: Any = Word(SnapshotKind)
    on: Any = Day(column_name="of_day", index=True)
    sequence: Any = WholeNumber()
    head: Any = Text(longest=64)
    accounts: Any = WholeNumber()
    totals: Any = Text(longest=20_000)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)

    class Meta:
        indexes = ((("kind", "on"), True),)


class SnapshotAccount(Fact):
    """One account in a snapshot: balance in pence, whose money was still to come, its stage and route in words."""

    snapshot: Any = ForeignKeyField(Snapshot, on_delete="RESTRICT", index=False)
    snapshot_id: int
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT", index=False)
    account_id: int
    scheme: Any = Text(default="", longest=120)
    former: Any = YesNo(default=False)
    pence: Any = Pence()
    benefit_pence: Any = Pence(default=0)
    stage: Any = Text(default="", longest=80)
    route: Any = Text(default="", longest=60)

    class Meta:
        indexes = ((("snapshot", "account"), True),)


class SnapshotVoid(Fact):
    """One empty home in a snapshot: since when, in which lane, its weekly loss."""

    snapshot: Any = ForeignKeyField(Snapshot, on_delete="RESTRICT")
    snapshot_id: int
    space: Any = LongNumber(column_name="space_id")
    address: Any = Text(longest=400)
    scheme: Any = Text(default="", longest=120)
    lane: Any = Text(default="", longest=60)
    category: Any = Text(default="", longest=60)
    empty_from: Any = Day()
    weekly_pence: Any = Pence(default=0)


class SnapshotClaim(Fact):
    """One claim of benefit in a snapshot: where it stood and since when it waited."""

    snapshot: Any = ForeignKeyField(Snapshot, on_delete="RESTRICT")
    snapshot_id: int
    claim: Any = LongNumber(column_name="claim_id")
    account: Any = LongNumber(null=True, column_name="account_id")
    kind: Any = Text(longest=60)
    state: Any = Text(longest=60)
    since: Any = Day(null=True)


class PeriodClose(Fact):
    """A period that was closed, with the proof that stood, the snapshot taken and the audit pack kept."""

    kind: Any = Word(PeriodKind)
    start: Any = Day()
    end: Any = Day()
    proof: Any = Text(longest=60_000)
    snapshot: Any = ForeignKeyField(Snapshot, null=True, on_delete="RESTRICT")
    snapshot_id: int | None
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)

    class Meta:
        indexes = ((("kind", "end"), True),)


class NominalCode(Record):
    """Which code of the finance system a side of the ledger goes to. ``key`` is what it is for, as ``rules.journal`` names it.

    ``scheme`` empty: every scheme without a code of its own.
    """

    key: Any = Text(longest=80)
    scheme: Any = Text(default="", longest=120)
    code: Any = Text(longest=40)
    name: Any = Text(default="", longest=120)
    cost_centre: Any = Text(default="", longest=40)

    class Meta:
        indexes = ((("key", "scheme"), True),)


class JournalExport(Fact):
    """A journal that was written for the finance system: which days, its total, and the file as it was."""

    start: Any = Day()
    end: Any = Day()
    rows: Any = WholeNumber()
    debit_pence: Any = Pence()
    first_sequence: Any = WholeNumber()
    last_sequence: Any = WholeNumber()
    document: Any = ForeignKeyField(Document, on_delete="RESTRICT")
    document_id: int
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
