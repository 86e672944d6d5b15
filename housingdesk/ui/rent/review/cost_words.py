"""What services cost, as the screen says it."""

from dataclasses import dataclass
from datetime import date

from housingdesk.properties.queries import schemes
from housingdesk.rent.queries.costs import CostRow, SchemeCosts, scheme_costs, schemes_with_costs
from housingdesk.rent.rules.service_costs import SERVICES
from housingdesk.rent.rules.words import Apportionment, ChargeCode
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

CODES = [(code, {ChargeCode.ELIGIBLE_SERVICE: "Service charge, counts for benefit",
                 ChargeCode.INELIGIBLE_SERVICE: "Personal charge, benefit does not pay it",
                 ChargeCode.WATER: "Water, benefit does not pay it",
                 ChargeCode.SUPPORT: "Support, benefit does not pay it"}[code]) for code in SERVICES]
SHARED = [(how, sentence_case(str(how))) for how in Apportionment]


@dataclass(frozen=True, slots=True)
class Costs:
    """What the screen shows: the schemes to choose from, and one of them."""

    schemes: tuple[tuple[int, str], ...]
    found: SchemeCosts | None


def costs_of(scheme_id: int | None, year_from: date, on: date) -> Costs:
    """A scheme with its costs: the one asked for, else the first that has any, else the first there is."""
    every = tuple((row.id, row.label) for row in schemes(on))
    kept = schemes_with_costs()
    chosen = scheme_id or (kept[0][0] if kept else every[0][0] if every else None)
    return Costs(every, scheme_costs(chosen, year_from, on) if chosen is not None else None)


def cost_columns() -> tuple[Column, ...]:
    """The service, its budget, what it cost last year, spent so far, and what the year will come to."""
    return (Column("name", "Service", 180, lambda r: r.name, secondary=lambda r: r.supplier or str(r.code), stretch=1),
            Column("budget", "Budget", 110, lambda r: pence(r.budget) or "none", align=Align.RIGHT,
                   status=lambda r: Status.DUE if r.budget is None and r.ends_on is None else None),
            Column("last", "Year before", 104, lambda r: pence(r.last_actual), align=Align.RIGHT, hide_below=620),
            Column("spent", "Spent", 104, lambda r: pence(r.spent), align=Align.RIGHT),
            Column("forecast", "Forecast", 116, lambda r: pence(r.forecast), align=Align.RIGHT, hide_below=480, status=over))


def over(row: CostRow) -> Status | None:
    """A forecast above what the charges bring is late, one within it needs no mark."""
    if row.forecast is None or row.recover is None:
        return None
    return Status.LATE if row.forecast > row.recover else Status.GOOD


def cost_sentence(row: CostRow) -> str:
    """A service as a screen reader says it."""
    will = f", {pence(row.forecast)} by the end of the year" if row.forecast is not None else ""
    return f"{row.name}: budget {pence(row.budget) or 'none'}, {pence(row.spent)} spent{will}"


def facts_of(row: CostRow) -> list[tuple[str, str]]:
    """The figures of a service and its year."""
    carried = "" if not row.carried else f"{'deficit' if row.carried > 0 else 'surplus'} {format_pence(abs(row.carried))}"
    return [(name, said) for name, said in (
        ("Shared", str(row.apportionment)), ("Budget", pence(row.budget)), ("Carried in", carried),
        ("To be charged", pence(row.recover)), ("Budget, year before", pence(row.last_budget)),
        ("It cost" if row.last_over else "Its forecast", pence(row.last_actual)), ("Cost in the end", pence(row.actual)),
        ("Spent so far", pence(row.spent)),
        ("Forecast", pence(row.forecast))) if said]


def carry_words(row: CostRow) -> str:
    """What last year hands on, where this year's budget does not carry it yet; empty otherwise."""
    if not row.will_carry or row.carried:
        return ""
    kind = "deficit" if row.will_carry > 0 else "surplus"
    ends = "ended" if row.last_over else "is forecast to end"
    return f"The year before {ends} with a {kind} of {format_pence(abs(row.will_carry))}; nothing is carried in yet"


def pence(amount: int | None) -> str:
    """An amount; nothing where it is not known."""
    return "" if amount is None else format_pence(amount)
