"""The states of a letter from the screen to the letterbox (ux.md §2.15), and the ways it gets there."""

from enum import StrEnum


class LetterState(StrEnum):
    """The way of a letter from the screen to the letterbox (ux.md §2.15)."""

    READY = "ready"
    KEPT_BACK = "kept back"
    PRINTING = "printing"
    PRINTED = "printed"
    POSTED = "posted"
    DELIVERED = "delivered"
    SENT = "sent by e-mail"
    CAME_BACK = "came back"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    SPOILED = "spoiled"


class Way(StrEnum):
    """How a letter gets to somebody."""

    POST = "post"
    HAND = "hand"
    EMAIL = "e-mail"


class PostClass(StrEnum):
    """What was paid at the post office."""

    FIRST = "first class"
    SECOND = "second class"
    SIGNED = "signed for"


class StopOutcome(StrEnum):
    """What came of one door on a delivery round."""

    HANDED = "handed to them"
    UNDER_DOOR = "under the door"
    BOX = "in their letterbox"
    OTHER_PERSON = "handed to somebody else"
    NOT_DELIVERED = "not delivered"
