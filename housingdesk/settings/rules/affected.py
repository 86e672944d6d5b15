"""Who is affected by a setting, said before it is applied. The counting is done by the rooms above, which know whom."""

from datetime import date
from enum import StrEnum

from housingdesk.values.dates import format_date


class Affects(StrEnum):
    """Whom a setting concerns; the rooms above count them (``tenancies.queries.affected``)."""

    NOTHING = ""
    CHARGED = "every current tenancy, licence and contract"
    TENANT_LETTERS = "letters written from that day"
    ASSURED = "every current assured tenancy"
    SOCIAL_ASSURED = "every current assured tenancy of social housing"
    OTHER_ASSURED = "every current assured tenancy that is not social housing"
    STARTERS = "every current starter tenancy"
    GARAGES = "every current garage or store contract"


COUNTED = frozenset(Affects) - {Affects.NOTHING, Affects.TENANT_LETTERS}
_ONE_AND_MANY: dict[Affects, tuple[str, str]] = {
    Affects.CHARGED: ("agreement", "agreements"),
    Affects.ASSURED: ("assured tenancy", "assured tenancies"),
    Affects.SOCIAL_ASSURED: ("assured tenancy of social housing", "assured tenancies of social housing"),
    Affects.OTHER_ASSURED: ("assured tenancy that is not social housing", "assured tenancies that are not social housing"),
    Affects.STARTERS: ("starter tenancy", "starter tenancies"),
    Affects.GARAGES: ("garage or store contract", "garage or store contracts"),
}


def affected_sentence(affects: Affects, count: int, valid_from: date | None) -> str:
    """What a change does, before it is applied; ``valid_from`` None for a setting that holds at once.

    >>> affected_sentence(Affects.CHARGED, 312, date(2027, 4, 6))
    '312 agreements are affected from 6 April 2027'
    >>> affected_sentence(Affects.STARTERS, 0, None)
    'No starter tenancy is affected'
    """
    since = f" from {format_date(valid_from)}" if valid_from is not None else ""
    if affects is Affects.NOTHING:
        return f"No agreement changes. It holds{since or ' at once'}"
    if affects is Affects.TENANT_LETTERS:
        return f"It stands in every letter written{since or ' from now on'}"
    one, many = _ONE_AND_MANY[affects]
    if count == 0:
        return f"No {one} is affected{since}"
    return f"1 {one} is affected{since}" if count == 1 else f"{count:,} {many} are affected{since}"
