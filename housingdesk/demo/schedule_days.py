"""Which runs of benefit are kept as real schedules: the newest of each office; one that waits for its money; one still to come.

Older lists stand in the ledger only, as they would in books that were taken over. The newest list of the DWP has not come yet,
so that its sum waits; a council has sent the list of its next run before the money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.expected import Coming
from housingdesk.demo.lines import Schedule, ScheduleKind, ScheduleLine
from housingdesk.demo.places import COUNCILS
from housingdesk.demo.population import Association
from housingdesk.demo.schedule_files import schedule_files
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY
from housingdesk.values.money import portion

_KEPT = timedelta(weeks=9)
_KINDS = (ScheduleKind.HB, ScheduleKind.DEDUCTIONS)
_STRANGER = ScheduleLine(0, "", "20999999", "Arthur Pym", "14 Quarry Row", date.min, None, None, 9_150, 36_600)
_LESS, _MISSING = 420, 3


def is_kept(schedule: Schedule, today: date) -> bool:
    """Whether a run is kept as a schedule with its lines."""
    return schedule.kind in _KINDS and schedule.paid_on > today - _KEPT


def not_come_yet(schedule: Schedule, today: date) -> bool:
    """Whether a list is still awaited although its money is there: the DWP's newest."""
    return schedule.kind is ScheduleKind.DEDUCTIONS and schedule.paid_on > today - timedelta(weeks=4)


def file_of(schedule: Schedule) -> WaitingFile:
    """The run as its sender gives it."""
    return schedule_files([schedule], schedule.paid_on + DAY)[0]


def next_list(association: Association, coming: Iterable[Coming], today: date) -> Schedule | None:
    """The list of the next run of a council, sent before the money: one person’s is less, one is a stranger’s, one missing."""
    due = [one for one in coming if one.payer is Payer.HB and one.due_on > today and one.covers is not None]
    if not due:
        return None
    first = min(due, key=lambda one: one.due_on)
    source = association.council(association.tenancies[first.account - 1])
    lines = [_line(association, one) for one in due if one.due_on == first.due_on
             and association.council(association.tenancies[one.account - 1]) == source]
    if len(lines) < 2:
        return None
    less = lines[1]
    weeks = ((less.period_to or today) - (less.period_from or today)).days
    lines[1] = replace(less, weekly=less.weekly - _LESS, gross=less.gross - portion(_LESS, weeks, 7))
    there = replace(_STRANGER, on=first.due_on, period_from=lines[0].period_from, period_to=lines[0].period_to)
    return Schedule(f"HB {source} {first.due_on}", ScheduleKind.HB, source, COUNCILS[source - 1].creditor_number, first.due_on,
                    today, (*lines[:_MISSING], *lines[_MISSING + 1:], there))


def _line(association: Association, one: Coming) -> ScheduleLine:
    tenancy, payee = association.tenancies[one.account - 1], association.payees[one.account - 1]
    start, end = one.covers or (one.due_on, one.due_on)
    claim = tenancy.award.claim_reference if tenancy.award is not None else ""
    return ScheduleLine(one.account, payee.reference, claim, payee.tenants[0].full(), payee.street, one.due_on, start, end,
                        portion(one.pence, 7, max(1, (end - start).days)), one.pence)


def council_of(schedule: Schedule, councils: Sequence[int]) -> int | None:
    """The stored council whose run it is; None for the DWP's."""
    return councils[schedule.source - 1] if schedule.kind is ScheduleKind.HB else None
