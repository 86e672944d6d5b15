"""A guided change from the day it is asked for to a decision: what was answered, what was done with its evidence, yes or no.

What a change does to the agreement is ``carrying_out``’s; nothing here changes an agreement.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.changes.actions.transferring import begin_application, end_application
from housingdesk.changes.models import Change, ChangeStep
from housingdesk.changes.queries import judging
from housingdesk.changes.queries.changes import ChangeRow, row_of, title_of
from housingdesk.changes.rules.findings import day_of
from housingdesk.changes.rules.judging.holders import refusal_problem
from housingdesk.changes.rules.process import answer_problems
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.changes.stock import processes
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.holds.actions import put_hold
from housingdesk.holds.queries import holds
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem, reason_problems, refuse
from housingdesk.values.text import line_problem, one_line, sentence_case, text_problem
from housingdesk.values.timeline import Ref

WHAT = "This change"


@needs(Permission.KEEP_TENANCIES)
def begin_change(act: Act, *, tenancy_id: int, kind: ChangeKind, asked_on: date, asked_by: str = "") -> int:
    """Begins a guided change; returns its id. A death puts a bereavement hold on the arrears letters at once."""
    row = tenancy(tenancy_id)
    if asked_on > act.today:
        raise Refused("It was asked for today or earlier")
    said = line_problem(asked_by, "The name", 200)
    if said:
        raise Refused(said)
    if kind not in judging.can_begin(tenancy_id, act.today):
        raise Refused(f"{in_their_words(sentence_case(kind), row.kind)} is under way already, or does not fit this "
                      f"{row.words.agreement}")
    made = act.add(Change(
        tenancy=tenancy_id, kind=kind, state=ChangeState.OPEN, asked_on=asked_on, asked_by=one_line(asked_by),
        answer_by=processes()[kind].answer_by(asked_on), begun_at=act.now, begun_by=act.who.name))
    held = _bereavement(act, tenancy_id, asked_by) if kind is ChangeKind.DEATH else ""
    act.say(f"{in_their_words(sentence_case(kind), row.kind)} begun, {row.names}{held}", about=("tenancy", tenancy_id))
    act.take_back(give_up_change, "the beginning", change_id=made.id, version=made.version, because="begun by mistake")
    return int(made.id)


def _bereavement(act: Act, tenancy_id: int, told_by: str) -> str:
    subject = Ref("tenancy", tenancy_id)
    if any(one.kind is HoldKind.BEREAVEMENT and one.holds_on(act.today) for one in holds(subject)):
        return ". The bereavement hold stands already"
    put_hold(act, subject=subject, draft=HoldDraft(
        HoldKind.BEREAVEMENT, act.today, None, STOPS[HoldKind.BEREAVEMENT], one_line(told_by)))
    return ". Arrears letters and notices are held: bereavement"


@needs(Permission.KEEP_TENANCIES)
def answer_change(act: Act, *, change_id: int, version: int, answers: Mapping[str, str]) -> None:
    """Keeps what was answered; an answer that stops the change is kept too, and said. Empty is not answered yet."""
    record = _running(change_id, version, ChangeState.OPEN)
    row = row_of(record)
    asked = {one.key for one in processes()[row.kind].asked}
    given = {key: text.strip() for key, text in answers.items() if key in asked and text.strip()}
    refuse(answer_problems(processes()[row.kind].asked, given))
    act.change(record, answers=json.dumps(given, ensure_ascii=False))
    _note_death(act, row, given)
    act.say(f"{title_of(row)}: questions answered", about=("tenancy", row.tenancy_id))
    act.take_back(answer_change, "the answers", change_id=record.id, version=record.version, answers=row.answers)


def _note_death(act: Act, row: ChangeRow, given: Mapping[str, str]) -> None:
    """The day of a death stands with the person as well, so that nobody writes to them; and goes when the answer goes."""
    if row.kind not in (ChangeKind.DEATH, ChangeKind.SUCCESSION):
        return
    for answers, died_on in ((row.answers, None), (given, day_of(given, "died_on"))):
        if not answers.get("died") or not answers.get("died_on") or (died_on is not None and died_on > act.today):
            continue
        draft, version = people_queries.person_draft(int(answers["died"]))
        if draft.died_on != died_on:
            change_person(act, person_id=int(answers["died"]), version=version, draft=replace(draft, died_on=died_on))


@needs(Permission.KEEP_TENANCIES)
def record_change_step(act: Act, *, change_id: int, step: str, done_on: date, note: str, file: FileDraft | None = None) -> int:
    """Writes down that a step was done, with its evidence; returns the line's id."""
    record = as_seen(Change, change_id, None, WHAT)
    row = row_of(record)
    if not row.running:
        raise Refused(f"This change is {row.state}. Nothing more is recorded with it")
    spec = next((one for one in processes()[row.kind].steps if one.key == step), None)
    if spec is None:
        raise Refused("There is no such step in this change")
    found = [Problem("done_on", "Only what is done is recorded")] if done_on > act.today else []
    if not note.strip() and file is None:
        found.append(Problem("note", "Say what was seen or done, or add the paper"))
    said = text_problem(note, "The note", 2_000)
    refuse(found + ([Problem("note", said)] if said else []))
    document = keep_file(act, subject=Ref("tenancy", row.tenancy_id), draft=file) if file is not None else None
    made = act.add(ChangeStep(change=change_id, step=step, done_on=done_on, note=note.strip(), document=document,
                              recorded_at=act.now, recorded_by=act.who.name))
    act.say(f"{title_of(row)}: {spec.words}, {format_date(done_on)}", about=("tenancy", row.tenancy_id))
    act.take_back(remove_change_step, "take it off", step_id=made.id, version=made.version, because="entered by mistake")
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def remove_change_step(act: Act, *, step_id: int, version: int, because: str) -> None:
    """Takes off a step that was recorded by mistake; a line stays that says so."""
    step = as_seen(ChangeStep, step_id, version, "This step")
    row = row_of(as_seen(Change, step.change_id, None, WHAT))
    if not row.running:
        raise Refused(f"This change is {row.state}. Its steps stay as they are")
    refuse(reason_problems(because))
    act.change(step, removed=one_line(because))
    act.say(f"{title_of(row)}: a step taken off: {one_line(because)}", about=("tenancy", row.tenancy_id))
    act.take_back(restore_change_step, "put it back", step_id=step.id, version=step.version)


@needs(Permission.KEEP_TENANCIES)
def restore_change_step(act: Act, *, step_id: int, version: int) -> None:
    """Puts back a step that was taken off."""
    step = as_seen(ChangeStep, step_id, version, "This step")
    was = step.removed
    if not was:
        raise Refused("This step stands already")
    row = row_of(as_seen(Change, step.change_id, None, WHAT))
    act.change(step, removed="")
    act.say(f"{title_of(row)}: a step stands again", about=("tenancy", row.tenancy_id))
    act.take_back(remove_change_step, "take it off", step_id=step.id, version=step.version, because=was)


@needs(Permission.KEEP_TENANCIES)
def agree_to_change(act: Act, *, change_id: int, version: int, effective_on: date | None, reason: str) -> None:
    """Decides for it. Refused while something stops it, a question is open, or the day is too early; nothing ends by this."""
    record = _running(change_id, version, ChangeState.OPEN)
    file = judging.file_of(row_of(record), act.today)
    refuse(_reason(reason))
    unanswered = file.process.unanswered(file.row.answers, file.facts.flags)
    if unanswered:
        raise Refused(f"Answer first: {unanswered[0].words}")
    if file.stopped:
        raise Refused(". ".join(words.removesuffix(".") for words in file.stopped[:2]))
    refuse_early(file, effective_on)
    more = {"answers": begin_application(act, file.row)} if file.row.kind is ChangeKind.TRANSFER else {}
    act.change(record, state=ChangeState.DECIDED, decided_on=act.today, decided_by=act.who.name, reason=reason.strip(),
               effective_on=effective_on, **more)
    applied = ". They stand among the applicants now" if more else ""
    when = f" from {format_day(effective_on)}" if effective_on is not None else ""
    act.say(f"{file.title} agreed{when}, {file.tenancy.names}{applied}", about=("tenancy", file.row.tenancy_id))
    act.take_back(reconsider_change, "the decision", change_id=record.id, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def refuse_change(act: Act, *, change_id: int, version: int, ground: str, reason: str) -> None:
    """Decides against it, with the reason; where the law lists grounds, with one of them and in time."""
    record = _running(change_id, version, ChangeState.OPEN)
    row = row_of(record)
    refuse(_reason(reason))
    named = next((one for one in processes()[row.kind].grounds if one.key == ground), None)
    if row.kind is ChangeKind.EXCHANGE and (said := refusal_problem(row.asked_on, act.today, named.key if named else "")):
        raise Refused(said)
    because = f"{named.words} ({named.law})" if named is not None else one_line(reason)
    act.change(record, state=ChangeState.REFUSED, decided_on=act.today, decided_by=act.who.name, reason=reason.strip(),
               ended_at=act.now, ended_because=because[:1000])
    act.say(f"{title_of(row)} refused, {tenancy(row.tenancy_id).names}: {because}", about=("tenancy", row.tenancy_id))
    act.take_back(reconsider_change, "the decision", change_id=record.id, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def reconsider_change(act: Act, *, change_id: int, version: int) -> None:
    """Opens a decision again that nothing has followed yet."""
    record = as_seen(Change, change_id, version, WHAT)
    if record.state not in (ChangeState.DECIDED, ChangeState.REFUSED):
        raise Refused(f"This change is {record.state}: there is no decision to open again")
    end_application(act, row_of(record), "The transfer is to be decided again")
    act.change(record, state=ChangeState.OPEN, decided_on=None, decided_by="", reason="", effective_on=None, ended_at=None,
               ended_because="")
    act.say(f"{title_of(row_of(record))}: to be decided again", about=("tenancy", record.tenancy_id))


@needs(Permission.KEEP_TENANCIES)
def give_up_change(act: Act, *, change_id: int, version: int, because: str) -> None:
    """Stops a change before it took effect, with a reason."""
    record = as_seen(Change, change_id, version, WHAT)
    row = row_of(record)
    if not row.running:
        raise Refused(f"This change is {row.state} already")
    refuse(reason_problems(because))
    end_application(act, row, one_line(because))
    act.change(record, state=ChangeState.GIVEN_UP, ended_at=act.now, ended_because=one_line(because))
    act.say(f"{title_of(row)} given up: {one_line(because)}", about=("tenancy", row.tenancy_id))
    act.take_back(take_up_change, "take it up again", change_id=record.id, version=record.version, state=row.state)


@needs(Permission.KEEP_TENANCIES)
def take_up_change(act: Act, *, change_id: int, version: int, state: ChangeState = ChangeState.OPEN) -> None:
    """Takes up a change again that was given up."""
    record = as_seen(Change, change_id, version, WHAT)
    if record.state is not ChangeState.GIVEN_UP:
        raise Refused("Only a change that was given up is taken up again")
    was = record.ended_because
    back = ChangeState.DECIDED if state is ChangeState.DECIDED and record.decided_on is not None else ChangeState.OPEN
    act.change(record, state=back, ended_at=None, ended_because="")
    act.say(f"{title_of(row_of(record))} taken up again", about=("tenancy", record.tenancy_id))
    act.take_back(give_up_change, "give it up", change_id=record.id, version=record.version, because=was)


def refuse_early(file: judging.ChangeFile, effective_on: date | None) -> None:
    """Refused for a day that is before the first lawful one."""
    earliest = file.judgement.earliest_on
    if effective_on is not None and earliest is not None and effective_on < earliest:
        raise Refused(f"{format_day(effective_on)} is too early: {format_day(earliest)} is the first lawful day")


def _running(change_id: int, version: int, state: ChangeState) -> Change:
    record = as_seen(Change, change_id, version, WHAT)
    if record.state is not state:
        raise Refused(f"This change is {record.state}. Open the decision again first" if record.state is ChangeState.DECIDED
                      else f"This change is {record.state}")
    return record


def _reason(reason: str) -> list[Problem]:
    said: Any = text_problem(reason, "The reason", 2_000) if reason.strip() else "Say why in a few words"
    return [Problem("reason", said)] if said else []
