"""What each day of a rent account should cost, reckoned day by day from what is so now, without the program.

A charge is kept as the days it holds, each with its line, its weekly (monthly) pence and who pays. What is charged for the days
of one line in one period is their part of it, rounded once, and counts from the first of them. It knows no batch, no difference
and no adjustment.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer

DAY, WEEK = timedelta(1), timedelta(7)
Shares = tuple[tuple[Payer, int | None], ...]


@dataclass
class Held:
    """What a charge is on one day: which line, pence a period, who pays."""

    line: int
    pence: int
    shares: Shares


@dataclass
class Life:
    """One account: its charges by code and description, each by day, and all else that moved its balance."""

    account: int
    tenancy: int
    frequency: Frequency
    opens: date
    closes: date | None = None
    charged_to: date = date.min
    charges: dict[tuple[ChargeCode, str], dict[date, Held]] = field(default_factory=dict)
    moved: list[tuple[date, Payer, int]] = field(default_factory=list)
    waived: Counter[tuple[str, date]] = field(default_factory=Counter)

    def parts(self, before: date) -> list[tuple[date, Payer, int]]:
        """What is charged for days before a day: the day it counts from, whose, pence."""
        out, left = [], Counter(self.waived)
        for (code, _), days in self.charges.items():
            together: defaultdict[tuple[date, int], list[tuple[date, Held]]] = defaultdict(list)
            for day, held in sorted(days.items()):
                if self.opens <= day < before and (self.closes is None or day <= self.closes):
                    together[self.period(day)[0], held.line].append((day, held))
            for (start, _), some in sorted(together.items(), key=lambda one: one[1][0][0]):
                for payer, pence in self._part(some).items():
                    off = min(left[str(code), start], pence)
                    left[str(code), start] -= off
                    out.append((some[0][0], payer, pence - off))
        return out

    def _part(self, some: list[tuple[date, Held]]) -> Counter[Payer]:
        """What the days of one line in one period cost, by payer; days of several payers are whole pence by themselves."""
        first, last = self.period(some[0][0])
        held, of = some[0][1], (last - first).days
        whole = (2 * held.pence * len(some) + of) // (2 * of)
        if len(held.shares) == 1 and all(h.shares == held.shares for _, h in some):
            return Counter({held.shares[0][0]: whole})
        parts: Counter[Payer] = Counter()
        for _, one in some:
            fixed = {payer: pence // 7 for payer, pence in one.shares if pence is not None}
            [rest] = [payer for payer, pence in one.shares if pence is None]
            parts.update({**fixed, rest: one.pence // 7 - sum(fixed.values())})
        assert parts.total() == whole, "an amount that does not divide by seven has one payer"
        return parts

    def cost(self, key: tuple[ChargeCode, str], start: date) -> int:
        """What one charge costs in the period that begins on a day, as far as it is debited."""
        days = {day: held for day, held in self.charges[key].items() if self.period(day)[0] == start}
        alone = replace(self, charges={key: days}, waived=Counter())
        return sum(pence for _, _, pence in alone.parts(self.charged_to))

    def period(self, day: date) -> tuple[date, date]:
        """The week or month that holds a day."""
        if self.frequency is Frequency.WEEKLY:
            first = day - timedelta(day.weekday())
            return first, first + WEEK
        first = day.replace(day=1)
        return first, (first + timedelta(31)).replace(day=1)

    def by_payer(self) -> dict[Payer, int]:
        """What is owed in all, by payer, nothing left out but noughts."""
        found: Counter[Payer] = Counter()
        for _, payer, pence in [*self.parts(self.charged_to), *self.moved]:
            found[payer] += pence
        return {payer: pence for payer, pence in found.items() if pence}
