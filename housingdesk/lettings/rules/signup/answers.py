"""The answers of a household and a letting, as texts by key, and how each was given. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.signup.questions import MOST_PEOPLE
from housingdesk.lettings.rules.words import Given

_NAMES = tuple(f"name_{number}" for number in range(MOST_PEOPLE + 1))


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: its text, empty unless it was said, and how it was given."""

    value: str
    given: Given = Given.SAID
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by key; ``facts`` are what is known without asking (the home, the rent, the landlord), in the same texts.

    An answer stands before a fact of the same key: what somebody said at the desk overrides the file, and is shown as such.
    """

    said: Mapping[str, Said]
    facts: Mapping[str, str]

    def look(self, key: str) -> str:
        """The text for conditions: what was said, else the fact, else ``""``."""
        one = self.said.get(key)
        if one is not None:
            return one.value
        return self.facts.get(key, "")

    def has(self, key: str) -> bool:
        """Whether there is anything to go by: an answer of any sort that is not “not known yet”, or a fact."""
        one = self.said.get(key)
        return self.facts.get(key, "") != "" if one is None else one.given is not Given.NOT_KNOWN

    def day(self, key: str) -> date | None:
        """An answer as a date; None while there is none."""
        text = self.look(key)
        return date.fromisoformat(text) if text else None

    def number(self, key: str) -> int | None:
        """An answer as a whole number: a count, or pence; None while there is none."""
        text = self.look(key)
        return int(text) if text.lstrip("-").isdigit() else None

    @property
    def persons(self) -> int:
        """How many people the household has: the highest number with a name, at least 1."""
        return next((number for number in range(MOST_PEOPLE, 1, -1) if self.look(_NAMES[number])), 1)
