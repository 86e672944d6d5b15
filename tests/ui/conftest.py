"""The application as it is dressed, a desk that answers at once, and a board that fails on what nobody expected."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from housingdesk.access.desk import Desk
from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from tests.ui.support import Recorder


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in its light dress."""
    theme.install(qapp, look="light")
    return qapp


@pytest.fixture(autouse=True)
def _plain_look(qapp: QApplication) -> Iterator[None]:
    """Every test begins with nothing remembered and ends in the light dress."""
    window_state.use(None)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every page of the suite is dressed anew
    if theme.current().dark or theme.current().text_size != 100:
        theme.dress(dark=False, text_size=100)


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """The notices of a test; what is left on it at the end fails the test."""
    made = Recorder()
    yield made
    assert made.left_over() == []


@pytest.fixture
def qt_desk(sqlite_desk: Desk, recorder: Recorder, qapp: QApplication) -> Iterator[QtDesk]:
    """Ann Brown's desk at a fresh database, answering at once."""
    made = QtDesk(sqlite_desk, Inline(), recorder)
    yield made
    made.close()
