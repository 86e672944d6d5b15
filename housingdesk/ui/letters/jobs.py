"""Long work on stored letters, done beside the window: a copy with its mark, the sheets to try envelopes with."""

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
