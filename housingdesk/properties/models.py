"""Stored shapes of homes: councils, managing agents and the nested lettable spaces."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.properties.rules import RentType, SpaceKind


class Council(Record):
    """A billing authority: pays Housing Benefit, nominates."""

    name: Any = Text(longest=120, unique=True)
    creditor_number: Any = Text(default="", longest=40)
    phone: Any = Text(default="", longest=60)
    email: Any = Text(default="", longest=200)


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
