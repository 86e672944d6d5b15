"""What stays of a charge when somebody leaves in days debited already: the same as if the last day had been known."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.rent.actions import accounts, debit
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.debit import period_of
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.settings.actions import set_value
from housingdesk.values.dates import week_of
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import OPENED, make_tenancy

WEEK, DAY = timedelta(7), timedelta(1)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
PART_BENEFIT = ChargeDraft(ChargeCode.RENT, "Rent", 10000, (ShareDraft(Payer.HB, 8840), ShareDraft(Payer.TENANT, None)))


def opened(desk: Desk, day: int, charge: ChargeDraft = RENT, frequency: Frequency = Frequency.WEEKLY, *,
           free: bool = False) -> tuple[int, int]:
    """An agreement that starts so many days after Monday; its id and its account's."""
    tenancy = make_tenancy(desk, start=MONDAY + day * DAY)
    return tenancy, int(desk.do(accounts.open_account, tenancy_id=tenancy, frequency=frequency, charges=(charge,),
                                rent_free=free).value)


def owed(desk: Desk, account: int) -> tuple[int, int, int]:
    """(whole, own, Housing Benefit) in pence."""
    row = desk.ask(account_queries.account, account_id=account)
    return row.pence, row.own_pence, row.hb_pence


def test_a_rent_free_week_after_the_last_day_takes_nothing_off(sqlite_desk: Desk) -> None:
    first = period_of_four(sqlite_desk)
    sqlite_desk.do(set_value, key="rent.free_weeks", value=(MONDAY + (first + 3) * WEEK,))
    tenancy, account = opened(sqlite_desk, 7 * first, frequency=Frequency.FOUR_WEEKLY, free=True)
    sqlite_desk.do(debit.run_debit, week=MONDAY + first * WEEK)
    assert owed(sqlite_desk, account)[0] == 3 * 11240
    sqlite_desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + (first + 2) * WEEK - DAY)
    assert owed(sqlite_desk, account)[0] == 2 * 11240


def period_of_four(desk: Desk) -> int:
    """The 4-weekly period that is under way, in weeks from the Monday of the tests."""
    start, _ = desk.ask(period_of, frequency=Frequency.FOUR_WEEKLY, day=MONDAY)
    return int((start - MONDAY).days // 7)


def test_shares_that_changed_after_the_last_day_are_credited_to_those_who_were_charged(desk: Desk) -> None:
    tenancy, account = opened(desk, 0, PART_BENEFIT)
    [line] = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    desk.do(accounts.change_shares, line_id=line.line_id, shares=(ShareDraft(Payer.TENANT, None),), start=MONDAY + 3 * DAY)
    desk.do(debit.run_debit, week=MONDAY)
    assert owed(desk, account) == (10000, 6211, 3789)
    desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + 2 * DAY)
    assert owed(desk, account) == (4286, 497, 3789), "three sevenths of £11.60 and of £88.40"


def test_by_whole_weeks_the_week_of_the_last_day_stays(sqlite_desk: Desk) -> None:
    sqlite_desk.do(set_value, key="rent.part_weeks", value="whole week", valid_from=OPENED)
    _, account = opened(sqlite_desk, 2, PART_BENEFIT)
    tenancy, other = opened(sqlite_desk, 3, PART_BENEFIT)
    [line] = sqlite_desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY + 2 * DAY)
    sqlite_desk.do(accounts.change_charge, line_id=line.line_id, pence=10500, start=MONDAY + 4 * DAY)
    shown = sqlite_desk.ask(preview, week=MONDAY)
    assert shown.proof.debit_agrees, shown.proof.sentences()
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert owed(sqlite_desk, account)[0] == 4000 + 6300, "two of five days at the old charge, three at the new: one week"
    assert owed(sqlite_desk, other) == (10000, 1160, 8840)
    sqlite_desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + 4 * DAY)
    assert owed(sqlite_desk, other) == (10000, 1160, 8840)


def test_a_charge_waived_by_hand_is_neither_credited_nor_charged_again(sqlite_desk: Desk) -> None:
    tenancy, account = opened(sqlite_desk, 0)
    sqlite_desk.do(accounts.add_charge, account_id=account, start=MONDAY, draft=ChargeDraft(ChargeCode.RENT, "Furniture", 700))
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    entry = Entry.get((Entry.account == account) & (Entry.pence == 700))
    sqlite_desk.do(reverse_entry, entry_id=entry.id, reason="Not furnished")
    sqlite_desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY)
    assert owed(sqlite_desk, account)[0] == 1606


def test_somebody_who_starts_in_a_debited_month_is_charged_to_its_end(sqlite_desk: Desk) -> None:
    opened(sqlite_desk, -60, frequency=Frequency.MONTHLY)
    sqlite_desk.do(debit.run_debit, week=MONDAY - 4 * WEEK)
    _, account = opened(sqlite_desk, -14, ChargeDraft(ChargeCode.RENT, "Rent", 30000), Frequency.MONTHLY)
    assert owed(sqlite_desk, account)[0] == 22 * 1000, "9 to 30 November"


@pytest.mark.parametrize("frequency", list(Frequency))
def test_it_is_what_a_run_that_knew_the_last_day_charges(sqlite_desk: Desk, clock: Clock, frequency: Frequency) -> None:
    start, end = sqlite_desk.ask(period_of, frequency=frequency, day=MONDAY)
    pairs = []
    for number, last in enumerate(start + n * DAY for n in range(0, (end - start).days, 2)):
        charge = ChargeDraft(ChargeCode.RENT, "Rent", 9973 + 37 * number, (ShareDraft(Payer.TENANT, 1163),
                                                                          ShareDraft(Payer.HB, None)))
        sides = [opened(sqlite_desk, -40, charge, frequency) for _ in range(2)]
        sqlite_desk.do(accounts.close_account, tenancy_id=sides[0][0], last_day=last)
        pairs.append((last, sides[0][1], *sides[1]))
    clock.to(week_of(start))
    sqlite_desk.do(debit.run_debit, week=week_of(start))
    for last, known, tenancy, account in pairs:
        sqlite_desk.do(accounts.close_account, tenancy_id=tenancy, last_day=last)
        assert owed(sqlite_desk, known) == owed(sqlite_desk, account), last
