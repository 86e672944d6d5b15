"""What people are told of at one go: benefit that pays less than before, and charges that Universal Credit must hear of."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries import changed_charges, shortfalls
from housingdesk.mailings.queries.changed_charges import ChangedCharge
from housingdesk.mailings.queries.shortfalls import Shortfall
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence

_LESS, _CHARGES = "less", "charges"
_TABS = (Tab(_LESS, "Benefit pays less"), Tab(_CHARGES, "Charge changes, on Universal Credit"))
_EMPTY = {_LESS: "Nobody’s benefit pays less of the charge than 60 days ago",
          _CHARGES: "Nobody with Universal Credit has a charge that changes in the next 60 days, or did in the last 31"}
_READ: dict[str, Any] = {_LESS: shortfalls, _CHARGES: changed_charges}


Changed = Shortfall | ChangedCharge


class ShortfallsPage(Page):
    """The agreements, those without a letter first; what fell and by how much beside them."""

    title = "New shortfalls"
    tables = frozenset({"award", "claim", "schedule", "letter", "charge_line", "tenancy", "route"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Space", "tick"), Key("Ctrl+A", "tick all"), Key("Enter", "advice for them", "advise"),
        Key("G", "the other list", "other_list"), Key("L", "draft the letters", "write_letters"),
        Key("Alt+O", "the file", "open_file"))

    def build(self) -> None:
        """The list, and the pane."""
        self._making = False
        self.tabs = Tabs("What changed", _TABS)
        self.tabs.chosen.connect(lambda _key: self._other())
        self.body.addWidget(self.tabs)
        self.model = RowsModel(_columns(self.desk.today), name="New shortfalls", sentence=_sentence, tickable=True)
        self.table = Table(self.model, empty=_EMPTY[_LESS], remember="shortfalls")
        self.table.moved.connect(lambda _id: self._tell())
        self.table.opened.connect(lambda _id: self.advise())
        self.listen(self.table)
        self.pane = RefillPane("What changed", width=320)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)

    def _other(self) -> None:
        self.model.show(())
        self.table.set_empty(_EMPTY[self.tabs.key()])
        self.refresh()

    def reload(self) -> None:
        """Read those of the list in sight."""
        read: Any = changed_charges.changed_charges if self.tabs.key() == _CHARGES else shortfalls.shortfalls
        self.ask(read, self._show, on=self.desk.today)

    def _show(self, rows: tuple[Changed, ...]) -> None:
        self.model.show(rows)
        missing = sum(row.written_on is None for row in rows)
        self.header.set_subtitle(f"{missing:,} of {len(rows):,} have had no letter about it" if rows else "")
        if rows and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._tell()

    def current(self) -> Changed | None:
        """The row that is marked."""
        place = self.model.place_of(self.table.current_id() or 0)
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, Shortfall | ChangedCharge) else None

    def _tell(self) -> None:
        row = self.current()
        if row is None:
            self.pane.begin(self.title, _EMPTY[self.tabs.key()])
            self.pane.finish()
        else:
            self.pane.begin(row.names, f"{row.address} · {row.reference}")
            self.pane.put(Facts(_facts(row), strong_last=True))
            told = f"A letter was made on {format_date(row.written_on)}" if row.written_on else "Nobody has told them yet"
            self.pane.put(label(f"{told}.", "muted" if row.written_on else "due", wrap=True))
            may = self.is_valid("write_letters")
            self.pane.finish(button("Advice for them", self.advise, key="Enter"),
                             [button("Draft the letters", self.write_letters, key="L")] if may else [])
        self.keys_changed.emit()

    # Keys.
    def other_list(self) -> None:
        """From one list to the other."""
        self.tabs.choose(_LESS if self.tabs.key() == _CHARGES else _CHARGES)
        self.table.setFocus()

    def advise(self) -> None:
        """What they can claim and ask for."""
        row = self.current()
        if row is not None:
            self.go_to("advice", tenancy_id=row.tenancy_id)

    def open_file(self) -> None:
        """Their file, at the benefit."""
        row = self.current()
        if row is not None:
            self.go_to("tenancy", tenancy_id=row.tenancy_id, section="benefit")

    def write_letters(self) -> None:
        """Draw a letter for those ticked, else for the one that is marked, and keep them ready."""
        chosen = self.table.chosen_ids()
        if not chosen or not self.is_valid("write_letters"):
            return
        self._making = True
        self.desk.run(partial(_drawn, key=self.tabs.key()), self._made, self._stopped, label="Letters about what changed",
                      account_ids=tuple(chosen), on=self.desk.today, signed_by=self.desk.who.name)

    def _made(self, letters: list[MadeLetter]) -> None:
        self._making = False
        if all(made.pdf is None for made in letters):
            why = ". ".join(f"{made.addressee}: {made.held_because}" for made in letters[:3])
            self.notices.message(f"No letter was made. {why}" if letters else "No letter was made: nothing changed any more")
            return
        self.desk.do(issue_run, self._kept, self._stopped, title=_READ[self.tabs.key()].run_title(self.desk.today),
                     letters=letters)

    def _kept(self, outcome: Any) -> None:
        self.go_to("letters", run_id=outcome.value, tab="ready")

    def _stopped(self, error: HousingDeskError) -> None:
        self._making = False
        self.notices.message(refusal(error) or "Nothing was made", stays=True)

    def is_valid(self, act: str) -> bool:
        """With a row; letters by whoever may send them."""
        if act == "write_letters" and (self._making or not self.desk.may(Permission.SEND_LETTERS)):
            return False
        return act == "other_list" or self.current() is not None


def _drawn(progress: Any, *, key: str, **facts: Any) -> list[MadeLetter]:
    made: list[MadeLetter] = _READ[key].draw(progress=progress, **facts)
    return made


def _facts(row: Changed) -> list[tuple[str, str]]:
    if isinstance(row, ChangedCharge):
        change = row.change
        return [("From", format_date(change.on)), ("Before", f"{format_pence(change.before_pence)} a week"),
                ("To report", f"{format_pence(change.after_pence)} a week")]
    fall = row.fall
    return [("Paid by", fall.paid_by), ("Since", format_date(fall.from_on)),
            ("Paid before", f"{format_pence(fall.before_pence)} a week"),
            ("Pays now", f"{format_pence(fall.after_pence)} a week"),
            ("The charge", f"{format_pence(fall.charge_pence)} a week"),
            ("Theirs to pay", f"{format_pence(fall.own_after)} a week")]


def _sums(row: Changed) -> tuple[date, int, int, int | None]:
    """From when, before and now, and what is theirs to pay where that is known."""
    if isinstance(row, ChangedCharge):
        return row.change.on, row.change.before_pence, row.change.after_pence, None
    return row.fall.from_on, row.fall.before_pence, row.fall.after_pence, row.fall.own_after


def _own(row: Changed) -> str:
    own = _sums(row)[3]
    return "" if own is None else format_pence(own)


def _columns(today: Any) -> tuple[Column, ...]:
    return (Column("names", "Who", 200, lambda r: r.names, secondary=lambda r: r.address, stretch=1),
            Column("since", "From", 90, lambda r: format_short(_sums(r)[0], today), hide_below=520),
            Column("before", "Before", 96, lambda r: format_pence(_sums(r)[1]), align=Align.RIGHT, hide_below=620),
            Column("now", "Now", 96, lambda r: format_pence(_sums(r)[2]), align=Align.RIGHT),
            Column("own", "Theirs to pay", 116, _own, align=Align.RIGHT, hide_below=560),
            Column("letter", "Letter", 110, lambda r: format_short(r.written_on, today) if r.written_on else "none yet",
                   status=lambda r: Status.GOOD if r.written_on else Status.DUE))


def _sentence(row: Changed) -> str:
    letter = f"letter made on {format_date(row.written_on)}" if row.written_on else "no letter yet"
    day, before, now, own = _sums(row)
    theirs = f", {format_pence(own)} is theirs to pay" if own is not None else ""
    return (f"{row.names}: {format_pence(now)} a week instead of {format_pence(before)} from {format_date(day)}{theirs}, "
            f"{letter}")
