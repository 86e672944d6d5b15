"""Who pays each account and how: the pattern of the years, the door the money comes by, and the payer's habit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import between, one_of, stream
from housingdesk.demo.conduct import (
    BEHIND_SHARE,
    MEANS,
    Conduct,
    Means,
    Mood,
    Pattern,
    Spell,
    plan_gaps,
    plan_pattern,
    plan_rhythm,
    plan_spells,
)
from housingdesk.demo.habits import Habit, draw_habit, share_accounts
from housingdesk.demo.names import Name, community, town_name
from housingdesk.demo.narrative import STYLES, Payee, Style
from housingdesk.demo.openings import behind_at_first
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.words import Payer
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind

_KNOWN_WEEKS = 20
_TOGETHER, _SAME_ACCOUNT = 0.4, 0.8


def stranger(rng: Random) -> Name:
    """Somebody from the town."""
    return town_name(rng, community(rng))


def plan_conducts(seed: int, tenancies: tuple[Tenancy, ...], payees: tuple[Payee, ...], homes: dict[int, int], count: int,
                  first_day: date, today: date) -> tuple[Conduct, ...]:
    """How every account is paid. ``homes`` says which home's account a garage belongs to; ``count`` is homes in all."""
    behind = _behind(seed, tenancies, count, today)
    conducts: list[Conduct] = []
    for tenancy in tenancies:
        rng = stream(seed, "conduct", tenancy.key)
        conduct = _conduct(rng, tenancy, first_day, today, behind=tenancy.key in behind)
        if tenancy.key in homes:
            conduct = _with_home(rng, conduct, conducts[homes[tenancy.key] - 1], payees)
        if conduct.means is Means.BANK and conduct.habit is None:
            habit = draw_habit(rng, payees[tenancy.key - 1], STYLES.draw(rng), stranger, quoting(payees))
            conduct = replace(conduct, habit=habit)
        conducts.append(conduct)
    return _sharing(seed, conducts, payees)


def quoting(payees: tuple[Payee, ...]) -> Callable[[Random], str]:
    """How somebody comes to quote another tenant's valid reference: any of them may be the one."""
    return lambda rng: one_of(rng, payees).reference


def _behind(seed: int, tenancies: tuple[Tenancy, ...], count: int, today: date) -> frozenset[int]:
    """The accounts that are to be behind today: one current home in six, of those let long enough to show a pattern."""
    rng = stream(seed, "behind")
    since = today - timedelta(weeks=_KNOWN_WEEKS)
    able = [t.key for t in tenancies if t.ends is None and t.starts <= since and t.kind is not TenancyKind.CONTRACT
            and (t.award is not None or t.own_pence(today) > 300)]
    chosen = sorted((rng.random(), key) for key in able)[:round(count * BEHIND_SHARE)]
    return frozenset(key for _, key in chosen)


def _conduct(rng: Random, tenancy: Tenancy, first_day: date, today: date, *, behind: bool) -> Conduct:
    pattern = plan_pattern(rng, tenancy, first_day, behind=behind)
    means = MEANS.draw(rng) if _pays_anything(tenancy) else Means.NONE
    if tenancy.kind is TenancyKind.CONTRACT and means is Means.DIRECT_DEBIT:
        means = Means.BANK
    every, pay_day = plan_rhythm(rng, tenancy, means)
    spells = behind_at_first(rng, pattern, first_day, tenancy.starts) or plan_spells(rng, pattern, tenancy, first_day, today)
    deduction = 0
    if pattern is Pattern.AGREEMENT_KEPT and tenancy.routes[-1][0] is BenefitRoute.UC_TENANT and rng.random() < 0.6:
        deduction, spells = 8, tuple(Spell(s.start, s.mood) if s.mood is Mood.AGREEMENT else s for s in spells)
    lag = between(rng, 20, 50) if rng.random() < 0.25 and means is Means.BANK else 0
    return Conduct(tenancy.key, pattern, means, every, pay_day, between(rng, 1, 28), None, spells,
                   plan_gaps(rng, pattern, tenancy, first_day, today), lag, deduction)


def _pays_anything(tenancy: Tenancy) -> bool:
    return any(share.payer is Payer.TENANT for charge in tenancy.charges for share in charge.line.shares)


def _with_home(rng: Random, garage: Conduct, home: Conduct, payees: tuple[Payee, ...]) -> Conduct:
    """A garage of somebody who also has a home here: paid in one sum with the rent, or apart from the same account."""
    known = home.habit
    if home.means is not Means.BANK or known is None or garage.pattern is Pattern.LEFT:
        return garage
    if rng.random() < _TOGETHER and garage.pattern is Pattern.STEADY:
        return replace(garage, means=Means.WITH_HOME, home=home.account)
    if rng.random() >= _SAME_ACCOUNT:
        return garage
    habit = draw_habit(rng, payees[garage.account - 1], STYLES.draw(rng), stranger, quoting(payees))
    payer = habit.payer if habit.style is Style.NAME_FIELD else known.payer
    return replace(garage, means=Means.BANK, habit=replace(
        habit, key=known.key, who=known.who, name=known.name, payer=payer, sort_code=known.sort_code, number=known.number))


def _sharing(seed: int, conducts: list[Conduct], payees: tuple[Payee, ...]) -> tuple[Conduct, ...]:
    """Let some payers pay for two tenancies."""
    paying = [i for i, conduct in enumerate(conducts) if conduct.habit is not None]
    habits = [habit for i in paying if (habit := conducts[i].habit) is not None]
    shared: list[Habit] = share_accounts(stream(seed, "shared"), habits, [payees[i] for i in paying])
    for i, habit in zip(paying, shared, strict=True):
        conducts[i] = replace(conducts[i], habit=habit)
    return tuple(conducts)
