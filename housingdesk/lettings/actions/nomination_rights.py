"""What councils may nominate to, and by when, as it was agreed; dated, and ended rather than overwritten."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.models import NominationRight
from housingdesk.lettings.rules.nominations import RightDraft
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_RIGHT = "This agreement"


@needs(Permission.KEEP_APPLICANTS)
def add_right(act: Act, *, draft: RightDraft) -> int:
    """Enters an agreement from a day on; one that runs for the same area ends there. Returns its id."""
    refuse(draft.problems())
    same = [row for row in NominationRight.select().where(NominationRight.council == draft.council_id)
            if row.scheme_id == draft.scheme_id and (row.end is None or row.end > draft.start)]
    if any(row.start >= draft.start for row in same):
        raise Refused("An agreement that begins on that day or later is entered already. Take it out first")
    for row in same:
        act.change(row, end=draft.start)
    made = act.add(NominationRight(council=draft.council_id, scheme=draft.scheme_id, percent=draft.percent,
                                   first_lets_percent=draft.first_lets_percent, working_days=draft.working_days,
                                   answer_working_days=draft.answer_working_days, start=draft.start, end=draft.end,
                                   source=one_line(draft.source)))
    act.say(f"Agreement with {made.council.name} from {format_date(draft.start)}: {draft.percent}% of re-lets",
            about=("council", draft.council_id))
    act.take_back(remove_right, "take it out again", right_id=made.id, version=made.version,
                  reopen=tuple((row.id, row.version) for row in same))
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def end_right(act: Act, *, right_id: int, version: int | None, end: date | None) -> None:
    """Sets the first day on which an agreement no longer holds; None lets it run on."""
    row = as_seen(NominationRight, right_id, version, _RIGHT)
    if end is not None and end <= row.start:
        raise Refused(f"It ends after {format_date(row.start)}, when it began")
    was = row.end
    act.change(row, end=end)
    act.say(f"Agreement with {row.council.name} " + (f"ends before {format_date(end)}" if end else "runs on"),
            about=("council", row.council_id))
    act.take_back(end_right, "put it back", right_id=right_id, version=row.version, end=was)


@needs(Permission.KEEP_APPLICANTS)
def remove_right(act: Act, *, right_id: int, version: int | None, reopen: tuple[tuple[int, int], ...] = ()) -> None:
    """Takes out an agreement that was entered by mistake; what it ended runs on."""
    row = as_seen(NominationRight, right_id, version, _RIGHT)
    name, council_id = row.council.name, row.council_id
    act.remove(row)
    for other_id, other_version in reopen:
        act.change(as_seen(NominationRight, other_id, other_version, _RIGHT), end=None)
    act.say(f"Agreement with {name} taken out", about=("council", council_id))
