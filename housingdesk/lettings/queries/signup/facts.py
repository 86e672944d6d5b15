"""What a sign-up knows without asking: the home, why and since when it stands empty, what it costs, where they came from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.lettings.models import Affordability, CoreHome, Offer
from housingdesk.lettings.queries.signup.rows import SignUpRow
from housingdesk.lettings.queries.signup.usual import usual_of
from housingdesk.lettings.rules.costs import CHARGE_KEYS, read_costs
from housingdesk.lettings.rules.signup.answers import Said
from housingdesk.lettings.rules.words import Source
from housingdesk.people.models import Person
from housingdesk.properties import queries as property_queries
from housingdesk.properties.models import Certificate, Council
from housingdesk.properties.queries import SpaceRow
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.properties.rules.safety import CertificateKind
from housingdesk.rent.queries.accounts import AccountRow, charges_in_force, main_account, void_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.values.dates import DAY
from housingdesk.values.money import portion
from housingdesk.values.text import fold
from housingdesk.voids.models import Void, VoidStep
from housingdesk.voids.rules.words import VoidStepKind

_SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})
_SHARED = frozenset({SpaceKind.ROOM, SpaceKind.BED})
_CAME = {Source.NOMINATION: {"referral_1": "6", "referral_2": "1", "right_to_rent": "not needed"},
         Source.REFERRAL: {"referral_1": "7", "referral_2": "7"}, Source.DIRECT: {"referral_1": "8"},
         Source.TRANSFER: {"referral_1": "7", "referral_2": "5", "was_tenant": "yes", "right_to_rent": "not needed"}}


def facts_of(row: SignUpRow) -> dict[str, str]:
    """The facts of a sign-up by key, as the same texts that answers are; what is not known is left out."""
    home = property_queries.space(row.space_id)
    costs = _costs(row)
    found = {"kind": str(row.kind), "flow": str(row.flow), "source": str(row.source), "name_1": row.name,
             **_CAME.get(row.source, {}), **_home(home), **_void(row), **costs, **_offer(row),
             **_checked(row, costs["frequency"])}
    return {key: value for key, value in {**usual_of(row, found), **found}.items() if value}


def _checked(row: SignUpRow, frequency: str) -> dict[str, str]:
    """What the newest check of affordability for this home found that benefit covers, a week, month or night as charged."""
    found = (Affordability.select(Affordability.benefit_pence)
             .where((Affordability.applicant == row.applicant_id) & (Affordability.space == row.space_id))
             .order_by(Affordability.id.desc()).tuples().first())
    if found is None or not found[0]:
        return {}
    parts = {Frequency.MONTHLY: (52, 12), Frequency.NIGHTLY: (1, 7)}.get(Frequency(frequency), (1, 1))
    return {"benefit_covers": str(portion(found[0], *parts))}


def ready_on(void_id: int | None) -> date | None:
    """From which day a home can be let: its ready step as it was, else as promised, else the day after it becomes empty."""
    if void_id is None:
        return None
    step = VoidStep.get_or_none((VoidStep.void == void_id) & (VoidStep.step == VoidStepKind.READY))
    found = None if step is None else step.actual_on or step.promised_on
    void = Void.get_by_id(void_id)
    day: date = max(found, void.empty_from) if found is not None else void.empty_from
    return day


def _home(home: SpaceRow) -> dict[str, str]:
    council = None if home.council_id is None else Council.get_or_none(Council.id == home.council_id)
    core = CoreHome.get_or_none(CoreHome.space == home.id)
    found = {"home_kind": str(home.kind), "address": home.address, "postcode": home.postcode,
             "rent_type": str(home.rent_type or ""),
             "needs": "2" if home.rent_type in _SUPPORTED else "1", "bedrooms": str(home.bedrooms or ""),
             "council": council.name if council is not None else "", "uprn": home.uprn or "",
             "meters": "shared" if home.kind in _SHARED else "own" if home.residential else "",
             "has_gas": "yes" if _has_gas(home) else "no"}
    if core is not None:
        found |= {"unit_type": core.unit_type, "wheelchair": core.wheelchair, "older_people": core.older_people,
                  "last_let_as": core.last_let_as}
    return found


def _has_gas(home: SpaceRow) -> bool:
    places = [row.id for row in property_queries.chain(home.id)]
    return bool(Certificate.select().where(Certificate.space.in_(places) & (Certificate.kind == CertificateKind.GAS)
                                           & (Certificate.removed == "")).exists())


def _void(row: SignUpRow) -> dict[str, str]:
    if row.void_id is None:
        return {}
    void = Void.get_by_id(row.void_id)
    found = {"void_on": void.empty_from.isoformat(), "vacancy": void.why_vacant, "void_category": str(void.category)}
    if void.last_let_as:
        found["last_let_as"] = void.last_let_as
    if void.major_works and void.works_done_on is not None:
        found["repairs_on"] = void.works_done_on.isoformat()
    return found


def _offer(row: SignUpRow) -> dict[str, str]:
    offer = None if row.offer_id is None else Offer.get_or_none(Offer.id == row.offer_id)
    if offer is None or offer.starts_on is None:
        return {}
    return {"starts_on": offer.starts_on.isoformat()}


def _costs(row: SignUpRow) -> dict[str, str]:
    """What the offer says it costs, else what the empty home is charged, else what the last agreement was charged."""
    offer = None if row.offer_id is None else Offer.get_or_none(Offer.id == row.offer_id)
    lines = read_costs(offer.costs) if offer is not None else ()
    account = _account(row)
    if not lines and account is not None:
        lines = _charged(account, row.begun_at.date())
    found = {"frequency": str(account.frequency if account is not None and account.frequency else Frequency.WEEKLY)}
    if account is not None and account.rent_free:
        found["rent_free"] = "yes"
    if lines:
        found |= dict.fromkeys(CHARGE_KEYS.values(), "0")
        found |= totals(lines)
    return found


def totals(lines: tuple[ChargeDraft, ...]) -> dict[str, str]:
    """Charge lines as answers by key, those of one code together."""
    found: dict[str, int] = {}
    for line in lines:
        if line.code in CHARGE_KEYS:
            key = CHARGE_KEYS[line.code]
            found[key] = found.get(key, 0) + line.pence
    return {key: str(pence) for key, pence in found.items()}


def _account(row: SignUpRow) -> AccountRow | None:
    found = void_account(row.space_id)
    void = None if row.void_id is None else Void.get_by_id(row.void_id)
    if found is None and void is not None and void.left_id is not None:
        found = main_account(void.left_id)
    return found


def _charged(account: AccountRow, on: date) -> tuple[ChargeDraft, ...]:
    day = on if account.closes_on is None else min(on, account.closes_on)
    rows = charges_in_force(account.id, day) or charges_in_force(account.id, day - DAY)
    return tuple(ChargeDraft(ChargeCode(row.code), row.description, row.pence) for row in rows)


def matches(said: Mapping[str, Said]) -> dict[str, str]:
    """People on file who may be those of the household: the same name and date of birth; ``match_2`` is person 2’s number."""
    born = {key.removeprefix("born_on_"): one.value for key, one in said.items() if key.startswith("born_on_") and one.value}
    wanted = {n: fold(said[f"name_{n}"].value) for n in born if f"name_{n}" in said}
    if not wanted:
        return {}
    rows: Any = Person.select(Person.id, Person.name, Person.born_on).where(
        Person.born_on.in_([date.fromisoformat(born[n]) for n in wanted])).order_by(Person.id).tuples()
    on_file = {(fold(name), day.isoformat()): number for number, name, day in rows}
    return {f"match_{n}": str(on_file[name, born[n]]) for n, name in wanted.items() if (name, born[n]) in on_file}
