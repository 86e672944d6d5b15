"""Today tells whoever may decide what waits for them, and nobody else."""

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.rent.actions.requests import approve, ask_refund
from housingdesk.rent.rules.asking import RefundDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.reports.queries.due_requests import cards
from tests.support.asking import account_with, colleague
from tests.support.desk import MONDAY


def told(desk: Desk, name: str) -> list[str]:
    return [card.text for card in desk.ask(cards, on=MONDAY, owner=name)]


def test_whoever_may_allow_it_is_told_and_whoever_asked_is_not(desk: Desk) -> None:
    sam, account = colleague(desk, "Sam", Role.FINANCE), account_with(desk, -30_000)
    colleague(desk, "Col", Role.COORDINATOR)
    assert told(desk, "Sam") == []
    small = desk.do(ask_refund, draft=RefundDraft(account, 5_000, Payer.TENANT, "Paid twice", "A Khan")).value
    desk.do(ask_refund, draft=RefundDraft(account, 25_000, Payer.TENANT, "Paid twice", "A Khan"))
    assert told(desk, "Sam") == ["Decide 2 requests"] and told(desk, "Ann Brown") == told(desk, "Col") == []
    sam.do(approve, request_id=small)
    assert told(desk, "Sam") == ["Decide “Refund of £250.00”", "Pay 1 refund, £50.00"]
    assert told(desk, "Col") == ["Pay 1 refund, £50.00"] and told(desk, "Nobody") == []
