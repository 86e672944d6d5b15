"""The words of empty homes: lanes, steps, parties, causes of delay. Pure."""

from enum import StrEnum


class Lane(StrEnum):
    """Where an empty home stands on the board (ux §2.17), in this order."""

    NOTICE = "notice given"
    KEYS = "keys in"
    INSPECTED = "inspected"
    WORKS = "works"
    READY = "ready"
    OFFERED = "offered"
    SIGNED = "signed"


class VoidStepKind(StrEnum):
    """One thing that has to happen before a home is let again; each has its party, a promised day and the day it was."""

    NOTICE = "notice"
    PRE_INSPECTION = "inspection before they leave"
    KEYS = "keys back"
    INSPECTION = "inspection sheet"
    WORKS = "works"
    SAFETY = "safety certificates"
    NOMINATION = "nomination"
    SUPPORT_INTERVIEW = "support interview"
    VIEWING = "viewing"
    READY = "ready to let"
    SIGNING = "sign-up"


class Party(StrEnum):
    """Who owes a step, and whose days are lost when it is late."""

    US = "us"
    OUTGOING = "outgoing tenant"
    CONTRACTOR = "contractor"
    COUNCIL = "council"
    SUPPORT = "support provider"
    AGENT = "managing agent"
    APPLICANT = "applicant"
    NOBODY = "nobody"


class VoidCategory(StrEnum):
    """What sort of empty home it is (rulebook §8); not every sort counts in the figures."""

    ROUTINE = "routine"
    MAJOR_WORKS = "major works"
    HARD_TO_LET = "hard to let"
    DECANT = "decant or held"
    DISPOSAL = "disposal or demolition"
    NEW_BUILD = "new build, first let"
    MANAGEMENT = "management use"


class DelayCause(StrEnum):
    """Why days were lost."""

    KEYS_LATE = "keys came late"
    BELONGINGS = "belongings left"
    NO_ACCESS = "no access"
    WORKS_LATE = "works ran over"
    MORE_WORKS = "more works were found"
    CERTIFICATE = "a certificate was missing"
    NO_NOMINEE = "no nomination came"
    REFUSED = "the offer was refused"
    NO_SHOW = "the applicant did not come"
    SUPPORT_LATE = "support was not ready"
    OURS = "we were late"
    OTHER = "other"
