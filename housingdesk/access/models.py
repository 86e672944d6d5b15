"""Stored shapes of the access room: users, the audit, and the find index that every record writes into."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.rules import Role
from housingdesk.db.fields import Moment, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record


class User(Record):
    """A person who works here. ``password_hash`` is argon2 on SQLite and empty on PostgreSQL (own login role)."""

    name: Any = Text(longest=120)
    initials: Any = Text(longest=4)
    login: Any = Text(longest=60, unique=True)
    password_hash: Any = Text(null=True, longest=300)
    role: Any = Word(Role)
    active: Any = YesNo(default=True)
    last_seen: Any = Moment(null=True)

    class Meta:
        table_name = "hd_user"


class AuditEvent(Fact):
    """One act: who did what, when, to what. ``session_login`` is stamped by the PostgreSQL server itself."""

    at: Any = Moment(index=True)
    user: Any = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    who: Any = Text(longest=120)
    action: Any = Text(longest=120)
    summary: Any = Text(longest=2000)
    subject: Any = Text(longest=60, null=True, index=True)
    session_login: Any = Text(longest=120, null=True)


class AuditChange(Fact):
    """One row (or one bulk statement) that an act touched. ``before``/``after`` are JSON of the fields that changed."""

    event: Any = ForeignKeyField(AuditEvent, on_delete="RESTRICT")
    table: Any = Text(longest=60, column_name="table_name")
    row: Any = WholeNumber(null=True, column_name="row_id")
    kind: Any = Text(longest=10)
    before: Any = Text(longest=200_000, null=True)
    after: Any = Text(longest=200_000, null=True)


class FindEntry(Fact):
    """One thing that can be found. ``words`` is folded to ASCII, each word after a blank; ``rank`` 0 comes first (current
    before former)."""

    kind: Any = Text(longest=20)
    record: Any = WholeNumber(column_name="record_id")
    label: Any = Text(longest=300)
    detail: Any = Text(longest=300, default="")
    words: Any = Text(longest=4000)
    start: Any = Text(longest=60, column_name="start_word")
    rank: Any = WholeNumber(default=0)

    class Meta:
        indexes = ((("kind", "record"), True),)
        constraints = [SQL("CHECK (rank >= 0)")]
