"""A rent account in a file: the figure with its reason, the balance over a year, every line, and the small panes beside.

It composes; what the panes ask and do stands in ``account_forms``, ``account_charges`` and ``account_line_pane``.
"""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.arrears.queries.account_net import net_file
from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.lines import lines as bank_lines
from housingdesk.rent.queries.account_file import AccountFile, line_facts, next_charge_words
from housingdesk.rent.rules.words import PERSONAL
from housingdesk.tenancies.rules import LICENCES
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Scroll, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.rent.account_cards import ChartCard, FigureCard
from housingdesk.ui.rent.account_charges import ChargesPane
from housingdesk.ui.rent.account_forms import AdjustForm, DayForm, ReverseForm, end_of_day
from housingdesk.ui.rent.account_held import HELD_KEYS, HoldsBeds
from housingdesk.ui.rent.account_line_pane import add_bank_line, show_expected, show_explanation, show_line
from housingdesk.ui.rent.account_lines import AccountLine, account_lines, sentence
from housingdesk.ui.rent.account_lines import columns as line_columns
from housingdesk.ui.rent.account_money import Form
from housingdesk.ui.rent.account_moves import ASKS, MONEY_KEYS, MovesMoney
from housingdesk.values.money import balance_words, format_pence

_WIDE = 960
_ADJUSTS = frozenset({"reverse", "transfer_money"})


class AccountPanel(HoldsBeds, MovesMoney):
    """One account. ``loaded`` gives its AccountFile each time it was read."""

    tables = frozenset({"batch", "balance", "account", "charge_line", "charge_share", "expected_payment", "tenancy",
                        "holder", "need", "person", "route", "claim", "award", "money_request", "held_bed", "correction"})
    keys = (Key("E", "explain", "explain"), Key("V", "reverse entry", "reverse"), Key("C", "charges", "show_charges"),
            Key("D", "another day", "choose_day"), Key("Ctrl+N", "adjust", "adjust"),
            *MONEY_KEYS, *HELD_KEYS, Key("Ctrl+P", "statement", "print_statement"), Key("Enter", "look at the line"),
            Key("Ctrl+Enter", "finish", "finish", shown=False))

    loaded = Signal(object)

    def build(self) -> None:
        """The cards above, the lines below, the pane beside them."""
        self.file: AccountFile | None = None
        self._account_id = 0
        self._as_at: date | None = None
        self._known: datetime | None = None
        self._own = False
        self._shown = ""
        self._form: AdjustForm | ReverseForm | DayForm | Form | None = None
        self._charges: ChargesPane | None = None
        self._typed: dict[int, dict[str, Any]] = {}
        self.area = Scroll("Rent account", gap=12)
        self.fault = MessageBar("", Status.LATE, closable=False)
        self.then = MessageBar("", Status.INFORMATION, closable=False)
        self.held_bar = MessageBar("", Status.DUE, closable=False)
        self.figure = FigureCard(self.explain, self.print_statement, self._open_account, self.held_bed)
        self.chart = ChartCard()
        self.pane = RefillPane("About this account", width=330)
        self.buttons = self._tools()
        self.lines = self._lines(own=False)
        self._cards = columns((self.figure, 3), (self.chart, 5, 560))
        for widget in (self.fault, self.then, self.held_bar, self._cards):
            self.area.add(widget)
        self.area.add(self.lines, 1)
        for hidden in (self.fault, self.then, self.held_bar, self.pane):
            hidden.hide()
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((self.area, 1), (self.pane, 0)))

    def _tools(self) -> tuple[QPushButton, ...]:
        """The buttons that a page puts beside the names of its sections."""
        self._adjust = button("Adjust", self.adjust, key="Ctrl+N")
        self._move = button("Move money", self.move_money, key="M")
        made = (button("Charges", self.show_charges, key="C"), button("Another day", self.choose_day, key="D"))
        return (*made, self._move, self._adjust) if self.desk.may(Permission.POST_MONEY) else made

    def _lines(self, *, own: bool) -> QWidget:
        self._own = own
        self.model = RowsModel(line_columns(self.desk.today, own=own), name="Lines of the account", sentence=sentence)
        self.table = Table(self.model, empty="", remember="account own" if own else "account")
        self.table.opened.connect(self._open_line)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        card = table_card(self.table)
        theme.size(card, least_height=230)
        return card

    # Opening and reading.
    @property
    def account_id(self) -> int:
        """The account that is shown; 0 before one is."""
        return self._account_id

    def open(self, account_id: int, *, as_at: date | None = None, known: datetime | None = None) -> None:
        """Show an account: now, at the end of a day, or as it was known at a moment."""
        if account_id != self._account_id:
            self.close_pane()
            self.file = None
        self._account_id, self._as_at, self._known = account_id, as_at, known
        self.mark_stale()

    def reload(self) -> None:
        """Read the account."""
        if self._account_id:
            self.ask(net_file, self._show, account_id=self._account_id, on=self.desk.today, as_at=self._as_at,
                     known=self._known)

    def _show(self, file: AccountFile | None) -> None:
        self.file = file
        for part in (self._cards, self.lines):
            part.setVisible(file is not None)
        if file is None:
            self.close_pane()
            self.then.hide()
            self.held_bar.hide()
            self.fault.say("This account is no longer there")
            self.fault.show()
            return
        own = file.has_benefit or any(line.own_pence != line.pence for line in file.statement.lines)
        if own != self._own:
            self._swap_lines(own)
        rows = account_lines(file)
        self.table.set_empty(next_charge_words(file))
        self.model.show(rows)
        self.figure.show_file(file, statement=self.is_valid("print_statement"))
        self.chart.show_file(file, self.desk.today)
        self._say_day(file)
        self._say_fault(file)
        self.figure.held.setVisible(self.can_hold() and file.head is not None and file.head.tenancy.kind in LICENCES)
        self.read_held(file)
        self._again(file)
        self.loaded.emit(file)
        self.keys_changed.emit()

    def _swap_lines(self, own: bool) -> None:
        focused = self.table.view.hasFocus()
        old, self.lines = self.lines, self._lines(own=own)
        self.area.body.replaceWidget(old, self.lines)
        self.lines.show()
        if focused:
            self.table.setFocus()
        old.hide()
        old.deleteLater()

    def _say_day(self, file: AccountFile) -> None:
        self.then.setVisible(bool(file.as_at or file.known))
        self.then.say(f"{file.then_words}. This is not today’s balance. Esc goes back to today")

    def _say_fault(self, file: AccountFile) -> None:
        wrong = file.difference_pence
        self.fault.setVisible(bool(wrong))
        if wrong:
            self.fault.say(f"The entries of account {file.account.reference} come to {balance_words(file.pence)}, but its "
                           f"balance is kept as {balance_words(file.account.pence)}: {format_pence(abs(wrong))} apart. Nothing "
                           f"can be adjusted here until this is put right. Tell support, with these two figures")
        self._adjust.setEnabled(self.is_valid("adjust"))
        self._move.setEnabled(self.is_valid("move_money"))

    def _again(self, file: AccountFile) -> None:
        """What the pane shows is shown anew after a change."""
        if self._shown == "explain":
            self.explain()
        elif self._shown == "charges" and self._charges is not None:
            self._charges.again()
        elif self._shown == "money":
            self.move_money()
        elif self._shown == "line":
            self._open_line(self.table.current_id())

    def show_private(self) -> None:
        """What stands beside the lines may say who else paid."""
        self.close_pane()
        self.held_bar.hide()

    def is_valid(self, act: str) -> bool:
        """Corrections by who may make or ask for them, on a person's account, today's, whose entries come to its balance."""
        if act == "finish":
            return self._form is not None or (self._charges is not None and self._charges.form is not None)
        file = self.file
        if act == "held_bed":
            return self.can_hold()
        if act == "print_statement":
            return file is not None and file.account.tenancy_id is not None and self.desk.may(Permission.SEND_LETTERS)
        if act not in _ADJUSTS | ASKS:
            return file is not None
        needed = Permission.ADJUST_ACCOUNTS if act in _ADJUSTS else Permission.POST_MONEY
        return (file is not None and self.desk.may(needed) and file.account.kind in PERSONAL
                and not file.difference_pence and not file.as_at and not file.known)

    # The pane.
    def close_pane(self) -> bool:
        """Close what is open beside the lines; whether anything was."""
        self._put_by()
        was = bool(self._shown)
        self._shown, self._form, self._charges = "", None, None
        self.pane.hide()
        if was and self.isVisible():
            self.table.setFocus()
        return was

    def _put_by(self) -> None:
        """An adjustment that is typed and not posted is there again when it is opened again: no key loses typing."""
        if isinstance(self._form, AdjustForm):
            typed = self._form.form.values()
            if typed["pence"] or typed["reason"]:
                self._typed[self._account_id] = typed

    def _take(self, shown: str) -> RefillPane:
        self._put_by()
        self._shown, self._form, self._charges = shown, None, None
        self.pane.show()
        return self.pane

    def escape(self) -> bool:
        """A step back in the charges, close the pane, then come back to today."""
        if (self._charges is not None and self._charges.step_back()) or self.close_pane():
            return True
        if self._as_at or self._known:
            self.open(self._account_id)
            return True
        return False

    def finish(self) -> None:
        """Do what the open form asks for."""
        if self._form is not None:
            self._form.submit()
        elif self._charges is not None and self._charges.form is not None:
            self._charges.form.submit()

    def _done(self, _outcome: Any) -> None:
        if isinstance(self._form, AdjustForm):
            self._form = None
            self._typed.pop(self._account_id, None)
        self.close_pane()

    # What the keys do.
    def explain(self) -> None:
        """Say the balance in full beside the lines."""
        if self.file is not None:
            show_explanation(self._take("explain"), self.file, self.desk.today, self.close_pane)

    def show_charges(self) -> None:
        """What is charged, who pays which part of it, and from when."""
        if self.file is not None:
            pane = self._take("charges")
            self._charges = ChargesPane(pane, self, self.file.account, self.close_pane, as_at=self._as_at, known=self._known)
            self._charges.read()

    def choose_day(self) -> None:
        """Choose the day, or the day of knowledge, whose figures to show."""
        if self.file is not None:
            self._form = DayForm(self._take("day"), self.desk, self._as_at, self._known, self._show_day, self.close_pane)

    def _show_day(self, as_at: date | None, known: date | None) -> None:
        self.close_pane()
        self.open(self._account_id, as_at=as_at, known=end_of_day(known) if known else None)

    def adjust(self) -> None:
        """Ask for an adjustment."""
        if self.is_valid("adjust") and self.file is not None:
            form = AdjustForm(self._take("adjust"), self, self.file, self._done, self.close_pane)
            form.form.set_values(**self._typed.get(self._account_id, {}))
            self._form = form

    def reverse(self) -> None:
        """Ask why the current entry is to be reversed."""
        row = self._row(self.table.current_id())
        if not self.is_valid("reverse") or self.file is None:
            return
        if row is None or row.line is None:
            self.notices.message("Choose the entry to reverse first", Status.INFORMATION)
            return
        self._form = ReverseForm(self._take("reverse"), self, self.file.account.id, row.line, self._done, self.close_pane)

    def print_statement(self) -> None:
        """A statement of this account, to look at and print; of another day or moment for the file, and marked so."""
        if not self.is_valid("print_statement") or self.file is None:
            return
        if self.file.as_at or self.file.known:
            from housingdesk.reports.known_statement import known_statement  # drawing is needed here only

            self.ask(known_statement, self._print_known, file=self.file, on=self.desk.today, by=self.desk.who.name)
        else:
            self.go_to("letter_run", account_ids=(self.file.account.id,), template="statement")

    def _print_known(self, data: bytes) -> None:
        from housingdesk.letters.pdf import read_back  # it brings the PDF reader, which nothing else here needs

        PrintPanel(self.window(), self.desk, "Print the statement of then", data, read_back(data, None).pages,
                   sent_to_printer(self.desk, "Statement"))

    def _open_account(self, account_id: int) -> None:
        self.go_to("account", account_id=account_id)

    # Lines.
    def _row(self, entry_id: int | None) -> AccountLine | None:
        place = self.model.place_of(entry_id) if entry_id is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, AccountLine) else None

    def _moved(self, entry_id: int | None) -> None:
        if self._shown == "line":
            self._open_line(entry_id)

    def _open_line(self, entry_id: int | None) -> None:
        row = self._row(entry_id)
        if row is None or self.desk.privacy.on:
            self.close_pane()
        elif row.line is None:
            show_expected(self._take("line"), row, self.close_pane)
        elif self.file is not None:
            self._take("line")
            self.ask(line_facts, self._show_line, account_id=self.file.account.id, line=row.line)

    def _show_line(self, facts: Any) -> None:
        row = self._row(self.table.current_id())
        if row is None or row.line is None or facts is None or self._shown != "line":
            return
        show_line(self.pane, row, facts, close=self.close_pane, go_to=self.go_to,
                  reverse=self.reverse if facts.can_reverse and self.is_valid("reverse") else None)
        if row.line.bank_line is not None:
            self.ask(bank_lines, self._show_bank_line, ids=[row.line.bank_line])

    def _show_bank_line(self, rows: list[LineRow]) -> None:
        line = self._row(self.table.current_id())
        if self._shown == "line" and line is not None and line.line is not None:
            for row in rows:
                if row.id == line.line.bank_line:
                    add_bank_line(self.pane, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        theme.size(self.pane, width=330 if wide else 276)  # beside it the balance of a line must not be cut
