"""A problem with something a person or a file said, naming the field it is about."""

from collections.abc import Sequence

from housingdesk.errors import Refused
from housingdesk.values.rows import frozen


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


def refuse(problems: Sequence[Problem]) -> None:
    """Raises Refused with every problem's sentence, if there is any; what an action does with a draft's problems."""
    if problems:
        raise Refused(". ".join(str(problem).removesuffix(".") for problem in problems))
