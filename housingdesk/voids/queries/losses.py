"""Rent loss of a stretch of days, spell by spell with its cause: empty between lettings, in works, a bed held; and by cause."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from housingdesk.properties.models import Space
from housingdesk.rent.models import Account
from housingdesk.rent.queries.next_debit import last_run
from housingdesk.rent.queries.spells import Spell, on_accounts, spells
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY, WEEK, week_of
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.voids.models import Void
from housingdesk.voids.rules.words import VoidCategory

PERIOD = timedelta(weeks=4)
HELD = "Bed held, "
NO_ACCOUNT = "No account for its rent loss"
_BETWEEN = {VoidCategory.ROUTINE: "Between lettings"}


@frozen
class LossRow:
    """One spell of one home; ``cause`` in words, ``more`` what else is known of it. Pence."""

    id: int
    space_id: int
    address: str
    scheme: str
    start: date
    end: date
    cause: str
    more: str
    pence: int
    void_id: int | None
    tenancy_id: int | None

    @property
    def days(self) -> int:
        """How many days or nights."""
        return (self.end - self.start).days


@frozen
class Losses:
    """The spells of ``start <= day < end``. ``posted_pence``: what the void accounts have for these days."""

    start: date
    end: date
    rows: tuple[LossRow, ...]
    posted_pence: int

    @property
    def pence(self) -> int:
        """All of them together."""
        return sum(row.pence for row in self.rows)

    def by_cause(self) -> list[tuple[str, int, int]]:
        """Cause, days and pence, the dearest first."""
        found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in self.rows:
            found[row.cause][0] += row.days
            found[row.cause][1] += row.pence
        return sorted(((cause, days, pence) for cause, (days, pence) in found.items()), key=lambda one: (-one[2], one[0]))


def period_of(on: date, back: int, debited: date | None = None) -> tuple[date, date]:
    """Four whole weeks that end with the week of a day, or with the last one debited before it; so many such periods back.

    >>> period_of(date(2026, 11, 25), 0)
    (datetime.date(2026, 11, 2), datetime.date(2026, 11, 30))
    """
    end = (week_of(on) if debited is None else min(week_of(on), debited)) + WEEK - PERIOD * back
    return end - PERIOD, end


def losses(on: date, back: int = 0) -> Losses:
    """The rent loss of four weeks, each spell with its cause. A fixed number of statements."""
    start, end = period_of(on, back, last_run())
    found = spells(start, end)
    homes, voids, names = _homes(found), _voids(found), _names(found)
    rows = tuple(_row(number, one, homes, voids, names) for number, one in enumerate(found, 1))
    ordered = tuple(sorted(rows, key=lambda row: (row.scheme, homes[row.space_id][2], row.start)))
    return Losses(start, end, (*_without_account(start, end, len(rows)), *ordered), on_accounts(start, end))


def _without_account(start: date, end: date, numbered: int) -> list[LossRow]:
    """Homes that stood empty on these days and have no account for it: what they lose nobody can say, so it is nil."""
    scheme, opened = Space.alias(), Account.select(Account.space).where(
        (Account.kind == AccountKind.VOID) & Account.space.is_null(False))
    rows: Any = (Void.select(Void.id, Void.space, Void.empty_from, Void.let_from, Space.address, Space.label, scheme.label)
                 .join(Space, on=(Void.space == Space.id)).join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                 .where((Void.empty_from < end) & (Void.let_from.is_null() | (Void.let_from > start))
                        & (Void.closed_on.is_null() | Void.let_from.is_null(False)) & Void.space.not_in(opened))
                 .order_by(scheme.label, Space.sort_key, Void.id).tuples())
    return [LossRow(number, space, address or label, of or "", max(empty, start), min(let or end, end), NO_ACCOUNT,
                    "what it loses is not charged anywhere", 0, void, None)
            for number, (void, space, empty, let, address, label, of) in enumerate(rows, numbered + 1)]


_Void = tuple[int, date, date | None, VoidCategory, str]


def _row(number: int, one: Spell, homes: Mapping[int, Any], voids: Mapping[int, list[_Void]],
         names: Mapping[int, str]) -> LossRow:
    address, scheme, _ = homes[one.space_id]
    home = (number, one.space_id, address, scheme, one.start, one.end)
    if one.cause is not None:
        who = names.get(one.tenancy_id or 0, "")
        return LossRow(*home, f"{HELD}{one.cause}", who, one.pence, None, one.tenancy_id)
    void = next((row for row in voids.get(one.space_id, ()) if row[1] <= one.start and (row[2] is None or row[2] > one.start)),
                None)
    if void is None:
        return LossRow(*home, "No plan on the board", "", one.pence, None, None)
    cause = _BETWEEN.get(void[3], sentence_case(void[3]))
    more = f"since {void[1].day} {void[1]:%b %Y}" if void[1] < one.start else ""
    said = ", ".join(part for part in (void[4], more) if part)
    return LossRow(*home, cause, said, one.pence, void[0], None)


def _homes(found: Sequence[Spell]) -> dict[int, tuple[str, str, str]]:
    scheme = Space.alias()
    rows: Any = (Space.select(Space.id, Space.address, Space.label, scheme.label, Space.sort_key)
                 .join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                 .where(Space.id.in_(sorted({one.space_id for one in found}))).tuples())
    return {number: (address or name, of or "", key) for number, address, name, of, key in rows}


def _voids(found: Sequence[Spell]) -> dict[int, list[_Void]]:
    made: defaultdict[int, list[_Void]] = defaultdict(list)
    rows: Any = (Void.select(Void.space, Void.id, Void.empty_from, Void.let_from, Void.category, Tenancy.end_reason)
                 .join(Tenancy, JOIN.LEFT_OUTER, on=(Void.left == Tenancy.id))
                 .where(Void.space.in_(sorted({one.space_id for one in found}))).order_by(Void.empty_from.desc()).tuples())
    for space, number, empty, let, category, why in rows:
        made[space].append((number, empty, let, category, str(why or "")))
    return dict(made)


def _names(found: Sequence[Spell]) -> dict[int, str]:
    ids = sorted({one.tenancy_id for one in found if one.tenancy_id is not None})
    rows: Any = Tenancy.select(Tenancy.id, Tenancy.names).where(Tenancy.id.in_(ids)).tuples()
    return dict(rows)


def last_day(found: Losses) -> date:
    """The last day of the stretch."""
    return found.end - DAY
