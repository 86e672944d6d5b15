"""Everything about one applicant, as the person may see it: assessment, money, support, homes, offers, what happened."""

from dataclasses import dataclass
from datetime import date

from housingdesk.access.queries import AuditRow, audit
from housingdesk.lettings.assessment_stock import assessment
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.queries.affordability import AffordabilityRow, newest
from housingdesk.lettings.queries.answering import facts_of_source
from housingdesk.lettings.queries.applicants import ApplicantRow, applicant, steps_of
from housingdesk.lettings.queries.offers import OfferRow, SupportRow, ViewingRow, offers_of, support_of, viewings_of
from housingdesk.lettings.queries.shortlist import MatchRow, lists_of, open_voids
from housingdesk.lettings.queries.signup import said_of
from housingdesk.lettings.queries.signup.rows import OPEN, rows_of
from housingdesk.lettings.rules.applicants import Step
from housingdesk.lettings.rules.assessment import household_of, least_bedrooms, right_to_rent_words
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.sheets import Sheet, sheets
from housingdesk.lettings.rules.signup.status import Status, TaskState, asked
from housingdesk.lettings.rules.words import Flow
from housingdesk.properties import queries as property_queries
from housingdesk.properties.queries import OfficeRow

_NOT_HOMELESS = "1"
_ANSWERING = frozenset({"answer_assessment", "answer_private", "answer_applicant", "answer"})


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the assessment: its sheets, how many needed questions are open, how many are not for this person."""

    key: str
    title: str
    sheets: tuple[Sheet, ...]
    missing: int
    hidden: int


@dataclass(frozen=True, slots=True)
class ApplicantFile:
    """An applicant as one person may see them. ``matches`` are (empty home, its address, the line of its shortlist)."""

    row: ApplicantRow
    step: Step | None
    sections: tuple[Section, ...]
    answers: Answers
    least_bedrooms: int | None
    right_to_rent: str
    affordability: AffordabilityRow | None
    support: tuple[SupportRow, ...]
    viewings: tuple[ViewingRow, ...]
    offers: tuple[OfferRow, ...]
    matches: tuple[tuple[int, str, MatchRow], ...]
    sign_up_id: int | None
    agents: tuple[OfficeRow, ...]
    councils: tuple[OfficeRow, ...]
    empty: tuple[tuple[int, str, int], ...]
    history: tuple[AuditRow, ...]

    @property
    def missing(self) -> int:
        """How many needed questions of the assessment are open."""
        return sum(section.missing for section in self.sections)


def applicant_file(applicant_id: int, on: date, *, private: bool) -> ApplicantFile:
    """One applicant's file; ``private``: with risk and support. NotFound if there is none."""
    row = applicant(applicant_id)
    answers = Answers(said_of(applicant_id), facts_of_source(row.source))
    people = household_of(answers)
    going = rows_of((SignUp.applicant == applicant_id) & SignUp.state.in_(OPEN))
    return ApplicantFile(
        row, steps_of([row], on).get(row.id), _sections(answers, on, private), answers, least_bedrooms(people, on),
        right_to_rent_words(row.source, homeless=answers.look("homeless") not in ("", _NOT_HOMELESS)), newest(applicant_id),
        tuple(support_of(applicant_id, private=private)), tuple(viewings_of(applicant_id, private=private)),
        tuple(offers_of(applicant_id)), tuple(lists_of(applicant_id)), going[0].id if going else None,
        tuple(property_queries.agents()), tuple(property_queries.councils()), tuple(open_voids()),
        tuple(line for line in audit(subject=f"applicant:{applicant_id}") if line.action.rpartition(".")[2] not in _ANSWERING))


def _sections(answers: Answers, on: date, private: bool) -> tuple[Section, ...]:
    asks, known = assessment(), Known(answers, on)
    everything = tuple(asked(asks, known, Flow.HOME))
    made = []
    for task in asks.tasks:
        mine = [one for one in everything if one.question.task == task.key]
        shown = tuple(one for one in mine if private or not one.question.private)
        missing = tuple(one for one in shown if one.needed and not one.answered)
        state = TaskState(task, Status.IN_PROGRESS, shown, missing, (), ())
        made.append(Section(task.key, task.title, sheets(state), len(missing), len(mine) - len(shown)))
    return tuple(made)

