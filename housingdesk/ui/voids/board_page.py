"""The board of empty homes: lanes side by side in a wide window, and the same as a table that sorts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.header import FoldingRow
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import Asks, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.voids.board_view import BoardView
from housingdesk.ui.voids.moving import MovingPart
from housingdesk.ui.voids.shown import (
    by_words,
    days_word,
    empty_words,
    lane_word,
    lost_words,
    next_words,
    sentence_of,
    status_of,
)
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case
from housingdesk.voids.actions.opening import open_void
from housingdesk.voids.queries.board import VoidRow, board
from housingdesk.voids.queries.plan import without_void
from housingdesk.voids.queries.relets import relets, relets_sentence
from housingdesk.voids.rules.words import Lane, VoidCategory

_WIDE = 980


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The board, and the homes that stand empty and are not on it."""

    rows: tuple[VoidRow, ...]
    besides: tuple[EmptyRow, ...]


class BoardPart(MovingPart):
    """The board or the table, and what is asked when a home moves on."""

    name = "Empty homes"
    empty = "No empty homes."
    tables = frozenset({"void", "void_step", "void_delay", "certificate", "meter", "space", "charge_line", "occupancy",
                        "setting"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "open", "open_one"), *MovingPart.keys,
                                       Key("Ctrl+N", "put a home on the board", "new"),
                                       Key("Ctrl+P", "print the board", "print_board"))

    def build(self) -> None:
        """Board and table hold the same rows."""
        self._facts = BoardFacts((), ())
        self.view = Tabs("View", [Tab("board", "Board"), Tab("table", "Table")])
        self.board = BoardView(self.desk.today)
        super().build()
        self.watch_arrows(self.board)
        self.board.moved.connect(self.table.go_to)
        self.board.opened.connect(self._open)
        self.board.letter.connect(self._letter)
        self.view.chosen.connect(self._turn)
        self._turn()

    def above(self) -> Sequence[QWidget]:
        """Board or table."""
        self.add_button = button("Put a home on the board", self.new, key="Ctrl+N")
        return (FoldingRow(self.view, self.add_button),)

    def list_beside(self, card: QWidget) -> QWidget:
        """The table's card and the board, one of them in sight."""
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.board)
        return self.stack

    def on_board(self) -> bool:
        """Whether the lanes are in sight: they are wanted and there is room for them."""
        return self.view.key() == "board" and self.width() >= theme.px(_WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self, _key: str = "") -> None:
        lanes = self.on_board()
        self.stack.setCurrentIndex(1 if lanes else 0)
        theme.size(self.stack, least_height=180)
        self.pane.setVisible(not lanes or self.question is not None)
        row = self.current()
        whole = not lanes or self.question is None or row is None
        self.board.show_lanes(tuple(Lane) if whole or row is None else _near(row.lane))

    def focus_list(self) -> None:
        """To the board or the table."""
        (self.board if self.on_board() else self.table).setFocus()

    def reload(self) -> None:
        """Read the board."""
        self.ask(_read, self._show, on=self.desk.today)

    def _show(self, facts: BoardFacts) -> None:
        self._facts = facts
        self.board.show_rows(facts.rows)
        self.show_rows(facts.rows)
        if (now := self.board.current_id()) is not None:
            self.table.go_to(now)
        self.set_totals(facts.rows)

    def set_totals(self, rows: Sequence[VoidRow]) -> None:
        """The pinned last row of the table."""
        lost = sum(row.pence or 0 for row in rows)
        self.table.set_totals({"address": f"{len(rows)} homes", "lost": format_pence(lost)} if rows else {})

    def void_id(self) -> int | None:
        """The home that is marked."""
        return self.table.current_id()

    def columns(self) -> tuple[Column, ...]:
        """What the table shows."""
        today = self.desk.today
        return (Column("address", "Home", 200, lambda r: r.address, secondary=lambda r: r.scheme, stretch=2, sort=True),
                Column("lane", "Lane", 122, lambda r: lane_word(r.lane), status=status_of, least=122,
                       secondary=lambda r: f"since {format_short(r.since, today)}",
                       sort=lambda r: (list(Lane).index(r.lane), r.address)),
                Column("days", "Empty", 96, lambda r: days_word(r.days) if r.empty_from <= today else "Not yet",
                       secondary=lambda r: f"from {format_short(r.empty_from, today)}", sort=lambda r: r.days, least=96,
                       hide_below=560),
                Column("lost", "Lost", 92, lost_words, align=Align.RIGHT, sort=lambda r: r.pence or 0, least=92),
                Column("next", "What comes next", 200, next_words, secondary=lambda r: by_words(r, today), stretch=2),
                Column("ready", "Ready", 92, lambda r: format_short(r.ready_on, today) if r.ready_on else "", least=80,
                       sort=lambda r: r.ready_on or date.max, hide_below=700))

    def sentence(self, row: VoidRow) -> str:
        """A home as a screen reader says it."""
        return sentence_of(row, self.desk.today)

    def show_current(self) -> None:
        """What is known of the home that is marked."""
        row = self.current()
        if row is None:
            self.pane.begin("Empty homes", "A home comes here by itself when its agreement is ended")
            self.pane.finish()
            return
        self.board.go_to(row.id)
        self.pane.begin(row.address, sentence_case(row.category) + (f" · {row.scheme}" if row.scheme else ""))
        self.pane.put(Facts([(word, text) for word, text in (
            ("Left", row.left_names), ("Empty", empty_words(row, self.desk.today)), ("Lost so far", lost_words(row)),
            ("In this lane", f"since {format_short(row.since, self.desk.today)}"), ("Next", next_words(row)),
            ("Promised", by_words(row, self.desk.today)), ("Offered to", row.for_whom)) if text]))
        for gap in row.gaps:
            self.pane.put(label(gap, "due", wrap=True))
        others = [button("Move on", self.move_on, key="→"), button("Back", self.move_back, key="←")]
        others += [button("Who fits", self.shortlist, key="N")] if self.is_valid("shortlist") else []
        self.pane.finish(button("Open it", self.open_one, key="Enter", kind="primary"), others if self.may() else [])

    def is_valid(self, act: str) -> bool:
        """A home that is not on the board can be put on it."""
        if act == "new":
            return self.may() and bool(self._facts.besides)
        if act == "print_board":
            return self.question is None
        row = self.current()
        if act == "shortlist":
            return self.may() and row is not None and row.closed_on is None and row.residential
        return self.void_id() is not None if act == "open_one" and self.question is None else super().is_valid(act)

    def enter_pressed(self) -> None:
        """Enter opens."""
        self.open_one()

    def open_one(self) -> None:
        """To the page of the home that is marked."""
        if (void_id := self.void_id()) is not None and self.question is None:
            self._open(void_id)

    def _open(self, void_id: int) -> None:
        self.go_to("void", void_id=void_id)

    def ask_form(self, made: Asks) -> None:
        """A form is open: beside the board there is room for two lanes."""
        super().ask_form(made)
        self._turn()

    def escape(self) -> bool:
        """The form goes first."""
        was = self.question is not None
        self.question = None
        if was:
            self._turn()
            self.show_current()
            if self.isVisible():
                self.focus_list()
            self.keys_changed.emit()
        return was

    def print_board(self) -> None:
        """The board on paper, for the meeting."""
        self.desk.run(_draw, self._print, label="Drawing the board", on=self.desk.today)

    def _print(self, made: tuple[bytes, int]) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        PrintPanel(self.window(), self.desk, "Print the board", *made, sent_to_printer(self.desk, "The board"))

    def new(self) -> None:
        """A home that stands empty, or is new, is put on the board."""
        homes = [(row.space_id, row.address) for row in self._facts.besides]
        kinds = [(kind, sentence_case(kind)) for kind in VoidCategory]
        since = {row.space_id: row.since for row in self._facts.besides}
        first = since.get(homes[0][0]) if homes else None

        def do(form: PaneForm) -> None:
            values = form.values()
            self.desk.do(open_void, self.close_form, form.refused, space_id=values["space_id"], category=values["category"],
                         empty_from=values["empty_from"])

        made = Question(self, "Put a home on the board", "Homes that nobody has and that are not on it yet", [
            ("space_id", "Which home", Choice(homes)), ("category", "What sort", Choice(kinds)),
            ("empty_from", "Empty from", DateEdit(lambda: self.desk.today, first or self.desk.today, needed=True))],
            "Put it on the board", do)

        def day(name: str) -> None:
            if name == "space_id":
                made.form.set_values(empty_from=since.get(made.form["space_id"].value()) or self.desk.today)

        made.form.edited.connect(day)
        self.ask_form(made)


class VoidsPage(Page):
    """The board as a screen."""

    title = "Empty homes"
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+K", "key register", "open_keys"), Key("Alt+R", "rent loss", "open_losses"))

    def build(self) -> None:
        """The part with its figures over it."""
        self.part = BoardPart(self.desk)
        self.hold(self.part)
        self.header.set_actions(button("Rent loss by cause", self.open_losses, key="Alt+R"),
                                button("Key register", self.open_keys, key="Alt+K"))
        self.body.addWidget(self.part, 1)

    def open(self, **facts: Any) -> None:
        """The whole board."""
        self.part.mark_stale()

    def reload(self) -> None:
        """The part reads by itself; its figures follow."""
        self.ask(_figures, self._show, on=self.desk.today)

    tables = frozenset({"void", "void_step", "space", "charge_line"})

    def _show(self, figures: tuple[tuple[VoidRow, ...], str]) -> None:
        rows, again = figures
        empty = [row for row in rows if row.is_empty and row.closed_on is None]
        lost = sum(row.pence or 0 for row in rows if row.closed_on is None)
        late = sum(row.past_plan for row in rows)
        mean = sum(row.days for row in empty) // len(empty) if empty else 0
        self.header.set_subtitle(
            f"{len(empty)} empty now, {mean} days on average, {format_pence(lost)} lost so far, {late} past their plan"
            + (f". {again}" if again else "")
            if rows else again or "A home comes here by itself when its agreement is ended")

    def enter(self) -> None:
        """To the board."""
        self.part.focus_list()

    def open_losses(self) -> None:
        """What empty homes and held beds have cost, by cause."""
        self.go_to("void_losses")

    def open_keys(self) -> None:
        """To the key register."""
        self.go_to("keys")

    def bookmark(self) -> dict[str, Any]:
        """The home that was marked."""
        return {"void_id": self.part.void_id()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to it."""
        if bookmark.get("void_id"):
            self.part.table.go_to(bookmark["void_id"])


def _near(lane: Lane) -> tuple[Lane, ...]:
    order = list(Lane)
    place = order.index(lane)
    return tuple(order[place:place + 3]) if place + 2 < len(order) else tuple(order[-3:])


def _figures(on: date) -> tuple[tuple[VoidRow, ...], str]:
    return board(on), relets_sentence(*relets(on))


def _read(on: date) -> BoardFacts:
    empties = {row.space_id: row for row in empty_on(on)}
    return BoardFacts(board(on), tuple(empties[i] for i in without_void(list(empties))))


def _draw(progress: Callable[[int, int, str], None], *, on: date) -> tuple[bytes, int]:
    from housingdesk.letters.pdf import read_back
    from housingdesk.settings.queries import values
    from housingdesk.voids.board_pdf import draw_board

    progress(0, 1, "Drawing the board")
    settings = values(on)
    made = draw_board(board(on), on, settings.text("org.name"), demo=settings.yes("demo.mark"))
    return made, read_back(made, None).pages
