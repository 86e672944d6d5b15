"""What a person is asked before a notice: each question, for which notices, and what an answer means. Pure.

An answer is kept as text: the key of a choice, a date as 2026-11-23, pence or a number in figures, or words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from housingdesk.notices.rules.answered import day_of, number_of
from housingdesk.notices.rules.service import Clause
from housingdesk.values.problems import Problem
from housingdesk.values.text import text_problem

LONGEST = 2_000


class Asks(StrEnum):
    """What an answer is."""

    CHOICE = "choice"
    WORDS = "words"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"


class Means(StrEnum):
    """What an answer, or a fact, means for the notice."""

    GOOD = "good"
    LOOK = "look"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what it is called, what it means, and where it is not good, why, and the way out."""

    key: str
    words: str
    means: Means = Means.GOOD
    why: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``hint`` says where the answer is found."""

    key: str
    words: str
    asks: Asks = Asks.CHOICE
    options: tuple[Option, ...] = ()
    hint: str = ""

    def option(self, answer: str) -> Option | None:
        """The choice that was made."""
        return next((option for option in self.options if option.key == answer), None)


CLAUSE = Question("clause", "What does the agreement say about serving notices?", options=(
    Option("nothing", "Nothing: they are handed to each person"),
    Option("home", "They may be left at the home or put through the letterbox"),
    Option("post", "Letterbox, or first-class post"),
    Option("email", "Letterbox, post, or e-mail")), hint="Look in the signed agreement, not in the standard text")
POST_DAYS = Question("post_days", "On which working day after posting is it served?", Asks.NUMBER,
                     hint="2, unless the agreement says another")
MAY_BE_EMPTY = frozenset({"post_days", "last_increase", "review_days", "charges", "new_charge"})


def unanswered(asked: Sequence[Question], answers: Mapping[str, str]) -> list[Question]:
    """What is still to be answered."""
    return [q for q in asked if not answers.get(q.key) and q.key not in MAY_BE_EMPTY]


def answer_problems(asked: Sequence[Question], answers: Mapping[str, str]) -> list[Problem]:
    """What is wrong with answers as they were given; what is empty is not wrong yet."""
    known = {question.key: question for question in asked}
    found = [Problem(key, "This is not asked for this notice") for key in answers if key not in known]
    for question in asked:
        said = _answer_problem(question, answers.get(question.key, ""))
        found += [Problem(question.key, said)] if said else []
    return found


def _answer_problem(question: Question, answer: str) -> str | None:
    if not answer:
        return None
    if question.asks is Asks.CHOICE:
        return None if question.option(answer) else "Choose one of these"
    if question.asks is Asks.DAY:
        return None if day_of(answer) else "Write the day like 2026-04-06"
    if question.asks in (Asks.NUMBER, Asks.MONEY, Asks.PERSON):
        whole = answer.isascii() and answer.isdigit() and len(answer) < 9
        return None if whole and (question.asks is not Asks.NUMBER or 1 <= int(answer) <= 366) else "Write a whole number"
    return text_problem(answer, "The answer", LONGEST)


def clause_of(answers: Mapping[str, str]) -> Clause:
    """The agreement's clause on notices as it was answered; until it is, a notice is handed over."""
    said = answers.get("clause", "nothing")
    return Clause(letterbox=said in ("home", "post", "email"), post=said in ("post", "email"), email=said == "email",
                  post_days=number_of(answers.get("post_days")) or 2)
