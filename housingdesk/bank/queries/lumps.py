"""Sums of benefit that came without being anybody's yet: which wait for their schedule, how long, and which schedule is whose.

A lump lies in its office's control account, or is still among the bank's lines with that account suggested. It is explained
by a posted schedule; what was moved out of the account in other ways is set against lumps of the same amount.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries.in_control import COLUMNS, left_in, lump_lines
from housingdesk.bank.rules.lump_office import Sender, sender_of
from housingdesk.benefits.queries import schedules as benefit_schedules
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.queries.schedule_lines import stored_lines
from housingdesk.benefits.queries.schedule_rows import ScheduleRow
from housingdesk.benefits.queries.schedules import OPEN, run_words
from housingdesk.benefits.rules.schedules.controls import difference
from housingdesk.benefits.rules.words import ScheduleState
from housingdesk.settings.queries import value
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_NEAR = timedelta(45)
_MOST = 8


@frozen
class LumpRow:
    """A sum that waits for its schedule. ``left_pence``: what of it lies there still; ``posted``: it is in the control account.

    ``office_ids``: those whose money waits in that account; ``office_id`` and ``office``: which of them sent it, by the bank's
    words or the sum; None and all names where nothing tells.
    """

    bank_line_id: int
    made_on: date
    pence: int
    left_pence: int
    narrative: str
    payer: str
    control_id: int
    office_ids: tuple[int, ...]
    office_id: int | None
    office: str
    days: int
    posted: bool
    sentence: str


@frozen
class FitRow:
    """A lump beside a schedule: how far apart they are, in words; ``fits``: the sums are the same."""

    lump: LumpRow
    difference_pence: int
    sentence: str

    @property
    def fits(self) -> bool:
        """Whether the schedule can be posted against it."""
        return self.difference_pence == 0


@frozen
class RunRow:
    """A schedule still to be posted, with the lumps of its sum; READY when there is one and nothing needs somebody."""

    schedule: ScheduleRow
    lumps: tuple[LumpRow, ...]
    state: ScheduleState


def waiting_lumps(on: date) -> tuple[LumpRow, ...]:
    """Every sum that waits for its schedule, or that is left of one because it is not ours, the oldest first."""
    by_control = _senders()
    if not by_control:
        return ()
    left = left_in(list(by_control))
    lines = lump_lines(left, list(by_control))
    found = [_lump(row, by_control, left.get(row[0]), on) for row in lines]
    return tuple(sorted(found, key=lambda one: (one.made_on, one.bank_line_id)))


def _senders() -> dict[int, list[Sender]]:
    """The offices by the control account in which their money waits."""
    sums = benefit_schedules.open_sums()
    found: defaultdict[int, list[Sender]] = defaultdict(list)
    for card in offices():
        if card.control_id is not None:
            found[card.control_id].append(_sender(card, sums.get(card.id, ())))
    return dict(found)


def _sender(card: OfficeRow, sums: Collection[int]) -> Sender:
    return Sender(card.id, card.source, card.name, card.creditor_number, sums)


def _lump(row: Any, by_control: Mapping[int, Sequence[Sender]], left: int | None, on: date) -> LumpRow:
    line, made_on, pence, narrative, payer, state, control = row
    posted, days = state is LineState.POSTED, (on - made_on).days
    cards = by_control.get(control, [])
    sender = sender_of(cards, f"{payer or ''} {narrative}", pence)
    name = sender.name if sender is not None else " or ".join(card.name for card in cards)
    rest = pence if left is None else left
    waits = f"waits for its schedule for {days} days" if days != 1 else "waits for its schedule since yesterday"
    said = (f"{format_pence(rest)} of {format_pence(pence)} from {name} is not ours: to be paid back" if rest != pence
            else f"{format_pence(pence)} from {name} {waits if days > 0 else 'came today'}")
    return LumpRow(line, made_on, pence, rest, narrative, payer or "", control, tuple(card.id for card in cards),
                   None if sender is None else sender.id, name, days, posted, said)


def lumps_for(schedule_id: int, on: date | None = None) -> tuple[FitRow, ...]:
    """The sums that a schedule may be the list of, those of its amount first, then those nearest to it in amount."""
    head = benefit_schedules.schedule(schedule_id)
    day = on or head.imported_at.date()
    found = {one.bank_line_id: one for one in waiting_lumps(day)
             if head.office_id in one.office_ids and one.left_pence == one.pence}
    for row in BankLine.select(*COLUMNS).where(BankLine.state.in_((LineState.WAITING, LineState.PARKED))
                                                & (BankLine.pence == head.net_pence)).tuples():
        if row[0] not in found:
            found[row[0]] = _lump((*row[:6], head.control_id), {head.control_id or 0: [_sender(_card(head), ())]}, None, day)
    rows = [_fit(head, one) for one in found.values()]
    paid = head.paid_on or day
    rows.sort(key=lambda row: (abs(row.difference_pence), abs((row.lump.made_on - paid).days), row.lump.bank_line_id))
    return tuple(rows[:_MOST])


def _card(head: ScheduleRow) -> OfficeRow:
    return next(card for card in offices() if card.id == head.office_id)


def _fit(head: ScheduleRow, lump: LumpRow) -> FitRow:
    apart = head.net_pence - lump.pence
    if not apart:
        return FitRow(lump, 0, f"The sums agree: {format_pence(lump.pence)}")
    lines = [line.read for line in stored_lines(head.id)] if abs(apart) < head.net_pence else []
    return FitRow(lump, apart, difference("Schedule", head.net_pence, "bank", lump.pence, lines))


def waiting_runs(on: date) -> tuple[RunRow, ...]:
    """The schedules still to be posted, each with the lumps of its sum that are there."""
    lumps = [one for one in waiting_lumps(on) if one.left_pence == one.pence]
    found = []
    for head in benefit_schedules.schedules(*OPEN):
        mine = tuple(one for one in lumps if one.pence == head.net_pence and head.office_id in one.office_ids)
        ready = bool(mine) and not head.asks and not benefit_schedules.stops(head, stored_lines(head.id))
        found.append(RunRow(head, mine, ScheduleState.READY if ready else ScheduleState.WAITING))
    return tuple(found)


def schedules_of_lines(pence_by_line: dict[int, int]) -> dict[int, str]:
    """What is said of bank lines that equal a schedule which waits for its money, by line: whose it is, of when, how long."""
    waiting = benefit_schedules.waiting_with(pence_by_line.values())
    return {line: f"This is {' or '.join(run_words(one) for one in waiting[pence])}"
            for line, pence in pence_by_line.items() if pence in waiting}


def due(on: date) -> list[tuple[LumpRow, date, str]]:
    """The sums that have waited for their schedule for longer than the association lets them, with the day it was up."""
    days = int(value("benefits.lump_days", on))
    return [(one, one.made_on + timedelta(days), one.sentence) for one in waiting_lumps(on) if one.days >= days]
