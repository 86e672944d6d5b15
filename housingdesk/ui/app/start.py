"""From the command line to the shell: which database to open, whether it is up to date, who is there.

What it asks a person for is ``reception``'s, and what it does once the window stands is ``running``'s: both are imported
when they are wanted, because the start is counted in milliseconds.
"""

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from housingdesk import __version__
from housingdesk.access import users as access_users
from housingdesk.access.act import Who
from housingdesk.access.desk import Desk, system_clock
from housingdesk.access.rules import Role
from housingdesk.db import address, last_opened, places
from housingdesk.db.connection import Store, is_encrypted, open_store
from housingdesk.db.steps import pending, require_current
from housingdesk.errors import HousingDeskError, Refused
from housingdesk.settings import queries as settings_queries
from housingdesk.ui.app import lean
from housingdesk.ui.app.registry import PLACES, find
from housingdesk.ui.hub import today_reads
from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.qt_desk import QtDesk, Threads, refusal
from housingdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from housingdesk.ui.app.reception import Reception
    from housingdesk.ui.app.running import Running
    from housingdesk.ui.kit.door import DoorWindow
    from housingdesk.ui.kit.sign_in import Answer

AFTER_MS = 400
_NOBODY = Who(None, "Nobody", "", str(Role.READER))
_ASKS_PASSWORD = ("password", "no password supplied", "sign in")


def dressed_application() -> QApplication:
    """The application with its fonts and colours, and the machine's own habits read from their file."""
    made = QApplication.instance()
    app = made or QApplication(["housingdesk", "-style", theme.STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("HousingDesk")
    app.setApplicationVersion(__version__)
    places.settings_folder().mkdir(parents=True, exist_ok=True)
    window_state.use(places.settings_folder() / "windows.ini")
    theme.install(app, look=window_state.text("look", "computer"), text_size=window_state.number("text_size", 100),
                  styled=made is None)
    return app


class Start(QObject):
    """From the command line to the shell: open, upgrade, sign in, and back again after signing out."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.window: MainWindow | None = None
        self.store: Store | None = None
        self._desk: QtDesk | None = None
        self._threads: Threads | None = None
        self._login = ""
        app.setQuitOnLastWindowClosed(False)

    @cached_property
    def reception(self) -> "Reception":
        """Whoever has to be asked something is asked here."""
        from housingdesk.ui.app.reception import Reception

        return Reception(self)

    @property
    def door(self) -> "DoorWindow":
        """The window before the shell."""
        return self.reception.door

    def begin(self, where: str | None = None) -> None:
        """Open what was named, else the last database opened, else ask."""
        chosen = where or last_opened.recall()
        if chosen is None:
            self.reception.ask_which()
        else:
            self.open(chosen)

    # Opening.
    def open(self, where: str, passphrase: str | None = None) -> None:
        """Open a database and ask who is there; what stands in the way is said on the card."""
        try:
            self.close_store()
            if not address.is_postgresql(where) and passphrase is None and self._is_encrypted(Path(where)):
                self.reception.ask_passphrase(where)
                return
            self.store = open_store(where, passphrase=passphrase, window=True)
            self._bring_up_to_date(self.store)
            self._threads = Threads(self.store.connected)
            self._ask_who(self.store)
        except HousingDeskError as error:
            self._refused(where, passphrase, refusal(error))

    def _refused(self, where: str, passphrase: str | None, sentence: str) -> None:
        self.close_store()
        if address.is_postgresql(where) and any(word in sentence.lower() for word in _ASKS_PASSWORD):
            self.reception.ask_server_login(where, sentence)
        elif passphrase is not None:
            self.reception.ask_passphrase(where, sentence)
        else:
            self.reception.ask_which(sentence)

    def _is_encrypted(self, path: Path) -> bool:
        return path.is_file() and path.stat().st_size > 0 and is_encrypted(path)

    def _bring_up_to_date(self, store: Store) -> None:
        if store.postgresql:
            require_current(store)
        elif pending(store):
            self.reception.bring_up_to_date(store)

    # Who is there.
    def _ask_who(self, store: Store) -> None:
        with store.connected():
            made_up = bool(settings_queries.value("demo.mark", system_clock().date()))
            users = [user for user in access_users.users() if user.active]
            if store.postgresql:
                self.enter(_server_login(store))
            elif made_up and users:
                first = next((user for user in users if user.role is Role.ADMINISTRATOR), users[0])
                self.enter(first.login)
            elif not users:
                raise Refused("There is no user in this database yet. Ask whoever set it up to add one")
            else:
                self._show_sign_in(store)

    def _show_sign_in(self, store: Store) -> None:
        assert self._threads is not None
        self.reception.ask_who(QtDesk(Desk(store, _NOBODY), self._threads, Unheard(), self), store)

    # The window.
    def enter(self, login: str) -> None:
        """Open the window for a person who is let in."""
        store, threads = self.store, self._threads
        assert store is not None and threads is not None
        self._login = login
        lean.begin()
        with store.connected():
            who = access_users.who_by_login(login.strip().lower())
            settings = settings_queries.values(system_clock().date())
        made_up = settings.yes("demo.mark")
        self._desk = QtDesk(Desk(store, who), threads, Unheard(), self)
        today_reads.foresee(self._desk)
        self.window = MainWindow(self._desk, PLACES, association=settings.text("org.name") or "HousingDesk", demo=made_up,
                                 find=find, try_door=None if made_up else self._unlock,
                                 idle_minutes=settings.number("access.idle_lock_minutes"))
        self.window.signed_out.connect(self._sign_out)
        self.window.closed.connect(self.quit)
        last_opened.remember(store.dsn)
        self.window.start()
        self.window.show()
        if "reception" in self.__dict__:
            self.door.hide()
        QTimer.singleShot(AFTER_MS, lean.end)
        QTimer.singleShot(AFTER_MS, self.window, partial(self._desk.ask, _running, self._run))

    def _run(self, running: "type[Running]") -> None:
        """Once Today is in sight: what the program does by itself while the window stands."""
        if self.window is not None and self._desk is not None and self.store is not None:
            running(self.window, self._desk, self.store).begin()

    def _unlock(self, _name: str, password: str, answer: "Answer") -> None:
        from housingdesk.ui.app import reception

        assert self._desk is not None and self.store is not None
        ask = reception.knock if self.store.postgresql else reception.sign_in
        ask(self._desk, self.store, self._login, password, answer)

    def _sign_out(self) -> None:
        if self.window is None or self.store is None:
            return
        self.window.closed.disconnect(self.quit)
        self.window.close()
        self.window.deleteLater()
        self.window, self._desk = None, None
        with self.store.connected():
            made_up = bool(settings_queries.value("demo.mark", system_clock().date()))
        if made_up or self.store.postgresql:
            self.reception.ask_which()
        else:
            self._show_sign_in(self.store)

    # The end.
    def close_store(self) -> None:
        """Let what is under way finish, then let go of the database."""
        if self._threads is not None:
            self._threads.close()
            self._threads = None
        if self.store is not None:
            self.store.close()
            self.store = None
        self._desk = None

    def quit(self) -> None:
        """Let go of the database and end the program."""
        self.close_store()
        QApplication.quit()


def _running() -> "type[Running]":
    """Imported by a thread that reads, so that the window is not held up."""
    from housingdesk.ui.app.running import Running

    return Running


def _server_login(store: Store) -> str:
    import getpass

    _, options = address.parse(store.dsn)
    return str(options.get("user") or os.environ.get("PGUSER") or getpass.getuser())
