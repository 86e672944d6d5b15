"""Reads what households answered, many at a time, and how much of their assessments is open."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from housingdesk.lettings.assessment_stock import assessment
from housingdesk.lettings.models import Answer
from housingdesk.lettings.queries.standings import Whose
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.status import asked
from housingdesk.lettings.rules.words import ApplicantState, Flow, Given, Source


def answers_of_many(applicant_ids: Sequence[int]) -> dict[int, dict[str, Said]]:
    """What households answered about themselves, by applicant and key."""
    rows: Any = (Answer.select(Answer.applicant, Answer.key, Answer.value, Answer.given, Answer.source)
                 .where(Answer.applicant.in_(list(applicant_ids)) & Answer.sign_up.is_null()).order_by(Answer.id).tuples())
    found: dict[int, dict[str, Said]] = {applicant: {} for applicant in applicant_ids}
    for applicant, key, value, given, source in rows:
        found[applicant][key] = Said(value, Given(given), source)
    return found


def facts_of_source(source: Source) -> dict[str, str]:
    """What the way a household came says without asking."""
    council = {"right_to_rent": "not needed", "eligible": "council"}
    return {"source": str(source), **(council if source is Source.NOMINATION else {})}


def missing_of(whose: Sequence[Whose], on: date) -> dict[int, int]:
    """How many needed questions are open for each of those who are being assessed."""
    sources = {applicant: source for applicant, state, source, _ in whose if state is ApplicantState.ASSESSING}
    said = answers_of_many(list(sources)) if sources else {}
    made = {}
    for applicant, answers in said.items():
        known = Known(Answers(answers, facts_of_source(sources[applicant])), on)
        made[applicant] = sum(one.needed and not one.answered for one in asked(assessment(), known, Flow.HOME))
    return made
