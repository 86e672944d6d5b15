"""What the balance of a control account consists of: its entries less those that another of the same amount takes off. Pure."""

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import date

from housingdesk.values.rows import frozen


@frozen
class OpenItem:
    """One entry that nothing has taken off yet: the day it counts from, what it says, and its pence as on the ledger."""

    on: date
    text: str
    pence: int


def open_items(entries: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """The entries that stay open, oldest first; they sum to what all of them do. The oldest of an amount goes first."""
    waiting: defaultdict[int, deque[int]] = defaultdict(deque)
    kept: dict[int, OpenItem] = {}
    for number, one in enumerate(entries):
        against = waiting[-one.pence]
        if one.pence and against:
            del kept[against.popleft()]
        elif one.pence:
            waiting[one.pence].append(number)
            kept[number] = one
    return tuple(kept.values())
