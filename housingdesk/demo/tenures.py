"""What is agreed with somebody: the tenancy or licence, its charge lines and who pays which share of each, dated.

Periods are half open. Pence are a week, or a month on a monthly account, as the rent room keeps them.
"""

from dataclasses import dataclass
from datetime import date

from housingdesk.rent.rules.charging import LineRow
from housingdesk.rent.rules.words import Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge line at one price, with its shares, as the rent room charges it."""

    description: str
    line: LineRow

    def parts(self, on: date) -> tuple[tuple[Payer, int], ...]:
        """Who pays how many pence of the line on a day within it; the parts sum to the line."""
        in_force = [s for s in self.line.shares if s.start <= on and (s.end is None or on < s.end)]
        fixed = sum(s.pence for s in in_force if s.pence is not None)
        return tuple((s.payer, self.line.pence - fixed if s.pence is None else s.pence) for s in in_force)


@dataclass(frozen=True, slots=True)
class Award:
    """Benefit towards the rent from ``start``: ``per_mille`` of the rent line and all of the eligible services.

    ``decided_on`` is the day from which the council or the Department pays, then with what has built up.
    """

    route: BenefitRoute
    payer: Payer
    claim_reference: str
    start: date
    decided_on: date
    per_mille: int


@dataclass(frozen=True, slots=True)
class Tenancy:
    """A tenancy, licence or contract and its one account. ``key`` counts from 1; ``ends`` is its last day.

    ``routes`` are the benefit routes with the day each begins. ``old_number`` is what the system before this one called
    the account; some people still pay with it.
    """

    key: int
    reference: str
    payment_reference: str
    old_number: str
    space: int
    kind: TenancyKind
    social: bool
    people: tuple[int, ...]
    starts: date
    ends: date | None
    end_reason: EndReason | None
    starter_until: date | None
    fixed_until: date | None
    frequency: Frequency
    routes: tuple[tuple[BenefitRoute, date], ...]
    award: Award | None
    charges: tuple[Charge, ...]

    def is_current(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)

    def own_pence(self, on: date) -> int:
        """What the person pays on that day's prices: pence a week, or a month on a monthly account."""
        return sum(pence for charge in self.charges if charge.line.start <= on
                   and (charge.line.end is None or on < charge.line.end)
                   for payer, pence in charge.parts(on) if payer is Payer.TENANT)
