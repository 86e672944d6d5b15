"""Stored shapes of reviews, move-on and changes: what was due, what was found, each step of a process, and who was told."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.changes.rules.words import ChangeKind, ChangeState, Destination, MoveOnOutcome, ReviewKind, ToldParty
from housingdesk.db.fields import Day, Moment, Text, Word
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.letters.models import Letter
from housingdesk.tenancies.models import Tenancy


class Review(Record):
    """One review of an agreement. ``form`` is JSON: the questions' answers. ``removed`` says why a line was wrong."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    kind: Any = Word(ReviewKind)
    due_on: Any = Day(index=True)
    held_on: Any = Day(null=True)
    held_by: Any = Text(default="", longest=120)
    with_whom: Any = Text(default="", longest=400)
    form: Any = Text(default="{}", longest=20_000)
    outcome: Any = Text(default="", longest=2000)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class ReviewAction(Record):
    """Something agreed at a review: who does what by when, and when it was done."""

    review: Any = ForeignKeyField(Review, on_delete="RESTRICT")
    review_id: int
    what: Any = Text(longest=500)
    who: Any = Text(longest=200)
    by_on: Any = Day()
    done_on: Any = Day(null=True)
    note: Any = Text(default="", longest=500)


class MoveOn(Record):
    """Moving on from supported housing: from when somebody is ready, the plan, and what came of it."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT", unique=True)
    tenancy_id: int
    ready_on: Any = Day(null=True)
    plan: Any = Text(default="", longest=2000)
    outcome: Any = Word(MoveOnOutcome, null=True)
    destination: Any = Word(Destination, null=True)
    moved_on: Any = Day(null=True)
    note: Any = Text(default="", longest=2000)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)


class Change(Record):
    """One guided process on one agreement. ``answers`` is JSON of texts by key; ``result`` the agreement it made, if any."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT", backref="its_changes")
    tenancy_id: int
    kind: Any = Word(ChangeKind)
    state: Any = Word(ChangeState, index=True)
    asked_on: Any = Day()
    asked_by: Any = Text(default="", longest=200)
    answers: Any = Text(default="{}", longest=20_000)
    answer_by: Any = Day(null=True)
    decided_on: Any = Day(null=True)
    decided_by: Any = Text(default="", longest=120)
    reason: Any = Text(default="", longest=2000)
    effective_on: Any = Day(null=True)
    result: Any = ForeignKeyField(Tenancy, null=True, on_delete="RESTRICT", backref="made_by_change")
    result_id: int | None
    begun_at: Any = Moment()
    begun_by: Any = Text(longest=120)
    ended_at: Any = Moment(null=True)
    ended_because: Any = Text(default="", longest=1000)


class ChangeStep(Record):
    """One step of a process as it was done; ``step`` names it. ``removed`` says why a line was wrong."""

    change: Any = ForeignKeyField(Change, on_delete="RESTRICT")
    change_id: int
    step: Any = Text(longest=60)
    done_on: Any = Day()
    note: Any = Text(default="", longest=2000)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class Told(Record):
    """Somebody was told of an ending or a change: whom, what, how, and by which letter or file."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    change: Any = ForeignKeyField(Change, null=True, on_delete="RESTRICT")
    change_id: int | None
    whom: Any = Word(ToldParty)
    name: Any = Text(default="", longest=200)
    what: Any = Text(longest=2000)
    on: Any = Day()
    how: Any = Text(default="", longest=120)
    letter: Any = ForeignKeyField(Letter, null=True, on_delete="RESTRICT")
    letter_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)
