"""Before the shell: which database, its passphrase, its upgrade, who is there. One card at a time in the door's window.

Imported by a start that has something to ask; one that opens the last database and knows who is there does without.
"""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess
from PySide6.QtGui import QGuiApplication

from housingdesk.access import door as access_door
from housingdesk.access.desk import system_clock
from housingdesk.db import address, places
from housingdesk.db.connection import Store
from housingdesk.db.upgrade import upgrade
from housingdesk.errors import HousingDeskError, Refused
from housingdesk.ui.kit.door import DoorWindow, OpenCard, WaitCard
from housingdesk.ui.kit.qt_desk import QtDesk, refusal
from housingdesk.ui.kit.sign_in import Answer, SignInPanel

if TYPE_CHECKING:
    from housingdesk.ui.app.start import Start


class Reception(QObject):
    """Asks what the start has to know, and hands the answer back to it."""

    def __init__(self, start: "Start") -> None:
        super().__init__(start)
        self._start = start
        self._demo: QProcess | None = None
        self.door = DoorWindow()
        self.door.closed.connect(start.quit)

    def ask_which(self, refused: str = "") -> None:
        """Show the card that asks which database to open."""
        there = places.made_up().exists()
        words = "Open the made-up association" if there else "Try with a made-up association"
        card = OpenCard(places.data_folder(), refused, self._made_up, words)
        card.chosen.connect(self._start.open)
        self.door.show_card(card)

    def ask_passphrase(self, where: str, note: str = "") -> None:
        """Ask for the passphrase of an encrypted file, and open it."""
        def try_it(_name: str, typed: str, _answer: Answer) -> None:
            self._start.open(where, typed)
        self.door.show_card(SignInPanel(f"{Path(where).name} is encrypted", try_it, name="file", words="Open it",
                                        secret="Passphrase", note=note))

    def ask_server_login(self, where: str, note: str) -> None:
        """Ask for a person's own login on a server, and open it."""
        def try_it(login: str, password: str, _answer: Answer) -> None:
            self._start.open(address.put(where, login=login, password=password))
        self.door.show_card(SignInPanel("Sign in to the office's server", try_it, note=note))

    def ask_who(self, desk: QtDesk, store: Store) -> None:
        """Ask for a name and a password of this database, and let the person in."""
        tried = [""]

        def try_it(login: str, password: str, answer: Answer) -> None:
            tried[0] = login
            sign_in(desk, store, login, password, answer)
        card = SignInPanel("Sign in", try_it, words="Sign in")
        card.entered.connect(lambda: self._start.enter(tried[0]))
        self.door.show_card(card)

    def bring_up_to_date(self, store: Store) -> None:
        """Upgrade a file, saying so meanwhile."""
        card = WaitCard("Bringing the database up to date. A copy of it is kept beside it")
        self.door.show_card(card)
        QGuiApplication.processEvents()
        upgrade(store, now=system_clock(), say=card.say)

    # The made-up association.
    def _made_up(self) -> None:
        if places.made_up().exists():
            self._start.open(str(places.made_up()))
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
            self._start.open(str(places.made_up()))
        else:
            said = bytes(demo.readAllStandardOutput().data()).decode(errors="replace").strip().splitlines()
            self.ask_which(said[-1] if said else "The made-up association could not be made")


def sign_in(desk: QtDesk, store: Store, login: str, password: str, answer: Answer) -> None:
    """Whether a name and a password go together in this database; the answer comes in the GUI thread."""
    told = partial(_tell, answer)
    desk.ask(access_door.sign_in, told, told, store=store, login=login, password=password)


def knock(desk: QtDesk, store: Store, login: str, password: str, answer: Answer) -> None:
    """Whether the server of a store lets a login in with this password."""
    told = partial(_tell, answer)
    desk.ask(_knock, told, told, dsn=address.put(store.dsn, login=login, password=password))


def _tell(answer: Answer, result: object) -> None:
    answer(refusal(result) if isinstance(result, HousingDeskError) else None)


def _knock(dsn: str) -> None:
    """Whether the server lets this login in; Refused if not."""
    import psycopg

    try:
        psycopg.connect(dsn, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise Refused("The server did not take that password") from error
