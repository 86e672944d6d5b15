"""The people of the made-up association: how to reach them, what they need, whom we may talk to about them.

Telephone numbers are from the ranges Ofcom keeps for fiction (01632 960000–960999, 07700 900000–900999) and addresses
end in .example, so nothing can reach a real person.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import Table, between, one_of
from housingdesk.demo.names import Community, Name, community, town_name
from housingdesk.demo.places import MANAGING_AGENT, SUPPORT_OFFICES, SUPPORT_PROVIDERS, Space, Use
from housingdesk.people.rules import NeedKind, PartyRole, Scope
from housingdesk.values.dates import add_months
from housingdesk.values.text import squash


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who holds, or held, a home or garage. ``needs`` are pairs: kind, detail (an interpreter's language)."""

    key: int
    name: Name
    known_as: str | None
    born_on: date
    mobile: str | None
    landline: str | None
    email: str | None
    needs: tuple[tuple[NeedKind, str], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Whom we may talk to about a person, from the day authority was given until it runs out; None: it never was."""

    person: int
    role: PartyRole
    name: str
    organisation: str
    phone: str
    email: str
    scope: Scope
    authority_on: date | None
    expires_on: date | None
    address: str = ""


_AGES: dict[Use, tuple[int, int]] = {Use.SHELTERED: (61, 93), Use.HOSTEL: (18, 56), Use.SUPPORTED: (18, 61)}
_NEEDS: Table[NeedKind | None] = Table([
    (None, 880), (NeedKind.LARGE_PRINT, 45), (NeedKind.EASY_READ, 25), (NeedKind.PHONE_FIRST, 25),
    (NeedKind.NO_PHONE, 10), (NeedKind.SIGN_LANGUAGE, 6), (NeedKind.BRAILLE, 4), (NeedKind.AUDIO, 5)])
_NEED_DETAIL = {NeedKind.LARGE_PRINT: "16 point", NeedKind.SIGN_LANGUAGE: "BSL", NeedKind.NO_PHONE: "write first"}
_HAS_INTERPRETER = 0.22
_MAIL = ("post", "mail", "inbox", "letterbox")
# One key worker in so many never had authority on paper: they hear that a letter was sent, and no more.
_WITHOUT_AUTHORITY = 6
_WORKERS = ("Jo Marsden", "Idris Cole", "Beata Wrona", "Tamsin Hale", "Marcus Reid", "Priti Shah")


def plan_person(rng: Random, key: int, use: Use, moved_in: date) -> Person:
    """A person of an age that fits the home, at least 18 when moving in."""
    origin = community(rng)
    name = town_name(rng, origin)
    youngest, oldest = _AGES.get(use, (19, 58))
    born = moved_in.replace(day=1) - timedelta(days=between(rng, youngest * 366, oldest * 365))
    known_as = name.forename[:3] if len(name.forename) > 5 and rng.random() < 0.03 else None
    mobile = f"07700 900{between(rng, 0, 999):03d}" if rng.random() < 0.93 else None
    older = use is Use.SHELTERED
    landline = f"01632 960{between(rng, 400, 999):03d}" if rng.random() < (0.6 if older else 0.18) else None
    email = _email(rng, name) if rng.random() < (0.35 if older else 0.8) else None
    return Person(key, name, known_as, born, mobile, landline, email, _needs(rng, origin))


def _email(rng: Random, name: Name) -> str:
    local = ".".join(part for part in (squash(name.forename), squash(name.surname)) if part)
    number = f"{between(rng, 1, 99)}" if rng.random() < 0.5 else ""
    return f"{local[:40]}{number}@{one_of(rng, _MAIL)}.example"


def _needs(rng: Random, origin: Community) -> tuple[tuple[NeedKind, str], ...]:
    needs: list[tuple[NeedKind, str]] = []
    if (kind := _NEEDS.draw(rng)) is not None:
        needs.append((kind, _NEED_DETAIL.get(kind, "")))
    if origin.language and rng.random() < _HAS_INTERPRETER:
        needs.append((NeedKind.INTERPRETER, origin.language))
    return tuple(needs)


def plan_parties(rng: Random, person: Person, space: Space, starts: date, ends: date | None,
                 today: date) -> list[Party]:
    """Everybody we may, or once might, talk to about the person in this home; no authority is later than ``today``."""
    parties: list[Party] = []
    if space.use in (Use.SUPPORTED, Use.HOSTEL):
        parties += _support(rng, person, space.council, starts, ends, today)
    if space.use is Use.AGENT:
        parties.append(Party(person.key, PartyRole.MANAGING_AGENT, "Lettings desk", MANAGING_AGENT.name,
                             MANAGING_AGENT.phone, MANAGING_AGENT.email, Scope.REPAIRS, starts, ends))
    if rng.random() < (0.08 if space.use in (Use.SUPPORTED, Use.SHELTERED) else 0.012):
        parties.append(_relative(rng, person, PartyRole.APPOINTEE, Scope.RENT, starts, today))
    if rng.random() < (0.3 if space.use is Use.SHELTERED else 0.05):
        parties.append(_relative(rng, person, PartyRole.RELATIVE, Scope.EVERYTHING, starts, today))
    return parties


def _support(rng: Random, person: Person, council: int, starts: date, ends: date | None,
             today: date) -> list[Party]:
    """The provider for the whole stay, and key workers one after another, each for half a year or so."""
    provider = SUPPORT_PROVIDERS[council - 1]
    found = [Party(person.key, PartyRole.SUPPORT_PROVIDER, provider.name, provider.name, provider.phone, provider.email,
                   Scope.SUPPORT, starts, ends, SUPPORT_OFFICES[provider.name])]
    begins, last = starts, min(today, ends or today)
    while begins < last and len(found) < 4:
        until = begins + timedelta(days=between(rng, 120, 300))
        worker = one_of(rng, _WORKERS)
        email = f"{squash(worker)}@{provider.email.split('@')[1]}"
        asked = person.key % _WITHOUT_AUTHORITY != 0 or until < last
        found.append(Party(person.key, PartyRole.KEY_WORKER, worker, provider.name, provider.phone, email, Scope.RENT,
                           begins if asked else None, until if asked else None))
        begins = until
    return found


def _relative(rng: Random, person: Person, role: PartyRole, scope: Scope, starts: date, today: date) -> Party:
    """A relative, most with the same surname; four authorities in ten run out, some already have."""
    name = town_name(rng, community(rng))
    if rng.random() < 0.6:
        name = Name(name.title, name.forename, person.name.surname)
    given = min(today, add_months(starts, between(rng, 0, 10)))
    expires = add_months(given, between(rng, 6, 30)) if rng.random() < 0.4 else None
    return Party(person.key, role, name.full(), "", f"07700 900{between(rng, 0, 999):03d}", "", scope, given, expires)
