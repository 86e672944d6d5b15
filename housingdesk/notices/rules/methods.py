"""How a notice goes. Pure, and apart from what is worked out of it, because the register needs no more."""

from enum import StrEnum


class Method(StrEnum):
    """How a notice goes."""

    HAND = "hand"
    LETTERBOX = "letterbox"
    POST = "post1"
    RECORDED = "recorded"
    EMAIL = "email"
