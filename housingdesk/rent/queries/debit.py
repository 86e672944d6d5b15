"""Works out a debit run without posting it: the lines, the preview a person looks at, and the proof."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from housingdesk.rent.models import Account, Batch, DebitRun
from housingdesk.rent.queries.charging import (
    Chargeable,
    Undivided,
    chargeable_besides,
    empty_days,
    lines_in_force,
    rolls,
    whole_weeks,
)
from housingdesk.rent.queries.held import not_charged
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.next_debit import cycle_start, periods_due, rent_free_weeks
from housingdesk.rent.rules import periods
from housingdesk.rent.rules.charging import (
    NO_DAYS,
    SEVENTHS,
    Charge,
    Control,
    LineRow,
    Terms,
    charges,
    in_force,
)
from housingdesk.rent.rules.nights import Span, whole_weeks_of, without
from housingdesk.rent.rules.proof import Proof, roll_forward
from housingdesk.rent.rules.sealing import Line, StoredLine, stored
from housingdesk.rent.rules.words import AccountKind, EntryKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.values.dates import DAY, WEEK, format_date

_FEW = 2000
_CHARGE = str(EntryKind.CHARGE)


@dataclass(slots=True)
class Run:
    """A debit run worked out: its ledger lines in posting order, and accounts by the day they are looked at up to, where
    no line of theirs reaches it.
    """

    week: date
    lines: list[StoredLine]
    unmoved: dict[date, list[int]]
    accounts: int
    proof: Proof
    then: dict[int, int]
    now: dict[int, int]

    @property
    def by_account(self) -> dict[int, int]:
        """The pence of each account that is debited."""
        found = Counter[int]()
        for line in self.lines:
            found[line[0]] += line[5]
        return found


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that decide a debit: rent-free weeks, part weeks, the cycle, and the first day the ledger is open."""

    rent_free: frozenset[date]
    whole_weeks: bool
    cycle_start: date
    earliest: date


def policy_of(on: date) -> Policy:
    """The settings of a day."""
    closed = closed_to()
    return Policy(rent_free_weeks(), settings.value("rent.part_weeks", on) == "whole week",
                   cycle_start(on), closed + DAY if closed else date.min)


def work_out(week: date) -> Run:
    """Every line that the debit of a rent week posts. Reads only."""
    policy = policy_of(week)
    then, now = rolls(week - WEEK, week)
    due = periods_due(week)
    free = bool(policy.rent_free)
    whole = whole_weeks(week, rent_free=free)
    others = not_charged_yet(chargeable_besides(horizon_of(due), week, whole, rent_free=free), due)
    posted = _whole_lines(whole, week, policy)
    charged = {line[0] for line in posted}
    unmoved = defaultdict[date, list[int]](list)
    if silent := whole.accounts - charged:
        unmoved[week + WEEK] = sorted(silent)
    expected: Control = SEVENTHS * sum([now.get(account, 0) for account in whole.accounts])
    void = 0
    for account, made, control, before in _others(others, due, policy):
        expected += control
        posted += stored(made)
        if made:
            charged.add(account.id)
            void += sum(line.pence for line in made) if account.kind is AccountKind.VOID else 0
        if not made or made[-1].period_to != before:
            unmoved[before].append(account.id)
    debited = sum([line[5] for line in posted]) - void
    proof = Proof(*roll_forward(then, now), debited, void, round(Fraction(expected, SEVENTHS)), len(posted))
    return Run(week, posted, dict(unmoved), len(charged), proof, then, now)


def _whole_lines(whole: Undivided, week: date, policy: Policy) -> list[StoredLine]:
    on, start, end = (day.isoformat() for day in (max(week, policy.earliest), week, week + WEEK))
    return [(account, _CHARGE, code, payer, on, pence, start, end, None, None, None)
            for account, code, payer, pence, _ in whole.lines if pence]


def horizon_of(due: Mapping[Frequency, tuple[date, date]]) -> date:
    """The last day before which anything falls due."""
    return max(end for _, end in due.values())


def not_charged_yet(accounts: list[Chargeable], due: Mapping[Frequency, tuple[date, date]]) -> list[Chargeable]:
    """Those of the accounts that have days that are due and not charged."""
    return [a for a in accounts if a.charged_to < due[a.frequency][1]]


def _others(accounts: list[Chargeable], due: Mapping[Frequency, tuple[date, date]],
            policy: Policy) -> Iterator[tuple[Chargeable, list[Line], Control, date]]:
    """Accounts on which there is something to work out: their lines, the control figure, and the day they are looked at to."""
    if not accounts:
        return
    start, horizon = min(a.charged_to for a in accounts), max(due[a.frequency][1] for a in accounts)
    lines = lines_in_force(start, horizon, [a.id for a in accounts] if len(accounts) < _FEW else None)
    gaps = empty_days([a.space_id for a in accounts if a.kind is AccountKind.VOID and a.space_id is not None], start, horizon)
    held = not_charged(start, horizon)
    for account in accounts:
        before = due[account.frequency][1]
        made, control = _account_lines(account, lines.get(account.id, []), policy,
                                       _spans(account, before, policy, gaps, held))
        yield account, made, control, before if account.closes_on is None else min(before, account.closes_on + DAY)


def _spans(account: Chargeable, before: date, policy: Policy, gaps: Mapping[int, list[Span]],
           held: Mapping[int, list[Span]]) -> list[Span]:
    """The days before a day that an account is charged for: of a home those it is empty, of a person all but held ones.

    Where one day costs a person the whole week, only weeks wholly empty or wholly held are the home's loss.
    """
    by_week = policy.whole_weeks and account.frequency not in (Frequency.MONTHLY, Frequency.NIGHTLY)
    if account.kind is AccountKind.VOID:
        spans = [(max(first, account.charged_to), min(last, before)) for first, last in gaps.get(account.space_id or 0, [])]
        return whole_weeks_of(spans) if by_week else [span for span in spans if span[0] < span[1]]
    away = held.get(account.id, [])
    return without([(account.charged_to, before)], whole_weeks_of(away) if by_week else away)


def _account_lines(account: Chargeable, lines: list[LineRow], policy: Policy, spans: list[Span]) -> tuple[list[Line], Control]:
    """The ledger lines of one account up to a day, and the control figure of the same days by another road."""
    closes = account.closes_on + DAY if account.closes_on is not None else None
    terms = Terms(account.frequency, account.opens_on, closes, policy.rent_free if account.rent_free else NO_DAYS,
                  policy.whole_weeks)
    made: list[Line] = []
    control: Control = 0
    for first, last in spans:
        control += in_force(lines, terms, first, last)
        for code, payer, pence, start, end in charges(lines, terms, first, last, policy.cycle_start):
            on = _back_on(account, start, policy) if start == first else start
            made.append(Line(account.id, EntryKind.CHARGE, code, payer, max(on, policy.earliest), pence, start, end))
    return made, control


def _back_on(account: Chargeable, start: date, policy: Policy) -> date:
    """The day of a charge whose days begin inside a period because a bed was held: a period is debited in advance as one."""
    if account.kind is AccountKind.VOID:
        return start
    return max(periods.period_of(account.frequency, start, policy.cycle_start)[0], account.charged_to)


def lines_of(account: Chargeable, before: date, lines: list[LineRow] | None = None,
             by: date | None = None) -> tuple[list[Line], date]:
    """The lines of one account up to a day, and the day it is then charged to; with ``lines`` as if these were charged.

    ``by``: the day whose settings hold, the day itself where none is named.
    """
    policy = policy_of(by or before)
    gaps = empty_days([account.space_id], account.charged_to, before) if account.space_id is not None else {}
    held = not_charged(account.charged_to, before, [account.id])
    if lines is None:
        lines = lines_in_force(account.charged_to, before, [account.id]).get(account.id, [])
    made, _ = _account_lines(account, lines, policy, _spans(account, before, policy, gaps, held))
    end = before if account.closes_on is None else min(before, account.closes_on + DAY)
    return made, max(end, account.charged_to)


def period_of(frequency: Frequency, day: date) -> tuple[date, date]:
    """The charge period that holds a day, as ``(from, to)``, by the cycle of the settings."""
    return periods.period_of(frequency, day, cycle_start(day))


def cut_short(account_id: int, before: date) -> Iterator[tuple[Charge, int]]:
    """Each charge of the period that holds ``before``, and the pence of it that stay when the account ends the day before."""
    account, policy = Account.get_by_id(account_id), policy_of(before)
    start, end = periods.period_of(account.frequency, before, policy.cycle_start)
    whole = Terms(account.frequency, account.opens_on, None, policy.rent_free if account.rent_free else NO_DAYS,
                  policy.whole_weeks)
    for line in lines_in_force(start, end, [account_id]).get(account_id, []):
        cut = charges([line], replace(whole, closes_before=before), start, before, policy.cycle_start)
        kept = {charge.payer: charge.pence for charge in cut}
        for charge in charges([line], whole, start, end, policy.cycle_start):
            yield charge, kept.get(charge.payer, 0)


def posted_by(week: date) -> str | None:
    """Who posted the debit of a week and when, as words; None while it is open (or was reversed)."""
    undone = Batch.select(Batch.reverses).where(Batch.reverses.is_null(False))
    row = (DebitRun.select(Batch.made_at, Batch.made_by).join(Batch)
           .where((DebitRun.week == week) & DebitRun.batch.not_in(undone)).tuples().first())
    return f"by {row[1]} on {format_date(row[0].date())}" if row else None
