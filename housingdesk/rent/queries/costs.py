"""What the services of a scheme cost: budget, last year, spending so far, the forecast, and each home's share of a year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from peewee import fn

from housingdesk.properties.models import Space
from housingdesk.properties.queries import let_spaces
from housingdesk.rent.models import CostBudget, CostHead, CostShare, Spending
from housingdesk.rent.rules.review.limits import Pattern
from housingdesk.rent.rules.service_costs import (
    Home,
    ServiceCharge,
    apportioned,
    carried_on,
    forecast,
    next_year,
    remainder,
    to_recover,
)
from housingdesk.rent.rules.words import Apportionment, ChargeCode
from housingdesk.values.dates import rent_year_of, rent_year_start
from housingdesk.values.rows import frozen


@frozen
class Bill:
    """One bill; ``removed`` says why it was wrong, empty while it counts."""

    id: int
    spent_on: date
    pence: int
    supplier: str
    reference: str
    text: str
    document_id: int | None
    recorded_at: datetime
    recorded_by: str
    removed: str


@frozen
class ShareRow:
    """A home's share of a service for the year, and what it is charged a week for it; pence."""

    space_id: int
    address: str
    year_pence: int
    week_pence: int


@frozen
class CostRow:
    """One service of a scheme in a rent year; pence. ``budget`` None: none is set. ``left``: what whole pennies a week lose.

    ``last_budget`` and ``last_actual`` are of the year before; ``carry`` is what that year hands on, a deficit positive, once
    it is over (``last_over``) or its cost in the end is entered. While it runs ``last_actual`` is its forecast.
    """

    id: int
    version: int
    scheme_id: int
    name: str
    code: ChargeCode
    apportionment: Apportionment
    supplier: str
    note: str
    ends_on: date | None
    budget: int | None
    carried: int
    actual: int | None
    budget_note: str
    last_budget: int | None
    last_actual: int | None
    last_carried: int
    last_over: bool
    spent: int
    forecast: int | None
    shares: tuple[ShareRow, ...]
    left: int
    bills: tuple[Bill, ...]

    @property
    def recover(self) -> int | None:
        """What the year's charges are to bring."""
        return None if self.budget is None else to_recover(self.budget, self.carried)

    @property
    def carry(self) -> int | None:
        """What last year hands on."""
        return self.will_carry if self.last_over else None

    @property
    def will_carry(self) -> int | None:
        """What the year before hands on, by its forecast while it runs."""
        if self.last_budget is None or self.last_actual is None:
            return None
        return carried_on(self.last_budget, self.last_actual, self.last_carried)


@frozen
class SchemeCosts:
    """The services of a scheme in a rent year."""

    scheme_id: int
    scheme: str
    year_from: date
    homes: int
    rows: tuple[CostRow, ...]


def scheme_costs(scheme_id: int, year_from: date, on: date) -> SchemeCosts:
    """Every service of a scheme in the rent year that begins on a day, by name. A handful of statements."""
    scheme = Space.get_by_id(scheme_id)
    heads = list(CostHead.select().where(CostHead.scheme == scheme_id).order_by(CostHead.name))
    ids = [head.id for head in heads]
    last = rent_year_start(rent_year_of(year_from) - 1)
    budgets = {(one.head_id, one.year_from): one for one in CostBudget.select().where(
        CostBudget.head.in_(ids) & CostBudget.year_from.in_([last, year_from]))}
    homes, parts = _homes([scheme_id], year_from), _parts(ids)
    places = {row.id: row.address or row.label for row in let_spaces(year_from, scheme_id)}
    bills, before = _bills(ids, year_from), _spent(ids, last)
    rows = [_row(head, budgets.get((head.id, year_from)), budgets.get((head.id, last)), before.get(head.id),
                 _shares(head, budgets.get((head.id, year_from)), homes.get(scheme_id, []), parts), bills.get(head.id, ()),
                 places, year_from, on) for head in heads]
    return SchemeCosts(scheme_id, scheme.label, year_from, len(homes.get(scheme_id, ())), tuple(rows))


def all_costs(year_from: date, on: date) -> list[SchemeCosts]:
    """Every scheme that has services, by name, in the rent year that begins on a day. A handful of statements a scheme."""
    return [scheme_costs(scheme, year_from, on) for scheme, _ in schemes_with_costs()]


def _row(head: CostHead, budget: CostBudget | None, last: CostBudget | None, spent_last: int | None, shares: dict[int, int],
         bills: tuple[Bill, ...], places: dict[int, str], year_from: date, on: date) -> CostRow:
    spent = sum(one.pence for one in bills if not one.removed)
    planned = budget.budget_pence if budget is not None else None
    said = tuple(ShareRow(space, places.get(space, ""), pence,
                          ServiceCharge(head.id, head.name, head.code, pence, year_from).charge(Pattern()))
                 for space, pence in shares.items())
    over, cost = _last_year(last, spent_last, year_from, on)
    return CostRow(
        head.id, head.version, head.scheme_id, head.name, head.code, head.apportionment, head.supplier, head.note, head.ends_on,
        planned, budget.carried_pence if budget is not None else 0, budget.actual_pence if budget is not None else None,
        budget.note if budget is not None else "", last.budget_pence if last is not None else None,
        cost, last.carried_pence if last is not None else 0, over, spent,
        forecast(planned, spent, on, year_from) if planned is not None else None, said,
        remainder(shares, year_from, Pattern()) if shares else 0, bills)


def _last_year(last: CostBudget | None, spent: int | None, year_from: date, on: date) -> tuple[bool, int | None]:
    """Whether the year before is over, and what it cost: as entered, else its bills; its forecast while it runs."""
    if last is not None and last.actual_pence is not None:
        return True, last.actual_pence
    if on >= year_from:
        return True, spent
    return False, forecast(last.budget_pence, spent or 0, on, last.year_from) if last is not None else spent


def _shares(head: CostHead, budget: CostBudget | None, homes: list[Home],
            parts: dict[int, dict[int, int]]) -> dict[int, int]:
    if budget is None:
        return {}
    named = parts.get(head.id, {})
    counted = [Home(one.space_id, one.bedrooms, named.get(one.space_id, 0)) for one in homes]
    return apportioned(to_recover(budget.budget_pence, budget.carried_pence), head.apportionment, counted)


def _homes(scheme_ids: Iterable[int], on: date) -> dict[int, list[Home]]:
    """The homes of schemes on a day, let or empty: garages and stores have no services."""
    found: dict[int, list[Home]] = defaultdict(list)
    wanted = set(scheme_ids)
    rows = let_spaces(on, next(iter(wanted))) if len(wanted) == 1 else let_spaces(on)
    for row in rows:
        if row.scheme_id in wanted and row.scheme_id is not None and row.residential:
            found[row.scheme_id].append(Home(row.id, row.bedrooms))
    return found


def _parts(head_ids: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for head, space, parts in CostShare.select(CostShare.head, CostShare.space, CostShare.parts).where(
            CostShare.head.in_(head_ids)).tuples():
        found[head][space] = parts
    return found


def named_parts(head_id: int) -> dict[int, int]:
    """The parts named for homes in a service, by home."""
    return dict(_parts([head_id]).get(head_id, {}))


def _bills(head_ids: list[int], year_from: date) -> dict[int, tuple[Bill, ...]]:
    rows: Any = (Spending.select(Spending.head, Spending.id, Spending.spent_on, Spending.pence, Spending.supplier,
                                 Spending.reference, Spending.text, Spending.document, Spending.recorded_at,
                                 Spending.recorded_by, Spending.removed)
                 .where(Spending.head.in_(head_ids) & (Spending.spent_on >= year_from)
                        & (Spending.spent_on < next_year(year_from)))
                 .order_by(Spending.spent_on.desc(), Spending.id.desc()).tuples())
    found: dict[int, list[Bill]] = defaultdict(list)
    for head, *rest in rows:
        found[head].append(Bill(*rest))
    return {head: tuple(bills) for head, bills in found.items()}


def _spent(head_ids: list[int], year_from: date) -> dict[int, int]:
    """What was spent in a year on each service, where anything was."""
    rows: Any = (Spending.select(Spending.head, fn.SUM(Spending.pence)).where(
        Spending.head.in_(head_ids) & (Spending.spent_on >= year_from) & (Spending.spent_on < next_year(year_from))
        & (Spending.removed == "")).group_by(Spending.head).tuples())
    return {head: int(pence) for head, pence in rows}


def new_service_charges(year_from: date) -> dict[int, tuple[ServiceCharge, ...]]:
    """What each home is charged for the services of its scheme in the rent year that begins on a day, by home.

    Only services with a budget for that year, and at nothing those that ended in the year before; a handful of statements.
    """
    rows: Any = (CostBudget.select(CostBudget, CostHead).join(CostHead).where(
        (CostBudget.year_from == year_from) & (CostHead.ends_on.is_null() | (CostHead.ends_on >= year_from)))
        .order_by(CostHead.name))
    budgets = list(rows)
    homes = _homes({one.head.scheme_id for one in budgets}, year_from) if budgets else {}
    parts = _parts([one.head_id for one in budgets])
    found: dict[int, list[ServiceCharge]] = defaultdict(list)
    for one in budgets:
        for space, pence in _shares(one.head, one, homes.get(one.head.scheme_id, []), parts).items():
            found[space].append(ServiceCharge(one.head_id, one.head.name, one.head.code, pence, year_from))
    for space, one in _ended(year_from):
        found[space].append(one)
    return {space: tuple(charges) for space, charges in found.items()}


def _ended(year_from: date) -> Iterator[tuple[int, ServiceCharge]]:
    """Services that were given in the year before and are no longer: each home of the scheme stops paying for them."""
    heads = list(CostHead.select().where((CostHead.ends_on < year_from)
                                         & (CostHead.ends_on >= rent_year_start(rent_year_of(year_from) - 1))))
    homes = _homes({one.scheme_id for one in heads}, year_from) if heads else {}
    for head in heads:
        for home in homes.get(head.scheme_id, ()):
            yield home.space_id, ServiceCharge(head.id, head.name, head.code, 0, year_from, head.ends_on)


def schemes_with_costs() -> list[tuple[int, str]]:
    """The schemes that have services whose cost is kept here, by name."""
    rows: Any = (Space.select(Space.id, Space.label).where(Space.id.in_(CostHead.select(CostHead.scheme)))
                 .order_by(Space.label, Space.id).tuples())
    return list(rows)
