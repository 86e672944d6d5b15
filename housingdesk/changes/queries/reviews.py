"""Reviews that are due, overdue by scheme and held; what was agreed at them and is not done. Two statements a list."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from housingdesk.changes.models import Review, ReviewAction
from housingdesk.changes.rules.reviews import SUPPORTED, DueReview, Held, Looked, Terms, due_reviews
from housingdesk.changes.rules.words import ReviewKind
from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.properties.models import Space
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

KINDS = (TenancyKind.STARTER, TenancyKind.FIXED_TERM, *sorted(LICENCES))


@frozen
class AgreedRow:
    """Something agreed at a review: who does what by when, and when it was done."""

    id: int
    version: int
    review_id: int
    what: str
    who: str
    by_on: date
    done_on: date | None
    note: str


@frozen
class ReviewRow:
    """A review as it was kept. ``held_on`` None: it is begun. ``form`` is the answers by their questions' keys."""

    id: int
    version: int
    tenancy_id: int
    kind: ReviewKind
    due_on: date
    held_on: date | None
    held_by: str
    with_whom: str
    form: Mapping[str, str]
    outcome: str
    recorded_at: datetime
    recorded_by: str
    removed: str


@frozen
class ReviewLine:
    """A review that is due: of which agreement, and the one that is begun for it."""

    tenancy_id: int
    reference: str
    names: str
    address: str
    scheme: str
    agreement: TenancyKind
    due: DueReview
    review_id: int | None


@frozen
class SchemeLine:
    """How many reviews of a scheme are overdue, how many are due, and since when the oldest."""

    scheme: str
    overdue: int
    due: int
    oldest: date | None


@frozen
class HeldLine:
    """A review that was held, in a list."""

    id: int
    tenancy_id: int
    names: str
    address: str
    kind: ReviewKind
    due_on: date
    held_on: date
    held_by: str
    outcome: str
    open_actions: int


def terms_in(settings: Settings) -> Terms:
    """The association's rhythm."""
    return Terms(
        settings["reviews.settling_weeks"], (settings["reviews.starter_first"], settings["reviews.starter_second"]),
        settings["reviews.starter_decide"], settings["reviews.licence_weeks"], settings["reviews.support_weeks"],
        settings["reviews.fixed_months"], settings.day("reviews.asked_from"))


def due_lines(on: date, ahead: int = 28) -> list[ReviewLine]:
    """Every review that is due by ``on`` or within so many days, the most pressing first."""
    held, begun, terms = _held(), _begun(), terms_in(settings_queries.values(on))
    found = []
    for tenancy_id, reference, names, address, scheme, looked in _looked(on):
        for due in due_reviews(looked, held.get(tenancy_id, ()), on, terms, ahead):
            found.append(ReviewLine(tenancy_id, reference, names, address, scheme, looked.kind, due,
                                    begun.get((tenancy_id, due.kind))))
    return sorted(found, key=lambda one: (one.due.due_on, one.names, one.due.kind))


def due_of(tenancy_id: int, on: date) -> list[DueReview]:
    """What is due of one agreement, and what comes next of it within the year."""
    terms, held = terms_in(settings_queries.values(on)), _held(tenancy_id).get(tenancy_id, [])
    return [due for row in _looked(on, tenancy_id) for due in due_reviews(row[-1], held, on, terms, 366)]


def by_scheme(found: Sequence[ReviewLine], on: date) -> list[SchemeLine]:
    """The overdue ones of each scheme, the scheme with most of them first."""
    groups: defaultdict[str, list[ReviewLine]] = defaultdict(list)
    for line in found:
        groups[line.scheme].append(line)
    rows = []
    for scheme, theirs in groups.items():
        late = [one.due.due_on for one in theirs if one.due.overdue(on)]
        rows.append(SchemeLine(scheme, len(late), len(theirs) - len(late), min(late, default=None)))
    return sorted(rows, key=lambda row: (-row.overdue, -row.due, row.scheme))


def held_lines(on: date, days: int = 366) -> list[HeldLine]:
    """What was held within so many days, the newest first."""
    rows: Any = (Review.select(Review, Tenancy.names, Tenancy.address).join(Tenancy)
                 .where((Review.removed == "") & (Review.held_on >= on - timedelta(days)))
                 .order_by(Review.held_on.desc(), Review.id.desc()))
    todo = defaultdict[int, int](int)
    for review_id, in ReviewAction.select(ReviewAction.review).where(ReviewAction.done_on.is_null()).tuples():
        todo[review_id] += 1
    return [HeldLine(row.id, row.tenancy_id, row.tenancy.names, row.tenancy.address, row.kind, row.due_on, row.held_on,
                     row.held_by, row.outcome, todo[row.id]) for row in rows]


def review(review_id: int) -> ReviewRow:
    """One review; NotFound if there is none."""
    found = Review.get_or_none(Review.id == review_id)
    if found is None:
        raise NotFound("This review is no longer there")
    return row_of(found)


def reviews_of(tenancy_id: int) -> list[ReviewRow]:
    """The reviews of an agreement, the newest first."""
    rows: Any = Review.select().where((Review.tenancy == tenancy_id) & (Review.removed == ""))
    return [row_of(row) for row in rows.order_by(Review.due_on.desc(), Review.id.desc())]


def agreed_of(review_id: int) -> list[AgreedRow]:
    """What was agreed at a review, by its day."""
    rows: Any = ReviewAction.select().where(ReviewAction.review == review_id).order_by(ReviewAction.by_on, ReviewAction.id)
    return [agreed_row(row) for row in rows]


def agreed_due(on: date) -> list[tuple[AgreedRow, int, str]]:
    """What was agreed and should be done by now: with the agreement and its names."""
    rows: Any = (ReviewAction.select(ReviewAction, Review.tenancy, Tenancy.names).join(Review).join(Tenancy)
                 .where(ReviewAction.done_on.is_null() & (ReviewAction.by_on <= on) & (Review.removed == ""))
                 .order_by(ReviewAction.by_on, ReviewAction.id))
    return [(agreed_row(row), row.review.tenancy_id, row.review.tenancy.names) for row in rows]


def row_of(found: Review) -> ReviewRow:
    """A stored review as a row."""
    return ReviewRow(found.id, found.version, found.tenancy_id, found.kind, found.due_on, found.held_on, found.held_by,
                     found.with_whom, json.loads(found.form), found.outcome, found.recorded_at, found.recorded_by,
                     found.removed)


def agreed_row(found: ReviewAction) -> AgreedRow:
    """A stored action of a review as a row."""
    return AgreedRow(found.id, found.version, found.review_id, found.what, found.who, found.by_on, found.done_on, found.note)


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the reviews of an agreement, newest first."""
    query: Any = Review.select().where((Review.tenancy == subject.id) & Review.held_on.is_null(False))
    if before is not None:
        query = query.where(Review.recorded_at < before)
    rows: Any = newest_with_ties(query, Review.recorded_at, limit)
    return newest((_entry(row_of(row)) for row in rows), before, limit)


def _entry(row: ReviewRow) -> TimelineEntry:
    said = f"taken off: {row.removed}" if row.removed else f"held on {format_date(row.held_on or row.due_on)}"
    return TimelineEntry(row.recorded_at, Strand.AGREEMENT, f"{sentence_case(row.kind)} {said}", Ref("review", row.id),
                         row.recorded_by, timed=True, removed=bool(row.removed))


def _looked(on: date, tenancy_id: int | None = None) -> list[tuple[int, str, str, str, str, Looked]]:
    """The agreements that are reviewed, with where they stand today, by one statement."""
    scheme = Space.alias()
    here = (Occupancy.start <= on) & (Occupancy.end.is_null() | (Occupancy.end > on))
    query: Any = (Tenancy.select(Tenancy.id, Tenancy.reference, Tenancy.names, Tenancy.address, scheme.label, Tenancy.kind,
                                 Tenancy.starts_on, Tenancy.ends_on, Tenancy.starter_until, Tenancy.fixed_until,
                                 Space.rent_type)
                  .join(Occupancy, on=((Occupancy.tenancy == Tenancy.id) & here))
                  .join(Space, on=(Occupancy.space == Space.id)).join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                  .where(Tenancy.kind.in_(list(KINDS)) & (Tenancy.starts_on <= on)
                         & (Tenancy.ends_on.is_null() | (Tenancy.ends_on > on))))
    if tenancy_id is not None:
        query = query.where(Tenancy.id == tenancy_id)
    return [(row[0], row[1], row[2], row[3], row[4] or "No scheme",
             Looked(row[5], row[6], row[7], row[8], row[9], row[10] in SUPPORTED)) for row in query.tuples()]


def _held(tenancy_id: int | None = None) -> dict[int, list[Held]]:
    query = Review.select(Review.tenancy, Review.kind, Review.due_on, Review.held_on).where(
        (Review.removed == "") & Review.held_on.is_null(False))
    if tenancy_id is not None:
        query = query.where(Review.tenancy == tenancy_id)
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for row in query.tuples():
        found[row[0]].append(Held(*row[1:]))
    return found


def _begun() -> dict[tuple[int, ReviewKind], int]:
    rows: Any = Review.select(Review.tenancy, Review.kind, Review.id).where((Review.removed == "") & Review.held_on.is_null())
    return {(tenancy_id, kind): review_id for tenancy_id, kind, review_id in rows.tuples()}
