"""Keeping files. A kept file is never changed or deleted: the database refuses it, so there is nothing to take back."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.documents.models import Document
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft, file_name, fingerprint, media_type
from housingdesk.errors import Refused
from housingdesk.values.problems import refuse
from housingdesk.values.timeline import Ref


@needs(Permission.WRITE_NOTES)
def keep_file(act: Act, *, subject: Ref, draft: FileDraft) -> int:
    """Keeps a file that a person chose with a record; returns its id. The same bytes are kept with it once."""
    refuse(draft.problems())
    known = same_file(subject, draft.content)
    if known is not None:
        raise Refused(f"{draft.name} is kept here already")
    kind = media_type(draft.name, draft.content)
    assert kind is not None
    made = keep_document(act, subject=subject, name=file_name(draft.name), media_type=kind, content=draft.content)
    act.say(f"{file_name(draft.name)} kept", about=subject)
    return made


def keep_document(act: Act, *, subject: Ref | None, name: str, media_type: str, content: bytes) -> int:
    """Keeps what the program itself made, such as a letter as issued; returns its id. Other rooms call it with their act."""
    if not content:
        raise Refused(f"{name} is empty and was not kept")
    made = act.add(Document(name=name, media_type=media_type, sha256=fingerprint(content), size=len(content),
                            content=content, made_at=act.now, made_by=act.who.name,
                            subject=None if subject is None else str(subject)))
    return int(made.id)
