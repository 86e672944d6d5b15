"""How the days of the made-up association are written: each act as somebody's, at a time of its day, one after another."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store


class Doing:
    """Acts and questions of made-up days. Each act is a second later than the one before, from ``hour`` on."""

    hour: ClassVar[int] = 2

    def __init__(self, store: Store, who: Who, administrator: Who | None = None) -> None:
        self._store, self._who, self._administrator = store, who, administrator
        self._count = 0

    def _moment(self, day: date) -> datetime:
        """When the next act of a day is done."""
        self._count += 1
        return datetime.combine(day, time(self.hour), UTC) + timedelta(seconds=self._count)

    def _do(self, day: date, action: Callable[..., Any], who: Who | None = None, /, **facts: Any) -> Any:
        moment = self._moment(day)
        return Desk(self._store, who or self._who, lambda: moment).do(action, **facts).value

    def _ask(self, query: Callable[..., Any], **facts: Any) -> Any:
        return Desk(self._store, self._who).ask(query, **facts)
