"""Stored shapes of Direct Debits: instructions, collections with what became of each, and what Bacs reports."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.bank.models.payment_files import PaymentFile
from housingdesk.bank.rules.words import AdviceState, BacsKind, CollectedState, CollectionState, MandateState
from housingdesk.db.fields import Bytes, Day, Moment, Pence, Text, WholeNumber, Word
from housingdesk.db.record import Fact, Record
from housingdesk.rent.models import Account, Batch
from housingdesk.rent.rules.words import Frequency


class Mandate(Record):
    """A Direct Debit Instruction. ``reference`` is what Bacs knows it by (6 to 18 characters, payment-files §4.5).

    ``pence`` None: what is charged. ``day`` is the day of the month of monthly collections; weekly ones fall on ``next_on``'s
    weekday. ``collected``: how many payments went out, so that the first one has its own code.
    """

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    reference: Any = Text(longest=18, unique=True)
    payer_name: Any = Text(longest=120)
    sort_code: Any = Text(longest=8)
    account_number: Any = Text(longest=10)
    frequency: Any = Word(Frequency)
    day: Any = WholeNumber(null=True)
    pence: Any = Pence(null=True)
    state: Any = Word(MandateState, index=True)
    signed_on: Any = Day()
    next_on: Any = Day(null=True)
    last_on: Any = Day(null=True)
    collected: Any = WholeNumber(default=0)
    why: Any = Text(default="", longest=300)


class Collection(Record):
    """One collection of Direct Debits: the file that went to the bureau or Bacs; ``file`` explains its lump in the bank."""

    collect_on: Any = Day(index=True)
    form: Any = Text(longest=40)
    pence: Any = Pence()
    lines: Any = WholeNumber()
    state: Any = Word(CollectionState, index=True)
    file: Any = ForeignKeyField(PaymentFile, null=True, on_delete="RESTRICT")
    file_id: int | None
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    sent_at: Any = Moment(null=True)
    sha256: Any = Text(longest=64)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class CollectionLine(Fact):
    """One payment of a collection; ``code`` is the Standard 18 transaction code. ``returned`` took its credit back."""

    collection: Any = ForeignKeyField(Collection, on_delete="RESTRICT")
    collection_id: int
    mandate: Any = ForeignKeyField(Mandate, on_delete="RESTRICT")
    mandate_id: int
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    number: Any = WholeNumber()
    code: Any = Text(longest=2)
    pence: Any = Pence()
    state: Any = Word(CollectedState)
    returned_on: Any = Day(null=True)
    returned: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    returned_id: int | None
    reason: Any = Text(default="", longest=200)


class BacsReport(Record):
    """A report of Bacs as it came, with its SHA-256."""

    kind: Any = Word(BacsKind)
    name: Any = Text(longest=300)
    sha256: Any = Text(longest=64, unique=True)
    processed_on: Any = Day(null=True)
    lines: Any = WholeNumber()
    imported_at: Any = Moment()
    imported_by: Any = Text(longest=120)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class BacsAdvice(Record):
    """One line of a Bacs report, what it says in the file's own words, and what was done about it."""

    report: Any = ForeignKeyField(BacsReport, on_delete="RESTRICT")
    report_id: int
    number: Any = WholeNumber()
    reference: Any = Text(default="", longest=40)
    payer: Any = Text(default="", longest=120)
    code: Any = Text(default="", longest=12)
    reason: Any = Text(default="", longest=300)
    pence: Any = Pence(null=True)
    effective_on: Any = Day(null=True)
    new_sort_code: Any = Text(default="", longest=8)
    new_account_number: Any = Text(default="", longest=10)
    mandate: Any = ForeignKeyField(Mandate, null=True, on_delete="RESTRICT")
    mandate_id: int | None
    line: Any = ForeignKeyField(CollectionLine, null=True, on_delete="RESTRICT")
    line_id: int | None
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    batch_id: int | None
    state: Any = Word(AdviceState, index=True)
    done: Any = Text(default="", longest=500)
