"""The words that this association spells its own way: those that somebody added, in the order of the alphabet."""

from datetime import datetime

from housingdesk.letters.models import SpellingWord
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold


@frozen
class WordRow:
    """A word that is right here, and who said so."""

    id: int
    version: int
    word: str
    added_at: datetime
    added_by: str


def own_words() -> list[WordRow]:
    """Every word that was added."""
    rows = SpellingWord.select(SpellingWord.id, SpellingWord.version, SpellingWord.word, SpellingWord.added_at,
                               SpellingWord.added_by)
    return sorted((WordRow(*row) for row in rows.tuples()), key=lambda row: fold(row.word))
