"""The benefit board narrowed to what was asked for, worked out beside the window: several thousand claims take a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.bank.queries.our_accounts import last_statement
from housingdesk.benefits.queries.board import BoardChoices, BoardRow, board, choices
from housingdesk.benefits.queries.money_now import money_now
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.lanes import Lane
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold


@dataclass(frozen=True, slots=True)
class Listed:
    """A row with everything it is found by, folded."""

    row: BoardRow
    found_by: str


@dataclass(frozen=True, slots=True)
class WholeBoard:
    """Every row, what the filters offer, and how many wait in a sentence."""

    rows: tuple[Listed, ...]
    choices: BoardChoices
    sentence: str


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the board is narrowed to; None or empty means everything."""

    office: str | None = None
    scheme: str | None = None
    officer: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of every lane that fit."""

    lanes: dict[Lane, tuple[BoardRow, ...]]


def whole(on: date) -> WholeBoard:
    """The whole board as far as its claims tell it."""
    return _whole(board(on), on)


def whole_with_money(on: date) -> WholeBoard:
    """The same once it is known whose money came otherwise than expected, which takes longer to see."""
    return _whole(board(on, money_now(on)), on)


def _whole(rows: Sequence[BoardRow], on: date) -> WholeBoard:
    listed = tuple(Listed(row, fold("\n".join((row.person, row.address, row.reference)))) for row in rows)
    last = last_statement(on)
    said = waits_sentence(rows, on)
    if last is not None:
        said = f"{said.removesuffix('.')}. The last statement ends on {format_date(last)}: what came since is not known yet"
    return WholeBoard(listed, choices(rows), said)


def waits_sentence(rows: Sequence[BoardRow], on: date) -> str:
    """``12 wait: 5 for us, 4 for the tenant, 3 for an office; 2 are late``."""
    waiting = [row for row in rows if row.lane is not Lane.PAYING]
    if not waiting:
        return "No one is waiting for benefit."
    of = {who: sum(row.place.waits_on is who for row in waiting) for who in WaitsOn}
    office = of[WaitsOn.COUNCIL] + of[WaitsOn.DWP]
    parts = [f"{count:,} for {who}" for count, who in ((of[WaitsOn.US], "us"), (of[WaitsOn.TENANT], "the tenant"),
                                                       (office, "an office")) if count]
    late = sum(row.late(on) for row in waiting)
    one = len(waiting) == 1
    return (f"{len(waiting):,} wait{'s' if one else ''}{': ' if parts else ''}{', '.join(parts)}"
            + (f"; {late:,} {'is' if late == 1 else 'are'} late" if late else ""))


def shown(rows: Sequence[Listed], filters: BoardFilters) -> Shown:
    """The rows that fit, lane by lane."""
    text = fold(filters.text)
    wanted = [(name, value) for name in ("office", "scheme", "officer") if (value := getattr(filters, name))]
    lanes: dict[Lane, list[BoardRow]] = {lane: [] for lane in Lane}
    for one in rows:
        if text in one.found_by and all(getattr(one.row, name) == value for name, value in wanted):
            lanes[one.row.lane].append(one.row)
    return Shown({lane: tuple(found) for lane, found in lanes.items()})
