"""Who is behind: how many weeks of whose charge, and which letter that suggests. Pure; a person decides.

Where benefit pays part of the charge, money that it pays in arrears is expected, not owed by the person (rulebook §7,
technical arrears): of the balance only what has built up so is taken off. Once a claim has stopped or ended nothing is.
Letters and visits go by that net figure; before a court the whole balance is told.
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
    """One account's standing; pence, ``charge``/``own_charge`` a week (a month on monthly accounts).

    ``accrued_pence`` is what is owed only because benefit is paid in arrears. None: no decided or stopped claim is known, and
    the whole of benefit's part counts as being on its way. ``undecided``: all that is known is a claim not decided yet.
    """

    pence: int
    own_pence: int
    benefit_pence: int
    charge_pence: int
    own_charge_pence: int
    frequency: Frequency
    accrued_pence: int | None = None
    undecided: bool = False

    @property
    def has_benefit(self) -> bool:
        """Whether somebody else pays part of the charge."""
        return self.own_charge_pence < self.charge_pence or self.benefit_pence != 0

    @property
    def unpaid(self) -> bool:
        """Whether benefit has a part and pays nothing of it, so that all of it is the person's."""
        return self.has_benefit and self.accrued_pence == 0 and self.benefit_pence > 0

    @property
    def own_only(self) -> bool:
        """Whether the person's own part is just what they owe, so that it can be told by itself."""
        return self.has_benefit and self.accrued_pence in (None, self.benefit_pence)

    @property
    def net_pence(self) -> int:
        """What the person owes, in credit negative: the balance of their part and benefit's less what is paid in arrears."""
        if not self.has_benefit:
            return self.pence
        return self.own_pence if self.accrued_pence is None else self.own_pence + self.benefit_pence - self.accrued_pence

    @property
    def owed_pence(self) -> int:
        """What the person owes; nil in credit."""
        return max(0, self.net_pence)

    @property
    def expected_pence(self) -> int:
        """What benefit has still to pay and the person is not asked for."""
        return max(0, self.benefit_pence if self.accrued_pence is None else self.accrued_pence)

    @property
    def uncovered_pence(self) -> int:
        """What of benefit's part is not on its way, and so is the person's."""
        return 0 if self.accrued_pence is None else max(0, self.benefit_pence - self.accrued_pence)

    @property
    def counts_own(self) -> bool:
        """Whether the weeks of their own charge are counted."""
        return self.has_benefit and self.own_charge_pence > 0 and self.uncovered_pence <= max(0, self.own_pence)

    @property
    def counted_pence(self) -> int:
        """The charge whose weeks are counted, by the night seven of them: their own, or the whole."""
        charge = self.own_charge_pence if self.counts_own else self.charge_pence
        return charge * 7 if self.frequency is Frequency.NIGHTLY else charge

    @property
    def weeks(self) -> float:
        """Weeks of the charge that counts for the person; a month's charge is 52 ÷ 12 weeks."""
        charge = self.counted_pence
        if self.frequency is Frequency.MONTHLY:
            return round(self.owed_pence * 52 / 12 / charge, 1) if charge > 0 and self.owed_pence else 0.0
        return periods_owed(self.owed_pence, charge)

    @property
    def sentence(self) -> str:
        """``4.3 weeks owed``; ``Own charge of £11.60 a week: 4 weeks owed``; ``Benefit has stopped: 3 weeks owed``."""
        per = "month" if self.frequency is Frequency.MONTHLY else "week"
        words = periods_words(self.owed_pence, self.counted_pence, per)
        if not self.owed_pence:
            return "Nothing owed by the person"
        said = f"{words} owed" if words else f"{format_pence(self.owed_pence)} owed"
        if self.unpaid:
            return f"Benefit is not decided: {said}" if self.undecided else f"Benefit has stopped: {said}"
        if self.has_benefit and self.counts_own and words:
            return f"Own charge of {format_pence(self.counted_pence)} a {per}: {said}"
        return said

    @property
    def both(self) -> str:
        """The balance and the net figure in one sentence; empty where they are one.

        ``The account stands at £560.00; £440.00 of it is benefit paid in arrears, £120.00 is owed by the person``
        """
        if not self.has_benefit or self.net_pence == self.pence or self.pence <= 0:
            return ""
        aside = self.pence - self.owed_pence
        whose = "benefit paid in arrears" if aside <= self.expected_pence else "for others to pay"
        owed = f"{format_pence(self.owed_pence)} is owed by the person" if self.owed_pence else "the person owes nothing"
        return f"The account stands at {format_pence(self.pence)}; {format_pence(aside)} of it is {whose}, {owed}"


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
