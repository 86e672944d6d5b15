"""Awards where none is recorded: from what the claim should pay, or from the part of the charge that benefit pays. Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen


@frozen
class Part:
    """A part of a charge that benefit pays, ``start <= day < end``, in the period of the account."""

    pence: int
    start: date
    end: date | None


def from_parts(parts: Sequence[Part], told_on: date | None, *, charged_monthly: bool, award_monthly: bool) -> tuple[Paid, ...]:
    """One award for each stretch of days in which the parts are the same, in the award's own period.

    >>> week = [Part(10_000, date(2026, 4, 6), None)]
    >>> [paid.pence for paid in from_parts(week, None, charged_monthly=False, award_monthly=True)]
    [43333]
    """
    edges = sorted({day for part in parts for day in (part.start, part.end) if day is not None})
    out: list[Paid] = []
    for place, start in enumerate(edges):
        end = edges[place + 1] if place + 1 < len(edges) else None
        whole = sum(part.pence for part in parts if part.start <= start and (part.end is None or part.end > start))
        pence = in_period(whole, charged_monthly=charged_monthly, award_monthly=award_monthly)
        if out and out[-1].end == start and out[-1].pence == pence:
            out[-1] = Paid(out[-1].start, end, pence, told_on)
        elif pence:
            out.append(Paid(start, end, pence, told_on))
    return tuple(out)


def in_period(pence: int, *, charged_monthly: bool, award_monthly: bool) -> int:
    """A sum of the account's period in the award's: a week × 52 ÷ 12, a month × 12 ÷ 52."""
    if charged_monthly == award_monthly:
        return pence
    return portion(pence, 52, 12) if award_monthly else portion(pence, 12, 52)


def until(awards: Sequence[Paid], day: date | None) -> tuple[Paid, ...]:
    """The awards as far as they lie before a day."""
    if day is None:
        return tuple(awards)
    return tuple(Paid(one.start, day if one.end is None or one.end > day else one.end, one.pence, one.told_on, one.to_landlord)
                 for one in awards if one.start < day)
