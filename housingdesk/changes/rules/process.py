"""The guided changes as ``resources/rules/changes.toml`` has them: what is asked and done, and what is missing. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem

LONGEST_WORDS, LONGEST_LINE = 2_000, 200


class Asks(StrEnum):
    """What an answer is; it is kept as text: a key, a day as 2026-11-23, a person’s id, a number, or words."""

    WORDS = "words"
    LINE = "line"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes no"
    CHOICE = "choice"
    HOLDER = "holder"
    PERSON = "person"


@frozen
class Question:
    """One question. ``options`` are ``(key, words)``; ``when`` says whether it is asked at all."""

    key: str
    words: str
    asks: Asks
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    when: str = ""


@frozen
class StepSpec:
    """Something to be done, with its evidence. ``notice`` is the notice of ours that does it by being served."""

    key: str
    words: str
    hint: str = ""
    needed: bool = True
    when: str = ""
    notice: str = ""


@frozen
class RefusalGround:
    """A ground on which it may be refused, and where it stands."""

    key: str
    words: str
    law: str


@frozen
class Process:
    """One guided change. ``days`` is the clock for an answer, counted from the day it was asked; nought where none runs."""

    kind: ChangeKind
    text: str
    law: str
    check: str
    asked: tuple[Question, ...]
    steps: tuple[StepSpec, ...]
    grounds: tuple[RefusalGround, ...]
    days: int = 0
    answer_words: str = ""

    def answer_by(self, asked_on: date) -> date | None:
        """The last day for an answer; None where no clock runs.

        >>> exchange = Process(ChangeKind.EXCHANGE, "", "", "", (), (), (), days=42)
        >>> exchange.answer_by(date(2026, 11, 2))
        datetime.date(2026, 12, 14)
        """
        return asked_on + timedelta(self.days) if self.days else None

    def said_to(self, kind: TenancyKind) -> "Process":
        """The same in the words of an agreement of this kind."""
        def say(text: str) -> str:
            return in_their_words(text, kind)

        return replace(
            self, text=say(self.text), check=say(self.check),
            asked=tuple(replace(one, words=say(one.words), hint=say(one.hint),
                                options=tuple((key, say(words)) for key, words in one.options)) for one in self.asked),
            steps=tuple(replace(one, words=say(one.words), hint=say(one.hint)) for one in self.steps))

    def questions(self, answers: Mapping[str, str], flags: frozenset[str]) -> list[Question]:
        """The questions that are asked, given what was answered."""
        return [one for one in self.asked if holds(one.when, answers, flags)]

    def to_do(self, answers: Mapping[str, str], flags: frozenset[str]) -> list[StepSpec]:
        """The steps that are to be done, given what was answered."""
        return [one for one in self.steps if holds(one.when, answers, flags)]

    def unanswered(self, answers: Mapping[str, str], flags: frozenset[str]) -> list[Question]:
        """What is still to be answered."""
        return [one for one in self.questions(answers, flags) if one.needed and not answers.get(one.key)]

    def undone(self, answers: Mapping[str, str], flags: frozenset[str], done: Mapping[str, date]) -> list[StepSpec]:
        """The needed steps that nobody has recorded."""
        return [one for one in self.to_do(answers, flags) if one.needed and one.key not in done]


def holds(when: str, answers: Mapping[str, str], flags: frozenset[str]) -> bool:
    """Whether a condition is met.

    >>> holds("joint, shorter=yes", {"shorter": "yes"}, frozenset({"joint"}))
    True
    """
    for part in filter(None, (one.strip() for one in when.split(","))):
        key, equal, values = part.partition("=")
        if (answers.get(key, "") not in values.split("|")) if equal else (part not in flags):
            return False
    return True


def answer_problems(asked: Sequence[Question], answers: Mapping[str, str]) -> list[Problem]:
    """What is wrong with answers as they were given; what is empty is not wrong yet."""
    found = []
    for question in asked:
        said = _problem(question, answers.get(question.key, ""))
        found += [Problem(question.key, said)] if said else []
    return found


def _problem(question: Question, answer: str) -> str | None:
    if not answer:
        return None
    if question.asks is Asks.DAY:
        return None if _is_day(answer) else "Write a day, like 23/11/2026"
    if question.asks in (Asks.NUMBER, Asks.HOLDER, Asks.PERSON):
        return None if answer.isascii() and answer.isdigit() else "A number is asked for"
    if question.asks in (Asks.CHOICE, Asks.YES_NO):
        keys = [key for key, _ in question.options] or ["yes", "no"]
        return None if answer in keys else "Choose one of the answers"
    if question.asks is Asks.LINE:
        return line_problem(answer, "The answer", LONGEST_LINE)
    return text_problem(answer, "The answer", LONGEST_WORDS)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parse_processes(text: str) -> dict[ChangeKind, Process]:
    """The processes by kind; KeyError or ValueError for a file that lacks one or holds a word that there is not."""
    found = [_process(raw) for raw in tomllib.loads(text)["process"]]
    by_kind = {one.kind: one for one in found}
    return {kind: by_kind[kind] for kind in ChangeKind}


def _process(raw: dict[str, Any]) -> Process:
    return Process(
        ChangeKind(raw["kind"]), raw["text"], raw["law"], raw.get("check", ""), tuple(map(_question, raw["asked"])),
        tuple(StepSpec(**one) for one in raw["steps"]), tuple(RefusalGround(*one) for one in raw.get("grounds", ())),
        raw.get("days", 0), raw.get("answer_words", ""))


def _question(raw: dict[str, Any]) -> Question:
    options = tuple((key, words) for key, words in raw.pop("options", ()))
    return Question(**{**raw, "asks": Asks(raw["asks"])}, options=options)
