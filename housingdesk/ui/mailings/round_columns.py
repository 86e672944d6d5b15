"""How a door of a delivery round reads in its list."""

from collections.abc import Callable

from housingdesk.letters.queries.rounds import DoorRow
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_short

SAID = {StopOutcome.HANDED: "Handed to them", StopOutcome.UNDER_DOOR: "Under the door", StopOutcome.BOX: "Their letterbox",
        StopOutcome.OTHER_PERSON: "Handed to somebody else", StopOutcome.NOT_DELIVERED: "Not delivered"}
_STATUS = {StopOutcome.NOT_DELIVERED: Status.DUE, StopOutcome.OTHER_PERSON: Status.INFORMATION}
"""What needs another look; the rest is delivered. In somebody else's hands it is at the door and is no service."""
_STOPPED = "May not go out"


def door_columns(stopped: Callable[[DoorRow], bool]) -> tuple[Column, ...]:
    """Columns of the list; ``stopped`` says whether a hold stops a letter of a door now."""
    def came(row: DoorRow) -> str:
        if row.first.outcome is not None and row.recorded:
            return SAID[row.first.outcome]
        return _STOPPED if stopped(row) else ""

    def status(row: DoorRow) -> Status | None:
        if row.recorded:
            return _STATUS.get(row.first.outcome, Status.GOOD) if row.first.outcome is not None else None
        return Status.LATE if stopped(row) else None

    return (Column("room", "Door", 150, lambda r: r.first.room, secondary=lambda r: r.first.name, stretch=2),
            Column("letters", "Letters", 150, titles, secondary=_dated, stretch=2),
            Column("came", "Outcome", 165, came, status=status, secondary=_besides, stretch=2),
            Column("at", "Time", 62, lambda r: r.first.at),
            Column("by", "By", 110, lambda r: r.first.by, stretch=1, hide_below=560,
                   secondary=lambda r: format_short(r.first.on, r.first.on) if r.first.on else ""))


def titles(row: DoorRow) -> str:
    """The letters of a door."""
    more = len(row.stops) - 1
    return f"{row.first.title}{f' and {more} more' if more else ''}"


def door_sentence(row: DoorRow) -> str:
    """A door read aloud."""
    return f"{row.first.room}, {row.first.name}, {titles(row)}, {row.first.told if row.recorded else 'to be recorded'}"


def _dated(row: DoorRow) -> str:
    return f"dated {format_short(row.first.dated, row.first.dated)}"


def _besides(row: DoorRow) -> str:
    return row.first.handed_to or row.first.note
