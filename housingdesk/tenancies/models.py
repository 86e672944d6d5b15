"""Stored shapes of tenancies and licences: who holds, which space from when to when, which benefit route."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.db.fields import Day, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.people.models import Person
from housingdesk.properties.models import Space
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.dates import format_date


class Tenancy(Record):
    """A tenancy, licence or contract. ``ends_on`` is its last day, and the last day that is charged.

    ``former`` is true from the day after ``ends_on``; ``names``, ``address`` and ``postcode`` are those of today, or of
    the last day. ``actions.in_step`` keeps all four right.
    """

    reference: Any = Text(longest=12, unique=True)
    kind: Any = Word(TenancyKind)
    starts_on: Any = Day(index=True)
    ends_on: Any = Day(null=True, index=True)
    end_reason: Any = Word(EndReason, null=True)
    end_event_on: Any = Day(null=True)
    social_housing: Any = YesNo(default=True)
    starter_until: Any = Day(null=True)
    fixed_until: Any = Day(null=True)
    former: Any = YesNo(default=False)
    names: Any = Text(default="", longest=400)
    address: Any = Text(default="", longest=400)
    postcode: Any = Text(default="", longest=8)
    payment_reference: Any = Text(default="", longest=12)
    note_to_read: Any = Text(default="", longest=500)

    class Meta:
        constraints = [SQL("CHECK (ends_on IS NULL OR ends_on >= starts_on)")]

    def find_row(self) -> Found:
        """Found by its reference, payment reference, the holders' names and the address."""
        words = "|".join((self.names, self.reference, self.payment_reference, self.address, self.postcode))
        when = f"since {self.starts_on.year}"
        if self.ends_on:
            when = f"left {self.ends_on.year}" if self.former else f"until {format_date(self.ends_on)}"
        return Found("tenancy", self.names, f"{self.address} · {self.reference} · {when}", words, 1 if self.former else 0)


class Holder(Record):
    """A person who holds a tenancy or licence; joint holders are jointly and severally liable.

    ``ends_on`` is the last day of somebody who left before the agreement ended; the others hold it to its end.
    """

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    person: Any = ForeignKeyField(Person, on_delete="RESTRICT")
    person_id: int
    lead: Any = YesNo(default=False)
    starts_on: Any = Day()
    ends_on: Any = Day(null=True)


class Occupancy(Record):
    """Which space an agreement holds, from ``start`` up to but not including ``end``."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    start: Any = Day()
    end: Any = Day(null=True)

    class Meta:
        indexes = ((("space", "start"), False),)
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")')]


class Route(Record):
    """The benefit route of a tenancy from ``start`` up to but not including ``end``; the last one stays open to its end."""

    tenancy: Any = ForeignKeyField(Tenancy, on_delete="RESTRICT")
    tenancy_id: int
    route: Any = Word(BenefitRoute)
    claim_reference: Any = Text(default="", longest=60)
    start: Any = Day()
    end: Any = Day(null=True)
