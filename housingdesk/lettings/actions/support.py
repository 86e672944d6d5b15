"""A support provider is asked, tells when they meet somebody, and accepts or declines with the reason."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.actions.plan_days import done_step, promise_step, void_of
from housingdesk.lettings.models import Applicant, SupportAsk
from housingdesk.lettings.rules.offers import InterviewDraft, SupportAnswerDraft, SupportDraft
from housingdesk.lettings.rules.words import ApplicantState, SupportAnswer
from housingdesk.properties.queries import OfficeRow, agents
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import add_working_days, format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.voids.rules.words import Party, VoidStepKind

_ASK = "This question to the support provider"


@needs(Permission.KEEP_APPLICANTS)
def ask_support(act: Act, *, draft: SupportDraft) -> int:
    """Notes that a support provider was asked today to take somebody on; returns its id. Refused while an answer is open."""
    refuse(draft.problems(act.today))
    row, agent = as_seen(Applicant, draft.applicant_id, None, "This household"), _agent(draft.agent_id)
    open_one = SupportAsk.get_or_none((SupportAsk.applicant == row.id) & (SupportAsk.agent == agent.id)
                                      & SupportAsk.answer.is_null() & (SupportAsk.removed == ""))
    if open_one is not None:
        raise Refused(f"{agent.name} was asked on {format_day(open_one.asked_on)} and has not answered yet")
    days = int(settings_queries.value("lettings.support_answer_days", act.today))
    changes = Changes(act, row.id)
    made = act.add(SupportAsk(applicant=row.id, agent=agent.id, asked_on=act.today,
                              answer_by=draft.answer_by or add_working_days(act.today, days)))
    changes.added(made, removed="asked by mistake")
    if row.state is ApplicantState.RECEIVED:
        changes.change(row, state=ApplicantState.ASSESSING)
    changes.done(f"{agent.name} is asked about {row.name}, answer by {format_day(made.answer_by)}", "take the question back")
    return int(made.id)


def _agent(agent_id: int) -> OfficeRow:
    found = next((row for row in agents() if row.id == agent_id), None)
    if found is None:
        raise NotFound("This support provider is no longer there")
    return found


@needs(Permission.KEEP_APPLICANTS)
def tell_interview(act: Act, *, ask_id: int, version: int | None, draft: InterviewDraft) -> None:
    """Keeps when and where support meets somebody; the plan of the home that is meant for them gets the day."""
    record = as_seen(SupportAsk, ask_id, version, _ASK)
    refuse(draft.problems(act.today))
    if record.answer is not None:
        raise Refused(f"{record.agent.name} has {record.answer} already")
    changes = Changes(act, record.applicant_id)
    changes.change(record, interview_on=draft.on, interview_at=draft.at, interview_place=one_line(draft.place),
                   told_on=draft.told_on)
    promise_step(changes, void_of(record.applicant_id), VoidStepKind.SUPPORT_INTERVIEW, draft.on, Party.SUPPORT,
                 record.agent.name)
    changes.done(f"{record.agent.name} meets {record.applicant.name} on {format_day(draft.on)}", "take the interview back")


@needs(Permission.KEEP_APPLICANTS)
def answer_support(act: Act, *, ask_id: int, version: int | None, draft: SupportAnswerDraft) -> None:
    """Keeps what the support provider said, and by whom; a refusal with its reason, which only some may read."""
    record = as_seen(SupportAsk, ask_id, version, _ASK)
    refuse(draft.problems(record.asked_on, act.today))
    if record.answer is not None:
        raise Refused(f"{record.agent.name} has {record.answer} already")
    changes = Changes(act, record.applicant_id)
    changes.change(record, answer=draft.answer, answered_on=draft.on, answered_by=one_line(draft.by),
                   reason=draft.reason.strip())
    if record.interview_on is not None and record.interview_on <= draft.on:
        done_step(changes, void_of(record.applicant_id), VoidStepKind.SUPPORT_INTERVIEW, record.interview_on)
    verb = "takes on" if draft.answer is SupportAnswer.ACCEPTED else "declines"
    changes.done(f"{record.agent.name} {verb} {record.applicant.name}", "take the answer back")
