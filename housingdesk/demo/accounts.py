"""One account as the weeks go by: what is charged, what each payer owes, and which payments come on which days.

It decides what the payer does; the sums charged are the rent room's own arithmetic. Pence: a charge is positive.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import stream
from housingdesk.demo.conduct import Conduct, Means, Mood
from housingdesk.demo.habits import HALF_OR_DOUBLE, MISSING, OFF_HABIT, SUMS, Channel, Sum, sum_pence
from housingdesk.demo.openings import AHEAD_AFTER, Opening
from housingdesk.demo.rhythm import is_whole_period, next_due, period_end, working_day
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.charging import LineRow, Terms, charges, weekly_equivalent
from housingdesk.rent.rules.words import WEEKS, Frequency, Payer
from housingdesk.values.dates import DAY, WEEK, add_months, month_start
from housingdesk.values.money import portion

_MADE_UP_LATER, _FORGETS = 0.85, 0.08


@dataclass(frozen=True, slots=True)
class Debit:
    """What one account is charged in one debit run, by payer, for the days ``start <= day < end``."""

    account: int
    start: date
    end: date
    parts: tuple[tuple[Payer, int], ...]


class RunningAccount:
    """The state of one account; ``owes`` is what each payer owes at this moment."""

    __slots__ = ("_debit", "_expected", "_lines", "_own", "_terms", "charged_to", "conduct", "key", "later",
                 "next_pay", "next_uc", "owes", "rng", "tenancy")

    def __init__(self, seed: int, tenancy: Tenancy, conduct: Conduct, opening: Opening | None, first_day: date) -> None:
        self.key, self.tenancy, self.conduct = tenancy.key, tenancy, conduct
        self.rng: Random = stream(seed, "payments", tenancy.key)
        self.owes: dict[Payer, int] = dict.fromkeys(Payer, 0)
        if opening is not None:
            self.owes.update(opening.parts)
        self.charged_to = tenancy.starts if opening is None else opening.charged_to
        after = None if tenancy.ends is None else tenancy.ends + DAY
        self._terms = Terms(tenancy.frequency, tenancy.starts, after)
        self._lines: list[LineRow] = [charge.line for charge in tenancy.charges]
        self.later: list[tuple[date, int]] = []
        self._own: tuple[date, date, int] = (date.max, date.min, 0)
        self._debit: tuple[date, date, tuple[tuple[Payer, int], ...]] = (date.max, date.min, ())
        begins = max(first_day, tenancy.starts)
        self._expected = begins
        self.next_pay: date | None = self._first_pay(begins)
        self.next_uc: date | None = self._first_uc(begins)

    @property
    def own(self) -> int:
        return self.owes[Payer.TENANT]

    def is_over(self) -> bool:
        """Nothing more will happen here: ended, charged to the end, nobody expected to pay."""
        ends = self.tenancy.ends
        return (ends is not None and self.charged_to > ends and self.next_pay is None and self.next_uc is None
                and not self.later and not self.owes[Payer.HB] and not self.owes[Payer.SUPPORT])

    # Charging

    def charge(self, monday: date) -> Debit | None:
        """The debit of this week's run: everything to the end of the period that falls due, in advance."""
        start = self.charged_to
        ends = self.tenancy.ends
        if start >= monday + WEEK or (ends is not None and start > ends):
            return None
        end = period_end(self.tenancy.frequency, max(start, monday))
        known_from, known_to, parts = self._debit
        if not (known_from <= start and end <= known_to and is_whole_period(self.tenancy.frequency, start, end)):
            parts = self._charged(start, end)
        self.charged_to = end
        for payer, pence in parts:
            self.owes[payer] += pence
        return Debit(self.key, start, end, parts)

    def _charged(self, start: date, end: date) -> tuple[tuple[Payer, int], ...]:
        """The rent room's charges by payer; a whole period's are kept for as long as no price or share changes."""
        lines = [line for line in self._lines if line.start < end and (line.end is None or line.end > start)]
        self._lines = [line for line in self._lines if line.end is None or line.end > start]
        by_payer: dict[Payer, int] = {}
        for charge in charges(lines, self._terms, start, end):
            by_payer[charge.payer] = by_payer.get(charge.payer, 0) + charge.pence
        parts = tuple(by_payer.items())
        if is_whole_period(self.tenancy.frequency, start, end):
            since, until = self._unchanged(start)
            last = self._terms.closes_before
            self._debit = (since, until if last is None else min(until, last), parts)
        return parts

    # The person's own payments

    def payments(self, before: date) -> list[tuple[date, int]]:
        """The own payments that come before a day, oldest first: when and how much."""
        found: list[tuple[date, int]] = []
        while self.next_pay is not None and self.next_pay < before:
            on = self.next_pay
            pence = self._sum(on)
            self.next_pay = self._following(on)
            if pence:
                self.owes[Payer.TENANT] -= pence
                found.append((on, pence))
        made_up = [(on, pence) for on, pence in self.later if on < before]
        self.later = [(on, pence) for on, pence in self.later if on >= before]
        self.owes[Payer.TENANT] -= sum(pence for _, pence in made_up)
        return sorted(found + made_up)

    def usual(self, on: date) -> int:
        """What the person means to pay at a time: own charges for as long as a payment is to last."""
        day = max(on - timedelta(days=self.conduct.rise_lag), self.tenancy.starts)
        pence, charged, every = self._own_pence(day), self.tenancy.frequency, self.conduct.every
        if every is Frequency.MONTHLY:
            return pence if charged is Frequency.MONTHLY else portion(pence, 52, 12)
        return weekly_equivalent(pence, charged) * WEEKS[every]

    def _own_pence(self, day: date) -> int:
        """The person's own part of the prices on a day, worked out once for each stretch of unchanged prices."""
        start, end, pence = self._own
        if start <= day < end:
            return pence
        self._own = (*self._unchanged(day), self.tenancy.own_pence(day))
        return self._own[2]

    def _unchanged(self, day: date) -> tuple[date, date]:
        """The days around a day over which no price and no share changes."""
        lines = [charge.line for charge in self.tenancy.charges]
        spans = [(line.start, line.end) for line in lines]
        spans += [(share.start, share.end) for line in lines for share in line.shares]
        edges = [edge for span in spans for edge in span if edge is not None]
        return (max((edge for edge in edges if edge <= day), default=date.min),
                min((edge for edge in edges if edge > day), default=date.max))

    def take_back(self, pence: int) -> None:
        """A payment bounced; most people pay again within the fortnight."""
        self.owes[Payer.TENANT] += pence

    def pay_later(self, on: date, pence: int) -> None:
        """A payment to come on a later day outside the rhythm."""
        self.later.append((on, pence))

    def _sum(self, on: date) -> int:
        ends, spell = self.tenancy.ends, self.conduct.mood(on)
        if ends is not None and on > ends:
            return self._after_leaving(spell.mood)
        usual = self.usual(on)
        if not usual or spell.mood is Mood.STOPPED:
            return 0
        if spell.mood is Mood.PARTIAL:
            return usual * spell.figure // 10_000 * 100
        if ends is not None and (ends - on).days < 7 * WEEKS.get(self.conduct.every, 5):
            return self._before_leaving(usual, ends)
        behind = self.own - (0 if self._pays_ahead() else usual)
        debited = self.conduct.means is Means.DIRECT_DEBIT
        if not debited and self.rng.random() < MISSING:
            return self._missed(on, usual)
        if behind <= -usual:
            return 0
        if spell.mood is Mood.AGREEMENT and behind > 0:
            return usual + min(behind, _rounded(usual * spell.figure // 100))
        if behind > usual // 4:
            return usual + min(behind, _rounded(usual // 3))
        return usual if debited else self._steady(usual, behind)

    def _pays_ahead(self) -> bool:
        """Whether a payment is meant for days not yet charged, so that nothing is owed just before it."""
        if self.conduct.every is not Frequency.MONTHLY:
            return False
        return self.tenancy.frequency is not Frequency.MONTHLY or self.conduct.pay_day > AHEAD_AFTER

    def _steady(self, usual: int, behind: int) -> int:
        """One payment of somebody who is not behind, as the payer's habit has it."""
        if self.rng.random() < HALF_OR_DOUBLE:
            return usual * 2 if self.rng.random() < 0.5 else usual // 2
        habit = self.conduct.habit
        if habit is None:
            return usual
        kind = SUMS.draw(self.rng) if self.rng.random() < OFF_HABIT else habit.sum
        if kind is Sum.INSTALMENT and behind < habit.instalment:
            kind = Sum.EXACT
        return max(0, sum_pence(kind, usual, habit))

    def _missed(self, on: date, usual: int) -> int:
        """A missed payment; most people make it up before the next one."""
        if self.rng.random() < _MADE_UP_LATER:
            days = 4 + int(self.rng.random() * (2 if self.conduct.every is Frequency.WEEKLY else 9))
            self.later.append((working_day(on + timedelta(days=days)), usual))
        return 0

    def _after_leaving(self, mood: Mood) -> int:
        """Who left square pays nothing more, who owes a little pays it, who had stopped pays by instalments or never."""
        if self.own <= 0 or mood is Mood.STOPPED:
            return 0
        if mood is Mood.AGREEMENT:
            return min(self.own, 1000 + 500 * (self.key % 3))
        return 0 if self.rng.random() < _FORGETS else self.own

    def _before_leaving(self, usual: int, ends: date) -> int:
        """Near the end people pay what is still to come and no more, except the few whose order runs on."""
        weekly = weekly_equivalent(self._own_pence(ends), self.tenancy.frequency)
        to_come = portion(weekly, max(0, (ends + DAY - self.charged_to).days), 7)
        return usual if self.rng.random() < _FORGETS else min(usual, max(0, self.own + to_come))

    # When

    def _first_pay(self, begins: date) -> date | None:
        """Newcomers pay at sign-up what is charged at once; others in their rhythm."""
        if self.conduct.means in (Means.NONE, Means.WITH_HOME):
            return None
        ends = self.tenancy.ends
        if ends is not None and ends < begins:
            owes = self.own > 0 and self.rng.random() < 0.3
            return working_day(begins + timedelta(days=int(self.rng.random() * 60))) if owes else None
        if begins == self.tenancy.starts:
            return working_day(begins)
        return self._in_rhythm(begins - DAY)

    def _following(self, on: date) -> date | None:
        ends = self.tenancy.ends
        if ends is None or on <= ends:
            return self._in_rhythm(on)
        settled = self.own <= 0 or self.conduct.mood(on).mood is Mood.STEADY
        hopeful = any(spell.mood is Mood.AGREEMENT for spell in self.conduct.spells)
        return self._in_rhythm(on + 3 * WEEK) if hopeful and not settled else None

    def _in_rhythm(self, after: date) -> date:
        """The next pay day after a day, as the bank books it."""
        due = next_due(self.conduct.every, self.conduct.pay_day, max(after, self._expected))
        self._expected = due
        habit = self.conduct.habit
        if habit is not None and habit.channel is Channel.FASTER:
            return due + timedelta(days=1) if self.rng.random() < 0.15 else due
        return working_day(due)

    # Universal Credit paid to us

    def _first_uc(self, begins: date) -> date | None:
        award = self.tenancy.award
        if award is None or award.payer is not Payer.UC:
            return None
        day = max(begins, award.decided_on)
        due = month_start(day) + timedelta(days=self.conduct.uc_day - 1)
        return due if due >= day else add_months(due, 1)

    def universal_credit(self, before: date) -> list[tuple[date, int]]:
        """The managed payments that come before a day: a month's share each, or what is left when the tenancy is over."""
        found: list[tuple[date, int]] = []
        while self.next_uc is not None and self.next_uc < before:
            on = self.next_uc
            pence = self._uc_pence(on)
            over = self.tenancy.ends is not None and on > self.tenancy.ends
            self.next_uc = None if over else add_months(on, 1)
            if pence > 0:
                self.owes[Payer.UC] -= pence
                found.append((working_day(on), pence))
        return found

    def _uc_pence(self, on: date) -> int:
        if any(start <= on and (end is None or on < end) for start, end in self.conduct.benefit_gaps):
            return 0
        ends = self.tenancy.ends
        if ends is not None and on > ends:
            return max(0, self.owes[Payer.UC])
        held = max(self.tenancy.starts, on - WEEK)  # what holds on the last day of a period holds for all of it
        weekly = sum(pence for charge in self.tenancy.charges if charge.line.start <= held
                     and (charge.line.end is None or held < charge.line.end)
                     for payer, pence in charge.parts(held) if payer is Payer.UC)
        month = weekly if self.tenancy.frequency is Frequency.MONTHLY else portion(weekly, 52, 12)
        return month if self.owes[Payer.UC] < 2 * month else self.owes[Payer.UC] - month


def _rounded(pence: int) -> int:
    """Instalments are agreed in pounds and half pounds."""
    return max(50, pence // 50 * 50)
