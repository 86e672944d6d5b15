"""What is told twice stays the same: names, addresses, references; and a home with somebody in it is not pulled away."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Stale
from housingdesk.people import queries as people_queries
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from housingdesk.tenancies.actions import ending, homes, in_step, starting
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.values.references import payment_reference
from tests.support.audited import last_act, refused, taken_back
from tests.support.homes import Town, add_people, build_town

TODAY = date(2026, 11, 23)


def let(desk: Desk, space: int, name: str = "Amina Khan", on: date = date(2021, 5, 5),
        kind: TenancyKind = TenancyKind.LICENCE_EXCLUDED) -> int:
    return int(desk.do(starting.start_tenancy, draft=StartDraft(kind, tuple(add_people(desk, name)), space, on)).value)


def row(desk: Desk, tenancy_id: int) -> Any:
    return desk.ask(agreements.tenancy, tenancy_id=tenancy_id)


def look(desk: Desk, space_id: int) -> Any:
    return desk.ask(property_queries.space, space_id=space_id)


def change(desk: Desk, space_id: int, **fields: Any) -> Any:
    draft, version = desk.ask(property_queries.space_draft, space_id=space_id)
    return desk.do(homes.change_space, space_id=space_id, version=version, draft=replace(draft, **fields))


def labels(desk: Desk, text: str) -> set[str]:
    return {hit.label for hit in desk.ask(access_queries.find, text=text)}


def test_a_new_name_stands_on_every_agreement(desk: Desk) -> None:
    town = build_town(desk)
    tenancy_id = let(desk, town.rooms[0])
    person = desk.ask(agreements.holders, tenancy_ids=[tenancy_id])[0].person_id
    draft, version = desk.ask(people_queries.person_draft, person_id=person)
    made = desk.do(in_step.change_person, person_id=person, version=version, draft=replace(draft, name="Amina Wójcik"))
    assert row(desk, tenancy_id).names == "Amina Wójcik" and labels(desk, "wojcik") == {"Amina Wójcik"}
    assert labels(desk, "khan") == set()
    taken_back(desk, made)
    assert row(desk, tenancy_id).names == "Amina Khan" and labels(desk, "khan") == {"Amina Khan"}
    with pytest.raises(Stale):
        desk.do(in_step.change_person, person_id=person, version=version, draft=draft)
    assert "Type the name" in refused(desk, in_step.change_person, person_id=person,
                                      version=desk.ask(people_queries.person, person_id=person).version,
                                      draft=replace(draft, name=""))


def test_a_house_that_is_renamed_renames_the_address_of_all_in_it(desk: Desk) -> None:
    town = build_town(desk)
    tenancy_id = let(desk, town.rooms[0])
    made = change(desk, town.house, label="Ash House", postcode="ZZ2 2ZZ")
    assert look(desk, town.rooms[2]).address == "Room 10, Ash House, 5 Mill Lane"
    assert (row(desk, tenancy_id).address, row(desk, tenancy_id).postcode) == ("Room 1, Ash House, 5 Mill Lane", "ZZ2 2ZZ")
    person = desk.ask(agreements.holders, tenancy_ids=[tenancy_id])[0].person_id
    assert desk.ask(people_queries.person, person_id=person).find_detail.startswith("Room 1, Ash House")
    assert "Amina Khan" in labels(desk, "room 1, ash") and labels(desk, "beech house") == set()
    assert ("space", "change") in last_act(desk)[3] and ("tenancy", "change") in last_act(desk)[3]
    taken_back(desk, made)
    assert row(desk, tenancy_id).address == "Room 1, Beech House, 5 Mill Lane"


def test_a_room_moves_with_its_house_into_another_scheme(desk: Desk) -> None:
    town = build_town(desk)
    scheme = desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, "Oak supported")).value
    made = desk.do(homes.move_space, space_id=town.house, version=look(desk, town.house).version, parent_id=scheme)
    assert look(desk, town.rooms[0]).scheme_id == scheme
    assert look(desk, town.rooms[0]).sort_key == "oak supported/beech house/room 000001"
    taken_back(desk, made)
    assert look(desk, town.rooms[0]).scheme_id == town.scheme


def test_a_house_is_not_put_where_it_cannot_stand(desk: Desk) -> None:
    town = build_town(desk)
    for house, inside, sentence in ((town.home, town.rooms[0], "A house cannot stand in a room"),
                                    (town.house, town.rooms[0], "stands in it, so it cannot stand there")):
        version = look(desk, house).version
        assert sentence in refused(desk, homes.move_space, space_id=house, version=version, parent_id=inside)


def test_changes_of_a_home_that_are_refused(desk: Desk) -> None:
    town = build_town(desk)
    let(desk, town.rooms[0])

    def changing(space_id: int, **fields: Any) -> str:
        draft, version = desk.ask(property_queries.space_draft, space_id=space_id)
        return refused(desk, homes.change_space, space_id=space_id, version=version, draft=replace(draft, **fields))

    assert "Room 1, Beech House" in changing(town.house, kind=SpaceKind.GARAGE)
    assert "cannot stand in a store" in changing(town.house, kind=SpaceKind.STORE)
    assert "was let as a room, so it cannot become a store" in changing(
        town.rooms[0], kind=SpaceKind.STORE, rent_type=None)
    assert "no postcode" in changing(town.home, postcode="")
    assert "Check the year" in changing(town.home, managed_to=date.max)
    assert "Check the year" in refused(desk, homes.end_space, space_id=town.home, on=date.max,
                                       version=look(desk, town.home).version)
    assert "Amina Khan (L000001) has Room 1" in changing(town.house, managed_to=TODAY)
    draft, version = desk.ask(property_queries.space_draft, space_id=town.home)
    change(desk, town.home, bedrooms=2)
    with pytest.raises(Stale):
        desk.do(homes.change_space, space_id=town.home, version=version, draft=draft)


def test_a_home_ends_with_all_in_it_once_nobody_is_there(desk: Desk) -> None:
    town = build_town(desk)
    tenancy_id = let(desk, town.rooms[0])
    version = look(desk, town.house).version
    last = date(2027, 3, 31)
    assert "End or move that licence first" in refused(desk, homes.end_space, space_id=town.house, version=version, on=last)
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=last)
    made = desk.do(homes.end_space, space_id=town.house, version=version, on=last)
    assert look(desk, town.rooms[1]).managed_to == last
    assert len(desk.ask(property_queries.let_spaces, on=last)) == 5
    assert len(desk.ask(property_queries.let_spaces, on=date(2027, 4, 1))) == 2
    assert "only until 31 March 2027" in refused(desk, homes.end_space, space_id=town.house,
                                                 version=look(desk, town.house).version, on=last)
    taken_back(desk, made)
    assert look(desk, town.rooms[1]).managed_to is None


def whole_and_parts(desk: Desk) -> tuple[Town, list[int]]:
    """14 Dale Road, let whole, with two rooms in it that are not let yet."""
    town = build_town(desk)
    return town, [desk.do(add_space, draft=SpaceDraft(SpaceKind.ROOM, f"Room {n}", town.home)).value for n in (1, 2)]


def let_on(desk: Desk, on: date) -> set[int]:
    return {r.id for r in desk.ask(property_queries.let_spaces, on=on)}


def test_a_house_let_whole_is_let_by_its_rooms_from_a_day(desk: Desk) -> None:
    town, rooms = whole_and_parts(desk)
    april = date(2027, 4, 1)
    made = desk.do(homes.let_by_parts, space_id=town.home, on=april)
    assert made.sentence == "14 Dale Road is let by its parts from 1 April 2027: 2 of them"
    assert town.home in let_on(desk, date(2027, 3, 31)) and not let_on(desk, date(2027, 3, 31)) & set(rooms)
    assert town.home not in let_on(desk, april) and set(rooms) <= let_on(desk, april)
    taken_back(desk, made)
    assert town.home in let_on(desk, april) and not let_on(desk, april) & set(rooms)
    assert [look(desk, room).lettable for room in rooms] == [False, False]


def test_a_house_let_by_its_rooms_is_let_whole_again(desk: Desk) -> None:
    town, rooms = whole_and_parts(desk)
    desk.do(homes.let_by_parts, space_id=town.home, on=date(2026, 1, 1))
    made = desk.do(homes.let_whole, space_id=town.home, on=date(2027, 1, 1))
    days = (date(2025, 12, 31), date(2026, 6, 1), date(2027, 1, 1))
    assert [town.home in let_on(desk, day) for day in days] == [True, False, True]
    assert [set(rooms) <= let_on(desk, day) for day in days] == [False, True, False]
    assert len(desk.ask(property_queries.let_periods, row=look(desk, town.home))) == 2
    taken_back(desk, made)
    assert [town.home in let_on(desk, day) for day in days] == [True, False, False]
    assert set(rooms) <= let_on(desk, days[2])


def test_nothing_is_let_twice_or_from_under_somebody(desk: Desk) -> None:
    town, rooms = whole_and_parts(desk)
    tenancy_id = let(desk, town.home, kind=TenancyKind.ASSURED)
    april = date(2027, 4, 1)
    assert "Amina Khan (T000001) has 14 Dale Road. End or move that tenancy first" in refused(
        desk, homes.let_by_parts, space_id=town.home, on=april)
    assert "has 14 Dale Road" in refused(desk, homes.let_space, space_id=rooms[0], on=april)
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=TODAY)
    assert "A house is let whole or by its parts" in refused(desk, homes.let_space, space_id=rooms[0], on=april)
    assert "is let as one already" in refused(desk, homes.let_space, space_id=town.home, on=april)
    assert "is not let as one" in refused(desk, homes.stop_letting, space_id=rooms[0], on=april)
    assert "Nothing stands in Room 1" in refused(desk, homes.let_by_parts, space_id=rooms[0], on=april)
    desk.do(homes.let_by_parts, space_id=town.home, on=april)
    assert "only from 1 April 2027" in refused(desk, homes.stop_letting, space_id=rooms[0], on=april)
    made = desk.do(homes.stop_letting, space_id=rooms[0], on=date(2027, 5, 1))
    assert rooms[0] not in let_on(desk, date(2027, 5, 1))
    taken_back(desk, made)
    assert rooms[0] in let_on(desk, date(2027, 5, 1))


def test_a_letting_that_somebody_used_is_not_taken_back(desk: Desk) -> None:
    town, rooms = whole_and_parts(desk)
    made = desk.do(homes.let_by_parts, space_id=town.home, on=date(2026, 6, 1))
    let(desk, rooms[0], on=date(2026, 7, 6))
    assert made.take_back is not None
    assert "has Room 1, 14 Dale Road" in refused(desk, made.take_back.action, **made.take_back.facts)


def test_a_store_is_let_and_the_letting_taken_back(desk: Desk) -> None:
    town = build_town(desk)
    store = desk.do(add_space, draft=SpaceDraft(SpaceKind.STORE, "Store 1", town.home)).value
    made = desk.do(homes.let_space, space_id=store, on=TODAY)
    assert store in let_on(desk, TODAY)
    taken_back(desk, made)
    assert store not in let_on(desk, TODAY) and look(desk, store).lettable is False


def test_the_note_to_read_first(desk: Desk) -> None:
    town = build_town(desk)
    tenancy_id = let(desk, town.rooms[0])
    made = desk.do(in_step.set_note_to_read, tenancy_id=tenancy_id, version=1, text=" Visit in pairs \n")
    assert row(desk, tenancy_id).note_to_read == "Visit in pairs"
    taken_back(desk, made)
    assert row(desk, tenancy_id).note_to_read == ""
    assert "501 characters" in refused(desk, in_step.set_note_to_read, tenancy_id=tenancy_id, version=3, text="x" * 501)


def test_the_payment_reference_finds_the_agreement(desk: Desk) -> None:
    @needs(Permission.KEEP_TENANCIES)
    def note(act: Act, tenancy_id: int, reference: str) -> None:
        in_step.note_payment_reference(act, tenancy_id=tenancy_id, reference=reference)

    town = build_town(desk)
    tenancy_id = let(desk, town.rooms[0])
    assert "is not a payment reference" in refused(desk, note, tenancy_id=tenancy_id, reference="600044717")
    desk.do(note, tenancy_id=tenancy_id, reference=payment_reference(4471))
    assert row(desk, tenancy_id).payment_reference == "600044716"
    assert labels(desk, "600 044 716") == {"Amina Khan"} == labels(desk, "44716")
