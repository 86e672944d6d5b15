"""Refunds with the risks of benefit looked at in the same act: when one is asked for, and once more when it is allowed."""

from collections.abc import Mapping

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.queries.refund_risk import refund_checks, refundable
from housingdesk.errors import Refused
from housingdesk.rent.actions.requests import approve, ask_refund
from housingdesk.rent.queries.requests import request
from housingdesk.rent.rules.asking import RefundDraft, answered, check_problems
from housingdesk.rent.rules.bands import Minute
from housingdesk.rent.rules.words import RequestKind, RequestState


@needs(Permission.POST_MONEY)
def ask_for_refund(act: Act, *, draft: RefundDraft, answers: Mapping[str, str]) -> int:
    """Asks for a refund; returns the request's id. ``answers``: by the check's key, to each check that asks.

    Refused with every check that stops it, and every question left open. The checks are kept with the request.
    """
    found = refundable(draft.account_id, act.today, draft.pence).checks
    if wrong := check_problems(found, dict(answers)):
        raise Refused(". ".join(problem.message for problem in wrong))
    return ask_refund(act, draft=draft, answers=answered(found, dict(answers)))


@needs(Permission.ADJUST_ACCOUNTS)
def allow_request(act: Act, *, request_id: int, note: str = "", minute: Minute | None = None) -> int:
    """Allows what somebody else asked for; returns the batch's id. A refund only while benefit does not stop it today."""
    row = request(request_id)
    if row.kind is RequestKind.REFUND and row.state is RequestState.ASKED:
        since = [check.sentence for check in refund_checks(row.account_id, act.today, 0) if check.stops]
        if since:
            raise Refused(f"Since it was asked for: {'. '.join(since)}. Decline it")
    return approve(act, request_id=request_id, note=note, minute=minute)
