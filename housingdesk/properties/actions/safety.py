"""Safety records of homes: recorded with their file; one that was wrong is taken off and stays with the reason."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft, file_name, media_type
from housingdesk.errors import Refused
from housingdesk.properties.models import Certificate
from housingdesk.properties.queries import space
from housingdesk.properties.rules.safety import NO_GAS, CertificateDraft
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_RECORD = "This safety record"


@needs(Permission.KEEP_APPLICANTS)
def record_certificate(act: Act, *, draft: CertificateDraft) -> int:
    """Records a safety certificate of a home, or of the building it stands in, with its file; returns its id."""
    refuse(draft.problems(act.today))
    home = space(draft.space_id)
    made = act.add(Certificate(
        space=home.id, kind=draft.kind, reference=NO_GAS if draft.no_gas else one_line(draft.reference), done_on=draft.done_on,
        expires_on=None if draft.no_gas else draft.expires_on, by=one_line(draft.by), note=one_line(draft.note),
        document=_kept(act, Ref("space", home.id), draft.file)))
    act.say(f"{_what(made)} of {format_day(made.done_on)} recorded: {home.said}", about=("space", home.id))
    act.take_back(remove_certificate, "take it off", certificate_id=made.id, version=made.version,
                  because="recorded by mistake")
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def remove_certificate(act: Act, *, certificate_id: int, version: int, because: str) -> None:
    """Takes off a record that was wrong; it stays with the reason."""
    record = as_seen(Certificate, certificate_id, version, _RECORD)
    if record.removed:
        raise Refused("This safety record is taken off already")
    said = line_problem(because, "The reason", 200) or ("" if because.strip() else "Say why it is taken off")
    refuse([Problem("because", said)] if said else [])
    act.change(record, removed=one_line(because))
    act.say(f"{_what(record)} taken off: {record.removed}", about=("space", record.space_id))
    act.take_back(restore_certificate, "put it back", certificate_id=record.id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def restore_certificate(act: Act, *, certificate_id: int, version: int) -> None:
    """Puts a record back that was taken off."""
    record = as_seen(Certificate, certificate_id, version, _RECORD)
    if not record.removed:
        raise Refused("This safety record stands already")
    was = record.removed
    act.change(record, removed="")
    act.say(f"{_what(record)} put back", about=("space", record.space_id))
    act.take_back(remove_certificate, "take it off", certificate_id=record.id, version=record.version, because=was)


def _kept(act: Act, subject: Ref, draft: FileDraft | None) -> int | None:
    """The id of the file; the same bytes are kept with a home once."""
    if draft is None:
        return None
    known = same_file(subject, draft.content)
    if known is not None:
        return int(known)
    kind = media_type(draft.name, draft.content)
    assert kind is not None
    return keep_document(act, subject=subject, name=file_name(draft.name), media_type=kind, content=draft.content)


def _what(record: Certificate) -> str:
    return "No gas" if record.reference == NO_GAS else str(record.kind).capitalize().replace("(eicr)", "(EICR)").replace(
        "(epc)", "(EPC)")
