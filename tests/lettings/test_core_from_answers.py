"""From answers to logs: what a coordinator answered becomes what the service takes, and what is wrong is named in time."""

from datetime import date

import pytest

from housingdesk import resources
from housingdesk.lettings.rules.core.catalogue import Catalogue, parse_catalogue
from housingdesk.lettings.rules.core.completeness import is_complete
from housingdesk.lettings.rules.core.from_answers import log_of, not_known, problems_by_question, problems_of
from housingdesk.lettings.rules.core.log import Landlord, Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.lettings.rules.core.writing import write_upload
from housingdesk.lettings.rules.signup.answers import Said
from housingdesk.lettings.rules.words import Given
from housingdesk.lettings.signup_stock import questions
from tests.support.core_answered import YEAR, Answered, answered
from tests.support.core_cells import Category
from tests.support.core_checker import Owner, check_file
from tests.support.core_faults import CELL_FAULTS, DOUBTS, FAULTS, Fault, log_for
from tests.support.core_logs import TODAY, good_logs
from tests.support.core_logs import Log as Cells

# What no question of the sign-up can bring about: it is worked out, or what is not asked is left out.
PREVENTED = {"renewal not answered", "padded start month", "location on a general needs row", "half a repairs date",
             "whole postcode in the first part", "age with a decimal", "scheme on a general needs row",
             "text of another type, but a licence", "second person of no age", "an effect without a condition",
             "PRP with the register of an authority"}
TYPED = [fault for fault in (*FAULTS, *CELL_FAULTS) if fault.name not in PREVENTED]


def made(cells: Cells) -> tuple[Log, list[CoreProblem], Answered]:
    """The log of what stands behind some cells, and what is said of it."""
    given = answered(cells)
    log = log_of(given.answers, YEAR, Landlord(cells.owner.value), given.facts)
    return log, problems_of(log, given.answers, TODAY), given


def test_200_households_are_taken_by_the_checker_without_an_error() -> None:
    for owner in Owner:
        logs = [made(one) for one in good_logs(2027, 200) if one.owner is owner]
        assert len(logs) > 40 and [problems for _, problems, _ in logs if problems] == []
        assert all(is_complete(log) for log, _, _ in logs)
        assert check_file(write_upload(YEAR, [log for log, _, _ in logs]), owner=owner, today=TODAY) == []


@pytest.mark.parametrize("fault", TYPED, ids=lambda fault: fault.name)
def test_a_fault_that_is_typed_is_caught_with_its_field(fault: Fault) -> None:
    for seed in (11, 12):
        _, problems, _ = made(fault.put_in(log_for(fault, seed)))
        named = {number for problem in problems if problem.kind is not Kind.SOFT for number in problem.numbers}
        assert fault.fields[0] in named or "postcode" in fault.name


def test_60_faults_are_among_those_caught() -> None:
    assert len(FAULTS) == 60 and len([fault for fault in FAULTS if fault in TYPED]) == 59 and len(TYPED) >= 80


@pytest.mark.parametrize("fault", DOUBTS, ids=lambda fault: fault.name)
def test_a_doubt_is_there_to_be_confirmed(fault: Fault) -> None:
    _, problems, _ = made(fault.put_in(log_for(fault, 11)))
    soft = {number for problem in problems if problem.kind is Kind.SOFT for number in problem.numbers}
    assert fault.category is Category.SOFT and set(fault.fields) <= soft


@pytest.mark.parametrize("fault", [fault for fault in (*FAULTS, *CELL_FAULTS) if fault.name in PREVENTED],
                         ids=lambda fault: fault.name)
def test_what_cannot_be_typed_does_not_reach_the_file(fault: Fault) -> None:
    good = log_for(fault, 11)
    log, _, _ = made(fault.put_in(good))
    assert check_file(write_upload(YEAR, [log]), owner=good.owner, today=TODAY) == [] or fault.name == "padded start month"


def _asked(key: str) -> bool:
    stem, _, number = key.rpartition("_")
    return key in questions().by_key or (number.isdigit() and f"{stem}_n" in questions().by_key)


def test_a_problem_stands_beside_the_question_that_mends_it() -> None:
    good = next(one for one in good_logs(5, 40)
                if one.size == 3 and not one.renewal and not one.supported and one[48].isdigit())
    given = answered(good)
    given.said["born_on_2"] = Said("")
    given.said["void_on"] = Said("2030-01-01")
    log = log_of(given.answers, YEAR, Landlord(good.owner.value), given.facts)
    found = problems_by_question(problems_of(log, given.answers, TODAY), given.answers, YEAR, given.facts, _asked)
    assert "born_on_2" in found and "void_on" in found and "starts_on" in found
    assert all(problem.sentence for problems in found.values() for problem in problems)


def test_what_no_question_can_mend_stands_apart() -> None:
    good = next(one for one in good_logs(5, 40) if not one.renewal)
    given = answered(good)
    del given.facts["owner"]
    log = log_of(given.answers, YEAR, Landlord(good.owner.value), given.facts)
    found = problems_by_question(problems_of(log, given.answers, TODAY), given.answers, YEAR, given.facts, _asked)
    assert [problem.keys for problem in found[""]] == [("owner",)]


def _family() -> Answered:
    return answered(next(one for one in good_logs(9, 600) if one.size == 2 and not one.renewal and one[48].isdigit()
                         and int(one[48]) > 20 and one[41].isdigit() and one[135] == "1" and not one.supported))


@pytest.mark.parametrize(("key", "field", "code"), [
    ("born_on_1", "age_1", "R"), ("sex_1", "sex_1", "R"), ("ethnicity", "ethnicity", 17), ("nationality", "nationality", 0),
    ("work_1", "work_1", 10), ("armed_forces", "armed_forces", 3), ("reason", "reason", 47), ("benefit", "benefit", 10),
    ("condition", "condition", 3)])
def test_prefers_not_to_say_is_the_code_of_the_year(key: str, field: str, code: object) -> None:
    given = _family()
    given.said[key] = Said("", Given.NOT_SAID)
    assert log_of(given.answers, YEAR, Landlord(), given.facts).values[field] == code


def test_not_known_yet_is_dont_know_meanwhile_and_told_apart() -> None:
    given = _family()
    for key in ("time_in_area", "reason", "born_on_2", "vacancy"):
        given.said[key] = Said("", Given.NOT_KNOWN)
        given.facts.pop(key, None)
    values = log_of(given.answers, YEAR, Landlord(), given.facts).values
    assert (values["time_in_area"], values["reason"], values["age_2"]) == (6, 28, "R") and "vacancy" not in values
    assert set(not_known(given.answers, YEAR, given.facts)) == {"time_in_area", "reason", "born_on_2", "vacancy"}


def test_charges_of_the_sign_up_are_those_of_a_payment() -> None:
    given = _family()
    given.facts = {key: text for key, text in given.facts.items()
                   if key not in ("rent", "service", "personal_service", "support", "payments")}
    given.said |= {key: Said(text) for key, text in (
        ("frequency", "fortnightly"), ("charge_rent", "11050"), ("charge_service", "1225"), ("charge_personal", "300"),
        ("charge_water", "450"), ("benefit", "1"), ("benefit_covers", "12000"), ("benefit_share", "2"))}
    given.said.pop("shortfall", None)
    given.said.pop("shortfall_known", None)
    values = log_of(given.answers, YEAR, Landlord(), given.facts).values
    assert {key: str(values[key]) for key in ("rent", "service", "personal_service", "support", "period", "shortfall_known",
                                              "shortfall")} == {
        "rent": "221.00", "service": "24.50", "personal_service": "15.00", "support": "0.00", "period": "2",
        "shortfall_known": "1", "shortfall": "20.50"}
    given.said["benefit_covers"] = Said("15000")
    assert log_of(given.answers, YEAR, Landlord(), given.facts).values["shortfall_known"] == 2


def test_who_signs_with_the_lead_tenant_holds_it_jointly() -> None:
    given = _family()
    given.said.pop("joint", None)
    log = log_of(given.answers, YEAR, Landlord(), given.facts)
    found = problems_by_question(problems_of(log, given.answers, TODAY), given.answers, YEAR, given.facts, _asked)
    assert "joint" not in log.values and "holder_2" in found
    for said, code in (("no", 2), ("yes", 1)):
        given.said["holder_2"] = Said(said)
        assert log_of(given.answers, YEAR, Landlord(), given.facts).values["joint"] == code


def test_an_answer_put_right_in_the_log_stands_before_the_one_given() -> None:
    given = _family()
    log = log_of(given.answers, YEAR, Landlord(), given.facts, {"age_1": "44", "rent": "99.10", "time_waiting": ""})
    assert (log.values["age_1"], str(log.values["rent"])) == ("44", "99.10") and "time_waiting" not in log.values


def _next_year() -> Catalogue:
    """A made-up 2027/28: county dropped, a new field in its place, and the codes of the ethnic background changed."""
    source = resources.find("core/2026-27.toml").read_text(encoding="utf-8")
    for old, new in (('collection = "2026/27"', 'collection = "2027/28"'), ("from = 2026-04-01", "from = 2027-04-01"),
                     ("until = 2027-03-31", "until = 2028-03-31"), ("_until = 2027-07-03", "_until = 2028-07-03"),
                     ('key = "county"', 'key = "pets"'), ('ask = "County"', 'ask = "How many pets are there?"'),
                     ('ethnicity = "17"', 'ethnicity = "99"'), ('17 = "Tenant prefers not to say"', '99 = "Not said"'),
                     ("[answers.from]", '[answers.from]\npets = [{ take = "animals", codes = { none = "0" } }]')):
        assert old in source, old
        source = source.replace(old, new)
    return parse_catalogue(source)


def test_a_new_year_with_a_field_added_one_dropped_and_codes_changed_is_a_new_file_alone() -> None:
    year = _next_year()
    good = next(one for one in good_logs(9, 60) if one.size == 2 and not one.renewal)
    given = answered(good)
    given.said["starts_on"], given.said["void_on"] = Said("2027-05-03"), Said("2027-04-20")
    given.said.pop("repairs_on", None)
    given.said["ethnicity"], given.said["animals"] = Said("", Given.NOT_SAID), Said("none")
    given.facts["county"] = "Westshire"
    log = log_of(given.answers, year, Landlord(good.owner.value), given.facts)
    assert (log.values["ethnicity"], log.values["pets"], "county" in log.values) == (99, "0", False)
    assert problems_of(log, given.answers, date(2027, 5, 3)) == []
    assert b"\r\n" in write_upload(year, [log])


@pytest.mark.parametrize(("key", "field"), [("access_none", "access_unknown"), ("preference_homeless", "preference_unknown")])
def test_ticks_of_which_none_is_known_are_said_to_be_unknown(key: str, field: str) -> None:
    given = _family()
    given.said = {known: one for known, one in given.said.items() if not known.startswith(key.partition("_")[0])}
    given.said |= {"preference": Said("1"), key: Said("", Given.NOT_KNOWN)}
    log = log_of(given.answers, YEAR, Landlord(), given.facts)
    assert log.values[field] == 1 and not [p for p in problems_of(log, given.answers, TODAY) if field in p.keys]
    del given.said[key]
    log = log_of(given.answers, YEAR, Landlord(), given.facts)
    assert field not in log.values and problems_of(log, given.answers, TODAY)
