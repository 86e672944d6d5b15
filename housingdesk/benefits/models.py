"""Stored shapes of claims: who claims what for which agreement, from which day it counts, and what evidence has come."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.db.fields import Day, Moment, Pence, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.people.models import Person
from housingdesk.properties.models import Council
from housingdesk.tenancies.models import Tenancy


class Claim(Record):
    """One claim towards the rent of one agreement.

    ``counts_from`` is the day the office first heard of it, which starts the clock even before identity is proved;
    ``sent_on`` the day the form went; ``evidence_by`` the last day for what is asked. ``to_landlord``: payment to us is asked.
    """

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    kind: Any = Word(ClaimKind)
    council: Any = ForeignKeyField(Council, null=True, on_delete="RESTRICT")
    council_id: int | None
    reference: Any = Text(default="", longest=60)
    state: Any = Word(ClaimState, index=True)
    counts_from: Any = Day()
    sent_on: Any = Day(null=True)
    evidence_by: Any = Day(null=True)
    decided_on: Any = Day(null=True)
    to_landlord: Any = YesNo(default=False)
    authority_on: Any = Day(null=True)
    expected_pence: Any = Pence(null=True)
    note: Any = Text(default="", longest=1000)
    started_at: Any = Moment()
    started_by: Any = Text(longest=120)
    ended_on: Any = Day(null=True)

    def find_row(self) -> Found | None:
        """Found by its reference, once it has one."""
        if not self.reference:
            return None
        return Found("claim", f"{self.kind} {self.reference}", str(self.state), self.reference, 2)


class ClaimEvidence(Record):
    """One thing a claim needs, and when it came."""

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    what: Any = Text(longest=200)
    needed: Any = YesNo(default=True)
    received_on: Any = Day(null=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    note: Any = Text(default="", longest=400)
