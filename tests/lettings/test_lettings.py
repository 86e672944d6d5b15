"""A letting starts and ends as one act, and one Ctrl+Z takes all of it back."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import accounts, verify
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import BenefitRoute, EndReason, StartDraft, TenancyKind
from tests.support.accounts import make_account
from tests.support.desk import MONDAY
from tests.support.lettings import make_home, make_person

WEEK = timedelta(7)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240, (ShareDraft(Payer.HB, 10000), ShareDraft(Payer.TENANT, None)))


def draft(desk: Desk, *, charges: tuple[ChargeDraft, ...] = (RENT,)) -> LettingDraft:
    start = StartDraft(TenancyKind.ASSURED, (make_person(desk),), make_home(desk), MONDAY, route=BenefitRoute.HB_PENSION)
    return LettingDraft(start, Frequency.WEEKLY, charges)


def undo(desk: Desk, outcome: object) -> object:
    back = outcome.take_back  # type: ignore[attr-defined]
    return desk.do(back.action, **back.facts)


def test_a_start_opens_the_account_and_is_taken_back_whole(desk: Desk) -> None:
    outcome = desk.do(start_letting, draft=draft(desk))
    rows = desk.ask(accounts.accounts_of, tenancy_id=outcome.value)
    assert [(row.opens_on, row.pence) for row in rows] == [(MONDAY, 0)]
    assert "starts on Mon 23 Nov 2026" in (outcome.sentence or "")
    undo(desk, outcome)
    assert desk.ask(accounts.accounts_of, tenancy_id=outcome.value) == []
    with pytest.raises(Refused, match="no longer there"):
        desk.ask(tenancy, tenancy_id=outcome.value)


def test_a_start_that_was_charged_is_ended_not_taken_back(desk: Desk) -> None:
    make_account(desk)
    desk.do(debit.run_debit, week=MONDAY)
    outcome = desk.do(start_letting, draft=draft(desk))
    assert desk.ask(accounts.accounts_of, tenancy_id=outcome.value)[0].pence == 11240
    with pytest.raises(Refused, match="End it instead"):
        undo(desk, outcome)
    assert desk.ask(tenancy, tenancy_id=outcome.value).ends_on is None


def test_a_start_without_a_charge_changes_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="Say what is charged"):
        desk.do(start_letting, draft=draft(desk, charges=()))


def test_an_end_credits_the_days_beyond_and_is_taken_back_whole(desk: Desk) -> None:
    make_account(desk)
    made = desk.do(start_letting, draft=draft(desk)).value
    desk.do(debit.run_debit, week=MONDAY)
    outcome = desk.do(end_letting, tenancy_id=made, reason=EndReason.SURRENDER, event_on=MONDAY + timedelta(2))
    row = desk.ask(accounts.accounts_of, tenancy_id=made)[0]
    assert (outcome.value, row.closes_on, row.pence) == (MONDAY + timedelta(2), MONDAY + timedelta(2), 4817)
    assert "£64.23 charged for the days after it is credited" in (outcome.sentence or "")
    again = undo(desk, outcome)
    row = desk.ask(accounts.accounts_of, tenancy_id=made)[0]
    assert (row.closes_on, row.pence, desk.ask(tenancy, tenancy_id=made).ends_on) == (None, 11240, None)
    undo(desk, again)
    assert desk.ask(accounts.accounts_of, tenancy_id=made)[0].pence == 4817
    assert desk.ask(verify.verify) == []


def test_a_garage_let_apart_from_a_home_has_vat_on_top(desk: Desk) -> None:
    start = StartDraft(TenancyKind.CONTRACT, (make_person(desk),), make_home(desk, SpaceKind.GARAGE), MONDAY)
    garage = ChargeDraft(ChargeCode.GARAGE, "Garage", 1250)
    made = desk.do(start_letting, draft=LettingDraft(start, Frequency.WEEKLY, (garage,), vat=True)).value
    desk.do(debit.run_debit, week=MONDAY)
    [row] = desk.ask(accounts.accounts_of, tenancy_id=made)
    assert (row.kind, row.pence) == (AccountKind.GARAGE, 1250 + 250)
    parts = desk.ask(accounts.charges_in_force, account_id=row.id, on=MONDAY)
    assert [(part.description, part.pence) for part in parts] == [("Garage", 1250), ("VAT on garage", 250)]


def test_a_draft_says_everything_at_once(desk: Desk) -> None:
    wrong = ChargeDraft(ChargeCode.RENT, "", 0)
    found = LettingDraft(StartDraft(TenancyKind.CONTRACT, (), 1, MONDAY, route=BenefitRoute.UC_DIRECT), Frequency.WEEKLY,
                         (RENT, wrong), rent_free=True).problems(MONDAY)
    assert [problem.field for problem in found] == ["person_ids", "route", "description_2", "rent_free"]
