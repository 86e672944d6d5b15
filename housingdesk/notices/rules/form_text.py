"""The words of a form with its places, as blocks to be drawn. The words are data; nothing here writes any. Pure.

A form is text. A line that begins with ``= `` is the head of the form, with ``# `` a heading; ``[`` and ``]`` alone on their
lines hold a box; blank lines part paragraphs. A paragraph that is one ``{place}`` alone is filled with what belongs there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from housingdesk.errors import Refused

_PLACE = re.compile(r"\{([a-z ]+)\}")


class Kind(StrEnum):
    """What a block is."""

    HEAD = "head"
    HEADING = "heading"
    WORDS = "words"
    FILLED = "filled"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its lines; ``FILLED`` are what a person or the program put in, framed when drawn."""

    kind: Kind
    lines: tuple[str, ...]


PLACES: dict[str, str] = {
    "names": "the names of everybody it is to", "address": "the address of the home", "home": "the home, on one line",
    "grounds": "the numbers of the grounds",
    "ground texts": "the full text of each ground", "particulars": "the explanation of each ground", "date": "the date",
    "landlord": "name, address and telephone of the landlord, with room to sign", "new rent": "the new rent",
    "old rent": "the rent as it is now", "last day": "the last day for the court", "reasons": "the reasons",
    "decides": "who decides a review", "review by": "the last day to ask for a review", "saving": "the saving words",
    "information": "the box of information for the tenant", "prescribed": "the prescribed information",
    "given on": "the day of the notice", "review": "how to ask for a review", "condition": "the condition that is met",
    "term": "the clause that is broken", "evidence": "what was seen, heard or found", "change": "what must change",
    "offer": "the help that is offered", "since": "since when they have been away", "allowed": "how long an absence may be",
    "goods": "what was left", "kept at": "where it is kept", "collect": "how it can be collected",
    "charges": "what is asked for keeping it", "new room": "the room they move to", "new charge": "the charge there",
    "copied": "the notice that is copied", "sign": "room for both to sign"}
"""The places that a form may have, and what is put there."""


def places(text: str) -> set[str]:
    """The places of a form; Refused for one that is not known."""
    found = set(_PLACE.findall(text))
    if unknown := sorted(found - set(PLACES)):
        raise Refused(f"{{{unknown[0]}}} is no place that can be filled. These are: {', '.join(sorted(PLACES))}")
    return found


def filled(text: str, values: Mapping[str, tuple[str, ...]]) -> list[Block]:
    """A form with its places filled; Refused when there is nothing for one of them.

    >>> filled("= Form No. 3\\n\\n# 1. To:\\n\\n{names}", {"names": ("Amina Khan", "Yusuf Khan")})[2].lines
    ('Amina Khan', 'Yusuf Khan')
    """
    for place in sorted(places(text)):
        if not any(line.strip() for line in values.get(place, ())):
            raise Refused(f"There is nothing to put in for {PLACES[place]}")
    return list(_blocks(text, values))


def _blocks(text: str, values: Mapping[str, tuple[str, ...]]) -> Iterator[Block]:
    box: list[str] | None = None
    for part in _parts(text):
        if part == "[":
            box = []
        elif part == "]":
            yield Block(Kind.BOX, tuple(box or ()))
            box = None
        elif box is not None:
            box += _lines(part, values)
        elif part.startswith("= "):
            yield Block(Kind.HEAD, (part[2:],))
        elif part.startswith("# "):
            yield Block(Kind.HEADING, (_said(part[2:], values),))
        elif place := _PLACE.fullmatch(part):
            yield Block(Kind.FILLED, tuple(line for line in values[place[1]] if line.strip()))
        else:
            yield Block(Kind.WORDS, (_said(part, values),))


def _parts(text: str) -> Iterator[str]:
    """The paragraphs of a form; a head, a heading and the sides of a box stand alone."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        line = line.strip()
        alone = line in ("", "[", "]") or line.startswith(("= ", "# "))
        if alone and held:
            yield " ".join(held)
            held = []
        if alone and line:
            yield line
        elif line:
            held.append(line)


def _lines(part: str, values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    place = _PLACE.fullmatch(part)
    return values[place[1]] if place else (_said(part, values),)


def _said(part: str, values: Mapping[str, tuple[str, ...]]) -> str:
    return _PLACE.sub(lambda found: ", ".join(values[found[1]]), part)
