"""What a bug looks like to a person: one window with a report to copy, and the program goes on if it can."""

import platform
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.label import button, label


def report(version: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The report: versions and where in the code it happened. It holds no values, so no personal data of its own."""
    lines = traceback.format_exception(kind, error, trace)
    return "\n".join((f"HousingDesk {version}, Python {platform.python_version()}, PySide {PySide6.__version__}, "
                      f"Qt {qVersion()}, {platform.platform()}", "", "".join(lines)))


class CrashWindow(QWidget):
    """One window for all that goes wrong: further reports are added under the first."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("HousingDesk: something went wrong")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Report")
        column = QVBoxLayout(self)
        theme.lay(column, 22, gap=12)
        column.addWidget(label("Something went wrong in the program", "heading"))
        column.addWidget(label("What you had finished is saved; what was under way was not done. "
                               "Copy this report for whoever looks after the program. Read it first: a message in it "
                               "may name a person.", wrap=True))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        theme.lay(row, gap=8)
        for made in (button("Copy the report", self.copy, kind="primary"), button("Go on working", self.hide),
                     button("Close the program", self._quit)):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        self.resize(theme.px(760), theme.px(440))

    def add(self, text: str) -> None:
        """Add a report and come to the front."""
        self.text.appendPlainText(text)
        self.show()
        self.raise_()
        self.activateWindow()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _quit(self) -> None:
        QApplication.quit()
