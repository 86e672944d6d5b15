"""Stored shapes of the offices that pay: when and how each pays and is reached; what a council holds about an exempt scheme."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.benefits.rules.words import HowSent, ProviderPaperKind, Source
from housingdesk.db.fields import Day, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.properties.models import Council, Space
from housingdesk.rent.models import Account


class Office(Record):
    """The card of an office that pays: a council (``source`` council) or a part of the DWP (no council).

    ``first_run_on`` is the day of one payment that came, ``first_covers_to`` the last day it was for; every ``cycle_weeks``
    another. ``control`` is where its lumps wait for their schedules. ``contact``/``email``/``phone`` are the benefit section's.
    """

    source: Any = Word(Source)
    council: Any = ForeignKeyField(Council, null=True, unique=True, on_delete="RESTRICT")
    council_id: int | None
    control: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    control_id: int | None
    creditor_number: Any = Text(default="", longest=40)
    cycle_weeks: Any = WholeNumber(default=4)
    first_run_on: Any = Day(null=True)
    first_covers_to: Any = Day(null=True)
    sends: Any = Word(HowSent)
    portal: Any = Text(default="", longest=300)
    contact: Any = Text(default="", longest=200)
    email: Any = Text(default="", longest=200)
    phone: Any = Text(default="", longest=60)
    postal_address: Any = Text(default="", longest=400)
    next_liaison_on: Any = Day(null=True)
    liaison_weeks: Any = WholeNumber(null=True)
    note: Any = Text(default="", longest=2000)

    class Meta:
        constraints = [SQL("CHECK (cycle_weeks > 0)")]


class ProviderFile(Record):
    """What a council holds about a scheme of exempt accommodation: who supports, how many hours, since when accepted."""

    scheme: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    scheme_id: int
    council: Any = ForeignKeyField(Council, on_delete="RESTRICT")
    council_id: int
    accepted_on: Any = Day(null=True)
    review_on: Any = Day(null=True)
    supporter: Any = Text(default="", longest=200)
    hours_week: Any = Text(default="", longest=120)
    support_said: Any = Text(default="", longest=2000)
    note: Any = Text(default="", longest=2000)

    class Meta:
        indexes = ((("scheme", "council"), True),)


class ProviderPaper(Record):
    """One paper of a provider file, with the days on which it holds; a newer one of its kind takes its place."""

    file: Any = ForeignKeyField(ProviderFile, on_delete="RESTRICT")
    file_id: int
    kind: Any = Word(ProviderPaperKind)
    title: Any = Text(default="", longest=200)
    start: Any = Day(null=True)
    end: Any = Day(null=True)
    needed: Any = YesNo(default=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None


class AgreedRent(Record):
    """The rent that a council agreed for a scheme (``space`` None: for every home of it), pence a week, from a letter."""

    file: Any = ForeignKeyField(ProviderFile, on_delete="RESTRICT")
    file_id: int
    space: Any = ForeignKeyField(Space, null=True, on_delete="RESTRICT")
    space_id: int | None
    rent_pence: Any = Pence()
    eligible_pence: Any = Pence()
    start: Any = Day()
    end: Any = Day(null=True)
    letter_on: Any = Day(null=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")')]
