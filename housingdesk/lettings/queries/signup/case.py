"""A sign-up as its task list shows it: answers, facts, how far each task is, what stands against it; and those that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from peewee import fn

from housingdesk.lettings.models import PackPaper, SignUp
from housingdesk.lettings.queries.signup.facts import facts_of, matches, ready_on
from housingdesk.lettings.queries.signup.rows import OPEN, SignUpRow, rows_of, said_of, sign_up
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.checks import Terms, cross_problems
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.questions import Questions
from housingdesk.lettings.rules.signup.status import Asked, Papers, Status, TaskState, come_back, task_states
from housingdesk.lettings.rules.words import Flow, PaperState, SignUpState
from housingdesk.lettings.signup_stock import questions
from housingdesk.settings import queries as settings
from housingdesk.values.dates import format_day, format_short
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

STALE_AFTER = timedelta(minutes=10)
_GONE = (PaperState.REPLACED, PaperState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SignUpCase:
    """Everything of one sign-up on a day. ``ready_on``: from when the home can be let; ``problems`` name answers by key."""

    head: SignUpRow
    questions: Questions
    answers: Answers
    known: Known
    tasks: tuple[TaskState, ...]
    problems: tuple[Problem, ...]
    ready_on: date | None
    papers: Papers
    terms: Terms

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known without asking, by key."""
        return self.answers.facts

    @property
    def come_back(self) -> tuple[Asked, ...]:
        """All that is not known yet, in the order of the tasks."""
        return come_back(self.tasks)

    def task(self, key: str) -> TaskState:
        """One task by its key."""
        return next(state for state in self.tasks if state.task.key == key)


@dataclass(frozen=True, slots=True)
class PausedRow:
    """A sign-up that is not finished: where it was left, how many tasks are done, and who has it open now."""

    head: SignUpRow
    number: int
    tasks: int
    done: int
    title: str
    come_back: int
    in_use: bool

    @property
    def id(self) -> int:
        """The sign-up's."""
        return self.head.id

    def where(self, today: date) -> str:
        """Where it was left and what it waits for: ``"Paused at 4 of 9, today 10:42"``."""
        head = self.head
        if self.in_use:
            return f"{head.in_use_by} has it open, at {self.number} of {self.tasks}"
        if head.state is SignUpState.SECOND_MEETING and head.again_on is not None:
            return f"Second appointment {format_day(head.again_on)} {head.again_at}".rstrip()
        if head.state is not SignUpState.IN_PROGRESS:
            return sentence_case(head.state)
        at = head.touched_at.astimezone()
        when = f"today {at:%H:%M}" if at.date() == today else format_short(at.date(), today)
        return f"Paused at {self.number} of {self.tasks}, {when}"


def answers_of(applicant_id: int, sign_up_id: int | None = None) -> Answers:
    """A household's answers, with those for one letting and its facts."""
    if sign_up_id is None:
        return Answers(said_of(applicant_id), {})
    return _answers(sign_up(sign_up_id))


def _answers(head: SignUpRow) -> Answers:
    said, facts = said_of(head.applicant_id, head.id), facts_of(head)
    if head.state is not SignUpState.FINISHED:  # its people are on file because of it
        facts |= {key: person for key, person in matches(said).items() if key != "match_1" or head.person_id is None}
    return Answers(said, facts)


def signup_case(sign_up_id: int, on: date) -> SignUpCase:
    """One sign-up with all its tasks; NotFound if there is none."""
    return case_of(sign_up(sign_up_id), on)


def case_of(head: SignUpRow, on: date) -> SignUpCase:
    """The case of a sign-up that was read already."""
    answers, asks, ready = _answers(head), questions(), ready_on(head.void_id)
    mondays = head.flow is not Flow.EMERGENCY and settings.value("lettings.start_days", on) == "mondays"
    known, papers, terms = Known(answers, on), _papers(head.id), Terms(on, ready, mondays)
    problems = tuple(cross_problems(known, terms))
    states = task_states(asks, known, head.flow, head.state, papers, problems)
    return SignUpCase(head, asks, answers, known, states, problems, ready, papers, terms)


def without_private(case: SignUpCase) -> SignUpCase:
    """The case for somebody who may not see what is private: those questions are not there, nor their answers."""
    hidden = {one.key for state in case.tasks for one in state.asked if one.question.private}
    said = {key: one for key, one in case.answers.said.items() if key not in hidden}
    answers = Answers(said, case.answers.facts)

    def left(rows: tuple[Asked, ...]) -> tuple[Asked, ...]:
        return tuple(one for one in rows if one.key not in hidden)

    tasks = tuple(replace(state, asked=left(state.asked), missing=left(state.missing), come_back=left(state.come_back))
                  for state in case.tasks)
    return replace(case, answers=answers, known=Known(answers, case.known.on), tasks=tasks)


def _papers(sign_up_id: int) -> Papers:
    rows = (PackPaper.select(fn.COUNT(PackPaper.id), fn.COUNT(PackPaper.printed_at))
            .where((PackPaper.sign_up == sign_up_id) & PackPaper.state.not_in(_GONE)).tuples().first())
    unsigned = PackPaper.select().where((PackPaper.sign_up == sign_up_id) & PackPaper.signable
                                        & PackPaper.state.not_in((*_GONE, PaperState.SIGNED))).count()
    made, printed = rows or (0, 0)
    return Papers(made, unsigned, printed)


def open_sign_ups(on: date, now: datetime | None = None) -> tuple[PausedRow, ...]:
    """All sign-ups that are not finished, the one touched last first; ``now`` decides who has one open still."""
    return tuple(_paused(row, on, now) for row in rows_of(SignUp.state.in_(OPEN)))


def _paused(row: SignUpRow, on: date, now: datetime | None) -> PausedRow:
    case = case_of(row, on)
    at = next((i for i, state in enumerate(case.tasks) if state.task.key == row.task), 0)
    done = sum(state.status is Status.DONE for state in case.tasks)
    title, in_use = case.tasks[at].task.title, used_by(row, now) != ""
    return PausedRow(row, at + 1, len(case.tasks), done, title, len(case.come_back), in_use)


def used_by(row: SignUpRow, now: datetime | None) -> str:
    """Who has a sign-up open at a moment; ``""`` when nobody has, or nobody touched it for some minutes."""
    if not row.in_use_by or row.in_use_at is None or (now is not None and now - row.in_use_at > STALE_AFTER):
        return ""
    return row.in_use_by


def second_appointments(on: date) -> tuple[SignUpRow, ...]:
    """Sign-ups with a second appointment, those of today and before first."""
    rows = rows_of((SignUp.state == SignUpState.SECOND_MEETING) & SignUp.again_on.is_null(False))
    return tuple(sorted(rows, key=lambda row: (row.again_on or on, row.again_at)))
