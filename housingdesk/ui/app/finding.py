"""What a hit of the find panel opens."""

from collections.abc import Collection

from housingdesk.access import queries as access_queries
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.search import Hit

# What the find index calls a thing: its group in the panel, the place that opens it, and the fact that place wants.
FOUND: dict[str, tuple[str, str, str]] = {
    "person": ("People", "person", "person_id"),
    "tenancy": ("People", "tenancy", "tenancy_id"),
    "space": ("Homes", "space", "space_id"),
    "letter": ("Documents", "letters", "letter_id"),
}


def hits(text: str, known: Collection[str]) -> list[Hit]:
    """What fits a text, as far as one of the known places opens it."""
    found = []
    for hit in access_queries.find(text):
        group, place, fact = FOUND.get(hit.kind, ("", "", ""))
        if place in known:
            found.append(Hit(group, hit.label, hit.detail, Go(place, {fact: hit.record_id}), grey=hit.rank > 0))
    order = [group for group, _, _ in FOUND.values()]
    return sorted(found, key=lambda hit: order.index(hit.group))
