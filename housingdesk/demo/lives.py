"""What the association knows of each person on its last day: where they lived, how their name is said, if they have died."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.demo.chance import one_of, stream
from housingdesk.demo.people import Person
from housingdesk.demo.places import parts
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Tenancy
from housingdesk.people.rules import surname_of
from housingdesk.properties.rules import address_line, address_lines
from housingdesk.tenancies.rules import EndReason, home_words

_SAID = {"Siobhán": "shi-VAWN", "Aoife": "EE-fa", "Sinéad": "shi-NAID", "Niamh": "neev", "Róisín": "ro-SHEEN", "Seán": "shawn",
         "Eoin": "OH-in", "Padraig": "PAW-drig", "Diarmuid": "DEER-mid", "Amina": "a-MEE-na", "Wojciech": "VOY-chek",
         "Zoë": "ZO-ee", "Nguyen": "nwin"}
_WARNINGS = ("Two dogs: ring before a visit", "Visit in pairs: the neighbour was threatening in March",
             "Oxygen in the flat: nobody smokes on the stairs")
_WARNED = 0.006
_NOTICE_TO_ESTATE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Life:
    """One person with what is found beside the name; ``homes`` are whole addresses, the newest first."""

    person: Person
    since: date
    say: str
    sort_name: str
    died_on: date | None
    staff_warning: str
    detail: str
    homes: tuple[str, ...]
    former: bool


def lives(association: Association) -> list[Life]:
    """Everybody, in the order of their keys."""
    held: defaultdict[int, list[Tenancy]] = defaultdict(list)
    for tenancy in association.tenancies:
        for person in tenancy.people:
            held[person].append(tenancy)
    return [_life(association, person, held[person.key]) for person in association.people]


def _life(association: Association, person: Person, tenancies: list[Tenancy]) -> Life:
    today = association.today
    newest = sorted(tenancies, key=lambda t: (t.is_current(today), t.starts, -t.key), reverse=True)
    named = {t.space: parts(association.spaces, t.space) for t in newest}
    detail = home_words(address_line(named[newest[0].space]), newest[0].reference, newest[0].starts, newest[0].ends, today)
    homes = tuple(dict.fromkeys(", ".join(address_lines(named[t.space])) for t in newest))
    name = person.name
    whole = name.full()
    sort_name = "" if surname_of(whole) == name.surname else f"{name.surname}, {name.forename}".removesuffix(", ")
    rng = stream(association.seed, "life", person.key)
    warning = one_of(rng, _WARNINGS) if rng.random() < _WARNED else ""
    return Life(person, min(t.starts for t in tenancies), _SAID.get(name.forename, ""), sort_name, _died(newest, today),
                warning, detail, homes, all(t.ends is not None and t.ends < today for t in tenancies))


def _died(tenancies: list[Tenancy], today: date) -> date | None:
    """Four weeks before the end of what somebody alone held until death: notice to the estate is four weeks."""
    for tenancy in tenancies:
        if tenancy.end_reason is EndReason.DEATH and tenancy.ends is not None and len(tenancy.people) == 1:
            return min(today, max(tenancy.starts, tenancy.ends - _NOTICE_TO_ESTATE))
    return None
