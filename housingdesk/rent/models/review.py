"""Stored shapes of the yearly rent review: formula rents, cost heads with budgets and spending, and a review line by line."""

from typing import Any

from peewee import ForeignKeyField

from housingdesk.db.fields import Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.documents.models import Document
from housingdesk.properties.models import Space
from housingdesk.rent.models.ledger import Account, ChargeLine
from housingdesk.rent.rules.words import Apportionment, ChargeCode, ReviewException, ReviewState


class FormulaRent(Record):
    """The formula rent of a home, pence a week, of the rent year that begins on ``year_from`` (Rent Standard)."""

    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    year_from: Any = Day()
    pence: Any = Pence()
    source: Any = Text(default="", longest=300)

    class Meta:
        indexes = ((("space", "year_from"), True),)


class CostHead(Record):
    """One service of a scheme whose cost its homes share: cleaning, lift, door entry. ``code`` says what benefit makes of it.

    ``ends_on``: the last day of a service that is no longer given.
    """

    scheme: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    scheme_id: int
    name: Any = Text(longest=120)
    code: Any = Word(ChargeCode)
    apportionment: Any = Word(Apportionment)
    supplier: Any = Text(default="", longest=200)
    note: Any = Text(default="", longest=500)
    ends_on: Any = Day(null=True)

    class Meta:
        indexes = ((("scheme", "name"), True),)


class CostBudget(Record):
    """What a service is to cost in a rent year and what it did, pence. ``carried_pence``: brought in from earlier years.

    A surplus carried lowers the charge and is negative; a deficit raises it.
    """

    head: Any = ForeignKeyField(CostHead, on_delete="RESTRICT")
    head_id: int
    year_from: Any = Day()
    budget_pence: Any = Pence()
    actual_pence: Any = Pence(null=True)
    carried_pence: Any = Pence(default=0)
    note: Any = Text(default="", longest=500)

    class Meta:
        indexes = ((("head", "year_from"), True),)


class CostShare(Record):
    """A home's part in a service where parts are named one by one; a home of the scheme without one takes none."""

    head: Any = ForeignKeyField(CostHead, on_delete="RESTRICT")
    head_id: int
    space: Any = ForeignKeyField(Space, on_delete="RESTRICT")
    space_id: int
    parts: Any = WholeNumber()

    class Meta:
        indexes = ((("head", "space"), True),)


class Spending(Record):
    """One bill or cost of a service, pence; a credit is negative. ``removed`` says why a line was wrong."""

    head: Any = ForeignKeyField(CostHead, on_delete="RESTRICT")
    head_id: int
    spent_on: Any = Day(index=True)
    pence: Any = Pence()
    supplier: Any = Text(default="", longest=200)
    reference: Any = Text(default="", longest=80)
    text: Any = Text(default="", longest=300)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None
    recorded_at: Any = Moment()
    recorded_by: Any = Text(longest=120)
    removed: Any = Text(default="", longest=200)


class RentReview(Record):
    """The rent review of a year: new charges from ``starts_on``, a dry run until somebody approves it and it is carried out.

    ``limits`` is JSON of the limits and settings it was reckoned by, with their sources.
    """

    title: Any = Text(longest=120)
    starts_on: Any = Day(index=True)
    state: Any = Word(ReviewState)
    notice_by: Any = Day(null=True)
    limits: Any = Text(longest=20_000)
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    approved_at: Any = Moment(null=True)
    approved_by: Any = Text(default="", longest=120)
    done_at: Any = Moment(null=True)
    note: Any = Text(default="", longest=1000)


class ReviewRow(Fact):
    """One charge in a review, pence a week (month on monthly accounts): what it is, what it may be at most, what it becomes.

    ``line`` is the charge line as it stood; None for a new one. ``out``: somebody took it out, and ``why`` says so. ``made`` is
    the charge line that carried it out.
    """

    review: Any = ForeignKeyField(RentReview, on_delete="RESTRICT", index=False)
    review_id: int
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    line: Any = ForeignKeyField(ChargeLine, null=True, on_delete="RESTRICT")
    line_id: int | None
    code: Any = Word(ChargeCode)
    description: Any = Text(longest=120)
    old_pence: Any = Pence()
    most_pence: Any = Pence(null=True)
    new_pence: Any = Pence()
    exception: Any = Word(ReviewException, null=True)
    why: Any = Text(default="", longest=500)
    out: Any = YesNo(default=False)
    changed_by: Any = Text(null=True, longest=120)
    made: Any = WholeNumber(null=True, column_name="made_line_id")

    class Meta:
        indexes = ((("review", "account"), False),)
