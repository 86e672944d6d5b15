"""An address in one cell into its lines, and which line is the home's own and which the street's. Pure."""

import re

from housingdesk.properties.rules import SpaceKind
from housingdesk.values.text import one_line

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\s*$", re.IGNORECASE)
_UNIT = re.compile(r"(?:flat|apartment|apt|room|bed|bedroom|unit|garage|store|studio|parking space|bay|space|bed ?space|"
                    "lock-?up)"
                   r"s?\b\.?\s*(?:no\.?\s*)?[\w/-]{0,6}", re.IGNORECASE)
_KINDS = (("garage", SpaceKind.GARAGE), ("lock", SpaceKind.GARAGE), ("store", SpaceKind.STORE), ("parking", SpaceKind.PARKING),
          ("bay", SpaceKind.PARKING), ("room", SpaceKind.ROOM), ("bedroom", SpaceKind.ROOM), ("bedspace", SpaceKind.BED),
          ("bed space", SpaceKind.BED), ("bed", SpaceKind.BED), ("flat", SpaceKind.FLAT), ("apartment", SpaceKind.FLAT),
          ("apt", SpaceKind.FLAT), ("studio", SpaceKind.FLAT))


def split_address(text: str) -> tuple[str, ...]:
    """``(line1, line2, locality, town, county, postcode)`` of an address in one cell; what is not there is empty.

    >>> split_address("Flat 2, 5 Mill Lane, Otley, LS21 1AA")
    ('Flat 2', '5 Mill Lane', '', 'Otley', '', 'LS21 1AA')
    >>> split_address("14 Dale Road Leeds LS1 4AB")
    ('14 Dale Road Leeds', '', '', '', '', 'LS1 4AB')
    """
    found = _POSTCODE.search(text.strip(" .,"))
    postcode = f"{found[1].upper()} {found[2].upper()}" if found else ""
    rest = text.strip(" .,")[:found.start()] if found else text
    parts = [one_line(part) for part in re.split(r"[,\n]", rest) if part.strip()]
    if parts and re.fullmatch(r"\d+[a-z]?", parts[0], re.IGNORECASE) and len(parts) > 1:  # "14, Dale Road"
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    if not parts:
        return ("", "", "", "", "", postcode)
    has_unit = is_unit(parts[0]) and len(parts) > 1
    lines, tail = parts[:2 if has_unit else 1], parts[2 if has_unit else 1:]
    if not has_unit and len(tail) > 1 and re.match(r"\d", tail[0]) and not re.match(r"\d",
    lines[0]):  # "Beech House, 5 Mill Lane"
        lines, tail = [lines[0], tail[0]], tail[1:]
    town = tail[0] if len(tail) == 1 else tail[1] if len(tail) > 1 else ""
    locality = tail[0] if len(tail) > 1 else ""
    return (lines[0], lines[1] if len(lines) > 1 else "", locality, town, " ".join(tail[2:]), postcode)


def is_unit(line: str) -> bool:
    """Whether a line is a flat, room or garage and not a street of its own."""
    return _UNIT.match(line) is not None


def kind_by_line(line: str) -> SpaceKind:
    """What a home is where nobody says it, by how its address begins.

    >>> kind_by_line("Flat 2"), kind_by_line("Garage 14, Mill Lane"), kind_by_line("14 Dale Road")
    (<SpaceKind.FLAT: 'flat'>, <SpaceKind.GARAGE: 'garage'>, <SpaceKind.HOUSE: 'house'>)
    """
    lower = line.lower()
    return next((kind for word, kind in _KINDS if lower.startswith(word)), SpaceKind.HOUSE)
