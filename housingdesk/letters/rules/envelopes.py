"""Window envelopes and their arithmetic: where an address is always seen, and what may ever be seen beside it.

A folded sheet slides inside its envelope. The *safe* area is what the window shows wherever the sheet lies: the window
minus the play. The *seen* area is what it shows in some position: the window plus the play. An address belongs wholly
in the first; nothing else may lie in the second. Millimetres from the top left corner of the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SHEET_WIDTH = 210.0
BODY_TOP = 95.0
_CLEAR = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the sheet; ``top`` is smaller than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    def holds(self, other: "Area", slack: float = 0.05) -> bool:
        """Whether the other rectangle lies wholly inside, give or take ``slack`` millimetres of rounding."""
        return (self.left - slack <= other.left and other.right <= self.right + slack
                and self.top - slack <= other.top and other.bottom <= self.bottom + slack)

    def touches(self, other: "Area") -> bool:
        """Whether the two share any point."""
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope, its window (from the left edge, up from the base) and the height to which A4 is folded for it."""

    key: str
    name: str
    height: float
    width: float
    window_height: float
    window_width: float
    window_left: float
    window_up: float
    folded: float

    @property
    def safe(self) -> Area:
        """What the window shows wherever the sheet lies.

        >>> DL.safe, C5.safe
        (Area(left=20, top=57, right=100.0, bottom=81), Area(left=20, top=57, right=91.0, bottom=88.5))
        """
        top = self.height - self.window_up - self.window_height
        return Area(self.window_left, top, self.window_left + self.window_width - self._play_across,
                    top + self.window_height - self._play_down)

    @property
    def seen(self) -> Area:
        """All that the window can ever show."""
        top = self.height - self.window_up - self.window_height
        return Area(self.window_left - self._play_across, top - self._play_down,
                    self.window_left + self.window_width, top + self.window_height)

    @property
    def _play_across(self) -> float:
        return self.width - SHEET_WIDTH

    @property
    def _play_down(self) -> float:
        return self.height - self.folded


# Common trade sizes in the United Kingdom; an office measures its own once and puts them in Settings.
DL = Envelope("dl", "DL, window 35 × 90", 110, 220, 35, 90, 20, 18, 99)
C5 = Envelope("c5", "C5, window 45 × 90", 162, 229, 45, 90, 20, 60, 148.5)
C5_LOW = Envelope("c5-low", "C5, window 35 × 90", 162, 229, 35, 90, 20, 60, 148.5)
ENVELOPES = (DL, C5, C5_LOW)
USUAL = (DL, C5)


def common_safe(envelopes: Sequence[Envelope]) -> Area | None:
    """The area that is safe in all of the envelopes at once, or None when there is none.

    >>> common_safe(USUAL)
    Area(left=20, top=57, right=91.0, bottom=81)
    """
    safe = [e.safe for e in envelopes]
    area = Area(max(a.left for a in safe), max(a.top for a in safe),
                min(a.right for a in safe), min(a.bottom for a in safe))
    return area if area.width > 0 and area.height > 0 else None


def all_seen(envelopes: Sequence[Envelope]) -> Area:
    """The smallest rectangle round everything that any of the envelopes can show."""
    seen = [e.seen for e in envelopes]
    return Area(min(a.left for a in seen), min(a.top for a in seen),
                max(a.right for a in seen), max(a.bottom for a in seen))


def body_top(envelopes: Sequence[Envelope]) -> float:
    """Where the text starts: at 95 mm, and below whatever the lowest window can show.

    >>> body_top([DL]), body_top(USUAL)
    (95.0, 103.0)
    """
    return max(BODY_TOP, all_seen(envelopes).bottom + _CLEAR)
