"""Form NL1 for the Public Trustee as ``resources/rules/public-trustee.toml`` has it: the order of its answers, and its fee.

Law of Property (Miscellaneous Provisions) Act 1994 s.18: a notice about the land of somebody who has died, given before a
grant is filed, is addressed to the personal representatives, left at or sent to the land, and copied to him. Pure.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date

from housingdesk.errors import Refused
from housingdesk.values.rows import frozen


@frozen
class Edition:
    """The form from a day on. ``answers`` are ``(key, words)`` in its order; ``check`` is said wherever it is used."""

    valid_from: date
    form: str
    title: str
    law: str
    fee_pence: int
    mark: str
    source: str
    check: str
    answers: tuple[tuple[str, str], ...]


def parse_editions(text: str) -> tuple[Edition, ...]:
    """Every edition, the oldest first; KeyError or ValueError for a file that lacks something."""
    found = [Edition(answers=tuple((key, words) for key, words in raw.pop("answers")), **raw)
             for raw in tomllib.loads(text)["edition"]]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def edition_on(editions: Sequence[Edition], day: date) -> Edition:
    """The form as it is on a day; Refused before the first."""
    known = [one for one in editions if one.valid_from <= day]
    if not known:
        raise Refused("There was no form for the Public Trustee yet on that day")
    return known[-1]


def answers_in_order(edition: Edition, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The numbered answers as the form asks for them; one that is not known is a line to write on."""
    return tuple((f"{number}. {words}", said.get(key, "")) for number, (key, words) in enumerate(edition.answers, 1))
