"""People of another system are brought in by thousands, and taken out again while nothing is kept about them."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.people.models import Contact, Person
from housingdesk.people.rules import ContactDraft, PersonDraft, phone_words
from housingdesk.values.rows import frozen

_PERSON = ("name", "known_as", "say", "sort_name", "forename", "surname", "born_on", "nino", "died_on", "staff_warning",
           "find_detail", "find_words", "homes", "former")
_CONTACT = ("person", "kind", "value", "digits", "label", "preferred", "safe", "ended_on")
_LONGEST_WORDS = 2000


@frozen
class BroughtPerson:
    """A person to be made, with where they live or lived: ``detail`` for the find box, ``homes`` for what they are found by."""

    draft: PersonDraft
    contacts: tuple[ContactDraft, ...] = ()
    detail: str = ""
    homes: tuple[str, ...] = ()
    former: bool = False


@needs(Permission.BRING_IN)
def bring_people(act: Act, *, people: Sequence[BroughtPerson]) -> range:
    """Adds everybody with the ways to reach them; returns their numbers in the order of the list.

    The drafts have no problems; whoever brings them in has looked.
    """
    rows = [_row(one) for one in people]
    ids = act.add_numbered(Person, _PERSON, rows, summary="people brought in")
    act.index_many((Person(**dict(zip(_PERSON, row, strict=True))) for row in rows), ids)
    contacts = [_contact(number, draft, place) for number, one in zip(ids, people, strict=True)
                for place, draft in enumerate(one.contacts)]
    act.add_numbered(Contact, _CONTACT, contacts, summary="ways to reach them")
    return ids


def _row(one: BroughtPerson) -> tuple[object, ...]:
    words = [word for draft in one.contacts for word in _found_by(draft)]
    kept = {**one.draft.columns(), "find_detail": one.detail[:300], "find_words": "|".join(words)[:_LONGEST_WORDS],
            "homes": "|".join(one.homes)[:_LONGEST_WORDS], "former": one.former}
    return tuple(kept[name] for name in _PERSON)


def _found_by(draft: ContactDraft) -> tuple[str, ...]:
    digits = draft.columns()["digits"]
    return (draft.value, *phone_words(digits)) if digits else (draft.value,)


def _contact(number: int, draft: ContactDraft, place: int) -> tuple[object, ...]:
    columns = draft.columns()
    return (number, columns["kind"], columns["value"], columns["digits"], columns["label"], place == 0, columns["safe"], None)


@needs(Permission.BRING_IN)
def take_out_people(act: Act, *, person_ids: Sequence[int]) -> None:
    """Takes out people who were brought in, with the ways to reach them; refused when something is kept about one."""
    for at in range(0, len(person_ids), 5_000):
        some = list(person_ids[at:at + 5_000])
        act.bulk(Contact.delete().where(Contact.person.in_(some)), summary="ways to reach them")
    act.remove_many(Person, person_ids, summary="people brought in")
