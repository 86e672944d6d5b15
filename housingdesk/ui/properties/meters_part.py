"""The meters of a home: what each read last, and a new reading."""

from typing import ClassVar

from housingdesk.properties.actions.meters import end_meter, read_meter
from housingdesk.properties.queries.meters import MeterRow, meters_of
from housingdesk.properties.rules.safety import MeterKind
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import FINISH, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.properties.home_part import HomePart
from housingdesk.values.dates import format_day


class MetersPart(HomePart):
    """Meters and readings."""

    name = "Meters"
    empty = "No meter of this home is known. N reads one and keeps it"
    tables = frozenset({"meter", "meter_reading", "space"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "read it", "read"), Key("N", "another meter", "new"),
                                       Key("R", "taken out", "take_out"), FINISH)

    def read_of(self, of: int) -> None:
        """Read them."""
        self.ask(meters_of, self.show_rows, space_id=of)

    def columns(self) -> tuple[Column, ...]:
        """The meter and its last reading."""
        def last(row: MeterRow) -> str:
            return row.readings[0].reading if row.readings else "Not read yet"

        def odd(row: MeterRow) -> Status | None:
            return Status.DUE if row.readings and row.readings[0].note else None

        return (Column("meter", "Meter", 200, lambda r: r.said, secondary=lambda r: ", ".join(
                    part for part in (r.place, r.supplier) if part), stretch=1),
                Column("reading", "Reads", 130, last, status=odd),
                Column("on", "Read on", 134, lambda r: format_day(r.readings[0].on) if r.readings else "",
                       secondary=lambda r: r.readings[0].recorded_by if r.readings else "", least=128))

    def sentence(self, row: MeterRow) -> str:
        """A meter as a screen reader says it."""
        return f"{row.said}, {row.readings[0].reading} on {format_day(row.readings[0].on)}" if row.readings else row.said

    def show_current(self) -> None:
        """The meter that is marked, and its readings."""
        row, may = self.current(), self.may()
        if row is None:
            self.pane.begin("Meters", "Read when somebody leaves and when somebody moves in")
            self.pane.finish(button("Read a meter", self.new, key="N", kind="primary") if may else None)
            return
        self.pane.begin(row.said, ", ".join(part for part in (row.place, row.supplier) if part))
        self.pane.put(Bullets([f"{format_day(one.on)}: {one.reading}{f'. {one.note}' if one.note else ''}"
                               for one in row.readings[:10]]))
        self.pane.finish(button("Read it", self.read, key="Enter", kind="primary") if may else None,
                         [button("Another meter", self.new, key="N"), button("Taken out", self.take_out, key="R")]
                         if may else [])

    def is_valid(self, act: str) -> bool:
        """Another meter at any time; all else needs one."""
        if act == "finish":
            return self.question is not None
        return self.may() and (act == "new" or self.current() is not None)

    def enter_pressed(self) -> None:
        """Enter reads."""
        if self.is_valid("read"):
            self.read()

    def read(self) -> None:
        """A reading of the meter that is marked."""
        row = self.current()
        self.ask_form(Question(self, f"Read: {row.said}", f"Last: {row.readings[0].reading}" if row.readings else "", [
            ("reading", "What it reads", TextField(longest=20)), self._day()], "Keep it",
            lambda form: self._keep(form, row.kind, row.serial)))

    def new(self) -> None:
        """A reading of a meter that is not known yet."""
        kinds = [(kind, str(kind).capitalize()) for kind in MeterKind]
        self.ask_form(Question(self, "Read a meter", "It is kept with the home", [
            ("kind", "What it counts", Choice(kinds)), ("serial", "Its number", TextField(longest=40), "As it stands on it"),
            ("reading", "What it reads", TextField(longest=20)), self._day()], "Keep it",
            lambda form: self._keep(form, form["kind"].value(), form["serial"].value())))

    def _day(self) -> tuple[str, str, DateEdit]:
        return "on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)

    def _keep(self, form: PaneForm, kind: MeterKind, serial: str) -> None:
        self.desk.do(read_meter, self.close_form, form.refused, space_id=self.of, kind=kind, serial=serial,
                     on=form["on"].value(), reading=form["reading"].value())

    def take_out(self) -> None:
        """The meter is no longer in the home."""
        row = self.current()
        self.desk.do(end_meter, None, meter_id=row.id, version=row.version)
