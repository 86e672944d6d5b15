"""The debit of each rent week as the ledger has it: the lines of every account by charge and payer, and the run's proof.

The plan says which account is charged for which days; the sums are the rent room's own arithmetic over the same days. A
whole period is worked out once for as long as no price or share changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from housingdesk.demo.accounts import Debit
from housingdesk.demo.rhythm import is_whole_period
from housingdesk.demo.tenures import Charge, Tenancy
from housingdesk.demo.voids import EmptyHome
from housingdesk.rent.rules.charging import SEVENTHS, Control, LineRow, Terms, charges, in_force, weekly_equivalent
from housingdesk.rent.rules.proof import Proof, roll_forward
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.values.dates import DAY, WEEK

_Part = tuple[ChargeCode, Payer, int]


@dataclass(frozen=True, slots=True)
class WeekDebit:
    """One debit run: its ledger lines by account, the first day not charged for each account, and the proof."""

    week: date
    lines: list[Line]
    charged_to: dict[int, date]
    proof: Proof


@dataclass(slots=True)
class _Charged:
    """An account as the weeks go by; ``whole`` are the parts of a whole period between two changes of price or share."""

    account: int
    frequency: Frequency
    terms: Terms
    lines: list[LineRow]
    since: date = date.max
    until: date = date.min
    whole: list[_Part] = field(default_factory=list)
    control: Control = 0


class Debits:
    """The debit runs of all accounts; ``accounts`` and ``voids`` are the ledger's numbers in the plan's order."""

    def __init__(self, tenancies: Sequence[Tenancy], accounts: Sequence[int], homes: Sequence[EmptyHome],
                 voids: Sequence[int], first_day: date) -> None:
        self._by_key = [_charged(one, number) for one, number in zip(tenancies, accounts, strict=True)]
        self._empty = sorted(((start, end, _void(home.charges, number, first_day)) for home, number in
                              zip(homes, voids, strict=True) for start, end in home.spans),
                             key=lambda span: (span[0], span[2].account), reverse=True)
        self._standing: list[tuple[date, date | None, _Charged]] = []
        self._steps = sorted((step for one, number in zip(tenancies, accounts, strict=True) for step in _steps(one, number)),
                             reverse=True)
        self._roll: dict[int, int] = {}
        self._roll_to(first_day - WEEK)

    def week(self, monday: date, debits: Iterable[Debit]) -> WeekDebit:
        """The run of one week; weeks are taken in order."""
        before = dict(self._roll)
        self._roll_to(monday)
        lines: list[Line] = []
        charged_to: dict[int, date] = {}
        expected: Control = 0
        for debit in debits:
            one = self._by_key[debit.account - 1]
            expected += self._debit(one, debit.start, debit.end, lines)
            charged_to[one.account] = debit.end if one.terms.closes_before is None else min(debit.end, one.terms.closes_before)
        debited = sum(line[5] for line in lines)
        for start, end, one in self._empty_in(monday):
            expected += self._debit(one, start, end, lines)
        void = sum(line[5] for line in lines) - debited
        lines.sort(key=lambda line: line[0])
        proof = Proof(*roll_forward(before, self._roll), debited, void, round(Fraction(expected, SEVENTHS)), len(lines))
        return WeekDebit(monday, lines, charged_to, proof)

    def _debit(self, one: _Charged, start: date, end: date, lines: list[Line]) -> Control:
        """Adds the lines of some days of an account; returns the control figure of the same days by another road."""
        if not (one.since <= start and end <= one.until and is_whole_period(one.frequency, start, end)):
            return _work_out(one, start, end, lines)
        account = one.account
        lines += [Line(account, EntryKind.CHARGE, code, payer, start, pence, start, end) for code, payer, pence in one.whole]
        return one.control

    def _empty_in(self, monday: date) -> Iterator[tuple[date, date, _Charged]]:
        sunday = monday + WEEK
        while self._empty and self._empty[-1][0] < sunday:
            self._standing.append(self._empty.pop())
        self._standing = [span for span in self._standing if span[1] is None or span[1] > monday]
        for start, end, one in self._standing:
            yield max(start, monday), sunday if end is None else min(end, sunday), one

    def _roll_to(self, day: date) -> None:
        while self._steps and self._steps[-1][0] <= day:
            _, account, weekly = self._steps.pop()
            if weekly is None:
                self._roll.pop(account, None)
            else:
                self._roll[account] = weekly


def _charged(one: Tenancy, account: int) -> _Charged:
    after = None if one.ends is None else one.ends + DAY
    return _Charged(account, one.frequency, Terms(one.frequency, one.starts, after), [charge.line for charge in one.charges])


def _void(some: Sequence[Charge], account: int, first_day: date) -> _Charged:
    return _Charged(account, Frequency.WEEKLY, Terms(Frequency.WEEKLY, first_day, None), [charge.line for charge in some])


def _work_out(one: _Charged, start: date, end: date, lines: list[Line]) -> Control:
    one.lines = [line for line in one.lines if line.end is None or line.end > start]
    held = [line for line in one.lines if line.start < end]
    found = list(charges(held, one.terms, start, end))
    control = in_force(held, one.terms, start, end)
    lines += [Line(one.account, EntryKind.CHARGE, c.code, c.payer, c.period_from, c.pence, c.period_from, c.period_to)
              for c in found]
    if is_whole_period(one.frequency, start, end):
        spans = [(line.start, line.end) for line in one.lines]
        spans += [(share.start, share.end) for line in one.lines for share in line.shares]
        edges = [edge for span in spans for edge in span if edge is not None]
        last = one.terms.closes_before or date.max
        one.since = max((edge for edge in edges if edge <= start), default=date.min)
        one.until = min((edge for edge in (*edges, last) if edge > start), default=date.max)
        one.whole, one.control = [(c.code, c.payer, c.pence) for c in found], control
        if end > one.until or any((c.period_from, c.period_to) != (start, end) for c in found):
            one.until = date.min
    return control


def _steps(one: Tenancy, account: int) -> Iterator[tuple[date, int, int | None]]:
    """The weekly charge in force from each day on which it changes; None from the day after the last."""
    after = one.ends + DAY if one.ends is not None else None
    lines = [charge.line for charge in one.charges]
    edges = {one.starts} | {edge for line in lines for edge in (line.start, line.end) if edge is not None}
    for edge in sorted(edge for edge in edges if edge >= one.starts and (after is None or edge < after)):
        pence = [line.pence for line in lines if line.start <= edge and (line.end is None or edge < line.end)]
        yield edge, account, weekly_equivalent(sum(pence), one.frequency) if pence else None
    if after is not None:
        yield after, account, None
