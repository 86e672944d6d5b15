"""What happened to a record, told newest first: which record, when, what, who. Every room tells its own part.

Decides the order and the pages of a timeline; what is told is the rooms' affair.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from housingdesk.values.rows import frozen


class Ref(NamedTuple):
    """Any record: its table and id; as text it is what notes, files and the audit are filed under.

    >>> str(Ref("tenancy", 12)), Ref.of("tenancy:12")
    ('tenancy:12', Ref(table='tenancy', id=12))
    """

    table: str
    id: int

    def __str__(self) -> str:
        return f"{self.table}:{self.id}"

    @classmethod
    def of(cls, text: str) -> "Ref":
        """The record behind its text; ValueError when the text names none."""
        table, _, number = text.partition(":")
        if not table.isidentifier() or not (number.isascii() and number.isdigit()):
            raise ValueError(f"“{text}” names no record")
        return cls(table, int(number))


class Strand(StrEnum):
    """What an entry is about; each has its filter above the timeline."""

    MONEY = "money"
    CONTACT = "contact"
    LETTERS = "letters"
    REPAIRS = "repairs"
    NOTES = "notes"
    AGREEMENT = "agreement"
    FILES = "files"
    TASKS = "tasks"


@frozen
class TimelineEntry:
    """One line of a timeline. ``at`` is UTC; of a thing that has only a day it is the day's midnight, and not ``timed``.

    ``record`` is what the line opens; ``removed`` is a line that only says that something was taken away.
    """

    at: datetime
    strand: Strand
    text: str
    record: Ref
    who: str = ""
    timed: bool = False
    pinned: bool = False
    removed: bool = False


def at_day(day: date) -> datetime:
    """Where a thing with only a day stands among the moments of a timeline."""
    return datetime.combine(day, time.min, UTC)


def newest(entries: Iterable[TimelineEntry], before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page: the newest ``limit`` entries earlier than ``before``, and any more of the last one's very moment.

    The next page begins ``before`` the last entry's ``at``, so nothing of one moment may be left behind on a page edge.
    """
    wanted = sorted((e for e in entries if before is None or e.at < before), key=lambda e: e.at, reverse=True)
    if len(wanted) <= limit:
        return wanted
    last = wanted[limit - 1].at
    return [*wanted[:limit], *(e for e in wanted[limit:] if e.at == last)]


def merged(pages: Iterable[Iterable[TimelineEntry]], limit: int) -> list[TimelineEntry]:
    """One page out of the rooms' pages, each asked for with the same ``before`` and ``limit``."""
    return newest(chain.from_iterable(pages), None, limit)
