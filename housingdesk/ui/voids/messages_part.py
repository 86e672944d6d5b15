"""Messages about an empty home, drafted when its days moved: ready to be copied into an e-mail or a letter."""

from datetime import date
from typing import ClassVar

from PySide6.QtGui import QGuiApplication

from housingdesk.diary.queries import NoteRow, notes
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, PartOfOne
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_day
from housingdesk.values.timeline import Ref


class MessagesPart(PartOfOne):
    """What is to be sent, and the notes about the home's plan."""

    name = "Messages"
    empty = "Nothing has to be sent. When keys come late, the message to who waits is drafted here"
    pane_width = 420
    fold = 980
    tables = frozenset({"note"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "copy it", "copy"), FINISH)

    def read_of(self, of: int) -> None:
        """Read them."""
        self.ask(_standing, self.show_rows, void_id=of, on=self.desk.today)

    def columns(self) -> tuple[Column, ...]:
        """The first line and when it was written."""
        return (Column("text", "Message", 300, lambda r: r.text.splitlines()[0].removesuffix(","),
                       secondary=lambda r: " ".join(r.text.split()[:24]), stretch=1),
                Column("at", "Written", 150, lambda r: format_day(r.written_at.date()), secondary=lambda r: r.written_by,
                       least=134))

    def sentence(self, row: NoteRow) -> str:
        """A message as a screen reader says it."""
        return row.text

    def show_current(self) -> None:
        """The whole text."""
        row = self.current()
        self.pane.begin("Message", "" if row is None else f"Drafted {format_day(row.written_at.date())}")
        if row is not None:
            self.pane.put(label(row.text, "read", wrap=True))
        self.pane.finish(button("Copy it", self.copy, key="Enter", kind="primary") if row is not None else None)

    def is_valid(self, act: str) -> bool:
        """Copying needs a message."""
        return act == "copy" and self.current() is not None

    def enter_pressed(self) -> None:
        """Enter copies."""
        self.copy()

    def copy(self) -> None:
        """The text goes to the clipboard."""
        row = self.current()
        if row is not None:
            QGuiApplication.clipboard().setText(row.text)
            self.notices.toast("The message is copied: paste it where you write")


def _standing(void_id: int, on: date) -> list[NoteRow]:
    return [row for row in notes(Ref("void", void_id), on) if not row.removed]
