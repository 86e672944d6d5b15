"""Tenancies and licences: their kinds, the law that governs each on a date, and how each ends. Pure.

Sources: rulebook §0 and §1 (Housing Act 1988, Protection from Eviction Act 1977, Renters' Rights Act 2025). What each
kind is called follows the agreement: a licensee is never called a tenant.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TenancyKind(StrEnum):
    """Every type of rulebook §1 that this program keeps an account for."""

    ASSURED = "assured tenancy"
    STARTER = "starter tenancy"
    FIXED_TERM = "fixed-term tenancy"
    ASSURED_PERIODIC = "assured periodic tenancy"
    PROTECTED_ASSURED = "protected assured tenancy"
    SECURE = "secure tenancy"
    DEMOTED = "demoted tenancy"
    INTERMEDIATE = "intermediate tenancy"
    MARKET = "market tenancy"
    LICENCE_PROTECTED = "protected licence"
    LICENCE_EXCLUDED = "excluded licence"
    CONTRACT = "garage or store contract"


LICENCES = frozenset({TenancyKind.LICENCE_PROTECTED, TenancyKind.LICENCE_EXCLUDED})
_ALWAYS_NON_SOCIAL = frozenset({TenancyKind.MARKET})


class LandlordStatus(StrEnum):
    """The landlord's registration (rulebook §0)."""

    PRP = "private registered provider"
    UNREGISTERED = "unregistered charity or company"
    OTHER = "other"


class Regime(StrEnum):
    """The body of law that decides notices and endings."""

    CONTRACT = "contract"
    LICENCE_EXCLUDED = "excluded licence"
    BASIC_PROTECTION = "basic protection"
    SECURE_1985 = "Housing Act 1985"
    HA88_OLD = "Housing Act 1988 as before the Renters' Rights Act"
    HA88_RRA = "Housing Act 1988 as amended by the Renters' Rights Act"


class BenefitRoute(StrEnum):
    """Which money towards the rent is expected (rulebook §0)."""

    NONE = "none"
    HB_EXEMPT = "Housing Benefit, supported"
    HB_TEMPORARY = "Housing Benefit, temporary accommodation"
    HB_PENSION = "Housing Benefit, pension age"
    UC_TENANT = "Universal Credit, paid to the tenant"
    UC_DIRECT = "Universal Credit, paid direct"


class EndReason(StrEnum):
    """How an occupancy ended (rulebook §1); each decides the last day rent is charged."""

    NOTICE_BY_TENANT = "notice given by them"
    NOTICE_BY_LANDLORD = "notice given by us"
    SURRENDER = "surrender accepted"
    DEATH = "death, notice to the estate ended"
    ABANDONED = "left without notice, our notice ended"
    EVICTED = "evicted by bailiff"
    EXCHANGE = "mutual exchange or assignment"
    TRANSFER = "moved to another of our homes"
    SUBLET = "whole home sub-let, our notice ended"


LAST_DAY_MEANS: dict[EndReason, str] = {
    EndReason.NOTICE_BY_TENANT: "the day the notice expires",
    EndReason.NOTICE_BY_LANDLORD: "the day the notice expires",
    EndReason.SURRENDER: "the day we accepted the keys",
    EndReason.DEATH: "the day the notice to the estate expires",
    EndReason.ABANDONED: "the day our notice expires",
    EndReason.EVICTED: "the day the bailiff carried out the warrant",
    EndReason.EXCHANGE: "the day before the exchange",
    EndReason.TRANSFER: "the day before the new tenancy",
    EndReason.SUBLET: "the day our notice expires",
}
_DAY_BEFORE = frozenset({EndReason.EXCHANGE, EndReason.TRANSFER})


@dataclass(frozen=True, slots=True)
class Words:
    """What the agreement, the person and the money are called, with capitals as in the middle of a sentence."""

    agreement: str
    person: str
    charge: str


def words_for(kind: TenancyKind) -> Words:
    """The words that every screen and letter uses for this agreement.

    >>> words_for(TenancyKind.LICENCE_EXCLUDED)
    Words(agreement='licence', person='resident', charge='licence charge')
    """
    if kind in LICENCES:
        return Words("licence", "resident", "licence charge")
    if kind is TenancyKind.CONTRACT:
        return Words("agreement", "holder", "charge")
    return Words("tenancy", "tenant", "rent")


def reference_letter(kind: TenancyKind) -> str:
    """T for a tenancy, L for a licence, G for a garage, store or parking space."""
    return "L" if kind in LICENCES else "G" if kind is TenancyKind.CONTRACT else "T"


RRA_NON_SOCIAL = date(2026, 5, 1)


def regime(kind: TenancyKind, *, landlord: LandlordStatus, social_housing: bool, on: date,
           social_commencement: date | None) -> Regime:
    """The regime of one agreement on one day, as rulebook §0 resolves it.

    ``social_commencement`` is the day Part 1 of the Renters' Rights Act 2025 begins for social housing assured
    tenancies; None while no date is known (SI 2026/421 began it on 1 May 2026 for all others).

    >>> regime(TenancyKind.ASSURED, landlord=LandlordStatus.PRP, social_housing=True, on=date(2026, 11, 23),
    ...        social_commencement=None) is Regime.HA88_OLD
    True
    """
    if kind is TenancyKind.CONTRACT:
        return Regime.CONTRACT
    if kind is TenancyKind.LICENCE_EXCLUDED:
        return Regime.LICENCE_EXCLUDED
    if kind is TenancyKind.LICENCE_PROTECTED:
        return Regime.BASIC_PROTECTION
    if kind is TenancyKind.SECURE:
        return Regime.SECURE_1985
    if landlord is LandlordStatus.PRP and social_housing and kind not in _ALWAYS_NON_SOCIAL:
        started = social_commencement is not None and on >= social_commencement
    else:
        started = on >= RRA_NON_SOCIAL
    return Regime.HA88_RRA if started else Regime.HA88_OLD


def last_charge_day(reason: EndReason, event_on: date) -> date:
    """The last day that is charged, from the day of the event that ended the occupancy (``LAST_DAY_MEANS``).

    For an exchange or a move within our homes the event is the day the other agreement begins, so the day before it.
    """
    return date.fromordinal(event_on.toordinal() - 1) if reason in _DAY_BEFORE else event_on
