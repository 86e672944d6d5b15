"""Putting a hold on, changing it, ending it early, and taking off one that was put on by mistake."""

from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.holds.models import Hold
from housingdesk.holds.rules import BY_LAW, HoldDraft, Stop, sentence
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem, reason_problems, refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_HOLD = "This hold"


@needs(Permission.WRITE_NOTES)
def put_hold(act: Act, *, subject: Ref, draft: HoldDraft) -> int:
    """Puts a hold on a record; returns its id. Whoever learns of a breathing space must be able to put it on at once."""
    refuse(draft.problems())
    hold = act.add(Hold(subject=str(subject), put_on_at=act.now, put_on_by=act.who.name, **_facts(draft)))
    act.say(_said(hold), about=subject)
    act.take_back(remove_hold, "take the hold off", hold_id=hold.id, version=hold.version, because="put on by mistake")
    return int(hold.id)


@needs(Permission.KEEP_TENANCIES)
def change_hold(act: Act, *, hold_id: int, version: int, draft: HoldDraft) -> None:
    """Writes a hold anew, for example when the adviser adds a debt or the treatment ends."""
    hold = _standing(hold_id, version)
    refuse(draft.problems())
    was = _draft(hold)
    act.change(hold, **_facts(draft))
    act.say(_said(hold), about=Ref.of(hold.subject))
    act.take_back(change_hold, "put the hold back as it was", hold_id=hold.id, version=hold.version, draft=was)


@needs(Permission.KEEP_TENANCIES)
def end_hold(act: Act, *, hold_id: int, version: int, end: date, because: str) -> None:
    """Ends a hold before its day, or one that had none: it no longer holds from ``end`` on."""
    hold = _standing(hold_id, version)
    refuse(_end_problems(hold, end, because, act.today))
    was = (hold.end, hold.ended_because)
    act.change(hold, end=end, ended_because=one_line(because))
    act.say(f"{str(hold.kind).capitalize()} ended: from {format_date(end)} it stops nothing", about=Ref.of(hold.subject))
    act.take_back(reopen_hold, "let the hold stand again", hold_id=hold.id, version=hold.version, end=was[0], because=was[1])


@needs(Permission.KEEP_TENANCIES)
def reopen_hold(act: Act, *, hold_id: int, version: int, end: date | None, because: str = "") -> None:
    """Lets a hold stand again to the day it had."""
    hold = _standing(hold_id, version)
    was = (hold.end, hold.ended_because)
    act.change(hold, end=end, ended_because=because)
    act.say(_said(hold), about=Ref.of(hold.subject))
    if was[0] is not None:
        act.take_back(reopen_hold, "end the hold again", hold_id=hold.id, version=hold.version, end=was[0], because=was[1])


@needs(Permission.WRITE_NOTES)
def remove_hold(act: Act, *, hold_id: int, version: int, because: str) -> None:
    """Takes off a hold that was put on by mistake: it never held. A line stays that says so."""
    hold = _standing(hold_id, version)
    refuse(reason_problems(because))
    act.change(hold, removed=one_line(because))
    act.say(f"{str(hold.kind).capitalize()} taken off: {one_line(because)}", about=Ref.of(hold.subject))
    act.take_back(restore_hold, "put the hold on again", hold_id=hold.id, version=hold.version)


@needs(Permission.WRITE_NOTES)
def restore_hold(act: Act, *, hold_id: int, version: int) -> None:
    """Puts a hold on again that was taken off."""
    hold = as_seen(Hold, hold_id, version, _HOLD)
    if not hold.removed:
        raise Refused("This hold stands already")
    was = hold.removed
    act.change(hold, removed="")
    act.say(_said(hold), about=Ref.of(hold.subject))
    act.take_back(remove_hold, "take the hold off", hold_id=hold.id, version=hold.version, because=was)


def _standing(hold_id: int, version: int) -> Hold:
    hold = as_seen(Hold, hold_id, version, _HOLD)
    if hold.removed:
        raise Refused("This hold was taken off. Put it on again first")
    return hold


def _facts(draft: HoldDraft) -> dict[str, Any]:
    return {"kind": draft.kind, "start": draft.start, "end": draft.end, "debt_pence": draft.debt_pence,
            "stops": "\n".join(stop for stop in Stop if stop in draft.stops), "people": one_line(draft.people),
            "source": one_line(draft.source), "reference": one_line(draft.reference), "note": draft.note.strip()}


def _draft(hold: Hold) -> HoldDraft:
    return HoldDraft(hold.kind, hold.start, hold.end, frozenset(Stop(word) for word in hold.stops.splitlines()), hold.source,
                     hold.reference, hold.note, hold.debt_pence, hold.people)


def _said(hold: Hold) -> str:
    return sentence(hold.kind, hold.start, hold.end, [Stop(word) for word in hold.stops.splitlines()], hold.debt_pence)


def _end_problems(hold: Hold, end: date, because: str, today: date) -> list[Problem]:
    found = reason_problems(because)
    if end <= hold.start:
        found.append(Problem("end", f"It started on {format_date(hold.start)}. If it never held, take it off instead"))
    if hold.end is not None and end > hold.end:
        found.append(Problem("end", f"It ends on {format_date(hold.end)} by itself. To make it longer, change it"))
    if hold.kind in BY_LAW and end > today:
        found.append(Problem("end", "A breathing space is ended when you are told that it ended, not before"))
    return found
