"""A list of nominations or referrals is taken in: who is new, who changed, and nobody twice, however often it comes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.errors import NotFound, Refused
from housingdesk.lettings.actions.applicants import HOUSEHOLD, enter, remove_applicant
from housingdesk.lettings.actions.kept import Changes, put_back
from housingdesk.lettings.actions.plan_days import done_step, void_of_space
from housingdesk.lettings.actions.signup.answers import keep_answer
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.parsers.nomination_columns import Columns
from housingdesk.lettings.parsers.nominations import Nominee
from housingdesk.lettings.queries.incoming import COLUMNS_FILE, LIST_FILE, compared, remembered_columns, subject_of
from housingdesk.lettings.queries.shortlist import open_voids
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.nominations import Compared, Difference, Incoming, Told
from housingdesk.lettings.rules.words import Given, Source
from housingdesk.properties.queries import agents, councils
from housingdesk.values.problems import refuse
from housingdesk.values.text import squash
from housingdesk.values.timeline import Ref
from housingdesk.voids.rules.words import VoidStepKind

_COLUMNS_OF = frozenset({"name", "their_reference", "bedrooms_needed", "priority", "answer_by"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list: ids of new and changed households, and how many were known, ended or to be put right."""

    new: tuple[int, ...]
    changed: tuple[int, ...]
    same: int
    ended: int
    not_read: int


@needs(Permission.KEEP_APPLICANTS)
def import_nominations(act: Act, *, nominees: Sequence[Nominee], source: Source, received_on: date,
                       council_id: int | None = None, agent_id: int | None = None, fingerprint: str = "", name: str = "",
                       columns: Columns | None = None) -> Imported:
    """Takes in what a list says, compared anew with whom we know; lines with problems and those who ended are left out.

    ``fingerprint`` (SHA-256) and ``name`` are the file's, so that it is recognised when it comes again; the file itself is not
    kept, for it says more of people than everybody may read. ``columns`` are remembered where a person has said them.
    """
    whom = _whom(source, council_id, agent_id)
    found = compared(nominees, council_id, agent_id)
    new = [_new(act, one.incoming, source, received_on, council_id, agent_id, whom) for one in found if one.told is Told.NEW]
    changed = [_changed(act, one, whom) for one in found if one.told is Told.CHANGED]
    made = Imported(tuple(row.id for row in new), tuple(known for known, _ in changed),
                    *(sum(one.told is told for one in found) for told in (Told.SAME, Told.ENDED, Told.NOT_READ)))
    subject = subject_of(council_id, agent_id)
    _remember(act, subject, fingerprint, name, columns, made)
    act.say(f"{_words(made)} from {whom}", about=(subject.table, subject.id))
    act.take_back(take_out, "take them out again", applicants=tuple((row.id, row.version) for row in new),
                  changes=tuple(facts for _, facts in changed), sentence=f"List from {whom} taken out again")
    return made


def _whom(source: Source, council_id: int | None, agent_id: int | None) -> str:
    if council_id is None and (agent_id is None or source is Source.NOMINATION):
        raise Refused("Say which council nominates, or who refers")
    offices, number = (councils(), council_id) if council_id is not None else (agents(), agent_id)
    found = next((row.name for row in offices if row.id == number), None)
    if found is None:
        raise NotFound("This council or organisation is no longer there")
    return found


def _words(made: Imported) -> str:
    parts = [f"{len(made.new)} new", f"{len(made.changed)} changed"]
    parts += [f"{count} {words}" for count, words in ((made.same, "known as they are"), (made.ended, "ended before"),
                                                      (made.not_read, "left out to be put right")) if count]
    return ", ".join(parts)


def _new(act: Act, one: Incoming, source: Source, received_on: date, council_id: int | None, agent_id: int | None,
         whom: str) -> Applicant:
    space_id = _home_wanted(one.wanted)
    answers = {**one.answers, **one.private}
    draft = ApplicantDraft(one.name, source, received_on, council_id, agent_id, one.their_reference, space_id, one.answer_by,
                           one.bedrooms, one.priority, answers, f"from {whom}")
    refuse(draft.problems(act.today))
    made = enter(act, draft)
    if space_id is not None and source is Source.NOMINATION:
        done_step(Changes(act, made.id), void_of_space(space_id), VoidStepKind.NOMINATION, received_on)
    return made


def _home_wanted(words: str) -> int | None:
    """The one empty home that a list means, by its address; None when it is none or not certain."""
    bare = squash(words)
    if len(bare) < 4:
        return None
    found = [space_id for _, address, space_id in open_voids()
             if squash(address).startswith(bare) or bare.startswith(squash(address))]
    return found[0] if len(found) == 1 else None


def _changed(act: Act, one: Compared, whom: str) -> tuple[int, dict[str, Any]]:
    """What a list says otherwise of a household we have; returns its id and how that is put back."""
    assert one.known is not None
    row = as_seen(Applicant, one.known.applicant_id, one.known.version, HOUSEHOLD)
    changes = Changes(act, row.id)
    columns = {d.key: _value(d, one.incoming) for d in one.differences if d.key in _COLUMNS_OF}
    if columns:
        changes.change(row, **columns)
    for difference in one.differences:
        key = "name_1" if difference.key == "name" else difference.key
        if difference.key not in _COLUMNS_OF or key == "name_1":
            keep_answer(act, row.id, None, key, difference.after, Given.SAID, f"from {whom}")
            changes.beside()
    changes.done(f"{row.name}: put right by the list", "put it back")
    assert act.undo is not None
    return int(row.id), act.undo.facts


def _value(difference: Difference, one: Incoming) -> Any:
    return {"bedrooms_needed": one.bedrooms, "answer_by": one.answer_by}.get(difference.key, difference.after)


def _remember(act: Act, subject: Ref, fingerprint: str, name: str, columns: Columns | None, made: Imported) -> None:
    """The columns as they were said, and that this file was taken in."""
    if columns is not None and columns not in remembered_columns(*_ids(subject))[:1]:
        keep_document(act, subject=subject, name="Columns of its lists", media_type=COLUMNS_FILE,
                      content=columns.to_json().encode())
    if fingerprint:
        receipt = {"file": name, "new": len(made.new), "changed": len(made.changed), "same": made.same}
        keep_document(act, subject=subject, name=fingerprint, media_type=LIST_FILE,
                      content=json.dumps(receipt, ensure_ascii=False).encode())


def _ids(subject: Ref) -> tuple[int | None, int | None]:
    return (subject.id, None) if subject.table == "council" else (None, subject.id)


@needs(Permission.KEEP_APPLICANTS)
def take_out(act: Act, *, applicants: tuple[tuple[int, int], ...], changes: tuple[dict[str, Any], ...], sentence: str) -> None:
    """Takes a list out again: those who were new, if nothing has followed them, and what it changed of others."""
    for facts in reversed(changes):
        put_back(act, **facts)
    for applicant_id, version in applicants:
        remove_applicant(act, applicant_id=applicant_id, version=version)
    act.undo = None
    act.say(sentence)
