"""Offers, viewings and asking support: what each needs before it is kept, and who may decide a review. Pure."""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.applicants import reason_problem
from housingdesk.lettings.rules.words import OfferState, SupportAnswer
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.drafts import problems as charge_problems
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem, one_line, text_problem


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """A home offered to a household: what it costs a week (a month where charged monthly) and by when they answer."""

    applicant_id: int
    space_id: int
    kind: TenancyKind
    answer_by: date
    costs: tuple[ChargeDraft, ...]
    starts_on: date | None = None
    void_id: int | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against making it."""
        found = []
        if self.answer_by < today:
            found.append(Problem("answer_by", f"{format_date(self.answer_by)} has passed. Give them until a day to come"))
        if self.starts_on is not None and self.starts_on < today:
            found.append(Problem("starts_on", f"{format_date(self.starts_on)} has passed. It is signed before it starts"))
        if not self.costs:
            found.append(Problem("costs", "Say what it costs, so that they know it before they answer"))
        for place, line in enumerate(self.costs, 1):
            found += [Problem(f"pence_{place}", problem.message) for problem in charge_problems(line)]
        return found


def answer_problem(state: OfferState, made_on: date, on: date, today: date) -> str | None:
    """Why an offer cannot be answered on a day, as a sentence; None when it can."""
    if state is not OfferState.OPEN:
        return f"This offer is {state} already"
    if on < made_on:
        return f"It was made on {format_date(made_on)}, so it was not answered before"
    return f"{format_date(on)} is still to come" if on > today else None


def lapse_problem(state: OfferState, answer_by: date, today: date) -> str | None:
    """Why an offer has not lapsed, as a sentence; None when its day has passed without an answer."""
    if state is not OfferState.OPEN:
        return f"This offer is {state} already"
    return None if answer_by < today else f"They have until {format_date(answer_by)} to answer"


def review_problem(state: OfferState, asked_on: date | None) -> str | None:
    """Why no review of an offer can be asked for."""
    if state is not OfferState.REFUSED:
        return "A review is asked for once an offer was refused"
    return "A review was asked for already" if asked_on is not None else None


def decision_problems(reviewer: str, made_by: str, outcome: str) -> list[Problem]:
    """What stands against a review's decision: somebody else than who made the offer decides, and says what came of it."""
    found = []
    said = line_problem(one_line(reviewer), "The name", 120)
    if not reviewer.strip():
        found.append(Problem("review_by", "Say who looked at it again"))
    elif said:
        found.append(Problem("review_by", said))
    elif one_line(reviewer).lower() == made_by.lower():
        found.append(Problem("review_by", f"{made_by} made the offer. Somebody who had no part in it decides the review"))
    if not outcome.strip():
        found.append(Problem("outcome", "Say what came of the review"))
    elif problem := text_problem(outcome, "The outcome", 1000):
        found.append(Problem("outcome", problem))
    return found


@dataclass(frozen=True, slots=True)
class ViewingDraft:
    """A viewing to come: where, when, who goes along, and what to mind (which only some may read)."""

    applicant_id: int
    space_id: int
    on: date
    at: str = ""
    accompanied_by: str = ""
    safety: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against arranging it."""
        found = []
        if self.on < today:
            found.append(Problem("on", f"{format_date(self.on)} has passed. Arrange it for a day to come"))
        if said := line_problem(one_line(self.accompanied_by), "Who goes along", 200):
            found.append(Problem("accompanied_by", said))
        if said := text_problem(self.safety, "What to mind", 1000):
            found.append(Problem("safety", said))
        return found


@dataclass(frozen=True, slots=True)
class SupportDraft:
    """A support provider is asked whether they take somebody on."""

    applicant_id: int
    agent_id: int
    answer_by: date | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against asking."""
        if self.answer_by is not None and self.answer_by < today:
            return [Problem("answer_by", f"{format_date(self.answer_by)} has passed. Give them until a day to come")]
        return []


@dataclass(frozen=True, slots=True)
class InterviewDraft:
    """When and where support meets somebody, and on which day we were told of it."""

    on: date
    told_on: date
    at: str = ""
    place: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        if self.told_on > today:
            found.append(Problem("told_on", f"{format_date(self.told_on)} is still to come"))
        if said := line_problem(one_line(self.place), "The place", 200):
            found.append(Problem("place", said))
        return found


@dataclass(frozen=True, slots=True)
class SupportAnswerDraft:
    """What a support provider said, who said it, and why."""

    answer: SupportAnswer
    on: date
    by: str
    reason: str = ""

    def problems(self, asked_on: date, today: date) -> list[Problem]:
        """All that stands against keeping it; a refusal needs its reason."""
        found = []
        if not asked_on <= self.on <= today:
            found.append(Problem("on", f"It was answered between {format_date(asked_on)}, when they were asked, and today"))
        if not self.by.strip():
            found.append(Problem("by", "Say who answered"))
        elif said := line_problem(one_line(self.by), "The name", 120):
            found.append(Problem("by", said))
        if self.answer is SupportAnswer.DECLINED:
            found += reason_problem(self.reason, "they declined")
        return found
