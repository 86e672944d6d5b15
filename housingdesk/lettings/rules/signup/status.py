"""Which questions are asked of whom, what has been answered, and how far each task of a sign-up is. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.lettings.rules.core.conditions import any_holds, for_person
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.questions import Question, Questions, Task
from housingdesk.lettings.rules.words import Flow, Given, SignUpState
from housingdesk.values.problems import Problem


class Status(StrEnum):
    """How far a task is (ux §2.5)."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"
    CANNOT_START = "Cannot start yet"
    COME_BACK = "Come back to"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked now: of which person, under which key, with what was said and what the file says."""

    question: Question
    person: int
    key: str
    said: Said | None
    fact: str
    needed: bool
    choices: Mapping[str, str]

    @property
    def answered(self) -> bool:
        """Whether there is something to go by: said, not for saying, or on file."""
        if self.said is None:
            return self.fact != ""
        return self.said.given is Given.NOT_SAID or (self.said.given is Given.SAID and self.said.value != "")

    @property
    def unknown(self) -> bool:
        """Whether the answer was that it is not known yet."""
        return self.said is not None and self.said.given is Given.NOT_KNOWN

    @property
    def value(self) -> str:
        """What stands in the field: what was said, else what is on file."""
        return self.fact if self.said is None else self.said.value


@dataclass(frozen=True, slots=True)
class TaskState:
    """One task: how far it is, its questions as they are asked now, what is missing, and what stands against it."""

    task: Task
    status: Status
    asked: tuple[Asked, ...]
    missing: tuple[Asked, ...]
    come_back: tuple[Asked, ...]
    problems: tuple[Problem, ...]
    why: str = ""

    @property
    def pages(self) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
        """The questions by page, in their order."""
        titles = dict.fromkeys(one.question.page for one in self.asked)
        return tuple((title, tuple(one for one in self.asked if one.question.page == title)) for title in titles)


@dataclass(frozen=True, slots=True)
class Papers:
    """How far the papers of a sign-up are: how many there are, how many wait for a signature, how many were printed."""

    made: int = 0
    unsigned: int = 0
    printed: int = 0


def asked(questions: Questions, known: Known, flow: Flow) -> Iterator[Asked]:
    """Every question that is asked now, once for each person it is asked of."""
    for question in questions.questions:
        if flow in question.flows:
            yield from _of_each(question, known)


def _of_each(question: Question, known: Known) -> Iterator[Asked]:
    for person in known.of(question.each):
        if any_holds([for_person(condition, person) for condition in question.asked], known.look):
            key = question.at(person)
            yield Asked(question, person, key, known.answers.said.get(key), known.answers.facts.get(key, ""),
                        any_holds([for_person(condition, person) for condition in question.needed], known.look),
                        question.choices(known.look, person))


def asked_first(questions: Questions, answers: Answers, on: date) -> tuple[Asked, ...]:
    """What an applicant is asked before there is a home."""
    known = Known(answers, on)
    return tuple(one for question in questions.questions if question.first for one in _of_each(question, known))


def task_states(questions: Questions, known: Known, flow: Flow, state: SignUpState, papers: Papers,
                problems: Sequence[Problem] = ()) -> tuple[TaskState, ...]:
    """All tasks of a flow with their status; ``problems`` name answers by their key."""
    by_task: dict[str, list[Asked]] = {}
    for one in asked(questions, known, flow):
        by_task.setdefault(one.question.task, []).append(one)
    made: list[TaskState] = []
    for task in questions.tasks:
        if flow in task.flows:
            made.append(_state(task, by_task.get(task.key, []), problems, made, state, papers))
    return tuple(made)


def _state(task: Task, rows: Sequence[Asked], problems: Sequence[Problem], before: Sequence[TaskState], state: SignUpState,
           papers: Papers) -> TaskState:
    keys = {one.key for one in rows}
    wrong = tuple(problem for problem in problems if problem.field in keys)
    missing = tuple(one for one in rows if one.needed and not one.answered)
    later = tuple(one for one in rows if one.unknown and not one.answered)
    status, why = _status(task, rows, missing, later, wrong, before, state, papers)
    return TaskState(task, status, tuple(rows), missing, later, wrong, why)


def _status(task: Task, rows: Sequence[Asked], missing: Sequence[Asked], later: Sequence[Asked], wrong: Sequence[Problem],
            before: Sequence[TaskState], state: SignUpState, papers: Papers) -> tuple[Status, str]:
    if task.key == "sign":
        return _sign_status(rows, missing, later, wrong, before, state, papers)
    if task.own:
        return _pack_status(papers)
    if wrong:
        return Status.IN_PROGRESS, wrong[0].message
    if not missing:
        return (Status.COME_BACK, "") if later else (Status.DONE, "")
    if all(one.unknown for one in missing):
        return Status.COME_BACK, ""
    begun = any(one.said is not None for one in rows)
    return (Status.IN_PROGRESS if begun else Status.NOT_STARTED), ""


NEEDED_TO_SIGN = ("starts_on", "name_1")


def _sign_status(rows: Sequence[Asked], missing: Sequence[Asked], later: Sequence[Asked], wrong: Sequence[Problem],
                 before: Sequence[TaskState], state: SignUpState, papers: Papers) -> tuple[Status, str]:
    if state in (SignUpState.SIGNED, SignUpState.FINISHED):
        return (Status.IN_PROGRESS, "") if missing else (Status.DONE, "")
    blocked = why_not_sign(before)
    begun = any(one.said is not None for one in rows)
    if blocked and not begun:
        return Status.CANNOT_START, blocked
    if state is SignUpState.SECOND_MEETING:
        return Status.COME_BACK, "There is a second appointment, because they were not sure"
    if state is SignUpState.WAITING:
        return Status.COME_BACK, "Waiting for the signed copy"
    if wrong:
        return Status.IN_PROGRESS, wrong[0].message
    if not missing and papers.made and not papers.unsigned and not later:
        return Status.DONE, ""
    return (Status.IN_PROGRESS if begun else Status.NOT_STARTED), blocked


def why_not_sign(before: Sequence[TaskState]) -> str:
    """What must be known before anybody can sign: when it starts, who holds it, what it costs; ``""`` when all is."""
    for state in before:
        for one in state.asked:
            if one.needed and not one.answered and (one.key in NEEDED_TO_SIGN or one.key.startswith("charge_")):
                return f"Answer first: {one.question.ask}"
        if state.task.key in ("offer", "household") and state.problems:
            return state.problems[0].message
    return ""


def _pack_status(papers: Papers) -> tuple[Status, str]:
    if not papers.made:
        return Status.NOT_STARTED, ""
    return (Status.DONE if papers.printed >= papers.made else Status.IN_PROGRESS), ""


def come_back(states: Sequence[TaskState]) -> tuple[Asked, ...]:
    """All that is not known yet, in the order of the tasks."""
    return tuple(one for state in states for one in state.come_back)
