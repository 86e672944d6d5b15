"""The figures that one review goes by: limits by rent type, convergence, caps, rent-free weeks; and how they are kept. Pure."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.periods import period_of
from housingdesk.rent.rules.review.limits import Pattern
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.dates import add_months, month_start, week_of
from housingdesk.values.rows import frozen

STANDARD: dict[RentType, str] = {RentType.SOCIAL: "social", RentType.AFFORDABLE: "affordable", RentType.SUPPORTED: "supported",
                                 RentType.FAIR: "fair"}
OUTSIDE = frozenset(RentType) - frozenset(STANDARD)
WEEKS_APART = frozenset({Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY})
SOCIAL_RENTS = frozenset({RentType.SOCIAL, RentType.SUPPORTED})
LIMIT_OF = {**{kind: f"review.limit.{key}" for kind, key in STANDARD.items()},
            **dict.fromkeys(OUTSIDE, "review.limit.outside")}


@frozen
class Figures:
    """What a review of the year from ``starts_on`` goes by; limits in hundredths of one per cent, None where not known.

    ``free_before``/``free_after``: rent-free weeks of the year that ends and of the one that begins. ``said``: each figure
    in words with its source, as it is kept with the review.
    """

    starts_on: date
    limits: Mapping[RentType, int | None]
    garage: int | None
    services: int | None
    convergence: int
    caps: Mapping[int, int]
    vat: int
    free_before: int
    free_after: int
    by_year: bool
    said: tuple[tuple[str, str, str], ...] = ()

    def patterns(self, frequency: Frequency, *, rent_free: bool) -> tuple[Pattern, Pattern]:
        """How an account is charged before and after."""
        if not rent_free or frequency is Frequency.MONTHLY or not self.by_year:
            return Pattern(frequency), Pattern(frequency)
        return Pattern(frequency, self.free_before), Pattern(frequency, self.free_after)

    def charged(self, frequency: Frequency, *, rent_free: bool) -> Pattern:
        """How often an account is charged in the year: what a service costs falls on the weeks that are."""
        return Pattern(frequency, self.free_after if rent_free and frequency in WEEKS_APART else 0)


def from_on(frequency: Frequency, starts_on: date) -> date:
    """The day from which an account has its new charge: a month's charge changes with its month.

    >>> from_on(Frequency.MONTHLY, date(2027, 4, 5)), from_on(Frequency.WEEKLY, date(2027, 4, 5))
    (datetime.date(2027, 4, 1), datetime.date(2027, 4, 5))
    """
    return month_start(starts_on) if frequency is Frequency.MONTHLY else starts_on


def first_debit(frequencies: Iterable[Frequency], starts_on: date, cycle_start: date) -> date:
    """The Monday of the first debit that reaches the new charges of any of these accounts: before it all has to be carried out.

    >>> first_debit([Frequency.WEEKLY, Frequency.MONTHLY], date(2027, 4, 5), date(2018, 4, 2))
    datetime.date(2027, 3, 29)
    """
    return min((week_of(period_of(one, from_on(one, starts_on), cycle_start)[0]) for one in frequencies), default=starts_on)


def notice_by(starts_on: date, days: int) -> date:
    """The last day on which notice of a new rent can be given: so many days and a whole month before it (rulebook §3.5).

    >>> notice_by(date(2027, 4, 5), 28), notice_by(date(2027, 3, 29), 28)
    (datetime.date(2027, 3, 5), datetime.date(2027, 2, 28))
    """
    return min(starts_on - timedelta(days=days), add_months(starts_on, -1))


def kept(figures: Figures) -> str:
    """The figures as they are kept with a review, as JSON."""
    return json.dumps([{"figure": words, "value": value, "source": source} for words, value, source in figures.said],
                      ensure_ascii=False)


def read_kept(text: str) -> tuple[tuple[str, str, str], ...]:
    """The figures of a review: what each is, its value and its source."""
    rows: Any = json.loads(text) if text else []
    return tuple((row["figure"], row["value"], row["source"]) for row in rows)
