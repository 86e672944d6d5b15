"""Stored shapes of notices: one in progress, each service on a person, official wording as somebody confirmed it, reviews of
decisions, what the pre-action protocol asks for, and notices of eviction from the court."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Pence, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.letters.models import Letter
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.states import ReviewKind, ReviewOutcome, State
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


class NoticeReview(Record):
    """Somebody asked that a decision be looked at again: by when, who hears it, what came of it and why."""

    case: Any = ForeignKeyField(NoticeCase, on_delete="RESTRICT")
    case_id: int
    kind: Any = Word(ReviewKind)
    asked_on: Any = Day()
    asked_by: Any = Text(longest=200)
    grounds: Any = Text(longest=4000)
    due_on: Any = Day()
    panel: Any = Text(default="", longest=400)
    heard_on: Any = Day(null=True)
    outcome: Any = Word(ReviewOutcome, null=True)
    reasons: Any = Text(default="", longest=4000)
    told_on: Any = Day(null=True)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    decided_at: Any = Moment(null=True)
    decided_by: Any = Text(default="", longest=120)
    removed: Any = Text(default="", longest=200)


class ProtocolStep(Record):
    """One thing the pre-action protocol asks for, as it was done; ``step`` names it. ``removed``: why the line was wrong."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    step: Any = Text(longest=60)
    done_on: Any = Day()
    note: Any = Text(longest=2000)
    evidence: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    evidence_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class EvictionNotice(Record):
    """The court's notice of eviction (N54) as it reached us, and the letter that answered it.

    ``fixed_again``: an eviction that was put off and has a new day. ``at`` is ``"10:30"``. ``outcome``: how it ended.
    """

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    received_on: Any = Day()
    delivered_on: Any = Day(null=True)
    court: Any = Text(longest=200)
    claim_number: Any = Text(longest=40)
    executes_on: Any = Day()
    at: Any = Text(default="", longest=5)
    fixed_again: Any = YesNo(default=False)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    answer: Any = ForeignKeyField(Letter, null=True, on_delete="RESTRICT")
    answer_id: int | None
    outcome: Any = Text(default="", longest=400)
    ended_on: Any = Day(null=True)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)

    def find_row(self) -> Found | None:
        """Found by the number of the claim and the court, until it is taken off as a mistake."""
        if self.removed:
            return None
        detail = f"eviction {self.executes_on.isoformat()}" + (f" · {self.outcome}" if self.outcome else "")
        return Found("eviction_notice", f"{self.claim_number}, {self.court}", detail, f"{self.claim_number}|{self.court}", 2)
