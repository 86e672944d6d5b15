"""What a ledger must hold while accounts live at random: open days as if all had been known, published days as published."""

from collections import Counter, defaultdict
from datetime import date, datetime
from random import Random

from housingdesk.access.desk import Desk
from housingdesk.rent.models import Entry
from housingdesk.rent.queries.ledger import balances_as_at
from housingdesk.rent.rules.words import Payer
from tests.support.desk import MONDAY, Clock
from tests.support.replayed_lives import DAY, WEEK, Life


class Checked:
    """Accounts and what should be on them; ``check`` holds the ledger against it."""

    def __init__(self, desk: Desk, clock: Clock, seed: int) -> None:
        self.desk, self.clock, self.chance = desk, clock, Random(seed)
        self.lives: list[Life] = []
        self.closed = date.min
        self.run_to: date | None = None
        self.lines = self.keys = 0
        self.done: Counter[str] = Counter()
        self.published: dict[date, dict[int, int]] = {}
        self.known: list[tuple[datetime, date, dict[int, int]]] = []

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.clock.now.date()

    def check(self) -> None:
        """Every open day of every account, and every payer."""
        found: defaultdict[int, list[tuple[date, str, int]]] = defaultdict(list)
        for account, on, payer, pence in Entry.select(Entry.account, Entry.effective_on, Entry.payer, Entry.pence).tuples():
            found[account].append((on, payer, pence))
        for life in self.lives:
            self._check_life(life, found[life.account])

    def check_published(self) -> None:
        """Every figure of a day that was closed, and every answer that somebody had."""
        for day, balances in self.published.items():
            assert self._without_noughts(self.desk.ask(balances_as_at, on=day)) == self._without_noughts(balances), day
        for moment, on, balances in self.known:
            assert self.desk.ask(balances_as_at, on=on, known=moment) == balances, (moment, on)

    def _check_life(self, life: Life, entries: list[tuple[date, str, int]]) -> None:
        apart: Counter[date] = Counter()
        for on, _, pence in [*life.parts(life.charged_to), *life.moved]:
            apart[on] += pence
        for on, _, pence in entries:
            apart[on] -= pence
        wrong, total, first = [], 0, self._after_closed()
        for on in sorted(day for day in apart if apart[day]):
            total += apart[on]
            if on >= first and total:
                wrong.append((on.isoformat(), total))
        closed = sum(pence for on, pence in apart.items() if on <= first)
        assert not wrong and not closed, f"{life.account}, {life.frequency}, {life.opens} to {life.closes}: {wrong[:9]}"
        by_payer: Counter[str] = Counter()
        for _, payer, pence in entries:
            by_payer[payer] += pence
        assert {Payer(p): pence for p, pence in by_payer.items() if pence} == life.by_payer()

    @staticmethod
    def _without_noughts(balances: dict[int, int]) -> dict[int, int]:
        return {account: pence for account, pence in balances.items() if pence}

    def _after_closed(self) -> date:
        return MONDAY - 12 * WEEK if self.closed == date.min else self.closed + DAY
