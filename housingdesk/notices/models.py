"""Stored shapes of notices: one in progress, each service on a person, and official wording as somebody confirmed it."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Pence, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.states import State
from housingdesk.people.models import Person
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import Regime


class NoticeCase(Record):
    """A notice under way. ``grounds`` are numbers with commas; ``answers`` and ``particulars`` are JSON of texts by key.

    ``hands`` are those who have written it, one on a line: none of them may be the second person. ``sent_on`` is the day
    it is to go, ``served_on`` the day on which it then counts as served. ``wording`` is JSON: the confirmed texts it used.
    """

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    notice: Any = Text(longest=40)
    title: Any = Text(longest=200)
    names: Any = Text(longest=400)
    regime: Any = Word(Regime)
    pack_checked_on: Any = Day()
    state: Any = Word(State, index=True)
    grounds: Any = Text(default="", longest=200)
    why: Any = Text(longest=2000)
    answers: Any = Text(default="{}", longest=20_000)
    particulars: Any = Text(default="{}", longest=60_000)
    with_statement: Any = YesNo(default=True)
    owed_pence: Any = Pence(null=True)
    owed_on: Any = Day(null=True)
    method: Any = Word(Method, null=True)
    server: Any = Text(default="", longest=120)
    sent_on: Any = Day(null=True)
    served_on: Any = Day(null=True)
    earliest_on: Any = Day(null=True)
    printed_on: Any = Day(null=True)
    last_issue_on: Any = Day(null=True)
    hands: Any = Text(default="", longest=2000)
    begun_at: Any = Moment()
    begun_by: Any = Text(longest=120)
    checked_at: Any = Moment(null=True)
    checked_by: Any = Text(default="", longest=120)
    issued_at: Any = Moment(null=True)
    issued_by: Any = Text(default="", longest=120)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    wording: Any = Text(default="{}", longest=2000)
    ended_at: Any = Moment(null=True)
    ended_by: Any = Text(default="", longest=120)
    ended_because: Any = Text(default="", longest=400)

    def find_row(self) -> Found:
        """Found by its title and the names on it."""
        return Found("notice_case", f"{self.title}: {self.names}", str(self.state), f"{self.title}|{self.names}", 2)


class NoticeService(Record):
    """One service of a notice on one person: how, when, by whom, who saw it. ``removed`` says why a line was wrong."""

    case: Any = ForeignKeyField(NoticeCase, on_delete="RESTRICT")
    case_id: int
    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    name: Any = Text(longest=200)
    method: Any = Word(Method)
    sent_on: Any = Day()
    at: Any = Text(default="", longest=5)
    deemed_on: Any = Day()
    by: Any = Text(longest=120)
    witness: Any = Text(default="", longest=120)
    place: Any = Text(default="", longest=400)
    note: Any = Text(default="", longest=1000)
    evidence: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    evidence_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class NoticeWording(Record):
    """Official text as somebody compared or pasted it; the newest that is not ``removed`` counts."""

    slot: Any = Text(longest=60, index=True)
    text: Any = Text(longest=20_000)
    source: Any = Text(longest=300)
    confirmed_at: Any = Moment()
    confirmed_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)
