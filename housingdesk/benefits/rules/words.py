"""The words of claims: what is claimed, and how far it has got. Pure."""

from enum import StrEnum


class ClaimKind(StrEnum):
    """What is claimed towards the rent."""

    HB = "Housing Benefit"
    HB_SUPPORTED = "Housing Benefit, supported housing"
    HB_TEMPORARY = "Housing Benefit, temporary accommodation"
    UC = "Universal Credit housing costs"


class ClaimState(StrEnum):
    """How far a claim has got."""

    STARTED = "started"
    SENT = "sent"
    EVIDENCE = "evidence asked for"
    DECIDED = "decided"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    ENDED = "ended"
