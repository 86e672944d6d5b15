"""The words of lettings: where an applicant came from, how an offer stands, how far a sign-up has got. Pure."""

from enum import StrEnum


class Source(StrEnum):
    """How a household came to us."""

    NOMINATION = "council nomination"
    REFERRAL = "referral"
    DIRECT = "direct application"
    TRANSFER = "transfer"


class ApplicantState(StrEnum):
    """How far a household has got."""

    RECEIVED = "received"
    ASSESSING = "being assessed"
    READY = "ready to be offered"
    OFFERED = "offered"
    SIGNING = "signing up"
    HOUSED = "housed"
    NOT_SUITABLE = "not suitable"
    WITHDRAWN = "withdrawn"


class SupportAnswer(StrEnum):
    """What a support provider says to a referral."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class MatchState(StrEnum):
    """Where a household stands on the shortlist of a home."""

    LISTED = "listed"
    CHOSEN = "chosen"
    PASSED_OVER = "passed over"


class ViewingOutcome(StrEnum):
    """What came of a viewing."""

    LIKED = "would take it"
    REFUSED = "would not take it"
    NO_SHOW = "did not come"
    CANCELLED = "cancelled"


class OfferState(StrEnum):
    """How an offer stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Flow(StrEnum):
    """Which questions a sign-up asks."""

    HOME = "home"
    NON_RESIDENTIAL = "garage, store or parking space"
    EMERGENCY = "emergency placement"


class SignUpState(StrEnum):
    """How far a sign-up has got. Not sure stops it unsigned, with a second appointment."""

    IN_PROGRESS = "in progress"
    SECOND_MEETING = "second appointment"
    WAITING = "waiting for the signed copy"
    SIGNED = "signed"
    FINISHED = "finished"
    GIVEN_UP = "given up"


TASKS = ("offer", "household", "identity", "reach", "paying", "home", "sign", "pack", "weeks")
"""The tasks of a sign-up in their order, by the keys of the questions' file (ux §2.5)."""


class Given(StrEnum):
    """What an answer is: said, not known yet, or not for saying."""

    SAID = "said"
    NOT_KNOWN = "not known yet"
    NOT_SAID = "prefers not to say"


class PaperState(StrEnum):
    """Where a document of a pack stands. A signed one is replaced by another, never edited."""

    DRAFT = "draft"
    ISSUED = "issued"
    WAITING = "waiting for the signed copy"
    SIGNED = "signed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class SigningWay(StrEnum):
    """How a document was signed."""

    SCREEN = "on screen"
    PAPER = "on paper"


class CoreState(StrEnum):
    """Where the government's log of a letting stands."""

    OPEN = "open"
    NOT_NEEDED = "not needed"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
