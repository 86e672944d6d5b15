"""Whether a letting needs a CORE log, and why, as the service's guidance has it (rulebook §8, CORE). Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.properties.rules import RentType
from housingdesk.tenancies.rules import LICENCES, TenancyKind

LEAST_MONTHS = 24
"""How long a general needs letting at a social or affordable rent is meant to last before it is logged (rulebook §8)."""


class Began(StrEnum):
    """How an agreement came about."""

    NEW = "a new letting"
    RENEWAL = "a renewal of the fixed term"
    TRANSFER = "a move to another of our homes"
    ROOM_MOVE = "a move to another room of a shared home"
    EXCHANGE = "a mutual exchange"
    SUCCESSION = "a succession"
    ASSIGNMENT = "an assignment"
    STARTER_ENDED = "the end of a starter period"
    HOLDERS = "a change of who holds it"


_HANDED_ON = {
    Began.EXCHANGE: "A mutual exchange is not logged",
    Began.SUCCESSION: "A succession is not logged: the tenancy goes on",
    Began.ASSIGNMENT: "An assignment is not logged: the tenancy goes on",
    Began.STARTER_ENDED: "A starter tenancy is logged once, when it begins. That it became assured is not logged",
    Began.HOLDERS: "That it became sole or joint is not logged: the same household stays in the same home",
}


@dataclass(frozen=True, slots=True)
class Letting:
    """What decides it. ``until`` is the last day it is meant to last, None without an end.

    ``same``: a move in a shared home to a room of the same needs and with the same type of agreement.
    """

    began: Began
    kind: TenancyKind
    starts_on: date
    rent_type: RentType | None = None
    supported: bool = False
    residential: bool = True
    social: bool = True
    until: date | None = None
    same: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a log is needed, why in a sentence without its full stop, and whether it is logged as an internal transfer."""

    needed: bool
    why: str
    transfer: bool = False


def needs_log(letting: Letting) -> Need:
    """Whether a letting needs a log (rulebook §8, CORE; the service's guidance on what is a letting).

    >>> needs_log(Letting(Began.NEW, TenancyKind.CONTRACT, date(2026, 11, 2), residential=False)).why
    'Garages, stores and parking spaces are not logged'
    """
    if not letting.residential or letting.kind is TenancyKind.CONTRACT:
        return Need(False, "Garages, stores and parking spaces are not logged")
    if letting.began in _HANDED_ON:
        return Need(False, _HANDED_ON[letting.began])
    if letting.kind is TenancyKind.MARKET or letting.rent_type is RentType.MARKET or not letting.social:
        return Need(False, "A letting at a market rent is not logged")
    if letting.began is Began.ROOM_MOVE and letting.same:
        return Need(False, "A move to another room of the same shared home, with the same needs and type, is not logged")
    return _housed(letting)


def _housed(letting: Letting) -> Need:
    transfer = letting.began in (Began.TRANSFER, Began.ROOM_MOVE)
    also = ", as an internal transfer" if transfer else ""
    what = "A licence" if letting.kind in LICENCES else "A letting"
    if letting.supported or letting.rent_type is RentType.SPECIALISED:
        return Need(True, f"{what} of supported housing is logged however long it lasts{also}", transfer)
    if letting.kind is TenancyKind.INTERMEDIATE or letting.rent_type is RentType.INTERMEDIATE:
        return Need(True, f"A letting at an intermediate rent is logged however long it lasts{also}", transfer)
    if letting.until is not None and _months(letting.starts_on, letting.until) < LEAST_MONTHS:
        return Need(False, f"{what} of general needs that is meant to last less than two years is not logged")
    starter = ". A starter tenancy is logged now, and not again when it becomes assured" \
        if letting.kind is TenancyKind.STARTER else ""
    return Need(True, f"{what} of general needs that is meant to last two years or more is logged{also}{starter}", transfer)


def _months(first: date, last: date) -> int:
    """Whole months from the first day to the last, both counted."""
    after = date.fromordinal(last.toordinal() + 1)
    return (after.year - first.year) * 12 + after.month - first.month - (after.day < first.day)
