"""Every account, findable by what a payer may write: reference, name, address. Built once a file, never scanned.

It finds and counts; what a find is worth is decided in ``evidence``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeVar

from housingdesk.bank.rules.receipts import AccountFacts, period_days
from housingdesk.bank.rules.vocabulary import PARTICLES, STREET_ENDS, TITLES
from housingdesk.values.money import portion
from housingdesk.values.text import fold

# A payer may pay shortly before the agreement begins; after it ended every payment is for a person to look at.
EARLY = timedelta(days=14)
# An amount says whose money it is only while few accounts expect it.
_FEW_ACCOUNTS, _ONE_ACCOUNT_IN = 3, 400
_PERIODS_A_YEAR = {7: 52, 14: 26, 28: 13}
_SHORTEST_START = 4
_WORD = re.compile(r"[A-Z0-9]+")
_Key = TypeVar("_Key")


class Person(NamedTuple):
    """A name on an agreement, upper case without accents; ``surnames`` holds each part of a double-barrelled one."""

    forename: str
    initial: str
    surnames: tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """One account made ready for comparison; ``amounts`` gives the words of every amount it expects."""

    facts: AccountFacts
    account_id: int
    people: tuple[Person, ...]
    surnames: tuple[str, ...]
    amounts: dict[int, str]
    charge_pence: int
    limit_pence: int
    units: frozenset[str]
    street: tuple[str, ...]
    starts: date
    ends: date | None

    def is_active(self, on: date) -> bool:
        """Whether the agreement runs on a day, or begins within the next fortnight."""
        return self.starts <= on and (self.ends is None or on <= self.ends)


class Index:
    """All accounts by reference, name, amount and address; every list is in order of account id."""

    __slots__ = ("_informative", "_references", "by_address", "by_amount", "by_forename", "by_id", "by_initial", "by_other",
                 "by_reference", "by_surname", "forenames", "surname_starts")

    def __init__(self, accounts: Iterable[AccountFacts]) -> None:
        self.by_id: dict[int, Entry] = {}
        self.by_reference: dict[str, list[Entry]] = {}
        self.by_other: dict[str, list[Entry]] = {}
        self.by_surname: dict[str, list[Entry]] = {}
        self.by_initial: dict[tuple[str, str], list[Entry]] = {}
        self.by_forename: dict[tuple[str, str], list[Entry]] = {}
        self.by_amount: dict[int, list[Entry]] = {}
        self.by_address: dict[tuple[str, str], list[Entry]] = {}
        self.forenames: set[str] = set()
        for facts in sorted(accounts, key=attrgetter("account_id")):
            self._add(_entry(facts))
        self.surname_starts = _starts(self.by_surname)
        self._references = sorted(self.by_reference)
        self._informative = max(_FEW_ACCOUNTS, len(self.by_id) // _ONE_ACCOUNT_IN)

    def __len__(self) -> int:
        return len(self.by_id)

    def count_expecting(self, pence: int) -> int:
        """How many accounts expect this amount."""
        return len(self.by_amount.get(pence, ()))

    def is_informative(self, pence: int) -> bool:
        """Whether so few accounts expect this amount that it says something about whose money it is."""
        return self.count_expecting(pence) <= self._informative

    def named_expecting(self, surname: str, pence: int) -> list[Entry]:
        """The accounts of a surname that expect exactly this amount."""
        named, expecting = self.by_surname.get(surname, ()), self.by_amount.get(pence, ())
        if len(named) < len(expecting):
            return [entry for entry in named if pence in entry.amounts]
        return [entry for entry in expecting if surname in entry.surnames]

    def count_beginning(self, digits: str) -> int:
        """How many payment references begin with these digits."""
        return bisect_left(self._references, digits + ":") - bisect_left(self._references, digits)

    def _add(self, entry: Entry) -> None:
        facts, account_id, by_reference = entry.facts, entry.account_id, self.by_reference
        if account_id in self.by_id:
            raise ValueError(f"account {account_id} is given twice")
        self.by_id[account_id] = entry
        if facts.reference in by_reference:
            _put(by_reference, facts.reference, entry)
        else:
            by_reference[facts.reference] = [entry]
        _put(self.by_other, _squashed(facts.tenancy_reference), entry)
        for other in facts.other_references:
            _put(self.by_other, _squashed(other), entry)
        by_amount = self.by_amount
        for pence in entry.amounts:
            if pence in by_amount:
                by_amount[pence].append(entry)
            else:
                by_amount[pence] = [entry]
        for forename, initial, surnames in entry.people:
            if forename:
                self.forenames.add(forename)
            for surname in surnames:
                _put(self.by_surname, surname, entry)
                _put(self.by_initial, (surname, initial), entry)
                _put(self.by_forename, (surname, forename), entry)
        if entry.street:
            for unit in entry.units:
                _put(self.by_address, (unit, entry.street[0]), entry)


def _put(table: dict[_Key, list[Entry]], key: _Key, entry: Entry) -> None:
    found = table.get(key)
    if found is None:
        table[key] = [entry]
    elif found[-1] is not entry:
        found.append(entry)


def _squashed(reference: str) -> str:
    return reference.upper() if reference.isascii() and reference.isalnum() else "".join(_WORD.findall(reference.upper()))


def _starts(surnames: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The surnames that a name cut off at 18 characters may be: ``{"WILL": ("WILLIAMS", "WILLIS")}``."""
    starts: dict[str, list[str]] = {}
    for surname in sorted(surnames):
        for end in range(_SHORTEST_START, len(surname)):
            starts.setdefault(surname[:end], []).append(surname)
    return {start: tuple(names) for start, names in starts.items()}


def _entry(facts: AccountFacts) -> Entry:
    account_id, _, _, _, names, number, street, room, usual, begins, ends, _, _ = facts
    charge, limit = (usual[0][0], 4 * (usual[0] if len(usual) == 1 else max(usual))[0]) if usual else (0, 0)
    if len(names) == 1:
        one = _person(*names[0])
        people: tuple[Person, ...] = (one,)
        surnames = one.surnames
    else:
        people = tuple([_person(*name) for name in names])
        surnames = tuple([name for person in people for name in person.surnames])
    return Entry(facts, account_id, people, surnames, _amounts(usual), charge, limit, _units(room, number), _street(street),
                 _early(begins), ends)


@lru_cache(maxsize=4096)
def _early(begins: date) -> date:
    return begins - EARLY if begins - date.min > EARLY else date.min


def forget_names() -> None:
    """Lets go of the names and streets kept ready while an index was built: among millions of short-lived things, a few
    thousand that stay keep all the memory around them.
    """
    for kept in (_person, _street, _units, _early):
        kept.cache_clear()


def words_of(text: str) -> list[str]:
    """Upper-case words and numbers without accents or apostrophes."""
    folded = text if text.isascii() else fold(text)
    return _WORD.findall(folded.upper().replace("'", ""))


@lru_cache(maxsize=4096)
def _person(forename: str, surname: str) -> Person:
    given = [w for w in words_of(forename) if w not in TITLES] or [""]
    parts = words_of(surname)
    telling = [p for p in parts if len(p) > 1 and p not in PARTICLES] or parts
    return Person(given[0], given[0][:1], tuple(dict.fromkeys(telling)))


@lru_cache(maxsize=4096)
def _units(room: str, number: str) -> frozenset[str]:
    return frozenset([word for word in words_of(f"{room} {number}") if not word.isalpha()])


@lru_cache(maxsize=4096)
def _street(street: str) -> tuple[str, ...]:
    words = [w for w in words_of(street) if w.isalpha() and w != "THE"]
    return (*words[:1], *[STREET_ENDS.get(w, w) for w in words[1:]])


def _amounts(usual: tuple[tuple[int, str], ...]) -> dict[int, str]:
    """Every expected amount with its words; a charge by the week is often paid in twelve equal sums a year."""
    amounts: dict[int, str] = {}
    for pence, words in usual:
        if pence > 0 and pence not in amounts:
            amounts[pence] = words
    if usual and usual[0][0] > 0:
        charge, words = usual[0]
        periods, monthly = _in_a_year(words)
        if periods:
            amounts.setdefault(portion(charge, periods, 12), monthly)
    return amounts


@lru_cache(maxsize=64)
def _in_a_year(words: str) -> tuple[int, str]:
    """How many charges of these words a year has, nought where it is paid by the month, and the words for a twelfth of them."""
    return _PERIODS_A_YEAR.get(period_days(words), 0), f"{words} as a monthly sum"
