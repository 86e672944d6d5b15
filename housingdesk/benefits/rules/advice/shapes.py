"""A household as advice looks at it, and one piece of advice. Pure."""

from datetime import date
from enum import StrEnum

from housingdesk.benefits.rules.assess.case import Case as Case
from housingdesk.benefits.rules.assess.case import IncomeKind, Passport
from housingdesk.benefits.rules.assess.steps import Assessment
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.direct import Ceiling, Tier
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState
from housingdesk.values.rows import frozen


class Topic(StrEnum):
    """What a piece of advice is about; also its name where it is remembered."""

    CLAIM = "claim"
    LIVING = "living costs"
    BACKDATE = "time before the claim"
    TWO_HOMES = "two homes"
    ON_ACCOUNT = "payment on account"
    ADVANCE = "advance"
    STOPPED = "stopped"
    SHORTFALL = "new shortfall"
    DIRECT = "payment to us"
    TIERS = "who cannot manage it"
    DEDUCTIONS = "deductions"
    FUND = "fund"
    RENT_CHANGE = "rent change"
    LONG_YEAR = "53 weeks"
    EARNINGS = "earnings"


@frozen
class Advice:
    """One thing: what to do, why, by which day (None: no day), where it is written, and how it is said to the office.

    ``letter`` is the key of a letter to the tenant, with ``answers`` to what it asks. ``sentence`` is what the tenant copies
    into the journal, or sends to the council. ``ours``: it is done by us and not by the tenant.
    """

    topic: Topic
    what: str
    why: str
    by: date | None
    source: str
    letter: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    sentence: str = ""
    ours: bool = False


@frozen
class Claimed:
    """A claim of the household: when it counts from, and since when everything is with the office (None: not yet).

    ``decided_on`` of one that is suspended is the day on which it was; ``answer_by`` the last day for what is asked.
    """

    kind: ClaimKind
    state: ClaimState
    counts_from: date
    complete_on: date | None = None
    decided_on: date | None = None
    to_landlord: bool = False
    answer_by: date | None = None

    @property
    def live(self) -> bool:
        """Whether it is under way or in payment."""
        return self.state in LIVE


@frozen
class Fall:
    """Benefit that pays less than before: pence a week of the charge, before and after, and the first day of it."""

    before_pence: int
    after_pence: int
    charge_pence: int
    from_on: date
    paid_by: str

    @property
    def own_before(self) -> int:
        """What of the charge was theirs to pay, a week."""
        return max(0, self.charge_pence - self.before_pence)

    @property
    def own_after(self) -> int:
        """What of the charge is theirs to pay now, a week."""
        return max(0, self.charge_pence - self.after_pence)

    @property
    def opens(self) -> bool:
        """Whether benefit covers less of the charge than before, so that there is more for them to pay."""
        return self.own_after > self.own_before


@frozen
class Household:
    """A household on a day: the case, its estimate, its agreement, its claims and its account.

    ``owed_pence`` is what stands on the account, gross. ``rent_changes_on``: a change of the charge that is known, from
    ``old_weekly_pence`` to ``new_weekly_pence``. ``office``: the name of the council. ``fund``: what it can pay besides on this
    day. ``ceiling``: what may be deducted for arrears. ``work_allowance_pence``: earnings a month that end it.
    """

    on: date
    case: Case
    estimate: Assessment
    pension_age: bool | None = None
    starts_on: date | None = None
    claims: tuple[Claimed, ...] = ()
    owed_pence: int = 0
    old_home_until: date | None = None
    violence: bool = False
    tier: Tier | None = None
    fund: ClaimKind | None = None
    ceiling: Ceiling | None = None
    work_allowance_pence: int | None = None
    rent_changes_on: date | None = None
    old_weekly_pence: int = 0
    new_weekly_pence: int = 0
    fall: Fall | None = None
    office: str = "the council"
    landlord: str = "us"

    @property
    def kind(self) -> ClaimKind | None:
        """Which benefit pays towards the rent; None while it cannot be said."""
        return self.estimate.kind

    @property
    def by_uc(self) -> bool:
        """Whether Universal Credit pays towards the rent."""
        return self.kind is ClaimKind.UC

    @property
    def paid_by(self) -> str:
        """Who pays towards the rent, as a letter names it."""
        return "Universal Credit" if self.by_uc else self.office

    @property
    def weekly_pence(self) -> int:
        """The charge a week."""
        return self.estimate.charged_weekly

    def claim(self) -> Claimed | None:
        """The claim towards the rent that is under way or in payment."""
        fitting = {ClaimKind.UC} if self.by_uc else HB_KINDS
        return next((one for one in self.claims if one.live and one.kind in fitting), None)

    @property
    def gets_uc(self) -> bool:
        """Whether Universal Credit comes in."""
        return bool(self.case.paid(IncomeKind.UC)) or self.case.passport is Passport.UC
