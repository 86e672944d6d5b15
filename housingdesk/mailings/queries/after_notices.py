"""The letters that follow a notice: that it is withdrawn, and what came of a review; one for each whom it was for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries.single import LetterDraft, look
from housingdesk.notices.actions.telling import OUTCOME, WITHDRAWN
from housingdesk.notices.queries import cases, reviews
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.reviewing import OUTCOME_WORDS, DecisionDraft, panel_names
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.dates import format_date


def withdrawn(case_id: int, on: date, signed_by: str) -> list[MadeLetter]:
    """One letter to each who was served that the notice is withdrawn; none where nobody was served.

    A letter that cannot be made is held with the reason, so that nobody is forgotten.
    """
    case = cases.case(case_id)
    served = {row.person_id: row for row in cases.services(case_id)}
    answers = {person: {"notice": case.words[:200], "served_on": format_date(row.deemed_on)} for person, row in served.items()}
    made = [_letter(case, WITHDRAWN, person, said, on, signed_by) for person, said in answers.items()]
    return [replace(one, addressee=served[person].name) if not one.addressee else one
            for person, one in zip(served, made, strict=True)]


def outcome(review_id: int, draft: DecisionDraft, on: date, signed_by: str) -> list[MadeLetter]:
    """One letter to each who holds the agreement with the outcome of a review, its reasons, and what happens now."""
    case = cases.case(reviews.review(review_id).case_id)
    answers = {"outcome": OUTCOME_WORDS[draft.outcome], "reviewer": " and ".join(panel_names(draft.panel)),
               "reasons": draft.reasons, "next": draft.happens_now}
    return [_letter(case, OUTCOME, person, answers, on, signed_by) for person in _people(case, on)]


def _people(case: CaseRow, on: date) -> Sequence[int]:
    rows = holders([case.tenancy_id])
    now = [row.person_id for row in rows if row.on(on)]
    return now or [row.person_id for row in rows]


def _letter(case: CaseRow, template: str, person_id: int, answers: dict[str, str], on: date, signed_by: str) -> MadeLetter:
    return look(LetterDraft(case.tenancy_id, template, person_id, answers), on, signed_by=signed_by)
