"""What a sign-up asked that a form for Housing Benefit asks too and no file besides holds: the household, work, income."""

from housingdesk.lettings.queries.signup.case import answers_of
from housingdesk.lettings.queries.signup.rows import sign_up_of
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.signup_stock import questions
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


def claim_answers(tenancy_id: int) -> dict[str, str]:
    """The sign-up's answers for a form, by the name of their source; nothing where the agreement came another way."""
    head = sign_up_of(tenancy_id)
    if head is None:
        return {}
    answers = answers_of(head.applicant_id, head.id)
    people = [_someone(answers, number) for number in range(1, answers.persons + 1)]
    income, every = answers.number("income"), _words(answers, "income_every")
    before = ", ".join(part for part in (_words(answers, "previous_home"), answers.look("previous_postcode")) if part)
    return {"household": "; ".join(people), "others": "; ".join(people[1:]) or "nobody", "previous_address": before,
            "nationality": _words(answers, "nationality"), "work": _words(answers, "work_1"),
            "income": " ".join(part for part in (format_pence(income), every) if part) if income is not None else "",
            "benefits": _words(answers, "benefit_share")}


def _someone(answers: Answers, number: int) -> str:
    born = answers.day(f"born_on_{number}")
    parts = (answers.look(f"name_{number}") or f"person {number}", _words(answers, f"relationship_{number}"),
             f"born {format_date(born)}" if born else "")
    return ", ".join(part for part in parts if part)


def _words(answers: Answers, key: str) -> str:
    """An answer of a choice as the question words it."""
    said = answers.look(key)
    if not said:
        return ""
    question, _ = questions().find(key)
    return question.options.get(said, said)
