"""A move to another room or home under the same agreement is a change that the office has to be told of: it is drafted."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Circumstance, Claim
from housingdesk.benefits.queries.moves import other_council
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.words import WhatChanged
from housingdesk.tenancies.queries.agreements import occupancies
from housingdesk.values.dates import format_date, week_of


@needs(Permission.KEEP_TENANCIES)
def draft_move_notices(act: Act, *, tenancy_id: int, on: date) -> int:
    """Writes the move of a day down as a change of every live claim of an agreement, not told yet; returns how many.

    One that is there for the day already stays as it is.
    """
    homes = occupancies([tenancy_id])
    place = next((number for number, one in enumerate(homes) if one.start == on), 0)
    if not place:
        return 0
    said = (f"From {homes[place - 1].address} to {homes[place].address}; the new rent counts from Monday "
            f"{format_date(week_of(on))}")
    made = 0
    for row in Claim.select().where((Claim.tenancy == tenancy_id) & Claim.state.in_(list(LIVE))).order_by(Claim.id):
        there = Circumstance.select().where((Circumstance.claim == row.id) & (Circumstance.what == WhatChanged.MOVED)
                                            & (Circumstance.happened_on == on)).exists()
        if not there:
            other = other_council(row.council_id, homes[place].space_id)
            then = f". The home is in the area of {other}: a claim there is needed" if other else ""
            act.add(Circumstance(claim=row.id, what=WhatChanged.MOVED, happened_on=on, said=f"{said}{then}"[:1000]))
            made += 1
    return made


@needs(Permission.KEEP_TENANCIES)
def withdraw_move_notices(act: Act, *, tenancy_id: int, on: date) -> int:
    """Takes the drafts of a move of a day out again; what the office was told already stays. Returns how many."""
    mine = Claim.select(Claim.id).where(Claim.tenancy == tenancy_id)
    rows = list(Circumstance.select().where(Circumstance.claim.in_(mine) & (Circumstance.what == WhatChanged.MOVED)
                                            & (Circumstance.happened_on == on) & Circumstance.told_on.is_null()))
    for row in rows:
        act.remove(row)
    return len(rows)
