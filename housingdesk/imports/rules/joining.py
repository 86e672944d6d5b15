"""All rows of an intake into one plan: what would be made, and every fault that only several rows together show. Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.imports.rules.agreements import Agreements, Found, frequency_of
from housingdesk.imports.rules.holders import People
from housingdesk.imports.rules.homes import Homes
from housingdesk.imports.rules.money import attach, charged_to, charges_of, history_of, stated_of
from housingdesk.imports.rules.rows import Fault, Plan, RowSaid, TenancyPlan, Weight
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind


def join(rows: Sequence[RowSaid], faults: Sequence[Fault], *, on: date, today: date, cycle_start: date) -> Plan:
    """The plan of an intake from the rows of all its files. ``on``: at whose end the old system's balances stood.

    Agreements whose home or first day is not known are left out of it, with the fault that says why.
    """
    found = list(faults)
    homes, people = Homes(found), People(found)
    homes.take(rows)
    people.take(rows)
    agreements = Agreements(homes, people, found, today)
    agreements.take(rows)
    attach(rows, agreements, found)
    balances = any(row.balance is not None for row in rows)
    made = []
    for one in agreements.found:
        plan = _tenancy(one, on, cycle_start, found)
        left = "tenancy.end" in one.said.broken or (one.said.ends_on is not None and one.said.ends_on <= on)
        unread = any(row.balance is not None and row.balance.broken for row in one.balances)
        if balances and one.balance is None and not unread and not one.entries and not left:
            found.append(one.row.fault("tenancy.key", "no balance is said of it, so it is taken as nil", Weight.WARNING))
        if plan is not None:
            made.append(plan)
    order = {file: place for place, file in enumerate(dict.fromkeys(row.where.file for row in rows))}
    found.sort(key=lambda fault: (order.get(fault.file, -1), fault.line))
    return Plan(on, tuple(homes.spaces), tuple(people.people), tuple(made), tuple(found))


def _tenancy(one: Found, on: date, cycle_start: date, faults: list[Fault]) -> TenancyPlan | None:
    frequency = frequency_of(one)
    first_day = charged_to(one, frequency, on, cycle_start)
    charges = charges_of(one, frequency, first_day, faults)
    balance, brought, entries = history_of(one, on, faults)
    _, parts, beside = stated_of(one)
    if one.home is None or one.said.starts_on is None:
        return None
    return TenancyPlan(one.key, one.home, tuple(one.people), one.kind, one.said.starts_on, one.said.ends_on, one.said.reference,
                       one.said.route or BenefitRoute.NONE, one.said.claim, frequency, first_day, charges, balance, brought,
                       entries, parts, beside, one.said.end_reason if one.said.ends_on is not None else None,
                       one.said.starter_until if one.kind is TenancyKind.STARTER else None,
                       one.said.fixed_until if one.kind is TenancyKind.FIXED_TERM else None, one.row.where)
