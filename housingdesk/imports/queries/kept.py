"""What was written since about things that an intake brought in: notes, tasks, papers, holds. They would point to nothing."""

from collections.abc import Iterable
from typing import Any

from housingdesk.diary.models import Note, Task
from housingdesk.documents.models import Document
from housingdesk.holds.models import Hold

_WORDS: tuple[tuple[Any, str], ...] = ((Note, "A note was written"), (Task, "A task was made"), (Document, "A paper was kept"),
                                       (Hold, "A hold was put"))


def kept_about(links: Iterable[tuple[str, int]]) -> str | None:
    """What is kept about one of these records (table and number), as the beginning of a sentence; None when nothing is."""
    wanted = {f"{table}:{number}" for table, number in links}
    for model, words in _WORDS:
        rows: Any = model.select(model.subject).where(model.subject.is_null(False)).distinct().tuples()
        if any(subject in wanted for (subject,) in rows):
            return words
    return None
