"""Every account, findable by what a payer may write: reference, name, address. Built once a file, never scanned.

It finds and counts; what a find is worth is decided in ``evidence``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from housingdesk.bank.rules.receipts import AccountFacts
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


@dataclass(slots=True, frozen=True)
class Person:
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
    """All accounts by reference, name, name and amount, and address; every list is in order of account id."""

    __slots__ = ("_informative", "_references", "amounts", "by_address", "by_forename", "by_id", "by_initial", "by_name_amount",
                 "by_other", "by_reference", "by_surname", "forenames", "surname_starts")

    def __init__(self, accounts: Iterable[AccountFacts]) -> None:
        self.by_id: dict[int, Entry] = {}
        self.by_reference: dict[str, list[Entry]] = {}
        self.by_other: dict[str, list[Entry]] = {}
        self.by_surname: dict[str, list[Entry]] = {}
        self.by_initial: dict[tuple[str, str], list[Entry]] = {}
        self.by_forename: dict[tuple[str, str], list[Entry]] = {}
        self.by_name_amount: dict[tuple[str, int], list[Entry]] = {}
        self.by_address: dict[tuple[str, str], list[Entry]] = {}
        self.amounts: dict[int, int] = {}
        self.forenames: set[str] = set()
        for facts in sorted(accounts, key=lambda a: a.account_id):
            self._add(_entry(facts))
        self.surname_starts = _starts(self.by_surname)
        self._references = sorted(self.by_reference)
        self._informative = max(_FEW_ACCOUNTS, len(self.by_id) // _ONE_ACCOUNT_IN)

    def __len__(self) -> int:
        return len(self.by_id)

    def is_informative(self, pence: int) -> bool:
        """Whether so few accounts expect this amount that it says something about whose money it is."""
        return self.amounts.get(pence, 0) <= self._informative

    def count_beginning(self, digits: str) -> int:
        """How many payment references begin with these digits."""
        return bisect_left(self._references, digits + ":") - bisect_left(self._references, digits)

    def _add(self, entry: Entry) -> None:
        facts = entry.facts
        if entry.account_id in self.by_id:
            raise ValueError(f"account {entry.account_id} is given twice")
        self.by_id[entry.account_id] = entry
        self.by_reference.setdefault(facts.reference, []).append(entry)
        for other in (facts.tenancy_reference, *facts.other_references):
            _put(self.by_other, "".join(_WORD.findall(other.upper())), entry)
        for pence in entry.amounts:
            self.amounts[pence] = self.amounts.get(pence, 0) + 1
        for person in entry.people:
            self._add_person(entry, person)
        if entry.street:
            for unit in entry.units:
                _put(self.by_address, (unit, entry.street[0]), entry)

    def _add_person(self, entry: Entry, person: Person) -> None:
        if person.forename:
            self.forenames.add(person.forename)
        for surname in person.surnames:
            _put(self.by_surname, surname, entry)
            _put(self.by_initial, (surname, person.initial), entry)
            _put(self.by_forename, (surname, person.forename), entry)
            for pence in entry.amounts:
                _put(self.by_name_amount, (surname, pence), entry)


def _put(table: dict[_Key, list[Entry]], key: _Key, entry: Entry) -> None:
    found = table.get(key)
    if found is None:
        table[key] = [entry]
    elif found[-1] is not entry:
        found.append(entry)


def _starts(surnames: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The surnames that a name cut off at 18 characters may be: ``{"WILL": ("WILLIAMS", "WILLIS")}``."""
    starts: dict[str, list[str]] = {}
    for surname in sorted(surnames):
        for end in range(_SHORTEST_START, len(surname)):
            starts.setdefault(surname[:end], []).append(surname)
    return {start: tuple(names) for start, names in starts.items()}


def _entry(facts: AccountFacts) -> Entry:
    people = tuple([_person(forename, surname) for forename, surname in facts.names])
    units = frozenset([t for t in words_of(f"{facts.room} {facts.number}") if not t.isalpha()])
    charge, limit = (facts.usual[0][0], 4 * max(facts.usual)[0]) if facts.usual else (0, 0)
    return Entry(facts, facts.account_id, people, _amounts(facts), charge, limit, units, _street(facts.street),
                 facts.active_from - EARLY if facts.active_from - date.min > EARLY else date.min, facts.active_to)


def forget_names() -> None:
    """Lets go of the names and streets kept ready while an index was built: among millions of short-lived things, a few
    thousand that stay keep all the memory around them.
    """
    _person.cache_clear()
    _street.cache_clear()


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
def _street(street: str) -> tuple[str, ...]:
    words = [w for w in words_of(street) if w.isalpha() and w != "THE"]
    return (*words[:1], *[STREET_ENDS.get(w, w) for w in words[1:]])


def _amounts(facts: AccountFacts) -> dict[int, str]:
    """Every expected amount with its words; a charge by the week is often paid in twelve equal sums a year."""
    amounts: dict[int, str] = {}
    for pence, words in facts.usual:
        if pence > 0:
            amounts.setdefault(pence, words)
    periods = _PERIODS_A_YEAR.get(facts.period_days)
    if periods and facts.usual and facts.usual[0][0] > 0:
        monthly = portion(facts.usual[0][0], periods, 12)
        amounts.setdefault(monthly, f"{facts.usual[0][1]} as a monthly sum")
    return amounts
