"""Applicants: what is kept of a household that waits, which states follow which, and what comes next and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem, one_line, text_problem

WAITING = (ApplicantState.RECEIVED, ApplicantState.ASSESSING, ApplicantState.READY, ApplicantState.OFFERED,
           ApplicantState.SIGNING)
ENDED = (ApplicantState.HOUSED, ApplicantState.NOT_SUITABLE, ApplicantState.WITHDRAWN)
MOST_BEDROOMS = 9
# What a person may set by hand; offers and sign-ups set the rest themselves.
_BY_HAND = {
    ApplicantState.RECEIVED: (ApplicantState.ASSESSING, ApplicantState.READY, ApplicantState.NOT_SUITABLE,
                              ApplicantState.WITHDRAWN),
    ApplicantState.ASSESSING: (ApplicantState.READY, ApplicantState.NOT_SUITABLE, ApplicantState.WITHDRAWN),
    ApplicantState.READY: (ApplicantState.ASSESSING, ApplicantState.NOT_SUITABLE, ApplicantState.WITHDRAWN),
    ApplicantState.OFFERED: (ApplicantState.WITHDRAWN,),
    ApplicantState.SIGNING: (ApplicantState.WITHDRAWN,),
    ApplicantState.NOT_SUITABLE: (ApplicantState.ASSESSING,),
    ApplicantState.WITHDRAWN: (ApplicantState.ASSESSING,),
}


def may_follow(state: ApplicantState) -> tuple[ApplicantState, ...]:
    """The states that a person may set from a state."""
    return _BY_HAND.get(state, ())


@dataclass(frozen=True, slots=True)
class ApplicantDraft:
    """A household as it comes in. ``answers`` are texts by question key; ``said_in`` is where they were read from."""

    name: str
    source: Source
    received_on: date
    council_id: int | None = None
    agent_id: int | None = None
    their_reference: str = ""
    for_space_id: int | None = None
    answer_by: date | None = None
    bedrooms_needed: int | None = None
    priority: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    said_in: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = [Problem(name, said) for name, what, longest in _LINES
                 if (said := line_problem(one_line(getattr(self, name)), what, longest))]
        if not any(letter.isalpha() for letter in self.name):
            found.insert(0, Problem("name", "Type the name of the first person"))
        if self.source is Source.NOMINATION and self.council_id is None:
            found.append(Problem("council_id", "Say which council nominates"))
        if self.source is Source.REFERRAL and self.agent_id is None and self.council_id is None:
            found.append(Problem("agent_id", "Say who refers them"))
        if self.received_on > today:
            found.append(Problem("received_on", f"{format_date(self.received_on)} is still to come. Say when it reached us"))
        if self.answer_by is not None and self.answer_by < self.received_on:
            found.append(Problem("answer_by", f"The answer cannot be due before it came on {format_date(self.received_on)}"))
        if self.bedrooms_needed is not None and not 0 < self.bedrooms_needed <= MOST_BEDROOMS:
            found.append(Problem("bedrooms_needed", f"A household needs between 1 and {MOST_BEDROOMS} bedrooms"))
        return found


_LINES = (("name", "The name", 200), ("their_reference", "Their reference", 60), ("priority", "The priority", 60))


def reason_problem(reason: str, what: str) -> list[Problem]:
    """Why a reason cannot be kept: there is none, or it is too long."""
    if not reason.strip():
        return [Problem("reason", f"Say why {what}")]
    said = text_problem(reason, "The reason", 1000)
    return [Problem("reason", said)] if said else []


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of where a household stands, for its next step; dates are None while there is none.

    ``missing`` None: how many questions are open was not counted.
    """

    state: ApplicantState
    source: Source
    answer_by: date | None = None
    missing: int | None = 0
    asked_support: str = ""
    support_by: date | None = None
    interview_on: date | None = None
    support_declined: str = ""
    checked_affordability: bool = False
    listed: int = 0
    viewing_on: date | None = None
    viewing_where: str = ""
    liked: str = ""
    offer_by: date | None = None
    offer_where: str = ""
    accepted_on: date | None = None
    review_asked_on: date | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: who is waited for ("us", or a name), what, why, and by when."""

    who: str
    what: str
    why: str
    by: date | None = None

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.by is not None and self.by < today


US = "us"


def next_step(one: Standing, today: date, council: str = "the council", people: str = "the household") -> Step | None:
    """The next step of a household with its reason; None once it has ended.

    >>> next_step(Standing(ApplicantState.RECEIVED, Source.DIRECT), date(2026, 11, 23)).what
    'Begin the assessment'
    """
    if one.review_asked_on is not None:
        return Step(US, "Look at the refusal again", f"A review was asked for on {format_day(one.review_asked_on)}; somebody "
                    "who had no part in the offer decides", one.review_by)
    if one.state in ENDED:
        return None
    if one.state is ApplicantState.SIGNING:
        return Step(US, "Go on with the sign-up", "It has begun")
    if one.state is ApplicantState.OFFERED:
        return _of_offer(one, today, people)
    if one.state is ApplicantState.READY:
        return _of_ready(one, today, people)
    if one.state is ApplicantState.RECEIVED:
        why = f"{council} wants an answer" if one.source is Source.NOMINATION else "Nobody has looked at it yet"
        return Step(US, "Begin the assessment", why, one.answer_by)
    return _of_assessing(one, council)


def _of_assessing(one: Standing, council: str) -> Step:
    if one.missing:
        many = "1 question is" if one.missing == 1 else f"{one.missing} questions are"
        return Step(US, "Finish the assessment", f"{many} open", one.answer_by)
    if one.asked_support:
        when = f", interview {format_day(one.interview_on)}" if one.interview_on is not None else ""
        return Step(one.asked_support, "Accept or decline", f"They were asked to take them on{when}", one.support_by)
    if one.missing is None:
        return Step(US, "Go on with the assessment", f"{council} wants an answer" if one.source is Source.NOMINATION else
                    "They wait for it", one.answer_by)
    if not one.checked_affordability:
        return Step(US, "Check what they can afford", "Nobody is offered a home they cannot pay for", one.answer_by)
    declined = f"{one.support_declined} declined" if one.support_declined else "All questions are answered"
    answer = f", and {council} wants an answer" if one.source is Source.NOMINATION else ""
    return Step(US, "Say whether they are suitable", f"{declined}{answer}", one.answer_by)


def _of_ready(one: Standing, today: date, people: str) -> Step:
    if one.viewing_on is not None and one.viewing_on >= today:
        return Step(people, "Come to the viewing", f"At {one.viewing_where}", one.viewing_on)
    if one.viewing_on is not None:
        return Step(US, "Say how the viewing went", f"It was at {one.viewing_where}", one.viewing_on)
    if one.liked:
        return Step(US, "Make them an offer", f"They saw {one.liked} and would take it", one.answer_by)
    if one.listed:
        return Step(US, "Arrange a viewing, or make an offer", "They are on the shortlist of "
                    + ("a home" if one.listed == 1 else f"{one.listed} homes"), one.answer_by)
    return Step(US, "Find them a home", "They are ready, and on no shortlist yet", one.answer_by)


def _of_offer(one: Standing, today: date, people: str) -> Step:
    if one.accepted_on is not None:
        return Step(US, "Start the sign-up", f"{one.offer_where} was accepted on {format_day(one.accepted_on)}")
    if one.offer_by is not None and one.offer_by < today:
        return Step(US, "Ring them, or say that the offer has lapsed", f"The day to answer about {one.offer_where} has passed",
                    one.offer_by)
    return Step(people, "Answer the offer", f"They were offered {one.offer_where}", one.offer_by)
