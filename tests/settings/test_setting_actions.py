"""Values are set from a day, corrected, taken out and put back; two people never write over each other."""

from datetime import date

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.errors import NotFound, Refused, Stale
from housingdesk.settings import actions, queries
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import Clock
from tests.support.statements import statements

TODAY = date(2026, 11, 23)
APRIL = date(2027, 4, 6)


def value(desk: Desk, key: str, on: date = TODAY) -> object:
    return desk.ask(queries.value, key=key, on=on)


def test_a_value_holds_from_its_day(desk: Desk) -> None:
    made = desk.do(actions.set_value, key="rent.part_weeks", value="whole week", valid_from=APRIL)
    assert (value(desk, "rent.part_weeks"), value(desk, "rent.part_weeks", APRIL)) == ("days", "whole week")
    assert made.sentence == "Part weeks are charged: as a whole week from 6 April 2027"
    assert last_act(desk) == ("settings.set_value", made.sentence, f"setting:{made.value}", [("setting", "add")])


def test_every_kind_of_value_comes_back_as_it_was_set(desk: Desk) -> None:
    facts = {"org.name": "Dale Vale Homes", "org.address": ("1 Mill Lane", "Dalebrook", "ZZ1 1ZZ"), "arrears.gap_days": 14,
             "arrears.letter2.pence": 12345, "rent.cycle_start": date(2026, 4, 6), "demo.mark": True,
             "letters.advice_lines": (("Shelter", "0808 800 4444"),), "letters.envelopes": ("c5",),
             "calendar.extra_holidays": (date(2027, 5, 24),), "letters.own_envelopes": []}
    for key, wanted in facts.items():
        desk.do(actions.set_value, key=key, value=wanted, valid_from=TODAY)
    held = desk.ask(queries.values, on=TODAY)
    assert {key: held[key] for key in facts} == facts
    assert desk.ask(queries.extra_holidays, on=TODAY) == frozenset({date(2027, 5, 24)})


def test_a_legal_value_needs_its_source_and_no_new_program(desk: Desk) -> None:
    assert "Say where this value is written" in refused(desk, actions.set_value, key="vat.rate", value=2200, valid_from=APRIL)
    desk.do(actions.set_value, key="vat.rate", value=2200, valid_from=APRIL, source="Finance Act 2027 s.1")
    assert value(desk, "vat.rate", APRIL) == 2200
    [row] = [r for r in desk.ask(queries.setting_rows, on=TODAY) if r.declared.key == "vat.rate"]
    assert (row.shown, row.change_from, row.change_to) == ("20%", APRIL, "22%")


def test_a_correction_keeps_the_day_and_can_be_taken_back(desk: Desk) -> None:
    made = desk.do(actions.set_value, key="arrears.gap_days", value=10, valid_from=TODAY)
    corrected = desk.do(actions.correct_value, setting_id=made.value, version=1, value=12)
    assert value(desk, "arrears.gap_days") == 12
    taken_back(desk, corrected)
    assert value(desk, "arrears.gap_days") == 10
    assert len(desk.ask(queries.history, key="arrears.gap_days", on=TODAY)) == 2


def test_setting_a_value_is_taken_back_and_done_again(desk: Desk) -> None:
    made = desk.do(actions.set_value, key="arrears.gap_days", value=10, valid_from=TODAY)
    undone = taken_back(desk, made)
    assert value(desk, "arrears.gap_days") == 7
    taken_back(desk, undone)
    assert value(desk, "arrears.gap_days") == 10


def test_history_tells_the_programs_own_value_too(desk: Desk) -> None:
    desk.do(actions.set_value, key="vat.rate", value=2200, valid_from=APRIL, source="Finance Act 2027")
    rows = desk.ask(queries.history, key="vat.rate", on=TODAY)
    assert [(r.shown, r.in_force, r.entered_by) for r in rows] == [("22%", False, "Ann Brown"), ("20%", True, "")]


def test_a_colleagues_value_for_the_same_day_is_not_written_over(desk: Desk) -> None:
    first = desk.do(actions.set_value, key="arrears.gap_days", value=10, valid_from=TODAY)
    with pytest.raises(Stale, match="by a colleague meanwhile"):
        desk.do(actions.set_value, key="arrears.gap_days", value=20, valid_from=TODAY)
    desk.do(actions.set_value, key="arrears.gap_days", value=11, valid_from=TODAY, seen=(first.value, 1))
    with pytest.raises(Stale):
        desk.do(actions.correct_value, setting_id=first.value, version=1, value=30)
    assert value(desk, "arrears.gap_days") == 11


def test_an_undated_value_seen_yesterday_may_be_stale_today(desk: Desk, clock: Clock) -> None:
    first = desk.do(actions.set_value, key="access.idle_lock_minutes", value=5)
    clock.to(date(2026, 11, 24))
    second = desk.do(actions.set_value, key="access.idle_lock_minutes", value=6, seen=(first.value, 1))
    with pytest.raises(Stale):
        desk.do(actions.set_value, key="access.idle_lock_minutes", value=9, seen=(first.value, 1))
    assert value(desk, "access.idle_lock_minutes", date(2020, 1, 1)) == 6
    desk.do(actions.withdraw_value, setting_id=second.value, version=1)
    assert value(desk, "access.idle_lock_minutes") == 5


def test_taking_back_a_withdrawal_whose_place_is_taken_is_refused(desk: Desk) -> None:
    made = desk.do(actions.set_value, key="arrears.gap_days", value=10, valid_from=TODAY)
    undone = taken_back(desk, made)
    desk.do(actions.set_value, key="arrears.gap_days", value=11, valid_from=TODAY)
    with pytest.raises(Stale):
        taken_back(desk, undone)


def test_bad_values_are_refused_with_a_sentence(desk: Desk) -> None:
    say = {
        "Choose": refused(desk, actions.set_value, key="arrears.gap_days", value=10),
        "kind": refused(desk, actions.set_value, key="arrears.gap_days", value="10", valid_from=TODAY),
        "year": refused(desk, actions.set_value, key="arrears.gap_days", value=10, valid_from=date(2206, 1, 1)),
    }
    assert "Say from which day" in say["Choose"] and "not a value of the kind" in say["kind"]
    assert "Check the year" in say["year"]
    with pytest.raises(NotFound, match="There is no setting"):
        desk.do(actions.set_value, key="org.colour", value="green", valid_from=TODAY)


def test_a_reader_may_look_but_not_set(desk: Desk) -> None:
    desk.who = Who(desk.who.id, "Rae Reader", "RR", "reader")
    with pytest.raises(Refused, match="change settings"):
        desk.do(actions.set_value, key="arrears.gap_days", value=10, valid_from=TODAY)
    assert value(desk, "arrears.gap_days") == 7


def test_what_is_missing_or_not_verified_is_listed_until_it_is_entered(desk: Desk) -> None:
    keys = {row.declared.key for row in desk.ask(queries.to_check, on=TODAY)}
    assert keys == {"org.name", "org.address", "org.phone", "regime.rra.social", "starter.max_months",
                    "starter.max_months_extended", "reviews.ask_days", "reviews.decide_days", "reviews.while_open",
                    "safety.electrical_months", "safety.energy_months", "safety.alarm_months", "safety.fire_months",
                    "safety.legionella_months", "benefits.figures", "money.refunds.hb_weeks",
                    "money.dd_notice_days", "money.dd_claim_days",
                    "money.write_offs.payment_renews", "review.limit.social", "review.limit.affordable",
                    "review.limit.supported", "review.limit.fair", "review.limit.formula", "review.caps",
                    "review.flexibility", "review.flexibility.supported", "review.normal_year", "review.no_clause"}
    desk.do(actions.set_value, key="regime.rra.social", value=date(2027, 10, 1), source="SI 2027/1")
    desk.do(actions.set_value, key="org.name", value="Dale Vale Homes", valid_from=TODAY)
    assert keys - {row.declared.key for row in desk.ask(queries.to_check, on=TODAY)} == {"org.name", "regime.rra.social"}


def test_all_values_come_by_one_statement(desk: Desk) -> None:
    with statements() as ran:
        held = desk.ask(queries.values, on=TODAY)
        assert held["arrears.gap_days"] == 7 and held["vat.rate"] == 2000
        desk.ask(queries.setting_rows, on=TODAY)
    assert len(ran) == 2
