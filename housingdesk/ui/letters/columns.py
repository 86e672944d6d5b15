"""How a letter reads in the queue and in the archive."""

from collections.abc import Callable, Sequence
from datetime import date

from housingdesk.letters.queries import LetterRow, went
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.franking import envelope_for, envelope_name
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.text import sentence_case

STATES = {LetterState.READY: Status.INFORMATION, LetterState.KEPT_BACK: Status.NEUTRAL, LetterState.PRINTING: Status.DUE,
          LetterState.HELD: Status.DUE, LetterState.PRINTED: Status.INFORMATION, LetterState.POSTED: Status.GOOD,
          LetterState.DELIVERED: Status.GOOD, LetterState.SENT: Status.GOOD, LetterState.CAME_BACK: Status.DUE,
          LetterState.SPOILED: Status.LATE, LetterState.WITHDRAWN: Status.NEUTRAL}
Envelopes = Callable[[], Sequence[Envelope]]


def letter_columns(today: date, envelopes: Envelopes) -> Sequence[Column]:
    """Columns of the list; ``envelopes`` are those of the office, asked when a row is first painted."""
    return (Column("who", "To", 160, to_whom, secondary=what, sort=True, stretch=2),
            Column("dated", "Dated", 80, lambda r: format_short(r.dated, today), sort=lambda r: r.dated,
                   hide_below=480),
            Column("how", "Goes", 130, lambda r: how(r, envelopes()), secondary=paper, sort=True, hide_below=420),
            Column("state", "State", 150, lambda r: sentence_case(r.state), secondary=lambda r: why(r, today),
                   status=lambda r: STATES.get(r.state), sort=True, stretch=1, hide_below=330))


def to_whom(row: LetterRow) -> str:
    """The name, and for a copy that it is one."""
    return f"Copy for {row.addressee}" if row.copy_of else row.addressee


def what(row: LetterRow) -> str:
    """Which letter, and for a copy to whom the letter itself went."""
    return f"{row.title} · to {row.copy_of}" if row.copy_of else row.title


def how(row: LetterRow, envelopes: Sequence[Envelope]) -> str:
    """By which way, and by post in which envelope: ``Post, DL``."""
    if row.way is not Way.POST or not row.pages:
        return {Way.POST: "Post", Way.HAND: "By hand", Way.EMAIL: "E-mail"}[row.way]
    return f"Post, {envelope_name(envelope_for(row.pages, envelopes))}"


def paper(row: LetterRow) -> str:
    """How many sheets, and the print somebody needs: ``2 sheets, large print``."""
    kind = "easy read" if row.easy_read else "large print" if row.large_print else ""
    sheets = f"{row.pages} sheet{'s' if row.pages != 1 else ''}" if row.pages and row.way is not Way.EMAIL else ""
    return ", ".join(filter(None, (sheets, kind)))


def why(row: LetterRow, today: date) -> str:
    """Under the state: why it is held, spoiled or came back, else when it was printed or went."""
    if row.held_because:
        return row.held_because
    if row.posted_on:
        kept = "certificate" if row.certificate_id else ""
        return ", ".join(filter(None, (format_short(row.posted_on, today), row.paid, kept)))
    return f"at {row.printed_at.astimezone():%H:%M}" if row.printed_at and row.state is LetterState.PRINTING else ""


def letter_sentence(row: LetterRow) -> str:
    """A letter read aloud."""
    kind = paper(row)
    held = f", because {row.held_because}" if row.held_because else ""
    return f"{what(row)}, {to_whom(row)}, by {row.way}, {row.state}{f', {kind}' if kind else ''}{held}"


_WHY = {LetterState.HELD: "Held", LetterState.CAME_BACK: "Came back", LetterState.SPOILED: "Spoiled"}


def about_letter(row: LetterRow | None) -> str:
    """All that is said of one letter over its pages."""
    if row is None:
        return "No letter chosen"
    said = [f"{row.title} to {row.addressee}, {format_date(row.dated)}"]
    if row.copy_of:
        said.append(f"Copy of what goes to {row.copy_of}" + (f": {row.authority}" if row.authority else ""))
    if row.posted_on and row.state is not LetterState.CAME_BACK:
        said.append(sentence_case(went(row)))
    if row.held_because:
        said.append(f"{_WHY.get(row.state, 'Held')}: {row.held_because}")
    return ". ".join(said)
