"""Recording what the protocol, a claim and an eviction ask for; a line that was wrong is taken off, and stays with the reason.
"""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.holds.actions import put_hold, remove_hold, restore_hold
from housingdesk.holds.queries import holds
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.notices.models import ProtocolStep
from housingdesk.notices.queries.recorded_steps import HEARING
from housingdesk.notices.rules.court import HearingDraft
from housingdesk.notices.rules.protocol_record import StepDraft, title_of
from housingdesk.settings.queries import extra_holidays
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import reason_problems, refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_LINE = "This line"


@needs(Permission.SERVE_NOTICES)
def record_step(act: Act, *, tenancy_id: int, draft: StepDraft) -> int:
    """Records that a step was done, with the file that shows it; returns the line's id."""
    refuse(draft.problems(act.today))
    subject = Ref("tenancy", tenancy(tenancy_id).id)
    made = act.add(ProtocolStep(tenancy=tenancy_id, step=draft.step, done_on=draft.done_on, note=draft.note.strip(),
                                evidence=kept_once(act, subject, draft.evidence), recorded_at=act.now,
                                recorded_by=act.who.name))
    act.say(f"{title_of(draft.step)}: recorded for {format_day(draft.done_on)}", about=subject)
    act.take_back(remove_step, "the line", step_id=made.id, version=made.version, because="recorded by mistake")
    return int(made.id)


@needs(Permission.SERVE_NOTICES)
def remove_step(act: Act, *, step_id: int, version: int, because: str) -> None:
    """Takes off a line that was wrong; it stays with the reason."""
    made = as_seen(ProtocolStep, step_id, version, _LINE)
    if made.removed:
        raise Refused("This line is taken off already")
    refuse(reason_problems(because))
    act.change(made, removed=one_line(because)[:200])
    if made.step == HEARING:
        _take_hold_off(act, made, because)
    act.say(f"{_called(made)}: taken off, {one_line(because)}", about=Ref("tenancy", made.tenancy_id))
    act.take_back(restore_step, "the taking off", step_id=made.id, version=made.version)


@needs(Permission.SERVE_NOTICES)
def restore_step(act: Act, *, step_id: int, version: int) -> None:
    """Puts a line back that was taken off."""
    made = as_seen(ProtocolStep, step_id, version, _LINE)
    if not made.removed:
        raise Refused("This line stands already")
    was = made.removed
    act.change(made, removed="")
    if made.step == HEARING:
        _put_hold_back(act, made, was)
    act.say(f"{_called(made)}: put back", about=Ref("tenancy", made.tenancy_id))
    act.take_back(remove_step, "the line", step_id=made.id, version=made.version, because=was)


def _take_hold_off(act: Act, made: ProtocolStep, because: str) -> None:
    """The hold that was put on with a hearing goes with it."""
    for hold in holds(Ref("tenancy", made.tenancy_id)):
        if hold.kind is HoldKind.COURT and hold.note == _why_held(made.done_on):
            remove_hold(act, hold_id=hold.id, version=hold.version, because=because)


def _put_hold_back(act: Act, made: ProtocolStep, because: str) -> None:
    """The hold that was taken off with a hearing comes back with it."""
    for hold in holds(Ref("tenancy", made.tenancy_id), removed=True):
        if hold.kind is HoldKind.COURT and hold.note == _why_held(made.done_on) and hold.removed == because:
            restore_hold(act, hold_id=hold.id, version=hold.version)
            return


def _why_held(hearing_on: date) -> str:
    return f"The hearing is on {format_day(hearing_on)}"


def _called(made: ProtocolStep) -> str:
    return "The hearing" if made.step == HEARING else title_of(made.step)


@needs(Permission.SERVE_NOTICES)
def record_hearing(act: Act, *, tenancy_id: int, draft: HearingDraft) -> int:
    """Records a hearing, from which the days before it are counted; returns the line's id.

    With ``hold`` no arrears letters go until it is over: a hold of the kind court date, which goes when the hearing does.
    """
    refuse(draft.problems(act.today, extra_holidays(draft.hearing_on)))
    subject = Ref("tenancy", tenancy(tenancy_id).id)
    court = one_line(draft.court)
    made = act.add(ProtocolStep(tenancy=tenancy_id, step=HEARING, done_on=draft.hearing_on,
                                note=f"{court}\n{one_line(draft.claim_number)}".rstrip(), recorded_at=act.now,
                                recorded_by=act.who.name))
    if draft.hold:
        put_hold(act, subject=subject, draft=HoldDraft(
            HoldKind.COURT, act.today, draft.hearing_on + DAY, STOPS[HoldKind.COURT], court, one_line(draft.claim_number),
            _why_held(draft.hearing_on)))
    act.say(f"Hearing on {format_day(draft.hearing_on)}, {court}", about=subject)
    act.take_back(remove_step, "the hearing", step_id=made.id, version=made.version, because="recorded by mistake")
    return int(made.id)


# For the other actions of the room.
def kept_once(act: Act, subject: Ref, file: FileDraft | None) -> int | None:
    """The id of a file that shows something; the same bytes are kept with a record once."""
    if file is None:
        return None
    return same_file(subject, file.content) or keep_file(act, subject=subject, draft=file)
