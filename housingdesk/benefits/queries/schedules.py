"""Schedules as rows: the list, one run with what every line is and who is missing, and what is due of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from peewee import JOIN, Case, fn

from housingdesk.benefits.models import Office, Schedule, ScheduleLine
from housingdesk.benefits.queries import schedule_directory
from housingdesk.benefits.queries.offices import office
from housingdesk.benefits.queries.schedule_lines import (
    Before,
    Stored,
    Whole,
    agreements,
    before,
    flags_on_file,
    names_of,
    paid_by,
    stored_lines,
    told_of,
)
from housingdesk.benefits.queries.schedule_rows import MissingRow, RunLine, RunView, ScheduleRow
from housingdesk.benefits.rules.offices import OFFICE_NAMES
from housingdesk.benefits.rules.schedules import classes, controls
from housingdesk.benefits.rules.schedules.classes import Flags, Told
from housingdesk.benefits.rules.schedules.matching import Candidate, Known, match
from housingdesk.benefits.rules.schedules.settling import span_of, twice_words
from housingdesk.benefits.rules.schedules.shapes import TWICE
from housingdesk.benefits.rules.words import LineClass, LineState, ScheduleState, Source
from housingdesk.errors import NotFound
from housingdesk.properties.models import Council
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

OPEN = (ScheduleState.WAITING, ScheduleState.READY)
SCHEDULE_LOCK = 41
"""Held while a schedule changes, or money that one may be posted against: one seat at a time."""
ASKED = "asked"


def schedules(*states: ScheduleState, office_id: int | None = None, limit: int = 500) -> tuple[ScheduleRow, ...]:
    """Schedules in these states (all of them without), the newest day of payment first."""
    query = _select()
    if states:
        query = query.where(Schedule.state.in_(states))
    if office_id is not None:
        query = query.where(Schedule.office == office_id)
    rows = list(query.order_by(fn.COALESCE(Schedule.paid_on, Schedule.period_to).desc(), Schedule.id.desc())
                .limit(limit).tuples())
    return _rows(rows)


def schedule(schedule_id: int) -> ScheduleRow:
    """One schedule; NotFound if there is none."""
    found = _rows(list(_select().where(Schedule.id == schedule_id).tuples()))
    if not found:
        raise NotFound("This schedule is no longer there")
    return found[0]


def _select() -> Any:
    return (Schedule.select(
        Schedule.id, Schedule.version, Schedule.office, Council.name, Office.source, Office.control, Schedule.name,
        Schedule.reference, Schedule.creditor_number, Schedule.state, Schedule.paid_on, Schedule.period_from,
        Schedule.period_to, Schedule.stated_pence, Schedule.gross_pence, Schedule.recovery_pence, Schedule.net_pence,
        Schedule.lines, Schedule.bank_line, Schedule.batch, Schedule.imported_at, Schedule.imported_by, Schedule.note)
        .join(Office).join(Council, JOIN.LEFT_OUTER))


def _rows(rows: Sequence[Any]) -> tuple[ScheduleRow, ...]:
    ids = [row[0] for row in rows]
    asks = fn.SUM(Case(None, ((ScheduleLine.state == LineState.ASK, 1),), 0))
    others = fn.SUM(Case(None, ((ScheduleLine.state == LineState.NOT_OURS, ScheduleLine.net_pence),), 0))
    counts = {one: (int(asked), int(pence)) for one, asked, pence in
              ScheduleLine.select(ScheduleLine.schedule, asks, others).where(ScheduleLine.schedule.in_(ids))
              .group_by(ScheduleLine.schedule).tuples()} if ids else {}
    return tuple(ScheduleRow(*(*row[:3], row[3] or OFFICE_NAMES.get(row[4], str(row[4])), *row[4:],
                               *counts.get(row[0], (0, 0)))) for row in rows)


def whole_of(row: ScheduleRow) -> Whole:
    """What rules ask of a schedule's head."""
    return Whole(row.id, row.office_id, row.source, row.paid_on, row.period_from, row.period_to)


def stops(head: ScheduleRow, lines: Sequence[Stored]) -> list[Problem]:
    """What keeps a schedule from being posted, whatever the bank shows: totals first, then the lines that need somebody."""
    found = controls.total_problems(head.stated_pence, [line.read for line in lines])
    if head.state is ScheduleState.LEFT:
        found.insert(0, Problem("state", f"It was put aside{f': {head.note}' if head.note else ''}. Take it up again first"))
    for line in lines:
        if line.state is LineState.ASK:
            found.append(Problem(ASKED, line.why or "Say whose this line is", line.read.number))
    return found + _twice(lines)


def _twice(lines: Sequence[Stored]) -> list[Problem]:
    """Lines that pay somebody twice since a person put another line down to them; said so of each, they stand."""
    ours = {place: line for place, line in enumerate(lines) if line.state is LineState.MATCHED and line.account_id is not None}
    doubled = controls.twice((place, line.account_id or 0, span_of(line.read, None), line.read.gross_pence)
                             for place, line in ours.items())
    return [Problem(TWICE, twice_words(lines[other].read.number for other in others), ours[place].read.number)
            for place, others in sorted(doubled.items()) if ours[place].chosen_by is None]


def run_view(schedule_id: int, on: date) -> RunView:
    """A run with what every line is against the last one, who is missing, and what keeps it from being posted."""
    head = schedule(schedule_id)
    lines, last = stored_lines(schedule_id), before(whole_of(head))
    known = agreements({line.account_id for line in lines if line.account_id} | (set(last.paid) if last else set()))
    tells = told_of([(line.read, line.state, line.account_id) for line in lines], head.source, last, known)
    flags = flags_on_file(lines, head.source, head.paid_on or on) if head.open else {}
    debtors = names_of({line.recovery_account_id for line in lines if line.recovery_account_id})
    maybe = _candidates(head, lines)
    rows = tuple(_line(line, told, known, debtors, head.source, flags.get(line.account_id or 0), maybe.get(line.id, ()))
                 for line, told in zip(lines, tells, strict=True))
    counts = Counter(told.line_class for told in tells if told.line_class is not None)
    gone = _missing(head, lines, last, known)
    if gone:
        counts[LineClass.MISSING] = len(gone)
    return RunView(head, rows, gone, tuple(stops(head, lines)) if head.state is not ScheduleState.POSTED else (),
                   last.id if last else None, tuple((one, counts[one]) for one in LineClass if counts[one]))


def _line(line: Stored, told: Told, known: dict[int, Known], debtors: dict[int, str], source: Source,
          on_file: Flags | None, maybe: tuple[Candidate, ...]) -> RunLine:
    one, read = known.get(line.account_id or 0), line.read
    goes_on = read.gross_pence > 0 and told.line_class is not LineClass.ENDED
    flags, letter = classes.flags(paid_by(read, source), on_file) if on_file is not None and goes_on else ((), False)
    next_step = "Say whose it is" if line.state is LineState.ASK else told.next_step
    return RunLine(
        line.id, read.number, read.claim_reference, read.rent_reference, read.name, read.address, read.period_from,
        read.period_to, read.weekly_pence, read.gross_pence, read.recovery_pence, read.net_pence, line.claim_id,
        line.account_id, one.tenancy_id if one else None, one.names if one else "", one.address if one else "",
        one.pay_reference if one else "", line.overpayment_id, line.recovery_account_id,
        debtors.get(line.recovery_account_id or 0, ""), line.state, told.line_class, line.why, line.sure, line.chosen_by,
        told.sentence, next_step, flags, letter, maybe, read.raw)


def _candidates(head: ScheduleRow, lines: Sequence[Stored]) -> dict[int, tuple[Candidate, ...]]:
    """Whose the lines that need somebody might be: looked up again, for these few alone."""
    asked = [line for line in lines if line.state is LineState.ASK]
    if not asked or not head.open:
        return {}
    found = schedule_directory.directory(office(head.office_id), [line.read for line in asked])
    whole = whole_of(head).span
    return {line.id: _first(line.account_id, found.by_account, match(line.read, found, span_of(line.read, whole)).candidates)
            for line in asked}


def _first(account_id: int | None, known: dict[int, Known], others: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """An account that a line leads to already goes first."""
    one = known.get(account_id or 0)
    if one is None or any(other.account_id == account_id for other in others):
        return others
    return (Candidate(one.account_id, one.tenancy_id, one.names, one.address, "the line leads to it"), *others)


def _missing(head: ScheduleRow, lines: Sequence[Stored], last: Before | None,
             known: dict[int, Known]) -> tuple[MissingRow, ...]:
    """Who was paid in the last run and not in this one; agreements that ended before it are not missing.

    The DWP pays Universal Credit day by day, each day for others: there nobody is missing from one day's list.
    """
    if head.source is Source.DWP_MANAGED:
        return ()
    here, span = {line.account_id for line in lines}, whole_of(head).span
    found = []
    for account, was in sorted(last.paid.items() if last is not None else ()):
        one = known.get(account)
        if one is None or account in here or (one.ends_on is not None and (span is None or one.ends_on < span[0])):
            continue
        paid_to = was.span[1] if was.span else None
        found.append(MissingRow(account, one.tenancy_id, one.names, one.address, was.gross_pence, paid_to,
                                *classes.missing(one.names, paid_to)))
    return tuple(sorted(found, key=lambda row: row.whose))


def run_words(row: ScheduleRow) -> str:
    """A run as it is called: ``Leeds City Council’s schedule of 12 November 2026, 118 lines``."""
    day = row.paid_on or row.period_to
    return (f"{row.office}’s schedule{f' of {format_date(day)}' if day else f' {row.reference or row.name}'}, "
            f"{row.lines:,} line{'s' if row.lines != 1 else ''}")


def waiting_with(net_pence: Collection[int]) -> dict[int, tuple[ScheduleRow, ...]]:
    """The schedules still to be posted that come to one of these sums, by sum."""
    sums = sorted(set(net_pence))
    rows = list(_select().where(Schedule.state.in_(OPEN) & Schedule.net_pence.in_(sums)).tuples()) if sums else []
    found: dict[int, tuple[ScheduleRow, ...]] = {}
    for row in _rows(rows):
        found[row.net_pence] = (*found.get(row.net_pence, ()), row)
    return found


def open_sums() -> dict[int, set[int]]:
    """What the schedules still to be posted come to, by office."""
    found: dict[int, set[int]] = {}
    for office_id, pence in Schedule.select(Schedule.office, Schedule.net_pence).where(Schedule.state.in_(OPEN)).tuples():
        found.setdefault(office_id, set()).add(pence)
    return found


def posted_on(bank_line_ids: Collection[int]) -> dict[int, ScheduleRow]:
    """The posted schedules that explain these bank lines, by bank line."""
    ordered, found = sorted(bank_line_ids), dict[int, ScheduleRow]()
    for at in range(0, len(ordered), 5_000):
        rows = list(_select().where((Schedule.state == ScheduleState.POSTED)
                                    & Schedule.bank_line.in_(ordered[at:at + 5_000])).tuples())
        found.update({row.bank_line_id: row for row in _rows(rows) if row.bank_line_id is not None})
    return found


def due(on: date) -> list[tuple[ScheduleRow, date, str]]:
    """Schedules with lines that need somebody, and those whose money has not come for too long; each with its sentence."""
    found, days = [], int(value("benefits.lump_days", on))
    for row in schedules(*OPEN):
        since = row.paid_on or row.imported_at.date()
        if row.asks:
            many = f"{row.asks} lines" if row.asks > 1 else "A line"
            need = "need" if row.asks > 1 else "needs"
            found.append((row, row.imported_at.date(), f"{many} of {row.office}’s schedule {need} you"))
        elif since + timedelta(days) <= on:
            found.append((row, since, f"{format_pence(row.net_pence)} of {row.office} has not come: its schedule waits for "
                                      f"{(on - since).days} days"))
    return found
