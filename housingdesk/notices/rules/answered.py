"""What is read from the answers of a notice: a day, a number, when an absence has lasted long. Pure, and light to load."""

from collections.abc import Mapping
from datetime import date, timedelta

_BENEFIT_WEEKS = (13, 52)


def day_of(answer: str | None) -> date | None:
    """A day as it is kept in an answer."""
    try:
        return date.fromisoformat(answer) if answer else None
    except ValueError:
        return None


def number_of(answer: str | None) -> int | None:
    """A number as it is kept in an answer."""
    return int(answer) if answer and answer.isascii() and answer.isdigit() else None


def absence_ends(answers: Mapping[str, str]) -> list[tuple[int, date]]:
    """The weeks for which Housing Benefit may go on while somebody is away, each with its last day; none without a first."""
    since = day_of(answers.get("since"))
    return [(weeks, since + timedelta(weeks=weeks)) for weeks in _BENEFIT_WEEKS] if since is not None else []
