"""What the letters room answers: the queue, the archive, one letter's bytes as issued, and the last letter to somebody."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from peewee import JOIN, fn

from housingdesk.db.paging import newest_with_ties
from housingdesk.documents.models import Document
from housingdesk.errors import NotFound, Refused
from housingdesk.letters.models import Letter, LetterRun, Posting
from housingdesk.letters.rules.states import LetterState, PostClass, Way
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, at_day, newest


@frozen
class LetterRow:
    """A letter as listed, without its bytes.

    ``copy_of`` is to whom the letter is of which this is the copy, and ``authority`` why they get it. ``paid`` and
    ``certificate_id`` are of the posting it went with.
    """

    id: int
    run_id: int
    template: str
    title: str
    subject: str
    addressee: str
    dated: date
    state: LetterState
    held_because: str | None
    large_print: bool
    pages: int
    printed_at: datetime | None
    posted_on: date | None
    document_id: int | None
    way: Way
    easy_read: bool
    authority: str | None
    copy_of: str | None
    posting_id: int | None
    paid: PostClass | None
    certificate_id: int | None


_ORIGINAL: Any = Letter.alias()
_COLUMNS = (Letter.id, Letter.run, Letter.template, Letter.title, Letter.subject, Letter.addressee, Letter.dated, Letter.state,
            Letter.held_because, Letter.large_print, Letter.pages, Letter.printed_at, Letter.posted_on, Letter.document,
            Letter.way, Letter.easy_read, Letter.authority, _ORIGINAL.addressee, Letter.posting, Posting.paid,
            Posting.certificate)


def _listed() -> Any:
    """Letters with what is told of the letter they are a copy of, and of their posting."""
    return (Letter.select(*_COLUMNS).join(_ORIGINAL, JOIN.LEFT_OUTER, on=(Letter.copy_of == _ORIGINAL.id)).switch(Letter)
            .join(Posting, JOIN.LEFT_OUTER, on=(Letter.posting == Posting.id)))


def letters(*, state: LetterState | None = None, run_id: int | None = None, subject: Ref | None = None,
            posting_id: int | None = None, limit: int = 500) -> list[LetterRow]:
    """Letters, the newest first; of one state, one run, one record or one posting as asked."""
    query = _listed()
    if state is not None:
        query = query.where(Letter.state == state)
    if posting_id is not None:
        query = query.where(Letter.posting == posting_id)
    if run_id is not None:
        query = query.where(Letter.run == run_id)
    if subject is not None:
        query = query.where(Letter.subject == str(subject))
    return [LetterRow(*row) for row in query.order_by(Letter.id.desc()).limit(limit).tuples()]


def standing(states: Collection[LetterState], *, by_email: bool | None = None, limit: int = 500) -> list[LetterRow]:
    """Letters in one of some states, the newest first; only those by e-mail, or only the others, where that is asked."""
    query = _listed().where(Letter.state.in_(list(states)))
    if by_email is not None:
        query = query.where((Letter.way == Way.EMAIL) == by_email)
    return [LetterRow(*row) for row in query.order_by(Letter.dated.desc(), Letter.id.desc()).limit(limit).tuples()]


def letter(letter_id: int) -> LetterRow:
    """One letter; NotFound if there is none."""
    row = _listed().where(Letter.id == letter_id).tuples().first()
    if row is None:
        raise NotFound("This letter is no longer there")
    return LetterRow(*row)


def pdf(letter_id: int) -> bytes:
    """The PDF as issued; Refused if its bytes no longer fit their SHA-256."""
    row = (Document.select(Document.content, Document.sha256).join(Letter, on=(Letter.document == Document.id))
           .where(Letter.id == letter_id).tuples().first())
    if row is None:
        raise NotFound("This letter was held and never drawn")
    content = bytes(row[0])
    if sha256(content).hexdigest() != row[1]:
        raise Refused("This letter's bytes are not those that were issued. Do not use it; tell your administrator")
    return content


@frozen
class Email:
    """A letter for the mail program: to which address (empty where none was known), its subject and its text."""

    to: str
    subject: str
    text: str


def email(letter_id: int) -> Email:
    """A letter that was made for e-mail; Refused where it has no text."""
    row = Letter.select(Letter.title, Letter.body, Letter.data).where(Letter.id == letter_id).tuples().first()
    if row is None:
        raise NotFound("This letter is no longer there")
    if not row[1]:
        raise Refused("This letter was made for paper and has no text for an e-mail")
    return Email(str(json.loads(row[2]).get("e-mail", "")), str(row[0]), str(row[1]))


def some(letter_ids: Iterable[int]) -> list[LetterRow]:
    """These letters, oldest first."""
    rows = _listed().where(Letter.id.in_(list(letter_ids))).order_by(Letter.id).tuples()
    return [LetterRow(*row) for row in rows]


def some_data(letter_ids: Iterable[int], word: str) -> dict[int, str]:
    """What these letters were filled with, by their id; only of those in which a word stands."""
    rows = Letter.select(Letter.id, Letter.data).where(Letter.id.in_(list(letter_ids)) & Letter.data.contains(word)).tuples()
    return dict(rows)


def counts_by_way() -> dict[tuple[LetterState, Way], int]:
    """How many letters are in each state, by the way they go."""
    rows = Letter.select(Letter.state, Letter.way, fn.COUNT(Letter.id)).group_by(Letter.state, Letter.way).tuples()
    return {(LetterState(state), Way(way)): int(count) for state, way, count in rows}


def ready_on(today: date) -> int:
    """How many letters dated up to a day wait to be printed."""
    return int(Letter.select().where((Letter.state == LetterState.READY) & (Letter.dated <= today)).count())


def last_letters(subjects: Sequence[Ref], prefix: str) -> dict[str, tuple[str, date]]:
    """The last letter of a family (``"arrears"``) that went, or is to go, to each subject: template and date.

    A copy for somebody else is no letter to the person.
    """
    if not subjects:
        return {}
    not_gone = (LetterState.HELD, LetterState.WITHDRAWN, LetterState.SPOILED, LetterState.CAME_BACK)
    rows = (Letter.select(Letter.subject, Letter.template, Letter.dated)
            .where(Letter.subject.in_([str(s) for s in subjects]) & Letter.template.startswith(prefix)
                   & Letter.state.not_in(not_gone) & Letter.copy_of.is_null())
            .order_by(Letter.dated, Letter.id).tuples())
    return {subject: (template, dated) for subject, template, dated in rows}


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the letters to a record that were drawn, newest first: by the day they are dated."""
    from housingdesk.letters.queries.rounds import deliveries  # only for who opens a file

    query = _listed().where((Letter.subject == str(subject)) & Letter.document.is_null(False))
    if before is not None:
        query = query.where(Letter.dated <= before.date())
    rows: Any = newest_with_ties(query, Letter.dated, limit).tuples()
    letters = [LetterRow(*row) for row in rows]
    doors = {key: stop.told for key, stop in deliveries([one.id for one in letters]).items()} if letters else {}
    return newest((_entry(one, doors.get(one.id, "")) for one in letters), before, limit)


def _entry(row: LetterRow, door: str) -> TimelineEntry:
    posted = went(row) or _SAID.get(row.state, str(row.state))
    posted = door if row.state is LetterState.DELIVERED else f"{door}, {posted}" if door else posted
    return TimelineEntry(at_day(row.dated), Strand.LETTERS, f"{row.title} to {row.addressee}, {posted}",
                         Ref("letter", row.id), removed=row.state in (LetterState.WITHDRAWN, LetterState.SPOILED))


def went(row: LetterRow) -> str:
    """On which day and how a letter went: ``posted 20 November 2026, second class, certificate kept``; empty before that."""
    if row.posted_on is None:
        return ""
    if row.way is Way.EMAIL and row.posting_id is None:
        return f"sent by e-mail {format_date(row.posted_on)}"
    paid = f", {row.paid}" if row.paid else ""
    kept = ", certificate kept" if row.certificate_id else ""
    back = f", came back: {row.held_because}" if row.state is LetterState.CAME_BACK else ""
    return f"posted {format_date(row.posted_on)}{paid}{kept}{back}"


_SAID = {LetterState.READY: "waiting to go", LetterState.PRINTED: "printed"}


@frozen
class RunRow:
    """A sitting in which letters were made: chosen = ready + held."""

    id: int
    title: str
    made_at: datetime
    made_by: str
    chosen: int
    ready: int
    held: int


_RUN = (LetterRun.id, LetterRun.title, LetterRun.made_at, LetterRun.made_by, LetterRun.chosen, LetterRun.ready, LetterRun.held)


def run(run_id: int) -> RunRow:
    """One run; NotFound if there is none."""
    row = LetterRun.select(*_RUN).where(LetterRun.id == run_id).tuples().first()
    if row is None:
        raise NotFound("This run of letters is no longer there")
    return RunRow(*row)


def runs(limit: int = 50) -> list[RunRow]:
    """The newest runs first."""
    return [RunRow(*row) for row in LetterRun.select(*_RUN).order_by(LetterRun.id.desc()).limit(limit).tuples()]
