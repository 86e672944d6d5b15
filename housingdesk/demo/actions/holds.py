"""Holds of the made-up association, put on as the screens put them on."""

from collections.abc import Iterable, Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.holds import Stopped
from housingdesk.holds.actions import put_hold
from housingdesk.values.timeline import Ref


@needs(Permission.WRITE_NOTES)
def write_holds(act: Act, *, holds: Iterable[Stopped], tenancies: Sequence[int]) -> int:
    """Puts the holds on; returns how many."""
    made = [put_hold(act, subject=Ref("tenancy", tenancies[one.tenancy - 1]), draft=one.draft) for one in holds]
    act.say(f"{len(made):,} holds put on")
    return len(made)
