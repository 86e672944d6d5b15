"""What a new letter begins with: the parts that a letter of its kind cannot do without, ready to be written in."""

from housingdesk.letters.rules.merge import BlockKind, Family
from housingdesk.letters.rules.source import Piece, Wording

_ADVISED = frozenset({Family.ARREARS, Family.NOTICE})


def first_words(key: str, title: str, family: Family) -> Wording:
    """The first draft of a letter that is begun from nothing: headline, a paragraph, the one thing to do, and its end.

    >>> [str(piece.kind) for piece in first_words("own-bins", "Bins", Family.GENERAL).pieces]
    ['paragraph', 'action', 'free', 'sign-off']
    """
    advice = (Piece(BlockKind.ADVICE),) if family in _ADVISED else ()
    action = Piece(BlockKind.ACTION, "Ring {officer} on **{phone}** by **{act_by}**.")
    pieces = (Piece(), action, *advice, Piece(BlockKind.FREE), Piece(BlockKind.SIGN_OFF))
    return Wording(key, title, "", "", pieces, family=family)
