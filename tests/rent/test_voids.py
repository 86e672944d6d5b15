"""A person's days and the void account's days add up to the period, also when somebody comes or goes in debited days."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.letting import end_letting, move_letting, reopen_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.actions.ledger import close_ledger
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts, verify
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_home, make_person

WEEK, DAY = timedelta(7), timedelta(1)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
ODD = ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Heating", 1163)


class House:
    """One home with its void account since four weeks ago."""

    def __init__(self, desk: Desk, frequency: Frequency = Frequency.WEEKLY) -> None:
        self.desk, self.frequency = desk, frequency
        self.space = make_home(desk)
        self.void = desk.do(open_void_account, space_id=self.space, name="Home", opens_on=MONDAY - 4 * WEEK,
                            charges=(RENT, ODD), frequency=frequency).value

    def let(self, day: int) -> int:
        """Somebody starts so many days after Monday; returns the tenancy."""
        draft = StartDraft(TenancyKind.ASSURED, (make_person(self.desk),), self.space, MONDAY + day * DAY)
        return int(self.desk.do(start_letting, draft=LettingDraft(draft, self.frequency, (RENT, ODD))).value)

    def end(self, tenancy: int, day: int) -> object:
        """Their last day is so many days after Monday."""
        return self.desk.do(end_letting, tenancy_id=tenancy, reason=EndReason.SURRENDER, event_on=MONDAY + day * DAY)

    def lost(self) -> int:
        """Pence of rent loss."""
        return int(self.desk.ask(accounts.account, account_id=self.void).pence)

    def charged(self, tenancy: int) -> int:
        """Pence a person was charged."""
        return int(self.desk.ask(accounts.accounts_of, tenancy_id=tenancy)[0].pence)


WHOLE = 11240 + 1163


@pytest.mark.parametrize("day", range(-1, 7))
def test_an_end_in_a_debited_week_makes_the_rest_of_it_rent_loss(sqlite_desk: Desk, day: int) -> None:
    house = House(sqlite_desk)
    person = house.let(-7)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    before = house.lost()
    house.end(person, day)
    assert house.charged(person) + house.lost() - before == 2 * WHOLE
    assert abs(house.lost() - before - WHOLE * (6 - day) / 7) < 1
    sqlite_desk.do(debit.run_debit, week=MONDAY + WEEK)
    assert house.charged(person) + house.lost() - before == 3 * WHOLE


def test_an_end_a_new_start_and_the_way_back_keep_the_week_whole(desk: Desk) -> None:
    house = House(desk)
    first = house.let(-7)
    desk.do(debit.run_debit, week=MONDAY)
    before = house.lost()
    assert before == 3 * WHOLE
    house.end(first, 1)
    second = house.let(4)
    assert house.lost() - before == 3211 + 332, "Wednesday and Thursday: two sevenths of each charge"
    assert house.charged(first) == WHOLE + 3211 + 332
    assert house.charged(second) == 4817 + 498, "three sevenths, each rounded once"
    house.end(second, 4)
    assert house.lost() - before == 2 * (3211 + 332), "Wednesday and Thursday, then Saturday and Sunday"
    desk.do(reopen_letting, tenancy_id=second)
    assert house.lost() - before == 3211 + 332
    assert desk.ask(verify.verify) == []


def test_a_backdated_start_takes_the_rent_loss_of_its_weeks_back(desk: Desk) -> None:
    house = House(desk)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    desk.do(debit.run_debit, week=MONDAY)
    assert house.lost() == 5 * WHOLE
    person = house.let(-16)
    assert house.charged(person) + house.lost() == 5 * WHOLE
    assert house.lost() == WHOLE + round(11240 * 5 / 7) + round(1163 * 5 / 7)


def test_a_reversed_run_charges_the_same_days_again(desk: Desk) -> None:
    house = House(desk)
    person = house.let(-7)
    batch = desk.do(debit.run_debit, week=MONDAY).value
    before = house.lost()
    house.end(person, 2)
    desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong week")
    desk.do(debit.run_debit, week=MONDAY)
    assert house.charged(person) + house.lost() - before == 2 * WHOLE
    assert desk.ask(verify.verify) == []


def test_a_reversed_run_of_an_empty_home_is_right_after_somebody_came(desk: Desk) -> None:
    house = House(desk)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    batch = desk.do(debit.run_debit, week=MONDAY).value
    person = house.let(3)
    desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong week")
    desk.do(debit.run_debit, week=MONDAY)
    assert house.charged(person) + house.lost() == 5 * WHOLE
    assert desk.ask(verify.verify) == []


def test_a_month_is_shared_by_its_days(sqlite_desk: Desk, clock: Clock) -> None:
    house = House(sqlite_desk, Frequency.MONTHLY)
    clock.to(MONDAY + WEEK)
    person = house.let(1)
    sqlite_desk.do(debit.run_debit, week=MONDAY + WEEK)
    before = house.lost()
    house.end(person, 17)
    assert house.charged(person) + house.lost() - before == sum(
        round(pence * 7 / 30 + 1e-9) for pence in (11240, 1163)) + WHOLE


def test_a_move_takes_the_rent_loss_from_one_home_to_the_other(desk: Desk) -> None:
    old, new = House(desk), House(desk)
    person = old.let(-7)
    desk.do(debit.run_debit, week=MONDAY)
    lost = old.lost(), new.lost()
    moved = desk.do(move_letting, tenancy_id=person, to_space=new.space, on=MONDAY + 3 * DAY)
    assert (old.lost() - lost[0], lost[1] - new.lost()) == (6423 + 665, 6423 + 665)
    assert moved.take_back is not None
    desk.do(moved.take_back.action, **moved.take_back.facts)
    assert (old.lost(), new.lost()) == lost
    assert desk.ask(verify.verify) == []


def test_days_of_a_closed_period_fall_in_the_open_one(desk: Desk) -> None:
    house = House(desk)
    person = house.let(-14)
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(close_ledger, to=MONDAY - DAY)
    house.end(person, -10)
    latest = Entry.select(Entry.effective_on).order_by(Entry.id.desc()).limit(1).scalar()
    assert latest == MONDAY
    assert desk.ask(accounts.account, account_id=house.void).kind is AccountKind.VOID
