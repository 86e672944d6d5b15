"""Words and buttons on a screen, by what they are."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from housingdesk.ui.kit import theme


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A text. Roles: title, heading, section, strong, muted, small, hint, figure, big, read, error, good, due, late.

    Text is shown as it stands: a name with ``<b>`` in it is not mark-up.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def set_role(widget: QLabel, role: str) -> None:
    """Change what a label is."""
    theme.mark(widget, role=role)


def button(text: str, on_click: Callable[[], object] | None = None, *, key: str = "", kind: str = "",
           parent: QWidget | None = None) -> QPushButton:
    """A button with a verb and an object, and its key beside the words. Kinds: primary (one a screen), link, quiet.

    ``text`` may mark an access key with ``&``. The key shown is only shown: list it in ``Page.keys`` to make it act.
    """
    made = QPushButton(parent)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    set_button_text(made, text, key)
    return made


def set_button_text(made: QPushButton, text: str, key: str = "") -> None:
    """Change a button's words, and what a screen reader says, which is the words without the key."""
    gap = "    " if made.property("kind") == "primary" else "  "
    made.setText(f"{text}{gap}{key}" if key else text)
    made.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))
    made.setAccessibleDescription(f"Key {key}" if key else "")


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts of a card."""
    made = QFrame(parent)
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made
