"""What a form for Housing Benefit asks, as far as it is on file: the person, the home, the rent, the scheme, the claim.

What only the sign-up knows comes besides, from who asks; an answer that nobody knows is not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from housingdesk.benefits.queries.claims import ClaimRow
from housingdesk.benefits.queries.offices import office_of
from housingdesk.benefits.queries.provider_files import file_of_tenancy
from housingdesk.benefits.rules.agreed_rent import agreed_on
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.people import queries as people_queries
from housingdesk.people.rules import ContactKind
from housingdesk.properties.queries import letter_lines, space
from housingdesk.rent.queries.accounts import ChargeRow, charges_in_force, main_account
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, PER, ChargeCode
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.catalogue import LANDLORD_STATUSES
from housingdesk.tenancies.queries.agreements import holders_on, occupancies, occupancy_on, tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case


def form_answers(row: ClaimRow, on: date, more: Mapping[str, str]) -> dict[str, str]:
    """Every answer that is known for a claim on a day, by its source; ``more`` are those of the sign-up."""
    found = {**more, **_person(row.person_id), **_home(row, on), **_landlord(on), **_rent(row, on), **_scheme(row, on),
             **_claim(row, on)}
    return {key: text for key, text in found.items() if text}


def _person(person_id: int) -> dict[str, str]:
    row = people_queries.person(person_id)
    ways: dict[ContactKind, list[str]] = {}
    for one in people_queries.contacts([person_id]):
        ways.setdefault(one.kind, []).append(one.value)
    return {"name": row.name, "surname": row.surname, "forenames": row.forename,
            "born_on": format_date(row.born_on) if row.born_on else "", "nino": row.nino or "",
            "telephone": ", ".join(ways.get(ContactKind.PHONE, ())), "email": ", ".join(ways.get(ContactKind.EMAIL, ()))}


def _home(row: ClaimRow, on: date) -> dict[str, str]:
    agreement = tenancy(row.tenancy_id)
    day = agreement.within(on)
    now, first = occupancy_on(row.tenancy_id, day), occupancies([row.tenancy_id])
    found = {"agreement": sentence_case(agreement.kind), "agreement_from": format_date(agreement.starts_on),
             "holders": ", ".join(one.name for one in holders_on(row.tenancy_id, day)),
             "rent_reference": agreement.payment_reference, "address": agreement.address, "postcode": agreement.postcode}
    if now is not None:
        home, lines = space(now.space_id), letter_lines(now.space_id)
        found |= {"address": ", ".join(line for line in lines if line != agreement.postcode),
                  "home": str(home.kind), "bedrooms": str(home.bedrooms) if home.bedrooms is not None else "",
                  "moved_in": format_date(now.start)}
        if first[0].id != now.id:
            found["previous_address"] = next(one.address for one in reversed(first) if one.start < now.start)
    return found


def _landlord(on: date) -> dict[str, str]:
    known = settings_queries.values(on)
    return {"landlord": known["landlord.name"] or known["org.name"], "landlord_phone": known["org.phone"] or "",
            "landlord_address": ", ".join(known["landlord.address"] or known["org.address"] or ()),
            "landlord_status": dict(LANDLORD_STATUSES).get(known["landlord.status"], "")}


def _rent(row: ClaimRow, on: date) -> dict[str, str]:
    account = main_account(row.tenancy_id)
    lines = charges_in_force(account.id, tenancy(row.tenancy_id).within(on)) if account is not None else []
    if account is None or not lines:
        return {}
    per = PER[account.frequency]

    def money(pence: int) -> str:
        return f"{format_pence(pence)} {per}"

    def together(codes: Iterable[str]) -> int:
        return sum(one.pence for one in lines if one.code in codes)

    def one_by_one(*codes: str) -> str:
        return _listed([one for one in lines if one.code in codes]) or "none"

    support = together((ChargeCode.SUPPORT,))
    return {"rent_every": str(account.frequency), "rent_total": money(sum(one.pence for one in lines) - support),
            "rent_alone": money(together((ChargeCode.RENT,))), "eligible": one_by_one(ChargeCode.ELIGIBLE_SERVICE),
            "eligible_total": money(together(BENEFIT_ELIGIBLE)), "ineligible": one_by_one(ChargeCode.INELIGIBLE_SERVICE),
            "ineligible_total": money(together((ChargeCode.INELIGIBLE_SERVICE, ChargeCode.WATER))),
            "water": one_by_one(ChargeCode.WATER), "support_charge": money(support) if support else "none",
            "rent_free": "yes" if account.rent_free else "none"}


def _listed(lines: Sequence[ChargeRow]) -> str:
    return "; ".join(f"{one.description} {format_pence(one.pence)}" for one in lines)


def _scheme(row: ClaimRow, on: date) -> dict[str, str]:
    """What the provider file says, for supported housing; what no other claim is asked is said to be so."""
    if row.kind is not ClaimKind.HB_SUPPORTED:
        return dict.fromkeys(("scheme", "supporter", "support_hours", "support", "agreed_rent"), "does not apply")
    file = file_of_tenancy(row.tenancy_id, row.council_id, on)
    if file is None:
        return {}
    home = occupancy_on(row.tenancy_id, on)
    agreed = agreed_on(file.agreed(), home.space_id, on) if home is not None else None
    said = (f"{format_pence(agreed.rent_pence)} a week, of which {format_pence(agreed.eligible_pence)} counts, "
            f"from {format_date(agreed.start)}" if agreed is not None else "")
    return {"scheme": file.scheme, "supporter": file.supporter, "support_hours": file.hours_week,
            "support": " ".join(file.support_said.split()), "agreed_rent": said}


def _claim(row: ClaimRow, on: date) -> dict[str, str]:
    card = office_of(row.council_id) if row.council_id is not None else None
    return {"claim_kind": str(row.kind), "claim_from": format_date(row.counts_from),
            "claim_reference": row.reference or "none yet",
            "to_landlord": "yes" if row.to_landlord else "not asked for", "today": format_date(on),
            "authority": format_date(row.authority_on) if row.authority_on else "not given",
            "evidence": ", ".join(one.what for one in row.evidence if one.received_on is not None) or "none yet",
            "missing": ", ".join(row.missing) or "nothing", "creditor_number": card.creditor_number if card else ""}
