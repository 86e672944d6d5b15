"""What the start of a sign-up offers: households that wait, with an offer they accepted, and homes that can be let."""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.models import Applicant, Offer, SignUp
from housingdesk.lettings.queries.signup.rows import OPEN
from housingdesk.lettings.rules.words import ApplicantState, OfferState
from housingdesk.properties.models import Space
from housingdesk.properties.rules import NON_RESIDENTIAL, RentType, SpaceKind
from housingdesk.tenancies.queries.homes import empty_on
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.voids.models import Void

_MAY_SIGN = (ApplicantState.RECEIVED, ApplicantState.ASSESSING, ApplicantState.READY, ApplicantState.OFFERED)
_BY_RENT = {RentType.INTERMEDIATE: TenancyKind.INTERMEDIATE, RentType.MARKET: TenancyKind.MARKET}
_SUPPORTED = (RentType.SUPPORTED, RentType.SPECIALISED)


@dataclass(frozen=True, slots=True)
class WaitingHousehold:
    """A household that may be signed up, with the offer that stands for it."""

    id: int
    name: str
    reference: str
    offer_id: int | None
    space_id: int | None
    kind: TenancyKind | None


@dataclass(frozen=True, slots=True)
class LettableHome:
    """A home that nobody has, or that will be empty; ``kind`` is the agreement that its sort of home usually takes."""

    space_id: int
    address: str
    residential: bool
    kind: TenancyKind


@dataclass(frozen=True, slots=True)
class Beginning:
    """All that can be chosen."""

    households: tuple[WaitingHousehold, ...]
    homes: tuple[LettableHome, ...]


def beginning(on: date) -> Beginning:
    """Who and which homes a sign-up can begin with on a day; homes and households in another sign-up are left out."""
    taken = list(SignUp.select(SignUp.space, SignUp.applicant).where(SignUp.state.in_(OPEN)).tuples())
    return Beginning(_households({who for _, who in taken}), _homes(on, {where for where, _ in taken}))


def _households(taken: set[int]) -> tuple[WaitingHousehold, ...]:
    offers = {row.applicant_id: row for row in Offer.select().where(
        Offer.state.in_([OfferState.OPEN, OfferState.ACCEPTED])).order_by(Offer.id)}
    found = []
    for row in Applicant.select().where(Applicant.state.in_(_MAY_SIGN)).order_by(Applicant.name, Applicant.id):
        if row.id not in taken:
            offer = offers.get(row.id)
            found.append(WaitingHousehold(row.id, row.name, row.reference, offer.id if offer else None,
                                          offer.space_id if offer else None, offer.kind if offer else None))
    return tuple(found)


def _homes(on: date, taken: set[int]) -> tuple[LettableHome, ...]:
    ids = [home.space_id for home in empty_on(on)]
    coming = [space for (space,) in Void.select(Void.space).where(Void.closed_on.is_null()).tuples()]
    wanted = [space for space in dict.fromkeys((*ids, *coming)) if space not in taken]
    rows = Space.select().where(Space.id.in_(wanted)).order_by(Space.sort_key, Space.id)
    return tuple(LettableHome(row.id, row.address, row.kind not in NON_RESIDENTIAL, usual_kind(row.kind, row.rent_type))
                 for row in rows)


def usual_kind(kind: SpaceKind, rent: RentType | None) -> TenancyKind:
    """The agreement that a sort of home usually takes; the person who begins may choose another."""
    if kind in NON_RESIDENTIAL:
        return TenancyKind.CONTRACT
    if rent in _SUPPORTED:
        return TenancyKind.LICENCE_EXCLUDED if kind in (SpaceKind.ROOM, SpaceKind.BED) else TenancyKind.LICENCE_PROTECTED
    return _BY_RENT.get(rent, TenancyKind.STARTER) if rent is not None else TenancyKind.STARTER
