"""Benefit that an office wants back: noted, disputed, recovered or cancelled.

What was recovered so far is told by the lines of posted schedules and never written down here.
"""

from dataclasses import fields
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later, seen
from housingdesk.benefits.queries.claim_parts import OPEN_OVERPAYMENTS
from housingdesk.benefits.rules.claim_drafts import OverpaymentDraft
from housingdesk.benefits.rules.words import FUNDS, OverpaymentState, RecoveryWay
from housingdesk.errors import Refused
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse

CHARGED = frozenset({RecoveryWay.OWN_BENEFIT, RecoveryWay.OTHER_LINES, RecoveryWay.INVOICE})
"""The ways in which what is taken back may become the tenant's own debt here."""
_NAMES = [field.name for field in fields(OverpaymentDraft)]


@needs(Permission.KEEP_TENANCIES)
def open_overpayment(act: Act, *, claim_id: int, draft: OverpaymentDraft, account_id: int | None = None) -> int:
    """An office wants benefit back; returns its id. ``account_id``: charged what schedules take, where it is their debt."""
    refuse(draft.problems(act.today))
    claim = claim_of(claim_id)
    if claim.kind in FUNDS:
        raise Refused("Only benefit is overpaid; a fund asks for its money back by itself")
    _refuse_account(claim.tenancy_id, account_id, draft.way)
    return add_part(act, "overpayment", claim, f"{claim.kind}: {format_pence(draft.pence)} wanted back, {draft.way}",
                    account=account_id, state=OverpaymentState.OPEN, **{name: getattr(draft, name) for name in _NAMES})


@needs(Permission.KEEP_TENANCIES)
def write_overpayment(act: Act, *, overpayment_id: int, version: int, draft: OverpaymentDraft,
                      account_id: int | None = None) -> None:
    """Puts right what is known of it: another amount, another way, whose debt it is."""
    refuse(draft.problems(act.today))
    row = seen("overpayment", overpayment_id, version)
    _refuse_account(row.claim.tenancy_id, account_id, draft.way)
    change_part(act, "overpayment", row, f"{row.claim.kind}: overpayment written anew", account=account_id,
                **{name: getattr(draft, name) for name in _NAMES})


@needs(Permission.KEEP_TENANCIES)
def dispute_overpayment(act: Act, *, overpayment_id: int, version: int, disputed: bool = True) -> None:
    """It is disputed, or no longer."""
    row = seen("overpayment", overpayment_id, version)
    if row.state not in OPEN_OVERPAYMENTS:
        raise Refused(f"It is {row.state} already")
    state = OverpaymentState.DISPUTED if disputed else OverpaymentState.OPEN
    change_part(act, "overpayment", row, f"{row.claim.kind}: overpayment {state}", state=state)


@needs(Permission.KEEP_TENANCIES)
def close_overpayment(act: Act, *, overpayment_id: int, version: int, on: date, cancelled: bool = False) -> None:
    """Nothing is wanted back any more: it was recovered, or the office cancelled it."""
    row = seen("overpayment", overpayment_id, version)
    refuse_later(act, on)
    if row.state not in OPEN_OVERPAYMENTS:
        raise Refused(f"It is {row.state} already")
    if on < row.notified_on:
        raise Refused("It cannot be over before it was notified")
    state = OverpaymentState.CANCELLED if cancelled else OverpaymentState.RECOVERED
    change_part(act, "overpayment", row, f"{row.claim.kind}: overpayment {state} on {format_date(on)}", state=state,
                closed_on=on)


def _refuse_account(tenancy_id: int, account_id: int | None, way: RecoveryWay) -> None:
    if account_id is None:
        return
    if way not in CHARGED:
        raise Refused(f"Recovered {way}, it is charged to nobody here")
    if account_id not in [account.id for account in accounts_of(tenancy_id)]:
        raise Refused("It is charged to an account of the tenant who was overpaid, never to another’s")
