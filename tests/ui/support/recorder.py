"""Stands where the notices stand and remembers what was said; what nobody took at the end fails the test."""

from collections.abc import Callable

from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.notices import Question


class Recorder:
    """A notice board of a test."""

    def __init__(self) -> None:
        self.toasts: list[str] = []
        self.messages: list[str] = []
        self.questions: list[tuple[Question, Callable[[str], object]]] = []

    def toast(self, sentence: str, undo: Callable[[], object] | None = None, seconds: int = 10) -> None:
        """A toast: remembered, never a fault."""
        self.toasts.append(sentence)

    def message(self, sentence: str, status: Status = Status.LATE, *, stays: bool = False) -> None:
        """A message: it must be taken."""
        self.messages.append(sentence)

    def ask(self, question: Question, answered: Callable[[str], object]) -> None:
        """A question: it must be answered."""
        self.questions.append((question, answered))

    def take_message(self) -> str:
        """The oldest message, which the test expected."""
        assert self.messages, "nothing was said"
        return self.messages.pop(0)

    def answer(self, key: str) -> Question:
        """Answer the oldest question with one of its choices, or with its safe one."""
        assert self.questions, "nothing was asked"
        question, answered = self.questions.pop(0)
        assert key in {choice.key for choice in question.choices} | {question.safe}, f"{question.title} has no {key}"
        answered(key)
        return question

    def left_over(self) -> list[str]:
        """What was said or asked and nobody took."""
        return self.messages + [question.title for question, _ in self.questions]
