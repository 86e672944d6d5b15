"""One thing to do, as the Today screen lists it, and the order of the list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from housingdesk.diary.rules import Weight
from housingdesk.values.rows import frozen


@frozen
class DueCard:
    """One thing to do: why, and where it is done. ``place``/``facts`` say which screen; ``task_id`` for what people wrote."""

    weight: Weight
    due_on: date
    text: str
    why: str
    verb: str
    place: str
    facts: tuple[tuple[str, Any], ...] = ()
    task_id: int | None = None
    task_version: int | None = None


def in_order(cards: Iterable[DueCard]) -> tuple[DueCard, ...]:
    """The gravest first, of those the oldest."""
    return tuple(sorted(cards, key=lambda card: (card.weight, card.due_on, card.text)))
