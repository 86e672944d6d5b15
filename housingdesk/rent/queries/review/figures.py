"""The figures of a review's year out of the settings; a figure that was entered for an earlier year is not this year's."""

from datetime import date
from typing import Any

from housingdesk.properties.rules import RentType
from housingdesk.rent.queries.next_debit import rent_free_weeks
from housingdesk.rent.rules.review.year import LIMIT_OF, OUTSIDE, Figures
from housingdesk.settings import queries as settings
from housingdesk.settings.queries import SettingRow
from housingdesk.values.dates import format_date, rent_year_of, rent_year_start
from housingdesk.values.money import format_pence, parse_money

_KEYS = ("review.limit.social", "review.limit.affordable", "review.limit.supported", "review.limit.fair",
         "review.limit.outside", "review.limit.garage", "review.limit.services", "review.convergence", "review.caps",
         "vat.rate")


def figures(starts_on: date) -> Figures:
    """What a review from a day goes by: each figure in force on it, the limits only where they are of its own year."""
    rows = {row.declared.key: row for row in settings.setting_rows(starts_on)}
    limits = {kind: _of_year(rows[key], starts_on, always=kind in OUTSIDE) for kind, key in LIMIT_OF.items()}
    year = rent_year_of(starts_on)
    free = rent_free_weeks()
    return Figures(
        starts_on, limits, rows["review.limit.garage"].value, rows["review.limit.services"].value,
        int(rows["review.convergence"].value or 0), caps(rows["review.caps"].value), int(rows["vat.rate"].value),
        _free_weeks(free, year - 1), _free_weeks(free, year), rows["review.normal_year"].value == "year",
        tuple(_said(rows[key], limits) for key in _KEYS))


def formula_limit(year_from: date) -> int | None:
    """By how much formula rents rise in a year, in hundredths of one per cent; None where it is not known."""
    row = next(row for row in settings.setting_rows(year_from) if row.declared.key == "review.limit.formula")
    return _of_year(row, year_from, always=False)


def caps(pairs: Any) -> dict[int, int]:
    """Rent caps by bedrooms, pence a week, as the setting holds them."""
    return {int(bedrooms): parse_money(amount) for bedrooms, amount in pairs or ()}


def _of_year(row: SettingRow, starts_on: date, *, always: bool) -> int | None:
    april = date(rent_year_of(starts_on), 4, 1)
    ours = always or row.valid_from is None or row.valid_from >= april
    value: int | None = row.value if ours else None
    return value


def _free_weeks(free: frozenset[date], year: int) -> int:
    return sum(rent_year_start(year) <= monday < rent_year_start(year + 1) for monday in free)


def _said(row: SettingRow, limits: dict[RentType, int | None]) -> tuple[str, str, str]:
    """A figure with its value and its source; a limit of another year is not known."""
    kinds = [kind for kind, key in LIMIT_OF.items() if key == row.declared.key and kind not in OUTSIDE]
    if any(limits[kind] is None for kind in kinds):
        return row.declared.label, "not known", ""
    value = format_pence(row.value) if row.declared.key == "review.convergence" else row.shown.replace("\n", ", ")
    since = f", from {format_date(row.valid_from)}" if row.valid_from is not None else ""
    return row.declared.label, value, f"{row.source}{since}" if row.source else since.removeprefix(", ")
