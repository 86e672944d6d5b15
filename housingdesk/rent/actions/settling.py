"""Expected payments are settled when their money came with a schedule, and open again when that is taken back.

A payment settles what was expected of the same payer for days it is for, or, where days are not named, about that time; that
it may be less than expected is told by what is held against it, not here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from housingdesk.access.act import Act
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.rules.words import Payer

_ABOUT = timedelta(10)
_AT_ONCE = 5_000
_ASKED = (ExpectedPayment.id, ExpectedPayment.account, ExpectedPayment.payer, ExpectedPayment.due_on,
          ExpectedPayment.covers_from, ExpectedPayment.covers_to)


class Came(NamedTuple):
    """Money that came: for which account, whose it is, and the first and last day it is for."""

    account_id: int
    payer: Payer
    first: date | None
    last: date | None


def settle_expected(act: Act, *, came: Sequence[Came], on: date) -> int:
    """Settles what was expected of this money, which came on a day; returns how many. For the actions of higher rooms."""
    by_account: defaultdict[tuple[int, Payer], list[Came]] = defaultdict(list)
    for one in came:
        by_account[one.account_id, one.payer].append(one)
    accounts, settled = sorted({one.account_id for one in came}), list[int]()
    for at in range(0, len(accounts), _AT_ONCE):
        rows = (ExpectedPayment.select(*_ASKED).where(ExpectedPayment.account.in_(accounts[at:at + _AT_ONCE])
                                                      & ExpectedPayment.settled_on.is_null()).tuples())
        settled += _of(rows, by_account, on)
    _mark(act, settled, on)
    return len(settled)


def _of(rows: Iterable[Any], by_account: Mapping[tuple[int, Payer], Sequence[Came]], on: date) -> list[int]:
    """Which of these payments money that came on a day is for."""
    return [number for number, account, payer, due, start, last in rows
            if any(_is_for(one, due, start, last, on) for one in by_account.get((account, payer), ()))]


def _is_for(one: Came, due: date, start: date | None, last: date | None, on: date) -> bool:
    if one.first is None or one.last is None or start is None or last is None:
        return abs(due - on) <= _ABOUT
    return one.first <= last and start <= one.last


def unsettle_expected(act: Act, *, gone: Sequence[Came], stays: Sequence[tuple[Came, date]], on: date) -> int:
    """What money that is taken back settled on a day is expected again; returns how many payments.

    ``stays``: what else came for these accounts, with its days, and goes on settling what it is for.
    """
    by_account: defaultdict[tuple[int, Payer], list[Came]] = defaultdict(list)
    for one in gone:
        by_account[one.account_id, one.payer].append(one)
    ordered, found = sorted({one.account_id for one in gone}), list[int]()
    for at in range(0, len(ordered), _AT_ONCE):
        rows = (ExpectedPayment.select(*_ASKED).where(ExpectedPayment.account.in_(ordered[at:at + _AT_ONCE])
                                                      & (ExpectedPayment.settled_on == on)).tuples())
        found += _of(rows, by_account, on)
    _mark(act, found, None)
    for day in sorted({day for _, day in stays}) if found else ():
        settle_expected(act, came=[one for one, its in stays if its == day], on=day)
    return len(found)


def _mark(act: Act, ids: Sequence[int], on: date | None) -> None:
    for at in range(0, len(ids), _AT_ONCE):
        act.bulk(ExpectedPayment.update(settled_on=on, version=ExpectedPayment.version + 1)
                 .where(ExpectedPayment.id.in_(list(ids[at:at + _AT_ONCE]))),
                 summary="expected payments settled" if on is not None else "expected payments open again")
