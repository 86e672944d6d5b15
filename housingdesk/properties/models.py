"""Stored shapes of homes: councils, managing agents, the nested lettable spaces, and their certificates, keys and meters."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Moment, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.properties.rules.safety import CertificateKind, KeyHolder, MeterKind


class Council(Record):
    """A billing authority: pays Housing Benefit, nominates. ``area_code`` is its area's code, such as ``E08000003``."""

    name: Any = Text(longest=120, unique=True)
    creditor_number: Any = Text(default="", longest=40)
    phone: Any = Text(default="", longest=60)
    email: Any = Text(default="", longest=200)
    area_code: Any = Text(default="", longest=9, constraints=[SQL("DEFAULT ''")])


class Agent(Record):
    """An organisation that manages a scheme for us, or supports the people in it."""

    name: Any = Text(longest=200, unique=True)
    role: Any = Text(longest=60)
    phone: Any = Text(default="", longest=60)
    email: Any = Text(default="", longest=200)


class Space(Record):
    """A scheme, or anything in it down to a bed. ``address``/``postcode`` are worked out from its place by actions.

    ``lettable``: it is, was or will be let as one; its ``LetPeriod`` rows say when, and without any it always is.
    """

    parent: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    parent_id: int | None
    scheme: Any = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="in_scheme")
    scheme_id: int | None
    kind: Any = Word(SpaceKind)
    label: Any = Text(longest=120)
    street: Any = Text(default="", longest=160)
    locality: Any = Text(default="", longest=120)
    town: Any = Text(default="", longest=80)
    county: Any = Text(default="", longest=80)
    own_postcode: Any = Text(default="", longest=8)
    address: Any = Text(default="", longest=400)
    full_address: Any = Text(default="", longest=600)
    postcode: Any = Text(default="", longest=8, index=True)
    uprn: Any = Text(null=True, longest=12)
    lettable: Any = YesNo(default=False)
    bedrooms: Any = WholeNumber(null=True)
    rent_type: Any = Word(RentType, null=True)
    social_housing: Any = YesNo(default=True)
    council: Any = ForeignKeyField(Council, null=True, on_delete="RESTRICT")
    council_id: int | None
    agent: Any = ForeignKeyField(Agent, null=True, on_delete="RESTRICT")
    agent_id: int | None
    officer: Any = Text(default="", longest=120)
    managed_from: Any = Day(null=True)
    managed_to: Any = Day(null=True)
    sort_key: Any = Text(default="", longest=200, index=True)

    class Meta:
        constraints = [SQL("CHECK (managed_to IS NULL OR managed_from IS NULL OR managed_to >= managed_from)")]

    def find_row(self) -> Found | None:
        """Found by room label, address, postcode and UPRN; a scheme by its name."""
        label = self.address or self.label
        words = "|".join(w for w in (label, self.label, self.full_address, self.postcode, self.uprn) if w)
        return Found("space", label, f"{self.kind} · {self.postcode}" if self.postcode else str(self.kind), words,
                     1 if self.managed_to else 0)


class LetPeriod(Record):
    """A stretch in which a space is let as one, from ``start`` up to but not including ``end``: a house whole, or its rooms."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    start: Any = Day()
    end: Any = Day(null=True)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")')]


class Certificate(Record):
    """A safety record of a space, or of all that is in it. ``expires_on`` None: it does not run out. ``removed``: why wrong."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    kind: Any = Word(CertificateKind)
    reference: Any = Text(default="", longest=80)
    done_on: Any = Day()
    expires_on: Any = Day(null=True, index=True)
    by: Any = Text(default="", longest=200)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    note: Any = Text(default="", longest=400)
    removed: Any = Text(default="", longest=200)


class KeySet(Record):
    """A set of keys of a space on the key register, by the number on its tag."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    tag: Any = Text(longest=40, unique=True)
    what: Any = Text(longest=200)
    count: Any = WholeNumber()
    note: Any = Text(default="", longest=400)
    ended_on: Any = Day(null=True)


class KeyMove(Record):
    """A set of keys goes to somebody or comes back; the last move says where it is. ``subject`` names why (``"tenancy:3"``)."""

    key_set: Any = ForeignKeyField(KeySet, on_delete="RESTRICT")
    key_set_id: int
    on: Any = Day()
    holder: Any = Word(KeyHolder)
    whom: Any = Text(default="", longest=200)
    count: Any = WholeNumber()
    due_back_on: Any = Day(null=True)
    subject: Any = Text(null=True, longest=60)
    note: Any = Text(default="", longest=400)
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class Meter(Record):
    """A meter of a space; ``place`` says where it hangs."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    kind: Any = Word(MeterKind)
    serial: Any = Text(default="", longest=40)
    place: Any = Text(default="", longest=200)
    supplier: Any = Text(default="", longest=120)
    ended_on: Any = Day(null=True)


class MeterReading(Record):
    """What a meter read on a day, as it stands on it. ``subject`` names the occasion (``"sign_up:4"``, ``"void:2"``)."""

    meter: Any = ForeignKeyField(Meter, on_delete="RESTRICT")
    meter_id: int
    on: Any = Day()
    reading: Any = Text(longest=20)
    subject: Any = Text(null=True, longest=60)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)
