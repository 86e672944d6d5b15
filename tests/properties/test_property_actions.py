"""Spaces are added where they may stand, with the address of their place, found by it, and taken out again."""

from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.desk import Desk
from housingdesk.errors import NotFound, Stale
from housingdesk.properties import queries
from housingdesk.properties.actions import offices, spaces
from housingdesk.properties.rules import OfficeDraft, SpaceDraft, SpaceKind
from tests.support.audited import acts, last_act, refused, taken_back
from tests.support.homes import build_town
from tests.support.statements import statements

TODAY = date(2026, 11, 23)


def look(desk: Desk, space_id: int) -> Any:
    return desk.ask(queries.space, space_id=space_id)


def found(desk: Desk, text: str) -> list[str]:
    return [hit.label for hit in desk.ask(access_queries.find, text=text)]


def test_a_room_takes_its_address_officer_and_council_from_its_place(desk: Desk) -> None:
    town = build_town(desk)
    room = look(desk, town.rooms[0])
    assert (room.address, room.postcode, room.scheme_id) == ("Room 1, Beech House, 5 Mill Lane", "ZZ1 1ZZ", town.scheme)
    assert room.full_address == "Room 1, Beech House, 5 Mill Lane, DALEBROOK, ZZ1 1ZZ"
    assert (room.officer, room.council_id) == ("Anita Bell", town.council)
    assert look(desk, town.home).officer == "Femi Ajayi" and look(desk, town.scheme).scheme_id is None
    action, summary, subject, changes = last_act(desk)
    assert (action, summary, subject) == ("properties.actions.spaces.add_space", "Garage 7, off Dale Road added",
                                          f"space:{town.garage}")
    assert changes[0] == ("space", "add")


def test_a_space_is_found_by_label_postcode_or_uprn(desk: Desk) -> None:
    build_town(desk)
    wanted = {"room 10": "Room 10, Beech House, 5 Mill Lane", "zz99zz": "14 Dale Road", "10001": "14 Dale Road",
              "ZZ9 9ZY": "Garage 7, off Dale Road", "garage 7": "Garage 7, off Dale Road", "beech supp": "Beech supported"}
    assert {text: found(desk, text) for text in wanted} == {text: [label] for text, label in wanted.items()}


def test_the_tree_is_in_the_order_of_addresses_by_one_statement(desk: Desk) -> None:
    town = build_town(desk)
    with statements() as ran:
        rows = desk.ask(queries.tree, scheme_id=town.scheme)
    assert len(ran) == 1
    assert [(row.label, row.depth) for row in rows] == [
        ("Beech supported", 0), ("Beech House", 1), ("Room 1", 2), ("Room 2", 2), ("Room 10", 2), ("14", 1), ("Garage 7", 1)]
    assert desk.ask(queries.tree) == rows


def test_the_list_of_schemes_counts_what_is_let(desk: Desk) -> None:
    build_town(desk)
    with statements() as ran:
        [row] = desk.ask(queries.schemes, on=TODAY)
    assert (row.label, row.let_spaces, row.council, row.agent) == ("Beech supported", 5, "Dalebrook Borough Council", "")
    assert len(ran) == 1
    assert desk.ask(queries.schemes, on=date(2019, 1, 1))[0].let_spaces == 4
    assert desk.ask(queries.officers) == ["Anita Bell", "Femi Ajayi"]


def test_the_file_of_a_space(desk: Desk) -> None:
    town = build_town(desk)
    file = desk.ask(queries.space_file, space_id=town.house)
    assert [row.label for row in file.stands_in] == ["Beech supported"]
    assert [row.label for row in file.holds] == ["Room 1", "Room 2", "Room 10"]
    assert file.periods == [] and file.council is not None and file.council.number == "HB0041276" and file.agent is None


def test_address_lines_for_a_letter(desk: Desk) -> None:
    town = build_town(desk)
    assert desk.ask(queries.letter_lines, space_id=town.rooms[0]) == (
        "Room 1", "Beech House", "5 Mill Lane", "DALEBROOK", "ZZ1 1ZZ")
    address = desk.ask(queries.postal_address, space_id=town.rooms[0], names=["Amina Khan"])
    assert (address.names, address.unit, address.building, address.street, address.town, address.postcode) == (
        ("Amina Khan",), "Room 1", "Beech House", "5 Mill Lane", "Dalebrook", "ZZ1 1ZZ")


def test_a_house_and_its_rooms_are_not_let_at_the_same_time(desk: Desk) -> None:
    town = build_town(desk)
    said = refused(desk, spaces.add_space, let=True, draft=SpaceDraft(SpaceKind.BED, "Bed 1", town.rooms[0]))
    assert said.startswith("Room 1, Beech House, 5 Mill Lane is let as one. A house is let whole or by its parts")
    desk.do(spaces.add_space, draft=SpaceDraft(SpaceKind.BED, "Bed 1", town.rooms[0]))
    shed = desk.do(spaces.add_space, let=True, draft=SpaceDraft(SpaceKind.STORE, "Store 1", town.home)).value
    assert look(desk, shed).lettable and look(desk, shed).address == "Store 1, 14 Dale Road"


def test_bad_spaces_are_refused_and_nothing_is_added(desk: Desk) -> None:
    town = build_town(desk)
    before = [row.id for row in desk.ask(queries.tree)]
    assert "cannot stand in a room" in refused(
        desk, spaces.add_space, draft=SpaceDraft(SpaceKind.HOUSE, "15", town.rooms[0]))
    assert "Say in which" in refused(desk, spaces.add_space, draft=SpaceDraft(SpaceKind.BED, "Bed 1"))
    assert "not a postcode" in refused(desk, spaces.add_space, draft=SpaceDraft(SpaceKind.HOUSE, "15", postcode="x"))
    assert "no town and no postcode" in refused(
        desk, spaces.add_space, let=True, draft=SpaceDraft(SpaceKind.GARAGE, "Garage 8", town.scheme))
    with pytest.raises(NotFound):
        desk.do(spaces.add_space, draft=SpaceDraft(SpaceKind.ROOM, "Room 9", 999))
    assert [row.id for row in desk.ask(queries.tree)] == before


def test_adding_a_space_is_taken_back(desk: Desk) -> None:
    town = build_town(desk)
    made = desk.do(spaces.add_space, let=True, draft=SpaceDraft(SpaceKind.ROOM, "Room 4", town.house))
    taken_back(desk, made)
    with pytest.raises(NotFound):
        look(desk, made.value)
    assert found(desk, "room 4") == []
    assert "Something still refers" in refused(
        desk, spaces.remove_space, space_id=town.house, version=look(desk, town.house).version)
    with pytest.raises(Stale):
        desk.do(spaces.remove_space, space_id=town.rooms[0], version=99)


def test_councils_and_agents_come_and_go(desk: Desk) -> None:
    made = desk.do(offices.add_council, draft=OfficeDraft("Northmere District Council", number="7730915"))
    assert "is there already" in refused(desk, offices.add_council, draft=OfficeDraft("NORTHMERE  district council"))
    changed = desk.do(offices.change_council, council_id=made.value, version=1, draft=OfficeDraft("Northmere DC"))
    taken_back(desk, changed)
    assert [(c.name, c.number) for c in desk.ask(queries.councils)] == [("Northmere District Council", "7730915")]
    with pytest.raises(Stale):
        taken_back(desk, made)
    agent = desk.do(offices.add_agent, draft=OfficeDraft("Carr & Holt", role="managing agent"))
    changed = desk.do(offices.change_agent, agent_id=agent.value, version=1, draft=OfficeDraft("Carr & Sons", role="agent"))
    assert [a.name for a in desk.ask(queries.agents)] == ["Carr & Sons"]
    taken_back(desk, changed)
    removed = desk.do(offices.remove_agent, agent_id=agent.value, version=3)
    assert desk.ask(queries.agents) == []
    taken_back(desk, removed)
    assert [(a.name, a.role) for a in desk.ask(queries.agents)] == [("Carr & Holt", "managing agent")]


def test_a_council_with_homes_stays(desk: Desk) -> None:
    town = build_town(desk)
    before = acts(desk)
    assert "Something still refers" in refused(desk, offices.remove_council, council_id=town.council, version=1)
    assert acts(desk) == before
