"""The file's header, the lists with their filters, timelines, empty homes, regimes, and who a setting affects."""

from datetime import date
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import NotFound
from housingdesk.people.actions import add_contact, add_need, add_party
from housingdesk.people.queries import person_draft
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind, PartyDraft, PartyRole, PersonDraft, Scope
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from housingdesk.settings import actions as settings_actions
from housingdesk.settings.rules.affected import Affects
from housingdesk.tenancies.actions import ending, holding, in_step, moving, routes, starting
from housingdesk.tenancies.queries import affected, agreements, file, homes, listing
from housingdesk.tenancies.queries import timeline as telling
from housingdesk.tenancies.queries.listing import Order, TenancyFilter, When
from housingdesk.tenancies.rules import BenefitRoute, EndReason, Regime, StartDraft, TenancyKind
from housingdesk.values.timeline import Ref
from tests.support.homes import Town, add_people, build_town
from tests.support.statements import statements

TODAY = date(2026, 11, 23)
LICENCE = TenancyKind.LICENCE_EXCLUDED


def start(desk: Desk, kind: TenancyKind, people: list[int], space: int, on: date, **facts: Any) -> int:
    return int(desk.do(starting.start_tenancy, draft=StartDraft(kind, tuple(people), space, on, **facts)).value)


def settled(desk: Desk) -> tuple[Town, dict[str, int]]:
    """Amina and Yusuf have 14 Dale Road; Łukasz Room 1 on HB; Zoë had Room 2; Édith comes into Room 10; Bo a garage."""
    town = build_town(desk)
    amina, yusuf, lukasz, zoe, edith, bo = add_people(
        desk, "Amina Khan", "Yusuf Abbot", "Łukasz Wójcik", "Zoë Ámbar", "Édith Żak", "Bo Hill")
    ids = {
        "amina": start(desk, TenancyKind.ASSURED, [amina, yusuf], town.home, date(2021, 5, 5)),
        "lukasz": start(desk, LICENCE, [lukasz], town.rooms[0], date(2026, 1, 5), route=BenefitRoute.HB_EXEMPT),
        "zoe": start(desk, LICENCE, [zoe], town.rooms[1], date(2025, 6, 2)),
        "edith": start(desk, LICENCE, [edith], town.rooms[2], date(2026, 12, 7)),
        "bo": start(desk, TenancyKind.CONTRACT, [bo], town.garage, date(2022, 1, 3)),
    }
    desk.do(ending.end_tenancy, tenancy_id=ids["zoe"], reason=EndReason.ABANDONED, event_on=date(2026, 3, 1))
    return town, ids


def chosen(desk: Desk, ids: dict[str, int], order: Order = Order.REFERENCE, *, descending: bool = False,
           **narrowed: Any) -> list[str]:
    names = {value: name for name, value in ids.items()}
    found = desk.ask(listing.tenancy_ids, chosen=TenancyFilter(TODAY, **narrowed), order=order, descending=descending)
    return [names[i] for i in found]


def test_the_header_of_a_file(desk: Desk) -> None:
    _, ids = settled(desk)
    person = desk.ask(agreements.holders, tenancy_ids=[ids["lukasz"]])[0].person_id
    desk.do(add_need, person_id=person, draft=NeedDraft(NeedKind.INTERPRETER, TODAY, "Polish"))
    desk.do(add_party, person_id=person, draft=PartyDraft(PartyRole.KEY_WORKER, "Joan Bell", Scope.RENT,
                                                          authority_on=date(2026, 5, 4), expires_on=date(2027, 5, 4)))
    _, version = desk.ask(person_draft, person_id=person)
    desk.do(in_step.change_person, person_id=person, version=version, draft=PersonDraft(
        "Łukasz Wójcik", say="WOO-kash VOY-chik", staff_warning="Visit in pairs"))
    desk.do(in_step.set_note_to_read, tenancy_id=ids["lukasz"], version=1, text="Dog")
    made = desk.ask(file.header, tenancy_id=ids["lukasz"], on=TODAY)
    assert (made.names, made.since) == ("Łukasz Wójcik", "since 5 January 2026")
    assert made.say == ("Łukasz Wójcik: WOO-kash VOY-chik",)
    assert (made.tenancy.reference, made.tenancy.words.person, made.tenancy.note_to_read) == ("L000002", "resident", "Dog")
    assert (made.home.address, made.home.scheme, made.home.officer, made.home.council, made.home.agent) == (
        "Room 1, Beech House, 5 Mill Lane", "Beech supported", "Anita Bell", "Dalebrook Borough Council", "")
    assert made.home.full_address == "Room 1, Beech House, 5 Mill Lane, DALEBROOK, ZZ1 1ZZ"
    assert made.route.route is BenefitRoute.HB_EXEMPT and made.needs == ("Polish interpreter",) and made.staff_warning
    assert [p.sentence for p in made.parties] == [
        "Key worker Joan Bell may hear about rent and benefit until 4 May 2027 (authority of 4 May 2026)"]
    assert made.missing == ("No phone number for Łukasz Wójcik", "No benefit claim reference")
    desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.PHONE, "07700 900123"))
    assert desk.ask(file.header, tenancy_id=ids["lukasz"], on=TODAY).missing == ("No benefit claim reference",)


def test_the_header_of_joint_and_of_former_agreements(desk: Desk) -> None:
    _, ids = settled(desk)
    yusuf = desk.ask(agreements.holders, tenancy_ids=[ids["amina"]])[1].person_id
    desk.do(add_need, person_id=yusuf, draft=NeedDraft(NeedKind.LARGE_PRINT, TODAY))
    made = desk.ask(file.header, tenancy_id=ids["amina"], on=TODAY)
    assert (made.names, made.needs, len(made.holders)) == ("Amina Khan and Yusuf Abbot", ("Large print (Yusuf Abbot)",), 2)
    former = desk.ask(file.header, tenancy_id=ids["zoe"], on=TODAY)
    assert (former.since, former.names, former.home.address[:6], former.missing) == (
        "2 June 2025 to 1 March 2026", "Zoë Ámbar", "Room 2", ())
    assert desk.ask(file.header, tenancy_id=ids["edith"], on=TODAY).since == "from 7 December 2026"
    with pytest.raises(NotFound, match="no longer there"):
        desk.ask(file.header, tenancy_id=999, on=TODAY)


def test_a_header_costs_the_same_whatever_it_holds(desk: Desk) -> None:
    _, ids = settled(desk)
    counts = []
    for name in ("lukasz", "amina"):
        with statements() as ran:
            desk.ask(file.header, tenancy_id=ids[name], on=TODAY)
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 9


def test_lists_by_time(desk: Desk) -> None:
    _, ids = settled(desk)
    assert chosen(desk, ids) == ["bo", "lukasz", "amina"]
    assert chosen(desk, ids, when=When.FORMER) == ["zoe"]
    assert chosen(desk, ids, when=When.COMING) == ["edith"]
    assert chosen(desk, ids, when=When.ALL) == ["bo", "lukasz", "zoe", "edith", "amina"]


def test_lists_are_narrowed(desk: Desk) -> None:
    town, ids = settled(desk)
    assert chosen(desk, ids, scheme_ids=(town.scheme,)) == ["bo", "lukasz", "amina"]
    assert chosen(desk, ids, scheme_ids=(999,)) == []
    assert chosen(desk, ids, officers=("Femi Ajayi",)) == ["amina"]
    assert chosen(desk, ids, officers=("Femi Ajayi", "Anita Bell")) == ["bo", "lukasz", "amina"]
    assert chosen(desk, ids, council_ids=(town.council,)) == ["bo", "lukasz", "amina"]
    assert chosen(desk, ids, kinds=(LICENCE,)) == ["lukasz"]
    assert chosen(desk, ids, routes=(BenefitRoute.HB_EXEMPT, BenefitRoute.UC_DIRECT)) == ["lukasz"]
    assert chosen(desk, ids, routes=(BenefitRoute.NONE,)) == ["bo", "amina"]
    assert chosen(desk, ids, when=When.FORMER, officers=("Anita Bell",)) == ["zoe"]


def test_lists_by_text(desk: Desk) -> None:
    _, ids = settled(desk)
    wanted = {"wojcik": ["lukasz"], "khan abbot": ["amina"], "dale": ["bo", "amina"], "zz1 1zz": ["lukasz"],
              "l000002": ["lukasz"], "nobody": [], '"': ["bo", "lukasz", "amina"], "%": ["bo", "lukasz", "amina"],
              "_oo_": []}
    assert {text: chosen(desk, ids, text=text) for text in wanted} == wanted


def test_lists_in_every_order(desk: Desk) -> None:
    _, ids = settled(desk)
    assert chosen(desk, ids, Order.NAMES, when=When.ALL) == ["zoe", "bo", "amina", "lukasz", "edith"]
    assert chosen(desk, ids, Order.NAMES, when=When.ALL, descending=True) == ["edith", "lukasz", "amina", "bo", "zoe"]
    assert chosen(desk, ids, Order.ADDRESS, when=When.ALL) == ["lukasz", "zoe", "edith", "amina", "bo"]
    assert chosen(desk, ids, Order.STARTS_ON) == ["amina", "bo", "lukasz"]
    assert chosen(desk, ids, Order.ENDS_ON, when=When.ALL)[-1] == "zoe"
    assert chosen(desk, ids, Order.OFFICER) == ["lukasz", "bo", "amina"]
    for order in Order:
        assert sorted(chosen(desk, ids, order, when=When.ALL)) == sorted(ids)


def test_rows_come_in_the_order_asked_for_and_by_one_statement(desk: Desk) -> None:
    _, ids = settled(desk)
    with statements() as ran:
        wanted = desk.ask(listing.tenancy_ids, chosen=TenancyFilter(TODAY, When.ALL), order=Order.NAMES)
        rows = desk.ask(listing.tenancy_rows, ids=wanted, on=TODAY)
    assert len(ran) == 2 and [row.id for row in rows] == list(wanted) and wanted.typecode == "q"
    row = next(row for row in rows if row.id == ids["lukasz"])
    assert (row.names, row.scheme, row.officer, row.council, row.route, row.words.agreement) == (
        "Łukasz Wójcik", "Beech supported", "Anita Bell", "Dalebrook Borough Council", BenefitRoute.HB_EXEMPT, "licence")
    zoe = next(row for row in rows if row.id == ids["zoe"])
    assert (zoe.address[:6], zoe.ends_on, zoe.scheme) == ("Room 2", date(2026, 3, 1), "Beech supported")
    assert desk.ask(listing.tenancy_rows, ids=[], on=TODAY) == []
    assert desk.ask(listing.tenancy_rows, ids=[999], on=TODAY) == []
    assert desk.ask(listing.counted, chosen=TenancyFilter(TODAY)) == 3


def test_a_list_places_a_planned_move_by_its_day(desk: Desk) -> None:
    _, ids = settled(desk)
    other = desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, "Oak", officer="Ruth Oakes")).value
    flat = desk.do(add_space, let=True, draft=SpaceDraft(SpaceKind.FLAT, "Flat 1", other, street="1 Oak Row", town="Dale",
                                                         postcode="ZZ5 5ZZ")).value
    desk.do(moving.move, tenancy_id=ids["lukasz"], to_space=flat, on=date(2026, 12, 7))
    assert chosen(desk, ids, officers=("Ruth Oakes",)) == []
    later = TenancyFilter(date(2026, 12, 7), officers=("Ruth Oakes",))
    assert list(desk.ask(listing.tenancy_ids, chosen=later)) == [ids["lukasz"]]
    [row] = desk.ask(listing.tenancy_rows, ids=[ids["lukasz"]], on=date(2026, 12, 7))
    assert (row.space_id, row.scheme) == (flat, "Oak")


def test_another_rooms_list_uses_the_same_filter(desk: Desk) -> None:
    _, ids = settled(desk)
    query = desk.ask(listing.matching, chosen=TenancyFilter(TODAY, kinds=(LICENCE,)))
    assert desk.ask(lambda: [row[0] for row in query.tuples()]) == [ids["lukasz"]]


def test_a_list_is_two_statements_at_any_size_and_each_home_is_in_it_once(desk: Desk) -> None:
    town, ids = settled(desk)
    for number in range(4):
        desk.do(routes.change_route, tenancy_id=ids["lukasz"], route=list(BenefitRoute)[number], on=date(2026, 2, 2 + number))
    found = desk.ask(listing.tenancy_ids, chosen=TenancyFilter(TODAY, When.ALL, scheme_ids=(town.scheme,)))
    assert sorted(found) == sorted(ids.values())


def texts(desk: Desk, ref: Ref, today: date = TODAY) -> list[str]:
    return [entry.text for entry in desk.ask(telling.timeline, ref=ref, before=None, limit=20, today=today)]


def test_the_timeline_of_an_agreement(desk: Desk) -> None:
    town, ids = settled(desk)
    [joan] = add_people(desk, "Joan Pye")
    desk.do(moving.move, tenancy_id=ids["lukasz"], to_space=town.rooms[1], on=date(2026, 12, 14))
    desk.do(holding.add_holder, tenancy_id=ids["lukasz"], person_id=joan, on=date(2026, 6, 1))
    desk.do(holding.remove_holder, tenancy_id=ids["lukasz"], person_id=joan, last_day=date(2026, 8, 2))
    desk.do(routes.change_route, tenancy_id=ids["lukasz"], route=BenefitRoute.NONE, on=date(2026, 9, 7))
    assert texts(desk, Ref("tenancy", ids["lukasz"])) == [
        "Moves from Room 1, Beech House, 5 Mill Lane to Room 2, Beech House, 5 Mill Lane",
        "Benefit: none",
        "Joan Pye left the licence",
        "Joan Pye joined the licence",
        "Licence L000002 of Łukasz Wójcik began at Room 1, Beech House, 5 Mill Lane",
        "Benefit: Housing Benefit, supported",
    ]


def test_the_timeline_of_a_person_and_of_a_home(desk: Desk) -> None:
    town, ids = settled(desk)
    zoe = desk.ask(agreements.holders, tenancy_ids=[ids["zoe"]])[0].person_id
    told = ["Licence L000003 ended: left without notice, our notice ended",
            "Licence L000003 of Zoë Ámbar began at Room 2, Beech House, 5 Mill Lane"]
    assert texts(desk, Ref("person", zoe)) == told == texts(desk, Ref("space", town.rooms[1]))
    assert texts(desk, Ref("space", town.rooms[2])) == [
        "Licence L000004 of Édith Żak begins at Room 10, Beech House, 5 Mill Lane"]
    with pytest.raises(NotFound):
        desk.ask(telling.timeline, ref=Ref("council", 1), before=None, limit=5, today=TODAY)
    with statements() as ran:
        desk.ask(telling.timeline, ref=Ref("space", town.rooms[1]), before=None, limit=1, today=TODAY)
    assert len(ran) == 4


def test_a_timeline_comes_by_pages(desk: Desk) -> None:
    _, ids = settled(desk)
    first = desk.ask(telling.timeline, ref=Ref("tenancy", ids["zoe"]), before=None, limit=1, today=TODAY)
    rest = desk.ask(telling.timeline, ref=Ref("tenancy", ids["zoe"]), before=first[-1].at, limit=1, today=TODAY)
    assert [entry.text.split()[2] for entry in first + rest] == ["ended:", "of"]


def test_empty_homes_on_a_day(desk: Desk) -> None:
    town, _ = settled(desk)
    with statements() as ran:
        rows = desk.ask(homes.empty_on, day=TODAY)
    assert len(ran) == 1
    assert [(row.space_id, row.since, row.scheme, row.residential) for row in rows] == [
        (town.rooms[1], date(2026, 3, 2), "Beech supported", True), (town.rooms[2], None, "Beech supported", True)]
    assert [row.space_id for row in desk.ask(homes.empty_on, day=date(2026, 3, 1))] == [town.rooms[2]]
    assert {row.space_id for row in desk.ask(homes.empty_on, day=date(2020, 1, 1))} == {*town.rooms, town.home, town.garage}
    assert desk.ask(homes.empty_on, day=TODAY, scheme_id=999) == []


def test_the_regime_of_an_agreement_follows_the_settings(desk: Desk) -> None:
    _, ids = settled(desk)

    def regimes(on: date = TODAY) -> list[Regime]:
        return [desk.ask(agreements.regime_of, tenancy_id=ids[name], on=on) for name in ("amina", "lukasz", "bo")]

    assert regimes() == [Regime.HA88_OLD, Regime.LICENCE_EXCLUDED, Regime.CONTRACT]
    desk.do(settings_actions.set_value, key="regime.rra.social", value=date(2027, 10, 1), source="SI 2027/1")
    assert [regimes(day)[0] for day in (date(2027, 9, 30), date(2027, 10, 1))] == [Regime.HA88_OLD, Regime.HA88_RRA]
    desk.do(settings_actions.set_value, key="landlord.status", value="other", valid_from=date(2026, 6, 1))
    assert [regimes(day)[0] for day in (date(2026, 5, 31), date(2026, 6, 1))] == [Regime.HA88_OLD, Regime.HA88_RRA]


def test_who_a_setting_affects(desk: Desk) -> None:
    _, ids = settled(desk)
    by = {affects: desk.ask(affected.affected_ids, affects=affects, on=TODAY) for affects in Affects}
    everybody = sorted([ids["amina"], ids["lukasz"], ids["bo"]])
    assert sorted(by[Affects.CHARGED]) == everybody
    assert by[Affects.ASSURED] == by[Affects.SOCIAL_ASSURED] == [ids["amina"]] and by[Affects.OTHER_ASSURED] == []
    assert by[Affects.GARAGES] == [ids["bo"]] and by[Affects.STARTERS] == by[Affects.NOTHING] == []
    april = date(2027, 4, 6)
    assert desk.ask(affected.affected_sentence, key="rent.part_weeks", valid_from=april, on=TODAY) == (
        "4 agreements are affected from 6 April 2027")
    assert desk.ask(affected.affected_sentence, key="regime.rra.social", valid_from=None, on=TODAY) == (
        "1 assured tenancy of social housing is affected")
    assert desk.ask(affected.affected_sentence, key="org.name", valid_from=TODAY, on=TODAY) == (
        "It stands in every letter written from 23 November 2026")


def test_an_agreement_by_its_own_reference(desk: Desk) -> None:
    _, ids = settled(desk)
    assert desk.ask(agreements.tenancy_by_reference, reference=" t000001 ").id == ids["amina"]
    assert desk.ask(agreements.tenancy_by_reference, reference="T999999") is None
