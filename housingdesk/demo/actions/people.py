"""The people of the made-up association, with the ways to reach them, their needs and whom we may talk to."""

from collections.abc import Iterator
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.actions.numbered import add_found, add_numbered
from housingdesk.demo.lives import Life
from housingdesk.demo.people import Party as PlannedParty
from housingdesk.people.models import Contact, Need, Party, Person
from housingdesk.people.rules import ContactDraft, ContactKind, PartyDraft, PersonDraft, phone_words

_PERSON = ("name", "known_as", "say", "sort_name", "forename", "surname", "born_on", "nino", "died_on", "staff_warning",
           "find_detail", "find_words", "homes", "former")
_CONTACT = ("person", "kind", "value", "digits", "label", "preferred", "safe", "ended_on")
_PARTY = ("person", "role", "name", "organisation", "phone", "email", "scope", "authority_on", "authority_note", "expires_on",
          "address")
_LONGEST_WORDS = 2000
# One person in so many wants to be written to by e-mail.
_LIKES_EMAIL = 8


@needs(Permission.KEEP_PEOPLE)
def write_people(act: Act, *, lives: list[Life], parties: tuple[PlannedParty, ...], first_day: date) -> range:
    """Adds everybody who ever held something; returns their numbers in the order of their keys."""
    rows = [_person(life) for life in lives]
    ids = add_numbered(act, Person, _PERSON, rows, summary="made-up people")
    add_found(act, (Person(**dict(zip(_PERSON, row, strict=True))) for row in rows), ids)
    add_numbered(act, Contact, _CONTACT, (row for life, number in zip(lives, ids, strict=True)
                                          for row in _contacts(life, number)), summary="ways to reach them")
    add_numbered(act, Need, ("person", "kind", "detail", "start", "end"),
                 ((number, kind, detail, max(first_day, life.since), None) for life, number in zip(lives, ids, strict=True)
                  for kind, detail in life.person.needs), summary="what they need")
    add_numbered(act, Party, _PARTY, (_party(party, ids[party.person - 1]) for party in parties),
                 summary="whom we may talk to")
    act.say(f"{len(rows):,} made-up people")
    return ids


def _person(life: Life) -> tuple[object, ...]:
    draft = PersonDraft(life.person.name.full(), known_as=life.person.known_as or "", say=life.say, sort_name=life.sort_name,
                        born_on=life.person.born_on, died_on=life.died_on, staff_warning=life.staff_warning)
    columns = draft.columns()
    words = [word for contact in _drafts(life) for word in _found_by(contact)]
    kept = {**columns, "find_detail": life.detail[:300], "find_words": "|".join(words)[:_LONGEST_WORDS],
            "homes": "|".join(life.homes)[:_LONGEST_WORDS], "former": life.former}
    return tuple(kept[name] for name in _PERSON)


def _drafts(life: Life) -> Iterator[ContactDraft]:
    person = life.person
    for kind, value, label in ((ContactKind.PHONE, person.mobile, "mobile"), (ContactKind.PHONE, person.landline, "home"),
                               (ContactKind.EMAIL, person.email, "")):
        if value is not None:
            yield ContactDraft(kind, value, label)


def _found_by(draft: ContactDraft) -> tuple[str, ...]:
    digits = draft.columns()["digits"]
    return (draft.value, *phone_words(digits)) if digits else (draft.value,)


def _contacts(life: Life, number: int) -> Iterator[tuple[object, ...]]:
    drafts = list(_drafts(life))
    first = next((place for place, draft in enumerate(drafts) if draft.kind is ContactKind.EMAIL), 0) \
        if number % _LIKES_EMAIL == 0 else 0
    for place, draft in enumerate(drafts):
        columns = draft.columns()
        yield (number, columns["kind"], columns["value"], columns["digits"], columns["label"], place == first, columns["safe"],
               None)


def _party(party: PlannedParty, number: int) -> tuple[object, ...]:
    draft = PartyDraft(party.role, party.name, party.scope, party.organisation, party.phone, party.email, party.authority_on,
                       "Form of authority on file" if party.authority_on else "", party.expires_on, party.address)
    columns = draft.columns()
    return (number, *(columns[name] for name in _PARTY[1:]))
