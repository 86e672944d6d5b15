"""What an office has to be told when somebody moves under the same agreement: both homes, from which Monday, which charges."""

from datetime import date

from housingdesk.benefits.models import Circumstance
from housingdesk.benefits.queries.claims import ClaimRow, claim
from housingdesk.benefits.rules.words import WhatChanged
from housingdesk.errors import NotFound, Refused
from housingdesk.properties.queries import councils, letter_lines, space
from housingdesk.rent.queries.accounts import ChargeRow, charges_in_force, main_account
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.queries.agreements import occupancies
from housingdesk.values.dates import DAY, week_of
from housingdesk.values.rows import frozen


@frozen
class MoveNotice:
    """A move as the office is told it. ``monday`` is that of the week from which the new rent counts (HB Regs 2006 reg 79(2)).

    ``before`` and ``after`` are the charges of the day before and of the day; ``told_on`` None: it is a draft.
    ``elsewhere``: the council of the new home, where that is another one, which needs a claim of its own.
    """

    circumstance_id: int
    claim: ClaimRow
    on: date
    monday: date
    left: str
    home: str
    before: tuple[ChargeRow, ...]
    after: tuple[ChargeRow, ...]
    frequency: Frequency
    told_on: date | None
    elsewhere: str = ""


def move_notice(circumstance_id: int) -> MoveNotice:
    """The notice of a move; NotFound where the change is gone, Refused where it is no move or the move was taken back."""
    row = Circumstance.get_or_none(Circumstance.id == circumstance_id)
    if row is None:
        raise NotFound("This change is no longer there")
    on = row.happened_on
    made = claim(row.claim_id)
    homes = occupancies([made.tenancy_id])
    place = next((number for number, one in enumerate(homes) if one.start == on and number), None)
    if row.what is not WhatChanged.MOVED or place is None:
        raise Refused("This agreement did not move on that day")
    account = main_account(made.tenancy_id)
    before = charges_in_force(account.id, on - DAY) if account is not None else []
    after = charges_in_force(account.id, on) if account is not None else []
    return MoveNotice(row.id, made, on, week_of(on), _address(homes[place - 1].space_id), _address(homes[place].space_id),
                      tuple(before), tuple(after), account.frequency if account is not None else Frequency.WEEKLY, row.told_on,
                      other_council(made.council_id, homes[place].space_id))


def other_council(council_id: int | None, space_id: int) -> str:
    """The name of the council in whose area a home is, where a claim is with another one; else empty."""
    there = space(space_id).council_id
    if council_id is None or there is None or there == council_id:
        return ""
    return next((one.name for one in councils() if one.id == there), "")


def _address(space_id: int) -> str:
    return ", ".join(letter_lines(space_id))
