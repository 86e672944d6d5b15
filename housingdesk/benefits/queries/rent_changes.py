"""Changes of a charge that Universal Credit has to be told of: the nearest, from a month back to two months ahead."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import Claim
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.rent.models import Account, ChargeLine
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, AccountKind, Frequency
from housingdesk.tenancies.models import Route, Tenancy
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen

AHEAD, BACK = timedelta(60), timedelta(31)
_AT_ONCE = 5_000
_Line = tuple[int, date, date | None]


@frozen
class RentChange:
    """A charge before and after a day, pence a week: only what benefit may pay for, which is what is reported."""

    on: date
    before_pence: int
    after_pence: int


def rent_changes(account_ids: Collection[int], on: date) -> dict[int, RentChange]:
    """The change of each account, where there is one; the latest that is known counts."""
    found: dict[int, RentChange] = {}
    wanted = sorted(account_ids)
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at:at + _AT_ONCE]
        every = {row[0]: row[1] for row in
                   Account.select(Account.id, Account.frequency).where(Account.id.in_(part)).tuples()}
        for account_id, lines in _lines(part).items():
            change = _change(lines, every[account_id], on)
            if change is not None:
                found[account_id] = change
    return found


def _lines(account_ids: Collection[int]) -> dict[int, list[_Line]]:
    rows: Any = (ChargeLine.select(ChargeLine.account, ChargeLine.pence, ChargeLine.start, ChargeLine.end)
                 .where(ChargeLine.account.in_(list(account_ids)) & ChargeLine.code.in_(list(BENEFIT_ELIGIBLE)))
                 .order_by(ChargeLine.id).tuples())
    found: dict[int, list[_Line]] = {}
    for account_id, pence, start, end in rows:
        found.setdefault(account_id, []).append((pence, start, end))
    return found


def _sum(rows: Iterable[_Line], day: date) -> int:
    return sum(pence for pence, first, end in rows if first <= day and (end is None or end > day))


def _change(lines: Iterable[_Line], every: Frequency, on: date) -> RentChange | None:
    rows = list(lines)
    for start in sorted({start for _, start, _ in rows if on - BACK <= start <= on + AHEAD}, reverse=True):
        before, after = (weekly_equivalent(_sum(rows, day), every) for day in (start - DAY, start))
        if before and after != before:
            return RentChange(start, before, after)
    return None


def on_uc(on: date) -> dict[int, int]:
    """The rent accounts of those who get Universal Credit towards their rent, by their agreement."""
    routed: Any = Route.select(Route.tenancy).where(
        Route.route.in_((BenefitRoute.UC_TENANT, BenefitRoute.UC_DIRECT)) & (Route.start <= on)
        & (Route.end.is_null() | (Route.end > on)))
    claimed: Any = Claim.select(Claim.tenancy).where((Claim.kind == ClaimKind.UC) & Claim.state.in_(list(LIVE)))
    rows: Any = (Account.select(Tenancy.id, Account.id).join(Tenancy, on=(Account.tenancy == Tenancy.id))
                 .where((Account.kind == AccountKind.RENT) & (Tenancy.ends_on.is_null() | (Tenancy.ends_on >= on))
                        & (Tenancy.id.in_(routed) | Tenancy.id.in_(claimed))).tuples())
    return dict(rows)
