"""Stored shapes of bringing in another system's data: an intake, its files as they came, what is known of their columns,
the old system's totals, and which of its things became which of ours.
"""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.db.fields import Bytes, Day, LongNumber, Moment, Text, WholeNumber, Word
from housingdesk.db.record import Fact, Record
from housingdesk.imports.rules.words import ControlKind, IntakeState, Sheet


class Intake(Record):
    """One bringing-in. ``balances_on`` is the day at whose end the old system's balances stood."""

    name: Any = Text(longest=120)
    system: Any = Text(default="", longest=120)
    balances_on: Any = Day()
    state: Any = Word(IntakeState)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    done_at: Any = Moment(null=True)
    done_by: Any = Text(default="", longest=120)
    note: Any = Text(default="", longest=1000)


class IntakeFile(Record):
    """A file of an intake as it came; ``columns`` is JSON of what each column is, None until somebody said."""

    intake: Any = ForeignKeyField(Intake, on_delete="RESTRICT")
    intake_id: int
    sheet: Any = Word(Sheet)
    name: Any = Text(longest=300)
    tab: Any = Text(default="", longest=120)
    sha256: Any = Text(longest=64)
    rows: Any = WholeNumber()
    columns: Any = Text(null=True, longest=20_000)
    added_at: Any = Moment()
    added_by: Any = Text(longest=120)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class KnownColumns(Record):
    """What the columns of such a file are, remembered by its heading row."""

    sheet: Any = Word(Sheet)
    head: Any = Text(longest=4000)
    columns: Any = Text(longest=20_000)
    used_on: Any = Day()

    class Meta:
        indexes = ((("sheet", "head"), True),)


class ControlTotal(Record):
    """What the old system says: a count, or pence. ``scheme`` empty: of everything."""

    intake: Any = ForeignKeyField(Intake, on_delete="RESTRICT")
    intake_id: int
    kind: Any = Word(ControlKind)
    scheme: Any = Text(default="", longest=120)
    amount: Any = LongNumber()

    class Meta:
        indexes = ((("intake", "kind", "scheme"), True),)


class BroughtIn(Fact):
    """Which thing of the old system became which of ours: ``key`` is its own name there, ``table``/``record`` ours."""

    intake: Any = ForeignKeyField(Intake, on_delete="RESTRICT", index=False)
    intake_id: int
    sheet: Any = Word(Sheet)
    key: Any = Text(longest=200)
    table: Any = Text(longest=40, column_name="in_table")
    record: Any = LongNumber(column_name="record_id")

    class Meta:
        indexes = ((("intake", "sheet", "key", "table"), True),)
