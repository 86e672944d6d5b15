"""Which words of the bank's wording would make a standing rule, when the same thing was done twice. Pure."""

import re
from collections.abc import Sequence

_LEAST = 4
_WORD = re.compile(r"[A-Z][A-Z&'’]*[A-Z]|[A-Z]")
_SHOWN = 60


def words_in_common(one: str, other: str) -> str:
    """The longest run of whole words that two narratives share, letters only; empty when it is too short for a rule.

    >>> words_in_common("INTEREST PAID 31OCT26 0041", "GROSS INTEREST PAID 30NOV26")
    'INTEREST PAID'
    >>> words_in_common("CASH PAID IN 47342", "A KHAN RENT")
    ''
    """
    first, second = _words(one), _words(other)
    best: Sequence[str] = ()
    for start in range(len(first)):
        for at in range(len(second)):
            length = 0
            while (start + length < len(first) and at + length < len(second)
                   and first[start + length] == second[at + length] and first[start + length]):
                length += 1
            if len(" ".join(first[start:start + length])) > len(" ".join(best)):
                best = first[start:start + length]
    found = " ".join(best)[:_SHOWN].strip()
    return found if len(found) >= _LEAST else ""


def _words(narrative: str) -> list[str]:
    """Words in capitals; one with a figure in it stands empty, so that no run goes across it."""
    return [token if _WORD.fullmatch(token) else "" for token in re.split(r"[\s/.,:;*()-]+", narrative.upper()) if token]
