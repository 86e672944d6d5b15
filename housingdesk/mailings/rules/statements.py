"""The statements of a quarter: where each account stands in the issue log, and the counts that add up. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

LONGEST_WITHOUT = timedelta(weeks=13)
"""At least quarterly: Pre-Action Protocol for Possession Claims by Social Landlords 2.3."""
_WENT = frozenset({LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT})
_ON_ITS_WAY = frozenset({LetterState.READY, LetterState.KEPT_BACK, LetterState.PRINTING, LetterState.PRINTED})


class LogState(StrEnum):
    """Where an account stands in the log of a quarter. Every account is in exactly one of them."""

    SENT = "sent"
    MADE = "made, not yet sent"
    TO_MAKE = "to be made"
    NOT_SENT = "not sent"
    NOTHING = "nothing to state"


@frozen
class Issued:
    """One statement of a quarter to one person; ``went_on`` is the day it was posted, carried or sent by e-mail."""

    letter_id: int
    to: str
    dated: date
    way: Way
    large_print: bool
    state: LetterState
    went_on: date | None
    why_not: str

    @property
    def went(self) -> bool:
        """Whether it left the office and did not come back."""
        return self.state in _WENT

    @property
    def live(self) -> bool:
        """Whether it went or is on its way."""
        return self.went or self.state in _ON_ITS_WAY

    @property
    def how(self) -> str:
        """``post, large print``."""
        return f"{self.way}{', large print' if self.large_print else ''}"


@frozen
class LogLine:
    """One account in the log of a quarter. Pence owed at its end; ``why_not`` says what keeps a statement from somebody.

    ``id`` is that of the account. ``last_on`` is when the last statement went, of the last two years; ``since`` when the
    account began.
    """

    id: int
    reference: str
    kind: str
    tenancy_id: int
    tenancy_reference: str
    names: str
    address: str
    former: bool
    closing_pence: int
    state: LogState
    issued: tuple[Issued, ...]
    why_not: str
    last_on: date | None
    since: date | None

    def behind(self, on: date) -> bool:
        """Whether a current account has had no statement for more than 13 weeks."""
        first = self.last_on or self.since
        return not self.former and first is not None and on - first > LONGEST_WITHOUT


@frozen
class LogTally:
    """The counts of a log: the accounts are the sum of the states."""

    accounts: int
    sent: int
    made: int
    to_make: int
    not_sent: int
    nothing: int

    @property
    def sentence(self) -> str:
        """``212 accounts = 180 sent + 4 made, not yet sent + 10 to be made + 3 not sent + 15 with nothing to state``."""
        return (f"{self.accounts:,} account{'s' if self.accounts != 1 else ''} = {self.sent:,} sent + {self.made:,} made, "
                f"not yet sent + {self.to_make:,} to be made + {self.not_sent:,} not sent + {self.nothing:,} with nothing to "
                "state")


def tally(lines: Iterable[LogLine]) -> LogTally:
    """The counts of a log."""
    found = Counter(line.state for line in lines)
    return LogTally(found.total(), *(found[state] for state in LogState))


def one_each(issued: Sequence[Issued]) -> tuple[Issued, ...]:
    """Of each person the statement that counts: one that went, else one on its way, else the newest. Newest first in."""
    found: dict[str, Issued] = {}
    for one in issued:
        kept = found.get(one.to)
        if kept is None or (one.went and not kept.went) or (one.live and not kept.live):
            found[one.to] = one
    return tuple(found.values())


def state_of(issued: Sequence[Issued], others: Sequence[tuple[str, str | None]]) -> tuple[LogState, str]:
    """Where an account with something to state stands, and what is to be said of those who have none.

    ``others`` are the people who have had none (or ``""`` where there is nobody), each with what is against it; None where
    nothing is, so that it can be made.
    """
    against = list(dict.fromkeys(f"{name}: {why}" if name else why for name, why in others if why))
    ready = [name for name, why in others if why is None]
    if any(one.live for one in issued):
        state = LogState.SENT if any(one.went for one in issued) else LogState.MADE
        return state, ". ".join([*against, *(f"{name}: to be made" for name in ready)])
    before = [f"{one.to}, {format_date(one.dated)}: {one.why_not}" for one in issued if one.why_not]
    if ready:
        return LogState.TO_MAKE, ". ".join([*before, *against])
    return LogState.NOT_SENT, ". ".join(against or before)


HEADS = ("Account", "Agreement", "Who", "Home", "Kind", "Owed at the end", "State", "Dated", "How", "To whom", "Went on",
         "Why not", "Last statement")


def cells(line: LogLine) -> tuple[str | int, ...]:
    """A line of the log for a spreadsheet, in the order of ``HEADS``; pence as a whole number."""
    return (line.reference, line.tenancy_reference, line.names, line.address, line.kind, line.closing_pence, str(line.state),
            _days(one.dated for one in line.issued if one.live), "; ".join(dict.fromkeys(x.how for x in line.issued if x.live)),
            "; ".join(one.to for one in line.issued if one.live), _days(one.went_on for one in line.issued if one.went),
            line.why_not, format_date(line.last_on) if line.last_on else "")


PAPER_HEADS = ("Account", "Who", "State", "How, to whom, when", "Owed")


def paper_cells(line: LogLine) -> tuple[str, ...]:
    """A line of the log for paper, in the order of ``PAPER_HEADS``."""
    owed = format_pence(line.closing_pence) if line.closing_pence >= 0 else f"{format_pence(-line.closing_pence)} in credit"
    return f"{line.reference} {line.kind}", f"{line.names}, {line.address}", str(line.state), told(line), owed


def told(line: LogLine) -> str:
    """What became of the statement of an account, in words."""
    parts = [f"By {one.how} to {one.to}, " + (f"went {format_date(one.went_on)}" if one.went and one.went_on else
                                           f"dated {format_date(one.dated)}, {one.state}") for one in line.issued if one.live]
    return ". ".join([*parts, line.why_not] if line.why_not else parts)


def _days(days: Iterable[date | None]) -> str:
    return "; ".join(dict.fromkeys(format_date(day) for day in days if day is not None))
