"""A finished sign-up is taken back as a whole, as long as nothing followed: it is signed again, and waits to be finished.

The people stay on file with what is known of them; finished once more, they are the same people.
"""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.forgetting import forget_claims
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import drop_task
from housingdesk.diary.queries import tasks
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import cancel_letting
from housingdesk.lettings.models import Applicant, CoreLog, SignUp
from housingdesk.lettings.rules.words import ApplicantState, CoreState, SignUpState
from housingdesk.properties.actions.keys import take_off_move
from housingdesk.properties.actions.meters import take_off_reading
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.timeline import Ref

_SENT = frozenset({CoreState.SENT, CoreState.ACCEPTED})


@needs(Permission.KEEP_TENANCIES)
def unfinish_sign_up(act: Act, *, sign_up_id: int, moves: Sequence[int] = (), readings: Sequence[int] = ()) -> None:
    """Takes the letting of a sign-up back; Refused once a day was charged, a claim or the CORE log sent, or a letter written.

    ``moves`` and ``readings`` are the lines of keys and meters that came out of it.
    """
    row = as_seen(SignUp, sign_up_id, None, "This sign-up")
    if row.state is not SignUpState.FINISHED or row.tenancy_id is None:
        raise Refused(f"This sign-up is {row.state}. There is no letting to take back")
    tenancy_id = int(row.tenancy_id)
    _forget_log(act, tenancy_id)
    forget_claims(act, tenancy_id=tenancy_id)
    for task in tasks(Ref("tenancy", tenancy_id)):
        drop_task(act, task_id=task.id, version=task.version)
    for move in moves:
        take_off_move(act, move_id=move, version=None)
    for reading in readings:
        take_off_reading(act, reading_id=reading, version=None)
    act.change(row, tenancy=None, state=SignUpState.SIGNED, finished_at=None, touched_at=act.now)
    cancel_letting(act, tenancy_id=tenancy_id, version=tenancy(tenancy_id).version)
    applicant = as_seen(Applicant, row.applicant_id, None, "This household")
    act.change(applicant, state=ApplicantState.SIGNING, ended_on=None, ended_because="")
    act.say(f"The letting of {applicant.name} is taken back; it is signed still", about=("sign_up", sign_up_id))
    act.undo = None


def _forget_log(act: Act, tenancy_id: int) -> None:
    for log in CoreLog.select().where(CoreLog.tenancy == tenancy_id):
        if log.state in _SENT:
            raise Refused("Its CORE log was sent already. End the agreement instead, on its first day if need be")
        act.remove(log)
