"""Days of plain statements: one database gives them as text, the other as dates."""

from datetime import date
from typing import Any


class StoredDays(dict[Any, Any]):
    """A day as the database gives it, to a date, or None; each text is read once.

    >>> days = StoredDays()
    >>> days["2026-11-02"], days[None]
    (datetime.date(2026, 11, 2), None)
    """

    def __missing__(self, day: Any) -> date | None:
        self[day] = found = date.fromisoformat(day) if isinstance(day, str) else day
        return found
