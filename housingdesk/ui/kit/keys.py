"""Every shortcut of the program that is true on all screens, and the rules that a screen's own keys keep.

A screen lists its keys in ``Page.keys``. A key is a sequence ("Ctrl+Enter") or one letter, which acts only while a
list has the focus. The tests ask ``clashes`` about every registered screen.
"""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtGui import QKeySequence

from housingdesk.values.rows import frozen


class Where(StrEnum):
    """When a key acts: anywhere on its screen, or only while a list has the focus."""

    SCREEN = "screen"
    LIST = "list"


@frozen
class Key:
    """A key, the word the bottom line shows beside it, and the method of the screen it calls.

    Without ``act`` the widget in focus acts by itself (Enter in a list) and the bottom line only says so.
    """

    keys: str
    word: str
    act: str = ""
    shown: bool = True

    @property
    def where(self) -> Where:
        """Single letters and the keys of lists act only in a list."""
        return Where.LIST if len(self.keys) == 1 and self.keys.isalnum() else Where.SCREEN

    @property
    def label(self) -> str:
        """As a person reads it: ``↑ ↓``, ``Ctrl+Enter``, ``Alt+←``."""
        text = "Up Down" if self.keys == "Up" and not self.act else self.keys
        for name, sign in (("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→"), ("Return", "Enter")):
            text = text.replace(name, sign)
        return text


GLOBAL: tuple[Key, ...] = (
    Key("Ctrl+K", "find anyone, any home, any command", "open_find"),
    Key("/", "find, outside a text box", "open_find"),
    Key("Alt+Left", "back", "back"),
    Key("Alt+Right", "forward", "forward"),
    Key("Ctrl+Tab", "recent files", "recent"),
    Key("Ctrl+Z", "undo", "undo"),
    Key("Ctrl+Y", "redo", "redo"),
    Key("F5", "refresh", "refresh"),
    Key("F6", "next pane", "next_pane"),
    Key("Shift+F6", "previous pane", "previous_pane"),
    Key("F1", "help and keys for this screen", "show_keys"),
    Key("?", "all keys", "show_keys"),
    Key("F9", "privacy: only the household at the desk", "interview.turn_on"),
    Key("Ctrl+F9", "privacy off", "interview.turn_off"),
    Key("Ctrl+T", "show the tenant this page", "interview.push"),
    Key("Ctrl+Shift+T", "take it back from the tenant", "interview.take_back"),
    Key("Shift+F9", "turn the only screen to the tenant", "interview.turn"),
    Key("Ctrl+Shift+F9", "turn it back, with your password", "interview.turn_back"),
    Key("Ctrl+Shift+L", "lock the screen", "lock"),
    Key("Esc", "close, clear, go back", "escape"),
    *(Key(f"Ctrl+{number}", "go to a place on the left", "place") for number in (*range(1, 10), 0)),
)

# Keys that mean the same on every screen; a screen may offer them but never give them another meaning.
SHARED: dict[str, str] = {
    "Enter": "the primary action, or open", "Shift+Enter": "open", "Ctrl+Enter": "finish or post the pile",
    "Ctrl+N": "new", "Ctrl+F": "filter this list", "Ctrl+P": "print what is shown", "Ctrl+L": "letter",
    "Ctrl+M": "note", "Ctrl+J": "diary entry", "F2": "edit", "J": "down", "K": "up", "Space": "tick", "L": "letter",
    "Z": "snooze", "Ctrl+C": "copy", "Ctrl+A": "tick all", "Ctrl+O": "open a file", "Ctrl+E": "export",
}
_FIXED = {"J", "K"}


def same(one: str, other: str) -> bool:
    """Whether two texts name the same key."""
    return QKeySequence(one) == QKeySequence(other) if len(one) > 1 or len(other) > 1 else one.upper() == other.upper()


def clashes(screen: Iterable[Key]) -> list[str]:
    """What is wrong with a screen's keys: the same key twice, a global key taken, J or K given another meaning.

    Esc may be listed: it closes what the screen has open.
    """
    found: list[str] = []
    seen: list[Key] = []
    for key in screen:
        if any(same(key.keys, other.keys) for other in seen):
            found.append(f"{key.keys} is there twice")
        if key.act and key.keys != "Esc" and any(same(key.keys, other.keys) for other in GLOBAL):
            found.append(f"{key.keys} is the same everywhere: {key.word} cannot have it")
        if key.act and key.keys.upper() in _FIXED:
            found.append(f"{key.keys} moves in every list")
        seen.append(key)
    return found
