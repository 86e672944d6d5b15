"""The bed of an account that is held while somebody is away: said above the lines, entered, ended and taken out in the pane."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.rent.actions.held_beds import end_held_bed, hold_bed, undo_held_bed
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.held import HeldRow, held_beds
from housingdesk.rent.rules.words import AccountKind, HeldCause
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.form import buttons_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.text import sentence_case

HELD_KEYS = (Key("H", "bed held", "held_bed"),)
_SHOWN = 4


def held_words(row: HeldRow) -> str:
    """``In hospital from 20 Nov 2026 to 24 Nov 2026, not charged``."""
    until = f" to {format_date(row.end - DAY)}" if row.end is not None else ", not back yet"
    return f"{sentence_case(row.cause)} from {format_date(row.start)}{until}, {'charged' if row.charged else 'not charged'}"


class HoldForm:
    """The bed is held: why, from which night, until when, and whether it is charged."""

    def __init__(self, pane: RefillPane, panel: Panel, account_id: int, earlier: Sequence[HeldRow],
                 done: Callable[[Any], object], close: Callable[[], object]) -> None:
        self._desk, self._account_id, self._done = panel.desk, account_id, done
        self.form = PaneForm(pane, "Hold the bed", "They are away and come back; the agreement goes on")
        self.form.add("cause", "Why", Choice([(cause, sentence_case(cause)) for cause in HeldCause]))
        self.form.add("start", "First night away", DateEdit(lambda: panel.desk.today, panel.desk.today, needed=True))
        self.form.add("end", "Back on", DateEdit(lambda: panel.desk.today), hint="Empty while it is not known")
        self.form.add("charged", "These nights are", Choice([(None, "As the settings say"), (True, "Charged"),
                                                             (False, "Not charged")]))
        self.form.add("note", "Note", LongText("", lines=2))
        for row in earlier[-_SHOWN:]:
            self.form.add_widget(label(held_words(row), "muted", wrap=True))
        self.form.foot("Hold the bed", self.submit, close)

    def submit(self) -> None:
        """Hold it, or say what stands against it."""
        if not self.form.show_problems(self.form.unreadable()):
            self._desk.do(hold_bed, self._done, self.form.refused, account_id=self._account_id, **self.form.values())


class BackForm:
    """They are back, or it was entered by mistake."""

    def __init__(self, pane: RefillPane, panel: Panel, row: HeldRow, done: Callable[[Any], object],
                 close: Callable[[], object]) -> None:
        self._desk, self._row, self._done = panel.desk, row, done
        self.form = PaneForm(pane, "Bed held", held_words(row))
        if row.note:
            self.form.add_widget(label(row.note, "read", wrap=True))
        self.form.add("end", "Back on", DateEdit(lambda: panel.desk.today, row.end or panel.desk.today),
                      hint="The night of this day is theirs again. Empty while it is not known")
        self.form.add_widget(buttons_row(button("&Take it out", self.take_out)))
        self.form.foot("Keep the day", self.submit, close)

    def submit(self) -> None:
        """Keep the day they are back."""
        if not self.form.show_problems(self.form.unreadable()):
            self._desk.do(end_held_bed, self._done, self.form.refused, held_id=self._row.id, version=self._row.version,
                          **self.form.values())

    def take_out(self) -> None:
        """They were not away."""
        self._desk.do(undo_held_bed, self._done, self.form.refused, held_id=self._row.id, version=self._row.version)


class HoldsBeds(Panel):
    """What an account's panel says and does about its bed; the panel itself has the pane and the bar."""

    file: AccountFile | None
    held_bar: MessageBar
    _account_id: int
    _form: Any
    _beds: tuple[HeldRow, ...] = ()

    def _take(self, shown: str) -> RefillPane:
        raise NotImplementedError

    def _done(self, _outcome: Any) -> None:
        raise NotImplementedError

    def close_pane(self) -> bool:
        """Close what is open beside the lines."""
        raise NotImplementedError

    def can_hold(self) -> bool:
        """Whether this is the rent account of somebody who can be away, as it stands today."""
        file = self.file
        return (file is not None and file.account.kind is AccountKind.RENT and not file.as_at and not file.known
                and self.desk.may(Permission.KEEP_TENANCIES))

    def read_held(self, file: AccountFile) -> None:
        """Read the beds held on the account that is shown."""
        self._beds = ()
        self.held_bar.hide()
        if file.account.kind is AccountKind.RENT:
            self.ask(held_beds, self._show_held, account_ids=[file.account.id])

    def _show_held(self, rows: list[HeldRow]) -> None:
        self._beds = tuple(rows)
        row = self._standing(self.desk.today)
        self.held_bar.setVisible(row is not None and not self.desk.privacy.on)
        if row is not None:
            self.held_bar.say(f"Bed held: {held_words(row)}. H says when they are back")

    def _standing(self, on: date) -> HeldRow | None:
        """The bed held on a day or to be held."""
        closes = self.file.account.closes_on if self.file is not None else None
        return next((row for row in self._beds if (row.end is None or row.end > on) and (closes is None or closes >= on)), None)

    def held_bed(self) -> None:
        """Hold the bed, or say that they are back."""
        if not self.can_hold():
            return
        row = self._standing(self.desk.today)
        pane = self._take("held")
        self._form = (BackForm(pane, self, row, self._done, self.close_pane) if row is not None else
                      HoldForm(pane, self, self._account_id, self._beds, self._done, self.close_pane))
        self.keys_changed.emit()
