"""A signature as it is drawn: strokes of points with their time and pressure; what is one, and how it lands in a box. Pure.

Points are in parts of the box: (0, 0) its top left, (1, 1) its bottom right; the same ink fits a pad of any size.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from housingdesk.errors import Refused

EMPTY = "Signature box is empty. Sign in the box or choose Sign on paper"
_LEAST = 0.03
_MOST_POINTS = 20_000


class Point(NamedTuple):
    """One point: where in the box, milliseconds since the first, pressure from 0 to 1."""

    x: float
    y: float
    ms: int
    pressure: float


Stroke = tuple[Point, ...]


def signature_problem(strokes: Sequence[Stroke]) -> str:
    """Why this is no signature: empty, or a single dot; ``""`` when it is one.

    >>> signature_problem(((Point(0.5, 0.5, 0, 1.0),),)) == EMPTY
    True
    """
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return EMPTY
    across = max(p.x for p in points) - min(p.x for p in points)
    down = max(p.y for p in points) - min(p.y for p in points)
    if max(across, down) < _LEAST:
        return EMPTY
    if len(points) > _MOST_POINTS:
        return "This is too much for a signature. Clear the box and sign again"
    return ""


def write_strokes(strokes: Sequence[Stroke]) -> str:
    """Strokes as they are kept: JSON, rounded to what a pen can do."""
    return json.dumps([[[round(p.x, 4), round(p.y, 4), p.ms, round(p.pressure, 3)] for p in stroke] for stroke in strokes],
                      separators=(",", ":"))


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """Kept strokes; Refused when they are not readable."""
    try:
        return tuple(tuple(Point(float(x), float(y), int(ms), float(pressure)) for x, y, ms, pressure in stroke)
                     for stroke in json.loads(text))
    except (ValueError, TypeError) as error:
        raise Refused("The strokes of this signature are not readable") from error


def ink(strokes: Sequence[Stroke], left: float, top: float, across: float, down: float) -> str:
    """The PDF operators that draw strokes into a box; ``top`` counts upwards from the foot of the page, in points."""
    lines = ["q 1 J 1 j 0.05 0.1 0.35 RG"]
    for stroke in strokes:
        thick = 0.7 + 1.1 * sum(p.pressure for p in stroke) / len(stroke) if stroke else 0.0
        places = [f"{left + p.x * across:.2f} {top - p.y * down:.2f}" for p in stroke]
        if places:
            lines.append(f"{thick:.2f} w {places[0]} m " + " ".join(f"{place} l" for place in places[1:] or places) + " S")
    return "\n".join([*lines, "Q"]) + "\n"
