"""The rent week by keys, once Today is there: a call, the debit, the bank, one account, letters, settings and users."""

from collections.abc import Callable
from pathlib import Path

from housingdesk.letters import queries as letter_queries
from housingdesk.mailings.rules import tally
from housingdesk.people import queries as people_queries
from housingdesk.people.rules import ContactKind
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.access.users_page import UsersPage
from housingdesk.ui.app.registry import find
from housingdesk.ui.arrears.page import ArrearsPage
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.print_panel import ManyPanel
from housingdesk.ui.kit.search import FindPanel, Hit
from housingdesk.ui.letters.page import LettersPage
from housingdesk.ui.mailings.run_page import LetterRunPage
from housingdesk.ui.rent.debit_page import DebitPage
from housingdesk.ui.settings.page import SettingsPage
from housingdesk.ui.tour.bank_steps import BankSteps
from housingdesk.ui.tour.driver import Driver, NotReached

LETTERS = 1_000
PRINTED = 40
_KEPT, _LOOKED_AT = 20, 300


class RentWeek:
    """One Monday, from the first call to the letterbox."""

    def __init__(self, driver: Driver, statement: Path) -> None:
        self.drive = driver
        self.bank = BankSteps(driver, statement)

    def run(self) -> None:
        """Every step, in order."""
        for name, do in (("Find somebody by four digits of a phone number", self.find),
                         ("Look at the debit", self.look_at_debit), ("Post the debit", self.post_debit),
                         *self.bank.steps(), ("Explain a balance", self.explain),
                         ("Arrears list: filter and tick", self.arrears), ("Letters proposed", self.propose),
                         ("Letters made", self.make), ("Letters printed", self.print), ("Letters posted", self.post),
                         ("Settings", self.settings), ("Users", self.users)):
            self.drive.step(name, do)

    # Somebody rings.
    def find(self) -> None:
        """She is on the phone; all we have is the end of her number."""
        digits, go = self._digits()
        self.drive.press("Ctrl+K")
        self.drive.write(digits)
        self.drive.until(lambda: [hit.go for hit in self._hits()[:1]] == [go],
                         f"The first hit for {digits} is whose phone it is")
        self.drive.picture("find-by-phone")
        self.drive.press("Enter")
        here = self.drive.window.navigator
        self.drive.until(lambda: here.current is not None and here.current.go == go, "The file is open")
        self.drive.picture("file")

    def _hits(self) -> list[Hit]:
        panel = self.drive.window.cover()
        return list(panel.hits.hits) if isinstance(panel, FindPanel) else []

    def _digits(self) -> tuple[str, Go]:
        """Four digits that end somebody's number and nobody else's, and the file they open."""
        contacts = self.drive.ask(people_queries.contacts, person_ids=list(range(1, _LOOKED_AT)))
        for contact in contacts:
            digits = (contact.digits or "")[-4:]
            hits = self.drive.ask(find, text=digits) if contact.kind is ContactKind.PHONE and len(digits) == 4 else []
            if hits and hits[0].go is not None and self._is_of(hits[0].go, contact.person_id):
                return digits, hits[0].go
        raise NotReached("Nobody has a phone number whose last four digits find them first")

    def _is_of(self, go: Go, person_id: int) -> bool:
        if "tenancy_id" in go.facts:
            people = self.drive.ask(holders, tenancy_ids=[go.facts["tenancy_id"]])
            return any(holder.person_id == person_id for holder in people)
        return bool(go.facts.get("person_id") == person_id)

    # The debit.
    def look_at_debit(self) -> None:
        """What is new, ended, changed, and not debited."""
        self.drive.press("Ctrl+4")
        page = self.drive.page(DebitPage)
        self.drive.until(lambda: page._preview is not None, "The next debit is worked out", 180)
        self.drive.picture("debit-preview")

    def post_debit(self) -> None:
        """One look at the total, then the same key again; weeks that wait are posted one after the other."""
        page = self.drive.page(DebitPage)
        self.drive.until(lambda: page.is_valid("post_debit"), "There is a debit to post")
        assert page._preview is not None
        week, before = page._preview.week, page.history.count()
        self.drive.press("Ctrl+Enter")
        self.drive.until(page.summary.is_open, "The debit says its total first")
        self.drive.picture("debit-summary")
        self.drive.press("Ctrl+Enter")
        self.drive.until(lambda: page._preview is not None and page._preview.week > week, "The debit is posted", 300)
        self.drive.settle()
        newest = page.history.rows()[0]
        self.drive.expect(page.history.count() >= before and newest.reversed_by is None, "The debit stands in the ledger")
        self.drive.picture("debit-posted")

    # One account.
    def explain(self) -> None:
        """What do I owe, and why? One key after the file."""
        self.drive.press("Ctrl+6")
        page = self.drive.page(ArrearsPage)
        self.drive.until(lambda: page.model.count(), "Somebody is behind", 120)
        self.drive.settle()
        self.drive.focus(page.table)
        self.drive.press("Home", "Enter")
        account = self.drive.page(AccountPage)
        self.drive.settle()
        self.drive.picture("rent-account")
        self.drive.press("E")
        self.drive.settle()
        self.drive.expect(account.isVisible(), "The account explains its balance")
        self.drive.picture("balance-explained")

    # Letters.
    def arrears(self) -> None:
        """Narrow the list, clear it again, and tick whoever is behind."""
        self.drive.press("Ctrl+6")
        page = self.drive.page(ArrearsPage)
        self.drive.settle()
        everybody = page.model.count()
        name = page.model.rows()[min(2, everybody - 1)].names.split()[-1]
        self.drive.press("Ctrl+F")
        self.drive.write(name)
        self.drive.until(lambda: 0 < page.model.count() <= everybody and page.filters.narrows(), "The list is narrowed")
        self.drive.picture("arrears-filtered")
        self._leave(lambda: not page.filters.narrows(), "Esc clears the filter")
        self.drive.until(lambda: page.model.count() == everybody, "The whole list is back")
        self._tick(page, everybody)
        self.drive.picture("arrears-ticked")

    def _tick(self, page: ArrearsPage, everybody: int) -> None:
        self.drive.focus(page.table)
        self.drive.press("Home")
        if everybody <= LETTERS:
            self.drive.press("Ctrl+A")
        else:
            while len(page.table.view.selectionModel().selectedRows()) < LETTERS:
                self.drive.press("Shift+PgDown")
            self.drive.press("Space")
        self.drive.until(lambda: len(page.model.ticked()) >= min(everybody, LETTERS), "They are ticked")

    def propose(self) -> None:
        """Each is proposed the letter they are due, exceptions first."""
        self.drive.press("L")
        page = self.drive.page(LetterRunPage)
        self.drive.until(lambda: page._rows and page.is_valid("make"), "At least one letter is ready to make", 180)
        found = tally(page._rows)
        adds_up = found.chosen == found.ready + found.held + found.not_due
        self.drive.expect(adds_up and found.sentence in page.header.subtitle.text(), "The counts add up on screen")
        self.drive.press("Home")
        for _ in range(next(place for place, row in enumerate(page.model.rows()) if row.ready)):
            self.drive.press("Down")
        self.drive.until(page.view.pages, "A letter is shown as it will be")
        self.drive.picture("letters-proposed")

    def make(self) -> None:
        """Drawn in a worker, kept as issued in one act."""
        self.drive.press("Ctrl+Enter")
        self.drive.until(lambda: isinstance(self.drive.window.current, LettersPage), "The letters are made", 900)
        page = self.drive.page(LettersPage)
        self.drive.until(lambda: page.tabs.key() == "ready" and page.model.count(), "The letters wait for the printer", 120)
        self.drive.focus(page.table)
        self.drive.press("Home")
        self.drive.until(page.view.pages, "The letter is shown as it was issued")
        self.drive.picture("letters-to-print")
        self._keep(page)

    def _keep(self, page: LettersPage) -> None:
        """The PDFs as issued, for whoever looks at the tour."""
        folder = self.drive.folder / "letters"
        folder.mkdir(exist_ok=True)
        for row in page.model.rows()[:_KEPT]:
            name = f"{row.id:04}-{row.title}-{row.addressee}".replace(" ", "-").replace("/", "-")
            (folder / f"{name}.pdf").write_bytes(self.drive.ask(letter_queries.pdf, letter_id=row.id))

    def print(self) -> None:
        """One job in order; then: did all come out?"""
        page = self.drive.page(LettersPage)
        count = page.model.count()
        self.drive.focus(page.table)
        if count > PRINTED:
            self.drive.press("Home", *["Shift+Down"] * (PRINTED - 1), "Space")
        self.drive.press("Ctrl+P")
        self.drive.until(lambda: isinstance(self.drive.window.cover(), ManyPanel), "The printer is asked for", 120)
        self.drive.picture("print-panel")
        self.drive.press("Enter")
        self.drive.until(lambda: self.drive.window.notices.question is not None, "The printer has them all", 600)
        self.drive.picture("did-all-come-out")
        self.drive.press("Tab", "Enter")
        left = max(0, count - PRINTED)
        self.drive.until(lambda: page.tabs.key() == "printed" or (left and page.model.count() == left),
                         "They are marked as printed")
        self.drive.settle()

    def post(self) -> None:
        """Off to the letterbox."""
        page = self.drive.page(LettersPage)
        if page.tabs.key() != "printed":
            self.drive.focus(page.tabs)
            self.drive.press("Right")
        self.drive.until(lambda: page.tabs.key() == "printed" and page.model.count(), "The printed letters are listed")
        self.drive.focus(page.table)
        self.drive.picture("letters-printed")
        self.drive.press("T")
        self.drive.until(lambda: not page.is_valid("gone_today"), "They are marked as posted")
        self.drive.picture("letters-posted")

    # The office.
    def settings(self) -> None:
        """Every value from a day on, with its history."""
        self.drive.press("Ctrl+K")
        self.drive.write(">settings")
        self.drive.press("Enter")
        page = self.drive.page(SettingsPage)
        self.drive.until(lambda: page.model.count(), "The settings are listed")
        self.drive.focus(page.table)
        self.drive.press("Home", "Down")
        self.drive.picture("settings")
        self.drive.press("Enter")
        self.drive.settle()
        self.drive.picture("settings-change")
        self._leave(lambda: page._form is None, "Esc leaves the value as it is")

    def _leave(self, is_left: Callable[[], object], sentence: str) -> None:
        """Esc, as often as it takes: the first may only put a toast away."""
        for _ in range(3):
            if not is_left():
                self.drive.press("Esc")
        self.drive.until(is_left, sentence)

    def users(self) -> None:
        """Who works here, and what was done."""
        self.drive.press("U")
        page = self.drive.page(UsersPage)
        self.drive.until(lambda: page.model.count(), "The users are listed")
        self.drive.press("Home")
        self.drive.picture("users")
        self.drive.focus(page.tabs)
        self.drive.press("Right")
        self.drive.until(lambda: page.audit_model.count(), "What was done is listed")
        self.drive.picture("what-was-done")

