"""Claims as rows: those of an agreement, one, what is due, and what they tell in the timeline of a file."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from housingdesk.benefits.models import Claim, ClaimEvidence
from housingdesk.benefits.rules.claims import LIVE, OPEN, Facts, Standing, standing
from housingdesk.benefits.rules.words import DWP_KINDS, ClaimKind, ClaimState
from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.people.models import Person
from housingdesk.properties.models import Council
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest


@frozen
class EvidenceRow:
    """One thing a claim needs and when it came."""

    id: int
    version: int
    claim_id: int
    what: str
    needed: bool
    received_on: date | None
    document_id: int | None
    note: str

    @property
    def missing(self) -> bool:
        """Whether it is still to come."""
        return self.needed and self.received_on is None


@frozen
class ClaimRow:
    """A claim with what it needs; ``expected_pence`` is a week. ``office`` is the council's name, or the DWP."""

    id: int
    version: int
    tenancy_id: int
    person_id: int
    person: str
    names: str
    kind: ClaimKind
    council_id: int | None
    office: str
    reference: str
    state: ClaimState
    counts_from: date
    sent_on: date | None
    evidence_by: date | None
    decided_on: date | None
    to_landlord: bool
    authority_on: date | None
    expected_pence: int | None
    note: str
    started_at: datetime
    started_by: str
    ended_on: date | None
    suspended_on: date | None
    evidence: tuple[EvidenceRow, ...]

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to come."""
        return tuple(one.what for one in self.evidence if one.missing)

    def standing(self, on: date) -> Standing:
        """Whom it waits on, and what comes next."""
        came = [one.received_on for one in self.evidence if one.received_on is not None]
        return standing(Facts(self.kind, self.state, self.counts_from, self.sent_on, self.evidence_by, self.decided_on,
                              self.to_landlord, self.missing, max(came, default=None), self.suspended_on), on)


_COLUMNS = (Claim.id, Claim.version, Claim.tenancy, Claim.person, Person.name, Tenancy.names, Claim.kind, Claim.council,
            Council.name, Claim.reference, Claim.state, Claim.counts_from, Claim.sent_on, Claim.evidence_by, Claim.decided_on,
            Claim.to_landlord, Claim.authority_on, Claim.expected_pence, Claim.note, Claim.started_at, Claim.started_by,
            Claim.ended_on, Claim.suspended_on)


def claims_of(tenancy_id: int) -> tuple[ClaimRow, ...]:
    """The claims towards the rent of an agreement, the newest first."""
    return tuple(_rows(_select().where(Claim.tenancy == tenancy_id).order_by(Claim.counts_from.desc(), Claim.id.desc())))


def claim(claim_id: int) -> ClaimRow:
    """One claim; NotFound if there is none."""
    found = _rows(_select().where(Claim.id == claim_id))
    if not found:
        raise NotFound("This claim is no longer there")
    return found[0]


def claims_in(states: Collection[ClaimState]) -> tuple[ClaimRow, ...]:
    """Every claim in one of some states, the oldest first."""
    return tuple(_rows(_select().where(Claim.state.in_(list(states))).order_by(Claim.counts_from, Claim.id)))


def running_claims() -> tuple[ClaimRow, ...]:
    """Every claim that has not ended and was not refused, the oldest first."""
    return claims_in(LIVE)


def claims_to_watch(paid_ids: Collection[int]) -> tuple[ClaimRow, ...]:
    """Every claim that waits for somebody, and of those in payment these, the oldest first."""
    paid = (Claim.state == ClaimState.DECIDED) & Claim.id.in_(list(paid_ids))
    return tuple(_rows(_select().where(Claim.state.in_(list(OPEN)) | paid).order_by(Claim.counts_from, Claim.id)))


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the claims of an agreement, newest first."""
    query = _select().where(Claim.tenancy == subject.id)
    if before is not None:
        query = query.where(Claim.started_at < before)
    return newest([_entry(row) for row in _rows(newest_with_ties(query, Claim.started_at, limit))], before, limit)


def _entry(row: ClaimRow) -> TimelineEntry:
    text = f"{row.kind} claimed from {format_date(row.counts_from)}: {row.state}"
    return TimelineEntry(row.started_at, Strand.AGREEMENT, text, Ref("claim", row.id), row.started_by, timed=True)


def _select() -> Any:
    return (Claim.select(*_COLUMNS).join(Person).switch(Claim).join(Tenancy).switch(Claim)
            .join(Council, JOIN.LEFT_OUTER))


def _rows(query: Any) -> list[ClaimRow]:
    found = list(query.tuples())
    needs = _evidence([row[0] for row in found])
    return [_row(list(row), needs.get(row[0], ())) for row in found]


def _row(values: list[Any], needs: tuple[EvidenceRow, ...]) -> ClaimRow:
    values[8] = _office(values[6], values[8])
    return ClaimRow(*[*values, needs])


def _office(kind: ClaimKind, council: str | None) -> str:
    return "the DWP" if kind in DWP_KINDS else council or "the council"


def _evidence(claim_ids: Collection[int]) -> dict[int, tuple[EvidenceRow, ...]]:
    rows: Iterable[Any] = (ClaimEvidence.select(
        ClaimEvidence.id, ClaimEvidence.version, ClaimEvidence.claim, ClaimEvidence.what, ClaimEvidence.needed,
        ClaimEvidence.received_on, ClaimEvidence.document, ClaimEvidence.note)
        .where(ClaimEvidence.claim.in_(list(claim_ids))).order_by(ClaimEvidence.id).tuples()) if claim_ids else ()
    out: dict[int, tuple[EvidenceRow, ...]] = {}
    for row in rows:
        out[row[2]] = (*out.get(row[2], ()), EvidenceRow(*row))
    return out
