"""Stored shapes of money taken at a desk: numbered receipts, and the slips with which it is paid into the bank."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.bank.models.statements import BankAccount
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.db.fields import Day, Moment, Pence, Text, WholeNumber, Word
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.properties.models import Space
from housingdesk.rent.models import Account, Batch


class PayingInSlip(Record):
    """What is carried to the bank in one go; ``bank_line`` is the line of the bank that shows it."""

    number: Any = WholeNumber(unique=True)
    bank_account: Any = ForeignKeyField(BankAccount, on_delete="RESTRICT")
    bank_account_id: int
    made_on: Any = Day()
    pence: Any = Pence()
    takings: Any = WholeNumber()
    state: Any = Word(SlipState, index=True)
    bank_line: Any = WholeNumber(null=True, column_name="bank_line_id")
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class Taking(Record):
    """Money somebody handed over, with the number of the receipt they got. ``pence`` is what they paid.

    ``place`` is the scheme it was taken at; None at the office. ``drawn_on`` is the cheque's or postal order's number, or the
    card machine's. ``batch`` credited the account; ``returned`` took that back; ``returned_line`` is the bank's debit for it.
    """

    number: Any = WholeNumber(unique=True)
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    pence: Any = Pence()
    way: Any = Word(TakingWay)
    taken_on: Any = Day()
    paid_by: Any = Text(default="", longest=200)
    drawn_on: Any = Text(default="", longest=60)
    place: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    place_id: int | None
    state: Any = Word(TakingState, index=True)
    slip: Any = ForeignKeyField(PayingInSlip, null=True, on_delete="RESTRICT", backref="on_it")
    slip_id: int | None
    batch: Any = ForeignKeyField(Batch, on_delete="RESTRICT")
    batch_id: int
    returned: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT", backref="takings_returned")
    returned_id: int | None
    returned_line: Any = WholeNumber(null=True, column_name="returned_line_id")
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    note: Any = Text(default="", longest=300)
    taken_at: Any = Moment()
    taken_by: Any = Text(longest=120)
