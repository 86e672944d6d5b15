"""Safety records, keys and meters: what is missing in sentences, what is refused, and where keys are."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.properties.actions import keys, meters, safety
from housingdesk.properties.queries.keys import keys_of, moves_of, register
from housingdesk.properties.queries.meters import meters_of
from housingdesk.properties.queries.safety import certificates_of, gaps_of, safety_gaps
from housingdesk.properties.rules import SpaceKind
from housingdesk.properties.rules.safety import (
    CertificateDraft,
    CertificateKind,
    Held,
    KeyHolder,
    MeterKind,
    gaps,
    holds_until,
    needed,
)
from housingdesk.settings.actions import set_value
from housingdesk.voids.queries.overdue_keys import overdue_keys
from tests.support.desk import MONDAY
from tests.support.homes import Town, build_town

KINDS = ("gas", "electrical", "energy", "smoke", "carbon monoxide", "fire")
MONTHS = {"safety.gas_months": 12, "safety.electrical_months": 60, "safety.energy_months": 120, "safety.alarm_months": 12,
          "safety.fire_months": 12, "safety.legionella_months": 24}
KIND = CertificateKind


@pytest.fixture
def town(desk: Desk) -> Town:
    """A shared house with rooms, a house and a garage."""
    return build_town(desk)


def record(desk: Desk, space: int, kind: CertificateKind, done: date = MONDAY, **more: object) -> int:
    return int(desk.do(safety.record_certificate, draft=CertificateDraft(space, kind, done, **more)).value)  # type: ignore[arg-type]


def test_what_each_sort_of_home_needs() -> None:
    assert needed(SpaceKind.GARAGE, KINDS, gas=True) == needed(SpaceKind.PARKING, KINDS, gas=True) == ()
    assert KIND.FIRE not in needed(SpaceKind.HOUSE, KINDS, gas=True) and KIND.FIRE in needed(SpaceKind.FLAT, KINDS, gas=True)
    assert KIND.ENERGY not in needed(SpaceKind.ROOM, KINDS, gas=True)
    assert {KIND.GAS, KIND.CARBON_MONOXIDE} & set(needed(SpaceKind.HOUSE, KINDS, gas=False)) == set()


@given(st.sampled_from(CertificateKind), st.dates(date(2015, 1, 1), date(2026, 11, 1)),
       st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2040, 1, 1))))
def test_a_record_never_holds_longer_than_its_own_day_or_the_settings(kind: CertificateKind, done: date,
                                                                      ends: date | None) -> None:
    until = holds_until(kind, Held(done, ends), MONTHS)
    assert ends is None or (until is not None and until <= ends)
    longest = 120 if kind not in (KIND.ASBESTOS,) else None
    assert longest is None or (until is not None and until <= date(done.year + longest // 12, 12, 31))


def test_a_gas_record_holds_to_the_day_a_year_later_and_not_one_longer() -> None:
    held = {KIND.GAS: Held(date(2025, 11, 23), None)}
    assert gaps(SpaceKind.HOUSE, held, ("gas",), MONTHS, date(2026, 11, 23), gas_meter=False) == []
    assert gaps(SpaceKind.HOUSE, held, ("gas",), MONTHS, date(2026, 11, 24), gas_meter=False) == [
        "Gas safety record: ran out on 23 November 2026"]


def test_what_is_missing_is_named_until_it_is_recorded(desk: Desk, town: Town) -> None:
    found = desk.ask(safety_gaps, space_id=town.home, on=MONDAY)
    assert found[0].startswith("Gas: there is no gas safety record") and len(found) == 4
    record(desk, town.home, KIND.GAS, no_gas=True)
    record(desk, town.home, KIND.ELECTRICAL, MONDAY - timedelta(1700))
    record(desk, town.home, KIND.ENERGY)
    assert desk.ask(safety_gaps, space_id=town.home, on=MONDAY) == ["Smoke alarms tested: none is recorded"]
    record(desk, town.home, KIND.SMOKE)
    assert desk.ask(safety_gaps, space_id=town.home, on=MONDAY) == []
    assert desk.ask(safety_gaps, space_id=town.garage, on=MONDAY) == []


def test_a_room_is_covered_by_the_records_of_its_house(desk: Desk, town: Town) -> None:
    for kind in (KIND.GAS, KIND.ELECTRICAL, KIND.CARBON_MONOXIDE, KIND.FIRE):
        record(desk, town.house, kind)
    record(desk, town.rooms[0], KIND.SMOKE)
    missing = desk.ask(gaps_of, space_ids=[*town.rooms, town.garage], on=MONDAY)
    assert missing[town.rooms[0]] == [] and missing[town.garage] == []
    assert missing[town.rooms[1]] == ["Smoke alarms tested: none is recorded"]
    assert {row.where for row in desk.ask(certificates_of, space_id=town.rooms[0], on=MONDAY)} == {
        "Beech House, 5 Mill Lane", "Room 1, Beech House, 5 Mill Lane"}


def test_the_newest_record_of_a_day_counts_and_one_taken_off_does_not(desk: Desk, town: Town) -> None:
    old = record(desk, town.home, KIND.GAS, MONDAY - timedelta(400), reference="OLD")
    new = record(desk, town.home, KIND.GAS, MONDAY - timedelta(20), reference="NEW")
    assert [row.id for row in desk.ask(certificates_of, space_id=town.home, on=MONDAY)] == [new]
    assert [row.id for row in desk.ask(certificates_of, space_id=town.home, on=MONDAY - timedelta(30))] == [old]
    back = desk.do(safety.remove_certificate, certificate_id=new, version=1, because="Of another home").take_back
    assert [row.id for row in desk.ask(certificates_of, space_id=town.home, on=MONDAY)] == [old]
    assert back is not None
    desk.do(back.action, **back.facts)
    assert [row.id for row in desk.ask(certificates_of, space_id=town.home, on=MONDAY)] == [new]


def test_how_long_a_record_holds_is_a_setting(desk: Desk, town: Town) -> None:
    record(desk, town.home, KIND.GAS, MONDAY - timedelta(200))
    assert not any("Gas" in one for one in desk.ask(safety_gaps, space_id=town.home, on=MONDAY))
    desk.do(set_value, key="safety.gas_months", value=6, valid_from=MONDAY, source="Policy")
    assert any("Gas safety record: ran out" in one for one in desk.ask(safety_gaps, space_id=town.home, on=MONDAY))


def test_a_record_keeps_its_file_once_and_refuses_what_cannot_be(desk: Desk, town: Town) -> None:
    file = FileDraft("gas.pdf", b"%PDF-1.4 made")
    record(desk, town.home, KIND.GAS, file=file)
    record(desk, town.home, KIND.GAS, MONDAY - timedelta(1), file=file)
    rows = desk.ask(certificates_of, space_id=town.home, on=MONDAY)
    assert rows[0].document_id is not None
    with pytest.raises(Refused, match="still to come"):
        record(desk, town.home, KIND.GAS, MONDAY + timedelta(1))
    with pytest.raises(Refused, match="runs out before"):
        record(desk, town.home, KIND.GAS, expires_on=MONDAY - timedelta(1))


def test_keys_go_out_come_back_late_and_get_lost(desk: Desk, town: Town) -> None:
    made = desk.do(keys.add_keys, space_id=town.home, tag="k12", what="Front door", count=3).value
    row = desk.ask(keys_of, space_id=town.home)[0]
    assert (row.tag, row.where, row.given) == ("K12", "Office", 0)
    with pytest.raises(Refused, match="on the keys of 14 Dale Road already"):
        desk.do(keys.add_keys, space_id=town.garage, tag="K12", what="", count=1)
    with pytest.raises(Refused, match="Say who has them"):
        desk.do(keys.move_keys, key_set_id=made, on=MONDAY, holder=KeyHolder.CONTRACTOR, whom="", count=2)
    back = MONDAY - timedelta(1)
    out = desk.do(keys.move_keys, key_set_id=made, on=MONDAY - timedelta(5), holder=KeyHolder.CONTRACTOR, whom="Handy & Sons",
                  count=2, due_back_on=back).take_back
    row = desk.ask(keys_of, space_id=town.home)[0]
    assert row.is_overdue(MONDAY) and not row.is_overdue(back) and row.where == "Contractor, Handy & Sons"
    assert [one.id for one in desk.ask(register, show=("overdue",), on=MONDAY)] == [made]
    assert [(one.tag, one.due_back_on) for one in desk.ask(overdue_keys, on=MONDAY)] == [("K12", back)]
    assert [one.id for one in desk.ask(register, show=("out",))] == [made]
    assert [one.id for one in desk.ask(register, text="handy")] == [made]
    desk.do(keys.move_keys, key_set_id=made, on=MONDAY, holder=KeyHolder.OFFICE, whom="", count=3)
    assert desk.ask(register, show=("overdue",), on=MONDAY) == [] == desk.ask(overdue_keys, on=MONDAY)
    assert len(desk.ask(moves_of, key_set_id=made)) == 2
    assert out is not None
    desk.do(out.action, **out.facts)
    assert len(desk.ask(moves_of, key_set_id=made)) == 1
    desk.do(keys.move_keys, key_set_id=made, on=MONDAY, holder=KeyHolder.LOST, whom="", count=1)
    assert [one.id for one in desk.ask(register, show=("lost",))] == [made] and desk.ask(register, show=("office",)) == []
    desk.do(keys.end_keys, key_set_id=made, version=1)
    assert desk.ask(register) == []


def test_a_meter_is_known_by_its_number_and_an_odd_reading_is_said(desk: Desk, town: Town) -> None:
    read: dict[str, Any] = {"space_id": town.home, "kind": MeterKind.ELECTRICITY}
    desk.do(meters.read_meter, serial="", on=MONDAY - timedelta(9), reading="04512", **read)
    desk.do(meters.read_meter, serial="s17b", on=MONDAY - timedelta(2), reading="04498", **read)
    found = desk.ask(meters_of, space_id=town.home)
    assert [(one.serial, len(one.readings)) for one in found] == [("S17B", 2)]
    assert found[0].readings[0].note.startswith("Less than the 04512") and found[0].readings[1].note == ""
    desk.do(meters.read_meter, serial="S22", on=MONDAY, reading="1", **read)
    with pytest.raises(Refused, match="2 electricity meters"):
        desk.do(meters.read_meter, serial="", on=MONDAY, reading="2", **read)
    back = desk.do(meters.end_meter, meter_id=found[0].id, version=found[0].version).take_back
    assert [one.serial for one in desk.ask(meters_of, space_id=town.home)] == ["S22"]
    assert back is not None
    desk.do(back.action, **back.facts)
    assert len(desk.ask(meters_of, space_id=town.home)) == 2
