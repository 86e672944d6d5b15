"""Which stretches of a text are words that can be misspelt: no merge field, number, address on the net or abbreviation."""

import re
from collections.abc import Iterator

_SKIPPED = re.compile(r"\{[a-z][a-z0-9_]*\}|\S*@\S*|\b(?:https?://|www\.)\S+|\S+\.(?:uk|com|org|net)\b\S*|\w*\d\w*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
LONGEST_WORD = 60


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Each word with the place of its first character; single letters and words in capitals are left out.

    >>> list(words_in("Ring {officer} at 2pm: it’s us, DWP. hello@dale.example"))
    [(0, 'Ring'), (15, 'at'), (23, 'it’s'), (28, 'us')]
    """
    blank = _SKIPPED.sub(lambda found: " " * len(found[0]), text)
    for found in _WORD.finditer(blank):
        word = found[0]
        if 1 < len(word) <= LONGEST_WORD and not word.isupper():
            yield found.start(), word


def bare(word: str) -> str:
    """A word as it is compared with other words: small letters, straight apostrophes, without a possessive s.

    >>> bare("Dalebrook’s"), bare("CITIZENS’"), bare("it's")
    ('dalebrook', 'citizens', 'it')
    """
    plain = word.replace("’", "'").casefold().strip("'")
    return plain.removesuffix("'s")
