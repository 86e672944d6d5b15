"""From the command line to the shell: which database to open, whether it is up to date, who is there."""

import getpass
import os
import sys
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from housingdesk import __version__
from housingdesk.access import door as access_door
from housingdesk.access import queries as access_queries
from housingdesk.access.act import Who
from housingdesk.access.desk import Desk, system_clock
from housingdesk.access.rules import Permission, Role
from housingdesk.db import address, last_opened, places
from housingdesk.db.connection import Store, is_encrypted, open_store
from housingdesk.db.upgrade import pending, require_current, upgrade
from housingdesk.errors import HousingDeskError, Refused
from housingdesk.routines import backups
from housingdesk.routines.actions import turn_the_day
from housingdesk.routines.queries import last_turned
from housingdesk.settings import queries as settings_queries
from housingdesk.ui.app.registry import PLACES, find
from housingdesk.ui.app.warming import AFTER_MS, warm_up
from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.door import DoorWindow, OpenCard, WaitCard
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.qt_desk import QtDesk, Threads, refusal
from housingdesk.ui.kit.sign_in import Answer, SignInPanel
from housingdesk.ui.main_window import MainWindow

_NOBODY = Who(None, "Nobody", "", str(Role.READER))
_ASKS_PASSWORD = ("password", "no password supplied", "sign in")


def dressed_application() -> QApplication:
    """The application with its fonts and colours, and the machine's own habits read from their file."""
    app = QApplication.instance() or QApplication(["housingdesk"])
    assert isinstance(app, QApplication)
    app.setApplicationName("HousingDesk")
    app.setApplicationVersion(__version__)
    places.settings_folder().mkdir(parents=True, exist_ok=True)
    window_state.use(places.settings_folder() / "windows.ini")
    theme.install(app, look=window_state.text("look", "computer"), text_size=window_state.number("text_size", 100))
    return app


class Start(QObject):
    """From the command line to the shell: open, upgrade, sign in, and back again after signing out."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.door = DoorWindow()
        self.window: MainWindow | None = None
        self.store: Store | None = None
        self._desk: QtDesk | None = None
        self._threads: Threads | None = None
        self._login = ""
        self._demo: QProcess | None = None
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(1000)
        self._look.timeout.connect(self._look_at_backup)
        app.setQuitOnLastWindowClosed(False)
        self.door.closed.connect(self._quit)

    def begin(self, where: str | None = None) -> None:
        """Open what was named, else the last database opened, else ask."""
        chosen = where or last_opened.recall()
        if chosen is None:
            self.ask_which()
        else:
            self.open(chosen)

    def ask_which(self, refused: str = "") -> None:
        """Show the card that asks which database to open."""
        there = places.made_up().exists()
        words = "Open the made-up association" if there else "Try with a made-up association"
        card = OpenCard(places.data_folder(), refused, self._made_up, words)
        card.chosen.connect(self.open)
        self.door.show_card(card)

    # Opening.
    def open(self, where: str, passphrase: str | None = None) -> None:
        """Open a database and ask who is there; what stands in the way is said on the card."""
        try:
            self.close_store()
            if not address.is_postgresql(where) and passphrase is None and self._is_encrypted(Path(where)):
                self._ask_passphrase(where)
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
            self._sign_in_to_server(where, sentence)
        elif passphrase is not None:
            self._ask_passphrase(where, sentence)
        else:
            self.ask_which(sentence)

    def _is_encrypted(self, path: Path) -> bool:
        return path.is_file() and path.stat().st_size > 0 and is_encrypted(path)

    def _ask_passphrase(self, where: str, note: str = "") -> None:
        def try_it(_name: str, typed: str, _answer: Answer) -> None:
            self.open(where, typed)
        self.door.show_card(SignInPanel(f"{Path(where).name} is encrypted", try_it, name="file", words="Open it",
                                        secret="Passphrase", note=note))

    def _bring_up_to_date(self, store: Store) -> None:
        if store.postgresql:
            require_current(store)
        elif pending(store):
            card = WaitCard("Bringing the database up to date. A copy of it is kept beside it")
            self.door.show_card(card)
            QGuiApplication.processEvents()
            upgrade(store, now=system_clock(), say=card.say)

    # Who is there.
    def _ask_who(self, store: Store) -> None:
        with store.connected():
            made_up = bool(settings_queries.value("demo.mark", system_clock().date()))
            users = [user for user in access_queries.users() if user.active]
        if store.postgresql:
            self._enter(self._server_login(store))
        elif made_up and users:
            first = next((user for user in users if user.role is Role.ADMINISTRATOR), users[0])
            self._enter(first.login)
        elif not users:
            raise Refused("There is no user in this database yet. Ask whoever set it up to add one")
        else:
            self._show_sign_in()

    def _show_sign_in(self) -> None:
        card = SignInPanel("Sign in", self._try_sign_in, words="Sign in")
        card.entered.connect(self._signed_in)
        self.door.show_card(card)

    def _try_sign_in(self, login: str, password: str, answer: Answer) -> None:
        assert self.store is not None and self._threads is not None
        self._login = login
        if self._desk is None:
            self._desk = QtDesk(Desk(self.store, _NOBODY), self._threads, Unheard(), self)
        told = partial(_tell, answer)
        self._desk.ask(access_door.sign_in, told, told, store=self.store, login=login, password=password)

    def _signed_in(self) -> None:
        self._enter(self._login)

    def _server_login(self, store: Store) -> str:
        _, options = address.parse(store.dsn)
        return str(options.get("user") or os.environ.get("PGUSER") or getpass.getuser())

    def _sign_in_to_server(self, where: str, note: str) -> None:
        def try_it(login: str, password: str, _answer: Answer) -> None:
            self.open(address.put(where, login=login, password=password))
        self.door.show_card(SignInPanel("Sign in to the office's server", try_it, note=note))

    # The window.
    def _enter(self, login: str) -> None:
        store, threads = self.store, self._threads
        assert store is not None and threads is not None
        self._login = login
        with store.connected():
            who = access_queries.who_by_login(login.strip().lower())
            settings = settings_queries.values(system_clock().date())
        made_up = settings.yes("demo.mark")
        self._desk = QtDesk(Desk(store, who), threads, Unheard(), self)
        self.window = MainWindow(self._desk, PLACES, association=settings.text("org.name") or "HousingDesk", demo=made_up,
                                 find=find, try_door=None if made_up else self._unlock,
                                 idle_minutes=settings.number("access.idle_lock_minutes"))
        self.window.signed_out.connect(self._sign_out)
        self.window.closed.connect(self._quit)
        last_opened.remember(store.dsn)
        self._desk.job_ended.connect(self._look.start)
        self._look_at_backup()
        self.window.show()
        self.window.start()
        self.door.hide()
        QTimer.singleShot(AFTER_MS, self, warm_up)
        QTimer.singleShot(2 * AFTER_MS, self, self._turn_the_day)

    def _turn_the_day(self) -> None:
        """Once a day, by whoever may: the first to open the window in the morning."""
        if self._desk is not None and self._desk.may(Permission.KEEP_TENANCIES):
            self._desk.ask(last_turned, self._turned)

    def _turned(self, last: date | None) -> None:
        if self._desk is not None and last != self._desk.today:
            self._desk.do(turn_the_day, None, None)

    def _look_at_backup(self) -> None:
        if self._desk is not None and self.store is not None and self.window is not None:
            self._desk.ask(_backup_state, self._show_backup, store=self.store, now=system_clock())

    def _show_backup(self, state: tuple[str, Status]) -> None:
        if self.window is not None:
            self.window.strip.set_backup(*state)

    def _unlock(self, name: str, password: str, answer: Answer) -> None:
        assert self._desk is not None and self.store is not None
        told = partial(_tell, answer)
        if self.store.postgresql:
            self._desk.ask(_knock, told, told, dsn=address.put(self.store.dsn, login=self._login, password=password))
        else:
            self._desk.ask(access_door.sign_in, told, told, store=self.store, login=self._login, password=password)

    def _sign_out(self) -> None:
        if self.window is None or self.store is None:
            return
        self.window.closed.disconnect(self._quit)
        self.window.close()
        self.window.deleteLater()
        self.window, self._desk = None, None
        with self.store.connected():
            made_up = bool(settings_queries.value("demo.mark", system_clock().date()))
        if made_up or self.store.postgresql:
            self.ask_which()
        else:
            self._show_sign_in()

    # The made-up association.
    def _made_up(self) -> None:
        if places.made_up().exists():
            self.open(str(places.made_up()))
            return
        self.door.show_card(WaitCard("Making the made-up association: 180 homes, their people and two years of rent. "
                                     "This takes a minute"))
        self._demo = QProcess(self)
        self._demo.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._demo.finished.connect(self._made)
        self._demo.start(sys.executable, ["-m", "housingdesk", "demo", "--to", str(places.made_up())])

    def _made(self, code: int) -> None:
        demo, self._demo = self._demo, None
        if code == 0 or demo is None:
            self.open(str(places.made_up()))
        else:
            said = bytes(demo.readAllStandardOutput().data()).decode(errors="replace").strip().splitlines()
            self.ask_which(said[-1] if said else "The made-up association could not be made")

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

    def _quit(self) -> None:
        self.close_store()
        QApplication.quit()


def _backup_state(store: Store, now: datetime) -> tuple[str, Status]:
    """What the strip says of the backup; more than a day old is late."""
    found = backups.last(store)
    late = found is None or now - found.made_at > timedelta(days=1)
    return backups.sentence(found, now), Status.DUE if late else Status.NEUTRAL


def _tell(answer: Answer, result: object) -> None:
    answer(refusal(result) if isinstance(result, HousingDeskError) else None)


def _knock(dsn: str) -> None:
    """Whether the server lets this login in; Refused if not."""
    import psycopg

    try:
        psycopg.connect(dsn, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise Refused("The server did not take that password") from error
