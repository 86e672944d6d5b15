"""The words of the former tenants' stream."""

from enum import StrEnum


class FormerStepKind(StrEnum):
    """What was done about a former account."""

    STATEMENT = "final statement sent"
    LETTER = "letter"
    CALL = "call"
    TRACE = "address looked for"
    TRACED = "found"
    UNTRACED = "not found"
    ACKNOWLEDGED = "debt acknowledged in writing"
    ARRANGEMENT = "arrangement to pay"
    AGENCY = "with a collection agency"
    ESTATE = "claim on the estate"
    INSOLVENCY = "insolvency notified"
    OFFER = "credit offered back"
    NOTE = "note"
