"""The catalogue is sound, and each kind of value is typed, shown, kept and judged as it should be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from housingdesk.errors import Refused
from housingdesk.settings.rules.affected import COUNTED, Affects, affected_sentence
from housingdesk.settings.rules.catalogue import CATALOGUE
from housingdesk.settings.rules.checking import value_problems
from housingdesk.settings.rules.kinds import Declared, Group, Kind, decode, encode
from housingdesk.settings.rules.lookup import Entered, Settings, in_force
from housingdesk.settings.rules.reading import read, shown

TODAY = date(2026, 11, 23)


def entered(key: str, text: str, valid_from: date, number: int = 1) -> Entered:
    return Entered(number, 1, key, text, valid_from, "", datetime(2026, 1, 1, tzinfo=UTC), "Ann Brown")


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_default_and_seed_is_a_value_of_its_kind(key: str) -> None:
    one = CATALOGUE[key]
    held = [seed.value for seed in one.seeds] or ([] if one.required else [one.default])
    for value in held:
        assert value_problems(one, value) == []
        assert decode(one, encode(one, value)) == value
        assert shown(one, value)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_setting_explains_itself(key: str) -> None:
    one = CATALOGUE[key]
    assert one.label and one.help.endswith(".")
    assert bool(one.check_note) == one.uncertain
    assert one.group is not Group.RULES or one.source


def test_the_law_as_the_rulebook_has_it() -> None:
    law = Settings([], TODAY)
    assert law.day("regime.rra.non_social") == date(2026, 5, 1)
    assert law.day("regime.rra.social") is None and CATALOGUE["regime.rra.social"].uncertain
    assert law.number("vat.rate") == 2000
    assert (law.number("starter.max_months"), law.number("starter.max_months_extended")) == (12, 18)


def test_advice_lines_are_the_free_ones() -> None:
    assert Settings([], TODAY).items_of("letters.advice_lines") == (
        ("Citizens Advice", "0800 144 8848"), ("National Debtline", "0808 808 4000"), ("Shelter", "0808 800 4444"))


@pytest.mark.parametrize(("key", "typed", "value"), [
    ("arrears.letter1.pence", "£50", 5000),
    ("arrears.letter2.pence", "", None),
    ("rent.statement_days", "28", 28),
    ("vat.rate", "17.5 %", 1750),
    ("regime.rra.social", "1/10/2027", date(2027, 10, 1)),
    ("regime.rra.social", "", None),
    ("rent.part_weeks", "whole week", "whole week"),
    ("letters.envelopes", "dl\nc5\n", ("dl", "c5")),
    ("letters.advice_lines", "Citizens  Advice : 0800 144 8848", (("Citizens Advice", "0800 144 8848"),)),
    ("calendar.extra_holidays", "25/5/2027\n24/5/2027\n24/5/2027", (date(2027, 5, 24), date(2027, 5, 25))),
    ("demo.mark", "Yes", True),
    ("letters.own_envelopes", "[]", []),
])
def test_what_is_typed_is_read(key: str, typed: str, value: Any) -> None:
    got = read(CATALOGUE[key], typed, TODAY)
    assert got == value and type(got) is type(value)


@pytest.mark.parametrize(("key", "typed", "sentence"), [
    ("arrears.letter1.pence", "fifty", "not an amount"),
    ("rent.statement_days", "1e3", "not a whole number"),
    ("rent.statement_days", "٣", "not a whole number"),
    ("vat.rate", "20.001", "not a percentage"),
    ("vat.rate", "-5", "not a percentage"),
    ("regime.rra.social", "31/2/2027", "not a date"),
    ("calendar.extra_holidays", "24/5/2027\nMay", "not a date"),
    ("demo.mark", "maybe", "neither yes nor no"),
    ("letters.own_envelopes", "[", "line 1, column 2"),
])
def test_what_cannot_be_read_is_said(key: str, typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(CATALOGUE[key], typed, TODAY)


@pytest.mark.parametrize(("key", "value", "sentence"), [
    ("org.name", "", "cannot be empty"),
    ("org.name", "Dale\u202eVale", "cannot be seen (U+202E)"),
    ("org.name", "x" * 201, "201 characters"),
    ("org.name", 5, "not a value of the kind"),
    ("org.email", "office at dale", "not an e-mail address"),
    ("rent.part_weeks", "half", "not one of the choices"),
    ("rent.cycle_start", date(2026, 4, 7), "Monday"),
    ("rent.statement_days", 3, "between 7 days and 3700 days"),
    ("rent.statement_days", True, "not a value of the kind"),
    ("vat.rate", 20.0, "not a value of the kind"),
    ("letters.envelopes", (), "cannot be empty"),
    ("letters.advice_lines", (("Shelter", ""),), "needs both parts"),
    ("letters.own_envelopes", [{"name": "Ours", "height": "tall"}], "height is a length"),
    ("letters.own_envelopes", {"name": "Ours"}, "are a list"),
    ("letters.own_envelopes", [["Ours"]], "has no name"),
    ("org.address", ("x" * 80,) * 400, "too long"),
])
def test_what_may_not_be_kept_is_said(key: str, value: Any, sentence: str) -> None:
    [problem] = value_problems(CATALOGUE[key], value)[:1]
    assert problem.field == key and sentence in problem.message


def test_an_own_envelope_with_all_its_lengths_may_be_kept() -> None:
    own = {"name": "Ours", "height": 110, "width": 220, "window_height": 35, "window_width": 90, "window_left": 20,
           "window_up": 18, "folded": 99}
    assert value_problems(CATALOGUE["letters.own_envelopes"], [own]) == []


def test_the_value_of_a_day_is_the_latest_on_or_before_it() -> None:
    rate = CATALOGUE["vat.rate"]
    rows = [entered("vat.rate", "2200", date(2027, 1, 1)), entered("vat.rate", "2100", date(2026, 12, 1), 2)]
    values = [in_force(rate, rows, day).value for day in (date(2011, 1, 4), date(2026, 11, 30), date(2026, 12, 1),
                                                          date(2027, 1, 1))]
    assert values == [2000, 2000, 2100, 2200]


def test_what_was_entered_for_the_same_day_stands_before_the_programs_own() -> None:
    rows = [entered("vat.rate", "1999", date(2011, 1, 4))]
    assert in_force(CATALOGUE["vat.rate"], rows, TODAY).value == 1999


def test_before_the_first_known_value_nothing_is_guessed() -> None:
    with pytest.raises(Refused, match="known from 4 January 2011 only"):
        in_force(CATALOGUE["vat.rate"], [], date(2011, 1, 3))


def test_an_undated_value_holds_for_the_past_too() -> None:
    rows = [entered("regime.rra.social", '"2027-10-01"', date(2027, 11, 5))]
    assert Settings(rows, date(2026, 1, 1)).day("regime.rra.social") == date(2027, 10, 1)


def test_the_mapping_holds_every_setting() -> None:
    held = Settings([], TODAY)
    assert list(held) == list(CATALOGUE) and len(held) == len(CATALOGUE)
    assert held.text("rent.part_weeks") == "days" and held.pence("arrears.letter2.pence") is None
    assert held.yes("demo.mark") is False


@pytest.mark.parametrize("affects", sorted(COUNTED))
def test_who_is_affected_is_said_for_none_one_and_many(affects: Affects) -> None:
    none, one, many = (affected_sentence(affects, n, TODAY) for n in (0, 1, 1312))
    assert none.startswith("No ") and one.startswith("1 ") and "is affected from 23 November 2026" in one
    assert many.startswith("1,312 ") and "are affected" in many


def test_where_nobody_is_counted_the_sentence_still_says_when() -> None:
    assert affected_sentence(Affects.NOTHING, 0, None) == "No agreement changes. It holds at once"
    assert affected_sentence(Affects.TENANT_LETTERS, 0, TODAY) == "It stands in every letter written from 23 November 2026"


def test_several_items_are_shown_on_lines_of_their_own() -> None:
    assert shown(CATALOGUE["letters.envelopes"], ("dl", "c5")) == "DL, window 35 × 90 mm\nC5, window 45 × 90 mm"
    assert shown(CATALOGUE["vat.rate"], 1750) == "17.5%" and shown(CATALOGUE["vat.rate"], 2000) == "20%"
    assert shown(Declared(key="k", group=Group.RENT, label="L", kind=Kind.DAYS, help=""), 1) == "1 day"
    assert shown(CATALOGUE["regime.rra.social"], None) == "not set"
