"""What a person fills in before rent changes anything, and what is wrong with it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.rent.rules.words import ChargeCode, Payer
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

LARGEST_PENCE = 1_000_000


@dataclass(frozen=True, slots=True)
class ShareDraft:
    """One payer's part of a charge: pence a week (month, night), or None for the rest."""

    payer: Payer
    pence: int | None


@dataclass(frozen=True, slots=True)
class ChargeDraft:
    """A charge line as a person enters it; pence a week (a month or a night on such accounts)."""

    code: ChargeCode
    description: str
    pence: int
    shares: tuple[ShareDraft, ...] = (ShareDraft(Payer.TENANT, None),)


def problems(draft: ChargeDraft) -> list[Problem]:
    """Everything that is wrong with a charge line, all at once."""
    found = []
    if not draft.description.strip():
        found.append(Problem("description", "Say what the charge is for"))
    if draft.pence < 0:
        found.append(Problem("pence", "A charge is not less than nil. To take money off, make an adjustment"))
    if draft.pence > LARGEST_PENCE:
        found.append(Problem("pence", f"{format_pence(draft.pence)} is more than any charge here can be"))
    return found + share_problems(draft.pence, draft.shares)


def share_problems(pence: int, shares: Sequence[ShareDraft]) -> list[Problem]:
    """What is wrong with the shares of a charge of ``pence``: they must sum to it, one payer paying the rest."""
    found = []
    if [s.pence for s in shares].count(None) != 1:
        found.append(Problem("shares", "Exactly one payer pays the rest of the charge"))
    if len({s.payer for s in shares}) != len(shares):
        found.append(Problem("shares", "Each payer stands once"))
    fixed = sum(s.pence for s in shares if s.pence is not None)
    if any(s.pence is not None and s.pence < 0 for s in shares):
        found.append(Problem("shares", "A share is not less than nil"))
    if fixed > pence:
        found.append(Problem("shares", f"The shares come to {format_pence(fixed)}, more than the charge of "
                                       f"{format_pence(pence)}"))
    return found


@dataclass(frozen=True, slots=True)
class AdjustmentDraft:
    """A correction on one account: pence (charge +, credit −), whose share, dated, with a reason."""

    account_id: int
    pence: int
    payer: Payer
    effective_on: date
    reason: str


def adjustment_problems(draft: AdjustmentDraft, today: date, closed: date | None) -> list[Problem]:
    """Everything that is wrong with an adjustment."""
    found = []
    if draft.pence == 0:
        found.append(Problem("pence", "An adjustment of nothing changes nothing"))
    if len(draft.reason.strip()) < 4:
        found.append(Problem("reason", "Say in a few words why; it is printed on the statement"))
    if draft.effective_on > today:
        found.append(Problem("effective_on", "An adjustment is not dated in the future"))
    if closed is not None and draft.effective_on <= closed:
        found.append(Problem("effective_on", f"The ledger is closed to {closed:%d %B %Y}; use a later date"))
    return found
