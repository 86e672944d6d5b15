"""What is done in a sign-up: it begins, answers are kept, it is left and taken up, signed, and finished."""

from housingdesk.lettings.actions.signup.answers import answer, answer_applicant
from housingdesk.lettings.actions.signup.emergencies import enter_emergency
from housingdesk.lettings.actions.signup.finishing import finish_sign_up
from housingdesk.lettings.actions.signup.going import (
    begin_sign_up,
    give_up_sign_up,
    go_on,
    leave_at,
    let_go,
    not_sure,
    restart_task,
    resume_sign_up,
    sign,
    take_over,
    unsign,
    wait_for_copy,
)
from housingdesk.lettings.actions.signup.unfinishing import unfinish_sign_up

__all__ = ["answer", "answer_applicant", "begin_sign_up", "enter_emergency", "finish_sign_up", "give_up_sign_up", "go_on",
           "leave_at", "let_go", "not_sure", "restart_task", "resume_sign_up", "sign", "take_over", "unfinish_sign_up",
           "unsign", "wait_for_copy"]
