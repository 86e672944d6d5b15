"""The way of an association's own wording of a letter: draft, checked by another person, in use from a day. Pure.

A letter that has no shipped words is the association's own: its key begins with ``own-``, and it can go out of use.
"""

import re
from collections.abc import Collection
from enum import StrEnum

from housingdesk.values.text import fold

OWN = "own-"
_BASED_ON = re.compile(r"# over shipped ([0-9a-f]{64})\n")
_LONGEST_KEY = 48


class WordingState(StrEnum):
    """How far one version has come. From the first day of a retired one the letter is no longer written."""

    DRAFT = "draft"
    SUBMITTED = "to be checked"
    CHECKED = "checked"
    IN_USE = "in use"
    WITHDRAWN = "withdrawn"
    RETIRED = "no longer written"


OPEN = frozenset({WordingState.DRAFT, WordingState.SUBMITTED, WordingState.CHECKED})
"""A letter has at most one version in one of these: two people do not write two new wordings of it at once."""


def own_key(title: str, taken: Collection[str]) -> str:
    """The key of a letter of the association's own, made from its title; a number follows where it is taken.

    >>> own_key("Café – <b>Bins</b> & rubbish!", ["own-cafe-b-bins-b-rubbish"]), own_key("…", [])
    ('own-cafe-b-bins-b-rubbish-2', 'own-letter')
    """
    words = "-".join(re.findall(r"[a-z0-9]+", fold(title)))[:_LONGEST_KEY].strip("-") or "letter"
    number = 2
    made = f"{OWN}{words}"
    while made in taken:
        made, number = f"{OWN}{words}-{number}", number + 1
    return made


def is_own_letter(key: str) -> bool:
    """Whether a letter is the association's own, and not another wording of a shipped one."""
    return key.startswith(OWN)


def over_shipped(source: str, fingerprint: str) -> str:
    """A wording's text with a note of the shipped words that it was written over; none where there are none.

    >>> shipped_below(over_shipped("key = 1", "a" * 64)) == "a" * 64, over_shipped("# over shipped " + "b" * 64 + "\\nx", "")
    (True, 'x')
    """
    text = _BASED_ON.sub("", source, count=1) if _BASED_ON.match(source) else source
    return f"# over shipped {fingerprint}\n{text}" if fingerprint else text


def shipped_below(source: str) -> str:
    """The fingerprint of the shipped words that a wording was written over; empty where it is not known."""
    found = _BASED_ON.match(source)
    return found[1] if found else ""
