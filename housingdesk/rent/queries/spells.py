"""The spells in which homes stand empty or their beds are held without a charge, one by one, and what each loses.

Of homes that have a void account. Together they are what the debit charges those accounts for the same days, so that tenancy
debits and rent loss are the charge in force.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries.charging import empty_days
from housingdesk.rent.queries.held import HeldRow, held_in
from housingdesk.rent.queries.losses import charged_when_empty
from housingdesk.rent.rules.nights import Span, without
from housingdesk.rent.rules.words import AccountKind, HeldCause
from housingdesk.tenancies.models import Occupancy
from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen


@frozen
class Spell:
    """Days of a home without a charge to anybody: ``start <= day < end``. ``cause``: its bed is held; None: it is empty."""

    space_id: int
    start: date
    end: date
    cause: HeldCause | None
    pence: int
    tenancy_id: int | None = None

    @property
    def days(self) -> int:
        """How many days or nights."""
        return (self.end - self.start).days


def spells(start: date, end: date, space_ids: Sequence[int] | None = None) -> list[Spell]:
    """Every spell of homes with a void account in ``start <= day < end``, by home and in time. A fixed number of statements."""
    where = Account.kind == AccountKind.VOID
    if space_ids is not None:
        where &= Account.space.in_(list(space_ids))
    rows: Any = Account.select(Account.space, Account.opens_on).where(where & (Account.opens_on < end)).tuples()
    opened = dict(rows)
    if not opened:
        return []
    gaps = empty_days(sorted(opened), start, end)
    held = _held(start, end, opened)
    charged = charged_when_empty(dict.fromkeys(opened), start, end)
    found = []
    for space, its in gaps.items():
        its = [(max(first, opened[space]), last) for first, last in its if last > opened[space]]
        away = held.get(space, [])
        pieces: list[tuple[Span, HeldCause | None, int | None]] = [
            (span, None, None) for span in without(its, [one[0] for one in away])]
        pieces += [(piece, cause, tenancy) for span, cause, tenancy in away for piece in _both(its, span)]
        found += [Spell(space, *span, why, charged[space].pence(*span), who)
                  for span, why, who in sorted(pieces, key=lambda piece: piece[0])]
    return found


def _both(spans: Sequence[Span], span: Span) -> list[Span]:
    cut = [(max(first, span[0]), min(last, span[1])) for first, last in spans]
    return [one for one in cut if one[0] < one[1]]


def _held(start: date, end: date, spaces: dict[int, date]) -> dict[int, list[tuple[Span, HeldCause, int]]]:
    """By home the nights of beds held and not charged, with their cause and whose bed it is."""
    beds: defaultdict[int, list[HeldRow]] = defaultdict(list)
    for row in held_in(start, end):
        beds[row.account_id].append(row)
    if not beds:
        return {}
    rows: Any = (Account.select(Account.id, Account.tenancy, Account.closes_on, Occupancy.space, Occupancy.start, Occupancy.end)
                 .join(Occupancy, on=(Occupancy.tenancy == Account.tenancy)).where(Account.id.in_(list(beds))).tuples())
    found: defaultdict[int, list[tuple[Span, HeldCause, int]]] = defaultdict(list)
    for account, tenancy, closes, space, first, last in rows:
        for bed in beds[account] if space in spaces else ():
            until = min(bed.end or end, last or end, end, closes + DAY if closes is not None else end)
            since = max(bed.start, first, start)
            if since < until:
                found[space].append(((since, until), bed.cause, tenancy))
    return dict(found)


def on_accounts(start: date, end: date) -> int:
    """Pence that the void accounts were charged for whole periods in ``start <= day < end``; reversals taken off."""
    found: Any = (Entry.select(fn.COALESCE(fn.SUM(Entry.pence), 0)).join(Account)
                  .where((Account.kind == AccountKind.VOID) & (Entry.period_from >= start) & (Entry.period_to <= end)).scalar())
    return int(found)
