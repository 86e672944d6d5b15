"""A room move as one act: home, both rooms' loss and board, charges of debited days, notices; and all of it taken back."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.rules.proposals import Tier
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.models import Circumstance
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.changes.actions.room_move import move_room
from housingdesk.changes.queries.room_move import moving, proposed, told
from housingdesk.errors import Refused
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import accounts, verify
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.room_charges import in_rhythm
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.queries.agreements import holders, occupancies, tenancy
from housingdesk.voids.actions.opening import open_void
from housingdesk.voids.queries.board import board
from tests.support.banking import bring_in, line, make_bank
from tests.support.desk import MONDAY
from tests.support.hostels import BED, NIGHT, build_hostel, charges

DAY = timedelta(1)


def test_a_move_in_a_debited_week_puts_both_rooms_and_the_account_right_and_one_key_takes_it_back(desk: Desk) -> None:
    hostel = build_hostel(desk)
    person = hostel.arrive(0, 0, covered=1_500)
    desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB_SUPPORTED, MONDAY, tenancy_id=person, council_id=hostel.town.council,
                                           person_id=desk.ask(holders, tenancy_ids=[person])[0].person_id))
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(open_void, space_id=hostel.town.rooms[2], empty_from=MONDAY)
    before = (hostel.pence(person), hostel.lost(0), hostel.lost(2))
    assert before == (7 * NIGHT, 0, 7 * (NIGHT + 300))
    row = desk.ask(tenancy, tenancy_id=person)
    on = MONDAY + 2 * DAY

    found = desk.ask(moving, tenancy_id=person, on=on)
    assert [room.pence for room in found.rooms] == [NIGHT, NIGHT + 300, 0]
    made = proposed(found, found.rooms[1])
    said = desk.ask(told, tenancy_id=person, to_space=hostel.town.rooms[2], on=on, charges=made).sentences
    assert "£27.00 a night from Wed 25 Nov 2026; it was £24.00" in said[1]
    assert said[2].startswith("£15.00 is charged for days that are debited already")
    assert "notice of the change to the benefit office is drafted" in said[4]

    move = desk.do(move_room, tenancy_id=person, to_space=hostel.town.rooms[2], on=on, charges=made)
    assert (hostel.pence(person), hostel.lost(0), hostel.lost(2)) == (7 * NIGHT + 5 * 300, 5 * NIGHT, 2 * (NIGHT + 300))
    after = desk.ask(tenancy, tenancy_id=person)
    assert (after.reference, after.payment_reference) == (row.reference, row.payment_reference)
    assert desk.ask(occupancies, tenancy_ids=[person])[-1].space_id == hostel.town.rooms[2]
    assert [one.space_id for one in desk.ask(board, on=on)] == [hostel.town.rooms[0]]
    with desk.store.connected():
        assert Circumstance.select().count() == 1
    shares = {c.code: dict(c.shares) for c in desk.ask(accounts.charges_in_force, account_id=hostel.account(person), on=on)}
    assert shares["rent"] == {"Housing Benefit": 1_500, "own": BED + 300 - 1_500}

    assert move.take_back is not None
    desk.do(move.take_back.action, **move.take_back.facts)
    assert (hostel.pence(person), hostel.lost(0), hostel.lost(2)) == before
    assert [one.space_id for one in desk.ask(occupancies, tenancy_ids=[person])] == [hostel.town.rooms[0]]
    assert [one.space_id for one in desk.ask(board, on=on)] == [hostel.town.rooms[2]]
    with desk.store.connected():
        assert Circumstance.select().count() == 0
    assert desk.ask(verify.verify) == []


def test_a_standing_order_with_the_reference_is_certain_after_the_move(sqlite_desk: Desk) -> None:
    hostel = build_hostel(sqlite_desk)
    make_bank(sqlite_desk)
    person = hostel.arrive(0, -14)
    sqlite_desk.do(move_room, tenancy_id=person, to_space=hostel.town.rooms[1], on=MONDAY - 10 * DAY)
    reference = sqlite_desk.ask(tenancy, tenancy_id=person).payment_reference
    found = bring_in(sqlite_desk, [line(7 * NIGHT, f"{reference} KHAN A STO", "KHAN A")])
    assert [(one.tier, one.account_id) for one in found.new] == [(Tier.CERTAIN, hostel.account(person))]


def test_a_later_move_is_charged_by_the_next_debit_and_a_room_that_is_taken_is_refused(sqlite_desk: Desk) -> None:
    hostel = build_hostel(sqlite_desk)
    first, second = hostel.arrive(0, 0), hostel.arrive(1, 0, "Ben Okafor")
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    with pytest.raises(Refused, match="is held by Ben Okafor"):
        sqlite_desk.do(move_room, tenancy_id=first, to_space=hostel.town.rooms[1], on=MONDAY + DAY, charges=charges())
    on = MONDAY + 9 * DAY
    sqlite_desk.do(move_room, tenancy_id=first, to_space=hostel.town.rooms[2], on=on, charges=charges(BED + 300))
    assert hostel.pence(first) == 7 * NIGHT
    sqlite_desk.do(debit.run_debit, week=MONDAY + 7 * DAY)
    assert (hostel.pence(first), hostel.lost(0)) == (14 * NIGHT + 5 * 300, 5 * NIGHT)
    hostel.leave(second, 3)
    assert hostel.pence(second) == 3 * NIGHT
    with pytest.raises(Refused, match="already ended"):
        sqlite_desk.ask(moving, tenancy_id=second, on=MONDAY + 4 * DAY)


@pytest.mark.parametrize(("charged", "wanted", "pence"), [
    (Frequency.NIGHTLY, Frequency.WEEKLY, 14_980), (Frequency.FOUR_WEEKLY, Frequency.WEEKLY, 2_140),
    (Frequency.WEEKLY, Frequency.MONTHLY, 9_273), (Frequency.NIGHTLY, Frequency.MONTHLY, 64_913),
    (Frequency.MONTHLY, Frequency.NIGHTLY, 71)])
def test_the_usual_charge_of_a_room_is_said_in_the_rhythm_of_the_account(charged: Frequency, wanted: Frequency,
                                                                        pence: int) -> None:
    [made] = in_rhythm([ChargeDraft(ChargeCode.RENT, "Room", 2_140)], charged, wanted)
    assert made.pence == pence
