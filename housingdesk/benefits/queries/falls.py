"""Whose benefit pays less of the charge than before: by the decisions that were recorded, else by the posted schedules."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from housingdesk.benefits.models import Award, Claim, Office, Schedule, ScheduleLine
from housingdesk.benefits.queries.schedule_lines import flags_on_file, paid_by, stored_lines
from housingdesk.benefits.queries.schedules import schedule
from housingdesk.benefits.rules.advice.shapes import Fall
from housingdesk.benefits.rules.assess.case import Every, weekly
from housingdesk.benefits.rules.awards import by_month
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, LineState, ScheduleState
from housingdesk.properties.models import Council
from housingdesk.rent.models import Account
from housingdesk.rent.queries.accounts import account, charges_in_force
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import AccountKind, Frequency

LATELY = timedelta(60)
_UC = "Universal Credit"
Found = tuple[int, date, int, int, str]
"""Account, the first day of the less, pence a week before and now, who pays."""


def falls(on: date, account_ids: Collection[int] | None = None) -> dict[int, Fall]:
    """What opened a shortfall in the last 60 days, by account; what still covers the whole charge is none."""
    listed = {row[0]: _fall(row) for row in _by_lines(on, account_ids)}
    # A line above the whole charge paid for more than its weeks, so that the next one is no fall.
    found = {key: fall for key, fall in listed.items() if fall.before_pence <= fall.charge_pence}
    found |= {row[0]: _fall(row) for row in _by_awards(on, account_ids)}  # a decision says it better than a list
    return {key: fall for key, fall in found.items() if fall.opens}


def fall_of(account_id: int, on: date) -> Fall | None:
    """The same for one account."""
    return falls(on, [account_id]).get(account_id)


def fall_on_line(schedule_id: int, line_id: int, on: date) -> Fall | None:
    """What a line of a run that is not posted yet leaves to its tenant: against what of the charge is put down to benefit.

    None where the line is nobody's or does not say what it pays a week.
    """
    head, lines = schedule(schedule_id), [one for one in stored_lines(schedule_id) if one.id == line_id]
    on_file = flags_on_file(lines, head.source, head.paid_on or on)
    for line in lines:
        pays, known = paid_by(line.read, head.source).weekly_pence, on_file.get(line.account_id or 0)
        if line.account_id is not None and known is not None and pays is not None:
            start = line.read.period_from or head.paid_on or on
            return _fall((line.account_id, start, known.charged_pence or 0, pays, head.office))
    return None


def _fall(row: Found) -> Fall:
    account_id, start, before, after, paid_by = row
    kept = account(account_id)
    charged = sum(line.pence for line in charges_in_force(account_id, start))
    charge = weekly_equivalent(charged, kept.frequency if kept is not None else Frequency.WEEKLY)
    return Fall(before, after, charge, start, paid_by)


def _by_awards(on: date, account_ids: Collection[int] | None) -> list[Found]:
    """The award in force and the one before it of the same claim."""
    rows: Any = (Award.select(Award.claim, Account.id, Award.start, Award.pence, Claim.kind, Council.name, Award.end)
                 .join(Claim).join(Account, on=(Account.tenancy == Claim.tenancy)).switch(Claim)
                 .join(Council, "LEFT OUTER JOIN")
                 .where((Award.start <= on) & Claim.kind.in_([*HB_KINDS, ClaimKind.UC]) & (Account.kind == AccountKind.RENT)
                        & _these(Account.id, account_ids))
                 .order_by(Award.claim, Award.start, Award.id).tuples())
    found = []
    for _, group in groupby(rows, itemgetter(0)):
        history = list(group)
        if len(history) < 2 or history[-1][2] < on - LATELY or (history[-1][6] is not None and history[-1][6] <= on):
            continue
        before, now = history[-2], history[-1]
        every = Every.MONTH if by_month(now[4]) else Every.WEEK
        was, is_ = weekly(before[3], every), weekly(now[3], every)
        if is_ < was:
            found.append((now[1], now[2], was, is_, _UC if by_month(now[4]) else now[5] or "the council"))
    return found


def _by_lines(on: date, account_ids: Collection[int] | None) -> list[Found]:
    """The last line of an account in a posted schedule and the one before it, where both say what it is a week."""
    recent: Any = (ScheduleLine.select(ScheduleLine.account).join(Schedule)
                   .where(_posted() & (ScheduleLine.period_from >= on - LATELY) & _these(ScheduleLine.account, account_ids)))
    rows: Any = (ScheduleLine.select(ScheduleLine.account, ScheduleLine.period_from, ScheduleLine.weekly_pence, Council.name)
                 .join(Schedule).join(Office).join(Council)
                 .where(_posted() & ScheduleLine.account.in_(recent) & (ScheduleLine.period_from <= on)
                        & (ScheduleLine.period_from >= on - 2 * LATELY))
                 .order_by(ScheduleLine.account, ScheduleLine.period_from, ScheduleLine.id).tuples())
    return list(_drops(rows))


def _drops(rows: Iterable[Any]) -> Iterable[Found]:
    for account_id, group in groupby(rows, itemgetter(0)):
        history = list(group)
        if len(history) > 1 and history[-1][2] < history[-2][2]:
            yield account_id, history[-1][1], history[-2][2], history[-1][2], history[-1][3]


def _posted() -> Any:
    return ((Schedule.state == ScheduleState.POSTED) & (ScheduleLine.state == LineState.MATCHED)
            & ScheduleLine.weekly_pence.is_null(False) & ScheduleLine.period_from.is_null(False))


def _these(field: Any, account_ids: Collection[int] | None) -> Any:
    return field.is_null(False) if account_ids is None else field.in_(list(account_ids))
