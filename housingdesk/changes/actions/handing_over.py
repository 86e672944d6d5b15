"""An agreement ends and the home is handed over: the ending, the empty home, and who is to hear of it, each written down.

Nothing here sends anything. A party counts as told when somebody writes down that it was, with the words that went.
"""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.circumstances import note_ending, tell_ending, unnote_ending
from housingdesk.changes.models import Told
from housingdesk.changes.queries.telling import ToldRow, telling, told_row
from housingdesk.changes.rules.telling import TASK, ToldDraft
from housingdesk.changes.rules.words import ToldParty
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import add_task, drop_task, finish_task
from housingdesk.diary.queries import tasks
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import end_letting, reopen_letting
from housingdesk.tenancies.actions.in_step import say_agreement
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_LINE = "This line"


@needs(Permission.KEEP_TENANCIES)
def end_and_hand_over(act: Act, *, tenancy_id: int, reason: EndReason, event_on: date, version: int | None = None) -> date:
    """Ends an agreement, opens the empty home, and sets who is to be told as one thing to do; returns the last day."""
    last = end_letting(act, tenancy_id=tenancy_id, reason=reason, event_on=event_on, version=version)
    said, row = act.sentence or "", tenancy(tenancy_id)
    note_ending(act, tenancy_id=tenancy_id, last_day=last)
    left = telling(tenancy_id).left
    if left:
        add_task(act, subject=Ref("tenancy", tenancy_id), draft=TaskDraft(
            f"{TASK}{row.words.agreement} {row.reference}, last day {format_date(last)}", act.today))
    act.say(f"{said}. {left} to be told" if left else said, about=("tenancy", tenancy_id))
    act.take_back(reopen_after_ending, "reopen it", tenancy_id=tenancy_id, version=row.version)
    return last


@needs(Permission.KEEP_TENANCIES)
def reopen_after_ending(act: Act, *, tenancy_id: int, version: int | None = None) -> None:
    """Undoes an ending; who was told of it already stays written down, and is named."""
    row = tenancy(tenancy_id)
    told = [one.told for one in telling(tenancy_id).lines if one.told is not None] if row.ends_on is not None else []
    reopen_letting(act, tenancy_id=tenancy_id, version=version)
    said = act.sentence or ""
    unnote_ending(act, tenancy_id=tenancy_id)
    for task in tasks(Ref("tenancy", tenancy_id)):
        if task.text.startswith(TASK):
            drop_task(act, task_id=task.id, version=task.version)
    heard = ", ".join(str(one.whom) for one in told)
    act.say(f"{said}. Told of the end, and now to hear that it goes on: {heard}" if heard else said,
            about=("tenancy", tenancy_id))
    if row.end_reason is not None and row.ends_on is not None:
        act.take_back(end_and_hand_over, f"end it again on {format_date(row.ends_on)}", tenancy_id=tenancy_id,
                      reason=row.end_reason, event_on=row.end_event_on or row.ends_on, version=tenancy(tenancy_id).version)


@needs(Permission.KEEP_TENANCIES)
def write_down_told(act: Act, *, tenancy_id: int, whom: ToldParty, draft: ToldDraft, change_id: int | None = None) -> int:
    """Writes down that a party was told, how and with which words; when all were, the thing to do is done. Returns its id."""
    refuse(draft.problems(act.today))
    row = tenancy(tenancy_id)
    made = act.add(Told(tenancy=tenancy_id, change=change_id, whom=whom, name=one_line(draft.name), what=draft.what.strip(),
                        on=draft.on, how=one_line(draft.how), recorded_at=act.now, recorded_by=act.who.name))
    if whom in (ToldParty.HOUSING_BENEFIT, ToldParty.UNIVERSAL_CREDIT):
        tell_ending(act, tenancy_id=tenancy_id, on=draft.on, dwp=whom is ToldParty.UNIVERSAL_CREDIT)
    left = telling(tenancy_id).left if row.ends_on is not None else 0
    if not left:
        for task in tasks(Ref("tenancy", tenancy_id)):
            if task.text.startswith(TASK):
                finish_task(act, task_id=task.id, version=task.version)
    act.say(f"{whom} told of {say_agreement(tenancy_id)}: {one_line(draft.how)}, {format_date(draft.on)}"
            + (f". {left} still to be told" if left else ""), about=("tenancy", tenancy_id))
    act.take_back(take_off_told, "take it off", told_id=made.id, version=made.version, because="entered by mistake")
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def take_off_told(act: Act, *, told_id: int, version: int, because: str) -> None:
    """Takes off a line that was written by mistake: they were not told. It is to do again."""
    record, was = as_seen(Told, told_id, version, _LINE), told_row(told_id)
    said = line_problem(because, "The reason", 200) if because.strip() else "Say in a few words why"
    refuse([Problem("because", said)] if said else [])
    if was.removed:
        raise Refused("This line is taken off already")
    act.change(record, removed=one_line(because))
    _to_do_again(act, was)
    act.say(f"{was.whom} was not told after all: {one_line(because)}", about=("tenancy", was.tenancy_id))
    act.take_back(write_down_again, "put it back", told_id=record.id, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def write_down_again(act: Act, *, told_id: int, version: int) -> None:
    """Puts back a line that was taken off."""
    record, was = as_seen(Told, told_id, version, _LINE), told_row(told_id)
    if not was.removed:
        raise Refused("This line stands already")
    act.change(record, removed="")
    act.say(f"{was.whom} was told, {format_date(was.on)}", about=("tenancy", was.tenancy_id))
    act.take_back(take_off_told, "take it off", told_id=record.id, version=record.version, because=was.removed)


def _to_do_again(act: Act, was: ToldRow) -> None:
    row, subject = tenancy(was.tenancy_id), Ref("tenancy", was.tenancy_id)
    if row.ends_on is not None and not any(task.text.startswith(TASK) for task in tasks(subject)):
        add_task(act, subject=subject, draft=TaskDraft(
            f"{TASK}{row.words.agreement} {row.reference}, last day {format_date(row.ends_on)}", act.today))
