"""What services cost in a rent year, budget against spending, for every scheme on one list: on paper, and as a table."""

from collections.abc import Iterator, Sequence
from datetime import date

from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.mailings.queries.office import office
from housingdesk.rent.queries.costs import CostRow, SchemeCosts, all_costs
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

HEADS = ("Scheme", "Service", "Budget", "Carried in", "To be charged", "Spent", "Forecast", "Over or under")
_PARTS = (26, 34, 17, 17, 18, 17, 17, 19)
_Figures = tuple[int | None, int | None, int | None, int, int | None, int | None]


def cost_list(year_from: date, on: date, by: str) -> bytes:
    """Every service of every scheme in the rent year that begins on a day, with sums of each scheme and of all, as PDF."""
    shared, found = office(on), all_costs(year_from, on)
    notes = (f"The rent year from {format_date(year_from)}. A forecast is what was spent, and the budget for the days left. "
             "Over or under: the forecast against what the charges are to bring; over is −.",
             f"As it stands on {format_date(on)}, drawn by {by}.")
    cells = [(scheme, name, *("" if one is None else format_pence(one) for one in figures))
             for scheme, name, figures in _lines(found)]
    return draw_list("What services cost", notes, HEADS, cells, _PARTS, author=shared.sender.name, demo=shared.demo)


def cost_table(year_from: date, on: date) -> bytes:
    """The same as CSV, a line for each service and none for sums."""
    rows = [(scheme.scheme, row.name, *("" if one is None else one for one in _figures([row])))
            for scheme in all_costs(year_from, on) for row in scheme.rows]
    return as_csv(Sheet("What services cost", HEADS, rows))


def _lines(found: Sequence[SchemeCosts]) -> Iterator[tuple[str, str, _Figures]]:
    for scheme in found:
        for row in scheme.rows:
            yield scheme.scheme, row.name, _figures([row])
        if len(scheme.rows) > 1:
            yield scheme.scheme, "Together", _figures(scheme.rows)
    if len(found) > 1:
        yield "All schemes", "Together", _figures([row for scheme in found for row in scheme.rows])


def _figures(rows: Sequence[CostRow]) -> _Figures:
    """Budget, carried in, to be charged, spent, forecast, and what is under it; without a budget there is no forecast."""
    planned = [row for row in rows if row.budget is not None]
    spent = sum(row.spent for row in rows)
    if not planned:
        return None, None, None, spent, None, None
    will = sum(row.forecast or 0 for row in planned) + spent - sum(row.spent for row in planned)
    charged = sum(row.recover or 0 for row in planned)
    return (sum(row.budget or 0 for row in planned), sum(row.carried for row in planned), charged, spent, will, charged - will)
