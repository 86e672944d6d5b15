"""The keys of a home come late: its plan, the viewings, offers and sign-ups of it move together, and the messages are drafted.

A message is kept with the empty home, ready to be copied, with a task for today to send it. A letter to the household begins
with its words, and does the task.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_note, add_task, drop_task, remove_note, reopen_task, restore_note
from housingdesk.diary.queries import note
from housingdesk.diary.rules import NoteDraft, TaskDraft
from housingdesk.lettings.models import Answer, Applicant, Offer, SignUp, SupportAsk, Viewing
from housingdesk.lettings.rules.moved_days import DayMoved, message, moved_start, moved_viewing
from housingdesk.lettings.rules.words import OfferState, SignUpState
from housingdesk.properties.queries import agents, space
from housingdesk.settings import queries as settings
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref
from housingdesk.voids.actions import lanes, steps
from housingdesk.voids.actions.kept import put_back
from housingdesk.voids.queries.plan import home_of, void_plan
from housingdesk.voids.rules.drafts import Late
from housingdesk.voids.rules.words import VoidStepKind

STARTS_ON = "starts_on"
_OPEN_OFFERS = (OfferState.OPEN, OfferState.ACCEPTED)
_OPEN_SIGN_UPS = (SignUpState.IN_PROGRESS, SignUpState.SECOND_MEETING)


@frozen
class Followed:
    """What followed from late keys: the days that moved, the messages (notes) and the tasks to send them."""

    days: tuple[DayMoved, ...] = ()
    notes: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()


@needs(Permission.KEEP_APPLICANTS)
def expect_keys(act: Act, *, void_id: int, on: date, late: Late | None = None, version: int | None = None) -> Followed:
    """The keys are promised for another day; where that is later, all that waits for them moves and those who wait are told."""
    was = _promised(act, void_id)
    steps.promise(act, void_id=void_id, step=VoidStepKind.KEYS, on=on, late=late, version=version)
    return _follow(act, void_id, was, on)


@needs(Permission.KEEP_APPLICANTS)
def take_keys_in(act: Act, *, void_id: int, on: date, late: Late | None = None, version: int | None = None, tag: str = "",
                 count: int = 1, readings: tuple[lanes.Read, ...] = ()) -> Followed:
    """The keys are back, as ``voids.actions.lanes.keys_in``; where they are late, all that waits for them moves."""
    was = _promised(act, void_id)
    lanes.keys_in(act, void_id=void_id, on=on, late=late, version=version, tag=tag, count=count, readings=readings)
    return _follow(act, void_id, was, on)


@needs(Permission.KEEP_APPLICANTS)
def put_days_back(act: Act, *, plan: dict[str, Any], followed: Followed, undo: bool) -> None:
    """Takes a change of the keys back with all that followed from it, or does it again."""
    put_back(act, **plan)
    said, back = act.sentence, act.undo
    assert back is not None
    for one in followed.days:
        _set_day(act, one, one.was if undo else one.now)
    for number in followed.notes:
        (remove_note if undo else restore_note)(act, note_id=number, version=_note_version(act, number))
    for number in followed.tasks:
        (drop_task if undo else reopen_task)(act, task_id=number, version=None)
    act.say(said or "", about=("void", plan["void_id"]))
    act.take_back(put_days_back, back.label, plan=back.facts, followed=followed, undo=not undo)


def _follow(act: Act, void_id: int, was: date | None, on: date) -> Followed:
    """Moves what waits for the keys and drafts what is to be sent."""
    said, plan = act.sentence, act.undo
    assert plan is not None
    followed = Followed()
    if was is not None and on > was:
        by_applicant = _days_of(act, void_id, was, (on - was).days)
        for days in by_applicant.values():
            for one in days:
                _set_day(act, one, one.now)
        notes, tasks = _messages(act, void_id, was, on, by_applicant)
        moved = tuple(one for days in by_applicant.values() for one in days)
        followed = Followed(moved, notes, tasks)
        if notes:
            said = f"{said}. {len(notes)} message{'s' if len(notes) > 1 else ''} drafted"
    act.say(said or "", about=("void", void_id))
    act.take_back(put_days_back, plan.label, plan=plan.facts, followed=followed, undo=True)
    return followed


def _days_of(act: Act, void_id: int, was: date, shift: int) -> dict[int, list[DayMoved]]:
    """The days of everybody who waits for the home that are not before the keys were to come, by applicant."""
    row = void_plan(void_id, act.today).row
    holidays = settings.extra_holidays(act.today)
    found: dict[int, list[DayMoved]] = {}
    for viewing in Viewing.select().where((Viewing.space == row.space_id) & Viewing.outcome.is_null() & (Viewing.on >= was)):
        found.setdefault(viewing.applicant_id, []).append(
            DayMoved("the viewing", viewing.on, moved_viewing(viewing.on, shift, holidays), "viewing", viewing.id))
    for offer in Offer.select().where((Offer.void == void_id) & Offer.state.in_(_OPEN_OFFERS) & (Offer.starts_on >= was)):
        found.setdefault(offer.applicant_id, []).append(
            DayMoved("the first day", offer.starts_on, moved_start(offer.starts_on, shift), "offer", offer.id))
    for applicant_id, answer_id, start in _answered(void_id, row.space_id):
        if start >= was:
            known = {one.was for one in found.get(applicant_id, ()) if one.record == "offer"}
            what = "the first day" if start not in known else "the first day in the sign-up"
            found.setdefault(applicant_id, []).append(
                DayMoved(what, start, moved_start(start, shift), "answer", answer_id))
    return found


def _answered(void_id: int, space_id: int) -> Iterator[tuple[int, int, date]]:
    """Applicant, answer and first day of the sign-ups of the home that are not signed yet."""
    rows = (Answer.select(Answer, SignUp).join(SignUp, on=(Answer.sign_up == SignUp.id), attr="in_sign_up")
            .where(((SignUp.void == void_id) | (SignUp.space == space_id)) & SignUp.state.in_(_OPEN_SIGN_UPS)
                   & (Answer.key == STARTS_ON) & (Answer.value != "")))
    for row in rows:
        try:
            yield row.applicant_id, row.id, date.fromisoformat(row.value)
        except ValueError:
            continue


def _set_day(act: Act, moved: DayMoved, day: date) -> None:
    """Writes a day where it is kept."""
    if moved.record == "answer":
        act.change(Answer.get_by_id(moved.record_id), value=day.isoformat())
    elif moved.record == "offer":
        act.change(Offer.get_by_id(moved.record_id), starts_on=day)
    else:
        act.change(Viewing.get_by_id(moved.record_id), on=day)


def _messages(act: Act, void_id: int, was: date, now: date, by_applicant: dict[int, list[DayMoved]],
              ) -> tuple[tuple[int, ...], tuple[int, ...]]:
    row = void_plan(void_id, act.today).row
    address, subject = space(row.space_id).said, Ref("void", void_id)
    sender = "\n".join(part for part in (settings.value("org.name", act.today), settings.value("org.phone", act.today)) if part)
    notes, tasks = [], []
    for applicant_id, days in by_applicant.items():
        name = Applicant.get_by_id(applicant_id).name
        told = [(name, "")] + [(support, name) for support in _support(applicant_id, row.space_id, row.left_id)]
        for to, about in told:
            text = message(to, about, address, was, now, days, sender)
            notes.append(add_note(act, subject=subject, draft=NoteDraft(text)))
            tasks.append(add_task(act, subject=subject, draft=TaskDraft(
                f"Send {to} the new days of {address}. The message is ready with the home"[:500], act.today)))
    return tuple(notes), tuple(tasks)


def _support(applicant_id: int, space_id: int, left_id: int | None) -> list[str]:
    """Who supports them: the provider that was asked, else the one of the home."""
    asked = (SupportAsk.select(SupportAsk.agent).where((SupportAsk.applicant == applicant_id) & (SupportAsk.removed == ""))
             .order_by(SupportAsk.id.desc()).tuples().first())
    if asked is not None:
        return [one.name for one in agents() if one.id == asked[0]]
    home = home_of(space_id, left_id)
    return [home.support] if home.support else []


def _promised(act: Act, void_id: int) -> date | None:
    return void_plan(void_id, act.today).step(VoidStepKind.KEYS).promised_on


def _note_version(act: Act, note_id: int) -> int:
    row = note(note_id, act.today)
    assert row is not None
    return row.version
