"""How the questions of a task are laid on sheets of a few fields: what is asked once, then of each person. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from housingdesk.lettings.rules.signup.status import Asked, TaskState

MOST = 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A few questions that stand together. ``person`` is whom they are about, 0 where it is nobody in particular."""

    task: str
    title: str
    person: int
    asked: tuple[Asked, ...]

    def holds(self, key: str) -> bool:
        """Whether a question stands on it."""
        return any(one.key == key for one in self.asked)

    @property
    def open(self) -> tuple[Asked, ...]:
        """What is needed here and not answered, and what is on file and was not looked at with them yet."""
        return tuple(one for one in self.asked if (one.needed and not one.answered) or (one.said is None and one.fact))


def sheets(state: TaskState) -> tuple[Sheet, ...]:
    """The sheets of a task in their order; the first person's stand with what is asked once, where that is little."""
    return tuple(sheet for title, asked in state.pages for sheet in _laid(state.task.key, title, asked))


def _laid(task: str, title: str, asked: Sequence[Asked]) -> Iterator[Sheet]:
    once = tuple(one for one in asked if not one.question.each)
    people = sorted({one.person for one in asked if one.question.each})
    if not people:
        yield Sheet(task, title, 0, once)
        return
    for person in people:
        own = tuple(one for one in asked if one.question.each and one.person == person)
        if person == people[0] and len(own) + len(once) <= MOST:
            own = (*once, *own)
        elif person == people[0]:
            yield Sheet(task, title, 0, once)
        yield Sheet(task, title, person, own)


def place_of(laid: Sequence[Sheet], key: str) -> int:
    """Which sheet a question stands on; the first one with something missing when it stands on none."""
    for place, sheet in enumerate(laid):
        if key and sheet.holds(key):
            return place
    return next((place for place, sheet in enumerate(laid) if sheet.open), 0)


def first_key(state: TaskState) -> str:
    """The first question of a task; empty when it asks none."""
    laid = sheets(state)
    return laid[0].asked[0].key if laid and laid[0].asked else ""


def one_before(states: Sequence[TaskState], task: str, place: int) -> tuple[str, str] | None:
    """Task and first question of the sheet before this one; None at the very first. What is no task stands after them all."""
    now = next((state for state in states if state.task.key == task), None)
    laid = sheets(now) if now is not None else ()
    if 0 < place < len(laid):
        return task, laid[place - 1].asked[0].key
    before = [state for state in states if now is None or state.task.number < now.task.number]
    last = sheets(before[-1]) if before else ()
    return (before[-1].task.key, last[-1].asked[0].key if last and last[-1].asked else "") if before else None
