"""What is known of a household before anything is typed, what is typed besides, and both as advice looks at them. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.benefits.rules.advice.shapes import Claimed, Fall, Household
from housingdesk.benefits.rules.assess import Case, Rates, assess
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.assess.who import adult_age, is_pension_age
from housingdesk.benefits.rules.direct import Tier, ceiling
from housingdesk.benefits.rules.funds import Funds
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.rows import frozen


@frozen
class More:
    """What advice asks beside the household and its home."""

    starts_on: date | None = None
    old_home_until: date | None = None
    violence: bool = False
    tier: Tier | None = None

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {"starts_on": self.starts_on.isoformat() if self.starts_on else None,
                "old_home_until": self.old_home_until.isoformat() if self.old_home_until else None, "violence": self.violence,
                "tier": None if self.tier is None else self.tier.name}


def more_from(data: Mapping[str, Any]) -> More:
    """What ``More.data`` wrote; KeyError or ValueError where it is not that."""
    starts, until, tier = data["starts_on"], data["old_home_until"], data["tier"]
    return More(date.fromisoformat(starts) if starts else None, date.fromisoformat(until) if until else None,
                bool(data["violence"]), None if tier is None else Tier[tier])


@frozen
class Standing:
    """What the files say on a day: claims, the account, the office, and what the law offers."""

    on: date
    rates: Rates
    funds: Funds
    claims: tuple[Claimed, ...] = ()
    owed_pence: int = 0
    rent_changes_on: date | None = None
    old_weekly_pence: int = 0
    new_weekly_pence: int = 0
    fall: Fall | None = None
    office: str = "the council"
    landlord: str = "us"


def household(case: Case, more: More, known: Standing) -> Household:
    """A household as it is typed, with its estimate, on the day of what is known."""
    estimate = assess(case, known.on, known.rates)
    standard = _figure(known, _standard(case, known.on)) if case.people else None
    works = _figure(known, "uc.work_allowance")
    return Household(
        known.on, case, estimate, _pension_age(case, known.on), more.starts_on, known.claims, known.owed_pence,
        more.old_home_until, more.violence, more.tier, _fund(known),
        ceiling(standard, known.on, known.funds) if standard else None, works, known.rent_changes_on, known.old_weekly_pence,
        known.new_weekly_pence, known.fall, known.office, known.landlord)




def _fund(known: Standing) -> ClaimKind | None:
    return next((kind for kind in (ClaimKind.CRF_HOUSING, ClaimKind.DHP)
                 if kind in known.funds.kinds and known.funds.kinds[kind].offered(known.on)), None)


def _pension_age(case: Case, on: date) -> bool | None:
    try:
        return is_pension_age(case, on)
    except NoFigure:
        return None


def _standard(case: Case, on: date) -> str:
    try:
        young = "_under_25" if adult_age(case, on) < 25 else ""
    except NoFigure:
        return ""
    return f"uc.standard.{'couple' if case.couple else 'single'}{young}"


def _figure(known: Standing, key: str) -> int | None:
    try:
        return known.rates.figure(key, known.on).amount if key else None
    except NoFigure:
        return None
