"""The assessment is kept answer by answer; what only some may read is kept only by those who may."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup.answers import checked, keep_answer
from housingdesk.lettings.assessment_stock import assessment
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.words import ApplicantState, Given


@needs(Permission.KEEP_APPLICANTS)
def answer_assessment(act: Act, *, applicant_id: int, key: str, value: str, given: Given = Given.SAID) -> None:
    """Keeps one answer of an assessment that everybody here may read; Refused when the text is no answer to it."""
    if assessment().find(key)[0].private:
        raise Refused("Risk and support are written by those who may see them")
    _keep(act, applicant_id, key, value, given)


@needs(Permission.SEE_RISK)
def answer_private(act: Act, *, applicant_id: int, key: str, value: str, given: Given = Given.SAID) -> None:
    """The same for risk and support; what is said in it stands in no sentence of the audit's list."""
    _keep(act, applicant_id, key, value, given)


def _keep(act: Act, applicant_id: int, key: str, value: str, given: Given) -> None:
    question, person = assessment().find(key)
    value = checked(question, value, given, Known(answers_of(applicant_id), act.today), person)
    keep_answer(act, applicant_id, None, key, value, given, "")
    undo, row = act.undo, as_seen(Applicant, applicant_id, None, "This household")
    if row.state is ApplicantState.RECEIVED:
        act.change(row, state=ApplicantState.ASSESSING)
    act.say(f"{row.name}: {question.ask.rstrip('?')}", about=("applicant", applicant_id))
    act.undo = undo
