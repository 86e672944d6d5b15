"""Finding in privacy mode: the household at the desk, or who is asked for by a whole reference. Nobody by a part of a name."""

from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.search import Hit
from housingdesk.values.text import fold

_LEAST = 5


def is_named(hit: Hit, typed: str) -> bool:
    """Whether a hit was asked for by its whole reference.

    >>> is_named(Hit("People", "Amina Khan", "14 Dale Road · T004471 · since 2021"), "t004471")
    True
    >>> is_named(Hit("People", "Amina Khan", "14 Dale Road · T004471 · since 2021"), "14 dale road")
    False
    """
    wanted = fold(typed).strip()
    references = [fold(part) for part in hit.detail.split(" · ") if " " not in part]
    return len(wanted) >= _LEAST and any(sign.isdigit() for sign in wanted) and wanted in references


def may_see(hit: Hit, household: Household | None, typed: str) -> bool:
    """Whether a hit may be listed while this household can see it."""
    if hit.go is not None and hit.go.facts and household is not None and household.owns(hit.go):
        return True
    return is_named(hit, typed)
