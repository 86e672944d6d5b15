"""Who asked whom what and when about a claim is written down; answers come; authority to act is given and ends."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later, remove_part, seen
from housingdesk.benefits.models import Claim
from housingdesk.benefits.rules.claim_drafts import ContactDraft
from housingdesk.benefits.rules.words import ContactKind, Direction
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref


@needs(Permission.KEEP_TENANCIES)
def add_contact(act: Act, *, claim_id: int, draft: ContactDraft, document_id: int | None = None,
                file: FileDraft | None = None) -> int:
    """Writes down what was asked or said; returns its id. ``document_id`` is a letter that was kept, ``file`` a scan."""
    refuse(draft.problems(act.today))
    claim = claim_of(claim_id)
    if file is not None:
        document_id = keep_file(act, subject=Ref("tenancy", claim.tenancy_id), draft=file)
    return _write(act, claim, draft, document_id)


@needs(Permission.KEEP_TENANCIES)
def ask_office(act: Act, *, claim_ids: Sequence[int], draft: ContactDraft, document_id: int | None = None) -> tuple[int, ...]:
    """The same question about several claims, as on one call or in one letter; returns the ids in their order."""
    refuse(draft.problems(act.today))
    if not claim_ids:
        raise Refused("Say about which claims")
    claims = [claim_of(claim_id) for claim_id in claim_ids]
    made = tuple(_write(act, claim, draft, document_id) for claim in claims)
    if len(claims) > 1:
        act.say(f"{len(claims)} claims {draft.kind}: {draft.direction}", about=("tenancy", claims[0].tenancy_id))
        act.take_back(unask_office, "take it out again", contact_ids=made)
    return made


@needs(Permission.KEEP_TENANCIES)
def unask_office(act: Act, *, contact_ids: Sequence[int]) -> None:
    """A question about several claims was not asked after all."""
    for contact_id in contact_ids:
        row = seen("contact", contact_id, None)
        remove_part(act, part="contact", part_id=row.id, version=row.version)
    act.say(f"{len(contact_ids)} contacts taken out again")
    act.undo = None


@needs(Permission.KEEP_TENANCIES)
def answer_contact(act: Act, *, contact_id: int, version: int, on: date, said: str = "") -> None:
    """The answer came; what it was is added to what was asked."""
    row = seen("contact", contact_id, version)
    refuse_later(act, on)
    if row.answered_on is not None:
        raise Refused(f"It was answered on {format_date(row.answered_on)} already")
    if on < row.on:
        raise Refused("An answer does not come before the question")
    words = "\n".join(part for part in (row.said, f"Answer: {one_line(said)}" if said.strip() else "") if part)
    change_part(act, "contact", row, f"{row.claim.kind}: answered on {format_date(on)}", answered_on=on, said=words[:2000])


@needs(Permission.KEEP_TENANCIES)
def scan_contact(act: Act, *, contact_id: int, version: int, file: FileDraft) -> None:
    """The scan of a letter that was written or that came is kept with what was noted of it."""
    row = seen("contact", contact_id, version)
    if row.document_id is not None:
        raise Refused("Its paper is kept with it already")
    document = keep_file(act, subject=Ref("tenancy", row.claim.tenancy_id), draft=file)
    change_part(act, "contact", row, f"{row.claim.kind}: {file.name} kept with what was noted", document=document)


@needs(Permission.KEEP_TENANCIES)
def give_authority(act: Act, *, claim_id: int, version: int, on: date, file: FileDraft | None = None) -> None:
    """The office has, from a day, the person's word that it may talk to us; with the signed paper where there is one."""
    claim = claim_of(claim_id, version)
    refuse_later(act, on)
    _set_authority(act, claim, on, f"authority to act given on {format_date(on)}")
    if file is not None:
        document = keep_file(act, subject=Ref("tenancy", claim.tenancy_id), draft=file)
        _keep_word(act, claim, on, "The authority to talk to us was handed in", document)


@needs(Permission.KEEP_TENANCIES)
def end_authority(act: Act, *, claim_id: int, version: int) -> None:
    """The person took back that the office may talk to us."""
    claim = claim_of(claim_id, version)
    if claim.authority_on is None:
        raise Refused("There is no authority to take back")
    _set_authority(act, claim, None, "authority to act taken back")


@needs(Permission.KEEP_TENANCIES)
def set_authority(act: Act, *, claim_id: int, version: int, on: date | None) -> None:
    """The authority stands again as it did."""
    _set_authority(act, claim_of(claim_id, version), on, "authority to act as it stood before")


def _set_authority(act: Act, claim: Claim, on: date | None, said: str) -> None:
    was = claim.authority_on
    act.change(claim, authority_on=on)
    act.say(f"{claim.kind}: {said}", about=("tenancy", claim.tenancy_id))
    act.take_back(set_authority, "put it back", claim_id=claim.id, version=claim.version, on=was)


def _keep_word(act: Act, claim: Claim, on: date, said: str, document_id: int) -> None:
    kept = act.undo
    _write(act, claim, ContactDraft(ContactKind.AUTHORITY, Direction.CAME, on, said), document_id)
    act.undo = kept


def _write(act: Act, claim: Claim, draft: ContactDraft, document_id: int | None) -> int:
    return add_part(act, "contact", claim, f"{claim.kind}: {draft.direction}, {draft.kind}", kind=draft.kind,
                    direction=draft.direction, on=draft.on, at=act.now, by=act.who.name, whom=one_line(draft.whom),
                    said=draft.said.strip(), answer_by=draft.answer_by, document=document_id)
