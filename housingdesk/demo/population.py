"""The made-up association as a plan: homes, people, agreements, charges and how each account is paid.

It decides who and what; ``payments.weeks`` then lets the weeks go by. The same homes, years, seed and day give the same
plan on every platform.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from housingdesk.demo.agreements import is_joint, kind_of, period_start, plan_award, plan_frequency
from housingdesk.demo.chance import between, stream
from housingdesk.demo.conduct import Conduct
from housingdesk.demo.narrative import Payee
from housingdesk.demo.occupancies import Stay, stays
from housingdesk.demo.openings import Opening, plan_opening
from housingdesk.demo.payers import plan_conducts
from housingdesk.demo.people import Party, Person, plan_parties, plan_person
from housingdesk.demo.places import Space, Use, parts
from housingdesk.demo.rents import Tariff, plan_charges, tariffs
from housingdesk.demo.schemes import plan_places
from housingdesk.demo.tenures import Award, Tenancy
from housingdesk.properties.rules import address_line
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, reference_letter
from housingdesk.values.dates import add_months, rent_year_of, week_of
from housingdesk.values.references import payment_reference

NAME = "Dale Vale Homes"
_GENERAL_NEEDS = frozenset({Use.STREETS, Use.BLOCK})
_MOVES_ON, _GARAGE_FOR_HOME = 0.12, 0.7


@dataclass(frozen=True, slots=True)
class Association:
    """The whole plan. Keys count from 1, so ``tenancies[key - 1]``; an account has its tenancy's key.

    ``first_day`` is the Monday on which the books begin. ``conducts`` and ``payees`` go with ``tenancies`` one by one;
    ``openings`` only with those that began before the books.
    """

    name: str
    homes: int
    seed: int
    first_day: date
    today: date
    spaces: tuple[Space, ...]
    people: tuple[Person, ...]
    parties: tuple[Party, ...]
    tenancies: tuple[Tenancy, ...]
    payees: tuple[Payee, ...]
    conducts: tuple[Conduct, ...]
    openings: tuple[Opening, ...]

    def council(self, tenancy: Tenancy) -> int:
        """The key of the council that pays Housing Benefit for it."""
        return self.spaces[tenancy.space - 1].council

    def current(self, on: date) -> list[Tenancy]:
        return [tenancy for tenancy in self.tenancies if tenancy.is_current(on)]


def plan(homes: int, years: int, seed: int, today: date) -> Association:
    """An association of so many homes (garages and stores come on top) with books that began so many years ago."""
    if homes < 1 or years < 1:
        raise ValueError("an association has one home and one year at least")
    first_day = week_of(add_months(today, -12 * years))
    spaces = plan_places(homes, seed)
    town = _Signings(seed, first_day, today, spaces)
    for stay in sorted(_stays(town, garages=False), key=lambda s: (s.starts, s.space)):
        town.sign(stay)
    for stay in sorted(_stays(town, garages=True), key=lambda s: (s.starts, s.space)):
        town.sign_garage(stay)
    tenancies, payees = tuple(town.tenancies), tuple(town.payees)
    conducts = plan_conducts(seed, tenancies, payees, town.garage_homes, homes, first_day, today)
    openings = [plan_opening(stream(seed, "opening", t.key), t, conduct, spaces[t.space - 1].council, first_day)
                for t, conduct in zip(tenancies, conducts, strict=True)]
    return Association(NAME, homes, seed, first_day, today, spaces, tuple(town.people), tuple(town.parties), tenancies,
                       payees, conducts, tuple(opening for opening in openings if opening is not None))


def _stays(town: "_Signings", *, garages: bool) -> list[Stay]:
    return [stay for space in town.spaces if space.lettable and (space.use is Use.GARAGES) is garages
            for stay in stays(town.seed, space, town.first_day, town.today)]


class _Signings:
    """Agreements signed so far, in order of their start, and the people who signed them."""

    def __init__(self, seed: int, first_day: date, today: date, spaces: tuple[Space, ...]) -> None:
        self.seed, self.first_day, self.today, self.spaces = seed, first_day, today, spaces
        self.people: list[Person] = []
        self.parties: list[Party] = []
        self.tenancies: list[Tenancy] = []
        self.payees: list[Payee] = []
        self.garage_homes: dict[int, int] = {}
        self._tariffs: dict[int, tuple[Tariff, ...]] = {}
        self._leavers: list[tuple[date, int]] = []
        self._number = 4000 + seed % 97
        self._lines = {space.key: address_line(parts(spaces, space.key)) for space in spaces if space.lettable}

    def sign(self, stay: Stay) -> None:
        """A home: new people, or now and then somebody moving on from the hostel or a supported room."""
        space = self.spaces[stay.space - 1]
        rng = stream(self.seed, "tenancy", stay.space, stay.starts)
        people = [self._moving_on(rng, space, stay) or self._person(rng, space, stay)]
        if is_joint(rng, space.use):
            people.append(self._partner(rng, people[0], space, stay))
        self._tenancy(rng, space, stay, people)
        if space.use in (Use.HOSTEL, Use.SUPPORTED) and stay.ends is not None:
            self._leavers.append((stay.ends, people[0].key))

    def sign_garage(self, stay: Stay) -> None:
        """A garage, store or parking space: seven in ten go to somebody who has a home here."""
        space = self.spaces[stay.space - 1]
        rng = stream(self.seed, "garage", stay.space, stay.starts)
        home = self._home_for(rng, space, stay) if rng.random() < _GARAGE_FOR_HOME else None
        person = self._person(rng, space, stay) if home is None else self.people[home.people[0] - 1]
        tenancy = self._tenancy(rng, space, stay, [person], vat=home is None)
        if home is not None:
            self.garage_homes[tenancy.key] = home.key

    def _person(self, rng: Random, space: Space, stay: Stay) -> Person:
        person = plan_person(rng, len(self.people) + 1, space.use, stay.starts)
        self.people.append(person)
        self.parties += plan_parties(rng, person, space, stay.starts, stay.ends, self.today)
        return person

    def _partner(self, rng: Random, first: Person, space: Space, stay: Stay) -> Person:
        person = self._person(rng, space, stay)
        if rng.random() < 0.7:
            person = replace(person, name=replace(person.name, surname=first.name.surname))
            self.people[-1] = person
        return person

    def _moving_on(self, rng: Random, space: Space, stay: Stay) -> Person | None:
        if space.use not in _GENERAL_NEEDS or rng.random() >= _MOVES_ON:
            return None
        for index in range(len(self._leavers) - 1, max(-1, len(self._leavers) - 60), -1):
            left, key = self._leavers[index]
            if 0 < (stay.starts - left).days <= 21:
                del self._leavers[index]
                return self.people[key - 1]
        return None

    def _home_for(self, rng: Random, space: Space, stay: Stay) -> Tenancy | None:
        """A home in the same council let for as long as the garage is."""
        for _ in range(12):
            home = self.tenancies[between(rng, 0, len(self.tenancies) - 1)]
            lasts = home.ends is None or (stay.ends is not None and home.ends >= stay.ends)
            near = self.spaces[home.space - 1].council == space.council
            if home.kind is not TenancyKind.CONTRACT and near and lasts and home.is_current(stay.starts):
                return home
        return None

    def _tenancy(self, rng: Random, space: Space, stay: Stay, people: list[Person], *, vat: bool = False) -> Tenancy:
        kind = kind_of(rng, space, stay, self.today)
        age = ((stay.ends or self.today) - people[0].born_on).days // 365
        route, award = plan_award(rng, space, stay, age, self.first_day)
        frequency = plan_frequency(rng, route, kind)
        if award is not None and route is BenefitRoute.UC_DIRECT:
            award = replace(award, start=period_start(frequency, award.start))
            if award.start > min(self.today, stay.ends or self.today):
                route, award = BenefitRoute.UC_TENANT, None
        self._number += between(rng, 1, 3)
        charges = plan_charges(self._tariff(space), space.rent_type, frequency, stay.starts, stay.ends, award, vat=vat)
        tenancy = Tenancy(
            len(self.tenancies) + 1, f"{reference_letter(kind)}{self._number:06d}", payment_reference(self._number),
            f"{between(rng, 1, 9)}{between(rng, 0, 99_999):05d}/{between(rng, 1, 3):02d}", space.key, kind, space.social,
            tuple(person.key for person in people), stay.starts, stay.ends, stay.reason,
            add_months(stay.starts, 12) if kind is TenancyKind.STARTER else None,
            add_months(stay.starts, 60) if kind is TenancyKind.FIXED_TERM else None,
            frequency, _routes(route, award, stay), award, charges)
        self.tenancies.append(tenancy)
        self.payees.append(self._payee(tenancy, people))
        return tenancy

    def _tariff(self, space: Space) -> tuple[Tariff, ...]:
        if space.key not in self._tariffs:
            years = rent_year_of(self.first_day), rent_year_of(self.today)
            self._tariffs[space.key] = tariffs(self.seed, space, *years)
        return self._tariffs[space.key]

    def _payee(self, tenancy: Tenancy, people: list[Person]) -> Payee:
        home, _, street = self._lines[tenancy.space].rpartition(", ")
        names = tuple(person.name for person in people)
        return Payee(tenancy.key, tenancy.payment_reference, tenancy.old_number, names, home, street)


def _routes(route: BenefitRoute, award: Award | None, stay: Stay) -> tuple[tuple[BenefitRoute, date], ...]:
    """Universal Credit paid direct comes after a time in which it was paid to the tenant."""
    if award is not None and route is BenefitRoute.UC_DIRECT and award.start > stay.starts:
        return (BenefitRoute.UC_TENANT, stay.starts), (route, award.start)
    return ((route, stay.starts),)
