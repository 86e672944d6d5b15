"""Stored shapes of schedules: the lists behind lump sums, as they came, line by line, with whose each is taken to be."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.benefits.models.claims import Claim, Overpayment
from housingdesk.benefits.models.offices import Office
from housingdesk.benefits.rules.words import LineClass, LineState, ScheduleState
from housingdesk.db.fields import Bytes, Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.rent.models import Account, Batch


class ScheduleLayout(Record):
    """Which column of an office's file is what: JSON, kept by example and known again by its heading row."""

    office: Any = ForeignKeyField(Office, on_delete="RESTRICT")
    office_id: int
    name: Any = Text(longest=120)
    layout: Any = Text(longest=6000)
    used_on: Any = Day(null=True)


class Schedule(Record):
    """A list behind a lump sum. ``bank_line`` is the line of the bank that it explains; ``batch`` what posted it.

    ``net_pence`` is what the bank shows; gross less recovery. ``stated_pence``: the total the file itself gives, if it does.
    """

    office: Any = ForeignKeyField(Office, on_delete="RESTRICT")
    office_id: int
    name: Any = Text(longest=300)
    sha256: Any = Text(longest=64, index=True)
    reference: Any = Text(default="", longest=80)
    creditor_number: Any = Text(default="", longest=40)
    state: Any = Word(ScheduleState, index=True)
    paid_on: Any = Day(null=True)
    period_from: Any = Day(null=True)
    period_to: Any = Day(null=True)
    stated_pence: Any = Pence(null=True)
    gross_pence: Any = Pence()
    recovery_pence: Any = Pence()
    net_pence: Any = Pence()
    lines: Any = WholeNumber()
    bank_line: Any = WholeNumber(null=True, column_name="bank_line_id")
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    batch_id: int | None
    imported_at: Any = Moment()
    imported_by: Any = Text(longest=120)
    note: Any = Text(default="", longest=1000)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class ScheduleLine(Fact):
    """One line of a schedule; ``period_to`` is the last day it is for. Gross less recovery is net, pence.

    ``account`` is whose rent it pays; ``recovery_account`` is charged what is taken back for somebody's overpayment.
    ``chosen_by``: who said so where the program did not.
    """

    schedule: Any = ForeignKeyField(Schedule, on_delete="RESTRICT")
    schedule_id: int
    number: Any = WholeNumber()
    claim_reference: Any = Text(default="", longest=80)
    rent_reference: Any = Text(default="", longest=80)
    name: Any = Text(default="", longest=200)
    address: Any = Text(default="", longest=400)
    period_from: Any = Day(null=True)
    period_to: Any = Day(null=True)
    weekly_pence: Any = Pence(null=True)
    gross_pence: Any = Pence()
    recovery_pence: Any = Pence(default=0)
    net_pence: Any = Pence()
    raw: Any = Text(longest=20_000)
    claim: Any = ForeignKeyField(Claim, null=True, on_delete="RESTRICT")
    claim_id: int | None
    account: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    account_id: int | None
    overpayment: Any = ForeignKeyField(Overpayment, null=True, on_delete="RESTRICT")
    overpayment_id: int | None
    recovery_account: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    recovery_account_id: int | None
    state: Any = Word(LineState)
    line_class: Any = Word(LineClass, null=True)
    why: Any = Text(default="", longest=500)
    sure: Any = YesNo(default=False)
    chosen_by: Any = Text(null=True, longest=120)


class LineMemory(Fact):
    """What somebody said of a line: the office's claim or rent reference, or name and address, means this account."""

    office: Any = ForeignKeyField(Office, on_delete="RESTRICT")
    office_id: int
    key: Any = Text(longest=300)
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    on: Any = Day(column_name="said_on")

    class Meta:
        indexes = ((("office", "key"), True),)
