"""Agreements start only in a home that is let, ours and free, with the right kind; each with a reference of its own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Stale
from housingdesk.people import queries as people_queries
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from housingdesk.tenancies.actions import homes, starting
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import BenefitRoute, EndReason, StartDraft, TenancyKind
from tests.support.audited import acts, last_act, refused, taken_back
from tests.support.homes import Town, add_people, build_town

TODAY = date(2026, 11, 23)


def licence(town: Town, *people: int, room: int = 0, on: date = TODAY) -> StartDraft:
    return StartDraft(TenancyKind.LICENCE_EXCLUDED, people, town.rooms[room], on, route=BenefitRoute.HB_EXEMPT,
                      claim_reference="HB 1")


def start(desk: Desk, draft: StartDraft) -> Any:
    return desk.ask(agreements.tenancy, tenancy_id=desk.do(starting.start_tenancy, draft=draft).value)


def test_a_licence_starts_with_everything_beside_it(desk: Desk) -> None:
    town, [amina, yusuf] = build_town(desk), add_people(desk, "Amina Khan", "Yusuf Khan")
    made = desk.do(starting.start_tenancy, draft=licence(town, yusuf, amina))
    row = desk.ask(agreements.tenancy, tenancy_id=made.value)
    assert (row.reference, row.names, row.address, row.postcode, row.former) == (
        "L000001", "Yusuf Khan and Amina Khan", "Room 1, Beech House, 5 Mill Lane", "ZZ1 1ZZ", False)
    assert made.sentence == ("Licence L000001 of Yusuf Khan and Amina Khan at Room 1, Beech House, 5 Mill Lane starts on "
                             "Mon 23 Nov 2026")
    assert [(h.name, h.lead) for h in desk.ask(agreements.holders_on, tenancy_id=row.id, on=TODAY)] == [
        ("Yusuf Khan", True), ("Amina Khan", False)]
    assert desk.ask(agreements.route_on, tenancy_id=row.id, on=TODAY).claim_reference == "HB 1"
    assert desk.ask(agreements.occupancy_on, tenancy_id=row.id, on=TODAY).space_id == town.rooms[0]
    action, _, subject, changes = last_act(desk)
    assert (action, subject) == ("tenancies.actions.starting.start_tenancy", f"tenancy:{row.id}")
    assert [c for c in changes if c[1] == "add"] == [("tenancy", "add"), ("holder", "add"), ("holder", "add"),
                                                     ("occupancy", "add"), ("route", "add")]


def test_references_are_never_given_twice(desk: Desk) -> None:
    town, people = build_town(desk), add_people(desk, "A One", "B Two", "C Three")
    first = start(desk, licence(town, people[0]))
    second = start(desk, StartDraft(TenancyKind.ASSURED, (people[1],), town.home, TODAY))
    third = start(desk, StartDraft(TenancyKind.CONTRACT, (people[2],), town.garage, TODAY))
    assert [row.reference for row in (first, second, third)] == ["L000001", "T000002", "G000003"]


def test_a_reference_from_another_system_does_not_stop_the_count(desk: Desk) -> None:
    @needs(Permission.KEEP_TENANCIES)
    def take_over(act: Act) -> None:
        for reference in ("T9999", "T12345X", "OLD-77", "T000041", "L000017"):
            act.add(Tenancy(reference=reference, kind=TenancyKind.ASSURED, starts_on=TODAY))

    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    desk.do(take_over)
    assert start(desk, licence(town, amina)).reference == "L000042"


def test_social_housing_is_the_homes_unless_said(desk: Desk) -> None:
    town, people = build_town(desk), add_people(desk, "A One", "B Two")
    assert start(desk, licence(town, people[0])).social_housing is True
    said = StartDraft(TenancyKind.MARKET, (people[1],), town.home, TODAY, social_housing=False)
    assert start(desk, said).social_housing is False


def test_the_holders_are_found_where_they_live(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    start(desk, licence(town, amina))
    for text in ("room 1, beech", "zz11zz", "amina", "L000001"):
        kinds = {hit.kind: hit for hit in desk.ask(access_queries.find, text=text)}
        assert "tenancy" in kinds, text
    hits = {hit.kind: hit for hit in desk.ask(access_queries.find, text="room 1")}
    assert hits["person"].detail == "Room 1, Beech House, 5 Mill Lane · L000001 · since 2026"


def test_a_home_that_somebody_has_is_refused(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    desk.do(starting.start_tenancy, draft=licence(town, amina, on=date(2026, 1, 5)))
    assert refused(desk, starting.start_tenancy, draft=licence(town, luke)) == (
        "Room 1, Beech House, 5 Mill Lane is held by Amina Khan (L000001)")
    assert "is held by Amina Khan" in refused(desk, starting.start_tenancy, draft=licence(town, luke, on=date(2025, 1, 6)))


def test_a_home_is_free_from_the_day_after_the_last(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    row = start(desk, licence(town, amina, on=date(2026, 1, 5)))
    desk.do(end_tenancy, tenancy_id=row.id, reason=EndReason.NOTICE_BY_TENANT, event_on=date(2026, 11, 29))
    assert "up to 30 Nov" in refused(desk, starting.start_tenancy, draft=licence(town, luke, on=date(2026, 11, 29)))
    desk.do(starting.start_tenancy, draft=licence(town, luke, on=date(2026, 11, 30)))


def test_above_and_below_must_be_free_too(desk: Desk) -> None:
    """Somebody has the house whole until March; its rooms are let from then, so none of them starts before."""
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    room = desk.do(add_space, draft=SpaceDraft(SpaceKind.ROOM, "Room 1", town.home)).value
    row = start(desk, StartDraft(TenancyKind.ASSURED, (amina,), town.home, date(2020, 1, 6)))
    desk.do(end_tenancy, tenancy_id=row.id, reason=EndReason.NOTICE_BY_TENANT, event_on=date(2027, 2, 28))
    desk.do(homes.let_by_parts, space_id=town.home, on=date(2027, 3, 1))
    early = StartDraft(TenancyKind.LICENCE_EXCLUDED, (luke,), room, date(2027, 2, 28))
    assert "is not let as one on 28 February 2027" in refused(desk, starting.start_tenancy, draft=early)
    desk.do(starting.start_tenancy, draft=replace(early, starts_on=date(2027, 3, 1)))


def test_kind_and_home_must_go_together(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    assert refused(desk, starting.start_tenancy, draft=StartDraft(TenancyKind.ASSURED, (amina,), town.garage, TODAY)) == (
        "Garage 7, off Dale Road is a garage, so it is let by a garage or store contract, not a tenancy")
    assert refused(desk, starting.start_tenancy, draft=StartDraft(TenancyKind.CONTRACT, (amina,), town.home, TODAY)) == (
        "14 Dale Road is lived in, so it is let by a tenancy or licence")


def test_a_garage_is_apart_from_the_house_it_stands_in(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    garage = desk.do(add_space, let=True, draft=SpaceDraft(SpaceKind.GARAGE, "Garage", town.home)).value
    start(desk, StartDraft(TenancyKind.ASSURED, (amina,), town.home, TODAY))
    assert start(desk, StartDraft(TenancyKind.CONTRACT, (luke,), garage, TODAY)).reference == "G000002"


def test_a_home_must_be_let_and_ours(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    assert refused(desk, starting.start_tenancy, draft=replace(licence(town, amina), space_id=town.house)) == (
        "Beech House, 5 Mill Lane is not let as one on 23 November 2026")
    assert "is ours to let from 1 January 2020" in refused(
        desk, starting.start_tenancy, draft=StartDraft(TenancyKind.CONTRACT, (amina,), town.garage, date(2019, 12, 30)))


def test_who_is_not_there_or_has_died_holds_nothing(desk: Desk) -> None:
    town = build_town(desk)
    died = desk.do(add_person, draft=PersonDraft("Edna Pye", died_on=date(2026, 11, 1))).value
    [alive] = add_people(desk, "Amina Khan")
    before = acts(desk)
    with pytest.raises(NotFound, match="no longer there"):
        desk.do(starting.start_tenancy, draft=licence(town, 99))
    with pytest.raises(NotFound):
        desk.do(starting.start_tenancy, draft=replace(licence(town, alive), space_id=999))
    assert acts(desk) == before
    assert "Edna Pye has died" in refused(desk, starting.start_tenancy, draft=licence(town, died))


def test_a_start_that_is_refused_leaves_nothing(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    said = refused(desk, starting.start_tenancy, draft=replace(licence(town, amina, amina), starts_on=date(2206, 1, 1)))
    assert said == "The same person is chosen twice. 1 January 2206 is more than a year away. Check the year"
    assert desk.ask(agreements.tenancies_of_person, person_id=amina) == []
    assert desk.ask(people_queries.person, person_id=amina).find_detail == ""


def test_a_start_is_taken_back_while_nothing_followed(desk: Desk) -> None:
    town, [amina, luke] = build_town(desk), add_people(desk, "Amina Khan", "Luke Nowak")
    made = desk.do(starting.start_tenancy, draft=licence(town, amina))
    taken_back(desk, made)
    assert desk.ask(agreements.tenancies_of_person, person_id=amina) == []
    assert desk.ask(people_queries.person, person_id=amina).find_detail == ""
    assert [hit.kind for hit in desk.ask(access_queries.find, text="beech house", kinds=("tenancy",))] == []
    again = desk.do(starting.start_tenancy, draft=licence(town, luke))
    desk.do(end_tenancy, tenancy_id=again.value, reason=EndReason.SURRENDER, event_on=date(2026, 12, 1))
    with pytest.raises(Stale):
        taken_back(desk, again)


def test_a_start_in_the_past_says_so(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    made = desk.do(starting.start_tenancy, draft=licence(town, amina, on=date(2024, 5, 6)))
    assert made.sentence is not None and "started on Mon 6 May 2024" in made.sentence
