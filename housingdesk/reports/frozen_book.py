"""Frozen figures as tables for a spreadsheet: the sums, every account, empty homes and claims, as they were published."""

from housingdesk.errors import NotFound
from housingdesk.reports.export import Sheet, as_workbook
from housingdesk.reports.queries.snapshots import accounts_of, claims_of, snapshot_by_id, voids_of
from housingdesk.reports.rules.frozen import as_facts
from housingdesk.values.dates import format_date

_COUNTED = frozenset({"current_accounts", "former_accounts", "empty_homes", "claims_open"})


def frozen_book(snapshot_id: int) -> bytes:
    """The workbook of one snapshot."""
    return as_workbook(sheets_of(snapshot_id))


def sheets_of(snapshot_id: int) -> list[Sheet]:
    """Its tables."""
    found = snapshot_by_id(snapshot_id)
    if found is None:
        raise NotFound("These figures are no longer there")
    sums = [(name.replace("_", " "), f"{figure:,}" if name in _COUNTED else figure)
            for name, figure in as_facts(found.totals).items()]
    return [
        Sheet("Sums", ("Figure", "Amount"), [("day", format_date(found.on)), ("why", str(found.kind)),
                                             ("frozen", f"{format_date(found.made_at.date())} by {found.made_by}"),
                                             ("seal", f"{found.sequence:,}"), ("head", found.head), *sums]),
        Sheet("Accounts", ("Reference", "Name", "Kind", "Scheme", "Former", "Stage", "Benefit route", "Balance",
                           "Benefit to come"),
              [(row.reference, row.name, row.kind, row.scheme, "yes" if row.former else "", row.stage, row.route, row.pence,
                row.benefit_pence) for row in accounts_of(snapshot_id)]),
        Sheet("Empty homes", ("Home", "Scheme", "Lane", "Category", "Empty from", "Lost a week"),
              [(row.address, row.scheme, row.lane, row.category, format_date(row.empty_from), row.weekly_pence)
               for row in voids_of(snapshot_id)]),
        Sheet("Claims", ("Kind", "State", "Since"), [(row.kind, row.state, format_date(row.since) if row.since else "")
                                                     for row in claims_of(snapshot_id)])]
