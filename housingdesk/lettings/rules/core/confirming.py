"""Soft questions of the service that somebody has confirmed already: for which answers, why and by whom. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was confirmed: the sentence, the answers at that time by field key, the note, who and when (as text)."""

    sentence: str
    answers: Mapping[str, str]
    note: str
    by: str
    at: str


def read_confirmed(text: str) -> tuple[Confirmed, ...]:
    """What is stored with a log, as JSON."""
    return tuple(Confirmed(**one) for one in json.loads(text))


def write_confirmed(found: Sequence[Confirmed]) -> str:
    """The same as JSON."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False)


def answers_behind(problem: CoreProblem, log: Log) -> dict[str, str]:
    """The answers that a problem is about, as text."""
    return {key: log.look(key) for key in problem.keys}


def is_confirmed(problem: CoreProblem, log: Log, found: Sequence[Confirmed]) -> bool:
    """Whether a soft problem was confirmed for just these answers; others are asked again."""
    now = answers_behind(problem, log)
    return problem.kind is Kind.SOFT and any(one.sentence == problem.sentence and dict(one.answers) == now for one in found)


def read_mended(text: str) -> dict[str, str]:
    """Answers put right in the log, by field key, from what is stored."""
    found: Any = json.loads(text)
    return {str(key): str(value) for key, value in found.items()}
