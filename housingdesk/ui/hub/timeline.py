"""The timeline of a file: what every room has to tell about a tenancy, merged, newest first, a page at a time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from housingdesk.arrears.queries import former_due
from housingdesk.benefits.queries import claim_parts
from housingdesk.benefits.queries import claims as claim_queries
from housingdesk.changes.queries import changes as change_queries
from housingdesk.changes.queries import reviews as review_queries
from housingdesk.diary import queries as diary_queries
from housingdesk.diary.queries import TaskRow
from housingdesk.documents import queries as document_queries
from housingdesk.holds import queries as hold_queries
from housingdesk.letters import queries as letter_queries
from housingdesk.lettings.queries.papers import timeline as paper_timeline
from housingdesk.notices.queries import cases as notice_queries
from housingdesk.notices.queries import evictions as eviction_queries
from housingdesk.rent.queries import timeline as rent_timeline
from housingdesk.tenancies.queries import timeline as tenancy_timeline
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, merged

PAGE = 200
_Teller = Callable[[int, datetime | None, int, date], list[TimelineEntry]]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One page. ``pinned`` and ``tasks`` come with the first page only; ``before`` begins the next, None after the last."""

    entries: tuple[TimelineEntry, ...]
    pinned: tuple[TimelineEntry, ...]
    tasks: tuple[TaskRow, ...]
    before: datetime | None


def _diary(tenancy_id: int, before: datetime | None, limit: int, today: date) -> list[TimelineEntry]:
    return diary_queries.timeline(Ref("tenancy", tenancy_id), before, limit, today)


def _letters(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return letter_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _documents(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return document_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _holds(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return hold_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _notices(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return notice_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _evictions(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return eviction_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _claims(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return claim_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _claim_contacts(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return claim_parts.timeline(Ref("tenancy", tenancy_id), before, limit)


def _rent(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return rent_timeline.timeline(tenancy_id, before, limit)


def _former_steps(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return former_due.timeline(tenancy_id, before, limit)


def _tenancies(tenancy_id: int, before: datetime | None, limit: int, today: date) -> list[TimelineEntry]:
    return tenancy_timeline.timeline(Ref("tenancy", tenancy_id), before, limit, today)


def _changes(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return change_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _reviews(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return review_queries.timeline(Ref("tenancy", tenancy_id), before, limit)


def _papers(tenancy_id: int, before: datetime | None, limit: int, _today: date) -> list[TimelineEntry]:
    return paper_timeline.timeline(tenancy_id, before, limit)


_TELLERS: tuple[tuple[frozenset[Strand], _Teller], ...] = (
    (frozenset({Strand.NOTES, Strand.CONTACT, Strand.TASKS}), _diary),
    (frozenset({Strand.LETTERS}), _letters),
    (frozenset({Strand.FILES}), _documents),
    (frozenset({Strand.MONEY, Strand.AGREEMENT}), _rent),
    (frozenset({Strand.MONEY}), _former_steps),
    (frozenset({Strand.AGREEMENT}), _tenancies),
    (frozenset({Strand.AGREEMENT}), _holds),
    (frozenset({Strand.AGREEMENT}), _notices),
    (frozenset({Strand.AGREEMENT}), _evictions),
    (frozenset({Strand.AGREEMENT}), _claims),
    (frozenset({Strand.CONTACT}), _claim_contacts),
    (frozenset({Strand.AGREEMENT}), _changes),
    (frozenset({Strand.AGREEMENT}), _reviews),
    (frozenset({Strand.AGREEMENT}), _papers),
)


def page(tenancy_id: int, strands: Collection[Strand], before: datetime | None, today: date) -> TimelinePage:
    """One page of a tenancy's timeline; of some strands, or with none named of all. Rooms with none of them are not asked."""
    wanted = frozenset(strands) or frozenset(Strand)
    told = [tell(tenancy_id, before, PAGE, today) for theirs, tell in _TELLERS if theirs & wanted]
    found = merged(told, PAGE)
    following = found[-1].at if len(found) >= PAGE else None
    entries = tuple(entry for entry in found if entry.strand in wanted)
    if before is not None:
        return TimelinePage(entries, (), (), following)
    subject = Ref("tenancy", tenancy_id)
    pinned = [_pinned(row) for row in diary_queries.notes(subject, today, pinned=True)]
    tasks = diary_queries.tasks(subject)
    kept = {entry.record for entry in pinned}
    return TimelinePage(tuple(entry for entry in entries if entry.record not in kept), tuple(pinned), tuple(tasks), following)


def _pinned(row: diary_queries.NoteRow) -> TimelineEntry:
    return TimelineEntry(row.written_at, Strand.NOTES, row.text, Ref("note", row.id), row.written_by, timed=True, pinned=True)
