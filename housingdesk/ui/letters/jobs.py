"""Long work on stored letters, done beside the window: copies, test sheets, the list for the counter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from housingdesk.letters import queries

Progress = Callable[[int, int, str], None]


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


def counter_list(progress: Progress, *, posting_id: int) -> tuple[bytes, int]:
    """The list of a posting for the counter of the post office, and how many pages it has."""
    from housingdesk.letters.pdf import read_back
    from housingdesk.letters.pdf.posting_list import draw_posting_list
    from housingdesk.letters.queries.postings import handed_in

    progress(0, 1, "Reading the addresses")
    made = draw_posting_list(handed_in(posting_id))
    return made, read_back(made, None).pages
