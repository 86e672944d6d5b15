"""The words of reviews and changes. Pure."""

from enum import StrEnum


class ReviewKind(StrEnum):
    """What is looked at."""

    SETTLING_IN = "settling-in visit"
    STARTER = "starter review"
    STARTER_FINAL = "final starter review"
    FIXED_TERM = "fixed-term review"
    LICENCE = "licence review"
    SUPPORT_PLAN = "support plan review"
    TENANCY = "tenancy review"


class MoveOnOutcome(StrEnum):
    """How somebody left supported housing."""

    PLANNED = "planned move"
    UNPLANNED = "unplanned move"
    EVICTED = "evicted"
    DIED = "died"


class Destination(StrEnum):
    """Where they went."""

    OUR_HOME = "another of our homes"
    COUNCIL = "council tenancy"
    ASSOCIATION = "another association"
    PRIVATE = "private renting"
    SUPPORTED = "other supported housing"
    FAMILY = "family or friends"
    CARE = "care home"
    HOSPITAL = "hospital"
    PRISON = "prison"
    STREETS = "sleeping rough"
    ABROAD = "abroad"
    NOT_KNOWN = "not known"
    OTHER = "other"


class ChangeKind(StrEnum):
    """A guided process."""

    STARTER_EXTENSION = "extend a starter tenancy"
    STARTER_CONVERSION = "starter tenancy becomes assured"
    SUCCESSION = "succession"
    ASSIGNMENT = "assignment"
    EXCHANGE = "mutual exchange"
    SOLE_TO_JOINT = "sole to joint"
    JOINT_TO_SOLE = "joint to sole"
    NAME = "change of name"
    TRANSFER = "transfer"
    NOTICE_BY_TENANT = "notice by the tenant"
    DEATH = "death"
    ABANDONMENT = "abandonment"
    LEFT_OVERNIGHT = "left overnight"
    SURRENDER = "surrender"


class ChangeState(StrEnum):
    """How far a process has got."""

    OPEN = "open"
    DECIDED = "decided"
    DONE = "done"
    REFUSED = "refused"
    GIVEN_UP = "given up"


class ToldParty(StrEnum):
    """Who hears of an ending or a change."""

    HOUSING_BENEFIT = "Housing Benefit"
    UNIVERSAL_CREDIT = "Universal Credit"
    COUNCIL_TAX = "council tax"
    SUPPORT = "support provider"
    PROPERTY_SERVICES = "property services"
    UTILITIES = "utilities"
    FINANCE = "finance"
    NEXT_OF_KIN = "next of kin"
    PUBLIC_TRUSTEE = "Public Trustee"
