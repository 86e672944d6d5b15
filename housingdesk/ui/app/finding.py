"""What a hit of the find panel opens."""

from collections.abc import Collection

from housingdesk.access import queries as access_queries
from housingdesk.tenancies.queries.agreements import tenancies_of_person
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.search import Hit

# What the find index calls a thing: its group in the panel, the place that opens it, and the fact that place wants.
FOUND: dict[str, tuple[str, str, str]] = {
    "person": ("People", "person", "person_id"),
    "tenancy": ("People", "tenancy", "tenancy_id"),
    "applicant": ("People", "applicant", "applicant_id"),
    "space": ("Homes", "space", "space_id"),
    "letter": ("Documents", "letters", "letter_id"),
    "claim": ("Documents", "claim", "claim_id"),
    "notice_case": ("Documents", "notice", "case_id"),
    "eviction_notice": ("Documents", "court", "eviction_id"),
}


def hits(text: str, known: Collection[str]) -> list[Hit]:
    """What fits a text, as far as one of the known places opens it; nothing stands there twice in the same words."""
    found: dict[tuple[str, str, str], Hit] = {}
    for hit in access_queries.find(text):
        group, place, fact = FOUND.get(hit.kind, ("", "", ""))
        if place in known:
            opens = _OPENS.get(hit.kind)
            go = opens(hit.record_id) if opens is not None else Go(place, {fact: hit.record_id})
            found.setdefault((group, hit.label, hit.detail), Hit(group, hit.label, hit.detail, go, grey=hit.rank > 0))
    order = [group for group, _, _ in FOUND.values()]
    return sorted(found.values(), key=lambda hit: order.index(hit.group))


def _their_file(person_id: int) -> Go:
    """The file of the one agreement that somebody holds; whoever holds none or several is opened as a person."""
    running = [row.id for row in tenancies_of_person(person_id) if not row.former]
    return Go("tenancy", {"tenancy_id": running[0]}) if len(running) == 1 else Go("person", {"person_id": person_id})


_OPENS = {"person": _their_file}
