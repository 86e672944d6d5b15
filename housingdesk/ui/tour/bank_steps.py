"""The bank by keys: the statement in, the piles posted, the odd lines dealt with one way each, agreed to the penny."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from housingdesk.bank.queries.lines import LineRow
from housingdesk.ui.bank.columns import is_open
from housingdesk.ui.bank.import_page import ImportPage
from housingdesk.ui.bank.page import MoneyInPage
from housingdesk.ui.bank.reconcile_page import ReconciliationPage
from housingdesk.ui.kit.chips import Chip
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.tour.driver import Driver

WALKED = 60
_ODD = ("find", "split", "park", "not_rent", "unidentified")
Steps = list[tuple[str, Callable[[], object]]]


class BankSteps:
    """Money in, from the file to the reconciliation."""

    def __init__(self, driver: Driver, statement: Path) -> None:
        self.drive, self.statement = driver, statement
        self._still = list(_ODD)
        self._names: list[str] = []

    def steps(self) -> Steps:
        """The steps with their names, in order."""
        return [("Name the statement that waits", self.name), ("Read and match it", self.read), ("Take it in", self.take_in),
                ("Post the Certain pile", self.certain), ("Odd lines: find, split, park, not rent, unidentified", self.odd),
                ("Take one back and do it again", self.take_back), ("Walk the Likely pile", self.likely),
                ("Not rent", self.not_rent), ("Answer what is left", self.answer), ("Agreed to bank", self.agreed),
                ("Reconciliation and day sheet", self.reconcile)]

    def _page(self) -> MoneyInPage:
        return self.drive.page(MoneyInPage)

    # The file.
    def name(self) -> None:
        """Ctrl+O and its name; the dialog is the computer's own."""
        self.drive.press("Ctrl+3")
        self._page()
        self.drive.settle()
        self.drive.picture("money-in-before")
        self.drive.press("Ctrl+O")
        self.drive.until(lambda: isinstance(QApplication.activeModalWidget() or QApplication.activeWindow(), QFileDialog),
                         "The computer asks for a file")
        self.drive.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "A name can be typed")
        self.drive.write(str(self.statement))

    def read(self) -> None:
        """Enter; what was understood, and whether it adds up."""
        self.drive.press("Enter")
        if isinstance(QApplication.activeWindow(), QFileDialog):  # the first Enter took the name that was proposed
            self.drive.press("Enter")
        page = self.drive.page(ImportPage)
        self.drive.until(page.take.isEnabled, "The statement is understood", 600)
        self.drive.expect(page._prepared is not None and page._prepared.adds_up is not False, "The statement adds up")
        self.drive.picture("statement-understood")

    def take_in(self) -> None:
        """One Enter stores it."""
        self.drive.press("Enter")
        page = self._page()
        self.drive.until(lambda: page._on_desk is not None and page._on_desk.left, "The lines are in", 300)
        self.drive.settle()
        self.drive.press("Home")
        self.drive.settle()
        self.drive.picture("money-in-certain")

    # The piles.
    def certain(self) -> None:
        """One look at count and total, then the same key again."""
        page = self._page()
        self.drive.focus(page.table)
        if not page._piles.count("certain"):
            return
        self.drive.press("Ctrl+Enter")
        self.drive.until(page.summary.is_open, "The pile says its total first")
        self.drive.picture("certain-summary")
        self.drive.press("Ctrl+Enter")
        self.drive.until(lambda: not page._piles.count("certain"), "The Certain pile is posted", 600)
        self.drive.settle()
        self.drive.picture("certain-posted")

    def odd(self) -> None:
        """Each way to deal with an odd line, on the first lines that allow it."""
        page = self._page()
        self._names = self._people(page)
        for pile, kept in (("needs_you", 0), ("likely", 1), ("not_rent", 1)):
            if self._still and page._piles.count(pile) > kept:
                self._choose(pile)
                self._through(page, kept)
        self.drive.expect(not self._still, f"There was no line for this way to deal with one: {', '.join(self._still)}")

    def _through(self, page: MoneyInPage, kept: int) -> None:
        """Down the list: a line that is dealt with leaves it, so the next one stands in its place."""
        place = 0
        while self._still and kept < page.model.count() and place < page.model.count():
            self.drive.focus(page.table)
            self.drive.press("Home", *["Down"] * place)
            self.drive.settle()
            if not self._one(page):
                place += 1

    def _one(self, page: MoneyInPage) -> bool:
        row = page._current()
        ways = [way for way in self._still if row is not None and is_open(row) and (way != "split" or row.pence > 100)]
        if row is None or not ways:
            return False
        self._still.remove(ways[0])
        getattr(self, f"_{ways[0]}")(page, row)
        return True

    def _choose(self, pile: str) -> None:
        """By keys: to the piles, and along them."""
        page = self._page()
        self.drive.focus(page.tabs)
        keys = [tab.key for tab in page._piles.tabs()]
        steps = keys.index(pile) - keys.index(page.tabs.key())
        self.drive.press(*["Right" if steps > 0 else "Left"] * abs(steps))
        self.drive.until(lambda: page.tabs.key() == pile and page._pile == pile, "The pile is open")
        self.drive.settle()
        self.drive.focus(page.table)
        self.drive.press("Home")
        self.drive.settle()

    def _people(self, page: MoneyInPage) -> list[str]:
        """Whom lines may be for: references of accounts that the statement's own lines name."""
        self._choose("all")
        rows = [page.model.row(place) for place in range(min(page.model.count(), 60))]
        return list(dict.fromkeys(row.tenancy_reference for row in rows if isinstance(row, LineRow) and row.tenancy_reference))

    def _finished(self, page: MoneyInPage, row: LineRow, sentence: str) -> None:
        self.drive.until(lambda: page.side.panel is None and page.model.place_of(row.id) is None, sentence)
        self.drive.settle()

    def _find(self, page: MoneyInPage, row: LineRow) -> None:
        self.drive.press("F")
        self.drive.write(self._names[0])
        self.drive.until(lambda: page.side.panel is not None and page.side.panel.chooser.model.count(),  # type: ignore[attr-defined]
                         "Somebody is found")
        self.drive.settle()
        self.drive.picture("line-found")
        self.drive.press("Enter")
        self._finished(page, row, "The line is posted to whom it was found for")

    def _split(self, page: MoneyInPage, row: LineRow) -> None:
        self.drive.press("S")
        for name, amount in zip(self._names, ("0.50", ""), strict=False):
            self.drive.write(name)
            self.drive.settle()
            self.drive.press("Enter")
            if amount:
                self.drive.write(amount)
                self.drive.press("Enter")
        self.drive.picture("line-split")
        self.drive.press("Ctrl+Enter")
        self._finished(page, row, "The line is split between two accounts")

    def _park(self, page: MoneyInPage, row: LineRow) -> None:
        self.drive.press("P")
        self.drive.write("Whose is this? The name is not on our list")
        self.drive.picture("line-parked")
        self.drive.press("Ctrl+Enter")
        self._finished(page, row, "The line is parked with its question")

    def _not_rent(self, page: MoneyInPage, row: LineRow) -> None:
        self.drive.press("N")
        self.drive.settle()
        self.drive.picture("line-not-rent")
        self.drive.press("Enter")
        self._finished(page, row, "The line went to an account that is not one person's")

    def _unidentified(self, page: MoneyInPage, row: LineRow) -> None:
        self.drive.press("U")
        self._finished(page, row, "The line is with the unidentified money")

    def take_back(self) -> None:
        """Ctrl+Z brings the last line back, Ctrl+Y does it again."""
        page = self._page()
        assert page._on_desk is not None
        before = page._on_desk.left
        self.drive.press("Ctrl+Z")
        self.drive.until(lambda: page._on_desk is not None and page._on_desk.left == before + 1, "The last line is taken back")
        self.drive.picture("taken-back")

    def likely(self) -> None:
        """Enter, Enter, Enter; a very long pile is posted as one in the end."""
        page = self._page()
        self._choose("likely")
        count = page._piles.count("likely")
        if count:
            self.drive.picture("likely")
        for _ in range(min(count, WALKED)):
            if page._current() is None or not page.is_valid("post_line"):
                break
            self._enter(page)
        self._post_rest(page, "likely")

    def _enter(self, page: MoneyInPage) -> None:
        row = page._current()
        assert row is not None
        self.drive.press("Enter")
        self.drive.until(lambda: page.model.place_of(row.id) is None or page.tabs.key() != "likely", "Enter posts the line")

    def _post_rest(self, page: MoneyInPage, pile: str) -> None:
        self.drive.settle()
        if page._piles.count(pile):
            if page.tabs.key() != pile:
                self._choose(pile)
            self.drive.press("Ctrl+Enter", "Ctrl+Enter")
            self.drive.until(lambda: not page._piles.count(pile), f"The pile {pile.replace('_', ' ')} is posted", 300)
            self.drive.settle()

    def not_rent(self) -> None:
        """Interest, charges and benefit runs, as the rules say."""
        page = self._page()
        if page._piles.count("not_rent"):
            self._choose("not_rent")
            self.drive.picture("not-rent")
            self._post_rest(page, "not_rent")

    def answer(self) -> None:
        """What nobody knows goes to unidentified money, and the parked line is answered."""
        page = self._page()
        for pile in ("needs_you", "parked"):
            if page._piles.count(pile):
                self._choose(pile)
                self.drive.picture(pile.replace("_", "-"))
                self.drive.press("Ctrl+A", "U")
                self.drive.until(lambda pile=pile: not page._piles.count(pile), "Every line has its place", 300)  # type: ignore[misc]
                self.drive.settle()

    # The proof.
    def agreed(self) -> None:
        """*Posted*, and *Agreed to bank*: two things, both true."""
        page = self._page()
        self.drive.until(lambda: page._proof is not None and page._proof.posted, "Every line of the statement is posted")
        proof = page._proof
        assert proof is not None
        self.drive.expect(proof.agreed, f"Bank and ledger agree to the penny ({proof.sentence})")
        self.drive.settle()
        said = [chip.text() for chip in page.header.chips.findChildren(Chip) if chip.isVisible()]
        self.drive.expect(said[:1] == ["Posted"] and said[1:2] and said[1].startswith("Agreed to bank"),
                          f"The head says Posted and Agreed to bank, not {said}")
        self.drive.picture("agreed-to-bank")

    def reconcile(self) -> None:
        """The report of the week, and its day sheet on paper."""
        self.drive.press("Ctrl+R")
        page = self.drive.page(ReconciliationPage)
        self.drive.until(lambda: page._shown is not None, "The reconciliation is worked out", 300)
        assert page._shown is not None
        self.drive.expect(page._shown.holds and all(bank.agreed for bank in page._shown.found.banks),
                          "Every account rolls forward and the bank agrees")
        self.drive.picture("reconciliation")
        self.drive.press("Ctrl+P")
        self.drive.until(lambda: isinstance(self.drive.window.cover(), PrintPanel), "The printer is asked for")
        self.drive.press("Enter")
        self.drive.until(lambda: list(self.drive.folder.glob("printed-*.pdf")) and not self.drive.window.desk.jobs(),
                         "The day sheet is printed")
        self.drive.settle()
