"""Long work on stored letters, done beside the window: many put into one print job, and a copy with its mark."""

from collections.abc import Callable
from datetime import date
from typing import Any

from housingdesk.errors import Refused
from housingdesk.letters import queries

Progress = Callable[[int, int, str], None]


def put_together(progress: Progress, *, ids: list[int], on: date) -> bytes:
    """The letters as issued, in this order, in one PDF for the printer; Refused while a hold stops one of them."""
    from housingdesk.letters.pdf.joined import joined
    from housingdesk.letters.stopped import stopped_sentence

    if (reason := stopped_sentence(ids, on)) is not None:
        raise Refused(reason)
    parts = []
    for done, letter_id in enumerate(ids):
        progress(done, len(ids), "Putting the letters together")
        parts.append(queries.pdf(letter_id))
    return joined(parts)


def copy_of(progress: Progress, **facts: Any) -> bytes:
    """The letter as issued with the word Copy at the foot of its pages."""
    from housingdesk.letters.pdf import stamp_copy

    progress(0, 1, "Preparing the copy")
    return stamp_copy(queries.pdf(**facts))


def trial_of(progress: Progress, *, on: date) -> tuple[bytes, int]:
    """A sheet for each window envelope of the office, to fold and try; and how many there are."""
    from housingdesk.letters.pdf import trial_sheets
    from housingdesk.mailings.queries.office import office

    progress(0, 1, "Drawing the test sheets")
    envelopes = office(on).envelopes
    return trial_sheets(envelopes), len(envelopes)
