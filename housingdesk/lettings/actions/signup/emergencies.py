"""A placement that was signed at night on a numbered pack is entered: it is signed already, and the rest is asked now."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup.answers import answer
from housingdesk.lettings.actions.signup.going import begin_sign_up, give_up_sign_up
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.queries.signup.rows import sign_up
from housingdesk.lettings.rules.signup.emergency import EmergencyDraft
from housingdesk.lettings.rules.words import Flow, SignUpState
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line


@needs(Permission.KEEP_APPLICANTS)
def enter_emergency(act: Act, *, draft: EmergencyDraft, applicant_id: int | None = None) -> int:
    """Enters an emergency placement with its true start, by whom and why; returns the sign-up's id.

    Refused when a pack of this number was entered already, whatever became of it.
    """
    refuse(draft.problems(act.now))
    other = SignUp.get_or_none(SignUp.pack_number == draft.number)
    if other is not None:
        row = sign_up(other.id)
        raise Refused(f"Pack {draft.number} was entered already, for {row.name} at {row.address}. Check the number")
    made = begin_sign_up(act, space_id=draft.space_id, kind=draft.kind, flow=Flow.EMERGENCY, applicant_id=applicant_id)
    for key, value in _answers(draft).items():
        if value:
            answer(act, sign_up_id=made, key=key, value=value, source=f"pack {draft.number}")
    record: SignUp = SignUp.get_by_id(made)
    act.change(record, pack_number=draft.number, true_start=draft.true_start, placed_by=one_line(draft.placed_by),
               placed_because=draft.because.strip(), state=SignUpState.SIGNED, signed_at=draft.true_start)
    act.say(f"Emergency placement of {one_line(draft.name)} on pack {draft.number} entered, from "
            f"{format_day(draft.true_start.date())}", about=("sign_up", made))
    act.take_back(give_up_sign_up, "give it up", sign_up_id=made, because="Entered by mistake")
    return made


def _answers(draft: EmergencyDraft) -> dict[str, str]:
    on = draft.true_start.date().isoformat()
    return {"name_1": draft.name, "born_on_1": "" if draft.born_on is None else draft.born_on.isoformat(),
            "phone_1": draft.phone, "people": "1", "starts_on": on, "keys_on": on,
            "present": draft.present or f"{one_line(draft.placed_by)}, who placed them", "homeless": "11"}
