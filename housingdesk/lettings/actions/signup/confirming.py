"""Going on from a sheet keeps what stood on it: facts and proposals that somebody saw there become answers of their own."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.signup.answers import keep_answer, open_sign_up
from housingdesk.lettings.models import Answer
from housingdesk.lettings.queries.signup.case import SignUpCase, answers_of
from housingdesk.lettings.rules.signup.questions import Of
from housingdesk.lettings.rules.words import Given
from housingdesk.lettings.signup_stock import questions

ON_FILE = "on file"


@needs(Permission.KEEP_APPLICANTS)
def confirm_answers(act: Act, *, sign_up_id: int, keys: Sequence[str]) -> int:
    """Keeps what is on file under these keys as answers, where nothing was said; returns how many.

    From then on they stay as they were seen, whatever changes on the file.
    """
    row = open_sign_up(act, sign_up_id)
    known, asks = answers_of(row.applicant_id, row.id), questions()
    seen = [key for key in keys if key not in known.said and known.facts.get(key)]
    for key in seen:
        owner = sign_up_id if asks.find(key)[0].of is Of.LETTING else None
        keep_answer(act, row.applicant_id, owner, key, known.facts[key], Given.SAID, ON_FILE)
    act.undo = None
    if seen:
        act.change(row, touched_at=act.now, in_use_by=act.who.name, in_use_at=act.now)
        act.say(f"{row.applicant.name}: {len(seen)} answers as they are on file", about=("sign_up", sign_up_id))
        act.take_back(_unconfirm, "take them back", sign_up_id=sign_up_id, keys=seen)
    return len(seen)


def keep_all_seen(act: Act, case: SignUpCase) -> None:
    """Keeps every fact that answers a question of a sign-up, when it is finished: what is on file changes with the years."""
    head = case.head
    for state in case.tasks:
        for one in state.asked:
            if one.said is None and one.fact:
                owner = head.id if one.question.of is Of.LETTING else None
                keep_answer(act, head.applicant_id, owner, one.key, one.fact, Given.SAID, ON_FILE)
    act.undo = None


@needs(Permission.KEEP_APPLICANTS)
def _unconfirm(act: Act, *, sign_up_id: int, keys: Sequence[str]) -> None:
    """Takes answers out again that were only confirmed."""
    row = open_sign_up(act, sign_up_id)
    for one in Answer.select().where((Answer.applicant == row.applicant_id) & Answer.key.in_(list(keys))
                                     & (Answer.source == ON_FILE)):
        act.remove(one)
    act.say("Answers as they were before", about=("sign_up", sign_up_id))
    act.take_back(confirm_answers, "confirm them again", sign_up_id=sign_up_id, keys=list(keys))
