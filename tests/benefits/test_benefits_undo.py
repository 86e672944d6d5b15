"""Every step of a claim that changes what is expected leaves nothing behind when it is taken back, and is the same when done
again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import awards, claims, findings, overpayments
from housingdesk.benefits.models import Award, Claim
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.claim_drafts import OverpaymentDraft
from housingdesk.benefits.rules.words import GapClass, RecoveryWay
from housingdesk.rent.rules.words import Payer
from tests.support.awarding import STARTS, Claimed, claimed, decided
from tests.support.desk import MONDAY
from tests.support.undo import check_undo

WEEK = timedelta(7)
Facts = Callable[[Claimed, int, int, int], dict[str, Any]]


def versions(desk: Desk, made: Claimed) -> tuple[int, int, int]:
    """The claim's version, the award's id, and its version."""
    award = desk.ask(lambda: Award.select().where(Award.claim == made.claim).order_by(Award.start.desc()).first())
    version = int(desk.ask(lambda: Claim.get_by_id(made.claim).version))
    return version, (award.id if award is not None else 0), (award.version if award is not None else 0)


STEPS: list[tuple[Callable[..., Any], Facts]] = [
    (awards.record_award, lambda made, version, award, seen: {
        "claim_id": made.claim, "draft": AwardDraft(MONDAY, 12_000, told_on=MONDAY)}),
    (awards.end_award, lambda made, version, award, seen: {"award_id": award, "version": seen, "end": MONDAY + 2 * WEEK}),
    (awards.take_out_award, lambda made, version, award, seen: {"award_id": award, "version": seen}),
    (claims.suspend_claim, lambda made, version, award, seen: {"claim_id": made.claim, "version": version, "on": MONDAY}),
    (claims.end_claim, lambda made, version, award, seen: {"claim_id": made.claim, "version": version, "on": MONDAY}),
    (overpayments.open_overpayment, lambda made, version, award, seen: {
        "claim_id": made.claim, "draft": OverpaymentDraft(MONDAY, 5_000, RecoveryWay.OWN_BENEFIT), "account_id": made.account}),
]


@pytest.mark.parametrize(("action", "facts"), STEPS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_step_of_a_claim_in_payment(sqlite_desk: Desk, action: Callable[..., Any], facts: Facts) -> None:
    made = claimed(sqlite_desk)
    decided(sqlite_desk, made, MONDAY)
    check_undo(sqlite_desk, action, **facts(made, *versions(sqlite_desk, made)))


def test_a_decision_makes_its_award_and_what_is_expected_and_takes_both_back(desk: Desk) -> None:
    made = claimed(desk, counts_from=STARTS)
    version = versions(desk, made)[0]
    check_undo(desk, claims.decide_claim, claim_id=made.claim, version=version, on=MONDAY, weekly_pence=9_000, to_landlord=True)


def test_what_was_found_of_a_gap(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    decided(sqlite_desk, made, MONDAY)
    check_undo(sqlite_desk, findings.record_finding, account_id=made.account, payer=Payer.HB, due_on=MONDAY - WEEK,
               found=GapClass.LATE, said="The council says that it went to another account")
