"""A postal address for a window: which lines, how large, and where; refused rather than cut.

The style is that of machine-read mail: left-aligned, no blank lines, commas or full stops in the address, town and
postcode in capitals, the postcode alone at the end, 10 or 11 pt plain.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from housingdesk.errors import Refused
from housingdesk.letters.rules.envelopes import ENVELOPES, Area, Envelope, common_safe
from housingdesk.values.references import parse_postcode

MM = 72 / 25.4
INSET = 2.0
# The highest ink of a line (b; Ů, Ế) and the lowest of a postcode (its J goes under the line), as parts of the type
# size, in Noto Sans.
_RISE, _ACCENT = 0.8, 1.0
_DROP, _TAIL = 0.02, 0.23
_SIZES = ((11.0, 4.7), (10.0, 4.05), (10.0, 3.9))

_AT_END = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}$")

Measure = Callable[[str, float], float]


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Who and where. ``names`` are printed as the people write them, one to a line; ``unit`` is a flat or room.

    ``email`` instead of a street and a town: it goes by e-mail, and the place of the address says so.
    """

    names: tuple[str, ...]
    street: str
    town: str
    postcode: str
    unit: str = ""
    building: str = ""
    locality: str = ""
    county: str = ""
    email: str = ""


def typed_address(names: tuple[str, ...], typed: str) -> PostalAddress:
    r"""An address from the lines in which somebody typed it: street first, then the town, the postcode last.

    >>> made = typed_address(("A Khan",), "c/o J Khan\n3 Mill Lane, Dalebrook zz9 9zz")
    >>> made.building, made.street, made.town, made.postcode
    ('c/o J Khan', '3 Mill Lane', 'Dalebrook', 'ZZ9 9ZZ')
    """
    lines = [" ".join(line.split()).strip(" ,") for line in re.split(r"[\n,]", typed)]
    lines = [line for line in lines if line]
    found = _AT_END.search(lines[-1].upper()) if lines else None
    if found is None:
        raise Refused(f"The address for the post of {names[0]} does not end with a postcode. Write it under People, Post")
    before = lines[-1][:found.start()].strip(" ,")
    lines[-1:] = [before] if before else []
    if len(lines) < 2:
        raise Refused(f"The address for the post of {names[0]} needs a street, a town and a postcode. Write it under People, "
                      "Post")
    *first, town = lines
    return PostalAddress(names, first[-1], town, parse_postcode(found[0]), building=" ".join(first[:-1]))


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Lines of an address with their size in points and their place on the sheet in millimetres."""

    lines: tuple[str, ...]
    size: float
    pitch: float
    area: Area

    @property
    def left(self) -> float:
        return self.area.left

    def baselines(self) -> Iterator[tuple[float, str]]:
        """Each line with its baseline, in millimetres from the top."""
        last = self.area.bottom - _drop(self.lines[-1]) * self.size / MM
        for number, line in enumerate(self.lines):
            yield last - (len(self.lines) - 1 - number) * self.pitch, line


def fit_address(address: PostalAddress, envelopes: Sequence[Envelope], measure: Measure) -> AddressBlock:
    """The address as it fits all of the envelopes' windows at once.

    ``measure(text, size)`` gives points. Tried in turn: all lines; flat or room joined to its building; without the
    county; the names on one line; the same at 10 pt; without the locality. Then refused, with the reason.
    """
    _refuse_gaps(address)
    safe = common_safe(envelopes)
    if safe is None:
        names = ", ".join(e.name for e in envelopes)
        raise Refused(f"No place on the sheet shows in all of these envelopes: {names}. Choose fewer in Settings, Letters")
    room = safe.right - safe.left - INSET
    # A street with its town and postcode is found without the locality, so that goes last before a refusal.
    shorter = _lines(replace(address, names=(" and ".join(address.names),), locality=""), joined=True, county=False)
    ways = [(size, pitch, lines) for size, pitch in _SIZES for lines in _choices(address)]
    for size, pitch, lines in (*ways, (*_SIZES[-1], shorter)):
        wrapped = [part for line in lines for part in _wrap(line, room, size, measure)]
        if "" not in wrapped and _ink(wrapped, size) + (len(wrapped) - 1) * pitch <= safe.height:
            return _block(wrapped, size, pitch, safe, measure)
    raise Refused(f"The address of {address.names[0]} does not fit the envelope window, {_excess(wrapped, safe)}. "
                  "Shorten the address")


def _excess(wrapped: list[str], safe: Area) -> str:
    if "" in wrapped:
        return f"which is {safe.right - safe.left - INSET:.0f} mm wide: one of its words is wider"
    held = lines_held(safe.height, *_SIZES[-1])
    return f"which holds {held} lines: it has {len(wrapped)} after joining the flat to the building"


def lines_held(height: float, size: float, pitch: float) -> int:
    """How many lines of a size (points) and pitch (mm) a height in millimetres holds.

    >>> lines_held(24, 11, 4.7), lines_held(24, 10, 4.05), lines_held(14, 11, 4.7)
    (5, 6, 3)
    """
    ink = (_ACCENT + _DROP) * size / MM
    return int((height - ink) / pitch) + 1 if height >= ink else 0


def envelopes_that_hold(lines: int, envelopes: Sequence[Envelope] = ENVELOPES) -> tuple[Envelope, ...]:
    """The envelopes in which a letter laid out for DL and C5 with so many address lines is also right.

    >>> [[e.key for e in envelopes_that_hold(n)] for n in (3, 4, 6, 7)]
    [['dl', 'c5', 'c5-low'], ['dl', 'c5'], ['dl', 'c5'], []]
    """
    usual = common_safe(ENVELOPES[:2])
    assert usual is not None
    for size, pitch in _SIZES:
        if lines <= lines_held(usual.height, size, pitch):
            top = usual.bottom - (_ACCENT + _DROP) * size / MM - (lines - 1) * pitch
            block = Area(usual.left + INSET, top, usual.right, usual.bottom)
            return tuple(e for e in envelopes if e.safe.holds(block))
    return ()


def _ink(lines: Sequence[str], size: float) -> float:
    """What the first line rises above its baseline and the last drops under its own, in millimetres."""
    rise = _RISE if lines[0].isascii() else _ACCENT
    return (rise + _drop(lines[-1])) * size / MM


def _drop(line: str) -> float:
    return _TAIL if any(c in "JQgjpqy,;" for c in line) or not line.isascii() else _DROP


def _block(lines: list[str], size: float, pitch: float, safe: Area, measure: Measure) -> AddressBlock:
    # At the foot of the area: three lines or fewer then also show in the low C5 window.
    top = safe.bottom - _ink(lines, size) - (len(lines) - 1) * pitch
    left = safe.left + INSET
    right = left + max(measure(line, size) for line in lines) / MM
    return AddressBlock(tuple(lines), size, pitch, Area(left, top, right, safe.bottom))


def _refuse_gaps(address: PostalAddress) -> None:
    if not address.names or not all(name.strip() for name in address.names):
        raise Refused("The letter has no name to go on its envelope")
    if address.email:
        return
    for value, word in ((address.street or address.building, "street"), (address.town, "town"),
                        (address.postcode, "postcode")):
        if not value.strip():
            raise Refused(f"The address of {address.names[0]} has no {word}, so the letter cannot be posted")


def _choices(address: PostalAddress) -> Iterator[list[str]]:
    if address.email:
        to = [unicodedata.normalize("NFC", " ".join(name.split())) for name in address.names]
        yield from ([*to, "By e-mail", address.email], [*to, "By e-mail"])
        return
    yield _lines(address, joined=False, county=True)
    yield _lines(address, joined=True, county=True)
    yield _lines(address, joined=True, county=False)
    if len(address.names) > 1:
        names = (" and ".join(address.names),)
        yield _lines(replace(address, names=names), joined=True, county=False)


def _lines(address: PostalAddress, *, joined: bool, county: bool) -> list[str]:
    unit, building, street = (_plain(part) for part in (address.unit, address.building, address.street))
    home = [unit, building, street]
    if joined and building:
        home = [f"{unit} {building}".strip(), street]
    elif joined:
        home = [f"{unit} {street}".strip()]
    rest = [_plain(address.locality), _plain(address.town).upper(), _plain(address.county) if county else "",
            _plain(address.postcode).upper()]
    names = [" ".join(name.split()) for name in address.names]
    return [unicodedata.normalize("NFC", line) for line in [*names, *home, *rest] if line]


def _plain(part: str) -> str:
    return " ".join(re.sub(r"[.,]", " ", part).split())


def _wrap(line: str, room: float, size: float, measure: Measure) -> list[str]:
    """The line in as many parts as its width needs; one empty part where a word is wider than the window."""
    if measure(line, size) <= room * MM:
        return [line]
    words = line.split(" ")
    if any(measure(word, size) > room * MM for word in words):
        return [""]
    parts = [words[0]]
    for word in words[1:]:
        longer = f"{parts[-1]} {word}"
        if measure(longer, size) <= room * MM:
            parts[-1] = longer
        else:
            parts.append(word)
    return parts
