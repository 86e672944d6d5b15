"""People in a file: one list of who they are, how to reach them, what they need and whom we may talk to about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.people import actions
from housingdesk.people.actions import proofs
from housingdesk.people.queries import PersonFile, PersonRow, need_draft, person_file
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.people.forms import ContactForm, NeedForm, PartyForm, PersonForm, SmallForm
from housingdesk.ui.people.lines import PersonLine, Standing, line_columns, line_sentence, person_lines
from housingdesk.ui.people.proof_form import IdentityForm
from housingdesk.values.dates import format_day

_CHANGES = frozenset({"add_contact", "add_need", "add_party", "add_identity", "edit", "end_line", "remove_line", "prefer"})


class PeoplePanel(Panel):
    """The people of a file, or one person alone."""

    tables = frozenset({"person", "contact", "need", "party", "holder", "identity", "consent"})
    keys = (Key("Enter", "look at it"), Key("F2", "change it", "edit"), Key("C", "add a contact", "add_contact"),
            Key("N", "add a need", "add_need"), Key("T", "add somebody to talk to", "add_party"),
            Key("I", "add identity", "add_identity"), Key("P", "try this first", "prefer"), Key("X", "end it", "end_line"),
            Key("Ctrl+Enter", "finish", "finish", shown=False))

    def build(self) -> None:
        """The list and the pane."""
        self._people: tuple[int, ...] = ()
        self._standings: tuple[Standing, ...] = ()
        self._files: list[PersonFile] = []
        self._open = False
        self.form: SmallForm | None = None
        self.model = RowsModel(line_columns(), name="People", sentence=line_sentence)
        self.table = Table(self.model, empty="Nobody is on this file", remember="people")
        self.table.opened.connect(self._opened)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.pane = RefillPane("About this line", width=340)
        theme.size(self.pane, least_height=240)
        self.buttons: tuple[QPushButton, ...] = ()
        if self.desk.may(Permission.KEEP_PEOPLE):
            self.buttons = (button("Add contact", self.add_contact, key="C"), button("Add need", self.add_need, key="N"),
                            button("Add who we may talk to", self.add_party, key="T"))
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((table_card(self.table), 1), (self.pane, 0)))
        self.pane.hide()

    # Opening and reading.
    def open(self, people: Sequence[int], standings: Sequence[Standing] = ()) -> None:
        """Show these people, in this order, each with what they are to the file."""
        if tuple(people) != self._people:
            self.close_pane()
            self._files = []
        self._people, self._standings = tuple(people), tuple(standings)
        self.mark_stale()

    def reload(self) -> None:
        """Read them."""
        self.ask(_files, self._show, people=self._people, on=self.desk.today)

    def _show(self, files: list[PersonFile]) -> None:
        self._files = files
        lines = person_lines(files, self._standings, self.desk.today)
        self.model.show([line for line in lines if not self.desk.privacy.on or line.own])
        if self._open:
            self._opened(self.table.current_id())
        self.keys_changed.emit()

    def show_private(self) -> None:
        """Only who they are, how they are reached safely and what they need."""
        self.close_pane()
        self._show(self._files)

    def is_valid(self, act: str) -> bool:
        """What may be done with the current line."""
        if act == "finish":
            return self.form is not None
        if act in _CHANGES and not self.desk.may(Permission.KEEP_PEOPLE):
            return False
        line = self._line()
        if act == "prefer":
            return line is not None and line.contact is not None and line.contact.ended_on is None
        if line is None or act not in ("edit", "end_line", "remove_line"):
            return line is not None
        if line.consent is not None:
            return act == "end_line" and line.consent.ended_on is None
        return line.identity is None or act == "remove_line" if not line.head else act == "edit"

    # The pane.
    def close_pane(self) -> bool:
        """Close what is open beside the list; whether anything was."""
        was = self._open or self.form is not None
        self._open, self.form = False, None
        self.pane.hide()
        if was and self.isVisible():
            self.table.setFocus()
        return was

    def escape(self) -> bool:
        """Close the pane."""
        return self.close_pane()

    def finish(self) -> None:
        """Do what the open form asks for."""
        if self.form is not None:
            self.form.submit()

    def _line(self) -> PersonLine | None:
        chosen = self.table.current_id()
        place = self.model.place_of(chosen) if chosen is not None else None
        if place is None and self.model.count():
            place = 0
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, PersonLine) else None

    def _person(self) -> PersonRow | None:
        line = self._line()
        return line.person if line is not None else None

    def _moved(self, _row_id: int | None) -> None:
        self.keys_changed.emit()
        if self._open:
            self._opened(_row_id)

    def _opened(self, row_id: int | None) -> None:
        line = self._line()
        if line is None or row_id is None:
            self.close_pane()
            return
        self._open, self.form = True, None
        self.pane.begin(line.what, line.about if not line.head else "")
        if line.note:
            self.pane.put(label(line.note, wrap=True))
        if line.head and line.person.staff_warning and not self.desk.privacy.on:
            self.pane.put(label("Before a visit", "section"))
            self.pane.put(label(line.person.staff_warning, wrap=True))
        self._more(line)
        self.pane.show()

    def _more(self, line: PersonLine) -> None:
        if line.party is not None and line.party.draft.authority_note:
            self.pane.put(label(line.party.draft.authority_note, "muted", wrap=True))
        if line.party is not None:
            for text in (line.party.draft.phone, line.party.draft.email, line.party.draft.address.replace("\n", ", ")):
                if text:
                    self.pane.put(label(text, wrap=True))
        others = [button("Close", self.close_pane, key="Esc")]
        if line.head:
            others.insert(0, button("Open the file", partial(self.go_to, "person", person_id=line.person.id)))
        else:
            if self.is_valid("remove_line"):
                others.insert(0, button("Remove", self.remove_line))
            if self.is_valid("end_line"):
                others.insert(0, button("End it", self.end_line, key="X"))
        if self.is_valid("prefer"):
            others.insert(0, button("Try first", self.prefer, key="P"))
        first = button("Change it", self.edit, key="F2") if self.is_valid("edit") else None
        self.pane.finish(first, others)

    # Changing.
    def add_contact(self) -> None:
        """A way to reach the person of the current line."""
        person = self._person()
        if person is not None:
            self._take(ContactForm(self.pane, self.desk, person, None, self.close_pane))

    def add_need(self) -> None:
        """Something the person of the current line needs."""
        person = self._person()
        if person is not None:
            self._take(NeedForm(self.pane, self.desk, person, None, self.close_pane))

    def add_party(self) -> None:
        """Somebody we may talk to about the person of the current line."""
        person = self._person()
        if person is not None:
            self._take(PartyForm(self.pane, self.desk, person, None, self.close_pane))

    def add_identity(self) -> None:
        """What shows who the person of the current line is, or by when it comes."""
        person = self._person()
        if person is not None:
            self._take(IdentityForm(self.pane, self.desk, person, self.close_pane))

    def edit(self) -> None:
        """Change what the current line says."""
        line = self._line()
        if line is None or not self.is_valid("edit"):
            return
        if line.contact is not None:
            self._take(ContactForm(self.pane, self.desk, line.person, line.contact, self.close_pane))
        elif line.need is not None:
            self._take(NeedForm(self.pane, self.desk, line.person, line.need, self.close_pane))
        elif line.party is not None:
            self._take(PartyForm(self.pane, self.desk, line.person, line.party, self.close_pane))
        else:
            self._take(PersonForm(self.pane, self.desk, line.person, self.close_pane))

    def _take(self, form: SmallForm) -> None:
        self._open, self.form = False, form

    def end_line(self) -> None:
        """A contact, a need or an authority holds no longer from today on; it is kept."""
        line, today = self._line(), self.desk.today
        if line is None or not self.is_valid("end_line"):
            return
        if line.contact is not None:
            self.desk.do(actions.end_contact, None, None, contact_id=line.contact.id, version=line.contact.version, on=today)
        elif line.consent is not None:
            self.desk.do(proofs.end_consent, None, None, consent_id=line.consent.id, version=line.consent.version, on=today)
        elif line.party is not None:
            self.desk.do(actions.end_party, None, None, party_id=line.party.id, version=line.party.version, on=today)
        elif line.need is not None:
            if line.need.start >= today:
                self.notices.message(f"It is needed from {format_day(line.need.start)}. Remove it instead")
            else:
                self._end_need(line)

    def _end_need(self, line: PersonLine) -> None:
        need = line.need
        if need is not None:
            self.desk.do(actions.change_need, None, None, need_id=need.id, version=need.version,
                         draft=replace(need_draft(need), end=self.desk.today))

    def remove_line(self) -> None:
        """Take out what was entered by mistake."""
        line = self._line()
        if line is None:
            return
        if line.contact is not None:
            self.desk.do(actions.remove_contact, None, None, contact_id=line.contact.id, version=line.contact.version)
        elif line.identity is not None:
            self.desk.do(proofs.remove_identity, None, None, identity_id=line.identity.id, version=line.identity.version,
                         because="Recorded by mistake")
        elif line.need is not None:
            self.desk.do(actions.remove_need, None, None, need_id=line.need.id, version=line.need.version)
        elif line.party is not None:
            self.desk.do(actions.remove_party, None, None, party_id=line.party.id, version=line.party.version)

    def prefer(self) -> None:
        """Try this way to reach them first."""
        line = self._line()
        if line is not None and line.contact is not None:
            self.desk.do(actions.prefer_contact, None, None, person_id=line.person.id, contact_id=line.contact.id)


def _files(people: Sequence[int], on: date) -> list[PersonFile]:
    return [person_file(person_id, on) for person_id in people]
