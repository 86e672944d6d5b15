"""A signature drawn on the pad with the mouse, as in the tests of papers and of whole sign-ups."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from housingdesk.ui.kit.signature_pad import SignaturePad


def draw(pad: SignaturePad) -> None:
    """A signature with the mouse."""
    wide, high = pad.width(), pad.height()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(wide // 8, high // 2))
    for step in range(1, 12):
        place = QPoint(wide // 8 + step * wide // 16, high // 2 + (step % 3) * high // 8)
        event = _move(pad, place)
        QApplication.sendEvent(pad, event)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton)


def _move(pad: SignaturePad, place: QPoint) -> Any:
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), pad.mapToGlobal(QPointF(place)), Qt.MouseButton.NoButton,
                       Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
