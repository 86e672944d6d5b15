"""A check of affordability is kept as it was made, with its paper; its figures become answers, so that none is typed twice."""

from collections.abc import Iterator

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.rates import rates
from housingdesk.benefits.rules.assess.case import IncomeKind
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.errors import NotFound
from housingdesk.letters.pdf import issue_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.lettings.actions.signup.answers import keep_answer
from housingdesk.lettings.affordability_paper import affordability_paper
from housingdesk.lettings.models import Affordability, Applicant
from housingdesk.lettings.queries.affordability import LIMIT, check, large_print, paper_name, paper_of_check
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.affordability import INCOMES, SPENDS, AffordabilityDraft, Result, figures_text, work_out
from housingdesk.lettings.rules.benefit_household import members_of
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import Given
from housingdesk.settings.queries import value
from housingdesk.values.problems import refuse
from housingdesk.values.timeline import Ref

SOURCE = "affordability"
_NOT_FOR_CORE = frozenset({IncomeKind.CHILD_BENEFIT, IncomeKind.MAINTENANCE})
_HELP = {ClaimKind.UC: "6"}


@needs(Permission.KEEP_APPLICANTS)
def keep_affordability(act: Act, *, draft: AffordabilityDraft) -> int:
    """Works the check out and keeps it, and what was typed as answers; returns its id. It is never changed afterwards."""
    row = as_seen(Applicant, draft.applicant_id, None, "This household")
    refuse(draft.problems())
    answers = answers_of(row.id)
    found = work_out(draft, members_of(answers, act.today, dict(draft.gross)), rates(act.today), act.today,
                     value(LIMIT, act.today))
    made = act.add(Affordability(
        applicant=row.id, space=draft.space_id, on=act.today, rent_pence=found.charged, benefit_pence=found.covered,
        left_pence=found.left, verdict=". ".join(found.verdict)[:2000], figures=figures_text(draft, found), made_at=act.now,
        made_by=act.who.name))
    for key, text in _answers(draft):
        keep_answer(act, row.id, None, key, text, Given.SAID, SOURCE)
    for key, text in _for_the_sign_up(draft, found, answers):
        keep_answer(act, row.id, None, key, text, Given.SAID, SOURCE)
    act.undo = None  # what was shown to somebody stays: another check follows it
    act.say(f"{row.name}: {found.verdict[0]}", about=("applicant", row.id))
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def keep_check_paper(act: Act, *, check_id: int) -> int:
    """Keeps the paper of a check with the household, in large print for whoever needs it; returns its id.

    It is drawn once: a check that has its paper keeps it.
    """
    row = check(check_id)
    if row is None:
        raise NotFound("This check is no longer there")
    there = paper_of_check(row)
    if there is not None:
        act.say(f"{row.name}: the paper of the check is kept already", about=("applicant", row.applicant_id))
        return there
    applicant = Applicant.get_by_id(row.applicant_id)
    paper = affordability_paper(row, applicant.reference, sender_of(act.today), large=large_print(row.applicant_id))
    issued = issue_paper(paper, demo=bool(value("demo.mark", act.today)))
    kept = keep_document(act, subject=Ref("applicant", row.applicant_id), name=paper_name(row), media_type="application/pdf",
                         content=issued.pdf)
    act.say(f"{row.name}: the paper of the check is kept", about=("applicant", row.applicant_id))
    return kept


def _answers(draft: AffordabilityDraft) -> Iterator[tuple[str, str]]:
    """Every figure by its key; an amount that is empty takes its answer out."""
    typed = {line.key: line for line in (*draft.incomes, *draft.spends)}
    for key in (*INCOMES, *SPENDS):
        line = typed.get(key)
        yield key, str(line.pence) if line is not None else ""
        yield f"{key}_every", str(line.every) if line is not None else ""
    yield "afford_capital", str(draft.capital_pence) if draft.capital_pence else ""
    yield "afford_passport", str(draft.passport) if draft.passport is not None else ""
    yield "afford_disability", "yes" if draft.disability else ""
    yield "afford_limited", "yes" if draft.limited_capability else ""
    yield "afford_pension_age", "" if draft.pension_age is None else "yes" if draft.pension_age else "no"
    yield "afford_benefit", "yes" if draft.benefit else "no"
    for number, pence in draft.gross:
        yield f"afford_gross_{number}", str(pence)


def _for_the_sign_up(draft: AffordabilityDraft, found: Result, answers: Answers) -> Iterator[tuple[str, str]]:
    """What the sign-up asks in other words and nobody has answered yet: the income a week, and which help is expected."""
    if not answers.has("income") and not answers.has("income_known"):
        counted = sum(line.weekly for line in draft.incomes if INCOMES[line.key] not in _NOT_FOR_CORE)
        if counted:
            yield from (("income_known", "1"), ("income_every", "1"), ("income", str(counted)))
    if not answers.has("benefit") and found.covered and found.estimate is not None and found.estimate.kind is not None:
        yield "benefit", _HELP.get(found.estimate.kind, "1")
