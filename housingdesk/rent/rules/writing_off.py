"""From when a former tenant's debt is too old to be sued for: six years, Limitation Act 1980 ss.19 and 29. Pure.

Rent is six years old by each day it fell due (s.19). An acknowledgement in writing begins them anew (ss.29(5), 30), but not
once they are over (s.29(7)). A payment of part of the rent does not lengthen the time for the rest (s.29(6)); many offices
count from the last payment all the same, which keeps a debt longer, so that is a setting.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.values.dates import add_months, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_SIX_YEARS = 72
Due = tuple[date, int]
"""A day on which something fell due and how many pence."""


@frozen
class Limitation:
    """When a debt is barred: what is unpaid, from the oldest to the newest day it fell due, and what began the time anew.

    ``barred_on`` is the first day on which all of it is barred; ``barred_pence`` what of it is barred ``on`` the day asked.
    """

    on: date
    owed_pence: int
    first_due: date | None
    last_due: date | None
    paid_on: date | None
    acknowledged_on: date | None
    barred_pence: int
    barred_on: date | None

    @property
    def barred(self) -> bool:
        """Whether all of it is barred."""
        return self.barred_on is not None and self.barred_on <= self.on

    @property
    def sentence(self) -> str:
        """Its dates in words, and what follows."""
        if self.first_due is None or self.last_due is None or self.barred_on is None:
            return "Nothing is owed"
        due = f"Fell due from {format_date(self.first_due)} to {format_date(self.last_due)}"
        if self.first_due == self.last_due:
            due = f"Fell due on {format_date(self.first_due)}"
        paid = f", last paid {format_date(self.paid_on)}" if self.paid_on else ", nothing paid"
        told = f", acknowledged in writing {format_date(self.acknowledged_on)}" if self.acknowledged_on else ""
        if self.barred:
            return f"{due}{paid}{told}: barred since {format_date(self.barred_on)}"
        part = f"; {format_pence(self.barred_pence)} of it is barred already" if self.barred_pence else ""
        return f"{due}{paid}{told}: barred on {format_date(self.barred_on)}{part}"


def unpaid(charges: Sequence[Due], owed_pence: int) -> list[Due]:
    """Of these charges, oldest first, the ones that what is owed is made of: payments go to the oldest.

    >>> unpaid([(date(2020, 1, 6), 100), (date(2020, 1, 13), 100)], 130)
    [(datetime.date(2020, 1, 6), 30), (datetime.date(2020, 1, 13), 100)]
    """
    found, left = list[Due](), owed_pence
    for on, pence in sorted(charges, reverse=True):
        if left <= 0:
            break
        found.append((on, min(left, pence)))
        left -= pence
    return found[::-1]


def limitation(charges: Sequence[Due], owed_pence: int, on: date, *, paid: Sequence[date] = (),
               acknowledged: Sequence[date] = (), payment_renews: bool = True) -> Limitation:
    """When a debt is barred. ``charges``: what was charged and stands; ``paid`` and ``acknowledged``: all days of either."""
    parts = unpaid(charges, owed_pence)
    renewals = sorted({*acknowledged, *(paid if payment_renews else ())})
    ends = [(_barred_on(due, renewals), pence) for due, pence in parts]
    return Limitation(on, max(0, owed_pence), parts[0][0] if parts else None, parts[-1][0] if parts else None,
                      max(paid, default=None), max(acknowledged, default=None),
                      sum(pence for end, pence in ends if end <= on),
                      max((end for end, _ in ends), default=None))


def _barred_on(due: date, renewals: Sequence[date]) -> date:
    """Six years from the day it fell due, anew from each renewal before they were over."""
    end = add_months(due, _SIX_YEARS)
    for day in renewals:
        if due <= day < end:
            end = add_months(day, _SIX_YEARS)
    return end
