"""How a letter reads in the queue and in the archive."""

from collections.abc import Sequence
from datetime import date

from housingdesk.letters.queries import LetterRow
from housingdesk.letters.rules.states import LetterState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short

_STATES = {LetterState.READY: Status.INFORMATION, LetterState.HELD: Status.DUE, LetterState.PRINTED: Status.INFORMATION,
           LetterState.POSTED: Status.GOOD, LetterState.CAME_BACK: Status.DUE, LetterState.SPOILED: Status.LATE,
           LetterState.WITHDRAWN: Status.NEUTRAL}


def letter_columns(today: date) -> Sequence[Column]:
    """Columns of the list."""
    return (Column("who", "To", 180, lambda r: r.addressee, secondary=lambda r: r.title, sort=True, stretch=1),
            Column("dated", "Dated", 86, lambda r: format_short(r.dated, today), sort=lambda r: r.dated),
            Column("state", "State", 112, lambda r: str(r.state).capitalize(), status=lambda r: _STATES.get(r.state)),
            Column("pages", "Pages", 66, lambda r: str(r.pages or ""), align=Align.RIGHT, hide_below=420),
            Column("why", "About it", 170, lambda r: about(r, today), stretch=1, hide_below=520))


def about(row: LetterRow, today: date) -> str:
    """What else is to be known: why it is held or spoiled, when it went, its print."""
    if row.held_because:
        return row.held_because
    if row.posted_on:
        return f"Posted {format_short(row.posted_on, today)}"
    return "Large print" if row.large_print else ""


def letter_sentence(row: LetterRow) -> str:
    """A letter read aloud."""
    pages = f", {row.pages} page{'s' if row.pages != 1 else ''}" if row.pages else ""
    held = f", because {row.held_because}" if row.held_because else ""
    return f"{row.title} to {row.addressee}, {row.state}{pages}{held}"
