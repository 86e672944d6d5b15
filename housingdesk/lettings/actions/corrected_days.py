"""The first or last day of a letting is put right as one act: agreement, account, empty home and what benefit should pay."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.awards import renew_claims
from housingdesk.rent.actions import backdated_days
from housingdesk.rent.queries.corrections import tenancy_of
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.voids.actions.correcting import correct_days
from housingdesk.voids.queries.plan import void_after, void_before


@needs(Permission.KEEP_TENANCIES)
def correct_first_day(act: Act, *, tenancy_id: int, start: date, reason: str) -> int:
    """An agreement began on another day, and all that follows from it; returns the correction's id."""
    return _follow(act, backdated_days.correct_start(act, tenancy_id=tenancy_id, start=start, reason=reason), tenancy_id)


@needs(Permission.KEEP_TENANCIES)
def correct_last_day(act: Act, *, tenancy_id: int, event_on: date, reason: str) -> int:
    """The event that ended an agreement was on another day, and all that follows from it; returns the correction's id."""
    return _follow(act, backdated_days.correct_last_day(act, tenancy_id=tenancy_id, event_on=event_on, reason=reason),
                   tenancy_id)


@needs(Permission.KEEP_TENANCIES)
def take_back_days(act: Act, *, correction_id: int, reason: str) -> int:
    """The day is what it was before a correction, with all that follows from it; returns the new correction's id."""
    made = backdated_days.take_back_days(act, correction_id=correction_id, reason=reason)
    return _follow(act, made, tenancy_of(made))


def _follow(act: Act, correction_id: int, tenancy_id: int) -> int:
    said, row, homes = act.sentence, tenancy(tenancy_id), occupancies([tenancy_id])
    before, after = void_before(tenancy_id, homes[0].space_id), void_after(tenancy_id)
    if before is not None:
        correct_days(act, void_id=before, let_from=row.starts_on)
    if after is not None and homes[-1].end is not None:
        correct_days(act, void_id=after, empty_from=homes[-1].end)
    renew_claims(act, tenancy_id=tenancy_id)
    act.say(said or "", about=("tenancy", tenancy_id))
    act.take_back(take_back_days, "the correction", correction_id=correction_id, reason="Taken back")
    return correction_id
