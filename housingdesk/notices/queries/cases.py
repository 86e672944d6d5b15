"""Notices under way and served: one, the register, those of an agreement, who was served, what is due, the timeline."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.notices.models import NoticeCase, NoticeService
from housingdesk.notices.queries import reviews
from housingdesk.notices.queries.reviews import ReviewRow
from housingdesk.notices.rules.answered import absence_ends
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.states import OPEN, State
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

_SOON, _AHEAD = timedelta(60), timedelta(14)


@frozen
class CaseRow:
    """A notice. ``printed_on`` is the date on it, ``last_issue_on`` the last day on which a court claim may begin.

    ``review`` says that a review of it is open, and whether the notice ``waits``; ``changed``: a review changed the decision.
    """

    id: int
    version: int
    tenancy_id: int
    notice: str
    title: str
    names: str
    regime: Regime
    pack_checked_on: date
    state: State
    grounds: tuple[str, ...]
    why: str
    answers: Mapping[str, str]
    particulars: Mapping[str, str]
    with_statement: bool
    owed_pence: int | None
    owed_on: date | None
    method: Method | None
    server: str
    sent_on: date | None
    served_on: date | None
    earliest_on: date | None
    printed_on: date | None
    last_issue_on: date | None
    hands: frozenset[str]
    begun_at: datetime
    begun_by: str
    checked_at: datetime | None
    checked_by: str
    issued_at: datetime | None
    issued_by: str
    document_id: int | None
    wording: Mapping[str, int]
    ended_at: datetime | None
    ended_by: str
    ended_because: str
    review: str = ""
    waits: bool = False
    changed: bool = False

    def standing(self, on: date) -> State:
        """Where it stands on a day: a served notice lapses after its last day."""
        gone = self.state is State.SERVED and self.last_issue_on is not None and on > self.last_issue_on
        return State.LAPSED if gone else self.state

    @property
    def words(self) -> str:
        """The notice with its grounds: ``Form 3, notice before possession proceedings, grounds 10 and 11``."""
        if not self.grounds:
            return self.title
        last = f" and {self.grounds[-1]}" if len(self.grounds) > 1 else ""
        first = self.grounds[:-1] if last else self.grounds
        return f"{self.title}, ground{'s' if last else ''} {', '.join(first)}{last}"

    def countdown(self, on: date) -> str:
        """What comes next and when: ``Court from Wed 9 Dec 2026, 16 days``."""
        state = self.standing(on)
        if state is State.ISSUED and self.sent_on is not None:
            return f"To be served {format_day(self.sent_on)}"
        if state is not State.SERVED or self.printed_on is None:
            return ""
        if self.review or self.changed:
            return self.review or "The review changed the decision: withdraw it"
        known = shipped_pack().meaning(self.notice)
        if on < self.printed_on:
            days = (self.printed_on - on).days
            return (f"{known.comes if known else 'Runs out'} {format_day(self.printed_on)}, "
                    f"in {days} day{'' if days == 1 else 's'}")
        if self.last_issue_on is not None:
            return f"Court by {format_day(self.last_issue_on)}, {(self.last_issue_on - on).days} days left"
        return f"{known.came if known else 'Ran out'} {format_day(self.printed_on)}"


@frozen
class ServiceRow:
    """One service on one person; ``removed`` says why the line was wrong."""

    id: int
    version: int
    case_id: int
    person_id: int
    name: str
    method: Method
    sent_on: date
    at: str
    deemed_on: date
    by: str
    witness: str
    place: str
    note: str
    evidence_id: int | None
    recorded_at: datetime
    recorded_by: str
    removed: str


def case(case_id: int) -> CaseRow:
    """One notice; NotFound if there is none."""
    found = NoticeCase.get_or_none(NoticeCase.id == case_id)
    if found is None:
        raise NotFound("This notice is no longer there")
    return _with_reviews([row_of(found)])[0]


def _with_reviews(rows: list[CaseRow]) -> list[CaseRow]:
    """The notices, each with what is said of its reviews."""
    served = [row.id for row in rows if row.state is State.SERVED]
    standing = reviews.standing(served) if served else {}
    return [replace(row, review=standing[row.id].words, waits=standing[row.id].waits,
                    changed=standing[row.id].changed) if row.id in standing else row
            for row in rows]


def cases(state: State | None = None, limit: int = 500) -> list[CaseRow]:
    """The register: what is under way first, then the others, the newest first; of one stored state as asked."""
    query: Any = NoticeCase.select()
    if state is not None:
        query = query.where(NoticeCase.state == state)
    rows = _with_reviews([row_of(row) for row in query.order_by(NoticeCase.id.desc()).limit(limit)])
    return sorted(rows, key=lambda row: row.state not in OPEN)


def cases_of(tenancy_id: int) -> list[CaseRow]:
    """Every notice to an agreement, the newest first."""
    query: Any = NoticeCase.select().where(NoticeCase.tenancy == tenancy_id).order_by(NoticeCase.id.desc())
    return _with_reviews([row_of(row) for row in query])


def services(case_id: int, *, removed: bool = False) -> list[ServiceRow]:
    """Who was served, in the order it was recorded; ``removed`` adds the lines that were wrong."""
    query: Any = NoticeService.select().where(NoticeService.case == case_id).order_by(NoticeService.id)
    rows = [_service(row) for row in query]
    return rows if removed else [row for row in rows if not row.removed]


def due(on: date) -> list[tuple[CaseRow, date, str]]:
    """What notices bring: to be printed and served, reviews to be decided, running out, and the last days for the court."""
    query: Any = NoticeCase.select().where(NoticeCase.state != State.WITHDRAWN).order_by(NoticeCase.id)
    rows = {row.id: row for row in _with_reviews([row_of(found) for found in query])}
    asked = [(rows[case_id], day, what) for case_id, day, what in reviews.due(on) if case_id in rows]
    waiting = {row.id for row, _, _ in asked if row.waits}
    found = [one for row in rows.values() if row.id not in waiting for one in _due(row, on)]
    copies = [(row, row.served_on or row.sent_on or on, "Serve a copy on the partner who left: none is served yet")
              for row in without_copy(list(rows.values()))]
    return sorted([*asked, *found, *copies], key=lambda one: (one[1], one[0].id))


def without_copy(rows: Sequence[CaseRow]) -> list[CaseRow]:
    """Of these notices the printed ones whose partner who left has not been served with a copy."""
    served = {(row.tenancy_id, row.served_on) for row in rows if row.notice == "s8a" and row.state is State.SERVED}
    return [row for row in rows if row.state in (State.ISSUED, State.SERVED) and row.answers.get("partner") == "yes"
            and not any(tenancy == row.tenancy_id and on is not None and row.issued_at is not None
                        and on >= row.issued_at.date() for tenancy, on in served)]


def _due(row: CaseRow, on: date) -> Iterable[tuple[CaseRow, date, str]]:
    if row.state is State.CHECKED:
        yield row, row.sent_on or on, "Print the notice: it was checked"
    if row.state is State.ISSUED and row.sent_on is not None and row.sent_on <= on:
        yield row, row.sent_on, "Serve the notice and record it"
    if row.state is not State.SERVED or row.printed_on is None:
        return
    if row.changed:
        yield row, on, "The review changed the decision: withdraw the notice, or begin the one that was decided"
        return
    for weeks, ends in absence_ends(row.answers) if row.notice == "absence" else ():
        if ends - _AHEAD <= on <= ends + _AHEAD:
            yield row, ends, f"{weeks} weeks of absence end {format_day(ends)}: Housing Benefit may stop. Talk with the council"
    if row.printed_on <= on and row.last_issue_on is None and on - row.printed_on <= _SOON:
        known = shipped_pack().meaning(row.notice)
        then = known.then if known else "The notice has run out. Decide what comes next"
        yield from [(row, row.printed_on, then)] if then else []
    if row.last_issue_on is not None and row.last_issue_on - _SOON <= on <= row.last_issue_on:
        yield row, row.last_issue_on, f"Last day to go to court on this notice: {format_day(row.last_issue_on)}"
    elif row.last_issue_on is not None and row.printed_on <= on < row.printed_on + timedelta(14):
        yield row, row.printed_on, "The date on the notice has come. Talk with them before you go to court"


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the notices to an agreement and of the reviews that were asked for, newest first."""
    query: Any = NoticeCase.select().where(NoticeCase.tenancy == subject.id)
    if before is not None:
        query = query.where(NoticeCase.begun_at < before)
    rows: Any = newest_with_ties(query, NoticeCase.begun_at, limit)
    asked = reviews.asked_about(subject.id, before, limit)
    return newest([*(_entry(row_of(row)) for row in rows), *(_asked(row) for row in asked)], before, limit)


def _asked(row: ReviewRow) -> TimelineEntry:
    """A review stands where it was recorded; what it opens is its notice."""
    return TimelineEntry(row.recorded_at, Strand.AGREEMENT, row.told, Ref("notice_case", row.case_id), row.recorded_by,
                         timed=True, removed=bool(row.removed))


def _entry(row: CaseRow) -> TimelineEntry:
    told = {State.SERVED: f"served {format_date(row.served_on)}" if row.served_on else "served",
            State.WITHDRAWN: f"withdrawn: {row.ended_because}"}.get(row.state, str(row.state))
    return TimelineEntry(row.begun_at, Strand.AGREEMENT, f"{row.words}: {told}", Ref("notice_case", row.id), row.begun_by,
                         timed=True, removed=row.state is State.WITHDRAWN)


def row_of(found: NoticeCase) -> CaseRow:
    """A stored notice as a row."""
    return CaseRow(
        found.id, found.version, found.tenancy_id, found.notice, found.title, found.names, found.regime,
        found.pack_checked_on, found.state, tuple(filter(None, found.grounds.split(","))), found.why,
        json.loads(found.answers), json.loads(found.particulars), found.with_statement, found.owed_pence, found.owed_on,
        found.method, found.server, found.sent_on, found.served_on, found.earliest_on, found.printed_on, found.last_issue_on,
        frozenset(filter(None, found.hands.splitlines())), found.begun_at, found.begun_by, found.checked_at, found.checked_by,
        found.issued_at, found.issued_by, found.document_id, json.loads(found.wording), found.ended_at, found.ended_by,
        found.ended_because)


def _service(found: NoticeService) -> ServiceRow:
    return ServiceRow(found.id, found.version, found.case_id, found.person_id, found.name, found.method, found.sent_on,
                      found.at, found.deemed_on, found.by, found.witness, found.place, found.note, found.evidence_id,
                      found.recorded_at, found.recorded_by, found.removed)
