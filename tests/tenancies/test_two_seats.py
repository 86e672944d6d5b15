"""Two seats at the same moment: no reference twice, no home twice, no last holder lost. Several seats mean PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.tenancies.actions import holding, starting
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.homes import add_people, build_town

TODAY = date(2026, 11, 23)
LICENCE = TenancyKind.LICENCE_EXCLUDED


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Runs the acts in threads that set off together; a refusal is given back as its sentence."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait(10)
        try:
            return act()
        except Refused as refusal:
            return str(refusal)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("_round", range(2))
def test_two_seats_start_in_two_rooms_with_two_references(desk: Desk, _round: int) -> None:
    town, people = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak", "Zoë Ward")
    drafts = [StartDraft(LICENCE, (person,), room, TODAY) for person, room in zip(people, town.rooms, strict=True)]
    at_once(*(lambda d=draft: desk.do(starting.start_tenancy, draft=d) for draft in drafts))
    rows = [row for person in people for row in desk.ask(agreements.tenancies_of_person, person_id=person)]
    assert sorted(row.reference for row in rows) == ["L000001", "L000002", "L000003"]


def test_two_seats_let_one_room_and_one_is_refused(desk: Desk) -> None:
    town, people = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    drafts = [StartDraft(LICENCE, (person,), town.rooms[0], TODAY) for person in people]
    ends = at_once(*(lambda d=draft: desk.do(starting.start_tenancy, draft=d).value for draft in drafts))
    [said] = [end for end in ends if isinstance(end, str)]
    assert "is held by" in said
    assert len(desk.ask(agreements.held, space_ids=[town.rooms[0]], start=TODAY, end=None)) == 1


def test_two_seats_do_not_take_both_holders_away(desk: Desk) -> None:
    town, people = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    made = desk.do(starting.start_tenancy, draft=StartDraft(LICENCE, tuple(people), town.rooms[0], date(2026, 1, 5))).value
    ends = at_once(*(lambda p=person: desk.do(holding.remove_holder, tenancy_id=made, person_id=p, last_day=TODAY)
                     for person in people))
    assert len([end for end in ends if isinstance(end, str) and "only holder" in end]) == 1
    assert len(desk.ask(agreements.holders_on, tenancy_id=made, on=date(2026, 11, 24))) == 1
