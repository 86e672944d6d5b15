"""What a check is given besides the log."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem
from housingdesk.lettings.rules.core.rents import RentTable


@dataclass(frozen=True, slots=True)
class Given:
    """The day on which the log is sent, and the service's rents where the association has loaded them."""

    today: date
    rents: RentTable | None = None


Check = Callable[[Log, Given], Iterator[CoreProblem]]
