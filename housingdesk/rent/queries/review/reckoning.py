"""Works a review out: every rent and garage account that is charged on its day, charge by charge. A handful of statements.

The account that carries a home's rent loss goes with it, by the same limits; screens and letters leave it out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from housingdesk.properties.models import Space
from housingdesk.properties.rules import NON_RESIDENTIAL, RentType
from housingdesk.rent.models import Account, ChargeLine
from housingdesk.rent.queries.costs import new_service_charges
from housingdesk.rent.queries.review.formula import formulas
from housingdesk.rent.rules.review.proposals import proposals
from housingdesk.rent.rules.review.shapes import Proposed, Reviewed, Standing
from housingdesk.rent.rules.review.year import Figures, from_on
from housingdesk.rent.rules.service_costs import year_of
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import ASSURED, LandlordStatus, Regime, TenancyKind, is_social, regime

Progress = Callable[[int, int, str], None]
_SAY_EVERY = 500
_KINDS = (AccountKind.RENT, AccountKind.GARAGE, AccountKind.VOID)


class _Home(NamedTuple):
    """What decides of the home that an account is for."""

    space_id: int
    rent_type: Any
    bedrooms: int | None
    kind: Any = None


def reckon(figures: Figures, on: date, progress: Progress | None = None) -> Iterator[tuple[int, bool, Proposed]]:
    """What the review makes of every account, by its id and whether it is a home's rent loss, in the order of references.

    Accounts that are closed by ``on``, or begin only on the day or later, are not in it. ``progress`` may raise Cancelled.
    """
    accounts, charges, homes = _accounts(on), _charges(figures.starts_on), _homes(figures.starts_on)
    empty, clauseless = _void_homes(), _Clauses(figures.starts_on)
    year = year_of(figures.starts_on)
    formula, services = formulas(year), new_service_charges(year)
    nowhere = _Home(0, None, None)
    for done, (account_id, tenancy, space, kind, frequency, rent_free, opens, closes, ends, fixed, agreement, social) in \
            enumerate(accounts):
        if progress is not None and not done % _SAY_EVERY:
            progress(done, len(accounts), f"Reckoning account {done + 1:,} of {len(accounts):,}")
        day = from_on(frequency, figures.starts_on)
        if opens is not None and opens >= day:
            continue
        void = kind is AccountKind.VOID
        home = empty.get(space, nowhere) if void else homes.get(tenancy, nowhere)
        if void:
            kind = AccountKind.GARAGE if home.kind in NON_RESIDENTIAL else AccountKind.RENT
        found = Reviewed(account_id, kind, frequency, rent_free, opens, _earlier(closes, ends), fixed, home.rent_type,
                         home.bedrooms, formula.get(home.space_id), services.get(home.space_id, ()),
                         kind is AccountKind.RENT and clauseless.has_none(agreement, social=bool(social)))
        standing = [one for one, until in charges.get(account_id, ()) if one.start <= day and (until is None or until > day)]
        for one in proposals(found, standing, figures):
            yield account_id, void, one


class _Clauses:
    """Which agreements raise the rent by no clause of their own, so that it rises by section 13 alone (rulebook §3.5)."""

    def __init__(self, on: date) -> None:
        known = settings.values(on)
        self._on, self._without = on, frozenset(known["review.no_clause"] or ())
        self._landlord = LandlordStatus(known.text("landlord.status"))
        self._social, self._other = known.day("regime.rra.social"), known["regime.rra.non_social"]

    def has_none(self, kind: TenancyKind | None, *, social: bool) -> bool:
        """Whether an agreement has no clause that counts; under the Renters' Rights Act only social housing keeps its own."""
        if kind is None or kind not in ASSURED:
            return False
        law = regime(kind, landlord=self._landlord, social_housing=social, on=self._on, social_commencement=self._social,
                     other_commencement=self._other)
        of_no_effect = law is Regime.HA88_RRA and not is_social(kind, landlord=self._landlord, social_housing=social)
        return of_no_effect or str(kind) in self._without


def _earlier(closes: date | None, ends: date | None) -> date | None:
    return min((day for day in (closes, ends) if day is not None), default=None)


def _accounts(on: date) -> list[Any]:
    rows: Any = (Account.select(Account.id, Account.tenancy, Account.space, Account.kind, Account.frequency, Account.rent_free,
                                Account.opens_on, Account.closes_on, Tenancy.ends_on, Tenancy.fixed_until, Tenancy.kind,
                                Tenancy.social_housing)
                 .join(Tenancy, JOIN.LEFT_OUTER)
                 .where(Account.kind.in_(list(_KINDS)) & (Account.closes_on.is_null() | (Account.closes_on >= on)))
                 .order_by(Account.reference).tuples())
    return list(rows)


def _charges(starts_on: date) -> dict[int, list[tuple[Standing, date | None]]]:
    """The charge lines that may stand on the day, each with the day it ends."""
    month = from_on(Frequency.MONTHLY, starts_on)
    rows: Any = (ChargeLine.select(ChargeLine.account, ChargeLine.id, ChargeLine.code, ChargeLine.description, ChargeLine.pence,
                                   ChargeLine.start, ChargeLine.end).join(Account)
                 .where(Account.kind.in_(list(_KINDS)) & (ChargeLine.start <= starts_on)
                        & (ChargeLine.end.is_null() | (ChargeLine.end > month)))
                 .order_by(ChargeLine.account, ChargeLine.id).tuples())
    found: dict[int, list[tuple[Standing, date | None]]] = defaultdict(list)
    for account, line, code, description, pence, start, until in rows:
        found[account].append((Standing(line, code, description, pence, start), until))
    return found


def _homes(on: date) -> dict[int, _Home]:
    """The home of each agreement on a day, or its last one before."""
    rows: Any = (Occupancy.select(Occupancy.tenancy, Space.id, Space.rent_type, Space.bedrooms).join(Space)
                 .where(Occupancy.start <= on).order_by(Occupancy.start, Occupancy.id).tuples())
    return {tenancy: _Home(space, kind, beds) for tenancy, space, kind, beds in rows}


def affordable(on: date, account_id: int | None = None) -> list[int]:
    """The agreements whose home is let at affordable rent on a day; of one account, else all."""
    ever = Occupancy.select(Occupancy.tenancy).join(Space).where(Space.rent_type == RentType.AFFORDABLE)
    if account_id is not None:
        ever = ever.where(Occupancy.tenancy.in_(Account.select(Account.tenancy).where(Account.id == account_id)))
    rows: Any = (Occupancy.select(Occupancy.tenancy, Space.rent_type).join(Space)
                 .where(Occupancy.tenancy.in_(ever) & (Occupancy.start <= on)).order_by(Occupancy.start, Occupancy.id).tuples())
    return [tenancy for tenancy, kind in dict(rows).items() if kind is RentType.AFFORDABLE]


def _void_homes() -> dict[int, _Home]:
    """The homes that have an account for their rent loss, by their id."""
    rows: Any = (Space.select(Space.id, Space.rent_type, Space.bedrooms, Space.kind)
                 .join(Account, on=(Account.space == Space.id)).where(Account.kind == AccountKind.VOID).tuples())
    return {space: _Home(space, kind, beds, what) for space, kind, beds, what in rows}
