"""Small towns for tests: a council, a scheme, a shared house with rooms, an ordinary house, a garage."""

from dataclasses import dataclass
from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import OfficeDraft, RentType, SpaceDraft, SpaceKind


@dataclass(frozen=True, slots=True)
class Town:
    """Ids of what stands in the town; the rooms and the ordinary house are let as one, the shared house is not."""

    council: int
    scheme: int
    house: int
    rooms: tuple[int, int, int]
    home: int
    garage: int


def build_town(desk: Desk) -> Town:
    """Beech supported: Beech House at 5 Mill Lane with Rooms 1, 2 and 10; 14 Dale Road; Garage 7."""
    council = desk.do(add_council, draft=OfficeDraft("Dalebrook Borough Council", number="HB0041276")).value
    scheme = desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, "Beech supported", council_id=council,
                                                 officer="Anita Bell")).value
    house = desk.do(add_space, draft=SpaceDraft(SpaceKind.HOUSE, "Beech House", scheme, street="5 Mill Lane",
                                                town="Dalebrook", postcode="zz1 1zz")).value
    rooms = tuple(desk.do(add_space, let=True, draft=SpaceDraft(
        SpaceKind.ROOM, f"Room {n}", house, rent_type=RentType.SUPPORTED)).value for n in (1, 2, 10))
    home = desk.do(add_space, let=True, draft=SpaceDraft(
        SpaceKind.HOUSE, "14", scheme, street="14 Dale Road", town="Dalebrook", postcode="ZZ9 9ZZ", bedrooms=3,
        rent_type=RentType.SOCIAL, officer="Femi Ajayi", uprn="10001")).value
    garage = desk.do(add_space, let=True, draft=SpaceDraft(
        SpaceKind.GARAGE, "Garage 7", scheme, street="off Dale Road", town="Dalebrook", postcode="ZZ9 9ZY",
        rent_type=RentType.CONTRACT, managed_from=date(2020, 1, 1))).value
    assert len(rooms) == 3
    return Town(council, scheme, house, rooms, home, garage)


def add_people(desk: Desk, *names: str) -> list[int]:
    """Persons of these names."""
    return [int(desk.do(add_person, draft=PersonDraft(name)).value) for name in names]
