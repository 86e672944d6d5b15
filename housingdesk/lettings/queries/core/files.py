"""The upload files that were made: what each covers, when it was sent and what the service said; and quarters that are due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from housingdesk.errors import NotFound, Refused
from housingdesk.lettings.core_stock import catalogue
from housingdesk.lettings.models import CoreFile, CoreLog
from housingdesk.lettings.queries.core.logs import NOT_SENT
from housingdesk.lettings.rules.core.years import Quarter, deadline, quarter_before, quarter_of
from housingdesk.lettings.rules.words import CoreState
from housingdesk.values.dates import format_date

_AHEAD = timedelta(days=21)
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class CoreFileRow:
    """A file as it was made; the bytes are the document's. ``answer`` is what the service said."""

    id: int
    version: int
    collection: str
    covers_from: date
    covers_to: date
    logs: int
    document_id: int
    made_at: datetime
    made_by: str
    sent_on: date | None
    answered_on: date | None
    answer: str

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        if self.answered_on is not None:
            return f"answered {format_date(self.answered_on)}"
        return f"sent {format_date(self.sent_on)}" if self.sent_on is not None else "made, not sent"


_COLUMNS = (CoreFile.id, CoreFile.version, CoreFile.collection, CoreFile.covers_from, CoreFile.covers_to, CoreFile.logs,
            CoreFile.document, CoreFile.made_at, CoreFile.made_by, CoreFile.sent_on, CoreFile.answered_on, CoreFile.answer)


def core_files(first: date, last: date) -> list[CoreFileRow]:
    """The files that cover any day from one to another, the newest first."""
    rows: Any = (CoreFile.select(*_COLUMNS).where((CoreFile.covers_from <= last) & (CoreFile.covers_to >= first))
                 .order_by(CoreFile.id.desc()).tuples())
    return [CoreFileRow(*row) for row in rows]


def core_file(file_id: int) -> CoreFileRow:
    """One file; NotFound if there is none."""
    row: Any = CoreFile.select(*_COLUMNS).where(CoreFile.id == file_id).tuples().first()
    if row is None:
        raise NotFound("This file is no longer there")
    return CoreFileRow(*row)


@dataclass(frozen=True, slots=True)
class DueQuarter:
    """A quarter whose logs are to be with the service by a day: how many wait, how many came back."""

    quarter: Quarter
    by: date
    waiting: int
    returned: int


def due(on: date) -> list[DueQuarter]:
    """The quarters that are over and not wholly sent, from three weeks before their day; those of the last year too."""
    found, quarter = [], quarter_of(on)
    for _ in range(_QUARTERS):
        quarter = quarter_before(quarter)
        by = deadline_of(quarter)
        if by is None or by - on > _AHEAD:
            continue
        rows: Any = (CoreLog.select(CoreLog.state, fn.COUNT(CoreLog.id)).group_by(CoreLog.state)
                     .where(CoreLog.starts_on.between(quarter.first, quarter.last) & CoreLog.state.in_(NOT_SENT)).tuples())
        counts = {CoreState(state): int(count) for state, count in rows}
        if counts:
            found.append(DueQuarter(quarter, by, counts.get(CoreState.OPEN, 0), counts.get(CoreState.RETURNED, 0)))
    return found


def deadline_of(quarter: Quarter) -> date | None:
    """By when a quarter should be sent; None where the program has not its year."""
    try:
        return deadline(catalogue(quarter.collection), quarter)
    except Refused:
        return None
