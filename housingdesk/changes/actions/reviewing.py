"""Reviews are kept as they are held; what was agreed is ticked off; moving on is written down."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.changes.models import MoveOn, Review, ReviewAction
from housingdesk.changes.queries.moving_on import move_on
from housingdesk.changes.queries.reviews import row_of
from housingdesk.changes.rules.review_forms import AgreedDraft, MoveOnDraft, ReviewDraft
from housingdesk.changes.stock import review_forms
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.problems import reason_problems, refuse
from housingdesk.values.text import line_problem, one_line, sentence_case

_WHAT, _AGREED = "This review", "This line"


@needs(Permission.KEEP_TENANCIES)
def keep_review(act: Act, *, tenancy_id: int, draft: ReviewDraft, form: Mapping[str, str], review_id: int | None = None,
                version: int | None = None) -> int:
    """Keeps a review, begun or held; returns its id. Nothing about the agreement itself follows from it."""
    refuse(draft.problems(form, act.today))
    row = tenancy(tenancy_id)
    facts = _columns(draft, form)
    if review_id is None:
        record = act.add(Review(tenancy=tenancy_id, recorded_at=act.now, recorded_by=act.who.name, **facts))
        act.take_back(remove_review, "take it off", review_id=record.id, version=record.version, because="entered by mistake")
    else:
        record = as_seen(Review, review_id, version, _WHAT)
        was = row_of(record)
        act.change(record, **facts)
        act.take_back(keep_review, "as it was", tenancy_id=tenancy_id, review_id=record.id, version=record.version,
                      draft=ReviewDraft(was.kind, was.due_on, was.held_on, was.held_by, was.with_whom, was.outcome),
                      form=was.form)
    how = f"held on {format_date(draft.held_on)}" if draft.held_on else "begun"
    act.say(f"{sentence_case(draft.kind)} of {row.names} {how}", about=("tenancy", tenancy_id))
    return int(record.id)


@needs(Permission.KEEP_TENANCIES)
def remove_review(act: Act, *, review_id: int, version: int, because: str) -> None:
    """Takes off a review that was entered by mistake; a line stays that says so, and it is due again."""
    record = as_seen(Review, review_id, version, _WHAT)
    refuse(reason_problems(because))
    if record.removed:
        raise Refused("This review is taken off already")
    act.change(record, removed=one_line(because))
    act.say(f"{sentence_case(record.kind)} taken off: {one_line(because)}", about=("tenancy", record.tenancy_id))
    act.take_back(restore_review, "put it back", review_id=record.id, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def restore_review(act: Act, *, review_id: int, version: int) -> None:
    """Puts back a review that was taken off."""
    record = as_seen(Review, review_id, version, _WHAT)
    if not record.removed:
        raise Refused("This review stands already")
    was = record.removed
    act.change(record, removed="")
    act.say(f"{sentence_case(record.kind)} stands again", about=("tenancy", record.tenancy_id))
    act.take_back(remove_review, "take it off", review_id=record.id, version=record.version, because=was)


@needs(Permission.KEEP_TENANCIES)
def agree_on(act: Act, *, review_id: int, draft: AgreedDraft) -> int:
    """Writes down who does what by when; returns the line's id."""
    refuse(draft.problems())
    review = as_seen(Review, review_id, None, _WHAT)
    made = act.add(ReviewAction(review=review_id, what=one_line(draft.what), who=one_line(draft.who), by_on=draft.by_on))
    act.say(f"{one_line(draft.who)}: {one_line(draft.what)}, by {format_date(draft.by_on)}",
            about=("tenancy", review.tenancy_id))
    act.take_back(settle_agreed, "not agreed after all", action_id=made.id, version=made.version, on=act.today,
                  note="entered by mistake")
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def settle_agreed(act: Act, *, action_id: int, version: int, on: date | None, note: str = "") -> None:
    """Says on which day something agreed was done; ``on`` None: it is still to be done."""
    record = as_seen(ReviewAction, action_id, version, _AGREED)
    if on is not None and on > act.today:
        raise Refused("Only what is done is written down")
    said = line_problem(note, "The note", 500)
    if said:
        raise Refused(said)
    was: tuple[date | None, str] = (record.done_on, record.note)
    act.change(record, done_on=on, note=one_line(note))
    act.say(f"{record.what}: {'done ' + format_date(on) if on else 'to be done'}",
            about=("tenancy", as_seen(Review, record.review_id, None, _WHAT).tenancy_id))
    act.take_back(settle_agreed, "as it was", action_id=record.id, version=record.version, on=was[0], note=was[1])


@needs(Permission.KEEP_TENANCIES)
def keep_move_on(act: Act, *, tenancy_id: int, draft: MoveOnDraft, version: int = 0) -> None:
    """Keeps how far somebody's moving on is. It ends no agreement."""
    refuse(draft.problems(act.today))
    row, (was, move_on_id, _) = tenancy(tenancy_id), move_on(tenancy_id)
    facts: dict[str, Any] = {"ready_on": draft.ready_on, "plan": draft.plan.strip(), "outcome": draft.outcome,
                             "destination": draft.destination, "moved_on": draft.moved_on, "note": draft.note.strip()}
    if move_on_id is None:
        record = act.add(MoveOn(tenancy=tenancy_id, recorded_at=act.now, recorded_by=act.who.name, **facts))
    else:
        record = act.change(as_seen(MoveOn, move_on_id, version, "This plan"), recorded_at=act.now,
                            recorded_by=act.who.name, **facts)
    how = f"moved on {format_date(draft.moved_on)}" if draft.moved_on else (
        f"ready since {format_date(draft.ready_on)}" if draft.ready_on else "not ready yet")
    act.say(f"Moving on, {row.names}: {how}", about=("tenancy", tenancy_id))
    act.take_back(keep_move_on, "as it was", tenancy_id=tenancy_id, draft=was, version=record.version)


def _columns(draft: ReviewDraft, form: Mapping[str, str]) -> dict[str, Any]:
    known = {question.key for question in review_forms()[draft.kind]}
    given = {key: text.strip() for key, text in form.items() if key in known and text.strip()}
    return {"kind": draft.kind, "due_on": draft.due_on, "held_on": draft.held_on, "held_by": one_line(draft.held_by),
            "with_whom": one_line(draft.with_whom), "outcome": draft.outcome.strip(),
            "form": json.dumps(given, ensure_ascii=False)}
