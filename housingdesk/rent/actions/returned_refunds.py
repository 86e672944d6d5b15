"""A refund that the bank brings back: it is to be paid again, its reason kept with it; and taken back, paid as it was."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.models import MoneyRequest
from housingdesk.rent.queries.requests import last_paid
from housingdesk.rent.rules.asking import back_words
from housingdesk.rent.rules.words import RequestState
from housingdesk.values.money import format_pence

_LOCK = 31  # that of the requests: nobody pays it while it comes back


@needs(Permission.POST_MONEY)
def send_back(act: Act, *, request_id: int, on: date, narrative: str) -> None:
    """A refund that was paid came back: it is to be paid again, with the bank's words as the reason."""
    act.lock(_LOCK)
    asked = _stored(request_id)
    if asked.state is not RequestState.PAID:
        raise Refused("This refund is not marked as paid")
    words = ". ".join(part for part in (asked.decision, back_words(on, narrative)) if part)
    act.change(asked, state=RequestState.APPROVED, paid_on=None, bank_line=None, decision=words[-500:])
    act.say(f"Refund of {format_pence(asked.pence)} to {asked.pay_to} came back and is to be paid again",
            about=("account", asked.account_id))


@needs(Permission.POST_MONEY)
def take_back_sending(act: Act, *, request_id: int, on: date, narrative: str) -> None:
    """It did not come back after all: paid as it was before; refused once it was paid again or decided otherwise."""
    act.lock(_LOCK)
    asked = _stored(request_id)
    if asked.state is not RequestState.APPROVED:
        raise Refused(f"The refund of {format_pence(asked.pence)} to {asked.pay_to} is {asked.state} since it came back. "
                      "Take that back first")
    was = last_paid(request_id)
    if was is None:
        raise Refused("How this refund was paid is not known any more. Mark it as paid under Requests")
    words = str(asked.decision).replace(back_words(on, narrative), "").removesuffix(". ")
    act.change(asked, state=RequestState.PAID, paid_on=was[0], bank_line=was[1], decision=words)
    act.say(f"Refund of {format_pence(asked.pence)} to {asked.pay_to} is paid as it was", about=("account", asked.account_id))


def _stored(request_id: int) -> MoneyRequest:
    found: MoneyRequest | None = MoneyRequest.get_or_none(MoneyRequest.id == request_id)
    if found is None:
        raise NotFound("This request is no longer there")
    return found
