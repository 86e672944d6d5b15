"""Times of day as people type them. A time that could be meant in two ways is asked about, never guessed."""

import re
from datetime import time

_TYPED = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?\s*(am|pm|a|p)?", re.ASCII)
_EXAMPLE = "Type the time like 1430, 14:30 or 2.30pm"
_NIGHT = 7
"""An hour before it without a nought, am or pm may as well be meant in the afternoon."""


def parse_time(text: str) -> time:
    """A time of day; ValueError with a sentence when it is none, or when morning and afternoon are equally likely.

    >>> parse_time("1430"), parse_time("2.30pm"), parse_time("9:05"), parse_time("12 noon")
    (datetime.time(14, 30), datetime.time(14, 30), datetime.time(9, 5), datetime.time(12, 0))
    """
    typed = re.sub(r"\s*(noon|midday)$", "pm", text.strip().lower())
    found = _TYPED.fullmatch(typed)
    if found is None or (found[2] is None and not found[3]):
        raise ValueError(_EXAMPLE)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if minute > 59 or hour > (12 if half else 23) or (half and hour == 0):
        raise ValueError(f"There is no such time as {text.strip()}. {_EXAMPLE}")
    if not half and 0 < hour < _NIGHT and not found[1].startswith("0"):
        raise ValueError(f"Is it {hour}.{minute:02d}pm or {hour}.{minute:02d}am? Type it with pm or am")
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)


def format_time(at: time) -> str:
    """``format_time(time(14, 30)) == "14:30"``."""
    return f"{at:%H:%M}"
