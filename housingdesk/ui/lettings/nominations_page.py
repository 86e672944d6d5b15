"""A list of nominations or referrals before it is taken in: who is new, what changed, what has to be put right."""

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft, fingerprint
from housingdesk.errors import HousingDeskError
from housingdesk.lettings.actions.importing import import_nominations
from housingdesk.lettings.list_words import what_is_said
from housingdesk.lettings.parsers.nomination_columns import Columns
from housingdesk.lettings.parsers.nomination_files import NeedsColumns
from housingdesk.lettings.queries.incoming import Prepared, prepare, prepare_text
from housingdesk.lettings.rules.nominations import Compared, Told
from housingdesk.lettings.rules.words import Source
from housingdesk.properties import queries as property_queries
from housingdesk.properties.queries import OfficeRow
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.take_in_page import SAFE, TakeInPage
from housingdesk.ui.lettings.columns_card import ColumnsCard
from housingdesk.values.dates import format_date
from housingdesk.values.text import sentence_case

_MOST_SAID = 6
_STATUS = {Told.NEW: Status.GOOD, Told.CHANGED: Status.INFORMATION, Told.NOT_READ: Status.LATE}
Offices = tuple[tuple[OfficeRow, ...], tuple[OfficeRow, ...]]


def whom() -> Offices:
    """Councils, and who else may refer."""
    return tuple(property_queries.councils()), tuple(property_queries.agents())


class NominationsPage(TakeInPage):
    """From whom, the file or the text, and what it says beside whom we know. Nothing is stored until it is taken in."""

    title, what, kinds = "Take in a list", "list of nominations", ("All files (*)", "Lists (*.csv *.xlsx *.xls *.txt)")
    remembered = "Say once what each column holds; it is remembered for whoever sends it"
    tables = frozenset({"applicant", "answer"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+O", "choose a file", "choose_file"), Key("Alt+V", "read the text", "read_text"),
                                       Key("Ctrl+Enter", "take it in", "finish"))

    def build(self) -> None:
        """Questions at the left, what was understood at the right."""
        self.setAcceptDrops(True)
        self._data, self._name, self._pasted = b"", "", ""
        self._said: Columns | None = None
        self._prepared: Prepared | None = None
        self.form = Form(gap=10)
        self.form.add("whom", "From", Choice([(None, "Choose")]))
        self.form.add("received_on", "Came on", DateEdit(lambda: self.desk.today, self.desk.today, needed=True))
        self.form.add("text", "Or paste the e-mail here", LongText(lines=5),
                      hint="Name: Amina Khan, DOB: 3/4/1989 … What is read is proposed; you decide")
        self.form.edited.connect(self._edited)
        self.checks = Checks()
        self.take = button("Take them in", self.finish, key="Ctrl+Enter", kind="primary")
        self.ask_card = Card(label("The list", "section"), self.form, actions_row(
            button("Choose a file", self.choose_file, key="Alt+O"), button("Read the text", self.read_text, key="Alt+V")),
            self.checks)
        self.ask_card.body.addStretch(1)
        self.ask_card.add(self.take)
        self.model = RowsModel(_columns(self.desk.may(Permission.SEE_RISK)), name="Lines of the list",
                               row_id=lambda one: one.incoming.line,
                               sentence=lambda one: f"Line {one.incoming.line}, {one.incoming.name}: {one.told}")
        self.table = Table(self.model, empty="Choose a file (CSV or Excel), drop it here, or paste the text of an e-mail")
        self.split = columns((self.ask_card, 2), (table_card(self.table), 3), fold=820)
        self.body.addWidget(self.split, 1)
        self.header.set_subtitle(SAFE)
        self._show_waiting()

    def open(self, **facts: Any) -> None:
        """A file to look at (``path``), from a council (``council_id``)."""
        self._wanted_council: int | None = facts.get("council_id")
        if facts.get("path"):
            self.read_path(str(facts["path"]))

    def reload(self) -> None:
        """From whom it may be; and what is known now, if a list is open."""
        self.ask(whom, self._offices)
        if self._prepared is not None:
            self._prepare()

    def _offices(self, found: Offices) -> None:
        councils, agents = found
        before = self.form["whom"].value()
        self.form["whom"].set_options([(None, "Choose"), *((("council", one.id), one.name) for one in councils),
                                       *((("agent", one.id), f"{one.name} (refers)") for one in agents)])
        wanted = ("council", self._wanted_council) if getattr(self, "_wanted_council", None) else None
        self.form["whom"].set_value(before or wanted or (("council", councils[0].id) if len(councils) == 1 else None))

    def _from(self) -> dict[str, int | None]:
        kind, number = self.form["whom"].value() or ("", None)
        return {"council_id": number if kind == "council" else None, "agent_id": number if kind == "agent" else None}

    # Reading.
    def read_path(self, path: str) -> None:
        """The file the council sent."""
        self.desk.run(read_file, self._has_file, self._refused, label=f"Reading {Path(path).name}", path=path)

    def _has_file(self, draft: FileDraft) -> None:
        self._data, self._name, self._pasted, self._said = draft.content, draft.name, "", None
        self._prepare()

    def read_text(self) -> None:
        """Read what was pasted."""
        self._data, self._name, self._pasted, self._said = b"", "pasted text", self.form["text"].value(), None
        self._prepare()

    def _prepare(self) -> None:
        """Read it with what is known of its columns, and compare it."""
        self.put_columns_away()
        if self._pasted or not self._data:
            self.desk.ask(prepare_text, self._show, self._refused, text=self._pasted, columns=self._said, today=self.desk.today,
                          **self._from())
        else:
            self.desk.ask(prepare, self._show, self._refused, data=self._data, columns=self._said, today=self.desk.today,
                          **self._from())

    def _edited(self, name: str) -> None:
        self.form.show_problems([])
        if name == "whom" and (self._data or self._pasted):
            self._prepare()

    # What came of it.
    def _show_waiting(self) -> None:
        self.checks.show_checks([])
        self.take.setEnabled(False)
        self.model.show([])
        self.keys_changed.emit()

    def _show(self, found: Prepared) -> None:
        self._prepared = found
        self.model.show(list(found.compared))
        self.checks.show_checks(_checks(self._name, found))
        count = len(found.told(Told.NEW)) + len(found.told(Told.CHANGED))
        self.take.setEnabled(bool(count) and self.desk.may(Permission.KEEP_APPLICANTS))
        set_button_text(self.take, f"Take in {count} household{'s' if count != 1 else ''}" if count else "Nothing new in it",
                        "Ctrl+Enter")
        if count and self.isVisible():
            self.take.setFocus()
        self.keys_changed.emit()

    def _refused(self, error: HousingDeskError) -> None:
        if isinstance(error, NeedsColumns):
            self.ask_columns(ColumnsCard(error.rows, error.guess, self._columns_said))
            return
        self._prepared = None
        self._show_waiting()
        self.checks.show_checks([(Status.LATE, f"{refusal(error)} Nothing was stored")])

    def _columns_said(self, made: Columns) -> None:
        self._said = made
        self._prepare()

    # Taking it in.
    def take_in(self) -> None:
        """Take the list in."""
        found, values = self._prepared, self.form.values()
        if found is None or not self.take.isEnabled() or self.form.show_problems(self.form.unreadable()):
            return
        source = Source.NOMINATION if self._from()["council_id"] is not None else Source.REFERRAL
        data = self._data or self._pasted.encode()
        self.take.setEnabled(False)
        self.desk.do(import_nominations, self._taken, self._not_taken, nominees=found.listing.nominees, source=source,
                     received_on=values["received_on"], fingerprint=fingerprint(data), name=self._name, columns=self._said,
                     **self._from())

    def _taken(self, _outcome: Any) -> None:
        self._data, self._name, self._pasted, self._said, self._prepared = b"", "", "", None, None
        self.form.set_values(text="")
        self._show_waiting()
        self.go_to("applicants", tab="received")

    def _not_taken(self, error: HousingDeskError) -> None:
        self.take.setEnabled(True)
        (self.take if self.form["whom"].value() else self.form["whom"]).setFocus()
        self.checks.show_checks([(Status.LATE, refusal(error))])


def _checks(name: str, found: Prepared) -> list[tuple[Status, str]]:
    counts = [(Told.NEW, "new", Status.GOOD), (Told.CHANGED, "changed", Status.INFORMATION),
              (Told.SAME, "known as they are", Status.NEUTRAL),
              (Told.ENDED, "known and ended: open them to take them up again", Status.NEUTRAL),
              (Told.NOT_READ, "to be put right in the list; they are left out", Status.LATE)]
    made = []
    if found.seen_on is not None:
        made.append((Status.DUE, f"{sentence_case(name)} was taken in on {format_date(found.seen_on)} already"))
    made += [(status, f"{len(found.told(told))} {words}") for told, words, status in counts if found.told(told)]
    wrong = [problem for one in found.told(Told.NOT_READ) for problem in one.incoming.problems]
    made += [(Status.LATE, str(problem)) for problem in wrong[:_MOST_SAID]]
    made += [(Status.LATE, f"{len(wrong) - _MOST_SAID} more in the lines of the list")] if len(wrong) > _MOST_SAID else []
    return made + [(Status.INFORMATION, str(problem)) for problem in found.listing.problems]


def _columns(private: bool) -> tuple[Column, ...]:
    def born(one: Compared) -> str:
        return format_date(date.fromisoformat(one.incoming.born_on)) if one.incoming.born_on else ""

    return (Column("line", "Line", 60, lambda one: str(one.incoming.line), sort=lambda one: one.incoming.line, least=52),
            Column("name", "Household", 180, lambda one: one.incoming.name or "No name", secondary=born, stretch=1),
            Column("told", "Is", 170, lambda one: sentence_case(one.told),
                   status=lambda one: _STATUS.get(one.told, Status.NEUTRAL), sort=True),
            Column("what", "What the list says", 340, lambda one: what_is_said(one, private)[0],
                   secondary=lambda one: what_is_said(one, private)[1], stretch=3))
