"""Spelling in the words of letters: the dictionary, the association's own words, and the names that it knows without adding."""

from collections.abc import Iterable, Iterator
from datetime import date

from housingdesk.access.users import users
from housingdesk.letters import spelling
from housingdesk.letters.queries.spelling import own_words
from housingdesk.properties.models import Space
from housingdesk.properties.rules import SpaceKind
from housingdesk.settings import queries as settings_queries
from housingdesk.values.rows import frozen
from housingdesk.values.spelled import bare, words_in

_NAMED = (SpaceKind.SCHEME, SpaceKind.BLOCK, SpaceKind.HOUSE)
_OFFICE = ("org.name", "landlord.name", "org.address", "landlord.address", "org.hours")


@frozen
class Spelt:
    """Which words of those asked about are misspelt; ``why_not`` says why none could be looked up."""

    wrong: frozenset[str]
    why_not: str = ""


def known_names(on: date) -> frozenset[str]:
    """The words of all names that the association has: itself, its homes' schemes, streets and towns, who works here."""
    return frozenset(bare(word) for text in _names(on) for _, word in words_in(text.title() if text.isupper() else text))


def _names(on: date) -> Iterator[str]:
    known = settings_queries.values(on)
    for key in _OFFICE:
        said = known[key]
        yield from (said,) if isinstance(said, str) else said or ()
    yield from (user.name for user in users())
    yield from (row.word for row in own_words())
    for column in (Space.street, Space.locality, Space.town, Space.county, Space.officer):
        yield from (text for (text,) in Space.select(column).distinct().tuples() if text)
    yield from (text for (text,) in Space.select(Space.label).where(Space.kind.in_(list(_NAMED))).distinct().tuples())


def misspelt(words: Iterable[str], on: date) -> Spelt:
    """Which of these words are misspelt."""
    if spelling.dictionary() is None:
        return Spelt(frozenset(), spelling.NO_DICTIONARY)
    return Spelt(spelling.misspelt(words, known_names(on)))


def suggestions(word: str, on: date) -> tuple[str, ...]:
    """What a misspelt word may be meant to be, the likeliest first."""
    return spelling.suggestions(word, known_names(on))
