"""Postings: what was handed in at one time, and the list of it for the counter of the post office."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.letters.models import Posting
from housingdesk.letters.queries import LetterRow, letters, pdf
from housingdesk.letters.queries.envelopes import envelopes_in_use
from housingdesk.letters.rules.franking import Frank, franking
from housingdesk.letters.rules.postings import Handed, HandedLine, PostingDraft
from housingdesk.letters.rules.states import PostClass
from housingdesk.settings import queries as settings_queries
from housingdesk.values.rows import frozen


@frozen
class PostingRow:
    """What was handed in at one time. ``certificate_id`` is the kept scan of the post office's certificate."""

    id: int
    version: int
    on: date
    paid: PostClass
    place: str
    handed_in_by: str
    count: int
    certificate_id: int | None
    recorded_at: datetime
    recorded_by: str

    @property
    def draft(self) -> PostingDraft:
        """What can be put right of it."""
        return PostingDraft(self.on, self.paid, self.place, self.handed_in_by)


@dataclass(frozen=True, slots=True)
class PostingFile:
    """A posting with its letters, oldest first, and what was franked for it."""

    row: PostingRow
    letters: tuple[LetterRow, ...]
    franks: tuple[Frank, ...]


_COLUMNS = (Posting.id, Posting.version, Posting.on, Posting.paid, Posting.place, Posting.handed_in_by, Posting.count,
            Posting.certificate, Posting.recorded_at, Posting.recorded_by)
_ALL = 20_000


def postings(limit: int = 500) -> list[PostingRow]:
    """The postings that stand, the newest first."""
    rows: Any = (Posting.select(*_COLUMNS).where(Posting.count > 0).order_by(Posting.on.desc(), Posting.id.desc()).limit(limit)
                 .tuples())
    return [PostingRow(*row) for row in rows]


def posting(posting_id: int) -> PostingRow:
    """One posting; NotFound if there is none."""
    row: Any = Posting.select(*_COLUMNS).where(Posting.id == posting_id).tuples().first()
    if row is None:
        raise NotFound("This posting is no longer there")
    return PostingRow(*row)


def posting_file(posting_id: int) -> PostingFile:
    """One posting with its letters and what was franked."""
    row = posting(posting_id)
    with_it = tuple(reversed(letters(posting_id=posting_id, limit=_ALL)))
    return PostingFile(row, with_it, tuple(franking([letter.pages for letter in with_it], envelopes_in_use(row.on))))


def handed_in(posting_id: int) -> Handed:
    """A posting as it is listed for the counter: to whom and where, as it stands in each window; Refused for broken bytes."""
    from housingdesk.letters.pdf.address_seen import address_seen  # reads PDFs: only for who makes the list

    found = posting_file(posting_id)
    known = settings_queries.values(found.row.on)
    envelopes = envelopes_in_use(found.row.on)
    lines = tuple(HandedLine(row.addressee, address_seen(pdf(row.id), envelopes), row.pages)
                  for row in found.letters if row.document_id is not None)
    return Handed(str(known["org.name"] or ""), tuple(known["org.address"] or ()), found.row.draft, found.row.id, lines,
                  found.franks, bool(known["demo.mark"]))
