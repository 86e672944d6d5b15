"""Stored shapes of what is put right on accounts: beds held for somebody away, backdated changes, and money that one person
asks for and another allows.
"""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.models import User
from housingdesk.db.fields import Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.rent.models.ledger import Account, Batch
from housingdesk.rent.rules.words import CorrectionKind, HeldCause, Payer, RequestKind, RequestState, WriteOffReason


class HeldBed(Record):
    """Nights on which a bed is kept for somebody who is away, from ``start`` up to but not including ``end``.

    ``charged`` False: nobody is charged for them, and their rent is a loss with this cause.
    """

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    cause: Any = Word(HeldCause)
    charged: Any = YesNo(default=True)
    start: Any = Day()
    end: Any = Day(null=True)
    note: Any = Text(default="", longest=500)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")')]


class Correction(Fact):
    """A change that reaches back into days that were debited: what stood, what holds now, and the batch of the difference.

    ``before`` and ``after`` are JSON of the charge lines or days as they were and are. ``undone`` is the correction that took
    this one back.
    """

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    kind: Any = Word(CorrectionKind)
    since: Any = Day()
    reason: Any = Text(longest=500)
    before: Any = Text(longest=20_000)
    after: Any = Text(longest=20_000)
    pence: Any = Pence()
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    batch_id: int | None
    takes_back: Any = ForeignKeyField("self", null=True, unique=True, on_delete="RESTRICT")
    takes_back_id: int | None
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)


class MoneyRequest(Record):
    """Money that one person asks to move on an account and another allows: refund, write-off, large adjustment.

    ``pence`` is what the account changes by, charge positive. ``checks`` is JSON of the questions answered before. ``pay_to``
    and the two numbers after it say where a refund goes; ``paid_on`` and ``bank_line`` that it left the bank.
    """

    kind: Any = Word(RequestKind, index=True)
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    to_account: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT", backref="asked_for")
    to_account_id: int | None
    pence: Any = Pence()
    payer: Any = Word(Payer)
    effective_on: Any = Day(null=True)
    reason: Any = Text(longest=500)
    write_off_reason: Any = Word(WriteOffReason, null=True)
    checks: Any = Text(default="", longest=8000)
    state: Any = Word(RequestState, index=True)
    asked_by: Any = ForeignKeyField(User, on_delete="RESTRICT")
    asked_by_id: int
    asked_at: Any = Moment()
    decided_by: Any = ForeignKeyField(User, null=True, on_delete="RESTRICT", backref="decided")
    decided_by_id: int | None
    decided_at: Any = Moment(null=True)
    decision: Any = Text(default="", longest=500)
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    batch_id: int | None
    reinstates: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    reinstates_id: int | None
    pay_to: Any = Text(default="", longest=120)
    sort_code: Any = Text(default="", longest=8)
    account_number: Any = Text(default="", longest=10)
    paid_on: Any = Day(null=True)
    bank_line: Any = WholeNumber(null=True, column_name="bank_line_id")

    class Meta:
        constraints = [SQL("CHECK (state NOT IN ('approved', 'paid') OR decided_by_id <> asked_by_id)")]
