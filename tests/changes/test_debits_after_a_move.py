"""A debit that is taken back, and a first day put right, after somebody moved to another room in days debited already."""

from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.changes.actions.room_move import move_room
from housingdesk.lettings.actions.corrected_days import correct_first_day
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import verify
from housingdesk.rent.queries.backdating import difference
from housingdesk.values.dates import WEEK
from housingdesk.voids.models import Void
from housingdesk.voids.queries.plan import open_since
from tests.support.desk import MONDAY, Clock
from tests.support.hostels import BED, Hostel, build_hostel, charges

DAY = timedelta(1)


def wrong_days(desk: Desk, hostel: Hostel) -> list[int]:
    """The rooms whose rent loss is not, on every day, what it should be."""
    return [room for room, account in enumerate(hostel.voids) if desk.ask(difference, account_id=account, since=date.min).lines]


def test_a_debit_taken_back_leaves_the_rent_loss_of_weeks_before_put_right(desk: Desk, clock: Clock) -> None:
    hostel = build_hostel(desk, MONDAY - 2 * WEEK)
    person = hostel.arrive(0, -14)
    for week in (MONDAY - 2 * WEEK, MONDAY - WEEK):
        desk.do(debit.run_debit, week=week)
    run = desk.do(debit.run_debit, week=MONDAY).value
    on = MONDAY - 4 * DAY
    moved = desk.do(move_room, tenancy_id=person, to_space=hostel.town.rooms[2], on=on, charges=charges(BED + 300))
    assert moved.take_back is not None
    desk.do(moved.take_back.action, **moved.take_back.facts)
    desk.do(move_room, tenancy_id=person, to_space=hostel.town.rooms[1], on=on, charges=charges())
    lost = [hostel.lost(room) for room in range(3)]
    clock.now += DAY
    desk.do(debit.reverse_debit, batch_id=run, reason="Wrong rate")
    assert wrong_days(desk, hostel) == [] and desk.ask(verify.verify) == []
    desk.do(debit.run_debit, week=MONDAY)
    assert wrong_days(desk, hostel) == [] and [hostel.lost(room) for room in range(3)] == lost


def test_a_first_day_put_right_after_a_move_leaves_the_room_moved_to_let_from_the_move(sqlite_desk: Desk, clock: Clock) -> None:
    hostel = build_hostel(sqlite_desk, MONDAY - 2 * WEEK)
    first, on = hostel.arrive(1, -14, "Joy Okafor"), MONDAY + 2 * DAY
    hostel.leave(first, -1)
    void, _ = sqlite_desk.ask(open_since, space_id=hostel.town.rooms[1])
    person = hostel.arrive(0, -7)
    sqlite_desk.do(move_room, tenancy_id=person, to_space=hostel.town.rooms[1], on=on)
    sqlite_desk.do(correct_first_day, tenancy_id=person, start=MONDAY - 9 * DAY, reason="Came two days before")
    assert sqlite_desk.ask(lambda: Void.get_by_id(void).let_from) == on
