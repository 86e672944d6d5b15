"""Agreements end on the right last day, once; and an ending is undone only while the home is free."""

from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.desk import Desk
from housingdesk.errors import Stale
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.actions import ending, in_step, moving, starting
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import Clock
from tests.support.homes import Town, add_people, build_town

TODAY = date(2026, 11, 23)
NOTICE = EndReason.NOTICE_BY_TENANT


def let(desk: Desk, town: Town, name: str = "Amina Khan", on: date = date(2021, 5, 5)) -> int:
    [person] = add_people(desk, name)
    return int(desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.ASSURED, (person,), town.home, on)).value)


def row(desk: Desk, tenancy_id: int) -> Any:
    return desk.ask(agreements.tenancy, tenancy_id=tenancy_id)


def detail(desk: Desk, name: str) -> tuple[str, int]:
    [hit] = desk.ask(access_queries.find, text=name, kinds=("person",))
    return hit.detail, hit.rank


def test_a_tenancy_ends_on_the_day_the_notice_expires(desk: Desk) -> None:
    tenancy_id = let(desk, build_town(desk))
    made = desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 30))
    assert made.value == date(2026, 11, 30)
    assert made.sentence == "Tenancy T000001 of Amina Khan ends on Mon 30 Nov 2026: notice given by them"
    assert (row(desk, tenancy_id).ends_on, row(desk, tenancy_id).former) == (date(2026, 11, 30), False)
    assert desk.ask(agreements.occupancies, tenancy_ids=[tenancy_id])[0].end == date(2026, 12, 1)
    assert detail(desk, "amina") == ("14 Dale Road · T000001 · until 30 November 2026", 0)
    assert last_act(desk)[:3] == ("tenancies.actions.ending.end_tenancy", made.sentence, f"tenancy:{tenancy_id}")


def test_a_move_within_our_homes_ends_it_the_day_before(desk: Desk) -> None:
    tenancy_id = let(desk, build_town(desk))
    made = desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=EndReason.TRANSFER, event_on=date(2026, 11, 23))
    assert made.value == date(2026, 11, 22)
    assert row(desk, tenancy_id).former is True and row(desk, tenancy_id).end_event_on == TODAY
    assert detail(desk, "amina") == ("14 Dale Road · T000001 · left 2026", 1)


def test_it_becomes_former_when_the_day_has_turned(desk: Desk, clock: Clock) -> None:
    tenancy_id = let(desk, build_town(desk))
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 30))
    clock.to(date(2026, 11, 30))
    assert desk.do(in_step.turn_day, since=TODAY).value == 0
    clock.to(date(2026, 12, 1))
    assert desk.do(in_step.turn_day, since=TODAY).value == 1
    assert row(desk, tenancy_id).former is True and detail(desk, "amina") == ("14 Dale Road · T000001 · left 2026", 1)
    assert desk.ask(access_queries.find, text="T000001")[0].detail == "14 Dale Road · T000001 · left 2026"
    assert desk.do(in_step.turn_day, since=TODAY).value == 0


def test_it_does_not_end_twice(desk: Desk, clock: Clock) -> None:
    tenancy_id = let(desk, build_town(desk))
    desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 30))
    facts: dict[str, Any] = {"tenancy_id": tenancy_id, "reason": NOTICE, "event_on": date(2026, 12, 7)}
    assert refused(desk, ending.end_tenancy, **facts) == "This tenancy ends already on 30 Nov"
    clock.to(date(2026, 12, 4))
    assert refused(desk, ending.end_tenancy, **facts) == "This tenancy already ended on 30 Nov"


def test_days_on_which_it_cannot_end(desk: Desk) -> None:
    tenancy_id = let(desk, build_town(desk))
    said = {date(2021, 5, 4): "This tenancy began on 5 May 2021, so its last day cannot be 4 May 2021",
            date(2028, 1, 1): "1 January 2028 is more than a year away. Check the year",
            date(1026, 11, 30): "30 November 1026 is too long ago. Check the year"}
    for day, sentence in said.items():
        assert refused(desk, ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=day) == sentence
    assert row(desk, tenancy_id).ends_on is None and row(desk, tenancy_id).version == 1


def test_a_licensee_is_never_called_a_tenant(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, (amina,), town.rooms[0], TODAY)
    tenancy_id = desk.do(starting.start_tenancy, draft=draft).value
    said = [refused(desk, ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 1)),
            refused(desk, ending.reopen_tenancy, tenancy_id=tenancy_id)]
    said += [desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 12, 1)).sentence or ""]
    said += [refused(desk, ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 12, 2))]
    assert all("licence" in sentence.lower() for sentence in said)
    assert not any("tenan" in sentence.lower() for sentence in said)


def test_an_ending_is_taken_back_and_done_again(desk: Desk) -> None:
    tenancy_id = let(desk, build_town(desk))
    made = desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 20))
    again = taken_back(desk, made)
    assert (row(desk, tenancy_id).ends_on, row(desk, tenancy_id).former) == (None, False)
    assert desk.ask(agreements.occupancies, tenancy_ids=[tenancy_id])[0].end is None
    assert detail(desk, "amina") == ("14 Dale Road · T000001 · since 2021", 0)
    taken_back(desk, again)
    assert (row(desk, tenancy_id).ends_on, row(desk, tenancy_id).end_reason) == (date(2026, 11, 20), NOTICE)


def test_it_is_not_reopened_once_somebody_else_has_the_home(desk: Desk) -> None:
    town = build_town(desk)
    first = let(desk, town)
    made = desk.do(ending.end_tenancy, tenancy_id=first, reason=NOTICE, event_on=date(2026, 11, 20))
    let(desk, town, "Luke Nowak", on=TODAY)
    assert made.take_back is not None
    assert refused(desk, made.take_back.action, **made.take_back.facts) == "14 Dale Road is held by Luke Nowak (T000002)"


def test_two_people_end_the_same_tenancy(desk: Desk) -> None:
    tenancy_id = let(desk, build_town(desk))
    desk.do(in_step.set_note_to_read, tenancy_id=tenancy_id, version=1, text="Dog")
    with pytest.raises(Stale, match="changed by a colleague"):
        desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 30), version=1)
    made = desk.do(ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 11, 30), version=2)
    desk.do(in_step.set_note_to_read, tenancy_id=tenancy_id, version=3, text="")
    with pytest.raises(Stale):
        taken_back(desk, made)


def test_it_does_not_end_before_a_move_that_is_planned(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, (amina,), town.rooms[0], date(2026, 1, 5))
    tenancy_id = desk.do(starting.start_tenancy, draft=draft).value
    desk.do(moving.move, tenancy_id=tenancy_id, to_space=town.rooms[1], on=date(2026, 12, 14))
    assert refused(desk, ending.end_tenancy, tenancy_id=tenancy_id, reason=NOTICE, event_on=date(2026, 12, 13)) == (
        "They move to Room 2, Beech House, 5 Mill Lane on 14 Dec. Take the move back first")


def test_a_person_with_another_agreement_is_not_former(desk: Desk) -> None:
    town, [amina] = build_town(desk), add_people(desk, "Amina Khan")
    home = desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.ASSURED, (amina,), town.home, date(2021, 5, 5))).value
    desk.do(starting.start_tenancy, draft=StartDraft(TenancyKind.CONTRACT, (amina,), town.garage, date(2021, 5, 5)))
    desk.do(ending.end_tenancy, tenancy_id=home, reason=NOTICE, event_on=date(2026, 11, 20))
    person = desk.ask(people_queries.person, person_id=amina)
    assert person.former is False and person.find_detail.startswith("Garage 7")
    assert {hit.kind for hit in desk.ask(access_queries.find, text="14 dale road")} == {"person", "tenancy", "space"}
