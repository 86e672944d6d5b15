"""The archive: every letter that was drawn, found by words of its title or addressee, its record, and the days it is dated."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from housingdesk.documents.models import Document
from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.rules.states import LetterState
from housingdesk.values.rows import frozen


@frozen
class ArchiveRow:
    """A letter as issued, without its bytes: from which wording, by whom, when, and the SHA-256 of its PDF in hex."""

    id: int
    title: str
    addressee: str
    subject: str
    dated: date
    state: LetterState
    printed_at: datetime | None
    posted_on: date | None
    template: str
    template_version: str
    pages: int
    made_by: str
    made_at: datetime
    sha256: str


_COLUMNS = (Letter.id, Letter.title, Letter.addressee, Letter.subject, Letter.dated, Letter.state, Letter.printed_at,
            Letter.posted_on, Letter.template, Letter.template_version, Letter.pages, LetterRun.made_by, LetterRun.made_at,
            Document.sha256)


def found(text: str, *, start: date | None = None, end: date | None = None, subjects: Sequence[str] = (),
          limit: int = 200) -> list[ArchiveRow]:
    """Letters in which every word of the text stands in title or addressee, or about one of ``subjects``; newest first.

    ``start <= dated <= end`` where they are given. An empty text without subjects finds every letter.
    """
    query: Any = Letter.select(*_COLUMNS).join(LetterRun).switch(Letter).join(Document)
    words = text.split()
    said: Any = None
    for word in words:
        one = Letter.title.contains(word) | Letter.addressee.contains(word)
        said = one if said is None else said & one
    about = Letter.subject.in_(list(subjects)) if subjects else None
    where = said | about if said is not None and about is not None else said if said is not None else about
    for part in (where, Letter.dated >= start if start else None, Letter.dated <= end if end else None):
        query = query.where(part) if part is not None else query
    return [ArchiveRow(*row) for row in query.order_by(Letter.dated.desc(), Letter.id.desc()).limit(limit).tuples()]
