"""A void ends: the home is let to the next household, and if that is taken back it stands empty again."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_day
from housingdesk.voids.actions.kept import plan_of
from housingdesk.voids.rules.words import VoidStepKind


@needs(Permission.KEEP_APPLICANTS)
def let_void(act: Act, *, void_id: int, tenancy_id: int, on: date) -> None:
    """The home is let from a day on: the void is closed with the agreement that follows. Nothing when it is so already."""
    plan = plan_of(act, void_id, closed=True)
    if plan.void.next_id == tenancy_id and plan.void.let_from == on:
        return
    if plan.void.closed_on is not None:
        raise Refused("This home is let already" if plan.void.next_id is not None else "This plan is closed")
    if on < plan.void.empty_from:
        raise Refused(f"This home is empty from {format_day(plan.void.empty_from)} only")
    names = tenancy(tenancy_id).names
    plan.set(VoidStepKind.SIGNING, actual_on=act.today)
    act.change(plan.void, next=tenancy_id, let_from=on, closed_on=act.today)
    plan.done(f"let to {names} from {format_day(on)}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def unlet_void(act: Act, *, void_id: int) -> None:
    """The letting is taken back: the home is on the board again as it was."""
    plan = plan_of(act, void_id, closed=True)
    if plan.void.next_id is None:
        raise Refused("This home is not let")
    plan.set(VoidStepKind.SIGNING, actual_on=None)
    act.change(plan.void, next=None, let_from=None, closed_on=None)
    plan.done("on the board again", "let it again")
