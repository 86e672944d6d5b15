"""Acts of an office on its bank lines, each done through the desk and in the books of the model; with those on rent."""

from dataclasses import dataclass, field
from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.queries import reconcile
from housingdesk.bank.queries.importing import Prepared, prepare
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.splits import Share
from housingdesk.rent.actions import ledger
from housingdesk.rent.models import Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import AccountKind
from tests.support.banking import file_of, make_bank
from tests.support.books import HB, OWN, UC, Book
from tests.support.office_rent import BEFORE, RentActs, pick

_WORDS = (("RENT", OWN), ("HB RUN", HB), ("DWP UC", UC), ("CARD", OWN))
_FORMATS = ("mt940", "camt.053")
_OPENING = 100_000


@dataclass(slots=True)
class Money:
    """One line of the bank as the model knows it; ``parts`` are the accounts it is posted to with their pence.

    ``counted`` is for whom it counted on each account when it went there.
    """

    pence: int
    payer: str
    file: int
    state: str = "waiting"
    parts: tuple[tuple[int, int], ...] = ()
    in_suspense: bool = False
    cleared_to: tuple[int, int] | None = None
    was_posted: bool = False
    counted: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class File:
    """A file that is in: its lines as written, oldest first, and the balance before them."""

    id: int
    opening: int
    format: str
    lines: list[Line]


class Office(RentActs):
    """All acts. ``money`` holds the model's line for each line of the bank."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.money: dict[int, Money] = {}
        self.files: list[File] = []
        self.bank = self.suspense = 0
        self.heads: list[str] = []
        self.written = 0
        self._payers: dict[int, str] = {}

    def begin(self) -> None:
        """Our bank account with the ledger accounts that postings need, and one person."""
        self.bank = make_bank(self.desk, _OPENING)
        for kind in (AccountKind.SUSPENSE, AccountKind.CONTROL, AccountKind.NOMINAL):
            for row in self.desk.ask(lambda kind=kind: account_queries.ledger_accounts(kind)):
                self.books[row.id] = Book(BEFORE)
                self.suspense = row.id if kind is AccountKind.SUSPENSE else self.suspense
        self.open_account(1, 1)

    def bring_in(self, a: int, b: int) -> None:
        """A statement of one to four new lines; brought in again it adds nothing."""
        total = _OPENING + sum(money.pence for money in self.money.values())
        file = File(0, total, _FORMATS[b % len(_FORMATS)], [self._written(a + n, b) for n in range(1 + b % 4)])
        self._import(file, len(file.lines))
        self.refused(importing.import_statement, "lines are in already", prepared=self._prepare(file))

    def bring_in_overlapping(self, a: int, b: int) -> None:
        """The newest file once more with one line after it: only that one is new."""
        if not self.files or self.files[-1].lines[-1].on < self.today:
            self.bring_in(a, b)
        last = self.files[-1]
        line = self._written(a, b)._replace(on=self.today)
        self._import(File(0, last.opening, last.format, [*last.lines, line]), 1)

    def take_file_out(self, a: int, b: int) -> None:
        """A file goes out again, unless a line of it is or was in the books."""
        self.bring_in(a, b)
        file = self.files[-1] if b % 8 else pick(self.files, a)
        inside = [number for number, money in self.money.items() if money.file == file.id]
        if any(self.money[n].state == "posted" for n in inside):
            self.refused(importing.take_file_out, "are posted already", file_id=file.id)
        elif any(self.money[n].was_posted for n in inside):
            self.refused(importing.take_file_out, "the ledger keeps that", file_id=file.id)
        else:
            self.desk.do(importing.take_file_out, file_id=file.id)
            for number in inside:
                del self.money[number]
            self.files.remove(file)

    def post_lines(self, a: int, b: int) -> None:
        """Some lines, whole, to people, codes or control accounts; posted again they are refused."""
        lines = self._waiting(1 + b % 3)
        choices = [(number, pick(self.books, a + 7 * n)) for n, number in enumerate(lines)]
        self.desk.do(posting.post_lines, choices=choices)
        for number, account in choices:
            self._post(number, ((account, self.money[number].pence),))
            self.money[number].in_suspense = account == self.suspense
        self.refused(posting.post_lines, "nothing was posted twice", choices=choices)

    def post_pile(self, a: int, b: int) -> None:
        """Every line of a pile to its suggestion."""
        piles = self._piles()
        if not piles:
            self.bring_in(4 * a, b)
            piles = self._piles()
        if not piles:
            return
        tier = pick(sorted(piles), b)
        count = self.desk.do(posting.post_pile, bank_account_id=self.bank, tier=tier).value
        assert count == len(piles[tier])
        for number, account in piles[tier]:
            self._post(number, ((account, self.money[number].pence),))

    def post_split(self, a: int, b: int) -> None:
        """One line in two or three parts, the last of them the rest; parts that leave something over are refused."""
        while len(self.people) < 3:
            self.open_account(a, b)
        [number] = self._waiting(1)
        pence = self.money[number].pence
        chosen = [pick(self.people, a + n) for n in range(2 + b % 2)]
        part = pence // 4 or (1 if pence > 0 else -1)
        parts = [(account, part) for account in chosen[:-1]]
        parts.append((chosen[-1], pence - part * len(parts)))
        if abs(pence) < 4:
            return self.post_lines(a, b)
        shares = tuple(Share(account, some) for account, some in parts)
        self.refused(posting.post_split, "is left", line_id=number, parts=(*shares[:-1], Share(chosen[-1], part)))
        self.desk.do(posting.post_split, line_id=number, parts=(*shares[:-1], Share(chosen[-1], None)))
        self._post(number, tuple(parts))
        return None

    def post_to_suspense(self, a: int, b: int) -> int:
        """One line as unidentified money."""
        [number] = self._waiting(1)
        self.desk.do(posting.post_to_suspense, line_ids=[number], note="Whose?")
        self._post(number, ((self.suspense, self.money[number].pence),))
        self.money[number].in_suspense = True
        return number

    def clear_suspense(self, a: int, b: int) -> int:
        """Unidentified money goes to somebody, once; its posting can then not be taken back."""
        there = [n for n, money in self.money.items() if money.in_suspense]
        number = pick(there, a) if there else self.post_to_suspense(a, b)
        money, account = self.money[number], pick(self.people, b)
        outcome = self.desk.do(posting.clear_suspense, line_id=number, account_id=account)
        assert outcome.take_back is not None
        money.in_suspense, money.cleared_to = False, (account, int(outcome.take_back.facts["batch_id"]))
        self._clear(money, account, 1)
        self.refused(posting.clear_suspense, "not in suspense any more", line_id=number, account_id=account)
        self.refused(posting.take_back_posting, "moved out of suspense", line_ids=[number])
        return int(number)

    def take_back_clearing(self, a: int, b: int) -> None:
        """It was not theirs after all; one half alone cannot be reversed by hand."""
        there = [n for n, money in self.money.items() if money.cleared_to]
        number = pick(there, a) if there else self.clear_suspense(a, b)
        money = self.money[number]
        assert money.cleared_to is not None
        account, batch = money.cleared_to
        half = pick(self._entries(Entry.batch == batch), b)
        self.refused(ledger.reverse_entry, "moved from one account to another", entry_id=half.id, reason="Wrong")
        self.desk.do(posting.take_back_clearing, line_id=number, batch_id=batch)
        money.in_suspense, money.cleared_to = True, None
        self._clear(money, account, -1)
        self.refused(posting.take_back_clearing, "not where it was moved to", line_id=number, batch_id=batch)

    def take_back_posting(self, a: int, b: int) -> None:
        """Some posted lines are waiting again."""
        there = [n for n, money in self.money.items() if money.state == "posted" and money.cleared_to is None]
        if not there:
            self.post_lines(a, b)
            there = [n for n, money in self.money.items() if money.state == "posted" and money.cleared_to is None]
        chosen = sorted({pick(there, a + 3 * n) for n in range(1 + b % 3)})
        entry = pick(self._entries(Entry.bank_line.in_(chosen)), b)
        self.refused(ledger.reverse_entry, "came through the bank", entry_id=entry.id, reason="Wrong")
        self.desk.do(posting.take_back_posting, line_ids=chosen)
        for number in chosen:
            money = self.money[number]
            for account, pence in money.parts:
                self.books[account].moved[money.counted[account]] += pence
            money.state, money.parts, money.in_suspense = "waiting", (), False
        self.refused(posting.take_back_posting, "has dealt with one of these", line_ids=chosen)

    def park(self, a: int, b: int) -> int:
        """A line waits for an answer."""
        [number] = self._waiting(1)
        self.desk.do(posting.park, line_id=number, question=f"Whose is this {a}?", asked_user_id=self.desk.who.id)
        self.money[number].state = "parked"
        return number

    def unpark(self, a: int, b: int) -> None:
        """The answer came."""
        number = self._in_state("parked", a) or self.park(a, b)
        self.desk.do(posting.unpark, line_id=number)
        self.money[number].state = "waiting"

    def leave_out(self, a: int, b: int) -> int:
        """A line counts nowhere; it cannot be posted."""
        number = (self._in_state("parked", a) if b % 2 else 0) or self._waiting(1)[0]
        self.desk.do(importing.leave_out, line_id=number)
        self.money[number].state = "left out"
        self.refused(posting.post_lines, "Look at the list again", choices=[(number, self.suspense)])
        return int(number)

    def put_back_in(self, a: int, b: int) -> None:
        """It counts after all."""
        number = self._in_state("left out", a) or self.leave_out(a, b)
        self.desk.do(importing.put_back_in, line_id=number)
        self.money[number].state = "waiting"

    def prove(self) -> None:
        """The proof of everything: all that ``verify`` looks at, with a head from earlier, and bank against ledger."""
        _, head = self.desk.ask(ledger_queries.head)
        self.heads.append(head)
        assert self.desk.ask(verify.verify, head=self.heads[len(self.heads) // 2]) == []
        counted = [money for money in self.money.values() if money.state != "left out"]
        proof = self.desk.ask(reconcile.bank_proof, bank_account_id=self.bank)
        assert proof.lines_pence == _OPENING + sum(money.pence for money in counted)
        assert proof.ledger_pence == _OPENING + sum(money.pence for money in counted if money.state == "posted")
        assert proof.open_lines == sum(money.state != "posted" for money in counted)
        everything = self.desk.ask(ledger_queries.balances_as_at, on=self.today + timedelta(days=400))
        owed = {account: sum(book.owed().values()) for account, book in self.books.items()}
        assert {account: pence for account, pence in everything.items() if pence} == {a: p for a, p in owed.items() if p}
        report = self.desk.ask(reconcile.reconciliation, start=self.today - timedelta(20), end=self.today)
        assert all(row.holds for row in report.rows)

    def _written(self, a: int, b: int) -> Line:
        """A new line, no two alike; some say whose they are."""
        self.written += 1
        words, payer = pick(_WORDS, a)
        pence = -(500 + b) if b % 5 == 4 else 7 * (600 + b % 900)
        if a % 4 == 0 and self.people:
            account = self.desk.ask(account_queries.account, account_id=pick(self.people, b))
            words, payer = account.reference, OWN
        self._payers[self.written] = payer
        return Line(self.today - timedelta(a % 2), pence, f"{words} N{self.written:05d}", None, None, None, None)

    def _prepare(self, file: File) -> Prepared:
        data = file_of(file.lines, file.opening, file.format)
        found: Prepared = self.desk.ask(prepare, name="statement", data=data, today=self.today, bank_account_id=self.bank)
        return found

    def _import(self, file: File, new: int) -> None:
        file.lines.sort(key=lambda line: line.on)
        prepared = self._prepare(file)
        assert len(prepared.new) == new, "lines that are in came in again, or new ones did not"
        file.id = int(self.desk.do(importing.import_statement, prepared=prepared).value)
        self.files.append(file)
        rows = self.desk.ask(lambda: list(BankLine.select(BankLine.id, BankLine.pence, BankLine.narrative)
                                          .where(BankLine.file == file.id).tuples()))
        for number, pence, narrative in rows:
            self.money[number] = Money(pence, self._payers[int(narrative[-5:])], file.id)

    def _waiting(self, count: int) -> list[int]:
        """So many lines that wait or are parked."""
        found = [n for n, money in self.money.items() if money.state in ("waiting", "parked")]
        while len(found) < count:
            self.bring_in(self.written, self.written + 3)
            found = [n for n, money in self.money.items() if money.state in ("waiting", "parked")]
        return found[:count]

    def _in_state(self, state: str, number: int) -> int:
        found = [n for n, money in self.money.items() if money.state == state]
        return int(pick(found, number)) if found else 0

    def _piles(self) -> dict[str, list[tuple[int, int]]]:
        suggested = BankLine.proposed.is_null(False) & (BankLine.tier != Tier.NEEDS_YOU)
        rows = self.desk.ask(lambda: list(BankLine.select(BankLine.id, BankLine.tier, BankLine.proposed)
                                          .where((BankLine.state == LineState.WAITING) & suggested).tuples()))
        piles: dict[str, list[tuple[int, int]]] = {}
        for number, tier, account in rows:
            piles.setdefault(tier, []).append((number, account))
        return piles

    def _payer(self, money: Money, account: int) -> str:
        """For whom it counts: for benefit only where benefit has a part of the charges."""
        if account not in self.people and account not in self.subs:
            return "other"
        known = {share.payer for charge in self.books[account].lines.values() for share in charge.shares}
        return money.payer if money.payer in known else OWN

    def _post(self, number: int, parts: tuple[tuple[int, int], ...]) -> None:
        money = self.money[number]
        money.state, money.parts, money.was_posted = "posted", parts, True
        for account, pence in parts:
            money.counted[account] = self._payer(money, account)
            self.books[account].moved[money.counted[account]] -= pence

    def _clear(self, money: Money, account: int, sign: int) -> None:
        if sign > 0:
            money.counted[account] = self._payer(money, account)
        self.books[self.suspense].moved["other"] += sign * money.pence
        self.books[account].moved[money.counted[account]] -= sign * money.pence
