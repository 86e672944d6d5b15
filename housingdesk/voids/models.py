"""Stored shapes of empty homes: the void, its steps with promised and actual days, and the days that were lost."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.db.fields import Day, Moment, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.properties.models import Space
from housingdesk.tenancies.models import Tenancy
from housingdesk.voids.rules.words import DelayCause, Lane, Party, VoidCategory, VoidStepKind


class Void(Record):
    """One stretch in which a home stands, or is going to stand, empty.

    ``left`` is the agreement that ends, ``next`` the one that follows. ``empty_from`` is the first day without an agreement
    (planned until the last day is certain), ``let_from`` the first day of the next. ``closed_on``: let again, or dropped.
    """

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    left: Any = ForeignKeyField(Tenancy, null=True, on_delete="RESTRICT", backref="void_after")
    left_id: int | None
    next: Any = ForeignKeyField(Tenancy, null=True, on_delete="RESTRICT", backref="void_before")
    next_id: int | None
    category: Any = Word(VoidCategory, default=VoidCategory.ROUTINE)
    lane: Any = Word(Lane, index=True)
    empty_from: Any = Day()
    let_from: Any = Day(null=True)
    works_done_on: Any = Day(null=True)
    major_works: Any = YesNo(default=False)
    why_vacant: Any = Text(default="", longest=10)
    last_let_as: Any = Text(default="", longest=10)
    note: Any = Text(default="", longest=2000)
    opened_at: Any = Moment()
    opened_by: Any = Text(longest=120)
    closed_on: Any = Day(null=True)

    class Meta:
        constraints = [SQL("CHECK (let_from IS NULL OR let_from >= empty_from)")]


class VoidStep(Record):
    """One step of a plan: who owes it, the day they promised and the day it was."""

    void: Any = ForeignKeyField(Void, on_delete="RESTRICT")
    void_id: int
    step: Any = Word(VoidStepKind)
    party: Any = Word(Party)
    whom: Any = Text(default="", longest=200)
    promised_on: Any = Day(null=True)
    first_promised_on: Any = Day(null=True)
    actual_on: Any = Day(null=True)
    needed: Any = YesNo(default=True)
    note: Any = Text(default="", longest=1000)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None

    class Meta:
        indexes = ((("void", "step"), True),)


class VoidDelay(Record):
    """Days that were lost: on which step, why, and whose they are. Both days count. ``removed`` says why a line was wrong."""

    void: Any = ForeignKeyField(Void, on_delete="RESTRICT")
    void_id: int
    step: Any = Word(VoidStepKind)
    cause: Any = Word(DelayCause)
    party: Any = Word(Party)
    from_on: Any = Day()
    to_on: Any = Day()
    why: Any = Text(longest=1000)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)
