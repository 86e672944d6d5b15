"""What stands around claims, as rows by claim: contacts, changes, appeals, absences, overpayments, Universal Credit cards."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any, TypeVar

from peewee import fn

from housingdesk.benefits.models import (
    Absence,
    Appeal,
    Circumstance,
    Claim,
    ClaimContact,
    Overpayment,
    Schedule,
    ScheduleLine,
    UcCard,
)
from housingdesk.benefits.rules.words import (
    AbsenceReason,
    AppealKind,
    AppealState,
    ClaimKind,
    ContactKind,
    Direction,
    OverpaymentState,
    RecoveryWay,
    ScheduleState,
    WhatChanged,
)
from housingdesk.db.paging import newest_with_ties
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

R = TypeVar("R")
_AT_ONCE = 10_000


@frozen
class ContactRow:
    """Who asked whom what and when; ``answer_by`` is the day by which an answer should be there."""

    id: int
    version: int
    claim_id: int
    kind: ContactKind
    direction: Direction
    on: date
    at: datetime
    by: str
    whom: str
    said: str
    answer_by: date | None
    answered_on: date | None
    document_id: int | None

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self.answer_by is not None and self.answered_on is None


@frozen
class ChangeRow:
    """A change of circumstances: what, when, when the office was told and when it confirmed."""

    id: int
    version: int
    claim_id: int
    what: WhatChanged
    happened_on: date
    said: str
    told_on: date | None
    confirmed_on: date | None
    document_id: int | None


@frozen
class AppealRow:
    """A decision that is looked at again. ``told_on`` is the day of the notice, from which the month counts."""

    id: int
    version: int
    claim_id: int
    kind: AppealKind
    state: AppealState
    told_on: date
    asked_on: date | None
    asked_by: str
    grounds: str
    decided_on: date | None
    outcome: str


@frozen
class AbsenceRow:
    """Somebody is away from ``away_from`` (counted) to ``back_on`` (not counted)."""

    id: int
    version: int
    claim_id: int
    reason: AbsenceReason
    away_from: date
    expected_back: date | None
    back_on: date | None
    told_on: date | None
    note: str


@frozen
class OverpaymentRow:
    """Benefit that is wanted back, pence; ``recovered_pence`` is what posted schedules took."""

    id: int
    version: int
    claim_id: int
    account_id: int | None
    notified_on: date
    period_from: date | None
    period_to: date | None
    pence: int
    weekly_pence: int | None
    reason: str
    way: RecoveryWay
    state: OverpaymentState
    closed_on: date | None
    recovered_pence: int

    @property
    def left_pence(self) -> int:
        """What is still wanted back; nothing once it is recovered or cancelled."""
        return max(0, self.pence - self.recovered_pence) if self.state in OPEN_OVERPAYMENTS else 0


OPEN_OVERPAYMENTS = frozenset({OverpaymentState.OPEN, OverpaymentState.DISPUTED})


@frozen
class UcCardRow:
    """What a Universal Credit statement says, pence a month; ``id`` 0 while nothing was written."""

    id: int
    version: int
    claim_id: int
    assessment_day: int | None = None
    pay_day: int | None = None
    rent_on_uc_pence: int | None = None
    standard_pence: int | None = None
    portal_received_on: date | None = None
    portal_answered_on: date | None = None
    direct_asked_on: date | None = None
    direct_granted_on: date | None = None
    direct_refused_on: date | None = None
    direct_reason: str = ""
    deduction_pence: int | None = None
    journal_told_on: date | None = None

    @property
    def portal_waits(self) -> bool:
        """Whether a question of the DWP is still to be answered."""
        return self.portal_received_on is not None and (self.portal_answered_on is None
                                                        or self.portal_answered_on < self.portal_received_on)

    @property
    def direct_waits(self) -> bool:
        """Whether direct payment was asked for and nobody has answered."""
        return self.direct_asked_on is not None and all(
            day is None or day < self.direct_asked_on for day in (self.direct_granted_on, self.direct_refused_on))


_CONTACT = (ClaimContact.id, ClaimContact.version, ClaimContact.claim, ClaimContact.kind, ClaimContact.direction,
            ClaimContact.on, ClaimContact.at, ClaimContact.by, ClaimContact.whom, ClaimContact.said, ClaimContact.answer_by,
            ClaimContact.answered_on, ClaimContact.document)
_CHANGE = (Circumstance.id, Circumstance.version, Circumstance.claim, Circumstance.what, Circumstance.happened_on,
           Circumstance.said, Circumstance.told_on, Circumstance.confirmed_on, Circumstance.document)
_APPEAL = (Appeal.id, Appeal.version, Appeal.claim, Appeal.kind, Appeal.state, Appeal.told_on, Appeal.asked_on, Appeal.asked_by,
           Appeal.grounds, Appeal.decided_on, Appeal.outcome)
_ABSENCE = (Absence.id, Absence.version, Absence.claim, Absence.reason, Absence.away_from, Absence.expected_back,
            Absence.back_on, Absence.told_on, Absence.note)
_OVERPAYMENT = (Overpayment.id, Overpayment.version, Overpayment.claim, Overpayment.account, Overpayment.notified_on,
                Overpayment.period_from, Overpayment.period_to, Overpayment.pence, Overpayment.weekly_pence, Overpayment.reason,
                Overpayment.way, Overpayment.state, Overpayment.closed_on)
_CARD = (UcCard.id, UcCard.version, UcCard.claim, UcCard.assessment_day, UcCard.pay_day, UcCard.rent_on_uc_pence,
         UcCard.standard_pence, UcCard.portal_received_on, UcCard.portal_answered_on, UcCard.direct_asked_on,
         UcCard.direct_granted_on, UcCard.direct_refused_on, UcCard.direct_reason, UcCard.deduction_pence,
         UcCard.journal_told_on)


def contacts(claim_ids: Collection[int]) -> dict[int, tuple[ContactRow, ...]]:
    """What was said about claims, the newest first."""
    return _by_claim(ClaimContact, _CONTACT, lambda row: ContactRow(*row), claim_ids, (ClaimContact.on.desc(),
                                                                                      ClaimContact.id.desc()))


def changes(claim_ids: Collection[int]) -> dict[int, tuple[ChangeRow, ...]]:
    """The changes of circumstances of claims, the newest first."""
    return _by_claim(Circumstance, _CHANGE, lambda row: ChangeRow(*row), claim_ids, (Circumstance.happened_on.desc(),
                                                                                     Circumstance.id.desc()))


def appeals(claim_ids: Collection[int]) -> dict[int, tuple[AppealRow, ...]]:
    """Decisions of claims that are, or were, looked at again, the newest first."""
    return _by_claim(Appeal, _APPEAL, lambda row: AppealRow(*row), claim_ids, (Appeal.told_on.desc(), Appeal.id.desc()))


def absences(claim_ids: Collection[int]) -> dict[int, tuple[AbsenceRow, ...]]:
    """Who was away, the newest first."""
    return _by_claim(Absence, _ABSENCE, lambda row: AbsenceRow(*row), claim_ids, (Absence.away_from.desc(), Absence.id.desc()))


def uc_cards(claim_ids: Collection[int]) -> dict[int, UcCardRow]:
    """The Universal Credit cards of claims, as far as one was written."""
    found = _by_claim(UcCard, _CARD, lambda row: UcCardRow(*row), claim_ids, (UcCard.id,))
    return {claim_id: rows[0] for claim_id, rows in found.items()}


def overpayments(claim_ids: Collection[int]) -> dict[int, tuple[OverpaymentRow, ...]]:
    """What is wanted back of claims, the newest first, with what posted schedules have taken of each."""
    taken = recovered(claim_ids)
    return _by_claim(Overpayment, _OVERPAYMENT, lambda row: OverpaymentRow(*(*row, taken.get(row[0], 0))),
                     claim_ids, (Overpayment.notified_on.desc(), Overpayment.id.desc()))


def with_something_open() -> frozenset[int]:
    """Claims about which something was asked and not answered, changed and not confirmed, or asked through the portal."""
    asked = ClaimContact.select(ClaimContact.claim).where(ClaimContact.answer_by.is_null(False)
                                                          & ClaimContact.answered_on.is_null())
    changed = Circumstance.select(Circumstance.claim).where(Circumstance.confirmed_on.is_null())
    cards = UcCard.select(UcCard.claim).where(UcCard.portal_received_on.is_null(False) | UcCard.direct_asked_on.is_null(False))
    return frozenset(claim_id for query in (asked, changed, cards) for (claim_id,) in query.tuples())


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of what was said about the claims of an agreement, newest first."""
    query = (ClaimContact.select(ClaimContact.at, ClaimContact.direction, ClaimContact.kind, ClaimContact.whom,
                                 ClaimContact.said, ClaimContact.by, ClaimContact.claim, Claim.kind)
             .join(Claim).where(Claim.tenancy == subject.id))
    if before is not None:
        query = query.where(ClaimContact.at < before)
    rows: Any = newest_with_ties(query, ClaimContact.at, limit).tuples()
    return newest([_told(*row) for row in rows], before, limit)


def _told(at: datetime, direction: Direction, kind: ContactKind, whom: str, said: str, by: str, claim_id: int,
          claimed: ClaimKind) -> TimelineEntry:
    who = f" {whom}" if whom else ""
    text = f"{claimed}: {direction}{who}, {kind}. {' '.join(said.split())}"
    return TimelineEntry(at, Strand.CONTACT, text[:400], Ref("claim", claim_id), by, timed=True)


def recovered(claim_ids: Collection[int]) -> dict[int, int]:
    """Pence that posted schedules took back, by overpayment, for the overpayments of these claims."""
    if not claim_ids:
        return {}
    rows: Any = (ScheduleLine.select(ScheduleLine.overpayment, fn.SUM(ScheduleLine.recovery_pence))
                 .join(Schedule).switch(ScheduleLine).join(Overpayment)
                 .where((Schedule.state == ScheduleState.POSTED) & Overpayment.claim.in_(list(claim_ids)))
                 .group_by(ScheduleLine.overpayment).tuples())
    return {int(key): int(pence) for key, pence in rows}


def _by_claim(model: Any, columns: tuple[Any, ...], make: Callable[[Any], R], claim_ids: Collection[int],
              order: tuple[Any, ...]) -> dict[int, tuple[R, ...]]:
    """Rows by claim, at most so many claims a statement; the third column is the claim."""
    wanted = sorted(claim_ids)
    found: dict[int, list[R]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows: Any = model.select(*columns).where(model.claim.in_(wanted[at:at + _AT_ONCE])).order_by(*order).tuples()
        for row in rows:
            found.setdefault(row[2], []).append(make(row))
    return {claim_id: tuple(made) for claim_id, made in found.items()}
