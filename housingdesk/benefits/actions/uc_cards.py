"""The Universal Credit card of a claim: what the statement says, the portal's questions, payment to us, the journal."""

from dataclasses import fields
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later
from housingdesk.benefits.models import Claim, UcCard
from housingdesk.benefits.rules.claim_drafts import UcDraft
from housingdesk.benefits.rules.words import DWP_KINDS
from housingdesk.errors import Refused, Stale
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_NAMES = [field.name for field in fields(UcDraft)]


@needs(Permission.KEEP_TENANCIES)
def write_card(act: Act, *, claim_id: int, version: int, draft: UcDraft) -> None:
    """Writes what the statement says; ``version`` 0 where there is no card yet."""
    refuse(draft.problems())
    _write(act, claim_id, version, "what the statement says", **{name: getattr(draft, name) for name in _NAMES})


@needs(Permission.KEEP_TENANCIES)
def portal_asked(act: Act, *, claim_id: int, version: int, on: date) -> None:
    """The DWP asks on the landlord portal; it is answered within two working days."""
    refuse_later(act, on)
    _write(act, claim_id, version, f"the portal asked on {format_date(on)}", portal_received_on=on, portal_answered_on=None)


@needs(Permission.KEEP_TENANCIES)
def portal_answered(act: Act, *, claim_id: int, version: int, on: date) -> None:
    """The portal's question was answered."""
    refuse_later(act, on)
    card = _card(claim_id)
    if card is None or card.portal_received_on is None:
        raise Refused("No question of the portal is noted. Say first when it came")
    if on < card.portal_received_on:
        raise Refused("The answer cannot be older than the question")
    _write(act, claim_id, version, f"the portal was answered on {format_date(on)}", portal_answered_on=on)


@needs(Permission.KEEP_TENANCIES)
def ask_direct(act: Act, *, claim_id: int, version: int, on: date, reason: str = "") -> None:
    """Payment to us was asked for, on a ground that is said in a few words."""
    refuse_later(act, on)
    _write(act, claim_id, version, f"payment to us asked for on {format_date(on)}", direct_asked_on=on, direct_granted_on=None,
           direct_refused_on=None, direct_reason=one_line(reason)[:400])


@needs(Permission.KEEP_TENANCIES)
def answer_direct(act: Act, *, claim_id: int, version: int, on: date, granted: bool, reason: str = "") -> None:
    """Payment to us was granted or refused; granted, the claim pays us."""
    refuse_later(act, on)
    card = _card(claim_id)
    if card is None or card.direct_asked_on is None:
        raise Refused("Payment to us was not asked for yet")
    if on < card.direct_asked_on:
        raise Refused("The answer cannot be older than the question")
    said = f"payment to us {'granted' if granted else 'refused'} on {format_date(on)}"
    _write(act, claim_id, version, said, direct_granted_on=on if granted else None, direct_refused_on=None if granted else on,
           direct_reason=one_line(reason)[:400])


@needs(Permission.KEEP_TENANCIES)
def journal_told(act: Act, *, claim_id: int, version: int, on: date) -> None:
    """The tenant wrote it into the journal."""
    refuse_later(act, on)
    _write(act, claim_id, version, f"written into the journal on {format_date(on)}", journal_told_on=on)


def _card(claim_id: int) -> UcCard | None:
    found: UcCard | None = UcCard.get_or_none(UcCard.claim == claim_id)
    return found


def _write(act: Act, claim_id: int, version: int, said: str, **facts: Any) -> None:
    claim: Claim = claim_of(claim_id)
    if claim.kind not in DWP_KINDS:
        raise Refused("Only Universal Credit has this card")
    card, said = _card(claim_id), f"{claim.kind}: {said}"
    if card is None:
        add_part(act, "card", claim, said, **facts)
        return
    if card.version != version:
        raise Stale("This card was changed by a colleague after you opened it. Look at it again, then change it")
    change_part(act, "card", card, said, **facts)
