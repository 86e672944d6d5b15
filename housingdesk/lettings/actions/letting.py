"""A letting starts and ends as one act: agreement, account, days charged and the empty home, taken back together."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.awards import renew_claims
from housingdesk.benefits.actions.moves import draft_move_notices, withdraw_move_notices
from housingdesk.lettings.actions.empty_home import empty_home, home_kept, let_home, unlet_home
from housingdesk.lettings.actions.references import free_reference
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions.accounts import close_account, open_account, reopen_account
from housingdesk.rent.actions.charge_lines import vat_charge
from housingdesk.rent.actions.forgetting import forget_account
from housingdesk.rent.actions.voids import follow_homes
from housingdesk.rent.queries.accounts import by_night, main_account
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.tenancies.actions import moving
from housingdesk.tenancies.actions.ending import end_tenancy, reopen_tenancy
from housingdesk.tenancies.actions.in_step import say_agreement
from housingdesk.tenancies.actions.starting import cancel_start, start_tenancy
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse


@needs(Permission.KEEP_TENANCIES)
def start_letting(act: Act, *, draft: LettingDraft) -> int:
    """Starts an agreement and opens its account with its charges; returns the tenancy's id."""
    refuse(draft.problems(act.today))
    tenancy_id = start_tenancy(act, draft=draft.start)
    said = act.sentence
    garages = [charge for charge in draft.charges if charge.code is ChargeCode.GARAGE and draft.vat]
    charges = (*draft.charges, *(vat_charge(garage, draft.start.starts_on) for garage in garages))
    open_account(act, tenancy_id=tenancy_id, frequency=draft.frequency, charges=charges, rent_free=draft.rent_free,
                 reference=draft.reference or free_reference(act))
    let_home(act, tenancy_id=tenancy_id, space_id=draft.start.space_id, on=draft.start.starts_on)
    act.say(said or say_agreement(tenancy_id), about=("tenancy", tenancy_id))
    act.take_back(cancel_letting, "take the start back", tenancy_id=tenancy_id, version=tenancy(tenancy_id).version)
    return tenancy_id


@needs(Permission.KEEP_TENANCIES)
def cancel_letting(act: Act, *, tenancy_id: int, version: int) -> None:
    """Takes back a start nothing has followed yet; Refused once a day of it was charged: the agreement is ended instead."""
    unlet_home(act, tenancy_id=tenancy_id)
    forget_account(act, tenancy_id=tenancy_id)
    cancel_start(act, tenancy_id=tenancy_id, version=version)


@needs(Permission.KEEP_TENANCIES)
def end_letting(act: Act, *, tenancy_id: int, reason: EndReason, event_on: date, version: int | None = None) -> date:
    """Ends an agreement and the charging of its account, and credits what was debited beyond; returns its last day."""
    last = end_tenancy(act, tenancy_id=tenancy_id, reason=reason, event_on=event_on, version=version,
                       by_night=by_night(tenancy_id))
    said = act.sentence
    credited = close_account(act, tenancy_id=tenancy_id, last_day=last)
    charged = main_account(tenancy_id)
    empty_home(act, tenancy_id=tenancy_id, reason=reason, event_on=event_on,
               last=charged.closes_on if charged is not None and charged.closes_on is not None else last)
    renew_claims(act, tenancy_id=tenancy_id)
    back = f". {format_pence(credited)} charged for the days after it is credited" if credited else ""
    act.say(f"{said or say_agreement(tenancy_id)}{back}", about=("tenancy", tenancy_id))
    act.take_back(reopen_letting, "reopen it", tenancy_id=tenancy_id, version=tenancy(tenancy_id).version)
    return last


@needs(Permission.KEEP_TENANCIES)
def reopen_letting(act: Act, *, tenancy_id: int, version: int | None = None) -> None:
    """Undoes an ending, if nobody else has the home since; the days that were credited are charged again."""
    row = tenancy(tenancy_id)
    home_kept(act, tenancy_id=tenancy_id)
    reopen_tenancy(act, tenancy_id=tenancy_id, version=version)
    reopen_account(act, tenancy_id=tenancy_id)
    renew_claims(act, tenancy_id=tenancy_id)
    act.say(f"{say_agreement(tenancy_id)} runs on; it is charged again", about=("tenancy", tenancy_id))
    if row.end_reason is not None and row.ends_on is not None:
        act.take_back(end_letting, f"end it again on {format_date(row.ends_on)}", tenancy_id=tenancy_id,
                      reason=row.end_reason, event_on=row.end_event_on or row.ends_on, version=tenancy(tenancy_id).version)


@needs(Permission.KEEP_TENANCIES)
def move_letting(act: Act, *, tenancy_id: int, to_space: int, on: date) -> int:
    """Moves an agreement to another of our homes from a day on, and the rent loss with it; returns the occupancy's id.

    What is charged stays as it is: a home with another rent has its charges changed on the account. For each live claim the
    notice to its office is drafted.
    """
    left = occupancies([tenancy_id])[-1].space_id
    made = moving.move(act, tenancy_id=tenancy_id, to_space=to_space, on=on)
    follow_homes(act, space_ids=[left, to_space], since=on)
    said = act.sentence
    drafted = draft_move_notices(act, tenancy_id=tenancy_id, on=on)
    if drafted:
        many = "a notice" if drafted == 1 else f"{drafted} notices"
        act.say(f"{said or say_agreement(tenancy_id)}; {many} to the benefit office drafted", about=("tenancy", tenancy_id))
    version = occupancies([tenancy_id])[-1].version
    act.take_back(undo_move_letting, "take the move back", occupancy_id=made, version=version, tenancy_id=tenancy_id)
    return made


@needs(Permission.KEEP_TENANCIES)
def undo_move_letting(act: Act, *, occupancy_id: int, version: int, tenancy_id: int) -> None:
    """Takes a move back, if it is the last one and the home before is still free."""
    last = occupancies([tenancy_id])[-1]
    withdraw_move_notices(act, tenancy_id=tenancy_id, on=last.start)
    moving.undo_move(act, occupancy_id=occupancy_id, version=version)
    follow_homes(act, space_ids=[last.space_id, occupancies([tenancy_id])[-1].space_id], since=last.start)
    act.take_back(move_letting, "move again", tenancy_id=tenancy_id, to_space=last.space_id, on=last.start)
