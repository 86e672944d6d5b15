"""What happens when the day turns: what became true by itself is made to show. Safe to run again; nothing is posted."""

from datetime import timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.routines.queries import last_turned
from housingdesk.tenancies.actions.in_step import turn_day

_LONGEST_DAYS = 400


@needs(Permission.KEEP_TENANCIES)
def turn_the_day(act: Act) -> int:
    """Brings names, addresses and former marks in step with the calendar; returns how many agreements were looked at."""
    since = last_turned() or act.today - timedelta(days=_LONGEST_DAYS)
    looked = turn_day(act, since=since)
    act.say(f"The day was turned: {looked} agreements looked at")
    return looked
