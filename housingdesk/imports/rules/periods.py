"""An amount stated for one time as an amount for another: a week, a month, a night. Pure."""

from housingdesk.rent.rules.words import WEEKS, Frequency
from housingdesk.values.money import portion

_NIGHTS, _MONTHS, _WEEKS = 7, 12, 52


def unit_of(frequency: Frequency) -> Frequency:
    """For which time an account of this frequency keeps its charges: a week, a month or a night."""
    return frequency if frequency in (Frequency.MONTHLY, Frequency.NIGHTLY) else Frequency.WEEKLY


def restated(pence: int, stated: Frequency, frequency: Frequency) -> tuple[int, bool]:
    """Pence for the time that an account of ``frequency`` keeps, and whether that is the same to the penny.

    >>> restated(44_000, Frequency.FOUR_WEEKLY, Frequency.WEEKLY), restated(48_000, Frequency.MONTHLY, Frequency.WEEKLY)
    ((11000, True), (11077, False))
    >>> restated(3_505, Frequency.NIGHTLY, Frequency.WEEKLY), restated(23_085, Frequency.WEEKLY, Frequency.NIGHTLY)
    ((24535, True), (3298, False))
    """
    unit = unit_of(frequency)
    above, below = _in_weeks(stated)
    over, under = _in_weeks(unit)
    found = portion(pence, below * over, above * under)
    return found, (Frequency.MONTHLY in (stated, unit) and stated is unit) or (
        Frequency.MONTHLY not in (stated, unit) and found * above * under == pence * below * over)


def a_week(pence: int, stated: Frequency) -> int:
    """Pence a week of an amount stated for any time."""
    return restated(pence, stated, Frequency.WEEKLY)[0]


def _in_weeks(stated: Frequency) -> tuple[int, int]:
    """How many weeks the time is, as a fraction: a month is 52 twelfths (rulebook §5.1)."""
    if stated is Frequency.MONTHLY:
        return _WEEKS, _MONTHS
    return (1, _NIGHTS) if stated is Frequency.NIGHTLY else (WEEKS[stated], 1)
