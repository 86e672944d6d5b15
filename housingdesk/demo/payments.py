"""The weeks go by: what is charged, and every line of the bank statement with its true answer.

It decides the order of things within a week: what was charged before it is paid for by benefit, then the week is
charged, then people pay. Weeks come one at a time, so that a large association needs little memory.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from housingdesk.demo.accounts import Debit, RunningAccount
from housingdesk.demo.benefit_runs import BenefitRuns
from housingdesk.demo.chance import stream
from housingdesk.demo.conduct import Means
from housingdesk.demo.desk_money import deposit
from housingdesk.demo.lines import BankLine, Schedule
from housingdesk.demo.payers import quoting
from housingdesk.demo.population import Association
from housingdesk.demo.sundries import sundries
from housingdesk.demo.takings import Takings
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import WEEK, week_of


@dataclass(frozen=True, slots=True)
class Week:
    """One rent week: its debits by account, the bank's lines in order of days, and the schedules behind lumps."""

    monday: date
    debits: tuple[Debit, ...]
    lines: tuple[BankLine, ...]
    schedules: tuple[Schedule, ...]


def weeks(association: Association) -> Iterator[Week]:
    """Every week from the first day of the books to today's; no line is dated today or later."""
    return Books(association).weeks()


class Books:
    """All accounts as they run. ``owes`` tells what each payer owes after the weeks taken so far."""

    def __init__(self, association: Association) -> None:
        self._association = association
        openings = {opening.account: opening for opening in association.openings}
        self._waiting = [
            RunningAccount(association.seed, tenancy, association.conducts[tenancy.key - 1], openings.get(tenancy.key),
                           association.first_day)
            for tenancy in sorted(association.tenancies, key=lambda t: (t.starts, t.key), reverse=True)]
        self._accounts: list[RunningAccount] = []
        self._closed: list[RunningAccount] = []
        self._takings = Takings(association.seed, association.payees, quoting(association.payees))
        councils = tuple(association.council(tenancy) for tenancy in association.tenancies)
        self._runs = BenefitRuns(association.seed, association.payees, councils)
        self._garages: dict[int, list[RunningAccount]] = defaultdict(list)
        self._order = stream(association.seed, "order")

    def weeks(self) -> Iterator[Week]:
        monday, last = self._association.first_day, week_of(self._association.today)
        while monday <= last:
            yield self._week(monday)
            monday += WEEK

    def owes(self) -> dict[int, dict[Payer, int]]:
        """By account: what each payer owes now."""
        return {account.key: dict(account.owes) for account in [*self._closed, *self._accounts, *self._waiting]}

    def in_transit(self) -> dict[int, int]:
        """By account: pence paid that no line of the weeks taken so far shows yet."""
        return self._takings.in_transit()

    def _week(self, monday: date) -> Week:
        end = min(monday + WEEK, self._association.today)
        self._open(monday + WEEK)
        lumps = list(self._runs.runs(self._accounts, monday, self._association.today))
        debits = [debit for account in self._accounts if (debit := account.charge(monday)) is not None]
        for account in self._accounts:
            if account.later or (account.next_pay is not None and account.next_pay < end):
                for on, pence in account.payments(end):
                    self._takings.take(account, on, pence, self._garages.get(account.key, []))
            if account.next_uc is not None:
                for on, pence in account.universal_credit(end):
                    self._takings.universal_credit(account, on, pence)
        lumps += self._takings.lumps(end)
        lines = self._lines([line for line, _ in lumps], monday, end)
        self._close()
        return Week(monday, tuple(debits), lines, tuple(schedule for _, schedule in lumps))

    def _open(self, before: date) -> None:
        while self._waiting and self._waiting[-1].tenancy.starts < before:
            account = self._waiting.pop()
            self._accounts.append(account)
            if account.conduct.means is Means.WITH_HOME and account.conduct.home is not None:
                self._garages[account.conduct.home].append(account)

    def _close(self) -> None:
        over = {account.key for account in self._accounts if account.tenancy.ends is not None and account.is_over()}
        if over:
            self._closed += [account for account in self._accounts if account.key in over]
            self._accounts = [account for account in self._accounts if account.key not in over]

    def _lines(self, lumps: list[BankLine], monday: date, end: date) -> tuple[BankLine, ...]:
        """The bank's lines of the week, in the order of days; within a day in an order of chance."""
        self._takings.lines += lumps
        week = [line for line in self._takings.lines if line.on < end]
        self._takings.lines = [line for line in self._takings.lines if line.on >= end]
        taken = sum(line.pence for line in week if line.truth.note != "sweep")
        for line in sundries(self._association.seed, self._association.homes, monday, taken):
            (week if line.on < end else self._takings.lines).append(line)
        keyed = sorted((line.on, self._order.random(), i) for i, line in enumerate(week))
        ordered = [week[i] for _, _, i in keyed]
        paid_in = deposit(self._association.today)
        if monday <= paid_in.on < end:
            ordered = sorted([*ordered, paid_in], key=lambda line: line.on)
        return tuple(ordered)
