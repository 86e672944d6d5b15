"""Would the government's service take this lettings upload of 2026/27? Written from what the service is known to accept, alone.

It shares no line with the program, so that the two can be held against each other. Left out, because only the service can know:
whether an organisation, a user, a scheme or a location exists and belongs to the uploader; which rent periods the managing
organisation has ticked; whether a UPRN or an address is found, and what authority is inferred from it; whether the postcode of
a supported home is the one of its location; the range of basic rents by authority, bedrooms and letting type; what is stored
already. Silent losses (a person after a gap, a second partner, half a date, ticks that are all 0) count as errors: the service
raises none, but the log is unfinished or not what was sent.
"""

from collections.abc import Mapping
from datetime import date

from tests.support.core_cells import Category, Finding, Look, Owner
from tests.support.core_files import duplicate_errors, file_errors, rows_of
from tests.support.core_household import check_doubts, check_household
from tests.support.core_letting import check_dates, check_home, check_setup, check_tenancy
from tests.support.core_money import check_charges, check_income
from tests.support.core_needs import check_forces_and_needs, check_reasons, check_referral

__all__ = ["Category", "Finding", "Owner", "check_file", "duplicate_errors", "file_errors", "row_errors", "row_findings",
           "rows_of"]

_CHECKS = (check_setup, check_dates, check_home, check_tenancy, check_household, check_forces_and_needs, check_doubts,
           check_reasons, check_referral, check_income, check_charges)


def row_findings(cells: Mapping[int, str], *, owner: Owner, today: date) -> list[Finding]:
    """Every rule that one row breaks. A row without an answer is no log and breaks none."""
    if not any(cell.strip() for cell in cells.values()):
        return []
    look = Look(cells, owner, today)
    for check in _CHECKS:
        check(look)
    return look.found


def row_errors(cells: Mapping[int, str], *, owner: Owner, today: date) -> set[tuple[int, Category]]:
    """The fields on which the service would show an error, and how bad each is."""
    return {error for finding in row_findings(cells, owner=owner, today=today) for error in finding.errors()}


def check_file(data: bytes, *, owner: Owner, today: date) -> list[str]:
    """A sentence for everything that keeps this file from being taken whole, row by row; empty if nothing does."""
    found = file_errors(data)
    if found:
        return found
    rows = rows_of(data)
    for number, cells in enumerate(rows, 1):
        found += [f"Row {number}, field {field}: {finding.rule}."
                  for finding in row_findings(cells, owner=owner, today=today) for field in finding.fields]
    return found + [f"Row {number + 1} is the same letting as another row." for number in sorted(duplicate_errors(rows))]
