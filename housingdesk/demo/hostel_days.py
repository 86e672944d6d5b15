"""The made-up hostel: rooms let by the night, a bed held in hospital, short stays within one week, a move to another room."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from housingdesk.changes.actions.room_move import move_room
from housingdesk.demo.actions.hostels import charge_empty_nights
from housingdesk.demo.doing import Doing
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.queries import councils
from housingdesk.properties.rules import RentType, SpaceDraft, SpaceKind
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.actions.held_beds import hold_bed
from housingdesk.rent.queries.accounts import main_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, HeldCause
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.values.dates import DAY, week_of

SCHEME, HOUSE, STREET = "Station Road hostel", "Station House", "12 Station Road"
ROOMS, LARGE = 6, 5
NIGHT, LARGER, MEALS = 2_140, 2_440, 315
WEEKS = timedelta(weeks=4)


class Stay(NamedTuple):
    """Somebody's stay: their room, and the days before this Monday on which they arrive and leave (None: they are there)."""

    name: str
    room: int
    arrives: int
    leaves: int | None = None


STAYS = (
    Stay("Gwen Parry", 1, 25), Stay("Tobias Lund", 2, 28, 12), Stay("Marta Nowak", 2, 10),
    Stay("Ellis Grant", 3, 27, 9), Stay("Rosa Field", 3, 6, 4), Stay("Idris Bello", 3, 4, 3), Stay("Lena Marsh", 3, 1),
    Stay("Peter Quill", 4, 20), Stay("Hana Suzuki", 6, 24, 9))
AWAY, MOVES = "Gwen Parry", "Peter Quill"


class HostelDays(Doing):
    """One house of six rooms, the last four weeks of it."""

    def _moment(self, day: date) -> datetime:
        self._count += 1
        return datetime.combine(day, time(0, 28), UTC) + timedelta(seconds=self._count)

    def fill(self, today: date) -> int:
        """The house, who stayed there and what happened; returns how many stays."""
        monday = week_of(today)
        rooms = self._rooms(today, monday)
        voids = [self._void(today, monday, room, number) for number, room in enumerate(rooms, 1)]
        stays = {stay.name: self._stay(today, monday, rooms, stay) for stay in STAYS}
        account = self._ask(main_account, tenancy_id=stays[AWAY]).id
        self._do(today, hold_bed, account_id=account, cause=HeldCause.HOSPITAL, start=monday - timedelta(5), charged=False,
                 note="Their key worker rings every Friday")
        self._do(today, move_room, tenancy_id=stays[MOVES], to_space=rooms[LARGE - 1], on=monday - timedelta(5),
                 charges=_charges(LARGE))
        self._do(today, charge_empty_nights, self._administrator, accounts=voids, before=monday)
        return len(stays)

    def _rooms(self, today: date, monday: date) -> list[int]:
        council, since = self._ask(councils)[0].id, monday - WEEKS
        scheme = self._do(today, add_space, self._administrator, draft=SpaceDraft(
            SpaceKind.SCHEME, SCHEME, council_id=council, officer=self._who.name))
        house = self._do(today, add_space, self._administrator, draft=SpaceDraft(
            SpaceKind.HOUSE, HOUSE, scheme, street=STREET, town="Dalebrook", postcode="ZZ1 4RH", managed_from=since))
        return [self._do(today, add_space, self._administrator, let=True, draft=SpaceDraft(
            SpaceKind.ROOM, f"Room {number}", house, rent_type=RentType.SUPPORTED, bedrooms=1, managed_from=since))
            for number in range(1, ROOMS + 1)]

    def _void(self, today: date, monday: date, room: int, number: int) -> int:
        return int(self._do(today, open_void_account, self._administrator, space_id=room, frequency=Frequency.NIGHTLY,
                            name=f"Room {number}, {HOUSE}", opens_on=monday - WEEKS, charges=_charges(number)[:1]))

    def _stay(self, today: date, monday: date, rooms: list[int], stay: Stay) -> int:
        person = self._do(today, add_person, draft=PersonDraft(stay.name))
        start = StartDraft(TenancyKind.LICENCE_EXCLUDED, (person,), rooms[stay.room - 1], monday - stay.arrives * DAY)
        licence = int(self._do(today, start_letting, draft=LettingDraft(start, Frequency.NIGHTLY, _charges(stay.room))))
        if stay.leaves is not None:
            self._do(today, end_letting, tenancy_id=licence, reason=EndReason.NOTICE_BY_TENANT,
                     event_on=monday - stay.leaves * DAY)
        return licence


def _charges(room: int) -> tuple[ChargeDraft, ...]:
    """The room and its meals, pence a night."""
    return (ChargeDraft(ChargeCode.RENT, "Room", LARGER if room == LARGE else NIGHT),
            ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Meals", MEALS))
