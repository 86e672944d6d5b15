"""Somebody is away from home: noted, told to the office, back again."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later, seen
from housingdesk.benefits.models import Absence
from housingdesk.benefits.rules.claim_drafts import AbsenceDraft
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse


@needs(Permission.KEEP_TENANCIES)
def start_absence(act: Act, *, claim_id: int, draft: AbsenceDraft) -> int:
    """Somebody is away; returns the id. Refused while they are away already."""
    refuse(draft.problems(act.today))
    claim = claim_of(claim_id)
    if Absence.select().where((Absence.claim == claim.id) & Absence.back_on.is_null()).exists():
        raise Refused("An absence is noted already. Say first when they came back")
    return add_part(act, "absence", claim, f"{claim.kind}: {draft.reason} from {format_date(draft.away_from)}",
                    reason=draft.reason, away_from=draft.away_from, expected_back=draft.expected_back, told_on=draft.told_on,
                    note=draft.note.strip())


@needs(Permission.KEEP_TENANCIES)
def write_absence(act: Act, *, absence_id: int, version: int, draft: AbsenceDraft) -> None:
    """Puts right what is known of an absence: another reason, another day of return."""
    refuse(draft.problems(act.today))
    row = seen("absence", absence_id, version)
    if row.back_on is not None and row.back_on <= draft.away_from:
        raise Refused(f"They came back on {format_date(row.back_on)}, which is before that")
    change_part(act, "absence", row, f"{row.claim.kind}: absence written anew", reason=draft.reason, away_from=draft.away_from,
                expected_back=draft.expected_back, told_on=draft.told_on, note=draft.note.strip())


@needs(Permission.KEEP_TENANCIES)
def tell_absence(act: Act, *, absence_id: int, version: int, on: date) -> None:
    """The office was told that they are away."""
    row = seen("absence", absence_id, version)
    refuse_later(act, on)
    if row.told_on is not None:
        raise Refused(f"The office was told on {format_date(row.told_on)} already")
    change_part(act, "absence", row, f"{row.claim.kind}: told of the absence on {format_date(on)}", told_on=on)


@needs(Permission.KEEP_TENANCIES)
def end_absence(act: Act, *, absence_id: int, version: int, back_on: date) -> None:
    """They are back; the day of return does not count as a day away."""
    row = seen("absence", absence_id, version)
    refuse_later(act, back_on)
    if row.back_on is not None:
        raise Refused(f"They came back on {format_date(row.back_on)} already")
    if back_on <= row.away_from:
        raise Refused("They come back after they left")
    change_part(act, "absence", row, f"{row.claim.kind}: back on {format_date(back_on)}", back_on=back_on)
