"""Where a notice stands, from its first line to the last day of its use; and what came of a review of it. Pure."""

from enum import StrEnum


class State(StrEnum):
    """What has been done with a notice. ``LAPSED`` is never stored: a served notice lapses when its last day has passed."""

    DRAFT = "being prepared"
    CHECKED = "checked"
    ISSUED = "printed, to be served"
    SERVED = "served"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.DRAFT, State.CHECKED, State.ISSUED})
"""What still has to be brought to its end."""
WRITABLE = frozenset({State.DRAFT, State.CHECKED})
"""What may still be written; a change of a checked notice has to be checked again."""


class ReviewKind(StrEnum):
    """Who is asked to look again."""

    REVIEW = "review"
    APPEAL = "appeal"


class ReviewOutcome(StrEnum):
    """What came of a review or an appeal."""

    STANDS = "the decision stands"
    CHANGED = "the decision is changed"
    WITHDRAWN = "they no longer ask for it"
