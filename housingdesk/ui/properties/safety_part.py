"""The safety records of a home: what is missing, the newest of each kind, and a new one recorded with its file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.properties.actions.safety import record_certificate, remove_certificate
from housingdesk.properties.queries import SpaceRow, chain
from housingdesk.properties.queries.safety import CertificateRow, certificates_of, safety_gaps
from housingdesk.properties.rules.safety import CertificateDraft, CertificateKind
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.list_part import FINISH, Asked, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.properties.home_part import HomePart
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """The records of a home, what is missing, and what it stands in."""

    rows: tuple[CertificateRow, ...]
    gaps: tuple[str, ...]
    above: tuple[SpaceRow, ...]


class SafetyPart(HomePart):
    """Safety records."""

    name = "Safety records"
    empty = "No safety record is kept yet. N records one"
    tables = frozenset({"certificate", "meter", "setting", "space"})
    keys: ClassVar[tuple[Key, ...]] = (Key("N", "record one", "new"), Key("R", "take it off", "take_off"), FINISH)

    def build(self) -> None:
        """Nothing is known yet."""
        self._facts = SafetyFacts((), (), ())
        self._file: FileDraft | None = None
        super().build()

    def read_of(self, of: int) -> None:
        """Read them."""
        self.ask(_facts, self._show, space_id=of, on=self.desk.today)

    def _show(self, facts: SafetyFacts) -> None:
        self._facts = facts
        missing = len(facts.gaps)
        self.say(f"{missing} thing{'s' if missing > 1 else ''} missing before somebody moves in: {'. '.join(facts.gaps)}"
                 if missing else "")
        self.show_rows(facts.rows)

    def columns(self) -> tuple[Column, ...]:
        """The record and until when it holds."""
        def held(row: CertificateRow) -> str:
            return "Nothing to check" if row.no_gas else format_day(row.holds_until) if row.holds_until else "No end"

        def status(row: CertificateRow) -> Status:
            left = (row.holds_until - self.desk.today).days if row.holds_until else 99
            return Status.LATE if left < 0 else Status.DUE if left <= 28 else Status.GOOD

        return (Column("kind", "Record", 210, lambda r: sentence_case(r.kind),
                       secondary=lambda r: r.where, stretch=1),
                Column("done", "Done", 150, lambda r: format_day(r.done_on), secondary=lambda r: r.by, least=140),
                Column("until", "Holds until", 160, held, status=status, least=160))

    def sentence(self, row: CertificateRow) -> str:
        """A record as a screen reader says it."""
        until = f"until {format_day(row.holds_until)}" if row.holds_until else "without an end"
        return f"{row.kind} of {format_day(row.done_on)}, {until}"

    def show_current(self) -> None:
        """The record that is marked."""
        row, may = self.current(), self.may()
        first = button("Record one", self.new, key="N", kind="primary") if may else None
        if row is None:
            self.pane.begin("Safety records", "With the day they were done, their number and their file")
            self.pane.finish(first)
            return
        self.pane.begin(sentence_case(row.kind), row.where)
        self.pane.put(Facts([(word, text) for word, text in (("Number", row.reference), ("By", row.by), ("Note", row.note),
                                                             ("File", "kept" if row.document_id else "none")) if text]))
        self.pane.finish(first, [button("Take it off", self.take_off, key="R")] if may else [])

    def is_valid(self, act: str) -> bool:
        """Taking off needs a record."""
        if act == "finish":
            return self.question is not None
        return self.may() and (act != "take_off" or self.current() is not None)

    def new(self) -> None:
        """Record one."""
        self._file = None
        places = [(row.id, row.said) for row in self._facts.above]
        kinds = [(kind, sentence_case(kind)) for kind in CertificateKind]
        asked: Asked = [("kind", "Which record", Choice(kinds)), ("space_id", "Of what", Choice(places)),
                 ("no_gas", "Gas", Tick("There is no gas here: nothing to check")),
                 ("done_on", "Done on", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                 ("expires_on", "Runs out on, if it says so", DateEdit(lambda: self.desk.today)),
                 ("reference", "Number", TextField(longest=80)), ("by", "Who did it", TextField(longest=200)),
                 ("note", "Note", TextField(longest=400))]
        made = Question(self, "Record a safety record", "It counts for all that stands in the building it is of", asked,
                        "Record it", self._record)
        self._add = button("Add its file", self._choose)
        made.form.add_widget(self._add)
        self.ask_form(made)

    def _choose(self) -> None:
        ask_for_file(self, "The file of the record", self.read)

    def read(self, path: str) -> None:
        """Read the file that was chosen."""
        if self.question is not None:
            self.desk.run(read_file, self._has, self.question.form.refused, label=f"Reading {Path(path).name}", path=path)

    def _has(self, draft: FileDraft) -> None:
        self._file = draft
        if self.question is not None:
            set_button_text(self._add, f"{draft.name[:40]} is kept with it")

    def _record(self, form: PaneForm) -> None:
        draft = CertificateDraft(**form.values(), file=self._file)
        if not form.show_problems(draft.problems(self.desk.today)):
            self.desk.do(record_certificate, self.close_form, form.refused, draft=draft)

    def take_off(self) -> None:
        """Take off one that is wrong."""
        row = self.current()

        def do(form: PaneForm) -> None:
            self.desk.do(remove_certificate, self.close_form, form.refused, certificate_id=row.id, version=row.version,
                         because=form["because"].value())

        self.ask_form(Question(self, f"Take off: {row.kind}", "It stays in the history with the reason",
                               [("because", "Why", TextField(longest=200))], "Take it off", do))


def _facts(space_id: int, on: date) -> SafetyFacts:
    return SafetyFacts(certificates_of(space_id, on), tuple(safety_gaps(space_id, on)), tuple(chain(space_id)))

