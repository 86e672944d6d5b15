"""The words of benefits: what is claimed, how far it has got, who asked whom, what a line of a schedule is. Pure."""

from enum import StrEnum


class ClaimKind(StrEnum):
    """What is claimed towards the rent."""

    HB = "Housing Benefit"
    HB_SUPPORTED = "Housing Benefit, supported housing"
    HB_TEMPORARY = "Housing Benefit, temporary accommodation"
    UC = "Universal Credit housing costs"
    APA = "Universal Credit paid to us"
    TPD = "Deductions from Universal Credit"
    DHP = "Discretionary Housing Payment"
    CRF_HOUSING = "Crisis and Resilience Fund, housing payment"
    CRF_CRISIS = "Crisis and Resilience Fund, crisis payment"


HB_KINDS = frozenset({ClaimKind.HB, ClaimKind.HB_SUPPORTED, ClaimKind.HB_TEMPORARY})
FUNDS = frozenset({ClaimKind.DHP, ClaimKind.CRF_HOUSING, ClaimKind.CRF_CRISIS})
"""Paid by a council beside benefit, as a third party's money: never counted as Housing Benefit (rulebook §6.5)."""
DWP_KINDS = frozenset({ClaimKind.UC, ClaimKind.APA, ClaimKind.TPD})


class ClaimState(StrEnum):
    """How far a claim has got."""

    STARTED = "started"
    SENT = "sent"
    EVIDENCE = "evidence asked for"
    DECIDED = "decided"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Source(StrEnum):
    """Which office sends a lump sum and its schedule."""

    COUNCIL = "council"
    DWP_MANAGED = "DWP, Universal Credit paid to us"
    DWP_DEDUCTIONS = "DWP, deductions"
    ALLPAY = "allpay"
    BACS = "Bacs"


class HowSent(StrEnum):
    """How an office sends its schedule."""

    PORTAL = "we fetch it from its portal"
    EMAIL = "by e-mail"
    POST = "by post"
    NONE = "it sends none"


class ContactKind(StrEnum):
    """What a word with the office, or with the tenant, was about."""

    CHASE = "asked how far it is"
    INTERIM = "asked for a payment on account"
    DIRECT = "asked for payment to us"
    EVIDENCE = "about evidence"
    CHANGE = "told of a change"
    AUTHORITY = "authority to act"
    VERIFY = "the rent confirmed"
    OVERPAYMENT = "about an overpayment"
    OTHER = "other"


class Direction(StrEnum):
    """Who spoke to whom, and by which way."""

    RANG = "we rang"
    WROTE = "we wrote"
    EMAILED = "we e-mailed"
    PORTAL = "through the portal"
    CAME = "they wrote"
    CALLED = "they rang"
    MET = "met"


class WhatChanged(StrEnum):
    """A change that the office has to be told of."""

    RENT = "the rent"
    HOUSEHOLD = "who lives there"
    INCOME = "income or savings"
    MOVED = "moved to another room or home"
    AWAY = "away from home"
    ENDED = "the agreement ended"
    OTHER = "something else"


class AppealKind(StrEnum):
    """How a decision is looked at again."""

    REVISION = "revision"
    RECONSIDERATION = "mandatory reconsideration"
    APPEAL = "appeal"


class AppealState(StrEnum):
    """How far that has got."""

    TO_ASK = "to be asked"
    ASKED = "asked"
    WON = "changed in favour"
    PARTLY = "changed in part"
    LOST = "not changed"
    DROPPED = "given up"


class AbsenceReason(StrEnum):
    """Why somebody is away: it decides how long benefit may go on (HB Regs 2006 reg 7(13)–(17))."""

    HOSPITAL = "in hospital"
    REMAND = "on remand"
    PRISON = "in prison after sentence"
    RESIDENTIAL_TRIAL = "trying out residential care"
    RESPITE = "respite care"
    VIOLENCE = "away for fear of violence"
    CARE_GIVING = "caring for somebody elsewhere"
    TRAINING = "on a course of training"
    HOLIDAY = "holiday or visit"
    ABROAD = "abroad"
    OTHER = "another reason"


class OverpaymentState(StrEnum):
    """How far an overpayment has got."""

    OPEN = "being recovered"
    DISPUTED = "disputed"
    RECOVERED = "recovered"
    CANCELLED = "cancelled"


class RecoveryWay(StrEnum):
    """How an office takes an overpayment back."""

    OWN_BENEFIT = "out of the tenant’s own benefit"
    OTHER_LINES = "out of other tenants’ lines"
    INVOICE = "by invoice to us"
    CLAIMANT = "from the tenant"


class ProviderPaperKind(StrEnum):
    """What a council wants to see for exempt accommodation."""

    STATUS = "proof of status"
    LEASE = "lease or management agreement"
    BREAKDOWN = "rent breakdown"
    SPLIT = "what is eligible and what is not"
    SUPPORT = "who supports, and how many hours"
    AGREED = "letter with the agreed rent"
    OTHER = "other paper"


class ScheduleState(StrEnum):
    """How far a schedule is."""

    WAITING = "waiting for its money"
    READY = "ready to post"
    POSTED = "posted"
    LEFT = "put aside"


class LineState(StrEnum):
    """How far a line of a schedule is."""

    MATCHED = "matched"
    ASK = "needs you"
    NOT_OURS = "not ours"


class LineClass(StrEnum):
    """A line against the last run of the same office."""

    NEW = "New"
    SAME = "Same"
    CHANGED = "Changed"
    MISSING = "Missing"
    ENDED = "Ended"
    RECOVERY = "Recovery"
    NOT_OURS = "Not ours"


class GapClass(StrEnum):
    """Why expected benefit and what came differ."""

    NONE = "nothing missing"
    NOT_YET_DUE = "not yet due"
    LATE = "late"
    SHORT = "short"
    STOPPED = "stopped"
    RECOVERED = "recovered"
    THIRTEENTH = "thirteenth batch"
    TO_TENANT = "paid to the tenant by mistake"
    OVER = "more than expected"
