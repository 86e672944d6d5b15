"""Reads offers, viewings and asks of support as rows; what to mind at a viewing only for those who may see risk."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import JOIN

from housingdesk.errors import NotFound
from housingdesk.lettings.models import Applicant, Offer, SupportAsk, Viewing
from housingdesk.lettings.rules.costs import read_costs
from housingdesk.lettings.rules.words import OfferState, SupportAnswer, ViewingOutcome
from housingdesk.properties.models import Agent, Space
from housingdesk.rent.queries.accounts import charges_in_force, main_account, void_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import PER, ChargeCode, Frequency
from housingdesk.tenancies.queries.agreements import tenancies_of_spaces
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with whose and where it is; ``costs`` pence a week (a month where charged monthly)."""

    id: int
    version: int
    applicant_id: int
    name: str
    space_id: int
    address: str
    void_id: int | None
    kind: TenancyKind
    made_on: date
    answer_by: date
    starts_on: date | None
    costs: tuple[ChargeDraft, ...]
    state: OfferState
    answered_on: date | None
    reason: str
    suitable: bool | None
    review_asked_on: date | None
    review_by: str
    review_on: date | None
    review_outcome: str
    made_by: str

    @property
    def total(self) -> int:
        """All its charges together."""
        return sum(line.pence for line in self.costs)


_OFFER = (Offer.id, Offer.version, Offer.applicant, Applicant.name, Offer.space, Space.address, Offer.void, Offer.kind,
          Offer.made_on, Offer.answer_by, Offer.starts_on, Offer.costs, Offer.state, Offer.answered_on, Offer.reason,
          Offer.suitable, Offer.review_asked_on, Offer.review_by, Offer.review_on, Offer.review_outcome, Offer.made_by)


def _offers(where: Any) -> list[OfferRow]:
    rows: Any = (Offer.select(*_OFFER).join(Applicant).switch(Offer).join(Space).where(where)
                 .order_by(Offer.made_on.desc(), Offer.id.desc()).tuples())
    found = (OfferRow(*row) for row in rows)
    return [replace(row, costs=read_costs(str(row.costs))) for row in found]


def offers_of(applicant_id: int) -> list[OfferRow]:
    """A household's offers, the newest first."""
    return _offers(Offer.applicant == applicant_id)


def offers_of_void(void_id: int) -> list[OfferRow]:
    """The offers of an empty home, the newest first."""
    return _offers(Offer.void == void_id)


def offer(offer_id: int) -> OfferRow:
    """One offer; NotFound if there is none."""
    found = _offers(Offer.id == offer_id)
    if not found:
        raise NotFound("This offer is no longer there")
    return found[0]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a home was charged last: its lines, a week or a month, and from whose charges they are."""

    lines: tuple[ChargeDraft, ...]
    per: str
    where_from: str


def last_costs(space_id: int, on: date) -> Cost | None:
    """What a home is charged while it stands empty, else what the last agreement there was charged; None where neither is."""
    void = void_account(space_id)
    if void is not None and (lines := _lines(void.id, on)):
        return Cost(lines, PER[Frequency(void.frequency)], "as the empty home is charged")
    for row in sorted(tenancies_of_spaces([space_id]), key=lambda one: one.starts_on, reverse=True):
        account = main_account(row.id)
        day = on if account is None or account.closes_on is None else min(on, account.closes_on - DAY)
        if account is not None and (lines := _lines(account.id, day)):
            return Cost(lines, PER[Frequency(account.frequency)], f"as {row.names} ({row.reference}) was charged")
    return None


def _lines(account_id: int, on: date) -> tuple[ChargeDraft, ...]:
    found = charges_in_force(account_id, on)
    return tuple(ChargeDraft(ChargeCode(row.code), row.description, row.pence) for row in found if row.code in set(ChargeCode))


@dataclass(frozen=True, slots=True)
class ViewingRow:
    """A viewing. ``safety`` is empty for whoever may not see it; ``has_safety`` says that there is something."""

    id: int
    version: int
    applicant_id: int
    space_id: int
    address: str
    on: date
    at: str
    accompanied_by: str
    safety: str
    has_safety: bool
    outcome: ViewingOutcome | None
    note: str


def viewings_of(applicant_id: int, *, private: bool) -> list[ViewingRow]:
    """A household's viewings, the newest first; ``private``: with what to mind."""
    rows: Any = (Viewing.select(Viewing.id, Viewing.version, Viewing.applicant, Viewing.space, Space.address, Viewing.on,
                                Viewing.at, Viewing.accompanied_by, Viewing.safety, Viewing.safety != "", Viewing.outcome,
                                Viewing.note).join(Space)
                 .where(Viewing.applicant == applicant_id).order_by(Viewing.on.desc(), Viewing.id.desc()).tuples())
    found = [ViewingRow(*row) for row in rows]
    return found if private else [replace(row, safety="") for row in found]


@dataclass(frozen=True, slots=True)
class SupportRow:
    """A support provider was asked. ``reason`` of their answer is empty for whoever may not see it."""

    id: int
    version: int
    applicant_id: int
    agent_id: int
    agent: str
    asked_on: date
    answer_by: date | None
    interview_on: date | None
    interview_at: str
    interview_place: str
    told_on: date | None
    answer: SupportAnswer | None
    answered_on: date | None
    answered_by: str
    reason: str


def support_of(applicant_id: int, *, private: bool) -> list[SupportRow]:
    """Whom of support was asked about a household, the newest first; ``private``: with the reasons they gave."""
    rows: Any = (SupportAsk.select(SupportAsk.id, SupportAsk.version, SupportAsk.applicant, SupportAsk.agent, Agent.name,
                                   SupportAsk.asked_on, SupportAsk.answer_by, SupportAsk.interview_on, SupportAsk.interview_at,
                                   SupportAsk.interview_place, SupportAsk.told_on, SupportAsk.answer, SupportAsk.answered_on,
                                   SupportAsk.answered_by, SupportAsk.reason).join(Agent, JOIN.INNER)
                 .where((SupportAsk.applicant == applicant_id) & (SupportAsk.removed == ""))
                 .order_by(SupportAsk.id.desc()).tuples())
    found = [SupportRow(*row) for row in rows]
    return found if private else [replace(row, reason="") for row in found]
