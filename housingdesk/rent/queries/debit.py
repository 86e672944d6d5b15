"""Works out a debit run without posting it: the lines, the preview a person looks at, and the proof."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from housingdesk.rent.models import Account, Batch, DebitRun
from housingdesk.rent.queries.charging import (
    Chargeable,
    chargeable,
    empty_days,
    last_run,
    lines_in_force,
    rent_free_weeks,
    rolls,
)
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.rules.charging import (
    CYCLE_START,
    NO_DAYS,
    SEVENTHS,
    Control,
    LineRow,
    Terms,
    charges,
    in_force,
    is_plain,
    period_due,
    period_of,
)
from housingdesk.rent.rules.proof import Preview, PreviewRow, Proof, roll_forward
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.settings import queries as settings
from housingdesk.tenancies.models import Occupancy
from housingdesk.values.dates import DAY, WEEK, format_date
from housingdesk.values.money import format_pence


@dataclass(slots=True)
class Run:
    """A debit run worked out: its ledger lines in posting order, and the accounts by the day they are charged up to."""

    week: date
    lines: list[Line]
    ends: dict[date, list[int]]
    accounts: int
    proof: Proof
    by_account: dict[int, int]
    looked_at: list[Chargeable]
    then: dict[int, int]
    now: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Policy:
    rent_free: frozenset[date]
    whole_weeks: bool
    cycle_start: date
    earliest: date


def _policy(on: date) -> _Policy:
    closed = closed_to()
    return _Policy(rent_free_weeks(), settings.value("rent.part_weeks", on) == "whole week",
                   settings.value("rent.cycle_start", on) or CYCLE_START, closed + DAY if closed else date.min)


def periods_due(week: date) -> dict[Frequency, tuple[date, date] | None]:
    """The period of each frequency that falls due in a rent week; None where none does."""
    return _due(week, _policy(week))


def _due(week: date, policy: _Policy) -> dict[Frequency, tuple[date, date] | None]:
    return {frequency: period_due(frequency, week, policy.cycle_start) for frequency in Frequency}


def work_out(week: date) -> Run:
    """Every line that the debit of a rent week posts. Reads only."""
    policy = _policy(week)
    then, now = rolls(week - WEEK, week)
    due = _due(week, policy)
    horizon = max((period[1] for period in due.values() if period), default=week + WEEK)
    accounts = [a for a in chargeable(horizon) if due[a.frequency] is not None]
    if not accounts:
        return Run(week, [], {}, 0, _proof(then, now, [], {}, 0, 0), {}, [], then, now)
    start = min(a.charged_to for a in accounts)
    lines = lines_in_force(start, horizon)
    voids = [a for a in accounts if a.kind is AccountKind.VOID]
    gaps = empty_days([a.space_id for a in voids if a.space_id is not None], start, horizon)
    posted: list[Line] = []
    ends: defaultdict[date, list[int]] = defaultdict(list)
    by_account: dict[int, int] = {}
    expected: Control = 0
    for account in accounts:
        period = due[account.frequency]
        if period is None or account.charged_to >= period[1]:
            continue
        made, control = _account_lines(account, lines.get(account.id, []), period[1], policy, gaps)
        posted.extend(made)
        expected += control
        end = period[1] if account.closes_on is None else min(period[1], account.closes_on + DAY)
        ends[end].append(account.id)
        if made:
            by_account[account.id] = sum(line[5] for line in made)
    proof = _proof(then, now, accounts, by_account, expected, len(posted))
    return Run(week, posted, dict(ends), len(by_account), proof, by_account, accounts, then, now)


def _account_lines(account: Chargeable, lines: list[LineRow], before: date, policy: _Policy,
                   gaps: dict[int, list[tuple[date, date]]]) -> tuple[list[Line], Control]:
    """The ledger lines of one account up to a day, and the control figure of the same days by another road."""
    closes = account.closes_on + DAY if account.closes_on is not None else None
    terms = Terms(account.frequency, account.opens_on, closes, policy.rent_free if account.rent_free else NO_DAYS,
                  policy.whole_weeks)
    spans = gaps.get(account.space_id or 0, []) if account.kind is AccountKind.VOID else [(account.charged_to, before)]
    made: list[Line] = []
    control: Control = 0
    for first, last in spans:
        first, last = max(first, account.charged_to), min(last, before)
        control += in_force(lines, terms, first, last)
        on, account_id = max(first, policy.earliest), account.id
        if is_plain(lines, terms, first, last):
            made += [Line(account_id, EntryKind.CHARGE, x[0], x[4][0][0], on, x[1], first, last) for x in lines if x[1]]
            continue
        for code, payer, pence, start, end in charges(lines, terms, first, last, policy.cycle_start):
            made.append(Line(account_id, EntryKind.CHARGE, code, payer, max(start, policy.earliest), pence, start, end))
    return made, control


def lines_of(account: Chargeable, before: date) -> tuple[list[Line], date]:
    """The lines of one account up to a day, and the day it is then charged to."""
    policy = _policy(before)
    gaps = empty_days([account.space_id], account.charged_to, before) if account.space_id is not None else {}
    made, _ = _account_lines(account, lines_in_force(account.charged_to, before, [account.id]).get(account.id, []),
                                 before, policy, gaps)
    end = before if account.closes_on is None else min(before, account.closes_on + DAY)
    return made, max(end, account.charged_to)


def period_start(frequency: Frequency, day: date) -> date:
    """The first day of the charge period that holds a day."""
    return period_of(frequency, day, _policy(day).cycle_start)[0]


def void_parts(account_id: int, start: date, before: date) -> dict[tuple[ChargeCode, Payer], int]:
    """What a void account should carry for the days ``start <= day < before`` in which its home is empty, pence by part."""
    row = Account.get_by_id(account_id)
    account = Chargeable(row.id, row.reference, row.name, row.kind, row.frequency, row.rent_free, row.opens_on, row.closes_on,
                         start, row.space_id)
    parts: defaultdict[tuple[ChargeCode, Payer], int] = defaultdict(int)
    for line in lines_of(account, before)[0]:
        parts[line.code or ChargeCode.RENT, line.payer] += line.pence
    return parts


def _proof(then: dict[int, int], now: dict[int, int], accounts: list[Chargeable], by_account: dict[int, int],
           expected: Control, lines: int) -> Proof:
    opening, new, ended, changed, closing = roll_forward(then, now)
    void = sum(by_account.get(a.id, 0) for a in accounts if a.kind is AccountKind.VOID)
    debited = sum(by_account.values()) - void
    return Proof(opening, new, ended, changed, closing, debited, void, round(Fraction(expected, SEVENTHS)), lines)


def posted_by(week: date) -> str | None:
    """Who posted the debit of a week and when, as words; None while it is open (or was reversed)."""
    undone = Batch.select(Batch.reverses).where(Batch.reverses.is_null(False))
    row = (DebitRun.select(Batch.made_at, Batch.made_by).join(Batch)
           .where((DebitRun.week == week) & DebitRun.batch.not_in(undone)).tuples().first())
    return f"by {row[1]} on {format_date(row[0].date())}" if row else None


def next_week(today_week: date) -> date:
    """The Monday whose debit is next: the week after the last run, or this week before the first run."""
    newest = last_run()
    return newest + WEEK if newest is not None else today_week


def preview(week: date) -> Preview:
    """What a person looks at before posting: new, ended, changed, moved, and not debited with the reason."""
    run = work_out(week)
    rows = [*_changed_rows(run, _moved(week)), *_silent_rows(run)]
    return Preview(week, run.accounts, len(run.lines), run.proof.debited_pence, run.proof.void_pence, tuple(rows), run.proof,
                   posted_by(week))


def _moved(week: date) -> dict[int, date]:
    """Accounts whose people moved to another of our spaces since the last run, with the day."""
    before = Occupancy.alias()
    rows = (Account.select(Account.id, Occupancy.start).join(Occupancy, on=(Occupancy.tenancy == Account.tenancy))
            .join(before, on=((before.tenancy == Occupancy.tenancy) & (before.end == Occupancy.start)))
            .where((Occupancy.start >= week - WEEK) & (Occupancy.start < week + WEEK)).tuples())
    return dict(rows)


def _changed_rows(run: Run, moved: dict[int, date]) -> list[PreviewRow]:
    rows = []
    for account in run.looked_at:
        pence, was, now = run.by_account.get(account.id, 0), run.then.get(account.id), run.now.get(account.id, 0)
        if account.kind is AccountKind.VOID:
            if pence:
                rows.append(_row(account, "void", pence, None, "Empty: the charge is rent loss, nobody owes it"))
        elif account.closes_on is not None and account.closes_on < run.week + WEEK and pence:
            rows.append(_row(account, "ended", pence, was, f"Ends on {format_date(account.closes_on)}: charged to that day"))
        elif pence and account.charged_to == account.opens_on:
            rows.append(_row(account, "new", pence, was, f"New: charged from {format_date(account.charged_to)}"))
        elif account.id in moved:
            rows.append(_row(account, "moved", pence, was, f"Moved on {format_date(moved[account.id])}"))
        elif pence and was is not None and now != was:
            rows.append(_row(account, "changed", pence, was, f"Was {format_pence(was)} a week, now {format_pence(now)}"))
        elif pence and account.charged_to < run.week:
            rows.append(_row(account, "changed", pence, was, f"Charged from {format_date(account.charged_to)}: days caught up"))
    return rows


def _silent_rows(run: Run) -> list[PreviewRow]:
    """Accounts that get no debit, each with its reason."""
    week, policy, looked, rows = run.week, _policy(run.week), {a.id for a in run.looked_at}, []
    for account in [*run.looked_at, *(a for a in chargeable(week + timedelta(weeks=5)) if a.id not in looked)]:
        if account.id in run.by_account or account.kind is AccountKind.VOID:
            continue
        why = f"Not debited, because {_why(account, week, policy)}"
        rows.append(_row(account, "not debited", 0, run.then.get(account.id), why))
    return rows


def _why(account: Chargeable, week: date, policy: _Policy) -> str:
    due = period_due(account.frequency, week, policy.cycle_start)
    if account.opens_on >= week + WEEK:
        return f"it begins on {format_date(account.opens_on)}"
    if account.rent_free and week in policy.rent_free:
        return "this is a rent-free week"
    if due is None:
        return f"it is debited {account.frequency}, and not this week"
    if account.charged_to >= due[1]:
        return f"it is charged up to {format_date(account.charged_to - DAY)} already"
    return "it has no charge in force. Add its rent, or end the agreement"


def _row(account: Chargeable, group: str, pence: int, was: int | None, why: str) -> PreviewRow:
    return PreviewRow(account.id, account.reference, account.name, group, pence, was, why)
