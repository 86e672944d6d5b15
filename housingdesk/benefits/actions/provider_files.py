"""The file that a council has about a scheme of exempt accommodation: what is known, its papers, and the rents agreed."""

from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import AgreedRent, ProviderFile, ProviderPaper
from housingdesk.benefits.rules.provider_file import FileDraft, PaperDraft, RentDraft
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft as Scan
from housingdesk.errors import NotFound, Refused
from housingdesk.properties.queries import councils, space
from housingdesk.properties.rules import SpaceKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line, sentence_case
from housingdesk.values.timeline import Ref

_FILE, _PAPER, _RENT = "This provider file", "This paper", "This agreed rent"
_DAY = timedelta(1)


@needs(Permission.KEEP_TENANCIES)
def open_provider_file(act: Act, *, scheme_id: int, council_id: int) -> int:
    """Opens the file of a scheme at a council; returns its id, the existing one's if it is there."""
    found = ProviderFile.get_or_none((ProviderFile.scheme == scheme_id) & (ProviderFile.council == council_id))
    if found is not None:
        return int(found.id)
    scheme = space(scheme_id)
    if scheme.kind is not SpaceKind.SCHEME and scheme.parent_id is not None:
        raise Refused(f"{scheme.said} is part of a scheme. The file is the scheme’s")
    if council_id not in {one.id for one in councils()}:
        raise NotFound("This council is no longer there")
    made = act.add(ProviderFile(scheme=scheme_id, council=council_id))
    act.say(f"Provider file of {scheme.said} opened", about=("provider_file", made.id))
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def write_provider_file(act: Act, *, file_id: int, version: int, draft: FileDraft) -> None:
    """Writes what is known of the scheme anew: who supports, how many hours, since when it is accepted."""
    refuse(draft.problems())
    row = as_seen(ProviderFile, file_id, version, _FILE)
    was = FileDraft(row.supporter, row.hours_week, row.support_said, row.accepted_on, row.review_on, row.note)
    act.change(row, supporter=one_line(draft.supporter), hours_week=one_line(draft.hours_week),
               support_said=draft.support_said.strip(), accepted_on=draft.accepted_on, review_on=draft.review_on,
               note=draft.note.strip())
    act.say(f"Provider file of {_scheme(row)} changed", about=("provider_file", row.id))
    act.take_back(write_provider_file, "put it back", file_id=row.id, version=row.version, draft=was)


@needs(Permission.KEEP_TENANCIES)
def add_provider_paper(act: Act, *, file_id: int, draft: PaperDraft, scan: Scan | None = None,
                       document_id: int | None = None) -> int:
    """Puts a paper into the file, with its scan where there is one; returns its id. Older ones of its kind stay to be seen."""
    refuse(draft.problems())
    row = as_seen(ProviderFile, file_id, None, _FILE)
    made = act.add(ProviderPaper(file=row.id, document=_scan(act, row, scan) if scan is not None else document_id,
                                 **_paper(draft)))
    act.say(f"{sentence_case(draft.kind)} put into the provider file of {_scheme(row)}", about=("provider_file", row.id))
    act.take_back(remove_provider_paper, "take it out again", paper_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def write_provider_paper(act: Act, *, paper_id: int, version: int, draft: PaperDraft, scan: Scan | None = None,
                         document_id: int | None = None) -> None:
    """Puts a paper’s particulars right, or adds its scan; the scan that was there stays where no other is given."""
    refuse(draft.problems())
    row = as_seen(ProviderPaper, paper_id, version, _PAPER)
    was = PaperDraft(row.kind, row.title, row.start, _last(row.end), row.needed)
    before = row.document_id
    kept = _scan(act, row.file, scan) if scan is not None else document_id or before
    act.change(row, document=kept, **_paper(draft))
    act.say(f"{sentence_case(draft.kind)} in the provider file of {_scheme(row.file)} changed",
            about=("provider_file", row.file_id))
    act.take_back(write_provider_paper, "put it back", paper_id=row.id, version=row.version, draft=was, document_id=before)


@needs(Permission.KEEP_TENANCIES)
def remove_provider_paper(act: Act, *, paper_id: int, version: int) -> None:
    """Takes a paper out of the file; its scan stays among the kept files."""
    row = as_seen(ProviderPaper, paper_id, version, _PAPER)
    act.remove(row)
    act.say(f"{sentence_case(row.kind)} taken out of the provider file of {_scheme(row.file)}",
            about=("provider_file", row.file_id))
    act.take_back(add_provider_paper, "put it in again", file_id=row.file_id, document_id=row.document_id,
                  draft=PaperDraft(row.kind, row.title, row.start, _last(row.end), row.needed))


@needs(Permission.KEEP_TENANCIES)
def agree_rent(act: Act, *, file_id: int, draft: RentDraft, scan: Scan | None = None) -> int:
    """Keeps a rent that the council agreed from a day on; the one before it for the same home ends the day before.

    Refused where a rent for the same home begins on that day or later. Returns its id.
    """
    refuse(draft.problems())
    row = as_seen(ProviderFile, file_id, None, _FILE)
    same = list(AgreedRent.select().where((AgreedRent.file == row.id) & _of_home(draft.space_id)).order_by(AgreedRent.start))
    later = next((one for one in same if one.start >= draft.start), None)
    if later is not None:
        raise Refused(f"A rent is agreed from {format_date(later.start)} already. Take it out first, or choose a later day")
    before = next((one for one in reversed(same) if one.end is None or one.end > draft.start), None)
    was = before.end if before is not None else None
    if before is not None:
        act.change(before, end=draft.start)
    made = act.add(AgreedRent(file=row.id, space=draft.space_id, rent_pence=draft.rent_pence,
                              eligible_pence=draft.eligible_pence, start=draft.start, end=_end(draft.last_day),
                              letter_on=draft.letter_on, document=_scan(act, row, scan) if scan is not None else None))
    act.say(f"{format_pence(made.rent_pence)} a week agreed for {_scheme(row)} from {format_date(draft.start)}",
            about=("provider_file", row.id))
    act.take_back(remove_agreed_rent, "take it out again", rent_id=made.id, version=made.version,
                  before=None if before is None else (before.id, was))
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def remove_agreed_rent(act: Act, *, rent_id: int, version: int, before: tuple[int, date | None] | None = None) -> None:
    """Takes an agreed rent out; ``before`` is the one that it had ended, with its end as it stood. It holds again."""
    row = as_seen(AgreedRent, rent_id, version, _RENT)
    act.remove(row)
    if before is not None:
        act.change(as_seen(AgreedRent, before[0], None, _RENT), end=before[1])
    act.say(f"The rent of {format_pence(row.rent_pence)} a week agreed for {_scheme(row.file)} is taken out",
            about=("provider_file", row.file_id))
    act.take_back(put_agreed_rent_back, "put it in again", file_id=row.file_id, document_id=row.document_id,
                  draft=RentDraft(row.rent_pence, row.eligible_pence, row.start, _last(row.end), row.space_id, row.letter_on))


@needs(Permission.KEEP_TENANCIES)
def put_agreed_rent_back(act: Act, *, file_id: int, draft: RentDraft, document_id: int | None) -> int:
    """An agreed rent that was taken out stands again with its letter; returns its id."""
    made = agree_rent(act, file_id=file_id, draft=draft)
    if document_id is not None:
        row = as_seen(AgreedRent, made, None, _RENT)
        act.change(row, document=document_id)
        taken = act.undo
        if taken is not None:
            taken.facts["version"] = row.version
    return made


def _paper(draft: PaperDraft) -> dict[str, Any]:
    return {"kind": draft.kind, "title": one_line(draft.title), "start": draft.start, "end": _end(draft.last_day),
            "needed": draft.needed}


def _scan(act: Act, row: ProviderFile, scan: Scan) -> int:
    """The kept scan; the same bytes are kept with the file once, for one letter may be proof of two things."""
    subject = Ref("provider_file", row.id)
    return same_file(subject, scan.content) or keep_file(act, subject=subject, draft=scan)


def _end(last_day: date | None) -> date | None:
    return None if last_day is None else last_day + _DAY


def _last(end: date | None) -> date | None:
    return None if end is None else end - _DAY


def _of_home(space_id: int | None) -> Any:
    return AgreedRent.space.is_null() if space_id is None else AgreedRent.space == space_id


def _scheme(row: ProviderFile) -> str:
    return str(row.scheme.label)
