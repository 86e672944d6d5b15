"""How far a bank line is, changed only from the state it was read in: what a colleague did a moment before stands."""

from collections.abc import Collection
from typing import Any

from housingdesk.access.act import Act
from housingdesk.bank.models import BankLine, LineState
from housingdesk.errors import NotFound, Refused, Stale

_SAID = {LineState.WAITING: "waiting already", LineState.PARKED: "parked", LineState.POSTED: "posted already",
         LineState.LEFT_OUT: "left out"}


def line_of(line_id: int) -> BankLine:
    """One line; NotFound when its file was taken out."""
    line = BankLine.get_or_none(BankLine.id == line_id)
    if line is None:
        raise NotFound("That bank line is not there")
    return line


def move(act: Act, line: BankLine, allowed: Collection[LineState], to: LineState, **fields: Any) -> None:
    """Moves a line to another state; Refused when it is not in an allowed one, Stale when it just left it."""
    if line.state not in allowed:
        raise Refused(f"This line is {_SAID[line.state]}")
    moved = act.bulk(BankLine.update(state=to, **fields).where((BankLine.id == line.id) & BankLine.state.in_(tuple(allowed))),
                     summary=f"bank line {line.id}: {line.state} to {to}")
    if moved != 1:
        raise Stale("A colleague has dealt with this line since. Look at it again")


def claim(act: Act, line_ids: list[int]) -> list[BankLine]:
    """Takes lines out of the waiting state, all or none; Stale when one of them is posted already."""
    claimed = 0
    for at in range(0, len(line_ids), 10_000):
        some = line_ids[at:at + 10_000]
        claimed += act.bulk(BankLine.update(state=LineState.POSTED).where(
            BankLine.id.in_(some) & BankLine.state.in_((LineState.WAITING, LineState.PARKED))), summary="lines posted")
    if claimed != len(set(line_ids)):
        raise Stale("One of these lines is posted already. Look at the list again; nothing was posted twice")
    lines = []
    for at in range(0, len(line_ids), 10_000):
        lines.extend(BankLine.select().where(BankLine.id.in_(line_ids[at:at + 10_000])).order_by(BankLine.id))
    return lines
