"""Faults put into logs that the service takes: each is found, with its field and how far it reaches (core-lettings §6, §7).

Beside each stands what is just right, wherever there is such a thing.
"""

from datetime import date
from typing import NamedTuple

import pytest

from housingdesk.lettings.rules.core.cells import Value
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.log import Landlord, read_log
from housingdesk.lettings.rules.core.problems import Kind
from tests.support.core_answers import FAMILY, GENERAL, LA, PRP, RENEWAL, SCHEMES, SUPPORTED, TODAY, YEAR, Answers, kinds, said

S, H, U, L, Q = Kind.SETUP, Kind.HARD, Kind.UNFINISHED, Kind.SILENT, Kind.SOFT


class Case(NamedTuple):
    """A log that is taken, what is changed in it, and which problem of which field that makes; or what makes none."""

    base: Answers
    bad: Answers
    key: str
    kind: Kind
    good: Answers | None = None
    landlord: Landlord = PRP


_COUNCIL: Answers = GENERAL | {"referral_1": None, "referral_la": 3}
_OTHER: Answers = GENERAL | {"reason": 20, "reason_other": "The roof fell in"}
_SHARED: Answers = GENERAL | {"unit_type": 9}
_FIXED: Answers = GENERAL | {"tenancy": 4, "tenancy_length": 5}
_REPAIRED: Answers = GENERAL | {"repairs_day": 20, "repairs_month": 10, "repairs_year": 26}
_NOT_AT_A_RENEWAL = ("referral", "void", "previous", "vacancy", "last_let_as", "time_waiting")
_SUPPORTED_RENEWAL: Answers = {key: value for key, value in SUPPORTED.items() if not key.startswith(_NOT_AT_A_RENEWAL)} | {
    "renewal": 1, "reason": 50, "previous_home": 6}


def _two(**answers: Value) -> Answers:
    return GENERAL | {"age_2": "36", "partner_2": 1, "sex_2": "M", "same_gender_2": "1", "work_2": 2} | answers


CASES = {
    # The set-up
    "no owner": Case(GENERAL, {"owner": None}, "owner", S),
    "owner's code in small letters": Case(GENERAL, {"owner": "org12"}, "owner", S, {"owner": "12"}),
    "owner that is not ours": Case(SUPPORTED, {"owner": "ORG13"}, "owner", S, landlord=SCHEMES),
    "manager that is not ours": Case(SUPPORTED, {"manager": "ORG13"}, "manager", S, landlord=SCHEMES),
    "user that is no address": Case(GENERAL, {"user": "Ann"}, "user", H, {"user": "ann@association.org.uk"}),
    "needs that is none": Case(GENERAL, {"needs": 3}, "needs", S),
    "no scheme": Case(SUPPORTED, {"scheme": None}, "scheme", S, landlord=SCHEMES),
    "no location": Case(SUPPORTED, {"location": None}, "location", S, landlord=SCHEMES),
    "scheme in small letters": Case(SUPPORTED, {"scheme": "s4"}, "scheme", S, {"scheme": "4"}, SCHEMES),
    "location of no scheme of ours": Case(SUPPORTED, {"location": "8"}, "location", S, {"location": "07"}, SCHEMES),
    "scheme that is none of ours": Case(SUPPORTED, {"scheme": "S5"}, "scheme", S, landlord=SCHEMES),
    "postcode of another place": Case(SUPPORTED, {"postcode_2": "2AD"}, "location", S, {"postcode_2": "2ab"}, SCHEMES),
    "location in general needs": Case(GENERAL, {"location": "7"}, "location", S),
    "scheme in general needs": Case(GENERAL, {"scheme": "S4"}, "scheme", L),
    "no renewal": Case(GENERAL, {"renewal": None}, "renewal", S, {"renewal": 0}),
    "no start": Case(GENERAL, {"start_day": None}, "start_day", S),
    "start on no day": Case(GENERAL, {"start_day": 31}, "start_day", S, {"start_day": 30}),
    "start before the year": Case(GENERAL, {"start_month": 3}, "start_month", S, {"start_year": 26}),
    "start of three figures": Case(GENERAL, {"start_year": 226}, "start_year", S),
    "start after the year": Case(GENERAL, {"start_day": 5, "start_month": 4, "start_year": 2027}, "start_year", S),
    "start too far ahead": Case(GENERAL, {"start_day": 8, "start_month": 12}, "start_day", S,
                                {"start_day": 7, "start_month": 12}),
    "start with a nought before it": Case(GENERAL, {"start_day": "08"}, "start_day", H, {"start_day": " 2 "}),
    "rent type that is none": Case(GENERAL, {"rent_type": 8}, "rent_type", S),
    "product without its name": Case(GENERAL, {"rent_type": 6}, "rent_product", S, {"rent_type": 6, "rent_product": "Ours"}),
    "privacy notice not seen": Case(GENERAL, {"privacy_notice": 2}, "privacy_notice", S),
    # The home
    "no reason for a vacancy": Case(GENERAL, {"vacancy": None}, "vacancy", H),
    "vacancy of a renewal": Case(GENERAL, {"vacancy": 14}, "vacancy", H),
    "temporary home that was none": Case(GENERAL | {"previous_home": 18}, {"vacancy": 9, "previous_home": 6}, "vacancy", H,
                                         {"vacancy": 9}),
    "no last let": Case(GENERAL, {"last_let_as": None}, "last_let_as", H, {"vacancy": 15, "last_let_as": None}),
    "last let as none": Case(GENERAL, {"last_let_as": 4}, "last_let_as", H),
    "UPRN with letters": Case(GENERAL, {"uprn": "12A"}, "uprn", H, {"uprn": "100012345678"}),
    "UPRN too long": Case(GENERAL, {"uprn": "1000123456789"}, "uprn", H),
    "no town": Case(GENERAL, {"town": None}, "town", H, {"town": None, "uprn": "1"}),
    "whole postcode in one cell": Case(GENERAL, {"postcode_1": "B1 1AA", "postcode_2": None}, "postcode_2", H),
    "no such postcode": Case(GENERAL, {"postcode_1": "BIRM"}, "postcode_1", H, {"postcode_1": "b1", "postcode_2": "1aa"}),
    "postcode cut in the wrong place": Case(GENERAL, {"postcode_1": "B11", "postcode_2": "AA"}, "postcode_2", H),
    "no authority": Case(GENERAL, {"authority": None}, "authority", H),
    "authority that is no more": Case(GENERAL, {"authority": "E08000016"}, "authority", H, {"authority": "E08000038"}),
    "authority in Wales": Case(GENERAL, {"authority": "W06000015"}, "authority", H),
    "no bedrooms": Case(GENERAL, {"bedrooms": None}, "bedrooms", H, {"bedrooms": None, "unit_type": 2}),
    "thirteen bedrooms": Case(GENERAL, {"bedrooms": 13}, "bedrooms", H, {"bedrooms": 12}),
    "nought bedrooms": Case(GENERAL, {"bedrooms": 0}, "bedrooms", H),
    "shared home too large for one": Case(_SHARED, {"bedrooms": 4}, "bedrooms", H, {"bedrooms": 3}),
    "shared home too large": Case(_two(unit_type=9), {"bedrooms": 8}, "bedrooms", H, {"bedrooms": 7}),
    "bedsit of two bedrooms": Case(GENERAL, {"unit_type": 2}, "bedrooms", H, {"unit_type": 2, "bedrooms": 1}),
    "void after the start": Case(GENERAL, {"void_day": 3, "void_month": 11}, "void_day", S, {"void_day": 2, "void_month": 11}),
    "void of no month": Case(GENERAL, {"void_month": None}, "void_day", H),
    "void on no day": Case(GENERAL, {"void_month": 13}, "void_month", H),
    "void over 20 years": Case(GENERAL, {"void_day": 1, "void_month": 11, "void_year": 2006}, "void_year", S),
    "void over 2 years": Case(GENERAL, {"void_day": 2, "void_month": 11, "void_year": 2024}, "void_year", Q,
                              {"void_day": 3, "void_month": 11, "void_year": 2024}),
    "repairs before the void": Case(_REPAIRED, {"repairs_day": 4}, "repairs_day", H, {"repairs_day": 5}),
    "repairs after the start": Case(_REPAIRED, {"repairs_day": 3, "repairs_month": 11}, "repairs_day", H,
                                    {"repairs_day": 2, "repairs_month": 11}),
    "repairs over 20 years": Case(_REPAIRED, {"repairs_year": 2006}, "repairs_year", H),
    "repairs over 2 years": Case(_REPAIRED, {"void_year": 2023, "repairs_year": 2023}, "repairs_year", Q),
    "repairs without a year": Case(_REPAIRED, {"repairs_year": None}, "repairs_year", L),
    "repairs before a first let": Case(_REPAIRED, {"vacancy": 15}, "repairs_day", L),
    "nothing on older people": Case(SUPPORTED, {"older_people": None}, "older_people", H, landlord=SCHEMES),
    # The tenancy
    "joint tenancy of one": Case(GENERAL, {"joint": 1}, "joint", H),
    "other tenancy without words": Case(GENERAL, {"tenancy": 3}, "tenancy_other", H,
                                        {"tenancy": 3, "tenancy_other": "Equitable"}),
    "words without other tenancy": Case(GENERAL, {"tenancy_other": "Equitable"}, "tenancy_other", H),
    "starter in other words": Case(GENERAL, {"tenancy": 3, "tenancy_other": "An introductory one"}, "tenancy_other", Q,
                                   {"tenancy": 3, "tenancy_other": "Equitable"}),
    "fixed term of no length": Case(_FIXED, {"tenancy_length": None}, "tenancy_length", H),
    "fixed term of one year": Case(_FIXED, {"tenancy_length": 1}, "tenancy_length", S, {"tenancy_length": 2}),
    "fixed term of a hundred": Case(_FIXED, {"tenancy_length": 100}, "rent_type", S, {"tenancy_length": 99}),
    "intermediate fixed term of none": Case(_FIXED | {"rent_type": 4}, {"tenancy_length": 0}, "tenancy_length", S,
                                            {"tenancy_length": 1}),
    "supported fixed term of none": Case(SUPPORTED | {"tenancy": 6, "tenancy_length": 1}, {"tenancy_length": 0}, "needs", S,
                                         landlord=SCHEMES),
    "periodic of none": Case(GENERAL | {"tenancy": 8}, {"tenancy_length": 0}, "tenancy_length", S, {"tenancy_length": 1}),
    "supported periodic of none": Case(SUPPORTED | {"tenancy": 8}, {"tenancy_length": 100}, "tenancy_length",
                                       S, landlord=SCHEMES),
    # The people
    "lead tenant of 15": Case(GENERAL, {"age_1": "15"}, "age_1", H, {"age_1": "16"}),
    "lead tenant of 121": Case(GENERAL | {"work_1": 10}, {"age_1": "121"}, "age_1", H, {"age_1": "120"}),
    "age in words": Case(GENERAL, {"age_1": "16.0"}, "age_1", H, {"age_1": "r"}),
    "baby of nought": Case(FAMILY, {"age_3": "0"}, "age_3", H, {"age_3": "1"}),
    "person of 121": Case(FAMILY, {"age_2": "121"}, "age_2", H),
    "sex that is none": Case(GENERAL, {"sex_1": "X"}, "sex_1", H, {"sex_1": "m"}),
    "gender without words": Case(GENERAL, {"same_gender_1": "2"}, "gender_1", H, {"same_gender_1": "2", "gender_1": "a man"}),
    "nationality in letters": Case(GENERAL, {"nationality": "GBR"}, "nationality", H, {"nationality": 36}),
    "nationality with a nought": Case(GENERAL, {"nationality": "036"}, "nationality", L),
    "lead tenant a child": Case(GENERAL | {"income_known": 2}, {"work_1": 9}, "work_1", H),
    "person without sex": Case(FAMILY, {"sex_3": None}, "sex_3", H),
    "adult without work": Case(FAMILY, {"work_4": None}, "work_4", H),
    "adult without an answer on the partner": Case(FAMILY | {"partner_2": 2}, {"partner_4": None}, "partner_4", H,
                                                   {"partner_2": 1}),
    "child's work at 16": Case(FAMILY, {"age_3": "16"}, "work_3", H, {"age_3": "15"}),
    "partner of 15": Case(FAMILY, {"age_3": "15", "partner_3": 1}, "partner_3", L, {"age_3": "15", "partner_3": 2}),
    "child at work": Case(FAMILY, {"work_3": 2}, "work_3", L, {"work_3": None}),
    "work of nobody": Case(GENERAL, {"work_2": 2}, "work_2", L),
    "gap between persons": Case(FAMILY,
                                {"age_2": None, "partner_2": None, "sex_2": None, "same_gender_2": None, "work_2": None},
                                "age_2", L),
    "two partners": Case(FAMILY, {"partner_4": 1}, "partner_4", L),
    "work that is none": Case(FAMILY, {"work_2": 11}, "work_2", S, {"work_2": 10}),
    "retired at 65": Case(GENERAL | {"income": "200"}, {"work_1": 5, "age_1": "65"}, "age_1", Q, {"work_1": 5, "age_1": "66"}),
    "at work at 67": Case(GENERAL, {"age_1": "67"}, "age_1", Q, {"age_1": "66"}),
    # Health and support
    "still serving not said": Case(GENERAL, {"armed_forces": 1, "injured": 2}, "still_serving", H,
                                   {"armed_forces": 4, "injured": 2}),
    "injury not said": Case(GENERAL, {"armed_forces": 4}, "injured", H, {"armed_forces": 5}),
    "two needs of access": Case(GENERAL, {"access_none": None, "access_a": 1, "access_b": 1}, "access_b", H,
                                {"access_none": None, "access_a": 1, "access_other": 1}),
    "access and none": Case(GENERAL, {"access_other": 1}, "access_none", H),
    "access not known and some": Case(GENERAL, {"access_none": None, "access_c": 1, "access_unknown": 1}, "access_unknown", H),
    "nothing on access": Case(GENERAL, {"access_none": None}, "access_none", H),
    "noughts on access": Case(GENERAL, {"access_none": 0}, "access_none", U),
    "effects of no condition": Case(GENERAL, {"effect_mobility": 1}, "effect_mobility", H, {"effect_mobility": 0}),
    "condition without effects": Case(GENERAL, {"condition": 1}, "effect_mobility", H, {"condition": 1, "effect_hearing": 1}),
    "condition with noughts": Case(GENERAL, {"condition": 1, "effect_vision": 0}, "effect_vision", U),
    "too ill to work without a condition": Case(GENERAL, {"work_1": 8}, "work_1", Q, {"work_1": 8, "condition": 3}),
    "pregnant among men": Case(GENERAL, {"pregnant": 1, "sex_1": "M"}, "pregnant", Q,
                               {"pregnant": 1, "sex_1": "M", "same_gender_1": "3"}),
    "pregnant at 60": Case(GENERAL, {"pregnant": 1, "age_1": "60"}, "pregnant", Q, {"pregnant": 1, "age_1": "55"}),
    # Where they come from
    "just moved within the area": Case(GENERAL, {"time_in_area": 1, "previous_authority": "E08000025"}, "time_in_area", H,
                                       {"time_in_area": 1, "previous_authority": "E08000026"}),
    "just moved at a renewal": Case(RENEWAL, {"time_in_area": 1}, "time_in_area", H),
    "reason of a renewal": Case(RENEWAL, {"reason": 12}, "reason", H, {"reason": 53}),
    "home before a renewal": Case(RENEWAL, {"previous_home": 3}, "previous_home", H, {"previous_home": 32}),
    "home before a supported renewal": Case(_SUPPORTED_RENEWAL, {"previous_home": 30}, "previous_home", H,
                                            {"previous_home": 38}, SCHEMES),
    "no home before a supported renewal": Case(_SUPPORTED_RENEWAL, {"previous_home": None}, "previous_home",
                                               H, landlord=SCHEMES),
    "children's home at 26": Case(GENERAL, {"previous_home": 13, "age_1": "26"}, "previous_home", H,
                                  {"previous_home": 13, "age_1": "25"}),
    "other reason without words": Case(_OTHER, {"reason_other": None}, "reason_other", H),
    "other reason that is none": Case(_OTHER, {"reason_other": "Homeless / T.A."}, "reason_other", H),
    "other reason of the list": Case(_OTHER, {"reason_other": "Domestic abuse"}, "reason_other", Q),
    "no postcode before": Case(GENERAL, {"previous_postcode_known": 1}, "previous_postcode_1", H,
                               {"previous_postcode_known": None, "previous_postcode_1": "B2", "previous_postcode_2": "2BB"}),
    "no such postcode before": Case(GENERAL,
                                    {"previous_postcode_known": 1, "previous_postcode_1": "B", "previous_postcode_2": "2BB"},
                                    "previous_postcode_1", H),
    # How it was let
    "preference without a reason": Case(GENERAL, {"preference": 1}, "preference_medical", H,
                                        {"preference": 1, "preference_medical": 1}),
    "preference with noughts": Case(GENERAL, {"preference": 1, "preference_medical": 0}, "preference_medical", U),
    "preference not known and known": Case(GENERAL, {"preference": 1, "preference_medical": 1, "preference_unknown": 1},
                                           "preference_unknown", H),
    "nought for choice-based": Case(GENERAL, {"choice_based": 0}, "choice_based", H, {"choice_based": 2}),
    "no referral": Case(GENERAL, {"referral_1": None}, "referral_1", H),
    "council's referral of ours": Case(GENERAL, {"referral_la": 3}, "referral_la", H),
    "our referral of a council's": Case(_COUNCIL, {"referral_1": 8}, "referral_1", H, landlord=LA),
    "no referral of a council's": Case(_COUNCIL, {"referral_la": None}, "referral_la", H, landlord=LA),
    "transfer of a council's from no social home": Case(_COUNCIL, {"referral_la": 2}, "previous_home", H,
                                                        {"referral_la": 2, "previous_home": 31}, LA),
    "nomination of the other way": Case(GENERAL, {"referral_1": 6, "referral_2": 5}, "referral_2", H,
                                        {"referral_1": 6, "referral_2": 4}),
    "nomination that none asks for": Case(GENERAL, {"referral_2": 4}, "referral_2", H),
    "service of the other way": Case(GENERAL, {"referral_1": 7, "referral_2": 7, "referral_3": 4}, "referral_3", H,
                                     {"referral_1": 7, "referral_2": 7, "referral_3": 14}),
    "transfer from no social home": Case(GENERAL, {"referral_1": 6, "referral_2": 3}, "previous_home", H,
                                         {"referral_1": 7, "referral_2": 5, "previous_home": 40}),
    # Income and charges
    "income without how often": Case(GENERAL, {"income_every": None}, "income_every", H,
                                     {"income_known": 3, "income_every": None}),
    "income below nothing": Case(GENERAL, {"income": "-1"}, "income", H),
    "income with a pound sign": Case(GENERAL, {"income": "£400"}, "income", H),
    "income too low": Case(GENERAL, {"income": "89.99"}, "income", H, {"income": "143.01"}),
    "income too high": Case(GENERAL, {"income": "1230.01"}, "income", H, {"income": "729.99"}),
    "income to confirm": Case(GENERAL, {"income": "730"}, "income", Q),
    "income of a family too high": Case(FAMILY, {"income": "4931"}, "income", H, {"income": "2000"}),
    "all from benefits at work": Case(GENERAL, {"benefit_share": 1}, "benefit_share", H, {"benefit_share": 3}),
    "all from benefits, partner at work": Case(_two(work_1=4), {"benefit_share": 1}, "work_2", H,
                                               {"benefit_share": 1, "partner_2": 2}),
    "none from benefits with help": Case(GENERAL | {"benefit": 1, "shortfall_known": 2}, {"benefit_share": 3}, "benefit", H),
    "nothing on who pays": Case(SUPPORTED, {"pays": None}, "pays", H, landlord=SCHEMES),
    "no period": Case(GENERAL, {"period": None}, "period", H),
    "period not ticked": Case(SUPPORTED, {"period": 2}, "period", H, {"period": 3}, SCHEMES),
    "one charge missing": Case(GENERAL, {"support": None}, "rent", H),
    "charge with a comma": Case(GENERAL, {"rent": "1,105.00"}, "rent", H),
    "charge below nothing": Case(GENERAL, {"service": "-1"}, "service", H),
    "charge of half a penny": Case(GENERAL, {"service": "1.005"}, "service", H, {"service": "1.500"}),
    "charges under £10": Case(GENERAL, {"rent": "9.99", "service": "0"}, "rent", H, {"rent": "10", "service": "0"}),
    "service charge over £800": Case(GENERAL, {"service": "800.01"}, "service", H),
    "council's personal charge over £200": Case(_COUNCIL, {"personal_service": "200.01"}, "personal_service", H, landlord=LA),
    "support over £800": Case(SUPPORTED, {"support": "3466.70", "period": 4}, "support", H, landlord=SCHEMES),
    "service charge to confirm": Case(GENERAL, {"service": "35.01"}, "service", Q, {"service": "35"}),
    "supported service to confirm": Case(SUPPORTED, {"service": "200.01"}, "service", Q, {"service": "200"}, SCHEMES),
    "charges of who pays nothing": Case(SUPPORTED, {"pays": 1}, "rent", L,
                                        {"pays": 1, "rent": "0", "service": "0", "support": "0"},
                                        SCHEMES),
    "shortfall not said": Case(SUPPORTED, {"shortfall_known": None}, "shortfall_known", H, landlord=SCHEMES),
    "shortfall without amount": Case(SUPPORTED, {"shortfall": None}, "shortfall", H, {"shortfall_known": 3}, SCHEMES),
    "shortfall of nothing": Case(SUPPORTED, {"shortfall": "0"}, "shortfall", H, {"shortfall": "0.01"}, SCHEMES),
    "shortfall over all charges": Case(SUPPORTED, {"shortfall": "200.51"}, "shortfall", H, {"shortfall": "200.50"}, SCHEMES),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_with_its_field(name: str) -> None:
    case = CASES[name]
    assert said(case.base, case.landlord) == []
    found = said(case.base | case.bad, case.landlord)
    assert case.kind in kinds(found, case.key), found
    assert all(problem.sentence and YEAR.field(key).number in problem.numbers for problem in found for key in problem.keys)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.good is not None])
def test_what_is_just_right_is_taken(name: str) -> None:
    case = CASES[name]
    assert case.good is not None
    assert kinds(said(case.base | case.good, case.landlord), case.key) == set()


def test_every_rule_of_the_year_is_tried() -> None:
    sentences = {problem.sentence for case in CASES.values() for problem in said(case.base | case.bad, case.landlord)}
    assert [rule.say for rule in YEAR.rules if rule.say not in sentences] == []


@pytest.mark.parametrize(("base", "landlord"), [(GENERAL, PRP), (SUPPORTED, SCHEMES), (FAMILY, PRP), (RENEWAL, PRP)])
def test_an_answer_that_is_needed_and_missing_is_named(base: Answers, landlord: Landlord) -> None:
    log = read_log(YEAR, landlord, base)
    for field in YEAR.fields:
        if log.needed(field) and field.key in log.values:
            found = checks(read_log(YEAR, landlord, base | {field.key: None}), TODAY)
            assert kinds(found, field.key) - {Q}, field.key


def test_who_sends_for_others_names_the_account() -> None:
    landlord = Landlord("PRP", support_user=True)
    assert kinds(said(GENERAL, landlord), "user") == {S}
    assert said(GENERAL, landlord, user="ann@association.org.uk") == []


def test_today_decides_how_far_ahead_a_start_may_be() -> None:
    assert kinds(said(GENERAL, on=date(2026, 10, 18)), "start_day") == {S}
    assert said(GENERAL, on=date(2026, 10, 19)) == []


def test_one_answer_that_stops_the_file_is_told_once() -> None:
    assert [(problem.numbers, problem.kind) for problem in said(FAMILY, work_2=11)] == [((53,), S)]


def test_a_cell_of_a_question_that_is_not_asked_is_nothing() -> None:
    assert said(SUPPORTED, SCHEMES, bedrooms="many", wheelchair="08", unit_type="010") == []
    assert said(RENEWAL, vacancy=14, void_day="09", referral_1=6) == []
