"""The stored shape of a hold. ``subject`` names the record that it stands on, as ``"tenancy:12"``."""

from typing import Any

from housingdesk.db.fields import Day, Moment, Pence, Text, Word
from housingdesk.db.record import Record
from housingdesk.holds.rules import HoldKind


class Hold(Record):
    """One hold. ``stops`` are the words of ``Stop``, one on a line; ``end`` is the first day it holds no longer."""

    subject: Any = Text(longest=60, index=True)
    kind: Any = Word(HoldKind)
    start: Any = Day()
    end: Any = Day(null=True)
    stops: Any = Text(longest=400)
    debt_pence: Any = Pence(null=True)
    people: Any = Text(default="", longest=200)
    source: Any = Text(default="", longest=200)
    reference: Any = Text(default="", longest=200)
    note: Any = Text(default="", longest=2000)
    put_on_at: Any = Moment()
    put_on_by: Any = Text(longest=120)
    ended_because: Any = Text(default="", longest=200)
    removed: Any = Text(default="", longest=200)
