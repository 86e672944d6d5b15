"""Stored shapes of accounts, dated charge lines and shares, and the sealed, append-only ledger.

``batch``, ``entry``, ``seal`` and ``ledger_close`` are only ever added to; triggers in the database refuse anything else.
A balance is kept by SQL in the same transaction as its entries, without a version, and proved by ``verify``.
"""

from typing import Any

from peewee import SQL, AutoField, BigAutoField, ForeignKeyField

from housingdesk.db.fields import Day, LongNumber, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.properties.models import Council, Space
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.models import Tenancy


class Account(Record):
    """One account of the ledger. ``reference`` is the payment reference (or nominal code) and stands in the seal.

    ``opens_on``/``closes_on`` are the first and last day it is charged; ``closes_on`` None while it runs. On a nightly account
    these are nights: it closes on the night before they leave, which lies before it opens where they had no night.
    """

    reference: Any = Text(longest=20, unique=True)
    kind: Any = Word(AccountKind, index=True)
    name: Any = Text(default="", longest=200)
    tenancy: Any = ForeignKeyField(Tenancy, null=True, on_delete="RESTRICT")
    parent: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    space: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    council: Any = ForeignKeyField(Council, null=True, on_delete="RESTRICT")
    frequency: Any = Word(Frequency, default=Frequency.WEEKLY)
    rent_free: Any = YesNo(default=False)
    opens_on: Any = Day(null=True)
    closes_on: Any = Day(null=True)


class ChargeLine(Record):
    """One charge of an account from ``start`` up to but not including ``end``; pence a week (month, night)."""

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    code: Any = Word(ChargeCode)
    description: Any = Text(longest=120)
    pence: Any = Pence()
    start: Any = Day()
    end: Any = Day(null=True)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")'), SQL("CHECK (pence >= 0)")]


class ChargeShare(Record):
    """Who pays how much of a charge line, dated; exactly one share at a time has no pence: it pays the rest."""

    line: Any = ForeignKeyField(ChargeLine, on_delete="RESTRICT")
    payer: Any = Word(Payer)
    pence: Any = Pence(null=True)
    start: Any = Day()
    end: Any = Day(null=True)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")'), SQL("CHECK (pence IS NULL OR pence >= 0)")]


class Batch(Fact):
    """Header of a movement of money. ``key`` makes it happen once; ``control_pence`` is the sum of its entries."""

    kind: Any = Word(BatchKind)
    key: Any = Text(longest=120, unique=True)
    title: Any = Text(longest=200)
    source: Any = Text(default="", longest=200)
    control_pence: Any = Pence()
    lines: Any = WholeNumber()
    contra: Any = Text(longest=40)
    reverses: Any = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class Entry(Fact):
    """One line of the ledger. Charges positive, receipts negative. ``period_to`` is the first day not covered."""

    id = BigAutoField()
    batch: Any = ForeignKeyField(Batch, on_delete="RESTRICT", index=False)
    line_no: Any = WholeNumber()
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT", index=False)
    kind: Any = Word(EntryKind)
    code: Any = Word(ChargeCode, null=True)
    payer: Any = Word(Payer)
    effective_on: Any = Day()
    pence: Any = Pence()
    period_from: Any = Day(null=True)
    period_to: Any = Day(null=True)
    text: Any = Text(null=True, longest=300)
    reverses: Any = LongNumber(null=True, column_name="reverses_id")
    bank_line: Any = WholeNumber(null=True, column_name="bank_line_id")

    class Meta:
        indexes = ((("batch", "line_no"), True), (("account", "effective_on"), False))


Entry.add_index(Entry.index(Entry.reverses, unique=True, where=Entry.reverses.is_null(False)))
Entry.add_index(Entry.index(Entry.bank_line, where=Entry.bank_line.is_null(False)))
# What came of benefit is looked for among all else of the last months, for thousands of accounts at once.
Entry.add_index(Entry.index(
    Entry.account, Entry.effective_on, Entry.payer, Entry.period_from, Entry.period_to, Entry.pence, Entry.reverses,
    name="entry_of_benefit", where=SQL("kind = 'receipt' AND payer IN ('Housing Benefit', 'Universal Credit')")))


class Seal(Fact):
    """Closes a batch. ``hash`` chains to the seal before; the head proves that nothing before it changed or vanished."""

    id = AutoField(column_name="sequence")
    batch: Any = ForeignKeyField(Batch, unique=True, on_delete="RESTRICT")
    previous: Any = Text(longest=64)
    hash: Any = Text(longest=64, unique=True)
    form: Any = WholeNumber(default=1)
    sealed_at: Any = Moment()


class LedgerClose(Fact):
    """No entry may be effective on or before the latest ``closed_to``."""

    closed_to: Any = Day(unique=True)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class Balance(Fact):
    """The stored balance of one account, whole and by payer; ``charged_to`` is the first day not yet debited."""

    account: Any = ForeignKeyField(Account, unique=True, on_delete="RESTRICT")
    pence: Any = Pence(default=0)
    hb_pence: Any = Pence(default=0)
    uc_pence: Any = Pence(default=0)
    own_pence: Any = Pence(default=0)
    support_pence: Any = Pence(default=0)
    other_pence: Any = Pence(default=0)
    last_receipt_on: Any = Day(null=True)
    charged_to: Any = Day(null=True)

    class Meta:
        constraints = [SQL("CHECK (pence = hb_pence + uc_pence + own_pence + support_pence + other_pence)")]


class DebitRun(Fact):
    """Which Monday a debit run was for, and each account's ``charged_to`` moved from and to by it."""

    batch: Any = ForeignKeyField(Batch, unique=True, on_delete="RESTRICT")
    week: Any = Day(index=True)
    accounts: Any = WholeNumber()
    proof: Any = Text(longest=20_000, default="")


class ExpectedPayment(Record):
    """Money that should come: a benefit run, an instalment, a direct debit. Written by higher rooms, read by the bank."""

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    payer: Any = Word(Payer)
    due_on: Any = Day(index=True)
    pence: Any = Pence()
    covers_from: Any = Day(null=True)
    covers_to: Any = Day(null=True)
    why: Any = Text(default="", longest=200)
    settled_on: Any = Day(null=True)
