"""Who is behind: how many weeks of whose charge, and which letter that suggests. Pure; a person decides.

Where benefit pays part of the charge, only the person's own part counts here: money that a council pays in arrears is
expected, not owed by the person (rulebook §7, technical arrears).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.rent.rules.explain import periods_owed, periods_words
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many weeks of the own charge, or from how many pence, each letter is suggested; the ladder in order.

    Under ``least_pence`` nobody is written to; ``days_between`` is the least time between two letters.
    """

    letters: Mapping[str, float]
    amounts: Mapping[str, int]
    least_pence: int
    days_between: int


@dataclass(frozen=True, slots=True)
class Position:
    """One account's standing; pence, ``charge``/``own_charge`` a week (a month on monthly accounts)."""

    pence: int
    own_pence: int
    benefit_pence: int
    charge_pence: int
    own_charge_pence: int
    frequency: Frequency

    @property
    def has_benefit(self) -> bool:
        """Whether somebody else pays part of the charge."""
        return self.own_charge_pence < self.charge_pence or self.benefit_pence != 0

    @property
    def owed_pence(self) -> int:
        """What the person owes: the own part where benefit pays the rest, else the balance; nil in credit."""
        return max(0, self.own_pence if self.has_benefit else self.pence)

    @property
    def counted_pence(self) -> int:
        """The charge whose weeks are counted: the own charge where benefit pays the rest, else the whole."""
        return self.own_charge_pence if self.has_benefit and self.own_charge_pence else self.charge_pence

    @property
    def weeks(self) -> float:
        """Weeks of the charge that counts for the person; a month's charge is 52 ÷ 12 weeks."""
        charge = self.counted_pence
        if self.frequency is Frequency.MONTHLY:
            return round(self.owed_pence * 52 / 12 / charge, 1) if charge > 0 and self.owed_pence else 0.0
        return periods_owed(self.owed_pence, charge)

    @property
    def sentence(self) -> str:
        """``4.3 weeks owed``; ``Own charge of £11.60 a week: 4 weeks owed, £46.40``."""
        per = "month" if self.frequency is Frequency.MONTHLY else "week"
        words = periods_words(self.owed_pence, self.counted_pence, per)
        if not self.owed_pence:
            return "Nothing owed by the person"
        if not words:
            return f"{format_pence(self.owed_pence)} owed"
        if self.has_benefit and self.own_charge_pence:
            return f"Own charge of {format_pence(self.own_charge_pence)} a {per}: {words} owed"
        return f"{words} owed"


def suggested_letter(position: Position, thresholds: Thresholds, last_letter: str | None, last_on: date | None,
                     on: date) -> tuple[str | None, str]:
    """Which letter is due next, and why or why not in words."""
    if position.owed_pence < thresholds.least_pence:
        return None, f"Under {format_pence(thresholds.least_pence)}: no letter"
    ladder = sorted(thresholds.letters, key=lambda key: (thresholds.letters[key], key))
    due = [key for key in ladder if position.weeks >= thresholds.letters[key]
           or position.owed_pence >= thresholds.amounts.get(key, position.owed_pence + 1)]
    if not due:
        return None, "Less than the first letter asks for: no letter"
    if last_on is not None and (on - last_on).days < thresholds.days_between:
        return None, f"A letter went on {last_on.day} {last_on:%B}; the next not before {thresholds.days_between} days"
    reached = ladder.index(last_letter) + 1 if last_letter in ladder else 0
    step = min(reached, len(due) - 1)
    weeks = f"{position.weeks:g} week{'' if position.weeks == 1 else 's'}"
    return due[step], f"{weeks}, {'after letter ' + str(reached) if reached else 'no letter before'}"
