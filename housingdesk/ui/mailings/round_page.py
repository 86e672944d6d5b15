"""One delivery round: a row a door, one key for what came of it; by whom and when are carried down from the door before."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import rounds as actions
from housingdesk.letters.queries.rounds import DoorRow, doors
from housingdesk.letters.rules.rounds import StopDraft
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.mailings.queries.rounds import CarriedRound, shown_round
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.ui.mailings.round_columns import door_columns, door_sentence
from housingdesk.ui.mailings.round_files import keep_file, print_round_sheet
from housingdesk.ui.mailings.round_forms import At, ask_right, ask_whom, ask_why, draft_of, show_door, told_doors
from housingdesk.values.problems import Problem

_ONE_KEY = {"hand": StopOutcome.HANDED, "under": StopOutcome.UNDER_DOOR, "box": StopOutcome.BOX}
_ABOVE = ("by", "on", "at")
_OUTCOMES = (("hand", "Handed to them", "H"), ("under", "Under the door", "U"), ("box", "Their letterbox", "B"),
             ("other", "Somebody else", "O"), ("failed", "Not delivered", "X"))


class RoundPage(Page):
    """The doors of a round, recorded one after the other from the sheet that was carried along."""

    title = "Delivery round"
    tables = frozenset({"delivery_round", "delivery_stop", "letter", "hold", "notice_case", "document"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "same as the door before"), Key("H", "handed to them", "hand"),
        Key("U", "under the door", "under"), Key("B", "their letterbox", "box"), Key("O", "somebody else", "other"),
        Key("X", "not delivered", "failed"), Key("F2", "correct it", "correct"), Key("T", "time", "to_time"),
        Key("W", "who carries", "to_carrier", shown=False), Key("A", "photograph or scan", "add_evidence", shown=False),
        Key("R", "file with the round", "add_round_evidence", shown=False),
        Key("S", "letter by letter", "apart", shown=False), Key("N", "the notice to be served", "open_notice"),
        Key("G", "give the round up", "give_up", shown=False),
        Key("Ctrl+P", "print the sheet", "print_sheet"), Key("Ctrl+Enter", "close the round", "finish"))

    def build(self) -> None:
        """By whom and when on top; the doors; what is known of the one that is marked."""
        self._round_id = 0
        self._shown: CarriedRound | None = None
        self._form: PaneForm | None = None
        self._done: Any = None
        self._apart = False
        self._pending: set[int] = set()
        self._last: StopOutcome | None = None
        self._begun = False
        self.above = Form(gap=6)
        self.above.row(("at", "Time", TimeEdit()), ("by", "Carried by", TextField(longest=120)),
                       ("on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)), gap=12)
        for name in _ABOVE:
            self.above[name].returnPressed.connect(self._to_list)
        self.model = RowsModel(door_columns(self._stopped), name="Doors", sentence=door_sentence)
        self.table = Table(self.model, empty="This round has no doors", remember="round")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.same_again())
        self.table.letter.connect(self._typed)
        self.listen(self.table)
        self.pane = RefillPane("This door", width=282)
        self.close_button = button("Close the round", self.finish, key="Ctrl+Enter", kind="primary")
        self.header.set_actions(button("Print the sheet", self.print_sheet, key="Ctrl+P"), self.close_button)
        self.above_card = Card(self.above, margin=12)
        left = Card(self.above_card, margin=0, gap=10, kind="plain")
        left.add(table_card(self.table), 1)
        self.warning = label("", "due", wrap=True)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.body.addWidget(columns((left, 1), (self.pane, 0)), 1)

    def open(self, **facts: Any) -> None:
        """Which round."""
        self._round_id = facts.get("round_id", 0)
        self._shown, self._form, self._begun, self._last = None, None, False, None
        self._pending.clear()
        self.above.show_problems([])
        self.model.show(())
        self.mark_stale()

    def reload(self) -> None:
        """Read the doors, and what waits behind them."""
        if self._round_id:
            self.ask(shown_round, self._show, round_id=self._round_id, on=self.desk.today)

    def _show(self, shown: CarriedRound) -> None:
        self._shown = shown
        row = shown.file.row
        self.set_title(row.title)
        self.header.set_subtitle(told_doors(row.out_on, row.by, row.recorded, row.doors))
        kept = f"{shown.evidence} file{'s' if shown.evidence != 1 else ''} kept with the round"
        self.above_card.setVisible(row.closed_at is None)
        closed = [(f"Closed by {row.closed_by}", Status.GOOD)] if row.closed_at is not None else []
        self.header.set_chips([*closed, *([(kept, Status.INFORMATION)] if shown.evidence else [])])
        notices = "; ".join(one.sentence for one in shown.reminders)
        self.warning.setText(f"To be served there, not carried on this round: {notices}. Service is recorded under Notices (N)")
        self.warning.setVisible(bool(notices))
        self._pending = {door.id for door in self._doors() if door.id in self._pending and not door.recorded}
        self.model.show(self._doors())
        if not self._begun:
            self._begin()
        self._moved(self.table.current_id())

    def _begin(self) -> None:
        """The fields as they were on the last door recorded; the first door that is not is marked."""
        assert self._shown is not None
        self._begun = True
        row, recorded = self._shown.file.row, [door.first for door in self._doors() if door.recorded and door.first.at]
        last = recorded[-1] if recorded else None
        self.above.set_values(by=last.by if last else row.by, at=last.at if last else "",
                              on=last.on if last else min(row.out_on, self.desk.today))
        self._last = last.outcome if last and last.outcome in _ONE_KEY.values() else None
        self._next_door(-1)
        if self.isVisible():
            self.enter()

    def _doors(self) -> tuple[DoorRow, ...]:
        if self._shown is None:
            return ()
        stops = (stop for door in self._shown.file.doors for stop in door.stops)
        return tuple(doors(stops, apart=self._apart))

    def _stopped(self, door: DoorRow) -> bool:
        return self._shown is not None and bool(self._shown.stopped & set(door.stop_ids))

    def enter(self) -> None:
        """The list has the focus: what is typed there is the time, or what came of the door."""
        self.table.setFocus()

    def _next_door(self, after: int) -> None:
        rows = self.model.rows()
        left = [place for place, door in enumerate(rows) if not door.recorded and door.id not in self._pending]
        place = next((one for one in left if one > after), left[0] if left else max(after, 0))
        if rows:
            self.table.view.select_place(place)

    def _current(self) -> DoorRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, DoorRow) else None

    # The pane.
    def _moved(self, _id: int | None) -> None:
        if self._form is None:
            self._show_door()
        self._tell()

    def _tell(self) -> None:
        """One primary button: that of the form while there is one."""
        self.close_button.setVisible(self._form is None and self._open_here())
        self.keys_changed.emit()

    def _show_door(self) -> None:
        door = self._current()
        if door is None:
            self.pane.begin("No door marked")
            self.pane.finish()
            return
        show_door(self.pane, door, stopped=self._stopped(door))
        for one in self._shown.reminders if self._shown is not None else ():
            if one.room == door.first.room:
                self.pane.put(WrapLink(f"To be served here: {one.words}", partial(self.go_to, "notice", case_id=one.case_id)))
        offered = (*_OUTCOMES, ("correct", "Correct it", "F2"), ("add_evidence", "Photograph or scan", "A"))
        for act, words, key in offered:
            if self.is_valid(act):
                self.pane.put(button(words, getattr(self, act), key=key))
        self.pane.finish()

    # Keys.
    def _open_here(self) -> bool:
        return self._shown is not None and self._shown.file.row.closed_at is None

    def is_valid(self, act: str) -> bool:
        """A door is recorded once, on an open round; what is recorded is corrected."""
        if act == "finish" and self._form is not None:
            return True
        if self._form is not None or self._shown is None:
            return False
        door, open_here = self._current(), self._open_here()
        if act == "print_sheet":
            return True
        if act == "open_notice":
            return bool(self._shown.reminders)
        if act == "apart":
            return any(len(one.stops) > 1 for one in self._shown.file.doors)
        if not self.desk.may(Permission.SEND_LETTERS):
            return False
        if act in ("finish", "give_up", "to_time", "to_carrier"):
            return open_here
        if act in ("add_evidence", "add_round_evidence"):
            return door is not None
        if act == "correct":
            return door is not None and door.recorded
        return door is not None and open_here and not door.recorded and door.id not in self._pending

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        if self._form is not None:
            return [Key("Ctrl+Enter", "record it"), Key("Esc", "leave it")]
        return [key for key in super().valid_keys() if key.keys != "Enter" or (self._last and self.is_valid("under"))]

    def _typed(self, letter: str) -> None:
        """A figure typed in the list begins the time."""
        if letter.isdigit() and self.is_valid("to_time"):
            self.above["at"].setText(letter)
            self.above["at"].setFocus()
            self.above["at"].setCursorPosition(1)

    def to_time(self) -> None:
        """To the time, to type over it."""
        self.above["at"].setFocus()
        self.above["at"].selectAll()

    def to_carrier(self) -> None:
        """To who carries the letters."""
        self.above["by"].setFocus()
        self.above["by"].selectAll()

    def _to_list(self) -> None:
        """Enter in a field above: it is read, and the list goes on."""
        if not self.above.show_problems(self.above.unreadable()):
            self.table.setFocus()

    # Recording.
    def hand(self) -> None:
        """They took it themselves."""
        self._record(StopOutcome.HANDED)

    def under(self) -> None:
        """It was put under the door."""
        self._record(StopOutcome.UNDER_DOOR)

    def box(self) -> None:
        """It was put in the letterbox of the room."""
        self._record(StopOutcome.BOX)

    def same_again(self) -> None:
        """As the door before, where that needs no more words."""
        if self._last is not None and self.is_valid("under"):
            self._record(self._last)

    def other(self) -> None:
        """Somebody else took it: who?"""
        self._ask(ask_whom, StopOutcome.OTHER_PERSON)

    def failed(self) -> None:
        """Nobody took it: why, and what then?"""
        self._ask(ask_why, StopOutcome.NOT_DELIVERED)

    def _ask(self, form: Any, outcome: StopOutcome) -> None:
        door = self._current()
        if door is not None and self._fields() is not None:
            self._form = form(self.pane, door, self.finish, self._leave)
            self._done = partial(self._record, outcome)
            self._tell()

    def _fields(self) -> At | None:
        """By whom, when: None while one of them cannot be read, which is said beside it."""
        found = self.above.unreadable()
        if not self.above["by"].value():
            found.append(Problem("by", "Say who carried it"))
        if self.above.show_problems(found):
            return None
        return At(self.above["by"].value(), self.above["on"].value(), self.above["at"].value())

    def _record(self, outcome: StopOutcome) -> None:
        door, at = self._current(), self._fields()
        if door is None or at is None:
            return
        draft = draft_of(outcome, at, self._form.values() if self._form is not None else {})
        problems = draft.problems(self.desk.today)
        if (self._form or self.above).show_problems(problems):
            return
        self._pending.add(door.id)
        self._last = outcome if outcome in _ONE_KEY.values() else self._last
        left = [stop.id for stop in door.stops if stop.outcome is None]
        self.desk.do(actions.record_stop, None, partial(self._refused, door), stop_ids=tuple(left), draft=draft)
        self._leave()
        self._next_door(self.model.place_of(door.id) or 0)

    def _refused(self, door: DoorRow, error: HousingDeskError) -> None:
        self._pending.discard(door.id)
        self.table.go_to(door.id)
        self.notices.message(refusal(error))

    def correct(self) -> None:
        """What is recorded is wrong."""
        door = self._current()
        if door is not None:
            self._form = ask_right(self.pane, door, lambda: self.desk.today, self.finish, self._leave)
            self._done = partial(self._put_right, door)
            self._tell()

    def _put_right(self, door: DoorRow) -> None:
        assert self._form is not None
        if self._form.show_problems(self._form.unreadable()):
            return
        said = self._form.values()
        draft: StopDraft = draft_of(said["outcome"], At(said["by"], said["on"], said["at"]), said)
        if not self._form.show_problems(draft.problems(self.desk.today)):
            self.desk.do(actions.correct_stop, lambda _outcome: self._leave(), self._form.refused, stop_ids=door.stop_ids,
                         draft=draft, because=said["because"])

    def apart(self) -> None:
        """One row for each letter, where not all of a door came to the same end; and back."""
        self._apart = not self._apart
        self.model.show(self._doors())
        self._moved(self.table.current_id())

    def finish(self) -> None:
        """Do what the form is about; without one, close the round."""
        if self._form is not None:
            self._done()
        elif self.is_valid("finish"):
            self.desk.do(actions.close_round, None, self._not_closed, round_id=self._round_id)

    def _not_closed(self, error: HousingDeskError) -> None:
        self._next_door(-1)
        self.notices.message(refusal(error), Status.DUE)

    def give_up(self) -> None:
        """Nobody went to the other doors: why?"""
        self._form = form = PaneForm(self.pane, "Give the round up", "What is not recorded goes as it went before the round")
        form.add("because", "Why nobody went", TextField(placeholder="the carer was ill", longest=300))
        form.foot("Give it up", self.finish, self._leave)
        self._done = self._given_up
        self._tell()

    def _given_up(self) -> None:
        assert self._form is not None
        because = self._form["because"].value()
        if not self._form.show_problems([] if because else [Problem("because", "Say in a few words why nobody went")]):
            self.desk.do(actions.give_up_round, lambda _outcome: self._leave(), self._form.refused, round_id=self._round_id,
                         because=because)

    def _leave(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self._form = self._form is not None, None
        if was:
            self._show_door()
            self.table.setFocus()
            self._tell()
        return was

    # Notices, paper and files.
    def open_notice(self) -> None:
        """The notice to be served behind the door that is marked, else the first."""
        if self._shown is not None and self._shown.reminders:
            door = self._current()
            here = [one for one in self._shown.reminders if door is not None and one.room == door.first.room]
            self.go_to("notice", case_id=(here or list(self._shown.reminders))[0].case_id)

    def print_sheet(self) -> None:
        """The sheet to carry along."""
        print_round_sheet(self.window(), self.desk, self._round_id)

    def add_evidence(self) -> None:
        """A photograph of the door, or a scan."""
        if (door := self._current()) is not None:
            ask_for_file(self, "A photograph or scan for this door", partial(self.keep_evidence, door))

    def add_round_evidence(self) -> None:
        """A scan of the sheet as it was written on."""
        ask_for_file(self, "A file for the whole round", self.keep_round_evidence)

    def keep_evidence(self, door: DoorRow, path: str) -> None:
        """Read a file and keep it with a door."""
        self._keep(path, actions.keep_evidence, stop_ids=door.stop_ids)

    def keep_round_evidence(self, path: str) -> None:
        """Read a file and keep it with the round."""
        self._keep(path, actions.keep_round_evidence, round_id=self._round_id)

    def _keep(self, path: str, action: Callable[..., int], **facts: Any) -> None:
        keep_file(self.desk, path, self._not_kept, action, **facts)

    def _not_kept(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)
