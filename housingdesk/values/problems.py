"""A problem with something a person or a file said, naming the field it is about."""

from collections.abc import Sequence

from housingdesk.errors import Refused
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem


@frozen
class Problem:
    """One thing to put right. ``field`` is a draft's field name, ``line`` and ``column`` count from 1 in a file."""

    field: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ""
        if self.line is not None:
            place = f"Line {self.line}" + (f", column {self.column}" if self.column is not None else "") + ": "
        return place + self.message


def reason_problems(because: str) -> list[Problem]:
    """What stands against the reason for an act, a line in the field ``because``."""
    said = line_problem(because, "The reason", 200) if because.strip() else "Say in a few words why"
    return [Problem("because", said)] if said else []


def refuse(problems: Sequence[Problem]) -> None:
    """Raises Refused with every problem's sentence, if there is any; what an action does with a draft's problems."""
    if problems:
        raise Refused(". ".join(str(problem).removesuffix(".") for problem in problems))
