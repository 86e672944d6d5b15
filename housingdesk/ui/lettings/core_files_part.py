"""The upload files of a quarter: written to a folder, marked as sent, and what the service said of each."""

from functools import partial
from typing import ClassVar

from housingdesk.access.rules import Permission
from housingdesk.documents.queries import kept
from housingdesk.lettings.actions.core import mark_core_sent, record_core_answer
from housingdesk.lettings.queries.core import CoreFileRow
from housingdesk.lettings.queries.core.lists import QuarterOfLogs
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import LongText, TextField
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, Asked, ListPart, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_KINDS = {"Comma separated (*.csv)": ".csv"}


class FilesPart(ListPart):
    """The files that were made, the newest first."""

    name = "CORE files"
    empty = "No file was made of this quarter. In the list of logs M makes one of all that are ready"
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "save the file", "save"), Key("S", "it was sent", "sent"),
                                       Key("A", "the service answered", "answered"), FINISH)

    def build(self) -> None:
        """No quarter is read yet."""
        self._logs: dict[int, list[tuple[int, str]]] = {}
        super().build()

    def reload(self) -> None:
        """It shows what the page reads."""

    def show_quarter(self, quarter: QuarterOfLogs) -> None:
        """Show the files of a quarter."""
        self._logs = {}
        for line in quarter.lines:
            if line.row is not None and line.row.file_id is not None:
                self._logs.setdefault(line.row.file_id, []).append((line.row.id, line.reference))
        self.show_rows(quarter.files)

    def columns(self) -> tuple[Column, ...]:
        """When it was made, what it covers, where it stands."""
        return (Column("made", "Made", 150, lambda r: format_day(r.made_at.date()), secondary=lambda r: r.made_by, least=130),
                Column("covers", "Lettings from", 210, lambda r: f"{format_date(r.covers_from)} to {format_date(r.covers_to)}",
                       secondary=lambda r: f"{r.logs} log{'' if r.logs == 1 else 's'} of {r.collection}", stretch=1),
                Column("stands", "Where it stands", 190, lambda r: sentence_case(r.standing), status=_shade, stretch=1))

    def sentence(self, row: CoreFileRow) -> str:
        """A file as a screen reader says it."""
        return f"File of {format_day(row.made_at.date())}, {row.logs} logs, {row.standing}"

    def show_current(self) -> None:
        """The file that is marked."""
        row: CoreFileRow | None = self.current()
        if row is None:
            self.pane.begin("CORE files", "Each file is kept as it was made")
            self.pane.finish()
            return
        self.pane.begin(f"CORE file of {format_day(row.made_at.date())}", f"{row.logs} logs of {row.collection}")
        sent = format_day(row.sent_on) if row.sent_on else "not yet"
        answer = format_day(row.answered_on) if row.answered_on else "not yet"
        self.pane.put(Facts([("Made by", row.made_by), ("Sent", sent), ("Answered", answer)]))
        if row.answer:
            self.pane.put(label(row.answer, wrap=True))
        if row.sent_on is None:
            self.pane.put(label("Save the file, upload it in the CORE service, then say that it was sent.", "muted", wrap=True))
        others = [button("It was sent", self.sent, key="S")] if self.is_valid("sent") else []
        others += [button("The service answered", self.answered, key="A")] if self.is_valid("answered") else []
        self.pane.finish(button("Save the file", self.save, key="Enter", kind="primary"), others)

    def is_valid(self, act: str) -> bool:
        """What fits the file that is marked."""
        if act == "finish":
            return self.question is not None
        row: CoreFileRow | None = self.current()
        if row is None or self.question is not None:
            return False
        may = self.desk.may(Permission.KEEP_APPLICANTS)
        match act:
            case "sent":
                return may and row.sent_on is None
            case "answered":
                return may and row.sent_on is not None and row.answered_on is None
        return True

    def enter_pressed(self) -> None:
        """Enter saves it."""
        if self.is_valid("save"):
            self.save()

    def save(self) -> None:
        """Ask where it goes."""
        row: CoreFileRow = self.current()
        name = f"CORE {row.collection.replace('/', '-')} {row.covers_from} to {row.covers_to}.csv"
        ask_where(self, "Save the CORE file", name, partial(self.save_to, row.document_id), _KINDS)

    def save_to(self, document_id: int, path: str) -> None:
        """Write it there, as it was made."""
        self.desk.ask(kept, lambda file: self.desk.run(write_file, self.notices.toast, label="Saving", path=path,
                                                       made=lambda: file.content), document_id=document_id)

    def sent(self) -> None:
        """Say when it was uploaded."""
        asked: Asked = [("on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True))]
        self.ask_form(Question(self, "It was sent", "Its logs are not sent again, unless the service returns them", asked,
                               "It was sent", self._sent))

    def _sent(self, form: PaneForm) -> None:
        row = self.current()
        self.desk.do(mark_core_sent, self.close_form, form.refused, file_id=row.id, version=row.version, **form.values())

    def answered(self) -> None:
        """Say what the service found."""
        asked: Asked = [("on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                        ("returned", "References of logs that came back", TextField(longest=2000),
                         "With commas between; empty when all were taken"),
                        ("answer", "What it said", LongText())]
        self.ask_form(Question(self, "The service answered", "What is not named here is taken as accepted", asked,
                               "Record the answer", self._answered))

    def _answered(self, form: PaneForm) -> None:
        row, values = self.current(), form.values()
        known = {reference: log_id for log_id, reference in self._logs.get(row.id, [])}
        wanted = [text.strip().upper() for text in values.pop("returned").split(",") if text.strip()]
        strange = [text for text in wanted if text not in known]
        if strange:
            form.show_problems([Problem("returned", f"{', '.join(strange)}: no log of this file has this reference")])
            return
        self.desk.do(record_core_answer, self.close_form, form.refused, file_id=row.id, version=row.version,
                     returned=tuple(known[text] for text in wanted), **values)


def _shade(row: CoreFileRow) -> Status:
    if row.answered_on is not None:
        return Status.GOOD
    return Status.INFORMATION if row.sent_on is not None else Status.DUE
