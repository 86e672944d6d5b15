"""What is asked of an applicant before there is a home: the shipped assessment and the sign-up's questions marked first."""

from dataclasses import replace
from functools import cache

from housingdesk import resources
from housingdesk.lettings.rules.signup.questions import Of, Question, Questions, parse_questions, whole
from housingdesk.lettings.signup_stock import questions as signup_questions

# The sign-up's questions that are asked here too, by the section of the assessment they stand in.
_SECTIONS = {"household": "household", "reach": "reach", "identity": "eligibility"}
_BESIDES = ("nino_n", "identity_n", "identity_number_n", "identity_seen_by_n", "identity_by_n", "access_a", "access_b",
            "access_c", "access_none", "right_to_rent", "right_to_rent_until")


@cache
def assessment() -> Questions:
    """The sections and questions of the assessment, in their order."""
    own = parse_questions(resources.find("signup/assessment.toml").read_text(encoding="utf-8"))
    taken = [_placed(q) for q in signup_questions().questions if q.first or q.key in _BESIDES]
    order = {task.key: task.number for task in own.tasks}
    both = sorted((*taken, *own.questions), key=lambda q: order[q.task])
    return whole(own.tasks, tuple(both), {})


def _placed(question: Question) -> Question:
    section = "support" if question.key.startswith("access_") else _SECTIONS[question.task]
    page = "The home" if section == "support" else question.page
    return replace(question, task=section, page=page, of=Of.HOUSEHOLD)
