"""The arrears list: each account once, weeks of the own charge where benefit pays the rest, credits never taken off."""

from datetime import date, timedelta

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.arrears.queries.listing import Filters, account_standing, arrears_list, filter_choices
from housingdesk.arrears.queries.totals import totals
from housingdesk.arrears.rules.listing import Position, Thresholds, suggested_letter
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import AdjustmentDraft, ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute, EndReason, StartDraft, TenancyKind
from tests.support.desk import MONDAY
from tests.support.lettings import make_home, make_person

DAY = timedelta(1)
PART_BENEFIT = (ShareDraft(Payer.TENANT, 1160), ShareDraft(Payer.HB, None))
LICENCE_CHARGE = ChargeDraft(ChargeCode.RENT, "Licence charge", 24800, PART_BENEFIT)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)


def let(desk: Desk, name: str, charge: ChargeDraft = RENT, kind: TenancyKind = TenancyKind.ASSURED,
        start: date = MONDAY, route: BenefitRoute = BenefitRoute.NONE) -> tuple[int, int]:
    """Somebody with a home and an account; tenancy id and account id."""
    begun = StartDraft(kind, (make_person(desk, name),), make_home(desk), start, route=route)
    tenancy = int(desk.do(start_letting, draft=LettingDraft(begun, Frequency.WEEKLY, (charge,))).value)
    return tenancy, int(desk.ask(accounts_of, tenancy_id=tenancy)[0].id)


def owe(desk: Desk, account: int, pence: int, payer: Payer = Payer.TENANT) -> None:
    desk.do(adjust, draft=AdjustmentDraft(account, pence, payer, MONDAY, "For the test"))


@needs(Permission.ADJUST_ACCOUNTS)
def expect(act: Act, *, account: int, payments: tuple[tuple[Payer, int, date], ...]) -> None:
    """Money on its way."""
    for payer, pence, due in payments:
        act.add(ExpectedPayment(account=account, payer=payer, pence=pence, due_on=due))


def test_an_account_stands_once_though_two_payments_are_due_on_one_day(desk: Desk) -> None:
    _, account = let(desk, "Amina Khan")
    owe(desk, account, 5000)
    desk.do(expect, account=account, payments=((Payer.HB, 1000, MONDAY + DAY), (Payer.UC, 500, MONDAY + DAY),
                                               (Payer.HB, 9900, MONDAY + 9 * DAY)))
    [row] = desk.ask(arrears_list, on=MONDAY)
    assert (row.position.owed_pence, row.expected_on, row.expected_pence) == (5000, MONDAY + DAY, 1500)


def test_weeks_are_of_the_own_charge_where_benefit_pays_the_rest(desk: Desk) -> None:
    _, account = let(desk, "Joe Bloggs", LICENCE_CHARGE, TenancyKind.LICENCE_EXCLUDED, route=BenefitRoute.HB_EXEMPT)
    owe(desk, account, 4640)
    owe(desk, account, 94560, Payer.HB)
    [row] = desk.ask(arrears_list, on=MONDAY)
    assert (row.position.owed_pence, row.position.weeks, row.agreement) == (4640, 4.0, "licence")
    assert row.position.sentence == "Own charge of £11.60 a week: 4 weeks owed"
    assert desk.ask(totals, on=MONDAY).owed_pence == 4640
    assert desk.ask(totals, on=MONDAY).benefit_pence == 94560


def test_credits_and_sub_accounts_take_nothing_off_what_is_owed(desk: Desk) -> None:
    _, behind = let(desk, "Amina Khan")
    _, ahead = let(desk, "Beth Lee")
    owe(desk, behind, 3000)
    owe(desk, ahead, -7000)
    costs = desk.do(open_sub_account, account_id=behind, kind=AccountKind.COURT_COSTS).value
    owe(desk, costs, 41500)
    found = desk.ask(totals, on=MONDAY)
    assert (found.accounts, found.owed_pence, found.credits_pence) == (1, 3000, 7000)
    assert [row.account_id for row in desk.ask(arrears_list, on=MONDAY, filters=Filters())] == [behind]


def test_the_totals_are_the_sum_of_the_list(desk: Desk) -> None:
    for name, own, benefit in (("Ann", 4000, 0), ("Bea", 0, 9000), ("Cia", -500, 300), ("Dee", 700, 20000)):
        _, account = let(desk, name, LICENCE_CHARGE if benefit else RENT)
        if own:
            owe(desk, account, own)
        if benefit:
            owe(desk, account, benefit, Payer.HB)
    start = StartDraft(TenancyKind.CONTRACT, (make_person(desk, "Eve"),), make_home(desk, SpaceKind.GARAGE), MONDAY)
    garage = LettingDraft(start, Frequency.WEEKLY, (ChargeDraft(ChargeCode.GARAGE, "Garage", 1250),))
    owe(desk, desk.ask(accounts_of, tenancy_id=desk.do(start_letting, draft=garage).value)[0].id, 2500)
    rows = desk.ask(arrears_list, on=MONDAY, filters=Filters())
    found = desk.ask(totals, on=MONDAY)
    assert (len(rows), sum(row.position.owed_pence for row in rows)) == (found.accounts, found.owed_pence) == (3, 7200)
    later = desk.ask(arrears_list, on=MONDAY, filters=Filters(benefit_only=True))
    assert {row.names for row in later} == {"Bea", "Cia"}


def test_former_people_are_listed_apart(desk: Desk) -> None:
    tenancy, account = let(desk, "Amina Khan", start=MONDAY - 30 * DAY)
    owe(desk, account, 4000)
    desk.do(end_letting, tenancy_id=tenancy, reason=EndReason.SURRENDER, event_on=MONDAY - DAY)
    assert desk.ask(arrears_list, on=MONDAY, filters=Filters()) == []
    [row] = desk.ask(arrears_list, on=MONDAY, filters=Filters(former=True))
    assert row.former and row.position.owed_pence == 4000
    assert desk.ask(totals, on=MONDAY).owed_pence == 0


def test_filters_narrow_and_offer_what_there_is(desk: Desk) -> None:
    _, one = let(desk, "Amina Khan", LICENCE_CHARGE, TenancyKind.LICENCE_EXCLUDED, route=BenefitRoute.HB_EXEMPT)
    _, two = let(desk, "José da Silva")
    owe(desk, one, 2000)
    owe(desk, two, 2000)
    rows = desk.ask(arrears_list, on=MONDAY)
    choices = filter_choices(rows)
    assert set(choices.kinds) == {TenancyKind.LICENCE_EXCLUDED, TenancyKind.ASSURED}
    for filters, wanted in ((Filters(route=BenefitRoute.HB_EXEMPT), one), (Filters(tenancy_kind=TenancyKind.ASSURED), two),
                            (Filters(text="jose"), two)):
        assert [row.account_id for row in rows if filters.fits(row)] == [wanted]


LADDER = Thresholds({"arrears-1": 1, "arrears-2": 2, "arrears-3": 3}, {"arrears-1": 5000}, 2000, 7)


@pytest.mark.parametrize(("owed", "last", "last_on", "due"), [
    (1900, None, None, None), (11240, None, None, "arrears-1"), (5100, None, None, "arrears-1"),
    (33800, None, None, "arrears-1"), (33800, "arrears-1", MONDAY - 3 * DAY, None),
    (33800, "arrears-1", MONDAY - 8 * DAY, "arrears-2"), (12000, "arrears-1", MONDAY - 8 * DAY, "arrears-1")])
def test_the_next_letter_climbs_one_step_at_a_time(owed: int, last: str | None, last_on: date | None, due: str | None) -> None:
    position = Position(owed, owed, 0, 11240, 11240, Frequency.WEEKLY)
    assert suggested_letter(position, LADDER, last, last_on, MONDAY)[0] == due


def test_one_week_is_one_week() -> None:
    for owed, said in ((11240, "1 week, no letter before"), (22480, "2 weeks, no letter before")):
        assert suggested_letter(Position(owed, owed, 0, 11240, 11240, Frequency.WEEKLY), LADDER, None, None, MONDAY)[1] == said


def test_one_account_stands_as_it_does_on_the_list(desk: Desk) -> None:
    _, one = let(desk, "Amina Khan", LICENCE_CHARGE, TenancyKind.LICENCE_EXCLUDED, route=BenefitRoute.HB_EXEMPT)
    _, two = let(desk, "José da Silva")
    owe(desk, one, 2000)
    owe(desk, two, -500)
    listed = {row.account_id: row for row in desk.ask(arrears_list, on=MONDAY)}
    assert [desk.ask(account_standing, account_id=a, on=MONDAY) for a in (one, two)] == [listed[one], listed[two]]
    assert desk.ask(account_standing, account_id=999_999, on=MONDAY) is None
