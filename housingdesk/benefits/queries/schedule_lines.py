"""The stored lines of schedules as rules see them, and what is held beside them: the last run, awards, charges, last days."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from peewee import JOIN, fn

from housingdesk.benefits.models import Award, Claim, Schedule, ScheduleLine
from housingdesk.benefits.rules.schedules.classes import Flags, Paid, Told, paid, told
from housingdesk.benefits.rules.schedules.matching import Known, Span
from housingdesk.benefits.rules.schedules.recoveries import taken
from housingdesk.benefits.rules.schedules.settling import span_of
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import DWP_KINDS, LineClass, LineState, ScheduleState, Source
from housingdesk.rent.models import Account, ChargeLine, ChargeShare
from housingdesk.rent.rules.words import Payer
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.rows import frozen

_DAILY = timedelta(45)
_FILE = (ScheduleLine.number, ScheduleLine.claim_reference, ScheduleLine.rent_reference, ScheduleLine.name,
         ScheduleLine.address, ScheduleLine.period_from, ScheduleLine.period_to, ScheduleLine.weekly_pence,
         ScheduleLine.gross_pence, ScheduleLine.recovery_pence, ScheduleLine.net_pence, ScheduleLine.raw)


@frozen
class Stored:
    """A stored line: what the file said, and whose it is taken to be."""

    id: int
    read: ReadLine
    claim_id: int | None
    account_id: int | None
    overpayment_id: int | None
    recovery_account_id: int | None
    state: LineState
    line_class: LineClass | None
    why: str
    sure: bool
    chosen_by: str | None


@frozen
class Whole:
    """What is asked of a schedule's head: which office's, and the days and day of payment it names."""

    id: int
    office_id: int
    source: Source
    paid_on: date | None
    period_from: date | None
    period_to: date | None

    @property
    def span(self) -> Span | None:
        """The days the whole run is for, or the day it was paid on."""
        if self.period_from is not None and self.period_to is not None and self.period_from <= self.period_to:
            return self.period_from, self.period_to
        return (self.paid_on, self.paid_on) if self.paid_on is not None else None


def stored_lines(schedule_id: int) -> list[Stored]:
    """The lines of a schedule in the order of its file."""
    rows = (ScheduleLine.select(
        ScheduleLine.id, *_FILE, ScheduleLine.claim, ScheduleLine.account, ScheduleLine.overpayment,
        ScheduleLine.recovery_account, ScheduleLine.state, ScheduleLine.line_class, ScheduleLine.why, ScheduleLine.sure,
        ScheduleLine.chosen_by).where(ScheduleLine.schedule == schedule_id).order_by(ScheduleLine.id).tuples())
    size = len(_FILE)
    return [Stored(row[0], ReadLine(*row[1:size + 1]), *row[size + 1:]) for row in rows]


def last_runs(whole: Whole) -> list[int]:
    """The posted run before a schedule, by its day of payment; of the DWP’s daily sums those of some weeks, newest first."""
    day = fn.COALESCE(Schedule.paid_on, Schedule.period_to)
    query = (Schedule.select(Schedule.id)
             .where((Schedule.office == whole.office_id) & (Schedule.id != whole.id) & (Schedule.state == ScheduleState.POSTED))
             .order_by(day.desc(), Schedule.id.desc()))
    own = whole.paid_on or whole.period_to
    if own is not None:
        query = query.where(day <= own)
    if whole.source is Source.DWP_MANAGED and own is not None:
        return [row[0] for row in query.where(day >= own - _DAILY).tuples()]
    return [row[0] for row in query.limit(1).tuples()]


@frozen
class Before:
    """The last run of an office: what it paid for each account, and the last day that was for."""

    id: int
    paid: dict[int, Paid]


def before(whole: Whole) -> Before | None:
    """What the last posted run of an office paid for whom; None while there is none."""
    runs = last_runs(whole)
    if not runs:
        return None
    found: dict[int, Paid] = {}
    for run in reversed(runs):
        found |= _paid_in(run, whole.source)
    return Before(runs[0], found)


def _paid_in(schedule_id: int, source: Source) -> dict[int, Paid]:
    found: dict[int, Paid] = {}
    rows = (ScheduleLine.select(ScheduleLine.account, *_FILE)
            .where((ScheduleLine.schedule == schedule_id) & (ScheduleLine.state == LineState.MATCHED)
                   & ScheduleLine.account.is_null(False) & (ScheduleLine.gross_pence > 0)).order_by(ScheduleLine.id).tuples())
    for account, *file in rows:
        now = paid_by(ReadLine(*file), source)
        found[account] = _together(found[account], now) if account in found else now
    return found


def _together(one: Paid, other: Paid) -> Paid:
    """Two lines of one person: the later days tell what is paid a week."""
    later = max((one, other), key=lambda each: each.span[1] if each.span else date.min)
    return Paid(later.weekly_pence, one.gross_pence + other.gross_pence, later.span, later.stated)


def paid_by(line: ReadLine, source: Source) -> Paid:
    """What a line pays; only councils reckon by the week."""
    return paid(line.weekly_pence, line.gross_pence, span_of(line, None), by_week=source is Source.COUNCIL)


def told_of(lines: Iterable[tuple[ReadLine, LineState, int | None]], source: Source, last: Before | None,
            known: dict[int, Known]) -> list[Told]:
    """What each line is against the last run; ``known``: agreements by account."""
    found = []
    for read, state, account in lines:
        if state is LineState.NOT_OURS:
            found.append(Told(LineClass.NOT_OURS, "Not ours: it stays in the control account", "Pay it back to the office"))
        elif account is None:
            found.append(Told(None, "", "Say whose it is"))
        else:
            if last is None:  # nothing to hold it against: what it comes to a week is not asked
                now, was = Paid(read.weekly_pence, read.gross_pence, span_of(read, None)), None
            else:
                now, was = paid_by(read, source), last.paid.get(account)
            found.append(told(now, was, known.get(account), recovery_pence=taken(read), compared=last is not None))
    return found


def agreements(account_ids: Collection[int]) -> dict[int, Known]:
    """The agreements behind some accounts, by account; their claims are left out."""
    found: dict[int, Known] = {}
    ordered = sorted(account_ids)
    for at in range(0, len(ordered), 5_000):
        rows = (Account.select(Account.id, Account.tenancy, Account.reference, Tenancy.names, Tenancy.address,
                               Tenancy.starts_on, Tenancy.ends_on)
                .join(Tenancy).where(Account.id.in_(ordered[at:at + 5_000])).tuples())
        found.update({row[0]: Known(*row) for row in rows})
    return found


def names_of(account_ids: Collection[int]) -> dict[int, str]:
    """The names that accounts bear, sub-accounts too."""
    rows: Any = Account.select(Account.id, Account.name).where(Account.id.in_(sorted(account_ids))).tuples()
    return dict(rows) if account_ids else {}


def flags_on_file(lines: Sequence[Stored], source: Source, on: date) -> dict[int, Flags]:
    """The award in force and what of the charge is put down to the office's benefit, by account."""
    accounts = sorted({line.account_id for line in lines if line.account_id is not None})
    claims = sorted({line.claim_id for line in lines if line.claim_id is not None})
    if source in (Source.ALLPAY, Source.BACS, Source.DWP_DEDUCTIONS) or not accounts:
        return {}
    awards = _awards(claims, on)
    charged = _charged(accounts, Payer.HB if source is Source.COUNCIL else Payer.UC, on)
    found: dict[int, Flags] = {}
    for line in lines:
        if line.account_id is not None:
            award = awards.get(line.claim_id or 0)
            found[line.account_id] = Flags(award[0] if award else None, award[1] if award else source is not Source.COUNCIL,
                                           charged.get(line.account_id, 0))
    return found


def _awards(claims: Sequence[int], on: date) -> dict[int, tuple[int, bool]]:
    """The award of each claim in force on a day, else what was expected when it was decided; and whether it is a month's."""
    found: dict[int, tuple[int, bool]] = {}
    for at in range(0, len(claims), 5_000):
        some = list(claims[at:at + 5_000])
        rows = (Claim.select(Claim.id, Claim.kind, Claim.expected_pence, Award.pence)
                .join(Award, JOIN.LEFT_OUTER, on=((Award.claim == Claim.id) & (Award.start <= on)
                                                  & (Award.end.is_null() | (Award.end > on))))
                .where(Claim.id.in_(some)).order_by(Award.start).tuples())
        for claim, kind, expected, award in rows:
            if award is not None or (expected is not None and kind not in DWP_KINDS):
                found[claim] = (award if award is not None else expected, kind in DWP_KINDS)
    return found


def _charged(accounts: Sequence[int], payer: Payer, on: date) -> dict[int, int]:
    """What of the charges in force on a day a payer pays, pence a week (a month on monthly accounts)."""
    found: dict[int, int] = {}
    for at in range(0, len(accounts), 5_000):
        rows = (ChargeLine.select(ChargeLine.account, ChargeLine.id, ChargeLine.pence, ChargeShare.payer, ChargeShare.pence)
                .join(ChargeShare).where(ChargeLine.account.in_(list(accounts[at:at + 5_000])) & _in_force(ChargeLine, on)
                                         & _in_force(ChargeShare, on)).tuples())
        shares: dict[tuple[int, int, int], list[tuple[Payer, int | None]]] = {}
        for account, line, pence, by, part in rows:
            shares.setdefault((account, line, pence), []).append((by, part))
        for (account, _, pence), some in shares.items():
            rest = pence - sum(part or 0 for _, part in some)
            found[account] = found.get(account, 0) + sum(rest if part is None else part for by, part in some if by is payer)
    return found


def _in_force(model: Any, on: date) -> Any:
    return (model.start <= on) & (model.end.is_null() | (model.end > on))
