"""What a sign-up answers: its case, the household's answers, which are open."""

from housingdesk.lettings.queries.signup.case import (
    PausedRow,
    SignUpCase,
    answers_of,
    case_of,
    open_sign_ups,
    second_appointments,
    signup_case,
    used_by,
)
from housingdesk.lettings.queries.signup.rows import OPEN, SignUpRow, said_of, sign_up, sign_up_of

__all__ = ["OPEN", "PausedRow", "SignUpCase", "SignUpRow", "answers_of", "case_of", "open_sign_ups", "said_of",
           "second_appointments", "sign_up", "sign_up_of", "signup_case", "used_by"]
