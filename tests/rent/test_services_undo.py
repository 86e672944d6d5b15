"""Held beds, costs of services and the rent review: undone they leave nothing behind, and done again they are the same."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.rent.actions import costs, debit, held_beds
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.service_costs import HeadDraft, SpendingDraft
from housingdesk.rent.rules.words import Apportionment, ChargeCode, HeldCause
from tests.support.desk import MONDAY
from tests.support.homes import build_town
from tests.support.hostels import build_hostel
from tests.support.undo import check_undo

DAY = timedelta(1)


def taken_back(outcome: Outcome) -> dict[str, object]:
    assert outcome.take_back is not None
    return outcome.take_back.facts


@pytest.mark.parametrize("charged", [True, False])
def test_a_bed_held_in_a_debited_week(desk: Desk, *, charged: bool) -> None:
    hostel = build_hostel(desk)
    account = hostel.account(hostel.arrive(0, 0, covered=1200))
    desk.do(debit.run_debit, week=MONDAY)
    made = check_undo(desk, held_beds.hold_bed, account_id=account, cause=HeldCause.HOSPITAL, start=MONDAY + DAY,
                      charged=charged)
    held = int(made.value)
    check_undo(desk, held_beds.end_held_bed, held_id=held, end=MONDAY + 4 * DAY)
    check_undo(desk, held_beds.undo_held_bed, held_id=held)
    assert desk.ask(verify.verify) == []


def test_a_service_and_its_bills(desk: Desk) -> None:
    town = build_town(desk)
    head = check_undo(desk, costs.keep_head, draft=HeadDraft(
        town.scheme, "Cleaning", ChargeCode.ELIGIBLE_SERVICE, Apportionment.EQUAL, "Bright Ltd")).value
    check_undo(desk, costs.record_spending, draft=SpendingDraft(head, MONDAY - DAY, 12_345, reference="INV 1", text="October"))
