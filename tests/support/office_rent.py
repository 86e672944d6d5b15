"""Acts of an office on its rent accounts, each done twice: through the desk, and in the books of the model.

Every act takes two numbers that choose among what there is; what is missing it makes first. An act that must be refused
is tried, and has to be.
"""

import copy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.access.desk import Desk, Outcome
from housingdesk.errors import Refused
from housingdesk.rent.actions import accounts, adjustments, debit, ledger
from housingdesk.rent.models import Balance, Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.drafts import AdjustmentDraft, ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.values.dates import week_of
from tests.support.books import DAY, HB, OWN, UC, WEEK, Book, Charge, Share
from tests.support.desk import Clock
from tests.support.lettings import make_tenancy

_SPLITS: tuple[tuple[tuple[str, int | None], ...], ...] = (
    ((OWN, None),), ((HB, None),), ((OWN, 1414), (HB, None)), ((UC, None), (OWN, 700)), ((HB, 3500), (OWN, 70), (UC, None)))
_CODES = tuple(ChargeCode)
BEFORE = date(2000, 1, 1)
"""Earlier than anything here."""


def pick(things: Any, number: int) -> Any:
    """One of several."""
    ordered = list(things)
    return ordered[number % len(ordered)]


class RentActs:
    """The rent side. ``books`` holds the model's account for each account of the ledger."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.books: dict[int, Book] = {}
        self.people: dict[int, int] = {}
        self.subs: dict[int, int] = {}
        self.runs: list[tuple[date, int, int]] = []
        self.waived: set[int] = set()
        self.batches: dict[int, int] = {}
        self.adjusted: list[tuple[int, int, str, int]] = []
        self.closed_to = BEFORE
        self.run = 0

    @property
    def today(self) -> date:
        """The day on the office's clock."""
        return self.desk.today

    def to(self, day: date) -> None:
        """A later day begins."""
        assert isinstance(self.desk.clock, Clock)
        self.desk.clock.to(day)

    def refused(self, action: Any, words: str, **facts: Any) -> None:
        """An act that must be refused with these words, and is."""
        try:
            self.desk.do(action, **facts)
        except Refused as refusal:
            assert words in str(refusal), f"“{refusal}” instead of “{words}”"
            return
        raise AssertionError(f"{action.__name__} was not refused: {facts}")

    def taken_back(self, outcome: Outcome) -> Outcome:
        """Ctrl+Z."""
        assert outcome.take_back is not None
        return self.desk.do(outcome.take_back.action, **outcome.take_back.facts)

    @property
    def debited_before(self) -> date:
        """The first day no run has debited."""
        return self.runs[-1][0] + WEEK if self.runs else BEFORE

    def open_account(self, a: int, b: int) -> int:
        """Somebody moves in some days ago or ahead and is charged one or two lines."""
        starts = self.today + timedelta(a % 30 - 20)
        tenancy = make_tenancy(self.desk, f"Person {a} {'ABCDEFGH'[b % 8]}", start=starts)
        drafts = tuple(_draft(code, b + n) for n, code in enumerate(_CODES[a % 3:a % 3 + 1 + b % 2]))
        account = int(self.desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=drafts).value)
        book = self.books[account] = Book(starts)
        self.people[account] = tenancy
        for line, draft in zip(self._lines(account), drafts, strict=True):
            book.lines[line] = _charge(draft, starts)
        self._charge(book)
        return account

    def open_sub_account(self, a: int, b: int) -> None:
        """Court costs or recharges beside a rent account."""
        account = self._person(a)
        kind = (AccountKind.COURT_COSTS, AccountKind.RECHARGE)[b % 2]
        made = int(self.desk.do(accounts.open_sub_account, account_id=account, kind=kind).value)
        self.subs.setdefault(made, account)
        self.books.setdefault(made, Book(self.books[account].opens))

    def add_charge(self, a: int, b: int) -> None:
        """A charge from a day not yet debited; from one that is, it is refused."""
        account = self._current(a)
        book, draft = self.books[account], _draft(pick(_CODES, b), a)
        start = max(book.opens, book.charged_to) + timedelta(b % 10)
        if book.charged_to > book.opens:
            self.refused(accounts.add_charge, "This account is debited up to", account_id=account, draft=draft,
                         start=book.charged_to - DAY)
        end = start + timedelta(7 + a % 30) if a % 3 == 0 else None
        line = int(self.desk.do(accounts.add_charge, account_id=account, draft=draft, start=start, end=end).value)
        book.lines[line] = _charge(draft, start, end)

    def change_charge(self, a: int, b: int) -> None:
        """A charge becomes dearer from a day, its shares going on or with new ones."""
        account, line_id, line, start = self._line(a, b)
        pence, shares = line.pence + 70 * (1 + b % 5), _shares(b) if b % 3 == 0 else None
        made = int(self.desk.do(accounts.change_charge, line_id=line_id, pence=pence, start=start, shares=shares).value)
        new = Charge(pence, start, line.end)
        if shares is not None:
            new.shares = [Share(str(s.payer), s.pence, start, line.end) for s in shares]
        else:
            new.shares = [Share(s.payer, s.pence, max(s.start, start), s.end) for s in line.shares
                          if s.end is None or s.end > start]
        _cut(line, start)
        line.end = start
        self.books[account].lines[made] = new

    def change_shares(self, a: int, b: int) -> None:
        """Somebody else pays from a day on."""
        _, line_id, line, start = self._line(a, b)
        shares = _shares(a + b)
        self.desk.do(accounts.change_shares, line_id=line_id, shares=shares, start=start)
        _cut(line, start)
        line.shares += [Share(str(s.payer), s.pence, start, line.end) for s in shares]

    def end_charge(self, a: int, b: int) -> None:
        """A charge ends; ended again later it is refused."""
        _, line_id, line, before = self._line(a, b)
        self.desk.do(accounts.end_charge, line_id=line_id, before=before)
        _cut(line, before)
        line.end = before
        self.refused(accounts.end_charge, "already", line_id=line_id, before=before + WEEK)

    def run_debit(self, a: int, b: int) -> None:
        """The next week's debit; a second run of the same week posts nothing."""
        self._current(a)
        week = self.runs[-1][0] + WEEK if self.runs else week_of(self.today)
        if week > week_of(self.today) + WEEK:
            self.to(week)
        if not self._would_charge(week + WEEK):
            self.refused(debit.run_debit, "There is nothing to debit", week=week)
            return
        batch = int(self.desk.do(debit.run_debit, week=week).value)
        self.run += 1
        for account in self.people:
            book = self.books[account]
            if book.opens < week + WEEK:
                book.charge_to(week + WEEK, self.run)
        self.runs.append((week, batch, self.run))
        self.batches[batch] = self.run
        self.refused(debit.run_debit, "Nothing was posted twice", week=week)

    def reverse_debit(self, a: int, b: int) -> None:
        """The newest run is reversed; an older one, or one with an entry reversed by hand, is not."""
        if not self.runs:
            self.run_debit(a, b)
        week, batch, run = self.runs[-1]
        if len(self.runs) > 1:
            self.refused(debit.reverse_debit, "taken back in order", batch_id=self.runs[0][1], reason="Wrong rate")
        if run in self.waived:
            self.refused(debit.reverse_debit, "reversed already", batch_id=batch, reason="Wrong rate")
            return
        self.desk.do(debit.reverse_debit, batch_id=batch, reason="Wrong rate")
        for account in self.people:
            self.books[account].undo(run, week)
        self.runs.pop()

    def close_account(self, a: int, b: int) -> None:
        """An account ends on a day, in the past or to come; also one that has ended, with another last day."""
        account = self._person(a)
        book = self.books[account]
        last = max(book.opens, self.today + timedelta(b % 24 - 14))
        self.desk.do(accounts.close_account, tenancy_id=self.people[account], last_day=last)
        self._close(book, last)

    def reopen_account(self, a: int, b: int) -> None:
        """An account that has ended runs on."""
        ended = [account for account in self.people if self.books[account].closes]
        if not ended:
            self.close_account(a, b)
            ended = [account for account in self.people if self.books[account].closes]
        account = pick(ended, a)
        self.desk.do(accounts.reopen_account, tenancy_id=self.people[account])
        self.books[account].open_again()
        self._charge(self.books[account])

    def adjust(self, a: int, b: int) -> Outcome:
        """Money charged or credited with a reason, on any account of a person; not in a closed period."""
        self._person(a)
        account, pence, payer = pick([*self.people, *self.subs], a), (b % 4001) - 2000 or 7, pick(Payer, b)
        on = max(self.today - timedelta(b % 6), self.closed_to + DAY)
        draft = AdjustmentDraft(account, pence, payer, on, f"Reason {b}")
        self.refused(adjustments.adjust, "The ledger is closed to" if self.closed_to > BEFORE else "the future",
                     draft=replace(draft, effective_on=self.closed_to if self.closed_to > BEFORE else self.today + DAY))
        outcome = self.desk.do(adjustments.adjust, draft=draft)
        self.books[account].moved[str(payer)] += pence
        self.adjusted.append((outcome.value, account, str(payer), pence))
        return outcome

    def take_back_adjustment(self, a: int, b: int) -> None:
        """An adjustment is taken back, once."""
        outcome = self.adjust(a, b)
        batch, account, payer, pence = self.adjusted.pop()
        self.taken_back(outcome)
        self.books[account].moved[payer] -= pence
        self.refused(adjustments.take_back_adjustment, "reversed already", batch_id=batch)

    def reverse_entry(self, a: int, b: int) -> None:
        """One charge or adjustment is reversed by hand, once."""
        if a % 2 and self.adjusted:
            batch, account, payer, pence = self.adjusted.pop(b % len(self.adjusted))
            [entry] = self._entries(Entry.batch == batch)
            self.books[account].moved[payer] -= pence
        else:
            entry = self._standing_charge(a, b)
            self.books[entry.account_id].waive(str(entry.payer), entry.period_from, entry.period_to, entry.pence)
            self.waived.add(self.batches.get(entry.batch_id, 0))
        self.desk.do(ledger.reverse_entry, entry_id=entry.id, reason="Not owed")
        self.refused(ledger.reverse_entry, "reversed already", entry_id=entry.id, reason="Not owed")

    def close_ledger(self, a: int, b: int) -> None:
        """The ledger is closed some days further on."""
        to = self.today - timedelta(1 + a % 5)
        if to <= self.closed_to:
            self.refused(ledger.close_ledger, "already", to=to)
            self.to(self.today + timedelta(2 + a % 5))
            to = self.today - timedelta(1)
        self.desk.do(ledger.close_ledger, to=to)
        self.closed_to = to

    def days_pass(self, a: int, b: int) -> None:
        """Some days go by."""
        self.to(self.today + timedelta(1 + a % 9))

    def compare(self) -> None:
        """Every stored balance, whole and by payer, and the first day not debited, against the model."""
        found = {row[0]: row[1:] for row in self.desk.ask(lambda: list(Balance.select(
            Balance.account, Balance.pence, Balance.own_pence, Balance.hb_pence, Balance.uc_pence, Balance.support_pence,
            Balance.other_pence, Balance.charged_to).tuples()))}
        payers = (Payer.TENANT, Payer.HB, Payer.UC, Payer.SUPPORT, Payer.OTHER)
        for account, book in self.books.items():
            whole, *parts, charged_to = found.pop(account)
            stored = {str(payer): pence for payer, pence in zip(payers, parts, strict=True) if pence}
            assert stored == book.owed(), f"account {account}"
            assert whole == sum(parts)
            if account in self.people and not book.closes:
                assert charged_to == book.charged_to, f"account {account}"
        assert not any(row[0] for row in found.values()), "money on an account the model knows nothing of"

    def _person(self, number: int) -> int:
        return int(pick(self.people, number)) if self.people else self.open_account(number, number)

    def _current(self, number: int) -> int:
        """An account that runs."""
        running = [account for account in self.people if not self.books[account].closes]
        return int(pick(running, number)) if running else self.open_account(number, number)

    def _line(self, a: int, b: int) -> tuple[int, int, Charge, date]:
        """A charge line of an account that runs, and a day from which it can change."""
        found = [(account, number, line, start) for account in self.people if not self.books[account].closes
                 for number, line in self.books[account].lines.items()
                 for start in (max(self.books[account].charged_to, line.start + DAY) + timedelta(b % 9),)
                 if line.end is None or start < line.end]
        if not found:
            self.add_charge(3 * a + 1, b)
            return self._line(a, b)
        account, number, line, start = pick(found, a)
        return account, number, line, start

    def _charge(self, book: Book) -> None:
        """The days that runs have debited before the account was there."""
        self.run += 1
        if book.opens < self.debited_before:
            book.charge_to(self.debited_before, self.run)

    def _close(self, book: Book, last: date) -> None:
        book.open_again()
        book.closes = last
        self.run += 1
        if book.opens < self.debited_before:
            book.charge_to(min(last + DAY, self.debited_before), self.run)
        book.close(last)

    def _would_charge(self, before: date) -> bool:
        for account in self.people:
            book = copy.deepcopy(self.books[account])
            if book.opens < before:
                book.charge_to(before, 0)
            if 0 in book.first_of_run:
                return True
        return False

    def _standing_charge(self, a: int, b: int) -> Any:
        """A charge that no entry reverses, of an account that runs; made when there is none."""
        running = [account for account in self.people if not self.books[account].closes]
        mirror = Entry.alias()
        found = self.desk.ask(lambda: list(
            Entry.select().join(mirror, "LEFT OUTER JOIN", on=(mirror.reverses == Entry.id))
            .where(Entry.account.in_(running or [0]) & (Entry.kind == EntryKind.CHARGE) & Entry.reverses.is_null()
                   & mirror.id.is_null()).order_by(Entry.id)))
        if not found:
            self.open_account(a, b)
            self.run_debit(a, b)
            return self._standing_charge(a, b)
        return pick(found, b)

    def _entries(self, where: Any) -> list[Any]:
        return list(self.desk.ask(lambda: list(Entry.select().where(where))))

    def _lines(self, account: int) -> list[int]:
        return sorted(row.line_id for row in self.desk.ask(account_queries.charges_in_force, account_id=account,
                                                           on=self.books[account].opens))


def _draft(code: ChargeCode, number: int) -> ChargeDraft:
    return ChargeDraft(code, f"{code} {number}", 7 * (600 + number % 900), _shares(number))


def _shares(number: int) -> tuple[ShareDraft, ...]:
    return tuple(ShareDraft(Payer(payer), pence) for payer, pence in pick(_SPLITS, number))


def _charge(draft: ChargeDraft, start: date, end: date | None = None) -> Charge:
    return Charge(draft.pence, start, end, [Share(str(s.payer), s.pence, start, end) for s in draft.shares])


def _cut(line: Charge, before: date) -> None:
    """No share of a line holds from this day on."""
    line.shares = [share for share in line.shares if share.start < before]
    for share in line.shares:
        if share.end is None or share.end > before:
            share.end = before
