"""The roll-forward and the arrears list name the scheme of the home people have on that day, not of one before or to come."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.lettings.actions.letting import move_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.rollforward import roll_forward
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.desk import MONDAY
from tests.support.lettings import OPENED, make_person

DAY = timedelta(1)


def home_in(desk: Desk, scheme: str) -> int:
    place = desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, scheme)).value
    draft = SpaceDraft(SpaceKind.HOUSE, "1", place, street=f"1 {scheme} Road", town="Anytown", postcode="ZZ9 9ZZ",
                       managed_from=OPENED)
    return int(desk.do(add_space, draft=draft, let=True).value)


def test_a_move_changes_the_scheme_from_its_day(desk: Desk) -> None:
    later, first = home_in(desk, "Ash"), home_in(desk, "Beech")
    rent = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
    start = StartDraft(TenancyKind.ASSURED, (make_person(desk),), first, MONDAY - 28 * DAY)
    tenancy = desk.do(start_letting, draft=LettingDraft(start, Frequency.WEEKLY, (rent,))).value
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(move_letting, tenancy_id=tenancy, to_space=later, on=MONDAY + 3 * DAY)
    for day, scheme in ((MONDAY, "Beech"), (MONDAY + 2 * DAY, "Beech"), (MONDAY + 3 * DAY, "Ash")):
        assert {row.scheme for row in desk.ask(roll_forward, start=MONDAY - 28 * DAY, end=day)} == {scheme}
        assert [row.scheme for row in desk.ask(arrears_list, on=day)] == [scheme]
