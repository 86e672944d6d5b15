"""Expected payments are settled when their money came with a schedule, and open again when that is taken back.

A payment settles what was expected of the same payer for days it is for, or, where days are not named, about that time; that
it may be less than expected is told by what is held against it, not here.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from housingdesk.access.act import Act
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.rules.words import Payer

_ABOUT = timedelta(10)
_AT_ONCE = 5_000


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
        rows = (ExpectedPayment.select(ExpectedPayment.id, ExpectedPayment.account, ExpectedPayment.payer,
                                       ExpectedPayment.due_on, ExpectedPayment.covers_from, ExpectedPayment.covers_to)
                .where(ExpectedPayment.account.in_(accounts[at:at + _AT_ONCE]) & ExpectedPayment.settled_on.is_null()).tuples())
        settled += [number for number, account, payer, due, start, last in rows
                    if any(_is_for(one, due, start, last, on) for one in by_account.get((account, payer), ()))]
    _mark(act, settled, on)
    return len(settled)


def _is_for(one: Came, due: date, start: date | None, last: date | None, on: date) -> bool:
    if one.first is None or one.last is None or start is None or last is None:
        return abs(due - on) <= _ABOUT
    return one.first <= last and start <= one.last


def unsettle_expected(act: Act, *, account_ids: Collection[int], payers: Collection[Payer], on: date) -> int:
    """What these payers' money settled on a day is expected again; returns how many payments."""
    ordered, found = sorted(account_ids), list[int]()
    for at in range(0, len(ordered), _AT_ONCE):
        found += [row[0] for row in ExpectedPayment.select(ExpectedPayment.id).where(
            ExpectedPayment.account.in_(ordered[at:at + _AT_ONCE]) & ExpectedPayment.payer.in_(list(payers))
            & (ExpectedPayment.settled_on == on)).tuples()]
    _mark(act, found, None)
    return len(found)


def _mark(act: Act, ids: Sequence[int], on: date | None) -> None:
    for at in range(0, len(ids), _AT_ONCE):
        act.bulk(ExpectedPayment.update(settled_on=on, version=ExpectedPayment.version + 1)
                 .where(ExpectedPayment.id.in_(list(ids[at:at + _AT_ONCE]))),
                 summary="expected payments settled" if on is not None else "expected payments open again")
