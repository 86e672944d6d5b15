"""Claims and checks of affordability of the made-up association, through the actions that the screens use."""

from dataclasses import dataclass, replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.claims import (
    ask_evidence,
    decide_claim,
    receive_evidence,
    send_claim,
    start_claim,
    suspend_claim,
)
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.claims import ClaimDraft


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of a claim: the days on which it was sent, complete, asked about, decided and suspended."""

    draft: ClaimDraft
    sent_on: date | None = None
    complete_on: date | None = None
    asked: tuple[date, str] | None = None
    decided_on: date | None = None
    weekly_pence: int | None = None
    suspended_on: date | None = None


@needs(Permission.KEEP_TENANCIES)
def write_claim_life(act: Act, *, lived: Lived) -> int:
    """Starts a claim and takes it as far as it has got; returns its id."""
    claim_id = start_claim(act, draft=replace(lived.draft, sent_on=None))
    if lived.sent_on is not None:
        send_claim(act, claim_id=claim_id, version=claim(claim_id).version, on=lived.sent_on, reference=lived.draft.reference)
    if lived.complete_on is not None:
        row = claim(claim_id)
        receive_evidence(act, claim_id=claim_id, version=row.version, on=lived.complete_on,
                         evidence_ids=[one.id for one in row.evidence if one.missing])
    if lived.asked is not None:
        day, what = lived.asked
        ask_evidence(act, claim_id=claim_id, version=claim(claim_id).version, on=day, what=[what])
    if lived.decided_on is not None:
        decide_claim(act, claim_id=claim_id, version=claim(claim_id).version, on=lived.decided_on,
                     weekly_pence=lived.weekly_pence, to_landlord=lived.draft.to_landlord)
    if lived.suspended_on is not None:
        suspend_claim(act, claim_id=claim_id, version=claim(claim_id).version, on=lived.suspended_on)
    act.undo = None
    return claim_id
