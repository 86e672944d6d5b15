"""Reviews of the decisions that notices tell: what was asked, what is open, by when it is to be decided, what is due."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from housingdesk.access.models import User
from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.notices.models import NoticeCase, NoticeReview
from housingdesk.notices.rules.answered import number_of
from housingdesk.notices.rules.reviewing import open_words, panel_names
from housingdesk.notices.rules.states import ReviewKind, ReviewOutcome
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.rows import frozen


@frozen
class ReviewRow:
    """One review. It is open until its outcome was told; ``outcome`` is None until it was decided."""

    id: int
    version: int
    case_id: int
    kind: ReviewKind
    asked_on: date
    asked_by: str
    grounds: str
    due_on: date
    panel: str
    heard_on: date | None
    outcome: ReviewOutcome | None
    reasons: str
    told_on: date | None
    recorded_at: datetime
    recorded_by: str
    decided_by: str
    removed: str

    @property
    def open(self) -> bool:
        """Whether somebody still waits for the answer."""
        return not self.removed and self.told_on is None

    @property
    def told(self) -> str:
        """It in one line: who asked when, and what came of it."""
        asked = f"{self.kind.capitalize()} asked for on {format_date(self.asked_on)} by {self.asked_by}"
        if self.removed:
            return f"{asked}: taken off, {self.removed}"
        if self.outcome is not None:
            return f"{asked}: {self.outcome}"
        return f"{asked}, to be decided by {format_date(self.due_on)}"


@frozen
class Policy:
    """The association's rules on a day: days to ask, days to decide, and whether the notice waits meanwhile."""

    ask_days: int
    decide_days: int
    waits: bool


def policy(on: date) -> Policy:
    """The rules that hold on a day."""
    known = settings_queries.values(on)
    return Policy(known["reviews.ask_days"], known["reviews.decide_days"], known["reviews.while_open"] == "hold")


def ask_by(told_on: date, agreed_days: str | None, on: date) -> date:
    """The last day to ask for a review of what they were told on a day; an agreement's own number goes before the setting."""
    return told_on + timedelta(number_of(agreed_days) or policy(on).ask_days)


def review(review_id: int) -> ReviewRow:
    """One review; NotFound if there is none."""
    found = NoticeReview.get_or_none(NoticeReview.id == review_id)
    if found is None:
        raise NotFound("This review is no longer there")
    return _row(found)


def reviews_of(case_id: int, *, removed: bool = False) -> list[ReviewRow]:
    """The reviews of one notice, the oldest first; ``removed`` adds the lines that were wrong."""
    rows = [_row(row) for row in NoticeReview.select().where(NoticeReview.case == case_id).order_by(NoticeReview.id)]
    return rows if removed else [row for row in rows if not row.removed]


def asked_about(tenancy_id: int, before: datetime | None, limit: int) -> list[ReviewRow]:
    """The newest reviews of all notices to an agreement, those recorded before a moment."""
    query: Any = NoticeReview.select().join(NoticeCase).where(NoticeCase.tenancy == tenancy_id)
    if before is not None:
        query = query.where(NoticeReview.recorded_at < before)
    return [_row(row) for row in newest_with_ties(query, NoticeReview.recorded_at, limit)]


def open_reviews(case_ids: Collection[int] | None = None) -> dict[int, ReviewRow]:
    """The open review of each notice that has one; of all notices when none are named."""
    query: Any = NoticeReview.select().where((NoticeReview.removed == "") & NoticeReview.told_on.is_null())
    if case_ids is not None:
        query = query.where(NoticeReview.case.in_(list(case_ids)))
    return {row.case_id: _row(row) for row in query.order_by(NoticeReview.id)}


@frozen
class Standing:
    """What is said of a notice with reviews: ``words`` while one is open, ``waits`` if the notice does meanwhile."""

    words: str
    waits: bool
    changed: bool


def standing(case_ids: Collection[int]) -> dict[int, Standing]:
    """How the reviews of these notices stand; a notice without one is left out. The policy of the day it was asked holds."""
    rows: Any = (NoticeReview.select().where(NoticeReview.case.in_(list(case_ids)) & (NoticeReview.removed == ""))
                 .order_by(NoticeReview.id))
    return {row.case_id: _standing(row) for row in map(_row, rows)}


def _standing(row: ReviewRow) -> Standing:
    if not row.open:
        return Standing("", False, row.outcome is ReviewOutcome.CHANGED)
    waits = policy(row.asked_on).waits
    if row.outcome is not None:
        return Standing(f"{row.kind.capitalize()} decided, {row.outcome}: tell them", waits, False)
    return Standing(open_words(row.kind, row.due_on, waits=waits), waits, False)


def due(on: date) -> list[tuple[int, date, str]]:
    """What open reviews bring, each with the id of its notice: to be heard and decided, or the outcome to be told."""
    found = []
    for case_id, row in open_reviews().items():
        if row.outcome is not None:
            found.append((case_id, row.heard_on or on, f"Tell them what came of the {row.kind}"))
        else:
            who = "" if row.panel else ". Nobody is named yet to hear it"
            found.append((case_id, row.due_on, f"Decide the {row.kind} by {format_day(row.due_on)}{who}"))
    return found


def involved(case_id: int) -> frozenset[str]:
    """The names of those who had a part in a decision: who wrote, checked, printed or served its notice, or heard it before."""
    found = NoticeCase.get_by_id(case_id)
    heard = {name for row in reviews_of(case_id) if row.outcome is not None for name in panel_names(row.panel)}
    hands = [int(hand) for hand in found.hands.splitlines() if hand.isdigit()]
    wrote = {row[0] for row in User.select(User.name).where(User.id.in_(hands)).tuples()} if hands else set()
    return frozenset(filter(None, {found.begun_by, found.checked_by, found.issued_by, found.server, *heard, *wrote}))


def _row(found: NoticeReview) -> ReviewRow:
    return ReviewRow(found.id, found.version, found.case_id, found.kind, found.asked_on, found.asked_by, found.grounds,
                     found.due_on, found.panel, found.heard_on, found.outcome, found.reasons, found.told_on,
                     found.recorded_at, found.recorded_by, found.decided_by, found.removed)
