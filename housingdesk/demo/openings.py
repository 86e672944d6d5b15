"""What each account owes on the day the books begin, and the first day not yet charged.

Benefit comes in arrears, so its share has built up since the last run; the person's own part is even, ahead or behind.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import between
from housingdesk.demo.conduct import Conduct, Means, Mood, Pattern, Spell
from housingdesk.demo.places import COUNCILS, Council
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.rent.rules.words import WEEKS, Frequency, Payer
from housingdesk.values.dates import DAY, add_months, month_start
from housingdesk.values.money import portion


@dataclass(frozen=True, slots=True)
class Opening:
    """An account on the first day of the books: a charge is positive, money paid ahead negative."""

    account: int
    charged_to: date
    parts: tuple[tuple[Payer, int], ...]


AHEAD_AFTER = 7
"""Who pays monthly rent after this day of the month pays for the month to come."""

_OPENS_BEHIND, _FORMER_OWES = 0.1, 0.75


def charged_to(tenancy: Tenancy, first_day: date) -> date:
    """The first day not charged before the books begin; a later tenancy's own first day."""
    if tenancy.starts >= first_day:
        return tenancy.starts
    if tenancy.ends is not None and tenancy.ends < first_day:
        return tenancy.ends + DAY
    if tenancy.frequency is Frequency.MONTHLY:
        return first_day if first_day.day == 1 else add_months(month_start(first_day), 1)
    length = WEEKS[tenancy.frequency] * 7
    return first_day + timedelta(days=-(first_day - CYCLE_START).days % length)


def plan_opening(rng: Random, tenancy: Tenancy, conduct: Conduct, council: int, first_day: date) -> Opening | None:
    """The opening of an account that began before the books; None for a later one."""
    if tenancy.starts >= first_day:
        return None
    until = charged_to(tenancy, first_day)
    if tenancy.ends is not None and tenancy.ends < first_day:
        owes = between(rng, 2_000, 90_000) if rng.random() < _FORMER_OWES else 0
        return Opening(tenancy.key, until, ((Payer.TENANT, owes),) if owes else ())
    parts = {Payer.TENANT: _own(rng, tenancy, conduct, until, first_day)}
    for charge in tenancy.charges:
        if charge.line.start <= first_day and (charge.line.end is None or first_day < charge.line.end):
            for payer, pence in charge.parts(first_day):
                if payer is not Payer.TENANT:
                    owed = _in_arrears(payer, pence, tenancy.frequency, COUNCILS[council - 1], conduct, first_day)
                    parts[payer] = parts.get(payer, 0) + owed
    return Opening(tenancy.key, until, tuple((payer, pence) for payer, pence in parts.items() if pence))


def _own(rng: Random, tenancy: Tenancy, conduct: Conduct, until: date, first_day: date) -> int:
    """The person's own part: paid to the next pay day, and for one in ten some weeks behind (or what the spells need)."""
    weekly = weekly_equivalent(tenancy.own_pence(first_day), tenancy.frequency)
    if conduct.means is Means.NONE or not weekly:
        return 0
    behind = weekly * between(rng, 2, 9) if opens_behind(conduct) else 0
    if conduct.every is not Frequency.MONTHLY:
        return behind
    if tenancy.frequency is Frequency.MONTHLY:
        comes_yet = conduct.pay_day >= first_day.day > 1
        ahead = conduct.pay_day > AHEAD_AFTER
        return behind + tenancy.own_pence(first_day) * (int(comes_yet) - int(ahead))
    days = (conduct.pay_day - first_day.day) % 30
    return behind + portion(weekly, (until - first_day).days - days, 7)


def opens_behind(conduct: Conduct) -> bool:
    """Whether the first spell is an agreement: the account was behind when the books began."""
    return conduct.spells[0].mood is Mood.AGREEMENT


def behind_at_first(rng: Random, pattern: Pattern, first_day: date, starts: date) -> tuple[Spell, ...] | None:
    """For one in ten of the steady payers there from the start: an agreement that clears what was owed by then."""
    if pattern is Pattern.STEADY and starts < first_day and rng.random() < _OPENS_BEHIND:
        return (Spell(first_day, Mood.AGREEMENT, between(rng, 15, 40)),)
    return None


def _in_arrears(payer: Payer, pence: int, frequency: Frequency, council: Council, conduct: Conduct,
                first_day: date) -> int:
    if payer is Payer.HB:
        weeks = ((first_day - CYCLE_START).days // 7 - council.cycle - 1) % 4 + 1
        return pence * weeks
    if payer is Payer.UC:
        if frequency is Frequency.MONTHLY:
            return pence if conduct.uc_day >= first_day.day > 1 else 0
        return portion(pence, (first_day.day - conduct.uc_day) % 30, 7)
    return portion(pence, first_day.day + (30 if first_day.day <= 10 else 0), 7)
