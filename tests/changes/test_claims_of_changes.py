"""What a change of those who hold an agreement means for its claims: noted to be told, and taken back with the change."""

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.circumstances import tell_ending
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.queries.claim_parts import changes
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind, WhatChanged
from housingdesk.changes.actions.handing_over import end_and_hand_over, reopen_after_ending
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import EndReason
from tests.support import changing as support
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.support.lettings import make_person


def noted(desk: Desk, claim_id: int) -> list[tuple[WhatChanged, bool]]:
    """What is noted with a claim, and whether its office was told."""
    rows = desk.ask(changes, claim_ids=[claim_id]).get(claim_id, ())
    return [(row.what, row.told_on is not None) for row in reversed(rows)]


def claims_for(desk: Desk, tenancy_id: int) -> dict[ClaimKind, int]:
    """A claim from a council and one from the DWP, both of the first holder."""
    person = desk.ask(holders, tenancy_ids=[tenancy_id])[0].person_id
    return {kind: int(desk.do(start_claim, draft=ClaimDraft(kind, MONDAY, tenancy_id, person)).value)
            for kind in (ClaimKind.HB_SUPPORTED, ClaimKind.UC)}


def test_who_comes_and_who_goes_is_to_be_told(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    noticing.make_office(desk)
    tenancy, nadia = noticing.agreement(desk), make_person(desk, "Nadia Khan")
    amina = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    one = claims_for(desk, tenancy)[ClaimKind.HB_SUPPORTED]
    joins = support.begin(desk, tenancy, ChangeKind.SOLE_TO_JOINT, {
        "joins": str(nadia), "relation": "spouse", "lives_there": "yes", "succession": "yes"})
    support.do_all_steps(desk, joins)
    support.agree(desk, joins)
    support.carry_out(desk, joins)
    assert noted(desk, one) == [(WhatChanged.HOUSEHOLD, False)]
    leaves = support.begin(desk, tenancy, ChangeKind.JOINT_TO_SOLE, {
        "leaves": str(amina), "because": "deed", "all_agree": "yes"})
    support.do_all_steps(desk, leaves)
    support.agree(desk, leaves, MONDAY)
    support.carry_out(desk, leaves)
    assert noted(desk, one) == [(WhatChanged.HOUSEHOLD, False), (WhatChanged.ENDED, False)], "who claims no longer holds it"
    support.undo(desk, leaves)
    assert noted(desk, one) == [(WhatChanged.HOUSEHOLD, False)]


def test_the_council_and_the_dwp_each_hear_of_the_end_and_what_was_told_stays(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    noticing.make_office(desk)
    tenancy = noticing.agreement(desk)
    claims = claims_for(desk, tenancy)
    desk.do(end_and_hand_over, tenancy_id=tenancy, reason=EndReason.SURRENDER, event_on=MONDAY)
    assert [noted(desk, one) for one in claims.values()] == [[(WhatChanged.ENDED, False)]] * 2
    desk.do(tell_ending, tenancy_id=tenancy, on=MONDAY, dwp=False)
    assert noted(desk, claims[ClaimKind.HB_SUPPORTED]) == [(WhatChanged.ENDED, True)]
    desk.do(reopen_after_ending, tenancy_id=tenancy)
    assert noted(desk, claims[ClaimKind.HB_SUPPORTED]) == [(WhatChanged.ENDED, True)]
    assert noted(desk, claims[ClaimKind.UC]) == []
