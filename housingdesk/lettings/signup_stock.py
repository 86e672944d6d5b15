"""What a sign-up asks, as shipped: the questions of ``resources/signup`` with the options of a CORE year.

A field of the year that is neither asked there nor worked out is asked at the end of the task it belongs to, so that a new
CORE year is a new file and nothing else.
"""

from functools import cache

from housingdesk import resources
from housingdesk.lettings.core_stock import catalogue, collections
from housingdesk.lettings.rules.core.catalogue import Catalogue, Field
from housingdesk.lettings.rules.signup.questions import RESIDENTIAL, Kind, Of, Question, Questions, parse_questions, whole

_TASKS = {"home": "offer", "tenancy": "offer", "allocation": "offer", "people": "household", "before": "household",
          "needs": "reach", "income": "paying", "charges": "paying"}
_KINDS = {"amount": Kind.MONEY, "integer": Kind.NUMBER, "tick": Kind.TICK}


@cache
def questions(collection: str = "") -> Questions:
    """All tasks and questions with the answers of a collection year, the newest when none is named."""
    year = catalogue(collection or collections()[0])
    text = resources.find("signup/questions.toml").read_text(encoding="utf-8")
    read = parse_questions(text, year.data["lists"])
    left = tuple(_asked_besides(field) for field in not_covered(read, year))
    return whole(read.tasks, (*read.questions, *left), read.derived)


def not_covered(read: Questions, year: Catalogue) -> list[Field]:
    """The fields of a year that no question answers and nothing works out."""
    covered = {*read.derived, *(key for question in read.questions for key in question.core)}
    return [field for field in year.fields if field.key not in covered and _stem(field.key) not in covered]


def _stem(key: str) -> str:
    """``age_3`` as ``age_n``; other keys as they are."""
    start, _, number = key.rpartition("_")
    return f"{start}_n" if number.isdigit() and number in "12345678" else key


def _asked_besides(field: Field) -> Question:
    kind = Kind.CHOICE if field.codes else _KINDS.get(field.kind, Kind.TEXT)
    kind = Kind.TICK if set(field.codes) == {"0", "1"} else kind
    return Question(field.key, _TASKS.get(field.section, "offer"), "More for the CORE log", field.ask, kind, Of.LETTING, "",
                    {} if kind is Kind.TICK else field.codes, "", field.asked, field.needed, False, False,
                    field.section == "needs", False, (field.key,), RESIDENTIAL, False)
