"""What an empty home loses on each day: the charges of its void account, else those of the agreement that ended there.

The pence of a day are the running sum of what the debit of its week charges for the days up to it, less the sum before it: so
the days of a week add up to what the week's rent loss is on the account, to the penny.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.rent.models import Account
from housingdesk.rent.queries.charging import lines_in_force
from housingdesk.rent.queries.next_debit import rent_free_weeks
from housingdesk.rent.rules.charging import LineRow, Terms, charges
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency
from housingdesk.values.dates import DAY, WEEK, add_months, month_start, week_of

_LOST = frozenset({ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE, ChargeCode.WATER, ChargeCode.GARAGE})
_SINCE_EVER = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Charged:
    """How an empty home is charged: the lines that hold in the days asked for, and the account's terms."""

    terms: Terms
    lines: tuple[LineRow, ...]

    def pence(self, start: date, end: date) -> int:
        """The rent loss of ``start <= day < end`` as the debit would charge it."""
        return sum(charge.pence for charge in charges(self.lines, self.terms, start, end))

    def by_day(self, start: date, end: date) -> list[int]:
        """The pence of each of these days; they sum to ``pence`` of the whole."""
        out: list[int] = []
        for first, last in _periods(self.terms.frequency, start, end):
            sums = [self.pence(first, first + DAY * count) for count in range(1, (last - first).days + 1)]
            out += [now - was for was, now in zip([0, *sums][:-1], sums, strict=True)]
        return out


def charged_when_empty(homes: Mapping[int, int | None], start: date, end: date) -> dict[int, Charged]:
    """For each space what it loses in these days; ``homes`` gives the agreement that ended there, if one did.

    A home with neither is left out: nothing is known of its rent. A handful of statements however many homes there are.
    """
    free = rent_free_weeks()
    rows: Any = (Account.select(Account.id, Account.space, Account.frequency, Account.rent_free)
                 .where((Account.kind == AccountKind.VOID) & Account.space.in_(list(homes))).tuples())
    void = {space: (account, frequency, rent_free) for account, space, frequency, rent_free in rows}
    lines = lines_in_force(start, end, [account for account, _, _ in void.values()]) if void else {}
    found = {space: Charged(Terms(frequency, _SINCE_EVER, None, free if rent_free else frozenset()),
                            tuple(lines.get(account, ())))
             for space, (account, frequency, rent_free) in void.items()}
    left = {space: tenancy for space, tenancy in homes.items() if space not in void and tenancy is not None}
    return found | (_of_agreements(left) if left else {})


def _of_agreements(left: Mapping[int, int]) -> dict[int, Charged]:
    """The last charges of the agreements that ended, as if they ran on; support and personal services go with the person."""
    rows: Any = (Account.select(Account.id, Account.tenancy, Account.frequency, Account.closes_on)
                 .where(Account.kind.in_([AccountKind.RENT, AccountKind.GARAGE]) & Account.tenancy.in_(list(left.values())))
                 .tuples())
    accounts = {tenancy: (account, frequency, closes) for account, tenancy, frequency, closes in rows}
    lines = lines_in_force(_SINCE_EVER, date.max, [account for account, _, _ in accounts.values()]) if accounts else {}
    found = {}
    for space, tenancy in left.items():
        if tenancy in accounts:
            account, frequency, closes = accounts[tenancy]
            found[space] = Charged(Terms(frequency, _SINCE_EVER, None), tuple(_running_on(lines.get(account, ()), closes)))
    return found


def _running_on(lines: Sequence[LineRow], closes: date | None) -> Iterator[LineRow]:
    for line in lines:
        holds = closes is None or (line.start <= closes and (line.end is None or line.end > closes))
        if line.code in _LOST and holds and (closes is not None or line.end is None):
            whole = line.shares[0]._replace(pence=None, start=_SINCE_EVER, end=None)
            yield line._replace(start=_SINCE_EVER, end=None, shares=(whole,))


def _periods(frequency: Frequency, start: date, end: date) -> Iterator[tuple[date, date]]:
    """The rent weeks, or of a monthly account the months, that make up these days."""
    at = start
    while at < end:
        following = add_months(month_start(at), 1) if frequency is Frequency.MONTHLY else week_of(at) + WEEK
        yield at, min(following, end)
        at = following

