"""Stored shape of the former tenants' stream: each step somebody took about a debt or a credit that was left behind."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.db.fields import Day, Moment, Text, Word
from housingdesk.db.record import Record
from housingdesk.rent.models import Account


class FormerStep(Record):
    """One step about a former account. ``next_on``: the day to look at it again. ``removed`` says why it was wrong."""

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    kind: Any = Word(FormerStepKind)
    on: Any = Day(column_name="taken_on")
    text: Any = Text(default="", longest=1000)
    next_on: Any = Day(null=True, index=True)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)
