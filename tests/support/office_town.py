"""A council with its card, a supported scheme of two rooms, and somebody in one of them who claims, for tests."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind, Source
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import OfficeDraft, SpaceDraft, SpaceKind
from housingdesk.rent.actions.accounts import open_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.desk import MONDAY
from tests.support.lettings import OPENED, make_person


class Town:
    """A council with a supported scheme of two rooms, one of which somebody has who claims."""

    def __init__(self, desk: Desk, name: str, person: str, number: int) -> None:
        self.desk, self.person = desk, person
        self.council = int(desk.do(add_council, draft=OfficeDraft(name, number=f"CR{number}")).value)
        self.office = int(desk.do(open_office, source=Source.COUNCIL, council_id=self.council).value)
        self.scheme = int(desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, f"Beech {number}",
                                                              council_id=self.council)).value)
        self.rooms = [self._room(number, room) for room in (1, 2)]
        self.tenancy = int(desk.do(start_tenancy, draft=StartDraft(
            TenancyKind.LICENCE_EXCLUDED, (make_person(desk, person),), self.rooms[0], MONDAY)).value)
        desk.do(open_account, tenancy_id=self.tenancy, frequency=Frequency.WEEKLY, charges=(
            ChargeDraft(ChargeCode.RENT, "Rent", 18_000), ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Cleaning", 2_000),
            ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Heating of the room", 1_500),
            ChargeDraft(ChargeCode.SUPPORT, "Support", 1_000)))
        [holder] = desk.ask(holders, tenancy_ids=[self.tenancy])
        self.claim = int(desk.do(start_claim, draft=ClaimDraft(
            ClaimKind.HB_SUPPORTED, MONDAY, self.tenancy, holder.person_id, council_id=self.council, reference=f"HB{number}",
            sent_on=MONDAY, to_landlord=True)).value)

    def _room(self, number: int, room: int) -> int:
        draft = SpaceDraft(SpaceKind.HOUSE, f"{room}", self.scheme, f"{room} Beech Road {number}", town="Dalebrook",
                           postcode="ZZ9 9ZZ", managed_from=OPENED, council_id=self.council)
        return int(self.desk.do(add_space, draft=draft, let=True).value)


def town(desk: Desk) -> Town:
    """One council and what is there."""
    name_association(desk)
    return Town(desk, "Dalebrook Borough Council", "Amina Khan", 1)


def two_towns(desk: Desk) -> tuple[Town, Town]:
    """Two councils, each with somebody who claims."""
    return town(desk), Town(desk, "Northmere District Council", "Bo Lind", 2)


def name_association(desk: Desk) -> None:
    """What its papers say of it."""
    facts = {"org.name": "Dale Vale Homes", "org.address": ("2 Mill Lane", "Dalebrook"), "org.phone": "01632 960 118"}
    for key, value in facts.items():
        desk.do(set_value, key=key, value=value, valid_from=date(2020, 1, 1))
