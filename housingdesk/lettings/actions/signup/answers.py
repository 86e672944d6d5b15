"""Answers are kept one by one, the moment they are given; the audit keeps what each was before."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.lettings.models import Answer, Applicant, SignUp
from housingdesk.lettings.queries.signup.case import answers_of
from housingdesk.lettings.queries.signup.rows import OPEN
from housingdesk.lettings.rules.signup.checks import value_problem
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.questions import Kind, Of, Question
from housingdesk.lettings.rules.words import Given, Source
from housingdesk.lettings.signup_stock import questions
from housingdesk.values.references import parse_nino, parse_postcode
from housingdesk.values.text import one_line

ANSWERS_LOCK = 31
_SIGN_UP, _APPLICANT = "This sign-up", "This household"


@needs(Permission.KEEP_APPLICANTS)
def answer(act: Act, *, sign_up_id: int, key: str, value: str, given: Given = Given.SAID, source: str = "") -> None:
    """Keeps one answer at the desk, or takes it out when ``value`` is empty and it is said.

    ``value`` is as ``questions.py`` stores it. Refused when the sign-up is closed, asks nothing of this name, or the text is
    no answer to it.
    """
    row = open_sign_up(act, sign_up_id)
    question, person = questions().find(key)
    value = checked(question, value, given, Known(answers_of(row.applicant_id, row.id), act.today), person)
    owner = sign_up_id if question.of is Of.LETTING else None
    keep_answer(act, row.applicant_id, owner, key, value, given, source)
    act.change(row, touched_at=act.now, in_use_by=act.who.name, in_use_at=act.now)
    act.say(f"{row.applicant.name}: {question.ask.rstrip('?')}", about=("sign_up", sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def answer_applicant(act: Act, *, applicant_id: int, key: str, value: str, given: Given = Given.SAID, source: str = "") -> None:
    """Keeps one answer of a household before there is a home; as ``answer``."""
    row = as_seen(Applicant, applicant_id, None, _APPLICANT)
    question, person = questions().find(key)
    if question.of is Of.LETTING:
        raise Refused(f"“{question.ask}” is asked once there is a home")
    value = checked(question, value, given, Known(answers_of(applicant_id), act.today), person)
    keep_answer(act, applicant_id, None, key, value, given, source)
    act.say(f"{row.name}: {question.ask.rstrip('?')}", about=("applicant", applicant_id))


def open_sign_up(act: Act, sign_up_id: int) -> SignUp:
    """A sign-up that can still be worked on, for this act alone; NotFound, or Refused once it is finished or given up."""
    act.lock(ANSWERS_LOCK)
    row: SignUp | None = SignUp.get_or_none(SignUp.id == sign_up_id)
    if row is None:
        raise NotFound(f"{_SIGN_UP} is no longer there")
    if row.state not in OPEN:
        raise Refused(f"{_SIGN_UP} is {row.state}. What was answered is kept as it was")
    return row


def checked(question: Question, value: str, given: Given, known: Known, person: int) -> str:
    """An answer as it is kept; Refused with the sentence when it is none."""
    if given is Given.NOT_SAID and not question.not_said:
        raise Refused(f"“{question.ask}” needs an answer, or not known yet")
    if given is not Given.SAID:
        return ""
    text = value.strip() if question.kind is Kind.LONG else one_line(value)
    problem = value_problem(question, text, question.choices(known.look, person))
    if problem is not None:
        raise Refused(problem)
    if text and question.kind is Kind.POSTCODE:
        return parse_postcode(text)
    return parse_nino(text) if text and question.kind is Kind.NINO else text


def keep_answer(act: Act, applicant_id: int, sign_up_id: int | None, key: str, value: str, given: Given, source: str) -> None:
    """Keeps an answer that was checked, under the household or one letting of it; taken out when nothing was said."""
    act.lock(ANSWERS_LOCK)
    mine = Answer.sign_up.is_null() if sign_up_id is None else Answer.sign_up == sign_up_id
    before: Answer | None = Answer.get_or_none((Answer.applicant == applicant_id) & mine & (Answer.key == key))
    was = (before.value, Given(before.given), before.source) if before is not None else ("", Given.SAID, "")
    if given is Given.SAID and not value:
        if before is not None:
            act.remove(before)
    elif before is None:
        act.add(Answer(applicant=applicant_id, sign_up=sign_up_id, key=key, value=value, given=given, source=source[:60],
                       at=act.now, by=act.who.name))
    elif was != (value, given, source):
        act.change(before, value=value, given=given, source=source[:60], at=act.now, by=act.who.name)
    if key == "name_1":
        _keep_name(act, applicant_id, value, was[0])
    act.take_back(_put_back, "take the answer back", applicant_id=applicant_id, sign_up_id=sign_up_id, key=key,
                  value=was[0], given=was[1], source=was[2])


def _keep_name(act: Act, applicant_id: int, name: str, was: str) -> None:
    """The household goes by the lead tenant's name; one that was only typed here is gone with the answer."""
    row = as_seen(Applicant, applicant_id, None, _APPLICANT)
    if name or row.name == was:
        act.change(row, name=name or ("" if row.source is Source.DIRECT and not row.their_reference else row.name))


@needs(Permission.KEEP_APPLICANTS)
def _put_back(act: Act, *, applicant_id: int, sign_up_id: int | None, key: str, value: str, given: Given, source: str) -> None:
    """An answer is again what it was."""
    if sign_up_id is not None:
        open_sign_up(act, sign_up_id)
    keep_answer(act, applicant_id, sign_up_id, key, value, given, source)
    act.say("Answer as it was before", about=("applicant", applicant_id))
