"""The keys of a home, or the whole register: where each set is, given out and back again."""

from typing import ClassVar

from housingdesk.properties.actions.keys import add_keys, end_keys, move_keys
from housingdesk.properties.queries.keys import KeyMoveRow, KeyRow, keys_of, moves_of
from housingdesk.properties.rules.safety import KeyHolder, is_out
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import FINISH, Asked, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.properties.home_part import HomePart
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem


class KeysPart(HomePart):
    """The sets of keys of one home."""

    name = "Keys"
    empty = "No keys of this home are on the register. N adds a set"
    tables = frozenset({"key_set", "key_move", "space"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "give out or take back", "hand_over"), Key("N", "add a set", "new"),
                                       Key("R", "off the register", "take_off"), FINISH)

    def build(self) -> None:
        """Nothing is known yet."""
        self._moves: dict[int, list[KeyMoveRow]] = {}
        super().build()

    def read_of(self, of: int) -> None:
        """Read them."""
        self.ask(keys_of, self.show_rows, space_id=of)

    def columns(self) -> tuple[Column, ...]:
        """The tag and where the set is."""
        return (Column("tag", "Tag", 84, lambda r: r.tag, secondary=lambda r: f"{r.count} key{'s' if r.count > 1 else ''}",
                       strong=lambda _r: True, sort=True),
                Column("what", "Opens", 170, lambda r: r.what or "Keys", secondary=self._home_of, stretch=1),
                Column("where", "Where", 190, lambda r: r.where, secondary=self._since, status=self._status, stretch=1,
                       sort=True),
                Column("back", "Back by", 134, lambda r: format_day(r.due_back_on) if r.due_back_on and r.is_out else "",
                       least=128))

    def _home_of(self, row: KeyRow) -> str:
        return row.note

    def _since(self, row: KeyRow) -> str:
        if row.since is None:
            return ""
        part = f"{row.given} of {row.count}, " if row.given < row.count else ""
        return f"{part}since {format_day(row.since)}"

    def _status(self, row: KeyRow) -> Status:
        if row.holder is KeyHolder.LOST or row.is_overdue(self.desk.today):
            return Status.LATE
        return Status.DUE if row.is_out else Status.NEUTRAL

    def sentence(self, row: KeyRow) -> str:
        """A set as a screen reader says it."""
        late = ", overdue" if row.is_overdue(self.desk.today) else ""
        return f"{row.tag}, {row.address}, {row.where}{late}"

    def show_current(self) -> None:
        """The set that is marked, and where it has been."""
        row, may = self.current(), self.may()
        if row is None:
            self.pane.begin("Keys", "Each set by the number on its tag, with whom it is")
            self.pane.finish(button("Add a set", self.new, key="N", kind="primary") if may and self.of else None)
            return
        self.pane.begin(f"{row.tag} · {row.address}", f"{row.what or 'Keys'}, {row.count} in the set")
        history = Bullets()
        self.pane.put(history)
        self._history = history, row.id
        self.ask(moves_of, self._show_moves, key_set_id=row.id)
        others = [button("Off the register", self.take_off, key="R")] if may else []
        if may and self.of:
            others.insert(0, button("Add a set", self.new, key="N"))
        self.pane.finish(button("Give out or take back", self.hand_over, key="Enter", kind="primary") if may else None, others)

    def _show_moves(self, moves: list[KeyMoveRow]) -> None:
        row = self.current()
        if self.question is None and row is not None and self._history[1] == row.id:
            self._history[0].show_sentences([f"{format_day(one.on)}: {one.holder}{f', {one.whom}' if one.whom else ''} "
                                             f"({one.recorded_by})" for one in moves[:8]] or ["In the office since it is ours"])

    def is_valid(self, act: str) -> bool:
        """A new set needs a home; all else a set."""
        if act == "finish":
            return self.question is not None
        return self.may() and (bool(self.of) if act == "new" else self.current() is not None)

    def enter_pressed(self) -> None:
        """Enter gives out or takes back."""
        if self.is_valid("hand_over"):
            self.hand_over()

    def hand_over(self) -> None:
        """A set goes to somebody or comes back."""
        row = self.current()
        back = row.holder is not KeyHolder.OFFICE
        holders = [(one, str(one).capitalize()) for one in KeyHolder]
        asked: Asked = [("holder", "Where they go", Choice(holders, chosen=KeyHolder.OFFICE if back else KeyHolder.TENANT)),
                        ("whom", "To whom", TextField(longest=200), "A name or a firm; empty for the office"),
                        ("count", "How many", TextField(str(row.count), longest=2)),
                        ("on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                        ("due_back_on", "Back by", DateEdit(lambda: self.desk.today),
                         "For a contractor, a support team, an agent or a viewing")]
        self.ask_form(Question(self, f"Keys {row.tag}", f"Now: {row.where}", asked, "Write it down", self._move))

    def _move(self, form: PaneForm) -> None:
        row, values = self.current(), form.values()
        count = _number(values.pop("count"))
        if count is None:
            form.show_problems([Problem("count", "How many is a number")])
            return
        if not is_out(values["holder"]):
            values["due_back_on"] = None
        self.desk.do(move_keys, self.close_form, form.refused, key_set_id=row.id, count=count, **values)

    def new(self) -> None:
        """Add a set."""
        asked: Asked = [("tag", "Number on the tag", TextField(longest=40)),
                        ("what", "What they open", TextField(longest=200)),
                        ("count", "How many keys", TextField("1", longest=2)), ("note", "Note", TextField(longest=400))]
        self.ask_form(Question(self, "Add a set of keys", "It hangs in the office until it is given out", asked, "Add it",
                               self._add))

    def _add(self, form: PaneForm) -> None:
        values = form.values()
        count = _number(values.pop("count"))
        if count is None:
            form.show_problems([Problem("count", "How many is a number")])
            return
        self.desk.do(add_keys, self.close_form, form.refused, space_id=self.of, count=count, **values)

    def take_off(self) -> None:
        """A set is off the register: the lock was changed."""
        row = self.current()
        self.desk.do(end_keys, None, key_set_id=row.id, version=row.version)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
