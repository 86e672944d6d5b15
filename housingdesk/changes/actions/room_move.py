"""Somebody moves to another room of ours under the same agreement, as one act: home, rent loss, board, charges and notices.

Account, payment reference and agreement stay. One take-back undoes all of it.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.lettings.actions.empty_home import let_home
from housingdesk.lettings.actions.letting import move_letting, undo_move_letting
from housingdesk.properties.queries import space, why_not_let
from housingdesk.rent.actions.backdating import take_back_correction
from housingdesk.rent.actions.room_charges import charge_anew
from housingdesk.rent.queries.accounts import main_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.values.dates import DAY, format_day
from housingdesk.voids.actions.letting import unlet_void
from housingdesk.voids.actions.opening import drop_void, forget_void, is_untouched, open_void
from housingdesk.voids.queries.plan import is_closed, open_since


@needs(Permission.KEEP_TENANCIES)
def move_room(act: Act, *, tenancy_id: int, to_space: int, on: date, charges: Sequence[ChargeDraft] | None = None) -> int:
    """Moves an agreement to another room from a day on, charged so from then on; returns the occupancy's id.

    ``charges`` are pence in the account's own rhythm, None: they stay. Days that are debited already are put right.
    """
    row, account = tenancy(tenancy_id), main_account(tenancy_id)
    left = occupancies([tenancy_id])[-1]
    made = move_letting(act, tenancy_id=tenancy_id, to_space=to_space, on=on)
    opened = _empty(act, left.space_id, on)
    waiting, correction = open_since(to_space), None
    let_home(act, tenancy_id=tenancy_id, space_id=to_space, on=on)
    if charges is not None:
        if account is None:
            raise Refused(f"This {row.words.agreement} has no account yet")
        correction = charge_anew(act, account_id=account.id, on=on, charges=charges,
                                 reason=f"Moved to {space(to_space).said} on {format_day(on)}"[:500])
    act.say(f"{row.names} {'moved' if on <= act.today else 'moves'} from {left.address} to {space(to_space).said} on "
            f"{format_day(on)}", about=("tenancy", tenancy_id))
    act.take_back(undo_room_move, "take the move back", tenancy_id=tenancy_id, occupancy_id=made, opened=opened,
                  let=waiting[0] if waiting is not None and waiting[1] <= on else None, correction_id=correction,
                  charges=None if charges is None else tuple(charges))
    return made


@needs(Permission.KEEP_TENANCIES)
def undo_room_move(act: Act, *, tenancy_id: int, occupancy_id: int, opened: int | None, let: int | None,
                   correction_id: int | None, charges: tuple[ChargeDraft, ...] | None) -> None:
    """Takes a room move back: they have the room before, are charged as before, and both rooms are on the board as before."""
    here = occupancies([tenancy_id])[-1]
    if here.id != occupancy_id:
        raise Refused("They have moved on since. Take the later move back first")
    if correction_id is not None:
        take_back_correction(act, correction_id=correction_id, reason="The move is taken back")
    if let is not None:
        unlet_void(act, void_id=let)
    if opened is not None and not is_closed(opened):
        if is_untouched(opened):
            forget_void(act, void_id=opened, version=None)
        else:
            drop_void(act, void_id=opened, why="They did not move")
    undo_move_letting(act, occupancy_id=occupancy_id, version=here.version, tenancy_id=tenancy_id)
    act.say(f"{tenancy(tenancy_id).names} did not move to {here.address}", about=("tenancy", tenancy_id))
    act.take_back(move_room, "move again", tenancy_id=tenancy_id, to_space=here.space_id, on=here.start, charges=charges)


def _empty(act: Act, space_id: int, on: date) -> int | None:
    """The room they leave goes on the board, unless it is there already or is no longer ours to let."""
    home = space(space_id)
    if open_since(space_id) is not None or why_not_let(home, on, on + DAY):
        return None
    return open_void(act, space_id=space_id, empty_from=on, notice_on=min(act.today, on), why_vacant="13")
