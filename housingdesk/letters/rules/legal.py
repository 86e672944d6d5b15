"""Which sentences of a shipped letter speak of the law, so that a wording that drops or rewrites one says so. Pure.

They are not locked: an association may say the law in words of its own, but somebody who knows it should look. What may not be
changed at all, the prescribed words of notices, is no part of a letter: it belongs to the rule packs.
"""

import re
from collections.abc import Iterable

from housingdesk.letters.rules.plain import sentences
from housingdesk.letters.rules.source import Wording

_LAW = re.compile(r"\b(?:courts?|judge|law|legal|Ombudsman|bailiffs?|breathing space|review|notice|evict\w*|order)\b",
                  re.IGNORECASE)


def legal_sentences(wording: Wording) -> list[str]:
    """The sentences that speak of a court, the law, a notice, a review or a breathing space: better one too many."""
    return [one for text in _texts(wording) for one in sentences(text) if _LAW.search(one)]


def legal_edits(wording: Wording, shipped: Wording) -> list[str]:
    """The sentences about the law of the shipped letter that this wording no longer says word for word."""
    said = {_plain(one) for text in _texts(wording) for one in sentences(text)}
    return [one for one in legal_sentences(shipped) if _plain(one) not in said]


def _texts(wording: Wording) -> Iterable[str]:
    yield wording.headline
    for piece in wording.pieces:
        yield from (text for text in (piece.text, *piece.points) if text)


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").replace("’", "'").split()).casefold()
