"""A person, a home and an agreement for tests, through the rooms' own actions."""

from datetime import date
from itertools import count

from housingdesk.access.desk import Desk
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.desk import MONDAY

_NUMBERS = count(1)
OPENED = date(2020, 4, 6)


def make_person(desk: Desk, name: str = "Amina Khan") -> int:
    """A person; returns the id."""
    return int(desk.do(add_person, draft=PersonDraft(name)).value)


def make_home(desk: Desk, kind: SpaceKind = SpaceKind.HOUSE) -> int:
    """A home of its own, let since 2020; returns the id."""
    draft = SpaceDraft(kind=kind, label=str(next(_NUMBERS)), street=f"{next(_NUMBERS)} Dale Road", town="Anytown",
                       postcode="ZZ9 9ZZ", managed_from=OPENED)
    return int(desk.do(add_space, draft=draft, let=True).value)


def make_tenancy(desk: Desk, name: str = "Amina Khan", *, kind: TenancyKind = TenancyKind.ASSURED,
                 start: date = MONDAY) -> int:
    """An agreement of one person on a home of their own; returns the id."""
    home = make_home(desk, SpaceKind.GARAGE if kind is TenancyKind.CONTRACT else SpaceKind.HOUSE)
    draft = StartDraft(kind, (make_person(desk, name),), home, start)
    return int(desk.do(start_tenancy, draft=draft).value)
