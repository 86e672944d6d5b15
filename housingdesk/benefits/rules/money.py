"""How the money of a claim stands, in one line from its periods; and what a glance at receipts and awards tells. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from housingdesk.benefits.rules.expected.shapes import Paid, Row
from housingdesk.benefits.rules.lanes import MoneyNow
from housingdesk.benefits.rules.words import GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion

_EXPLAINED = frozenset({GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH, GapClass.RECOVERED})
_PENNIES = 5
_RUN = {Payer.HB: timedelta(weeks=4), Payer.UC: timedelta(31)}
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


class Receipt(NamedTuple):
    """Benefit that came: pence in positive, for ``start <= day < end`` where the ledger says so."""

    on: date
    pence: int
    start: date | None
    end: date | None


def glance(payer: Payer, awards: Sequence[Paid], came: Sequence[Receipt], on: date) -> MoneyNow | None:
    """What differs as far as receipts and awards tell it by themselves; None: all is as expected, and needs no second look.

    Receipts are in order of days. Why something differs, runs, recoveries and findings tell, which are looked at in full.
    """
    late = _late(payer, awards, came, on)
    off = [found for one in came if (found := _off(payer, awards, one)) is not None]
    off += [found for before, after in pairwise(came) if (found := _between(awards, before, after, payer)) is not None]
    if late is None and not off:
        return None
    missing = sum(max(0, one.missing_pence) for one in (*off, *([late] if late is not None else [])))
    worst = late or max(off, key=lambda one: one.since)
    return MoneyNow(worst.gap, worst.since, missing, worst.sentence)


def _late(payer: Payer, awards: Sequence[Paid], came: Sequence[Receipt], on: date) -> MoneyNow | None:
    """Nothing came for longer than a run and a fortnight of it (stopped: for two)."""
    after = _LATE_AFTER[payer]
    now = next((award for award in reversed(awards) if award.start <= on and (award.end is None or award.end > on)), None)
    start = came[-1].on if came else now.start if now is not None else None
    if now is None or start is None or max(start, now.told_on or now.start) > on - after:
        return None
    gap = GapClass.STOPPED if start <= on - after - _RUN[payer] else GapClass.LATE
    pence = now.pence if payer is Payer.UC else portion(now.pence, _RUN[payer].days, 7)
    said = "Nothing came since" if came else "Nothing came yet of what is awarded from"
    return MoneyNow(gap, start + _RUN[payer], pence, f"{said} {format_date(start)}: {format_pence(pence)} was due")


def _off(payer: Payer, awards: Sequence[Paid], one: Receipt) -> MoneyNow | None:
    """A receipt that is not its award for its days; one without days is held against a month of Universal Credit alone."""
    start, end = one.start or one.on, one.end or one.on
    held = [award for award in awards if award.start <= start and (award.end is None or award.end >= end)]
    if len(held) != 1 or (payer is not Payer.UC and (one.start is None or one.end is None)):
        return None
    due = held[0].pence if payer is Payer.UC else portion(held[0].pence, (end - start).days, 7)
    missing = due - one.pence
    if abs(missing) <= _PENNIES:
        return None
    gap = GapClass.SHORT if missing > 0 else GapClass.OVER
    said = f"{format_pence(one.pence)} came on {format_date(one.on)}, and {format_pence(due)} was due"
    return MoneyNow(gap, one.on, missing, said)


def _between(awards: Sequence[Paid], before: Receipt, after: Receipt, payer: Payer) -> MoneyNow | None:
    """Days that neither of two receipts was for."""
    if before.end is None or after.start is None or after.start <= before.end or not awards:
        return None
    days = (after.start - before.end).days
    pence = awards[-1].pence if payer is Payer.UC else portion(awards[-1].pence, days, 7)
    return MoneyNow(GapClass.SHORT, after.on, pence, f"Nothing came for the days from {format_date(before.end)} to "
                    f"{format_date(after.start - timedelta(1))}")
