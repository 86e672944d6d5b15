"""What is looked at before a period is closed, and the periods that were."""

import json
from datetime import date, datetime
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankLine, PaymentFile, SuspenseItem, Taking
from housingdesk.bank.rules.words import FileState, TakingState
from housingdesk.benefits.models import Schedule
from housingdesk.benefits.rules.words import ScheduleState
from housingdesk.rent.models import MoneyRequest
from housingdesk.rent.queries.next_debit import cycle_start, last_run, next_week
from housingdesk.rent.rules.words import RequestState
from housingdesk.reports.models import PeriodClose
from housingdesk.reports.queries.proof import sentence, three_way
from housingdesk.reports.queries.stated import stated_by
from housingdesk.reports.rules.closing import Check, Weight, may_close, name, next_period, period
from housingdesk.reports.rules.three_way import ThreeWay
from housingdesk.reports.rules.words import PeriodKind
from housingdesk.values.dates import DAY, WEEK, format_date, week_of, working_days_between
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_ACTIVE = WEEK * 5
_SUSPENSE_DAYS = 5
"""Working days after which unidentified money should be found out (rulebook §5.4)."""


@frozen
class CloseRow:
    """A period that was closed. ``proof`` is what stood then, as it was stored."""

    id: int
    kind: PeriodKind
    start: date
    end: date
    snapshot_id: int | None
    made_at: datetime
    made_by: str
    proof: dict[str, Any]

    @property
    def name(self) -> str:
        """``week to 22 November 2026``."""
        return name(self.kind, self.start, self.end)


@frozen
class Closing:
    """A period before it is closed: what was looked at, and the proof."""

    kind: PeriodKind
    start: date
    end: date
    checks: tuple[Check, ...]
    proof: ThreeWay
    closed: CloseRow | None

    @property
    def name(self) -> str:
        """``week to 22 November 2026``."""
        return name(self.kind, self.start, self.end)

    @property
    def may_close(self) -> bool:
        """Whether nothing stops it."""
        return self.closed is None and may_close(self.checks)


def next_to_close(kind: PeriodKind, today: date) -> tuple[date, date]:
    """The period of a kind that is to be closed next."""
    newest: date | None = PeriodClose.select(fn.MAX(PeriodClose.end)).where(PeriodClose.kind == kind).scalar()
    return next_period(kind, newest, today, cycle_start(today))


def closing(kind: PeriodKind, day: date, today: date) -> Closing:
    """Everything that is looked at before the period that holds a day is closed."""
    start, end = period(kind, day, cycle_start(day))
    proof = three_way(start, end)
    return Closing(kind, start, end, tuple(_checks(kind, start, end, today, proof)), proof, close_of(kind, end))


def _checks(kind: PeriodKind, start: date, end: date, today: date, proof: ThreeWay) -> list[Check]:
    return [_over(end, today), _follows(kind, start), *_banks(proof, end), _debit(end), _suspense(end), _lumps(proof, end),
            _desk(end), _requests(), _ledger(proof)]


def _over(end: date, today: date) -> Check:
    if end >= today:
        return Check("Days", Weight.STOPS, f"The period ends on {format_date(end)}; only days that are over can be closed")
    return Check("Days", Weight.GOOD, f"Every day to {format_date(end)} is over")


def _follows(kind: PeriodKind, start: date) -> Check:
    newest: date | None = PeriodClose.select(fn.MAX(PeriodClose.end)).where(PeriodClose.kind == kind).scalar()
    if newest is not None and newest + DAY < start:
        return Check("Periods in order", Weight.WARNS, f"The last {kind} that was closed ended on {format_date(newest)}; what "
                                                       f"lies between is closed with this one")
    return Check("Periods in order", Weight.GOOD, "No period before it is left open" if newest else "The first of its kind")


def _banks(proof: ThreeWay, end: date) -> list[Check]:
    """Each bank account: posted to the day, and agreed to what the bank states."""
    found = []
    for bank in proof.banks:
        last, stated = bank.days[-1], stated_by(bank.account_id)
        missing = stated.last_on is None or working_days_between(stated.last_on, end) > 0
        if last.open_lines:
            found.append(Check("Bank", Weight.STOPS, bank.sentence, "money"))
        elif not last.agreed:
            found.append(Check("Bank", Weight.STOPS, bank.sentence, "reconciliation"))
        elif missing and last.stated is None:
            until = f"only to {format_date(stated.last_on)}" if stated.last_on is not None else "not at all"
            found.append(Check("Bank", Weight.STOPS if stated.lately(end - _ACTIVE) else Weight.WARNS,
                               f"{bank.name}: the bank’s statement is taken in {until}. Take in the one to {format_date(end)}",
                               "import"))
        else:
            found.append(Check("Bank", Weight.GOOD, bank.sentence, "reconciliation"))
    return found or [Check("Bank", Weight.WARNS, "No bank account of ours is set up, so no money is proved", "bank_accounts")]


def _debit(end: date) -> Check:
    newest, week = last_run(), week_of(end)
    if newest is not None and newest >= week:
        return Check("Debit", Weight.GOOD, f"The debit has run to the week of {format_date(newest)}", "rent")
    if newest is not None and next_week(week) > week:
        return Check("Debit", Weight.GOOD, f"Nobody is charged anything in the weeks after {format_date(newest)}", "rent")
    said = f"only to the week of {format_date(newest)}" if newest is not None else "not yet"
    return Check("Debit", Weight.STOPS, f"The debit has run {said}; run it to the week of {format_date(week)}", "rent")


def _suspense(end: date) -> Check:
    items = list(SuspenseItem.select(SuspenseItem.owner, BankLine.made_on, BankLine.pence).join(BankLine)
                 .where(SuspenseItem.cleared_on.is_null() & (BankLine.made_on <= end)).tuples())
    if not items:
        return Check("Unidentified money", Weight.GOOD, "No money is unidentified", "suspense")
    total, owners = format_pence(sum(row[2] for row in items)), [row[0] for row in items]
    nobody, old = owners.count(""), sum(working_days_between(row[1], end) > _SUSPENSE_DAYS for row in items)
    if nobody:
        return Check("Unidentified money", Weight.STOPS, f"Of {total} unidentified, nobody looks into {nobody} of {len(items)} "
                                                         f"sums. Give each an owner", "suspense")
    words = f"{total} is unidentified, each sum with somebody who looks into it"
    if old:
        words = f"{words}; {old} for more than {_SUSPENSE_DAYS} working days"
        return Check("Unidentified money", Weight.WARNS, words, "suspense")
    return Check("Unidentified money", Weight.GOOD, words, "suspense")


def _lumps(proof: ThreeWay, end: date) -> Check:
    held = [row for row in proof.controls if row.kind == "control" and row.closing]
    files = PaymentFile.select().where(PaymentFile.state == FileState.WAITING).count()
    lists = Schedule.select().where((Schedule.state == ScheduleState.WAITING) & (Schedule.paid_on <= end)).count()
    if not held and not files and not lists:
        return Check("Lumps and lists", Weight.GOOD, "Every lump has its list, and every list its lump", "schedules")
    parts = [f"{format_pence(row.closing)} in {row.name}" for row in held[:4]]
    if files + lists:
        parts.append(f"{files + lists} list{'' if files + lists == 1 else 's'} not posted")
    return Check("Lumps and lists", Weight.WARNS, f"Waits for its list or lump: {', '.join(parts)}", "schedules")


def _desk(end: date) -> Check:
    count, pence = (Taking.select(fn.COUNT(Taking.id), fn.COALESCE(fn.SUM(Taking.pence), 0)).where(
        Taking.state.in_((TakingState.TAKEN, TakingState.ON_SLIP)) & (Taking.taken_on <= end)).tuples().first())
    if not count:
        return Check("Taken at the desk", Weight.GOOD, "Everything taken at a desk is in the bank", "takings")
    words = f"{count} taking{'' if count == 1 else 's'}, {format_pence(int(pence))}, not yet banked"
    return Check("Taken at the desk", Weight.WARNS, words, "takings")


def _requests() -> Check:
    count = MoneyRequest.select().where(MoneyRequest.state == RequestState.ASKED).count()
    if not count:
        return Check("Requests", Weight.GOOD, "No refund, write-off or adjustment waits to be allowed", "requests")
    return Check("Requests", Weight.WARNS, f"{count} request{' waits' if count == 1 else 's wait'} to be allowed", "requests")


def _ledger(proof: ThreeWay) -> Check:
    if proof.ledger_holds:
        return Check("Ledger", Weight.GOOD, "Ledger, control accounts and nominal agree to the penny", "reconciliation")
    return Check("Ledger", Weight.STOPS, sentence(proof), "reconciliation")


def close_of(kind: PeriodKind, end: date) -> CloseRow | None:
    """The close of a period, if it was closed."""
    row = PeriodClose.get_or_none((PeriodClose.kind == kind) & (PeriodClose.end == end))
    return None if row is None else _row(row)


def closes(limit: int = 60) -> list[CloseRow]:
    """The periods that were closed, the newest first."""
    return [_row(row) for row in PeriodClose.select().order_by(PeriodClose.id.desc()).limit(limit)]


def _row(row: Any) -> CloseRow:
    return CloseRow(int(row.id), row.kind, row.start, row.end, row.snapshot_id, row.made_at, row.made_by, json.loads(row.proof))
