"""The log of a letting: opened with it, answers put right in it, soft questions confirmed, whether it is needed at all."""

import json
from collections.abc import Mapping, Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.models import CoreLog
from housingdesk.lettings.queries.core.logs import core_log, core_log_of
from housingdesk.lettings.queries.core.state import need_of, state_of_log
from housingdesk.lettings.rules.core.cells import read_cell
from housingdesk.lettings.rules.core.confirming import Confirmed, answers_behind, read_confirmed, read_mended, write_confirmed
from housingdesk.lettings.rules.core.need import Began
from housingdesk.lettings.rules.quarters import collection_of
from housingdesk.lettings.rules.words import CoreState
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.text import one_line

_THIS = "This CORE log"


@needs(Permission.KEEP_APPLICANTS)
def open_log(act: Act, *, tenancy_id: int, sign_up_id: int | None = None, began: Began = Began.NEW, same: bool = True) -> int:
    """Decides whether a letting needs a log and opens it, or records why it needs none; returns the log's id.

    ``began`` says how the agreement came about, ``same`` of a move in a shared home that needs and type stay.
    """
    row = tenancy(tenancy_id)
    if core_log_of(tenancy_id) is not None:
        raise Refused(f"{row.reference} has a CORE log already")
    need = need_of(tenancy_id, began, same=same)
    made = act.add(CoreLog(tenancy=tenancy_id, sign_up=sign_up_id, collection=collection_of(row.starts_on),
                           starts_on=row.starts_on, state=CoreState.OPEN if need.needed else CoreState.NOT_NEEDED,
                           why=need.why, made_at=act.now))
    act.say(f"{row.reference}: {'CORE log opened' if need.needed else 'no CORE log needed'}. {need.why}",
            about=("tenancy", tenancy_id))
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def say_core_need(act: Act, *, log_id: int, version: int | None, needed: bool, why: str) -> None:
    """Says that a letting needs a log after all, or none, with the reason; Refused once it was sent."""
    record, row = _not_sent(log_id, version), core_log(log_id)
    reason = one_line(why)
    if len(reason) < 3:
        raise Refused("Say why")
    was = (row.needed, row.why)
    act.change(record, state=CoreState.OPEN if needed else CoreState.NOT_NEEDED, why=reason)
    act.say(f"{row.reference}: {'a CORE log is needed' if needed else 'no CORE log needed'}. {reason}",
            about=("tenancy", row.tenancy_id))
    act.take_back(say_core_need, "put it back", log_id=log_id, version=record.version, needed=was[0], why=was[1])


@needs(Permission.KEEP_APPLICANTS)
def mend_core(act: Act, *, log_id: int, version: int | None, answers: Mapping[str, str], drop: Sequence[str] = ()) -> None:
    """Puts answers right in the log alone, by field key as its cells have them; an empty text takes one out of the log.

    What was said at the sign-up stays as it was said, and stands in the log again for the fields to ``drop``. Refused for a
    cell the service cannot read, and once it was sent.
    """
    record, row = _not_sent(log_id, version), core_log(log_id)
    status = state_of_log(row, act.today)
    if status.log is None:
        raise Refused(status.why)
    year, before = status.log.catalogue, read_mended(record.mended)
    for key, text in answers.items():
        if read_cell(year.field(key).column, text.strip()).refused:
            raise Refused(f"“{year.field(key).ask}” cannot be “{text}”")
    after = {**before, **{key: text.strip() for key, text in answers.items()}}
    act.change(record, mended=_json({key: text for key, text in after.items() if key not in drop}))
    words = ", ".join(f"“{year.field(key).ask}”" for key in (*answers, *drop))
    act.say(f"{row.reference}: put right in the CORE log: {words}"[:300], about=("tenancy", row.tenancy_id))
    act.take_back(_put_back, "put it back", log_id=log_id, version=record.version, mended=before)


@needs(Permission.KEEP_APPLICANTS)
def _put_back(act: Act, *, log_id: int, version: int, mended: Mapping[str, str]) -> None:
    record, row = _not_sent(log_id, version), core_log(log_id)
    was = read_mended(record.mended)
    act.change(record, mended=_json(mended))
    act.say(f"{row.reference}: answers of the CORE log as they were before", about=("tenancy", row.tenancy_id))
    act.take_back(_put_back, "put it right again", log_id=log_id, version=record.version, mended=was)


@needs(Permission.KEEP_APPLICANTS)
def confirm_core(act: Act, *, log_id: int, version: int | None, sentence: str, note: str) -> None:
    """Confirms a soft question of the service for the answers as they stand, with a note; asked again when they change."""
    record, row = as_seen(CoreLog, log_id, version, _THIS), core_log(log_id)
    status = state_of_log(row, act.today)
    asked = next((problem for problem in status.to_confirm if problem.sentence == sentence), None)
    if asked is None or status.log is None:
        raise Refused("That is not asked of this log any more")
    if len(one_line(note)) < 3:
        raise Refused("Say how you know that it is right")
    at = act.now.isoformat(" ", "minutes")
    made = Confirmed(sentence, answers_behind(asked, status.log), one_line(note), act.who.name, at)
    was = record.confirmed
    act.change(record, confirmed=write_confirmed((*read_confirmed(was), made)))
    act.say(f"{row.reference}: confirmed for CORE: {sentence}"[:300], about=("tenancy", row.tenancy_id))
    act.take_back(unconfirm_core, "take it back", log_id=log_id, version=record.version, sentence=sentence)


@needs(Permission.KEEP_APPLICANTS)
def unconfirm_core(act: Act, *, log_id: int, version: int | None, sentence: str) -> None:
    """Takes the newest confirmation of a question back."""
    record, row = as_seen(CoreLog, log_id, version, _THIS), core_log(log_id)
    found = list(read_confirmed(record.confirmed))
    place = next((i for i in range(len(found) - 1, -1, -1) if found[i].sentence == sentence), None)
    if place is None:
        raise Refused("That was not confirmed")
    was = found.pop(place)
    act.change(record, confirmed=write_confirmed(found))
    act.say(f"{row.reference}: no longer confirmed for CORE: {sentence}"[:300], about=("tenancy", row.tenancy_id))
    act.take_back(confirm_core, "confirm it again", log_id=log_id, version=record.version, sentence=sentence, note=was.note)


def _not_sent(log_id: int, version: int | None) -> CoreLog:
    record = as_seen(CoreLog, log_id, version, _THIS)
    if record.state in (CoreState.SENT, CoreState.ACCEPTED):
        raise Refused("This log was sent. Put in what the service answered; a log that came back can be put right")
    return record


def _json(answers: Mapping[str, str]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
