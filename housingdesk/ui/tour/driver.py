"""Presses keys on whatever has the focus, as a coordinator would, waits until something is so, and keeps a record."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.watchdog import Watchdog
from housingdesk.ui.main_window import MainWindow
from housingdesk.ui.tour.measures import CountedThreads, resident_megabytes

P = TypeVar("P", bound=Page)
_PATIENCE = 60.0
LONGEST_MS = 100


class NotReached(Exception):
    """The tour did not come to where it should; the sentence says what was expected."""


@dataclass(slots=True)
class Done:
    """One step of the tour: its name, how long it took, keys pressed and letters typed, the longest block and where, and
    its pictures."""

    name: str
    seconds: float = 0.0
    keys: int = 0
    letters: int = 0
    worst_block_ms: float = 0.0
    where: str = ""
    megabytes: float = 0.0
    pictures: list[str] = field(default_factory=list)


class Driver:
    """Holds the window, its threads and the folder for pictures."""

    def __init__(self, window: MainWindow, threads: CountedThreads, folder: Path, say: Callable[[str], object]) -> None:
        self.window, self.folder = window, folder
        self.steps: list[Done] = []
        self._threads, self._say = threads, say
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        self._keys = self._letters = 0
        self._dog = Watchdog(window)
        self._dog.start()
        self._pictures = 0
        self.at_first_picture = 0.0

    # Steps.
    def step(self, name: str, do: Callable[[], object]) -> None:
        """Do one step and note how it went."""
        done = Done(name)
        self.steps.append(done)
        self._dog.reset()
        begun, keys, letters = time.monotonic(), self._keys, self._letters
        try:
            do()
        finally:
            self._measure(done)
            done.seconds, done.keys, done.letters = time.monotonic() - begun, self._keys - keys, self._letters - letters
            done.megabytes = resident_megabytes()
            self._say(f"{name:<54} {done.seconds:6.1f} s {done.keys:4} keys {done.letters:3} letters   longest block "
                      f"{done.worst_block_ms:4.0f} ms {done.megabytes:4.0f} MB")
            if done.worst_block_ms > LONGEST_MS:
                self._say(_last_line(done.where))

    def _measure(self, done: Done) -> None:
        if self._dog.worst_ms > done.worst_block_ms:
            done.worst_block_ms, done.where = self._dog.worst_ms, self._dog.where

    def picture(self, name: str) -> None:
        """Keep a picture of the window; what that costs is not the program's."""
        self.settle()
        if self.steps:
            self._measure(self.steps[-1])
        self.at_first_picture = self.at_first_picture or resident_megabytes()
        self._pictures += 1
        file = f"{self._pictures:02}-{name}.png"
        self.window.grab().save(str(self.folder / file))
        if self.steps:
            self.steps[-1].pictures.append(file)
        self.pause(20)
        self._dog.reset()

    def stop(self) -> None:
        """End measuring."""
        self._dog.stop()

    # Keys.
    def press(self, *keys: str) -> None:
        """Press keys one after the other: ``press("Ctrl+K")``, ``press("Down", "Enter")``."""
        for key in keys:
            combination = QKeySequence(key.replace("Enter", "Return"))[0]  # type: ignore[index]
            self._keys += 1
            QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())
            self.pause(1)

    def write(self, text: str) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            self._letters += 1
            QTest.keyClicks(self._target(), letter)
            self.pause(1)

    def _target(self) -> QWidget:
        if self._app.activeWindow() is None:  # without a display nobody gives the window back when a dialog closes
            self.window.activateWindow()
            self.pause(5)
        return self._app.focusWidget() or self._app.activePopupWidget() or self.window.focusWidget() or self.window

    # Waiting.
    def pause(self, milliseconds: int) -> None:
        """Let the window live for a moment."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self, patience: float = _PATIENCE) -> None:
        """Wait until nothing is under way."""
        quiet, end = 0, time.monotonic() + patience
        while quiet < 4 and time.monotonic() < end:
            self.pause(5)
            quiet = quiet + 1 if self._threads.waiting == 0 and not self.window.desk.jobs() else 0

    def until(self, is_so: Callable[[], object], sentence: str, patience: float = _PATIENCE) -> None:
        """Wait until something is so; NotReached with the sentence when it does not come."""
        end = time.monotonic() + patience
        while not is_so():
            if time.monotonic() > end:
                raise NotReached(f"{sentence}. It did not come within {patience:.0f} seconds{self._said()}")
            self.pause(5)

    def expect(self, is_so: object, sentence: str) -> None:
        """NotReached with the sentence unless it is so."""
        if not is_so:
            raise NotReached(f"{sentence}{self._said()}")

    def _said(self) -> str:
        said = [bar.sentence for bar in self.window.notices._bars if not bar.away]
        return f". The window says: {'; '.join(said)}" if said else ""

    # Where we are.
    def page(self, kind: type[P]) -> P:
        """The page in sight, which must be of a kind."""
        self.until(lambda: isinstance(self.window.current, kind), f"The screen {kind.title or kind.__name__} is open")
        found = self.window.current
        assert isinstance(found, kind)
        return found

    def focus(self, widget: QWidget) -> None:
        """Tab until a widget, or something in it, has the focus."""
        for _ in range(60):
            focused = self._app.focusWidget()
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                return
            self.press("Tab")
        raise NotReached(f"Tab does not come to “{widget.accessibleName() or type(widget).__name__}”")

    def ask(self, query: Callable[..., Any], **args: Any) -> Any:
        """Ask the desk beside the screens, to know what to press."""
        got: list[Any] = []
        self.window.desk.ask(query, got.append, **args)
        self.until(lambda: got, f"The desk answers {getattr(query, '__name__', query)}")
        return got[0]


def _last_line(where: str) -> str:
    """The line of the program that held the window up, as far as it was seen."""
    ours = [line.strip() for line in where.splitlines() if "housingdesk" in line and line.strip().startswith("File")]
    return f"    held up by {' < '.join(reversed(ours[-3:]))}" if ours else "    held up outside the program's own lines"
