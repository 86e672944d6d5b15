"""Schedules are taken in, each line matched, put aside and taken up again; nothing is posted here (``schedule_posting``).

The same file, or the same run in another file, comes in once. What does not agree stays where it can be looked at and cannot
be posted until it does.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Schedule, ScheduleLayout, ScheduleLine
from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, ReadLine, ReadSchedule, read_schedule
from housingdesk.benefits.queries import schedule_directory
from housingdesk.benefits.queries.offices import OfficeRow, office
from housingdesk.benefits.queries.schedule_layouts import layout_for
from housingdesk.benefits.queries.schedule_lines import Whole, before, stored_lines, told_of
from housingdesk.benefits.queries.schedules import OPEN, SCHEDULE_LOCK
from housingdesk.benefits.rules.schedules import controls
from housingdesk.benefits.rules.schedules.matching import Directory
from housingdesk.benefits.rules.schedules.settling import Settled, settle
from housingdesk.benefits.rules.schedules.shapes import UNREAD
from housingdesk.benefits.rules.words import LineState, ScheduleState
from housingdesk.errors import BadFile, NotFound, Refused
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line

_SCHEDULE = "This schedule"
_LINE = ReadLine._fields[:-1]
_SETTLED = tuple(name.removesuffix("_id") for name in Settled._fields)
_LONGEST = {"claim_reference": 80, "rent_reference": 80, "name": 200, "address": 400, "raw": 20_000}


@needs(Permission.POST_MONEY)
def import_schedule(act: Act, *, office_id: int, name: str, data: bytes, layout: Layout | None = None,
                    read: ReadSchedule | None = None, again: bool = False) -> int:
    """Takes a schedule in and finds whose each line is; returns its id. ``read``: what was read of it already.

    Refused for the same file, and for the same run in another file unless ``again``; BadFile when it cannot be read.
    """
    card = office(office_id)
    act.lock(SCHEDULE_LOCK)
    digest = hashlib.sha256(data).hexdigest()
    _refuse_same_file(digest)
    found = read if read is not None else read_for(office_id, data, name, layout)
    _refuse_unusable(found, name)
    if not again:
        _refuse_same_run(office_id, found)
    row = act.add(Schedule(
        office=office_id, name=one_line(name)[:300], sha256=digest, reference=found.reference[:80],
        creditor_number=found.creditor_number[:40], state=ScheduleState.WAITING, paid_on=found.paid_on,
        period_from=found.period_from, period_to=found.period_to, stated_pence=found.stated_pence,
        gross_pence=found.gross_pence, recovery_pence=found.recovery_pence, net_pence=found.net_pence,
        lines=len(found.lines), imported_at=act.now, imported_by=act.who.name, content=data))
    asks = _add_lines(act, card, row, found.lines)
    if layout is not None:
        _remember(act, office_id, layout, name)
    count = len(found.lines)
    act.say(f"{card.name}: {count:,} line{'s' if count != 1 else ''} taken in, {format_pence(found.net_pence)}"
            + (f". {asks} of them need{'s' if asks == 1 else ''} you" if asks else ""), about=("schedule", row.id))
    act.take_back(put_aside, f"take {name} out again", schedule_id=row.id, why="Taken in by mistake")
    return int(row.id)


def read_for(office_id: int, data: bytes, name: str, layout: Layout | None = None) -> ReadSchedule:
    """Reads an office's file by the columns that are remembered for it; NeedsLayout when nobody has said them."""
    try:
        return read_schedule(data, name, layout)
    except NeedsLayout as error:
        known = layout_for(office_id, error.rows) if layout is None else None
        if known is None:
            raise
        return read_schedule(data, name, known)


def _refuse_same_file(digest: str) -> None:
    same = Schedule.select(*_HEAD).where(Schedule.sha256 == digest).order_by(Schedule.id.desc()).first()
    if same is not None:
        words = str(same.state)
        if same.state is ScheduleState.LEFT:
            words += f"{f' ({same.note})' if same.note else ''}. Take it up again instead"
        raise Refused(controls.came_before(same.name, same.imported_at.date(), same.imported_by, words))


_HEAD = (Schedule.id, Schedule.name, Schedule.state, Schedule.note, Schedule.imported_at, Schedule.imported_by, Schedule.lines,
         Schedule.net_pence, Schedule.reference)


def _refuse_unusable(found: ReadSchedule, name: str) -> None:
    """A line that cannot be read would be missing from the sums: the whole file stays out."""
    unread = [problem for problem in found.problems if problem.field == UNREAD]
    if unread:
        raise BadFile(f"{name}: " + ". ".join(str(problem).removesuffix(".") for problem in unread[:3])
                      + ". Nothing was taken in")
    if not found.lines:
        raise BadFile(f"{name} has no lines. Nothing was taken in")


def _refuse_same_run(office_id: int, found: ReadSchedule) -> None:
    """Another file with as many lines, the same sum, and the same reference or the same lines."""
    likely = Schedule.select(*_HEAD).where(
        (Schedule.office == office_id) & (Schedule.lines == len(found.lines)) & (Schedule.net_pence == found.net_pence)
        & (Schedule.state != ScheduleState.LEFT)).order_by(Schedule.id.desc())
    for row in likely:
        if (found.reference and row.reference == found.reference[:80]) or _marks(found.lines) == _marks(
                line.read for line in stored_lines(row.id)):
            raise Refused(controls.same_run(row.name, row.imported_at.date(), row.lines, row.net_pence, row.state))


def _marks(lines: Any) -> Any:
    return controls.fingerprint((line.claim_reference or line.rent_reference, line.name, line.period_from, line.period_to,
                                 line.net_pence) for line in lines)


def _add_lines(act: Act, card: OfficeRow, row: Schedule, lines: Sequence[ReadLine]) -> int:
    """Stores the lines with whose each is and what it is against the last run; returns how many need somebody."""
    act.progress(0, len(lines), f"Finding whose {len(lines):,} lines are")
    whole = whole_of(row, card)
    found, known = match_lines(card, whole, lines)
    told = told_of(zip(lines, (one.state for one in found), (one.account_id for one in found), strict=True), card.source,
                   before(whole), known.by_account)
    columns: dict[str, Sequence[Any]] = dict(zip(_LINE, zip(*lines, strict=True), strict=False))
    columns |= {name: [text[:longest] for text in columns[name]] for name, longest in _LONGEST.items()
                if max(map(len, columns[name])) > longest}
    columns |= dict(zip(_SETTLED, zip(*found, strict=True), strict=True))
    columns |= {"schedule": [row.id] * len(lines), "line_class": [one.line_class for one in told],
                "chosen_by": [None] * len(lines)}
    act.add_columns(ScheduleLine, columns, summary=row.name)
    return sum(one.state is LineState.ASK for one in found)


def whole_of(row: Schedule, card: OfficeRow) -> Whole:
    """What rules ask of a stored schedule's head."""
    return Whole(row.id, row.office_id, card.source, row.paid_on, row.period_from, row.period_to)


def match_lines(card: OfficeRow, whole: Whole, lines: Sequence[ReadLine],
                kept: dict[int, Settled] | None = None) -> tuple[list[Settled], Directory]:
    """Whose each line is, with what was found on the way. ``kept``: what a person said, by the line's place."""
    found = schedule_directory.directory(card, lines)
    debts = schedule_directory.debts(card, lines, {one.tenancy_id for one in found.by_account.values()})
    return settle(lines, found, debts, whole.span, kept), found


def _remember(act: Act, office_id: int, layout: Layout, name: str) -> None:
    """Keeps the columns that somebody showed for an office's files, instead of those for the same heading row."""
    for row in ScheduleLayout.select().where(ScheduleLayout.office == office_id):
        if layout.head and Layout.from_json(row.layout).fits(layout.head):
            act.change(row, layout=layout.to_json(), used_on=act.today)
            return
    act.add(ScheduleLayout(office=office_id, name=one_line(name)[:120] or "Schedule", layout=layout.to_json(),
                           used_on=act.today))


@needs(Permission.POST_MONEY)
def put_aside(act: Act, *, schedule_id: int, why: str) -> None:
    """A schedule that is not to be posted: wrong, double, or somebody else's. Its money, if it came, waits on."""
    row = open_schedule(act, schedule_id)
    if not one_line(why):
        raise Refused("Say why it is put aside")
    act.change(row, state=ScheduleState.LEFT, note=one_line(why)[:1000])
    act.say(f"{row.name} put aside: {one_line(why)}", about=("schedule", row.id))
    act.take_back(take_up, "take it up again", schedule_id=row.id)


@needs(Permission.POST_MONEY)
def take_up(act: Act, *, schedule_id: int) -> None:
    """A schedule that was put aside is to be posted after all."""
    act.lock(SCHEDULE_LOCK)
    row = schedule_of(schedule_id)
    if row.state is not ScheduleState.LEFT:
        raise Refused(f"{_SCHEDULE} is {row.state}")
    was = row.note
    act.change(row, state=ScheduleState.WAITING, note="")
    act.say(f"{row.name} is waiting again", about=("schedule", row.id))
    act.take_back(put_aside, "put it aside again", schedule_id=row.id, why=was or "Put aside")


@needs(Permission.POST_MONEY)
def match_again(act: Act, *, schedule_id: int) -> int:
    """Looks again whose the lines are that nobody has said, after claims were written; returns how many need somebody."""
    row = open_schedule(act, schedule_id)
    card, lines = office(row.office_id), stored_lines(row.id)
    kept = {place: Settled(line.state, line.account_id, line.claim_id, line.overpayment_id, line.recovery_account_id, line.why,
                           line.sure) for place, line in enumerate(lines) if line.chosen_by is not None}
    found, _ = match_lines(card, whole_of(row, card), [line.read for line in lines], kept)
    was = _put(act, {line.id: _stored(one) for line, one in zip(lines, found, strict=True)
                     if line.chosen_by is None and _differs(line, one)})
    asks = sum(one.state is LineState.ASK for one in found)
    act.say(f"{row.name}: {asks or 'no'} line{'' if asks == 1 else 's'} need{'s' if asks == 1 else ''} you",
            about=("schedule", row.id))
    if was:
        act.take_back(put_matches_back, "whose they were", schedule_id=row.id, was=was)
    return asks


@needs(Permission.POST_MONEY)
def put_matches_back(act: Act, *, schedule_id: int, was: Mapping[int, dict[str, Any]]) -> None:
    """The lines that were looked at again stand as they did before."""
    row = open_schedule(act, schedule_id)
    now = _put(act, was)
    act.say(f"{row.name}: {len(now)} line{'' if len(now) == 1 else 's'} as before", about=("schedule", row.id))
    act.take_back(put_matches_back, "look again", schedule_id=row.id, was=now)


def _put(act: Act, lines: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Puts lines down to others; returns how they stood, by line. One that somebody said something of since is refused."""
    was = {}
    for line_id, fields in lines.items():
        line = ScheduleLine.get_by_id(line_id)
        if line.chosen_by is not None:
            raise Refused(f"Line {line.number} was put down to somebody by {line.chosen_by} since. Nothing was changed")
        was[line_id] = {"state": line.state, "account": line.account_id, "claim": line.claim_id,
                        "overpayment": line.overpayment_id, "recovery_account": line.recovery_account_id, "why": line.why,
                        "sure": line.sure}
        act.change(line, **fields)
    return was


def _differs(line: Any, one: Settled) -> bool:
    return (line.state, line.account_id, line.claim_id, line.overpayment_id, line.recovery_account_id, line.why) != (
        one.state, one.account_id, one.claim_id, one.overpayment_id, one.recovery_account_id, one.why)


def _stored(one: Settled) -> dict[str, Any]:
    return dict(zip(_SETTLED, one, strict=True))


def schedule_of(schedule_id: int) -> Schedule:
    """A stored schedule without its file's bytes; NotFound when there is none."""
    names = [one for one in Schedule._meta.sorted_fields if one.name != "content"]
    row: Schedule | None = Schedule.select(*names).where(Schedule.id == schedule_id).first()
    if row is None:
        raise NotFound(f"{_SCHEDULE} is no longer there")
    return row


def open_schedule(act: Act, schedule_id: int) -> Schedule:
    """A schedule that is still to be posted, locked until the act ends."""
    act.lock(SCHEDULE_LOCK)
    row = schedule_of(schedule_id)
    if row.state not in OPEN:
        raise Refused(f"{_SCHEDULE} is {row.state}" + (f": {row.note}" if row.state is ScheduleState.LEFT and row.note else ""))
    return row

