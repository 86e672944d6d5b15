"""Changes in the people room: persons, ways to reach them, needs, and parties with their authority.

A change of name reaches into the tenancies, so ``change_person`` has no mark of its own: screens and commands call
``tenancies.actions.in_step.change_person``, which calls it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters.actions.overtaken import withdraw_copies_to, withdraw_emails_to, withdrawn_words
from housingdesk.people.models import Contact, Need, Party, Person
from housingdesk.people.queries import contact_draft, need_draft, party_draft, person, person_draft
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, PartyDraft, PersonDraft, need_words, phone_words
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.references import format_nino

_PERSON, _CONTACT, _NEED, _PARTY = "This person", "This way to reach them", "This need", "This party"
_LONGEST_WORDS = 2000


@needs(Permission.KEEP_PEOPLE)
def add_person(act: Act, *, draft: PersonDraft) -> int:
    """Adds a person; returns the id. Refused when somebody else has the same NI number."""
    refuse(draft.problems(act.today))
    _refuse_known_nino(draft, None)
    made = act.add(Person(**draft.columns()))
    act.say(f"{made.name} added", about=("person", made.id))
    act.take_back(remove_person, f"take {made.name} out again", person_id=made.id, version=made.version)
    return int(made.id)


def change_person(act: Act, *, person_id: int, version: int, draft: PersonDraft) -> PersonDraft:
    """Changes what is known of a person; returns the draft as it was. See the module's first lines."""
    record = as_seen(Person, person_id, version, _PERSON)
    was, _ = person_draft(person_id)
    refuse(draft.problems(act.today))
    _refuse_known_nino(draft, person_id)
    act.change(record, **draft.columns())
    act.say(f"{record.name} changed", about=("person", person_id))
    return was


@needs(Permission.KEEP_PEOPLE)
def remove_person(act: Act, *, person_id: int, version: int) -> None:
    """Takes out a person who was added by mistake; refused once anything is kept about them."""
    record = as_seen(Person, person_id, version, _PERSON)
    act.remove(record)
    act.say(f"{record.name} taken out", about=("person", person_id))


def note_homes(act: Act, *, person_id: int, detail: str, homes: Sequence[str], former: bool) -> None:
    """Keeps where a person lives and lived, newest home first, for the find box; the tenancies room calls it."""
    record = as_seen(Person, person_id, None, _PERSON)
    act.change(record, find_detail=detail[:300], homes="|".join(homes)[:_LONGEST_WORDS], former=former)


@needs(Permission.KEEP_PEOPLE)
def add_contact(act: Act, *, person_id: int, draft: ContactDraft) -> int:
    """Adds a way to reach a person; returns its id."""
    name = person(person_id).name
    refuse(draft.problems())
    made = act.add(Contact(person=person_id, **draft.columns()))
    _keep_words(act, person_id)
    act.say(f"{_said(made)} added for {name}", about=("person", person_id))
    act.take_back(remove_contact, "take it out again", contact_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_PEOPLE)
def change_contact(act: Act, *, contact_id: int, version: int, draft: ContactDraft) -> None:
    """Puts a way to reach a person right."""
    record = as_seen(Contact, contact_id, version, _CONTACT)
    was = contact_draft(record)
    refuse(draft.problems())
    act.change(record, **draft.columns())
    _keep_words(act, record.person_id)
    gone = _stop_emails(act, was) if was != draft and not (draft.safe and draft.value.strip() == was.value) else ""
    act.say(f"{_said(record)} changed{gone}", about=("person", record.person_id))
    act.take_back(change_contact, "put it back", contact_id=contact_id, version=record.version, draft=was)


@needs(Permission.KEEP_PEOPLE)
def end_contact(act: Act, *, contact_id: int, version: int, on: date) -> None:
    """A way to reach a person no longer holds from a day on; it is kept, and found no more."""
    record = as_seen(Contact, contact_id, version, _CONTACT)
    if record.ended_on is not None:
        raise Refused(f"{_said(record)} ended already on {format_date(record.ended_on)}")
    if on > act.today:
        raise Refused(f"{format_date(on)} is still to come. End it on the day")
    act.change(record, ended_on=on, preferred=False)
    _keep_words(act, record.person_id)
    act.say(f"{_said(record)} ended{_stop_emails(act, contact_draft(record))}", about=("person", record.person_id))
    act.take_back(resume_contact, "use it again", contact_id=contact_id, version=record.version)


@needs(Permission.KEEP_PEOPLE)
def resume_contact(act: Act, *, contact_id: int, version: int) -> None:
    """An ended way to reach a person holds again."""
    record = as_seen(Contact, contact_id, version, _CONTACT)
    ended_on = record.ended_on
    if ended_on is None:
        raise Refused(f"{_said(record)} has not ended")
    act.change(record, ended_on=None)
    _keep_words(act, record.person_id)
    act.say(f"{_said(record)} used again", about=("person", record.person_id))
    act.take_back(end_contact, "end it again", contact_id=contact_id, version=record.version, on=ended_on)


@needs(Permission.KEEP_PEOPLE)
def remove_contact(act: Act, *, contact_id: int, version: int) -> None:
    """Takes out a way to reach a person that was entered by mistake."""
    record = as_seen(Contact, contact_id, version, _CONTACT)
    act.remove(record)
    _keep_words(act, record.person_id)
    act.say(f"{_said(record)} taken out{_stop_emails(act, contact_draft(record))}", about=("person", record.person_id))
    act.take_back(add_contact, "add it again", person_id=record.person_id, draft=contact_draft(record))


@needs(Permission.KEEP_PEOPLE)
def prefer_contact(act: Act, *, person_id: int, contact_id: int | None) -> None:
    """Makes one way to reach a person the one to try first; None: no way in particular."""
    name, before = person(person_id).name, None
    wanted = None
    for record in Contact.select().where((Contact.person == person_id) & Contact.ended_on.is_null()):
        before = record.id if record.preferred else before
        wanted = record if record.id == contact_id else wanted
        act.change(record, preferred=record.id == contact_id)
    if contact_id is not None and wanted is None:
        raise Refused(f"This is no way to reach {name} any more")
    said = f"Try {_said(wanted)} first" if wanted is not None else "No way to be tried first"
    act.say(f"{name}: {said}", about=("person", person_id))
    act.take_back(prefer_contact, "as it was", person_id=person_id, contact_id=before)


@needs(Permission.KEEP_PEOPLE)
def add_need(act: Act, *, person_id: int, draft: NeedDraft) -> int:
    """Adds something a person needs, from a day on; returns its id."""
    name = person(person_id).name
    refuse(draft.problems())
    made = act.add(Need(person=person_id, **_need_columns(draft)))
    act.say(f"{name}: {need_words(draft.kind, draft.detail)} from {format_date(draft.start)}", about=("person", person_id))
    act.take_back(remove_need, "take it out again", need_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_PEOPLE)
def change_need(act: Act, *, need_id: int, version: int, draft: NeedDraft) -> None:
    """Puts a need right, or ends it by giving ``draft.end``, the first day on which it is no longer needed."""
    record = as_seen(Need, need_id, version, _NEED)
    was = need_draft(record)
    refuse(draft.problems())
    act.change(record, **_need_columns(draft))
    until = f" until {format_date(draft.end)}" if draft.end is not None else ""
    act.say(f"{need_words(draft.kind, draft.detail)}{until}", about=("person", record.person_id))
    act.take_back(change_need, "put it back", need_id=need_id, version=record.version, draft=was)


@needs(Permission.KEEP_PEOPLE)
def remove_need(act: Act, *, need_id: int, version: int) -> None:
    """Takes out a need that was entered by mistake."""
    record = as_seen(Need, need_id, version, _NEED)
    act.remove(record)
    act.say(f"{need_words(record.kind, record.detail)} taken out", about=("person", record.person_id))
    act.take_back(add_need, "add it again", person_id=record.person_id, draft=need_draft(record))


@needs(Permission.KEEP_PEOPLE)
def add_party(act: Act, *, person_id: int, draft: PartyDraft) -> int:
    """Adds somebody we may talk to about a person, with the authority on file; returns its id."""
    name = person(person_id).name
    refuse(draft.problems(act.today))
    made = act.add(Party(person=person_id, **draft.columns()))
    act.say(f"{made.name}, {made.role}, added for {name}", about=("person", person_id))
    act.take_back(remove_party, "take them out again", party_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_PEOPLE)
def change_party(act: Act, *, party_id: int, version: int, draft: PartyDraft) -> None:
    """Puts right who a party is and what they may hear, or renews their authority."""
    record = as_seen(Party, party_id, version, _PARTY)
    refuse(draft.problems(act.today))
    _change_party(act, record, draft, f"{draft.name} changed")


@needs(Permission.KEEP_PEOPLE)
def end_party(act: Act, *, party_id: int, version: int, on: date) -> None:
    """Authority is withdrawn: its last day is ``on``."""
    record = as_seen(Party, party_id, version, _PARTY)
    draft = party_draft(record)
    if draft.authority_on is None:
        raise Refused(f"There is no authority on file for {draft.name} that could end")
    if draft.expires_on is not None and draft.expires_on < on:
        raise Refused(f"The authority of {draft.name} ended already on {format_date(draft.expires_on)}")
    ended = replace(draft, expires_on=on)
    refuse(ended.problems(act.today))
    _change_party(act, record, ended, f"{draft.name}: authority ends on {format_date(on)}")


@needs(Permission.KEEP_PEOPLE)
def remove_party(act: Act, *, party_id: int, version: int) -> None:
    """Takes out a party that was entered by mistake."""
    record = as_seen(Party, party_id, version, _PARTY)
    act.remove(record)
    gone = withdrawn_words(withdraw_copies_to(act, party_id=party_id, why=f"{record.name} was taken out of the file"))
    act.say(f"{record.name} taken out{gone}", about=("person", record.person_id))
    act.take_back(add_party, "add them again", person_id=record.person_id, draft=party_draft(record))


def _change_party(act: Act, record: Party, draft: PartyDraft, sentence: str) -> None:
    was = party_draft(record)
    act.change(record, **draft.columns())
    gone = 0
    if draft != was:  # a copy that waits was made by what was on file before
        gone = withdraw_copies_to(act, party_id=record.id, why=f"What is on file for {draft.name} was changed. Make it again")
    act.say(f"{sentence}{withdrawn_words(gone)}", about=("person", record.person_id))
    act.take_back(change_party, "put it back", party_id=record.id, version=record.version, draft=was)


def _refuse_known_nino(draft: PersonDraft, person_id: int | None) -> None:
    nino = draft.columns()["nino"]
    if nino is None:
        return
    other = Person.get_or_none((Person.nino == nino) & (Person.id != (person_id or 0)))
    if other is not None:
        where = f" ({other.find_detail})" if other.find_detail else ""
        raise Refused(f"{other.name}{where} has the NI number {format_nino(nino)} already")


def _keep_words(act: Act, person_id: int) -> None:
    """The ways to reach a person as the find box looks for them; ended ones may be somebody else's by now."""
    words: list[str] = []
    for record in Contact.select().where((Contact.person == person_id) & Contact.ended_on.is_null()).order_by(Contact.id):
        words += [record.value.replace("\n", " "), *(phone_words(record.digits) if record.digits else ())]
    act.change(as_seen(Person, person_id, None, _PERSON), find_words="|".join(words)[:_LONGEST_WORDS])


def _need_columns(draft: NeedDraft) -> dict[str, Any]:
    return {"kind": draft.kind, "detail": " ".join(draft.detail.split()), "start": draft.start, "end": draft.end}


def _stop_emails(act: Act, was: ContactDraft) -> str:
    """The e-mails that wait for an address which is no longer there or not safe do not go."""
    if was.kind is not ContactKind.EMAIL:
        return ""
    return withdrawn_words(withdraw_emails_to(act, address=was.value, why="Their e-mail address may not be used any more"))


def _said(contact: Contact) -> str:
    value: str = contact.value.replace("\n", ", ")
    return value if len(value) <= 60 else value[:59] + "…"
