"""Long work on stored letters, done beside the window: many put into one print job, and a copy with its mark."""

from collections.abc import Callable
from typing import Any

from housingdesk.letters import queries

Progress = Callable[[int, int, str], None]


def put_together(progress: Progress, *, ids: list[int]) -> bytes:
    """The letters as issued, in this order, in one PDF for the printer."""
    from housingdesk.letters.pdf.joined import joined

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
