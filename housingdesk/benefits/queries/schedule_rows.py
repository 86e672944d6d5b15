"""What is told of schedules: a run in the list, its lines with whose each is, and what is missing from it. Shapes only."""

from datetime import date, datetime

from housingdesk.benefits.rules.schedules.matching import Candidate
from housingdesk.benefits.rules.words import LineClass, LineState, ScheduleState, Source
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen


@frozen
class ScheduleRow:
    """A schedule as listed. Pence; ``asks``: how many of its lines need somebody; ``not_ours_pence``: what is to be paid back.

    ``office`` is the council's name, or which part of the DWP; ``stated_pence`` the total that the file itself gives.
    """

    id: int
    version: int
    office_id: int
    office: str
    source: Source
    control_id: int | None
    name: str
    reference: str
    creditor_number: str
    state: ScheduleState
    paid_on: date | None
    period_from: date | None
    period_to: date | None
    stated_pence: int | None
    gross_pence: int
    recovery_pence: int
    net_pence: int
    lines: int
    bank_line_id: int | None
    batch_id: int | None
    imported_at: datetime
    imported_by: str
    note: str
    asks: int
    not_ours_pence: int

    @property
    def open(self) -> bool:
        """Whether it is still to be posted."""
        return self.state in (ScheduleState.WAITING, ScheduleState.READY)


@frozen
class RunLine:
    """A line of a run. ``whose``, ``where`` and ``pay_reference`` are of the account it pays, empty while nobody knows.

    ``why``: what it was matched by, or why it needs somebody; ``sentence`` and ``next_step``: what it is against the last run
    and what to do; ``flags``: the award on file or the charge says otherwise; ``letter``: a shortfall letter is to be written.
    ``debtor``: whose overpayment is taken off. ``candidates``: whose it might be, the likeliest first.
    """

    id: int
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
    claim_id: int | None
    account_id: int | None
    tenancy_id: int | None
    whose: str
    where: str
    pay_reference: str
    overpayment_id: int | None
    recovery_account_id: int | None
    debtor: str
    state: LineState
    line_class: LineClass | None
    why: str
    sure: bool
    chosen_by: str | None
    sentence: str
    next_step: str
    flags: tuple[str, ...]
    letter: bool
    candidates: tuple[Candidate, ...]
    raw: str


@frozen
class MissingRow:
    """Somebody who was in the last run of the office and is not in this one. Pence of the last run."""

    account_id: int
    tenancy_id: int | None
    whose: str
    where: str
    gross_pence: int
    paid_to: date | None
    sentence: str
    next_step: str


@frozen
class RunView:
    """A whole run: its lines with what each is, who is missing, and what keeps it from being posted (empty: nothing).

    ``before_id``: the run it is held against; ``counts``: how many lines of each class, those without one left out.
    """

    head: ScheduleRow
    lines: tuple[RunLine, ...]
    missing: tuple[MissingRow, ...]
    stops: tuple[Problem, ...]
    before_id: int | None
    counts: tuple[tuple[LineClass, int], ...]

    @property
    def ours_pence(self) -> int:
        """What goes from the control account to people: the net of all lines but those that are not ours."""
        return self.head.net_pence - self.head.not_ours_pence
