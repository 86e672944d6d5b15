"""Whether a word is spelled as in British English, and what it may have been meant to be.

Reads the dictionary in ``resources/spelling`` on the first question and not before: a third of a second, so it is asked in a
reader thread. Where pyenchant is installed with a British dictionary, that is asked instead. Which words are the association's
own is not known here.
"""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from housingdesk import resources
from housingdesk.values.spelled import bare

NO_DICTIONARY = "There is no British dictionary on this computer, so spelling is not checked"
_LANGUAGE = "en_GB"
_MOST = 7


class Dictionary(Protocol):
    """What is asked of a dictionary."""

    def knows(self, word: str) -> bool:
        """Whether the word stands in it, in any of its forms."""

    def suggestions(self, word: str) -> Iterable[str]:
        """What it may have been meant to be, the likeliest first."""


class _Enchant:
    def __init__(self, found: Any) -> None:
        self._found = found

    def knows(self, word: str) -> bool:
        return bool(self._found.check(word))

    def suggestions(self, word: str) -> Iterable[str]:
        found: list[str] = self._found.suggest(word)
        return found


class _Spylls:
    def __init__(self, found: Any) -> None:
        self._found = found

    def knows(self, word: str) -> bool:
        return bool(self._found.lookup(word))

    def suggestions(self, word: str) -> Iterable[str]:
        found: Iterable[str] = self._found.suggest(word)
        return found


@cache
def dictionary() -> Dictionary | None:
    """The British dictionary of this computer; None where there is none to be read."""
    return _enchanted() or _shipped()


def _enchanted() -> Dictionary | None:
    try:
        import enchant
    except ImportError:  # also where the library that it stands on is missing
        return None
    return _Enchant(enchant.Dict(_LANGUAGE)) if enchant.dict_exists(_LANGUAGE) else None


def _shipped() -> Dictionary | None:
    try:
        affixes = resources.find(f"spelling/{_LANGUAGE}.aff")
        from spylls.hunspell import Dictionary as Hunspell
        from spylls.hunspell.readers import file_reader, read_aff, read_dic
    except (FileNotFoundError, ImportError):
        return None

    class Text(file_reader.BaseReader):  # type: ignore[misc,unused-ignore]
        """A file read at once, and in the right encoding from the start; spylls itself leaves each of the two open."""

        def __init__(self, path: Path) -> None:
            super().__init__(StringIO(path.read_text(encoding="utf-8")))  # type: ignore[no-untyped-call,unused-ignore]

        def reset_encoding(self, _encoding: str) -> None:
            """The first was right."""

    aff, context = read_aff(Text(affixes))
    return _Spylls(Hunspell(aff, read_dic(Text(affixes.with_suffix(".dic")), aff=aff, context=context)))


@lru_cache(maxsize=50_000)
def _is_known(word: str) -> bool:
    found = dictionary()
    return found is None or found.knows(word)


def misspelt(words: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Those of the words that neither the dictionary nor ``known`` (as ``bare`` leaves them) holds; none without a dictionary.

    >>> sorted(misspelt(["tenancy", "tenency", "Dalebrook’s", "isn’t"], {"dalebrook"}))
    ['tenency']
    """
    return frozenset(word for word in words if bare(word) not in known and not _is_known(word.replace("’", "'")))


def suggestions(word: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Up to seven words that may be meant, the likeliest first; own words that are nearly the same come before all others."""
    from difflib import get_close_matches

    found = dictionary()
    own = [one.capitalize() if word[:1].isupper() else one for one in get_close_matches(bare(word), list(known), 2, 0.8)]
    said = [one.replace("'", "’") for one in found.suggestions(word.replace("’", "'"))] if found is not None else []
    return tuple(dict.fromkeys([*own, *said]))[:_MOST]
