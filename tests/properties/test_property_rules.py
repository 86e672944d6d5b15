"""What may stand in what, how addresses read at every level, and that lettings of two levels never meet."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.properties.rules import (
    MAY_HOLD,
    OfficeDraft,
    Part,
    RentType,
    SpaceDraft,
    SpaceKind,
    address_line,
    address_lines,
    both_levels_sentence,
    let_problem,
    nesting_problem,
    overlap,
    postal_parts,
    sort_key,
)

SCHEME = Part(SpaceKind.SCHEME, "Beech supported")
HOUSE = Part(SpaceKind.HOUSE, "Beech House", "5 Mill Lane", "Low Moor", "Dalebrook", "Northshire", "ZZ1 1ZZ")
BLOCK = replace(HOUSE, kind=SpaceKind.BLOCK, label="Millstone Court", street="3 Canal Street")
ROOM = Part(SpaceKind.ROOM, "Room 3")


@pytest.mark.parametrize(("kind", "parent"), list(product(SpaceKind, SpaceKind)))
def test_what_may_stand_in_what(kind: SpaceKind, parent: SpaceKind) -> None:
    said = nesting_problem(kind, parent)
    assert (said is None) == (kind in MAY_HOLD[parent])
    assert said is None or said == f"A {kind} cannot stand in a {parent}"


def test_the_whole_ladder_down_to_the_bed() -> None:
    ladder = [None, SpaceKind.SCHEME, SpaceKind.HOUSE, SpaceKind.FLAT, SpaceKind.ROOM, SpaceKind.BED]
    assert [nesting_problem(below, above) for above, below in pairwise(ladder) if below] == [None] * 5


def test_a_room_does_not_stand_alone() -> None:
    assert nesting_problem(SpaceKind.ROOM, None) == "A room stands in a house or flat. Say in which"
    assert nesting_problem(SpaceKind.GARAGE, None) is None


@pytest.mark.parametrize(("chain", "line", "unit", "building", "street"), [
    ([ROOM, HOUSE, SCHEME], "Room 3, Beech House, 5 Mill Lane", "Room 3", "Beech House", "5 Mill Lane"),
    ([Part(SpaceKind.BED, "Bed 2"), ROOM, HOUSE, SCHEME], "Bed 2, Room 3, Beech House, 5 Mill Lane", "Bed 2, Room 3",
     "Beech House", "5 Mill Lane"),
    ([replace(HOUSE, label="14 Dale Road", street="14 Dale Road")], "14 Dale Road", "", "", "14 Dale Road"),
    ([replace(HOUSE, label="14", street="14 Dale Road")], "14 Dale Road", "", "", "14 Dale Road"),
    ([ROOM, replace(HOUSE, label="14", street="14 Dale Road")], "Room 3, 14 Dale Road", "Room 3", "", "14 Dale Road"),
    ([Part(SpaceKind.FLAT, "Flat 2"), BLOCK, SCHEME], "Flat 2, Millstone Court, 3 Canal Street", "Flat 2",
     "Millstone Court", "3 Canal Street"),
    ([Part(SpaceKind.HOUSE, "The Lodge", "", "", "Dalebrook", "", "ZZ1 1ZZ")], "The Lodge", "", "The Lodge", ""),
])
def test_the_room_label_is_in_every_address(chain: list[Part], line: str, unit: str, building: str, street: str) -> None:
    made = postal_parts(chain)
    assert address_line(chain) == line
    assert (made.unit, made.building, made.street) == (unit, building, street)


def test_the_lines_of_a_letter() -> None:
    assert address_lines([ROOM, HOUSE, SCHEME]) == (
        "Room 3", "Beech House", "5 Mill Lane", "Low Moor", "DALEBROOK", "Northshire", "ZZ1 1ZZ")
    assert (postal_parts([ROOM, HOUSE]).town, postal_parts([ROOM, HOUSE]).postcode) == ("Dalebrook", "ZZ1 1ZZ")


def test_rooms_and_streets_are_sorted_as_people_expect() -> None:
    rooms = [sort_key([Part(SpaceKind.ROOM, label), HOUSE, SCHEME]) for label in ("Room 2", "Room 10", "Room 10A")]
    streets = [sort_key([replace(HOUSE, label=n.split()[0], street=n)]) for n in ("2 Alma Row", "10 Alma Row", "1 Bell Row")]
    assert rooms == sorted(rooms) and streets == sorted(streets)


@pytest.mark.parametrize(("draft", "field", "sentence"), [
    (SpaceDraft(SpaceKind.ROOM, " "), "label", "Say which room it is, for example Room 3"),
    (SpaceDraft(SpaceKind.ROOM, "Room\x00"), "label", "cannot be seen"),
    (SpaceDraft(SpaceKind.HOUSE, "14", street="x" * 161), "street", "161 characters"),
    (SpaceDraft(SpaceKind.HOUSE, "14", postcode="nowhere"), "postcode", "not a postcode"),
    (SpaceDraft(SpaceKind.HOUSE, "14", uprn="-5"), "uprn", "not a UPRN"),
    (SpaceDraft(SpaceKind.HOUSE, "14", bedrooms=-1), "bedrooms", "0 to 20"),
    (SpaceDraft(SpaceKind.GARAGE, "7", rent_type=RentType.SOCIAL), "rent_type", "let by contract"),
    (SpaceDraft(SpaceKind.HOUSE, "14", managed_from=date(2026, 2, 1), managed_to=date(2026, 1, 1)), "managed_to", "after"),
])
def test_what_cannot_be_kept_of_a_space(draft: SpaceDraft, field: str, sentence: str) -> None:
    [problem] = draft.problems()
    assert problem.field == field and sentence in problem.message


def test_what_is_stored_of_a_draft() -> None:
    columns = SpaceDraft(SpaceKind.HOUSE, " 14 ", postcode="zz99zz", uprn="0010001").columns()
    assert (columns["label"], columns["own_postcode"], columns["uprn"]) == ("14", "ZZ9 9ZZ", "10001")


def test_a_home_that_is_let_has_a_whole_address() -> None:
    assert let_problem(SpaceKind.ROOM, [ROOM, HOUSE]) is None
    assert let_problem(SpaceKind.ROOM, [ROOM, replace(HOUSE, town="", postcode="")]) == (
        "Room 3 has no town and no postcode. Give it here or on what it stands in")
    assert let_problem(SpaceKind.SCHEME, [SCHEME]) == "A scheme is not let. Let what stands in it"


def test_offices_have_names() -> None:
    assert [p.field for p in OfficeDraft(" ", email="x" * 201).problems()] == ["name", "email"]


DAYS = st.none() | st.integers(0, 30).map(lambda n: date(2026, 1, 1) + timedelta(n))


@given(DAYS, DAYS, DAYS, DAYS)
def test_two_periods_overlap_when_they_share_a_day(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    days = [date(2025, 12, 1) + timedelta(n) for n in range(100)]
    first, second = ({day for day in days if (start or days[0]) <= day < (end or date(2026, 3, 1))}
                     for start, end in ((a, b), (c, d)))
    if first and second:
        assert overlap((a, b), (c, d)) == bool(first & second) == overlap((c, d), (a, b))


def test_why_two_levels_cannot_be_let_at_once() -> None:
    assert both_levels_sentence("Beech House", (date(2020, 4, 1), None)).startswith(
        "Beech House is let as one from 1 April 2020. A house is let whole or by its parts")
