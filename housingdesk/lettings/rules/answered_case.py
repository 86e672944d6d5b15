"""The household and the home of an estimate from the answers alone, before anything is typed on a screen. Pure."""

from datetime import date

from housingdesk.benefits.rules.assess import Case
from housingdesk.benefits.rules.assess.case import Every, Passport
from housingdesk.lettings.rules.affordability import INCOMES, AffordabilityDraft, Home, Line, case_of
from housingdesk.lettings.rules.benefit_household import members_of, others_of
from housingdesk.lettings.rules.signup.answers import Answers


def case_of_answers(answers: Answers, home: Home | None, on: date) -> Case:
    """What a household answered, for a home; ``home`` None leaves the home empty."""
    gross = tuple((number, pence) for number, _ in others_of(answers, on)
                  if (pence := answers.number(f"afford_gross_{number}")) is not None)
    passport, age = answers.look("afford_passport"), answers.look("afford_pension_age")
    draft = AffordabilityDraft(
        0, None, home or Home(()), _incomes(answers), (), answers.number("afford_capital") or 0,
        Passport(passport) if passport else None, answers.look("afford_disability") == "yes",
        answers.look("afford_limited") == "yes", {"yes": True, "no": False}.get(age), None, True, gross)
    return case_of(draft, members_of(answers, on, dict(gross)))


def _incomes(answers: Answers) -> tuple[Line, ...]:
    found = []
    for key in INCOMES:
        pence, every = answers.number(key), answers.look(f"{key}_every")
        if pence is not None:
            found.append(Line(key, pence, Every(every) if every else Every.WEEK))
    return tuple(found)
