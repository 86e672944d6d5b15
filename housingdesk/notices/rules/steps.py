"""One line of the arithmetic that a person reads beside a date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """A day, the sentence that says how it comes about, and the rule."""

    on: date
    sentence: str
    rule: str
