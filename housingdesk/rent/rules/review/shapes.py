"""What a review reads of an account, and what it proposes for a charge. Pence as the account is charged."""

from datetime import date
from fractions import Fraction

from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.review.limits import Formula, Pattern
from housingdesk.rent.rules.service_costs import ServiceCharge
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, ReviewException
from housingdesk.values.rows import frozen


@frozen
class Standing:
    """A charge line as it will stand on the day of the review."""

    id: int
    code: ChargeCode
    description: str
    pence: int
    start: date


@frozen
class Reviewed:
    """An account in a review. ``formula`` is its home's formula rent (the registered rent of a fair rent); ``ends_on`` the
    last day it is charged, where that is known; ``no_clause``: its agreement has none that raises the rent (s.13 HA 1988).
    """

    id: int
    kind: AccountKind
    frequency: Frequency
    rent_free: bool
    opens_on: date | None
    ends_on: date | None
    fixed_until: date | None
    rent_type: RentType | None
    bedrooms: int | None
    formula: Formula | None
    services: tuple[ServiceCharge, ...]
    no_clause: bool = False

    def weekly(self, pence: int) -> Fraction:
        """A charge of the account as pence a week."""
        return pence / Pattern(self.frequency).factor


@frozen
class Proposed:
    """One charge after the review. ``line_id`` None: a new one. ``most`` None: nothing but its agreement limits it."""

    line_id: int | None
    code: ChargeCode
    description: str
    old: int
    most: int | None
    new: int
    exception: ReviewException | None
    why: str
    out: bool = False
