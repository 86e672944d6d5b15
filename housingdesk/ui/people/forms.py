"""The forms of the people room in a pane: a person, a way to reach them, a need, somebody we may talk to."""

from collections.abc import Callable
from typing import Any, Protocol

from housingdesk.people import actions
from housingdesk.people.queries import ContactRow, MayTalkRow, NeedRow, PersonRow, contact_draft, need_draft
from housingdesk.people.rules import (
    ContactDraft,
    ContactKind,
    NeedDraft,
    NeedKind,
    PartyDraft,
    PartyRole,
    PersonDraft,
    Scope,
)
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.text import sentence_case

Done = Callable[[], object]


class SmallForm(Protocol):
    """A form that is open in the pane."""

    form: PaneForm

    def submit(self) -> None: ...


def _choices(kind: type[Any]) -> list[tuple[Any, str]]:
    return [(one, sentence_case(one)) for one in kind]


class PersonForm:
    """Who somebody is. Their name is kept as they write it; a change reaches into the agreements they hold."""

    def __init__(self, pane: RefillPane, desk: QtDesk, person: PersonRow | None, done: Done) -> None:
        self._desk, self._person, self._done = desk, person, done
        self.made: int | None = None
        self.form = PaneForm(pane, f"Change {person.name}" if person else "Add a person")
        self.form.add("name", "Full name", TextField(longest=200), hint="As they write it themselves")
        self.form.add("known_as", "What they like to be called", TextField(longest=100))
        self.form.add("say", "How it is said", TextField(longest=100), hint="For example a-MEE-na")
        self.form.add("sort_name", "Sorted as", TextField(longest=200), hint="Only where the last word is not the surname: "
                                                                             "Nguyen, Thi Hoa")
        self.form.add("born_on", "Date of birth", DateEdit(lambda: desk.today))
        self.form.add("nino", "National Insurance number", TextField(longest=13))
        self.form.add("died_on", "Date of death", DateEdit(lambda: desk.today))
        self.form.add("staff_warning", "What colleagues must know before they visit", LongText(lines=3),
                      hint="Facts only, as the person may read it")
        if person:
            self.form.set_values(name=person.name, known_as=person.known_as, say=person.say, sort_name=person.sort_name,
                                 born_on=person.born_on, nino=person.nino, died_on=person.died_on,
                                 staff_warning=person.staff_warning)
        self.form.foot("Keep it" if person else "Add the person", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it."""
        draft = self.form.draft(PersonDraft)
        if draft is None or self.form.show_problems(draft.problems(self._desk.today)):
            return
        if self._person is None:
            self._desk.do(actions.add_person, self._kept, self.form.refused, draft=draft)
        else:
            self._desk.do(change_person, self._kept, self.form.refused, person_id=self._person.id,
                          version=self._person.version, draft=draft)

    def _kept(self, outcome: Any) -> None:
        self.made = outcome.value if self._person is None else self._person.id
        self._done()


class ContactForm:
    """A way to reach somebody."""

    def __init__(self, pane: RefillPane, desk: QtDesk, person: PersonRow, contact: ContactRow | None, done: Done) -> None:
        self._desk, self._person, self._contact, self._done = desk, person, contact, done
        self.form = PaneForm(pane, "Change it" if contact else f"How to reach {person.name}")
        self.form.add("kind", "What it is", Choice(_choices(ContactKind)))
        self.form.add("value", "Number or address", LongText(lines=1), hint="As they say it; spaces do not matter")
        self.form.add("label", "Whose or when", TextField(longest=60), hint="For example mobile, mother, evenings")
        self.form.add("safe", "Is it safe", Tick("Nobody else sees or hears it", True))
        if contact:
            was = contact_draft(contact)
            self.form.set_values(kind=was.kind, value=was.value, label=was.label, safe=was.safe)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it."""
        draft = self.form.draft(ContactDraft)
        if draft is None or self.form.show_problems(draft.problems()):
            return
        if self._contact is None:
            self._desk.do(actions.add_contact, self._kept, self.form.refused, person_id=self._person.id, draft=draft)
        else:
            self._desk.do(actions.change_contact, self._kept, self.form.refused, contact_id=self._contact.id,
                          version=self._contact.version, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()


class NeedForm:
    """What somebody needs so that a letter or a call works."""

    def __init__(self, pane: RefillPane, desk: QtDesk, person: PersonRow, need: NeedRow | None, done: Done) -> None:
        self._desk, self._person, self._need, self._done = desk, person, need, done
        self.form = PaneForm(pane, "Change this need" if need else f"What {person.name} needs")
        self.form.add("kind", "What it is", Choice(_choices(NeedKind)))
        self.form.add("detail", "Which", TextField(longest=200), hint="The language, or what else there is to know")
        self.form.row(("start", "From", DateEdit(lambda: desk.today, desk.today, needed=True)),
                      ("end", "Until, not included", DateEdit(lambda: desk.today)))
        if need:
            was = need_draft(need)
            self.form.set_values(kind=was.kind, detail=was.detail, start=was.start, end=was.end)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it."""
        draft = self.form.draft(NeedDraft)
        if draft is None or self.form.show_problems(draft.problems()):
            return
        if self._need is None:
            self._desk.do(actions.add_need, self._kept, self.form.refused, person_id=self._person.id, draft=draft)
        else:
            self._desk.do(actions.change_need, self._kept, self.form.refused, need_id=self._need.id,
                          version=self._need.version, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()


class PartyForm:
    """Whom we may talk to about somebody, about what, on which authority, until when."""

    def __init__(self, pane: RefillPane, desk: QtDesk, person: PersonRow, party: MayTalkRow | None, done: Done) -> None:
        self._desk, self._person, self._party, self._done = desk, person, party, done
        self.form = PaneForm(pane, "Change who this is" if party else "Somebody we may talk to", f"About {person.name}")
        self.form.add("name", "Name", TextField(longest=200))
        self.form.add("role", "Who they are", Choice(_choices(PartyRole)))
        self.form.add("organisation", "Organisation", TextField(longest=200))
        self.form.add("scope", "May hear about", Choice(_choices(Scope)))
        self.form.row(("authority_on", "Authority given on", DateEdit(lambda: desk.today)),
                      ("expires_on", "Last day", DateEdit(lambda: desk.today)))
        self.form.add("authority_note", "On what paper", TextField(longest=400), hint="For example signed form, in Files")
        self.form.add("phone", "Phone", TextField(longest=60))
        self.form.add("email", "E-mail", TextField(longest=200))
        self.form.add("address", "Postal address", LongText(lines=3), hint="Copies of letters go there; the postcode last")
        if party:
            was = party.draft
            self.form.set_values(name=was.name, role=was.role, organisation=was.organisation, scope=was.scope,
                                 authority_on=was.authority_on, expires_on=was.expires_on, phone=was.phone, email=was.email,
                                 authority_note=was.authority_note, address=was.address)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it."""
        draft = self.form.draft(PartyDraft)
        if draft is None or self.form.show_problems(draft.problems(self._desk.today)):
            return
        if self._party is None:
            self._desk.do(actions.add_party, self._kept, self.form.refused, person_id=self._person.id, draft=draft)
        else:
            self._desk.do(actions.change_party, self._kept, self.form.refused, party_id=self._party.id,
                          version=self._party.version, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()
