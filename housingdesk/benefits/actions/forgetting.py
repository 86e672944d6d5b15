"""Claims of a letting that is taken back are taken out with all around them, as long as nothing was sent or decided."""

from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import (
    Absence,
    Appeal,
    Award,
    Circumstance,
    Claim,
    ClaimContact,
    ClaimEvidence,
    Overpayment,
    UcCard,
)
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.errors import Refused

_AROUND: tuple[type[Any], ...] = (ClaimEvidence, ClaimContact, Circumstance, Absence, Appeal, UcCard)
_TOO_FAR: tuple[tuple[type[Any], str], ...] = ((Award, "something was awarded"), (Overpayment, "an office wants money back"))


@needs(Permission.KEEP_TENANCIES)
def forget_claims(act: Act, *, tenancy_id: int) -> int:
    """Takes out the claims of an agreement with what they need; returns how many. Refused once one went to the office."""
    claims = list(Claim.select().where(Claim.tenancy == tenancy_id))
    if any(claim.state is not ClaimState.STARTED for claim in claims):
        raise Refused("A claim of it went to the office already. End the agreement instead, on its first day if need be")
    for claim in claims:
        for model, why in _TOO_FAR:
            if model.select().where(model.claim == claim.id).exists():
                raise Refused(f"For a claim of it {why}. End the agreement instead, on its first day if need be")
        for model in _AROUND:
            for one in model.select().where(model.claim == claim.id):
                act.remove(one)
        act.remove(claim)
    act.say(f"{len(claims)} claims taken out", about=("tenancy", tenancy_id))
    return len(claims)
