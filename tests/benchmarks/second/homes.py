"""Homes, stays and their accounts: houses, schemes of one rent, shared houses, hostels by the night, moves between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from housingdesk.bank.rules.receipts import AccountFacts
from housingdesk.demo.chance import Table, between, one_of
from housingdesk.values.references import payment_reference
from tests.benchmarks.second.people import Person, person, relative

_STREETS = ("Alma Street", "Beech Road", "Canal Side", "Church Lane", "Coronation Avenue", "Derby Road", "Elm Grove",
            "Fore Street", "Garden Close", "George Street", "High Street", "Kings Road", "Lime Avenue", "London Road",
            "Manor Drive", "Marlborough Court", "Meadow View", "Mill Lane", "New Road", "North Parade", "Orchard Way",
            "Priory Gardens", "Queens Crescent", "Regent Terrace", "Sea View", "Stanley Street", "The Maltings",
            "Trinity Walk", "Union Place", "West End", "Windmill Hill", "York Road")
_KINDS = Table([("house", 34), ("scheme", 30), ("shared", 20), ("hostel", 16)])
_STAY_DAYS = {"house": (400, 6000), "scheme": (200, 3000), "shared": (90, 900), "hostel": (10, 240)}
NAMESAKE, MOVES = 0.015, 0.03


@dataclass(slots=True)
class Stay:
    """One agreement: its account's facts, who holds it, what it cost before and since April, and from where they came."""

    key: int
    reference: str
    letters: str
    old_number: str
    kind: str
    people: tuple[Person, ...]
    number: str
    street: str
    room: str
    words: str
    period: int
    pence: int
    pence_before: int
    begins: date
    ends: date | None
    moved_from: "Stay | None" = field(default=None, repr=False)

    def facts(self) -> AccountFacts:
        """What the rent room would say of it on the last day."""
        names = tuple((p.forename, p.surname) for p in self.people)
        return AccountFacts(self.key, self.reference, self.letters, "rent", names, self.number, self.street, self.room,
                            ((self.pence, self.words),), self.begins, self.ends,
                            other_references=(self.old_number,) if self.key % 2 else ())


class Town:
    """Makes stays until there are so many that run on the last day."""

    def __init__(self, rng: Random, first: date, last: date) -> None:
        self.rng, self.first, self.last = rng, first, last
        self.stays: list[Stay] = []
        self._number = between(rng, 100_000, 900_000)

    def fill(self, homes: int) -> list[Stay]:
        """Homes of all kinds with the stays of the fourteen months, and the moves between homes."""
        rooms = 0
        while rooms < homes:
            kind = _KINDS.draw(self.rng)
            size = {"house": 1, "scheme": between(self.rng, 8, 36), "shared": between(self.rng, 3, 5),
                    "hostel": between(self.rng, 8, 24)}[kind]
            rooms += size
            self._building(kind, size)
        self._move_some()
        return self.stays

    def _building(self, kind: str, size: int) -> None:
        rng = self.rng
        number, street = str(between(rng, 1, 190)), one_of(rng, _STREETS)
        schemes = (("weekly rent", 7, 8800, 14_000), ("monthly rent", 30, 39_000, 61_000))
        words, period, low, high = {
            "house": ("weekly rent", 7, 8200, 15_500), "scheme": one_of(rng, schemes),
            "shared": ("4-weekly rent", 28, 30_000, 52_000), "hostel": ("weekly own charge", 7, 1250, 3900)}[kind]
        pence = between(rng, low, high)
        neighbours: list[Person] = []
        for place in range(1, size + 1):
            own = pence if rng.random() < 0.8 or kind == "hostel" else between(rng, low, high)
            for begins, ends in self._spans(kind):
                holder = person(rng)
                if neighbours and rng.random() < NAMESAKE:
                    like = one_of(rng, neighbours)
                    holder = Person(one_of(rng, (holder.forename, like.forename)), like.surname)
                neighbours.append(holder)
                people = (holder, relative(rng, holder)) if kind == "house" and rng.random() < 0.25 else (holder,)
                room = "" if kind == "house" else f"{'Flat' if kind == 'scheme' else 'Room'} {place}"
                self._add(kind, people, (number, street, room), (words, period, own), (begins, ends))

    def _spans(self, kind: str) -> Iterator[tuple[date, date | None]]:
        low, high = _STAY_DAYS[kind]
        at = self.first - timedelta(between(self.rng, 0, high))
        while at <= self.last:
            end = at + timedelta(between(self.rng, low, high))
            if end >= self.first:
                yield at, end if end < self.last else None
            at = end + timedelta(between(self.rng, 3, 40))

    def _add(self, kind: str, people: tuple[Person, ...], home: tuple[str, str, str], charge: tuple[str, int, int],
             span: tuple[date, date | None]) -> Stay:
        rng, key = self.rng, len(self.stays) + 1
        self._number += between(rng, 1, 4)
        words, period, pence = charge
        before = round(pence / (1 + between(rng, 15, 75) / 1000))
        stay = Stay(key, payment_reference(self._number), f"{'T' if kind != 'hostel' else 'L'}{key:06d}",
                    f"{between(rng, 10_000, 99_999)}-{between(rng, 1, 4)}", kind, people, *home, words, period, pence, before,
                    *span)
        self.stays.append(stay)
        return stay

    def _move_some(self) -> None:
        """Some who left in these months came back elsewhere: a new account, the same person."""
        left = [s for s in self.stays if s.ends is not None and s.ends > self.first]
        arrived = [s for s in self.stays if s.begins > self.first and s.kind != "house"]
        for old in left:
            if self.rng.random() >= MOVES * 4 or old.ends is None:
                continue
            near = [s for s in arrived if s.moved_from is None and 0 < (s.begins - old.ends).days <= 30 and s is not old]
            if near:
                new = one_of(self.rng, near)
                new.people, new.moved_from = old.people[:1], old
