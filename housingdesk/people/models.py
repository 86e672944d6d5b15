"""Stored shapes of people, proof of who they are, and consents. A name is kept as written; the sort name is separate."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.people.rules import ContactKind, NeedKind, PartyRole, Scope
from housingdesk.people.rules.proofs import ConsentKind, IdentityKind


class Person(Record):
    """A person or, for corporate tenants, an organisation."""

    name: Any = Text(longest=200)
    known_as: Any = Text(null=True, longest=100)
    say: Any = Text(null=True, longest=100)
    sort_name: Any = Text(null=True, longest=200)
    forename: Any = Text(default="", longest=100)
    surname: Any = Text(longest=100, index=True)
    born_on: Any = Day(null=True)
    nino: Any = Text(null=True, longest=9, index=True)
    died_on: Any = Day(null=True)
    staff_warning: Any = Text(null=True, longest=500)
    find_detail: Any = Text(default="", longest=300)
    find_words: Any = Text(default="", longest=2000)
    homes: Any = Text(default="", longest=2000)
    former: Any = YesNo(default=False)

    def find_row(self) -> Found:
        """Found by name, known-as, NI number, the ways to reach them (``find_words``) and every home they held (``homes``)."""
        words = "|".join(w for w in (self.name, self.known_as, self.nino, self.find_words, self.homes) if w)
        return Found("person", self.name, self.find_detail, words, 1 if self.former else 0)


class Contact(Record):
    """One way to reach a person; ``digits`` is the phone without its spaces."""

    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    kind: Any = Word(ContactKind)
    value: Any = Text(longest=400)
    digits: Any = Text(null=True, longest=30)
    label: Any = Text(default="", longest=60)
    preferred: Any = YesNo(default=False)
    safe: Any = YesNo(default=True)
    ended_on: Any = Day(null=True)


class Need(Record):
    """Something a person needs, half-open in time."""

    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    kind: Any = Word(NeedKind)
    detail: Any = Text(default="", longest=200)
    start: Any = Day()
    end: Any = Day(null=True)


class Party(Record):
    """Whom we may talk to about a person: role, scope, the day authority was given and the day it runs out."""

    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    role: Any = Word(PartyRole)
    name: Any = Text(longest=200)
    organisation: Any = Text(default="", longest=200)
    phone: Any = Text(default="", longest=60)
    email: Any = Text(default="", longest=200)
    address: Any = Text(default="", longest=400, constraints=[SQL("DEFAULT ''")])
    scope: Any = Word(Scope)
    authority_on: Any = Day(null=True)
    authority_note: Any = Text(default="", longest=400)
    expires_on: Any = Day(null=True)


class Identity(Record):
    """What showed who a person is. Identity to follow has ``follow_by`` and ``vouched_by`` until something was seen.

    ``settled_on``: what was to follow came. ``removed`` says why a line was wrong.
    """

    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    kind: Any = Word(IdentityKind)
    number: Any = Text(default="", longest=60)
    seen_on: Any = Day(null=True)
    seen_by: Any = Text(default="", longest=120)
    follow_by: Any = Day(null=True, index=True)
    vouched_by: Any = Text(default="", longest=200)
    settled_on: Any = Day(null=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    note: Any = Text(default="", longest=400)
    recorded_at: Any = Moment()
    removed: Any = Text(default="", longest=200)


class Consent(Record):
    """What a person agreed to or not, from its day until ``ended_on``; the newest of a kind counts."""

    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    kind: Any = Word(ConsentKind)
    given: Any = YesNo()
    on: Any = Day()
    how: Any = Text(default="", longest=200)
    taken_by: Any = Text(longest=120)
    ended_on: Any = Day(null=True)
