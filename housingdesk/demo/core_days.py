"""CORE of the made-up association: its codes, the logs of its newest lettings, and the file of the last quarter."""

from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store
from housingdesk.demo.actions.core import log_lettings, write_core_codes
from housingdesk.lettings.actions.core import make_core_file, mark_core_sent, record_core_answer
from housingdesk.lettings.core_stock import collections
from housingdesk.lettings.queries.core.export import export_of
from housingdesk.lettings.queries.core.logs import logs_in_file
from housingdesk.lettings.rules.quarters import quarter_before, quarter_of


class CoreDays:
    """Nothing is logged in a year whose fields the program does not have."""

    def __init__(self, store: Store, who: Who, administrator: Who) -> None:
        self._store, self._who, self._administrator = store, who, administrator

    def _desk(self, on: date, at: time, who: Who | None = None) -> Desk:
        return Desk(self._store, who or self._who, lambda: datetime.combine(on, at, UTC))

    def enter_codes(self, today: date) -> None:
        """The codes of the association, its councils and its homes, before anybody is signed up."""
        quarter = quarter_before(quarter_of(today))
        self._desk(quarter.first, time(9), self._administrator).do(write_core_codes, homes_on=today)

    def fill(self, today: date) -> None:
        """Logs since the last quarter began, and its file; the service returned one of its logs."""
        quarter = quarter_before(quarter_of(today))
        if quarter.collection not in collections():
            return
        self._desk(today, time(0, 30)).do(log_lettings, first=quarter.first, last=today, whole_until=quarter.last)
        self._send(quarter.first, quarter.last, min(quarter.last + timedelta(6), today))

    def _send(self, first: date, last: date, on: date) -> None:
        desk = self._desk(on, time(10))
        if not desk.ask(export_of, first=first, last=last, on=on).ready:
            return
        file_id = desk.do(make_core_file, first=first, last=last).value
        desk.do(mark_core_sent, file_id=file_id, version=None, on=on)
        logs = desk.ask(logs_in_file, file_id=file_id)
        desk.do(record_core_answer, file_id=file_id, version=None, on=on, returned=tuple(row.id for row in logs[-1:]),
                answer="One log came back: its location is not active in the service on the start date.")
