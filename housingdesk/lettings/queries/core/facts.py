"""What a log says that nobody is asked: the association's codes, the home's, the agreement's reference and charges."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.queries.core.homes import CoreHomeRow, area_code
from housingdesk.lettings.queries.signup.facts import totals
from housingdesk.lettings.rules.core.log import Landlord, Place, bare_code
from housingdesk.properties.queries import chain, parts
from housingdesk.properties.rules import postal_parts
from housingdesk.rent.queries.accounts import AccountRow, accounts_of, charges_in_force
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings
from housingdesk.tenancies.queries.agreements import TenancyRow

_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Codes:
    """The association's codes and choices for CORE on a day."""

    owner: str
    manager: str
    user: str
    provider: str
    periods: frozenset[str]
    free_weeks: int


def codes_on(on: date, settings: Settings | None = None) -> Codes:
    """The codes in force on a day, from the settings."""
    held = settings or settings_queries.values(on)
    owner = held.text("core.owner")
    return Codes(owner, held.text("core.manager") or owner, held.text("core.user"), held.text("core.provider"),
                 frozenset(held.items_of("core.periods")), held.number("core.free_weeks"))


def landlord_of(codes: Codes, homes: Iterable[CoreHomeRow] = ()) -> Landlord:
    """What the service knows of us, with the locations of these homes."""
    whole = [home for home in homes if home.supported and home.codes.scheme and home.codes.location
             and home.codes.location_postcode]
    places = {(bare_code(home.codes.scheme), bare_code(home.codes.location)):
              Place(home.codes.location_postcode, area_code(home.space_id)) for home in whole}
    own = frozenset(filter(None, (codes.owner,)))
    return Landlord(codes.provider, own, own | frozenset(filter(None, (codes.manager,))), codes.periods, places)


def home_facts(home: CoreHomeRow, codes: Codes) -> dict[str, str]:
    """The facts of a home by key; what is not known is left out."""
    above = chain(home.space_id)
    own, made = above[0], postal_parts(parts(above))
    lines = [", ".join(filter(None, (made.unit, made.building))), made.street, made.locality]
    lines = [line for line in lines if line] or [own.said]
    found = {"owner": codes.owner, "manager": codes.manager, "user": codes.user, "needs": "2" if home.supported else "1",
             "address_1": lines[0], "address_2": ", ".join(lines[1:]), "town": made.town,
             "county": made.county, "postcode": made.postcode, "uprn": own.uprn or "", "authority": area_code(home.space_id),
             "bedrooms": str(own.bedrooms or ""), "unit_type": home.codes.unit_type, "wheelchair": home.codes.wheelchair,
             "property_code": own.uprn or f"H{own.id}"}
    if home.supported:
        found |= {"scheme": home.codes.scheme, "location": home.codes.location, "older_people": home.codes.older_people,
                  "postcode": home.codes.location_postcode or made.postcode}
        found.pop("uprn")
    return {key: value for key, value in found.items() if value}


def agreement_facts(row: TenancyRow, codes: Codes) -> dict[str, str]:
    """The facts of an agreement: reference, kind, start, and what its account is charged on its first day."""
    found = {"tenant_code": row.reference, "kind": str(row.kind), "starts_on": row.starts_on.isoformat(),
             "fixed_until": row.fixed_until.isoformat() if row.fixed_until is not None else ""}
    account = next(iter(accounts_of(row.id)), None)
    if account is not None:
        found |= _charges(account, row.starts_on, codes)
    return {key: value for key, value in found.items() if value}


def _charges(account: AccountRow, on: date, codes: Codes) -> dict[str, str]:
    lines = tuple(ChargeDraft(ChargeCode(line.code), line.description, line.pence) for line in charges_in_force(account.id, on))
    found = totals(lines) | {"frequency": str(account.frequency)} if lines else {}
    if account.rent_free and account.frequency is Frequency.WEEKLY and codes.free_weeks:
        found["payments"] = str(_WEEKS - codes.free_weeks)
    return found
