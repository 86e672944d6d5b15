"""Tenancies and licences: their kinds, the law that governs each on a date, and how each ends. Pure.

Sources: rulebook §0 and §1 (Housing Act 1988, Protection from Eviction Act 1977, Renters' Rights Act 2025). What each
kind is called follows the agreement: a licensee is never called a tenant.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.values.dates import MONTHS, add_months, format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line


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
ASSURED = frozenset(TenancyKind) - LICENCES - {TenancyKind.CONTRACT, TenancyKind.SECURE}
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


@frozen
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


def route_words(route: BenefitRoute, kind: TenancyKind | None = None) -> str:
    """A benefit route as screens and letters say it of this agreement; without one, of anybody's.

    >>> route_words(BenefitRoute.UC_TENANT, TenancyKind.LICENCE_EXCLUDED)
    'Universal Credit, paid to the resident'
    >>> route_words(BenefitRoute.UC_TENANT)
    'Universal Credit, paid to the tenant or resident'
    """
    return str(route).replace("the tenant", f"the {words_for(kind).person if kind else 'tenant or resident'}")


def reference_letter(kind: TenancyKind) -> str:
    """T for a tenancy, L for a licence, G for a garage, store or parking space."""
    return "L" if kind in LICENCES else "G" if kind is TenancyKind.CONTRACT else "T"


RRA_NON_SOCIAL = date(2026, 5, 1)


def is_social(kind: TenancyKind, *, landlord: LandlordStatus, social_housing: bool) -> bool:
    """Whether an agreement is a registered provider's social housing (HRA 2008 ss.68–77); a market let never is."""
    return landlord is LandlordStatus.PRP and social_housing and kind not in _ALWAYS_NON_SOCIAL


def regime(kind: TenancyKind, *, landlord: LandlordStatus, social_housing: bool, on: date,
           social_commencement: date | None, other_commencement: date = RRA_NON_SOCIAL) -> Regime:
    """The regime of one agreement on one day, as rulebook §0 resolves it.

    ``social_commencement`` is the day Part 1 of the Renters' Rights Act 2025 begins for social housing assured
    tenancies; None while no date is known. For all others it is ``other_commencement`` (SI 2026/421: 1 May 2026).

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
    if is_social(kind, landlord=landlord, social_housing=social_housing):
        started = social_commencement is not None and on >= social_commencement
    else:
        started = on >= other_commencement
    return Regime.HA88_RRA if started else Regime.HA88_OLD


def last_charge_day(reason: EndReason, event_on: date) -> date:
    """The last day that is charged, from the day of the event that ended the occupancy (``LAST_DAY_MEANS``).

    For an exchange or a move within our homes the event is the day the other agreement begins, so the day before it.
    """
    return date.fromordinal(event_on.toordinal() - 1) if reason in _DAY_BEFORE else event_on


A_YEAR = timedelta(days=366)
_EARLIEST = date(1900, 1, 1)


@frozen
class StartDraft:
    """A tenancy, licence or contract about to start; ``person_ids`` with the lead first.

    ``social_housing`` None: as the home is. ``starter_until`` is the last day of a starter tenancy's trial,
    ``fixed_until`` the last day of a fixed term; both may be unknown.
    """

    kind: TenancyKind
    person_ids: tuple[int, ...]
    space_id: int
    starts_on: date
    social_housing: bool | None = None
    route: BenefitRoute = BenefitRoute.NONE
    claim_reference: str = ""
    starter_until: date | None = None
    fixed_until: date | None = None

    def problems(self, today: date, starter_months: int = 18) -> list[Problem]:
        """All that stands against it, as far as the draft itself shows; ``starter_months`` is the longest trial."""
        words = words_for(self.kind)
        found = [] if self.person_ids else [Problem("person_ids", f"Choose who holds the {words.agreement}")]
        if len(set(self.person_ids)) != len(self.person_ids):
            found.append(Problem("person_ids", "The same person is chosen twice"))
        found += day_problems("starts_on", self.starts_on, today)
        if self.kind is TenancyKind.CONTRACT and self.route is not BenefitRoute.NONE:
            found.append(Problem("route", "Benefit does not pay for a garage or store let by contract"))
        said = line_problem(one_line(self.claim_reference), "The claim reference", 60)
        return found + ([Problem("claim_reference", said)] if said else []) + self._term_problems(starter_months)

    def _term_problems(self, starter_months: int) -> list[Problem]:
        found = []
        for field, day, kind in (("starter_until", self.starter_until, TenancyKind.STARTER),
                                 ("fixed_until", self.fixed_until, TenancyKind.FIXED_TERM)):
            if day is not None and self.kind is not kind:
                found.append(Problem(field, f"Only a {kind} has this day"))
            elif day is not None and day <= self.starts_on:
                found.append(Problem(field, "It lies after the first day"))
        if found or self.starter_until is None or self.starts_on.year > 9000:
            return found
        latest = add_months(self.starts_on, starter_months)
        if self.starter_until > latest:
            found.append(Problem("starter_until", f"A starter tenancy lasts at most {starter_months} months, here until "
                                                  f"{format_date(latest)} (Tenancy Standard)"))
        return found


def day_problems(field: str, day: date, today: date) -> list[Problem]:
    """The day of a start, an end, a move: not before 1900, and not more than a year away."""
    if day < _EARLIEST or day - today > A_YEAR:
        where = "more than a year away" if day > today else "too long ago"
        return [Problem(field, f"{format_date(day)} is {where}. Check the year")]
    return []


def reference_of(kind: TenancyKind, number: int) -> str:
    """The agreement's own reference: its letter and six digits.

    >>> reference_of(TenancyKind.LICENCE_EXCLUDED, 12)
    'L000012'
    """
    if not 0 < number <= 999_999:
        raise ValueError("a reference holds six digits")
    return f"{reference_letter(kind)}{number:06d}"


def said_day(day: date, today: date) -> str:
    """A day inside a sentence: ``30 Nov`` in this year, ``30 Nov 2025`` otherwise."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == today.year else f"{text} {day.year}"


def already_ended_sentence(kind: TenancyKind, ends_on: date, today: date) -> str:
    """Why something that has ended, or will have, cannot be done to.

    >>> already_ended_sentence(TenancyKind.LICENCE_EXCLUDED, date(2026, 11, 30), date(2026, 12, 4))
    'This licence already ended on 30 Nov'
    """
    verb = "already ended" if ends_on < today else "ends already"
    return f"This {words_for(kind).agreement} {verb} on {said_day(ends_on, today)}"


def names_line(names: Sequence[str], longest: int = 400) -> str:
    """The holders in one line, the lead first.

    >>> names_line(["Amina Khan", "Yusuf Khan", "José da Silva"])
    'Amina Khan, Yusuf Khan and José da Silva'
    """
    line = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
    return line if len(line) <= longest else f"{names[0]} and {len(names) - 1} more"


def since_words(starts_on: date, ends_on: date | None, today: date) -> str:
    """The life of an agreement in words.

    >>> since_words(date(2021, 5, 5), date(2024, 3, 3), date(2026, 1, 1))
    '5 May 2021 to 3 March 2024'
    """
    if ends_on is not None and ends_on < today:
        return f"{format_date(starts_on)} to {format_date(ends_on)}"
    begun = f"since {format_date(starts_on)}" if starts_on <= today else f"from {format_date(starts_on)}"
    return begun if ends_on is None else f"{begun}, until {format_date(ends_on)}"


def home_words(address: str, reference: str, starts_on: date, left_on: date | None, today: date) -> str:
    """Where a person lives or lived, as the find box tells namesakes apart: ``14 Dale Road · T004471 · since 2021``."""
    if left_on is not None and left_on < today:
        when = f"left {left_on.year}"
    else:
        when = f"until {format_date(left_on)}" if left_on is not None else f"since {starts_on.year}"
    return f"{address} · {reference} · {when}"
