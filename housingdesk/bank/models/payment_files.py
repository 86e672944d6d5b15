"""Stored shapes of payment files: the lists behind lumps of allpay, card machines and Bacs, as they came, line by line."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.bank.models.takings import Taking
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState
from housingdesk.db.fields import Bytes, Day, Moment, Pence, Text, WholeNumber, Word
from housingdesk.db.record import Fact, Record
from housingdesk.rent.models import Account, Batch


class PaymentFile(Record):
    """A payment file. ``control`` is the account its lump waits in; ``bank_line`` the line of the bank that it explains.

    ``pence`` is the sum of its lines, ``fee_pence`` what was kept back, so that the bank shows ``pence - fee_pence``;
    ``stated_pence`` the total the file itself gives, if it does. ``columns``: how a table's columns were read, JSON.
    """

    kind: Any = Word(FileKind)
    control: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    control_id: int
    name: Any = Text(longest=300)
    sha256: Any = Text(longest=64, index=True)
    state: Any = Word(FileState, index=True)
    first_on: Any = Day(null=True)
    last_on: Any = Day(null=True)
    pence: Any = Pence()
    fee_pence: Any = Pence(default=0)
    stated_pence: Any = Pence(null=True)
    lines: Any = WholeNumber()
    bank_line: Any = WholeNumber(null=True, column_name="bank_line_id")
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    batch_id: int | None
    imported_at: Any = Moment()
    imported_by: Any = Text(longest=120)
    note: Any = Text(default="", longest=1000)
    columns: Any = Text(default="", longest=4000)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class PaymentFileLine(Fact):
    """One payment of a file; ``pence`` is what somebody paid. ``way`` is how, as the file says it ("PayPoint").

    ``taking``: the receipt it was taken with at a desk, where it was; then it goes to the account of takings.
    """

    file: Any = ForeignKeyField(PaymentFile, on_delete="RESTRICT")
    file_id: int
    number: Any = WholeNumber()
    reference: Any = Text(default="", longest=80)
    name: Any = Text(default="", longest=200)
    way: Any = Text(default="", longest=80)
    paid_on: Any = Day()
    pence: Any = Pence()
    raw: Any = Text(longest=20_000)
    account: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    account_id: int | None
    state: Any = Word(FileLineState)
    why: Any = Text(default="", longest=500)
    chosen_by: Any = Text(null=True, longest=120)
    taking: Any = ForeignKeyField(Taking, null=True, on_delete="RESTRICT")
    taking_id: int | None
