"""Words that are right in this association though no dictionary knows them: added while writing, taken out on the list."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters.models import SpellingWord
from housingdesk.letters.queries.spelling import own_words
from housingdesk.values.spelled import LONGEST_WORD, bare, words_in
from housingdesk.values.text import one_line


@needs(Permission.SEND_LETTERS)
def add_word(act: Act, *, word: str) -> int:
    """Says that a word is right here; returns its id. Refused when it is no word, or was added already."""
    word = one_line(word)
    if [found for _, found in words_in(word)] != [word]:
        raise Refused(f"One word of letters, two to {LONGEST_WORD} of them, is added at a time")
    same = next((row for row in own_words() if bare(row.word) == bare(word)), None)
    if same is not None:
        raise Refused(f"“{same.word}” is among our words already")
    made = act.add(SpellingWord(word=word, added_at=act.now, added_by=act.who.name))
    act.say(f"“{word}” added to our words")
    act.take_back(remove_word, "take the word out", word_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.SEND_LETTERS)
def remove_word(act: Act, *, word_id: int, version: int | None) -> None:
    """Takes a word out again: it is underlined from then on, unless the dictionary knows it."""
    row = as_seen(SpellingWord, word_id, version, "This word")
    act.remove(row)
    act.say(f"“{row.word}” taken out of our words")
    act.take_back(add_word, "put the word back", word=row.word)
