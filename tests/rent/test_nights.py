"""Accounts by the night and held beds: which nights are whose, what the home loses, and that every road back is whole."""

import random
from datetime import date, timedelta
from functools import partial

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import end_letting, reopen_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.actions.held_beds import end_held_bed, hold_bed, undo_held_bed
from housingdesk.rent.queries import accounts, verify
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.queries.held import held_beds
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.charging import LineRow, ShareRow, Terms, charges, in_force, weekly_equivalent
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.nights import last_charged, nights_words, whole_weeks_of, without
from housingdesk.rent.rules.words import ChargeCode, Frequency, HeldCause, Payer
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_home, make_person

WEEK, DAY = timedelta(7), timedelta(1)
BED = 2140
MEALS = 315
NIGHT = BED + MEALS
LINES = (ChargeDraft(ChargeCode.RENT, "Room", BED, (ShareDraft(Payer.HB, 1900), ShareDraft(Payer.TENANT, None))),
         ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Meals", MEALS))


class Hostel:
    """One bed charged by the night, with its void account since four weeks ago."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.space = desk, make_home(desk)
        void = tuple(ChargeDraft(line.code, line.description, line.pence) for line in LINES)
        self.void = desk.do(open_void_account, space_id=self.space, name="Bed", opens_on=MONDAY - 4 * WEEK, charges=void,
                            frequency=Frequency.NIGHTLY).value

    def arrive(self, day: int) -> int:
        """Somebody arrives so many days after Monday; returns the licence."""
        draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, (make_person(self.desk),), self.space, MONDAY + day * DAY)
        return int(self.desk.do(start_letting, draft=LettingDraft(draft, Frequency.NIGHTLY, LINES)).value)

    def leave(self, licence: int, day: int) -> object:
        """They leave so many days after Monday."""
        return self.desk.do(end_letting, tenancy_id=licence, reason=EndReason.NOTICE_BY_TENANT, event_on=MONDAY + day * DAY)

    def account(self, licence: int) -> int:
        """Their account."""
        return int(self.desk.ask(accounts.accounts_of, tenancy_id=licence)[0].id)

    def nights(self, licence: int) -> float:
        """How many nights they were charged."""
        return int(self.desk.ask(accounts.accounts_of, tenancy_id=licence)[0].pence) / NIGHT

    def lost(self) -> float:
        """How many nights the bed stood empty, as its account says."""
        return int(self.desk.ask(accounts.account, account_id=self.void).pence) / NIGHT


def test_a_night_is_charged_whole_and_its_shares_by_the_night() -> None:
    line = LineRow(ChargeCode.RENT, BED, MONDAY, None, (ShareRow(Payer.HB, 1900, MONDAY, None),
                                                        ShareRow(Payer.TENANT, None, MONDAY, None)))
    terms = Terms(Frequency.NIGHTLY, MONDAY, MONDAY + 3 * DAY, frozenset({MONDAY}), whole_weeks=True)
    made = list(charges([line], terms, MONDAY, MONDAY + WEEK))
    assert [(c.payer, c.pence, c.period_to) for c in made] == [(Payer.HB, 5700, MONDAY + 3 * DAY),
                                                               (Payer.TENANT, 720, MONDAY + 3 * DAY)]
    assert in_force([line], terms, MONDAY, MONDAY + WEEK) == 7 * 3 * BED, "free weeks and whole weeks are not theirs"
    assert weekly_equivalent(BED, Frequency.NIGHTLY) == 14980
    assert nights_words(3 * BED, MONDAY, MONDAY + 3 * DAY) == "3 nights at £21.40"
    assert nights_words(BED, MONDAY, MONDAY + DAY) == "1 night at £21.40"


@pytest.mark.parametrize(("leaves", "one", "last"), [(3, False, 2), (0, False, -1), (0, True, 0), (1, True, 0)])
def test_the_arrival_night_is_charged_and_the_departure_night_is_not(leaves: int, one: bool, last: int) -> None:
    assert last_charged(MONDAY + leaves * DAY, MONDAY, at_least_one=one) == MONDAY + last * DAY


def test_days_are_cut_out_of_days() -> None:
    span, day = (MONDAY, MONDAY + WEEK), MONDAY.__add__
    assert without([span], []) == [span]
    assert without([span], [(day(DAY), day(2 * DAY)), (day(5 * DAY), day(9 * DAY))]) == [
        (MONDAY, day(DAY)), (day(2 * DAY), day(5 * DAY))]
    assert without([span], [(day(-DAY), day(8 * DAY))]) == []
    assert whole_weeks_of([(day(DAY), day(6 * DAY)), (day(DAY), day(15 * DAY))]) == [(day(WEEK), day(2 * WEEK))]


def test_two_people_and_two_empty_spells_in_one_week_that_was_debited_before(desk: Desk, clock: Clock) -> None:
    hostel = Hostel(desk)
    desk.do(debit.run_debit, week=MONDAY)
    before = hostel.lost() - 7
    first = hostel.arrive(1)
    assert (hostel.nights(first), hostel.lost() - before) == (6, 1)
    hostel.leave(first, 3)
    second = hostel.arrive(3)
    hostel.leave(second, 5)
    assert (hostel.nights(first), hostel.nights(second), hostel.lost() - before) == (2, 2, 3)
    third = hostel.arrive(6)
    assert (hostel.nights(third), hostel.lost() - before) == (1, 2), "Monday and Saturday are empty"
    clock.to(MONDAY + WEEK)
    run = desk.ask(runs.work_out, week=MONDAY + WEEK)
    assert run.proof.roll_agrees
    assert run.proof.debit_agrees
    desk.do(debit.run_debit, week=MONDAY + WEEK)
    assert hostel.nights(third) == 8
    said = desk.ask(statement, account_id=hostel.account(third), start=date.min, end=date.max).lines
    assert [line.what for line in said] == ["Licence charge, 1 night at £24.55, from Sunday 29 November",
                                            "Licence charge, 7 nights at £24.55, from Monday 30 November"]
    assert desk.ask(verify.verify) == []


@pytest.mark.parametrize(("setting", "nights"), [("none", 0), ("one", 1)])
def test_who_arrives_and_leaves_on_one_day(sqlite_desk: Desk, setting: str, nights: int) -> None:
    hostel = Hostel(sqlite_desk)
    sqlite_desk.do(set_value, key="rent.same_day_nights", value=setting, valid_from=MONDAY - 40 * WEEK)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    before = hostel.lost() - 7
    guest = hostel.arrive(2)
    hostel.leave(guest, 2)
    assert (hostel.nights(guest), hostel.lost() - before) == (nights, 7 - nights)
    sqlite_desk.do(reopen_letting, tenancy_id=guest)
    assert (hostel.nights(guest), hostel.lost() - before) == (5, 2)


def test_a_bed_held_in_debited_and_coming_nights_is_rent_loss_and_taken_back(desk: Desk, clock: Clock) -> None:
    hostel = Hostel(desk)
    person = hostel.arrive(-7)
    desk.do(debit.run_debit, week=MONDAY)
    before = hostel.lost()
    assert hostel.nights(person) == 14
    away = desk.do(hold_bed, account_id=hostel.account(person), cause=HeldCause.HOSPITAL, start=MONDAY - 2 * DAY, charged=False)
    assert (hostel.nights(person), hostel.lost() - before) == (5, 9)
    desk.do(end_held_bed, held_id=away.value, end=MONDAY + 3 * DAY)
    assert (hostel.nights(person), hostel.lost() - before) == (9, 5)
    desk.do(end_held_bed, held_id=away.value, end=MONDAY + 8 * DAY)
    clock.to(MONDAY + WEEK)
    run = desk.ask(runs.work_out, week=MONDAY + WEEK)
    assert run.proof.debit_agrees
    assert {(row.group, row.why) for row in desk.ask(preview, week=MONDAY + WEEK).rows} == {
        ("changed", "Bed held, in hospital from 21 November 2026: not charged for it, 6 nights at £24.55"),
        ("void", "Bed held, in hospital: the charge is rent loss, nobody owes it, 1 night at £24.55")}
    desk.do(debit.run_debit, week=MONDAY + WEEK)
    assert (hostel.nights(person), hostel.lost() - before) == (11, 10)
    hostel.leave(person, 12)
    assert (hostel.nights(person), hostel.lost() - before) == (9, 12)
    [held] = desk.ask(held_beds, account_ids=[hostel.account(person)])
    desk.do(undo_held_bed, held_id=held.id)
    assert (hostel.nights(person), hostel.lost() - before) == (19, 2)
    assert desk.ask(verify.verify) == []


def test_a_run_taken_back_and_posted_again_charges_a_held_bed_once(sqlite_desk: Desk) -> None:
    hostel = Hostel(sqlite_desk)
    person = hostel.arrive(0)
    batch = sqlite_desk.do(debit.run_debit, week=MONDAY).value
    before = hostel.lost()
    sqlite_desk.do(hold_bed, account_id=hostel.account(person), cause=HeldCause.LEAVE, start=MONDAY + 2 * DAY,
                   end=MONDAY + 5 * DAY, charged=False)
    assert hostel.nights(person) == 4
    sqlite_desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong week")
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert (hostel.nights(person), hostel.lost() - before) == (4, 3)


def test_a_bed_is_charged_as_its_cause_says_unless_somebody_says_otherwise(sqlite_desk: Desk) -> None:
    hostel = Hostel(sqlite_desk)
    account = hostel.account(hostel.arrive(0))
    sqlite_desk.do(set_value, key="rent.held.remand", value=False, valid_from=MONDAY - WEEK)
    hold = partial(sqlite_desk.do, hold_bed, account_id=account, start=MONDAY + DAY, end=MONDAY + 2 * DAY)
    for cause, charged in ((HeldCause.HOSPITAL, True), (HeldCause.REMAND, False)):
        made = hold(cause=cause)
        assert [row.charged for row in sqlite_desk.ask(held_beds, account_ids=[account])] == [charged]
        assert made.take_back is not None
        with pytest.raises(Refused, match="held on some of these nights already"):
            hold(cause=cause)
        sqlite_desk.do(undo_held_bed, held_id=made.value)
    with pytest.raises(Refused, match="back after the first night"):
        sqlite_desk.do(hold_bed, cause=HeldCause.OTHER, account_id=account, start=MONDAY, end=MONDAY)


@pytest.mark.parametrize("seed", range(4))
def test_every_night_of_a_random_history_is_somebodys_or_the_homes(sqlite_desk: Desk, clock: Clock, seed: int) -> None:
    draw, hostel, people = random.Random(seed), Hostel(sqlite_desk), list[int]()
    day, week = 0, MONDAY
    sqlite_desk.do(debit.run_debit, week=week)
    for _ in range(5):
        people.append(hostel.arrive(day))
        stay = draw.randint(0, 5)
        if stay > 1 and draw.random() < 0.7:
            sqlite_desk.do(hold_bed, account_id=hostel.account(people[-1]), cause=HeldCause.OTHER, charged=False,
                           start=MONDAY + (day + draw.randint(0, stay - 1)) * DAY,
                           end=draw.choice([None, MONDAY + (day + stay) * DAY]))
        day += stay
        hostel.leave(people[-1], day)
        day += draw.randint(0, 2) if stay else draw.randint(1, 2)
        while week + WEEK <= MONDAY + day * DAY:
            week += WEEK
            clock.to(week)
            assert sqlite_desk.ask(runs.work_out, week=week).proof.debit_agrees
            sqlite_desk.do(debit.run_debit, week=week)
    assert sum(map(hostel.nights, people)) + hostel.lost() == 28 + (week + WEEK - MONDAY).days
    assert sqlite_desk.ask(verify.verify) == []
