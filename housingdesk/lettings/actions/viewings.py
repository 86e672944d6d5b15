"""Viewings are arranged, moved, and what came of them is kept."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.actions.plan_days import done_step, promise_step, void_of_space
from housingdesk.lettings.models import Applicant, Viewing
from housingdesk.lettings.rules.applicants import ENDED
from housingdesk.lettings.rules.offers import ViewingDraft
from housingdesk.lettings.rules.words import ViewingOutcome
from housingdesk.properties import queries as property_queries
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line, text_problem
from housingdesk.voids.rules.words import Party, VoidStepKind

_VIEWING = "This viewing"


@needs(Permission.KEEP_APPLICANTS)
def arrange_viewing(act: Act, *, draft: ViewingDraft) -> int:
    """Arranges that somebody sees a home; returns its id. The plan of the empty home gets the day."""
    refuse(draft.problems(act.today))
    row = as_seen(Applicant, draft.applicant_id, None, "This household")
    if row.state in ENDED:
        raise Refused(f"{row.name} is {row.state}. Take them up again first")
    home = property_queries.space(draft.space_id)
    changes = Changes(act, row.id)
    made = act.add(Viewing(applicant=row.id, space=home.id, on=draft.on, at=draft.at, safety=draft.safety.strip(),
                           accompanied_by=one_line(draft.accompanied_by), recorded_by=act.who.name))
    changes.added(made, outcome=ViewingOutcome.CANCELLED, note="Arranged by mistake")
    promise_step(changes, void_of_space(home.id), VoidStepKind.VIEWING, draft.on, Party.APPLICANT, row.name)
    when = f" at {draft.at}" if draft.at else ""
    changes.done(f"{row.name} sees {home.said} on {format_day(draft.on)}{when}", "cancel the viewing")
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def move_viewing(act: Act, *, viewing_id: int, version: int | None, draft: ViewingDraft, keep_safety: bool = False) -> None:
    """Puts a viewing right that is still to come; ``keep_safety``: what to mind stays, for whoever may not read it."""
    record = as_seen(Viewing, viewing_id, version, _VIEWING)
    refuse(draft.problems(act.today))
    if record.outcome is not None:
        raise Refused("This viewing has been already")
    changes = Changes(act, record.applicant_id)
    changes.change(record, on=draft.on, at=draft.at, accompanied_by=one_line(draft.accompanied_by),
                   safety=record.safety if keep_safety else draft.safety.strip())
    promise_step(changes, void_of_space(record.space_id), VoidStepKind.VIEWING, draft.on, Party.APPLICANT,
                 record.applicant.name)
    changes.done(f"The viewing of {record.space.address} is on {format_day(draft.on)}", "put it back")


@needs(Permission.KEEP_APPLICANTS)
def viewing_was(act: Act, *, viewing_id: int, version: int | None, outcome: ViewingOutcome, note: str = "") -> None:
    """Keeps what came of a viewing; one that took place is done in the plan of the empty home."""
    record = as_seen(Viewing, viewing_id, version, _VIEWING)
    said = text_problem(note, "The note", 1000)
    if said:
        raise Refused(said)
    if record.on > act.today and outcome is not ViewingOutcome.CANCELLED:
        raise Refused(f"The viewing is on {format_day(record.on)}. Say then how it went, or cancel it")
    changes = Changes(act, record.applicant_id)
    changes.change(record, outcome=outcome, note=note.strip())
    if outcome in (ViewingOutcome.LIKED, ViewingOutcome.REFUSED):
        done_step(changes, void_of_space(record.space_id), VoidStepKind.VIEWING, record.on)
    changes.done(f"{record.applicant.name}, {record.space.address}: {outcome}", "put it back")
