"""The piles of a statement: their tabs with counts, which are posted whole, and what is said before that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from housingdesk.ui.kit.tabs import Tab
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

PILES = (("certain", "Certain"), ("likely", "Likely"), ("needs_you", "Needs you"), ("not_rent", "Not rent"))
NEEDS_YOU = "needs_you"
_BACK = "One Ctrl+Z takes all back"
_WHOLE = {"certain": "certain", "likely": "likely", "not_rent": "not rent"}


@dataclass(frozen=True, slots=True)
class Piles:
    """How many lines wait in each pile, with their pence; ``all_lines`` are those of the statement on the desk."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    all_lines: int = 0

    def tabs(self) -> list[Tab]:
        """The tabs, parked lines only while there are any."""
        made = [Tab(key, word, self.count(key)) for key, word in PILES]
        if self.count("parked"):
            made.append(Tab("parked", "Parked", self.count("parked")))
        return [*made, Tab("all", "All", self.all_lines), Tab("posted", "Posted")]

    def count(self, pile: str) -> int:
        """Lines waiting in a pile."""
        return self.counts.get(pile, (0, 0))[0]

    def verb(self, pile: str) -> str:
        """``Post 241 certain``; empty when the pile is not posted whole or holds nothing."""
        return f"Post {self.count(pile):,} {_WHOLE[pile]}" if pile in _WHOLE and self.count(pile) else ""

    def summary(self, pile: str, oldest: date | None) -> str:
        """What posting the pile means, in one line."""
        count, pence = self.counts.get(pile, (0, 0))
        lines = f"{count:,} {_WHOLE[pile]} line{'s' if count != 1 else ''}"
        since = f", the oldest of {format_date(oldest)}" if oldest else ""
        return f"{lines}, {format_pence(pence)}{since}. {_BACK}"

    def next_pile(self, after: str) -> str:
        """Where work goes on when a pile is empty: the next one with lines, else none."""
        keys = [key for key, _ in PILES]
        start = keys.index(after) if after in keys else 0
        return next((key for key in keys[start:] + keys[:start] if self.count(key)), "")


def ticked_summary(lines: Sequence[tuple[date, int]]) -> str:
    """What posting ticked lines means, some of them out of sight; ``lines`` are their days and pence.

    >>> ticked_summary([(date(2026, 11, 3), 11240), (date(2026, 11, 5), 9600)])
    '2 ticked lines, £208.40, the oldest of 3 November 2026, some not on screen. One Ctrl+Z takes all back'
    """
    total, oldest = sum(pence for _, pence in lines), min(day for day, _ in lines)
    return (f"{len(lines):,} ticked line{'s' if len(lines) != 1 else ''}, {format_pence(total)}, the oldest of "
            f"{format_date(oldest)}, some not on screen. {_BACK}")
