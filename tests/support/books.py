"""Rent accounts counted on fingers: what every payer should owe, day by day, for comparing with the ledger.

It knows no batch, no entry and no period: a charge is so many pence for each single day, kept under its account, line,
payer and day. Charges are multiples of seven pence, so that a day's part is whole and nothing is ever rounded.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY, WEEK = timedelta(1), timedelta(7)
OWN, HB, UC = "own", "Housing Benefit", "Universal Credit"
Dated = tuple[int, str, date]
"""The line, the payer and the day of one day's charge."""


@dataclass(slots=True)
class Share:
    """Who pays how much of a charge; pence None is the rest; ``start <= day < end``."""

    payer: str
    pence: int | None
    start: date
    end: date | None = None


@dataclass(slots=True)
class Charge:
    """A charge line, pence a week; ``start <= day < end``."""

    pence: int
    start: date
    end: date | None = None
    shares: list[Share] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """One account. ``days`` is what was charged and still stands, each with its run; ``ended`` is what was credited again
    because it lies after the last day; ``moved`` is all other money, by payer.
    """

    opens: date
    closes: date | None = None
    charged_to: date = date.min
    lines: dict[int, Charge] = field(default_factory=dict)
    days: dict[Dated, tuple[int, int]] = field(default_factory=dict)
    ended: dict[Dated, tuple[int, int]] = field(default_factory=dict)
    first_of_run: dict[int, date] = field(default_factory=dict)
    moved: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.charged_to = self.opens

    def charge_to(self, before: date, run: int) -> None:
        """Charges every day up to ``before`` that is not charged yet, in a run of this number."""
        day = self.charged_to
        while day < before and not (self.closes and day > self.closes):
            for line, charge in self.lines.items():
                for payer, pence in _of_day(charge, day).items():
                    assert (line, payer, day) not in self.days, "the model itself charges a day twice"
                    self.days[line, payer, day] = (pence, run)
                    self.first_of_run.setdefault(run, day)
            day += DAY
        self.charged_to = day

    def close(self, last: date) -> None:
        """No day after the last one stands."""
        self.closes = last
        for at in [at for at in self.days if at[2] > last]:
            self.ended[at] = self.days.pop(at)

    def open_again(self) -> None:
        """The account runs on, and what was credited for its end is owed again."""
        self.closes = None
        self.days.update(self.ended)
        self.ended.clear()

    def undo(self, run: int, week: date) -> None:
        """Takes a run of the week of a Monday out again, with what the account was charged after it."""
        standing = [at[2] for at in (*self.days, *self.ended)]
        if run in self.first_of_run:
            self.charged_to = max(self.opens, min(self.first_of_run[run], week))
            for kept in (self.days, self.ended):
                for at in [at for at, (_, by) in kept.items() if by >= run]:
                    del kept[at]
            self.first_of_run = {by: day for by, day in self.first_of_run.items() if by < run}
        elif self.charged_to == week + WEEK and max(standing, default=date.min) < week:
            self.charged_to = week

    def waive(self, payer: str, start: date, end: date, pence: int) -> None:
        """One charge of so many pence for a payer in these days is reversed by hand."""
        for line in self.lines:
            found = [at for at in self.days if at[:2] == (line, payer) and start <= at[2] < end]
            if sum(self.days[at][0] for at in found) == pence:
                for at in found:
                    del self.days[at]
                return
        raise AssertionError(f"the model knows no charge of {pence}p for {payer} from {start} to {end}")

    def owed(self) -> dict[str, int]:
        """The balance by payer in pence, payers with nothing left out."""
        total = Counter(self.moved)
        for (_, payer, _), (pence, _) in self.days.items():
            total[payer] += pence
        return {payer: pence for payer, pence in total.items() if pence}


def _of_day(charge: Charge, day: date) -> dict[str, int]:
    if not _holds(charge, day):
        return {}
    shares = [share for share in charge.shares if _holds(share, day)]
    parts: Counter[str] = Counter()
    for share in shares:
        if share.pence is not None:
            parts[share.payer] += share.pence // 7
    [rest] = [share.payer for share in shares if share.pence is None]
    parts[rest] += charge.pence // 7 - sum(parts.values())
    return {payer: pence for payer, pence in parts.items() if pence}


def _holds(dated: Charge | Share, day: date) -> bool:
    return dated.start <= day and (dated.end is None or day < dated.end)
