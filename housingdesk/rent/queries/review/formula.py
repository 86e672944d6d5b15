"""Formula rents of homes by rent year, and what a new let may be set at. The registered rent of a fair rent stands here too."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN

from housingdesk.properties.models import Space
from housingdesk.properties.queries import let_on
from housingdesk.properties.rules import NON_RESIDENTIAL, RentType
from housingdesk.rent.models import FormulaRent
from housingdesk.rent.queries.review.figures import caps
from housingdesk.rent.rules.review.limits import Formula, cap_for, new_let
from housingdesk.rent.rules.review.year import SOCIAL_RENTS
from housingdesk.rent.rules.service_costs import next_year, year_of
from housingdesk.settings import queries as settings
from housingdesk.values.dates import rent_year_of, rent_year_start
from housingdesk.values.rows import frozen

FORMULA_TYPES = (*sorted(SOCIAL_RENTS), RentType.FAIR)


@frozen
class FormulaRow:
    """A home whose rent goes by formula, with its formula rent of a year and of the year before, pence a week.

    ``new_let``: the most a new let of that year may be set at; None for fair rents and without a formula rent.
    """

    space_id: int
    address: str
    scheme: str
    rent_type: RentType
    bedrooms: int | None
    uprn: str
    before: int | None
    pence: int | None
    source: str
    new_let: int | None

    @property
    def id(self) -> int:
        """The home's."""
        return self.space_id


@frozen
class NewLet:
    """What a new let of a home may be set at, pence a week: its formula rent, and at most with flexibility and cap."""

    formula: int
    most: int


def formula_rows(year_from: date) -> list[FormulaRow]:
    """Every home of social, supported and fair rent, in the order of addresses. A handful of statements."""
    scheme = Space.alias()
    found: Any = (Space.select(Space.id, Space.address, Space.label, scheme.label, Space.rent_type, Space.bedrooms, Space.uprn)
                  .join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                  .where(let_on(year_from) & Space.rent_type.in_(list(FORMULA_TYPES))
                         & Space.kind.not_in(list(NON_RESIDENTIAL))).order_by(Space.sort_key, Space.id).tuples())
    entered, limits = _entered(year_from), _NewLets(year_from)
    empty = (None, None, "")
    return [FormulaRow(i, address or own, label or "", RentType(kind), beds, uprn or "", *(has := entered.get(i, empty)),
                       limits.most(RentType(kind), beds, has[1]))
            for i, address, own, label, kind, beds, uprn in found]


class _NewLets:
    """What new lets may be set at on a day: the flexibility of each rent type and the rent caps."""

    def __init__(self, on: date) -> None:
        self._flexibility = {RentType.SOCIAL: settings.value("review.flexibility", on),
                             RentType.SUPPORTED: settings.value("review.flexibility.supported", on)}
        self._caps = caps(settings.value("review.caps", on))

    def most(self, rent_type: RentType, bedrooms: int | None, formula: int | None) -> int | None:
        """The most for a home with this formula rent, pence a week."""
        if formula is None or rent_type not in SOCIAL_RENTS:
            return None
        return new_let(formula, self._flexibility[rent_type], cap_for(self._caps, bedrooms))


def _entered(year_from: date, space_ids: Iterable[int] | None = None) -> dict[int, tuple[int | None, int | None, str]]:
    before = rent_year_start(rent_year_of(year_from) - 1)
    query = FormulaRent.select(FormulaRent.space, FormulaRent.year_from, FormulaRent.pence, FormulaRent.source).where(
        FormulaRent.year_from.in_([before, year_from]))
    if space_ids is not None:
        query = query.where(FormulaRent.space.in_(list(space_ids)))
    found: dict[int, tuple[int | None, int | None, str]] = {}
    for space, year, pence, source in query.order_by(FormulaRent.year_from).tuples():
        was = found.get(space, (None, None, ""))
        found[space] = (pence, None, "") if year == before else (was[0], pence, source)
    return found


def formulas(year_from: date) -> dict[int, Formula]:
    """The formula rents of homes that have one of the year that begins on a day. One statement."""
    return {space: Formula(before, now) for space, (before, now, _) in _entered(year_from).items() if now is not None}


def new_let_rent(space_id: int, on: date) -> NewLet | None:
    """What a new let of a home may be set at on a day; None without a formula rent (Policy statement on rents)."""
    year = year_of(on)
    home = Space.get_by_id(space_id)
    formula = formulas_of([space_id], year).get(space_id)
    most = _NewLets(on).most(home.rent_type, home.bedrooms, formula)
    return None if formula is None or most is None else NewLet(formula, most)


def formulas_of(space_ids: Iterable[int], year_from: date) -> dict[int, int]:
    """The formula rents of some homes for a year, pence a week."""
    return {space: now for space, (_, now, _) in _entered(year_from, space_ids).items() if now is not None}


def to_uprate(year_from: date) -> list[tuple[int, int]]:
    """The formula rents of a year whose next year's is not entered, home and pence a week; registered rents are not uprated."""
    known = FormulaRent.select(FormulaRent.space).where(FormulaRent.year_from == next_year(year_from))
    rows: Any = (FormulaRent.select(FormulaRent.space, FormulaRent.pence).join(Space).where(
        (FormulaRent.year_from == year_from) & FormulaRent.space.not_in(known) & (Space.rent_type != RentType.FAIR)).tuples())
    return list(rows)


def following(year_from: date) -> date:
    """The year to which formula rents are uprated next."""
    return next_year(year_from)
