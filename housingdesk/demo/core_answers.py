"""What the households of the made-up association answered for CORE. Pure: the same letting always has the same answers."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.demo.chance import between, one_of, stream

_CHILDREN = ("Ava", "Noah", "Mia", "Leo")
_BEFORE = ("28", "3", "39", "18", "7")
_REASONS = ("9", "8", "12", "18", "54", "28")


@dataclass(frozen=True, slots=True)
class CoreLetting:
    """A letting of the made-up association: whose, which home, what it costs (pence a week, or a month)."""

    tenancy_id: int
    space_id: int
    reference: str
    name: str
    born_on: date | None
    starts_on: date
    supported: bool
    bedrooms: int
    pence: int


def answers_of(letting: CoreLetting, *, whole: bool) -> dict[str, str]:
    """The answers by key; ``whole`` False leaves out what was not known at the desk."""
    rng = stream("core", letting.reference)
    children = min(max(letting.bedrooms - 1, 0), 2) if not letting.supported else 0
    found = {
        "name_1": letting.name, "people": str(1 + children), "sex_1": one_of(rng, "FM"), "same_gender_1": "1",
        "ethnicity": one_of(rng, ("1", "1", "3", "9", "13")), "nationality": "826", "armed_forces": "2", "condition": "2",
        "pregnant": "2", "access_none": "yes", "homeless": one_of(rng, ("1", "11")), "previous_home": one_of(rng, _BEFORE),
        "reason": one_of(rng, _REASONS), "time_in_area": one_of(rng, ("2", "7", "10", "12")),
        "time_waiting": one_of(rng, ("2", "7", "8")), "preference": "1", "preference_homeless": "yes", "choice_based": "2",
        "common_policy": "2", "common_register": "1", "accessible_register": "2", "privacy_notice": "yes",
        "starts_on": letting.starts_on.isoformat(),
        "void_on": (letting.starts_on - timedelta(between(rng, 8, 40))).isoformat(),
        "previous_postcode": one_of(rng, ("LS9 8AA", "BD3 1AA", "NE1 4ST")), "vacancy": one_of(rng, ("8", "12", "13", "6")),
        "last_let_as": "9" if letting.supported else "1",
    }
    found |= {"born_on_1": letting.born_on.isoformat()} if letting.born_on is not None else {}
    found |= _children(letting, children) | _money(letting) | _referral(letting)
    return found if whole else {key: text for key, text in found.items() if key not in ("reason", "time_waiting", "income")}


def _children(letting: CoreLetting, count: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for number in range(2, 2 + count):
        rng = stream("core child", letting.reference, number)
        born = letting.starts_on - timedelta(between(rng, 400, 4800))
        found |= {f"name_{number}": f"{one_of(rng, _CHILDREN)} {letting.name.rpartition(' ')[2]}",
                  f"born_on_{number}": born.isoformat(), f"relationship_{number}": "child",
                  f"sex_{number}": one_of(rng, "FM"), f"same_gender_{number}": "1", f"holder_{number}": "no"}
    return found


def _money(letting: CoreLetting) -> dict[str, str]:
    """On benefit in supported housing; at work, or retired from 66 on, in general needs."""
    age = 40 if letting.born_on is None else (letting.starts_on - letting.born_on).days // 365
    work = "5" if age > 65 else "4" if letting.supported else "1"
    income = {"5": "21000", "4": "9500", "1": "52000"}[work]
    known = {"work_1": work, "income_known": "1", "income_every": "1", "income": income}
    if letting.supported:
        return known | {"benefit": "1", "benefit_share": "1", "benefit_covers": str(max(0, letting.pence - 1250))}
    return known | {"benefit": "9", "benefit_share": "3" if work == "1" else "2"}


def _referral(letting: CoreLetting) -> dict[str, str]:
    if letting.supported:
        return {"referral_1": "6", "referral_2": "2", "older_people": "3"}
    return {"referral_1": "6", "referral_2": "1", "referral_3": "10", "unit_type": "7", "wheelchair": "2"}
