"""What CORE asks of a home once: codes of the service, sort of home. What may be entered and what is missing. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from housingdesk.values.problems import Problem
from housingdesk.values.references import parse_postcode


@dataclass(frozen=True, slots=True)
class HomeCodes:
    """The codes of a home, each empty while it is not known; scheme, location and its postcode are of supported housing."""

    unit_type: str = ""
    wheelchair: str = ""
    older_people: str = ""
    scheme: str = ""
    location: str = ""
    location_postcode: str = ""
    last_let_as: str = ""


def gaps(codes: HomeCodes, *, supported: bool) -> tuple[str, ...]:
    """In words, what a log of a letting of this home would miss (core-lettings §5, which fields a log needs)."""
    wanted = ((codes.scheme, "scheme code"), (codes.location, "location code"), (codes.location_postcode, "location postcode"),
              (codes.older_people, "older people’s housing")) if supported else (
        (codes.unit_type, "sort of home"), (codes.wheelchair, "wheelchair standard"))
    return tuple(words for value, words in wanted if not value)


_LISTED = (("unit_type", "unit_type"), ("wheelchair", "yes_no"), ("older_people", "older_people"),
           ("last_let_as", "last_let_as"))


def problems(codes: HomeCodes, lists: Mapping[str, Mapping[str, str]]) -> list[Problem]:
    """What cannot be so: codes that the year's lists do not have, codes in another form, a postcode that is none."""
    found = [Problem(key, "This is none of the answers that CORE knows. Choose one of the list")
             for key, name in _LISTED if getattr(codes, key) and getattr(codes, key) not in lists[name]]
    if codes.scheme and not re.fullmatch(r"S?[0-9]{1,8}", codes.scheme):
        found.append(Problem("scheme", "A scheme’s code in the CORE service looks like S12, with a capital S"))
    if codes.location and not re.fullmatch(r"[0-9]{1,8}", codes.location):
        found.append(Problem("location", "A location’s code in the CORE service is a number, such as 7"))
    if codes.location_postcode:
        try:
            parse_postcode(codes.location_postcode)
        except ValueError as error:
            found.append(Problem("location_postcode", str(error)))
    return found
