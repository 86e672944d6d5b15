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
from housingdesk.lettings.rules.core.conditions import Condition, Look, any_holds, for_person, parse_condition
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
    """One question. ``each`` "person": asked of everybody, ``adult``/``other``/``holder`` of some; its key then ends in ``_n``.

    ``needed``: the task is not done without it. ``not_known``/``not_said``: these answers are offered, and
    ``code_not_known``/``code_not_said`` are what CORE takes for them. ``core``: the keys of the CORE fields it answers as they
    are; ``private``: read with Permission.SEE_RISK only. ``page`` groups questions into a page with a title. ``first``: asked
    already of an applicant, before there is a home. ``only``: the codes that go with another answer. ``show``: it may be
    shown to the tenant.
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
    code_not_known: str = ""
    code_not_said: str = ""
    only: tuple[tuple[Condition, frozenset[str]], ...] = ()

    def choices(self, look: Look, person: int = 1) -> Mapping[str, str]:
        """The options that go with the other answers; all of them where none of ``only`` holds."""
        for condition, codes in self.only:
            if any_holds((for_person(condition, person),), look):
                return {code: words for code, words in self.options.items() if code in codes}
        return self.options

    def at(self, person: int) -> str:
        """The key of its answer for one person: ``born_on_n`` is ``born_on_2`` for the second."""
        return f"{self.key[:-1]}{person}" if self.each else self.key


@dataclass(frozen=True, slots=True)
class Questions:
    """All tasks and questions in their order."""

    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    by_key: Mapping[str, Question]
    derived: Mapping[str, str]

    def find(self, key: str) -> tuple[Question, int]:
        """The question behind an answer's key, and of which person it is (1 where it is of none); Refused if there is none."""
        found = self.by_key.get(key)
        if found is not None and not found.each:
            return found, 1
        stem, _, number = key.rpartition("_")
        found = self.by_key.get(f"{stem}_n")
        if found is None or not found.each or not number.isdigit() or not 0 < int(number) <= MOST_PEOPLE:
            raise Refused(f"The sign-up asks nothing called “{key}”")
        return found, int(number)

    def asks(self, key: str) -> bool:
        """Whether a key is one of these questions'; an applicant's assessment has others besides."""
        stem, _, number = key.rpartition("_")
        return key in self.by_key or (number.isdigit() and f"{stem}_n" in self.by_key)

    def of_task(self, key: str) -> tuple[Question, ...]:
        """The questions of a task in their order."""
        return tuple(q for q in self.questions if q.task == key)


MOST_PEOPLE = 20
RESIDENTIAL = frozenset({Flow.HOME, Flow.EMERGENCY})
_ALWAYS: tuple[Condition, ...] = ((),)
_NEVER: tuple[Condition, ...] = ()


def parse_questions(source: str, lists: Mapping[str, Mapping[str, str]] | None = None) -> Questions:
    """Tasks and questions from their TOML text; Refused with the reason when it does not hold together.

    ``lists`` are the options of a CORE year by name; a list of the file stands before one of that name.
    """
    try:
        data = tomllib.loads(source)
        tasks = tuple(Task(row["key"], number, row["title"], row.get("hint", ""), _flows(row), row.get("own", False))
                      for number, row in enumerate(data["task"], 1))
        known_lists = {**(lists or {}), **data.get("lists", {})}
        questions = tuple(_question(row, known_lists) for row in data["question"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"The questions of the sign-up are not readable: {error}") from error
    return whole(tasks, questions, data.get("derived", {}))


def whole(tasks: tuple[Task, ...], questions: tuple[Question, ...], derived: Mapping[str, str]) -> Questions:
    """Tasks and questions that hold together; Refused when one has no task or a key stands twice."""
    by_key = {q.key: q for q in questions}
    known = {task.key for task in tasks}
    strays = [q.key for q in questions if q.task not in known]
    if strays or len(by_key) != len(questions):
        raise Refused(f"The questions of the sign-up do not hold together: {', '.join(strays) or 'a key stands twice'}")
    return Questions(tasks, questions, by_key, derived)


def _flows(row: Mapping[str, Any]) -> frozenset[Flow]:
    wanted = row.get("flows", ())
    if wanted == "all":
        return frozenset(Flow)
    return frozenset(map(Flow, wanted)) if wanted else RESIDENTIAL


def _question(row: Mapping[str, Any], lists: Mapping[str, Mapping[str, str]]) -> Question:
    wanted, kind = row.get("options", {}), Kind(row.get("kind", "text"))
    coded = {row.get("code_not_known", ""), row.get("code_not_said", ""), *row.get("leave_out", ())}
    offered = lists[wanted] if isinstance(wanted, str) else wanted
    options = {code: words for code, words in offered.items() if code not in coded}
    return Question(
        row["key"], row["task"], row.get("page", ""), row["ask"], kind, Of(row.get("of", "letting")),
        row.get("each", ""), options, row.get("hint", ""),
        _conditions(row.get("asked", "always")), _conditions(row.get("needed", "never")),
        row.get("not_known", kind is not Kind.TICK), row.get("not_said", False), row.get("private", False),
        row.get("first", False), tuple(row.get("core", ())), _flows(row), row.get("show", False),
        row.get("code_not_known", ""), row.get("code_not_said", ""),
        tuple((parse_condition(one["when"]), frozenset(one["codes"])) for one in row.get("only", ())))


def _conditions(wanted: str | Sequence[Mapping[str, object]]) -> tuple[Condition, ...]:
    if isinstance(wanted, str):
        return {"always": _ALWAYS, "never": _NEVER}[wanted]
    return tuple(map(parse_condition, wanted))
