"""A hostel for tests: rooms let by the night with their void accounts, through the rooms' own actions."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.queries.accounts import account, main_account
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from tests.support.desk import MONDAY
from tests.support.homes import Town, build_town
from tests.support.lettings import make_person

BED, MEALS = 2_000, 400
NIGHT = BED + MEALS


def charges(bed: int = BED, covered: int = 0) -> tuple[ChargeDraft, ...]:
    """A room and its meals, pence a night; ``covered`` of the room by Housing Benefit."""
    shares = (ShareDraft(Payer.HB, covered), ShareDraft(Payer.TENANT, None)) if covered else (ShareDraft(Payer.TENANT, None),)
    return (ChargeDraft(ChargeCode.RENT, "Room", bed, shares), ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Meals", MEALS))


@dataclass
class Hostel:
    """Beech House with three rooms by the night; the third costs £3 a night more."""

    desk: Desk
    town: Town
    voids: tuple[int, ...]

    def arrive(self, room: int, day: int, name: str = "Amina Khan", covered: int = 0) -> int:
        """Somebody has a room so many days after Monday; returns the licence."""
        draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, (make_person(self.desk, name),), self.town.rooms[room],
                           MONDAY + timedelta(day))
        bed = BED + 300 * (room == 2)
        letting = LettingDraft(draft, Frequency.NIGHTLY, charges(bed, covered))
        return int(self.desk.do(start_letting, draft=letting).value)

    def leave(self, licence: int, day: int) -> None:
        """They leave so many days after Monday."""
        self.desk.do(end_letting, tenancy_id=licence, reason=EndReason.NOTICE_BY_TENANT, event_on=MONDAY + timedelta(day))

    def account(self, licence: int) -> int:
        """The account of a licence."""
        row = self.desk.ask(main_account, tenancy_id=licence)
        assert row is not None
        return int(row.id)

    def pence(self, licence: int) -> int:
        """What a licence was charged."""
        row = self.desk.ask(main_account, tenancy_id=licence)
        assert row is not None
        return int(row.pence)

    def lost(self, room: int) -> int:
        """Pence of rent loss of a room."""
        row = self.desk.ask(account, account_id=self.voids[room])
        assert row is not None
        return int(row.pence)


def build_hostel(desk: Desk, opens_on: date = MONDAY) -> Hostel:
    """The hostel, its rooms empty since a day."""
    town = build_town(desk)
    voids = tuple(int(desk.do(open_void_account, space_id=room, name=f"Room {n}", opens_on=opens_on,
                              frequency=Frequency.NIGHTLY, charges=charges(BED + 300 * (n == 2))).value)
                  for n, room in enumerate(town.rooms))
    return Hostel(desk, town, voids)
