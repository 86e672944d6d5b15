"""What a decided change does to the agreement, through the rooms' own actions, and how it is undone.

Refused while a needed step is not done, something stops it, or its day is too early: nothing ends an agreement by itself.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.circumstances import note_holders, unnote_holders
from housingdesk.changes.actions.changing import WHAT, refuse_early
from housingdesk.changes.actions.handing_over import end_and_hand_over, reopen_after_ending
from housingdesk.changes.models import Change
from housingdesk.changes.queries import judging
from housingdesk.changes.queries.changes import ChangeRow, row_of, title_of
from housingdesk.changes.queries.judging import ChangeFile
from housingdesk.changes.rules.judging.gone import gave_up
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.actions.holding import add_holder, forget_holder, make_lead, remove_holder, restore_holder
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.actions.terms import become_assured, become_starter, set_starter_until
from housingdesk.tenancies.queries.agreements import holders, tenancies_of_person, tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line

_KEPT = "_"
"""Before the key of an answer that was not given but is kept to undo a change by."""


@needs(Permission.KEEP_TENANCIES)
def carry_out_change(act: Act, *, change_id: int, version: int) -> None:
    """Does what was decided. Refused while a needed step is not done or something stops it, each with its sentence."""
    record = as_seen(Change, change_id, version, WHAT)
    if record.state is not ChangeState.DECIDED:
        raise Refused(f"This change is {record.state}: only what is decided is carried out")
    file = judging.file_of(row_of(record), act.today)
    on = file.row.effective_on or file.judgement.effective_on
    if file.missing:
        raise Refused(f"Still to do: {'; '.join(file.missing[:3])}")
    if file.stopped:
        raise Refused(". ".join(words.removesuffix(".") for words in file.stopped[:2]))
    if on is None or file.judgement.effective_on is None:
        raise Refused("The day it takes effect is not known yet: look what the rules still wait for")
    refuse_early(file, on)
    said = _EFFECTS[file.row.kind](act, file, on)
    record = as_seen(Change, change_id, None, WHAT)
    act.change(record, state=ChangeState.DONE, effective_on=on, ended_at=act.now, result=_result(file))
    act.say(f"{file.title} done from {format_day(on)}. {said}".strip(), about=("tenancy", file.row.tenancy_id))
    act.take_back(undo_change, "undo it", change_id=record.id, version=record.version, because="done by mistake")


@needs(Permission.KEEP_TENANCIES)
def undo_change(act: Act, *, change_id: int, version: int, because: str) -> None:
    """Undoes a change that was carried out: it is decided again, and may be given up. A notice only as both sides agree."""
    record = as_seen(Change, change_id, version, WHAT)
    row = row_of(record)
    if row.state is not ChangeState.DONE or row.effective_on is None:
        raise Refused("Only a change that was carried out is undone")
    said = line_problem(because, "The reason", 200) if because.strip() else "Say why, and for a notice who agreed in writing"
    refuse([Problem("because", said)] if said else [])
    _UNDO[row.kind](act, row, row.effective_on)
    record = as_seen(Change, change_id, None, WHAT)
    act.change(record, state=ChangeState.DECIDED, ended_at=None, ended_because="", result=None)
    act.say(f"{title_of(row)} undone: {one_line(because)}", about=("tenancy", row.tenancy_id))
    act.take_back(carry_out_change, "do it again", change_id=record.id, version=record.version)


def _result(file: ChangeFile) -> int | None:
    """The new agreement that a move led to."""
    if file.row.kind is not ChangeKind.TRANSFER or not file.facts.holders:
        return None
    return next((one.id for one in tenancies_of_person(file.facts.holders[0].person_id)
                 if one.starts_on == file.facts.next_from and one.id != file.row.tenancy_id), None)


# The effects: each does its part by the rooms' own actions and returns what is to be said besides.
def _person(row: ChangeRow, key: str) -> int:
    return int(row.answers[key])


def _replace(act: Act, tenancy_id: int, leaving: list[int], coming: list[int], on: date) -> str:
    """From a day others hold it; who comes first stands first."""
    for person_id in coming:
        add_holder(act, tenancy_id=tenancy_id, person_id=person_id, on=on)
    for person_id in leaving:
        remove_holder(act, tenancy_id=tenancy_id, person_id=person_id, last_day=on - DAY)
    if coming:
        make_lead(act, tenancy_id=tenancy_id, person_id=coming[0])
    note_holders(act, tenancy_id=tenancy_id, on=on, left=leaving)
    return ""


def _all(tenancy_id: int) -> list[int]:
    return [one.person_id for one in holders([tenancy_id]) if one.ends_on is None]


def _extend(act: Act, file: ChangeFile, on: date) -> str:
    _keep(act, file.row, "starter_until", file.tenancy.starter_until.isoformat() if file.tenancy.starter_until else "")
    set_starter_until(act, tenancy_id=file.row.tenancy_id, until=on)
    return ""


def _convert(act: Act, file: ChangeFile, _on: date) -> str:
    _keep(act, file.row, "starter_until", file.tenancy.starter_until.isoformat() if file.tenancy.starter_until else "")
    become_assured(act, tenancy_id=file.row.tenancy_id)
    return ""


def _succeed(act: Act, file: ChangeFile, on: date) -> str:
    return _replace(act, file.row.tenancy_id, [_person(file.row, "died")], [_person(file.row, "successor")], on)


def _assign(act: Act, file: ChangeFile, on: date) -> str:
    return _replace(act, file.row.tenancy_id, _all(file.row.tenancy_id), [_person(file.row, "to")], on)


def _exchange(act: Act, file: ChangeFile, on: date) -> str:
    row, mine = file.row, _all(file.row.tenancy_id)
    if row.answers.get("way") == "regrant":
        end_and_hand_over(act, tenancy_id=row.tenancy_id, reason=EndReason.EXCHANGE, event_on=on)
        return "New agreements are signed by sign-ups"
    if row.answers.get("ours") != "yes":
        return _replace(act, row.tenancy_id, mine, [_person(row, "incoming")], on)
    other = _theirs(_person(row, "with_whom"), row.tenancy_id)
    theirs = _all(other)
    _keep(act, row, "other_tenancy", str(other))
    _replace(act, row.tenancy_id, mine, theirs, on)
    _replace(act, other, theirs, mine, on)
    return "Both of our homes have changed hands"


def _theirs(person_id: int, besides: int) -> int:
    found = next((one for one in tenancies_of_person(person_id) if one.ends_on is None and one.id != besides
                  and one.words.agreement == "tenancy"), None)
    if found is None:
        raise Refused("The other tenant holds no tenancy of ours")
    return found.id


def _join(act: Act, file: ChangeFile, on: date) -> str:
    add_holder(act, tenancy_id=file.row.tenancy_id, person_id=_person(file.row, "joins"), on=on)
    note_holders(act, tenancy_id=file.row.tenancy_id, on=on)
    return ""


def _leave(act: Act, file: ChangeFile, on: date) -> str:
    _take_out(act, file.row.tenancy_id, _person(file.row, "leaves"), on)
    return ""


def _take_out(act: Act, tenancy_id: int, person_id: int, last_day: date) -> None:
    """One of several goes; where they stood first, the next one does."""
    stood_first = any(one.person_id == person_id and one.lead for one in holders([tenancy_id]))
    remove_holder(act, tenancy_id=tenancy_id, person_id=person_id, last_day=last_day)
    if stood_first:
        make_lead(act, tenancy_id=tenancy_id, person_id=_all(tenancy_id)[0])
    note_holders(act, tenancy_id=tenancy_id, on=last_day + DAY, left=[person_id])


def _rename(act: Act, file: ChangeFile, _on: date) -> str:
    draft, version = people_queries.person_draft(_person(file.row, "who"))
    _keep(act, file.row, "name_before", draft.name)
    change_person(act, person_id=_person(file.row, "who"), version=version,
                  draft=replace(draft, name=file.row.answers["name"], sort_name=""))
    return f"{draft.name} is {file.row.answers['name']} now"


def _die(act: Act, file: ChangeFile, on: date) -> str:
    if "joint" not in file.facts.flags:
        end_and_hand_over(act, tenancy_id=file.row.tenancy_id, reason=EndReason.DEATH, event_on=on)
        return "What is owed is a debt of the estate"
    _keep(act, file.row, "survived", "yes")
    _take_out(act, file.row.tenancy_id, _person(file.row, "died"), on)
    return "Whoever is left holds it on"


def _end(act: Act, file: ChangeFile, on: date) -> str:
    end_and_hand_over(act, tenancy_id=file.row.tenancy_id, reason=_reason(file.row), event_on=on)
    return ""


_ENDINGS = {ChangeKind.NOTICE_BY_TENANT: EndReason.NOTICE_BY_TENANT, ChangeKind.ABANDONMENT: EndReason.ABANDONED,
            ChangeKind.SURRENDER: EndReason.SURRENDER, ChangeKind.TRANSFER: EndReason.TRANSFER,
            ChangeKind.LEFT_OVERNIGHT: EndReason.ABANDONED}


def _reason(row: ChangeRow) -> EndReason:
    if row.kind is ChangeKind.LEFT_OVERNIGHT and gave_up(row.answers):
        return EndReason.SURRENDER
    return _ENDINGS[row.kind]


def _keep(act: Act, row: ChangeRow, key: str, value: str) -> None:
    record = as_seen(Change, row.id, None, WHAT)
    answers = json.loads(record.answers) | {f"{_KEPT}{key}": value}
    act.change(record, answers=json.dumps(answers, ensure_ascii=False))


# How each is undone.
def _undo_extend(act: Act, row: ChangeRow, _on: date) -> None:
    kept = row.answers.get(f"{_KEPT}starter_until", "")
    set_starter_until(act, tenancy_id=row.tenancy_id, until=date.fromisoformat(kept) if kept else None)


def _undo_convert(act: Act, row: ChangeRow, _on: date) -> None:
    kept = row.answers.get(f"{_KEPT}starter_until", "")
    become_starter(act, tenancy_id=row.tenancy_id, until=date.fromisoformat(kept) if kept else None)


def _undo_holders(act: Act, row: ChangeRow, on: date) -> None:
    """Who left holds it again, who came does not."""
    for tenancy_id in filter(None, (row.tenancy_id, int(row.answers.get(f"{_KEPT}other_tenancy", "0")))):
        for holder in holders([tenancy_id]):
            if holder.ends_on == on - DAY:
                restore_holder(act, holder_id=holder.id, version=holder.version)
        for holder in holders([tenancy_id]):
            if holder.starts_on == on and holder.ends_on is None:
                forget_holder(act, holder_id=holder.id, version=holder.version)
        unnote_holders(act, tenancy_id=tenancy_id, on=on)


def _bring_back(act: Act, tenancy_id: int, person_id: int) -> None:
    """Somebody who was taken out holds it again, and stands where they stood."""
    gone = next(one for one in reversed(holders([tenancy_id])) if one.person_id == person_id and one.ends_on is not None)
    restore_holder(act, holder_id=gone.id, version=gone.version)
    assert gone.ends_on is not None
    unnote_holders(act, tenancy_id=tenancy_id, on=gone.ends_on + DAY)
    if gone.lead:
        make_lead(act, tenancy_id=tenancy_id, person_id=person_id)


def _undo_leave(act: Act, row: ChangeRow, _on: date) -> None:
    _bring_back(act, row.tenancy_id, _person(row, "leaves"))


def _undo_exchange(act: Act, row: ChangeRow, on: date) -> None:
    if row.answers.get("way") == "regrant":
        _undo_end(act, row, on)
    else:
        _undo_holders(act, row, on)


def _undo_rename(act: Act, row: ChangeRow, _on: date) -> None:
    draft, version = people_queries.person_draft(_person(row, "who"))
    change_person(act, person_id=_person(row, "who"), version=version,
                  draft=replace(draft, name=row.answers[f"{_KEPT}name_before"], sort_name=""))


def _undo_die(act: Act, row: ChangeRow, on: date) -> None:
    if row.answers.get(f"{_KEPT}survived") != "yes":
        _undo_end(act, row, on)
    else:
        _bring_back(act, row.tenancy_id, _person(row, "died"))


def _undo_end(act: Act, row: ChangeRow, _on: date) -> None:
    if tenancy(row.tenancy_id).ends_on is not None:
        reopen_after_ending(act, tenancy_id=row.tenancy_id)


_EFFECTS: dict[ChangeKind, Callable[[Act, ChangeFile, date], str]] = {
    ChangeKind.STARTER_EXTENSION: _extend, ChangeKind.STARTER_CONVERSION: _convert, ChangeKind.SUCCESSION: _succeed,
    ChangeKind.ASSIGNMENT: _assign, ChangeKind.EXCHANGE: _exchange, ChangeKind.SOLE_TO_JOINT: _join,
    ChangeKind.JOINT_TO_SOLE: _leave, ChangeKind.NAME: _rename, ChangeKind.DEATH: _die,
    **dict.fromkeys(_ENDINGS, _end)}
_UNDO: dict[ChangeKind, Callable[[Act, ChangeRow, date], None]] = {
    ChangeKind.STARTER_EXTENSION: _undo_extend, ChangeKind.STARTER_CONVERSION: _undo_convert,
    ChangeKind.SUCCESSION: _undo_holders, ChangeKind.ASSIGNMENT: _undo_holders, ChangeKind.EXCHANGE: _undo_exchange,
    ChangeKind.SOLE_TO_JOINT: _undo_holders, ChangeKind.JOINT_TO_SOLE: _undo_leave, ChangeKind.NAME: _undo_rename,
    ChangeKind.DEATH: _undo_die, **dict.fromkeys(_ENDINGS, _undo_end)}
