"""The lettings of a quarter and their CORE logs: what each still needs, and the file that is made of those that are ready."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.core import confirm_core, make_core_file, open_log, say_core_need
from housingdesk.lettings.queries.core.lists import LogLine, QuarterOfLogs
from housingdesk.lettings.rules.words import CoreState
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, ListPart, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case

_MOST = 8
_SHADES = {"no log": Status.LATE, "to put right": Status.DUE, "ready to send": Status.GOOD, "returned": Status.LATE,
           "accepted": Status.GOOD, "sent": Status.INFORMATION}


class LogsPart(ListPart):
    """Every letting that began in the quarter."""

    name = "CORE logs"
    empty = "No letting began in this quarter"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open the log", "open_log"), Key("M", "make the file", "make_file"), Key("C", "confirm", "confirm"),
        Key("N", "needed or not", "say_need"), Key("O", "open its log", "add_log"), FINISH)

    def build(self) -> None:
        """No quarter is read yet."""
        self.quarter: QuarterOfLogs | None = None
        super().build()

    def reload(self) -> None:
        """It shows what the page reads."""

    def show_quarter(self, quarter: QuarterOfLogs) -> None:
        """Show the lettings of a quarter."""
        self.quarter = quarter
        self.show_rows(quarter.lines)

    def columns(self) -> tuple[Column, ...]:
        """Who, where, since when, and how far the log is."""
        return (Column("who", "Who", 200, lambda r: r.names or r.reference, secondary=lambda r: r.reference, sort=True,
                       stretch=1),
                Column("home", "Home", 190, lambda r: r.address, sort=True, stretch=1, hide_below=560),
                Column("starts", "Begins", 134, lambda r: format_day(r.starts_on), sort=lambda r: r.starts_on, least=134),
                Column("stands", "CORE log", 150, lambda r: sentence_case(r.stands), secondary=_how_far,
                       status=lambda r: _SHADES.get(r.stands, Status.NEUTRAL), sort=True, least=130))

    def sentence(self, row: LogLine) -> str:
        """A letting as a screen reader says it."""
        return f"{row.names}, {row.address}, from {format_day(row.starts_on)}, {row.stands}"

    def show_current(self) -> None:
        """What is marked: why, and what to do."""
        row: LogLine | None = self.current()
        if row is None:
            self.pane.begin("CORE logs", "A log for every letting that the government counts")
            self.pane.finish()
            return
        self.pane.begin(row.names or row.reference, f"{row.address} · from {format_day(row.starts_on)}")
        self._say_why(row)
        first = button("Open the log", self.open_log, key="Enter", kind="primary") if row.row is not None else None
        if row.row is None and self.is_valid("add_log"):
            first = button("Open a log for it", self.add_log, key="O", kind="primary")
        others = [button("Confirm", self.confirm, key="C")] if self.is_valid("confirm") else []
        others += [button("Needed or not", self.say_need, key="N")] if self.is_valid("say_need") else []
        self.pane.finish(first, others)

    def _say_why(self, row: LogLine) -> None:
        if row.row is None:
            self.pane.put(label("Nobody has said whether it needs a log.", wrap=True))
            return
        if row.row.needed:
            self.pane.put(label(f"{row.row.why}.", "muted", wrap=True))
        for title, said in (("To put right" if row.row.needed else "No log is needed", row.why),
                            ("To confirm", row.to_confirm), ("Only the service can say", row.not_checked)):
            if said:
                self.pane.put(label(title, "section"))
                more = (f"and {len(said) - _MOST} more",) if len(said) > _MOST else ()
                self.pane.put(Bullets([*said[:_MOST], *more]))

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What fits the letting that is marked."""
        if act == "finish":
            return self.question is not None
        row: LogLine | None = self.current()
        may = self.question is None and self.desk.may(Permission.KEEP_APPLICANTS)
        match act:
            case "make_file":
                return may and self.quarter is not None and self.quarter.ready > 0
            case "add_log":
                return may and row is not None and row.row is None
            case "open_log":
                return row is not None and row.row is not None and self.question is None
            case "confirm":
                return may and row is not None and bool(row.to_confirm)
        return may and row is not None and row.row is not None and row.row.state not in (CoreState.SENT, CoreState.ACCEPTED)

    def enter_pressed(self) -> None:
        """Enter opens the log."""
        if self.is_valid("open_log"):
            self.open_log()

    def open_log(self) -> None:
        """To the log's answers."""
        self.go_to("core_log", log_id=self.current().id)

    def add_log(self) -> None:
        """A log for a letting that has none; the rule says whether it needs one."""
        self.desk.do(open_log, None, tenancy_id=self.current().tenancy_id)

    def make_file(self) -> None:
        """The file of all that are ready."""
        if self.quarter is not None:
            quarter = self.quarter.quarter
            self.desk.do(make_core_file, self._made, first=quarter.first, last=quarter.last)

    def _made(self, _outcome: Any) -> None:
        self.go_to("core", first=self.quarter.quarter.first if self.quarter else None, section="files")

    def confirm(self) -> None:
        """Confirm what the service will ask."""
        row = self.current()
        asked = [(sentence, sentence) for sentence in row.to_confirm]
        self.ask_form(Question(self, "Confirm for CORE", "The service asks the same when the log is sent", [
            ("sentence", "What it asks", Choice(asked)), ("note", "How we know that it is right", LongText())],
            "Confirm it", self._confirm))

    def _confirm(self, form: PaneForm) -> None:
        row = self.current()
        self.desk.do(confirm_core, self.close_form, form.refused, log_id=row.id, version=row.row.version, **form.values())

    def say_need(self) -> None:
        """Say that it needs a log, or none."""
        row = self.current()
        verb = "It needs no log" if row.row.needed else "It needs a log"
        self.ask_form(Question(self, verb, row.row.why, [("why", "Why", LongText())], verb, self._say_need))

    def _say_need(self, form: PaneForm) -> None:
        row = self.current()
        self.desk.do(say_core_need, self.close_form, form.refused, log_id=row.id, version=row.row.version,
                     needed=not row.row.needed, **form.values())


def _how_far(row: LogLine) -> str:
    if row.row is None or not row.row.needed:
        return ""
    return f"{row.done} of {row.needed} answers"
