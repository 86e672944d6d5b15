"""A sign-up as the desk shows it: its case with what falls due first and what the household pays itself."""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.queries.signup.case import SignUpCase, signup_case
from housingdesk.lettings.queries.signup.plan import PayPlan, pay_plan


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A case and its plan; None while it is not known when it starts or what it costs."""

    case: SignUpCase
    plan: PayPlan | None


def at_desk(sign_up_id: int, on: date) -> AtDesk:
    """One sign-up with all that the desk shows of it; NotFound if there is none."""
    case = signup_case(sign_up_id, on)
    return AtDesk(case, pay_plan(case))
