"""Says a result aloud to a screen reader: "Posted to Amina Khan. 13 left."."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
    """Hand a sentence to the screen reader, after what it is saying now or, ``at_once``, instead of it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # long lists of roles and events

    event = QAccessibleAnnouncementEvent(widget, sentence)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
