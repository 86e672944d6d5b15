"""A landlord’s schedule as it was read from a file: its lines, its totals, what does not agree; not whose its lines are.

Pence to us are positive. ``recovery_pence`` is what the office takes off and is positive too: gross − recovery = net.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

TOTAL, LINE_SUM, UNREAD, NOBODY = "total", "net", "line", "nobody"
WEEKLY, TWICE, NI_NUMBER, FILE = "weekly", "twice", "ni number", "file"
STOPPING = frozenset({TOTAL, LINE_SUM, UNREAD})
"""Fields of the problems with which nothing may be posted; the others are to be looked at."""


class ReadLine(NamedTuple):
    """One line. ``number``: its row in the file (of a PDF: of its text). ``period_to`` is the last day it is for.

    ``said``: what the file calls it ("Overpayment recovery"). ``raw``: its cells, National Insurance numbers masked.
    """

    number: int
    claim_reference: str
    rent_reference: str
    name: str
    address: str
    period_from: date | None
    period_to: date | None
    weekly_pence: int | None
    gross_pence: int
    recovery_pence: int
    net_pence: int
    raw: str
    said: str = ""


@frozen
class ReadSchedule:
    """A whole schedule. ``format``: csv, xls, xlsx, text, pdf or dwp. ``stated_pence``: the total the file itself gives."""

    format: str
    reference: str
    creditor_number: str
    paid_on: date | None
    period_from: date | None
    period_to: date | None
    stated_pence: int | None
    lines: tuple[ReadLine, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def gross_pence(self) -> int:
        """What the lines come to before anything is taken off."""
        return sum(line.gross_pence for line in self.lines)

    @property
    def recovery_pence(self) -> int:
        """What is taken off in all."""
        return sum(line.recovery_pence for line in self.lines)

    @property
    def net_pence(self) -> int:
        """What the bank should show."""
        return sum(line.net_pence for line in self.lines)

    def stopping(self) -> Iterator[Problem]:
        """The problems with which nothing may be posted."""
        return (problem for problem in self.problems if problem.field in STOPPING)
