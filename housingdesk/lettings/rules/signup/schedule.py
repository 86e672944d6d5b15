"""What a letting is charged first, and the payments that cover the resident's own part, each with its day. Pure.

The first charge and every amount come from the rent room's own proration, so that what was said at the desk is what stands on
the account. Payments in the rhythm of the charge cover it day for day. In another rhythm (a month's payment for a weekly
charge) they are level: a year's charge by 52 weeks or 12 months, with the part week or month before them on its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.lettings.rules.costs import CHARGE_KEYS
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.rent.rules.charging import LineRow, ShareRow, Terms, charges
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.periods import CYCLE_START, period_of
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, WEEKS, ChargeCode, Frequency, Payer
from housingdesk.values.dates import add_months, format_day, week_of
from housingdesk.values.money import format_pence, portion

WORDS: dict[ChargeCode, str] = {
    ChargeCode.RENT: "Rent", ChargeCode.ELIGIBLE_SERVICE: "Service charge", ChargeCode.INELIGIBLE_SERVICE: "Personal charge",
    ChargeCode.WATER: "Water", ChargeCode.SUPPORT: "Support", ChargeCode.GARAGE: "Garage, store or parking space"}
HORIZON = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class FirstCharge:
    """What falls due for the days from the start to the end of its charge period; ``until`` is the first day after them."""

    start: date
    until: date
    by_payer: tuple[tuple[Payer, int], ...]

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.until - self.start).days

    @property
    def pence(self) -> int:
        """All payers together."""
        return sum(pence for _, pence in self.by_payer)

    @property
    def own(self) -> int:
        """What the resident pays of it."""
        return dict(self.by_payer).get(Payer.TENANT, 0)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment: its day, pence, and the days it covers (``until`` is the first day after them)."""

    due_on: date
    pence: int
    covers_from: date
    until: date

    @property
    def words(self) -> str:
        """The payment as a list shows it: ``Mon 30 Nov 2026: £14.20``."""
        return f"{format_day(self.due_on)}: {format_pence(self.pence)}"


@dataclass(frozen=True, slots=True)
class Basis:
    """How the account is charged: its lines with their shares, its frequency, its terms, and where its periods count from."""

    lines: tuple[ChargeDraft, ...]
    terms: Terms
    cycle_start: date = CYCLE_START

    @property
    def frequency(self) -> Frequency:
        """How often it is charged."""
        return self.terms.frequency

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """The lines as the rent room charges them, from the first day on."""
        start = self.terms.opens_on
        return tuple(LineRow(line.code, line.pence, start, None,
                             tuple(ShareRow(share.payer, share.pence, start, None) for share in line.shares))
                     for line in self.lines)


def charge_lines(known: Known) -> tuple[ChargeDraft, ...]:
    """The charge lines of the answers with who pays which share; benefit covers what it can cover in their order."""
    left = known.covered if known.paid_to_us else 0
    payer = Payer.HB if known.answers.look("benefit") == "1" else Payer.UC
    made = []
    for code, key in CHARGE_KEYS.items():
        pence = known.answers.number(key) or 0
        part = min(left, pence) if code in BENEFIT_ELIGIBLE else 0
        left -= part
        if pence:
            made.append(ChargeDraft(code, WORDS[code], pence, _shares(payer, part, pence)))
    return tuple(made)


def _shares(payer: Payer, part: int, pence: int) -> tuple[ShareDraft, ...]:
    if not part:
        return (ShareDraft(Payer.TENANT, None),)
    if part == pence:
        return (ShareDraft(payer, None),)
    return ShareDraft(payer, part), ShareDraft(Payer.TENANT, None)


def by_weeks(frequency: Frequency) -> Frequency:
    """How often somebody pays who is charged so: nights are paid by the week."""
    return Frequency.WEEKLY if frequency is Frequency.NIGHTLY else frequency


def first_charge(basis: Basis) -> FirstCharge:
    """What is charged from the first day to the end of its week, fortnight, four weeks or month."""
    start = basis.terms.opens_on
    until = period_of(basis.frequency, start, basis.cycle_start)[1]
    totals: dict[Payer, int] = {}
    for charge in charges(basis.rows, basis.terms, start, until, basis.cycle_start):
        totals[charge.payer] = totals.get(charge.payer, 0) + charge.pence
    return FirstCharge(start, until, tuple(totals.items()))


def payments(basis: Basis, every: Frequency, first_on: date, horizon: timedelta = HORIZON) -> tuple[Instalment, ...]:
    """The resident's own payments due up to the horizon after the start; none when they pay nothing themselves."""
    monthly = Frequency.MONTHLY
    in_step = (every is monthly) == (basis.frequency is monthly)
    rows = _in_step(basis, every, first_on) if in_step else _level(basis, every, first_on)
    end, found = basis.terms.opens_on + horizon, list[Instalment]()
    for row in rows:
        if row.due_on >= end and found:
            break
        found.append(row)
    return tuple(row for row in found if row.pence)


def _in_step(basis: Basis, every: Frequency, first_on: date) -> Iterator[Instalment]:
    start, number = basis.terms.opens_on, 0
    covered = start
    while True:
        until = _boundary(every, start, number + 1)
        yield Instalment(_due(first_on, every, number), _own(basis, covered, until), covered, until)
        covered, number = until, number + 1


def _boundary(every: Frequency, start: date, periods: int) -> date:
    """The day on which the ``periods``-th payment's cover ends: the first one's begins with the start, inside its week."""
    if every is Frequency.MONTHLY:
        return add_months(start.replace(day=1), periods)
    return week_of(start) + timedelta(weeks=WEEKS[every] * periods)


def _level(basis: Basis, every: Frequency, first_on: date) -> Iterator[Instalment]:
    start = basis.terms.opens_on
    own_rhythm = Frequency.MONTHLY if basis.frequency is Frequency.MONTHLY else Frequency.WEEKLY
    bound = _boundary(own_rhythm, start, 1)
    whole = _boundary(own_rhythm, start, 0) == start
    covered, number = start, 0
    if not whole:
        yield Instalment(first_on, _own(basis, start, bound), start, bound)
        covered, number = bound, 1
    pence = level_amount(basis, every)
    while True:
        until = add_months(covered, 1) if every is Frequency.MONTHLY else covered + timedelta(weeks=WEEKS[every])
        yield Instalment(_due(first_on, every, number), pence, covered, until)
        covered, number = until, number + 1


def level_amount(basis: Basis, every: Frequency) -> int:
    """A level payment: the own part of a week by 52 weeks over 12 months, or of a month by 12 months over 52 weeks."""
    own = sum(_tenant_part(line) for line in basis.lines) * (7 if basis.frequency is Frequency.NIGHTLY else 1)
    if every is Frequency.MONTHLY:
        return own if basis.frequency is Frequency.MONTHLY else portion(own, 52, 12)
    weeks = WEEKS[every]
    return portion(own, 12 * weeks, 52) if basis.frequency is Frequency.MONTHLY else own * weeks


def _tenant_part(line: ChargeDraft) -> int:
    fixed = sum(share.pence for share in line.shares if share.pence is not None)
    return sum(line.pence - fixed if share.pence is None else share.pence
               for share in line.shares if share.payer is Payer.TENANT)


def _due(first_on: date, every: Frequency, number: int) -> date:
    return add_months(first_on, number) if every is Frequency.MONTHLY else first_on + timedelta(weeks=WEEKS[every] * number)


def _own(basis: Basis, start: date, until: date) -> int:
    """The resident's part of the charges for some days, each week or month of them rounded as the account is."""
    terms = basis.terms
    if basis.frequency not in (Frequency.MONTHLY, Frequency.NIGHTLY):
        terms = Terms(Frequency.WEEKLY, terms.opens_on, None, terms.rent_free, terms.whole_weeks)
    return sum(charge.pence for charge in charges(basis.rows, terms, start, until, basis.cycle_start)
               if charge.payer is Payer.TENANT)


def own_words(basis: Basis, every: Frequency, rows: Sequence[Instalment], how: str) -> str:
    """The own charge in one sentence as it is explained: how much, how often, how, from when."""
    if not rows:
        return "Nothing to pay themselves"
    usual = level_amount(basis, every)
    first = f", the first payment {format_pence(rows[0].pence)}" if rows[0].pence != usual else ""
    per = {Frequency.WEEKLY: "every week", Frequency.FORTNIGHTLY: "every two weeks", Frequency.FOUR_WEEKLY: "every four weeks",
           Frequency.MONTHLY: "every month", Frequency.NIGHTLY: "every week"}[every]
    way = f" by {how}" if how else ""
    return f"{format_pence(usual)} {per}{way}, from {format_day(rows[0].due_on)}{first}"
