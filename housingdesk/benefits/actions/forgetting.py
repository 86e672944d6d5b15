"""Claims of a letting that is taken back are taken out, as long as nothing was sent or decided."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Claim, ClaimEvidence
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.errors import Refused


@needs(Permission.KEEP_TENANCIES)
def forget_claims(act: Act, *, tenancy_id: int) -> int:
    """Takes out the claims of an agreement with what they need; returns how many. Refused once one went to the office."""
    claims = list(Claim.select().where(Claim.tenancy == tenancy_id))
    if any(claim.state is not ClaimState.STARTED for claim in claims):
        raise Refused("A claim of it went to the office already. End the agreement instead, on its first day if need be")
    for claim in claims:
        for one in ClaimEvidence.select().where(ClaimEvidence.claim == claim.id):
            act.remove(one)
        act.remove(claim)
    act.say(f"{len(claims)} claims taken out", about=("tenancy", tenancy_id))
    return len(claims)
