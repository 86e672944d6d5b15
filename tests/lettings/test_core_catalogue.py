"""The catalogue holds together, and another year is another file."""

import re
from datetime import date

import pytest

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.lettings import core_stock
from housingdesk.lettings.parsers.core_file import read_upload
from housingdesk.lettings.rules.core.catalogue import parse_catalogue
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.log import read_log
from housingdesk.lettings.rules.core.writing import write_upload
from tests.support.core_answers import GENERAL, PRP, YEAR, kinds

SOURCE = resources.find("core/2026-27.toml").read_text(encoding="utf-8")
SETUP = {1, 2, *range(4, 13), 15}


def test_the_year_has_147_fields_and_its_days() -> None:
    assert [field.number for field in YEAR.fields] == list(range(1, 148))
    assert (YEAR.first, YEAR.last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (YEAR.new_logs_until, YEAR.edits_until) == (date(2027, 7, 3), date(2027, 7, 31))
    assert list(YEAR.deadlines.values()) == [date(2026, 7, 10), date(2026, 10, 9), date(2027, 1, 15), date(2027, 6, 4)]
    assert {field.number for field in YEAR.fields if field.setup} == SETUP


@pytest.mark.parametrize(("day", "taken"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2027, 7, 2), True),
                                            (date(2027, 7, 3), False)])
def test_new_logs_are_taken_until_the_first_hour_of_their_last_day(day: date, taken: bool) -> None:
    assert YEAR.takes_new(day) is taken


def test_a_field_is_found_by_key_and_by_number() -> None:
    assert YEAR.field("nationality") is YEAR.field(46)
    with pytest.raises(Refused, match="no field 148"):
        YEAR.field(148)


def test_every_field_is_asked_in_words_and_stands_in_a_section() -> None:
    for field in YEAR.fields:
        assert len(field.ask) > 5 and field.question and field.source and field.section in YEAR.sections
        assert field.column in ("integer", "decimal", "text") and field.lettings in ("both", "general needs", "supported")
    assert len({field.ask for field in YEAR.fields}) == 147


def test_what_has_codes_has_words_for_them() -> None:
    plain = {field.key for field in YEAR.fields if field.kind in ("code", "tick") and not field.codes}
    assert plain == {"owner", "manager", "scheme", "location"}
    assert YEAR.field("authority").codes["E08000025"] == "Birmingham" and "E08000016" not in YEAR.field("authority").codes
    assert YEAR.field("nationality").codes["826"].startswith("United Kingdom")


def test_conditions_name_fields_facts_and_codes_that_there_are() -> None:
    facts = {"provider", "size", "charged", "same_area", "previous_postcode", *YEAR.groups}
    conditions = [c for field in YEAR.fields for c in (*field.needed, *field.asked)] + [c for r in YEAR.rules for c in r.when]
    for key, _, wanted in (part for condition in conditions for part in condition):
        key = re.sub(r"_n$", "_2", key)
        if key in facts or key.startswith(("person_", "other_partner_")):
            continue
        field = YEAR.field(key)
        if field.codes and isinstance(wanted, frozenset):
            assert wanted <= {"", *field.codes}, key


def test_another_year_is_another_file() -> None:
    """Fields change places, a limit and the dates change, a question goes: nothing but the data says so."""
    text = SOURCE.replace('collection = "2026/27"', 'collection = "2027/28"').replace("from = 2026-04-01", "from = 2027-04-01")
    text = text.replace("until = 2027-03-31", "until = 2028-03-31", 1).replace("columns = 147", "columns = 146")
    text = text.replace("start_ahead_days = 14", "start_ahead_days = 21").replace("PRP = {service = 800", "PRP = {service = 90")
    text = re.sub(r"\[\[field\]\]\nnumber = 20\n.*?\n\n", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^number = (\d+)$", lambda n: f"number = {int(n[1]) - (int(n[1]) > 20)}", text)
    year = parse_catalogue(text)
    answers = GENERAL | {"start_year": 2027, "void_year": 2027, "service": "90.01"}
    log = read_log(year, PRP, answers)
    assert [problem.numbers for problem in checks(log, date(2027, 10, 12))] == [(142,)]
    assert kinds(checks(log, date(2027, 10, 11)), "start_day")
    again = read_upload(write_upload(year, [log]), year, PRP)
    assert again.logs == [log] and year.field("rent").number == YEAR.field("rent").number - 1


@pytest.mark.parametrize(("what", "instead"), [
    ("columns = 147", "columns = 148"), ("number = 20\n", "number = 21\n"), ('codes = "rent_type"', 'codes = "rents"'),
    ('section = "home"', 'section = "house"'),
    ('on = ["joint"]', 'on = ["jointly"]'), ("needed = [{needs = [2]}]", "needed = 2"), ("{tenancy = [3]}", "{tenancy = 3}"),
    ('title = "CORE', 'title = CORE'), ("[groups.any_effect]", "[groups.condition]"),
])
def test_a_catalogue_that_does_not_hold_together_is_refused(what: str, instead: str) -> None:
    assert what in SOURCE
    with pytest.raises(Refused, match="CORE"):
        parse_catalogue(SOURCE.replace(what, instead))


def test_only_a_year_that_there_is_can_be_asked_for() -> None:
    assert core_stock.collections()[-1] == "2026/27"
    with pytest.raises(Refused, match="no CORE year “2025/26”"):
        core_stock.catalogue("2025/26")
