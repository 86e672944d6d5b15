"""A schedule before it is taken in: whose it is, what was read of it, and what does not agree. Nothing is stored until then."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, ReadSchedule
from housingdesk.benefits.queries.incoming_schedules import Incoming, prepare_schedule
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.rules.schedules.shapes import STOPPING, UNREAD
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.ui.benefits.schedule_columns_card import ScheduleColumnsCard
from housingdesk.ui.benefits.schedule_words import read_columns, read_sentence
from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.take_in_page import SAFE, TakeInPage
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_MOST_SAID = 6


class ScheduleImportPage(TakeInPage):
    """Whose schedule it is and its sums at the left, its lines at the right."""

    title, what, kinds = "Import a schedule", "schedule", ("All files (*)", "Schedules (*.csv *.xlsx *.xls *.txt *.pdf)")
    remembered = "Say once what each column holds; it is remembered for the office"
    tables = frozenset({"office", "schedule"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+O", "choose a file", "choose_file"), Key("Ctrl+Enter", "take it in", "finish"))

    def build(self) -> None:
        """Questions and checks at the left, lines at the right."""
        self.setAcceptDrops(True)
        self._data, self._name, self._again = b"", "", False
        self._office: int | None = None
        self._columns: Layout | None = None
        self._found: Incoming | None = None
        self.form = Form(gap=10)
        self.form.add("office", "From", Choice([(None, "Choose the office")]))
        self.form.edited.connect(self._edited)
        self.facts, self.checks = Facts(), Checks()
        self.take = button("Take it in", self.finish, key="Ctrl+Enter", kind="primary")
        self.other = button("It is another run: take it in", self._take_again)
        self.other.hide()
        self.summary = Card(label("The schedule", "section"), self.form,
                            actions_row(button("Choose a file", self.choose_file, key="Alt+O")), self.facts, self.checks)
        self.summary.body.addStretch(1)
        self.summary.add(self.other)
        self.summary.add(self.take)
        self.model = RowsModel(read_columns(), name="Lines of the schedule", row_id=lambda one: one.number,
                               sentence=read_sentence)
        self.table = Table(self.model, empty="Choose a file (CSV, Excel, text or PDF) as the office sent it, or drop it here")
        self.split = columns((self.summary, 2), (table_card(self.table), 3), fold=820)
        self.body.addWidget(self.split, 1)
        self.header.set_subtitle(SAFE)
        self._show_waiting()

    def open(self, **facts: Any) -> None:
        """A file to look at (``path``), from an office (``office_id``) where that is known."""
        self._office = facts.get("office_id")
        self._forget()
        if facts.get("path"):
            self.read_path(str(facts["path"]))

    def reload(self) -> None:
        """The offices there are; and what is known now, if a file is open."""
        self.ask(offices, self._offices)
        if self._found is not None:
            self._prepare()

    def _offices(self, found: Sequence[OfficeRow]) -> None:
        before = self.form["office"].value() or self._office
        self.form["office"].set_options([(None, "Choose the office" if found else "No office has a card yet"),
                                         *((one.id, one.name) for one in found)])
        self.form["office"].set_value(before)

    # Reading.
    def read_path(self, path: str) -> None:
        """The file that the office sent."""
        self.desk.run(read_file, self._has_file, self._refused, label=f"Reading {Path(path).name}", path=path)

    def _has_file(self, draft: FileDraft) -> None:
        office = self._office
        self._forget()
        self._data, self._name, self._office = draft.content, draft.name, office
        self._prepare()

    def _forget(self) -> None:
        self._data, self._name, self._columns, self._found, self._again = b"", "", None, None, False
        self.put_columns_away()
        self._show_waiting()

    def _prepare(self) -> None:
        self.put_columns_away()
        self.desk.ask(prepare_schedule, self._show, self._refused, data=self._data, name=self._name, office_id=self._office,
                      layout=self._columns)

    def _edited(self, _name: str) -> None:
        self.form.show_problems([])
        self._office = self.form["office"].value()
        if self._data:
            self._prepare()

    # What came of it.
    def _show_waiting(self) -> None:
        self.facts.show_rows([])
        self.checks.show_checks([])
        self.other.hide()
        self.model.show([])
        set_button_text(self.take, "Take it in", "Ctrl+Enter")
        self.take.setEnabled(False)
        self.keys_changed.emit()

    def _show(self, found: Incoming) -> None:
        self._found = found
        if found.office_id is not None:
            self._office = found.office_id
            self.form["office"].set_value(found.office_id)
        read = found.read
        self.facts.show_rows(_facts(self._name, read), strong_last=True)
        self.checks.show_checks(_checks(found))
        self.model.show(list(read.lines))
        set_button_text(self.take, f"Take in {len(read.lines):,} line{'s' if len(read.lines) != 1 else ''}", "Ctrl+Enter")
        unread = any(problem.field == UNREAD for problem in read.problems)
        self.take.setEnabled(not found.came and not unread and self.desk.may(Permission.POST_MONEY))
        if self.isVisible():
            (self.take if found.office_id is not None and self.take.isEnabled() else self.form["office"]).setFocus()
        self.keys_changed.emit()

    def _refused(self, error: HousingDeskError) -> None:
        if isinstance(error, NeedsLayout):
            self.ask_columns(ScheduleColumnsCard(error.rows, error.guess, self._columns_said))
            return
        self._found = None
        self._show_waiting()
        self.checks.show_checks([(Status.LATE, refusal(error)), (Status.NEUTRAL, "Nothing was stored")])

    def _columns_said(self, made: Layout) -> None:
        self._columns = made
        self._prepare()

    # Taking it in.
    def take_in(self) -> None:
        """Take the schedule in."""
        if self._found is None or not self.take.isEnabled():
            return
        if self._office is None:
            self.form["office"].setFocus()
            self.checks.show_checks([(Status.LATE, "Say which office sent it")])
            return
        self.take.setEnabled(False)
        self.desk.do(import_schedule, self._taken, self._not_taken, office_id=self._office, name=self._name, data=self._data,
                     layout=self._columns, read=self._found.read, again=self._again)

    def _take_again(self) -> None:
        self._again = True
        self.take.setEnabled(True)
        self.take_in()

    def _taken(self, outcome: Any) -> None:
        self._office = None
        self._forget()
        self.go_to("schedule", schedule_id=int(outcome.value), ask=True)

    def _not_taken(self, error: HousingDeskError) -> None:
        self.take.setEnabled(True)
        self.take.setFocus()
        self.checks.show_checks([(Status.LATE, refusal(error))])
        self.other.setVisible("one run in two files" in str(error))


def _facts(name: str, read: ReadSchedule) -> list[tuple[str, str]]:
    days = f"{format_date(read.period_from)} to {format_date(read.period_to)}" if read.period_from and read.period_to else ""
    stated = format_pence(read.stated_pence) if read.stated_pence is not None else "gives none"
    return [(word, text) for word, text in (
        ("File", name), ("Creditor number", read.creditor_number), ("Reference", read.reference),
        ("Paid on", format_date(read.paid_on) if read.paid_on else ""), ("For", days), ("Lines", f"{len(read.lines):,}"),
        ("Gross", format_pence(read.gross_pence) if read.recovery_pence else ""),
        ("Taken off", format_pence(read.recovery_pence) if read.recovery_pence else ""), ("The file’s own total", stated),
        ("To come to the bank", format_pence(read.net_pence))) if text]


def _checks(found: Incoming) -> list[tuple[Status, str]]:
    """Whose it is, whether it came before, whether it agrees, and line by line what does not."""
    made: list[tuple[Status, str]] = [(Status.LATE, found.came)] if found.came else []
    if found.office_id is None:
        made.append((Status.DUE, "Say which office sent it"))
    elif found.why:
        made.append((Status.GOOD, f"Whose it is was known {found.why}" if found.why.startswith("by") else
                     f"Whose it is: {found.why}"))
    read = found.read
    stops = list(read.stopping())
    if not stops:
        made.append((Status.GOOD, "The file’s total is the sum of its lines" if read.stated_pence is not None else
                     "Every line agrees with itself"))
    else:
        made.append((Status.LATE, "A line cannot be read, so it cannot be taken in" if any(
            problem.field == UNREAD for problem in stops) else "It can be taken in, but not posted until this agrees"))
    rest = [problem for problem in read.problems if problem.field not in STOPPING]
    made += [(Status.LATE, str(problem)) for problem in stops[:_MOST_SAID]]
    made += [(Status.INFORMATION, str(problem)) for problem in rest[:_MOST_SAID]]
    more = max(0, len(stops) - _MOST_SAID) + max(0, len(rest) - _MOST_SAID)
    return made + ([(Status.INFORMATION, f"{more} more of the same kind")] if more else [])
