"""Which letters to applicants wait to be written: what the diary asks for, and viewings that nobody was invited to yet."""

from datetime import date

from housingdesk.diary.queries import tasks
from housingdesk.letters.models import Letter
from housingdesk.letters.rules.states import LetterState
from housingdesk.lettings.models import Viewing
from housingdesk.lettings.queries.applicants import applicants
from housingdesk.lettings.queries.offers import offers_of
from housingdesk.lettings.queries.shortlist import open_voids
from housingdesk.lettings.rules.words import ApplicantState, OfferState
from housingdesk.mailings.rules import applicants as rules
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_NOT_WRITTEN = (LetterState.WITHDRAWN, LetterState.SPOILED, LetterState.HELD)
_KINDS = (rules.OFFER, rules.REVIEW, rules.NOT_SUITABLE, rules.NOMINATION, rules.DAYS_MOVED)


@frozen
class WaitingLetter:
    """A letter to be written: to which household, which, and the record it is about, as text."""

    applicant_id: int
    template: str
    about: str = ""


def letters_that_wait(on: date) -> tuple[WaitingLetter, ...]:
    """All of them, households in the order in which they came."""
    voids = [task for void_id, _, _ in open_voids() for task in tasks(Ref("void", void_id))]
    invited, coming = _invited(), _coming(on)
    found: list[WaitingLetter] = []
    for row in applicants():
        if row.state is ApplicantState.HOUSED:
            continue
        texts = [task.text for task in (*tasks(Ref("applicant", row.id)), *voids)]
        whom = rules.who_is_told(row.source, row.council, row.agent)
        for kind in _KINDS:
            begins = rules.done_by(kind, row.name, whom)
            if begins and any(text.startswith(begins) for text in texts):
                found += _about(row.id, kind)
        found += [WaitingLetter(row.id, rules.VIEWING, f"viewing:{viewing}") for viewing in coming.get(row.id, ())
                  if f"applicant:{row.id}" not in invited]
    return tuple(found)


def _about(applicant_id: int, kind: str) -> list[WaitingLetter]:
    """The letter with the offer it is for: one that was answered meanwhile is no longer written out."""
    if kind not in (rules.OFFER, rules.REVIEW):
        return [WaitingLetter(applicant_id, kind)]
    fits = [one for one in offers_of(applicant_id)
            if (one.state is OfferState.OPEN if kind == rules.OFFER else one.review_on is not None)]
    return [WaitingLetter(applicant_id, kind, f"offer:{one.id}") for one in fits[:1]]


def _invited() -> set[str]:
    """Who has had an invitation to a viewing, by the text of their record."""
    rows = Letter.select(Letter.subject).where((Letter.template == rules.VIEWING) & Letter.state.not_in(_NOT_WRITTEN)).tuples()
    return {subject for subject, in rows}


def _coming(on: date) -> dict[int, list[int]]:
    """The viewings that are still to come, by the applicant."""
    found: dict[int, list[int]] = {}
    rows = Viewing.select(Viewing.applicant, Viewing.id).where(Viewing.outcome.is_null() & (Viewing.on >= on)).tuples()
    for applicant_id, viewing_id in rows:
        found.setdefault(applicant_id, []).append(viewing_id)
    return found
