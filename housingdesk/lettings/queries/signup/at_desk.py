"""A sign-up as the desk shows it: its case with what falls due first and what the household pays itself."""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.queries.signup.case import SignUpCase, signup_case, without_private
from housingdesk.lettings.queries.signup.plan import PayPlan, pay_plan
from housingdesk.properties.queries.safety import safety_gaps


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A case and its plan, None while start or costs are not known. ``unsafe``: what stands against moving in, in sentences."""

    case: SignUpCase
    plan: PayPlan | None
    unsafe: tuple[str, ...] = ()


def at_desk(sign_up_id: int, on: date, *, private: bool = True) -> AtDesk:
    """One sign-up with all that the desk shows of it; NotFound if there is none. ``private``: also what is private."""
    case = signup_case(sign_up_id, on)
    unsafe = safety_gaps(case.head.space_id, case.answers.day("starts_on") or on)
    return AtDesk(case if private else without_private(case), pay_plan(case), tuple(unsafe))
