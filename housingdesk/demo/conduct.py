"""How each account is paid over the years: steadily, in part, not at all for a while, or by an agreement kept or broken.

It decides what people do, never what the association thinks of it. About one current account in six is behind today.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from housingdesk.demo.chance import Table, between
from housingdesk.demo.habits import Habit
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.rules import BenefitRoute


class Means(StrEnum):
    """By which door the person's own money comes."""

    BANK = "bank"
    CARD = "card"
    DIRECT_DEBIT = "direct debit"
    WITH_HOME = "together with the home's rent"
    NONE = "nothing to pay"


class Mood(StrEnum):
    """How somebody pays from a day on."""

    STEADY = "steady"
    STOPPED = "stopped"
    PARTIAL = "partial"
    AGREEMENT = "agreement"


class Pattern(StrEnum):
    """What somebody's payments look like as a whole."""

    STEADY = "steady"
    RECOVERED = "fell behind and recovered"
    NEW_CLAIM = "behind at the start, waiting for Universal Credit"
    LEFT = "left"
    STOPPED_LATELY = "stopped lately"
    PART_PAYER = "pays a part"
    AGREEMENT_KEPT = "agreement kept"
    AGREEMENT_BROKEN = "agreement broken"
    BENEFIT_STOPPED = "benefit stopped"


@dataclass(frozen=True, slots=True)
class Spell:
    """From ``start`` on: ``figure`` is per cent of the usual sum (partial) or of it on top (agreement)."""

    start: date
    mood: Mood
    figure: int = 0


@dataclass(frozen=True, slots=True)
class Conduct:
    """One account's payer. ``every`` and ``pay_day`` (weekday from 0, or day of the month) are when own money comes.

    ``benefit_gaps`` are spells in which no benefit comes; ``rise_lag`` days pass before a new rent is paid;
    ``deduction`` per cent of the usual sum comes from the Department every four weeks; ``home`` is the account a
    garage is paid along with.
    """

    account: int
    pattern: Pattern
    means: Means
    every: Frequency
    pay_day: int
    uc_day: int
    habit: Habit | None
    spells: tuple[Spell, ...]
    benefit_gaps: tuple[tuple[date, date | None], ...] = ()
    rise_lag: int = 0
    deduction: int = 0
    home: int | None = None

    def mood(self, on: date) -> Spell:
        """The spell in force on a day."""
        found = self.spells[0]
        for spell in self.spells:
            if spell.start > on:
                break
            found = spell
        return found


MEANS = Table([(Means.BANK, 55), (Means.CARD, 25), (Means.DIRECT_DEBIT, 20)])
BEHIND_SHARE = 0.17
"""Of all current homes, those given a pattern that leaves them behind today; missed payments add the others."""

_BEHIND = Table([(Pattern.STOPPED_LATELY, 28), (Pattern.PART_PAYER, 26), (Pattern.AGREEMENT_KEPT, 26),
                 (Pattern.AGREEMENT_BROKEN, 20)])
_EVER_BEHIND, _OWES_ON_LEAVING, _GAP_SHARE = 0.22, 0.4, 0.06


def plan_pattern(rng: Random, tenancy: Tenancy, first_day: date, *, behind: bool) -> Pattern:
    """One account's pattern; ``behind`` says that it is one of those behind today."""
    if tenancy.ends is not None:
        return Pattern.LEFT
    if behind and tenancy.award is not None and rng.random() < 0.3:
        return Pattern.BENEFIT_STOPPED
    if behind:
        return _BEHIND.draw(rng)
    if tenancy.starts >= first_day and tenancy.routes[0][0] is BenefitRoute.UC_TENANT:
        return Pattern.NEW_CLAIM
    return Pattern.RECOVERED if rng.random() < _EVER_BEHIND else Pattern.STEADY


def plan_spells(rng: Random, pattern: Pattern, tenancy: Tenancy, first_day: date, today: date) -> tuple[Spell, ...]:
    """The spells of a pattern, from the start of the tenancy or the books."""
    begins = max(first_day, tenancy.starts)
    known = max(1, (today - begins).days // 7)
    if pattern is Pattern.RECOVERED and known >= 60:
        stops = begins + timedelta(weeks=between(rng, 2, known - 55))
        return (Spell(begins, Mood.STEADY), Spell(stops, Mood.STOPPED),
                Spell(stops + timedelta(weeks=between(rng, 3, 8)), Mood.AGREEMENT, between(rng, 25, 50)))
    if pattern is Pattern.NEW_CLAIM:
        return (Spell(begins, Mood.STOPPED), Spell(begins + timedelta(days=between(rng, 35, 45)), Mood.AGREEMENT, 20))
    if pattern is Pattern.LEFT:
        return _leaving(rng, tenancy, begins)
    return tuple(spell for spell in _behind(rng, pattern, known, begins, today) if spell.start <= today)


def _leaving(rng: Random, tenancy: Tenancy, begins: date) -> tuple[Spell, ...]:
    """Four leavers in ten stop paying some weeks before they go; three in ten of these pay their debt off afterwards."""
    ends = tenancy.ends or begins
    if rng.random() >= _OWES_ON_LEAVING:
        return (Spell(begins, Mood.STEADY),)
    stops = max(begins, ends - timedelta(weeks=between(rng, 2, 10)))
    spells = (Spell(begins, Mood.STEADY), Spell(stops, Mood.STOPPED))
    if rng.random() < 0.3:
        return (*spells, Spell(ends + timedelta(weeks=between(rng, 2, 12)), Mood.AGREEMENT, 5))
    return spells


def _behind(rng: Random, pattern: Pattern, known: int, begins: date, today: date) -> tuple[Spell, ...]:
    def ago(low: int, high: int) -> date:
        return today - timedelta(weeks=min(known, between(rng, low, high)))

    steady = Spell(begins, Mood.STEADY)
    if pattern is Pattern.STOPPED_LATELY:
        return steady, Spell(ago(5, 11), Mood.STOPPED)
    if pattern is Pattern.PART_PAYER:
        return steady, Spell(ago(20, 48), Mood.PARTIAL, between(rng, 60, 85))
    if pattern in (Pattern.AGREEMENT_KEPT, Pattern.AGREEMENT_BROKEN):
        stops = ago(32, 44)
        agreed = Spell(stops + timedelta(weeks=between(rng, 7, 11)), Mood.AGREEMENT, between(rng, 5, 10))
        broken = (Spell(ago(3, 6), Mood.STOPPED),) if pattern is Pattern.AGREEMENT_BROKEN else ()
        return steady, Spell(stops, Mood.STOPPED), agreed, *broken
    return (steady,)


def plan_gaps(rng: Random, pattern: Pattern, tenancy: Tenancy, first_day: date,
              today: date) -> tuple[tuple[date, date | None], ...]:
    """Spells in which benefit does not come: one that still lasts, or for a few one long ago that was put right."""
    if tenancy.award is None:
        return ()
    if pattern is Pattern.BENEFIT_STOPPED:
        return ((today - timedelta(weeks=between(rng, 9, 16)), None),)
    begins = max(first_day, tenancy.starts)
    weeks = (today - begins).days // 7
    if weeks > 40 and rng.random() < _GAP_SHARE:
        start = begins + timedelta(weeks=between(rng, 1, weeks - 30))
        return ((start, start + timedelta(weeks=between(rng, 4, 12))),)
    return ()


def plan_rhythm(rng: Random, tenancy: Tenancy, means: Means) -> tuple[Frequency, int]:
    """How often and on which day own money comes; people on Universal Credit and direct debits mostly pay by the month."""
    by_month = tenancy.frequency is Frequency.MONTHLY or means is Means.DIRECT_DEBIT
    if not by_month:
        chance = 0.55 if tenancy.routes[0][0] is BenefitRoute.UC_TENANT else 0.12
        by_month = rng.random() < chance
    if not by_month:
        return tenancy.frequency, between(rng, 0, 4)
    if means is Means.DIRECT_DEBIT:
        return Frequency.MONTHLY, 1 if rng.random() < 0.7 else 15
    return Frequency.MONTHLY, between(rng, 1, 7) if rng.random() < 0.72 else between(rng, 8, 28)
