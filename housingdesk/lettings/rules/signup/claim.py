"""Which claim a sign-up starts, from the same answers: Housing Benefit or Universal Credit, and what of it is there. Pure."""

from datetime import date

from housingdesk.benefits.rules.claims import EVIDENCE, ClaimDraft, EvidenceDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import Flow
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import Frequency

_SUPPORTED = "2"


def claim_draft(answers: Answers, on: date) -> ClaimDraft | None:
    """The claim that these answers start on a day; None where no help with the rent is expected.

    Who it is for and which agreement is added by who starts it. A claim counts from the first contact, also when proof of
    identity is to follow.
    """
    kind = claim_kind(answers)
    if kind is None:
        return None
    made = answers.look("claim") in ("made", "moved")
    authority = "consent_dwp" if kind is ClaimKind.UC else "consent_council"
    return ClaimDraft(
        kind, on, reference=answers.look("claim_reference")[:60], to_landlord=answers.look("to_landlord") == "yes",
        authority_on=on if answers.look(authority) == "yes" else None, expected_pence=_weekly(answers),
        sent_on=on if made else None, evidence=_evidence(answers, kind, on), evidence_by=answers.day("evidence_by"))


def claim_kind(answers: Answers) -> ClaimKind | None:
    """What is claimed: the answer says Housing Benefit or Universal Credit, the home which sort of Housing Benefit."""
    match answers.look("benefit"):
        case "6":
            return ClaimKind.UC
        case "1":
            if answers.look("needs") == _SUPPORTED:  # also at night: specified accommodation stays what it is (rulebook §6.1)
                return ClaimKind.HB_SUPPORTED
            return ClaimKind.HB_TEMPORARY if answers.look("flow") == Flow.EMERGENCY else ClaimKind.HB
        case _:
            return None


def _weekly(answers: Answers) -> int | None:
    pence = answers.number("benefit_covers")
    if pence is None:
        return None
    return weekly_equivalent(pence, Frequency(answers.look("frequency") or Frequency.WEEKLY))


def _evidence(answers: Answers, kind: ClaimKind, on: date) -> tuple[EvidenceDraft, ...]:
    """What the claim needs; what the sign-up has seen already has come."""
    identity = answers.look("identity_1")
    seen = {"Proof of identity": bool(identity) and identity != "identity to follow",
            "National Insurance number": bool(answers.look("nino_1")),
            "The signed agreement with the rent and what it is for": True}
    return tuple(EvidenceDraft(what, on if seen.get(what) else None) for what in EVIDENCE[kind])
