"""Upload files: made and kept as issued, marked as sent, and what the service answered. Nothing is uploaded from here."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.errors import Refused
from housingdesk.lettings.models import CoreFile, CoreLog
from housingdesk.lettings.queries.core.export import export_of
from housingdesk.lettings.queries.core.files import core_file
from housingdesk.lettings.queries.core.logs import logs_in_file
from housingdesk.lettings.rules.words import CoreState
from housingdesk.values.dates import format_date

_THIS = "This file"


@needs(Permission.KEEP_APPLICANTS)
def make_core_file(act: Act, *, first: date, last: date) -> int:
    """Makes the upload of the lettings that begin from one day to another; returns the file's id.

    Only complete logs without an error are in it. A log that was sent and not returned is never sent again; one that stood in
    a file that was made and not sent stands in this one instead.
    """
    made = export_of(first, last, act.today)
    data = made.data()
    name = f"CORE {made.year.collection.replace('/', '-')} {first:%Y-%m-%d} to {last:%Y-%m-%d}.csv"
    document = keep_document(act, subject=None, name=name, media_type="text/csv", content=data)
    row = act.add(CoreFile(collection=made.year.collection, covers_from=first, covers_to=last, logs=len(made.ready),
                           document=document, made_at=act.now, made_by=act.who.name))
    for record in CoreLog.select().where(CoreLog.id.in_(made.ids)):
        act.change(record, file=row.id)
    many = len(made.ready)
    act.say(f"CORE file made: {many} log{'' if many == 1 else 's'} from {format_date(first)} to {format_date(last)}",
            about=("core_file", row.id))
    return int(row.id)


@needs(Permission.KEEP_APPLICANTS)
def mark_core_sent(act: Act, *, file_id: int, version: int | None, on: date) -> None:
    """Records that a file was uploaded; its logs are not sent again until the service returns them."""
    record, row = as_seen(CoreFile, file_id, version, _THIS), core_file(file_id)
    if row.sent_on is not None:
        raise Refused(f"It was sent on {format_date(row.sent_on)} already")
    if on > act.today or on < row.made_at.date():
        raise Refused(f"It was made on {format_date(row.made_at.date())}. Put in a day from then to today")
    logs = [log for log in _records(file_id) if log.state in (CoreState.OPEN, CoreState.RETURNED)]
    if len(logs) != row.logs:
        raise Refused("A later file holds some of these logs, so this one must not be uploaded. Send the later one")
    act.change(record, sent_on=on)
    for log in logs:
        act.change(log, state=CoreState.SENT)
    act.say(f"CORE file sent on {format_date(on)}: {row.logs} logs", about=("core_file", file_id))
    act.take_back(unmark_core_sent, "it was not sent", file_id=file_id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def unmark_core_sent(act: Act, *, file_id: int, version: int | None) -> None:
    """Says that a file was not uploaded after all; Refused once the service answered."""
    record, row = as_seen(CoreFile, file_id, version, _THIS), core_file(file_id)
    if row.sent_on is None or row.answered_on is not None:
        raise Refused("The service answered already" if row.answered_on is not None else "It was not sent")
    act.change(record, sent_on=None)
    for log in _records(file_id):
        act.change(log, state=CoreState.OPEN)
    act.say("CORE file was not sent", about=("core_file", file_id))
    act.take_back(mark_core_sent, "it was sent", file_id=file_id, version=record.version, on=row.sent_on)


@needs(Permission.KEEP_APPLICANTS)
def record_core_answer(act: Act, *, file_id: int, version: int | None, on: date, answer: str,
                       returned: Sequence[int] = ()) -> None:
    """Records what the service said: the logs that it returned are to be put right and sent again, the others are done."""
    record, row = as_seen(CoreFile, file_id, version, _THIS), core_file(file_id)
    if row.sent_on is None:
        raise Refused("Say first when the file was sent")
    if row.answered_on is not None:
        raise Refused(f"The answer of {format_date(row.answered_on)} is recorded already")
    if not row.sent_on <= on <= act.today:
        raise Refused(f"It was sent on {format_date(row.sent_on)}. Put in a day from then to today")
    logs = _records(file_id)
    strangers = set(returned) - {log.id for log in logs}
    if strangers:
        raise Refused("A log that came back is not in this file")
    if returned and not answer.strip():
        raise Refused("Say what the service found")
    act.change(record, answered_on=on, answer=answer.strip())
    for log in logs:
        act.change(log, state=CoreState.RETURNED if log.id in returned else CoreState.ACCEPTED)
    act.say(f"CORE file: {len(logs) - len(returned)} logs taken, {len(returned)} returned", about=("core_file", file_id))
    act.take_back(unmark_core_answer, "take the answer back", file_id=file_id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def unmark_core_answer(act: Act, *, file_id: int, version: int | None) -> None:
    """Takes the service's answer back, as long as no log of it stands in a later file."""
    record, row = as_seen(CoreFile, file_id, version, _THIS), core_file(file_id)
    logs = _records(file_id)
    if row.answered_on is None or len(logs) != row.logs:
        raise Refused("A later file holds some of these logs" if row.answered_on is not None else "No answer is recorded")
    returned = [log.id for log in logs if log.state == CoreState.RETURNED]
    act.change(record, answered_on=None, answer="")
    for log in logs:
        act.change(log, state=CoreState.SENT)
    act.say("CORE file: the service’s answer taken back", about=("core_file", file_id))
    act.take_back(record_core_answer, "record it again", file_id=file_id, version=record.version, on=row.answered_on,
                  answer=row.answer, returned=tuple(returned))


def _records(file_id: int) -> list[CoreLog]:
    ids = [row.id for row in logs_in_file(file_id)]
    return list(CoreLog.select().where(CoreLog.id.in_(ids)).order_by(CoreLog.id))
