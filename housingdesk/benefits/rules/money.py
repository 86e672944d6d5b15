"""How the money of a claim stands, in one line from its periods; and which claims need no second look at all. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from housingdesk.benefits.rules.expected.shapes import Paid, Row
from housingdesk.benefits.rules.lanes import MoneyNow
from housingdesk.benefits.rules.words import GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen

_EXPLAINED = frozenset({GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH, GapClass.RECOVERED})
_PENNIES = 5
_LATE_AFTER = {Payer.HB: timedelta(weeks=4, days=14), Payer.UC: timedelta(40)}
"""A council's next run, and a fortnight of it: by then the next would be looked for. The DWP pays every month."""


def money_of(rows: Sequence[Row]) -> MoneyNow | None:
    """The gravest thing among the periods of a payer: stopped now, else the newest that differs. None: all is as expected."""
    known = [row for row in rows if row.gap is not GapClass.NOT_YET_DUE]
    open_rows = [row for row in known if row.gap not in _EXPLAINED]
    if not open_rows:
        return None
    missing = sum(max(0, row.missing_pence) for row in open_rows)
    last = next((row for row in reversed(known) if row.due is not None), None)
    if last is not None and last.gap is GapClass.STOPPED:
        stopped = [row for row in open_rows if row.gap is GapClass.STOPPED]
        return MoneyNow(GapClass.STOPPED, _day(stopped[0]), missing, _one_line(last))
    newest = open_rows[-1]
    return MoneyNow(newest.gap, _day(newest), missing, _one_line(newest))


def _day(row: Row) -> date:
    return row.due.due_on if row.due is not None else row.came[0].on


def _one_line(row: Row) -> str:
    return row.sentence.removesuffix(".")


@frozen
class Receipt:
    """Benefit that came: pence in positive, for ``start <= day < end`` where the ledger says so."""

    on: date
    pence: int
    start: date | None
    end: date | None


def as_expected(payer: Payer, awards: Sequence[Paid], came: Sequence[Receipt], on: date) -> bool:
    """Whether every receipt is its award for its days, one joins the other, and the last is not old: no second look is needed.

    Receipts are in order of days. What is not plain at once is looked at in full; this only saves the looking.
    """
    if not came or came[-1].on <= on - _LATE_AFTER.get(payer, timedelta(0)):
        return False
    return (all(_fits(payer, awards, one) for one in came)
            and all(before.end == after.start for before, after in pairwise(came)))


def _fits(payer: Payer, awards: Sequence[Paid], one: Receipt) -> bool:
    if one.start is None or one.end is None:
        return False
    held = [award for award in awards if award.start <= one.start and (award.end is None or award.end >= one.end)]
    if len(held) != 1:
        return False
    due = held[0].pence if payer is Payer.UC else portion(held[0].pence, (one.end - one.start).days, 7)
    return abs(due - one.pence) <= _PENNIES
