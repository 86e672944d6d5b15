"""One CORE log, field by field: what it says, what stands against it, and where an answer is put right."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.core import mend_core
from housingdesk.lettings.queries.core.lists import AnswerLine, LogSheet, log_sheet
from housingdesk.ui.kit.chips import FilterChips
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, ListPart, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case

_FILTERS = (("wrong", "To put right"), ("missing", "Missing"), ("confirm", "To confirm"), ("mended", "Put right here"))


class AnswersPart(ListPart):
    """The answers of a log in the order of the file."""

    name = "Answers for CORE"
    empty = "This collection year is not in the program yet"
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "put it right", "mend"), Key("U", "as it was answered", "unmend"), FINISH)

    def build(self) -> None:
        """Nothing is read yet."""
        self.sheet: LogSheet | None = None
        super().build()

    def above(self) -> Sequence[QWidget]:
        """Which answers."""
        self.filters = FilterChips(_FILTERS, name="Which answers", one=True)
        self.filters.changed.connect(lambda _keys: self._filter())
        return (self.filters,)

    def reload(self) -> None:
        """It shows what the page reads."""

    def show_sheet(self, sheet: LogSheet) -> None:
        """Show a log; the first time at what is to be put right."""
        first, self.sheet = self.sheet is None or self.sheet.row.id != sheet.row.id, sheet
        self._filter()
        wrong = next((line.id for line in sheet.lines if line.problems), None)
        if first and wrong is not None:
            self.table.view.come_back_to(wrong)

    def _filter(self) -> None:
        if self.sheet is None:
            return
        wanted = self.filters.on()
        self.show_rows([line for line in self.sheet.lines if not wanted or _is(line, wanted[0])])

    def columns(self) -> tuple[Column, ...]:
        """The question, the answer, and what stands against it."""
        return (Column("field", "Field", 60, lambda r: str(r.id), secondary=lambda _r: "", least=52),
                Column("ask", "Question", 300, lambda r: r.ask, secondary=lambda r: r.section, stretch=2),
                Column("text", "Answer", 190, lambda r: r.text or ("missing" if r.needed else ""),
                       secondary=lambda r: "put right in the log" if r.mended else "", stretch=1),
                Column("stands", "Standing", 130, _stands, status=_shade, least=116))

    def sentence(self, row: AnswerLine) -> str:
        """A field as a screen reader says it."""
        return f"Field {row.id}: {row.ask} {row.text or 'no answer'}. {_stands(row)}"

    def show_current(self) -> None:
        """The field that is marked."""
        row: AnswerLine | None = self.current()
        if row is None:
            self.pane.begin("Answers for CORE", "As they would be sent today")
            self.pane.finish()
            return
        self.pane.begin(row.ask, f"Field {row.id} · {row.section}")
        self.pane.put(label(row.text or "No answer", "strong", wrap=True))
        for sentence in row.problems:
            self.pane.put(label(sentence, "error", wrap=True))
        for sentence in row.soft:
            self.pane.put(label(f"To confirm: {sentence}", "due", wrap=True))
        if row.mended:
            self.pane.put(label("Put right in the log. What was said at the sign-up is kept there.", "muted", wrap=True))
        first = button("Put it right", self.mend, key="Enter", kind="primary") if self.is_valid("mend") else None
        self.pane.finish(first, [button("As it was answered", self.unmend, key="U")] if self.is_valid("unmend") else [])

    def is_valid(self, act: str) -> bool:
        """A log that was sent is only looked at."""
        if act == "finish":
            return self.question is not None
        row: AnswerLine | None = self.current()
        if row is None or self.question is not None or self.sheet is None or not self.sheet.row.waits:
            return False
        return self.desk.may(Permission.KEEP_APPLICANTS) and (act != "unmend" or row.mended)

    def enter_pressed(self) -> None:
        """Enter puts it right."""
        if self.is_valid("mend"):
            self.mend()

    def mend(self) -> None:
        """Another answer, in the log alone."""
        row: AnswerLine = self.current()
        if row.codes:
            editor: Choice | TextField = Choice([("", "No answer"), *((code, words) for code, words in row.codes.items())])
        else:
            editor = TextField(longest=200)
        editor.set_value(row.cell if not row.codes or row.cell in row.codes else "")
        self.ask_form(Question(self, row.ask, f"Field {row.id}, in the log alone", [("answer", "Answer", editor)],
                               "Put it right", partial(self._mend, row.key)))

    def _mend(self, key: str, form: PaneForm) -> None:
        assert self.sheet is not None
        answer = form.values()["answer"] or ""
        self.desk.do(mend_core, self.close_form, form.refused, log_id=self.sheet.row.id, version=self.sheet.row.version,
                     answers={key: answer})

    def unmend(self) -> None:
        """The answer of the sign-up again."""
        assert self.sheet is not None
        self.desk.do(mend_core, None, log_id=self.sheet.row.id, version=self.sheet.row.version, answers={},
                     drop=(self.current().key,))


class CoreLogPage(Page):
    """The log of one letting."""

    title = "CORE log"
    tables = frozenset({"core_log", "core_file", "core_home", "answer", "sign_up", "tenancy", "council", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+F", "open the file", "open_file"),
                                       Key("Alt+S", "open the sign-up", "open_sign_up"))

    def build(self) -> None:
        """One list with its pane."""
        self._id: int | None = None
        self.sheet: LogSheet | None = None
        self.part = AnswersPart(self.desk)
        self.hold(self.part)
        self.body.addWidget(self.part, 1)

    def open(self, **facts: Any) -> None:
        """A log by ``log_id``."""
        if facts.get("log_id") != self._id:
            self._id, self.sheet = facts.get("log_id"), None
            self.part.question = None
        self.mark_stale()

    def reload(self) -> None:
        """Read the log."""
        if self._id is not None:
            self.ask(log_sheet, self._show, log_id=self._id, on=self.desk.today)

    def _show(self, sheet: LogSheet) -> None:
        if sheet.row.id != self._id:
            return
        self.sheet, row, status = sheet, sheet.row, sheet.status
        self.set_title(f"CORE log: {row.names or row.reference}")
        self.header.set_subtitle(f"{row.address} · {row.reference} · from {format_day(row.starts_on)} · {row.why}")
        state = "Ready to send" if row.waits and status.ready else sentence_case(row.state)
        chips = [(state, Status.GOOD if status.ready or not row.waits else Status.DUE)]
        if row.needed and status.log is not None:
            chips.append((f"{status.done} of {status.needed} answers", Status.INFORMATION))
        self.header.set_chips(chips)
        made = [button("Open the file", self.open_file, key="Alt+F")]
        made += [button("Open the sign-up", self.open_sign_up, key="Alt+S")] if row.sign_up_id is not None else []
        self.header.set_actions(*made)
        self.part.show_sheet(sheet)
        self.concerns(Household(row.names, frozenset(), frozenset({("tenancy", row.tenancy_id), ("log", row.id)})))
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """A sign-up only where there was one."""
        return self.sheet is not None and (act != "open_sign_up" or self.sheet.row.sign_up_id is not None)

    def open_file(self) -> None:
        """To the agreement's file."""
        if self.sheet is not None:
            self.go_to("tenancy", tenancy_id=self.sheet.row.tenancy_id)

    def open_sign_up(self) -> None:
        """To the sign-up it came from."""
        if self.sheet is not None:
            self.go_to("signup", sign_up_id=self.sheet.row.sign_up_id)


def _is(line: AnswerLine, wanted: str) -> bool:
    match wanted:
        case "wrong":
            return bool(line.problems)
        case "missing":
            return line.needed and not line.cell
        case "confirm":
            return bool(line.soft)
    return line.mended


def _stands(row: AnswerLine) -> str:
    if row.problems:
        return "To put right" if row.cell else "Missing"
    return "To confirm" if row.soft else "Missing" if row.needed and not row.cell else ""


def _shade(row: AnswerLine) -> Status | None:
    if row.problems:
        return Status.LATE
    return Status.DUE if row.soft or (row.needed and not row.cell) else None
