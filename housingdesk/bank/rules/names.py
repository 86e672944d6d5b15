"""Whose name stands on a receipt: the surnames of the index found in its words, with the given names beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from housingdesk.bank.rules.index import Entry, Index, Person
from housingdesk.bank.rules.normalise import Part, Reading, of_words
from housingdesk.bank.rules.vocabulary import GENERIC, TITLES

# Faster Payments and Bacs cut a name at 18 characters; one that is nearly as long may have lost its end.
_CUT_FROM = 17
_MOST_SURNAMES_CUT = 4
# A bare surname borne by more accounts than this names nobody.
_MOST_NAMESAKES = 12
_SHORTEST_SHORT_NAME = 3


class NameFit(IntEnum):
    """How well a name on the receipt fits a person; OTHER is the surname with somebody else's given name."""

    NONE = 0
    OTHER = 1
    SURNAME = 2
    INITIAL = 3
    FULL = 4


@dataclass(slots=True)
class Claim:
    """A surname found on a receipt, with the initials and given names that stood beside it."""

    surname: str
    initials: tuple[str, ...]
    given: tuple[str, ...]
    in_wording: bool


def claims(reading: Reading, index: Index) -> list[Claim]:
    """Every name on the receipt that somebody in the index bears, the payer's first."""
    found: list[Claim] = []
    payer = reading.receipt.payer
    if reading.apart:
        _claim(found, reading.payer, index, False, payer is not None and len(payer) >= _CUT_FROM)
        if reading.wording.words:
            _claim(found, reading.wording, index, True, False)
    else:
        _claim(found, of_words([*reading.payer.words, *reading.wording.words]), index, False, False)
    return found


def _claim(found: list[Claim], part: Part, index: Index, in_wording: bool, cut: bool) -> None:
    if not part.words or (not cut and index.by_surname.keys().isdisjoint(part.words)):
        return
    words = [w for w in part.words if w not in TITLES and (w not in GENERIC or w in index.by_surname)]
    for i, word in enumerate(words):
        if len(word) == 1:
            continue
        if word in index.by_surname:
            surnames: Sequence[str] = (word,)
        elif cut and i == len(words) - 1:
            surnames = index.surname_starts.get(word, ())[:_MOST_SURNAMES_CUT]
        else:
            continue
        beside = _beside(words, i, index.forenames)
        initials = tuple([w for w in beside if len(w) == 1])
        given = tuple([w for w in beside if len(w) > 1])
        for surname in surnames:
            found.append(Claim(surname, initials, given, in_wording))


def _beside(words: list[str], i: int, forenames: set[str]) -> list[str]:
    """The given names beside the surname at ``i``: whatever stands before it, and what else is known as one."""
    out = [words[i - 1]] if i else []
    if i > 1 and (len(words[i - 2]) == 1 or words[i - 2] in forenames):
        out.append(words[i - 2])
    if i + 1 < len(words) and (len(words[i + 1]) == 1 or words[i + 1] in forenames):
        out.append(words[i + 1])
    return out


def name_fit(people: tuple[Person, ...], found: list[Claim]) -> tuple[NameFit, NameFit]:
    """The best fit between the people of an agreement and the names in the payer's field, and in the wording."""
    payer = wording = _NAMELESS
    for claim in found:
        for person in people:
            if claim.surname in person.surnames:
                fit = _given_fit(person, claim)
                if not claim.in_wording:
                    payer = fit if fit > payer else payer
                elif fit > wording:
                    wording = fit
    return payer, wording


_NAMELESS, _INITIAL, _FULL = NameFit.NONE, NameFit.INITIAL, NameFit.FULL


def _given_fit(person: Person, claim: Claim) -> NameFit:
    for given in claim.given:
        if given == person.forename or _is_short_for(given, person.forename):
            return _FULL
    if person.initial and person.initial in claim.initials:
        return _INITIAL
    return NameFit.OTHER if claim.given or claim.initials else NameFit.SURNAME


def _is_short_for(given: str, forename: str) -> bool:
    return min(len(given), len(forename)) >= _SHORTEST_SHORT_NAME and (forename.startswith(given) or given.startswith(forename))


def bearers(claim: Claim, index: Index) -> list[Entry]:
    """The accounts whose people bear the claimed name, by given name, else initial, else by a rare surname."""
    out: list[Entry] = []
    for given in claim.given:
        out.extend(index.by_forename.get((claim.surname, given), ()))
    for initial in claim.initials:
        out.extend(index.by_initial.get((claim.surname, initial), ()))
    if not out:
        known = index.by_surname.get(claim.surname, [])
        if len(known) <= _MOST_NAMESAKES:
            out = known
    return out


def bearers_expecting(claim: Claim, pence: int, index: Index) -> list[Entry]:
    """The accounts of the claimed surname that expect exactly this amount."""
    return index.named_expecting(claim.surname, pence)
