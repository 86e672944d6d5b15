"""Who is to hear that an agreement ends: the words for each, ready to copy; who was told, as somebody wrote it down."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QApplication

from housingdesk.access.rules import Permission
from housingdesk.changes.actions.handing_over import take_off_told, write_down_told
from housingdesk.changes.queries.telling import Telling, ToTell, telling
from housingdesk.changes.rules.telling import ToldDraft
from housingdesk.ui.changes.forms import ReasonForm
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import LongText, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class PartyLine:
    """A party in the list."""

    id: int
    row: ToTell


class ToldForm:
    """They were told: how, on which day, in which words."""

    def __init__(self, pane: RefillPane, desk: QtDesk, tenancy_id: int, row: ToTell, done: Any) -> None:
        self._desk, self._tenancy_id, self._row, self._done = desk, tenancy_id, row, done
        self.form = PaneForm(pane, f"{sentence_case(row.message.whom)} was told", "Write down only what has gone")
        self.form.row(("on", "On", DateEdit(lambda: desk.today, desk.today, needed=True)),
                      ("how", "How", TextField(longest=120, placeholder="e-mail, phone, website, letter")))
        self.form.add("name", "Who", TextField(row.message.name, longest=200))
        self.form.add("what", "The words", LongText(row.message.text, lines=6))
        self.form.foot("Write it down", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = ToldDraft(**self.form.values())
        if not self.form.show_problems(draft.problems(self._desk.today)):
            self._desk.do(write_down_told, self._done, self.form.refused, tenancy_id=self._tenancy_id,
                          whom=self._row.message.whom, draft=draft)


class HandoverPage(Page):
    """One ending and its parties."""

    title = "Who is told"
    tables = frozenset({"told", "tenancy", "route", "party"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "they were told", "write_down"), Key("C", "copy the words", "copy"),
        Key("T", "take it off", "take_off"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The parties, and the words at the right."""
        self._tenancy_id = 0
        self.form: ToldForm | ReasonForm | None = None
        self.model = RowsModel(_columns(), name="Who is told", sentence=_sentence)
        self.table = Table(self.model, empty="Nobody is to be told", remember="handover")
        self.table.opened.connect(lambda _id: self.write_down())
        self.table.moved.connect(lambda _id: self._moved())
        self.listen(self.table)
        self.pane = RefillPane("The words", width=400)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)

    def open(self, **facts: Any) -> None:
        """The agreement that ends: ``tenancy_id``."""
        if facts.get("tenancy_id") != self._tenancy_id:
            self.form = None
        self._tenancy_id = int(facts.get("tenancy_id") or 0)
        self.mark_stale()

    def reload(self) -> None:
        """Read who is to hear, and who has."""
        if self._tenancy_id:
            self.ask(telling, self._show, tenancy_id=self._tenancy_id)

    def _show(self, found: Telling) -> None:
        row = found.tenancy
        self.set_title(f"Who is told: {row.names}")
        ends = f", last day {format_date(row.ends_on)}" if row.ends_on else ""
        self.header.set_subtitle(f"{row.address} · {row.reference}{ends}")
        self.header.set_chips([(f"{found.left} to be told", Status.DUE) if found.left else ("Everybody was told", Status.GOOD)])
        home = [button("The empty home", partial(self.go_to, "void", void_id=found.void_id))] if found.void_id else []
        self.header.set_actions(button("Open the file", self._open_file), *home)
        self.model.show([PartyLine(number, one) for number, one in enumerate(found.lines, 1)])
        self._moved()

    def _line(self) -> ToTell | None:
        place = self.model.place_of(self.table.current_id() or 0)
        found: Any = self.model.row(place) if place is not None else None
        return found.row if isinstance(found, PartyLine) else None

    def _moved(self) -> None:
        if self.form is None:
            self._words()
        self.keys_changed.emit()

    def _words(self) -> None:
        row = self._line()
        if row is None:
            self.pane.begin("Nobody is marked")
            self.pane.finish()
            return
        self.pane.begin(sentence_case(row.message.whom), " · ".join(part for part in (row.message.name, row.reach) if part))
        if row.told is not None:
            said = f"Told {format_day(row.told.on)} by {row.told.recorded_by}: {row.told.how}"
            self.pane.put(label(said, "strong", wrap=True))
            self.pane.put(label(row.told.what, "read", wrap=True))
        else:
            self.pane.put(label("Not told yet. These words are ready; nothing is sent from here", "muted", wrap=True))
            self.pane.put(label(row.message.subject, "strong", wrap=True))
            self.pane.put(label(row.message.text, "read", wrap=True))
        others = [button("Copy the words", self.copy, key="C")]
        if self.is_valid("take_off"):
            others.append(button("Take it off", self.take_off, key="T"))
        self.pane.finish(button("They were told", self.write_down, key="Enter", kind="primary") if self.is_valid("write_down")
                         else None, others)

    def is_valid(self, act: str) -> bool:
        """Writing down who was not told yet; taking off who was."""
        if act == "finish":
            return self.form is not None
        row = self._line()
        if self.form is not None or row is None:
            return False
        if act == "copy":
            return True
        return self.desk.may(Permission.KEEP_TENANCIES) and (row.told is None) is (act == "write_down")

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open."""
        return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")] if self.form is not None else super().valid_keys()

    def write_down(self) -> None:
        """Say that they were told."""
        row = self._line()
        if row is not None and self.is_valid("write_down"):
            self.form = ToldForm(self.pane, self.desk, self._tenancy_id, row, self._done)
            self.keys_changed.emit()

    def copy(self) -> None:
        """The words to the clipboard."""
        row = self._line()
        if row is not None:
            QApplication.clipboard().setText(f"{row.message.subject}\n\n{row.message.text}")
            self.notices.toast("The words are copied. Send them, then write down that they went")

    def take_off(self) -> None:
        """They were not told after all."""
        row = self._line()
        if row is not None and row.told is not None and self.is_valid("take_off"):
            told = row.told
            self.form = ReasonForm(self.pane, "They were not told after all", str(row.message.whom), "Take it off",
                                   lambda because, form: self.desk.do(
                                       take_off_told, self._done, form.refused, told_id=told.id, version=told.version,
                                       because=because), self._done)
            self.keys_changed.emit()

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.form is not None:
            self.form.submit()

    def _done(self, _outcome: object = None) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc puts the form away first."""
        was, self.form = self.form is not None, None
        if was:
            self._moved()
            self.table.setFocus()
        return was

    def _open_file(self) -> None:
        self.go_to("tenancy", tenancy_id=self._tenancy_id)


def _columns() -> tuple[Column, ...]:
    return (Column("whom", "Who", 190, lambda line: sentence_case(line.row.message.whom),
                   secondary=lambda line: line.row.message.name, stretch=1),
            Column("told", "", 190, lambda line: f"Told {format_date(line.row.told.on)}" if line.row.told else "To be told",
                   secondary=lambda line: line.row.told.how if line.row.told else "",
                   status=lambda line: Status.GOOD if line.row.told else Status.DUE))


def _sentence(line: PartyLine) -> str:
    told = line.row.told
    return f"{line.row.message.whom}: {f'told {format_date(told.on)}, {told.how}' if told else 'to be told'}"
