"""Which envelope a letter goes into, what it weighs, and what is to be franked. Pure; it knows sizes and weights, no prices.

A sheet of A4 at 80 g/m² weighs 5 g (0.21 m × 0.297 m × 80 = 4.99). An envelope weighs its own paper: both sides and the
flaps, 2.2 × its area at 90 g/m². A *letter* in Royal Mail's sense is up to 240 × 165 × 5 mm and 100 g, a *large letter* up to
353 × 250 × 25 mm and 750 g. How many sheets an envelope holds is office practice: five folded in three, ten folded in half.
Sheets are counted as printed on one side, so the weight is never too low.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from housingdesk.letters.rules.envelopes import Envelope

SHEET_GRAMS = 5
LARGER = "Larger envelope"
_PAPER, _FLAPS = 90 / 1_000_000, 2.2
_LARGE_GRAMS = 20  # a C4 envelope
_SHEETS_IN_THREE, _SHEETS_IN_HALF = 5, 10
_HALF = 148
_LETTER = 100
_LARGE = (100, 250, 500, 750)


@dataclass(frozen=True, slots=True)
class Frank:
    """So many letters in one kind of envelope and one class of weight."""

    envelope: str
    weight: str
    count: int
    sheets: int


def holds(envelope: Envelope, sheets: int) -> bool:
    """Whether so many sheets go into an envelope.

    >>> from housingdesk.letters.rules.envelopes import C5, DL
    >>> holds(DL, 5), holds(DL, 6), holds(C5, 6)
    (True, False, True)
    """
    return sheets <= (_SHEETS_IN_HALF if envelope.folded >= _HALF else _SHEETS_IN_THREE)


def envelope_for(sheets: int, envelopes: Sequence[Envelope]) -> Envelope | None:
    """The smallest of the office's envelopes that holds so many sheets, or None when none does."""
    fitting = [envelope for envelope in envelopes if holds(envelope, sheets)]
    return min(fitting, key=lambda envelope: envelope.height * envelope.width, default=None)


def envelope_name(envelope: Envelope | None) -> str:
    """As a row names it: ``DL``; the sizes of its window are for Settings."""
    return LARGER if envelope is None else envelope.name.split(",")[0]


def grams(sheets: int, envelope: Envelope | None) -> int:
    """What a letter weighs with its envelope, in whole grams, rounded up.

    >>> from housingdesk.letters.rules.envelopes import DL
    >>> grams(2, DL)
    15
    """
    own = _LARGE_GRAMS if envelope is None else envelope.height * envelope.width * _FLAPS * _PAPER
    return math.ceil(sheets * SHEET_GRAMS + own)


def weight_class(sheets: int, envelope: Envelope | None) -> str:
    """What it is franked as.

    >>> from housingdesk.letters.rules.envelopes import C5, DL
    >>> weight_class(2, DL), weight_class(30, None)
    ('letter up to 100 g', 'large letter up to 250 g')
    """
    weight = grams(sheets, envelope)
    if envelope is not None and weight <= _LETTER:
        return f"letter up to {_LETTER} g"
    most = next((most for most in _LARGE if weight <= most), None)
    return f"large letter up to {most} g" if most else f"parcel, about {weight:,} g"


def franking(sheets: Iterable[int], envelopes: Sequence[Envelope]) -> list[Frank]:
    """What is to be franked: letters of so many sheets each, by envelope and class of weight, the most first."""
    counted: Counter[tuple[str, str]] = Counter()
    paper: Counter[tuple[str, str]] = Counter()
    for each in sheets:
        envelope = envelope_for(each, envelopes)
        kind = envelope_name(envelope), weight_class(each, envelope)
        counted[kind] += 1
        paper[kind] += each
    return [Frank(*kind, count, paper[kind]) for kind, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]


def franking_sentence(found: Sequence[Frank]) -> str:
    """In one line: ``DL: 37 × letter up to 100 g · C5: 2 × letter up to 100 g``; empty for nothing."""
    return " · ".join(f"{one.envelope}: {one.count:,} × {one.weight}" for one in found)
