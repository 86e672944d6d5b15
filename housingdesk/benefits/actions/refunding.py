"""Asking for a refund with the risks of benefit looked at in the same act, so that no screen can leave them out."""

from collections.abc import Mapping

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.refund_risk import refundable
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import ask_refund
from housingdesk.rent.rules.asking import RefundDraft, answered, check_problems


@needs(Permission.POST_MONEY)
def ask_for_refund(act: Act, *, draft: RefundDraft, answers: Mapping[str, str]) -> int:
    """Asks for a refund; returns the request's id. ``answers``: by the check's key, to each check that asks.

    Refused with every check that stops it, and every question left open. The checks are kept with the request.
    """
    found = refundable(draft.account_id, act.today, draft.pence).checks
    if wrong := check_problems(found, dict(answers)):
        raise Refused(". ".join(problem.message for problem in wrong))
    return ask_refund(act, draft=draft, answers=answered(found, dict(answers)))
