"""Applicants and checks of affordability for tests, through the room's own actions."""

from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.benefits.rules.assess.case import Charge, Every, Housing
from housingdesk.lettings.actions.signup.answers import answer_applicant
from housingdesk.lettings.rules.affordability import AffordabilityDraft, Home, Line
from housingdesk.rent.rules.words import ChargeCode


def charges(rent: int = 12_000, service: int = 0, personal: int = 0) -> tuple[Charge, ...]:
    """What a home costs."""
    rows = ((ChargeCode.RENT, "Rent", rent), (ChargeCode.ELIGIBLE_SERVICE, "Service charge", service),
            (ChargeCode.INELIGIBLE_SERVICE, "Personal charge", personal))
    return tuple(Charge(code, words, pence) for code, words, pence in rows if pence)


def a_home(**more: Any) -> Home:
    """A one-bedroom home outside London at £120 a week."""
    facts: dict[str, Any] = {"charges": charges(), "bedrooms": 1, "london": False, "housing": Housing.ORDINARY, **more}
    return Home(**facts)


def a_check(applicant_id: int = 1, **more: Any) -> AffordabilityDraft:
    """Somebody on Universal Credit who spends £60.00 a week."""
    facts: dict[str, Any] = {
        "space_id": None, "home": a_home(), "incomes": (Line("income_uc", 42_490, Every.MONTH),),
        "spends": (Line("spend_food", 4_000, Every.WEEK), Line("spend_energy", 8_000, Every.FOUR_WEEKS)), **more}
    return AffordabilityDraft(applicant_id, **facts)


def say(desk: Desk, applicant_id: int, **answers: str) -> None:
    """Answers of a household."""
    for key, text in answers.items():
        desk.do(answer_applicant, applicant_id=applicant_id, key=key, value=text)
