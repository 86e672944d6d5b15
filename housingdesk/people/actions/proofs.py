"""What showed who somebody is is recorded, identity to follow is settled, consents are given and withdrawn."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.people.models import Consent, Identity
from housingdesk.people.queries import person
from housingdesk.people.rules.proofs import ConsentDraft, ConsentKind, IdentityDraft, IdentityKind
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_IDENTITY, _CONSENT = "This line of identity", "This consent"


@needs(Permission.KEEP_PEOPLE)
def record_identity(act: Act, *, person_id: int, draft: IdentityDraft) -> int:
    """Records what showed who somebody is, or that it is to follow; returns its id.

    What was to follow for this person is settled by anything that was seen.
    """
    name = person(person_id).name
    refuse(draft.problems(act.today))
    made = act.add(Identity(person=person_id, kind=draft.kind, number=one_line(draft.number), seen_on=draft.seen_on,
                            seen_by=one_line(draft.seen_by), follow_by=draft.follow_by, vouched_by=one_line(draft.vouched_by),
                            note=one_line(draft.note), recorded_at=act.now))
    if draft.kind is not IdentityKind.TO_FOLLOW:
        for waiting in Identity.select().where((Identity.person == person_id) & (Identity.kind == IdentityKind.TO_FOLLOW)
                                               & Identity.settled_on.is_null() & (Identity.removed == "")):
            act.change(waiting, settled_on=draft.seen_on or act.today)
    until = f" by {format_date(draft.follow_by)}" if draft.follow_by is not None else ""
    act.say(f"{name}: {draft.kind}{until}", about=("person", person_id))
    act.take_back(remove_identity, "take it out again", identity_id=made.id, version=made.version,
                  because="Recorded by mistake")
    return int(made.id)


@needs(Permission.KEEP_PEOPLE)
def remove_identity(act: Act, *, identity_id: int, version: int | None = None, because: str) -> None:
    """Takes out a line that was wrong, with the reason; it is kept, and what it settled is to follow again."""
    record = as_seen(Identity, identity_id, version, _IDENTITY)
    if record.removed:
        raise Refused(f"{_IDENTITY} was taken out already")
    if not because.strip():
        raise Refused("Say why it is taken out")
    act.change(record, removed=one_line(because)[:200])
    others = Identity.select().where((Identity.person == record.person_id) & (Identity.removed == "")
                                     & (Identity.kind != IdentityKind.TO_FOLLOW)).exists()
    if not others:
        for settled in Identity.select().where((Identity.person == record.person_id) & (Identity.removed == "")
                                               & (Identity.kind == IdentityKind.TO_FOLLOW)
                                               & (Identity.settled_on == record.seen_on)):
            act.change(settled, settled_on=None)
    act.say(f"{record.kind} taken out", about=("person", record.person_id))


@needs(Permission.KEEP_PEOPLE)
def record_consent(act: Act, *, person_id: int, draft: ConsentDraft) -> int:
    """Records that somebody agrees to something or does not, from a day on; returns its id. The newest of a kind counts."""
    name = person(person_id).name
    refuse(draft.problems(act.today))
    made = act.add(Consent(person=person_id, kind=draft.kind, given=draft.given, on=draft.on, how=one_line(draft.how),
                           taken_by=act.who.name))
    verb = "agrees" if draft.given else "does not agree"
    act.say(f"{name} {verb}: {draft.kind}", about=("person", person_id))
    act.take_back(end_consent, "take it back", consent_id=made.id, on=draft.on)
    return int(made.id)


@needs(Permission.KEEP_PEOPLE)
def end_consent(act: Act, *, consent_id: int, on: date, version: int | None = None) -> None:
    """A consent is withdrawn: it no longer holds from a day on."""
    record = as_seen(Consent, consent_id, version, _CONSENT)
    if record.ended_on is not None:
        raise Refused(f"{_CONSENT} ended already on {format_date(record.ended_on)}")
    if on < record.on or on > act.today:
        raise Refused(f"It ends between {format_date(record.on)}, when it was given, and today")
    act.change(record, ended_on=on)
    act.say(f"{ConsentKind(record.kind)}: withdrawn", about=("person", record.person_id))
