"""What the program does by itself while the window stands: the state of the backup, the turn of the day, warm screens."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from housingdesk.access.desk import system_clock
from housingdesk.access.rules import Permission
from housingdesk.db.connection import Store
from housingdesk.reports.actions.freezing import freeze_due
from housingdesk.reports.queries.snapshots import days_due
from housingdesk.routines import last_backup
from housingdesk.routines.actions import turn_the_day
from housingdesk.routines.queries import last_turned
from housingdesk.ui.app.warming import warm_up
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.interview import Ended
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow

_TURN_AFTER_MS = 400
_LOOK_AFTER_MS = 1000


class Running(QObject):
    """Lives as long as its window."""

    def __init__(self, window: MainWindow, desk: QtDesk, store: Store) -> None:
        super().__init__(window)
        self._window, self._desk, self._store = window, desk, store
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_AFTER_MS)
        self._look.timeout.connect(self._look_at_backup)
        desk.job_ended.connect(self._look.start)
        window.interview.ended.connect(self._log)

    def begin(self) -> None:
        """From now on."""
        warm_up()
        self._look_at_backup()
        QTimer.singleShot(_TURN_AFTER_MS, self, self._turn_the_day)

    def _turn_the_day(self) -> None:
        """Once a day, by whoever may: the first to open the window in the morning."""
        if self._desk.may(Permission.KEEP_TENANCIES):
            self._desk.ask(last_turned, self._turned)
        if self._desk.may(Permission.RUN_DEBIT):
            self._desk.ask(days_due, self._freeze, today=self._desk.today)

    def _turned(self, last: date | None) -> None:
        if last != self._desk.today:
            self._desk.do(turn_the_day, None, None)

    def _freeze(self, days: int) -> None:
        """Sundays and quarters that ended since somebody last opened the window."""
        if days:
            self._desk.do(freeze_due, None, None)

    def _log(self, ended: Ended) -> None:
        """What was on screen during an interview stands in the audit."""
        from housingdesk.access.actions import log_interview

        records = ended.household.records or {("person", person_id) for person_id in ended.household.people}
        about = min(records, key=lambda one: (one[0] != "tenancy", one), default=None)
        self._desk.do(log_interview, None, None, household=ended.household.name, about=about, minutes=ended.minutes,
                      screens=ended.screens, shown=ended.shown)

    def _look_at_backup(self) -> None:
        self._desk.ask(_backup_state, self._show_backup, store=self._store, now=system_clock())

    def _show_backup(self, state: tuple[str, Status]) -> None:
        self._window.strip.set_backup(*state)


def _backup_state(store: Store, now: datetime) -> tuple[str, Status]:
    """What the strip says of the backup; more than a day old is late."""
    found = last_backup.last(store)
    late = found is None or now - found.made_at > timedelta(days=1)
    return last_backup.sentence(found, now), Status.DUE if late else Status.NEUTRAL
