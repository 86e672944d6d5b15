"""The columns of one file of an intake: each explained, what it holds, what its words mean, and how its amounts are meant."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.imports.actions.preparing import say_columns
from housingdesk.imports.parsers.profile import ColumnProfile
from housingdesk.imports.queries.intakes import FileProfile, file_profile
from housingdesk.imports.rules.columns import Columns, Owed
from housingdesk.imports.rules.meanings import choices
from housingdesk.imports.rules.roles import BY_KEY, ROLES
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.text import sentence_case, squash

_MOST_WORDS = 12
_ORDERS = (("dmy", "Day first: 3/4/2019 is 3 April"), ("mdy", "Month first: 3/4/2019 is 4 March"), ("ymd", "Year first"))
_PER = (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY, Frequency.MONTHLY)


class IntakeColumnsPage(Page, ListWithPane):
    """A row for each column. What is changed here holds once it is used."""

    title = "Columns"
    name, pane_name = "Columns of the file", "Column"
    empty = "Reading the file"
    pane_width = 400
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "say what it holds", "say_it"), Key("M", "how amounts are meant", "meant"),
        Key("Ctrl+Enter", "use these columns", "finish"))

    def build(self) -> None:
        """The columns, and the one that is marked."""
        self._file = 0
        self._shown: FileProfile | None = None
        self._columns: Columns | None = None
        self.bar = MessageBar("", Status.DUE, closable=False)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.list_and_pane(), 1)
        self.use = button("Use these columns", self.finish, key="Ctrl+Enter", kind="primary")
        self.header.set_actions(button("How amounts are meant", self.meant, key="M"), self.use)

    def open(self, **facts: Any) -> None:
        """Which file."""
        if facts.get("file_id") is not None and facts["file_id"] != self._file:
            self._file, self._shown, self._columns = int(facts["file_id"]), None, None
        self.mark_stale()

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("head", "Column", 170, lambda r: r.head or f"Column {r.place + 1}",
                       secondary=lambda r: f"such as {r.examples[0][:40]}" if r.examples else "", stretch=2),
                Column("holds", "Holds", 190, _holds, status=_status, stretch=2),
                Column("seems", "Why", 300, lambda r: r.seems, secondary=lambda r: r.fill_words, stretch=3, hide_below=760),
                Column("odd", "Odd", 60, lambda r: str(len(r.oddities) or ""), least=48))

    def sentence(self, row: ColumnProfile) -> str:
        """A row as a screen reader says it."""
        return f"{row.head or f'Column {row.place + 1}'}: {row.seems}. {row.fill_words}. {'. '.join(row.oddities)}"

    def reload(self) -> None:
        """Read the file with what is said of it so far."""
        if self._file:
            self.ask(file_profile, self._show, file_id=self._file, columns=self._columns)

    def _show(self, found: FileProfile) -> None:
        self._shown, self._columns = found, found.columns
        self.set_title(found.file.said)
        sheets = ", ".join(found.columns.sheets) or "nothing that is known yet"
        self.header.set_subtitle(f"It holds {sheets}. {found.columns.owed.capitalize()}; charges are {found.columns.per}")
        self._say_missing(found.columns)
        self.model.show(found.explained)
        self._moved(None)

    def _say_missing(self, columns: Columns) -> None:
        problems = columns.problems()
        self.use.setEnabled(not problems and self.desk.may(Permission.BRING_IN))
        if problems:
            self.bar.say(". ".join(dict.fromkeys(one.message for one in problems)), Status.DUE)
        self.bar.setVisible(bool(problems))

    # The pane.
    def show_current(self) -> None:
        """The column explained."""
        row: ColumnProfile | None = self.current()
        if row is None:
            self.pane.begin("A file’s columns", "Most are known by their headings")
            self.pane.finish()
            return
        self.pane.begin(row.head or f"Column {row.place + 1}", _holds(row))
        self.pane.put(label(f"{row.seems}.", "strong", wrap=True))
        if row.role:
            self.pane.put(label(BY_KEY[row.role].explains, "muted", wrap=True))
        self.pane.put(Facts([("Cells", row.fill_words), ("Such as", "; ".join(row.examples))]))
        if row.unknown:
            words = ", ".join(f"“{one.word[:24]}” ({one.times:,})" for one in row.unknown[:_MOST_WORDS])
            self.pane.put(label(f"Say what these words mean: {words}", "strong", wrap=True))
        if row.oddities:
            self.pane.put(label("Odd", "section"))
            self.pane.put(Bullets(row.oddities))
        self.pane.finish(button("Say what it holds", self.say_it, key="Enter", kind="primary"))

    def is_valid(self, act: str) -> bool:
        """Columns are said by who may bring data in."""
        if act == "finish":
            return self.question is not None or self.use.isEnabled()
        return self.desk.may(Permission.BRING_IN) and (act != "say_it" or self.current() is not None)

    def enter_pressed(self) -> None:
        """Enter in the list says what it holds."""
        self.say_it()

    def say_it(self) -> None:
        """What the column holds, and what its unknown words mean."""
        row: ColumnProfile | None = self.current()
        if row is None or not self.is_valid("say_it"):
            return
        options = [("", "Not used"), *((role.key, f"{sentence_case(role.sheet)}: {role.words}") for role in ROLES)]
        asked: list[tuple[str, str, Any]] = [("role", "It holds", Choice(options, chosen=row.role))]
        for place, one in enumerate(row.unknown[:_MOST_WORDS]):
            words = [("", "Nobody knows yet"), *((str(member), sentence_case(member)) for member in choices(one.role))]
            asked.append((f"word {place}", f"“{one.word[:40]}” means", Choice(words)))
        self.ask_form(Question(self, row.head or f"Column {row.place + 1}", row.fill_words, asked, "Keep it",
                               partial(self._keep, row)))
        if row.unknown and self.question is not None:
            self.question.form["word 0"].setFocus()

    def _keep(self, row: ColumnProfile, form: PaneForm) -> None:
        if self._columns is None:
            return
        roles = list(self._columns.roles)
        roles[row.place] = form["role"].value() or ""
        self._change(replace(self._columns, roles=tuple(roles), words=_merged(self._columns.words, _said(row, form))))

    def meant(self) -> None:
        """Signs, periods and dates of the whole file."""
        if self._columns is None or self.question is not None:
            return
        now = self._columns
        self.ask_form(Question(self, "How amounts are meant", "of the whole file", [
            ("owed", "Balances", Choice([(str(one), sentence_case(one)) for one in Owed], chosen=str(now.owed)),
             "DR and CR behind an amount say it themselves"),
            ("per", "Charges are for", Choice([(str(one), sentence_case(one)) for one in _PER], chosen=str(now.per)),
             "where no column and no heading says it"),
            ("order", "Dates", Choice(_ORDERS, chosen=now.order)),
            ("kind", "Agreements that say no kind are", Choice(
                [("", "Faults"), *((str(one), sentence_case(one)) for one in TenancyKind)], chosen=str(now.kind or ""))),
            ("town", "Homes that say no town are in", TextField(now.town))], "Keep it", self._keep_meant))

    def _keep_meant(self, form: PaneForm) -> None:
        if self._columns is not None:
            found = form.values()
            self._change(replace(self._columns, owed=Owed(found["owed"]), per=Frequency(found["per"]), order=found["order"],
                                 kind=TenancyKind(found["kind"]) if found["kind"] else None, town=found["town"]))

    def _change(self, columns: Columns) -> None:
        self._columns = columns
        self.close_form()
        self.mark_stale()

    def finish(self) -> None:
        """Keep what is in the form; without one, use the columns."""
        if self.question is not None:
            self.question.submit()
        elif self.use.isEnabled() and self._columns is not None and self._shown is not None:
            self.desk.do(say_columns, self._used, self._not_used, file_id=self._file, columns=self._columns,
                         version=self._shown.file.version)

    def _used(self, _outcome: Any) -> None:
        if self._shown is not None:
            self.go_to("intake", intake_id=self._shown.file.intake_id, section="files")

    def _not_used(self, error: HousingDeskError) -> None:
        self.bar.say(refusal(error), Status.LATE)
        self.bar.show()


def _said(row: ColumnProfile, form: PaneForm) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for place, one in enumerate(row.unknown[:_MOST_WORDS]):
        ours = form[f"word {place}"].value()
        if ours:
            found.setdefault(one.role, {})[squash(one.word)] = str(ours)
    return found


def _merged(before: Mapping[str, Mapping[str, str]], more: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {role: {**before.get(role, {}), **more.get(role, {})} for role in (*before,
    *(one for one in more if one not in before))}


def _holds(row: ColumnProfile) -> str:
    return BY_KEY[row.role].words if row.role else "Not used"


def _status(row: ColumnProfile) -> Status | None:
    if row.unknown:
        return Status.DUE
    return Status.GOOD if row.role else Status.NEUTRAL
