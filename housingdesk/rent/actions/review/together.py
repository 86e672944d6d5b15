"""What stands together in a review: VAT follows the charge it is on, and an affordable rent is limited with its services."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from housingdesk.access.act import Act
from housingdesk.errors import Refused
from housingdesk.properties.rules import RentType
from housingdesk.rent.models import Account, RentReview, ReviewRow
from housingdesk.rent.queries.review.figures import figures
from housingdesk.rent.queries.review.reckoning import affordable
from housingdesk.rent.rules.review.limits import raised
from housingdesk.rent.rules.review.proposals import IN_THE_WHOLE
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency
from housingdesk.settings import queries as settings
from housingdesk.values.money import format_pence, portion


def vat_follows(act: Act, row: ReviewRow) -> None:
    """Sets the VAT of a garage to what its charge is now to be, where the account has one charge of VAT."""
    if row.account.kind is not AccountKind.GARAGE or row.code is not ChargeCode.GARAGE:
        return
    rows = list(ReviewRow.select().where((ReviewRow.review == row.review_id) & (ReviewRow.account == row.account_id)))
    taxes = [one for one in rows if one.code is ChargeCode.VAT and one.changed_by is None]
    if len(taxes) != 1:
        return
    net = [(one.old_pence, one.old_pence if one.out else one.new_pence) for one in rows if one.code is ChargeCode.GARAGE]
    rate = settings.value("vat.rate", RentReview.get_by_id(row.review_id).starts_on)
    same = all(old == new for old, new in net)
    tax = taxes[0].old_pence if same else portion(sum(new for _, new in net), rate, 10_000)
    if tax != taxes[0].new_pence:
        act.change(taxes[0], new_pence=tax, most_pence=tax)


class _Charge(NamedTuple):
    """One charge that counts towards the limit of the whole."""

    account_id: int
    name: str
    frequency: Frequency
    rent_free: bool
    old: int
    stands: int


def check_whole(review_id: int, account_id: int | None = None) -> None:
    """Refuses affordable rents that would pass their limit with their services; of one account, else of all."""
    starts_on = RentReview.get_by_id(review_id).starts_on
    by_account: dict[int, list[_Charge]] = {}
    for one in _charges(review_id, account_id, affordable(starts_on, account_id)):
        by_account.setdefault(one.account_id, []).append(one)
    changing = [rows for rows in by_account.values() if any(one.stands != one.old for one in rows)]
    found = figures(starts_on) if changing else None
    for rows in changing:
        limit = found.limits[RentType.AFFORDABLE] if found is not None else None
        if found is not None and limit is not None:
            was, now = found.patterns(rows[0].frequency, rent_free=rows[0].rent_free)
            _check(rows, raised(sum(one.old for one in rows), limit, was, now))


def _charges(review_id: int, account_id: int | None, tenancies: list[int]) -> Iterator[_Charge]:
    query = (ReviewRow.select(ReviewRow.account, Account.name, Account.frequency, Account.rent_free, ReviewRow.old_pence,
                              ReviewRow.new_pence, ReviewRow.out, Account.tenancy).join(Account)
             .where((ReviewRow.review == review_id) & (Account.kind == AccountKind.RENT)
                    & ReviewRow.code.in_(list(IN_THE_WHOLE))).order_by(ReviewRow.id))
    wanted = set(tenancies)
    rows: Any = query.where(ReviewRow.account == account_id) if account_id is not None else query
    for account, name, frequency, free, old, new, out, tenancy in rows.tuples() if wanted else ():
        if tenancy in wanted:
            yield _Charge(account, name, frequency, free, old, old if out else new)


def _check(rows: Sequence[_Charge], most: int) -> None:
    new = sum(one.stands for one in rows)
    if new > most:
        raise Refused(f"{rows[0].name}: affordable rent with its services would be {format_pence(new)}. At most "
                      f"{format_pence(most)} is allowed, so lower the rent or a service")
