"""The states of a letter, from the screen to the letterbox (ux.md §2.15)."""

from enum import StrEnum


class LetterState(StrEnum):
    """The way of a letter from the screen to the letterbox (ux.md §2.15)."""

    READY = "ready"
    PRINTED = "printed"
    POSTED = "posted"
    CAME_BACK = "came back"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    SPOILED = "spoiled"
