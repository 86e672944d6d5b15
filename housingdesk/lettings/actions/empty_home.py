"""What a letting does to the board of empty homes: its end opens a void, a start lets it, and both are taken back with it."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.lettings.models import Match, Offer, SignUp
from housingdesk.properties.queries import space, why_not_let
from housingdesk.tenancies.queries.agreements import held, occupancies
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import DAY
from housingdesk.voids.actions.letting import let_void, unlet_void
from housingdesk.voids.actions.opening import drop_void, forget_void, is_untouched, open_void
from housingdesk.voids.queries.plan import is_closed, open_since, void_after, void_before

# The reasons for an empty home that an ending tells for certain, by the codes of the lettings return.
_WHY_VACANT = {EndReason.DEATH: "5", EndReason.ABANDONED: "6", EndReason.TRANSFER: "13"}


def empty_home(act: Act, *, tenancy_id: int, reason: EndReason, event_on: date, last: date) -> int | None:
    """Opens the void that an ending leaves after the ``last`` day or night charged; returns its id.

    None where the home is no longer ours to let or let already.

    An exchange leaves none: the other household has the home from the next day.
    """
    home, first = space(occupancies([tenancy_id])[-1].space_id), last + DAY
    taken = any(other.start <= first for other in held([home.id], first, None) if other.tenancy_id != tenancy_id)
    if reason is EndReason.EXCHANGE or taken or why_not_let(home, first, first + DAY) or open_since(home.id):
        return None
    return open_void(act, space_id=home.id, left_id=tenancy_id, empty_from=first, notice_on=min(act.today, event_on),
                     why_vacant=_WHY_VACANT.get(reason, ""))


def home_kept(act: Act, *, tenancy_id: int) -> None:
    """An agreement runs on: its void goes if nothing was done for it, else it is closed with what was done."""
    void_id = void_after(tenancy_id)
    if void_id is None or is_closed(void_id):
        return
    if is_untouched(void_id) and not _is_used(void_id):
        forget_void(act, void_id=void_id, version=None)
    else:
        drop_void(act, void_id=void_id, why="They stay on")


def let_home(act: Act, *, tenancy_id: int, space_id: int, on: date) -> None:
    """The open void of a home is let by the agreement that starts there."""
    found = open_since(space_id)
    if found is not None and found[1] <= on:
        let_void(act, void_id=found[0], tenancy_id=tenancy_id, on=on)


def unlet_home(act: Act, *, tenancy_id: int) -> None:
    """A start is taken back: the home is on the board again."""
    void_id = void_before(tenancy_id)
    if void_id is not None:
        unlet_void(act, void_id=void_id)


def _is_used(void_id: int) -> bool:
    """Whether households were listed for it, or offered it."""
    return any(model.select().where(model.void == void_id).exists() for model in (Match, Offer, SignUp))
