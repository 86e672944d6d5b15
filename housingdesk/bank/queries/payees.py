"""Looks up the accounts that the payments of a file name, by a handful of statements for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.bank.models import Taking
from housingdesk.bank.rules.file_matching import Matched, Payee, keys_of, match, near_keys
from housingdesk.bank.rules.payment_files import Payment
from housingdesk.bank.rules.words import TakingState, TakingWay
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import PERSONAL
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY

_AT_ONCE = 5_000
_SETTLED_WITHIN = 7 * DAY


def payees(payments: Iterable[Payment], on: date) -> dict[str, Payee]:
    """The accounts of people by the references that these payments may hold, or be one slip away from."""
    keys = {key for one in payments for key in (*keys_of(one), *near_keys(one))}
    found: dict[str, Payee] = {}
    for column in (fn.UPPER(Tenancy.reference), Account.reference):  # our payment reference goes before the agreement's
        found |= dict(_known(column, sorted(keys), on))
    return found


def _known(column: Any, keys: Sequence[str], on: date) -> Iterable[tuple[str, Payee]]:
    kinds = list(PERSONAL) if column is Account.reference else ["rent", "garage"]
    for at in range(0, len(keys), _AT_ONCE):
        rows = (Account.select(column, Account.id, Account.reference, Account.kind, Account.name, Tenancy.ends_on)
                .join(Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
                .where(column.in_(keys[at:at + _AT_ONCE]) & Account.kind.in_(kinds)).tuples())
        for key, account, reference, kind, name, ends_on in rows:
            yield key, Payee(account, reference, kind, name, ends_on if ends_on is not None and ends_on < on else None)


def matches(payments: Sequence[Payment], on: date) -> list[Matched]:
    """Whose each payment is taken to be."""
    known = payees(payments, on)
    return [match(one, known) for one in payments]


def card_takings(payments: Sequence[Payment], found: Sequence[Matched]) -> Mapping[int, Taking]:
    """Card payments of a settlement that were taken at a desk and credited there already, by their place in the file.

    The same account, the same sum, taken on the day the file says or up to a week before.
    """
    waiting = list(Taking.select().where((Taking.way == TakingWay.CARD) & (Taking.state == TakingState.TAKEN))
                   .order_by(Taking.taken_on, Taking.id))
    by_place: dict[int, Taking] = {}
    for place, (payment, matched) in enumerate(zip(payments, found, strict=True)):
        mine = next((one for one in waiting if one.account_id == matched.account_id and one.pence == payment.pence
                     and payment.paid_on - _SETTLED_WITHIN <= one.taken_on <= payment.paid_on + DAY), None)
        if mine is not None:
            waiting.remove(mine)
            by_place[place] = mine
    return by_place
