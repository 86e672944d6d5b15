"""Whether two ways to write a name or an address mean the same: folded, without titles, in any order. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from housingdesk.values.text import fold

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "the", "estate", "of", "late", "and"})
_NUMBER = re.compile(r"\d+[A-Za-z]?")
_BETWEEN = re.compile(r"[\s,.&/]+")
_AND = re.compile(r"\s+and\s+|[,;&]")


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles: ``"Mr José O’Brien" -> ("jose", "obrien")``.

    A question mark stays: offices' programs write it for a letter that they do not have.
    """
    words = ("".join([letter for letter in part if letter.isalnum() or letter == "?"]) for part in _BETWEEN.split(fold(name)))
    return tuple(word for word in words if word.strip("?") and word not in _TITLES)


@lru_cache(maxsize=8192)
def address_words(address: str) -> frozenset[str]:
    """The words and numbers of an address, folded."""
    return frozenset(re.findall(r"[a-z0-9]+", fold(address)))


def number_of(address: str) -> str:
    """The first number in an address, with its letter: ``"Flat 2, 14a Mill Lane" -> "2"``; empty when it has none."""
    found = _NUMBER.search(address)
    return found[0].lower() if found else ""


@lru_cache(maxsize=8192)
def surnames(name: str) -> tuple[str, ...]:
    """What may be the surname in a name as an office writes it: any word of it that is no initial."""
    return tuple(word for word in name_words(name) if len(word) > 1)


def same_name(said: str, names: str) -> bool:
    """Whether a name on a line is borne by one of the holders: a whole surname, and no forename that contradicts it.

    >>> same_name("SMITH J", "Jane Smith and Paul Smith"), same_name("MR P SMITH", "Jane Smith")
    (True, False)
    >>> same_name("?URCAN, E", "Ela Țurcan")
    True
    """
    words, holders = name_words(said), _holders(names)
    if len(holders) == 1:
        return _bears(words, holders[0])
    return any(_bears(words, one) for one in holders)


@lru_cache(maxsize=8192)
def _holders(names: str) -> tuple[tuple[str, ...], ...]:
    """The words of each holder's name."""
    return tuple(name_words(one) for one in _AND.split(names) if one)


def _bears(said: Sequence[str], theirs: Sequence[str]) -> bool:
    """Of two surnames one is enough: ``Garcia`` for ``Maria Garcia Lopez``."""
    if "?" in "".join(said):
        said = [next((own for own in theirs if _but_for_unknown(word, own)), word) for word in said]
    for surname in theirs[:-3:-1] if len(theirs) > 2 else theirs[-1:]:
        if surname in said:
            given, own = [word for word in said if word != surname], [word for word in theirs if word != surname]
            if not given or not own or (len(given) == len(own) == 1 and _same_given(given[0], own[0])):
                return True
            return any(_same_given(word, other) for word in given for other in own)
    return False


def _but_for_unknown(word: str, own: str) -> bool:
    return len(word) == len(own) and all(letter in (other, "?") for letter, other in zip(word, own, strict=True))


def _same_given(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return short == long or (long.startswith(short) and len(short) in (1, 3, 4, 5, 6, 7))


def same_address(said: str, address: str) -> bool:
    """Whether two ways to write an address agree: every number of the shorter, and a word of the street beside it."""
    ours, theirs = address_words(address), address_words(said)
    numbers = {word for word in theirs if word[0].isdigit()}
    homes = {word for word in ours if word[0].isdigit()}
    if not ours or not theirs or (homes and numbers and not (numbers <= homes or homes <= numbers)):
        return False
    return len({word for word in ours & theirs if not word[0].isdigit() and len(word) > 2}) > 0
