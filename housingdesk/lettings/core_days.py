"""The days by which quarters should be with the CORE service, read from the head of a year's file without its fields."""

import tomllib
from datetime import date
from functools import cache

from housingdesk import resources
from housingdesk.lettings.rules.quarters import Quarter, deadline


@cache
def _days(collection: str) -> tuple[date, ...]:
    """The days of a year's quarters; none where the program has not the year."""
    file = resources.find("core") / f"{collection.replace('/', '-')}.toml"
    if not file.is_file():
        return ()
    head = file.read_text(encoding="utf-8").partition("\n[[")[0]
    return tuple(tomllib.loads(head)["deadlines"].values())


def deadline_of(quarter: Quarter) -> date | None:
    """By when a quarter should be sent; None where the program has not its year."""
    return deadline(_days(quarter.collection), quarter)
