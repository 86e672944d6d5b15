"""Names, places and people of the made-up association."""

import re
from collections import Counter
from datetime import date

import pytest

from housingdesk.demo.chance import stream
from housingdesk.demo.names import (
    BENCHMARK_FORENAMES,
    BENCHMARK_SURNAMES,
    benchmark_name,
    community,
    town_name,
)
from housingdesk.demo.places import Use, parts
from housingdesk.demo.population import Association, plan
from housingdesk.demo.schemes import mix, plan_places
from housingdesk.people.rules import PartyRole
from housingdesk.properties.rules import MAY_HOLD, SpaceKind, address_lines
from housingdesk.values.references import parse_postcode

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def large() -> Association:
    return plan(1500, 2, 5, TODAY)


def test_the_benchmark_town_has_39_forenames_and_55_surnames() -> None:
    assert len(set(BENCHMARK_FORENAMES)) == len(BENCHMARK_FORENAMES) == 39
    assert len(set(BENCHMARK_SURNAMES)) == len(BENCHMARK_SURNAMES) == 55
    rng = stream("names")
    drawn = [benchmark_name(rng) for _ in range(20_000)]
    assert {name.forename for name in drawn} == set(BENCHMARK_FORENAMES)
    assert {name.surname for name in drawn} == set(BENCHMARK_SURNAMES)


def test_a_town_has_namesakes_accents_one_word_names_and_very_long_ones() -> None:
    rng = stream("town")
    names = [town_name(rng, community(rng)) for _ in range(20_000)]
    full = Counter(name.full() for name in names)
    assert sum(count for count in full.values() if count > 1) > len(names) * 0.6
    assert any("Łukasz" in name for name in full)
    assert any("José" in name for name in full)
    assert any("O’Brien" in name for name in full)
    assert any("MacDonald" in name for name in full)
    assert any(not name.forename for name in names)
    assert max(len(name) for name in full) > 35
    doubles = sum("-" in name.surname for name in names) / len(names)
    assert 0.015 < doubles < 0.06


@pytest.mark.parametrize("homes", [1, 2, 3, 7, 20, 55, 180, 181, 999, 4000])
def test_an_association_has_exactly_the_homes_asked_for(homes: int) -> None:
    spaces = plan_places(homes, 3)
    let = [space for space in spaces if space.lettable and space.use is not Use.GARAGES]
    assert len(let) == homes
    assert sum(sum(sizes) for _, sizes in mix(homes)) == homes


@pytest.mark.parametrize("homes", [180, 2500])
def test_spaces_nest_as_the_properties_room_allows(homes: int) -> None:
    spaces = plan_places(homes, 3)
    assert [space.key for space in spaces] == list(range(1, len(spaces) + 1))
    for space in spaces:
        if space.parent is None:
            assert space.kind is SpaceKind.SCHEME
        else:
            assert space.kind in MAY_HOLD[spaces[space.parent - 1].kind]
            assert spaces[space.parent - 1].key < space.key
            assert spaces[(space.scheme or 0) - 1].kind is SpaceKind.SCHEME


def test_every_let_space_has_an_address_of_its_own_in_a_made_up_postcode() -> None:
    spaces = plan_places(2500, 3)
    addresses = [address_lines(parts(spaces, space.key)) for space in spaces if space.lettable]
    assert len(set(addresses)) == len(addresses)
    for lines in addresses:
        assert 3 <= len(lines) <= 9
        assert parse_postcode(lines[-1]) == lines[-1]
        assert lines[-1].startswith("ZZ")
    assert max(len(lines) for lines in addresses) == 9


def test_rooms_and_beds_stand_in_houses_of_one_address() -> None:
    spaces = plan_places(180, 3)
    supported = [space for space in spaces if space.use is Use.SUPPORTED and space.lettable]
    hostel = [space for space in spaces if space.use is Use.HOSTEL and space.lettable]
    assert {space.kind for space in supported} == {SpaceKind.ROOM}
    assert {space.kind for space in hostel} == {SpaceKind.ROOM, SpaceKind.BED}
    assert {space.council for space in spaces} == {1, 2}
    assert any(space.agent is not None for space in spaces)
    assert len({space.officer for space in spaces}) == 3


def test_nothing_can_reach_a_real_person(large: Association) -> None:
    for person in large.people:
        assert person.mobile is None or re.fullmatch(r"07700 900\d{3}", person.mobile)
        assert person.landline is None or re.fullmatch(r"01632 960\d{3}", person.landline)
        assert person.email is None or re.fullmatch(r"[a-z0-9.]+@[a-z]+\.example", person.email)
    for party in large.parties:
        assert re.fullmatch(r"(07700 900|01632 960)\d{3}", party.phone)
        assert party.email == "" or party.email.endswith(".example")


def test_people_have_needs_and_are_of_age(large: Association) -> None:
    kinds = Counter(kind for person in large.people for kind, _ in person.needs)
    assert len(kinds) >= 7
    assert all(detail for person in large.people for kind, detail in person.needs if kind.value == "interpreter")
    for tenancy in large.tenancies:
        for key in tenancy.people:
            assert (tenancy.starts - large.people[key - 1].born_on).days > 17.9 * 365


def test_parties_are_dated_and_some_have_run_out(large: Association) -> None:
    roles = {party.role.value for party in large.parties}
    assert {"support provider", "key worker", "appointee", "managing agent", "relative"} <= roles
    given = [party for party in large.parties if party.authority_on is not None]
    assert all(party.authority_on is not None and party.authority_on <= TODAY for party in given)
    assert all(party.expires_on is None or (party.authority_on is not None and party.expires_on >= party.authority_on)
               for party in large.parties)
    without = [party for party in large.parties if party.authority_on is None]
    assert without and {party.role for party in without} == {PartyRole.KEY_WORKER}, "told that a letter was sent, no more"
    assert any(party.address for party in given) and any(party.email and not party.address for party in given)
    assert any(party.expires_on is not None and party.expires_on < TODAY for party in large.parties)
    assert any(party.expires_on is not None and party.expires_on > TODAY for party in large.parties)
