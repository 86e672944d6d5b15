"""Stored shapes of claims: who claims what for which agreement, what evidence came, who asked whom, and what it awards."""

from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.act import Found
from housingdesk.benefits.rules.words import (
    AbsenceReason,
    AppealKind,
    AppealState,
    ClaimKind,
    ClaimState,
    ContactKind,
    Direction,
    GapClass,
    OverpaymentState,
    RecoveryWay,
    WhatChanged,
)
from housingdesk.db.fields import Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.documents.models import Document
from housingdesk.people.models import Person
from housingdesk.properties.models import Council
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import Payer
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
    reference: Any = Text(default="", longest=60, index=True)
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
    suspended_on: Any = Day(null=True)

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


class Award(Record):
    """What a claim pays from ``start`` up to but not including ``end``: pence a week (Housing Benefit) or a month (the DWP's).

    ``rent_used_pence`` is the rent the office reckoned with, ``eligible_pence`` what of it counts, in the same period.
    ``to_landlord``: it is paid to us. ``told_on`` is the day of the notice, which starts the month for an appeal.
    """

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    start: Any = Day()
    end: Any = Day(null=True)
    pence: Any = Pence()
    rent_used_pence: Any = Pence(null=True)
    eligible_pence: Any = Pence(null=True)
    to_landlord: Any = YesNo(default=True)
    told_on: Any = Day(null=True)
    source: Any = Text(default="", longest=200)
    note: Any = Text(default="", longest=400)

    class Meta:
        constraints = [SQL('CHECK ("end" IS NULL OR "end" > "start")'), SQL("CHECK (pence >= 0)")]


class ClaimContact(Record):
    """Who asked whom what and when about a claim. ``answer_by``: the day by which an answer should be there."""

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    kind: Any = Word(ContactKind)
    direction: Any = Word(Direction)
    on: Any = Day(column_name="contact_on")
    at: Any = Moment()
    by: Any = Text(longest=120)
    whom: Any = Text(default="", longest=200)
    said: Any = Text(longest=2000)
    answer_by: Any = Day(null=True)
    answered_on: Any = Day(null=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None


class Circumstance(Record):
    """A change of circumstances: what, when, and when the office was told. Told within a month it counts from its day."""

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    what: Any = Word(WhatChanged)
    happened_on: Any = Day()
    said: Any = Text(default="", longest=1000)
    told_on: Any = Day(null=True)
    confirmed_on: Any = Day(null=True)
    document: Any = ForeignKeyField(Document, null=True, on_delete="RESTRICT")
    document_id: int | None


class Appeal(Record):
    """A decision that somebody asked to be looked at again, or appealed against; a month from the notice, thirteen at most."""

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    kind: Any = Word(AppealKind)
    state: Any = Word(AppealState)
    told_on: Any = Day()
    asked_on: Any = Day(null=True)
    asked_by: Any = Text(default="", longest=200)
    grounds: Any = Text(default="", longest=2000)
    decided_on: Any = Day(null=True)
    outcome: Any = Text(default="", longest=1000)


class Absence(Record):
    """Somebody is away from home.

    ``away_from`` is the first day away, which counts; ``back_on`` the day of return, which does not.
    Source: HB Regs 2006 reg 7; UC Regs 2013 Sch 3.
    """

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    reason: Any = Word(AbsenceReason)
    away_from: Any = Day()
    expected_back: Any = Day(null=True)
    back_on: Any = Day(null=True)
    told_on: Any = Day(null=True)
    note: Any = Text(default="", longest=1000)


class Overpayment(Record):
    """Benefit that an office wants back. ``account`` is charged what is taken off our schedules, if it is the tenant's debt.

    ``claim`` is the one that was overpaid; what is recovered out of other people's lines never lessens their credit.
    """

    claim: Any = ForeignKeyField(Claim, on_delete="RESTRICT")
    claim_id: int
    account: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    account_id: int | None
    notified_on: Any = Day()
    period_from: Any = Day(null=True)
    period_to: Any = Day(null=True)
    pence: Any = Pence()
    weekly_pence: Any = Pence(null=True)
    reason: Any = Text(default="", longest=1000)
    way: Any = Word(RecoveryWay)
    state: Any = Word(OverpaymentState)
    closed_on: Any = Day(null=True)

    class Meta:
        constraints = [SQL("CHECK (pence > 0)")]


class UcCard(Record):
    """What a Universal Credit statement says of a claim. ``assessment_day``: the day of the month on which a period begins.

    Pence a month. ``portal_*``: when the DWP's question to the landlord came and was answered; ``direct_*``: payment to us.
    """

    claim: Any = ForeignKeyField(Claim, unique=True, on_delete="RESTRICT")
    claim_id: int
    assessment_day: Any = WholeNumber(null=True)
    pay_day: Any = WholeNumber(null=True)
    rent_on_uc_pence: Any = Pence(null=True)
    standard_pence: Any = Pence(null=True)
    portal_received_on: Any = Day(null=True)
    portal_answered_on: Any = Day(null=True)
    direct_asked_on: Any = Day(null=True)
    direct_granted_on: Any = Day(null=True)
    direct_refused_on: Any = Day(null=True)
    direct_reason: Any = Text(default="", longest=400)
    deduction_pence: Any = Pence(null=True)
    journal_told_on: Any = Day(null=True)


class GapFinding(Record):
    """What somebody found out about money that did not come as expected: it stands instead of what the program reckons."""

    account: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    account_id: int
    payer: Any = Word(Payer)
    due_on: Any = Day()
    found: Any = Word(GapClass)
    said: Any = Text(default="", longest=1000)
    on: Any = Day(column_name="found_on")
    by: Any = Text(longest=120)
    settled_on: Any = Day(null=True)

    class Meta:
        indexes = ((("account", "payer", "due_on"), False),)
