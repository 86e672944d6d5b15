"""How a file is refused, and what is said about one that is not: a sentence, its line and its column."""

from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem


class BadLine(BadFile):
    """The file is refused; ``problem`` says where and why."""

    def __init__(self, problem: Problem, name: str = "") -> None:
        self.problem = problem
        sentence = str(problem)
        super().__init__((f"{name}: {sentence}" if name else sentence).rstrip(".") + ".")


def refuse(message: str, line: int | None = None, column: int | None = None, field: str = "file") -> BadLine:
    """The refusal to raise: one sentence and, where known, its line and column counted from 1."""
    return BadLine(Problem(field, message, line, column))


def warn(message: str, line: int | None = None, column: int | None = None, field: str = "file") -> Problem:
    """A warning about the file that does not stop its use."""
    return Problem(field, message, line, column)
