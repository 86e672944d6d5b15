"""What the service would say of a log: a problem names its fields and how far it reaches. Nothing is decided here."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How far a problem reaches (core-lettings §3). Silent ones draw no word from the service, which is why they are here."""

    SETUP = "setup"             # no log of the whole file is made
    HARD = "hard"               # the answer is blanked and the log stays open
    UNFINISHED = "unfinished"   # no error, yet the log is never complete
    SILENT = "silent"           # no error, yet an answer is lost or changed
    SOFT = "soft"               # the log is made and somebody must confirm it


@dataclass(frozen=True, slots=True)
class CoreProblem:
    """One thing to put right in a log: ``keys`` and ``numbers`` are the fields that it stands on, the chief one first."""

    keys: tuple[str, ...]
    numbers: tuple[int, ...]
    kind: Kind
    sentence: str


REFUSED = frozenset({Kind.SETUP, Kind.HARD, Kind.UNFINISHED})
"""With one of these the service does not end with a complete log (core-lettings §3)."""


def stops(problem: CoreProblem) -> bool:
    """Whether it must be put right before the log is sent: all but soft ones, which are confirmed in the service."""
    return problem.kind is not Kind.SOFT
