"""Reports of Bacs as rows: each line with the Direct Debit and the payment it is about, and what was done; and what waits."""

from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from housingdesk.bank.models import BacsAdvice, BacsReport, BankLine, Collection, CollectionLine, LineState, Mandate
from housingdesk.bank.queries.collections import collections, first_day, next_day, preview
from housingdesk.bank.rules.instructions import INSTRUCTIONS
from housingdesk.bank.rules.words import AdviceState, BacsKind, CollectedState, CollectionState
from housingdesk.diary.models import Task
from housingdesk.diary.rules import TaskState
from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.rules.words import EntryKind
from housingdesk.settings.queries import extra_holidays
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

OPEN = (AdviceState.UNKNOWN, AdviceState.WAITING)
MONEY = (BacsKind.ARUDD, BacsKind.DDICA)
"""Reports that take money back."""
_LATEST = timedelta(days=14)
_AHEAD = 3
_CREDIT_KEY = "ddback:"


@frozen
class ReportRow:
    """A report as listed. ``pence`` is what came back by it; ``open``: lines that nobody has dealt with."""

    id: int
    kind: BacsKind
    name: str
    processed_on: date | None
    lines: int
    imported_at: datetime
    imported_by: str
    pence: int
    open: int


@frozen
class AdviceRow:
    """One line of a report, whose it is, and what was done about it."""

    id: int
    report_id: int
    number: int
    reference: str
    payer: str
    code: str
    reason: str
    pence: int | None
    effective_on: date | None
    mandate_id: int | None
    line_id: int | None
    batch_id: int | None
    state: AdviceState
    done: str
    account_id: int | None
    names: str
    kind: BacsKind


@frozen
class DebitFit:
    """A debit of the bank that may be what a report took back."""

    bank_line_id: int
    made_on: date
    pence: int
    narrative: str


def reports(limit: int = 200) -> tuple[ReportRow, ...]:
    """Reports, the newest first."""
    return _reports(_select().order_by(BacsReport.id.desc()).limit(limit).tuples())


def report(report_id: int) -> ReportRow:
    """One report; NotFound if there is none."""
    found = _reports(_select().where(BacsReport.id == report_id).tuples())
    if not found:
        raise NotFound("This report is no longer there")
    return found[0]


def _select() -> Any:
    one = BacsReport
    return one.select(one.id, one.kind, one.name, one.processed_on, one.lines, one.imported_at, one.imported_by)


def _reports(rows: Iterable[Any]) -> tuple[ReportRow, ...]:
    found = list(rows)
    sums: dict[int, list[int]] = {row[0]: [0, 0] for row in found}
    lines = BacsAdvice.select(BacsAdvice.report, BacsAdvice.state, fn.COALESCE(fn.SUM(BacsAdvice.pence), 0),
                              fn.COUNT(BacsAdvice.id)).where(BacsAdvice.report.in_(list(sums))).group_by(
        BacsAdvice.report, BacsAdvice.state).tuples() if found else ()
    for report_id, state, pence, count in lines:
        sums[report_id][0] += int(pence)
        sums[report_id][1] += int(count) if state in OPEN else 0
    return tuple(ReportRow(*(*row, *sums[row[0]])) for row in found)


def advices(report_id: int | None = None, *states: AdviceState) -> tuple[AdviceRow, ...]:
    """The lines of a report in its order, or of all of them those in these states."""
    one = BacsAdvice
    query = (one.select(one.id, one.report, one.number, one.reference, one.payer, one.code, one.reason, one.pence,
                        one.effective_on, one.mandate, one.line, one.batch, one.state, one.done, Mandate.account,
                        fn.COALESCE(fn.NULLIF(Tenancy.names, ""), Account.name, ""), BacsReport.kind)
             .join(BacsReport).join_from(one, Mandate, JOIN.LEFT_OUTER).join_from(Mandate, Account, JOIN.LEFT_OUTER)
             .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy)))
    if report_id is not None:
        query = query.where(one.report == report_id)
    if states:
        query = query.where(one.state.in_(states))
    return tuple(AdviceRow(*row) for row in query.order_by(one.report, one.number).tuples())


def payment_of(mandate_id: int, pence: int, collected_on: date | None, on: date | None) -> CollectionLine | None:
    """The payment that a report is about: of that amount, of the day it names, else the last one before the report."""
    query = (CollectionLine.select().join(Collection).where(
        (CollectionLine.mandate == mandate_id) & (CollectionLine.pence == pence) & (Collection.state == CollectionState.SENT)
        & (CollectionLine.state == CollectedState.COLLECTED) & CollectionLine.code.not_in(sorted(INSTRUCTIONS))))
    if on is not None:
        query = query.where(Collection.collect_on <= on)
    rows = list(query.order_by(Collection.collect_on.desc(), CollectionLine.id.desc()))
    if collected_on is None:
        return rows[0] if rows else None
    near = [row for row in rows if abs((row.collection.collect_on - collected_on).days) <= 4]
    return min(near, key=lambda row: abs((row.collection.collect_on - collected_on).days), default=None)


def credit_of(line: CollectionLine) -> Entry | None:
    """The entry by which a payment was credited and that stands; None while its lump is not posted, or it was taken back."""
    undone = Entry.alias()
    file = line.collection.file
    batches = [file.batch_id] if file is not None and file.batch_id is not None else []
    batches += [one for one, in Batch.select(Batch.id).where(Batch.key.startswith(f"{_CREDIT_KEY}{line.id}:")).tuples()]
    return (Entry.select().join(undone, JOIN.LEFT_OUTER, on=(undone.reverses == Entry.id)).where(
        Entry.batch.in_(batches) & (Entry.account == line.account_id) & (Entry.pence == -line.pence)
        & (Entry.kind == EntryKind.RECEIPT) & undone.id.is_null()).order_by(Entry.id).first()) if batches else None


def key_of_credit(line_id: int) -> str:
    """How the keys of batches begin by which a returned payment was credited again."""
    return f"{_CREDIT_KEY}{line_id}:"


def taken_by_statement(line: CollectionLine, until: date) -> Entry | None:
    """The bank's own debit of a returned payment, where a person put it on the tenant's account before the report came."""
    undone = Entry.alias()
    first = line.collection.collect_on
    found: Entry | None = Entry.select().join(undone, JOIN.LEFT_OUTER, on=(undone.reverses == Entry.id)).where(
        (Entry.account == line.account_id) & (Entry.pence == line.pence) & (Entry.kind == EntryKind.RECEIPT)
        & Entry.bank_line.is_null(False) & Entry.reverses.is_null() & undone.id.is_null()
        & (Entry.effective_on >= first) & (Entry.effective_on <= until + _LATEST)).order_by(Entry.id).first()
    return found


def debits_of(report_id: int) -> tuple[DebitFit, ...]:
    """The bank's waiting debits that may be a report's: of its whole sum, or of one of its payments."""
    head = report(report_id)
    if head.kind not in MONEY:
        return ()
    sums = {-head.pence, *(-(one.pence or 0) for one in advices(report_id))} - {0}
    first = head.processed_on or head.imported_at.date()
    rows: Sequence[Any] = (BankLine.select(BankLine.id, BankLine.made_on, BankLine.pence, BankLine.narrative).where(
        BankLine.state.in_((LineState.WAITING, LineState.PARKED)) & BankLine.pence.in_(sorted(sums))
        & (BankLine.made_on >= first - timedelta(1)) & (BankLine.made_on <= first + _LATEST))
        .order_by(BankLine.made_on, BankLine.id).tuples())
    found = [DebitFit(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: one.pence != -head.pence))


def open_tasks(ids: Several[int]) -> list[int]:
    """Which of these tasks are still to be done."""
    return [one for one, in Task.select(Task.id).where(Task.id.in_(list(ids)) & (Task.state == TaskState.OPEN)).tuples()]


def reports_of_lines(pence_by_line: Mapping[int, int]) -> dict[int, tuple[int, str]]:
    """The report whose debit a line of the bank may be, with what is said of it, by the line: of its sum, or a payment's."""
    out = {-pence for pence in pence_by_line.values() if pence < 0}
    if not out:
        return {}
    sums: dict[int, tuple[int, str]] = {}
    for row in reports(limit=20):
        if row.kind in MONEY and row.pence:
            each = [(one.pence or 0, f"{one.names or one.payer}, {one.reference}") for one in advices(row.id)]
            for pence, words in [*each, (row.pence, f"{row.lines} payment{'s' if row.lines != 1 else ''}")]:
                if pence in out:
                    sums.setdefault(pence, (row.id, f"This may be the bank’s debit of {row.kind}: {words}. It was taken back "
                                                    "with the report: post it there, not to the tenant"))
    open_ones = _waiting_debits(out) if sums else set()
    return {line: sums[-pence] for line, pence in pence_by_line.items() if -pence in sums and line in open_ones}


def _waiting_debits(pence: Several[int]) -> set[int]:
    """Debits of these sums that still wait, of the latest months."""
    rows = BankLine.select(BankLine.id).where(BankLine.state.in_((LineState.WAITING, LineState.PARKED))
                                              & BankLine.pence.in_([-one for one in pence]))
    return {row[0] for row in rows.tuples()}


def due(on: date) -> list[tuple[date, str, str]]:
    """What Direct Debits ask for today: its day, a sentence, and the tab where it is seen to."""
    unsent = [row for row in collections(limit=20) if row.state is CollectionState.MADE]
    found = [(row.made_at.date(), f"The collection of {format_date(row.collect_on)}, {format_pence(row.pence)}, is not sent "
              "yet", "collections") for row in unsent]
    waiting = advices(None, *OPEN)
    if waiting:
        first = min(report(one).imported_at.date() for one in {row.report_id for row in waiting})
        lines = f"{len(waiting)} lines of Bacs reports wait" if len(waiting) > 1 else "A line of a Bacs report waits"
        found.append((first, lines, "reports"))
    day = next_day(on)
    ready = preview(day, on) if day <= add_working_days(first_day(on), _AHEAD, extra_holidays(on)) else None
    if ready is not None and ready.payments:
        many = f"{len(ready.payments)} Direct Debits are" if len(ready.payments) > 1 else "A Direct Debit is"
        found.append((on, f"{many} due on {format_date(day)}, {format_pence(ready.pence)}: make the file", "due"))
    return found
