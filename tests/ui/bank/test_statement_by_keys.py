"""A statement of 300 lines posted on Money in by keys alone, each one counted: the very first of an office, in the first month,
and after three months of learning (ux.md §5.1, A2 and A3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.access.models import FindEntry
from housingdesk.bank.actions import importing
from housingdesk.bank.models import BankAccount, BankLine
from housingdesk.bank.parsers.writers import write_statements
from housingdesk.bank.queries import reconcile
from housingdesk.bank.queries.importing import prepare
from housingdesk.bank.queries.lines import LineRow
from housingdesk.demo.bank_files import OUR_NUMBER, OUR_SORT_CODE, to_statement
from housingdesk.demo.labelled import Account, Labelled, labelled
from housingdesk.demo.lines import TruthKind
from housingdesk.rent.actions import accounts
from housingdesk.rent.models import Entry
from housingdesk.ui.bank.page import MoneyInPage
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.text import fold
from tests.benchmarks.importing import insert_account, remember
from tests.ui.support.driving import press, show, type_text

SEED, TENANCIES, LINES = 31, 1_150, 300
# Money in is opened, the file dropped on it, and taken in after a look at its totals; these are not driven here.
TO_OPEN = 3


@cache
def town() -> Labelled:
    return labelled(SEED, TENANCIES, with_payer_account=True, months=14)


@dataclass
class Typist:
    """Presses keys as somebody would who knows whose money each line is, and counts them."""

    page: MoneyInPage
    truth: dict[int, int | None]
    people: dict[int, Account]
    keys: int = TO_OPEN

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        press(self.page, *keys)

    def whole_pile(self, key: str) -> None:
        """One look at the sum, then all of it."""
        if self.page.tabs.key() != key:
            return
        self.press("Ctrl+Enter", "Ctrl+Enter")

    def one_by_one(self, key: str) -> None:
        while self.page.tabs.key() == key and (row := self.page._current()) is not None:
            before = self.keys
            self._deal_with(row)
            assert self.keys > before

    def by_screens(self, key: str) -> None:
        """Reads a screen, puts right what is wrong on it, and posts the rest of it together."""
        while self.page.tabs.key() == key and self.page._current() is not None:
            before, shown = self.keys, self.page._in_view()
            wrong = next((row for row in shown if row.account_id != self.truth[row.id]), None)
            if wrong is None:
                self.press("A", "Enter")
            else:
                self._go_to(wrong)
                self._deal_with(wrong)
            assert shown and self.keys > before

    def _go_to(self, row: LineRow) -> None:
        by = (self.page.model.place_of(row.id) or 0) - self.page.table.view.currentIndex().row()
        self.press(*["Down" if by > 0 else "Up"] * abs(by))

    def _deal_with(self, row: LineRow) -> None:
        wanted = self.truth[row.id]
        offered = [s.account_id for s in row.suggestions[:5]]
        if wanted is None:
            self.press("U")
        elif row.account_id == wanted:
            self.press("Enter")
        elif wanted in offered:
            self.press(str(offered.index(wanted) + 1))
        else:
            self._find(wanted)

    def _find(self, wanted: int) -> None:
        """Surname and as much of the first name as it takes, then the arrows."""
        self.press("F")
        name = self.people[wanted].payee.tenants[0]
        text = fold(f"{name.surname} {name.forename}").lower()
        chooser = self.page.side.panel.chooser  # type: ignore[union-attr]
        least = len(fold(name.surname))
        for end in range(least, len(text) + 1):
            type_text(self.page, text[:end] if end == least else text[end - 1])
            place = chooser.model.place_of(wanted)
            if place is not None and place < 4:
                break
        else:
            raise AssertionError(f"{text} is not found")
        self.keys += end
        self.press(*["Down"] * place, "Enter")


@pytest.fixture
def office(sqlite_desk: Desk) -> Iterator[Desk]:
    """The town's people and accounts, our bank account, and what finds people."""
    desk, made = sqlite_desk, town()
    with desk.store.connected() as database, database.atomic():
        for account in made.accounts:
            insert_account(database.cursor(), account)
        FindEntry.insert_many([{
            "kind": "tenancy", "record": a.payee.account, "label": a.payee.reference, "detail": "", "start": "", "rank": 0,
            "words": "".join(f" {fold(w).lower()}" for n in a.payee.tenants for w in f"{n.forename} {n.surname}".split())}
            for a in made.accounts]).execute()
    first = made.test[0].on
    desk.do(accounts.open_standard_accounts)
    desk.do(importing.add_bank_account, name="Rents", sort_code=OUR_SORT_CODE, number=OUR_NUMBER, opening_pence=0,
            opening_on=first)
    yield desk


def statement_after(desk: Desk, days: int) -> dict[int, int | None]:
    """Takes the next 300 lines in after so many days of confirmed statements; the true account of each line by its id."""
    made = town()
    since = made.test[0].on - timedelta(days)
    with desk.store.connected() as database, database.atomic():
        remember(database.cursor(), [line for line in made.history if line.on >= since])
    lines = made.test[:LINES]
    data = write_statements("camt.053", [to_statement(lines, 0)])
    desk.do(importing.import_statement, prepared=desk.ask(prepare, name="s.xml", data=data, today=lines[-1].on,
                                                          bank_account_id=desk.ask(lambda: BankAccount.get().id)))
    rows = desk.ask(lambda: list(BankLine.select(BankLine.id, BankLine.number).tuples()))
    truths = [line.truth for line in lines]
    return {i: truths[n - 1].account if truths[n - 1].kind is TruthKind.RENT else None for i, n in rows}


@pytest.mark.parametrize(("days", "most", "certain"), [(0, 175, 0.5), (21, 175, 0.75), (91, 60, 0.92)])
def test_a_statement_is_posted_within_its_keys(qtbot: QtBot, qt_desk: QtDesk, office: Desk, days: int, most: int,
                                               certain: float) -> None:
    truth = statement_after(office, days)
    page = show(qtbot, MoneyInPage(qt_desk))
    sure, rent = page._piles.count("certain"), sum(account is not None for account in truth.values())
    typist = Typist(page, truth, {a.payee.account: a for a in town().accounts})
    typist.whole_pile("certain")
    typist.by_screens("likely")
    typist.one_by_one("needs_you")
    typist.whole_pile("not_rent")
    posted = dict(office.ask(lambda: list(Entry.select(Entry.bank_line, Entry.account).where(Entry.bank_line.is_null(False))
                                          .tuples())))
    assert {i: posted[i] for i, account in truth.items() if account is not None} == {
        i: account for i, account in truth.items() if account is not None}, "nothing wrong"
    assert len(posted) == LINES and office.ask(reconcile.bank_proof, bank_account_id=1).posted
    assert typist.keys <= most and sure / rent >= certain
