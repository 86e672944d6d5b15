"""How long homes stood empty before they were let again: the last year beside the one before it."""

from datetime import date
from typing import Any

from housingdesk.values.dates import add_months
from housingdesk.values.rows import frozen
from housingdesk.voids.models import Void
from housingdesk.voids.rules.losses import empty_days
from housingdesk.voids.rules.words import VoidCategory

# First lets and homes that are not meant to be let do not count as re-lets (rulebook §10).
_COUNTED = (VoidCategory.ROUTINE, VoidCategory.MAJOR_WORKS, VoidCategory.HARD_TO_LET)


@frozen
class Relets:
    """How many homes were let again in a year, and the days they stood empty on average; None when none was."""

    homes: int
    days: int | None


def relets(on: date) -> tuple[Relets, Relets]:
    """The re-lets that began in the twelve months up to a day, and those of the twelve months before; one statement."""
    year, before = add_months(on, -12), add_months(on, -24)
    rows: Any = (Void.select(Void.empty_from, Void.let_from)
                 .where(Void.next.is_null(False) & (Void.let_from > before) & (Void.let_from <= on)
                        & Void.category.in_(_COUNTED)).tuples())
    days: tuple[list[int], list[int]] = ([], [])
    for empty_from, let_from in rows:
        days[0 if let_from > year else 1].append(empty_days(empty_from, let_from, on))
    now, then = (Relets(len(one), round(sum(one) / len(one)) if one else None) for one in days)
    return now, then


def relets_sentence(now: Relets, then: Relets) -> str:
    """What the board says of it; empty when no home was let again in the year.

    >>> relets_sentence(Relets(6, 24), Relets(9, 31))
    '6 let again in the last year after 24 days on average, 31 the year before'
    """
    if now.days is None:
        return ""
    earlier = f", {then.days} the year before" if then.days is not None else ""
    return f"{now.homes:,} let again in the last year after {now.days} days on average{earlier}"
