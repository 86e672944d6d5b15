"""What is known of one payer's benefit for one account, and what is told about it: due, come, and the gap between. Pure.

Everywhere in this room ``covers_to``, ``end`` and ``paid_to`` are the first day not covered; pence are whole sums.
"""

from datetime import date

from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import ClaimState, GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.rows import frozen

NO_GAP = frozenset({GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH})
"""Classes for which nobody has to do anything."""


@frozen
class Due:
    """One payment that should come on ``due_on`` for ``covers_from <= day < covers_to``, and why it is this sum in a sentence.

    ``pence`` nil: the office pays others on that day, and this claim not (the thirteenth batch).
    """

    payer: Payer
    due_on: date
    covers_from: date
    covers_to: date
    pence: int
    why: str


@frozen
class Came:
    """Money that came: pence in positive, the days it was said to be for, what the ledger says, and its entry."""

    on: date
    pence: int
    covers_from: date | None = None
    covers_to: date | None = None
    text: str = ""
    entry_id: int | None = None


@frozen
class Row:
    """A payment due (None: money that nobody expected) and what came for it.

    ``missing_pence`` is what is still to come of what is due (negative: more came); nil before it is due. ``settles``: what
    would settle it.
    """

    due: Due | None
    came: tuple[Came, ...]
    gap: GapClass
    missing_pence: int
    sentence: str
    settles: str = ""

    @property
    def came_pence(self) -> int:
        """What came in all."""
        return sum(one.pence for one in self.came)

    @property
    def variance(self) -> bool:
        """Whether somebody has to look at it."""
        return self.gap not in NO_GAP


@frozen
class ExpectedAndPaid:
    """One payer of one account: the rows in order of days, and what they come to.

    ``paid_to`` is the first day not yet paid for. ``accrued_pence``: owed only because benefit is paid in arrears (rulebook
    §7). ``sentence`` says in one line how it stands; ``source`` where the expected sums are from.
    """

    account_id: int
    payer: Payer
    rows: tuple[Row, ...]
    paid_to: date | None
    next_due: Due | None
    sentence: str
    missing_pence: int
    accrued_pence: int
    source: str = ""
    claim_id: int | None = None


@frozen
class Paid:
    """An award as it is reckoned with: pence a week for Housing Benefit, a month for Universal Credit.

    ``told_on``: the day on which the office decided it, from which it pays; None: known from its start. ``to_landlord`` False:
    it goes to the tenant.
    """

    start: date
    end: date | None
    pence: int
    told_on: date | None = None
    to_landlord: bool = True


@frozen
class Halt:
    """A claim that is suspended or ended from a day on, up to but not including ``until``."""

    state: ClaimState
    since: date
    until: date | None = None
    by: date | None = None


@frozen
class Run:
    """A schedule of the office that was posted: this account's line on it, or None where it has none.

    ``recovery_pence`` was taken off the line for an overpayment; ``own``: the tenant's own, else somebody else's.
    """

    paid_on: date
    gross_pence: int | None
    recovery_pence: int = 0
    own: bool = True


@frozen
class Found:
    """What somebody found out about one payment: it stands instead of what the program reckons."""

    due_on: date
    found: GapClass
    said: str = ""
    by: str = ""
    on: date | None = None
    settled_on: date | None = None


@frozen
class Deduction:
    """A reduction that is known by its amount, pence in the period of the award, and its words."""

    pence: int
    words: str


@frozen
class History:
    """Everything that is known of one payer's benefit for one account.

    ``cycle`` None: Housing Benefit is reckoned from the award's start, Universal Credit is paid on each claimant's own day.
    ``assessment_day``: the day of the month on which a Universal Credit period begins. ``direct_from``: since when payment to
    us is granted. ``own``: what the person paid themselves. ``recovering``: overpayments that are taken back, a week.
    """

    payer: Payer
    office: str
    awards: tuple[Paid, ...]
    since: date
    came: tuple[Came, ...] = ()
    cycle: Rhythm | None = None
    assessment_day: int | None = None
    direct_from: date | None = None
    halts: tuple[Halt, ...] = ()
    runs: tuple[Run, ...] = ()
    found: tuple[Found, ...] = ()
    own: tuple[Came, ...] = ()
    recovering: tuple[Deduction, ...] = ()
    deductions: tuple[Deduction, ...] = ()
