"""The service's table of rents a week: below and above which a basic rent is refused or queried. The table is loaded data."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RentRange:
    """Pounds a week: refused outside the hard limits, queried outside the soft ones."""

    hard_least: Decimal
    soft_least: Decimal
    soft_most: Decimal
    hard_most: Decimal


RentTable = Mapping[tuple[str, int, int], RentRange]
"""By authority code, bedrooms (0 in supported housing, 4 for more) and letting type (core-lettings §6)."""
