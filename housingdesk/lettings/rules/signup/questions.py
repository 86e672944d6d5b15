"""What a sign-up asks: nine tasks and their questions, read from a TOML file. Which are asked is decided by conditions.

A question whose ``core`` names fields of the CORE year takes its answers from there, so that each is asked once and a new
year of CORE is a new file. Answers are texts: a code, an ISO date, whole pence, ``"yes"``/``"no"``, or words.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.conditions import Condition, parse_condition
from housingdesk.lettings.rules.words import Flow


class Kind(StrEnum):
    """How an answer is given."""

    TEXT = "text"
    LONG = "long text"
    NAME = "name"
    DAY = "day"
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes or no"
    TICK = "tick"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    NINO = "nino"


class Of(StrEnum):
    """What an answer is about: the household, whichever home it is offered, or this letting."""

    HOUSEHOLD = "household"
    LETTING = "letting"


@dataclass(frozen=True, slots=True)
class Task:
    """One of the tasks of ux §2.5; ``flows`` are the sign-ups that have it. ``own``: it has a page of its own."""

    key: str
    number: int
    title: str
    hint: str
    flows: frozenset[Flow]
    own: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``each`` "person": asked of everybody, ``adult``/``other`` of some; its key then ends in ``_n``.

    ``needed``: the task is not done without it. ``not_known``/``not_said``: these answers are offered. ``core``: the keys of
    the CORE fields it answers as they are; ``private``: read with Permission.SEE_RISK only. ``page`` groups questions into a
    page with a title. ``first``: asked already of an applicant, before there is a home.
    """

    key: str
    task: str
    page: str
    ask: str
    kind: Kind
    of: Of
    each: str
    options: Mapping[str, str]
    hint: str
    asked: tuple[Condition, ...]
    needed: tuple[Condition, ...]
    not_known: bool
    not_said: bool
    private: bool
    first: bool
    core: tuple[str, ...]
    flows: frozenset[Flow]
    show: bool

    def at(self, person: int) -> str:
        """The key of its answer for one person: ``born_on_n`` is ``born_on_2`` for the second."""
        return f"{self.key[:-1]}{person}" if self.each else self.key


@dataclass(frozen=True, slots=True)
class Questions:
    """All tasks and questions in their order."""

    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    by_key: Mapping[str, Question]

    def of_task(self, key: str) -> tuple[Question, ...]:
        """The questions of a task in their order."""
        return tuple(q for q in self.questions if q.task == key)


_ALWAYS: tuple[Condition, ...] = ((),)
_NEVER: tuple[Condition, ...] = ()


def parse_questions(source: str) -> Questions:
    """Tasks and questions from their TOML text; Refused with the reason when it does not hold together."""
    try:
        data = tomllib.loads(source)
        tasks = tuple(Task(row["key"], number, row["title"], row.get("hint", ""), _flows(row), row.get("own", False))
                      for number, row in enumerate(data["task"], 1))
        questions = tuple(_question(row, data.get("lists", {})) for row in data["question"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"The questions of the sign-up are not readable: {error}") from error
    by_key = {q.key: q for q in questions}
    known = {task.key for task in tasks}
    strays = [q.key for q in questions if q.task not in known]
    if strays or len(by_key) != len(questions):
        raise Refused(f"The questions of the sign-up do not hold together: {', '.join(strays) or 'a key stands twice'}")
    return Questions(tasks, questions, by_key)


def _flows(row: Mapping[str, Any]) -> frozenset[Flow]:
    return frozenset(map(Flow, row["flows"])) if "flows" in row else frozenset(Flow)


def _question(row: Mapping[str, Any], lists: Mapping[str, Mapping[str, str]]) -> Question:
    options = row.get("options", {})
    return Question(
        row["key"], row["task"], row.get("page", ""), row["ask"], Kind(row.get("kind", "text")), Of(row.get("of", "letting")),
        row.get("each", ""), lists[options] if isinstance(options, str) else options, row.get("hint", ""),
        _conditions(row.get("asked", "always")), _conditions(row.get("needed", "never")), row.get("not_known", True),
        row.get("not_said", False), row.get("private", False), row.get("first", False), tuple(row.get("core", ())),
        _flows(row), row.get("show", False))


def _conditions(wanted: str | Sequence[Mapping[str, object]]) -> tuple[Condition, ...]:
    if isinstance(wanted, str):
        return {"always": _ALWAYS, "never": _NEVER}[wanted]
    return tuple(map(parse_condition, wanted))
