"""Another room of the scheme under the same agreement, on one screen: which room, which day, what is charged, what it does."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.changes.actions.room_move import move_room
from housingdesk.changes.queries.room_move import FreeRoom, Moving, Told, moving, proposed, told
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


class RoomMovePage(Page):
    """Who moves, the free rooms at the left; the day, the charges and what follows at the right."""

    title = "Move to another room"
    tables = frozenset({"occupancy", "space", "let_period", "account", "charge_line", "void", "balance", "held_bed"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "this room", "take"),
                                       Key("Ctrl+Enter", "move them", "finish"))

    def build(self) -> None:
        """The rooms and the pane."""
        self._tenancy_id = 0
        self._found: Moving | None = None
        self._charges: tuple[ChargeDraft, ...] = ()
        self.form: PaneForm | None = None
        self.said: Bullets | None = None
        self.model = RowsModel(_columns(self.desk.today), name="Free rooms",
                               sentence=lambda row: f"{row.address}, {_costs(row)}")
        self.table = Table(self.model, empty="No room of this scheme is free", remember="room move")
        self.table.opened.connect(lambda _id: self.take())
        self.listen(self.table)
        self.pane = RefillPane("The move", width=420)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)

    def open(self, **facts: Any) -> None:
        """The agreement: ``tenancy_id``. What is typed for it stays."""
        if int(facts.get("tenancy_id") or 0) != self._tenancy_id:
            self.form, self._found = None, None
        self._tenancy_id = int(facts.get("tenancy_id") or 0)
        self.mark_stale()

    def reload(self) -> None:
        """Read who moves and the rooms that are free on the day."""
        if self._tenancy_id:
            self.ask(moving, self._show, tenancy_id=self._tenancy_id, on=self._day())

    def household(self) -> Household | None:
        """Whoever moves."""
        if self._found is None:
            return None
        row = self._found.tenancy
        return Household(row.names, records=frozenset({("tenancy", row.id), ("account", self._found.account.id)}))

    def _day(self) -> Any:
        day = self.form["on"].value() if self.form is not None else None
        return day or self.desk.today

    def _show(self, found: Moving) -> None:
        self._found = found
        row = found.tenancy
        self.set_title(f"Move to another room: {row.names}")
        self.header.set_subtitle(f"{found.home} since {format_date(found.since)} · {row.reference} · "
                                 f"{format_pence(found.pence)} {found.per}")
        self.header.set_chips([(f"{len(found.rooms)} free", Status.GOOD if found.rooms else Status.DUE)])
        self.model.show(found.rooms)
        if self.form is None:
            self._ask_for_room()
        self.keys_changed.emit()
        self.household_changed.emit()

    def _ask_for_room(self) -> None:
        self.pane.begin("Which room?")
        self.pane.put(label("Choose a room and press Enter. Its usual charges are proposed", "muted", wrap=True))
        self.pane.finish()

    def _room(self) -> FreeRoom | None:
        place = self.model.place_of(self.table.current_id() or 0)
        found: Any = self.model.row(place) if place is not None else None
        return found if isinstance(found, FreeRoom) else None

    def is_valid(self, act: str) -> bool:
        """A room is taken by who may; the move is made once one is."""
        if act == "finish":
            return self.form is not None
        return self._room() is not None and self.desk.may(Permission.KEEP_TENANCIES)

    def take(self) -> None:
        """The room under the cursor: its day and its charges."""
        room = self._room()
        if room is None or self._found is None or not self.is_valid("take"):
            return
        on = self._day()
        self._to = room
        self._charges = proposed(self._found, room)
        self.form = PaneForm(self.pane, f"To {room.address}", f"Proposed: {room.usual}" if room.usual else
                             "Nothing is known of its rent: the charges stay as they are")
        self.form.add("on", "First day there", DateEdit(lambda: self.desk.today, on, needed=True))
        for number, charge in enumerate(self._charges):
            self.form.add(f"pence_{number}", f"{charge.description} {self._found.per}", MoneyEdit(charge.pence, needed=True))
        self.said = Bullets()
        self.form.add_widget(self.said)
        self.form.edited.connect(self._tell)
        self.form.foot("Move them", self.finish, self._leave)
        self._tell()
        self.keys_changed.emit()

    def _leave(self) -> None:
        self.form = None
        self._ask_for_room()
        self.table.setFocus()
        self.keys_changed.emit()

    def escape(self) -> bool:
        """Leave the room that was taken."""
        if self.form is None:
            return False
        self._leave()
        return True

    def _typed(self) -> dict[str, Any] | None:
        """The day and the charges as typed; None while something cannot be read."""
        if self.form is None or self.form.unreadable():
            return None
        charges = tuple(ChargeDraft(one.code, one.description, self.form[f"pence_{n}"].value(), one.shares)
                        for n, one in enumerate(self._charges))
        return {"tenancy_id": self._tenancy_id, "to_space": self._to.id, "on": self.form["on"].value(), "charges": charges}

    def _tell(self, name: str = "") -> None:
        typed = self._typed()
        if name == "on" and typed is not None:
            self.reload()
        if self.said is not None and typed is not None:
            self.ask(told, self._say, **typed)

    def _say(self, found: Told) -> None:
        if self.form is not None and self.said is not None:
            self.said.show_sentences([f"{sentence}." for sentence in found.sentences])
            self.form.show_problems([Problem("", found.against)] if found.against else [])

    def finish(self) -> None:
        """Move them, or say what stands against it."""
        if self.form is None or self.form.show_problems(self.form.unreadable()):
            return
        typed = self._typed()
        if typed is not None:
            self.desk.do(move_room, partial(self._moved, self._tenancy_id), self.form.refused, **typed)

    def _moved(self, tenancy_id: int, _outcome: Any) -> None:
        self.form = None
        self.go_to("tenancy", tenancy_id=tenancy_id, section="rent")


def _columns(today: date) -> list[Column]:
    return [Column("room", "Room", 240, lambda row: row.address, stretch=1),
            Column("since", "Empty since", 110, lambda row: format_short(row.since, today) if row.since else "never let"),
            Column("charge", "Usual charge", 110, _costs, align=Align.RIGHT)]


def _costs(row: FreeRoom) -> str:
    return format_pence(row.pence) if row.charges else "not known"
