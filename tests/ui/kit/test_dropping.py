"""Files dropped on a screen reach it as paths; what is no file, or comes when none is taken, is left alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit.dropping import TakesFiles

_COPY, _LEFT, _NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Tray(TakesFiles, QWidget):
    """A widget that remembers what fell on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.found: list[str] = []
        self.open = True

    def files_dropped(self, paths: list[str]) -> None:
        """Remembered."""
        self.found += paths

    def takes_files(self) -> bool:
        """While it is open."""
        return self.open


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    made = Tray()
    qtbot.addWidget(made)
    return made


def drop(tray: Tray, *urls: str) -> bool:
    """Whether it would take them; they fall on it in any case, as Qt leaves it to the widget to have said no."""
    data = QMimeData()
    data.setText("112.40")
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    entering = QDragEnterEvent(QPoint(5, 5), _COPY, data, _LEFT, _NONE)
    entering.ignore()
    QApplication.sendEvent(tray, entering)
    if entering.isAccepted():
        QApplication.sendEvent(tray, QDropEvent(QPointF(5, 5), _COPY, data, _LEFT, _NONE))
    return entering.isAccepted()


def test_files_reach_the_widget_in_their_order(tray: Tray, tmp_path: Path) -> None:
    one, two = (QUrl.fromLocalFile(str(tmp_path / name)).toString() for name in ("b.csv", "a.csv"))
    assert drop(tray, one, "https://example.org/list.csv", two)
    assert tray.found == [str(tmp_path / "b.csv"), str(tmp_path / "a.csv")]


def test_text_is_no_file_and_a_web_address_leads_nowhere(tray: Tray) -> None:
    assert not drop(tray)
    assert drop(tray, "https://example.org/list.csv")
    assert tray.found == []


def test_nothing_is_taken_while_there_is_nothing_to_keep_it_with(tray: Tray, tmp_path: Path) -> None:
    tray.open = False
    assert not drop(tray, QUrl.fromLocalFile(str(tmp_path / "a.csv")).toString())
    assert tray.found == []
