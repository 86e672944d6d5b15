"""Changes to people: audited, taken back, never over a colleague's, and found at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.access import queries as access_queries
from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Stale
from housingdesk.people import actions, queries
from housingdesk.people.rules import (
    Authority,
    ContactDraft,
    ContactKind,
    NeedDraft,
    NeedKind,
    PartyDraft,
    PartyRole,
    PersonDraft,
    Scope,
)
from tests.support.audited import last_act, refused, taken_back
from tests.support.statements import statements

TODAY = date(2026, 11, 23)
LUKASZ = PersonDraft("Łukasz Wójcik", known_as="Luke", nino="AB123456C", born_on=date(1990, 1, 2))
MOBILE = ContactDraft(ContactKind.PHONE, "+44 7700 900 123", "mobile")
JOAN = PartyDraft(PartyRole.KEY_WORKER, "Joan Bell", Scope.RENT, authority_on=date(2026, 5, 4), expires_on=date(2027, 5, 4))


def add(desk: Desk, draft: PersonDraft = LUKASZ) -> int:
    return int(desk.do(actions.add_person, draft=draft).value)


def found(desk: Desk, text: str) -> list[str]:
    return [hit.label for hit in desk.ask(access_queries.find, text=text)]


def reach(desk: Desk, person_id: int) -> list[Any]:
    rows: list[Any] = desk.ask(queries.contacts, person_ids=[person_id], ended=True)
    return rows


def test_a_person_is_added_and_taken_back(desk: Desk) -> None:
    made = desk.do(actions.add_person, draft=LUKASZ)
    assert last_act(desk) == ("people.add_person", "Łukasz Wójcik added", f"person:{made.value}", [("person", "add")])
    draft, version = desk.ask(queries.person_draft, person_id=made.value)
    assert (draft, version) == (LUKASZ, 1)
    taken_back(desk, made)
    with pytest.raises(NotFound):
        desk.ask(queries.person, person_id=made.value)
    assert found(desk, "wojcik") == []


def test_a_person_is_found_by_any_fragment(desk: Desk) -> None:
    person = add(desk)
    add(desk, PersonDraft("Susan Hill"))
    desk.do(actions.add_contact, person_id=person, draft=MOBILE)
    desk.do(actions.add_contact, person_id=person, draft=ContactDraft(ContactKind.EMAIL, "luke@post.example"))
    desk.do(actions.add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, "Room 3\nBeech House"))
    for text in ("lukasz", "WÓJCIK", "wojcik luk", "Luke", "ab123456c", "AB 12 34 56 C", "900123", "07700 900123", "447700",
                 "luke@post", "Beech House"):
        assert found(desk, text) == ["Łukasz Wójcik"], text


def test_a_bare_quote_or_nothing_finds_nothing_and_breaks_nothing(desk: Desk) -> None:
    add(desk)
    assert [found(desk, text) for text in ('"', '""', "'", "*", "%", "_", 'x" OR "', "lukasz%", "")] == [[]] * 9
    assert found(desk, 'lukasz "') == [] and found(desk, "lukasz") == ["Łukasz Wójcik"]


def test_the_same_ni_number_twice_is_refused(desk: Desk) -> None:
    add(desk)
    said = refused(desk, actions.add_person, draft=PersonDraft("Luke Wojcik", nino="ab123456c"))
    assert said == "Łukasz Wójcik has the NI number AB 12 34 56 C already"
    assert [p.name for p in desk.ask(queries.alike, draft=replace(LUKASZ, name="L Wójcik", nino=""))] == ["Łukasz Wójcik"]
    assert desk.ask(queries.alike, draft=PersonDraft("L Wójcik")) == []


def test_bad_persons_are_refused_with_every_reason(desk: Desk) -> None:
    said = refused(desk, actions.add_person, draft=PersonDraft("", born_on=date(2030, 1, 1)))
    assert said == "Type the name as the person writes it. 1 January 2030 is still to come. Check the date of birth"


def test_a_person_about_whom_something_is_kept_stays(desk: Desk) -> None:
    made = desk.do(actions.add_person, draft=LUKASZ)
    desk.do(actions.add_need, person_id=made.value, draft=NeedDraft(NeedKind.AUDIO, TODAY))
    assert "Something still refers to this person" in refused(desk, actions.remove_person, person_id=made.value, version=1)


def test_a_telephone_is_added_changed_ended_and_each_taken_back(desk: Desk) -> None:
    person = add(desk)
    made = desk.do(actions.add_contact, person_id=person, draft=MOBILE)
    changed = desk.do(actions.change_contact, contact_id=made.value, version=1,
                      draft=ContactDraft(ContactKind.PHONE, "07700 900456"))
    assert (found(desk, "900456"), found(desk, "900123")) == (["Łukasz Wójcik"], [])
    taken_back(desk, changed)
    assert found(desk, "900123") == ["Łukasz Wójcik"]
    ended = desk.do(actions.end_contact, contact_id=made.value, version=3, on=TODAY)
    assert found(desk, "900123") == [] and desk.ask(queries.contacts, person_ids=[person]) == []
    again = taken_back(desk, ended)
    assert found(desk, "900123") == ["Łukasz Wójcik"]
    taken_back(desk, again)
    assert reach(desk, person)[0].ended_on == TODAY


def test_adding_a_telephone_is_taken_back(desk: Desk) -> None:
    person = add(desk)
    undone = taken_back(desk, desk.do(actions.add_contact, person_id=person, draft=MOBILE))
    assert reach(desk, person) == [] and found(desk, "900123") == []
    taken_back(desk, undone)
    assert [row.value for row in reach(desk, person)] == ["+44 7700 900 123"]


def test_one_way_is_tried_first(desk: Desk) -> None:
    person = add(desk)
    one = desk.do(actions.add_contact, person_id=person, draft=MOBILE).value
    two = desk.do(actions.add_contact, person_id=person, draft=ContactDraft(ContactKind.EMAIL, "l@post.example")).value
    desk.do(actions.prefer_contact, person_id=person, contact_id=one)
    second = desk.do(actions.prefer_contact, person_id=person, contact_id=two)
    assert [(row.id, row.preferred) for row in reach(desk, person)] == [(two, True), (one, False)]
    taken_back(desk, second)
    assert [(row.id, row.preferred) for row in reach(desk, person)] == [(one, True), (two, False)]
    assert "no way to reach Łukasz Wójcik" in refused(desk, actions.prefer_contact, person_id=person, contact_id=99)


def test_bad_contacts_change_nothing(desk: Desk) -> None:
    person = add(desk)
    made = desk.do(actions.add_contact, person_id=person, draft=MOBILE)
    assert "not a telephone" in refused(desk, actions.add_contact, person_id=person, draft=replace(MOBILE, value="x"))
    assert "no longer there" in refused(desk, actions.add_contact, person_id=99, draft=MOBILE)
    assert "still to come" in refused(desk, actions.end_contact, contact_id=made.value, version=1, on=date(2026, 12, 1))
    assert "has not ended" in refused(desk, actions.resume_contact, contact_id=made.value, version=1)
    desk.do(actions.end_contact, contact_id=made.value, version=1, on=TODAY)
    with pytest.raises(Stale):
        desk.do(actions.change_contact, contact_id=made.value, version=1, draft=MOBILE)
    assert "ended already on 23 November 2026" in refused(
        desk, actions.end_contact, contact_id=made.value, version=2, on=TODAY)


def test_needs_hold_for_their_days(desk: Desk) -> None:
    person = add(desk)
    made = desk.do(actions.add_need, person_id=person, draft=NeedDraft(NeedKind.INTERPRETER, TODAY, "Polish"))
    assert made.sentence == "Łukasz Wójcik: Polish interpreter from 23 November 2026"
    ended = desk.do(actions.change_need, need_id=made.value, version=1,
                    draft=NeedDraft(NeedKind.INTERPRETER, TODAY, "Polish", date(2026, 12, 1)))
    days = (date(2026, 11, 22), TODAY, date(2026, 11, 30), date(2026, 12, 1))
    assert [[n.words for n in desk.ask(queries.needs_on, person_ids=[person], on=day)] for day in days] == [
        [], ["Polish interpreter"], ["Polish interpreter"], []]
    taken_back(desk, ended)
    assert len(desk.ask(queries.needs_on, person_ids=[person], on=date(2027, 1, 1))) == 1
    with pytest.raises(Stale):
        taken_back(desk, made)
    assert "Which language?" in refused(desk, actions.add_need, person_id=person, draft=NeedDraft(NeedKind.INTERPRETER, TODAY))


def test_taking_a_need_out_and_in(desk: Desk) -> None:
    person = add(desk)
    undone = taken_back(desk, desk.do(actions.add_need, person_id=person, draft=NeedDraft(NeedKind.AUDIO, TODAY)))
    assert desk.ask(queries.needs, person_id=person) == []
    taken_back(desk, undone)
    assert [n.kind for n in desk.ask(queries.needs, person_id=person)] == [NeedKind.AUDIO]


def test_whom_we_may_talk_to(desk: Desk) -> None:
    person = add(desk)
    desk.do(actions.add_party, person_id=person, draft=replace(JOAN, name="Old Worker", expires_on=date(2026, 6, 1)))
    desk.do(actions.add_party, person_id=person, draft=replace(JOAN, name="Sister", authority_on=None, expires_on=None,
                                                               role=PartyRole.RELATIVE))
    made = desk.do(actions.add_party, person_id=person, draft=JOAN)
    rows = desk.ask(queries.may_talk_to, person_id=person, on=TODAY)
    assert [(r.authority, r.may) for r in rows] == [
        (Authority.IN_FORCE, True), (Authority.NONE, False), (Authority.EXPIRED, False)]
    assert rows[0].sentence == "Key worker Joan Bell may hear about rent and benefit until 4 May 2027 (authority of 4 May 2026)"
    ended = desk.do(actions.end_party, party_id=made.value, version=1, on=date(2026, 11, 22))
    assert not any(r.may for r in desk.ask(queries.may_talk_to, person_id=person, on=TODAY))
    taken_back(desk, ended)
    assert any(r.may for r in desk.ask(queries.may_talk_to, person_id=person, on=TODAY))


def test_parties_are_changed_and_removed_and_put_back(desk: Desk) -> None:
    person = add(desk)
    made = desk.do(actions.add_party, person_id=person, draft=JOAN)
    changed = desk.do(actions.change_party, party_id=made.value, version=1, draft=replace(JOAN, scope=Scope.REPAIRS))
    assert desk.ask(queries.may_talk_to, person_id=person, on=TODAY)[0].draft.scope is Scope.REPAIRS
    taken_back(desk, changed)
    assert desk.ask(queries.may_talk_to, person_id=person, on=TODAY)[0].draft == JOAN
    removed = desk.do(actions.remove_party, party_id=made.value, version=3)
    assert desk.ask(queries.may_talk_to, person_id=person, on=TODAY) == []
    taken_back(desk, removed)
    assert len(desk.ask(queries.may_talk_to, person_id=person, on=TODAY)) == 1


def test_bad_parties_change_nothing(desk: Desk) -> None:
    person = add(desk)
    made = desk.do(actions.add_party, person_id=person, draft=replace(JOAN, authority_on=None, expires_on=None))
    assert "no authority on file" in refused(desk, actions.end_party, party_id=made.value, version=1, on=TODAY)
    assert "Type the name" in refused(desk, actions.add_party, person_id=person, draft=replace(JOAN, name=""))
    with pytest.raises(Stale):
        desk.do(actions.change_party, party_id=made.value, version=4, draft=JOAN)


def test_homes_are_kept_for_the_find_box(desk: Desk) -> None:
    @needs(Permission.KEEP_TENANCIES)
    def note(act: Act, person_id: int) -> None:
        actions.note_homes(act, person_id=person_id, detail="left 2024", homes=["Room 3, Beech House", "9 Old Lane"],
                           former=True)

    person = add(desk)
    desk.do(note, person_id=person)
    desk.do(actions.add_contact, person_id=person, draft=MOBILE)
    [hit] = desk.ask(access_queries.find, text="old lane")
    assert (hit.detail, hit.rank) == ("left 2024", 1)


def test_a_name_changed_underneath_is_stale(desk: Desk) -> None:
    @needs(Permission.KEEP_PEOPLE)
    def rename(act: Act, person_id: int, version: int, draft: PersonDraft) -> PersonDraft:
        return actions.change_person(act, person_id=person_id, version=version, draft=draft)

    person = add(desk)
    was = desk.do(rename, person_id=person, version=1, draft=replace(LUKASZ, name="Łukasz Nowak")).value
    assert was == LUKASZ and found(desk, "nowak") == ["Łukasz Nowak"]
    with pytest.raises(Stale):
        desk.do(rename, person_id=person, version=1, draft=LUKASZ)


def test_a_persons_file_is_six_statements(desk: Desk) -> None:
    person = add(desk)
    for number in range(6):
        desk.do(actions.add_contact, person_id=person, draft=ContactDraft(ContactKind.PHONE, f"07700 90000{number}"))
        desk.do(actions.add_party, person_id=person, draft=replace(JOAN, name=f"Joan {number}"))
    with statements() as ran:
        file = desk.ask(queries.person_file, person_id=person, on=TODAY)
    assert (len(ran), len(file.contacts), len(file.parties), file.person.surname) == (6, 6, 6, "Wójcik")
