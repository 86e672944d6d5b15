"""Beds held for somebody who is away: which, why, until when, and the days of them for which nobody is charged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.rent.models import Account, HeldBed
from housingdesk.rent.rules.nights import Span
from housingdesk.rent.rules.words import AccountKind, Frequency, HeldCause
from housingdesk.settings import queries as settings
from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen


@frozen
class HeldRow:
    """A bed held on an account from ``start`` up to but not including ``end`` (None: until they are back)."""

    id: int
    version: int
    account_id: int
    cause: HeldCause
    charged: bool
    start: date
    end: date | None
    note: str

    def on(self, day: date) -> bool:
        """Whether it is held in the night of a day."""
        return self.start <= day and (self.end is None or self.end > day)


_COLUMNS = (HeldBed.id, HeldBed.version, HeldBed.account, HeldBed.cause, HeldBed.charged, HeldBed.start, HeldBed.end,
            HeldBed.note)


def held_beds(account_ids: Sequence[int]) -> list[HeldRow]:
    """Every bed held on these accounts, in time."""
    rows: Any = (HeldBed.select(*_COLUMNS).where(HeldBed.account.in_(list(account_ids))).order_by(HeldBed.start, HeldBed.id)
                 .tuples())
    return [HeldRow(*row) for row in rows]


def is_charged(cause: HeldCause, on: date) -> bool:
    """Whether the settings charge nights held for a cause."""
    charged: bool = settings.value(f"rent.held.{cause.name.lower()}", on)
    return charged


def not_charged(start: date, end: date, account_ids: Iterable[int] | None = None) -> dict[int, list[Span]]:
    """By account the days of ``start <= day < end`` for which it is not charged because its bed is held; one statement."""
    where = ~HeldBed.charged & (HeldBed.start < end) & (HeldBed.end.is_null() | (HeldBed.end > start))
    if account_ids is not None:
        where &= HeldBed.account.in_(list(account_ids))
    found: defaultdict[int, list[Span]] = defaultdict(list)
    rows: Any = HeldBed.select(HeldBed.account, HeldBed.start, HeldBed.end).where(where).order_by(HeldBed.start).tuples()
    for account, first, back in rows:
        found[account].append((max(first, start), end if back is None else min(back, end)))
    return dict(found)


def away(start: date, end: date) -> dict[int, list[Span]]:
    """By tenancy the days of ``start <= day < end`` on which its home counts as empty although it is held; two statements.

    These are the nights of a held bed that are not charged, and the night of somebody who came and left on one day.
    """
    where = ~HeldBed.charged & (HeldBed.start < end) & (HeldBed.end.is_null() | (HeldBed.end > start))
    rows: Any = (HeldBed.select(Account.tenancy, HeldBed.start, HeldBed.end, Account.closes_on).join(Account)
                 .where(where & (Account.kind == AccountKind.RENT)).order_by(HeldBed.start).tuples())
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for tenancy, first, back, closes in rows:
        last = min(back or date.max, closes + DAY if closes is not None else date.max)
        if first < last:
            found[tenancy].append((first, last))
    guests: Any = (Account.select(Account.tenancy, Account.opens_on)
                   .where((Account.frequency == Frequency.NIGHTLY) & (Account.closes_on < Account.opens_on)
                          & (Account.opens_on >= start) & (Account.opens_on < end)).tuples())
    for tenancy, day in guests:
        found[tenancy].append((day, day + DAY))
    return dict(found)


def held_in(start: date, end: date) -> list[HeldRow]:
    """Every bed held and not charged on some night of ``start <= night < end``."""
    rows: Any = (HeldBed.select(*_COLUMNS).where(~HeldBed.charged & (HeldBed.start < end)
                                                 & (HeldBed.end.is_null() | (HeldBed.end > start)))
                 .order_by(HeldBed.start).tuples())
    return [HeldRow(*row) for row in rows]


def days_held(on: date) -> int:
    """How many beds are held in the night of a day."""
    return int(HeldBed.select(fn.COUNT(HeldBed.id)).where((HeldBed.start <= on)
                                                          & (HeldBed.end.is_null() | (HeldBed.end > on))).scalar())
