"""Money in: what the bank says, and where it goes. One pile at a time, posted by a person."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from housingdesk.bank.actions import posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import standing
from housingdesk.bank.queries.line_list import ListPlace, list_of_line
from housingdesk.bank.queries.lines import LineRow
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.columns import is_open
from housingdesk.ui.bank.piles import NEEDS_YOU, ticked_summary
from housingdesk.ui.bank.statement_files import ask_for_statement, remember_folder
from housingdesk.ui.bank.statement_list import StatementList
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.qt_desk import refusal

_MORE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Reconciliation\tCtrl+R", "reconciliation", {}), ("Unidentified money", "suspense", {}),
    ("Payment files", "payment_files", {}), ("Takings", "takings", {}),
    ("Direct Debits", "direct_debits", {}), ("Schedules of benefit", "schedules", {}),
    ("Statement files", "bank_accounts", {"tab": "files"}), ("Standing rules", "bank_accounts", {"tab": "rules"}),
    ("Bank accounts", "bank_accounts", {"tab": "accounts"}))
_ON_OPEN_LINE = frozenset({"find_account", "split_line", "park_line", "name_line", "to_suspense", "leave_out"})
_ALWAYS = frozenset({"open_file", "open_report"})
_FAR = 500


class MoneyInPage(TakesFiles, StatementList):
    """The statement's lines in their piles; Enter posts one, Ctrl+Enter the pile."""

    title = "Money in"
    keys = (Key("Up", "move"), Key("Enter", "post", "post_line"), Key("Ctrl+Enter", "post the pile", "finish"),
            Key("A", "tick those on screen", "tick_in_view"), Key("F", "find another", "find_account"),
            Key("S", "split", "split_line"),
            Key("P", "park with a question", "park_line"), Key("N", "not rent", "name_line"),
            Key("U", "unidentified", "to_suspense"), Key("V", "take back", "take_back"), Key("R", "make a rule", "make_rule"),
            Key("B", "open its list", "open_list"),
            Key("]", "next that needs you", "next_needing"), Key("[", "the one before", "previous_needing", shown=False),
            Key("X", "leave out", "leave_out", shown=False), Key("O", "its rule off", "rule_off", shown=False),
            Key("Shift+Enter", "open the account", "open_account", shown=False),
            *(Key(str(n), f"choose number {n}", shown=False) for n in range(1, 6)), Key("Space", "tick", shown=False),
            Key("Ctrl+O", "open a file", "open_file"), Key("Ctrl+R", "reconciliation", "open_report", shown=False))

    def build(self) -> None:
        """The list, and what acts on it."""
        super().build()
        self._offer: standing.Offer | None = None
        self.setAcceptDrops(True)
        self.table.opened.connect(self._opened)
        self.table.letter.connect(self._digit)
        self.model.ticks_changed.connect(self.summary.put_away)  # it counted other lines
        self.acts.begun.connect(self._go_on)
        self.acts.done.connect(self._done)
        self.acts.refused.connect(self._refused)
        self.side.closed.connect(self._back_to_list)
        self.side.changed.connect(self.keys_changed)

    def is_valid(self, act: str) -> bool:
        """A key acts on the list while no panel is open, and only where it can."""
        row, panel = self._current(), self.side.panel is not None
        if act == "finish":
            return panel or self.summary.is_open() or bool(self._piles.verb(self.tabs.key()))
        if act in _ALWAYS:
            return True
        if act == "post_line":
            return not panel and ((row is not None and _is_ready(row)) or bool(self.model.ticked()))
        if act == "tick_in_view":
            return not panel and bool(self._piles.verb(self.tabs.key()))
        if act == "open_list":
            return not panel and row is not None and row.tenancy_id is None and row.pence > 0
        if act == "make_rule":
            return not panel and self._offer is not None
        if act == "rule_off":
            return not panel and row is not None and is_open(row) and row.rule_id is not None
        if act == "take_back":
            return not panel and row is not None and row.state == "posted"
        return not panel and (act not in _ON_OPEN_LINE or (row is not None and is_open(row)))

    def valid_keys(self) -> list[Key]:
        """The keys of the panel while one is open."""
        return list(self.side.panel.keys) if self.side.panel is not None else super().valid_keys()

    def escape(self) -> bool:
        """Esc leaves the summary, then the small panel, then the ticks."""
        if self.summary.put_away() or self.side.close():
            return True
        ticked = self.model.ticked()
        self.model.tick(ticked, False)
        return bool(ticked)

    # Posting.
    def _opened(self, _line_id: int) -> None:
        if self.is_valid("post_line"):
            self.post_line()
        elif self.is_valid("find_account"):
            self.find_account()

    def post_line(self) -> None:
        """Post the ticked lines, or the current one, each to its suggestion."""
        ticked, row = self.model.ticked(), self._current()
        if ticked:
            in_view = {seen.id for seen in self._in_view()}
            self.ask(line_queries.lines, self._post_rows if in_view.issuperset(ticked) else self._ask_first, ids=ticked)
        elif row is not None:
            self._post_rows([row])

    def tick_in_view(self) -> None:
        """Tick the lines that can be seen and have a suggestion: after a look at them Enter posts them."""
        self.model.tick([row.id for row in self._in_view() if _is_ready(row)], True)

    def _in_view(self) -> list[LineRow]:
        """The rows of which every part can be seen."""
        view, height = self.table.view, self.table.view.viewport().height()
        found: list[LineRow] = []
        for place in range(max(0, view.rowAt(0)), self.model.count()):
            shown = view.visualRect(self.model.index(place, 0))
            if shown.top() > height:
                break
            row = self.model.row(place)
            if shown.top() >= 0 and shown.bottom() < height and isinstance(row, LineRow):
                found.append(row)
        return found

    def _ask_first(self, rows: list[LineRow]) -> None:
        """Ticked lines out of sight are posted after one look at their count and sum."""
        some = [row for row in rows if _is_ready(row)]
        if some:
            self.summary.ask(ticked_summary([(row.made_on, row.pence) for row in some]),
                             f"Post {len(some):,} line{'s' if len(some) != 1 else ''}", partial(self._post_rows, rows))
        else:
            self._post_rows(rows)

    def _post_rows(self, rows: list[LineRow]) -> None:
        ready = [(r.id, r.account_id) for r in rows if r.account_id is not None and is_open(r)]
        divided = [(r.id, r.shares) for r in rows if r.shares and is_open(r)]
        missing = sum(r.account_id is None and not r.shares for r in rows)
        if missing:
            many = f"{missing} of these lines have" if missing > 1 else "One of these lines has"
            self.notices.message(f"{many} no account yet. Find it with F, or park with P")
        self.model.tick([line for line, _ in (*ready, *divided)], False)
        self.acts.post(ready, divided=divided)

    def finish(self) -> None:
        """Ctrl+Enter: finish the panel that is open, or post the pile after one look at its count and total."""
        if self.side.finish() or self.summary.press():
            return
        pile = self.tabs.key()
        if verb := self._piles.verb(pile):
            row = self.model.row(0) if self.model.count() else None
            self.summary.ask(self._piles.summary(pile, row.made_on if row is not None else None), verb,
                             partial(self._post_pile, pile))

    def _post_pile(self, pile: str) -> None:
        self.desk.do(posting.post_pile, None, bank_account_id=self.account.value(), tier=pile)
        self.table.setFocus()

    def _digit(self, letter: str) -> None:
        if letter.isdigit():
            self.side.choose(int(letter))

    # Afterwards.
    def _go_on(self, ids: list[int]) -> None:
        """To the next line that waits, before the answer has come."""
        places = [place for line_id in ids if (place := self.model.place_of(line_id)) is not None]
        if places:
            after = [*range(max(places) + 1, self.model.count()), *range(min(places) - 1, -1, -1)]
            waits = (place for place in after[:_FAR] if self._waits(place))
            place = next(waits, None)
            if place is not None:
                self.table.view.select_place(place)

    def _waits(self, place: int) -> bool:
        row = self.model.row(place)
        return not self.acts.is_busy(self.model.id_at(place)) and (row is None or is_open(row) or self._pile == "posted")

    def _done(self, ids: list[int], at_once: bool) -> None:
        if not at_once:
            self._go_on(ids)
            self.side.close()
        self.ask(standing.offer, self._offered, line_id=ids[0])

    def _offered(self, offer: standing.Offer | None) -> None:
        self._offer = offer
        self.rule_bar.setVisible(offer is not None and offer.twice)
        if offer is not None and offer.twice:
            again = "R lets its rule decide again" if offer.again is not None else "R makes that a rule"
            self.rule_bar.say(f"{offer.name} has gone to {offer.account_name} before. {again}")
        self.keys_changed.emit()

    def _refused(self, ids: list[int], error: HousingDeskError) -> None:
        if not self.side.refused(error):
            self.notices.message(refusal(error))
            self.table.go_to(ids[0])

    def _back_to_list(self) -> None:
        self.table.setFocus()
        self._moved(None)

    # What the letters do.
    def find_account(self) -> None:
        """Find the account by any fragment."""
        self.side.find()

    def split_line(self) -> None:
        """Divide the line among accounts."""
        self.side.split()

    def park_line(self) -> None:
        """Leave the line with a question."""
        self.side.park()

    def name_line(self) -> None:
        """Say which ledger account money goes to that is not one person's."""
        self.side.name()

    def to_suspense(self) -> None:
        """Put the ticked lines, or this one, to unidentified money."""
        ticked = self.model.ticked()
        if ticked:
            self.model.tick(ticked, False)
            self.acts.to_suspense(ticked)
        else:
            self.side.to_suspense()

    def take_back(self) -> None:
        """Reverse a posted line."""
        self.side.take_back()

    def leave_out(self) -> None:
        """Leave out a line that came with another file."""
        self.side.leave_out()

    def rule_off(self) -> None:
        """Switch the standing rule off that caught this line."""
        self.side.rule_off()

    def make_rule(self) -> None:
        """Make a rule of what was just done."""
        if self._offer is not None:
            self.rule_bar.hide()
            self.side.rule(self._offer)

    def next_needing(self) -> None:
        """To the next line that needs a person."""
        self._step(1)

    def previous_needing(self) -> None:
        """To the line before that needs a person."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.tabs.key() == NEEDS_YOU:
            self.table.view.select_place(self.table.view.currentIndex().row() + by)
        elif self._piles.count(NEEDS_YOU):
            self.tabs.choose(NEEDS_YOU)
        self.table.setFocus()

    # Elsewhere.
    def open_account(self) -> None:
        """The rent account of the suggestion, or of where the line went."""
        row = self._current()
        if row is not None and row.account_id is not None and row.tenancy_id is not None:
            self.go_to("account", account_id=row.account_id)

    def open_list(self) -> None:
        """The payment file, schedule or slip behind the line; where it is taken in while there is none."""
        row = self._current()
        if row is not None:
            self.ask(list_of_line, self._go_to_list, line_id=row.id)

    def _go_to_list(self, found: ListPlace | None) -> None:
        if found is None:
            self.notices.message("No list stands behind this line")
        else:
            self.go_to(found.place, **found.facts)

    def open_report(self) -> None:
        """The reconciliation of this week."""
        self.go_to("reconciliation")

    def open_more(self) -> None:
        """The other screens about money in."""
        menu = QMenu(self)
        for words, place, facts in _MORE:
            menu.addAction(words).setData((place, facts))
        menu.triggered.connect(self._chose_more)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _chose_more(self, action: QAction) -> None:
        place, facts = action.data()
        self.go_to(place, **facts)

    def open_file(self) -> None:
        """Choose a statement file."""
        ask_for_statement(self, self._chose)

    def _chose(self, path: str) -> None:
        self.go_to("import", path=path, bank_account_id=self.account.value())

    def files_dropped(self, paths: list[str]) -> None:
        """Statements, looked at one after the other."""
        remember_folder(paths[0])
        self.go_to("import", path=paths[0], more=tuple(paths[1:]), bank_account_id=self.account.value())


def _is_ready(row: LineRow) -> bool:
    """Whether a line waits and has somewhere to go."""
    return is_open(row) and (row.account_id is not None or bool(row.shares))
