"""The upload files that were made: what each covers, when it was sent and what the service said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.lettings.models import CoreFile
from housingdesk.values.dates import format_date


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
