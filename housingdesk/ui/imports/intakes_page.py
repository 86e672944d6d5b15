"""Bringing in another system's data: every intake, how far it is, and a new one begun."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.imports.actions.preparing import start_intake
from housingdesk.imports.handing_over import blank_workbook
from housingdesk.imports.queries.intakes import IntakeRow, intakes
from housingdesk.imports.rules.words import IntakeState
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import FINISH, ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import DAY, format_date, week_of
from housingdesk.values.text import sentence_case

_STATUS = {IntakeState.OPEN: Status.DUE, IntakeState.DONE: Status.GOOD, IntakeState.TAKEN_BACK: Status.NEUTRAL}
_STEPS = ("Add the files of the old system as they are: Excel or CSV, one list or several",
          "Say what their columns hold; most are known by their headings",
          "Mend in the files what is listed row by row, and add them again as often as you like",
          "Put in the totals of the old system. Nothing comes in until each agrees to the penny")


class IntakesPage(Page, ListWithPane):
    """Each intake by its name, with the day of its balances."""

    title = "Bring in data"
    name, pane_name = "Intakes", "Intake"
    empty = "No data was brought in yet. N begins: homes, people, rents and balances from any old system’s spreadsheets"
    tables = frozenset({"intake", "intake_file"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "open_intake"), Key("N", "begin", "begin"),
        Key("W", "save a blank workbook", "save_blank"), FINISH)

    def build(self) -> None:
        """The list, and what an intake is about."""
        self.body.addWidget(self.list_and_pane(), 1)
        self.header.set_subtitle("Nothing is written anywhere until an intake is carried out, and it can be taken back")
        self.header.set_actions(button("Save a blank workbook", self.save_blank, key="W"),
                                button("Begin", self.begin, key="N", kind="primary"))

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("name", "Intake", 240, lambda r: r.name, secondary=lambda r: r.system, stretch=2, sort=True),
                Column("on", "Balances of", 150, lambda r: format_date(r.balances_on), sort=lambda r: r.balances_on),
                Column("files", "Files", 80, lambda r: f"{r.files:,}", align=Align.RIGHT),
                Column("state", "Is", 170, lambda r: sentence_case(r.state), status=lambda r: _STATUS[r.state], stretch=1))

    def sentence(self, row: IntakeRow) -> str:
        """A row as a screen reader says it."""
        return f"{row.name}, balances of {format_date(row.balances_on)}, {row.state}"

    def reload(self) -> None:
        """Every intake."""
        self.ask(intakes, self.show_rows)

    def show_current(self) -> None:
        """What is known of the one marked; without any, how it is done."""
        row: IntakeRow | None = self.current()
        if row is None:
            self.pane.begin("How it is done", "")
            self.pane.put(Bullets(_STEPS))
            self.pane.finish(button("Begin", self.begin, key="N"))
            return
        self.pane.begin(row.name, sentence_case(row.state))
        done = f"{format_date(row.done_at.date())} by {row.done_by}" if row.done_at is not None else ""
        self.pane.put(Facts([(word, text) for word, text in (
            ("Old system", row.system), ("Balances of", format_date(row.balances_on)), ("Begun by", row.made_by),
            ("Brought in", done), ("It was", row.note)) if text]))
        self.pane.finish(button("Open it", self.open_intake, key="Enter", kind="primary"))

    def is_valid(self, act: str) -> bool:
        """Only who may bring data in begins an intake."""
        if act == "finish":
            return self.question is not None
        return self.desk.may(Permission.BRING_IN) if act == "begin" else act != "open_intake" or self.current() is not None

    def enter_pressed(self) -> None:
        """Enter in the list opens it."""
        self.open_intake()

    def open_intake(self) -> None:
        """The intake that is marked."""
        row = self.current()
        if row is not None:
            self.go_to("intake", intake_id=row.id)

    def begin(self) -> None:
        """A new intake."""
        sunday = week_of(self.desk.today) - DAY
        self.ask_form(Question(self, "Begin an intake", "", [
            ("name", "What is it called?", TextField(), "such as Rents from the old system"),
            ("system", "Which system does the data come from?", TextField()),
            ("balances_on", "Balances at the end of", DateEdit(lambda: self.desk.today, sunday, needed=True),
             "A Sunday is best: that week’s rent is in them, and the next debit charges from the Monday after")],
            "Begin", self._begin))

    def _begin(self, form: PaneForm) -> None:
        self.desk.do(start_intake, self._begun, form.refused, **form.values())

    def _begun(self, outcome: Any) -> None:
        self.question = None
        self.go_to("intake", intake_id=outcome.value)

    def save_blank(self) -> None:
        """A workbook with all columns, each explained."""
        ask_where(self, "Save a blank workbook", "To bring in.xlsx", self._save_blank, {"Excel workbook (*.xlsx)": ".xlsx"})

    def _save_blank(self, path: str) -> None:
        self.desk.run(write_file, self.notices.toast, label="Saving the blank workbook", path=path, made=blank_workbook)
