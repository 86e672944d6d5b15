"""Whether what is charged for a home of exempt accommodation is what its council agreed. Pure.

The whole charge is the rent with every service charge; support, garages and VAT are no part of it. A rent agreed for one home
goes before one agreed for the whole scheme. It decides nothing about whether a rent is reasonable: that is the council's
(HB Regs 2006 reg 13 as it stood before 2008, for exempt accommodation).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, ChargeCode
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

LOOK_AHEAD = timedelta(days=62)
"""How long before a change of the charge or the end of a letter is told of it: time to ask the council."""
_OF_THE_HOME = frozenset({ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE, ChargeCode.WATER})


@frozen
class Agreed:
    """A rent that was agreed, pence a week, from ``start`` up to but not including ``end``; ``space_id`` None: every home."""

    rent_pence: int
    eligible_pence: int
    start: date
    end: date | None = None
    space_id: int | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.start <= day and (self.end is None or day < self.end)


@frozen
class Charged:
    """One charge of a home, pence a week, from ``start`` up to but not including ``end``."""

    code: ChargeCode
    pence: int
    start: date
    end: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is charged on a day."""
        return self.start <= day and (self.end is None or day < self.end)


@frozen
class Leaving:
    """The charge and the agreed rent part from a day on; nothing is agreed any more where ``agreed`` is None. Pence a week."""

    since: date
    rent_pence: int
    eligible_pence: int
    agreed: Agreed | None
    sentence: str


def agreed_on(rows: Iterable[Agreed], space_id: int, day: date) -> Agreed | None:
    """What is agreed for a home on a day: for itself, else for the whole scheme; the newest where two hold."""
    found = [row for row in rows if row.on(day) and row.space_id in (space_id, None)]
    return max(found, key=lambda row: (row.space_id is not None, row.start), default=None)


def charged_on(lines: Iterable[Charged], day: date) -> tuple[int, int]:
    """What a home costs on a day, pence a week: the whole charge, and what of it benefit may count."""
    now = [line for line in lines if line.on(day)]
    return (sum(line.pence for line in now if line.code in _OF_THE_HOME),
            sum(line.pence for line in now if line.code in BENEFIT_ELIGIBLE))


def leaves(lines: Sequence[Charged], rows: Sequence[Agreed], space_id: int, on: date) -> Leaving | None:
    """How the charge differs from what is agreed on a day, or first will in the next two months; None while they are one.

    A home for which nothing was ever agreed is told of as well; one that is charged nothing is not.
    """
    until = on + LOOK_AHEAD
    ends = [*((one.start, one.end) for one in lines), *((one.start, one.end) for one in rows)]
    days = {on, *(day for both in ends for day in both if day is not None and on < day <= until)}
    for day in sorted(days):
        found = _on_day(lines, rows, space_id, day, on)
        if found is not None:
            return found
    return None


def _on_day(lines: Sequence[Charged], rows: Sequence[Agreed], space_id: int, day: date, today: date) -> Leaving | None:
    rent, eligible = charged_on(lines, day)
    if not rent:
        return None
    agreed = agreed_on(rows, space_id, day)
    if agreed is None:
        return Leaving(day, rent, eligible, None, _nothing_agreed(rows, space_id, day, today))
    if (rent, eligible) == (agreed.rent_pence, agreed.eligible_pence):
        return None
    return Leaving(day, rent, eligible, agreed, _sentence(rent, eligible, agreed, day, today))


def _nothing_agreed(rows: Sequence[Agreed], space_id: int, day: date, today: date) -> str:
    ended = [row.end for row in rows if row.space_id in (space_id, None) and row.end is not None and row.end <= day]
    if not ended:
        return "No rent is agreed with the council for this home"
    last = format_date(max(ended) - timedelta(1))
    if day > today:
        return f"The agreed rent holds up to {last}, and none follows: ask the council for the next one"
    return f"The agreed rent held up to {last}, and none follows: ask the council to agree the one that is charged"


def _sentence(rent: int, eligible: int, agreed: Agreed, day: date, today: date) -> str:
    begins = f"From {format_date(day)} " if day > today else ""
    more = rent - agreed.rent_pence
    if more:
        said = (f"{format_pence(abs(more))} a week {'more' if more > 0 else 'less'} is charged than was agreed "
                f"({format_pence(rent)} instead of {format_pence(agreed.rent_pence)})")
        then = ("ask the council to agree it, or the difference is left to the tenant" if more > 0 else
                "tell the council, or it pays too much and wants it back")
        return f"{begins}{said}: {then}"
    more = eligible - agreed.eligible_pence
    said = (f"{format_pence(abs(more))} a week {'more' if more > 0 else 'less'} is charged as eligible than was agreed "
            f"({format_pence(eligible)} instead of {format_pence(agreed.eligible_pence)})")
    return f"{begins}{said}: put the charges right, or ask the council to agree the split"
