"""Reads where households stand, many at a time: support, affordability, shortlist, viewing, offer, review.

Light, for Today reads it: what is missing in an assessment is read by ``answering`` and handed in.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.lettings.models import Affordability, Match, Offer, SupportAsk, Viewing
from housingdesk.lettings.rules.applicants import Standing
from housingdesk.lettings.rules.words import ApplicantState, MatchState, OfferState, Source, SupportAnswer, ViewingOutcome
from housingdesk.properties.models import Agent, Space
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import add_working_days

Whose = tuple[int, ApplicantState, Source, date | None]


def standings(whose: Sequence[Whose], on: date, missing: Mapping[int, int]) -> dict[int, Standing]:
    """Where each of some households stands, by the applicant's id; six statements whatever their number.

    ``missing`` are the open questions of those being assessed; without a number they were not counted.
    """
    ids = [one[0] for one in whose]
    support, offers, viewings = _support(ids), _offers(ids, on), _viewings(ids)
    checked = {row[0] for row in Affordability.select(Affordability.applicant).where(Affordability.applicant.in_(ids)).tuples()}
    matches = (Match.select(Match.applicant, fn.COUNT(Match.id))
               .where(Match.applicant.in_(ids) & (Match.state != MatchState.PASSED_OVER)).group_by(Match.applicant).tuples())
    on_lists = {applicant: int(count) for applicant, count in matches}
    return {applicant: Standing(state, source, answer_by, missing.get(applicant), **support.get(applicant, {}),
                                checked_affordability=applicant in checked, listed=on_lists.get(applicant, 0),
                                **viewings.get(applicant, {}), **offers.get(applicant, {}))
            for applicant, state, source, answer_by in whose}


def _support(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Of the asks that stand: who has still to answer, by when; or who declined last."""
    rows: Any = (SupportAsk.select(SupportAsk.applicant, Agent.name, SupportAsk.answer_by, SupportAsk.interview_on,
                                   SupportAsk.answer).join(Agent)
                 .where(SupportAsk.applicant.in_(ids) & (SupportAsk.removed == "")).order_by(SupportAsk.id).tuples())
    found: dict[int, dict[str, Any]] = {}
    for applicant, name, by, interview, answer in rows:
        if answer is None:
            found[applicant] = {"asked_support": name, "support_by": by, "interview_on": interview}
        else:
            found[applicant] = {"support_declined": name if answer == SupportAnswer.DECLINED else ""}
    return found


def _viewings(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The next viewing whose outcome is open, and a home they would take that was not offered yet."""
    offered = Offer.select(Offer.id).where((Offer.applicant == Viewing.applicant) & (Offer.space == Viewing.space))
    rows: Any = (Viewing.select(Viewing.applicant, Viewing.on, Space.address, Viewing.outcome).join(Space)
                 .where(Viewing.applicant.in_(ids)
                        & (Viewing.outcome.is_null() | ((Viewing.outcome == ViewingOutcome.LIKED) & ~fn.EXISTS(offered))))
                 .order_by(Viewing.on.desc(), Viewing.id).tuples())
    found: dict[int, dict[str, Any]] = {}
    for applicant, on, where, outcome in rows:
        said = {"viewing_on": on, "viewing_where": where} if outcome is None else {"liked": where}
        found.setdefault(applicant, {}).update(said)
    return found


def _offers(ids: Sequence[int], on: date) -> dict[int, dict[str, Any]]:
    """The offer that stands, and a review that is not decided."""
    days = int(settings_queries.value("lettings.review_days", on))
    rows: Any = (Offer.select(Offer.applicant, Offer.state, Offer.answer_by, Offer.answered_on, Offer.review_asked_on,
                              Offer.review_on, Space.address).join(Space)
                 .where(Offer.applicant.in_(ids)).order_by(Offer.id).tuples())
    found: dict[int, dict[str, Any]] = {}
    for applicant, state, answer_by, answered_on, asked_on, reviewed_on, where in rows:
        one = found.setdefault(applicant, {})
        if state in (OfferState.OPEN, OfferState.ACCEPTED):
            one.update(offer_by=answer_by, offer_where=where, accepted_on=answered_on)
        if asked_on is not None and reviewed_on is None:
            one.update(review_asked_on=asked_on, review_by=add_working_days(asked_on, days))
    return found
