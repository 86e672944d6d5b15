"""What the documents room answers: the files of a record, and one file's bytes, proved against their SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from housingdesk.db.paging import newest_with_ties
from housingdesk.documents.models import Document
from housingdesk.documents.rules import fingerprint, size_words
from housingdesk.errors import NotFound, Refused
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One kept file without its bytes. ``size`` is in bytes, ``made_at`` UTC."""

    id: int
    name: str
    media_type: str
    sha256: str
    size: int
    made_at: datetime
    made_by: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept file with its bytes."""

    id: int
    name: str
    media_type: str
    content: bytes


_COLUMNS = (Document.id, Document.name, Document.media_type, Document.sha256, Document.size, Document.made_at,
            Document.made_by, Document.subject)


def documents(subject: Ref) -> list[DocumentRow]:
    """The files kept with a record, newest first; their bytes are not read."""
    rows: Any = Document.select(*_COLUMNS).where(Document.subject == str(subject)).order_by(Document.id.desc()).tuples()
    return [DocumentRow(*row) for row in rows]


def document(document_id: int) -> DocumentRow:
    """One file's particulars; NotFound if there is none."""
    row: Any = Document.select(*_COLUMNS).where(Document.id == document_id).tuples().first()
    if row is None:
        raise NotFound("This file is no longer there")
    return DocumentRow(*row)


def kept(document_id: int) -> Kept:
    """One file with its bytes; Refused when they are no longer those that were kept."""
    row = Document.get_or_none(Document.id == document_id)
    if row is None:
        raise NotFound("This file is no longer there")
    if fingerprint(row.content) != row.sha256:
        raise Refused(f"{row.name} is not what was kept on {row.made_at:%d %b %Y}: its bytes have changed. Restore it from "
                      f"a backup")
    return Kept(row.id, row.name, row.media_type, row.content)


def same_file(subject: Ref, content: bytes) -> int | None:
    """The id of the same bytes kept with the same record, or None."""
    row: Any = (Document.select(Document.id).where((Document.sha256 == fingerprint(content))
                                                   & (Document.subject == str(subject))).tuples().first())
    return None if row is None else int(row[0])


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the files kept with a record, newest first."""
    query = Document.select(*_COLUMNS).where(Document.subject == str(subject))
    if before is not None:
        query = query.where(Document.made_at < before)
    rows: Any = newest_with_ties(query, Document.made_at, limit).tuples()
    return newest((_entry(DocumentRow(*row)) for row in rows), before, limit)


def _entry(row: DocumentRow) -> TimelineEntry:
    return TimelineEntry(row.made_at, Strand.FILES, f"{row.name} kept ({size_words(row.size)})", Ref("document", row.id),
                         row.made_by, timed=True)
