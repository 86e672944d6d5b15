"""Answers of CORE logs that the service takes, by field key; a test changes what it is about."""

from datetime import date

from housingdesk.lettings import core_stock
from housingdesk.lettings.rules.core.cells import Value
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.log import Landlord, Log, Place, read_log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind

YEAR = core_stock.catalogue("2026/27")
TODAY = date(2026, 11, 23)
PRP, LA = Landlord("PRP"), Landlord("LA")
SCHEMES = Landlord("PRP", owners=frozenset({"ORG12"}), managers=frozenset({"ORG12"}), periods=frozenset({"1", "3", "4"}),
                   places={("4", "7"): Place("ZZ1 2AB", "E08000025")})
Answers = dict[str, Value | None]

GENERAL: Answers = {
    "owner": "ORG12", "manager": "ORG12", "needs": 1, "renewal": 2, "start_day": 2, "start_month": 11, "start_year": 2026,
    "rent_type": 1, "tenant_code": "T-1", "property_code": "H-1", "privacy_notice": 1, "vacancy": 13, "last_let_as": 1,
    "address_1": "1 High Street", "town": "Birmingham", "postcode_1": "B1", "postcode_2": "1AA", "authority": "E08000025",
    "unit_type": 1, "wheelchair": 2, "bedrooms": 2, "void_day": 5, "void_month": 10, "void_year": 2026, "joint": 2,
    "starter": 1, "tenancy": 2, "age_1": "34", "sex_1": "F", "same_gender_1": "1", "ethnicity": 1, "nationality": 826,
    "work_1": 1, "armed_forces": 2, "pregnant": 2, "access_none": 1, "condition": 2, "time_in_area": 10, "time_waiting": 7,
    "reason": 12, "previous_home": 3, "homeless": 1, "previous_postcode_known": 2, "preference": 2, "choice_based": 1,
    "common_policy": 2, "common_register": 2, "accessible_register": 2, "referral_1": 8, "income_known": 1, "income_every": 1,
    "income": "400", "benefit": 9, "benefit_share": 2, "period": 1, "rent": "110.50", "service": "12.25",
    "personal_service": "0", "support": "0",
}
SUPPORTED: Answers = GENERAL | {
    "needs": 2, "scheme": "S4", "location": "7", "older_people": 3, "pays": 0, "tenancy": 5, "postcode_1": "ZZ1",
    "postcode_2": "2AB", "authority": None, "unit_type": None, "wheelchair": None, "bedrooms": None, "referral_1": 6,
    "referral_2": 1, "referral_3": 4, "work_1": 8, "condition": 1, "effect_mental": 1, "income": "120", "benefit": 1,
    "benefit_share": 1, "shortfall_known": 1, "shortfall": "12.25", "service": "60", "support": "30",
}
FAMILY: Answers = GENERAL | {
    "joint": 1, "age_2": "36", "partner_2": 1, "sex_2": "M", "same_gender_2": "1", "work_2": 2,
    "age_3": "4", "sex_3": "F", "same_gender_3": "1", "work_3": 9, "age_4": "R", "partner_4": 2, "sex_4": "R",
    "same_gender_4": "2", "gender_4": "non-binary", "work_4": 10,
}
RENEWAL: Answers = {key: value for key, value in GENERAL.items() if key not in (
    "vacancy", "last_let_as", "void_day", "void_month", "void_year", "time_waiting", "previous_home", "previous_postcode_known",
    "referral_1")} | {"renewal": 1, "reason": 50, "tenancy": 4, "tenancy_length": 5}


def log(answers: Answers, landlord: Landlord = PRP, **changes: Value | None) -> Log:
    """A log of the answers with some changed; None takes one out."""
    return read_log(YEAR, landlord, answers | changes)


def said(answers: Answers, landlord: Landlord = PRP, on: date = TODAY, **changes: Value | None) -> list[CoreProblem]:
    """What is wrong with the answers once some are changed."""
    return checks(log(answers, landlord, **changes), on)


def kinds(problems: list[CoreProblem], key: str) -> set[Kind]:
    """The kinds of the problems that name a field."""
    return {problem.kind for problem in problems if key in problem.keys}
