"""Which agreements a setting concerns on a day, so that its page can say so before it is applied."""

from datetime import date
from typing import Any

from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.affected import COUNTED, Affects
from housingdesk.settings.rules.affected import affected_sentence as sentence_for
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import ASSURED, LandlordStatus, TenancyKind, is_social


def affected_ids(affects: Affects, on: date) -> list[int]:
    """The agreements that run on a day and that a setting concerns, by one statement (two for the regime's dates)."""
    if affects not in COUNTED:
        return []
    rows: Any = (Tenancy.select(Tenancy.id, Tenancy.kind, Tenancy.social_housing)
                 .where((Tenancy.starts_on <= on) & (Tenancy.ends_on.is_null() | (Tenancy.ends_on >= on)))
                 .order_by(Tenancy.reference).tuples())
    landlord = LandlordStatus.PRP
    if affects in (Affects.SOCIAL_ASSURED, Affects.OTHER_ASSURED):
        landlord = LandlordStatus(settings_queries.value("landlord.status", on))
    return [i for i, kind, social in rows if _concerns(affects, kind, landlord, social)]


def affected_sentence(key: str, valid_from: date | None, on: date) -> str:
    """What changing a setting does: "312 agreements are affected from 6 April 2027"; ``valid_from`` None: at once."""
    affects = settings_queries.declared(key).affects
    return sentence_for(affects, len(affected_ids(affects, valid_from or on)), valid_from)


def _concerns(affects: Affects, kind: TenancyKind, landlord: LandlordStatus, social_housing: bool) -> bool:
    match affects:
        case Affects.CHARGED:
            return True
        case Affects.STARTERS:
            return kind is TenancyKind.STARTER
        case Affects.GARAGES:
            return kind is TenancyKind.CONTRACT
        case Affects.SOCIAL_ASSURED | Affects.OTHER_ASSURED:
            social = is_social(kind, landlord=landlord, social_housing=social_housing)
            return kind in ASSURED and social == (affects is Affects.SOCIAL_ASSURED)
        case _:
            return kind in ASSURED
