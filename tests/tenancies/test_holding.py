"""Holders join, leave and stand first; homes are moved between under one agreement; benefit routes change from a day."""

from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.desk import Desk
from housingdesk.errors import Stale
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.actions import ending, holding, in_step, moving, routes, starting
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import BenefitRoute, EndReason, StartDraft, TenancyKind
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import Clock
from tests.support.homes import Town, add_people, build_town

TODAY = date(2026, 11, 23)


def let(desk: Desk, town: Town, *people: int) -> int:
    draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, people, town.rooms[0], date(2026, 1, 5), route=BenefitRoute.HB_EXEMPT)
    return int(desk.do(starting.start_tenancy, draft=draft).value)


def row(desk: Desk, tenancy_id: int) -> Any:
    return desk.ask(agreements.tenancy, tenancy_id=tenancy_id)


def names(desk: Desk, tenancy_id: int, on: date = TODAY) -> list[str]:
    return [h.name for h in desk.ask(agreements.holders_on, tenancy_id=tenancy_id, on=on)]


def test_somebody_joins_and_it_is_taken_back(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina)
    made = desk.do(holding.add_holder, tenancy_id=tenancy_id, person_id=yusuf, on=TODAY)
    assert made.sentence == "Yusuf Khan joined licence L000001 on Mon 23 Nov 2026"
    assert row(desk, tenancy_id).names == "Amina Khan and Yusuf Khan"
    assert names(desk, tenancy_id, date(2026, 11, 22)) == ["Amina Khan"]
    assert {hit.label for hit in desk.ask(access_queries.find, text="yusuf")} == {"Yusuf Khan", "Amina Khan and Yusuf Khan"}
    again = taken_back(desk, made)
    assert row(desk, tenancy_id).names == "Amina Khan"
    assert desk.ask(people_queries.person, person_id=yusuf).find_detail == ""
    taken_back(desk, again)
    assert names(desk, tenancy_id) == ["Amina Khan", "Yusuf Khan"]


def test_somebody_leaves_and_the_others_hold_on(desk: Desk, clock: Clock) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina, yusuf)
    left = desk.do(holding.remove_holder, tenancy_id=tenancy_id, person_id=amina, last_day=date(2026, 11, 30))
    assert left.sentence == "Amina Khan leaves licence L000001 on Mon 30 Nov 2026"
    assert names(desk, tenancy_id, date(2026, 11, 30)) == ["Amina Khan", "Yusuf Khan"]
    assert names(desk, tenancy_id, date(2026, 12, 1)) == ["Yusuf Khan"]
    assert "Amina Khan and" in row(desk, tenancy_id).names
    clock.to(date(2026, 12, 1))
    desk.do(in_step.turn_day, since=TODAY)
    assert row(desk, tenancy_id).names == "Yusuf Khan"
    assert desk.ask(people_queries.person, person_id=amina).former is True
    restored = taken_back(desk, left)
    assert row(desk, tenancy_id).names == "Amina Khan and Yusuf Khan"
    taken_back(desk, restored)
    assert names(desk, tenancy_id, date(2026, 12, 1)) == ["Yusuf Khan"]


def test_the_last_holder_does_not_leave(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina)
    facts: dict[str, Any] = {"tenancy_id": tenancy_id, "last_day": TODAY}
    assert refused(desk, holding.remove_holder, person_id=amina, **facts) == (
        "Amina Khan is the only holder. End the licence instead")
    assert refused(desk, holding.remove_holder, person_id=yusuf, **facts) == "Yusuf Khan does not hold this licence"
    desk.do(holding.add_holder, tenancy_id=tenancy_id, person_id=yusuf, on=date(2026, 12, 7))
    assert "is the only holder" in refused(desk, holding.remove_holder, person_id=amina, **facts)
    assert "Yusuf Khan joined on 7 Dec" in refused(desk, holding.remove_holder, person_id=yusuf, **facts)


def test_days_and_people_that_cannot_join(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina)
    facts: dict[str, Any] = {"tenancy_id": tenancy_id, "person_id": yusuf}
    assert "holds this licence already" in refused(
        desk, holding.add_holder, tenancy_id=tenancy_id, person_id=amina, on=TODAY)
    assert "began on 5 Jan" in refused(desk, holding.add_holder, on=date(2026, 1, 4), **facts)
    assert "Check the year" in refused(desk, holding.add_holder, on=date(2206, 1, 4), **facts)
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=date(2026, 11, 20))
    assert refused(desk, holding.add_holder, on=TODAY, **facts) == "This licence already ended on 20 Nov"


def test_who_stands_first(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina, yusuf)
    made = desk.do(holding.make_lead, tenancy_id=tenancy_id, person_id=yusuf)
    assert row(desk, tenancy_id).names == "Yusuf Khan and Amina Khan"
    taken_back(desk, made)
    assert row(desk, tenancy_id).names == "Amina Khan and Yusuf Khan"
    [other] = add_people(desk, "Luke Nowak")
    assert "Luke Nowak does not hold" in refused(desk, holding.make_lead, tenancy_id=tenancy_id, person_id=other)


def test_taking_back_a_joining_that_moved_on_is_stale(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    tenancy_id = let(desk, town, amina)
    made = desk.do(holding.add_holder, tenancy_id=tenancy_id, person_id=yusuf, on=TODAY)
    desk.do(holding.make_lead, tenancy_id=tenancy_id, person_id=yusuf)
    with pytest.raises(Stale):
        taken_back(desk, made)


def test_a_move_keeps_the_agreement_and_changes_the_address(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    made = desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[2], on=TODAY)
    assert made.sentence == ("Licence L000001 of Amina Khan moved from Room 1, Beech House, 5 Mill Lane to Room 10, "
                             "Beech House, 5 Mill Lane on Mon 23 Nov 2026")
    assert row(desk, tenancy_id).address == "Room 10, Beech House, 5 Mill Lane"
    assert [(o.start, o.end) for o in desk.ask(agreements.occupancies, tenancy_ids=[tenancy_id])] == [
        (date(2026, 1, 5), TODAY), (TODAY, None)]
    assert desk.ask(access_queries.find, text="room 1, beech", kinds=("person",))[0].label == "Amina Khan"
    again = taken_back(desk, made)
    assert row(desk, tenancy_id).address == "Room 1, Beech House, 5 Mill Lane"
    assert [(o.start, o.end) for o in desk.ask(agreements.occupancies, tenancy_ids=[tenancy_id])] == [(date(2026, 1, 5), None)]
    taken_back(desk, again)
    assert row(desk, tenancy_id).address == "Room 10, Beech House, 5 Mill Lane"
    assert last_act(desk)[0] == "tenancies.actions.moving.move"


def test_a_planned_move_takes_effect_on_its_day(desk: Desk, clock: Clock) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[1], on=date(2026, 12, 7))
    assert row(desk, tenancy_id).address.startswith("Room 1,")
    clock.to(date(2026, 12, 7))
    desk.do(in_step.turn_day, since=TODAY)
    assert row(desk, tenancy_id).address.startswith("Room 2,")


def test_moves_that_are_refused(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    tenancy_id = let(desk, town, amina)
    desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.LICENCE_EXCLUDED, (luke,), town.rooms[1], TODAY))

    def move(space: int, on: date = TODAY) -> str:
        return refused(desk, moving.move, tenancy_id=tenancy_id, to_space=space, on=on)

    assert "is held by Luke Nowak (L000002)" in move(town.rooms[1])
    assert "They have Room 1" in move(town.rooms[0])
    assert "since 5 Jan. Choose a later day" in move(town.rooms[2], date(2026, 1, 5))
    assert "is a garage" in move(town.garage)
    assert "not let as one" in move(town.house)
    assert "no longer there" in move(999)
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=date(2026, 11, 20))
    assert "already ended on 20 Nov" in move(town.rooms[2])


def test_a_move_is_not_undone_into_a_home_that_is_taken(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    tenancy_id = let(desk, town, amina)
    made = desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[2], on=TODAY)
    later = desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[1], on=date(2026, 12, 7))
    assert made.take_back is not None
    with pytest.raises(Stale):
        taken_back(desk, made)
    taken_back(desk, later)
    desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.LICENCE_EXCLUDED, (luke,), town.rooms[0], TODAY))
    version = desk.ask(agreements.occupancies, tenancy_ids=[tenancy_id])[-1].version
    assert "is held by Luke Nowak" in refused(desk, moving.undo_move, occupancy_id=made.value, version=version)


def test_two_seats_move_the_same_person(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[2], on=TODAY)
    assert "since 23 Nov" in refused(desk, moving.move, tenancy_id=tenancy_id, to_space=town.rooms[1], on=TODAY)


def test_a_route_changes_from_a_day(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    made = desk.do(routes.change_route, tenancy_id=tenancy_id, route=BenefitRoute.UC_DIRECT, on=TODAY, claim_reference="UC 9")
    held = desk.ask(agreements.routes, tenancy_ids=[tenancy_id])
    assert [(r.route, r.start, r.end) for r in held] == [
        (BenefitRoute.HB_EXEMPT, date(2026, 1, 5), TODAY), (BenefitRoute.UC_DIRECT, TODAY, None)]
    assert desk.ask(agreements.route_on, tenancy_id=tenancy_id, on=date(2026, 11, 22)).route is BenefitRoute.HB_EXEMPT
    assert desk.ask(agreements.route_on, tenancy_id=tenancy_id, on=date(2026, 1, 4)) is None
    again = taken_back(desk, made)
    assert desk.ask(agreements.route_on, tenancy_id=tenancy_id, on=TODAY).route is BenefitRoute.HB_EXEMPT
    taken_back(desk, again)
    assert desk.ask(agreements.route_on, tenancy_id=tenancy_id, on=TODAY).claim_reference == "UC 9"


def test_a_route_is_put_right_on_its_own_first_day(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    made = desk.do(routes.change_route, tenancy_id=tenancy_id, route=BenefitRoute.HB_PENSION, on=date(2026, 1, 5))
    assert [r.route for r in desk.ask(agreements.routes, tenancy_ids=[tenancy_id])] == [BenefitRoute.HB_PENSION]
    taken_back(desk, made)
    assert [r.route for r in desk.ask(agreements.routes, tenancy_ids=[tenancy_id])] == [BenefitRoute.HB_EXEMPT]


def test_routes_that_are_refused(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    tenancy_id = let(desk, town, amina)
    garage = desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.CONTRACT, (amina,), town.garage, TODAY)).value

    def change(on: date = TODAY, route: BenefitRoute = BenefitRoute.UC_TENANT, claim: str = "", of: int = tenancy_id) -> str:
        return refused(desk, routes.change_route, tenancy_id=of, route=route, on=on, claim_reference=claim)

    assert "The route is Housing Benefit, supported already" in change(route=BenefitRoute.HB_EXEMPT)
    assert "began on 5 Jan" in change(on=date(2026, 1, 4))
    assert "Check the year" in change(on=date(2206, 1, 4))
    assert "61 characters" in change(claim="x" * 61)
    assert "garage or store" in change(of=garage)
    [only] = desk.ask(agreements.routes, tenancy_ids=[tenancy_id])
    assert "the only route" in refused(desk, routes.forget_route, route_id=only.id, version=1)
    desk.do(routes.change_route, tenancy_id=tenancy_id, route=BenefitRoute.UC_TENANT, on=TODAY)
    assert "The present route began on 23 Nov" in change(on=date(2026, 11, 22), route=BenefitRoute.NONE)
    assert "Another benefit route begins on 23 Nov" in refused(
        desk, ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=date(2026, 11, 22))
    with pytest.raises(Stale):
        desk.do(routes.forget_route, route_id=only.id, version=1)
