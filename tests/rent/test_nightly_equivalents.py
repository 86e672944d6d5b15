"""A charge by the night is a week's wherever weeks are reckoned: arrears, courts, payments of a sign-up, benefit, the bank."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.arrears.rules.listing import Position
from housingdesk.bank.queries.facts import account_facts
from housingdesk.benefits.rules.expected.arrears import debited_to
from housingdesk.lettings.rules import LettingDraft
from housingdesk.lettings.rules.signup.schedule import Basis, level_amount, own_words, payments
from housingdesk.notices.rules.court_statement import EVERY, daily_rate, rent_of_period
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.held_beds import hold_bed
from housingdesk.rent.rules.charging import Terms
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import WEEKS, ChargeCode, Frequency, HeldCause, Payer
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.rent.test_voids import WHOLE, House
from tests.support.desk import MONDAY
from tests.support.hostels import NIGHT, build_hostel

NIGHTLY, DAY = Frequency.NIGHTLY, timedelta(1)
ROOM = ChargeDraft(ChargeCode.RENT, "Room", 2_140, (ShareDraft(Payer.HB, 1_900), ShareDraft(Payer.TENANT, None)))


def test_weeks_owed_are_seven_nights_each() -> None:
    position = Position(29_960, 29_960, 0, 2_140, 2_140, NIGHTLY)
    assert (position.weeks, position.sentence) == (2.0, "2 weeks owed")


def test_a_court_is_told_a_week() -> None:
    assert (rent_of_period(2_140, NIGHTLY), daily_rate(14_980, NIGHTLY), EVERY[NIGHTLY]) == (14_980, 2_140, "each week")


def test_who_is_charged_by_the_night_pays_by_the_week_or_month() -> None:
    basis = Basis((ROOM,), Terms(NIGHTLY, MONDAY + 2 * DAY, None), MONDAY)
    assert [level_amount(basis, every) for every in (Frequency.WEEKLY, Frequency.MONTHLY)] == [7 * 240, 7_280]
    rows = payments(basis, Frequency.WEEKLY, MONDAY + 2 * DAY)
    assert [row.pence for row in rows[:2]] == [5 * 240, 7 * 240]
    assert own_words(basis, Frequency.WEEKLY, rows, "card").startswith("£16.80 every week by card")


def test_benefit_sees_the_weeks_that_were_debited() -> None:
    assert debited_to(MONDAY + 7 * DAY, NIGHTLY, MONDAY) == MONDAY + 7 * DAY
    assert WEEKS[NIGHTLY] == 1


def test_only_a_licence_is_charged_by_the_night() -> None:
    for kind, against in ((TenancyKind.ASSURED, ["frequency"]), (TenancyKind.LICENCE_EXCLUDED, [])):
        draft = LettingDraft(StartDraft(kind, (1,), 1, MONDAY), NIGHTLY, (ROOM,))
        assert [problem.field for problem in draft.problems(MONDAY)] == against


def test_the_bank_expects_a_week_of_nights(sqlite_desk: Desk) -> None:
    hostel = build_hostel(sqlite_desk)
    hostel.arrive(0, 0)
    [facts] = sqlite_desk.ask(account_facts, on=MONDAY)
    assert facts.usual == ((7 * NIGHT, "weekly licence charge"),)


@pytest.mark.parametrize(("part_weeks", "charged"), [("days", WHOLE - 4817 - 498), ("whole week", WHOLE)])
def test_a_weekly_bed_held_for_three_days_costs_what_part_weeks_cost(sqlite_desk: Desk, part_weeks: str, charged: int) -> None:
    house = House(sqlite_desk)
    sqlite_desk.do(set_value, key="rent.part_weeks", value=part_weeks, valid_from=MONDAY - timedelta(400))
    person = house.let(0)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    before = house.lost()
    account = sqlite_desk.ask(account_facts, on=MONDAY)[0].account_id
    sqlite_desk.do(hold_bed, account_id=account, cause=HeldCause.REMAND, charged=False, start=MONDAY + DAY,
                   end=MONDAY + 4 * DAY)
    assert abs(house.charged(person) - charged) <= 2
    assert abs(house.charged(person) + house.lost() - before - WHOLE) <= 2
